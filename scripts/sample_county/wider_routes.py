"""More roads: a second carriageway, a concurrent route, and two tunnels; each at a chainage known by construction."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely.geometry import LineString

from . import geo
from .ground import Ground

SECOND = ("G228", 8000.0, 10500.0, 22.0)
"""The second carriageway: beside which road, from, to, and how far, in metres."""
SHARED = ("G219", 1600.0, 3600.0)
"""What the concurrent route shares."""
TUNNELS = {"G219-T": ("G219", 8000.0, 8900.0), "S325-T": ("S325", 17000.0, 17700.0)}
APART = 500.0


def widen(ground: Ground) -> None:
    """Add the roads to the routes that are there."""
    lines = dict(zip(ground.routes["route_id"], ground.routes.geometry))
    road, start, end, beside_m = SECOND
    rows = [
        _row("G228-L", "国道G228左幅（示例）", "road-national", True, _offset(part(lines[road], start, end), beside_m))
    ]
    along = part(lines[SHARED[0]], *SHARED[1:])
    rows.append(_row("S518", "省道S518（示例）", "road-provincial", True, _leave(ground, along)))
    for number, (road, start, end) in TUNNELS.items():
        of = ground.routes[ground.routes["route_id"] == road].iloc[0]
        shape = part(lines[road], start, end)
        rows.append(_row(number, f"{of['name']}示例隧道", of["kind"], of["border"] == "是", shape, "隧道"))
    new = gpd.GeoDataFrame(rows, crs="EPSG:4490")
    ground.routes = gpd.GeoDataFrame(pd.concat([ground.routes, new], ignore_index=True), crs="EPSG:4490")


def _row(number: str, name: str, kind: str, border: bool, shape: LineString, setting: str = "室外") -> dict:
    return {
        "route_id": number, "name": name, "kind": kind, "county": "450681", "border": "是" if border else "否",
        "half_width_m": None, "setting": setting, "geometry": shape,
    }  # fmt: skip


def chainage(line: LineString) -> np.ndarray:
    """Metres along the line at each of its vertices."""
    xy = np.array(line.coords)
    steps = geo.GEOD.inv(xy[:-1, 0], xy[:-1, 1], xy[1:, 0], xy[1:, 1])[2]
    return np.r_[0.0, np.cumsum(steps)]


def at(line: LineString, metre: float) -> tuple:
    """The place at a chainage."""
    along, xy = chainage(line), np.array(line.coords)
    return (float(np.interp(metre, along, xy[:, 0])), float(np.interp(metre, along, xy[:, 1])))


def part(line: LineString, start: float, end: float) -> LineString:
    """The line between two chainages."""
    along, xy = chainage(line), np.array(line.coords)
    inner = [tuple(p) for p, metre in zip(xy, along) if start < metre < end]
    return LineString([at(line, start), *inner, at(line, end)])


def _offset(line: LineString, beside_m: float) -> LineString:
    """The line moved to its left, each vertex square to the chord of its neighbours."""
    xy = [tuple(p) for p in line.coords]
    turns = [geo.azimuth(xy[max(n - 1, 0)], xy[min(n + 1, len(xy) - 1)]) for n in range(len(xy))]
    return LineString([geo.move(p, turn - 90, beside_m) for p, turn in zip(xy, turns)])


def _leave(ground: Ground, along: LineString) -> LineString:
    """The shared part and then a way of its own, steeply off and away from everything that is applied for or planned."""
    taken = [row["place"] for row in (*ground.applications, *ground.plan) if row["place"]]
    end, before = along.coords[-1], along.coords[-2]
    ahead = geo.azimuth(before, end)
    for turn in (75, 65, 85, -75, -65, -85, 55, -55):
        tail = [geo.move(end, ahead + turn, metres) for metres in np.arange(300, 3301, 300)]
        inside = all(ground.township_of(place) for place in tail)
        if inside and min(geo.metres(place, other) for place in tail for other in taken) > APART:
            return LineString(
                [*along.coords, *tail[::3], tail[-1]] if (len(tail) - 1) % 3 else [*along.coords, *tail[::3]]
            )
    raise ValueError("no room for the concurrent route")
