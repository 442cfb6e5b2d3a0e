"""Layers of every kind between coordinate systems, through Processing."""

from __future__ import annotations

import numpy as np
import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)

TRUE, GCJ, BD = (108.6503952, 21.9828281), (108.6541485, 21.9799392), (108.6607283, 21.9856319)  # 钦州, gcoord's list
METRE = 1 / 111_000


def layer_of(definition: str, wkt: list[str | None]) -> QgsVectorLayer:
    layer = QgsVectorLayer(f"{definition}&field=plan_id:string&field=n:integer", "sites of 奥维", "memory")
    features = []
    for number, shape in enumerate(wkt):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([f"FCG-{number}", number])
        if shape:
            feature.setGeometry(QgsGeometry.fromWkt(shape))
        features.append(feature)
    assert layer.dataProvider().addFeatures(features)[0]
    return layer


@pytest.fixture
def convert(qgis_app):
    import processing

    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())

    def run(layer, source, target):
        parameters = {"INPUT": layer, "FROM": source, "TO": target, "OUTPUT": "memory:"}
        return processing.run("fengsui:convertdatum", parameters, context=context)["OUTPUT"]

    return run


def points(layer) -> np.ndarray:
    return np.array([[v.x(), v.y()] for f in layer.getFeatures() for v in f.geometry().vertices()])


@pytest.mark.parametrize(
    ("source", "target", "given", "expected"),
    [
        ("gcj02", "wgs84", GCJ, TRUE),
        ("GCJ-02", "cgcs2000", GCJ, TRUE),
        ("wgs84", "gcj02", TRUE, GCJ),
        ("bd09", "cgcs2000", BD, TRUE),
        ("cgcs2000", "bd09", TRUE, BD),
        ("bd09", "gcj02", BD, GCJ),
        ("高德", "百度", GCJ, BD),
        ("wgs84", "cgcs2000", TRUE, TRUE),
    ],
)
def test_points_within_a_metre(convert, source, target, given, expected):
    result = convert(layer_of("Point?crs=EPSG:4326", [f"POINT({given[0]} {given[1]})"]), source, target)
    assert result.crs().authid() == "EPSG:4490"
    assert np.abs(points(result)[0] - expected).max() < METRE
    assert [f.attributes() for f in result.getFeatures()] == [["FCG-0", 0]]


@pytest.mark.parametrize(
    ("definition", "wkt"),
    [
        ("MultiPoint", "MULTIPOINT(108.1 21.5, 108.2 21.6)"),
        ("LineString", "LINESTRING(108.1 21.5, 108.2 21.6, 108.3 21.5)"),
        (
            "MultiPolygon",
            "MULTIPOLYGON(((108 21, 109 21, 109 22, 108 21), (108.7 21.3, 108.8 21.3, 108.8 21.4, 108.7 21.3)))",
        ),
    ],
)
def test_every_vertex_goes_there_and_back(convert, definition, wkt):
    layer = layer_of(f"{definition}?crs=EPSG:4490", [wkt, None])
    shifted = convert(layer, "cgcs2000", "bd09")
    back = convert(shifted, "bd09", "cgcs2000")
    moved = np.abs(points(shifted) - points(layer)).max(axis=1)
    assert (moved > 300 * METRE).all()
    assert np.abs(points(back) - points(layer)).max() < 0.001 * METRE
    assert [f.geometry().isNull() for f in back.getFeatures()] == [False, True]
    assert [f["plan_id"] for f in back.getFeatures()] == ["FCG-0", "FCG-1"]


def test_a_code_as_target_gives_the_layer_that_system(convert):
    result = convert(layer_of("Point?crs=EPSG:4326", [f"POINT({GCJ[0]} {GCJ[1]})"]), "gcj02", "EPSG:4524")
    assert result.crs().authid() == "EPSG:4524"
    to_metres = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:4490"), QgsCoordinateReferenceSystem("EPSG:4524"), QgsProject.instance()
    )
    there = QgsGeometry.fromWkt(f"POINT({TRUE[0]} {TRUE[1]})")
    there.transform(to_metres)
    expected = there.asPoint()
    assert np.hypot(*(points(result)[0] - [expected.x(), expected.y()])) < 1
    assert 36_000_000 < points(result)[0][0] < 37_000_000


def test_a_projected_layer_is_led_to_degrees_first(convert):
    layer = layer_of("Point?crs=EPSG:4326", [f"POINT({GCJ[0]} {GCJ[1]})"])
    mercator = convert(layer, "wgs84", "EPSG:3857")
    assert np.abs(points(convert(mercator, "gcj02", "cgcs2000"))[0] - TRUE).max() < METRE


def test_a_code_of_metres_says_what_unlabelled_numbers_are(convert):
    metres = convert(layer_of("Point?crs=EPSG:4490", [f"POINT({TRUE[0]} {TRUE[1]})"]), "cgcs2000", "EPSG:4524")
    x, y = points(metres)[0]
    for label in ("EPSG:4490", ""):
        layer = layer_of("Point?crs=" + label, [f"POINT({x} {y})"])
        assert np.abs(points(convert(layer, "EPSG:4524", "cgcs2000"))[0] - TRUE).max() < 0.001 * METRE


@pytest.mark.parametrize(
    ("definition", "wkt", "source", "target", "said"),
    [
        ("Point?crs=EPSG:4490", "POINT(108 21)", "mars", "wgs84", "'mars' names no coordinate system"),
        ("Point?crs=EPSG:4490", "POINT(108 21)", "wgs84", "EPSG:999999", "'EPSG:999999' names no coordinate system"),
        ("Point?crs=EPSG:4490", "POINT(108 21)", "wgs84", "西安80", "Xi'an 1980"),
        ("Point?crs=EPSG:4490", "POINT(108 21)", "wgs84", "EPSG:2412", "Beijing 1954"),
        ("Point?crs=EPSG:4490", "POINT(36512345 2387654)", "gcj02", "wgs84", "no degrees"),
        ("Point?crs=", "POINT(36512345 2387654)", "wgs84", "gcj02", "no degrees"),
        ("None?", None, "wgs84", "gcj02", "no geometry"),
    ],
)
def test_what_cannot_be_converted_is_refused_in_a_sentence(convert, definition, wkt, source, target, said):
    with pytest.raises(QgsProcessingException, match=said):
        convert(layer_of(definition, [wkt]), source, target)


def test_the_loaded_layer_is_called_by_its_system(qgis_app):
    from qgis.core import QgsApplication

    context, project = QgsProcessingContext(), QgsProject()
    context.setProject(project)
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("fengsui:convertdatum")
    layer = layer_of("Point?crs=EPSG:4326", [f"POINT({TRUE[0]} {TRUE[1]})"])
    project.addMapLayer(layer)
    from qgis.core import QgsProcessingOutputLayerDefinition

    output = QgsProcessingOutputLayerDefinition("memory:", project)
    parameters = {"INPUT": layer.id(), "FROM": "wgs84", "TO": "gcj02", "OUTPUT": output}
    results, fine = algorithm.run(parameters, context, QgsProcessingFeedback())
    assert fine
    details = context.layerToLoadOnCompletionDetails(results["OUTPUT"])
    assert details.name == "sites of 奥维 GCJ-02"


def test_a_swapped_row_passes_as_it_is_and_the_others_are_converted(convert):
    wkt = [f"POINT({GCJ[0]} {GCJ[1]})", f"POINT({GCJ[0]} {GCJ[1]})", "POINT(21.5 108.5)", None]
    result = points(convert(layer_of("Point?crs=EPSG:4326", wkt), "gcj02", "wgs84"))
    assert np.abs(result[:2] - TRUE).max() < METRE
    assert result[2].tolist() == [21.5, 108.5]


def test_an_empty_layer_stays_empty(convert):
    result = convert(layer_of("Polygon?crs=EPSG:4490", []), "gcj02", "wgs84")
    assert result.featureCount() == 0
    assert [field.name() for field in result.fields()] == ["plan_id", "n"]
