"""xlsx workbooks: values exactly as stored, merged cells repeated, what has no value named."""

from __future__ import annotations

import datetime as dt
import re
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any, Optional

import pandas as pd

from ..errors import N_, CoreError, Progress
from .read import Sheet, no_such_sheet, share
from .read_archive import UNREADABLE, damaged, open_archive, read_member
from .sentence import Sentence

MAX_ROWS = 1_048_576
MAX_COLUMNS = 2_000
MAX_CELLS = 8_000_000
MAX_WORDS_BYTES = 200_000_000
_GHOST = re.compile(r"_xlnm|_FilterDatabase|Print_Titles|Print_Area", re.IGNORECASE)
_CHUNK = 4_000_000
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})\"")
_UNCALCULATED = re.compile(
    rb"<c\s([^>]*)>\s*<f(?:\s[^>]*)?(?:/>|>([^<]*)</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>", re.DOTALL
)


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
        _refuse_declarations(archive, file)
        listed = _sheets_listed(archive, file)
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


def _refuse_declarations(archive: zipfile.ZipFile, file: str) -> None:
    """XML of a workbook never declares entities: what does is an attack, whatever parser comes after."""
    for member in archive.infolist():
        if not member.filename.lower().endswith((".xml", ".rels")):
            continue
        if member.filename.lower().endswith("sharedstrings.xml") and member.file_size > MAX_WORDS_BYTES:
            text = N_("File '{file}' is refused: unpacked it has {count} parts and {size} MB, more than a table needs.")
            raise CoreError(text, file=file, count=len(archive.namelist()), size=member.file_size // 1_000_000)
        try:
            with archive.open(member) as stream:
                head = stream.read(4096)
        except UNREADABLE:
            raise damaged(file) from None
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head or head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in head:
            text = N_("File '{file}' is refused: its XML declares entities, which no table needs.")
            raise CoreError(text, file=file)


def _sheets_listed(archive: zipfile.ZipFile, file: str) -> int:
    name = next((name for name in archive.namelist() if name.lower() == "xl/workbook.xml"), None)
    return len(re.findall(rb"<(?:\w+:)?sheet\s", read_member(archive, name, MAX_WORDS_BYTES, file))) if name else 0


def _read_sheet(sheet: Any, book: Any, name: str, file: str, progress: Progress) -> Optional[Sheet]:
    if not hasattr(sheet, "iter_rows"):
        return None
    sheet.reset_dimensions()  # what the file says about its size is often wrong, and rows would be lost
    numbers: list[int] = []
    rows: list[list[Any]] = []
    cells = 0
    for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
        if number % 1000 == 0:
            progress(min(number / 20_000, 0.9))
        if number > MAX_ROWS:
            raise damaged(file)
        row = _cells(values)
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
        merged, uncalculated = _scan(book._archive, part)
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


def _cells(values: tuple) -> list[Any]:
    """The row up to its last filled cell; a date without a time is a day."""
    size = len(values)
    while size and (values[size - 1] is None or (isinstance(values[size - 1], str) and not values[size - 1].strip())):
        size -= 1
    return [
        value.date() if isinstance(value, dt.datetime) and value.time() == dt.time() else value
        for value in values[:size]
    ]


def _pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The XML of a sheet in pieces that end with a row."""
    rest = b""
    with archive.open(part) as stream:
        while True:
            data = stream.read(_CHUNK)
            if not data:
                break
            rest += data
            end = rest.rfind(b"</row>")
            if end >= 0:
                yield rest[: end + 6]
                rest = rest[end + 6 :]
            elif len(rest) > 20 * _CHUNK:
                raise ValueError("a row without an end")
    yield rest


def _scan(archive: zipfile.ZipFile, part: str) -> tuple[list[tuple[int, int, int, int]], dict[tuple[int, int], str]]:
    """Merged ranges (first row, first column, last row, last column), and formulas that were never calculated."""
    merged, uncalculated = [], {}
    for piece in _pieces(archive, part):
        if b"<f" in piece:
            for attributes, formula in _UNCALCULATED.findall(piece):
                place = re.search(rb"\br=\"([A-Z]{1,3})(\d{1,7})\"", attributes)
                if place and b't="str"' not in attributes:
                    text = "=" + formula.decode("utf-8", "replace")
                    uncalculated[int(place.group(2)), _column(place.group(1))] = text
        if b"mergeCell" in piece:
            merged += [(int(r1), _column(c1), int(r2), _column(c2)) for c1, r1, c2, r2 in _MERGE.findall(piece)]
    return merged, uncalculated


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


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
