"""What findgaps must say of the sample's roads and sea: metres and square metres by plain loops and 256-segment circles."""

from __future__ import annotations

import math

import numpy as np
import shapely
from shapely.geometry import LineString, Point, Polygon
from shapely.ops import unary_union

from . import geo
from .expected import Sender
from .ground import Ground
from .wider_routes import SECOND, SHARED, TUNNELS, at, chainage, part

QUARTER, STRETCH_M, BESIDE_M = 256, 100.0, 50.0
NAMES = ("total", "covered", "covered_measured", "claimed", "unknown", "gap")
EARTHS = 4.12e3
"""Metres of radio horizon per root of a metre of height, on an earth 4/3 as large."""


def circle(place: tuple, radius_m: float) -> Polygon:
    turns = np.linspace(0, 360, 4 * QUARTER, endpoint=False)
    lon, lat, _ = geo.GEOD.fwd(*(np.full(len(turns), v) for v in place), turns, np.full(len(turns), radius_m))
    return Polygon(np.column_stack([lon, lat]))


def not_counted() -> dict:
    """Route -> stretches that another row counts, in metres of its own chainage."""
    stretches: dict = {"G228-L": [(0.0, math.inf)], "S518": [(0.0, SHARED[2] - SHARED[1])]}
    for road, start, end in TUNNELS.values():
        stretches.setdefault(road, []).append((start, end))
    assert SECOND[0] == "G228"
    return stretches


def routes(ground: Ground, senders: list, samples: list, claims: list, technologies: tuple) -> dict:
    """The best of the technologies: (route, county) -> metres: total, covered, covered_measured, claimed, unknown, gap."""
    found: dict = {}
    skipped = not_counted()
    pairs = sorted({(s.operator, s.technology) for s in senders if s.technology in technologies})
    for _, route in ground.routes.iterrows():
        line, setting = route.geometry, {"室外": "outdoor", "隧道": "tunnel"}[route["setting"]]
        near = [s for s in senders if s.technology in technologies and s.setting == setting]
        tests = {p: _stretches(line, [s for s in samples if (s["operator"], s["network"]) == p]) for p in pairs}
        areas = {p: [c["geometry"] for c in claims if (c["operator"], c["technology"]) == p] for p in pairs}
        for start, end in _pieces(ground, line, near, claims, skipped.get(route["route_id"], [])):
            middle = at(line, (start + end) / 2)
            if any(a <= (start + end) / 2 <= b for a, b in skipped.get(route["route_id"], [])):
                continue
            county = next(
                (c["code"] for _, c in ground.counties.iterrows() if c.geometry.contains(Point(middle))), None
            )
            stretch = int((start + end) / 2 / STRETCH_M)
            state = max(_state(p, middle, stretch, near, tests[p], areas[p], setting) for p in pairs)
            metres = found.setdefault((route["route_id"], county), dict.fromkeys(NAMES, 0.0))
            held = (True, state >= 4, state == 5, state == 3, state in (2, 3), state < 2)
            for name, which in zip(NAMES, held):
                metres[name] += (end - start) * which
    return found


def _state(pair: tuple, middle: tuple, stretch: int, near: list, tests: dict, areas: list, setting: str) -> int:
    if stretch in tests:
        return 5 if tests[stretch] else 0
    reach = [(s, geo.metres(s.place, middle)) for s in near if (s.operator, s.technology) == pair]
    if any(far <= s.sure_m for s, far in reach):
        return 4
    if any(area.contains(Point(middle)) for area in areas):
        return 3
    return 2 if setting != "outdoor" or any(far <= s.most_m for s, far in reach) else 1


def _stretches(line: LineString, samples: list) -> dict:
    """Number of a stretch of 100 m -> whether all its samples pass. A sample is of the nearest stretch within 50 m."""
    total = chainage(line)[-1]
    bits = [part(line, n * STRETCH_M, min((n + 1) * STRETCH_M, total)) for n in range(math.ceil(total / STRETCH_M))]
    tree = shapely.STRtree(bits)
    found: dict = {}
    for sample in samples:
        close = tree.query(Point(sample["place"]).buffer(0.002))
        apart = [(geo.distance_m(sample["place"], bits[n]), int(n)) for n in sorted(close)]
        if apart and min(apart)[0] <= BESIDE_M:
            found.setdefault(min(apart)[1], []).append(sample["passes"])
    return {n: sum(passes) / len(passes) >= 0.9 for n, passes in found.items()}


def _pieces(ground: Ground, line: LineString, near: list, claims: list, skipped: list) -> list:
    """The line cut wherever anything may change."""
    along, xy = chainage(line), np.array(line.coords)
    degrees = np.r_[0.0, np.cumsum(np.hypot(*np.diff(xy, axis=0).T))]
    marks = {0.0, float(along[-1]), *np.arange(STRETCH_M, along[-1], STRETCH_M)}
    marks |= {metre for pair in skipped for metre in pair if 0 < metre < along[-1]}
    edges = [circle(s.place, r).exterior for s in near for r in {s.sure_m, s.most_m} if r > 0]
    edges += [c["geometry"].exterior for c in claims] + [shape.boundary for shape in ground.counties.geometry]
    for edge in edges:
        if line.intersects(edge):
            for point in shapely.get_parts(line.intersection(edge)):
                metre = float(np.interp(line.project(Point(point.coords[0])), degrees, along))
                marks.add(metre)
    ordered = sorted(marks)
    return [(a, b) for a, b in zip(ordered, ordered[1:]) if b - a > 1e-4]


def sea(zones: list, senders: list, known: dict, technology: str) -> dict:
    """zone -> square metres: total, covered, unknown, gap. Every operator's discs together."""
    sure, most = [], []
    for s in senders:
        if s.technology == technology and s.setting == "outdoor":
            near, far = sea_reach(s, known)
            sure += [circle(s.place, near)] if near > 0 else []
            most.append(circle(s.place, far))
    covered, possible = unary_union(sure), unary_union(most)
    found = {}
    for zone in zones:
        shape = zone["geometry"]
        whole, c, p = (_area(part_) for part_ in (shape, shape.intersection(covered), shape.intersection(possible)))
        found[zone["zone_id"]] = {"total": whole, "covered": c, "unknown": p - c, "gap": whole - p}
    return found


def sea_reach(sender: Sender, known: dict) -> tuple:
    """Covered and possible over the sea: the circle, cut by horizon and by what is known of the access format."""
    radius = known["planning_radius_m"][f"{sender.band}_mhz"]["sea"] * (0.5 if sender.micro else 1.0)
    eye = math.sqrt(known["receiver_height_m"]["sea"])
    low = EARTHS * (math.sqrt(sender.height_m) + eye)
    high = EARTHS * (math.sqrt(sender.height_m + known["sea_ground_m"]) + eye)
    back = sender.sure_m / sender.most_m
    if sender.prach is not None:
        cap = known["prach_range_m"][sender.technology][f"format_{sender.prach}"]
        return min(radius * back, low, cap), min(radius, high, cap)
    return min(radius * back, low, known["prach_unknown_m"]), min(radius, high)


def _area(shape) -> float:
    return abs(geo.GEOD.geometry_area_perimeter(shape)[0])
