"""What a site at one place would meet: the facts, a line for every check, the place that passes, the row to apply with."""

from __future__ import annotations

import dataclasses

import pytest
from site_tables import EAST, HERE, applications, away, block, case_of, plan, sites, square, table, zones

from fengsui.core.checks.rules import rule_entries
from fengsui.core.checks.site_card import application_row, site_card

COUNTY = {"counties": table("counties", {"code": "1", "name": "甲县", "at": square(20_000)})}
TOWNSHIP = {"townships": table("townships", {"code": "2", "name": "甲镇", "county": "1", "at": square(9_000)})}


def card(at=HERE, given=None, language="en", **tables):
    return site_card(case_of(applications({}), language=language, **tables), *at, given)


def severities(made, rule):
    return sorted({line["severity"] for line in made.rules if line["rule"] == rule})


def test_the_facts_of_a_place():
    made = card(
        away(38),
        plan=plan({"site_name": "红星规划站"}),
        zones=zones("farmland", square(300), name="一号田"),
        **COUNTY,
        **TOWNSHIP,
    )
    assert (made.county, made.township) == ("甲县", "甲镇")
    assert made.plan["plan_id"] == "P0"
    assert made.plan["distance_m"] == pytest.approx(38, abs=0.01)
    assert (made.plan["way"], made.plan["within"]) == ("west", True)
    assert made.zones == [{"kind": "Permanent basic farmland", "name": "一号田"}]
    assert severities(made, "SP-18") == ["block"]


def test_a_layer_that_is_missing_is_never_a_pass():
    made = card(plan=plan({}))
    assert made.looked == {"plan"}
    assert made.county is None
    for rule in ("SP-07", "SP-18", "SP-19", "SP-21", "SP-22", "SP-23", "SP-24"):
        assert severities(made, rule) == ["not_checked"], rule


def test_without_a_plan_nothing_is_invented():
    made = card(**COUNTY)
    assert made.plan is None
    assert made.nearest is None or made.nearest["stays"]
    assert "build_type" not in made.application
    assert severities(made, "SP-12") == ["not_checked"]


def test_outside_every_county():
    made = card(away(60_000), plan=plan({}), **COUNTY)
    assert made.county is None
    assert severities(made, "SP-07") == ["error", "passed"]


@pytest.mark.parametrize(
    ("metres", "within"), [(50, True), (61, False)], ids=["inside the allowed deviation", "outside"]
)
def test_the_planned_site_and_its_deviation(metres, within):
    made = card(away(metres), plan=plan({"allowed_deviation_m": 60}))
    assert made.plan["within"] is within
    assert made.plan["allowed_m"] == 60
    assert severities(made, "SP-12") == (["passed"] if within else ["error"])
    assert (made.nearest["shift_m"] == 0) is within


def test_an_unknown_scene_leaves_the_limit_open():
    made = card(away(100), plan=plan({"scene": None}))
    assert made.plan["allowed_m"] is None
    assert made.plan["within"] is None


def test_the_nearest_place_that_passes_has_shift_and_way():
    given = {"plan": plan({"allowed_deviation_m": 200}), "zones": zones("farmland", block(-30, 60))}
    made = card(**given, complete=())
    assert not made.nearest["stays"]
    assert made.nearest["way"] in ("east", "west")
    assert 30 < made.nearest["shift_m"] < 45


def test_no_place_that_passes_says_why():
    made = card(plan=plan({"allowed_deviation_m": 60}), zones=zones("farmland", square(500)))
    assert made.nearest is None
    assert "SP-18" in made.shut_out


def test_hosts_near_enough_to_share_the_nearest_first():
    made = card(
        plan=plan({"scene": "rural"}),
        sites=sites({"at": away(300)}, {"at": away(180)}, {"at": away(100), "spare": "0"}, {"at": away(900)}),
    )
    assert [(host["candidate"], host["fits"]) for host in made.hosts] == [("X1", "yes"), ("X0", "yes")]
    assert severities(made, "SP-15") == ["error", "not_checked"]


def test_others_applied_for_stand_in_the_way_only_where_they_are_given():
    near = applications({"at": away(5), "plan_id": "P0"})
    alone, beside = card(plan=plan({})), card(plan=plan({}), given=near)
    assert severities(alone, "SP-11") == severities(alone, "SP-13") == ["not_checked"]
    assert "error" in severities(beside, "SP-11")
    assert severities(beside, "SP-13") == ["error"]


def test_every_check_of_an_application_is_answered_or_left_to_its_papers():
    made = card(plan=plan({}), **COUNTY, **TOWNSHIP)
    asked = {
        rule
        for rule, entry in rule_entries("site_plan").items()
        for a in entry["aspects"].values()
        if "applications" in a["subjects"]
    }
    said = {line["rule"] for line in made.rules} | {title.split()[0] for title in made.papers}
    assert asked - said == {"SP-17"}  # about a whole county's holes, not about one place
    assert made.counts()["passed"] == sum(line["severity"] == "passed" for line in made.rules)


def test_a_rule_switched_off_is_not_spoken_of():
    case = case_of(applications({}), rules={"SP-18/farmland": {"enabled": False}}, plan=plan({}))
    assert "SP-18" not in {line["rule"] for line in site_card(case, *HERE).rules}


def test_chinese():
    made = card(away(38, EAST), language="zh", plan=plan({}), zones=zones("farmland", square(300)))
    assert made.plan["way"] == "西"
    assert made.zones[0]["kind"] == "永久基本农田"
    assert "SP-24 专项管控区：" not in made.papers


def test_a_row_carries_what_the_planned_site_says_in_the_words_of_the_layer():
    made = dataclasses.replace(card(plan=plan({"operators": "mobile;telecom"}), **TOWNSHIP), papers=[])
    matched = {
        "编号": "application_id",
        "建设类型": "build_type",
        "operators": "operators",
        "乡镇": "township",
        "备注": None,
    }
    row = application_row(made, list(matched), {k: v for k, v in matched.items() if v}, {"decimals": 6})
    assert row == {"建设类型": "宏站", "operators": "telecom;mobile", "乡镇": "甲镇"}
