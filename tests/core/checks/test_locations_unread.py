"""Features that could not be used are named in every row: without a shape, in metres called degrees, of an unknown kind."""

from __future__ import annotations

import geopandas as gpd
import pytest
import shapely
from site_tables import applications, away, case_of, plan, square, table

from fengsui.core.checks.engine import check
from fengsui.core.checks.inputs import with_kinds
from fengsui.core.checks.locations import find_locations

METRES = shapely.box(433_000, 2_408_000, 433_500, 2_408_500)


def area_with(*zones, language="en", **more):
    given = table("zones", *({"zone_id": f"Z{n}", **zone} for n, zone in enumerate(zones)))
    case = case_of(applications({"plan_id": "P0"}), plan=plan({}), zones=given, language=language, **more)
    return find_locations(case).areas.iloc[0], check(case).findings


def test_zones_in_metres_called_degrees_are_not_checked():
    area, findings = area_with({"kind": "farmland", "at": METRES})
    assert (
        "1 features of the zones (Permanent basic farmland) without a shape in degrees were not used (SP-18)"
        in area["unchecked"]
    )
    open_ = findings[(findings["rule"] == "SP-18") & (findings["severity"] == "not_checked")]
    assert len(open_) == 1


def test_zones_without_a_shape_are_named_beside_those_that_shut_out():
    area, _ = area_with({"kind": "farmland", "at": square(20)}, {"kind": "farmland", "at": None}, language="zh")
    assert 0 < area["share"] < 1
    assert "1 个要素（永久基本农田）没有图形或坐标不是度，未采用（SP-18）" in area["unchecked"]


def test_kinds_not_understood_are_named_in_the_row():
    zones = gpd.GeoDataFrame({"kind": ["farmland", "芝麻地", "芝麻地"]}, geometry=[square(20)] * 3, crs="EPSG:4490")
    kept, told = with_kinds(zones, "zone")
    assert len(told) == 1
    case = case_of(applications({"plan_id": "P0"}), plan=plan({}), zones=kept)
    unchecked = find_locations(case).areas["unchecked"].iloc[0]
    assert "2 features of the zones of kind '芝麻地' are not understood and were not used (SP-18" in unchecked


@pytest.mark.parametrize("language", ["en", "zh"])
def test_layers_in_order_say_nothing_of_it(language):
    area, _ = area_with({"kind": "farmland", "at": square(20)}, language=language)
    assert "not used" not in area["unchecked"]
    assert "未采用" not in area["unchecked"]


def resource_words(**given):
    near = {"resource_id": "R1", "at": away(60), "status": "usable", "height_m": 28.0, **given}
    found = find_locations(case_of(applications({"plan_id": "P0"}), plan=plan({}), resources=table("resources", near)))
    return found.areas.iloc[0], found.points[found.points["kind"] == "host"]


def test_a_grade_without_a_figure_stands_for_its_uncertainty():
    exact, _ = resource_words(place_grade="surveyed")
    assert exact["unjudged_m2"] < 1
    street, doubted = resource_words(place_grade="street")
    assert street["unjudged_m2"] > 0
    assert doubted["fits"].tolist() == ["maybe"]
    assert doubted["doubt"].iloc[0] == "place"


def test_a_resource_known_to_a_township_only_is_told_in_the_row():
    area, listed = resource_words(place_grade="township")
    assert len(listed) == 0
    assert "1 opened resources are less certain of place than" in area["unchecked"]
    assert "less certain" not in resource_words(place_grade="surveyed")[0]["unchecked"]


def test_an_application_without_a_place_is_not_said_to_be_moved_from_it():
    found = find_locations(case_of(applications({"at": None, "plan_id": "P0"}), plan=plan({})))
    nearest = found.points[found.points["kind"] == "nearest"].iloc[0]
    assert "its own place is not known" in nearest["why"]
    placed = find_locations(case_of(applications({"plan_id": "P0"}), plan=plan({}))).points.iloc[0]
    assert "not known" not in placed["why"]
