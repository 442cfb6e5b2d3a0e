"""The registry of rules: a function per aspect, joined by its id to a data entry with severity, words and source."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Callable, Optional

import pandas as pd

from ..schema import read_resource

if TYPE_CHECKING:
    from .case import Case

RuleFunction = Callable[["Case"], pd.DataFrame]
"""Looks at a case and returns its offenders: one row each, indexed by the row of the subject table.

Columns (all optional): `measured`, `limit`, `unit`, `other`, `other_label`, `lon`, `lat` (place of the fault),
`extent` (what overlaps), `severity` (only to depart from the aspect's own), `unchecked` (the name of a phrase: the row
could not be judged), `layer`, `feature`, `label` (a fault of another table's row); further columns fill the message.
"""


@dataclass(frozen=True)
class Rule:
    """One aspect of a rule: its function, and whether it is about the place of the row."""

    rule: str
    aspect: str
    find: RuleFunction
    of_place: bool


_REGISTRY: dict[tuple[str, str], Rule] = {}


def rule(rule_id: str, aspect: str, of_place: bool = True) -> Callable[[RuleFunction], RuleFunction]:
    """Register a function as the aspect of a rule; ids are those of resources/rules."""

    def register(function: RuleFunction) -> RuleFunction:
        _REGISTRY[rule_id, aspect] = Rule(rule_id, aspect, function, of_place)
        return function

    return register


def registered() -> dict[tuple[str, str], Rule]:
    """All registered aspects by (rule, aspect)."""
    return dict(_REGISTRY)


@cache
def rule_entries(ruleset: str) -> dict[str, dict[str, Any]]:
    """The data entries of a set of rules (resources/rules/<ruleset>.yaml)."""
    return read_resource("rules", f"{ruleset}.yaml")


@cache
def _phrases() -> dict[str, Any]:
    return read_resource("rules", "phrases.yaml")


def phrase_text(name: str, language: str) -> str:
    """A shared sentence in the language (zh or en), its braces not filled."""
    return _phrases()[name]["zh" if language == "zh" else "en"]


def phrase(name: str, language: str, **values: Any) -> str:
    """A shared sentence in the language (zh or en), filled."""
    return phrase_text(name, language).format(**values)


def table_word(name: str, language: str) -> str:
    """What a table is called in the language."""
    return _phrases()["tables"][name]["zh" if language == "zh" else "en"]


def unit_words(units: pd.Series, language: str) -> pd.Series:
    """Units that are words (samples, households) in the language; signs stay as they are."""
    words = _phrases()["units"]
    said = {unit: entry["zh" if language == "zh" else "en"] for unit, entry in words.items()}
    return units.map(lambda unit: said.get(unit, unit), na_action="ignore")


def offenders(index: Any = (), unchecked: Optional[str] = None, **columns: Any) -> pd.DataFrame:
    """The table a rule returns: rows of the subject (`index`) with measured, limit and the words of the message."""
    table = pd.DataFrame(columns, index=pd.Index(index, dtype=int))
    if unchecked is not None:
        table["unchecked"] = unchecked
    return table


def worst(table: pd.DataFrame, by: str = "excess") -> pd.DataFrame:
    """Of several partners of a row (column `point`) the one with the largest excess, indexed by the row."""
    ordered = table.sort_values(["point", by, "target"], ascending=[True, False, True], kind="stable")
    return ordered.drop_duplicates("point").set_index("point")
