"""Geometry of the construction: places at known distances, lines beside which things stand, spots that are clear.

Written apart from the plugin's core on purpose: what is planted here is what the core is checked against.
"""

from __future__ import annotations

import math

import numpy as np
import shapely
from pyproj import Geod
from shapely.geometry import LineString, Point, Polygon

GEOD = Geod(ellps="GRS80")


def move(lonlat: tuple, azimuth_deg: float, distance_m: float) -> tuple:
    """The place at this geodesic distance and azimuth."""
    lon, lat, _ = GEOD.fwd(lonlat[0], lonlat[1], azimuth_deg, distance_m)
    return (lon, lat)


def metres(a: tuple, b: tuple) -> float:
    """Geodesic distance between two places."""
    return GEOD.inv(a[0], a[1], b[0], b[1])[2]


def azimuth(a: tuple, b: tuple) -> float:
    return GEOD.inv(a[0], a[1], b[0], b[1])[0]


def distance_m(place: tuple, geometry) -> float:
    """Distance from a place to a line, an area (0 inside) or a point, in the plane that touches the ellipsoid there."""
    plane = local(geometry, place)
    return plane.distance(Point(0, 0))


def local(geometry, origin: tuple):
    """The geometry in metres east and north of a place; good to 0.1 % within a few kilometres."""
    lat = math.radians(origin[1])
    e2 = GEOD.es
    w = 1 - e2 * math.sin(lat) ** 2
    east = math.radians(1) * GEOD.a / math.sqrt(w) * math.cos(lat)
    north = math.radians(1) * GEOD.a * (1 - e2) / w**1.5
    return shapely.transform(geometry, lambda xy: (xy - np.array(origin)) * np.array([east, north]))


def beside(line: LineString, share: float, offset_m: float, side: int) -> tuple:
    """The place `offset_m` to the right (side 1) or left (-1) of the line, square to it, at a share of its length.

    The foot lies in the middle of the segment found there, so that no other segment is nearer.
    """
    at = line.interpolate(share, normalized=True)
    xy = np.array(line.coords)
    along = [line.project(Point(p)) for p in xy]
    n = max(0, min(len(xy) - 2, int(np.searchsorted(along, line.project(at), side="right")) - 1))
    a, b = tuple(xy[n]), tuple(xy[n + 1])
    forward, _, length = GEOD.inv(*a, *b)
    foot = move(a, forward, length / 2)
    return move(foot, azimuth(foot, b) + 90 * side, offset_m)


def blob(
    rng: np.random.Generator, centre: tuple, radius_m: float, roughness: float = 0.22, corners: int = 18
) -> Polygon:
    """A rounded, irregular area around a place: every corner within `radius_m` x (1 ± roughness)."""
    turns = np.linspace(0, 360, corners, endpoint=False)
    radii = radius_m * (1 + rng.uniform(-roughness, roughness, corners))
    return Polygon([move(centre, t, r) for t, r in zip(turns, radii)])


def block(centre: tuple, width_m: float, depth_m: float, azimuth_deg: float = 0.0) -> Polygon:
    """A rectangle around a place, its depth along the azimuth."""
    half = math.hypot(width_m, depth_m) / 2
    corner = math.degrees(math.atan2(width_m, depth_m))
    turns = (corner, 180 - corner, 180 + corner, -corner)
    return Polygon([move(centre, azimuth_deg + t, half) for t in turns])


def wander(rng: np.random.Generator, corners: list, step_m: float = 400, sway_m: float = 45) -> LineString:
    """A line through the corners that winds a little, as roads do."""
    line = [corners[0]]
    for a, b in zip(corners, corners[1:]):
        forward, _, length = GEOD.inv(*a, *b)
        count = max(1, round(length / step_m))
        for n in range(1, count):
            place = move(a, forward, length * n / count)
            line.append(move(place, forward + 90, float(rng.uniform(-sway_m, sway_m))))
        line.append(b)
    return LineString(line)


def spots(
    rng: np.random.Generator, area, apart_m: float, taken: list, count: int, clear=None, tries: int = 40_000
) -> list:
    """Up to `count` random places of the area, `apart_m` from each other and the `taken`, for which `clear` holds."""
    west, south, east, north = area.bounds
    shapely.prepare(area)
    found: list = []
    placed = np.array(taken, float).reshape(-1, 2)
    for _ in range(tries):
        if len(found) == count:
            break
        place = (float(rng.uniform(west, east)), float(rng.uniform(south, north)))
        if not shapely.contains_xy(area, *place):
            continue
        if len(placed) and _least_m(place, placed) < apart_m:
            continue
        if clear is None or clear(place):
            found.append(place)
            placed = np.vstack([placed, place])
    return found


def _least_m(place: tuple, places: np.ndarray) -> float:
    here = np.broadcast_to(np.array(place), places.shape)
    return GEOD.inv(here[:, 0], here[:, 1], places[:, 0], places[:, 1])[2].min()


_A, _EE = 6378245.0, 0.00669342162296594323


def to_gcj02(place: tuple) -> tuple:
    """The place as GCJ-02 shows it (the publicly known polynomial), for the files that are sent in that datum."""
    x, y = place[0] - 105.0, place[1] - 35.0
    root = math.sqrt(abs(x))
    waves = 20.0 * math.sin(6.0 * x * math.pi) + 20.0 * math.sin(2.0 * x * math.pi)
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    north += (waves + 20.0 * math.sin(y * math.pi) + 40.0 * math.sin(y / 3.0 * math.pi)) * 2.0 / 3.0
    north += (160.0 * math.sin(y / 12.0 * math.pi) + 320.0 * math.sin(y * math.pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    east += (waves + 20.0 * math.sin(x * math.pi) + 40.0 * math.sin(x / 3.0 * math.pi)) * 2.0 / 3.0
    east += (150.0 * math.sin(x / 12.0 * math.pi) + 300.0 * math.sin(x / 30.0 * math.pi)) * 2.0 / 3.0
    lat = math.radians(place[1])
    w = 1 - _EE * math.sin(lat) ** 2
    north = north * 180.0 / ((_A * (1 - _EE)) / (w * math.sqrt(w)) * math.pi)
    east = east * 180.0 / (_A / math.sqrt(w) * math.cos(lat) * math.pi)
    return (place[0] + east, place[1] + north)
