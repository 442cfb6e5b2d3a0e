"""What stands on a sheet: facts, as many rules as there is room for, the circle, the distances."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from pyproj import Geod
from shapely.geometry import LineString, Point
from small_county import findings, reviewed

from fengsui.core.report.sheet_rows import FACT, LINES, rule_table, sheet_table, wrapped
from fengsui.core.report.sheet_shapes import circles, distances, mappable

CRS, SCENES = "EPSG:4490", {"rural": 200, "urban": 50}
GEOD = Geod(ellps="GRS80")


def plan(**columns):
    table = pd.DataFrame({"plan_id": ["P1"], **columns})
    return gpd.GeoDataFrame(table, geometry=[Point(108.1003, 21.6)], crs=CRS)


def sheets(given=None, **changed):
    return sheet_table(reviewed().assign(**changed), given, SCENES, "zh")[0]


def test_facts_are_said_in_words():
    first = sheets().iloc[0]
    assert (first["build"], first["operators"], first["opinion"]) == ("宏站、楼面", "电联", "不同意")
    assert first["place"] == "108.100000, 21.600000"
    assert first["plan"] == "P1，距 31.8 m，允许偏离 200 m"
    assert first["counted"] == "阻断 1 · 错误 0 · 提醒 0 · 未核查 1（不算通过）"


@pytest.mark.parametrize(
    ("own", "of_plan", "expected"),
    [(60.0, 80.0, 60), (None, 80.0, 80), (None, None, 200)],
    ids=["its own", "the plan's", "of its scene"],
)
def test_the_circle_is_that_of_the_rule(own, of_plan, expected):
    given = plan(allowed_deviation_m=[of_plan])
    table = sheets(given, allowed_deviation_m=own)
    disc = circles(table, given)
    assert list(disc["sheet"]) == [1]
    ring = shapely.get_coordinates(disc.geometry.iloc[0])
    away = GEOD.inv(np.full(len(ring), 108.1003), np.full(len(ring), 21.6), ring[:, 0], ring[:, 1])[2]
    assert away == pytest.approx(np.full(len(ring), expected), rel=0.007)


def test_distances_are_drawn_to_what_a_finding_names():
    road = LineString([(108.0, 21.601), (108.2, 21.601)])
    routes = gpd.GeoDataFrame({"route_id": ["G228"]}, geometry=[road], crs=CRS)
    found = findings("SP-21").assign(other="G228", measured=110.8)
    lines = distances(sheets(), found, {"plan": plan(), "routes": routes}, "zh")
    assert set(lines["label"]) == {"110.8 m", "31.1 m"}
    to_road = lines[lines["label"] == "110.8 m"].geometry.iloc[0]
    assert shapely.get_coordinates(to_road)[-1] == pytest.approx([108.1, 21.601], abs=1e-6)


def test_an_application_far_off_has_no_map():
    table = sheets().set_geometry([Point(108.1, 21.6), Point(21.6, 108.1), None], crs=CRS)
    assert list(mappable(table).geometry.isna()) == [False, True, True]


def test_rules_stand_worst_first_and_what_does_not_fit_is_counted():
    many = pd.concat([findings("SP-21"), *[findings("SP-18")] * 40], ignore_index=True)
    rows = rule_table(many, sheets(), "zh", False, 3)
    own = rows[rows["sheet"] == 1]
    assert own["severity"].iloc[0] == "阻断"
    assert len(own) <= LINES
    assert own["message"].iloc[-1] == f"另有 {41 - (len(own) - 1)} 条，见核查结果表"
    assert set(rows.loc[rows["sheet"] > 1, "message"]) == {"核查未发现问题；未核查的不算通过"}


def test_no_findings_at_all_is_said_and_is_no_pass():
    told = rule_table(findings("SP-18").iloc[:0], sheets(blocks=0), "en", False, 3)["message"]
    assert set(told) == {"Nothing found; what was not checked is no pass"}


def test_findings_that_are_not_given_or_not_shown_are_not_said_to_be_none():
    blocked, *clean = rule_table(None, sheets(), "en", False, 3)["message"]  # blocks: 1, 0, 0
    assert "not listed here" in blocked
    assert set(clean) == {"Nothing found; what was not checked is no pass"}
    uncounted = sheets().assign(found=float("nan"))
    assert all("not listed" in text for text in rule_table(None, uncounted, "en", False, 3)["message"])
    at_the_post = findings("SP-18").assign(message="距边防哨所 6 米")
    assert "未列于此" in rule_table(at_the_post, sheets(), "zh", True, 3)["message"][0]


def test_the_public_sheet_is_coarse_and_leaves_out_border_bodies():
    table, hidden = sheet_table(reviewed(), None, SCENES, "zh", public=True, coarse_decimals=3)
    assert (len(table), hidden) == (2, 1)
    assert list(table["place"]) == ["108.100, 21.600", "108.110, 21.610"]
    assert list(table["sheet"]) == [1, 2]


def test_a_name_of_many_lines_or_too_long_stands_in_one_line():
    table = sheets(site_name=["他说：“好”\n第二行", "很长的名称" * 20, "站"])
    first, second, third = table["site_name"]
    assert (first, third) == ("他说：“好” 第二行", "站")
    assert second.endswith("…")
    assert sum(2 if ord(c) > 0x2E80 else 1 for c in second) <= FACT


@pytest.mark.parametrize("width", [10, 20, 33])
def test_wrapped_lines_are_no_wider_than_the_column_and_lose_nothing(width):
    text = "距国道“国道G228”用地边缘 14.0 米，小于 20 米；Road protection regulation, article 11。"
    lines = wrapped(text, width).split("\n")
    measured = [sum(2 if ord(c) > 0x2E80 else 1 for c in line.rstrip("，。；")) for line in lines]
    assert max(measured) <= width + 2
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
