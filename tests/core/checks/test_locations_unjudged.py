"""What can't be judged is kept apart from what is shut out; a deviation of 0 is one spot, one below 0 is none."""

from __future__ import annotations

import pytest
from site_tables import HERE, applications, away, case_of, north_south, plan, square, table, zones

from fengsui.core.checks.locations import find_locations

UNSURE = {"resource_id": "R1", "at": away(900), "status": "usable", "height_m": 28.0, "uncertainty_m": 1000.0}


def unsure(language="en", **more):
    values = {"match_uncertainty_m": 2000}
    case = case_of(
        applications({"at": away(5), "plan_id": "P0"}), plan=plan({"allowed_deviation_m": 100.0}), values=values,
        resources=table("resources", UNSURE), language=language, **more,
    )  # fmt: skip
    return find_locations(case)


def test_a_resource_of_uncertain_place_asks_for_no_change_of_the_plan():
    found = unsure()
    area = found.areas.iloc[0]
    assert (area["share"], len(found.requests)) == (0, 0)
    assert area["unjudged_m2"] == pytest.approx(area["circle_m2"], rel=1e-3)
    assert "together 0 %; 100 % cannot be judged: settle place, status and room" in area["shut_out"]
    assert found.points["kind"].tolist() == ["with_reason", "host"]
    assert "100 % 无法判断，请先查明可共享设施的位置" in unsure("zh").areas["shut_out"].iloc[0]


def test_where_the_rest_is_shut_out_the_unjudged_part_still_asks_for_nothing():
    line = table("powerlines", {"line_id": "L", "at": north_south(0)})
    rows, given = applications({"plan_id": "P0"}), {"plan": plan({"allowed_deviation_m": 15.0}), "powerlines": line}
    found = find_locations(case_of(rows, **given))
    assert (found.areas["share"].iloc[0], len(found.requests)) == (0, 0)
    assert "the voltage of the line" in found.areas["shut_out"].iloc[0]
    whole = find_locations(case_of(rows, zones=zones("farmland", square(200)), **given))
    assert len(whole.requests) == 1
    assert whole.areas["unjudged_m2"].iloc[0] == 0
    assert "cannot be judged: settle" not in whole.areas["shut_out"].iloc[0]


def test_a_deviation_of_0_allows_the_spot_itself():
    given = {"plan": plan({"allowed_deviation_m": 0.0})}
    found = find_locations(case_of(applications({"at": away(3), "plan_id": "P0"}), **given))
    area, nearest = found.areas.iloc[0], found.points.iloc[0]
    assert (area["radius_m"], area["share"], len(found.requests)) == (0, 1, 0)
    assert (nearest["lon"], nearest["lat"]) == HERE
    assert nearest["shift_m"] == pytest.approx(3, abs=1e-6)
    farm = zones("farmland", square(50))
    shut = find_locations(case_of(applications({"at": away(3), "plan_id": "P0"}), zones=farm, **given))
    assert (shut.areas["share"].iloc[0], len(shut.points), len(shut.requests)) == (0, 0, 1)
    assert shut.requests["reason_class"].iloc[0] == "land is protected"
    assert "SP-18" in shut.requests["reason"].iloc[0]


def test_a_deviation_below_0_is_not_used_and_that_is_said():
    usual = find_locations(case_of(applications({"plan_id": "P0"}), plan=plan({}))).areas.iloc[0]
    for own, planned in (({"allowed_deviation_m": -5.0}, {}), ({}, {"allowed_deviation_m": -5.0})):
        case = case_of(applications({"plan_id": "P0", **own}), plan=plan(planned))
        area = find_locations(case).areas.iloc[0]
        assert area["radius_m"] == usual["radius_m"] > 0
        assert "below 0" in area["unchecked"]
        assert "below 0" not in usual["unchecked"]


def test_a_site_without_a_circle_has_no_figures():
    found = find_locations(case_of(applications({"at": None}), plan=plan({"at": None})))
    assert found.areas[["circle_m2", "area_m2", "share", "unjudged_m2"]].isna().all(axis=None)
    assert len(found.requests) == 0


def test_the_hosts_of_a_request_are_said_in_the_users_language():
    for language, told in (("zh", "（E1，150 米，可用）"), ("en", "(E1, 150 m, yes)")):
        case = case_of(
            applications({"plan_id": "P0"}), plan=plan({"allowed_deviation_m": 200.0}), zones=zones("farmland", square(600)),
            sites=table("sites", {"site_id": "E1", "at": away(150), "spare": "2", "status": "active"}), language=language,
        )  # fmt: skip
        assert find_locations(case).requests["hosts"].iloc[0] == f"E1 {told}".replace("E1 （", "E1（")
