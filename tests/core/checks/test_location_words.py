"""What the search for places says: of aspects that fail, of rows whose data are wrong, of the layers it looked at."""

from __future__ import annotations

import pytest
from site_tables import applications, away, block, case_of, north_south, plan, square, table, zones

from fengsui.core.checks import bands, rules
from fengsui.core.checks.locations import find_locations
from fengsui.core.errors import Cancelled


def broken(_case):
    raise ValueError("no such thing")


def test_bands_that_fail_hide_nothing_of_the_others(monkeypatch):
    monkeypatch.setitem(bands._REGISTRY, ("SP-18", "farmland"), broken)
    road = table("routes", {"route_id": "G1", "kind": "road-county", "at": north_south(40)})
    given = {"plan": plan({}), "zones": zones("farmland", block(60)), "routes": road}
    found = find_locations(case_of(applications({"plan_id": "P0"}), **given))
    assert "SP-18 failed (ValueError: no such thing)" in found.areas["unchecked"].iloc[0]
    assert "SP-18 failed" in found.points["unchecked"].iloc[0]
    assert set(found.excluded["rule"]) == {"SP-21"}
    assert 0 < found.areas["share"].iloc[0] < 1
    chinese = find_locations(case_of(applications({"plan_id": "P0"}), language="zh", **given))
    assert "SP-18 运行出错" in chinese.areas["unchecked"].iloc[0]


def test_a_cancel_is_no_failure(monkeypatch):
    def cancelled(_case):
        raise Cancelled

    monkeypatch.setitem(bands._REGISTRY, ("SP-18", "farmland"), cancelled)
    with pytest.raises(Cancelled):
        find_locations(case_of(plan({}), "plan", zones=zones("farmland", block(60))))


def test_a_rule_that_fails_at_a_place_is_told_of_there(monkeypatch):
    key = ("SP-24", "scenic")
    monkeypatch.setitem(rules._REGISTRY, key, rules.Rule(*key, broken, True))
    severity = {"SP-24/scenic": {"severity": "warning"}}
    found = find_locations(case_of(plan({}), "plan", rules=severity, zones=zones("scenic", block(60))))
    assert "ValueError" in found.points["doubt"].iloc[0]
    assert "ValueError" not in found.points["conditions"].iloc[0]


@pytest.mark.parametrize(
    ("language", "words", "reason_class", "where"),
    [
        ("en", "outside the township it names: check the township", "data to check (township or coordinate)", "lies"),
        ("zh", "先核对所填乡镇和坐标", "数据待核（乡镇或坐标）", "不在所填乡镇"),
    ],
)
def test_a_wrong_township_is_to_be_checked_and_not_the_plan(language, words, reason_class, where):
    towns = table("townships", {"name": "江平镇", "at": square(9000)})
    given = {"townships": towns, "zones": zones("farmland", square(500))}
    found = find_locations(case_of(plan({"township": "东兴镇"}), "plan", language=language, **given))
    request = found.requests.iloc[0]
    assert request["reason_class"] == reason_class
    assert words in request["reason"]
    assert where in request["reason"]
    right = find_locations(case_of(plan({"township": "江平镇"}), "plan", language=language, **given))
    assert right.requests["reason_class"].iloc[0] != reason_class


def test_a_circle_outside_the_county_is_to_be_checked():
    counties = table("counties", {"name": "甲县", "at": square(300, away(9000))})
    found = find_locations(case_of(plan({}), "plan", counties=counties))
    assert found.requests["reason_class"].tolist() == ["data to check (township or coordinate)"]
    assert "lies outside the county" in found.requests["reason"].iloc[0]


def test_the_evidence_names_the_layers_that_were_looked_at():
    land, roads = zones("farmland", square(500)), table("routes", {"kind": "road-county", "at": north_south(900)})
    land.attrs["source"] = "基本农田.gpkg"
    subject = plan({})
    subject.attrs["source"] = "规划2026.xlsx"
    found = find_locations(case_of(subject, "plan", zones=land, routes=roads))
    assert found.requests["evidence"].iloc[0].endswith("Data: 规划2026.xlsx; 基本农田.gpkg.")


def test_a_site_asked_about_alone_is_named_by_its_own_layer():
    batch, subject = applications({}), plan({})
    batch.attrs["source"], subject.attrs["source"] = "申请.xlsx", "规划2026.xlsx"
    case = case_of(batch, zones=zones("farmland", square(500)), plan=subject)
    alone = find_locations(case.about(case.tables["plan"].iloc[[0]], "plan"))
    assert "规划2026.xlsx" in alone.requests["evidence"].iloc[0]


def test_two_rows_of_one_number_have_their_requests():
    found = find_locations(
        case_of(
            plan({"plan_id": "P"}, {"plan_id": "P", "at": away(500)}), "plan", zones=zones("farmland", square(5000))
        )
    )
    assert len(found.requests) == 2
    assert (found.requests["evidence"] != "").all()


def test_kinds_of_zones_begin_as_the_other_words_do():
    found = find_locations(case_of(plan({}), "plan", zones=zones("heritage", square(500))))
    assert found.areas["shut_out"].iloc[0].startswith("SP-24 heritage protection range 100 %")
