"""Every rule again, in plain loops over the rows: nothing may come out that was not planted, nothing be missing.

It shares no code with the plugin's core and reads the construction, not the files.
"""

from __future__ import annotations

import re
from collections import Counter

import shapely
from shapely.geometry import Point

from . import geo
from .ground import HALF_WIDTHS, Ground
from .senders import plan_number

DEVIATION = {"dense_urban": 50, "urban": 50, "suburban": 100, "rural": 200}
SHARE = {"dense_urban": 150, "urban": 200, "suburban": 300, "rural": 500}
SPACING = {"dense_urban": 300, "urban": 500, "suburban": 800, "rural": 1600}
ROAD = {"road-expressway": 30, "road-interchange": 50, "road-national": 20, "road-provincial": 15, "road-county": 10, "road-township": 5, "road-rural": 10}
RAIL = {"hsr": {"dense_urban": 10, "urban": 10, "suburban": 12, "rural": 20}, "railway": {"dense_urban": 8, "urban": 8, "suburban": 10, "rural": 15}}
REGIMES = ("heritage", "heritage-control", "scenic", "nature-reserve", "water-source", "flood", "airport", "military", "forest", "grassland", "sea-use")
KNOWN_OPERATORS = {"telecom", "mobile", "unicom", "broadnet"}


def findings(ground: Ground) -> Counter:
    """(rule, aspect, feature) of every finding, counted."""
    rows = ground.applications
    found: Counter = Counter()
    for n, row in enumerate(rows):
        for rule, aspect in (*_record(row, rows), *_twice(row, rows), *_plan(ground, n)):
            found[rule, aspect, row["code"]] += 1
        if _placed(row):
            for rule, aspect in (*_where(ground, row), *_lines(ground, row), *_zones(ground, row), *_sharing(ground, row), *_neighbours(ground, row)):
                found[rule, aspect, row["code"]] += 1
    taken = {id(_match(ground, row)) for row in rows if _live(row)}
    for plan in ground.plan:
        built = any(site["plan_id"] == plan["plan_id"] for site in ground.sites)
        if plan["year"] < 2026 and plan["status"] == "planned" and not built and id(plan) not in taken:
            found["SP-13", "unapplied", plan["plan_id"]] += 1
    for zone in ground.zones:
        if zone["kind"] == "built-up" and _hole(ground, zone["geometry"]):
            found["SP-17", "hole", zone["zone_id"]] += 1
    return found


def _placed(row: dict) -> bool:
    return row["lon_text"] is None


def _live(row: dict) -> bool:
    return row["status"] not in ("rejected", "withdrawn")


def _scene(row: dict, partner: dict) -> str:
    return row["scene"] or partner["scene"]


def _record(row: dict, rows: list) -> list:
    out = []
    if not _placed(row):
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
        apart = other is not row and _live(row) and _live(other) and _placed(row) and _placed(other)
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
    elif _placed(row):
        plan = min(standing, key=lambda p: geo.metres(p["place"], row["place"]))
    else:
        return None, None, False, 0
    far = geo.metres(plan["place"], row["place"]) if _placed(row) else None
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
    if _live(row):
        rivals = [(o["submitted_on"], m) for m, o in enumerate(rows) if _live(o) and _match(ground, o) is match]
        first = rows[min(rivals)[1]]
        group = row["candidate_group"]
        if first is not row and not (group and group == first["candidate_group"]):
            out.append(("SP-13", "second"))
    if row["build_type"] == "macro" and match["build_type"] == "micro":
        out.append(("SP-14", "macro-for-micro"))
    elif row["build_type"] != match["build_type"] or row["structure"] != match["structure"]:
        out.append(("SP-14", "type"))
    return out


def _where(ground: Ground, row: dict) -> list:
    out = []
    gap = min(geo.distance_m(row["place"], shape) for shape in ground.counties.geometry)
    if gap > 0:
        out.append(("SP-07", "boundary" if gap <= 200 else "outside"))
    if row["township"] != ground.township_of(row["place"]):
        out.append(("SP-08", "township"))
    return out


def _tall(row: dict) -> float:
    height = row["structure_height_m"] or row["antenna_height_m"]
    return height if row["structure"] in ("ground_tower", "pole") else 0.0


def _lines(ground: Ground, row: dict) -> list:
    out = set()
    for route in ground.routes.to_dict("records"):
        kind, centre = route["kind"], geo.distance_m(row["place"], route["geometry"])
        half = route["half_width_m"] if route["half_width_m"] == route["half_width_m"] else HALF_WIDTHS.get(kind, 0)
        edge = max(centre - half, 0)
        if kind in ROAD:
            out |= {("SP-21", "control")} if edge < ROAD[kind] else set()
            out |= {("SP-21", "fall")} if edge < _tall(row) else set()
        elif kind in RAIL:
            out |= {("SP-22", "control")} if edge < RAIL[kind][row["scene"]] else set()
            out |= {("SP-22", "near")} if edge < 30 else set()
            out |= {("SP-22", "fall")} if _tall(row) and _tall(row) > centre - 3.1 else set()
    for line in ground.powerlines.to_dict("records"):
        far, kv = geo.distance_m(row["place"], line["geometry"]), line["voltage_kv"]
        if kv != kv:
            out |= {("SP-23", "voltage")} if far < (row["structure_height_m"] or row["antenna_height_m"]) + 20 else set()
            continue
        clearance = 5 if kv <= 10 else 10 if kv <= 110 else 15
        out |= {("SP-23", "clearance")} if far < clearance else set()
        out |= {("SP-23", "fall")} if _tall(row) and far < _tall(row) + clearance else set()
    return list(out)


def _zones(ground: Ground, row: dict) -> list:
    out = set()
    papers = {part.split("=")[0] for part in (row["approvals"] or "").split(";")}
    foot = 10.0 if row["structure"] == "ground_tower" else 0.0
    town = False
    for zone in ground.zones:
        kind = zone["kind"]
        if not shapely.dwithin(zone["geometry"], Point(row["place"]), 0.001):
            continue
        gap = geo.distance_m(row["place"], zone["geometry"])
        town |= kind == "urban-boundary" and gap == 0
        if kind in ("farmland", "redline-core", "redline") and gap <= foot and kind not in papers:
            out.add(("SP-18" if kind == "farmland" else "SP-19", kind))
        if kind in REGIMES and gap == 0 and kind not in papers:
            out.add(("SP-24", kind))
        if kind == "fuel-station" and gap < 50 and kind not in papers:
            out.add(("SP-24", kind))
    if row["structure"] == "ground_tower":
        out.add(("SP-20", "inside" if town else "outside"))
    return list(out)


def _common(a, b) -> bool:
    return bool(set((a or "").split(";")) & set((b or "").split(";")) & KNOWN_OPERATORS)


def _sharing(ground: Ground, row: dict) -> list:
    out = set()
    if not _live(row):
        return []
    match = _match(ground, row)
    _, _, _, limit = _partner(ground, row)
    asks = (row["structure"] == "ground_tower" or row["build_type"] == "macro") and not row["share_reason"]
    for site in ground.sites:
        far, used = geo.metres(row["place"], site["place"]), site["status"] == "on_air"
        if asks and used and site["spare"] not in ("0", "无") and far <= SHARE[row["scene"]]:
            out.add(("SP-15", "site"))
        macro = row["build_type"] == "macro" and site["build_type"] == "macro" and used
        if macro and 50 < far < 0.6 * SPACING[row["scene"]] and _common(row["operators"], site["operators"]):
            out.add(("SP-16", "spacing"))
    for resource in ground.resources:
        opened = resource["status"] in ("published", "usable", "signed") and geo.metres(row["place"], resource["place"]) <= limit
        height = resource["height_m"]
        if asks and opened and (height is None or abs(height - row["antenna_height_m"]) <= 10):
            out.add(("SP-15", "resource"))
    for plan in ground.plan:
        macro = row["build_type"] == "macro" and plan["build_type"] == "macro" and plan["status"] != "cancelled" and plan is not match
        near = geo.metres(row["place"], plan["place"]) < 0.6 * SPACING[row["scene"]]
        if macro and near and _common(row["operators"], plan["operators"]):
            out.add(("SP-16", "spacing"))
    return list(out)


def _hole(ground: Ground, area) -> bool:
    """Whether a place on a 40 m grid, or on the edge, is farther than 750 m from every macro site."""
    macros = [r["place"] for r in ground.applications if r["build_type"] == "macro" and _placed(r) and _live(r)]
    macros += [r["place"] for r in ground.plan if r["build_type"] == "macro" and r["status"] != "cancelled"]
    macros += [r["place"] for r in ground.sites if r["build_type"] == "macro" and r["status"] == "on_air"]
    centre = area.centroid.coords[0]
    plane = geo.local(area, centre)
    discs = shapely.union_all([geo.local(Point(m), centre).buffer(750, 64) for m in macros if geo.metres(m, centre) < 9000])
    return plane.difference(discs).area > 0


def _neighbours(ground: Ground, row: dict) -> list:
    out = set()
    for building in ground.buildings:
        shape, kind = building["geometry"], building["kind"]
        if shapely.dwithin(shape, Point(row["place"]), 0.001):
            far = geo.distance_m(row["place"], shape)
            if far <= 30 and kind in ("housing", "school", "clinic", "kindergarten") and building["height_m"] > row["antenna_height_m"]:
                out.add(("SP-25", "taller"))
            if far <= 50 and kind in ("school", "kindergarten"):
                out.add(("SP-25", "school"))
    return list(out)
