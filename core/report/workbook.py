"""A report as a workbook: a sheet per subject, numbers as numbers, every row."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from openpyxl import Workbook

from .sections import Report, Section
from .sheets import Heading, add_sheet, save
from .wording import say


def write_workbook(report: Report, path: Path) -> None:
    """Write every section as a sheet; the first tells which version it is, the dates, the profile, what is empty and why."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    page = say("page", report.language)
    overview, *others = report.sections
    lines = pd.DataFrame({"item": report.lines, "figure": None, "unit": None, "detail": None})
    empty = [section for section in others if section.table.empty]
    missing = pd.DataFrame(
        {"item": [s.title for s in empty], "figure": None, "unit": None, "detail": [s.empty for s in empty]}
    )
    first = pd.concat([lines, overview.table, missing], ignore_index=True)
    first["figure"] = pd.to_numeric(first["figure"])
    _sheet(workbook, report, overview.title, overview.headings, first, page)
    for section in others:
        if len(section.table):
            _sheet(workbook, report, section.title, section.headings, section.table, page, section)
    workbook.properties.title = report.title
    workbook.properties.creator = "Fengsui"
    save(workbook, path)


def _sheet(
    workbook: Workbook,
    report: Report,
    title: str,
    headings: list[Heading],
    table: pd.DataFrame,
    page: str,
    section: Section | None = None,
) -> None:
    sheet = add_sheet(
        workbook,
        title[:31],
        headings,
        table,
        tinted=section.tinted if section else None,
        tints=section.tints if section else None,
        print_title=report.title,
        page=page,
    )
    sheet.oddFooter.left.text = report.lines[0].replace("&", "&&")
