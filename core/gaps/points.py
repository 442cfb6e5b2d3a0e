"""Points under discs: which are covered, by which disc, how far it is."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd

from ..ellipsoid import metres_per_degree
from ..errors import Progress, no_progress
from ..metric import coordinates, geodesic_m
from .discs import usable
from .earth import arc_m, earth_centred

_HAIR_M = 0.01
_DEGREE_M = 110_500.0
_CHUNK = 50_000


def cover_points(points: gpd.GeoSeries, discs: pd.DataFrame, progress: Progress = no_progress) -> pd.DataFrame:
    """Which points lie in a disc: one row per point with `covered`, `disc` (position, -1 where none), `distance_m`.

    Points in EPSG:4490; `discs` has `lon`, `lat` and `radius_m` (NaN and 0 cover nothing). Of several discs the one with
    the most radius left over serves, of equal ones the first. Distances are geodesic; a point at the very radius is covered.
    """
    xy = coordinates(points)
    known = np.flatnonzero(np.isfinite(xy).all(axis=1))
    rows = usable(discs)
    lonlat = discs[["lon", "lat"]].to_numpy(float)
    radius = discs["radius_m"].to_numpy(float)
    result = pd.DataFrame({"covered": np.zeros(len(xy), bool), "disc": -1, "distance_m": np.nan}, index=range(len(xy)))
    if not len(known) or not len(rows):
        return result
    row_deg = max(float(np.median(radius[rows])) / _DEGREE_M, 1e-4)
    key = _key(np.floor(xy[known, 1] / row_deg), xy[known, 0])
    order = np.argsort(key)
    known, key = known[order], key[order]
    point_place = earth_centred(xy[known])
    best = np.full(len(xy), -1)
    left = np.full(len(xy), -np.inf)
    for part in np.array_split(rows, len(rows) // _CHUNK + 1):
        disc, point = _near(key, row_deg, lonlat[part], radius[part])
        place = earth_centred(lonlat[part])
        apart = np.sqrt(((point_place[point] - place[disc]) ** 2).sum(axis=1))
        disc, point = part[disc], known[point]  # by disc, in order
        margin = radius[disc] - arc_m(apart, lonlat[disc, 1])
        # what decides is the geodesic: it is asked where the arc over the chord comes within a hair
        close = np.flatnonzero(np.abs(margin) < _HAIR_M + 1e-6 * radius[disc])
        margin[close] = radius[disc[close]] - geodesic_m(xy[point[close]], lonlat[disc[close]])
        before = left.copy()
        np.maximum.at(left, point, np.where(margin >= 0, margin, -np.inf))
        better = np.flatnonzero((margin == left[point]) & (margin > before[point]))
        best[point[better][::-1]] = disc[better][::-1]  # of equal ones the first is written last
        progress(float(np.searchsorted(rows, part[-1]) + 1) / len(rows))
    covered = best >= 0
    result["covered"], result["disc"] = covered, best
    result.loc[covered, "distance_m"] = geodesic_m(xy[covered], lonlat[best[covered]])
    return result


def _key(row: np.ndarray, lon: np.ndarray) -> np.ndarray:
    """One number that orders places by row of latitude, then from west to east."""
    return row * 1000 + lon


def _near(key: np.ndarray, row_deg: float, lonlat: np.ndarray, radius: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of discs and points in their boxes, ordered by disc; points by their position in the ordered `key`.

    Rows of places sorted from west to east take half the time of a tree: a box is a few ranges of one sorted array.
    """
    high = radius / _DEGREE_M * 1.001
    wide = radius / metres_per_degree(np.clip(np.abs(lonlat[:, 1]) + high, 0, 89))[0] * 1.001 + 1e-8
    first = np.floor((lonlat[:, 1] - high) / row_deg)
    count = (np.floor((lonlat[:, 1] + high) / row_deg) - first).astype(np.int64) + 1
    disc = np.repeat(np.arange(len(radius)), count)
    row = first[disc] + np.arange(len(disc)) - np.repeat(np.cumsum(count) - count, count)
    begin = np.asarray(np.searchsorted(key, _key(row, lonlat[disc, 0] - wide[disc]), "left"))
    end = np.asarray(np.searchsorted(key, _key(row, lonlat[disc, 0] + wide[disc]), "right"))
    held = np.flatnonzero(end > begin)
    count = (end - begin)[held]
    point = np.arange(count.sum()) + np.repeat(begin[held] - np.cumsum(count) + count, count)
    return np.repeat(disc[held], count), point
