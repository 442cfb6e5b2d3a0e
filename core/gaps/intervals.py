"""Stretches of lines as tables [line, from_m, to_m]: their union, overlap, difference and complement.

`line` is the position of a line, `from_m` and `to_m` its chainage. Tables may overlap themselves and stand in any order.
Stretches that touch to within a micrometre are one.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

TOUCH_M = 1e-6


def stretches(line: np.ndarray, from_m: np.ndarray, to_m: np.ndarray) -> pd.DataFrame:
    """A table of stretches from arrays."""
    return pd.DataFrame(
        {"line": np.asarray(line, np.int64), "from_m": np.asarray(from_m, float), "to_m": np.asarray(to_m, float)}
    )


def nothing() -> pd.DataFrame:
    """A table without stretches."""
    return stretches(np.array([], np.int64), np.array([]), np.array([]))


def union(*tables: pd.DataFrame) -> pd.DataFrame:
    """What any of the tables holds, without overlaps, in order; columns other than the three are left out."""
    line, start, end = (np.concatenate([t[c].to_numpy() for t in tables]) for c in ("line", "from_m", "to_m"))
    full = end - start > 0
    return stretches(*merged(line[full].astype(np.int64), start[full], end[full]))


def intersect(table: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """What is in both: every row of `table` cut by the union of `other`, with the row's further columns kept."""
    if not len(table):
        return table.copy()
    return _cut(table, union(other))


def minus(table: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """What is in `table` and not in `other`, with the further columns of `table` kept."""
    if not len(table):
        return table.copy()
    lines = np.unique(table["line"].to_numpy())
    other = union(other)
    other = other[np.isin(other["line"].to_numpy(), lines)]
    held = np.asarray(np.searchsorted(lines, other["line"].to_numpy()))
    low = min(0.0, table["from_m"].min(), other["from_m"].min() if len(other) else 0.0) - 1
    high = max(table["to_m"].max(), other["to_m"].max() if len(other) else 0.0) + 1
    line, start, end = _between(
        held, other["from_m"].to_numpy(), other["to_m"].to_numpy(), np.full(len(lines), low), np.full(len(lines), high)
    )
    return _cut(table, stretches(lines[line], start, end))


def invert(table: pd.DataFrame, total_m: np.ndarray) -> pd.DataFrame:
    """The rest of lines as long as `total_m` (one number per line, by position)."""
    total = np.asarray(total_m, float)
    given = union(table)
    start = np.clip(given["from_m"].to_numpy(), 0, None)
    line = given["line"].to_numpy()
    end = np.minimum(given["to_m"].to_numpy(), total[line])
    full = end > start
    return stretches(*_between(line[full], start[full], end[full], np.zeros(len(total)), total))


def lengths(table: pd.DataFrame, count: int) -> np.ndarray:
    """Metres of each of `count` lines that the table holds; overlaps count once."""
    held = union(table)
    return np.bincount(held["line"], held["to_m"] - held["from_m"], count)


def whole(total_m: np.ndarray) -> pd.DataFrame:
    """Lines as they are: one stretch each, from 0 to their length; those of no length have none."""
    total = np.asarray(total_m, float)
    long = np.flatnonzero(total > 0)
    return stretches(long, np.zeros(len(long)), total[long])


def merged(line: np.ndarray, start: np.ndarray, end: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Union of stretches given as arrays, in order of line and chainage."""
    if not len(line):
        return line, start, end
    room = _room(line, start, end)
    key = start + room[line]
    order = np.argsort(key, kind="stable")
    key, reach = key[order], (end + room[line])[order]
    furthest = np.maximum.accumulate(reach)
    first = np.flatnonzero(np.r_[True, key[1:] > furthest[:-1] + TOUCH_M])
    last = np.r_[first[1:], len(key)] - 1
    # the end that reaches furthest, as it was given: adding and taking away the room would lose digits
    holder = np.maximum.accumulate(np.where(reach == furthest, np.arange(len(reach)), 0))
    return line[order[first]], start[order[first]], end[order[holder[last]]]


def _room(line: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """An offset for each line that sets the lines one after another, a metre apart: one sort orders them all."""
    count = int(line.max()) + 1
    low, high = np.zeros(count), np.zeros(count)
    np.minimum.at(low, line, start)
    np.maximum.at(high, line, end)
    return np.cumsum(high - low + 1) - high


def _between(
    line: np.ndarray, start: np.ndarray, end: np.ndarray, low: np.ndarray, high: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Complement of ordered stretches without overlaps, within low to high of each line."""
    lines = np.arange(len(low))
    to_line, from_line = np.r_[line, lines], np.r_[lines, line]
    to_order = np.argsort(to_line, kind="stable")  # a line's own end comes after its stretches
    from_order = np.argsort(from_line, kind="stable")  # … and its own beginning before them
    begin, finish = np.r_[low, end][from_order], np.r_[start, high][to_order]
    open_ = finish - begin > TOUCH_M
    return to_line[to_order][open_], begin[open_], finish[open_]


def _cut(table: pd.DataFrame, by: pd.DataFrame) -> pd.DataFrame:
    """Rows of `table` cut by `by`, which is ordered and has no overlaps."""
    if not len(by):
        return table.iloc[:0].copy()
    line, start, end = (table[c].to_numpy() for c in ("line", "from_m", "to_m"))
    by_line, by_start, by_end = (by[c].to_numpy() for c in ("line", "from_m", "to_m"))
    room = _room(np.r_[line, by_line], np.r_[start, by_start], np.r_[end, by_end])
    first = np.searchsorted(by_end + room[by_line], start + room[line], "right")
    last = np.searchsorted(by_start + room[by_line], end + room[line], "left")
    count = np.maximum(last - first, 0)
    row = np.repeat(np.arange(len(table)), count)
    hit = np.repeat(first - np.cumsum(count) + count, count) + np.arange(count.sum())
    start, end = np.maximum(start[row], by_start[hit]), np.minimum(end[row], by_end[hit])
    full = (end - start > TOUCH_M) & (line[row] == by_line[hit])
    found = table.iloc[row[full]].reset_index(drop=True)
    return found.assign(from_m=start[full], to_m=end[full])
