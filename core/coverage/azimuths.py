"""Which cells look all around together, and which leave a side open."""

from __future__ import annotations

import numpy as np
import pandas as pd


def sector_flags(rows: pd.DataFrame, gap_deg: float, missing: int, sector: int) -> np.ndarray:
    """Per cell `missing` where it has no azimuth, `sector` where the azimuths of its site, operator, technology and band
    leave a gap wider than `gap_deg`. A cell indoors looks nowhere; a group with a cell of no azimuth is not judged."""
    azimuth = rows["azimuth"].to_numpy(float)
    outdoors = (rows["setting"] == "outdoor").to_numpy()
    unknown = ~np.isfinite(azimuth)
    keys = ["site", "lon", "lat", "operators", "technologies", "bands", "mhz"]
    group = rows.groupby(keys, dropna=False, sort=False).ngroup().to_numpy()
    size = group.max() + 1 if len(group) else 0
    judged = np.bincount(group, unknown & outdoors, size) == 0
    use = np.flatnonzero(~unknown & outdoors)
    order = use[np.lexsort((azimuth[use] % 360, group[use]))]
    turn, of = azimuth[order] % 360, group[order]
    widest = np.zeros(size)
    if len(order):
        starts = np.r_[True, of[1:] != of[:-1]]
        last = np.flatnonzero(np.r_[starts[1:], True])
        first = np.flatnonzero(starts)
        following = np.r_[turn[1:], 0.0]
        following[last] = turn[first] + 360  # round to where the group began
        np.maximum.at(widest, of, following - turn)
    open_side = (widest > gap_deg) & judged
    return np.where(unknown & outdoors, missing, 0) | np.where(open_side[group] & outdoors, sector, 0)
