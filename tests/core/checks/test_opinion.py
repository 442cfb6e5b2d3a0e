"""The opinion of an application, from its findings."""

from __future__ import annotations

import itertools

import pytest
from site_tables import HERE, applications, away, case_of, plan, sites, square, table, zones

from fengsui.core.checks.engine import check
from fengsui.core.checks.opinion import review
from fengsui.core.checks.profile import OPINIONS
from fengsui.core.checks.rules import rule_entries

BLOCKING = ["farmland", "redline-core"]


def reviewed(rows, complete=BLOCKING, **given):
    case = case_of(rows, complete=complete, **given)
    return review(case, check(case))


def opinion(*rows, **given):
    return list(reviewed(applications(*rows), **given)["opinion"])


CAUSES = {
    "reject": {"at": away(300)},
    "supplement": {"township": None},
    "undecided": {"structure": None},
    "approve_adjusted": {"plan_id": "P1"},
    "approve": {},
}
"""What alone leads to each opinion: far from its planned site; a missing cell; farmland 5 m away from who knows what
(the missing structure itself asks for papers, so SP-09 is off); a macro site for a micro site."""

GROUND = {
    "plan": plan({"plan_id": "P0"}, {"plan_id": "P1", "build_type": "micro"}),
    "zones": zones("farmland", square(1, away(6, 180)), square(1, away(6, 180, away(300)))),
}


def of(*causes):
    row = {"plan_id": "P0"}
    for cause in causes:
        row.update(CAUSES[cause])
    if "undecided" not in causes:
        row["structure"] = "roof"
    rules = {"SP-14/type": {"enabled": False}}
    if "undecided" in causes and "supplement" not in causes:
        rules["SP-09/missing"] = {"enabled": False}
    return opinion(row, rules=rules, **GROUND)


@pytest.mark.parametrize("causes", [*((one,) for one in OPINIONS), *itertools.combinations(OPINIONS, 2)], ids="+".join)
def test_the_weightier_opinion_wins(causes):
    assert of(*causes) == [min(causes, key=OPINIONS.index)]


def test_the_table_of_opinions():
    leads = {}
    for rule, entry in rule_entries("site_plan").items():
        for aspect, data in entry["aspects"].items():
            if data["severity"] in ("block", "error") or data.get("warning_leads"):
                leads[f"{rule}/{aspect}"] = data["opinion"]
    assert {key for key, word in leads.items() if word == "reject"} == {
        "SP-07/outside",
        "SP-12/deviation",
        "SP-18/farmland",
        "SP-19/redline-core",
    }
    assert {key[:5] for key, word in leads.items() if word == "approve_adjusted"} == {
        "SP-14",
        "SP-21",
        "SP-22",
        "SP-23",
        "SP-25",
    }
    assert {key[:5] for key, word in leads.items() if word == "supplement"} == {
        *(f"SP-0{n}" for n in (1, 2, 3, 4, 5, 6, 8, 9)),
        "SP-10",
        "SP-11",
        "SP-13",
        "SP-15",
        "SP-19",
        "SP-24",
    }
    assert {key for key in leads if key.startswith("SP-19")} == {"SP-19/redline-core", "SP-19/redline"}


def test_warnings_are_conditions_and_some_lead_to_papers():
    table_ = reviewed(applications({"eia_no": None}))
    assert (list(table_["opinion"]), list(table_["warnings"])) == (["approve"], [1])
    assert "SP-25" in table_["reasons"][0]
    given = zones("redline", square(50))
    assert opinion({}, zones=given) == ["supplement"]
    assert opinion({"approvals": "redline=1"}, zones=given) == ["approve"]
    assert opinion({}, zones=zones("forest", square(50))) == ["approve"]


def test_a_rule_that_can_block_and_was_not_checked_leaves_it_undecided():
    assert opinion({}, {"at": away(900)}, complete=[]) == ["undecided"] * 2
    assert opinion({}, complete=["farmland"]) == ["undecided"]
    assert opinion({"township": None}, {"at": away(900)}, complete=[]) == ["supplement", "undecided"]
    off = {"SP-18": {"enabled": False}, "SP-19/redline-core": {"enabled": False}}
    assert opinion({}, complete=[], rules=off) == ["approve"]
    assert opinion({}, complete=[], rules={"SP-18": {"severity": "warning"}, "SP-19": {"severity": "warning"}}) == [
        "approve"
    ]


def test_a_rule_that_cannot_block_leaves_nothing_undecided():
    assert opinion({}) == ["approve"]
    assert opinion({"at": away(90), "scene": None}, plan=plan({"scene": None})) == ["approve"]


def test_only_the_row_that_could_not_be_judged_is_undecided():
    land = zones("farmland", square(1, away(6)))
    rows = [{"structure": None}, {"at": away(500), "structure": None}, {"structure": "roof", "at": away(40, 180)}]
    assert opinion(*rows, zones=land, rules={"SP-09": {"enabled": False}}) == ["undecided", "approve", "approve"]


@pytest.mark.parametrize(
    "row", [{"at": None}, {"at": (21.77, 108.35)}, {"crs_declared": "?"}, {"plan_id": "4.5E+17"}], ids=str
)
def test_blocks_of_data_ask_for_papers(row):
    assert opinion({"crs_declared": "CGCS2000", **row}) == ["supplement"]


def test_a_county_changes_the_table_of_opinions():
    row, planned = {"at": away(300)}, plan({})
    assert opinion(row, plan=planned) == ["reject"]
    assert opinion(row, plan=planned, rules={"SP-12": {"opinion": "approve_adjusted"}}) == ["approve_adjusted"]
    assert opinion(row, plan=planned, rules={"SP-12/deviation": {"severity": "warning"}}) == ["approve"]
    assert opinion(row, plan=planned, rules={"SP-12/deviation": {"severity": "warning", "warning_leads": True}}) == [
        "reject"
    ]
    assert opinion({}, zones=zones("forest", square(9)), rules={"SP-24": {"severity": "error"}}) == ["supplement"]
    assert opinion({}, zones=zones("forest", square(9)), rules={"SP-24/forest": {"severity": "block"}}) == ["reject"]
    assert opinion({"structure_height_m": 90}, rules={"SP-22/fall": {"severity": "error"}}) == ["approve"]


def test_counts_reasons_and_partner():
    rows = applications(
        {"plan_id": "P0", "at": away(80), "township": None, "eia_no": None}, {"at": None}, {"at": away(9000)}
    )
    given = {"plan": plan({}), "zones": zones("farmland", square(5)), "complete": ["redline-core"]}
    table_ = reviewed(rows, **given)
    assert list(table_["blocks"]) == [0, 1, 0]
    assert list(table_["errors"]) == [2, 0, 1]
    assert list(table_["warnings"]) == [1, 0, 0]
    assert list(table_["matched_plan"].fillna("")) == ["P0", "", "P0"]
    assert table_["plan_distance_m"][0] == pytest.approx(80)
    lines = table_["reasons"][0].splitlines()
    assert [line[:5] for line in lines[:2]] == ["SP-12", "SP-09"]
    assert lines[2].startswith("Condition: SP-25")
    assert lines[3].startswith("Not checked: SP-")
    assert "SP-18" not in lines[3]
    assert "SP-23" in lines[3]
    assert table_["not_checked"][1] > table_["not_checked"][0] > 0
    findings = check(case_of(rows, **given)).findings
    everywhere = (findings["severity"].eq("not_checked") & findings["feature"].isna()).sum()
    assert table_["not_checked"][0] == everywhere
    assert list(table_.columns[: len(rows.columns)]) == list(rows.columns)


def test_findings_of_other_tables_lead_to_nothing():
    rows = applications({"at": away(9000), "year": 2026, "plan_id": "P0"})
    planned = plan({"at": away(9000)}, {"year": 2020, "at": HERE})
    found = reviewed(rows, plan=planned, sites=sites({"at": away(30_000)}), zones=zones("built-up", square(500)))
    assert (list(found["opinion"]), list(found["errors"])) == (["approve"], [0])
    assert [line[:12] for line in found["reasons"][0].splitlines()] == ["Not checked:"]


def test_the_batch_without_rows_and_without_a_plan():
    assert len(reviewed(applications({}).iloc[:0], plan=plan({}))) == 0
    table_ = reviewed(applications({}))
    assert (table_["matched_plan"].isna().all(), table_["plan_distance_m"].isna().all()) == (True, True)
    assert list(reviewed(applications({"at": None}), complete=[])["opinion"]) == ["supplement"]
    assert table("zones").empty
