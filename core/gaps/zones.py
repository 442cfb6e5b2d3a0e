"""Areas judged by their square metres: covered, out of reach, or not known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional, Union

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..ellipsoid import area_m2
from ..errors import Progress, no_progress
from .areas import cover_areas, uncovered_parts
from .discs import prune
from .lots import Lots
from .places import claims_of, years_of
from .servers import SERVED, mostly, none_served
from .squares import Patches, patches, squares
from .states import CLAIMED, GAP_MODEL, UNKNOWN
from .transmitters import OUTDOOR, Supply, chosen, discs, nothing_unsure

_SLIVER_M2 = 1.0
Cover = Union[pd.DataFrame, Patches]


def judge_zones(
    lots: Lots,
    supply: Supply,
    claimed: Optional[gpd.GeoDataFrame],
    technology: str,
    operator: str,
    progress: Progress = no_progress,
) -> tuple[pd.DataFrame, gpd.GeoDataFrame]:
    """Square metres per lot [total, covered, claimed, unknown, planned_year] with who serves most of it (servers.SERVED), and
    the uncovered parts.

    Parts: lot, state, planned_year, geometry, one row per polygon. `unknown` holds `claimed`. Samples say nothing of
    square metres. The operator ANY takes all transmitters together.
    """
    metres = pd.DataFrame({c: np.zeros(len(lots.table)) for c in ("total", "covered", "claimed", "unknown")})
    metres["planned_year"] = np.nan
    metres = pd.concat([metres, mostly(none_served(), np.array([], int), len(metres))], axis=1)
    found = [pd.DataFrame({"lot": [], "state": [], "planned_year": [], "geometry": []})]
    keys = lots.table["sea"].astype(str) + lots.table["setting"].astype(str)
    for _, rows in sorted(keys.groupby(keys).indices.items()):
        first = lots.table.iloc[rows[0]]
        areas = lots.take(rows)
        reach = _reach(supply, areas, bool(first["sea"]), technology, operator, str(first["setting"]), progress)
        claims = _claimed_parts(areas, claimed, technology, operator)
        for column, figures in _figures(areas, claims, reach, progress).items():
            metres.loc[rows, column] = figures
        by = reach.sure.by if isinstance(reach.sure, Patches) else none_served()
        told = mostly(by, by["item"].to_numpy(int), len(rows))
        metres.loc[rows, list(SERVED)] = told.to_numpy(object)
        progress(0.5)
        pieces = _open_pieces(areas, claims, reach)
        planned = _planned(lots, rows, areas, reach, metres)
        found += _pieces(rows, pieces, planned)
        progress(1.0)
    parts = pd.concat([f for f in found if len(f)] or found[:1], ignore_index=True)
    return metres, gpd.GeoDataFrame(parts, geometry="geometry", crs=lots.table.crs)


@dataclass(frozen=True)
class _Reach:
    """What lots of one surface and setting are served by: discs that surely do, that may, and that are planned by year; by
    a model that follows the path, patches of the lots."""

    sure: Cover
    may: Optional[Cover]
    """None where nothing lies between: what is not sure is out of reach."""
    blind: bool
    """Whether a gap can't be told at all: no sites, or not outdoors."""
    planned: list[tuple[float, Cover]]


def _reach(
    supply: Supply, areas: gpd.GeoSeries, sea: bool, technology: str, operator: str, setting: str, progress: Progress
) -> _Reach:
    if supply.signal is not None and setting == OUTDOOR:
        return _reach_by_path(supply, areas, sea, technology, operator, progress)
    there, soon = supply.on(sea), chosen(supply.planned(sea), technology, operator, setting, True)
    sure = prune(_discs(there, technology, operator, setting, True))
    may = None
    if not nothing_unsure(there, technology, operator):
        may = prune(pd.concat([sure, _discs(there, technology, operator, setting, False)], ignore_index=True))
    planned = (
        [(y, discs(soon[soon["planned_year"] == y], operator, True)) for y in years_of(soon)]
        if soon is not None
        else []
    )
    return _Reach(sure, may, not supply.tells(sea) or setting != OUTDOOR, planned)


def _reach_by_path(
    supply: Supply, areas: gpd.GeoSeries, sea: bool, technology: str, operator: str, progress: Progress
) -> _Reach:
    grid = squares(areas, supply.step_m["sea" if sea else "area"])

    def held(table: Optional[pd.DataFrame], sure: bool) -> Patches:
        own = chosen(table, technology, operator, OUTDOOR, sure)
        return patches(grid, pd.DataFrame() if own is None else own, supply, sea, sure, progress)

    there, soon = supply.on(sea), supply.planned(sea)
    sure = held(there, True)
    may = sure.joined(held(there, False))
    years = [] if soon is None else years_of(chosen(soon, technology, operator, OUTDOOR, True))
    planned: list[tuple[float, Cover]] = [(y, held(soon[soon["planned_year"] == y], True)) for y in years]  # type: ignore[index]
    return _Reach(sure, may, not supply.tells(sea), planned)


def _within(areas: gpd.GeoSeries, cover: Cover, progress: Progress = no_progress) -> tuple[np.ndarray, np.ndarray]:
    return cover.within(areas) if isinstance(cover, Patches) else cover_areas(areas, cover, progress)


def _outside(areas: gpd.GeoSeries, cover: Cover) -> np.ndarray:
    return cover.outside(areas) if isinstance(cover, Patches) else uncovered_parts(areas, cover)


def _figures(
    areas: gpd.GeoSeries, claims: Optional[gpd.GeoSeries], reach: _Reach, progress: Progress
) -> dict[str, np.ndarray]:
    covered, total = _within(areas, reach.sure, progress)
    possible = total if reach.blind else covered
    if reach.may is not None and not reach.blind:
        possible = _within(areas, reach.may, progress)[0]
    claimed = unknown = np.zeros(len(areas))
    if claims is not None:
        within, size = _within(claims, reach.sure, progress)
        claimed = np.maximum(size - within, 0)
        beyond = within if reach.may is None else _within(claims, reach.may, progress)[0]
        unknown = np.zeros(len(areas)) if reach.blind else size - beyond  # claimed where nothing can reach
    unknown = np.clip(possible - covered + unknown, 0, total - covered)
    return {"total": total, "covered": covered, "claimed": claimed, "unknown": unknown}


def _open_pieces(areas: gpd.GeoSeries, claims: Optional[gpd.GeoSeries], reach: _Reach) -> list[tuple[np.ndarray, int]]:
    """What nothing surely covers, by state."""
    rest = _outside(areas, reach.sure)
    pieces = []
    if claims is not None:
        pieces.append((shapely.intersection(rest, claims.to_numpy()), CLAIMED))
        rest = shapely.difference(rest, claims.to_numpy())
    if reach.blind:
        return [*pieces, (rest, UNKNOWN)]
    if reach.may is None:
        return [*pieces, (rest, GAP_MODEL)]
    gap = _outside(areas, reach.may)
    gap = gap if claims is None else shapely.difference(gap, claims.to_numpy())
    return [*pieces, (gap, GAP_MODEL), (shapely.difference(rest, gap), UNKNOWN)]


def _discs(there: Optional[pd.DataFrame], technology: str, operator: str, setting: str, sure: bool) -> pd.DataFrame:
    own = chosen(there, technology, operator, setting, sure)
    if own is None:
        return pd.DataFrame({"lon": [], "lat": [], "radius_m": []}, dtype=float)
    return discs(own, operator, sure)


def _claimed_parts(
    areas: gpd.GeoSeries, claimed: Optional[gpd.GeoDataFrame], technology: str, operator: str
) -> Optional[gpd.GeoSeries]:
    """What operators claim of each area; None where there is no claim."""
    own = claims_of(claimed, technology, operator)
    if own is None or not len(own):
        return None
    whole = shapely.union_all(own.geometry.to_numpy())
    return gpd.GeoSeries(shapely.intersection(shapely.make_valid(areas.to_numpy()), whole), crs=areas.crs)


def _planned(
    lots: Lots, rows: np.ndarray, areas: gpd.GeoSeries, reach: _Reach, metres: pd.DataFrame
) -> list[tuple[float, np.ndarray]]:
    """Year by year what stays uncovered then; sets the year in which a lot passes its threshold."""
    left: list[tuple[float, np.ndarray]] = []
    stack = reach.sure
    least = lots.table["limit"].to_numpy(float)[rows] * metres.loc[rows, "total"].to_numpy() * (1 - 1e-9)
    passed = metres.loc[rows, "covered"].to_numpy() >= least
    for year, new_discs in reach.planned:
        stack = _stacked(stack, new_discs)
        new = ~passed & (_within(areas, stack)[0] >= least)
        metres.loc[rows[new], "planned_year"] = year
        passed = passed | new
        left.append((year, _outside(areas, stack)))
    return left


def _pieces(
    rows: np.ndarray, pieces: list[tuple[np.ndarray, int]], planned: list[tuple[float, np.ndarray]]
) -> list[pd.DataFrame]:
    found = []
    for shapes, state in pieces:
        rest = shapes
        for year, left in [*planned, (np.nan, None)]:
            closed = rest if left is None else shapely.difference(rest, left)
            rest = rest if left is None else shapely.intersection(rest, left)
            polygons, owner = shapely.get_parts(shapely.make_valid(closed), return_index=True)
            polygons, inner = shapely.get_parts(polygons, return_index=True)
            owner = owner[inner]
            keep = shapely.get_type_id(polygons) == 3
            polygons, owner = polygons[keep], owner[keep]
            keep = area_m2(gpd.GeoSeries(polygons)) > _SLIVER_M2
            piece = {"lot": rows[owner[keep]], "state": state, "planned_year": year, "geometry": polygons[keep]}
            found.append(pd.DataFrame(piece))
    return found


def _stacked(cover: Cover, more: Cover) -> Cover:
    if isinstance(cover, Patches):
        return cover.joined(more)  # type: ignore[arg-type]
    return pd.concat([cover, more], ignore_index=True)
