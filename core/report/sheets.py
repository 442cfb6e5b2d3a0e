"""Tables as worksheets that print well, filter, and run no formula that a sender has hidden in a cell."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Optional

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from .writing import replacing

LONGEST_TEXT = 32767  # characters that a cell holds
NARROWEST, WIDEST, LINE_HEIGHT = 7, 28, 14.5
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
HEADER_FILL = PatternFill("solid", fgColor="1F3A4D")
HEADER_FONT = Font(bold=True, color="FFFFFF", size=10)
BODY_FONT = Font(size=10)
THIN = Border(*(Side(style="thin", color="C9CED2"),) * 4)


@dataclass(frozen=True)
class Heading:
    """A column of a sheet: the table's column, its header, its width in characters (None: as its text), decimals.

    Numbers are rounded to `decimals`; with `fixed` they are also shown with all of them. `plain`: a year or a number of
    a run, whose thousands stay together.
    """

    name: str
    text: str
    width: Optional[float] = None
    decimals: Optional[int] = None
    fixed: bool = False
    plain: bool = False


def add_sheet(
    workbook: Workbook,
    title: str,
    headings: list[Heading],
    table: pd.DataFrame,
    *,
    tinted: Optional[str] = None,
    tints: Optional[pd.Series] = None,
    print_title: str = "",
    page: str = "",
) -> Worksheet:
    """Add the table as a sheet; `tints` (RRGGBB per row, may be empty) colour the column `tinted`."""
    sheet = workbook.create_sheet(title)
    widths = [heading.width or _fitting_width(heading, table[heading.name]) for heading in headings]
    for number, (heading, width) in enumerate(zip(headings, widths), start=1):
        cell = sheet.cell(1, number)
        put(cell, heading.text)
        cell.font, cell.fill, cell.border = HEADER_FONT, HEADER_FILL, THIN
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        sheet.column_dimensions[get_column_letter(number)].width = width
        _fill_column(sheet, number, heading, table[heading.name], tints if heading.name == tinted else None)
    _set_heights(sheet, headings, widths, table)
    sheet.freeze_panes = sheet.cell(2, 3 if len(headings) > 2 else 1)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{len(table) + 1}"
    _set_print(sheet, print_title, title, page)
    return sheet


def put(cell: Cell, value: Any) -> None:
    """Write a value; a text stays a text, whatever sign it starts with."""
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_TEXT]
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        # so that it does not become a formula when someone edits the cell either
        cell.quotePrefix = value.startswith(FORMULA_STARTS)


def save(workbook: Workbook, path: Path) -> None:
    """Write the workbook in one step: the former file stays whole until then."""
    with replacing(path) as fresh:
        workbook.save(fresh)


def _fill_column(
    sheet: Worksheet, number: int, heading: Heading, values: pd.Series, tints: Optional[pd.Series]
) -> None:
    numeric = pd.api.types.is_numeric_dtype(values)
    alignment = Alignment(wrap_text=True, vertical="top", horizontal="right" if numeric else "left")
    fills = {tint: PatternFill("solid", fgColor=tint) for tint in tints.dropna().unique()} if tints is not None else {}
    for row, value in enumerate(values, start=2):
        cell = sheet.cell(row, number)
        put(cell, _plain(value, heading.decimals))
        cell.font, cell.border, cell.alignment = BODY_FONT, THIN, alignment
        if heading.fixed and numeric and heading.decimals:
            cell.number_format = f"0.{'0' * heading.decimals}"
        if tints is not None and tints.iloc[row - 2] in fills:
            cell.fill = fills[tints.iloc[row - 2]]


def _plain(value: Any, decimals: Optional[int]) -> Any:
    """A value as a cell takes it: None for what is missing, rounded numbers, text for everything else."""
    if isinstance(value, (str, bool)):
        return value
    if value is None or value is pd.NA or pd.isna(value):
        return None
    if isinstance(value, (datetime, date)):
        return value.date() if isinstance(value, datetime) else value
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float):
        if math.isinf(value):
            return str(value)
        value = round(value, 6 if decimals is None else decimals)
        return int(value) if value == int(value) and decimals == 0 else value
    return value if isinstance(value, int) else str(value)


def _display_width(text: str) -> int:
    """Width in characters of the default font: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column of this width in characters."""
    return sum(max(1, math.ceil(_display_width(part) / max(width - 1, 1))) for part in text.split("\n"))


def _shown(values: pd.Series, decimals: Optional[int]) -> list[str]:
    plain = (_plain(value, decimals) for value in values)
    return ["" if value is None else str(value) for value in plain]


def _fitting_width(heading: Heading, values: pd.Series) -> float:
    widest = max((_display_width(text) for text in _shown(values, heading.decimals)), default=0)
    word = _display_width(heading.text) + 3  # the filter's arrow
    return float(min(max(widest + 2, word, NARROWEST), WIDEST))


def _set_heights(sheet: Worksheet, headings: list[Heading], widths: list[float], table: pd.DataFrame) -> None:
    """Rows as high as their longest text: not every program fits wrapped rows when it opens a file."""
    lines = [1] * len(table)
    for heading, width in zip(headings, widths):
        for row, text in enumerate(_shown(table[heading.name], heading.decimals)):
            lines[row] = max(lines[row], lines_of(text, width))
    for row, count in enumerate(lines, start=2):
        sheet.row_dimensions[row].height = min(count * LINE_HEIGHT + 2, 400)
    sheet.row_dimensions[1].height = 2 * LINE_HEIGHT


def _set_print(sheet: Worksheet, print_title: str, title: str, page: str) -> None:
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "$1:$1"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.75, 0.75
    sheet.oddHeader.center.text = f"{print_title} · {title}"
    sheet.oddFooter.center.text = page
