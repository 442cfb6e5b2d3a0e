"""Snapshots of TARGETS by date: kept side by side, compared, and the pace that is needed to the deadline."""

from __future__ import annotations

import datetime as dt
from typing import Any, Optional

import numpy as np
import pandas as pd

from .registry import Registry

KEY = ["county", "target", "source"]
FIGURES = ["value", "numerator", "denominator", "unknown", "verdict"]
COLUMNS = ["date", *KEY, *FIGURES, "target_value", "profile"]
MONTH = 365.2425 / 12


def snapshot(targets: pd.DataFrame, date: dt.date, profile: str = "") -> pd.DataFrame:
    """The figures of TARGETS on a day, one row per county, target and source of a statistic; what does not apply is left out."""
    table = targets[targets["verdict"] != "not_applicable"].copy()
    table["date"], table["profile"] = pd.Timestamp(date), profile
    table["source"] = table["source"].fillna("")
    return table[COLUMNS].reset_index(drop=True)


def append(history: Optional[pd.DataFrame], new: pd.DataFrame) -> pd.DataFrame:
    """The history with a snapshot added; one of the same day, county, target and source is replaced."""
    if history is None or not len(history):
        return new.sort_values([*KEY, "date"], ignore_index=True)
    both = pd.concat([history.assign(date=pd.to_datetime(history["date"])), new], ignore_index=True)
    both["source"] = both["source"].fillna("")
    kept = both.drop_duplicates(["date", *KEY], keep="last")
    return kept.sort_values([*KEY, "date"], ignore_index=True)


def compare(history: pd.DataFrame, since: Optional[dt.date] = None, until: Optional[dt.date] = None) -> pd.DataFrame:
    """First and last figure between two days, and what lies between: change per month, change of the denominator.

    Columns: county, target, source, from, to, first, last, change, per_month, denominator_change, verdict_from,
    verdict_to. A figure known on one day only has no change. `denominator_change` tells units that came or went: a
    share may rise because they did.
    """
    table = history.assign(date=pd.to_datetime(history["date"])).sort_values("date", kind="stable")
    if since is not None:
        table = table[table["date"] >= pd.Timestamp(since)]
    if until is not None:
        table = table[table["date"] <= pd.Timestamp(until)]
    known = table[table["value"].notna()]
    first, last = known.groupby(KEY).first(), known.groupby(KEY).last()
    months = (last["date"] - first["date"]).dt.days / MONTH
    several = months > 0
    change = (last["value"] - first["value"]).where(several)
    found = pd.DataFrame(
        {
            "from": first["date"],
            "to": last["date"],
            "first": first["value"],
            "last": last["value"],
            "change": change.round(6),
            "per_month": (change / months.where(several)).round(6),
            "denominator_change": (last["denominator"] - first["denominator"]).where(several),
            "verdict_from": first["verdict"],
            "verdict_to": last["verdict"],
        }
    )
    return found.reset_index()


def pace(history: pd.DataFrame, registry: Registry, date: dt.date, since: Optional[dt.date] = None) -> pd.DataFrame:
    """What is needed per month to the deadline beside what was reached per month so far.

    Adds to `compare`: deadline (the last day of the target's year, or the day it names), months_left (0 when it is
    past), target_value, lacking, needed_per_month (the whole lack when no month is left), enough (the pace so far
    suffices; empty where there is none). Targets without deadline or number are left out, and so are figures that are
    incomplete: where units are unknown, the lack is not known either.
    """
    table = compare(history, since, date)
    ends = {entry.id: _deadline(entry.year, entry.value) for entry in registry.targets}
    table["deadline"] = pd.to_datetime(table["target"].map(ends))
    past = history[pd.to_datetime(history["date"]) <= pd.Timestamp(date)]
    latest = past.assign(date=pd.to_datetime(past["date"])).sort_values("date", kind="stable").groupby(KEY).last()
    at = pd.MultiIndex.from_frame(table[KEY])
    table["target_value"] = latest["target_value"].reindex(at).to_numpy(float)
    table["verdict"] = latest["verdict"].reindex(at).to_numpy()
    judged = table["verdict"].isin(["met", "not_met"])
    table = table[table["deadline"].notna() & table["target_value"].notna() & judged].reset_index(drop=True)
    left = (table["deadline"] - pd.Timestamp(date)).dt.days.clip(lower=0) / MONTH
    table["months_left"] = left.round(2)
    lacking = (table["target_value"] - table["last"]).clip(lower=0).where(table["verdict"] != "met", 0.0)
    table["lacking"] = lacking.round(6)
    table["needed_per_month"] = (lacking / left.clip(lower=1)).round(6)
    enough: list[Any] = np.where(table["per_month"].isna(), None, table["per_month"] * left >= lacking).tolist()  # type: ignore[call-overload]
    table["enough"] = pd.array(enough, dtype="boolean")
    table.loc[table["verdict"] == "met", "enough"] = True
    return table


def _deadline(year: Optional[int], value: Any) -> Optional[dt.date]:
    if isinstance(value, str):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            pass
    return dt.date(year, 12, 31) if year else None
