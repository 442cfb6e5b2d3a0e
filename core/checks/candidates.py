"""Main and backup candidates of one demand side by side, the best first."""

from __future__ import annotations

from typing import Optional

import geopandas as gpd
import numpy as np
import pandas as pd

from .. import metric
from .case import Case
from .collected import Checked
from .opinion import leads_to
from .profile import OPINIONS

COLUMNS = [
    "candidate_group", "rank", "application", "site_name", "status", "opinion", "blocks", "errors", "warnings",
    "not_checked", "plan_distance_m", "shift_m", "hosts", "best_host", "worst",
]  # fmt: skip


def grouped(case: Case) -> np.ndarray:
    """The positions of the rows that share a candidate group with another row."""
    group = case.column("candidate_group")
    return np.flatnonzero((group.notna() & group.duplicated(keep=False)).to_numpy())


def compare(
    case: Case, checked: Checked, reviewed: gpd.GeoDataFrame, shift_m: Optional[pd.Series] = None
) -> gpd.GeoDataFrame:
    """The candidates of every demand that has several (`candidate_group`), ranked within it, as points in EPSG:4490.

    A candidate that still stands goes before one that was rejected or withdrawn; then the better opinion, fewer blocks,
    errors, warnings, fewer rules not checked, the shorter way to the planned site; then the order of the batch.
    Columns: candidate_group, rank, application, site_name, status, opinion, blocks, errors, warnings, not_checked,
    plan_distance_m, shift_m (to the nearest place that passes; from `shift_m` by application, NaN where none does),
    hosts and best_host (existing sites and opened resources that fit; empty where no resources are given), worst (what
    led to the opinion).
    """
    rows = grouped(case)
    table = pd.DataFrame(reviewed.drop(columns=reviewed.geometry.name)).iloc[rows]
    table = table.reindex(columns=list(dict.fromkeys([*table.columns, "candidate_group", "site_name", "status"])))
    table["application"] = case.ids.iloc[rows].to_numpy()
    table["shift_m"] = np.nan if shift_m is None else table["application"].map(shift_m).astype(float)
    table["hosts"], table["best_host"] = _hosts(case, rows)
    table["worst"] = _worst(case, checked).reindex(rows).fillna("").to_numpy()
    table["gone"] = ~case.live[rows]
    table["merit"] = -table["opinion"].map({name: n for n, name in enumerate(OPINIONS)}).astype(int)
    order = ["candidate_group", "gone", "merit", "blocks", "errors", "warnings", "not_checked", "plan_distance_m"]
    table = table.sort_values(order, kind="stable")
    table["rank"] = table.groupby("candidate_group").cumcount() + 1
    places = case.points.iloc[table.index].to_numpy()
    return gpd.GeoDataFrame(table[COLUMNS].reset_index(drop=True), geometry=places, crs=metric.DEGREES)


def _hosts(case: Case, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How many hosts near each row fit, and the name of the best one that may."""
    count, best = np.full(len(rows), np.nan), np.full(len(rows), None, dtype=object)
    if case.match is None or "resources" not in case.tables or not len(rows):
        return count, best
    subject = case.subject.iloc[rows].assign(**{case.id_column: case.ids.iloc[rows].to_numpy()})
    subject = subject.set_geometry(gpd.GeoSeries(case.points.iloc[rows].to_numpy(), subject.index, crs=metric.DEGREES))
    tables = case.tables["resources"], case.tables.get("sites")
    answers, matches = case.match(subject, case.id_column, *tables, case.profile, None, case.language)
    fitting = matches[matches["fits"] != "no"].drop_duplicates("site").set_index("site")["label"]
    ids = case.ids.iloc[rows]
    return answers["fitting"].to_numpy(float), ids.map(fitting).to_numpy(object)


def _worst(case: Case, checked: Checked) -> pd.Series:
    """What led to each row's opinion, in words, the gravest first, at most three; by the row's position."""
    findings = checked.findings
    leads = leads_to(case, findings)
    led = (checked.rows >= 0) & leads.notna().to_numpy()
    told = pd.DataFrame({"row": checked.rows, "lead": leads, "rule": findings["rule"], "text": findings["message"]})[
        led
    ]
    told["grave"] = told["lead"].map({name: n for n, name in enumerate(OPINIONS)})
    told = told.sort_values(["row", "grave", "rule"], kind="stable").groupby("row").head(3)
    return (told["rule"] + " " + told["text"]).groupby(told["row"]).agg("\n".join)
