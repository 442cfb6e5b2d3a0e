"""CG-03 and 04: what the measurements are worth."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from ..schema import table_kind
from ..values import read_dates
from .coverage_case import CoverageCase, coverage_rule
from .coverage_states import COVERED, filled
from .rules import offenders, rule_entries

_NEEDED = ("time", "network", "operator", "rsrp_dbm")
_AGED = ("too_old",)
"""Reasons that are CG-04's."""
_MERGED = ("standing",)
"""Reasons that are no fault."""


def _log(case: CoverageCase) -> dict[str, Any]:
    """How a finding of the log as a whole is named."""
    table = case.tables["measurements"]
    return {"feature": None, "layer": "measurements", "label": str(table.attrs.get("name", "measurements"))}


@coverage_rule("CG-03", "columns")
def log_columns_present(case: CoverageCase) -> pd.DataFrame:
    """Columns without which no sample is valid, and the SINR, that the log lacks or leaves empty."""
    columns = table_kind("measurements").columns
    gone = [name for name in (*_NEEDED, "sinr_db") if not filled(case.column(name, "measurements")).any()]
    words = [columns[name].zh if case.language == "zh" else columns[name].en for name in gone]
    return offenders([-1], fields=case.phrase("and_kinds").join(words), **_log(case)) if gone else offenders()


@coverage_rule("CG-03", "dropped")
def samples_dropped(case: CoverageCase) -> pd.DataFrame:
    """Samples that were not used, one finding per reason with their count and the rows that it names."""
    every = len(case.tables["measurements"])
    dropped = case.tables["dropped"]
    reasons = rule_entries("coverage")["CG-03"]["reasons"]
    rows = _row_numbers(case, dropped)
    most = int(case.profile["samples_named"])
    found = []
    for reason, part in rows[~dropped["reason"].isin(_AGED).to_numpy()].groupby(dropped["reason"].astype(str)):
        word = reasons.get(reason, {"zh": reason, "en": reason})["zh" if case.language == "zh" else "en"]
        named = ", ".join(map(str, part.iloc[:most])) + (" …" if len(part) > most else "")
        finding: dict[str, Any] = {"measured": float(len(part)), "reason": word, "named": named}
        finding["severity"] = "info" if reason in _MERGED else None
        found.append({**finding, **_place(case, dropped.loc[part.index])})
    table = pd.DataFrame(found, index=range(len(found)))
    return table.assign(unit="samples", every=every, **_log(case)) if len(table) else offenders()


def _row_numbers(case: CoverageCase, dropped: pd.DataFrame) -> pd.Series:
    """The rows as a person finds them: the row of the file where the log tells, else the place in the table."""
    position = pd.to_numeric(dropped["row"]).astype(int)
    own = case.numbers("row", "measurements")[position]
    return pd.Series(np.where(np.isfinite(own), own, position + 1).astype(int), index=dropped.index)


def _place(case: CoverageCase, dropped: pd.DataFrame) -> dict[str, float]:
    """Where the first of these samples that has a place was taken."""
    xy = case.xy_of("measurements")[pd.to_numeric(dropped["row"]).astype(int)]
    known = xy[np.isfinite(xy).all(axis=1)]
    return {"lon": known[0, 0], "lat": known[0, 1]} if len(known) else {"lon": np.nan, "lat": np.nan}


@coverage_rule("CG-03", "unused")
def some_samples_left(case: CoverageCase) -> pd.DataFrame:
    """A log of which not one sample could be used."""
    every, gone = len(case.tables["measurements"]), case.tables["dropped"]["row"].nunique()
    return offenders([-1], measured=float(gone), unit="samples", **_log(case)) if gone >= every else offenders()


def _ages(case: CoverageCase) -> pd.DataFrame:
    """The samples that were used or are too old: session, date, lon, lat, stale, old."""
    time = read_dates(case.column("time", "measurements"))
    dropped = case.tables["dropped"]
    row, aged = pd.to_numeric(dropped["row"]).astype(int), dropped["reason"].isin(_AGED)
    used, old = np.ones(len(time), bool), np.zeros(len(time), bool)
    used[row[~aged]] = False
    old[row[aged]] = True
    stale = pd.Timestamp(case.date) - pd.DateOffset(months=int(case.profile["measured_old_months"]["warned"]))
    xy = case.xy_of("measurements")
    session = case.column("session", "measurements").fillna("").astype(str)
    table = pd.DataFrame({"session": session, "date": time, "lon": xy[:, 0], "lat": xy[:, 1], "old": old})
    return table.assign(stale=(time < stale) & ~old)[used]


def _by_session(case: CoverageCase, which: str, months: float) -> pd.DataFrame:
    ages = case.fact(_ages)
    ages = ages[ages[which]]
    groups = ages.groupby("session", sort=True)
    table = groups.agg(count=("lon", "size"), oldest=("date", "min"), lon=("lon", "first"), lat=("lat", "first"))
    age = (pd.Timestamp(case.date) - table["oldest"]).dt.days / 30.4375
    session = pd.Series(table.index, index=range(len(table))).replace("", "-")
    return offenders(
        range(len(table)), measured=age.to_numpy(), limit=months, unit="months", count=table["count"].to_numpy(),
        date=table["oldest"].dt.strftime("%Y-%m-%d").fillna("-").to_numpy(), session=session, lon=table["lon"].to_numpy(),
        lat=table["lat"].to_numpy(), **_log(case),
    )  # fmt: skip


@coverage_rule("CG-04", "stale")
def samples_fresh(case: CoverageCase) -> pd.DataFrame:
    """Sessions with samples older than a year that still count; open where samples that count have no date of a usual form."""
    found = _by_session(case, "stale", float(case.profile["measured_old_months"]["warned"]))
    ages = case.fact(_ages)
    if not (ages["date"].isna() & ~ages["old"]).any():
        return found
    column = table_kind("measurements").columns["time"]
    field = column.zh if case.language == "zh" else column.en
    return pd.concat([found, offenders([-1], unchecked="no_attribute", fields=field, **_log(case))])


@coverage_rule("CG-04", "old")
def samples_not_too_old(case: CoverageCase) -> pd.DataFrame:
    """Sessions with samples that are too old to count."""
    return _by_session(case, "old", float(case.profile["measured_old_months"]["unused"]))


@coverage_rule("CG-04", "measured")
def measured_means_measured(case: CoverageCase) -> pd.DataFrame:
    """Lines and areas said to be covered as measured whose measured part alone does not reach the limit of their kind."""
    judged = case.judged
    judged = judged[(judged["state"] == COVERED[0]) & (judged["total"] > 0) & judged["unit"].isin(["m", "m2"])]
    limit = case.profile[{"routes": "line_share", "places": "place_area_share", "zones": "sea_area_share"}[case.kind]]
    share = judged["covered_measured"] / judged["total"]
    untold = judged["row"][share.isna()].unique()
    wrong = judged[share < float(limit)] if limit is not None else judged[:0]
    return pd.concat(
        [
            offenders(
                wrong["row"], measured=100 * share[wrong.index].to_numpy(), limit=100 * float(limit or 0), unit="%",
                technology=wrong["technology"].to_numpy(),
            ),
            offenders(untold, unchecked="no_measured_part"),
        ]
    )  # fmt: skip
