"""The words of the reports in a language: sentences, headers, codes, numbers and dates, from resources/reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from typing import Any

import pandas as pd

from ..schema import code_lists, read_resource
from .sheets import Heading

_CODELISTS = {
    "owner_class": ("owner_class",),
    "kind": ("place", "route", "zone"),
    "technology": ("technology",),
    "operator": ("operator",),
    "operators": ("operator",),
    "build_type": ("build_type",),
    "structure": ("structure",),
    "scene": ("scene",),
    "status": ("application_status", "plan_status", "site_status", "resource_status"),
    "category": ("resource_category",),
    "mode": ("open_mode",),
    "place_grade": ("place_grade",),
}
"""Which code lists say the codes of a column."""


@cache
def layout() -> Mapping[str, Any]:
    """resources/reports/county.yaml."""
    return read_resource("reports", "county.yaml")


@cache
def opinions_layout() -> Mapping[str, Any]:
    """resources/reports/opinions.yaml."""
    return read_resource("reports", "opinions.yaml")


@cache
def code_words(group: str, language: str) -> Mapping[str, str]:
    """Code -> word of a group (verdict, state, opinion, severity, owner_class, …); empty where nobody says it."""
    said: dict[str, str] = {}
    for codelist in reversed(_CODELISTS.get(group, ())):
        said.update({code: entry[language] for code, entry in code_lists()[codelist].items()})
    for own in (opinions_layout()["words"], layout()["words"]):
        said.update({code: entry[language] for code, entry in own.get(group, {}).items()})
    return said


def say(key: str, language: str, /, **facts: Any) -> str:
    """A sentence of county.yaml: `printed`, or `figures task` for one of a group."""
    entry = layout()
    for part in key.split():
        entry = entry[part]
    return str(entry[language]).format(**facts)


def spoken(column: pd.Series, group: str, language: str) -> pd.Series:
    """Codes, several joined by ; too, as words; what is no code stays as it is."""
    words = code_words(group, language)
    if not words:
        return column.astype(object).where(column.notna(), None)
    joint = "、" if language == "zh" else ", "
    texts = column.dropna().unique()
    known = {
        t: words.get(str(t)) or joint.join(words.get(p.strip(), p.strip()) for p in str(t).split(";")) for t in texts
    }
    return column.map(known).astype(object).where(column.notna(), None)


def headings(section: str, language: str) -> list[Heading]:
    """The columns of a section, in order."""
    entries = layout()["sections"][section]["columns"]
    shape = ("width", "decimals", "fixed", "plain")
    return [
        Heading(name, entry[language], **{key: entry[key] for key in shape if key in entry})
        for name, entry in entries.items()
    ]


def only_in_sheets(section: str) -> frozenset[str]:
    """The columns of a section that stand in the workbook alone."""
    entries = layout()["sections"][section]["columns"]
    return frozenset(name for name, entry in entries.items() if entry.get("sheet"))


def number_text(value: Any, heading: Heading, language: str) -> str:
    """A number as it is read: thousands apart, no more decimals than the column has; '' where there is none."""
    if value is None or pd.isna(value):
        return ""
    if heading.plain:
        return f"{value:.0f}"
    decimals = 2 if heading.decimals is None else heading.decimals
    text = f"{float(value):,.{decimals}f}"
    if not heading.fixed and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text


def day(date: Any, language: str) -> str:
    """A day as the language writes it; '' where there is none."""
    if date is None or pd.isna(date):
        return ""
    if isinstance(date, str):
        date = dt.date.fromisoformat(date[:10])
    if language == "zh":
        return f"{date.year}年{date.month}月{date.day}日"
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
