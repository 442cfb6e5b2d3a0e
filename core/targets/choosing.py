"""Which items a target is about: by kind and grade, by its conditions, and what says that they are not told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ..schema import plain
from .assessed import Items, _kind_code
from .records import Target
from .scope import Defaults
from .wording import by_word, kind_word, listed, say

_COMPARISON = re.compile(r"^(>=|<=|>|<)\s*(-?\d+(?:\.\d+)?)$")
_YES = ("true", "1", "1.0", "10", "是", "yes", "y")  # a float 1.0 is plain "10"
_SEA = ("sea-internal", "sea-territorial", "sea-contiguous", "sea-eez")


@dataclass
class Chosen:
    """Positions of the items (index of the tables of Items), those whose membership is not told, and why nothing is there."""

    index: pd.Index
    unsure: pd.Index
    why_unsure: str
    missing: list[str]
    kinds: list[str]


def kinds_of(target: Target, profile: Defaults, group: Any = None) -> list[str]:
    """The kinds (kind or kind@grade) that count, by the target's own list or the profile's; coastal counties may differ."""
    compute = target.compute
    if "kinds_key" in compute:
        key = compute["kinds_key"]
        coast = compute.get("kinds_key_coast")
        return list(profile[coast] if group == "coast" and coast else profile[key])
    return [str(kind) for kind in compute.get("kinds", [])]


def choose(items: Items, target: Target, kinds: list[str], units: tuple[str, ...], language: str) -> Chosen:
    """The items of these kinds and units that meet the target's conditions."""
    compute, table = target.compute, items.table
    words = listed([kind_word(kind, language) for kind in kinds], language) or say("any_places", language)
    mask, unsure, missing = np.zeros(len(table), bool), np.zeros(len(table), bool), []
    parents = table.set_index("id") if compute.get("of_parents") else None
    unit = table["unit"].isin(units).to_numpy()
    for kind in kinds:
        name, _, grade = kind.partition("@")
        code = _kind_code(name)
        if parents is not None:
            sure, maybe = _of_parents(table, code, grade, items.graded)
            mask |= unit & (sure | maybe)
            unsure |= unit & maybe
            continue
        of_kind = unit & (table["kind"] == code).to_numpy()
        if target.kind == "keypoints":
            of_kind &= table["parent"].isna().to_numpy()
        if grade:
            if of_kind.any() and not items.graded:
                missing.append(say("no_grade", language, words=kind_word(kind, language)))
            untold = of_kind & table["grade"].isna().to_numpy() & items.graded
            unsure |= untold
            of_kind &= (table["grade"] == grade).to_numpy() | untold
        mask |= of_kind
    if not kinds:  # of every kind
        mask = unit.copy()
    why = "reason_grade" if unsure.any() else ""
    for column, wanted in (compute.get("where") or {}).items():
        if column not in table.columns or (mask.any() and table[column][mask].isna().all()):
            if mask.any():
                text = "no_border_flag" if column == "border" else "no_column"
                missing.append(say(text, language, column=column, words=words))
            mask[:] = False
            continue
        fits, untold = _fits(table[column], wanted)
        unsure |= mask & untold
        why = "reason_border" if column == "border" else why or "reason_condition"
        mask &= fits | untold
    for kind, least in (compute.get("households") or {}).items():
        of_kind = mask & (table["kind"] == kind).to_numpy()
        number = _numbers(table, "households")
        mask &= ~(of_kind & (number < least))
        untold = of_kind & np.isnan(number)
        unsure |= untold
        why = "reason_households" if untold.any() else why
    if not mask.any() and not missing:
        sea = any(kind in _SEA for kind in kinds)
        if sea and items.sea_outside:
            missing.append(say("sea_no_county", language, count=items.sea_outside))
        else:
            missing.append(say("no_sea_layer", language) if sea else say("no_layer", language, kinds=words))
    return Chosen(table.index[mask], table.index[mask & unsure], why, missing, kinds)


def _of_parents(table: pd.DataFrame, code: str, grade: str, graded: bool) -> tuple[np.ndarray, np.ndarray]:
    """Rows whose parent is a place of this kind and grade, and those whose parent's grade is not told."""
    places = table[(table["kind"] == code) & (table["parent"].isna())]
    of_it = places["grade"] == grade if grade else pd.Series(True, index=places.index)
    untold = places["grade"].isna() & bool(grade) & graded
    key = _key(table, "parent")
    sure, maybe = (key.isin(_key(places[which], "id")).to_numpy() for which in (of_it, untold))
    return sure, maybe & ~sure


def _key(table: pd.DataFrame, name: str) -> pd.Series:
    return table["area"].astype(str) + "\n" + table[name].astype(str)


def _fits(column: pd.Series, wanted: Any) -> tuple[np.ndarray, np.ndarray]:
    """Which values meet a condition (a value, a list of values, or '>= 50'), and which are empty."""
    untold = column.isna().to_numpy()
    match = _COMPARISON.match(str(wanted).strip()) if isinstance(wanted, str) else None
    if match:
        value, limit = pd.to_numeric(column, errors="coerce").to_numpy(float, na_value=np.nan), float(match[2])
        test = {">=": value >= limit, "<=": value <= limit, ">": value > limit, "<": value < limit}[match[1]]
        return test, untold | np.isnan(value)
    if isinstance(wanted, bool):
        flags = by_word(column, lambda v: plain(v) in _YES)
        return (flags == wanted).fillna(False).to_numpy(bool), untold
    words = {plain(word) for word in (wanted if isinstance(wanted, list) else [wanted])}
    return column.map(lambda v: plain(v) in words, na_action="ignore").fillna(False).to_numpy(bool), untold


def _numbers(table: pd.DataFrame, name: str) -> np.ndarray:
    if name not in table.columns:
        return np.full(len(table), np.nan)
    return pd.to_numeric(table[name], errors="coerce").to_numpy(float, na_value=np.nan)


def flag(table: pd.DataFrame, name: str) -> pd.Series:
    """A yes/no column as True, False or None; all None where the table does not have it."""
    if name not in table.columns:
        return pd.Series(None, index=table.index, dtype=object)
    no = ("false", "0", "否", "no", "无", "未通", "不通")
    yes = ("true", "1", "是", "yes", "有", "通", "已通")
    said: Mapping[str, bool] = {**dict.fromkeys(no, False), **dict.fromkeys(yes, True)}
    return by_word(table[name], lambda v: said.get(plain(int(v) if isinstance(v, float) and v in (0, 1) else v)))
