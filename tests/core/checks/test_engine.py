"""The engine: words, gaps, what fails, and that data and code name the same rules."""

from __future__ import annotations

import re
from functools import cache
from string import Formatter

import pytest
from site_tables import HERE, applications, away, case_of, plan, run, sites, square, table, zones

from fengsui.core.checks import plan_match, rules
from fengsui.core.checks.case import Case
from fengsui.core.checks.collected import SEVERITIES
from fengsui.core.checks.engine import check
from fengsui.core.checks.profile import OPINIONS
from fengsui.core.checks.rules import phrase_text, registered, rule_entries
from fengsui.core.errors import Cancelled, CoreError
from fengsui.core.workspace.listing import SEVERITIES as LISTED

ENTRIES = rule_entries("site_plan")
ASPECTS = {(rule, aspect): entry for rule, data in ENTRIES.items() for aspect, entry in data["aspects"].items()}


def everything(language="en", rows=None):
    """Layers in which nearly every aspect has something to say."""

    kinds = [
        "farmland",
        "redline-core",
        "urban-boundary",
        "heritage",
        "heritage-control",
        "scenic",
        "nature-reserve",
        "water-source",
        "flood",
        "airport",
        "fuel-station",
        "military",
        "forest",
        "grassland",
        "sea-use",
    ]
    areas = zones("farmland", *[square(300) for _ in kinds])
    areas["kind"] = kinds
    far = zones("redline", square(300, away(900)), square(3000, away(30_000)))
    far["kind"] = ["redline", "built-up"]
    import pandas as pd

    areas = pd.concat([areas, far], ignore_index=True)
    ways = table("routes", *[{"route_id": k, "kind": k, "at": square(9)} for k in ("road-national", "railway")])
    wires = table(
        "powerlines", {"line_id": "L0", "voltage_kv": 110, "at": square(5)}, {"line_id": "L1", "at": square(6)}
    )
    houses = table(
        "buildings",
        {"building_id": "B0", "kind": "school", "height_m": 90, "at": square(9)},
        {"building_id": "B1", "at": square(9)},
    )
    rows = (
        rows
        if rows is not None
        else applications(
            {"plan_id": "P0"},
            {"plan_id": "P0", "application_id": "A0", "decimals": 3, "eia_no": None, "at": away(8)},
            {"at": None},
            {"at": (21.77, 108.35), "plan_id": "4.5E+17"},
            {"at": (0, 0)},
            {"at": (36_500_000, 2_400_000)},
            {"township": None, "at": away(9_000), "year": "好", "decimals": 4, "crs_declared": "?"},
            {"at": away(900), "scene": None, "structure": None},
            {
                "at": away(60),
                "build_type": "micro",
                "plan_id": "P1",
                "antenna_height_m": None,
                "structure_height_m": None,
            },
            *[
                {"application_id": f"450681000000{n:03}000", "site_name": "同名", "at": away(20_000 + 100 * n)}
                for n in range(4)
            ],
        )
    )
    return case_of(
        rows,
        language=language,
        plan=plan({"build_type": "micro"}, {"year": 2020, "at": away(100)}, {"year": 2020, "at": away(1000)}),
        sites=sites({"at": away(90)}, {"at": away(300)}),
        resources=table("resources", {"resource_id": "R", "status": "usable", "at": HERE}),
        counties=table("counties", {"name": "甲县", "at": square(12_000)}),
        townships=table("townships", {"name": "乙镇", "at": square(400)}),
        zones=areas,
        routes=ways,
        powerlines=wires,
        buildings=houses,
        values={"county_boundary_m": 8150},
    )


@cache
def all_found(language="en"):
    return check(everything(language))


def test_every_rule_of_the_table_has_data_and_a_function():
    assert {key for key in registered() if key[0].startswith("SP-")} == set(ASPECTS)
    assert list(ENTRIES) == [f"SP-{n:02}" for n in range(1, 26)]
    assert set(ENTRIES["SP-24"]["aspects"]) == {
        "heritage",
        "heritage-control",
        "scenic",
        "nature-reserve",
        "water-source",
        "flood",
        "airport",
        "fuel-station",
        "military",
        "forest",
        "grassland",
        "sea-use",
    }
    assert set(ENTRIES["SP-25"]["aspects"]) == {"taller", "school", "eia"}


@pytest.mark.parametrize(("rule", "aspect"), ASPECTS, ids=lambda word: word)
def test_every_aspect_is_told_in_both_languages(rule, aspect):
    entry = ASPECTS[rule, aspect]
    assert entry["severity"] in SEVERITIES
    assert entry.get("opinion", "approve") in OPINIONS
    assert set(entry["subjects"]) <= {"applications", "plan"}
    assert set(ENTRIES[rule]["title"]) == {"zh", "en"}
    assert ENTRIES[rule]["source"]
    for words in (entry["message"], entry["suggestion"]):
        assert re.search("[一-龥]", words["zh"])
        assert not re.search("[一-龥]", words["en"])
        assert names(words["zh"]) == names(words["en"])
    if entry["severity"] in ("block", "error"):
        assert "opinion" in entry


def names(template):
    return sorted(name for _, name, _, _ in Formatter().parse(template) if name)


@pytest.mark.parametrize("name", [n for n in rules._phrases() if n not in ("tables", "units")])
def test_every_phrase_is_told_in_both_languages(name):
    zh, en = phrase_text(name, "zh"), phrase_text(name, "en")
    assert names(zh) == names(en)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_sentence_has_a_gap(language):
    findings = all_found(language).findings
    for text in [*findings["message"], *findings["suggestion"]]:
        assert text
        assert not re.search(r"[{}]|\bnan\b|\bNone\b|\bNaT\b|<NA>|\binf\b", text), text
    assert not findings["message"].str.contains("rule failed|规则运行出错").any()
    said = set(zip(findings["rule"], findings["aspect"]))
    assert {key for key in ASPECTS if key not in said} == {("SP-04", "shift"), ("SP-05", "dms")}


def test_the_table_of_findings():
    checked = all_found()
    findings = checked.findings
    assert list(findings.columns) == [
        "rule",
        "aspect",
        "severity",
        "layer",
        "feature",
        "other",
        "label",
        "message",
        "measured",
        "limit",
        "unit",
        "clause",
        "data",
        "suggestion",
        "geometry",
    ]
    worst_first = ("block", "error", "warning", "info", "not_checked")
    assert SEVERITIES == LISTED == worst_first  # as run and as listed in the window
    assert findings["severity"].map(worst_first.index).is_monotonic_increasing
    assert findings["clause"].notna().all()
    assert not findings.duplicated(["rule", "aspect", "layer", "feature", "label", "geometry", "message"]).any()
    assert findings.crs.to_epsg() == 4490
    assert len(checked.rows) == len(findings)
    assert findings.loc[checked.rows < 0, "layer"].isin(["applications", "plan", "zones"]).all()
    one = findings[(findings["rule"] == "SP-24") & (findings["aspect"] == "heritage")].iloc[0]
    assert one["data"] == "applications; zones"


def test_rows_without_a_place_are_left_out_of_rules_about_place():
    findings = all_found().findings
    of_place = {key for key, rule in registered().items() if rule.of_place}
    for feature in ("A2", "A3", "A4", "A5"):
        said = findings[findings["feature"] == feature]
        assert not set(zip(said["rule"], said["aspect"])) & of_place


def test_a_rule_that_fails_is_listed_and_the_others_run(monkeypatch):
    def broken(case: Case):
        raise KeyError("kaputt")

    monkeypatch.setitem(rules._REGISTRY, ("SP-12", "deviation"), rules.Rule("SP-12", "deviation", broken, True))
    whole = check(everything()).findings
    failed = whole[(whole["rule"] == "SP-12")]
    assert list(failed["severity"]) == ["not_checked"]
    assert "kaputt" in failed["message"].iloc[0]
    assert set(whole["rule"]) >= {"SP-11", "SP-13", "SP-25"}


def test_words_that_a_rule_forgot_are_its_failure_and_no_crash(monkeypatch):
    forgot = rules.Rule("SP-12", "deviation", lambda case: rules.offenders([0]), True)
    monkeypatch.setitem(rules._REGISTRY, ("SP-12", "deviation"), forgot)
    found = run("SP-12", applications({}), plan=plan({}))
    assert list(found["severity"]) == ["not_checked"]


@pytest.mark.parametrize(
    "error", [Cancelled(), CoreError("Layer '{layer}' is wrong.", layer="x")], ids=["cancelled", "user"]
)
def test_what_the_user_can_put_right_is_told_at_once(monkeypatch, error):
    def stops(case: Case):
        raise error

    monkeypatch.setitem(rules._REGISTRY, ("SP-12", "deviation"), rules.Rule("SP-12", "deviation", stops, True))
    with pytest.raises(type(error)):
        run("SP-12", applications({}), plan=plan({}))


def test_switches_of_a_county():
    rows, planned = applications({"at": away(90)}), plan({})
    assert list(run("SP-12", rows, plan=planned)["severity"]) == ["error"]
    assert list(run("SP-12", rows, plan=planned, rules={"SP-12/deviation": {"severity": "warning"}})["severity"]) == [
        "warning"
    ]
    assert list(run("SP-12", rows, plan=planned, rules={"SP-12": {"severity": "info"}})["severity"]) == ["info"]
    both = {"SP-12": {"severity": "info"}, "SP-12/deviation": {"severity": "block"}}
    assert list(run("SP-12", rows, plan=planned, rules=both)["severity"]) == ["block"]
    assert len(run("SP-12", rows, plan=planned, rules={"SP-12/deviation": {"enabled": False}})) == 0
    assert len(run("SP-12", rows, plan=planned, values={"allowed_deviation_m": {"urban": 100}})) == 0


def test_a_severity_of_one_row_survives_and_unchecked_stays_unchecked():
    station = zones("fuel-station", square(10, away(30)))
    found = run("SP-24/fuel-station", applications({}), zones=station)
    assert list(found["severity"]) == ["warning"]
    found = run(
        "SP-12",
        applications({"at": away(90), "scene": None}),
        plan=plan({"scene": None}),
        rules={"SP-12": {"severity": "block"}},
    )
    assert list(found["severity"]) == ["not_checked"]


def test_rows_without_a_number_are_called_by_their_row_and_ids_stay_text():
    found = run(
        "SP-25/eia",
        applications(
            {"application_id": None, "eia_no": None}, {"application_id": "450681000000000017", "eia_no": None}
        ),
    )
    assert list(found["feature"]) == ["#1", "450681000000000017"]


def test_a_table_with_a_repeated_index_is_checked_row_by_row():
    rows = applications({"eia_no": None}, {}, {"eia_no": None})
    rows.index = [7, 7, 7]
    assert list(run("SP-25/eia", rows)["feature"]) == ["A0", "A2"]
    everything_of = check(everything(rows=rows)).findings
    assert not everything_of["message"].str.contains("rule failed").any()


@pytest.mark.parametrize("rows", [0, 1])
def test_hardly_any_rows(rows):
    checked = check(everything(rows=applications({}, {}).iloc[:rows]))
    assert not checked.findings["message"].str.contains("rule failed").any()
    bare = check(case_of(applications({}).iloc[:rows]))
    assert bare.aspects > 5
    assert set(bare.findings["severity"]) == {"not_checked"}
    assert bare.findings["feature"].isna().all()


def test_the_progress_ends_at_one():
    shares = []
    case = everything()
    check(Case(case.subject, "applications", case.tables, case.profile, progress=shares.append))
    assert shares[-1] == 1.0
    assert shares == sorted(shares)


def test_facts_are_found_once():
    case, calls = everything(), []
    assert case.fact(lambda c: calls.append(1)) is None
    assert case.fact(plan_match.partners) is case.fact(plan_match.partners)


def test_complete_is_named_as_a_cure_for_kinds_only():
    """COMPLETE takes kinds of zones and routes; a missing table can only be given."""
    found = run("SP-08/township", applications({}))
    assert list(found["suggestion"]) == ["Give the layer and check again."]
    assert "COMPLETE" in run("SP-18/farmland", applications({}))["suggestion"].iloc[0]
