"""Where three applications may stand: one corner of a circle, nowhere, and beside a host; each known from how it is built."""

from __future__ import annotations

from typing import Any

from shapely.geometry import Point

from . import geo
from .check_places import REGIMES, SHARE
from .ground import Ground

RADIUS, FOOT = 200.0, 10.0
"""Allowed deviation of a rural site and half the footprint of its tower, in metres."""
AVOIDED = (
    "farmland",
    "redline-core",
    *(kind for kind in REGIMES if kind not in ("heritage-control", "forest", "sea-use")),
)
"""Zones that shut a place out for a tower without papers: blocks and errors, not what only warns."""


def corner_and_nowhere(ground: Ground) -> None:
    """Between a field and a monument one corner of the circle is left; between a field and a flood zone none."""
    east_of_it = {"plan": {"offset": (90, 25.0)}}
    both = [
        ("SP-18", "farmland", "塔基在永久基本农田内；允许偏离范围内只剩东北一角可用"),
        ("SP-24", "heritage", "在示例古窑址保护范围内，无批准文号"),
    ]
    row = ground.apply("one-corner", ground.take((108.07, 21.66)), "decimal", both, operators="telecom", **east_of_it)
    centre = row["plan"]["place"]
    ground.zone("farmland", geo.block(geo.move(centre, 270 + 8, 190), 520, 620, 8), "示例农田（一角）")
    ground.zone("heritage", geo.block(geo.move(centre, 180 + 8, 210), 560, 500, 8), "示例古窑址")
    field = [("SP-18", "farmland", "塔基在永久基本农田内；允许偏离范围内农田与行洪区各占大半，无处可用")]
    row = ground.apply("nowhere", ground.take((108.09, 21.67)), "decimal", field, operators="telecom", **east_of_it)
    centre = row["plan"]["place"]
    ground.zone("farmland", geo.block(geo.move(centre, 270 - 14, 220), 500, 620, 346), "示例农田（西）")
    ground.zone("flood", geo.block(geo.move(centre, 90 - 14, 235), 450, 600, 346), "示例行洪区（东）")


def expected(ground: Ground) -> list:
    """What must be found, for the manifest: the share of the circle that passes, what shuts out, the host inside."""
    by_key = {row["key"]: row for row in ground.applications}
    host = next(row for row in ground.resources if row["name"] == "示例镇文化中心")
    told: dict[str, dict[str, Any]] = {
        "one-corner": {"passes": "part", "rules": ["SP-18", "SP-24"], "why": "农田与文物保护范围之间只剩一角"},
        "nowhere": {"passes": "none", "rules": ["SP-18", "SP-24"], "why": "农田与行洪区各不占满，合起来占满"},
        "share-resource": {"passes": "part", "rules": ["SP-15"], "host": host["resource_id"], "why": "范围内有可用的开放资源"},
    }  # fmt: skip
    return [
        {"feature": by_key[key]["code"], "case": key, "share": round(passing_share(ground, by_key[key]), 4), **entry}
        for key, entry in told.items()
    ]


def passing_share(ground: Ground, row: dict) -> float:
    """The part of the circle round the planned site where nothing blocks a rural tower, in the plane that touches there."""
    centre = row["plan"]["place"]
    circle = Point(0, 0).buffer(RADIUS, 64)
    left = circle
    for zone in ground.zones:
        if zone["kind"] in AVOIDED and geo.distance_m(centre, zone["geometry"]) < RADIUS + FOOT:
            foot = FOOT if zone["kind"] in ("farmland", "redline-core") else 0.0
            left = left.difference(geo.local(zone["geometry"], centre).buffer(foot, 64))
    hosts = [(r["place"], RADIUS) for r in ground.resources if _opened(r) and abs((r["height_m"] or 33) - 33) <= 10]
    hosts += [
        (s["place"], SHARE["rural"]) for s in ground.sites if s["status"] == "on_air" and s["spare"] not in ("0", "无")
    ]
    for place, reach in hosts:
        if not row["share_reason"] and geo.metres(place, centre) < RADIUS + reach:
            left = left.difference(geo.local(Point(place), centre).buffer(reach, 64))
    return left.area / circle.area


def _opened(resource: dict) -> bool:
    return resource["status"] in ("published", "usable", "signed")
