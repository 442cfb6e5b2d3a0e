"""The county report's tables as numbers and codes: each from what a workspace holds, ready to be said in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Optional

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .. import metric
from ..register.progress import register_progress
from ..registered import Limits
from ..targets.registry import load_targets
from ..targets.rows import unit_word
from .contents import Contents
from .opinions import SEVERITIES, with_coordinates
from .wording import code_words

VERDICTS = ["not_met", "not_computed", "no_threshold", "met", "reported", "not_applicable"]
_DIVISOR = {"m": 1000.0, "m2": 1e6}


def target_rows(contents: Contents, year: Optional[int], language: str) -> pd.DataFrame:
    """The targets due in a year or before (all where none is given), worst first.

    Adds: subject and unit in the language where the record is a shipped one; required, the comparator with the figure;
    lacking, what would have to be added to be met, in `counted_in`; source, document and clause.
    """
    table = contents.joined("targets")
    if table.empty:
        return table
    if year is not None:
        due = pd.to_numeric(table["year"], errors="coerce").astype("float64")
        table = table[(due <= year) | due.isna()]
        table = table.assign(due=np.select([due[table.index] < year, due[table.index] == year], ["earlier", "due"], ""))
    registry = load_targets()
    shipped = {target.id: target for target in registry.targets}
    documents = {code: entry.get("number") or entry["title"][language] for code, entry in registry.documents.items()}
    known = table["target"].map(shipped)
    told = known.notna().to_numpy()
    subject = [t.wording.get(language) or s if k else s for k, t, s in zip(told, known, table["subject"])]
    unit = [unit_word(t.unit, language) if k else u for k, t, u in zip(told, known, table["unit"])]
    code = np.array([t.unit if k else u for k, t, u in zip(told, known, table["unit"])], dtype=object)
    table = table.assign(
        subject=subject,
        unit=unit,
        counted_in=[_counted_in(c, d) for c, d in zip(code, table["denominator"])],
        source=table["document"].map(lambda d: documents.get(d, d)).fillna("") + " " + table["clause"].fillna(""),
    )
    comparators = code_words("comparator", language)
    told = zip(table["comparator"].map(comparators), table["target_value"])
    table["required"] = [f"{c} {v:g}" if isinstance(c, str) and pd.notna(v) else None for c, v in told]
    lacking = table["target_value"] / 100 * table["denominator"] - table["numerator"]
    whole = table["counted_in"] == "place"
    lacking = lacking.where(~whole, np.ceil(lacking.astype(float) - 1e-9))
    share = pd.Series(code, index=table.index).astype(str).str.startswith("%")
    table["lacking"] = lacking.where((table["verdict"] == "not_met") & share)
    table["order"] = table["verdict"].map(VERDICTS.index)
    return table.sort_values(["county", "order", "year"], kind="stable", na_position="last").reset_index(drop=True)


def _counted_in(unit: Any, denominator: Any) -> Optional[str]:
    """What numerator and denominator of a share are counted in."""
    if pd.isna(denominator):
        return None
    text = str(unit)
    return "m2" if "area" in text else "m" if "length" in text else "place" if text == "%" else None


def shortfall_rows(contents: Contents, targets: pd.DataFrame) -> pd.DataFrame:
    """What falls short of the targets shown, with their wording."""
    table = contents.joined("shortfalls")
    if table.empty or targets.empty:
        return table.iloc[:0]
    subject = targets.drop_duplicates("target").set_index("target")["subject"]
    return (
        table[table["target"].isin(subject.index)].assign(subject=table["target"].map(subject)).reset_index(drop=True)
    )


def progress_rows(contents: Contents, year: Optional[int]) -> pd.DataFrame:
    """The plan's progress by area and year; years in which nothing was planned, applied for or asked left out."""
    table = contents.joined("progress", "planned")
    if table.empty:
        return table
    figures = table[["planned", "applied", "task"]].apply(pd.to_numeric, errors="coerce").fillna(0)
    table = table[(figures > 0).any(axis=1)]
    if contents.county:
        table = table[table["level"] != "whole"]
    if year is not None and (table["year"] <= year).any():
        table = table[table["year"] <= year]
    order = {"whole": 0, "county": 1, "township": 2}
    return table.assign(order=table["level"].map(order)).sort_values(["order", "area", "year"]).reset_index(drop=True)


def register_rows(contents: Contents, date: dt.date, profile: Limits) -> tuple[pd.DataFrame, pd.DataFrame, str]:
    """The register's figures on `date` by area and owner class, the opened places by month, and the table's name."""
    kept = {name: frame for name, frame in contents.all_of("resources") if len(frame)}
    if not kept:
        return pd.DataFrame(), pd.DataFrame(), ""
    name = "resources_register" if "resources_register" in kept else next(iter(kept))
    areas = {kind: contents.tables.get(kind) for kind in ("counties", "townships")}
    if contents.county and areas["counties"] is not None:
        own = areas["counties"][areas["counties"]["name"] == contents.county]
        codes = set(own["code"].astype(str))
        areas["counties"] = own
        if areas["townships"] is not None and "county" in areas["townships"].columns:
            areas["townships"] = areas["townships"][areas["townships"]["county"].isin([contents.county, *codes])]
    table = register_progress(kept[name], date, profile, areas["counties"], areas["townships"])
    last = table["period"].max()
    now = table[(table["period"] == last) & ((table["owner_class"] == "all") | (table["level"] == "whole"))]
    now = now[now[["opened", "withdrawn", "undated"]].fillna(0).astype(float).sum(axis=1) > 0]
    monthly = table[(table["level"] == "whole") & (table["owner_class"] == "all") & table["period"].str.len().eq(7)]
    return now.reset_index(drop=True), monthly.reset_index(drop=True), name


def summary_rows(contents: Contents) -> pd.DataFrame:
    """Covered, gap and unknown by kind and technology, in items, km or km²; share in %."""
    table = contents.joined("summary")
    if table.empty:
        return table
    by = table["unit"].map(_DIVISOR).fillna(1.0)
    figures = {name: table[name] / by for name in ("total", "covered", "gap", "unknown")}
    table = table.assign(**figures, share=table["share"] * 100)
    return table.sort_values(
        ["county", "technology", "unit", "share"], ascending=[True, False, False, True]
    ).reset_index(drop=True)


def gap_rows(contents: Contents) -> gpd.GeoDataFrame:
    """Every uncovered part, with start and end: chainage in km, and the places of both ends (a point has one).

    Worst first; what is only claimed or unknown stands behind the gaps.
    """
    table = contents.joined("gaps")
    if table.empty:
        return gpd.GeoDataFrame(table, geometry=[], crs=metric.DEGREES)
    shapes = table.geometry.to_numpy()
    lost = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    shapes = np.where(lost, shapely.Point(), shapes)
    line = shapely.get_dimensions(shapes) == 1
    points = shapely.get_point(shapely.get_geometry(shapes, 0), 0)
    ends = shapely.get_point(shapely.get_geometry(shapes, -1), -1)
    middle = shapely.point_on_surface(shapes)
    start = np.where(line, points, middle)
    order = ["gap_measured", "gap_model", "claimed", "unknown"]
    table = table.assign(
        from_km=table["from_m"] / 1000,
        to_km=table["to_m"] / 1000,
        area_km2=table["area_m2"] / 1e6,
        lon=shapely.get_x(start),
        lat=shapely.get_y(start),
        end_lon=np.where(line, shapely.get_x(ends), np.nan),
        end_lat=np.where(line, shapely.get_y(ends), np.nan),
        order=table["state"].map(order.index),
    )
    by = ["county", "technology", "order", "kind", "demand", "from_m"]
    return table.sort_values(by, ascending=[True, False, True, True, True, True], kind="stable").reset_index(drop=True)


def opinion_rows(contents: Contents) -> pd.DataFrame:
    """The applications with their opinions, as the workspace keeps them, and lon and lat in degrees."""
    return with_coordinates(contents.joined("reviewed", "opinion"))


def finding_rows(contents: Contents, titles: Mapping[str, str]) -> pd.DataFrame:
    """The findings that somebody may act on, worst first; what was not checked stands in `unanswered_rows`."""
    table = contents.joined("findings")
    if table.empty:
        return table
    table = with_coordinates(table[table["severity"] != "not_checked"])
    order = table["severity"].map(SEVERITIES.index)
    table = table.assign(order=order, rule_title=table["rule"].map(titles))
    return table.sort_values(["order", "rule", "feature"], kind="stable").reset_index(drop=True)


def unanswered_rows(
    contents: Contents, targets: pd.DataFrame, gaps: pd.DataFrame, absent: Mapping[str, str], language: str
) -> pd.DataFrame:
    """What could not be computed or checked, and why: part, what, count, why."""
    rows = [pd.DataFrame({"part": "workspace", "what": list(absent), "count": None, "why": list(absent.values())})]
    if len(targets):
        open_ = targets[targets["verdict"] == "not_computed"]
        rows.append(_counted(open_.assign(part="targets", what=open_["subject"], why=open_["missing"])))
    findings = contents.joined("findings")
    if len(findings):
        unchecked = findings[findings["severity"] == "not_checked"]
        what = unchecked["rule"] + " " + unchecked["aspect"].fillna("")
        rows.append(_counted(unchecked.assign(part="findings", what=what.str.strip(), why=unchecked["message"])))
    if len(gaps):
        dark = gaps[gaps["state"].isin(["unknown", "claimed"])]
        rows.append(_counted(dark.assign(part="gaps", what=dark["kind"], why=dark["reason"])))
    return pd.concat(rows, ignore_index=True)


def _counted(table: pd.DataFrame) -> pd.DataFrame:
    keys = ["part", "what", "why"]
    plain = pd.DataFrame(table)[keys].fillna("")
    return plain.groupby(keys, sort=False).size().rename("count").reset_index()
