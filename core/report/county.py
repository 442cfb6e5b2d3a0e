"""The county report: targets with verdicts, progress, register, gaps, opinions, and what could not be computed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Optional

import pandas as pd

from ..errors import Progress, no_progress
from ..registered import Limits
from ..schema import read_resource
from . import charts, county_history, county_tables
from .contents import Contents, facts_of
from .county_figures import figure_rows
from .maps import gap_maps, opinion_map
from .sections import Report, section
from .wording import day, say, spoken

RULES = ("site_plan", "register", "coverage")


@dataclass(frozen=True)
class Wanted:
    """What the reader asked for: language, year of the targets (None: all), day, map review number, border lines."""

    language: str = "zh"
    year: Optional[int] = None
    date: dt.date = dt.date(2026, 1, 1)
    plugin: str = ""
    review_number: str = ""
    border_lines: bool = True


def county_report(contents: Contents, wanted: Wanted, profile: Limits, progress: Progress = no_progress) -> Report:
    """The report on what a workspace holds. Nothing here computes a verdict: that is what the algorithms stored."""
    language = wanted.language
    targets = county_tables.target_rows(contents, wanted.year, language)
    shortfalls = county_tables.shortfall_rows(contents, targets)
    done = county_tables.progress_rows(contents, wanted.year)
    progress(0.2)
    register, monthly, register_table = county_tables.register_rows(contents, wanted.date, profile)
    progress(0.4)
    summary, gaps = county_tables.summary_rows(contents), county_tables.gap_rows(contents)
    opinions = county_tables.opinion_rows(contents)
    findings = county_tables.finding_rows(contents, rule_titles(language))
    trend = county_history.trend_rows(contents, targets)
    progress(0.6)
    several = not contents.county
    note = map_note(wanted, contents.sample)
    lines = wanted.border_lines
    parts = [
        section(
            "targets", targets, language, coloured="verdict", pictures=charts.target_chart(targets, language, several)
        ),
        section("shortfalls", shortfalls, language, coloured="state", empty=_none_short(targets, language)),
        section("trend", trend, language, pictures=charts.trend_chart(trend, language)),
        section("progress", done, language, pictures=charts.progress_chart(done, language)),
        section(
            "register",
            register,
            language,
            pictures=charts.register_chart(monthly, language),
            notes=[say("sections register note", language, table=register_table, date=day(wanted.date, language))]
            if register_table
            else [],
        ),
        section(
            "summary", _in_units(summary, language), language, pictures=charts.summary_chart(summary, language, several)
        ),
        section(
            "gaps",
            gaps,
            language,
            coloured="state",
            pictures=gap_maps(contents, gaps, language, lines, note),
            empty="" if contents.all_of("gaps") else say("sections gaps absent", language),
        ),
        section(
            "opinions",
            opinions,
            language,
            coloured="opinion",
            pictures=opinion_map(contents, contents.joined("reviewed", "opinion"), language, lines, note),
        ),
        section(
            "findings",
            findings,
            language,
            coloured="severity",
            notes=[say("stored_language", language)] if len(findings) else [],
            empty=_nothing_found(contents, language),
        ),
    ]
    progress(0.8)
    absent = {part.title: part.empty for part in parts if part.table.empty and _is_absent(contents, part.name)}
    unanswered = county_tables.unanswered_rows(contents, targets, gaps, absent, language)
    unanswered["what"] = spoken(unanswered["what"], "kind", language)
    changes = section(
        "changes", county_history.change_rows(contents), language, coloured="severity",
        notes=county_history.change_notes(contents, language),
    )  # fmt: skip
    record = section("record", county_history.record_rows(contents), language)
    figures = figure_rows(targets, done, register, summary, opinions, findings, language)
    overview = section("overview", figures, language)
    progress(1.0)
    return Report(
        title_of(contents, language),
        language,
        contents.public,
        head_lines(contents, wanted, profile),
        [overview, *parts, section("unanswered", unanswered, language), changes, record],
    )


def title_of(contents: Contents, language: str) -> str:
    """What stands above everything."""
    counties = contents.tables.get("counties")
    names = [] if counties is None else [str(name) for name in counties["name"]]
    several = ("、" if language == "zh" else ", ").join(names) if 0 < len(names) <= 3 else say("every_county", language)
    return say("title", language, county=contents.county or several)


def head_lines(contents: Contents, wanted: Wanted, profile: Limits) -> list[str]:
    """Under the title: which version it is, sample or not, dates, profile, coordinate system, plugin."""
    language = wanted.language
    version = "public" if contents.public else "internal"
    metres = round(111_320 * 10 ** -int(profile["public_decimals"]), -1)
    told = [say(f"edition {version}", language, metres=f"{metres:g}")]
    if contents.sample:
        told.append(say("sample", language))
    if contents.public and contents.left_out:
        told.append(say("left_out", language, count=contents.left_out))
    told.append(say("printed", language, date=day(wanted.date, language)))
    dates = [str(facts_of(record).get("date") or "") for record in contents.runs["record"]]
    if any(dates):
        told.append(say("data_to", language, date=day(max(dates), language)))
    if wanted.year is not None:
        told.append(say("year", language, year=wanted.year))
    profiles = sorted({name for name in contents.runs["profile"] if name})
    told.append(say("profile", language, profile="、".join(profiles) if profiles else "–"))
    told.append(say("crs", language, crs="CGCS2000 (EPSG:4490)"))
    told.append(say("plugin", language, version=wanted.plugin))
    return told


def map_note(wanted: Wanted, sample: bool) -> str:
    """What stands under a map: its review number, that it claims no boundary, that the data are made up."""
    language = wanted.language
    number = wanted.review_number.strip()
    told = [say("map_note", language)]
    told.append(say("review_number", language, number=number) if number else say("review_missing", language))
    if sample:
        told.append(say("sample", language))
    return " · ".join(told)


@cache
def rule_titles(language: str) -> Mapping[str, str]:
    """Rule -> what it asks, of all rule sets."""
    return {
        rule: entry["title"][language]
        for name in RULES
        for rule, entry in read_resource("rules", f"{name}.yaml").items()
        if isinstance(entry, dict) and "title" in entry
    }


def _in_units(summary: pd.DataFrame, language: str) -> pd.DataFrame:
    return summary if summary.empty else summary.assign(unit=spoken(summary["unit"], "counted_in", language))


def _is_absent(contents: Contents, part: str) -> bool:
    """Whether the workspace has no table that the section is made of, as against one without rows."""
    made_of = {
        "targets": "targets", "progress": "progress", "register": "resources", "summary": "summary",
        "opinions": "reviewed",
    }  # fmt: skip
    return part in made_of and not contents.all_of(made_of[part])


def _none_short(targets: pd.DataFrame, language: str) -> str:
    """What stands where nothing falls short: what was not computed is no pass. '' where every target has its verdict."""
    if targets.empty:
        return say("sections targets empty", language)
    count = int((targets["verdict"] == "not_computed").sum())
    return say("sections shortfalls uncomputed", language, count=count) if count else ""


def _nothing_found(contents: Contents, language: str) -> str:
    """ "No findings" never stands alone: with it goes how much was looked at."""
    for run in contents.runs.itertuples():
        facts = facts_of(run.record)
        if run.checked_by:
            layers: Any = facts.get("layers") or {}
            unchecked = contents.joined("findings")
            return say(
                "sections findings none_found",
                language,
                rules=facts.get("rules", "–"),
                layers=sum(len(group) for group in layers.values()) if isinstance(layers, dict) else "–",
                unchecked=int((unchecked["severity"] == "not_checked").sum()) if len(unchecked) else 0,
            )
    return say("sections opinions empty", language)
