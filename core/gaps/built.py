"""Supply as it would be if what is planned were built, and what measurements still say then."""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .intervals import minus
from .lines import cover_lines
from .polylines import measure
from .signal import serve_lines, serve_points
from .transmitters import OUTDOOR, Measured, Supply, chosen, discs


def if_built(supply: Supply, measured: Optional[Measured], year: int) -> tuple[Supply, Optional[Measured]]:
    """Supply with the planned sites of `year` and before on air, and measurements as they would still stand.

    A measured gap within reach of such a site counts no longer: there the model decides. What was measured as covered
    stays. Where no site was given, the planned ones are only a part: what they do not reach is not known.
    """
    land, sea = (_due(table, year) for table in (supply.planned_land, supply.planned_sea))
    built = replace(
        supply,
        land=_together(supply.land, land),
        sea=_together(supply.sea, sea),
        planned_land=None,
        planned_sea=None,
        partial=supply.partial or (supply.on(False) is None and supply.on(True) is None),
    )
    return built, measured if measured is None or land is None else _remeasured(measured, land, supply)


def _due(planned: Optional[pd.DataFrame], year: int) -> Optional[pd.DataFrame]:
    if planned is None:
        return None
    table = planned[(planned["planned_year"] <= year).to_numpy()].reset_index(drop=True)
    return table if len(table) else None


def _together(now: Optional[pd.DataFrame], new: Optional[pd.DataFrame]) -> Optional[pd.DataFrame]:
    if now is None or new is None or not len(now):
        return now if new is None else new
    whole = {
        name: np.concatenate([now[name].to_numpy(), new[name].to_numpy()])
        for name in now.columns
        if name in new.columns
    }
    return pd.DataFrame(whole, copy=False)


def _remeasured(measured: Measured, new: pd.DataFrame, supply: Supply) -> Measured:
    def points(
        shapes: gpd.GeoSeries, ids: np.ndarray, settings: np.ndarray, technology: str, operator: str
    ) -> pd.DataFrame:
        said = measured.points(shapes, ids, settings, technology, operator).reset_index(drop=True)
        failed = (said["state"] == "gap_measured").to_numpy()
        areas = shapely.get_dimensions(shapes.to_numpy()) == 2
        middles = gpd.GeoSeries(
            np.where(areas, shapely.point_on_surface(shapes.to_numpy()), shapes.to_numpy()), crs=shapes.crs
        )
        for setting in pd.unique(np.asarray(settings, object)[failed]):
            rows = np.flatnonzero(failed & (np.asarray(settings, object) == setting))
            near = _of(new, technology, operator, setting)
            there = middles.iloc[rows].reset_index(drop=True)
            held = serve_points(there, near, supply, setting, operator, True)["covered"].to_numpy(bool)
            said.loc[rows[held], "state"] = None
        return said

    def segments(lines: gpd.GeoSeries, technology: str, operator: str) -> pd.DataFrame:
        said = measured.segments(lines, technology, operator).reset_index(drop=True)
        failed = (said["state"] == "gap_measured").to_numpy()
        near = _of(new, technology, operator, OUTDOOR)
        if not failed.any() or not len(near):
            return said
        if supply.signal is None:
            served = cover_lines(lines, discs(near, operator, True)).intervals
        else:
            served = serve_lines(measure(lines), np.unique(said["line"][failed]), near, supply, True)[0]
        left = minus(said[failed], served)
        return pd.concat([said[~failed], left], ignore_index=True) if (~failed).any() else left.reset_index(drop=True)

    return replace(measured, points=points, segments=segments)


def _of(new: pd.DataFrame, technology: str, operator: str, setting: str) -> pd.DataFrame:
    """What is planned for an operator; a site that names none is somebody's, and no cure for this one."""
    return chosen(new, technology, operator, setting, True)  # type: ignore[return-value]
