"""The site card's reading: layers found by name and columns, and the same answers as the algorithms give."""

from __future__ import annotations

import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsVectorLayer
from sample_layers import layer_of, of_site, where

PLACES = {
    "on farmland": (108.11356, 21.58416),
    "by a road": (108.09598, 21.57689),
    "far from the plan": (108.10321, 21.58214),
}


@pytest.fixture(scope="module")
def layers(qgis_app, sample):
    from osgeo import ogr

    names = [layer.GetName() for layer in ogr.Open(str(sample / "sample.gpkg"))]
    return [QgsVectorLayer(layer_of(sample, name), name, "ogr") for name in names]


@pytest.fixture(scope="module")
def reading(layers):
    from fengsui.processing.project_layers import recognised
    from fengsui.processing.site_reading import SiteReading

    return SiteReading({kind: found for kind, found in recognised(layers).items() if kind != "cells"})


def test_the_layers_of_the_sample_are_found(layers):
    from fengsui.processing.project_layers import recognised

    found = {kind: [layer.name() for layer in several] for kind, several in recognised(layers).items()}
    single = ("plan", "sites", "resources", "counties", "townships", "routes", "powerlines", "buildings", "cells")
    assert found == {**{kind: [kind] for kind in single}, "zones": ["zones"]}


def test_a_layer_of_any_name_is_known_by_its_columns(layers):
    from fengsui.processing.project_layers import recognised

    plan = next(layer for layer in layers if layer.name() == "plan")
    copy = QgsVectorLayer("Point?crs=EPSG:4490", "导出 2026", "memory")
    copy.dataProvider().addAttributes(plan.fields())
    copy.updateFields()
    assert list(recognised([copy])) == ["plan"]


@pytest.mark.parametrize(
    "columns", ["name:string", "application_id:string&field=opinion:string&field=site_name:string&field=plan_id:string"],
    ids=["anything", "our own result"],
)  # fmt: skip
def test_other_layers_are_left_alone(qgis_app, columns):
    from fengsui.processing.project_layers import recognised

    assert recognised([QgsVectorLayer(f"Point?crs=EPSG:4490&field={columns}", "x", "memory")]) == {}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_the_card_says_what_the_algorithms_say(reading, sample, tmp_path, place):
    import processing

    card = reading.card(*place)
    row = {name: value for name, value in card.application.items() if value is not None}
    fields = "&".join(
        f"field={name}:{'double' if isinstance(value, (int, float)) else 'string'}" for name, value in row.items()
    )
    layer = QgsVectorLayer(f"Point?crs=EPSG:4490&field=application_id:string&{fields}", "applications", "memory")
    from qgis.core import QgsFeature, QgsGeometry, QgsPointXY

    feature = QgsFeature(layer.fields())
    feature.setAttributes(["HERE", *[v.item() if hasattr(v, "item") else v for v in row.values()]])
    feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(*place)))
    layer.dataProvider().addFeatures([feature])
    given = {
        name.upper(): layer_of(sample, name)
        for name in ("resources", "counties", "townships", "routes", "powerlines", "buildings", "plan")
    }
    given["ZONES"] = [layer_of(sample, "zones")]
    findings = processing.run(
        "fengsui:checkapplications",
        {"APPLICATIONS": layer, "SITES": layer_of(sample, "sites"), **given, "FINDINGS": str(tmp_path / "f.gpkg")},
    )["FINDINGS"]
    own = [f for f in QgsVectorLayer(findings, "f", "ogr").getFeatures() if f["feature"] == "HERE"]
    told = {(line["rule"], line["message"]) for line in card.rules if line["severity"] in ("block", "error", "warning")}
    assert told == {(f["rule"], f["message"]) for f in own if f["severity"] in ("block", "error", "warning")}
    found = where(tmp_path, layer, EXISTING=layer_of(sample, "sites"), **given)
    nearest = [row for row in of_site(found["POINTS"], "HERE") if row["kind"] == "nearest"]
    assert bool(nearest) == (card.nearest is not None)
    if nearest:
        assert (card.nearest["lon"], card.nearest["lat"]) == pytest.approx(
            (nearest[0]["lon"], nearest[0]["lat"]), abs=1e-9
        )
        assert card.nearest["shift_m"] == pytest.approx(nearest[0]["shift_m"], abs=0.01)


def test_a_question_can_be_stopped_and_the_next_is_answered(reading):
    from fengsui.core.errors import Cancelled

    def stop(done):
        raise Cancelled

    with pytest.raises(Cancelled):
        reading.card(108.11, 21.58, stop)
    assert reading.card(108.11, 21.58).county == "东兴市"


def layers_by_name(layers) -> dict:
    return {layer.name(): layer for layer in layers}


def test_coverage_here_is_what_findgaps_says_of_a_place_here(layers, sample, tmp_path):
    import processing
    from fengsui.processing.site_reading import SiteReading
    from fengsui.processing.spot_coverage import SUPPLY

    named = layers_by_name(layers)
    evidence = {name: named[name] for name in (*SUPPLY, "coast", "border")}
    reading = SiteReading({"sites": [named["sites"]]}, evidence=evidence)
    for lon, lat in [PLACES["by a road"], PLACES["far from the plan"]]:
        place = QgsVectorLayer("Point?crs=EPSG:4490&field=place_id:string&field=name:string", "places", "memory")
        feature = QgsFeature(place.fields())
        feature.setAttributes(["X", "x"])
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(lon, lat)))
        place.dataProvider().addFeatures([feature])
        given = {name.upper(): named[name] for name in SUPPLY}
        done = processing.run(
            "fengsui:findgaps", {"DEMAND": place, "TECHNOLOGY": "each", "ASSESSED": "memory:", **given}
        )
        expected = {row["technology"]: row["state"] for row in done["ASSESSED"].getFeatures()}
        card = reading.card(lon, lat)
        assert {row["technology"]: row["state"] for row in card.coverage} == expected
        assert all(row["evidence"] for row in card.coverage)


def test_distances_to_coast_and_border_are_geodesic(layers):
    import geopandas as gpd
    import shapely
    from pyproj import Geod

    from fengsui.processing.site_reading import SiteReading
    from fengsui.ui.site_card_words import lines

    named = layers_by_name(layers)
    reading = SiteReading({"sites": [named["sites"]]}, evidence={name: named[name] for name in ("coast", "border")})
    lon, lat = PLACES["by a road"]
    card = reading.card(lon, lat)
    told, said = card.away_m, {label: text for label, text, _ in lines(card)}["Distances"]
    for name in ("coast", "border"):
        shapes = [shapely.wkb.loads(f.geometry().asWkb().data()) for f in named[name].getFeatures()]
        dense = shapely.segmentize(gpd.GeoSeries(shapes).union_all(), 0.00005)
        xy = shapely.get_coordinates(dense)
        expected = min(Geod(ellps="GRS80").inv([lon] * len(xy), [lat] * len(xy), xy[:, 0], xy[:, 1])[2])
        assert told[name] == pytest.approx(expected, abs=3)
        assert f"{name} {expected / 1000:.1f} km away" in said


def test_beyond_the_counties_nothing_is_a_gap(reading, layers):
    from fengsui.processing.project_layers import recognised
    from fengsui.processing.site_reading import SiteReading
    from fengsui.processing.spot_coverage import SUPPLY

    supply = {kind: found[0] for kind, found in recognised(layers).items() if kind in SUPPLY}
    tables = {kind: found for kind, found in recognised(layers).items() if kind in ("sites", "counties")}
    far = (109.5, 22.6)
    states = {
        named: {row["state"] for row in SiteReading(given, evidence=supply).card(*far).coverage}
        for named, given in (("with counties", tables), ("without", {"sites": tables["sites"]}))
    }
    assert states == {"with counties": {"unknown"}, "without": {"gap_model"}}
    card = SiteReading(tables, evidence=supply).card(*far)
    assert all("none of the counties" in row["evidence"] for row in card.coverage)


def test_without_sites_and_samples_nothing_is_said_of_coverage(layers):
    from fengsui.processing.site_reading import SiteReading

    card = SiteReading({"plan": [layers_by_name(layers)["plan"]]}).card(*PLACES["by a road"])
    assert (card.coverage, card.away_m) == ([], {})
