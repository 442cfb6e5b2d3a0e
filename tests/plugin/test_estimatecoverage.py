"""Coverage of the sample county as a map, through the provider."""

from __future__ import annotations

from pathlib import Path

import pytest


def layer_of(sample: Path, name: str) -> str:
    return f"{sample / 'sample.gpkg'}|layername={name}"


def run(**settings) -> dict:
    import processing

    return processing.run(
        "fengsui:estimatecoverage", {"COVERAGE": "TEMPORARY_OUTPUT", "DATE": "2026-11-01", **settings}
    )


def rows_of(layer) -> list[dict]:
    names = layer.fields().names()
    return [{**dict(zip(names, row.attributes())), "shape": row.geometry()} for row in layer.getFeatures()]


def area(rows, state, technology="5G", operator="any") -> float:
    found = [
        r["area_m2"] for r in rows if (r["state"], r["technology"], r["operator"]) == (state, technology, operator)
    ]
    return sum(found)


@pytest.fixture(scope="module")
def by_radius(qgis_app, sample) -> list[dict]:
    return rows_of(run(SITES=layer_of(sample, "sites"))["COVERAGE"])


def test_both_technologies_are_drawn_for_whoever_it_is(by_radius):
    assert {(r["technology"], r["operator"]) for r in by_radius} == {("4G", "any"), ("5G", "any")}
    assert all(r["area_m2"] > 0 and r["transmitters"] > 0 for r in by_radius)
    assert {r["state"] for r in by_radius} <= {"covered_model", "unknown"}


def test_what_is_unknown_lies_around_what_is_covered(by_radius):
    for technology in ("4G", "5G"):
        covered, unknown = (
            next(r["shape"] for r in by_radius if (r["technology"], r["state"]) == (technology, state))
            for state in ("covered_model", "unknown")
        )
        assert covered.intersection(unknown).area() < 1e-12
        assert covered.boundingBox().intersects(unknown.boundingBox())


def test_one_operator_has_no_more_than_all(qgis_app, sample, by_radius):
    each = rows_of(run(SITES=layer_of(sample, "sites"), OPERATOR="each", TECHNOLOGY="5G")["COVERAGE"])
    operators = {r["operator"] for r in each}
    assert operators == {"telecom", "mobile", "unicom"} or operators == {"telecom", "mobile", "unicom", "broadnet"}
    assert {r["technology"] for r in each} == {"5G"}
    most = max(area(each, "covered_model", operator=o) for o in operators)
    assert (
        0 < most <= area(by_radius, "covered_model") <= sum(area(each, "covered_model", operator=o) for o in operators)
    )
    named = rows_of(run(SITES=layer_of(sample, "sites"), OPERATOR="中国移动", TECHNOLOGY="5G")["COVERAGE"])
    assert area(named, "covered_model", operator="mobile") == area(each, "covered_model", operator="mobile")


def test_the_formula_is_surer_of_less(qgis_app, sample, by_radius):
    rows = rows_of(run(SITES=layer_of(sample, "sites"), MODEL="formula")["COVERAGE"])
    assert 0 < area(rows, "covered_model") < area(by_radius, "covered_model")
    assert area(rows, "unknown") > area(by_radius, "unknown")


def test_a_border_leaves_out_what_lies_beyond(qgis_app, sample):
    from qgis.core import QgsFeature, QgsGeometry, QgsRectangle, QgsVectorLayer

    sites = QgsVectorLayer(layer_of(sample, "sites"), "sites", "ogr")
    box = sites.extent()
    west = QgsRectangle(box.xMinimum() - 1, box.yMinimum() - 1, box.center().x(), box.yMaximum() + 1)
    border = QgsVectorLayer("Polygon?crs=EPSG:4490", "border", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromRect(west))
    border.dataProvider().addFeatures([feature])
    whole, half = run(SITES=sites)["TRANSMITTERS"], run(SITES=sites, BORDER=border)["TRANSMITTERS"]
    assert 0 < half < whole


def test_a_word_that_is_no_operator_is_named(qgis_app, sample):
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match="nobody"):
        run(SITES=layer_of(sample, "sites"), OPERATOR="nobody")
