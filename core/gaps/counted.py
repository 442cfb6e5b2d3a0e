"""Which stretches of routes are not to be counted: what another route counts, and tunnels that have rows of their own."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..ellipsoid import metres_per_degree
from ..errors import Progress, no_progress
from .borders import cut_by_county
from .demand import Demand
from .double import count_once
from .intervals import minus, nothing
from .transmitters import OUTDOOR

TUNNEL = -1
"""Keeper of a stretch that is a tunnel with a row of its own."""


def not_counted(demand: Demand, profile: Any, progress: Progress = no_progress) -> pd.DataFrame:
    """[line, from_m, to_m, keeper, keeper_name] of the demand's routes, each metre at most once.

    `profile` gives double_distance_m, double_angle_deg and double_overlap_m. A tunnel is judged by itself: it is neither
    another route's double, nor part of the open route that runs through it.
    """
    open_air, lines = demand.setting == OUTDOOR, demand.table.geometry
    near, angle, overlap = (float(profile[f"double_{name}"]) for name in ("distance_m", "angle_deg", "overlap_m"))
    doubled = count_once(demand.table, near, angle, overlap, progress)
    doubled = doubled.sort_values(["line", "from_m"], kind="stable")
    inside = tunnel_stretches(lines.where(open_air), lines[~open_air], near)
    if len(doubled):
        inside = minus(inside, doubled)
    return pd.concat([doubled, inside.assign(keeper=TUNNEL, keeper_name=None)], ignore_index=True)


def tunnel_stretches(lines: gpd.GeoSeries, tunnels: gpd.GeoSeries, within_m: float) -> pd.DataFrame:
    """Stretches of lines that run along tunnels; a road that crosses above one stays."""
    there = tunnels[~(shapely.is_missing(tunnels.to_numpy()) | shapely.is_empty(tunnels.to_numpy()))]
    if not len(there):
        return nothing()
    centre = shapely.get_coordinates(shapely.centroid(there.to_numpy()))
    east, north = metres_per_degree(centre[:, 1])
    tubes = np.array(
        [
            _tube(shape, at, np.array([e, n]), within_m)
            for shape, at, e, n in zip(there.to_numpy(), centre, east, north)  # tunnels are few
        ],
        object,
    )
    found = cut_by_county(lines, gpd.GeoSeries(tubes, crs=lines.crs))
    found = found[found["county"] >= 0]
    length = shapely.length(there.to_numpy()) * (east + north) / 2
    along = np.minimum(4 * within_m, 0.5 * length[found["county"].to_numpy(int)])
    return found[(found["to_m"] - found["from_m"]) > along][["line", "from_m", "to_m"]].reset_index(drop=True)


def _tube(shape: Any, centre: np.ndarray, scale: np.ndarray, within_m: float) -> Any:
    plane = shapely.transform(shape, lambda xy: (xy - centre) * scale)
    tube = shapely.buffer(plane, within_m, cap_style="flat")
    return shapely.transform(tube, lambda xy: xy / scale + centre)
