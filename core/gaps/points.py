"""Points under discs: which are covered, by which disc, how far it is."""

from __future__ import annotations

from collections.abc import Iterator

import geopandas as gpd
import numpy as np
import pandas as pd

from ..errors import Progress, no_progress
from ..metric import coordinates, geodesic_m
from .cells import Cells, cells_of
from .discs import half_deg, usable
from .earth import arc_m, earth_centred

_HAIR_M = 0.01
_DEGREE_M = 110_500.0
_CHUNK = 50_000


def cover_points(points: gpd.GeoSeries, discs: pd.DataFrame, progress: Progress = no_progress) -> pd.DataFrame:
    """Which points lie in a disc: one row per point with `covered`, `disc` (position, -1 where none), `distance_m`.

    Points in EPSG:4490; `discs` has `lon`, `lat` and `radius_m` (NaN and 0 cover nothing). Of several discs the one with
    the most radius left over serves, of equal ones the first. Distances run along the ground, off by less than 1 mm within
    50 km; near a rim they are geodesic. A point at the very radius is covered.
    """
    xy = coordinates(points)
    known = np.flatnonzero(np.isfinite(xy).all(axis=1))
    rows = usable(discs)
    lonlat = discs[["lon", "lat"]].to_numpy(float)
    radius = discs["radius_m"].to_numpy(float)
    best = np.full(len(xy), -1)
    left = np.full(len(xy), -np.inf)
    if not len(known) or not len(rows):
        return _table(best, left, radius)
    cells = cells_of(xy[known], 1.5 * float(np.median(radius[rows])) / _DEGREE_M)
    known = known[cells.order]
    point_place = np.ascontiguousarray(earth_centred(xy[known]).T)
    for part in np.array_split(rows, len(rows) // _CHUNK + 1):
        for disc, point, apart in _near(cells, point_place, lonlat[part], radius[part]):
            disc, point = part[disc], known[point]  # by disc, in order
            margin = radius[disc] - arc_m(apart, lonlat[disc, 1])
            # what decides is the geodesic: it is asked where the arc over the chord comes within a hair
            close = np.flatnonzero(np.abs(margin) < _hair(radius[disc]))
            margin[close] = radius[disc[close]] - geodesic_m(xy[point[close]], lonlat[disc[close]])
            holds = np.flatnonzero(margin >= 0)
            disc, point, margin = disc[holds], point[holds], margin[holds]
            before = left.copy()
            _raise(left, point, margin)
            better = np.flatnonzero((margin == left[point]) & (margin > before[point]))
            best[point[better][::-1]] = disc[better][::-1]  # of equal ones the first is written last
            progress(float(np.searchsorted(rows, disc[-1] if len(disc) else part[0])) / len(rows))
    return _table(best, left, radius)


def _table(best: np.ndarray, left: np.ndarray, radius: np.ndarray) -> pd.DataFrame:
    covered = best >= 0
    distance = np.full(len(best), np.nan)
    distance[covered] = radius[best[covered]] - left[covered]
    return pd.DataFrame({"covered": covered, "disc": best, "distance_m": distance})


def _hair(radius: np.ndarray) -> np.ndarray:
    """How far, in metres, the arc over a chord may be from the geodesic, and more."""
    return _HAIR_M + 1e-6 * radius


def _near(
    cells: Cells, place: np.ndarray, lonlat: np.ndarray, radius: np.ndarray
) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Pairs of discs and the places (columns of `place`) that they hold or nearly hold, by disc, and the chord between them."""
    half = half_deg(lonlat, radius)
    centre = np.ascontiguousarray(earth_centred(lonlat).T)
    furthest2 = (radius + _hair(radius)) ** 2  # a chord is shorter than its arc
    for disc, point in cells.near(lonlat - half, lonlat + half):
        apart2 = np.zeros(len(disc))
        for own, other in zip(place, centre):
            apart2 += (own[point] - other[disc]) ** 2
        held = np.flatnonzero(apart2 <= furthest2[disc])
        yield disc[held], point[held], np.sqrt(apart2[held])


def _raise(most: np.ndarray, at: np.ndarray, value: np.ndarray) -> None:
    """`np.maximum.at`, which takes its time, on what is left when some value of each place has been written first."""
    for _ in range(3):
        higher = np.flatnonzero(value > most[at])
        at, value = at[higher], value[higher]
        most[at] = value
    np.maximum.at(most, at, value)
