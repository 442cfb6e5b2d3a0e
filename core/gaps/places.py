"""Points judged for one technology and operator: measured, served, claimed, out of reach or not known."""

from __future__ import annotations

from typing import Optional

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..errors import Progress, no_progress
from ..metric import nearest
from .margins import best_margins
from .signal import serve_points
from .states import (
    ANY,
    COVERED_MEASURED,
    COVERED_MODEL,
    GAP_MEASURED,
    NAMELESS,
    UNKNOWN,
    for_choice,
    place_states,
)
from .transmitters import OUTDOOR, Measured, Supply, chosen, discs, site_names

COLUMNS = {
    "state": UNKNOWN, "serving_site": None, "site_id": None, "distance_m": np.nan, "reach_m": np.nan,
    "margin_db": np.nan, "near_site": None, "near_m": np.nan, "maybe": False, "lacks": None,
    "probability": np.nan, "open": False,
    "samples": 0.0, "share": np.nan, "newest": None, "planned_year": np.nan,
}  # fmt: skip


def judge_places(
    points: gpd.GeoSeries,
    ids: np.ndarray,
    setting: np.ndarray,
    supply: Supply,
    measured: Optional[Measured],
    claimed: Optional[gpd.GeoDataFrame],
    technology: str,
    operator: str,
    progress: Progress = no_progress,
) -> pd.DataFrame:
    """One row per point with the columns of COLUMNS: state (by number), what serves it, what was measured.

    `margin_db`: at the transmitter that serves, else at the best of those that surely are theirs (formula model).
    `near_site`, `near_m`: the nearest transmitter where none serves; `maybe` where it is one that may reach it. Points are
    in EPSG:4490; those without geometry are unknown. The operator ANY takes all transmitters together.
    """
    table = pd.DataFrame(COLUMNS, index=range(len(points))).astype(
        dict.fromkeys(("serving_site", "site_id", "near_site", "lacks", "newest"), object)
    )
    here = ~(shapely.is_missing(points.to_numpy()) | shapely.is_empty(points.to_numpy()))
    supplied = supply.on(sea=False)
    covered, possible = np.zeros(len(points), bool), setting != OUTDOOR
    for one in pd.unique(setting):
        rows = np.flatnonzero(here & (setting == one))
        covered[rows] = _serve(
            table, points, rows, supply, chosen(supplied, technology, operator, one, True), operator, one
        )
        rest = rows[~covered[rows]]
        possible[rest] |= _reach(table, points, rest, chosen(supplied, technology, operator, one, False), supply, one)
        progress(0.5)
    passes = _measure(table, points, ids, setting, measured, technology, operator)
    claims = claimed_points(points, claimed, technology, operator)
    state = place_states(passes, covered, claims, possible, supply.tells(sea=False))
    table["state"] = np.where(here, state, UNKNOWN)
    table.loc[~here, "near_site"] = None
    _plan(table, points, setting, supply, technology, operator)
    _fall_short(table, points, np.flatnonzero(here & ~covered & (setting == OUTDOOR)), supply, technology, operator)
    return table


def _fall_short(
    table: pd.DataFrame, points: gpd.GeoSeries, rows: np.ndarray, supply: Supply, technology: str, operator: str
) -> None:
    """The margin of what nothing surely serves, at the best of those that would have to."""
    there = chosen(supply.on(sea=False), technology, operator, OUTDOOR, True)
    if supply.margin_db is None or there is None or not len(rows):
        return
    there = there[(discs(there, operator, True)["radius_m"] > 0).to_numpy()]
    if len(there):
        table.loc[rows, "margin_db"] = best_margins(points.iloc[rows].reset_index(drop=True), there, supply.margin_db)


def _serve(
    table: pd.DataFrame,
    points: gpd.GeoSeries,
    rows: np.ndarray,
    supply: Supply,
    there: Optional[pd.DataFrame],
    operator: str,
    setting: str,
) -> np.ndarray:
    if there is None or not len(there) or not len(rows):
        return np.zeros(len(rows), bool)
    found = serve_points(points.iloc[rows].reset_index(drop=True), there, supply, setting, operator, True)
    hit = found["covered"].to_numpy()
    for column in ("margin_db", "probability"):
        if column in found:
            table.loc[rows, column] = found[column].to_numpy()
    held, by = rows[hit], there.iloc[found["disc"].to_numpy()[hit]]
    distance = found["distance_m"].to_numpy()[hit]
    table.loc[held, "serving_site"] = site_names(by)
    table.loc[held, "site_id"] = by["site_id"].to_numpy(object)
    table.loc[held, "distance_m"] = distance
    table.loc[held, "reach_m"] = discs(by, operator, True)["radius_m"].to_numpy()
    if supply.margin_db is not None and len(held):
        table.loc[held, "margin_db"] = supply.margin_db(distance, by)
    return hit


def _reach(
    table: pd.DataFrame,
    points: gpd.GeoSeries,
    rows: np.ndarray,
    there: Optional[pd.DataFrame],
    supply: Supply,
    setting: str,
) -> np.ndarray:
    """Which points a transmitter may reach; where none may, how far the nearest is."""
    if there is None or not len(there) or not len(rows):
        return np.zeros(len(rows), bool)
    here = points.iloc[rows].reset_index(drop=True)
    found = serve_points(here, there, supply, setting, "", False)
    hit = found["covered"].to_numpy()
    if "open" in found:
        table.loc[rows, "open"] = found["open"].to_numpy()
    told = hit & (found["disc"] >= 0).to_numpy()
    _near(table, rows[told], there, found["disc"].to_numpy()[told], found["distance_m"].to_numpy()[told])
    table.loc[rows[hit], "maybe"] = True
    out = np.flatnonzero(~told)
    sites = there.drop_duplicates(["lon", "lat"])
    close = nearest(here.iloc[out], gpd.GeoSeries(gpd.points_from_xy(sites["lon"], sites["lat"])))
    known = (close["target"] >= 0).to_numpy()
    target, apart = close["target"].to_numpy()[known], close["distance_m"].to_numpy()[known]
    _near(table, rows[out[known]], sites, target, apart)
    return hit


def _near(
    table: pd.DataFrame, rows: np.ndarray, there: pd.DataFrame, position: np.ndarray, distance: np.ndarray
) -> None:
    by = there.iloc[position]
    table.loc[rows, "near_site"] = site_names(by)
    table.loc[rows, "near_m"] = distance
    table.loc[rows, "lacks"] = by["lacks"].to_numpy(object) if "lacks" in by else None


def _measure(
    table: pd.DataFrame,
    points: gpd.GeoSeries,
    ids: np.ndarray,
    setting: np.ndarray,
    measured: Optional[Measured],
    technology: str,
    operator: str,
) -> np.ndarray:
    """1 where enough samples pass, 0 where they fail, -1 elsewhere. Samples are always of one operator."""
    passes = np.full(len(points), -1)
    if measured is None or operator in (ANY, NAMELESS) or not len(points):
        return passes
    judged = measured.points(points, ids, setting, technology, operator).reset_index(drop=True)
    for column in ("samples", "share", "newest"):
        table[column] = judged[column].to_numpy()
    state = judged["state"].to_numpy(object)
    passes[state == "covered_measured"], passes[state == "gap_measured"] = 1, 0
    return passes


def claims_of(claimed: Optional[gpd.GeoDataFrame], technology: str, operator: str) -> Optional[gpd.GeoDataFrame]:
    """The claimed areas of a technology and an operator; an area that names none may be anybody's."""
    if claimed is None or not len(claimed):
        return None
    keep = np.ones(len(claimed), bool)
    for column, word in (("technology", technology), ("operator", operator)):
        if column in claimed and word != ANY:
            keep &= (claimed[column].isna() | (claimed[column] == word)).to_numpy()
    return claimed[keep]


def claimed_points(
    points: gpd.GeoSeries, claimed: Optional[gpd.GeoDataFrame], technology: str, operator: str
) -> np.ndarray:
    """Which points lie in an area that an operator claims."""
    mask = np.zeros(len(points), bool)
    areas = claims_of(claimed, technology, operator)
    if areas is not None and len(areas):
        mask[shapely.STRtree(points.to_numpy()).query(areas.geometry.to_numpy(), predicate="intersects")[1]] = True
    return mask


def _plan(
    table: pd.DataFrame, points: gpd.GeoSeries, setting: np.ndarray, supply: Supply, technology: str, operator: str
) -> None:
    """The first year in which a planned site serves a point that nothing serves now."""
    planned = supply.planned(sea=False)
    if planned is None:
        return
    year = np.full(len(points), np.nan)
    for one in pd.unique(setting):
        there = chosen(planned, technology, operator, one, True)
        for when in years_of(there):
            rest = np.flatnonzero((table["state"] < COVERED_MODEL) & np.isnan(year) & (setting == one))
            then = there[there["planned_year"] == when]  # type: ignore[index]
            new = serve_points(points.iloc[rest].reset_index(drop=True), then, supply, one, operator, True)
            year[rest[new["covered"].to_numpy()]] = when
    table["planned_year"] = year


def years_of(planned: Optional[pd.DataFrame]) -> list[float]:
    """The years of planned transmitters, in order."""
    return [] if planned is None else sorted(planned["planned_year"].astype(float).unique().tolist())


def best(tables: list[pd.DataFrame], operators: list[str]) -> pd.DataFrame:
    """Row by row the table with the best state; `operator` says whose it is. Of gaps alone a measured one goes before what
    the model says of another operator. Of equal states the better one: more of the samples pass, more margin, more of the
    radius left, a nearer site; else the first.

    The earliest planned year of any operator goes with it, unless the item is covered.
    """

    def each(column: str) -> np.ndarray:
        return np.stack([t[column].to_numpy(float) for t in tables])

    state = np.stack([t["state"].to_numpy(int) for t in tables])
    tested = np.isin(state, (GAP_MEASURED, COVERED_MEASURED))
    leading = np.ones(state.shape, bool)
    for value in (
        for_choice(state).astype(float), np.where(tested, each("share"), np.nan), each("margin_db"),
        each("reach_m") - each("distance_m"), -each("near_m"),
    ):  # fmt: skip
        value = np.where(leading & ~np.isnan(value), value, -np.inf)
        leading &= value == value.max(axis=0)
    winner = leading.argmax(axis=0)
    found = picked(tables, winner)
    found["operator"] = np.array(operators, object)[winner]
    years = each("planned_year")
    years = np.where(np.isnan(years), np.inf, years).min(axis=0)
    found["planned_year"] = np.where(np.isinf(years) | (found["state"] >= COVERED_MODEL), np.nan, years)
    return found


def picked(tables: list[pd.DataFrame], which: np.ndarray) -> pd.DataFrame:
    """Row by row the row of one of several tables alike. (pandas would look at every empty cell to join them.)"""
    rows = np.arange(len(which))
    return pd.DataFrame({c: np.stack([t[c].to_numpy() for t in tables])[which, rows] for c in tables[0].columns})
