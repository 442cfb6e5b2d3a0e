"""Each target in each county: the verdict, what it rests on, what is missing, and the units that fail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Optional, Union

import pandas as pd

from ..errors import Progress, no_progress
from ..schema import plain
from . import lines, stock, typed
from .areas import Areas
from .assessed import _kind_code, items_of
from .compute import Given, compute
from .records import Target
from .registry import Registry, load_targets
from .rows import COLUMNS, rows_of
from .scope import Defaults
from .wording import listed, say

SHORTFALLS = ("county", "target", "demand", "label", "kind", "state", "reason")
PARTS = ("county", "target", "kind", "numerator", "denominator", "unknown", "value")


@dataclass
class Targets:
    """TARGETS, SHORTFALLS, the figures by kind (PARTS), and what else the user should know."""

    targets: pd.DataFrame
    shortfalls: pd.DataFrame
    parts: pd.DataFrame
    told: list[str] = field(default_factory=list)


def check_targets(
    counties: pd.DataFrame,
    assessed: Union[pd.DataFrame, Sequence[pd.DataFrame], None] = None,
    resources: Optional[pd.DataFrame] = None,
    sites: Optional[pd.DataFrame] = None,
    statistics: Optional[pd.DataFrame] = None,
    tasks: Optional[pd.DataFrame] = None,
    year: Optional[int] = None,
    documents: Iterable[str] = (),
    *,
    profile: Defaults,
    language: str = "zh",
    date: Optional[dt.date] = None,
    gaps: Optional[pd.DataFrame] = None,
    complete: Iterable[str] = (),
    by: str = "county",
    registry: Optional[Registry] = None,
    explained: bool = True,
    progress: Progress = no_progress,
) -> Targets:
    """Judge every target of the documents in every row of `counties` (code, name, group, population; EPSG:4490).

    `assessed`: ASSESSED of findgaps, one or several; `gaps`: its GAPS, for the longest gap and for lengths that 4G and 5G
    cover together; `resources`, `sites`, `tasks`, `statistics`: standard tables. `year`: only the targets due in it, with
    those due earlier (column `due`); None: all. `complete`: kinds of which the layers hold all, so that a county without
    one has none. `by`: "township" for a table of townships (rollup.as_areas), where only places are judged. `explained`:
    False for the figures of TARGETS alone, without SHORTFALLS, PARTS and the longest gap, for who asks again and again.
    Numerators are places, km or km². Every target has a row in every county, statistics of several sources one row each.
    CoreError where a document is not known or the counties cannot be told apart.
    """
    date = date or dt.date.today()
    registry = registry or load_targets()
    areas = Areas(counties)
    items = items_of(assessed, areas, by)
    given = Given(
        areas=areas,
        items=items,
        runs=lines.runs_of(gaps, items, areas) if len(items.table) else None,
        statistics=typed.Statistics(statistics, areas, registry, language),
        sites=sites,
        register=stock.Register(resources, profile) if resources is not None and len(resources) else None,
        tasks=tasks,
        profile=profile,
        registry=registry,
        date=date,
        language=language,
        explained=explained,
        complete=frozenset(stock.REGISTER if plain(w) in stock.REGISTER_WORDS else _kind_code(w) for w in complete),
    )
    chosen = registry.chosen(documents)
    due = [entry for entry in chosen if year is None or (entry.year is not None and entry.year <= year)]
    rows: list[dict[str, Any]] = []
    shortfalls: list[pd.DataFrame] = []
    parts: list[pd.DataFrame] = []
    for number, target in enumerate(due):
        found = compute(target, given)
        applies = rows_of(target, found, given, year, rows)
        for frame, kept in ((found.units, shortfalls), (found.parts, parts)):
            if frame is not None and len(frame):
                kept.append(frame[frame["area"].isin(applies)].assign(target=target.id))
        progress((number + 1) / len(due))
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    table["year"] = table["year"].astype("Int64")
    numbers = ("target_value", "value", "numerator", "denominator", "unknown", "shortfall", "needed")
    table = table.astype(dict.fromkeys(numbers, float))
    told = _told(given, statistics, chosen, due, year)
    return Targets(table, _shortfalls(shortfalls, given), _parts(parts, given), told)


def _shortfalls(frames: list[pd.DataFrame], given: Given) -> pd.DataFrame:
    if not frames:
        return pd.DataFrame(columns=list(SHORTFALLS))
    table = pd.concat(frames, ignore_index=True)
    table["county"] = given.areas.labels[table["area"].astype(int)]
    return table.rename(columns={"id": "demand"})[list(SHORTFALLS)]


def _parts(frames: list[pd.DataFrame], given: Given) -> pd.DataFrame:
    if not frames:
        return pd.DataFrame(columns=list(PARTS))
    table = pd.concat(frames, ignore_index=True)
    table["county"] = given.areas.labels[table["area"].astype(int)]
    known = (table["denominator"] > 0) & (table["unknown"] < table["denominator"])
    table["value"] = (100 * table["numerator"] / table["denominator"].where(known)).astype(float).round(2)
    return table[list(PARTS)]


def _told(
    given: Given,
    statistics: Optional[pd.DataFrame],
    chosen: Sequence[Target],
    due: Sequence[Target],
    year: Optional[int],
) -> list[str]:
    language, told = given.language, []
    if given.items.outside:
        told.append(say("unplaced_rows", language, count=given.items.outside))
    for name, table in (("tasks", given.tasks), ("statistics", statistics)):
        count, words = given.areas.strangers(table)
        if count:
            told.append(say(f"unplaced_{name}", language, count=count, names=listed(words, language)))
    if given.statistics.blank:
        told.append(say("blank_values", language, count=given.statistics.blank))
    if given.statistics.strange:
        told.append(say("strange_indicators", language, words=listed(given.statistics.strange, language)))
    if year is not None:
        undated = sum(entry.year is None for entry in chosen)
        if undated:
            told.append(say("left_out_undated", language, count=undated, year=year))
        later = len(chosen) - len(due) - undated
        if later:
            told.append(say("left_out_later", language, count=later, year=year))
    return told
