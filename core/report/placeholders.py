"""Placeholders of a template, `{{name}}`: what they mean, where they stand, and texts with them filled in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Optional, Union

import pandas as pd
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from ..schema import plain
from .sheets import LONGEST_TEXT, Heading
from .wording import number_text

PLACEHOLDER = re.compile(r"[{｛]{2}\s*([^{}｛｝]+?)\s*[}｝]{2}")
"""With the braces of a Chinese keyboard too."""
NUMBER = "number"
"""The column that every table has: 1, 2, 3, …"""
Value = Union[str, float, int, None]


@dataclass(frozen=True)
class FormTable:
    """A table for forms: its rows in words and numbers, and the words by which its columns go (plain form -> column)."""

    headings: Mapping[str, Heading]
    rows: pd.DataFrame
    names: Mapping[str, str]


@dataclass(frozen=True)
class Meaning:
    """What a placeholder means: a single value (`table` empty), or a column of a table."""

    table: str
    key: str


@dataclass
class Vocabulary:
    """What may stand in a form: single words and tables; `default` is the table of names without one before them."""

    words: Mapping[str, Value]
    tables: Mapping[str, FormTable]
    default: str = ""
    language: str = "zh"
    unknown: list[tuple[str, str]] = field(default_factory=list)

    def meaning(self, name: str, table: str = "") -> Optional[Meaning]:
        """What a name means; None where it is nobody's. In a row of a table the table's own columns come first."""
        if table and (column := self.tables[table].names.get(plain(name))):
            return Meaning(table, column)
        before, dot, after = name.partition(".")
        if dot:
            of = next((t for t in self.tables if plain(t) == plain(before)), "")
            column = self.tables[of].names.get(plain(after)) if of else None
            return Meaning(of, column) if column else None
        word = next((w for w in self.words if plain(w) == plain(name)), None)
        if word is not None:
            return Meaning("", word)
        column = self.tables[self.default].names.get(plain(name)) if self.default else None
        return Meaning(self.default, column) if column else None

    def table_of(self, text: str) -> str:
        """The table whose rows a text with placeholders asks for; '' where it asks for none."""
        found = [self.meaning(name) for name in PLACEHOLDER.findall(text)]
        return next((meaning.table for meaning in found if meaning and meaning.table), "")

    def value(self, meaning: Meaning, row: Optional[int]) -> Value:
        """The value: a number as a number, everything else as text, None where there is none."""
        if not meaning.table:
            return self.words[meaning.key]
        table = self.tables[meaning.table]
        if row is None or row >= len(table.rows):
            return None
        if meaning.key == NUMBER:
            return row + 1
        value = table.rows[meaning.key].iloc[row]
        if value is None or pd.isna(value):
            return None
        heading = table.headings.get(meaning.key)
        if heading is not None and heading.decimals is not None:
            rounded = round(float(value), heading.decimals)
            return int(rounded) if rounded == int(rounded) else rounded
        return value if isinstance(value, (int, float)) else str(value)

    def said(self, meaning: Meaning, row: Optional[int]) -> str:
        """The value as text."""
        value = self.value(meaning, row)
        if value is None:
            return ""
        if isinstance(value, str):
            return clean(value)
        heading = self.tables[meaning.table].headings.get(meaning.key) if meaning.table else None
        if heading is not None and heading.decimals is not None:
            return number_text(value, heading, self.language)
        return f"{value:g}" if isinstance(value, float) else str(value)

    def filler(self, place: str, row: Optional[int] = None, table: str = "") -> Callable[[re.Match[str]], str]:
        """For `PLACEHOLDER.sub`: the text of each name; one that is unknown stays and is listed with its place.

        `table`: the one whose rows the row is filled with; names of another table there are listed too.
        """

        def fill(match: re.Match[str]) -> str:
            meaning = self.meaning(match[1], table)
            if meaning is None or (meaning.table and meaning.table != table):
                if (match[1], place) not in self.unknown:
                    self.unknown.append((match[1], place))
                return match[0]
            return self.said(meaning, row)

        return fill


def clean(text: str) -> str:
    """Without the control characters that XML does not take, and no longer than a cell."""
    return ILLEGAL_CHARACTERS_RE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:LONGEST_TEXT]


def spread(pieces: list[str], fill: Callable[[re.Match[str]], str]) -> list[str]:
    """The texts of the runs of a paragraph with its placeholders filled, though one may be spread over several runs.

    What a placeholder becomes stands in the run in which it begins.
    """
    whole = "".join(pieces)
    starts = [sum(map(len, pieces[:n])) for n in range(len(pieces))]
    filled = ["" for _ in pieces]
    done = 0
    for match in [*PLACEHOLDER.finditer(whole), None]:
        end = match.start() if match else len(whole)
        for number, start in enumerate(starts):
            low, high = max(done, start), min(end, start + len(pieces[number]))
            if low < high:
                filled[number] += whole[low:high]
        if match:
            run = max(n for n, start in enumerate(starts) if start <= match.start() and pieces[n])
            filled[run] += fill(match)
            done = match.end()
    return filled


def sole(text: str) -> Optional[str]:
    """The name where a text is one placeholder and nothing else."""
    match: Any = PLACEHOLDER.fullmatch(text.strip())
    return match[1] if match else None
