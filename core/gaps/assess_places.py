"""Places, their key points and settlements, each a point: states and gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from ..errors import Progress, no_progress
from .demand import Demand
from .evidence import place_evidence
from .key_places import members, official_rule, raise_places
from .key_points import KeyPoints, key_points
from .places import best, judge_places, picked
from .reasons import why_unknown
from .states import ANY, CLAIMED, COVERED_MEASURED, COVERED_MODEL, GAP_MODEL, UNKNOWN, state_words
from .transmitters import OUTDOOR

if TYPE_CHECKING:
    from .assess import Question


def assess_places(
    demand: Demand, question: Question, progress: Progress = no_progress
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Rows (item, county, results) of all places and the gaps among them."""
    points = key_points(demand, question.language)
    found = []
    for technology in question.technologies:
        found += [
            _rows(demand, question, points, technology, operator, table)
            for operator, table in place_tables(demand, question, points, technology, progress)
        ]
    rows = gpd.GeoDataFrame(pd.concat(found, ignore_index=True), geometry="geometry", crs=demand.table.crs)
    gaps = rows[(rows["covered"] < 1).to_numpy()]
    columns = ["item", "county", "technology", "operator", "state", "planned_year", "reason", "geometry"]
    return rows, gaps[columns].copy()


def place_tables(
    demand: Demand, question: Question, points: KeyPoints, technology: str, progress: Progress = no_progress
) -> list[tuple[str, pd.DataFrame]]:
    """What was found of every place, per operator asked; for `any` the best, and of a place's points with one operator."""
    geometry = demand.table.geometry

    def judged(operator: str, rows: np.ndarray) -> pd.DataFrame:
        table = judge_places(
            geometry.where(rows),
            demand.ids,
            demand.setting,
            question.supply,
            question.measured,
            question.claimed,
            technology,
            operator,
            progress,
        )
        table["point_state"] = table["state"]
        rule = official_rule(demand, points, question.supply, technology, operator)
        return raise_places(table, points, operator, rule)

    everything = np.ones(len(geometry), bool)
    if not question.together:
        return [(operator, judged(operator, everything)) for operator in question.operators]
    single = everything if question.measured is not None else _raised(points, len(geometry))
    union = judged(ANY, ~single).assign(operator=None)
    if single.any():
        operators = [*question.operators, *question.only_planned]
        tables = [judged(operator, single) for operator in operators]
        for table in tables[len(question.operators) :]:
            table["state"] = GAP_MODEL  # the weakest in `best`: it goes before nobody
        union = picked([union, best(tables, operators)[union.columns]], single.astype(int))
    return [(ANY, union.assign(each_covered=_each_covered(union, points)))]


def _each_covered(table: pd.DataFrame, points: KeyPoints) -> np.ndarray:
    """Places of which somebody covers every point, each its own."""
    pairs = members(points)
    covered = pd.Series(table["state"].to_numpy()[pairs["point"]] >= COVERED_MODEL)
    whole = covered.groupby(pairs["place"].to_numpy()).all()
    found = np.zeros(len(table), bool)
    found[whole.index[whole].to_numpy(int)] = True
    return found


def _raised(points: KeyPoints, count: int) -> np.ndarray:
    """Places that key points stand for, and those points: they are looked at operator by operator."""
    mask = np.zeros(count, bool)
    pairs = members(points)
    for rows in (pairs["place"], pairs["point"], points.missing.index, points.blind):
        mask[np.asarray(rows, int)] = True
    return mask


def _rows(
    demand: Demand, question: Question, points: KeyPoints, technology: str, operator: str, table: pd.DataFrame
) -> pd.DataFrame:
    state = table["state"].to_numpy(int)
    covered, unknown = state >= COVERED_MODEL, (state == UNKNOWN) | (state == CLAIMED)
    supplied = question.supply.on(sea=False) is not None
    reasons = _doubts(demand, question, technology, operator, table)
    evidence, reason = place_evidence(demand, table, points, reasons, supplied, question.basis, question.language)
    return pd.DataFrame(
        {
            "item": np.arange(len(table)),
            "county": demand.county,
            "technology": technology,
            "operator": operator,
            "state": state_words(state),
            "unit": "place",
            "total": 1.0,
            "covered": covered.astype(float),
            "covered_measured": (state == COVERED_MEASURED).astype(float),
            "claimed": (state == CLAIMED).astype(float),
            "unknown": unknown.astype(float),
            "share": covered.astype(float),
            "serving_site": table["serving_site"].to_numpy(object),
            "margin_db": table["margin_db"].to_numpy(float),
            "planned_year": table["planned_year"].to_numpy(float),
            "evidence": evidence,
            "reason": reason,
            "geometry": demand.table.geometry.to_numpy(),
        }
    )


def _doubts(demand: Demand, question: Question, technology: str, operator: str, table: pd.DataFrame) -> np.ndarray:
    """What is not told of the transmitters that may reach unknown items, or the point that such a place rests on."""
    text = np.full(len(table), "", object)
    if not question.explained:
        return text
    weakest = table["weakest"].to_numpy(int)
    rests_on = np.where(weakest >= 0, weakest, np.arange(len(table)))
    rows = np.flatnonzero((table["point_state"] == UNKNOWN).to_numpy() & table["maybe"].to_numpy(bool))
    rows = rows[demand.setting[rests_on[rows]] == OUTDOOR]
    if len(rows):
        who = table["operator"].to_numpy(object)[rows] if "operator" in table else np.full(len(rows), operator, object)
        asked = pd.DataFrame({"technology": technology, "operator": np.where(pd.isna(who), ANY, who), "sea": False})
        shapes = demand.table.geometry.iloc[rests_on[rows]].reset_index(drop=True)
        text[rows] = why_unknown(shapes, asked, question)[0]
    return text
