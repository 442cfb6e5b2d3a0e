"""Points under discs: which are covered, by which disc, how far it is."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..errors import Progress, no_progress
from ..metric import boxes, coordinates, geodesic_m
from .discs import usable
from .earth import arc_m, earth_centred

_HAIR_M = 0.01
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
    tree = shapely.STRtree(shapely.points(xy[known]))
    point_place = earth_centred(xy[known])
    best = np.full(len(xy), -1)
    left = np.full(len(xy), -np.inf)
    for part in np.array_split(rows, len(rows) // _CHUNK + 1):
        disc, point = tree.query(boxes(lonlat[part], radius[part]))
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
