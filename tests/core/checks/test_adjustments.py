"""What an application that passes with an adjustment is told of the nearest place, on hand-made answers of the search."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from site_tables import applications, away, case_of, north_south, plan, square, table, zones

from fengsui.core.checks.adjustments import adjustable, places_for, suggest
from fengsui.core.checks.engine import check
from fengsui.core.checks.location_requests import REQUEST_COLUMNS
from fengsui.core.checks.locations import AREA_COLUMNS, EXCLUDED_COLUMNS, POINT_COLUMNS, Locations
from fengsui.core.checks.opinion import review
from fengsui.core.metric import DEGREES

PLAN = plan({"plan_id": "P0"}, {"plan_id": "P1", "build_type": "micro"})
LINE = table("powerlines", {"line_id": "L1", "voltage_kv": 10.0, "at": north_south(3)})
WEST = {"lon": 108.349981, "lat": 21.77, "shift_m": 2.04, "bearing_deg": 270.2}


def frame(columns, *rows):
    data = pd.DataFrame([{**dict.fromkeys(columns), **row} for row in rows], columns=columns)
    return gpd.GeoDataFrame(data, geometry=gpd.GeoSeries([None] * len(rows), crs=DEGREES))


def suggested(rows, areas, points=(), language="en", lines=LINE):
    """The reviewed rows; `areas` and `points` hold what the search says of the rows A0, A1, …"""
    case = case_of(
        applications(*rows), complete=["farmland", "redline-core"], plan=PLAN, powerlines=lines, language=language
    )
    checked = check(case)
    found = Locations(
        frame(AREA_COLUMNS, *({"radius_m": 50.0, "unchecked": "", **area} for area in areas)),
        frame(POINT_COLUMNS, *({"kind": "nearest", **point} for point in points)),
        frame(EXCLUDED_COLUMNS),
        frame(REQUEST_COLUMNS),
    )
    return suggest(case, checked, review(case, checked), found)


def test_a_row_that_moving_cures_is_told_where_to():
    row = suggested([{"plan_id": "P0"}], [{"site": "A0"}], [{"site": "A0", **WEST}]).iloc[0]
    assert row["opinion"] == "approve_adjusted"
    assert (row["suggested_lon"], row["suggested_lat"]) == (108.349981, 21.77)
    assert (row["shift_m"], row["bearing_deg"]) == (2.04, 270.2)
    told = "Move 2.0 m to the west (bearing 270°), to 108.349981, 21.770000: that clears SP-23 power line protection, if the others stay where they are."
    assert row["suggestion"] == told


def test_it_is_told_in_chinese():
    row = suggested([{"plan_id": "P0"}], [{"site": "A0"}], [{"site": "A0", **WEST}], "zh").iloc[0]
    assert (
        row["suggestion"]
        == "向西移 2.0 米（方位 270°）至 108.349981, 21.770000，可消除 SP-23 电力线保护区（其他站不动时）。"
    )


def test_conditions_at_the_new_place_are_said():
    place = {"site": "A0", **WEST, "conditions": "SP-20 outside the boundary.\nSP-21 could fall."}
    row = suggested([{"plan_id": "P0"}], [{"site": "A0"}], [place]).iloc[0]
    assert row["suggestion"].endswith("Conditions there: SP-20 outside the boundary. SP-21 could fall.")


def test_what_moving_does_not_cure_stays():
    row = suggested([{"plan_id": "P1"}], [{"site": "A0"}], [{"site": "A0", **WEST}]).iloc[0]
    assert row["suggestion"].startswith("Move 2.0 m")
    assert "Moving does not cure: SP-14 " in row["suggestion"]


def test_where_only_the_type_is_at_fault_nobody_is_moved():
    row = suggested([{"plan_id": "P1"}], [{"site": "A0"}], [{"site": "A0", **WEST, "shift_m": 0.0}], lines=None).iloc[0]
    assert row["opinion"] == "approve_adjusted"
    assert row["suggestion"].startswith("Moving does not cure: SP-14 ")


def test_a_circle_without_a_place_says_what_shuts_it_out():
    area = {"site": "A0", "shut_out": "SP-23 100 %"}
    row = suggested([{"plan_id": "P0"}], [area]).iloc[0]
    assert np.isnan(row["suggested_lon"])
    assert np.isnan(row["shift_m"])
    assert row["suggestion"] == "No place within the allowed 50 m passes: SP-23 100 %."


def test_what_was_not_checked_there_is_said():
    area = {"site": "A0", "unchecked": "no zones given"}
    row = suggested([{"plan_id": "P0"}], [area], [{"site": "A0", **WEST}]).iloc[0]
    assert row["suggestion"].endswith("Not checked there: no zones given")


def test_other_opinions_get_none():
    rows = [{"plan_id": "P0", "township": None, "status": "withdrawn"}, {"plan_id": "P0"}]
    reviewed = suggested(rows, [{"site": "A1"}], [{"site": "A1", **WEST}, {"site": "A0", **WEST}])
    assert list(reviewed["opinion"]) == ["supplement", "approve_adjusted"]
    assert list(adjustable(reviewed)) == [1]
    assert list(reviewed["suggestion"] != "") == [False, True]
    assert list(reviewed["shift_m"].notna()) == [False, True]


def searched(case):
    checked = check(case)
    reviewed = review(case, checked)
    places = places_for(case, adjustable(reviewed))
    return suggest(case, checked, reviewed, places).iloc[0]


def complete_case(language="en", **given):
    kinds = ["farmland", "redline-core"]
    return case_of(applications({"plan_id": "P0"}), complete=kinds, language=language, **given)


def test_a_place_with_an_approval_is_preferred_to_a_nearer_one_in_the_red_line():
    west = north_south(40, 270.0).buffer(0.0002805)  # the nearer side of the line lies in the red line
    given = {"plan": plan({"allowed_deviation_m": 60.0}), "powerlines": LINE}
    free = searched(complete_case(**given))
    row = searched(complete_case(zones=zones("redline", west), **given))
    assert free["bearing_deg"] == pytest.approx(270, abs=1)
    assert row["bearing_deg"] == pytest.approx(90, abs=1)
    assert row["shift_m"] > free["shift_m"] > 0
    assert "red line" not in row["suggestion"]


def test_where_every_place_lies_in_the_red_line_the_words_say_what_is_still_needed():
    given = {"plan": plan({"allowed_deviation_m": 60.0}), "powerlines": LINE}
    case = complete_case(zones=zones("redline", square(500)), rules={"SP-19/redline": {"opinion": "approve"}}, **given)
    row = searched(case)
    assert row["shift_m"] > 0
    assert "No place in the circle is without conditions; there it still needs: SP-19" in row["suggestion"]


def test_what_only_doubt_about_a_host_keeps_off_is_told_with_the_doubt():
    unsure = {"resource_id": "R1", "at": away(900), "status": "usable", "height_m": 28.0, "uncertainty_m": 1000.0}
    given = {"plan": plan({"allowed_deviation_m": 60.0}), "powerlines": LINE, "values": {"match_uncertainty_m": 2000}}
    case = complete_case(resources=table("resources", unsure), **given)
    row = searched(case)
    assert row["shift_m"] > 0
    assert "settle first or give a written reason for not sharing: SP-23" in row["suggestion"]
    assert "SP-15 an opened resource to use cannot be judged 100 %" in row["suggestion"]


def test_where_only_the_type_is_at_fault_no_coordinate_is_given():
    row = suggested([{"plan_id": "P1"}], [{"site": "A0"}], [{"site": "A0", **WEST, "shift_m": 0.0}], lines=None).iloc[0]
    assert np.isnan(row["suggested_lon"])
    assert np.isnan(row["shift_m"])
