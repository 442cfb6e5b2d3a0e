"""Attribute columns between QGIS and pandas: the one place that knows QVariant from QMetaType."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from qgis.core import Qgis
from qgis.PyQt.QtCore import QDate, QDateTime, QMetaType, QTime, QVariant

if Qgis.QGIS_VERSION_INT >= 33800:
    _type = QMetaType.Type
    TEXT, INTEGER, REAL, FLAG = _type.QString, _type.LongLong, _type.Double, _type.Bool
    DATE, DATETIME, BYTES = _type.QDate, _type.QDateTime, _type.QByteArray
    INTEGERS = {_type.Int, _type.UInt, _type.LongLong, _type.ULongLong, _type.Short, _type.UShort}
    REALS = {_type.Double, _type.Float}
else:
    _type = QVariant
    TEXT, INTEGER, REAL, FLAG = _type.String, _type.LongLong, _type.Double, _type.Bool
    DATE, DATETIME, BYTES = _type.Date, _type.DateTime, _type.ByteArray
    INTEGERS = {_type.Int, _type.UInt, _type.LongLong, _type.ULongLong}
    REALS = {_type.Double}


def to_series(values: Sequence[Any], field_type: Any) -> pd.Series:
    """Attribute values of one field as a column.

    int64, float64 or bool where nothing is missing, Int64 or boolean where something is; text, dates and
    datetimes as objects with None. Integers never pass through floats. A number that the file is to give a new row when
    it is saved is missing until then: its cell holds a word ('Autogenerate') or the database's rule.
    """
    values = [None if isinstance(value, QVariant) else value for value in values]
    if field_type in REALS or field_type in INTEGERS:
        values = [None if isinstance(value, str) else value for value in values]
    if field_type in REALS:
        return pd.Series(np.array([np.nan if value is None else value for value in values], dtype="float64"))
    if field_type in INTEGERS or field_type == FLAG:
        return _whole(values, flag=field_type == FLAG)
    if field_type != TEXT:
        values = [_plain(value) for value in values]
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return pd.Series(column, dtype=object)  # left alone: pandas would turn dates into its own, within its own years


def from_series(column: pd.Series) -> tuple[Any, list[Any]]:
    """(field type, attribute values) of a column; what fits no type is written as text."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        column = column.astype(object)
    kind = pd.api.types.infer_dtype(column, skipna=True)
    missing = column.isna().to_numpy() if len(column) else np.zeros(0, dtype=bool)
    objects = column.astype(object).to_numpy()
    if pd.api.types.is_bool_dtype(column.dtype) or kind == "boolean":
        return FLAG, _values(objects, missing, bool)
    if pd.api.types.is_integer_dtype(column.dtype) or (kind == "integer" and _fits(objects, missing)):
        return INTEGER, _values(objects, missing, int)
    if pd.api.types.is_float_dtype(column.dtype) or kind in ("floating", "mixed-integer-float", "decimal"):
        return REAL, _values(objects, missing, float)
    if kind in ("datetime", "datetime64"):
        days = all(gone or value.time() == dt.time.min for value, gone in zip(objects, missing))
        if days:  # pandas has no type of its own for a day
            return DATE, _values(objects, missing, _qt_date)
        return DATETIME, _values(objects, missing, _qt_datetime)
    if kind == "date":
        return DATE, _values(objects, missing, _qt_date)
    if kind == "bytes":
        return BYTES, _values(objects, missing, bytes)
    return TEXT, _values(objects, missing, _text)


def _whole(values: list[Any], flag: bool) -> pd.Series:
    missing = np.array([value is None for value in values], dtype=bool)
    numpy_type = "bool" if flag else "uint64" if any(v is not None and v > 2**63 - 1 for v in values) else "int64"
    filled = np.array([0 if value is None else value for value in values], dtype=numpy_type)
    if not missing.any():
        return pd.Series(filled)
    array = pd.arrays.BooleanArray if flag else pd.arrays.IntegerArray
    return pd.Series(array(filled, missing))


def _plain(value: Any) -> Any:
    if isinstance(value, (QDate, QTime, QDateTime)):
        if not value.isValid():
            return None
        if isinstance(value, QDate):
            return value.toPyDate()
        return value.toPyTime().isoformat() if isinstance(value, QTime) else value.toPyDateTime()
    if isinstance(value, (list, tuple)):
        return ";".join(str(item) for item in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return bytes(value) if type(value).__name__ == "QByteArray" else value


def _values(objects: np.ndarray, missing: np.ndarray, convert: Any) -> list[Any]:
    return [None if gone else convert(value) for value, gone in zip(objects, missing)]


def _fits(objects: np.ndarray, missing: np.ndarray) -> bool:
    return all(gone or -(2**63) <= value < 2**63 for value, gone in zip(objects, missing))


def _qt_date(value: dt.date) -> QDate:
    return QDate(value.year, value.month, value.day)


def _qt_datetime(value: dt.datetime) -> QDateTime:
    time = QTime(value.hour, value.minute, value.second, value.microsecond // 1000)
    return QDateTime(QDate(value.year, value.month, value.day), time)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, (list, tuple, set, frozenset)):
        return ";".join(str(item) for item in value)
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, dict) else str(value)
