"""xlsx workbooks: values exactly as stored, merged cells repeated, what has no value named."""

from __future__ import annotations

import datetime as dt
import re
import warnings
from typing import Any, Optional

import pandas as pd

from ..errors import N_, CoreError, Progress
from .read import Sheet, no_such_sheet, share
from .read_archive import UNREADABLE, damaged, open_archive
from .sentence import Sentence
from .workbook_xml import refuse_declarations, scan_sheet, sheets_listed

MAX_ROWS = 1_048_576
MAX_COLUMNS = 2_000
MAX_CELLS = 8_000_000
_GHOST = re.compile(r"_xlnm|_FilterDatabase|Print_Titles|Print_Area", re.IGNORECASE)


def read_workbook(path: str, file: str, wanted: str, progress: Progress) -> tuple[list[Sheet], list[Sentence]]:
    """The sheets with anything in them; hidden ones and those that filters leave behind are only named."""
    try:
        import openpyxl
    except ImportError:
        text = N_(
            "File '{file}' needs the Python package openpyxl, which is missing here. Save the sheets as csv instead."
        )
        raise CoreError(text, file=file) from None
    with open_archive(path, file) as archive:
        refuse_declarations(archive, file)
        listed = sheets_listed(archive, file)
    sheets: list[Sheet] = []
    notes: list[Sentence] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
            names = list(book.sheetnames)
            if len(names) < listed:
                raise damaged(file)  # a sheet is missing from the archive, which openpyxl passes over
            if wanted and not any(_is(name, wanted) for name in names):
                raise no_such_sheet(file, wanted, names)
            for number, name in enumerate(names):
                if wanted and not _is(name, wanted):
                    continue
                note = None if wanted else _why_skipped(book[name], name)
                if note is None:
                    part = share(progress, number, len(names))
                    found = _read_sheet(book[name], book, name, file, part)
                    if found is None:
                        note = Sentence(N_("Sheet '{sheet}' is empty and left out."), sheet=name)
                    else:
                        sheets.append(found)
                if note is not None:
                    notes.append(note)
            book.close()
        except UNREADABLE:
            raise damaged(file) from None
    return sheets, notes


def _is(name: str, wanted: str) -> bool:
    return name.strip().casefold() == wanted.strip().casefold()


def _why_skipped(sheet: Any, name: str) -> Optional[Sentence]:
    if _GHOST.search(name):
        return Sentence(N_("Sheet '{sheet}' is what a filter left behind; left out."), sheet=name)
    if getattr(sheet, "sheet_state", "visible") != "visible":
        return Sentence(N_("Sheet '{sheet}' is hidden and left out; name it as the sheet to read it."), sheet=name)
    if not hasattr(sheet, "iter_rows"):
        return Sentence(N_("Sheet '{sheet}' is a chart and left out."), sheet=name)
    return None


def _read_sheet(sheet: Any, book: Any, name: str, file: str, progress: Progress) -> Optional[Sheet]:
    if not hasattr(sheet, "iter_rows"):
        return None
    sheet.reset_dimensions()  # what the file says about its size is often wrong, and rows would be lost
    numbers: list[int] = []
    rows: list[list[Any]] = []
    cells = 0
    padded = _padded_styles(book)
    for number, values in enumerate(sheet.iter_rows(values_only=not padded), 1):
        if number % 1000 == 0:
            progress(min(number / 20_000, 0.9))
        if number > MAX_ROWS:
            raise damaged(file)
        row = _cells(tuple(_as_shown(cell, padded) for cell in values) if padded else values)
        if row:
            if len(row) > MAX_COLUMNS:
                text = N_("File '{file}', sheet '{sheet}', row {row}: more than {columns} columns. Is this a table?")
                raise CoreError(text, file=file, sheet=name, row=number, columns=MAX_COLUMNS)
            cells += len(row)
            if cells > MAX_CELLS:
                text = N_("File '{file}', sheet '{sheet}', row {row}: more than {cells} cells. Split the file.")
                raise CoreError(text, file=file, sheet=name, row=number, cells=MAX_CELLS)
            numbers.append(number)
            rows.append(row)
    notes: list[Sentence] = []
    across: set[int] = set()
    part = getattr(sheet, "_worksheet_path", None)
    if part is not None:
        place = {number: position for position, number in enumerate(numbers)}
        merged, uncalculated = scan_sheet(book._archive, part)
        if uncalculated:
            _put_formulas(rows, numbers, uncalculated)
            first, formula = min((place[0], text) for place, text in uncalculated.items())
            said = N_(
                "Sheet '{sheet}', row {row}: {count} formulas have no value, such as {formula}. Open the file, save it."
            )
            notes.append(Sentence(said, sheet=name, row=first, count=len(uncalculated), formula=formula))
            place = {number: position for position, number in enumerate(numbers)}
        across, repeated = _repeat_merged(rows, place, merged)
        if repeated:
            said = N_("Sheet '{sheet}': merged cells were repeated in {count} cells that they span.")
            notes.append(Sentence(said, sheet=name, count=repeated))
    if not rows:
        return None
    grid = pd.DataFrame(rows, index=numbers, dtype=object)
    grid = grid.where(grid.notna(), None).reindex(range(1, numbers[-1] + 1), fill_value=None)
    return Sheet(name, grid, across=frozenset(across), notes=notes)


def _padded_styles(book: Any) -> dict[int, int]:
    """Cell styles that show codes with leading zeros (format 00000): style -> digits."""
    own = {164 + number: len(form) for number, form in enumerate(book._number_formats) if re.fullmatch("0{2,}", form)}
    return {style: own[cell.numFmtId] for style, cell in enumerate(book._cell_styles) if cell.numFmtId in own}


def _as_shown(cell: Any, padded: dict[int, int]) -> Any:
    """A cell's value; a number shown with leading zeros is a code, and they belong to it."""
    digits = padded.get(getattr(cell, "_style_id", 0))
    if digits and isinstance(cell.value, int) and not isinstance(cell.value, bool):
        return f"{cell.value:0{digits}d}"
    return cell.value


def _cells(values: tuple) -> list[Any]:
    """The row up to its last filled cell; a date without a time is a day."""
    size = len(values)
    while size and (values[size - 1] is None or (isinstance(values[size - 1], str) and not values[size - 1].strip())):
        size -= 1
    return [
        value.date() if isinstance(value, dt.datetime) and value.time() == dt.time() else value
        for value in values[:size]
    ]


def _put_formulas(rows: list[list[Any]], numbers: list[int], formulas: dict[tuple[int, int], str]) -> None:
    """Write the formula where its value is missing: the cell was not empty."""
    table = dict(zip(numbers, rows))
    for (row, column), text in formulas.items():
        if column < MAX_COLUMNS and row <= MAX_ROWS:
            cells = table.setdefault(row, [])
            cells.extend([None] * (column + 1 - len(cells)))
            if cells[column] is None:
                cells[column] = text
    numbers[:] = sorted(table)
    rows[:] = [table[number] for number in numbers]


def _repeat_merged(
    rows: list[list[Any]], place: dict[int, int], merged: list[tuple[int, int, int, int]]
) -> tuple[set[int], int]:
    """Repeat merged cells down the filled rows that they span; rows that one cell crosses, and how many were filled."""
    across, repeated = set(), 0
    for first, left, last, right in merged[:100_000]:
        if right - left >= 2 and first == last:
            across.add(first)
        source = place.get(first)
        if last == first or source is None or left >= len(rows[source]) or rows[source][left] is None:
            continue
        for number in range(first + 1, min(last, first + 10_000) + 1):
            row = rows[place[number]] if number in place else None
            if row is not None and (left >= len(row) or row[left] is None):
                row.extend([None] * (left + 1 - len(row)))
                row[left] = rows[source][left]
                repeated += 1
    return across, repeated
