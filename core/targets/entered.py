"""Statistics as a person types them in: what may be chosen, and rows made fit to be kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Optional

import pandas as pd

from ..errors import N_, CoreError
from ..schema import plain
from ..values import read_numbers
from .periods import period_of
from .records import Target
from .registry import Registry
from .rows import unit_word
from .typed import indicators, words_for
from .wording import words_of

COLUMNS = ("county", "indicator", "period", "value", "source")


def choices(registry: Registry, language: str) -> list[tuple[str, str]]:
    """(what stands in the table, unit) of every indicator, in the user's language; then the targets that have none."""
    named = [(words_of(entry, language), unit_word(str(entry["unit"]), language)) for entry in indicators().values()]
    known = {plain(word) for word, _ in named}
    rest = [t for t in registry.targets if not t.compute.get("indicator") and t.kind != "rule"]
    own = {words_of(t.wording, language): unit_word(t.unit, language) for t in rest}
    return named + [(word, unit) for word, unit in own.items() if plain(word) not in known]


def word_for(target: Target, language: str) -> str:
    """What is to be typed in as the indicator of a target."""
    entry = indicators().get(str(target.compute.get("indicator") or ""))
    return words_of(entry if entry else target.wording, language)


def unit_for(word: str, registry: Registry, language: str) -> str:
    """The unit in which the value of an indicator is read; '' for a word that no target knows."""
    said = plain(word)
    for key, entry in indicators().items():
        if said in words_for(key):
            return unit_word(str(entry["unit"]), language)
    for target in registry.targets:
        if said in {plain(target.id), *(plain(one) for one in target.wording.values())}:
            return unit_word(target.unit, language)
    return ""


def entered(rows: Sequence[dict[str, Any]], counties: Sequence[str]) -> pd.DataFrame:
    """The rows as they are kept; those without any figure, word or source are left out.

    CoreError names the first row that cannot be kept and says why: a county that is none, no indicator, a value that is no
    number, a period that is no time, no source.
    """
    kept = []
    for place, row in enumerate(rows, 1):  # as many as a person types
        words = {name: str(row.get(name) if row.get(name) is not None else "").strip() for name in COLUMNS}
        if not any(words[name] for name in COLUMNS if name != "county"):
            continue
        _must(words["county"] in counties, N_("Row {row}: choose the county."), place)
        _must(bool(words["indicator"]), N_("Row {row}: choose the indicator."), place)
        value = _number(words["value"])
        _must(value is not None, N_("Row {row}: '{value}' is no number."), place, value=words["value"])
        text = N_("Row {row}: '{period}' is no period; write 2026, 2026-10 or 2026Q3.")
        _must(period_of(words["period"]) is not None, text, place, period=words["period"])
        _must(bool(words["source"]), N_("Row {row}: say where the value comes from."), place)
        others = {name: cell for name, cell in row.items() if name not in COLUMNS}
        kept.append({**words, "value": value, **others})
    return pd.DataFrame(kept, columns=[*COLUMNS, *(n for n in (kept[0] if kept else {}) if n not in COLUMNS)])


def _number(text: str) -> Optional[float]:
    value = read_numbers(pd.Series([text.rstrip("%％").strip() or None], dtype=object)).iloc[0]
    return None if pd.isna(value) else float(value)


def _must(right: bool, text: str, row: int, **values: Any) -> None:
    if not right:
        raise CoreError(text, row=row, **values)
