"""Lines in parts: several tables of stretches laid over each other, and joined again where nothing changes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from .intervals import TOUCH_M, stretches


def overlay(total_m: np.ndarray, tables: Sequence[pd.DataFrame]) -> tuple[pd.DataFrame, list[np.ndarray]]:
    """Stretches [line, from_m, to_m] of whole lines, cut wherever a table has an end, and the row of each table there.

    Tables are [line, from_m, to_m], each without overlaps of its own; -1 where a table has nothing.
    """
    total = np.asarray(total_m, float)
    room = np.cumsum(total + 1.0) - (total + 1.0)
    marks = [room, room + total]
    for table in tables:
        line = table["line"].to_numpy()
        marks += [np.clip(table[c].to_numpy(float), 0, total[line]) + room[line] for c in ("from_m", "to_m")]
    mark = np.unique(np.concatenate(marks))
    owner: np.ndarray = np.asarray(np.searchsorted(room, mark[:-1], "right")) - 1
    if not len(room):
        return stretches(room, room, room), [np.array([], int) for _ in tables]
    full = (np.diff(mark) > TOUCH_M) & (mark[1:] <= room[owner] + total[owner] + TOUCH_M)
    start, end, line = mark[:-1][full], mark[1:][full], owner[full]
    middle = (start + end) / 2
    parts = pd.DataFrame({"line": line, "from_m": start - room[line], "to_m": end - room[line]})
    # what a table said stays as it said it: adding the room costs digits
    parts["to_m"] = np.minimum(parts["to_m"], total[line])
    return parts, [row_at(table, room, middle) for table in tables]


def row_at(table: pd.DataFrame, room: np.ndarray, place: np.ndarray) -> np.ndarray:
    """The row of a table [line, from_m, to_m] that holds each place, -1 where none does; `room`: where each line begins on
    one axis for all, on which `place` is told."""
    if not len(table):
        return np.full(len(place), -1)
    line = table["line"].to_numpy()
    start, end = (table[c].to_numpy(float) + room[line] for c in ("from_m", "to_m"))
    order = np.argsort(start, kind="stable")
    row = order[np.maximum(np.searchsorted(start[order], place, "right") - 1, 0)]
    return np.where((start[row] <= place) & (place <= end[row]), row, -1)


def joined(parts: pd.DataFrame, alike: Sequence[str]) -> pd.DataFrame:
    """Neighbouring stretches of one line that are alike in the columns `alike`, as one; in order of line and chainage."""
    if not len(parts):
        return parts
    parts = parts.sort_values(["line", "from_m"], kind="stable", ignore_index=True)
    keys = np.column_stack([pd.factorize(parts[c])[0] for c in ("line", *alike)])
    apart = parts["from_m"].to_numpy()[1:] - parts["to_m"].to_numpy()[:-1] > TOUCH_M
    first = np.flatnonzero(np.r_[True, (keys[1:] != keys[:-1]).any(axis=1) | apart])
    last = np.r_[first[1:], len(parts)] - 1
    found = parts.iloc[first].reset_index(drop=True)
    return found.assign(to_m=parts["to_m"].to_numpy()[last])


def runs(parts: pd.DataFrame, member: np.ndarray) -> np.ndarray:
    """Length in metres of the unbroken stretch of members that each part belongs to; 0 for parts that are none.

    `parts` in order of line and chainage, as `joined` gives them.
    """
    if not len(parts):
        return np.array([], float)
    length = (parts["to_m"] - parts["from_m"]).to_numpy()
    line, start, end = (parts[c].to_numpy() for c in ("line", "from_m", "to_m"))
    follows = np.r_[False, (line[1:] == line[:-1]) & (start[1:] - end[:-1] <= TOUCH_M) & member[1:] & member[:-1]]
    number = np.cumsum(~follows)
    total = np.bincount(number, length)
    return np.where(member, total[number], 0.0)
