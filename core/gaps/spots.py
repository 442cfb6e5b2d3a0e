"""Places all over the demand, each with what was found there: to set another's coverage beside ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..metric import coordinates
from .demand import Demand
from .lines import place_at
from .parts import row_at
from .polylines import measure
from .squares import squares
from .states import GAP_MODEL, STATES

if TYPE_CHECKING:
    from .assess import Assessed

COVERED, GAP, UNTOLD, ELSEWHERE = 1, 0, -1, -2


@dataclass(frozen=True)
class Spots:
    """`item`: position in the demand; `lonlat` in degrees, (n, 2); `at_m`: chainage along the item's line, else NaN."""

    item: np.ndarray
    lonlat: np.ndarray
    at_m: np.ndarray


def spots_of(demand: Demand, step_m: Mapping[str, float]) -> Spots:
    """Points themselves, the middles of steps of lines (`line`), the middles of squares of areas (`area`, `sea`)."""
    parts = [_points(demand), _lines(demand, float(step_m["line"]))]
    parts += [_areas(demand, sea, float(step_m[name])) for sea, name in ((False, "area"), (True, "sea"))]
    return Spots(*(np.concatenate(columns) for columns in zip(*((p.item, p.lonlat, p.at_m) for p in parts))))


def sea_spots(demand: Demand, step_m: float) -> Spots:
    """Those of sea zones alone."""
    return _areas(demand, True, step_m)


def found_at(spots: Spots, demand: Demand, found: Assessed, technology: str, operator: str) -> np.ndarray:
    """What was found at each: COVERED, GAP, UNTOLD (unknown or claimed), or ELSEWHERE (another route counts it)."""
    mine = ((found.gaps["technology"] == technology) & (found.gaps["operator"] == operator)).to_numpy()
    gaps = found.gaps[mine].reset_index(drop=True)
    item = found.gap_item[mine]
    code = gaps["state"].map({state: GAP if n <= GAP_MODEL else UNTOLD for n, state in enumerate(STATES)}).to_numpy(int)
    state = np.full(len(spots.item), COVERED)
    family = demand.family[spots.item]
    of_point = pd.Series(code, index=item)[lambda s: ~s.index.duplicated()]
    point = np.flatnonzero(family == "point")
    told = of_point.reindex(spots.item[point])
    state[point] = np.where(told.isna(), COVERED, told.fillna(COVERED)).astype(int)
    line = np.flatnonzero(family == "line")
    if len(line):
        _along(state, line, spots, demand, gaps.assign(line=item, code=code), found)
    area = np.flatnonzero(family == "area")
    if len(area) and len(gaps):
        spot, gap = shapely.STRtree(gaps.geometry.to_numpy()).query(
            shapely.points(spots.lonlat[area]), predicate="within"
        )
        own = item[gap] == spots.item[area[spot]]
        state[area[spot[own]]] = code[gap[own]]
    return state


def _along(
    state: np.ndarray, line: np.ndarray, spots: Spots, demand: Demand, gaps: pd.DataFrame, found: Assessed
) -> None:
    total = measure(demand.table.geometry).total_m
    room = np.cumsum(total + 1.0) - (total + 1.0)
    place = room[spots.item[line]] + spots.at_m[line]
    row = row_at(gaps, room, place)
    state[line] = np.where(row >= 0, gaps["code"].to_numpy(int)[np.maximum(row, 0)] if len(gaps) else COVERED, COVERED)
    if found.elsewhere is not None:
        state[line[row_at(found.elsewhere, room, place) >= 0]] = ELSEWHERE


def _points(demand: Demand) -> Spots:
    item = np.flatnonzero(demand.family == "point")
    return Spots(item, coordinates(demand.table.geometry.iloc[item]), np.full(len(item), np.nan))


def _lines(demand: Demand, step_m: float) -> Spots:
    polylines = measure(demand.table.geometry.where(demand.family == "line"))
    total = polylines.total_m
    count = np.maximum(np.ceil(total / step_m).astype(int), 1) * (total > 0)
    line = np.repeat(np.arange(len(total)), count)
    if not len(line):
        return Spots(line, np.zeros((0, 2)), np.zeros(0))
    number = np.arange(len(line)) - np.repeat(np.cumsum(count) - count, count)
    at_m = (number + 0.5) * total[line] / count[line]
    return Spots(line, place_at(polylines, line, at_m), at_m)


def _areas(demand: Demand, sea: bool, step_m: float) -> Spots:
    item = np.flatnonzero((demand.family == "area") & (demand.sea == sea))
    if not len(item):
        return Spots(item, np.zeros((0, 2)), np.zeros(0))
    grid = squares(gpd.GeoSeries(demand.table.geometry.iloc[item].to_numpy(), crs=demand.table.crs), step_m)
    return Spots(item[grid.area], grid.place, np.full(len(grid.area), np.nan))
