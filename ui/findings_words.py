"""The findings dock in words: states, changes, checks, values, times, and the lines that count."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

import pandas as pd

from ..core.checks.rules import rule_entries, table_word
from ..core.errors import N_
from ..core.schema import table_kinds
from ..core.workspace.decide import STATE_WORDS
from ..core.workspace.listing import SEVERITIES
from ..processing.translation import language, tr
from ..processing.words import SEVERITIES as SEVERITY_WORDS

CHANGE_WORDS = {
    "new": N_("new"),
    "changed": N_("changed"),
    "still": N_("still there"),
    "gone": N_("gone"),
}
CHECKS = {
    "checkapplications": N_("Applications"),
    "checkplan": N_("Site plan"),
    "checkregister": N_("Register"),
    "findgaps": N_("Gaps"),
}
FACET_WORDS = {
    "severity": N_("Severity"),
    "rule": N_("Rule"),
    "checked_by": N_("Check"),
    "layer": N_("Layer"),
    "state": N_("State"),
    "change": N_("Change"),
}
_RULESETS = ("site_plan", "register", "coverage", "demand")


def word_of(facet: str, word: str) -> str:
    """A word of a facet as the user reads it."""
    if not word:
        return tr(N_("(none)"))
    if facet == "severity":
        return tr(SEVERITY_WORDS[word])
    if facet == "state":
        return tr(STATE_WORDS[word])
    if facet == "change":
        return tr(CHANGE_WORDS[word])
    if facet == "checked_by":
        return check_word(word)
    if facet == "layer":
        return table_word(word, language()) if word in table_kinds() else word
    title = rule_titles().get(word, "")
    return f"{word} {title}"


def check_word(check: str) -> str:
    """`checkplan`: Site plan; `findgaps routes`: Gaps, and of what."""
    name, _, of = check.partition(" ")
    said = tr(CHECKS[name]) if name in CHECKS else name
    return f"{said} · {of}" if of else said


def rule_titles() -> dict[str, str]:
    """What each rule asks, in the user's language."""
    return _titles(language())


@cache
def _titles(spoken: str) -> dict[str, str]:
    entries = [entry for ruleset in _RULESETS for entry in rule_entries(ruleset).items()]
    return {rule: entry["title"][spoken] for rule, entry in entries if isinstance(entry, dict) and "title" in entry}


def filled(value: Any) -> bool:
    return value is not None and value == value and value != ""


def number(value: float) -> str:
    """A number without false digits: whole from a hundred on, else one decimal where there is one."""
    rounded = round(float(value), 0 if abs(value) >= 100 else 1)
    return f"{rounded:,.0f}" if rounded == int(rounded) else f"{rounded:,.1f}"


def year_or_number(value: float, unit: Any) -> str:
    """Years stand without a comma between the digits."""
    return f"{value:.0f}" if unit in ("year", "年") else number(value)


def value_text(measured: Any, limit: Any, unit: Any) -> str:
    """Measured value against limit, with the unit once: `412 / 200 m`."""
    if not filled(measured) and not filled(limit):
        return ""
    said = [year_or_number(value, unit) if filled(value) else "–" for value in (measured, limit)]
    text = " / ".join(said) if filled(limit) else said[0]
    return f"{text} {unit}" if filled(unit) else text


def moment(text: Any) -> str:
    """A time as it is kept, to the minute."""
    return str(text)[:16].replace("T", " ") if filled(text) else ""


def state_text(row: Mapping[str, Any]) -> str:
    """The state; of an open one what it was before."""
    said = word_of("state", row["state"])
    if row["state"] == "open" and filled(row.get("former_state")):
        return tr(N_("{state} (was: {former})"), state=said, former=word_of("state", row["former_state"]))
    return said


def by_text(row: Mapping[str, Any]) -> str:
    """Who decided last, and when."""
    return " ".join(part for part in (row.get("who"), moment(row.get("decided_at"))) if filled(part))


def counts_text(counts: Mapping[str, Mapping[str, int]], open_rules: pd.DataFrame) -> list[tuple[str, str]]:
    """Severity and its words with the number that the other filters leave: `Error 14`; the last one of rules not checked."""
    sizes = counts.get("severity", {})
    said = [(severity, f"{word_of('severity', severity)} {sizes.get(severity, 0)}") for severity in SEVERITIES[:-1]]
    rules = open_rules["rule"].nunique()
    if rules:
        said.append(("not_checked", tr(N_("{count} rules not checked ⓘ"), count=rules)))
    elif sizes.get("not_checked"):
        said.append(("not_checked", f"{word_of('severity', 'not_checked')} {sizes['not_checked']}"))
    return said


def unchecked_text(open_rules: pd.DataFrame) -> str:
    """Which rules were not checked and why, a line for each."""
    rows = open_rules.to_dict("records")
    return "\n".join(f"{row['rule']} {rule_titles().get(row['rule'], '')}: {row['message']}" for row in rows)


def clean_text(last: pd.DataFrame, open_rules: pd.DataFrame) -> str:
    """What was checked where nothing was found, a line for each check: never an empty box."""
    lines = []
    for run in last.to_dict("records"):
        record = json.loads(run["record"])
        of = open_rules[open_rules["checked_by"] == run["checked_by"]]
        values = {
            "check": check_word(run["checked_by"]),
            "rules": record.get("rules_run", "?"),
            "layers": record.get("layers_checked", len(record.get("layers", ()))),
            "open": of["rule"].nunique(),
        }
        lines.append(
            tr(N_("{check}: {rules} checks over {layers} layers, nothing found; {open} rules not checked."), **values)
        )
    return "\n".join(lines)


def ran_text(check: str, table: pd.DataFrame, only: int = 0) -> str:
    """What a run changed: new, changed, gone."""
    of = table[table["checked_by"] == check]
    sizes = of["change"].value_counts()
    values = {name: int(sizes.get(name, 0)) for name in CHANGE_WORDS}
    if only:
        text = N_("{check}: {only} rows checked anew; {new} new, {changed} changed, {gone} gone, {still} still there.")
    else:
        text = N_("{check}: all checked; {new} new, {changed} changed, {gone} gone, {still} still there.")
    return tr(text, check=check_word(check), only=only, **values)
