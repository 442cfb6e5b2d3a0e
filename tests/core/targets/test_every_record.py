"""Each of the 171 records is computed from layers, a list or a statistic, and none is dropped: well served, not served, unknown."""

from __future__ import annotations

import functools
from dataclasses import replace

import pandas as pd
import pytest
from target_tables import CITY, NATIONAL, counties, judged, lengths, places, row, rows_of, statistics
from test_stock import register, site_table, task_table

from fengsui.core.targets.records import Target
from fengsui.core.targets.registry import load_targets

REGISTRY = load_targets()
NATION, PROVINCE = (
    {"code": "100000", "name": "全国", "group": "both", "population": 1000},
    {"code": "450000", "name": "广西", "group": "both"},
)
PLACES, LINES, AREAS = ("points", "keypoints", "list", "count"), ("lines",), ("area",)
TYPED = ("statistic", "date", "exists")
_kinds_seen: set[tuple] = set()


def _of_a_new_kind(target: Target) -> bool:
    form = (target.kind, target.comparator, target.unit, target.default, bool(target.compute.get("of_parents")))
    return form not in _kinds_seen and not _kinds_seen.add(form)


FIRST_OF_A_KIND = [
    target if _of_a_new_kind(target) else pytest.param(target, marks=pytest.mark.slow) for target in REGISTRY.targets
]
"""All records; without test-all only the first of each form is tried unserved and unknown."""


def home(target: Target) -> dict:
    return {"shaoguan": CITY, "province": PROVINCE}.get(target.scope, NATION)


def kinds(target: Target) -> list[str]:
    named = target.compute.get("kinds_key")
    return list(NATIONAL[named]) if named else target.compute.get("kinds") or ["admin-village"]


def layers(target: Target, state: str) -> list[pd.DataFrame]:
    """All that the target asks of places, or of lines and areas, in one state, for every technology it names."""
    found = []
    passing = target.compute.get("pass") or {}
    tokens = passing.get("any") or passing.get("all") or ["5G"]
    yes = {"covered_measured": True, "gap_measured": False}.get(state)
    flags = {token: yes for token in tokens if not token.endswith("G")}
    for technology in [token for token in tokens if token.endswith("G")] or ["5G"]:
        for name in kinds(target):
            kind, _, grade = name.partition("@")
            if target.kind in LINES + AREAS:
                metres = {"covered_measured": (1e6, 0), "gap_measured": (0, 0)}.get(state, (0, 1e6))
                unit = "m" if target.kind in LINES else "m2"
                found.append(lengths(kind, [(1e6, *metres)], technology, home(target)["name"], unit))
                continue
            said = {**flags, "grade": grade or None, "households": 40}
            if target.compute.get("of_parents"):
                found.append(places(kind, [state], technology, home(target)["name"], **said))
                said = {"parent_id": f"{kind}-0"}
                kind = "lift"
            found.append(places(kind, [state] * 2, technology, home(target)["name"], **said))
    return found


@functools.cache
def of(target: str, state: str):
    record = REGISTRY[target]
    given = {}
    assessed = layers(record, state) if "pass" in record.compute else None
    good = state == "covered_measured"
    if record.kind in TYPED or (record.kind == "trend" and "indicator" in record.compute):
        value = (record.number or 1) * 1.5 if good else (record.number or 1) * 0.5
        value = 100 if good and record.unit == "%" and (record.comparator == "=" or value > 100) else value
        if record.kind in ("date", "exists"):
            value = 30 if good else 0
        period = record.period or (str(record.value) if record.kind == "date" else record.year)
        if state != "unknown":
            given["statistics"] = statistics((home(record)["name"], record.compute["indicator"], period, value, "局"))
    if state != "unknown":
        given["sites"] = (
            site_table(20 if good else 1, on_air=f"{record.year or 2023}-02-01") if record.kind == "stations" else None
        )
        given["tasks"] = (
            task_table((home(record)["name"], 2023, 699, 800 if good else 1, "局")) if record.kind == "tasks" else None
        )
        given["resources"] = register(3) if record.kind == "register" else None
    alone = REGISTRY if record.scope == "shaoguan" else replace(REGISTRY, targets=(record,))
    return judged(assessed, counties(home(record)), documents=[record.document], registry=alone, **given).whole


@pytest.mark.parametrize("target", REGISTRY.targets, ids=lambda target: target.id)
def test_well_served(target):
    found = row(of(target.id, "covered_measured"), target.id)
    if target.comparator == "reported":
        wanted = {"reported"}
    elif (
        target.comparator in ("none", "as-needed", "trend")
        or target.kind == "rule"
        or target.default == "basically_sea_pct"
    ):
        wanted = {"no_threshold"}
    elif target.kind in ("stations", "keypoints", "lines") and target.level == "nation":
        wanted = {"not_met"}  # a few are no 3000
    else:
        wanted = {"met"}
    assert found["verdict"] in wanted
    assert found["basis"] or target.kind == "rule"
    assert found["value"] is not None or target.kind == "rule"
    assert found["missing"] == ""


@pytest.mark.parametrize("target", FIRST_OF_A_KIND, ids=lambda target: target.id)
def test_not_served(target):
    found = row(of(target.id, "gap_measured"), target.id)
    if target.comparator == "reported":
        assert found["verdict"] == "reported"
    elif target.comparator in ("none", "as-needed", "trend") or target.default == "basically_sea_pct":
        assert found["verdict"] == "no_threshold"
    else:
        assert found["verdict"] == "not_met"
        assert found["shortfall"] is None or found["shortfall"] > 0
    if "pass" in target.compute and "measured" not in target.compute["pass"]:
        short = of(target.id, "gap_measured").shortfalls
        mine = short[short["target"] == target.id]
        assert len(mine)
        assert mine["reason"].ne("").all()


@pytest.mark.parametrize("target", FIRST_OF_A_KIND, ids=lambda target: target.id)
def test_nothing_known(target):
    """Never 0 %, never 100 %: not computed, with what is unknown or missing."""
    for found in rows_of(of(target.id, "unknown"), target.id):
        if target.comparator == "reported":
            assert found["verdict"] == "reported"
        elif target.kind == "rule":
            assert found["verdict"] == "no_threshold"
        elif target.id.startswith("sg-500m") or target.id == "sg-siteplan":
            assert "stated in the document" in found["basis"]
        else:
            assert (found["verdict"], found["value"]) in {("not_computed", None), ("no_threshold", None)}
            assert found["missing"]
