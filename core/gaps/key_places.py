"""Places that key points stand for: the weakest of their points, one operator for all of them."""

from __future__ import annotations

from typing import Optional

import numpy as np
import pandas as pd

from .demand import Demand
from .key_points import KeyPoints
from .points import cover_points
from .states import COVERED_MODEL, NAMELESS, UNKNOWN
from .transmitters import OUTDOOR, Supply, chosen, discs

PLACE_COLUMNS = ("weakest", "point_count", "split", "by_rule")


def members(points: KeyPoints) -> pd.DataFrame:
    """Pairs of place and point, a village without key-point rows being its own."""
    own = pd.DataFrame({"place": points.own, "point": points.own})
    return pd.concat([points.pairs[["place", "point"]], own], ignore_index=True)


def raise_places(table: pd.DataFrame, points: KeyPoints, operator: str, by_rule: Optional[np.ndarray]) -> pd.DataFrame:
    """The table of all items with the places judged by their points, for one operator.

    Adds `weakest` (position of the weakest point, -1), `point_count`, `split` (covered by transmitters that name no
    operator, so that one for all cannot be told) and `by_rule` (passes by the official distance rule alone).
    A place keeps its serving site where it has one point only.
    """
    table = table.copy()
    table["weakest"], table["point_count"], table["split"], table["by_rule"] = -1, 0, False, False
    pairs = members(points)
    state = table["state"].to_numpy()[pairs["point"]]
    year = table["planned_year"].to_numpy(float)[pairs["point"]]
    year = np.where(state >= COVERED_MODEL, -np.inf, np.where(np.isnan(year), np.inf, year))
    pairs = pairs.assign(state=state, year=year, site=table["site_id"].to_numpy(object)[pairs["point"]])
    ordered = pairs.sort_values(["place", "state"], kind="stable")
    grouped = ordered.groupby("place", sort=True)
    found = grouped.agg(
        state=("state", "first"), weakest=("point", "first"), count=("point", "size"), year=("year", "max")
    )
    place = found.index.to_numpy()
    state = found["state"].to_numpy()
    if operator == NAMELESS:
        split = (grouped["site"].nunique(dropna=False) > 1).to_numpy() & (state > UNKNOWN)
        state = np.where(split, UNKNOWN, state)
        table.loc[place, "split"] = split
    if by_rule is not None:
        official = by_rule[place] & (state > 0) & (state < COVERED_MODEL)  # a measured gap outranks it
        state = np.where(official, COVERED_MODEL, state)
        table.loc[place, "by_rule"] = official
    single = np.isin(place, points.own)
    _copy(table, place[~single], found["weakest"].to_numpy()[~single])
    table.loc[place, "state"] = state
    table.loc[place, "weakest"], table.loc[place, "point_count"] = found["weakest"], found["count"]
    years = found["year"].to_numpy()
    table.loc[place, "planned_year"] = np.where(np.isfinite(years) & (state < COVERED_MODEL), years, np.nan)
    lacking = points.missing.index.to_numpy(int)
    table.loc[lacking, "state"] = np.where(
        np.isin(lacking, place), np.minimum(table.loc[lacking, "state"].to_numpy(), UNKNOWN), UNKNOWN
    )
    table.loc[points.blind, "state"] = UNKNOWN
    table.loc[np.union1d(lacking, points.blind), "planned_year"] = np.nan
    return table


def weakest_area(state: np.ndarray, points: KeyPoints) -> np.ndarray:
    """States of places drawn as areas, one per place: the weakest of their key points, unknown where these are missing."""
    found = state.copy()
    pairs = points.pairs
    weakest = pd.Series(state[pairs["point"]], dtype=int).groupby(pairs["place"].to_numpy()).min()
    found[weakest.index.to_numpy(int)] = weakest.to_numpy()
    lacking = points.missing.index.to_numpy(int)
    found[lacking] = np.where(np.isin(lacking, weakest.index), np.minimum(found[lacking], UNKNOWN), UNKNOWN)
    found[points.blind] = UNKNOWN
    return found


def _copy(table: pd.DataFrame, place: np.ndarray, weakest: np.ndarray) -> None:
    """What the weakest point rests on is what the place rests on."""
    columns = [c for c in table.columns if c not in ("state", "planned_year", *PLACE_COLUMNS)]
    source = table[columns].iloc[weakest]
    for column in columns:
        table.loc[place, column] = source[column].to_numpy()


def official_rule(
    demand: Demand, points: KeyPoints, supply: Supply, technology: str, operator: str
) -> Optional[np.ndarray]:
    """Which places have 4G by the rule of 2018: a 4G station of the operator within 5 km of the village committee."""
    there = chosen(supply.village, technology, operator, OUTDOOR, True) if technology == "4G" else None
    if there is None or not len(there):
        return None
    pairs = points.pairs[points.pairs["kind"] == "village-committee"]
    own = pd.DataFrame({"place": points.own, "point": points.own})
    pairs = pd.concat([pairs[["place", "point"]], own], ignore_index=True)
    pairs = pairs[(demand.column("kind") == "admin-village").to_numpy()[pairs["place"]]]
    near = cover_points(
        demand.table.geometry.iloc[pairs["point"]].reset_index(drop=True),
        discs(there, operator, True),
    )
    mask = np.zeros(len(demand.table), bool)
    mask[pairs["place"].to_numpy()[near["covered"].to_numpy()]] = True
    return mask
