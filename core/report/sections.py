"""A report as its renderers take it: sections of tables in words and numbers, with pictures and notes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Optional

import pandas as pd

from .sheets import Heading
from .wording import headings, layout, only_in_sheets, opinions_layout, say, spoken


@dataclass(frozen=True)
class Picture:
    """An inline SVG with its caption and what it says to those who can't see it. Width and height in px of the screen."""

    svg: str
    caption: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True)
class Section:
    """One subject: its table (columns as `headings` name them; words said, numbers as numbers), pictures and notes.

    `rows`: how many rows the page shows (the workbook has all); `empty`: what stands there when there are none.
    """

    name: str
    title: str
    headings: list[Heading]
    table: pd.DataFrame
    notes: list[str] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    empty: str = ""
    tinted: Optional[str] = None
    tints: Optional[pd.Series] = None
    hidden: frozenset[str] = frozenset()
    rows: int = 400

    @property
    def on_page(self) -> list[Heading]:
        """The columns that a page shows: not those of the workbook alone, nor those without any value."""
        filled = {name for name in self.table.columns if self.table[name].notna().any()}
        return [heading for heading in self.headings if heading.name not in self.hidden and heading.name in filled]


@dataclass(frozen=True)
class Report:
    """A whole report: title, the lines under it (edition, dates, profile …), sections in order."""

    title: str
    language: str
    public: bool
    lines: list[str]
    sections: list[Section]
    warnings: list[str] = field(default_factory=list)

    def section(self, name: str) -> Section:
        return next(section for section in self.sections if section.name == name)


def section(
    name: str,
    table: pd.DataFrame,
    language: str,
    *,
    coloured: Optional[str] = None,
    notes: Optional[list[str]] = None,
    pictures: Optional[list[Picture]] = None,
    empty: str = "",
) -> Section:
    """The section of resources/reports/county.yaml with this name: codes said in words, columns in order.

    `coloured`: the column of codes by which cells are tinted.
    """
    columns = headings(name, language)
    entry = layout()["sections"][name]
    words = {"state": "life"} if name == "findings" else {}
    tints = table[coloured].map(_tints()) if coloured and coloured in table.columns else None
    shown = pd.DataFrame(index=table.index)
    for heading in columns:
        column = (
            table[heading.name] if heading.name in table.columns else pd.Series(None, index=table.index, dtype=object)
        )
        numeric = heading.decimals is not None
        shown[heading.name] = (
            pd.to_numeric(column, errors="coerce")
            if numeric
            else spoken(column, words.get(heading.name, heading.name), language)
        )
    return Section(
        name,
        entry["title"][language],
        columns,
        shown,
        notes if notes is not None else [say(f"sections {name} note", language)] if "note" in entry else [],
        pictures or [],
        empty or (say(f"sections {name} empty", language) if "empty" in entry else ""),
        coloured,
        tints,
        only_in_sheets(name),
    )


def _tints() -> dict[str, str]:
    return {**opinions_layout()["tints"], **layout()["tints"]}
