"""Columns of a frame as values for a database, and back: the types that both kinds of workspace keep."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

RESERVED = {"fid": "source_fid", "geom": "source_geom"}


@dataclass(frozen=True)
class Column:
    """A column as it is written. `type`: text, integer, number, flag, date or datetime; None where a cell is empty."""

    name: str
    type: str
    values: list[Any]


def written(frame: pd.DataFrame) -> list[Column]:
    """Every column but the geometries; names that differ only in case get a number, `fid` and `geom` another name."""
    labels = [label for label in frame.columns if str(frame[label].dtype) != "geometry"]
    return [Column(name, *_typed(frame[label])) for name, label in zip(stored_names(labels), labels)]


def stored_names(labels: Sequence[Any]) -> list[str]:
    """What columns of these names are called in a database."""
    return unique([RESERVED.get(str(label).lower(), str(label)) for label in labels])


def unique(names: Sequence[str]) -> list[str]:
    """Names that differ in more than case, as both databases want them."""
    taken: set[str] = set()
    result = []
    for name in names:
        candidate, number = name, 2
        while candidate.lower() in taken:
            candidate, number = f"{name}_{number}", number + 1
        taken.add(candidate.lower())
        result.append(candidate)
    return result


def _typed(column: pd.Series) -> tuple[str, list[Any]]:
    if isinstance(column.dtype, pd.CategoricalDtype):
        column = column.astype(object)
    kind = pd.api.types.infer_dtype(column, skipna=True)
    empty = column.isna().to_numpy()
    cells = column.astype(object).to_numpy()
    if pd.api.types.is_bool_dtype(column.dtype) or kind == "boolean":
        return "flag", _each(cells, empty, bool)
    whole = pd.api.types.is_integer_dtype(column.dtype) or kind == "integer"
    if whole and all(gone or -(2**63) <= value < 2**63 for value, gone in zip(cells, empty)):
        return "integer", _each(cells, empty, int)
    if pd.api.types.is_float_dtype(column.dtype) or kind in ("floating", "mixed-integer-float", "decimal"):
        return "number", _each(cells, empty, float)
    if pd.api.types.is_datetime64_any_dtype(column.dtype) or kind in ("datetime", "datetime64"):
        if all(gone or (value.time() == dt.time.min and value.tzinfo is None) for value, gone in zip(cells, empty)):
            return "date", _each(cells, empty, lambda value: value.date().isoformat())
        return "datetime", _each(cells, empty, _moment)
    if kind == "date":
        return "date", _each(cells, empty, lambda value: value.isoformat())
    return "text", _each(cells, empty, as_text)


def _each(cells: Any, empty: Any, convert: Any) -> list[Any]:
    return [None if gone else convert(value) for value, gone in zip(cells, empty)]


def _moment(value: dt.datetime) -> str:
    """ISO with milliseconds; a time that knows its zone in UTC, one that does not as it stands."""
    utc = value.astimezone(dt.timezone.utc).replace(tzinfo=None) if value.tzinfo else value
    return utc.isoformat(timespec="milliseconds")


def as_text(value: Any) -> str:
    if isinstance(value, str):
        return value.replace("\x00", "")  # no database takes it
    if isinstance(value, (list, tuple, set, frozenset)):
        return ";".join(str(item) for item in value)
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, dict) else str(value)


def fitted(column: Column, type_name: str) -> list[Any]:
    """The values for a column that is there already with another type; text where they are none of it."""
    if column.type == type_name or all(value is None for value in column.values):
        return column.values
    if type_name == "number" and column.type in ("integer", "flag"):
        return [None if value is None else float(value) for value in column.values]
    return [None if value is None else as_text(value) for value in column.values]


def as_series(values: Sequence[Any], type_name: str) -> pd.Series:
    """A column as it was written: text and days beyond pandas' years as objects, integers never through floats."""
    if type_name == "number":
        return pd.Series(np.array(values, dtype="float64"))  # None becomes NaN
    if type_name in ("integer", "flag"):
        empty = np.array([value is None for value in values], dtype=bool)
        kind: Any = "int64" if type_name == "integer" else "bool"
        filled = np.array([0 if value is None else value for value in values], dtype=kind)
        if not empty.any():
            return pd.Series(filled)
        extended: Any = pd.arrays.IntegerArray if type_name == "integer" else pd.arrays.BooleanArray
        return pd.Series(extended(filled, empty))
    if type_name in ("date", "datetime"):
        return _times([value.isoformat() if isinstance(value, dt.date) else value for value in values])
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return pd.Series(column, dtype=object)


def _times(texts: list[Any]) -> pd.Series:
    try:
        times = np.array([None if text is None else text.rstrip("Z") for text in texts], dtype="datetime64[us]")
    except ValueError:  # another program wrote a word there
        return pd.Series(texts, dtype=object)
    within = np.isnat(times) | ((times > pd.Timestamp.min.to_numpy()) & (times < pd.Timestamp.max.to_numpy()))
    return pd.Series(times.astype("datetime64[ns]")) if within.all() else pd.Series(texts, dtype=object)
