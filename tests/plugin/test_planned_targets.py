"""What each target of 2027 would be if all that is planned were built, from layers by hand."""

from __future__ import annotations

import pytest
from handmade import layer, rows_of
from qgis.core import QgsProcessingException

COUNTY = "Polygon ((108 21, 109 21, 109 22, 108 22, 108 21))"
VILLAGE, ROAD, SEA = "bb-2027-village-5g", "bb-2027-border-road-5g", "bb-2027-sea-5g"
SITE = "site_id:string technologies:string operators:string status:string scene:string radius_m:double"
PLANNED = "plan_id:string build_type:string scene:string year:integer operators:string status:string radius_m:double"


@pytest.fixture
def counties(qgis_app):
    return layer("Polygon", "counties", "code:string name:string group:string", ("450681", "东兴市", "both", COUNTY))


@pytest.fixture
def villages(qgis_app):
    """At 108.1 beside the site, at 108.2 … 108.5 beside planned ones."""
    rows = [(f"V{n}", f"{n}村", "行政村", f"Point (108.{n} 21.5)") for n in range(1, 6)]
    return layer("Point", "villages", "编号:string 名称:string 类型:string", *rows)


@pytest.fixture
def sites(qgis_app):
    return layer("Point", "sites", SITE, ("S1", "5G", "mobile", "on_air", "rural", 1000.0, "Point (108.1 21.5)"))


@pytest.fixture
def plan(qgis_app):
    return layer(
        "Point", "plan", PLANNED,
        ("P2", "macro", "rural", 2026, "mobile", "planned", 1000.0, "Point (108.2 21.5)"),
        ("P3", "macro", "rural", 2028, "mobile", "planned", 1000.0, "Point (108.3 21.5)"),
        ("P4", "macro", "rural", 2027, "mobile", "cancelled", 1000.0, "Point (108.4 21.5)"),
    )  # fmt: skip


def targets(plan, **given):
    import processing

    run = processing.run(
        "fengsui:checkplan", {"PLAN": plan, "FINDINGS": "TEMPORARY_OUTPUT", "TARGETS": "TEMPORARY_OUTPUT", **given}
    )
    rows = rows_of(run["TARGETS"])
    assert {row["year"] for row in rows} == {given.get("YEAR", 2027)}
    return {row["target"]: row for row in rows}


def test_a_planned_site_of_the_year_closes_its_village_alone(plan, sites, counties, villages):
    found = targets(plan, SITES=sites, COUNTIES=counties, DEMAND=[villages])[VILLAGE]
    assert (found["numerator"], found["denominator"], found["value"], found["verdict"]) == (1, 5, 20, "not_met")
    assert (found["value_if_built"], found["verdict_if_built"], found["shortfall_if_built"]) == (40, "not_met", 55)
    assert "the 1 sites planned for 2027 or before" in found["basis_if_built"]
    assert "measured gap" not in found["basis_if_built"]


def test_all_closed_is_met(plan, sites, counties, villages):
    villages.dataProvider().deleteFeatures([3, 4, 5])
    found = targets(plan, SITES=sites, COUNTIES=counties, DEMAND=[villages])[VILLAGE]
    assert (found["verdict"], found["verdict_if_built"], found["value_if_built"]) == ("not_met", "met", 100)


def test_without_sites_the_rest_is_unknown(plan, counties, villages):
    found = targets(plan, COUNTIES=counties, DEMAND=[villages])[VILLAGE]
    assert (found["value"], found["verdict"]) == (None, "not_computed")
    assert (found["unknown_if_built"], found["verdict_if_built"]) == (4, "not_computed")


def test_measured_gaps_count_as_covered_by_the_model_and_that_is_said(plan, sites, counties, villages):
    fields = "time:string network:string operator:string rsrp_dbm:double"
    samples = layer(
        "Point", "samples", fields,
        *((f"2026-10-01 10:{n}{k}:00", "5G", "mobile", -120.0, f"Point ({108 + n / 10 + k * 3e-4} 21.5)")
          for n in (2, 3) for k in range(4)),
    )  # fmt: skip
    found = targets(plan, SITES=sites, COUNTIES=counties, DEMAND=[villages], MEASUREMENTS=samples)[VILLAGE]
    assert (found["value"], found["value_if_built"]) == (20, 40)
    assert "a measured gap that a planned site would cover" in found["basis_if_built"]
    assert "measured 2" in found["basis"]
    assert "measured 1" in found["basis_if_built"]


def test_roads_and_sea_beside_villages(plan, sites, counties, villages):
    road = layer(
        "LineString", "roads", "route_id:string kind:string border:boolean",
        ("G1", "road-national", True, "LineString (108.19 21.5, 108.21 21.5)"),
        ("S1", "road-provincial", True, "LineString (108.1995 21.5002, 108.2005 21.5002)"),
    )  # fmt: skip
    area = "Polygon ((108.15 21.45, 108.25 21.45, 108.25 21.55, 108.15 21.55, 108.15 21.45))"
    sea = layer("Polygon", "sea", "zone_id:string kind:string", ("Z1", "sea-internal", area))
    found = targets(plan, SITES=sites, COUNTIES=counties, DEMAND=[villages, road, sea])
    assert found[VILLAGE]["value_if_built"] == 40
    assert found[ROAD]["value"] == 0
    assert found[ROAD]["value_if_built"] == pytest.approx(96.5, abs=0.2)
    assert found[ROAD]["verdict_if_built"] == "met"
    assert found[SEA]["value"] == 0
    assert found[SEA]["value_if_built"] > 0
    assert found[SEA]["verdict_if_built"] == "no_threshold"


def test_what_is_missing_is_told(plan, sites, counties):
    with pytest.raises(QgsProcessingException, match="needs COUNTIES"):
        targets(plan, SITES=sites)
    found = targets(plan, SITES=sites, COUNTIES=counties)[VILLAGE]
    assert (found["verdict"], found["verdict_if_built"]) == ("not_computed", "not_computed")
    assert found["missing_if_built"]
