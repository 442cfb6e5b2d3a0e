"""What the register of opened resources counts: which rows are one place (处), which of them stand, what is a pole."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Any, Protocol

import geopandas as gpd
import numpy as np
import pandas as pd

from . import metric
from .schema import code_of, plain


class Limits(Protocol):
    """A profile, or a mapping that holds its values."""

    def __getitem__(self, key: str) -> Any: ...


POLES = ("lamp_pole", "power_pole", "signal_pole", "gantry", "camera_pole")
NOT_COUNTED = ("proposed", "withdrawn")
_BUCKETS = 64
_NUMERALS = str.maketrans("〇零一二三四五六七八九", "00123456789")


def column(table: pd.DataFrame, name: str) -> pd.Series:
    """A column of a register, empty where the table does not have it."""
    return table[name] if name in table.columns else pd.Series(None, index=table.index, dtype=object)


def standing(table: pd.DataFrame) -> np.ndarray:
    """Rows that count as opened: neither proposed nor withdrawn; a row without a status stands, since it was published."""
    return ~column(table, "status").isin(NOT_COUNTED).to_numpy()


def is_pole(table: pd.DataFrame) -> np.ndarray:
    """Rows of a category that is counted in poles as well."""
    return column(table, "category").isin(POLES).to_numpy()


def spoken_names(table: pd.DataFrame) -> pd.Series:
    """Names in the form in which two are compared, the address where there is none; None where it says only a category.

    Chinese numerals become digits, blanks and signs go.
    """
    name = column(table, "name").where(column(table, "name").notna(), column(table, "address"))

    def bare(text: object) -> Any:
        word = plain(text)
        return None if not word or code_of("resource_category", word) else word.translate(_NUMERALS)

    return _each(name, bare)


def name_and_owner(table: pd.DataFrame) -> pd.Series:
    """One key for rows of the same name and owner, None where either is missing."""
    owner = _each(column(table, "owner"), lambda text: plain(text) or None)
    names = spoken_names(table)
    return (names + "\n" + owner).where(names.notna() & owner.notna(), None)


def _each(words: pd.Series, say: Any) -> pd.Series:
    """`say` of every word, each distinct one worked out once."""
    codes, distinct = pd.factorize(words)
    said = np.array([*(say(word) for word in distinct), None], dtype=object)
    return pd.Series(said[codes], index=words.index, dtype=object)


def near_pairs(
    table: pd.DataFrame, points: gpd.GeoSeries, uncertainty: np.ndarray, rows: np.ndarray, profile: Limits
) -> pd.DataFrame:
    """Pairs among `rows` with similar names that are, or may be, nearer than the profile's distance.

    Columns point, target (positions, both ways), distance_m, sure. Rows less certain than the profile allows take no
    part. Similarity is difflib's ratio, over pairs that letter counts do not rule out; each pair of names once. Names
    whose numbers differ (1号楼, 2号楼) are two things.
    """
    limit = profile["register_duplicate_m"]
    rows = rows[uncertainty[rows] <= profile["register_unsure_m"]]
    doubt = uncertainty[rows]
    pairs = metric.within(points.iloc[rows], points.iloc[rows], limit + doubt + (doubt.max() if len(doubt) else 0.0))
    pairs["point"], pairs["target"] = rows[pairs["point"]], rows[pairs["target"]]
    both = uncertainty[pairs["point"]] + uncertainty[pairs["target"]]
    possible = (pairs["point"] != pairs["target"]) & (pairs["distance_m"] - both < limit)
    pairs = pairs.assign(sure=pairs["distance_m"] + both < limit)[possible]
    names = spoken_names(table)
    alike = similar(
        names.to_numpy()[pairs["point"]], names.to_numpy()[pairs["target"]], profile["register_name_similarity"]
    )
    return pairs[alike].reset_index(drop=True)


def similar(left: np.ndarray, right: np.ndarray, least: float) -> np.ndarray:
    """Whether the names of each pair match in at least this share of their letters and in all their numbers."""
    codes, words = pd.factorize(np.r_[left, right])
    if not len(words):
        return np.zeros(len(left), bool)
    a, b = np.sort(np.column_stack([codes[: len(left)], codes[len(left) :]]), axis=1).T
    known = a >= 0
    numbers, _ = pd.factorize(pd.Series(words).map(lambda word: " ".join(re.findall(r"\d+", word))))
    known &= numbers[a] == numbers[b]
    length = np.array([len(word) for word in words])
    letters = np.zeros((len(words), _BUCKETS), np.int32)
    np.add.at(letters, (np.repeat(np.arange(len(words)), length), [ord(c) % _BUCKETS for w in words for c in w]), 1)
    rows = np.flatnonzero(known)
    for part in np.array_split(rows, len(rows) // 100_000 + 1):
        shared = np.minimum(letters[a[part]], letters[b[part]]).sum(axis=1)
        known[part] = 2 * shared >= least * (length[a[part]] + length[b[part]])
    key, place = np.unique(np.column_stack([a[known], b[known]]), axis=0, return_inverse=True)
    alike = [i == j or SequenceMatcher(None, words[i], words[j], autojunk=False).ratio() >= least for i, j in key]
    known[known] = np.array(alike, bool)[place.ravel()] if len(key) else False
    return known


def groups(size: int, pairs: pd.DataFrame, keys: pd.Series) -> np.ndarray:
    """The group of each row: the least row that pairs (point, target) or an equal key join to it."""
    group = np.arange(size)
    codes = pd.factorize(keys)[0]
    first = pd.Series(group).groupby(codes).transform("min").to_numpy()
    a = np.r_[pairs["point"].to_numpy(int), group[codes >= 0]]
    b = np.r_[pairs["target"].to_numpy(int), first[codes >= 0]]
    while True:
        least = np.minimum(group[a], group[b])
        lower = group.copy()
        np.minimum.at(lower, a, least)
        np.minimum.at(lower, b, least)
        lower = lower[lower]
        if (lower == group).all():
            return group
        group = lower


def places(table: pd.DataFrame, points: gpd.GeoSeries, uncertainty: np.ndarray, profile: Limits) -> np.ndarray:
    """The place (处) that each row stands for: the least row of its group of duplicates, -1 for rows that do not count.

    Proposed and withdrawn rows do not count; refused and unusable ones were opened and do.
    """
    rows = np.flatnonzero(standing(table))
    pairs = near_pairs(table, points, uncertainty, rows, profile)
    keys = name_and_owner(table).reset_index(drop=True)
    group = groups(len(table), pairs[pairs["sure"]], keys.where(standing(table), None))
    return np.where(standing(table), group, -1)


def firsts(place: np.ndarray) -> np.ndarray:
    """The rows that stand for their place: one of each."""
    return place == np.arange(len(place))
