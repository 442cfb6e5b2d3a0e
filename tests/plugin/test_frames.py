"""Layers to frames and back, with what real layers hold."""

from __future__ import annotations

import datetime as dt

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFields,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingUtils,
    QgsVectorLayer,
    QgsWkbTypes,
)

pytestmark = pytest.mark.usefixtures("qgis_app")


@pytest.fixture
def context():
    return QgsProcessingContext()


@pytest.fixture
def frames(qgis_app):
    from fengsui.processing import frames

    return frames


def memory_layer(definition: str, rows: list[tuple[str | None, list]]) -> QgsVectorLayer:
    layer = QgsVectorLayer(definition, "layer", "memory")
    features = []
    for wkt, attributes in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes(attributes)
        if wkt is not None:
            feature.setGeometry(QgsGeometry.fromWkt(wkt))
        features.append(feature)
    assert layer.dataProvider().addFeatures(features)[0]
    layer.updateExtents()
    return layer


def read(frames, layer: QgsVectorLayer):
    return frames.read_frame(QgsProcessingFeatureSource(layer, QgsProcessingContext()), "layer")


@pytest.fixture
def written(frames, context):
    """The layer that a frame becomes, through the same kind of sink that Processing opens; the context owns it."""
    return lambda *arguments: _written(frames, context, *arguments)


def _written(frames, context, frame, geometry="any", destination="memory:") -> QgsVectorLayer:
    result = {}

    def open_sink(fields: QgsFields, wkb_type, crs):
        sink, result["id"] = QgsProcessingUtils.createFeatureSink(destination, context, fields, wkb_type, crs)
        return sink

    frames.write_frame(frame, geometry, open_sink, "out")
    return QgsProcessingUtils.mapLayerFromString(result["id"], context)


def test_null_date_integer_and_text_arrive_as_python_values(frames):
    layer = memory_layer(
        "Point?crs=EPSG:4490&field=application_id:string&field=year:integer&field=big:int8&field=height:double"
        "&field=on:date&field=at:datetime&field=eia:bool",
        [
            ("POINT(108 21)", ["450681000000000017", 2026, 2**60 + 1, 44.5, "2026-03-01", "2026-03-01T10:20:30", True]),
            (None, [None] * 7),
        ],
    )
    frame = read(frames, layer)
    assert frame["application_id"].tolist() == ["450681000000000017", None]
    assert frame["year"].dtype == "Int64"
    assert frame["year"][0] == 2026
    assert frame["big"][0] == 2**60 + 1
    assert np.isnan(frame["height"][1])
    assert frame["on"].tolist() == [dt.date(2026, 3, 1), None]
    assert frame["at"].tolist() == [dt.datetime(2026, 3, 1, 10, 20, 30), None]
    assert bool(frame["eia"][0]) is True
    assert pd.isna(frame["eia"][1])
    assert frame.geometry[1] is None
    assert frame.crs.to_authority() == ("EPSG", "4490")


def test_numbers_without_gaps_are_plain(frames):
    frame = read(frames, memory_layer("Point?crs=EPSG:4490&field=n:int8", [("POINT(1 2)", [3])]))
    assert frame["n"].dtype == "int64"


@pytest.mark.parametrize(
    ("kind", "wkt", "expected"),
    [
        ("PointZ", "PointZ(1 2 3)", "POINT (1 2)"),
        ("PointZM", "PointZM(1 2 3 4)", "POINT (1 2)"),
        ("LineStringM", "LineStringM(0 0 1, 1 1 2)", "LINESTRING (0 0, 1 1)"),
        ("MultiPolygonZ", "MultiPolygonZ(((0 0 1, 1 0 1, 1 1 1, 0 0 1)))", "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)))"),
    ],
    ids=["z", "zm", "m", "polygon z"],
)
def test_heights_and_measures_are_dropped(frames, kind, wkt, expected):
    frame = read(frames, memory_layer(f"{kind}?crs=EPSG:4490", [(wkt, [])]))
    assert frame.geometry[0].wkt == expected


def test_curves_become_straight(frames):
    layer = memory_layer("CurvePolygon?crs=EPSG:4490", [("CurvePolygon(CircularString(0 0, 1 1, 2 0, 1 -1, 0 0))", [])])
    circle = read(frames, layer).geometry[0]
    assert circle.geom_type == "Polygon"
    assert circle.area == pytest.approx(np.pi, rel=1e-3)


def test_invalid_geometries_pass_through(frames, written):
    bow_tie = "POLYGON((0 0, 1 1, 1 0, 0 1, 0 0))"
    frame = read(frames, memory_layer("Polygon?crs=EPSG:4490", [(bow_tie, [])]))
    assert not frame.geometry[0].is_valid
    back = written(frame, "polygon")
    assert back.featureCount() == 1
    assert back.wkbType() == QgsWkbTypes.Type.MultiPolygon


def test_a_geometry_that_cannot_be_read_keeps_its_row(frames):
    layer = memory_layer(
        "LineString?crs=EPSG:4490&field=id:string", [("LineString(1 1)", ["a"]), ("LineString(0 0, 1 1)", ["b"])]
    )
    frame = read(frames, layer)
    assert frame["id"].tolist() == ["a", "b"]
    assert frame.attrs["broken"] == 1


def test_a_table_without_geometry_goes_in_and_out(frames, written):
    layer = memory_layer("NoGeometry?field=task:double&field=county:string", [(None, [12.0, "450681"])])
    frame = read(frames, layer)
    assert not isinstance(frame, gpd.GeoDataFrame)
    back = written(frame, "none")
    assert back.wkbType() == QgsWkbTypes.Type.NoGeometry
    assert next(back.getFeatures()).attributes() == [12.0, "450681"]


def test_layers_without_crs_stay_without(frames):
    layer = memory_layer("Point", [("POINT(1 2)", [])])
    layer.setCrs(QgsCoordinateReferenceSystem())
    assert read(frames, layer).crs is None


def test_a_system_of_the_users_own_is_read_by_its_definition(frames):
    layer = memory_layer("Point", [("POINT(500000 2400000)", [])])
    layer.setCrs(
        QgsCoordinateReferenceSystem.fromProj("+proj=tmerc +lat_0=0 +lon_0=108.1 +k=1 +x_0=500000 +ellps=GRS80")
    )
    crs = read(frames, layer).crs
    assert crs.to_dict()["lon_0"] == pytest.approx(108.1)


def test_types_and_values_survive_a_geopackage(frames, written, tmp_path):
    frame = gpd.GeoDataFrame(
        {
            "fid": [7, 7, 7],
            "id": ["00045", None, "3"],
            "n": pd.array([2**60 + 1, None, 3], dtype="Int64"),
            "x": [0.1 + 0.2, np.nan, 1e-12],
            "on": [dt.date(2026, 1, 2), None, None],
            "day": pd.to_datetime(["2026-03-02", None, None]),
            "at": pd.to_datetime(["2026-01-02 03:04:05", None, None]),
            "flag": pd.array([True, None, False], dtype="boolean"),
            "several": [["4G", "5G"], None, []],
        },
        geometry=[shapely.Point(108, 21), None, shapely.MultiPoint([(1, 2), (3, 4)])],
        crs="EPSG:4490",
    )
    path = tmp_path / "out.gpkg"
    layer = written(frame, "point", f"ogr:dbname='{path}' table=\"out\" (geom)")
    assert layer.featureCount() == 3
    assert layer.wkbType() == QgsWkbTypes.Type.MultiPoint
    assert layer.crs().authid() == "EPSG:4490"
    back = read(frames, layer)
    assert back["source_fid"].tolist() == [7, 7, 7]
    assert back["id"].tolist() == ["00045", None, "3"]
    assert back["n"][0] == 2**60 + 1
    assert back["x"][0] == 0.1 + 0.2
    assert back["on"][0] == dt.date(2026, 1, 2)
    assert back["day"].tolist() == [dt.date(2026, 3, 2), None, None]
    assert back["at"][0] == dt.datetime(2026, 1, 2, 3, 4, 5)
    assert back["flag"][0]
    assert back["several"][0] == "4G;5G"
    assert back.geometry[1] is None


def test_names_that_differ_only_in_case_are_numbered(frames, written, tmp_path):
    frame = gpd.GeoDataFrame(
        {"Name": ["a"], "name": ["b"], "geom": ["c"]}, geometry=[shapely.Point(1, 2)], crs="EPSG:4490"
    )
    layer = written(frame, "any", str(tmp_path / "out.gpkg"))
    assert [field.name() for field in layer.fields()] == ["fid", "Name", "name_2", "source_geom"]
    assert layer.featureCount() == 1


def test_collections_keep_the_part_that_fits(frames, written):
    mixed = shapely.from_wkt("GEOMETRYCOLLECTION (POINT (5 5), POLYGON ((0 0, 1 0, 1 1, 0 0)))")
    frame = gpd.GeoDataFrame(geometry=[mixed, shapely.box(2, 2, 3, 3)], crs="EPSG:4490")
    back = read(frames, written(frame, "any"))
    assert back.geometry.geom_type.tolist() == ["MultiPolygon", "MultiPolygon"]
    assert back.geometry[0].area == pytest.approx(0.5)


def test_points_and_areas_in_one_output_are_refused(frames, written):
    from fengsui.core.errors import CoreError

    frame = gpd.GeoDataFrame(geometry=[shapely.Point(0, 0), shapely.box(2, 2, 3, 3)], crs="EPSG:4490")
    with pytest.raises(CoreError, match=r"out would hold point \+ polygon"):
        written(frame, "any")


def test_a_refused_feature_is_an_error(frames):
    from fengsui.core.errors import CoreError

    class Full:
        def addFeatures(self, features, flags):
            return False

        def lastError(self):
            return "disk full"

    frame = gpd.GeoDataFrame(geometry=[shapely.Point(0, 0)], crs="EPSG:4490")
    with pytest.raises(CoreError, match="out could not be written: disk full"):
        frames.write_frame(frame, "point", lambda *_: Full(), "out")


def test_an_empty_frame_makes_an_empty_layer_of_the_declared_type(frames, written):
    frame = gpd.GeoDataFrame({"rule": pd.Series([], dtype=object)}, geometry=[], crs="EPSG:4490")
    layer = written(frame, "polygon")
    assert layer.featureCount() == 0
    assert layer.wkbType() == QgsWkbTypes.Type.MultiPolygon
    assert read(frames, layer).crs.to_authority() == ("EPSG", "4490")


def test_a_stop_is_noticed_while_reading(frames):
    from fengsui.core.errors import Cancelled

    def stop(done):
        raise Cancelled

    layer = memory_layer("Point?crs=EPSG:4490", [("POINT(1 2)", [])])
    source = QgsProcessingFeatureSource(layer, QgsProcessingContext())
    with pytest.raises(Cancelled):
        frames.read_frame(source, "layer", stop)


def test_lists_times_and_documents_become_text(frames):
    layer = memory_layer(
        "NoGeometry?field=operators:string[]&field=at:time", [(None, [["telecom", "mobile"], "10:20:30"])]
    )
    frame = read(frames, layer)
    assert frame["operators"].tolist() == ["telecom;mobile"]
    assert frame["at"].tolist() == ["10:20:30"]


def test_a_number_too_long_for_the_column_type_is_written_as_text(frames, written):
    frame = pd.DataFrame({"code": pd.Series([2**70, None], dtype=object)})
    assert next(written(frame, "none").getFeatures())["code"] == str(2**70)


def test_words_and_numbers_in_one_column_are_written_as_text(frames, written):
    frame = pd.DataFrame({"spare": ["无", 2, None], "kind": pd.Categorical(["a", "b", None])})
    features = list(written(frame, "none").getFeatures())
    assert [f["spare"] for f in features][:2] == ["无", "2"]
    assert [f["kind"] for f in features][:2] == ["a", "b"]
