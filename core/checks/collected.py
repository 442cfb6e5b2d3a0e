"""What rules found, collected as one table of findings, the worst first, and what overlaps as another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .. import metric
from ..ellipsoid import area_m2
from .case import Case
from .rules import rule_entries

SEVERITIES = ("block", "error", "warning", "info", "not_checked")
COLUMNS = [
    "rule", "aspect", "severity", "layer", "feature", "other", "label", "message", "measured", "limit", "unit", "clause",
    "data", "suggestion",
]  # fmt: skip


@dataclass(frozen=True)
class Checked:
    """What a run found: `findings` (points), `extents` (what overlaps, as polygons), the row of the subject of each
    finding (`rows`, -1 for findings of no row), how many aspects ran, and how many of these need a place."""

    findings: gpd.GeoDataFrame
    extents: gpd.GeoDataFrame
    rows: np.ndarray
    aspects: int
    aspects_of_place: int


def collect(case: Case, ruleset: str, found: list[pd.DataFrame], ran: int, of_place: int) -> Checked:
    """All findings, the worst first. In arrays, since most runs find little and tables cost by the column."""
    table = pd.concat(found, ignore_index=True) if found else pd.DataFrame()
    cells = {name: _cells(table, name) for name in (*COLUMNS, "lon", "lat", "extent", "row")}
    rank = {severity: n for n, severity in enumerate(SEVERITIES)}
    keys = [
        [rank.get(word, len(rank)) for word in cells["severity"]],
        *(cells[name].astype(str) for name in ("rule", "aspect")),
    ]
    row = np.where(np.isnan(cells["row"]), -1, cells["row"]).astype(int)
    order = np.lexsort([row, *keys[::-1]])
    cells = {name: values[order] for name, values in cells.items()}
    clauses = [_clause(ruleset, rule, aspect, case.language) for rule, aspect in zip(cells["rule"], cells["aspect"])]
    cells["clause"] = np.array(clauses, dtype=object)
    xy = np.column_stack([cells["lon"], cells["lat"]])
    points = np.where(np.isfinite(xy).all(axis=1), shapely.points(np.nan_to_num(xy)), None)
    findings = gpd.GeoDataFrame({name: cells[name] for name in COLUMNS}, geometry=points, crs=metric.degrees())
    return Checked(findings, _extents(cells), row[order], ran, of_place)


def _clause(ruleset: str, rule: str, aspect: str, language: str) -> str:
    entry = rule_entries(ruleset)[rule]
    return entry["aspects"][aspect].get("source", entry["source"])["zh" if language == "zh" else "en"]


def _extents(cells: Mapping[str, np.ndarray]) -> gpd.GeoDataFrame:
    """What overlaps, a row for each finding that is of an area."""
    own = np.flatnonzero(pd.notna(cells["extent"]))
    names = ("rule", "aspect", "severity", "layer", "feature", "other", "label")
    shapes = gpd.GeoSeries(cells["extent"][own], crs=metric.degrees())
    table = {**{name: cells[name][own] for name in names}, "geometry": shapes, "area_m2": area_m2(shapes)}
    return gpd.GeoDataFrame(table, geometry="geometry")


def _cells(table: pd.DataFrame, name: str) -> np.ndarray:
    """A column as objects, None where it is empty, or as numbers, NaN where it is; empty where no finding has it."""
    numeric = name in ("measured", "limit", "lon", "lat", "row")
    if name not in table.columns:
        return np.full(len(table), np.nan if numeric else None, float if numeric else object)
    if numeric:
        return table[name].astype(float).to_numpy()
    values = table[name].to_numpy(object).copy()
    values[pd.isna(values)] = None
    return values
