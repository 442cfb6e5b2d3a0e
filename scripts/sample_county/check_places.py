"""The rules about places, in plain loops: see check.py."""

from __future__ import annotations

import shapely
from shapely.geometry import Point

from . import geo
from .ground import HALF_WIDTHS, Ground

SHARE = {"dense_urban": 150, "urban": 200, "suburban": 300, "rural": 500}
SPACING = {"dense_urban": 300, "urban": 500, "suburban": 800, "rural": 1600}
ROAD = {
    "road-expressway": 30,
    "road-interchange": 50,
    "road-national": 20,
    "road-provincial": 15,
    "road-county": 10,
    "road-township": 5,
    "road-rural": 10,
}
RAIL = {
    "hsr": {"dense_urban": 10, "urban": 10, "suburban": 12, "rural": 20},
    "railway": {"dense_urban": 8, "urban": 8, "suburban": 10, "rural": 15},
}
REGIMES = (
    "heritage",
    "heritage-control",
    "scenic",
    "nature-reserve",
    "water-source",
    "flood",
    "airport",
    "military",
    "forest",
    "grassland",
    "sea-use",
)
KNOWN_OPERATORS = {"telecom", "mobile", "unicom", "broadnet"}


def placed(row: dict) -> bool:
    """Whether the row has a usable coordinate."""
    return row["lon_text"] is None


def live(row: dict) -> bool:
    """Whether the application still stands."""
    return row["status"] not in ("rejected", "withdrawn")


def where(ground: Ground, row: dict) -> list:
    """SP-07, SP-08."""
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


def lines(ground: Ground, row: dict) -> list:
    """SP-21 to SP-23."""
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
            out |= (
                {("SP-23", "voltage")} if far < (row["structure_height_m"] or row["antenna_height_m"]) + 20 else set()
            )
            continue
        clearance = 5 if kv <= 10 else 10 if kv <= 110 else 15
        out |= {("SP-23", "clearance")} if far < clearance else set()
        out |= {("SP-23", "fall")} if _tall(row) and far < _tall(row) + clearance else set()
    return list(out)


def zones(ground: Ground, row: dict) -> list:
    """SP-18 to SP-20, SP-24."""
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


def sharing(ground: Ground, row: dict, match: dict, limit: float) -> list:
    """SP-15, SP-16: `match` is the planned site the row takes, `limit` its allowed deviation."""
    out = set()
    if not live(row):
        return []
    asks = (row["structure"] == "ground_tower" or row["build_type"] == "macro") and not row["share_reason"]
    for site in ground.sites:
        far, used = geo.metres(row["place"], site["place"]), site["status"] == "on_air"
        if asks and used and site["spare"] not in ("0", "无") and far <= SHARE[row["scene"]]:
            out.add(("SP-15", "site"))
        macro = row["build_type"] == "macro" and site["build_type"] == "macro" and used
        if macro and 50 < far < 0.6 * SPACING[row["scene"]] and _common(row["operators"], site["operators"]):
            out.add(("SP-16", "spacing"))
    for resource in ground.resources:
        opened = (
            resource["status"] in ("published", "usable", "signed")
            and geo.metres(row["place"], resource["place"]) <= limit
        )
        height = resource["height_m"]
        if asks and opened and (height is None or abs(height - row["antenna_height_m"]) <= 10):
            out.add(("SP-15", "resource"))
    for plan in ground.plan:
        macro = (
            row["build_type"] == "macro"
            and plan["build_type"] == "macro"
            and plan["status"] != "cancelled"
            and plan is not match
        )
        near = geo.metres(row["place"], plan["place"]) < 0.6 * SPACING[row["scene"]]
        if macro and near and _common(row["operators"], plan["operators"]):
            out.add(("SP-16", "spacing"))
    return list(out)


def hole(ground: Ground, area) -> bool:
    """Whether a place on a 40 m grid, or on the edge, is farther than 750 m from every macro site."""
    macros = [r["place"] for r in ground.applications if r["build_type"] == "macro" and placed(r) and live(r)]
    macros += [r["place"] for r in ground.plan if r["build_type"] == "macro" and r["status"] != "cancelled"]
    macros += [r["place"] for r in ground.sites if r["build_type"] == "macro" and r["status"] == "on_air"]
    centre = area.centroid.coords[0]
    plane = geo.local(area, centre)
    discs = shapely.union_all(
        [geo.local(Point(m), centre).buffer(750, 64) for m in macros if geo.metres(m, centre) < 9000]
    )
    return plane.difference(discs).area > 0


def neighbours(ground: Ground, row: dict) -> list:
    """SP-25 but for the filing."""
    out = set()
    for building in ground.buildings:
        shape, kind = building["geometry"], building["kind"]
        if shapely.dwithin(shape, Point(row["place"]), 0.001):
            far = geo.distance_m(row["place"], shape)
            if (
                far <= 30
                and kind in ("housing", "school", "clinic", "kindergarten")
                and building["height_m"] > row["antenna_height_m"]
            ):
                out.add(("SP-25", "taller"))
            if far <= 50 and kind in ("school", "kindergarten"):
                out.add(("SP-25", "school"))
    return list(out)
