"""How far the signal falls short where nothing surely serves: the margin at the best transmitter."""

from __future__ import annotations

from typing import Callable

import geopandas as gpd
import numpy as np
import pandas as pd

from ..metric import nearest, within

Margin = Callable[[np.ndarray, pd.DataFrame], np.ndarray]
_KIND = ["formula", "mhz", "mast_m", "receiver_m", "allowed_db"]
_STEPS_M = np.geomspace(50, 500_000, 120)
_AT_ONCE = 2_000


def best_margins(points: gpd.GeoSeries, transmitters: pd.DataFrame, margin_db: Margin) -> np.ndarray:
    """The highest margin in dB that any transmitter has at each point (EPSG:4490); NaN where none tells one.

    The nearest need not be the best: all are looked at that lie within what the strongest kind could still make better.
    """
    found = np.full(len(points), np.nan)
    kind = [column for column in _KIND if column in transmitters]
    there = transmitters.drop_duplicates(["lon", "lat", *kind])
    there = there[np.isfinite(margin_db(np.full(len(there), _STEPS_M[0]), there))]
    if not len(there) or not len(points):
        return found
    kinds = there.drop_duplicates(kind) if kind else there.iloc[:1]
    most = np.array([margin_db(np.full(len(kinds), step), kinds).max() for step in _STEPS_M])
    most = np.maximum.accumulate(most[::-1])[::-1]  # what is possible from here on outwards
    strongest = kinds.iloc[[int(margin_db(np.full(len(kinds), 1e3), kinds).argmax())]]
    alike = there.merge(strongest[kind], on=kind) if kind else there
    least = np.fmax(_of_nearest(points, there, margin_db), _of_nearest(points, alike, margin_db))
    known = np.flatnonzero(np.isfinite(least))
    beyond = np.searchsorted(-most, -least[known], "right")  # the first step at which nothing reaches that margin
    reach = _STEPS_M[np.minimum(beyond, len(_STEPS_M) - 1)]
    found[known] = least[known]
    sites = gpd.GeoSeries(gpd.points_from_xy(there["lon"], there["lat"]), crs=points.crs)
    for start in range(0, len(known), _AT_ONCE):
        rows = known[start : start + _AT_ONCE]
        pairs = within(points.iloc[rows].reset_index(drop=True), sites, reach[start : start + _AT_ONCE])
        margin = margin_db(pairs["distance_m"].to_numpy(), there.iloc[pairs["target"].to_numpy()])
        np.fmax.at(found, rows[pairs["point"].to_numpy()], margin)
    return found


def _of_nearest(points: gpd.GeoSeries, there: pd.DataFrame, margin_db: Margin) -> np.ndarray:
    close = nearest(points, gpd.GeoSeries(gpd.points_from_xy(there["lon"], there["lat"]), crs=points.crs))
    target, distance = close["target"].to_numpy(), close["distance_m"].to_numpy(float)
    margin = margin_db(distance, there.iloc[np.maximum(target, 0)])
    return np.where(target >= 0, margin, np.nan)
