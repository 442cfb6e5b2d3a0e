"""Every rule again, in plain loops over the rows: nothing may come out that was not planted, nothing be missing.

It shares no code with the plugin's core and reads the construction, not the files.
"""

from __future__ import annotations

import re
from collections import Counter

from . import check_places as places
from . import geo
from .check_places import KNOWN_OPERATORS, live, placed
from .ground import Ground
from .senders import plan_number

DEVIATION = {"dense_urban": 50, "urban": 50, "suburban": 100, "rural": 200}


def findings(ground: Ground) -> Counter:
    """(rule, aspect, feature) of every finding, counted."""
    rows = ground.applications
    found: Counter = Counter()
    for n, row in enumerate(rows):
        for rule, aspect in (*_record(row, rows), *_twice(row, rows), *_plan(ground, n)):
            found[rule, aspect, row["code"]] += 1
        if placed(row):
            for rule, aspect in (
                *places.where(ground, row),
                *places.lines(ground, row),
                *places.zones(ground, row),
                *places.sharing(ground, row, _match(ground, row), _partner(ground, row)[3]),
                *places.neighbours(ground, row),
            ):
                found[rule, aspect, row["code"]] += 1
    taken = {id(_match(ground, row)) for row in rows if live(row)}
    for plan in ground.plan:
        built = any(site["plan_id"] == plan["plan_id"] for site in ground.sites)
        if plan["year"] < 2026 and plan["status"] == "planned" and not built and id(plan) not in taken:
            found["SP-13", "unapplied", plan["plan_id"]] += 1
    for zone in ground.zones:
        if zone["kind"] == "built-up" and places.hole(ground, zone["geometry"]):
            found["SP-17", "hole", zone["zone_id"]] += 1
    return found


def _scene(row: dict, partner: dict) -> str:
    return row["scene"] or partner["scene"]


def _record(row: dict, rows: list) -> list:
    out = []
    if not placed(row):
        lon, lat = row["lon_text"], row["lat_text"]
        if re.fullmatch(r"\d+\.\d+", lon):
            x, y = float(lon), float(lat)
            out.append(("SP-02", "swap" if 73 <= y <= 136 and 3 <= x <= 54 else "range"))
        else:
            out.append(("SP-01", "coordinate"))
    if row["crs"] == "不详":
        out.append(("SP-03", "declared"))
    if row["notation"] in ("coarse", "few"):
        out.append(("SP-06", row["notation"]))
    if any(not row[c] for c in ("code", "site_name", "build_type", "structure", "year", "township", "operators")):
        out.append(("SP-09", "missing"))
    if row["operators"] and set(row["operators"].split(";")) - KNOWN_OPERATORS:
        out.append(("SP-09", "code"))
    if sum(other["code"] == row["code"] for other in rows) > 1:
        out.append(("SP-10", "duplicate"))
    if re.fullmatch(r"\d{15}000", row["code"]) and sum(bool(re.fullmatch(r"\d{15}000", o["code"])) for o in rows) > 3:
        out.append(("SP-10", "rounded"))
    if "E+" in row["code"]:
        out.append(("SP-10", "scientific"))
    if not row["eia_no"]:
        out.append(("SP-25", "eia"))
    return out


def _twice(row: dict, rows: list) -> list:
    out = set()
    for other in rows:
        apart = other is not row and live(row) and live(other) and placed(row) and placed(other)
        if apart and not (row["candidate_group"] and row["candidate_group"] == other["candidate_group"]):
            far = geo.metres(row["place"], other["place"])
            if far < (10 if "micro" in (row["build_type"], other["build_type"]) else 30):
                out.add(("SP-11", "place"))
            elif far < 300 and _bare(row) == _bare(other):
                out.add(("SP-11", "name"))
    return list(out)


def _bare(row: dict) -> str:
    return re.sub("(基站|站)$", "", row["site_name"])


def _partner(ground: Ground, row: dict) -> tuple:
    """The planned site, its distance (None without a place), whether it was named, and the allowed deviation."""
    standing = [plan for plan in ground.plan if plan["status"] != "cancelled"]
    named = [plan for plan in standing if plan["plan_id"] == plan_number(row)]
    if named:
        plan = named[0]
    elif placed(row):
        plan = min(standing, key=lambda p: geo.metres(p["place"], row["place"]))
    else:
        return None, None, False, 0
    far = geo.metres(plan["place"], row["place"]) if placed(row) else None
    limit = row["allowed_deviation_m"] or plan["allowed_deviation_m"] or DEVIATION[_scene(row, plan)]
    return plan, far, bool(named), limit


def _match(ground: Ground, row: dict):
    plan, far, named, limit = _partner(ground, row)
    return plan if plan is not None and (named or far <= limit) else None


def _plan(ground: Ground, n: int) -> list:
    rows, out = ground.applications, []
    row = rows[n]
    _, far, _, limit = _partner(ground, row)
    if far is not None and far > limit:
        out.append(("SP-12", "deviation"))
    match = _match(ground, row)
    if match is None:
        return out
    if live(row):
        rivals = [(o["submitted_on"], m) for m, o in enumerate(rows) if live(o) and _match(ground, o) is match]
        first = rows[min(rivals)[1]]
        group = row["candidate_group"]
        if first is not row and not (group and group == first["candidate_group"]):
            out.append(("SP-13", "second"))
    if row["build_type"] == "macro" and match["build_type"] == "micro":
        out.append(("SP-14", "macro-for-micro"))
    elif row["build_type"] != match["build_type"] or row["structure"] != match["structure"]:
        out.append(("SP-14", "type"))
    return out
