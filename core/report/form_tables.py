"""What a form may be filled with: the tables of the shipped forms, those of the report, and single words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Optional

import geopandas as gpd
import pandas as pd
import shapely

from ..schema import plain, read_resource, table_kinds
from .contents import Contents
from .county import Wanted
from .county_tables import gap_rows, opinion_rows, progress_rows
from .opinions import SEVERITIES, with_coordinates
from .placeholders import NUMBER, FormTable, Value, Vocabulary
from .sections import Report
from .sheets import Heading
from .wording import day, layout, spoken

FORMS = ("opinions", "ledger", "gaps", "progress")


@cache
def forms() -> Mapping[str, Any]:
    """resources/forms/forms.yaml."""
    return read_resource("forms", "forms.yaml")


def vocabulary(contents: Contents, report: Report, wanted: Wanted, form: str = "") -> Vocabulary:
    """All that placeholders may name; `form`: the shipped form whose columns need no table's name before them."""
    language = wanted.language
    tables = {section.name: _of_section(section.headings, section.table, section.name) for section in report.sections}
    own = {
        "opinions": opinion_form(contents),
        "ledger": ledger_form(contents, language),
        "gaps": gap_form(contents),
        "progress": progress_rows(contents, wanted.year),
    }
    for name, frame in own.items():
        headings = [_heading(column, entry, language) for column, entry in forms()["forms"][name]["columns"].items()]
        shown = pd.DataFrame({h.name: _shown(frame, h, language) for h in headings})
        tables[name] = _of_section(headings, shown, name, forms()["forms"][name]["columns"])
    words = _words(contents, report, wanted, form)
    said: dict[str, Value] = {}
    for name, value in words.items():
        entry = forms()["words"][name]
        said.update(dict.fromkeys((name, entry["zh"], entry["en"]), value))
    return Vocabulary(said, tables, form, language)


def opinion_form(contents: Contents) -> pd.DataFrame:
    """One row per application: its opinion, and rule, measured value, limit and clause of the worst finding on it."""
    table = opinion_rows(contents)
    findings = contents.joined("findings")
    if table.empty or findings.empty:
        return table
    order = findings["severity"].map(SEVERITIES.index)
    worst = findings[order < SEVERITIES.index("info")].assign(order=order).sort_values("order", kind="stable")
    first = worst.drop_duplicates("feature").set_index("feature")
    added = {name: table["application_id"].map(first[name]) for name in ("rule", "measured", "limit", "unit", "clause")}
    return table.assign(**added)


def ledger_form(contents: Contents, language: str) -> pd.DataFrame:
    """One row per application with status, dates, opinion and what became of its findings."""
    table = opinion_rows(contents)
    if table.empty:
        table = with_coordinates(contents.joined("applications"))
    findings = contents.joined("findings")
    if table.empty or findings.empty or "state" not in findings.columns:
        return table
    findings = findings[findings["severity"] != "not_checked"]
    counts = findings.groupby(["feature", "state"]).size().unstack(fill_value=0)
    for column, states in (("open_findings", ["open"]), ("excepted", ["excepted"]), ("fixed", ["fixed", "verified"])):
        total = counts.reindex(columns=states, fill_value=0).sum(axis=1)
        table[column] = table["application_id"].map(total).fillna(0)
    decided = findings[findings["decided_at"].notna()] if "decided_at" in findings.columns else findings.iloc[:0]
    last = decided.sort_values("decided_at").drop_duplicates("feature", keep="last").set_index("feature")
    told = spoken(last["state"], "life", language).astype(str) + " " + last["decided_at"].astype(str).str[:10]
    table["last_decision"] = table["application_id"].map(told)
    return table


def gap_form(contents: Contents) -> pd.DataFrame:
    """One row per task: those that the workspace lists as candidates for universal service, else every gap."""
    table = contents.joined("candidates", "start_lon")
    if len(table):
        if isinstance(table, gpd.GeoDataFrame):
            at = shapely.point_on_surface(table.geometry.to_numpy())  # of what is no stretch
            for name, place in (("start_lon", shapely.get_x(at)), ("start_lat", shapely.get_y(at))):
                table[name] = pd.to_numeric(table[name], errors="coerce").fillna(pd.Series(place, index=table.index))
        table = pd.DataFrame(table.drop(columns="geometry", errors="ignore"))
        number = {name: pd.to_numeric(table[name], errors="coerce") for name in ("from_m", "to_m", "area_m2")}
        return table.assign(
            from_km=number["from_m"] / 1000, to_km=number["to_m"] / 1000, area_km2=number["area_m2"] / 1e6
        )
    table = gap_rows(contents)
    table = table[table["state"].isin(["gap_measured", "gap_model"])] if len(table) else table
    return pd.DataFrame(table.drop(columns=table.geometry.name)).rename(
        columns={"lon": "start_lon", "lat": "start_lat", "reason": "why"}
    )


def _heading(column: str, entry: Mapping[str, Any], language: str) -> Heading:
    shape = {key: entry[key] for key in ("width", "decimals", "fixed", "plain") if key in entry}
    return Heading(column, entry[language], **shape)


def _shown(frame: pd.DataFrame, heading: Heading, language: str) -> pd.Series:
    if heading.name not in frame.columns:
        return pd.Series(None, index=frame.index, dtype=object)
    column = frame[heading.name]
    if heading.decimals is not None:
        return pd.to_numeric(column, errors="coerce")
    if str(column.dtype).startswith("datetime"):
        return column.map(lambda date: day(date, language) if pd.notna(date) else None)
    return spoken(column, heading.name, language)


def _of_section(
    headings: list[Heading], table: pd.DataFrame, section: str, entries: Optional[Mapping[str, Any]] = None
) -> FormTable:
    """A table with the words by which its columns go: code, Chinese, English, and the synonyms of applications."""
    entries = entries or layout()["sections"][section]["columns"]
    known = table_kinds()["applications"].columns if section in ("opinions", "ledger") else {}
    names = {plain(word): NUMBER for word in (NUMBER, "序号", "no", "#")}
    for column in reversed(list(entries)):
        also = known[column].also if column in known else ()
        words = [column, entries[column]["zh"], entries[column]["en"], *also]
        words += [word.split("（")[0].split(" (")[0] for word in words]
        names.update({plain(word): column for word in reversed(words)})
    return FormTable({heading.name: heading for heading in headings}, table.reset_index(drop=True), names)


def _words(contents: Contents, report: Report, wanted: Wanted, form: str) -> dict[str, Value]:
    language = wanted.language
    opinions = opinion_rows(contents)
    counts = opinions["opinion"].value_counts() if len(opinions) else pd.Series(dtype=int)
    checked = any("opinion" in table.columns for _, table in contents.all_of("reviewed"))
    listed = len(opinions) if checked else len(contents.joined("applications")) or None
    progress = progress_rows(contents, wanted.year)
    tasks = progress[progress["task"].notna()] if len(progress) else progress
    if len(tasks):
        newest = tasks[tasks["year"] == tasks["year"].max()]
        level = "county" if contents.county and (newest["level"] == "county").any() else newest["level"].iloc[0]
        tasks = newest[newest["level"] == level]
    register = report.section("register").table
    gaps = contents.joined("gaps", "state")
    lines = report.lines
    return {
        "title": forms()["forms"][form]["title"][language] if form else report.title,
        "county": contents.county,
        "date": day(wanted.date, language),
        "year": wanted.year or wanted.date.year,
        "month": wanted.date.month,
        "data_to": next((line for line in lines if line.startswith(_start("data_to", language))), ""),
        "profile": next((line for line in lines if line.startswith(_start("profile", language))), ""),
        "crs": next((line for line in lines if line.startswith(_start("crs", language))), ""),
        "plugin": lines[-1],
        "edition": lines[0],
        "sample": layout()["sample"][language] if contents.sample else "",
        "run": " · ".join(lines[1:]),
        "applications": listed,
        **{
            code: int(counts.get(code, 0)) if checked else None
            for code in ("approve", "approve_adjusted", "supplement", "undecided", "reject")
        },
        "task": _sum(tasks, "task"),
        "built": _sum(tasks, "built"),
        "rate": float(tasks["rate"].iloc[0]) if len(tasks) == 1 and pd.notna(tasks["rate"].iloc[0]) else None,
        "opened": float(register["opened"].iloc[0]) if len(register) and pd.notna(register["opened"].iloc[0]) else None,
        "gaps": int(gaps["state"].isin(["gap_measured", "gap_model"]).sum())
        if len(gaps)
        else 0
        if contents.all_of("gaps")
        else None,
    }


def _start(key: str, language: str) -> str:
    return str(layout()[key][language]).partition("{")[0]


def _sum(table: pd.DataFrame, column: str) -> Value:
    if table.empty or table[column].isna().any():
        return None
    return float(pd.to_numeric(table[column]).sum())
