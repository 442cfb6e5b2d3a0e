"""Runs the rules over a case and writes what they find as one table of findings."""

from __future__ import annotations

import logging
from string import Formatter
from typing import Any

import numpy as np
import pandas as pd

from ..errors import Cancelled, CoreError
from ..schema import word_of
from . import (  # noqa: F401 - registers the rules
    coverage_rules,
    neighbours,
    plan_match,
    powerlines,
    records,
    register_counts,
    register_links,
    register_records,
    routes,
    sharing,
    shifts,
    spacing,
    twice,
    whereabouts,
    zones,
)
from .case import Case
from .collected import Checked, collect
from .rules import Rule, phrase, phrase_text, registered, rule_entries, table_word, unit_words

log = logging.getLogger(__name__)


def check(case: Case, ruleset: str = "site_plan") -> Checked:
    """Run every rule of the set that is meant for the case's table and not switched off in the profile.

    A rule that raises is listed as not checked with its error, and the others run on. `case.progress` gets the share done.
    """
    found, ran, of_place = [], 0, 0
    plan = [(r, a, entry) for r, rule in rule_entries(ruleset).items() for a, entry in rule["aspects"].items()]
    plan = [p for p in plan if case.kind in p[2]["subjects"] and case.profile.switch(p[0], p[1], "enabled", True)]
    for number, (rule_id, aspect, entry) in enumerate(plan):
        rule = registered()[rule_id, aspect]
        gap, cure, blocked = _missing(case, entry)
        if gap:
            found.append(_not_checked(case, rule, gap, phrase(cure, case.language)))
        if not blocked:
            ran += 1
            of_place += rule.of_place
            found.append(_run(case, rule, entry))
            cure = phrase("fill_place", case.language)
            found.extend(_not_checked(case, rule, why, cure) for why in _unplaced(case, entry))
        case.done = (number + 1) / len(plan)
        case.progress()
    return collect(case, ruleset, [table for table in found if len(table)], ran, of_place)


def _missing(case: Case, entry: dict[str, Any]) -> tuple[str, str, bool]:
    """What a rule lacks, in words, the phrase of its cure, and whether it therefore can't run at all."""
    and_ = phrase("and_kinds", case.language)
    lost = [name for name in entry.get("needs", ()) if not _has_table(case, name)]
    if lost:
        words = and_.join(table_word(t, case.language) for t in lost)
        return phrase("no_table", case.language, tables=words), "give_layer", True
    absent = [c for c in entry.get("columns", ()) if not case.has(c) and not (c == "decimals" and case.has("lon_raw"))]
    if absent:
        words = and_.join(case.field(c) for c in absent)
        return phrase("no_column", case.language, columns=words), "fill_value", True
    for table, codelist in (("zones", "zone"), ("routes", "route")):
        kinds = entry.get(table, ())
        present = set(case.column("kind", table).dropna()) if table in case.tables else set()
        gone = [kind for kind in kinds if kind not in present and kind not in case.complete]
        if gone:
            words = and_.join(word_of(codelist, kind, case.language) for kind in gone)
            return phrase("no_kinds", case.language, kinds=words), "give_table", not present.intersection(kinds)
        if kinds and table not in case.tables and table == "routes":
            return "", "", True
    unread = [name for name in entry.get("wants", ()) if name not in case.tables and name != case.kind]
    if unread:
        words = and_.join(table_word(t, case.language) for t in unread)
        return phrase("no_table", case.language, tables=words), "give_layer", False
    return "", "", False


def _unplaced(case: Case, entry: dict[str, Any]) -> list[str]:
    """For each table by whose places the rule judges: in words, how many of its rows have none. They are no pass."""
    counts = {
        name: int((case.standing(name) & ~np.isfinite(case.xy_of(name)).all(axis=1)).sum())
        for name in entry.get("places", ())
        if name in case.tables and name != case.kind
    }
    return [
        phrase("unplaced", case.language, tables=table_word(name, case.language), count=count)
        for name, count in counts.items()
        if count
    ]


def _has_table(case: Case, name: str) -> bool:
    return bool({"sites", "plan"} & set(case.tables)) if name == "twins" else name in case.tables


def _run(case: Case, rule: Rule, entry: dict[str, Any]) -> pd.DataFrame:
    try:
        table = rule.find(case)
        return _written(case, rule, entry, table.copy()) if len(table) else table
    except (Cancelled, CoreError):
        raise
    except Exception as error:  # a rule that fails must not hide what the others find: it is listed, and logged whole
        log.exception("%s/%s failed", rule.rule, rule.aspect)
        why = phrase("failed", case.language, error=f"{type(error).__name__}: {error}")
        return _not_checked(case, rule, why, phrase("report_bug", case.language))


def _written(case: Case, rule: Rule, entry: dict[str, Any], table: pd.DataFrame) -> pd.DataFrame:
    """The rule's rows as findings: severity, words in the user's language, place."""
    language = "zh" if case.language == "zh" else "en"
    table = table.rename_axis("row").reset_index()
    rows = np.where(_of_subject(table), table["row"].to_numpy(int), -1)
    table["unit"] = unit_words(_given(table, "unit", None), language)
    unchecked = _given(table, "unchecked", None)
    severity = case.profile.switch(rule.rule, rule.aspect, "severity", entry["severity"])
    table["severity"] = _given(table, "severity", None).fillna(severity).where(unchecked.isna(), "not_checked")
    judged = unchecked.isna().to_numpy()
    table["message"], table["suggestion"] = "", phrase("fill_value", language)
    table.loc[judged, "message"] = _filled(entry["message"][language], table[judged])
    table.loc[judged, "suggestion"] = _filled(entry["suggestion"][language], table[judged])
    for why in unchecked.dropna().unique():
        rows_of = (unchecked == why).to_numpy()
        table.loc[rows_of, "message"] = _filled(phrase_text(why, language), table[rows_of])
    table["rule"], table["aspect"] = rule.rule, rule.aspect
    table["row"] = rows
    _name_rows(case, table)
    table["data"] = layers_read(case, entry)
    return table


def _of_subject(table: pd.DataFrame) -> np.ndarray:
    """Which findings are of the subject's own rows: a rule may return others beside them, which name their layer."""
    named = _given(table, "layer", None).notna() | _given(table, "feature", None).notna()
    return (~named).to_numpy() & (table["row"].to_numpy(int) >= 0)


def _name_rows(case: Case, table: pd.DataFrame) -> None:
    """Layer, feature, label and place of the findings that are of rows of the subject."""
    own = _of_subject(table)
    rows = table["row"].to_numpy(int)[own]
    said = {"layer": case.kind, "feature": case.ids.to_numpy(object)[rows], "label": case.labels.to_numpy(object)[rows]}
    for name, values in said.items():
        cells = _given(table, name, None).to_numpy(object).copy()
        cells[own] = values
        table[name] = cells
    for axis, name in enumerate(("lon", "lat")):
        place = _given(table, name, np.nan).to_numpy(float).copy()
        place[own] = np.where(np.isfinite(place[own]), place[own], case.xy[rows, axis])
        table[name] = place


def _filled(template: str, table: pd.DataFrame) -> list[str]:
    """The template filled from each row, with the columns that it names."""
    names = [name for _, name, _, _ in Formatter().parse(template) if name]
    if not names or not len(table):
        return [template] * len(table)
    rows = zip(*(table[name].tolist() for name in names))
    return [template.format(**dict(zip(names, row))).strip() for row in rows]


def _given(table: pd.DataFrame, column: str, default: Any) -> pd.Series:
    if column in table.columns:
        return table[column]
    return pd.Series(default, index=table.index, dtype=float if default is np.nan else object)


def _not_checked(case: Case, rule: Rule, why: str, cure: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "rule": rule.rule, "aspect": rule.aspect, "severity": "not_checked", "layer": case.kind, "message": why,
            "suggestion": cure, "row": -1,
        },
        index=[0],
    )  # fmt: skip


def layers_read(case: Case, entry: dict[str, Any]) -> str:
    """The layers a rule looked at."""
    names = [*entry.get("needs", ()), *(t for t in ("zones", "routes") if t in entry)]
    layers = [
        str(case.tables[n].attrs.get("source") or case.tables[n].attrs.get("name", n))
        for n in names
        if n in case.tables
    ]
    return "; ".join(dict.fromkeys([case.source, *layers]))
