"""Assessed layers, several and of several technologies, as one table of items with a state per technology."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Union

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..schema import code_lists, code_of, plain
from .areas import Areas
from .wording import by_word, grades

ORDER = ("gap_measured", "gap_model", "unknown", "claimed", "covered_model", "covered_measured")  # the weakest first
EXTENTS = ("total", "covered", "unknown", "claimed", "covered_measured")
_IDS = ("place_id", "route_id", "zone_id")
_GRADES = ("grade", "等级", "级别", "类型细分", "subtype")
_ROUTES = frozenset(code_lists()["route"]) - frozenset(code_lists()["place"])


@dataclass
class Items:
    """`table`: one row per item and area: area (position), id, label, kind, grade, unit (place, m, m2), parent, and the
    demand's own columns. `states`: per technology the state code, `doubts`: why a state is no more than unknown
    (conflict, operator). `extents`: per technology total, covered, unknown, claimed, covered_measured in the item's unit.
    """

    table: pd.DataFrame
    states: pd.DataFrame
    doubts: pd.DataFrame
    extents: dict[str, pd.DataFrame]
    graded: bool = False
    outside: int = 0
    sea_outside: int = 0
    models: pd.DataFrame = field(default_factory=lambda: pd.DataFrame({"item": [], "model": []}))
    """item (of `table`) and the model of coverage that its state rests on, one row each; where that is told."""
    tested: dict[Any, Any] = field(default_factory=dict)
    """What a part of a test (points.py) found of all items: many targets ask the same."""

    @property
    def technologies(self) -> list[str]:
        return list(self.states.columns)


def items_of(assessed: Union[pd.DataFrame, Iterable[pd.DataFrame], None], areas: Areas, by: str = "county") -> Items:
    """The items of assessed layers as findgaps writes them.

    A row given twice counts once; where two rows of one item, technology and operator differ, the measured one holds,
    else the state is unknown. Of several operators the best holds (one is enough); that one operator alone does not
    reach says nothing of the others. Rows of no given county are left out and counted in `outside`, sea zones among them
    in `sea_outside`. A city has its counties' items too. `by`: the column that names the area (county or township).
    """
    frames = [assessed] if isinstance(assessed, pd.DataFrame) else list(assessed or ())
    frames = [frame for frame in frames if frame is not None and len(frame)]
    if not frames:
        return _nothing(0)
    rows = pd.concat([_columns(frame, areas, n, by) for n, frame in enumerate(frames)], ignore_index=True)
    outside = int((rows["area"] < 0).sum())
    kept = rows["area"] >= 0
    if by != "county":  # a road runs through many townships, and is cut at counties only
        kept &= rows["unit"] == "place"
    sea_outside = int((~kept & _open_sea(rows["kind"])).sum())
    rows = rows[kept].reset_index(drop=True)
    if rows.empty:
        return _nothing(outside, sea_outside)
    whole = [(area, areas.members(area)) for area in range(len(areas))]
    rows = pd.concat(
        [rows, *(rows[rows["area"].isin(m)].assign(area=a) for a, m in whole if len(m))], ignore_index=True
    )
    graded = any(_grade_column(frame) is not None for frame in frames)
    key = pd.MultiIndex.from_frame(rows[["area", "unit", "kind", "id"]].astype(str))
    rows["item"] = pd.factorize(key)[0]
    table = rows.groupby("item", sort=True).first().drop(columns=["technology", "operator", "state", *EXTENTS])
    states, doubts = _states(rows)
    models = rows[["item", "by_model"]].set_axis(["item", "model"], axis=1).dropna().drop_duplicates()
    return Items(
        table,
        states.reindex(table.index),
        doubts.reindex(table.index),
        _extents(rows),
        graded,
        outside,
        sea_outside,
        models,
    )


def _open_sea(kind: pd.Series) -> pd.Series:
    return kind.str.startswith("sea-") & (kind != "sea-host")


def _nothing(outside: int, sea_outside: int = 0) -> Items:
    none = pd.DataFrame(columns=["area", "id", "label", "kind", "grade", "unit", "parent"])
    return Items(none, pd.DataFrame(), pd.DataFrame(), {}, outside=outside, sea_outside=sea_outside)


def _columns(frame: pd.DataFrame, areas: Areas, layer: int, by: str) -> pd.DataFrame:
    """The columns that matter, under one name each; the others as they are."""
    spatial = isinstance(frame, gpd.GeoDataFrame)
    rows = pd.DataFrame(frame.drop(columns=frame.geometry.name) if spatial else frame).reset_index(drop=True)
    rows = rows.drop(columns=[c for c in ("area", "item", "label", "id", "parent") if c in rows.columns])
    empty = pd.Series(None, index=rows.index, dtype=object)

    def text(name: str) -> pd.Series:
        column = rows[name].astype(object) if name in rows.columns else empty
        return by_word(column, lambda value: str(value).strip() or None)

    name, kind = text("name"), by_word(text("kind"), _kind_code).fillna("")
    number = empty
    for column in _IDS:
        number = number.where(number.notna(), text(column))
    number = number.where(number.notna(), name)
    number = number.where(number.notna(), pd.Series([f"#{layer}.{n}" for n in range(len(rows))], dtype=object))
    grade = _grade_column(rows)
    rows["area"] = areas.of_rows(frame, by if by == "county" or not areas.drawn else None)
    rows["id"], rows["kind"], rows["label"] = number, kind, name.where(name.notna(), number)
    rows["parent"], rows["by_model"] = text("parent_id"), text("by_model")
    rows["grade"] = by_word(rows[grade], _grade_code) if grade else empty
    rows["technology"] = text("technology").fillna("?").str.upper()
    rows["operator"] = text("operator").fillna("any")
    state = text("state")
    rows["state"] = state.where(state.isin(ORDER), "unknown")
    rows["unit"] = _units(text("unit"), kind, frame)
    for column in EXTENTS:
        given = rows[column] if column in rows.columns else pd.Series(np.nan, index=rows.index)
        rows[column] = pd.to_numeric(given, errors="coerce").astype(float)
    return rows


def _kind_code(word: object) -> str:
    for codelist in ("place", "route", "zone"):
        code = code_of(codelist, word)
        if code:
            return code
    return plain(word)


def _grade_code(word: object) -> str:
    form = plain(word)
    for code, entry in grades().items():
        if form in {plain(w) for w in (code, entry["zh"], entry["en"], *entry.get("also", ()))}:
            return code
    return form


def _grade_column(frame: pd.DataFrame) -> Union[str, None]:
    return next((c for c in frame.columns if str(c).casefold() in _GRADES), None)


def _units(told: pd.Series, kind: pd.Series, frame: pd.DataFrame) -> np.ndarray:
    shape = np.full(len(kind), 0)
    if isinstance(frame, gpd.GeoDataFrame):
        shape = shapely.get_dimensions(frame.geometry.to_numpy())
    line = (shape == 1) | (shape < 1) & kind.isin(_ROUTES).to_numpy()
    area = _open_sea(kind).to_numpy()
    guessed = np.where(line, "m", np.where(area, "m2", "place"))
    return np.where(told.isin(["place", "m", "m2"]), told, guessed)


def _states(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    rank = rows["state"].map({state: n for n, state in enumerate(ORDER)}).to_numpy()
    each = rows.assign(rank=rank, measured=np.isin(rank, (0, 5)))
    # the same item, technology and operator more than once: one state, else the measured one, else unknown
    by = ["item", "technology", "operator"]
    measured = each[each["measured"]].groupby(by)["rank"].agg(["min", "max"])
    every = each.groupby(by)["rank"].agg(["min", "max"])
    of_measured = measured.reindex(every.index)
    sure = np.where((of_measured["min"] == of_measured["max"]).to_numpy(), of_measured["min"].to_numpy(), np.nan)
    same = (every["min"] == every["max"]).to_numpy()
    one = every.assign(rank=np.where(same, every["min"], np.where(np.isnan(sure), 2, sure)))
    one["conflict"] = ~same & np.isnan(sure)
    one = one.reset_index()
    # of several operators the best; a gap of one operator alone is no gap of all
    whole = one["operator"].str.casefold().isin(["any", "all"])
    groups = one.assign(whole=whole).groupby(["item", "technology"])
    best = groups.agg(
        rank=("rank", "max"), conflict=("conflict", "any"), whole=("whole", "any"), count=("operator", "nunique")
    )
    told = one[whole].groupby(["item", "technology"])["rank"].max().reindex(best.index)
    rank_ = told.fillna(best["rank"])
    lone = (~best["whole"]) & (best["count"] == 1) & (rank_ < 2)
    rank_ = rank_.where(~lone, 2).astype(int)
    doubt = np.where(lone, "operator", np.where(best["conflict"] & (rank_ == 2), "conflict", None))
    states = pd.Series(np.array(ORDER, dtype=object)[rank_.to_numpy()], index=best.index).unstack("technology")
    return states, pd.Series(doubt, index=best.index, dtype=object).unstack("technology")


def _extents(rows: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Per technology: totals of lines and areas. Unequal doubles keep what both allow; of operators the best is sure."""
    lines = rows[rows["unit"] != "place"].copy()
    lines["total"] = lines["total"].fillna(0.0)
    lines["covered"] = lines["covered"].fillna(0.0)
    lines["unknown"] = lines["unknown"].fillna(lines["total"] - lines["covered"]).clip(lower=0)
    lines[["claimed", "covered_measured"]] = lines[["claimed", "covered_measured"]].fillna(0.0)
    lines["reach"] = lines["covered"] + lines["unknown"]
    twice = lines.groupby(["technology", "item", "operator"]).agg(
        total=("total", "max"),
        covered=("covered", "min"),
        reach=("reach", "max"),
        claimed=("claimed", "min"),
        covered_measured=("covered_measured", "min"),
    )
    twice = twice.reset_index()
    whole = twice["operator"].str.casefold().isin(["any", "all"])
    any_ = twice[whole].groupby(["technology", "item"]).first()
    groups = twice.groupby(["technology", "item"])
    best = groups.agg(
        total=("total", "max"),
        covered=("covered", "max"),
        reach=("reach", "sum"),
        claimed=("claimed", "max"),
        covered_measured=("covered_measured", "max"),
        count=("operator", "nunique"),
    )
    best["reach"] = best[["total", "reach"]].min(axis=1).where(best["count"] > 1, best["total"])
    best.update(any_[["total", "covered", "reach", "claimed", "covered_measured"]])
    best["unknown"] = (best["reach"] - best["covered"]).clip(lower=0)
    return {str(name): part.droplevel(0) for name, part in best[list(EXTENTS)].groupby(level=0)}
