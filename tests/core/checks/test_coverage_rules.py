"""The data of CG-01 to CG-15, and that nothing fails or passes for want of a table."""

from __future__ import annotations

import re
from string import Formatter

import pandas as pd
import pytest
from coverage_tables import (
    assessed,
    case_of,
    dropped,
    gaps,
    log,
    of_routes,
    places,
    routes,
    straight,
    villages,
    with_points,
)  # fmt: skip
from shapely.geometry import LineString
from site_tables import applications, away, plan, sites, square, table
from site_tables import case_of as site_case

from fengsui.core.checks.collected import SEVERITIES
from fengsui.core.checks.engine import check
from fengsui.core.checks.rules import registered, rule_entries

ENTRIES = rule_entries("coverage")
ASPECTS = {(rule, aspect): entry for rule, data in ENTRIES.items() for aspect, entry in data["aspects"].items()}


def names(template):
    return sorted(name for _, name, _, _ in Formatter().parse(template) if name)


def test_every_rule_of_the_table_has_data_and_a_function():
    assert {key for key in registered() if key[0].startswith("CG-")} == set(ASPECTS)
    assert list(ENTRIES) == [f"CG-{n:02}" for n in range(1, 16)]


@pytest.mark.parametrize(("rule", "aspect"), ASPECTS, ids=lambda word: word)
def test_every_aspect_is_told_in_both_languages(rule, aspect):
    entry = ASPECTS[rule, aspect]
    assert entry["severity"] in SEVERITIES
    assert set(entry["subjects"]) <= {"places", "routes", "zones"}
    for words in (ENTRIES[rule]["title"], ENTRIES[rule]["source"], entry["message"], entry["suggestion"]):
        assert set(words) == {"zh", "en"}
        assert re.search("[一-龥]", words["zh"])
        assert not re.search("[一-龥]", words["en"])
    assert names(entry["message"]["zh"]) == names(entry["message"]["en"])


COUNTIES = table("counties", {"code": "450681", "name": "东兴市", "group": "both", "at": square(30_000)})
NEXT_DOOR = table("counties", {"code": "450603", "name": "防城区", "at": square(1_000, away(60_000))})


def of_places(language):
    demand = pd.concat(
        [
            villages({"at": away(5)}, {"place_id": "12"}, {"place_id": "450681101200"}, {"place_id": "999999101203"}, {"county": "防城区"}, {}),
            with_points("V", "village-committee", "school"),
            with_points("U", "village-committee", "school").assign(parent_id=lambda t: t["parent_id"].replace("U", "nobody")),
            with_points("S", "village-committee"),
            places(
                {"kind": "settlement-20", "households": None}, {"kind": "settlement-20", "households": 19},
                {"kind": "port-of-entry", "fibre": "否"}, {"kind": "什么"}, {"kind": "metro"}, {"kind": "gov"},
                {"place_id": "G", "kind": "government-hall", "parent_id": "P5"}, {"kind": "island-inhabited"}, {"kind": "industrial-park"},
                listed_on=None,
            ),
        ],
        ignore_index=True,
    )  # fmt: skip
    ids = demand["place_id"].dropna().unique()
    states = assessed(*[(i, "gap_model") for i in ids if i not in ("P0", "S-0")], ("S-0", "covered_model"))
    nothing = assessed(*[(i, "unknown") for i in ids if i in ("P0", "450681101205")], technology="4G")
    samples = log({"time": None}, {}, {"time": "2025-06-01"}, {"time": "2023-06-01"}, sinr_db=None)
    return case_of(
        demand, language=language, assessed=pd.concat([states[states["place_id"] != "450681101205"], nothing]),
        gaps=gaps({"demand": "P7", "at": demand.geometry[0], "people": 90}), measurements=samples,
        dropped=dropped([0, "no_time"], [3, "too_old"]), previous=villages({}, {"place_id": "G1"}), sites=sites({"at": away(900)}),
        plan=plan({"at": away(2_000)}), counties=pd.concat([COUNTIES, NEXT_DOOR], ignore_index=True),
    )  # fmt: skip


def of_roads(language):
    demand = routes(
        {},
        {"at": straight(4_000, 4_600, 5), "kind": "tunnel", "setting": "室外"},
        {"route_id": "W0", "at": straight(0, 20)},
        {"kind": "metro"},
    )
    return case_of(
        demand, "routes", language=language, assessed=of_routes(("W0", 500, 100), {"route_id": "W3", "covered": 1e4, "covered_measured": 1.0, "state": "covered_measured", "total": 12_000.0}),
        gaps=gaps({"demand": "W0", "kind": "road-national", "from_m": 0.0, "to_m": 900.0, "at": straight(0, 900)}),
        doubles=pd.DataFrame({"route": ["W3"], "from_m": [1.0], "to_m": [50.0], "keeper": ["W0"]}),
        measurements=log({}), dropped=dropped([0, "rsrp_range"]), previous=routes({"at": straight(0, 8_000)}), sites=sites({}),
    )  # fmt: skip


def of_seas(language):
    demand = table("zones", {"zone_id": "Z0", "kind": "sea-internal", "at": square(5_000)})
    supply = pd.DataFrame(
        {"site_id": ["X1"], "possible_m": [60_000.0], "flags": ["prach_unknown"], "lon": [108.0], "lat": [21.5]}
    )
    area = pd.DataFrame(
        {"zone_id": ["Z0"], "technology": "5G", "total": [1e8], "covered": [5e7], "unknown": [1e7], "unit": "m2"}
    )
    return case_of(demand, "zones", language=language, assessed=area, supply=supply, gaps=gaps(), sites=sites({}))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_aspect_speaks_and_none_fails(language):
    told = set()
    for case in (of_places(language), of_roads(language), of_seas(language)):
        findings = check(case, "coverage").findings
        assert not findings["message"].str.contains("failed|运行出错").any(), findings["message"].tolist()
        assert not findings["message"].str.contains(r"\bnan\b|None|\{").any(), findings["message"].tolist()
        told |= set(zip(findings["rule"], findings["aspect"]))
    assert set(ASPECTS) - told == set()


@pytest.mark.parametrize("kind", ["places", "routes", "zones"])
def test_without_other_tables_nothing_passes_for_checked(kind):
    demand = table(kind, {"kind": "什么", "listed_on": "2026-01-01", "list_source": "甲"})
    demand[{"places": "place_id", "routes": "route_id", "zones": "zone_id"}[kind]] = "1"
    findings = check(case_of(demand, kind), "coverage").findings
    gaps_told = set(zip(*findings.loc[findings["severity"] == "not_checked", ["rule", "aspect"]].to_numpy().T))
    needing = {
        key
        for key, entry in ASPECTS.items()
        if kind in entry["subjects"] and (entry.get("needs") or entry.get("columns"))
    }
    assert needing <= gaps_told
    assert set(findings["severity"]) <= {"not_checked", "error"}
    assert not findings["message"].str.contains("failed").any()


def test_the_rules_of_sites_are_not_run_on_a_demand():
    assert check(case_of(villages({}))).findings.empty
    assert check(site_case(applications({})), "coverage").findings.empty


@pytest.mark.parametrize("rows", [0, 1])
@pytest.mark.parametrize("make", [of_places, of_roads, of_seas])
def test_hardly_any_rows(make, rows):
    case = make("en")
    given = {("previous" if name == "former" else name): frame.iloc[:rows] for name, frame in case.tables.items()}
    few = case_of(case.subject.iloc[:rows], case.kind, **given)
    findings = check(few, "coverage").findings
    assert not findings["message"].str.contains("failed").any(), findings["message"].tolist()


def test_places_of_lines_and_areas_are_on_them():
    line = LineString([away(0), away(100)])
    assert case_of(routes({"at": line}, {"at": None}), "routes").placed.tolist() == [True, False]
