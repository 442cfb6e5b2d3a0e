"""A report as one HTML file: no network, no foreign script, readable by ear, fit for the printer."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Optional

import pandas as pd

from ..schema import RESOURCES
from .sections import Report, Section
from .sheets import Heading
from .wording import number_text, say
from .writing import written_whole

FOLDER = RESOURCES / "reports"
SHORT = 9
"""Texts up to this many characters are not broken."""


class Cell(NamedTuple):
    """One cell: its class, its text, and the number to sort by."""

    kind: str
    text: str
    value: Optional[float]


def write_html(report: Report, path: Path) -> None:
    """Write the report to `path`; a former file stays whole until the new one is complete."""
    written_whole(path, html_of(report).encode("utf-8"))


def html_of(report: Report) -> str:
    """The report as HTML. Every text is escaped; the two inline blocks are named by their hashes in the policy."""
    import jinja2  # here, since QGIS must start without it

    style, script = ((FOLDER / f"county.{ending}").read_text("utf-8") for ending in ("css", "js"))
    tints = sorted({tint for s in report.sections if s.tints is not None for tint in s.tints.dropna()})
    style += "".join(f"tbody tr td.tint-{tint} {{ background: #{tint}; }}\n" for tint in tints)
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, loader=jinja2.FileSystemLoader(str(FOLDER)))

    def counted(section: Section) -> str:
        count = len(section.table)
        if count > section.rows:
            return say("rows_shown", report.language, shown=section.rows, count=count)
        return say("rows", report.language, count=count)

    return environment.get_template("county.html").render(
        report=report,
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
        say=lambda key: say(key, report.language),
        counted=counted,
        widths=_widths,
        rows=lambda section: page_rows(section, report.language),
    )


def _widths(section: Section) -> list[float]:
    """The share of each column of the page, in %."""
    widths = [heading.width or 12 for heading in section.on_page]
    return [round(100 * width / sum(widths), 1) for width in widths]


def page_rows(section: Section, language: str) -> Iterator[list[Cell]]:
    """The rows that a page shows, cell by cell."""
    columns = [
        _cells(section.table[heading.name].head(section.rows), heading, language, _tint_classes(section, heading))
        for heading in section.on_page
    ]
    return (list(row) for row in zip(*columns))


def _tint_classes(section: Section, heading: Heading) -> list[str]:
    if heading.name != section.tinted or section.tints is None:
        return [""] * len(section.table)
    return [f" tint-{tint}" if isinstance(tint, str) else "" for tint in section.tints]


def _cells(column: pd.Series, heading: Heading, language: str, tints: list[str]) -> Iterator[Cell]:
    numeric = heading.decimals is not None
    for value, tint in zip(column, tints):
        if value is None or pd.isna(value):
            yield Cell("number" if numeric else "text", "", None)
        elif numeric:
            yield Cell("number", number_text(value, heading, language), float(value))
        else:
            text = str(value)
            yield Cell(("short" if len(text) <= SHORT else "text") + tint, text, None)


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
