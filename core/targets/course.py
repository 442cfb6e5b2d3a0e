"""The course of one target: its snapshots in order, the line to reach, and the pace that is needed to the deadline."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Optional

import pandas as pd

from .registry import Registry
from .trend import pace


@dataclass(frozen=True)
class Course:
    """`days`, `values`: the figures that are known, by day. `needed_per_month`: None where no pace can be told (no deadline,
    no number, or units of it are unknown); `per_month`: None below two figures. `enough`: whether the pace so far does."""

    days: tuple[dt.date, ...]
    values: tuple[float, ...]
    target_value: Optional[float]
    deadline: Optional[dt.date]
    months_left: Optional[float]
    per_month: Optional[float]
    needed_per_month: Optional[float]
    enough: Optional[bool]


def course(snapshots: pd.DataFrame, registry: Registry, county: str, target: str, source: str = "") -> Course:
    """The course of a target in a county up to its last snapshot; `source`: of a statistic that has several.

    The deadline is the last day of the target's year; a target that no registry has, has none.
    """
    table = snapshots[(snapshots["county"] == county) & (snapshots["target"] == target)]
    table = table.assign(date=pd.to_datetime(table["date"]), source=table["source"].fillna(""))
    table = table[table["source"] == (source or "")].sort_values("date", kind="stable")
    known = table[table["value"].notna()]
    limit = table["target_value"].dropna()
    found = pace(table, registry, table["date"].max().date()) if len(table) else table
    row = found.iloc[0] if len(found) else None
    entry = next((one for one in registry.targets if one.id == target), None)
    several = known["date"].nunique() > 1
    months = _months(known["date"].iloc[0], known["date"].iloc[-1]) if several else None
    change = (known["value"].iloc[-1] - known["value"].iloc[0]) / months if months else None
    return Course(
        tuple(day.date() for day in known["date"]),
        tuple(float(value) for value in known["value"]),
        float(limit.iloc[-1]) if len(limit) else None,
        dt.date(entry.year, 12, 31) if entry is not None and entry.year else None,
        float(row["months_left"]) if row is not None else None,
        float(change) if change is not None else None,
        float(row["needed_per_month"]) if row is not None else None,
        bool(row["enough"]) if row is not None and pd.notna(row["enough"]) else None,
    )


def _months(first: pd.Timestamp, last: pd.Timestamp) -> float:
    return (last - first).days / (365.2425 / 12)
