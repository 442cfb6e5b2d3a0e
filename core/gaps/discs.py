"""The discs that supply covers: which of them matter."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from ..ellipsoid import SEMI_MAJOR_M, mercator, metres_per_degree
from .earth import arc_m, earth_centred

_CLASS = 1.4
_DEGREE_M = 110_500.0


def usable(discs: pd.DataFrame) -> np.ndarray:
    """Positions of the discs with a place and a radius above 0."""
    values = discs[["lon", "lat", "radius_m"]].to_numpy(float)
    return np.flatnonzero(np.isfinite(values).all(axis=1) & (values[:, 2] > 0))


def half_deg(lonlat: np.ndarray, radius_m: np.ndarray) -> np.ndarray:
    """Half the width and height, in degrees (n, 2), of boxes that hold the discs round places in degrees."""
    high = radius_m / _DEGREE_M * 1.001
    wide = radius_m / metres_per_degree(np.clip(np.abs(lonlat[:, 1]) + high, 0, 89))[0] * 1.001
    return np.column_stack([wide, high])


def prune(discs: pd.DataFrame) -> pd.DataFrame:
    """The discs without those that lie in another one, so that what is covered stays as it is.

    `discs` has `lon`, `lat` (degrees, EPSG:4490) and `radius_m`; rows keep their columns, index and order. Of several
    discs on one spot the widest stays, of equal ones the first. Not every disc in another is found: it costs time only.
    """
    rows = usable(discs)
    lonlat = discs[["lon", "lat"]].to_numpy(float)[rows]
    radius = discs["radius_m"].to_numpy(float)[rows]
    order = np.lexsort((-radius, lonlat[:, 1], lonlat[:, 0]))
    spot = lonlat[order]
    keep = np.zeros(len(rows), bool)
    keep[order[np.r_[True, (spot[1:] != spot[:-1]).any(axis=1)][: len(order)]]] = True
    rows = rows[keep]
    return discs.iloc[rows[~_swallowed(lonlat[keep], radius[keep])]]


def _swallowed(lonlat: np.ndarray, radius: np.ndarray) -> np.ndarray:
    """Which discs lie in a disc of a wider class; the widest first, since they take most away."""
    gone = np.zeros(len(radius), bool)
    if len(radius) < 2:
        return gone
    xy, place = mercator(lonlat), earth_centred(lonlat)
    plane = shapely.points(xy)
    stretch = 1.01 / SEMI_MAJOR_M / np.cos(np.radians(np.abs(lonlat[:, 1]) + 0.5))
    size = np.round(np.log(radius) / np.log(_CLASS)).astype(int)
    for level in np.unique(size)[:0:-1]:
        wide, small = np.flatnonzero((size == level) & ~gone), np.flatnonzero((size < level) & ~gone)
        if not len(wide) or not len(small):
            continue
        if len(small) <= 4 * len(wide):
            reach = float(radius[wide].max() - radius[small].min()) * stretch.max()
            near = shapely.STRtree(plane[wide]).query_nearest(plane[small], max_distance=reach, all_matches=False)
            inner, outer = small[near[0]], wide[near[1]]
        else:
            reach = (radius[wide] - radius[small].min()) * stretch[wide]
            (x, y), tree = xy[wide].T, shapely.STRtree(plane[small])
            pairs = tree.query(shapely.box(x - reach, y - reach, x + reach, y + reach))
            inner, outer = small[pairs[1]], wide[pairs[0]]
        apart = np.sqrt(((place[inner] - place[outer]) ** 2).sum(axis=1))
        # a hair more than the arc: a disc that only touches from within stays
        apart = arc_m(apart, lonlat[outer, 1]) * (1 + 1e-6)
        gone[inner[apart <= radius[outer] - radius[inner]]] = True
    return gone
