"""A county's own XLSX form filled: placeholders and named cells, a row repeated for each row of data, formatting kept."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Optional
from xml.etree.ElementTree import Element, SubElement

from openpyxl.utils import column_index_from_string

from .fill_margins import fill_boxes, fill_margins
from .moved_rows import Inserted, move_references, moved, of_own_row
from .ooxml import Package, child, inside, local, prefix
from .placeholders import PLACEHOLDER, Value, Vocabulary, clean, sole, spread
from .sheet_cells import with_cells, with_own_formulas
from .sheets import FORMULA_STARTS, LINE_HEIGHT, lines_of

BOOK, STRINGS, STYLES = "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"
USUAL_WIDTH = 8.43  # characters, where a sheet sets none
_CELL = re.compile(
    r"^'?(?P<sheet>(?:[^']|'')+?)'?!\$?(?P<column>[A-Z]{1,3})\$?(?P<row>\d+)(?P<end>:\$?[A-Z]{1,3}\$?\d+)?$"
)
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d+)$")


@dataclass
class _Book:
    """A workbook being filled: its shared texts, and the styles whose cells stay text when edited."""

    package: Package
    texts: list[Element]
    quoted: dict[str, str]

    def runs_of(self, cell: Element) -> list[Element]:
        """The texts of a cell, one for each run of its own look; none where it holds a number or a formula."""
        if child(cell, "f") is not None:
            return []
        if cell.get("t") == "s":
            value = child(cell, "v")
            holder = self.texts[int(value.text)] if value is not None and value.text else None
        else:
            holder = child(cell, "is") if cell.get("t") == "inlineStr" else None
        if holder is None:
            return []
        return [below for below in holder if local(below) in ("t", "r")]


def fill_xlsx(template: Path, output: Path, vocabulary: Vocabulary) -> None:
    """Write the template filled to `output`.

    A cell that is one placeholder, or that a name of the workbook names like one, becomes the value itself: a number
    stays a number. A row with placeholders of a table is repeated; merged cells, formulas, filters, print areas and
    pictures below move with it. Headers, footers and text boxes are filled with single words.
    CoreError where the template is damaged, holds macros or declares entities.
    """
    package = Package(template)
    package.must_hold(BOOK)
    texts = list(inside(package.xml(STRINGS), "si")) if package.has(STRINGS) else []
    book = _Book(package, texts, {})
    inserted: dict[str, list[Inserted]] = {}
    sheets = _sheets(package)
    named = _named_cells(package, sheets, vocabulary)
    for title, part in sheets.items():
        sheet = package.xml(part)
        with_cells(sheet, named.get(title, {}))
        inserted[title] = _fill_sheet(book, sheet, title, named.get(title, {}), vocabulary)
        fill_margins(sheet, vocabulary, title)
    for part in package.names("xl/drawings/drawing"):
        fill_boxes(package.xml(part), vocabulary, part.rpartition("/")[2])
    move_references(package, BOOK, sheets, inserted)
    package.save(output)


def _sheets(package: Package) -> dict[str, str]:
    """Title of each sheet -> its part."""
    related = package.related(BOOK)
    found = {}
    for sheet in inside(package.xml(BOOK), "sheet"):
        identity = next((value for name, value in sheet.attrib.items() if name.endswith(":id")), "")
        if package.has(related.get(identity, "")):
            found[sheet.get("name", "")] = related[identity]
    return found


def _named_cells(package: Package, sheets: Mapping[str, str], vocabulary: Vocabulary) -> dict[str, dict[str, str]]:
    """Sheet -> cell -> the name that it bears in the workbook, where that is a placeholder's; merged cells are one."""
    found: dict[str, dict[str, str]] = {}
    for name in inside(package.xml(BOOK), "definedName"):
        match = _CELL.match((name.text or "").strip())
        if match and vocabulary.meaning(name.get("name", "")):
            sheet, cell = match["sheet"].replace("''", "'"), f"{match['column']}{match['row']}"
            whole = f"{cell}{match['end'] or ''}".replace("$", "")
            if not match["end"] or (sheet in sheets and whole in _merged(package.xml(sheets[sheet]))):
                found.setdefault(sheet, {})[cell] = name.get("name", "")
    return found


def _merged(sheet: Element) -> set[str]:
    return {cell.get("ref", "") for cell in inside(sheet, "mergeCell")}


def _fill_sheet(
    book: _Book, sheet: Element, title: str, named: dict[str, str], vocabulary: Vocabulary
) -> list[Inserted]:
    data = child(sheet, "sheetData")
    inserted: list[Inserted] = []
    if data is None:
        return inserted
    rows: list[Element] = []
    widths = _widths(sheet)
    if any(
        vocabulary.table_of("".join(_text(book, cell, named) for cell in row if local(cell) == "c")) for row in data
    ):
        with_own_formulas(data)
    for row in list(data):
        at = int(row.get("r") or len(rows) + 1)
        texts = {cell: _text(book, cell, named) for cell in row if local(cell) == "c"}
        table = vocabulary.table_of("".join(texts.values()))
        count = max(len(vocabulary.tables[table].rows), 1) if table else 1
        copies = [copy.deepcopy(row) for _ in range(count - 1)]
        first = moved(at, inserted)
        for k, one in enumerate([row, *copies]):
            cells = [cell for cell in one if local(cell) == "c"]
            for cell, text in zip(cells, texts.values()):
                if PLACEHOLDER.search(text):
                    place = f"{title}!{cell.get('r')}"
                    _fill_cell(book, cell, text, vocabulary, place, k if table else None, table)
            _renumber(one, first + k, at, count > 1)
            if table and not one.get("ht"):
                _set_height(book, one, widths)
            rows.append(one)
        if count > 1:
            inserted.append(Inserted(at, count - 1))
    data[:] = rows
    return inserted


def _widths(sheet: Element) -> dict[int, float]:
    """Column -> width in characters, of those that a sheet sets."""
    return {
        number: float(column.get("width", USUAL_WIDTH))
        for column in inside(sheet, "col")
        for number in range(int(column.get("min", 1)), min(int(column.get("max", 1)), 500) + 1)
    }


def _set_height(book: _Book, row: Element, widths: dict[int, float]) -> None:
    """A row as high as its longest text: not every program fits wrapped rows when it opens a file."""
    lines = 1
    for cell in row:
        match = _REFERENCE.match(cell.get("r", ""))
        if match and local(cell) == "c":
            width = widths.get(column_index_from_string(match[1]), USUAL_WIDTH)
            lines = max(lines, lines_of("".join(_said(run) for run in book.runs_of(cell)), width))
    row.set("ht", f"{min(lines * LINE_HEIGHT + 2, 400):g}")
    row.set("customHeight", "1")


def _text(book: _Book, cell: Element, named: dict[str, str]) -> str:
    if cell.get("r") in named:
        return f"{{{{{named[cell.get('r', '')]}}}}}"
    return "".join(_said(run) for run in book.runs_of(cell))


def _said(run: Element) -> str:
    return (run.text or "") if local(run) == "t" else "".join(t.text or "" for t in inside(run, "t"))


def _fill_cell(
    book: _Book, cell: Element, text: str, vocabulary: Vocabulary, place: str, row: Optional[int], table: str
) -> None:
    name = sole(text)
    meaning = vocabulary.meaning(name, table) if name else None
    if meaning is not None and (not meaning.table or meaning.table == table):
        _put(book, cell, vocabulary.value(meaning, row))
        return
    runs = book.runs_of(cell)
    filled = spread([_said(run) for run in runs], vocabulary.filler(place, row, table))
    if len(runs) == 1 or not runs:
        _put(book, cell, "".join(filled))
        return
    looks = [copy.deepcopy(run) for run in runs]
    for run, words in zip(looks, filled):
        target = run if local(run) == "t" else child(run, "t")
        if target is not None:
            target.text = clean(words)
            target.set("xml:space", "preserve")
    _emptied(cell, "inlineStr")
    SubElement(cell, f"{prefix(cell)}is").extend(looks)


def _put(book: _Book, cell: Element, value: Value) -> None:
    """A number as a number, a text as a text that no program takes for a formula."""
    if value is None or value == "":
        _emptied(cell, None)
    elif isinstance(value, str):
        text = clean(value)
        _emptied(cell, "inlineStr")
        holder = SubElement(cell, f"{prefix(cell)}is")
        SubElement(holder, f"{prefix(cell)}t", {"xml:space": "preserve"}).text = text
        if text.startswith(FORMULA_STARTS):
            cell.set("s", _quoted(book, cell.get("s", "0")))
    else:
        _emptied(cell, None)
        SubElement(cell, f"{prefix(cell)}v").text = repr(value)


def _emptied(cell: Element, kind: Optional[str]) -> None:
    for below in list(cell):
        cell.remove(below)
    cell.attrib.pop("t", None)
    if kind:
        cell.set("t", kind)


def _quoted(book: _Book, style: str) -> str:
    """A style like this one whose cells stay text when somebody edits them."""
    if style not in book.quoted and book.package.has(STYLES):
        formats = next(inside(book.package.xml(STYLES), "cellXfs"))
        own = copy.deepcopy(list(formats)[int(style)])
        own.set("quotePrefix", "1")
        formats.append(own)
        formats.set("count", str(len(list(formats))))
        book.quoted[style] = str(len(list(formats)) - 1)
    return book.quoted.get(style, style)


def _renumber(row: Element, number: int, template: int, repeated: bool) -> None:
    """The row and its cells by their place in the filled sheet; formulas of a repeated row look at their own row."""
    row.set("r", str(number))
    for cell in row:
        match = _REFERENCE.match(cell.get("r", ""))
        if match:
            cell.set("r", f"{match[1]}{number}")
        formula = child(cell, "f") if local(cell) == "c" else None
        if formula is None:
            continue
        value = child(cell, "v")
        if value is not None:
            cell.remove(value)  # computed anew when the workbook is opened
        if repeated and formula.text:
            formula.text = of_own_row(formula.text, template, number)
