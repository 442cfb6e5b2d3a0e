"""The data of OR-01 to OR-15, and that nothing fails or passes for want of a table."""

from __future__ import annotations

import re
from string import Formatter

import pytest
from register_tables import TODAY, bare, case_of, register, run
from site_tables import applications, away, plan, sites, square, table, zones

from fengsui.core.checks.collected import SEVERITIES
from fengsui.core.checks.engine import check
from fengsui.core.checks.register_review import register_review
from fengsui.core.checks.rules import registered, rule_entries

ENTRIES = rule_entries("register")
ASPECTS = {(rule, aspect): entry for rule, data in ENTRIES.items() for aspect, entry in data["aspects"].items()}


def names(template):
    return sorted(name for _, name, _, _ in Formatter().parse(template) if name)


def test_every_rule_of_the_table_has_data_and_a_function():
    assert {key for key in registered() if key[0].startswith("OR-")} == set(ASPECTS)
    assert list(ENTRIES) == [f"OR-{n:02}" for n in range(1, 16)]


@pytest.mark.parametrize(("rule", "aspect"), ASPECTS, ids=lambda word: word)
def test_every_aspect_is_told_in_both_languages(rule, aspect):
    entry = ASPECTS[rule, aspect]
    assert entry["severity"] in SEVERITIES
    assert entry["subjects"] == ["resources"]
    for words in (ENTRIES[rule]["title"], ENTRIES[rule]["source"], entry["message"], entry["suggestion"]):
        assert set(words) == {"zh", "en"}
        assert re.search("[一-龥]", words["zh"])
    assert not re.search("[一-龥]", entry["message"]["en"] + entry["suggestion"]["en"] + ENTRIES[rule]["title"]["en"])
    for words in (entry["message"], entry["suggestion"]):
        assert names(words["zh"]) == names(words["en"])


def everything(language="en"):
    """A register in which every aspect has something to say."""
    rows = register(
        {"owner": None, "contact": "张三 13800001234"}, {"address": None}, {"category": "什么"}, {"resource_id": "R0"},
        {"at": None}, {"at": None, "address": None}, {"at": (0, 0)}, {"at": away(9_000)}, {"at": away(3_150)},
        {"mode": "paid", "fee": "500元"}, {"category": "lamp_pole", "status": "published", "surveyed_on": None, "published_on": "2024-01-01"},
        {"status": "refused", "published_on": "2025-01-01", "surveyed_on": None}, {"document": None}, {"status": "built"},
        {"status": "built", "site_id": "X0"}, {"height_m": 90}, {"name": "边防派出所", "address": "江平镇，王先生"},
        {"name": "同楼", "owner": "一局"}, {"name": "同楼", "owner": "一局"}, {"name": "同楼A", "owner": "二局"}, {"resource_id": "P1", "status": "published"},
        {"uncertainty_m": 30}, {"uncertainty_m": 3_000}, {"name": "甲楼", "address": "内有电话 0770-2821234"},
        batch=None,
    )  # fmt: skip
    before = register({"resource_id": "P1", "status": "signed"}, {"resource_id": "P2", "at": away(9)})
    return case_of(
        rows, language=language, previous=before, plan=plan({}, {"at": away(20_000)}), sites=sites({"at": away(200)}),
        counties=table("counties", {"name": "甲县", "at": square(3_100)}), townships=table("townships", {"name": "乙镇", "at": square(400)}),
        zones=zones("heritage", square(50)), complete=["military"], values={"county_boundary_m": 60},
    )  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_aspect_speaks_and_none_fails(language):
    findings = check(everything(language), "register").findings
    assert not findings["message"].str.contains("failed|运行出错").any()
    assert not findings["message"].str.contains(r"nan|None|\{").any(), findings["message"].tolist()
    told = set(zip(findings["rule"], findings["aspect"]))
    assert set(ASPECTS) - told <= {("OR-12", "military")}  # named complete: there is none


def test_without_other_tables_nothing_passes_for_checked():
    findings = check(case_of(register({})), "register").findings
    assert set(findings["severity"]) == {"not_checked"}
    gaps = set(zip(findings["rule"], findings["aspect"]))
    assert {k for k in ASPECTS if ASPECTS[k].get("needs") or ASPECTS[k].get("zones")} | {("OR-14", "fee")} == gaps
    assert findings["feature"].isna().all()


def test_a_register_of_three_columns_as_counties_publish_it():
    three = bare({"resource_id": "1", "address": "江平镇江平街1号", "owner": "甲局", "at": None})
    findings = check(case_of(three), "register").findings
    found = findings[findings["severity"] != "not_checked"]
    assert list(zip(found["rule"], found["aspect"])) == [
        ("OR-01", "missing"),
        ("OR-02", "address"),
        ("OR-01", "columns"),
    ]
    gaps = findings[findings["severity"] == "not_checked"]
    assert {"OR-05", "OR-06", "OR-07", "OR-08", "OR-09", "OR-10", "OR-14"} <= set(gaps["rule"])


@pytest.mark.parametrize("rows", [0, 1])
def test_hardly_any_rows(rows):
    case = everything()
    few = case_of(case.subject.iloc[:rows], **case.tables)
    assert not check(few, "register").findings["message"].str.contains("rule failed").any()


def test_the_rules_of_the_site_plan_are_not_run_on_a_register():
    assert check(case_of(register({}))).findings.empty
    assert run("OR-01", register({})).empty
    assert check(case_of(register({}), previous=register({})), "register").aspects > 15


def test_applications_do_not_know_the_uncertainty_of_a_place():
    from site_tables import case_of as site_case

    assert not site_case(applications({}).assign(uncertainty_m=500.0)).uncertainty.any()


def test_the_review_counts_findings_row_by_row():
    case = case_of(register({}, {"status": "withdrawn"}, {"mode": "paid"}, {"at": None}), date=TODAY)
    checked = check(case, "register")
    table = register_review(case, checked)
    assert list(table["counted"]) == [1, 0, 1, 1]
    assert list(table["errors"]) == [0, 0, 1, 0]
    assert list(table["warnings"]) == [0, 0, 0, 1]
    assert table["reasons"][2].startswith("OR-05 ")
    assert table["not_checked"][3] > table["not_checked"][0] > 0
