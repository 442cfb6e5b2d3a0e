"""targets_manifest.yaml: states, lengths, areas and verdicts that the sample must give, from the plain loops alone."""

# ruff: noqa: E501 - tables, one thing a line
from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import yaml

from . import expected, expected_extents
from .ground import Ground
from .supply_layers import Supplied

TECHNOLOGIES = ("5G", "4G")
ANY = ["fibre", "4G", "5G"]
BODIES = [
    "port-of-entry", "border-channel", "frontier-inspection", "border-checkpoint", "border-police", "duty-post", "border-market",
    "logistics-hub", "distribution-centre", "industrial-park",
]  # fmt: skip
# target: kinds, any or all of these, comparator, threshold
POINTS: dict[str, tuple] = {
    "bb-2025-county-town-5g": (["county-seat"], "all", ["5G"], 100), "bb-2025-county-town-gigabit": (["county-seat"], "all", ["gigabit"], 100),
    "bb-2025-township-5g": (["township-seat"], "all", ["5G"], 100), "bb-2025-township-gigabit": (["township-seat"], "all", ["gigabit"], 100),
    "bb-2025-village-broadband": (["admin-village"], "any", ANY, 100), "bb-2025-settlement20-broadband": (["settlement-20"], "any", ANY, 100),
    "bb-2025-border-org-broadband": (BODIES, "any", ANY, 100), "bb-2025-inhabited-island-broadband": (["island-inhabited"], "any", ANY, 100),
    "bb-2027-village-5g": (["admin-village"], "all", ["5G"], 95), "bb-2027-border-org-5g": (BODIES, "all", ["5G"], 95),
    "bb-2027-settlement20-5g": (["settlement-20"], "all", ["5G"], 95), "bb-2027-inhabited-island-5g": (["island-inhabited"], "all", ["5G"], 100),
    "dg-2021-5g-county": (["county-seat"], "all", ["5G"], 100), "dg-2023-5g-town": (["county-seat", "township-seat"], "all", ["5G"], 95),
    "bc-2013-village-broadband": (["admin-village"], "any", ANY, 90), "bc-2015-village-broadband": (["admin-village"], "any", ANY, 95),
    "bc-2020-village-broadband": (["admin-village"], "any", ANY, 98), "bc-2015-public-bodies": (["school", "clinic"], "any", ANY, 95),
    "bc-2015-3g-urban-rural": (["county-seat", "township-seat", "admin-village"], "any", ["4G", "5G"], 95),
    "bc-2020-lte": (["county-seat", "township-seat", "admin-village"], "any", ["4G", "5G"], 95),
}  # fmt: skip
MAIN_ROADS = ["road-national", "road-provincial"]
# target: kinds of roads, of the border only, technologies of which one is enough, threshold
LINES: dict[str, tuple] = {
    "bb-2025-border-road-mobile": (MAIN_ROADS, True, ("4G", "5G"), 95), "bb-2027-border-road-5g": (MAIN_ROADS, True, ("5G",), 95),
    "bb-road-highway-4g5g": ([*MAIN_ROADS, "road-expressway"], False, ("4G", "5G"), None),
}  # fmt: skip
COUNTY = "450681"


def write(ground: Ground, supplied: Supplied, target: Path) -> None:
    """Work everything out and write it."""
    known = expected.limits()
    senders = expected.senders(ground, supplied.cells, known)
    samples = expected.sound(supplied.samples)
    places, roads, sea = {}, {}, {}
    for technology in TECHNOLOGIES:
        by_point = expected.point_states(ground, senders, samples, supplied.claims, technology, known)
        places[technology] = expected.place_states(ground, by_point, senders, technology, known)
        roads[technology] = expected_extents.routes(ground, senders, samples, supplied.claims, (technology,))
        sea[technology] = expected_extents.sea(supplied.zones, senders, known, technology)
    both = expected_extents.routes(ground, senders, samples, supplied.claims, TECHNOLOGIES)
    content = {
        "about": "What findgaps and checktargets must say of the made-up sample county on this day / 示例县缺口与目标应得结果（虚构）",
        "date": expected.date().isoformat(),
        "samples": _samples(supplied.samples),
        "places": {t: {word: sorted(i for i, s in states.items() if s == word) for word in expected.STATES} for t, states in places.items()},
        "routes_m": {t: [{"route": r, "county": c, **_rounded(m, 1)} for (r, c), m in table.items()] for t, table in roads.items()},
        "sea_m2": {t: {zone: _rounded(m, 0) for zone, m in table.items()} for t, table in sea.items()},
        "not_counted": {route: [[_finite(a), _finite(b)] for a, b in pairs] for route, pairs in expected_extents.not_counted().items()},
        "targets": {**_points(ground, places), **_lines(ground, roads["5G"], both), **_sea(sea["5G"])},
    }  # fmt: skip
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=200, default_flow_style=None)
    target.write_text(text, encoding="utf-8", newline="\n")


def _samples(rows: list) -> dict[str, Any]:
    faults: dict[str, int] = {}
    for row in rows:
        faults[row["fault"] or "valid"] = faults.get(row["fault"] or "valid", 0) + 1
    return dict(sorted(faults.items()))


def _rounded(metres: dict, digits: int) -> dict:
    return {name: round(float(value), digits) for name, value in metres.items()}


def _finite(metre: float) -> Any:
    return float(metre) if metre < 1e9 else None


def _verdict(covered: float, unknown: float, total: float, threshold: Any) -> str:
    if threshold is None:
        return "no_threshold"
    if covered >= threshold / 100 * total:
        return "met"
    return "not_met" if covered + unknown < threshold / 100 * total else "not_computed"


def _points(ground: Ground, states: dict) -> dict:
    found = {}
    for target, (kinds, how, tokens, threshold) in POINTS.items():
        covered = unknown = total = 0
        doubtful = []  # settlements that may be too small to count, and whether they pass
        for row in (row for row in ground.places if row["kind"] in kinds):
            if row["kind"] == "settlement-20" and row["households"] is not None and row["households"] < 20:
                continue
            told = [_told(row, token, states) for token in tokens]
            if how == "any":
                passed = True if True in told else (None if None in told else False)
            else:
                passed = False if False in told else (None if None in told else True)
            if row["kind"] == "settlement-20" and row["households"] is None:
                doubtful.append(passed)
                continue
            total, covered, unknown = total + 1, covered + (passed is True), unknown + (passed is None)
        verdicts = set()
        for counted in product((False, True), repeat=len(doubtful)):
            there = [passed for passed, counts in zip(doubtful, counted) if counts]
            passing, open_ = covered + there.count(True), unknown + there.count(None)
            verdicts.add(_verdict(passing, open_, total + len(there), threshold))
        entry = _entry(covered, unknown + len(doubtful), total + len(doubtful), threshold)
        found[target] = {**entry, "verdict": verdicts.pop() if len(verdicts) == 1 else "not_computed"}
    return found


def _told(row: dict, token: str, states: dict) -> Any:
    if token in states:
        state = states[token][row["place_id"]]
        return True if state.startswith("covered") else (False if state.startswith("gap") else None)
    return {"是": True, "否": False}.get(row[token])


def _lines(ground: Ground, one: dict, both: dict) -> dict:
    about = {row["route_id"]: row for _, row in ground.routes.iterrows()}
    found = {}
    for target, (kinds, border, technologies, threshold) in LINES.items():
        table = both if len(technologies) == 2 else one
        rows = [
            metres for (route, county), metres in table.items()
            if county == COUNTY and about[route]["kind"] in kinds and (about[route]["border"] == "是" or not border)
        ]  # fmt: skip
        sums = (sum(row[name] for row in rows) / 1000 for name in ("covered", "unknown", "total"))
        found[target] = _entry(*(round(float(v), 3) for v in sums), threshold)
    return found


def _sea(zones: dict) -> dict:
    sums = (sum(zone[name] for zone in zones.values()) / 1e6 for name in ("covered", "unknown", "total"))
    return {"bb-2027-sea-5g": _entry(*(round(float(v), 3) for v in sums), None)}


def _entry(covered: float, unknown: float, total: float, threshold: Any) -> dict:
    verdict = _verdict(covered, unknown, total, threshold)
    return {"numerator": covered, "unknown": unknown, "denominator": total, "verdict": verdict}
