"""Rows put into a sheet: whatever else in a workbook points below them moves down by as many."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from .ooxml import Package, child, inside, local

_CELLS = re.compile(r"(\$?)([A-Z]{1,3})(\$?)(\d+)(?::(\$?)([A-Z]{1,3})(\$?)(\d+))?")
_IN_FORMULA = re.compile(
    r"(?P<text>\"(?:[^\"]|\"\")*\")|(?P<sheet>(?:'(?:[^']|'')+'|[\w\u4e00-\u9fff.]+)!)?"
    r"(?<![\w.])(?P<cells>\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)(?![\w(.\x01])"
)
_OWN_ROW = re.compile("\x01(\\d+)\x02")
"""A row number that is that of the filled sheet already (see `of_own_row`)."""
_OVER_CELLS = re.compile(
    r"\b(?:(?:SUM|COUNT|COUNTA|COUNTBLANK|AVERAGE|MAX|MIN|PRODUCT|COUNTIF|SUMIF|AVERAGEIF)\(|SUBTOTAL\(\d+,)$"
)
"""What stands before the first argument of a function over many cells: there one cell of a repeated row is all its copies."""
_FORMULAS = ("f", "formula", "formula1", "formula2")
_POINTING = (
    "conditionalFormatting",
    "dataValidation",
    "autoFilter",
    "hyperlink",
    "ignoredError",
    "protectedRange",
    "sortState",
)


class Inserted(NamedTuple):
    """`rows` put in behind row `row` (numbers of the template)."""

    row: int
    rows: int


def moved(row: int, inserted: Sequence[Inserted]) -> int:
    """Where a row of the template stands in the filled sheet."""
    return row + sum(rows for at, rows in inserted if at < row)


def moved_end(row: int, inserted: Sequence[Inserted]) -> int:
    """Where a range that ends with a row ends now: a repeated row is in it with all its copies."""
    return row + sum(rows for at, rows in inserted if at <= row)


def moved_range(cells: str, inserted: Sequence[Inserted], stretched: bool = False) -> str:
    """A cell, a range, or several, in the filled sheet; `stretched`: a cell of a repeated row is all its copies."""

    def move(match: re.Match[str]) -> str:
        a, column, b, row, c, last, d, end = match.groups()
        first = f"{a}{column}{b}{moved(int(row), inserted)}"
        if stretched and not end and moved_end(int(row), inserted) > moved(int(row), inserted):
            return f"{first}:{a}{column}{b}{moved_end(int(row), inserted)}"
        return f"{first}:{c}{last}{d}{moved_end(int(end), inserted)}" if end else first

    return _CELLS.sub(move, cells)


def move_references(
    package: Package, book: str, sheets: Mapping[str, str], inserted: Mapping[str, Sequence[Inserted]]
) -> None:
    """Move what points to rows: merged cells, filters, rules, formulas of all sheets, names, tables, pictures."""
    for title, part in sheets.items():
        sheet = package.xml(part)
        for rule in [*inside(sheet, "conditionalFormatting"), *inside(sheet, "dataValidation")]:
            _mark_own_rows(rule, inserted[title])
        for formula in (element for element in sheet.iter() if local(element) in _FORMULAS):
            if formula.text:
                formula.text = moved_formula(formula.text, title, inserted)
            if formula.get("ref"):
                formula.set("ref", moved_range(formula.get("ref", ""), inserted[title]))
        _move_own(package, part, sheet, inserted[title])
    workbook = package.xml(book)
    for name in inside(workbook, "definedName"):
        if name.text:
            name.text = moved_formula(name.text, "", inserted)
    _compute_anew(package, workbook)


def of_own_row(formula: str, row: int, number: int) -> str:
    """The formula of a cell in a repeated row: relative references to that row become row `number` of the filled sheet."""

    def mark(match: re.Match[str]) -> str:
        if match["text"] or match["sheet"]:
            return match[0]
        return re.sub(rf"(?<![$A-Z])(\$?[A-Z]{{1,3}}){row}(?!\d)", f"\\g<1>\x01{number}\x02", match[0])

    return _IN_FORMULA.sub(mark, formula)


def moved_formula(formula: str, title: str, inserted: Mapping[str, Sequence[Inserted]]) -> str:
    """A formula of the sheet `title` with its references moved; texts in it stay."""

    def move(match: re.Match[str]) -> str:
        if match["text"]:
            return match["text"]
        sheet = (match["sheet"] or "").rstrip("!").strip("'").replace("''", "'") or title
        before, after = formula[: match.start()], formula[match.end() : match.end() + 1]
        over_cells = after in (",", ")") and bool(_OVER_CELLS.search(before))
        return (match["sheet"] or "") + moved_range(match["cells"], inserted.get(sheet, []), stretched=over_cells)

    return _OWN_ROW.sub(r"\1", _IN_FORMULA.sub(move, formula))


def _mark_own_rows(rule: Element, inserted: Sequence[Inserted]) -> None:
    """Formulas of a rule for a repeated row look at each copy's own row."""
    where = rule.get("sqref") or next((below.text or "" for below in inside(rule, "sqref")), "")
    first = _CELLS.match(where)
    if first is None or int(first[4]) not in dict(inserted):
        return
    for formula in rule.iter():
        if local(formula) in _FORMULAS and formula.text:
            formula.text = of_own_row(formula.text, int(first[4]), moved(int(first[4]), inserted))


def _move_own(package: Package, part: str, sheet: Element, inserted: Sequence[Inserted]) -> None:
    if not inserted:
        return
    for element in sheet.iter():
        name = local(element)
        if name in _POINTING or name == "dimension":
            for key in ("ref", "sqref"):
                if element.get(key):
                    element.set(key, moved_range(element.get(key, ""), inserted, stretched=key == "sqref"))
        elif name == "sqref" and element.text:  # rules that point to other sheets
            element.text = moved_range(element.text, inserted, stretched=True)
        elif name == "brk" and element.get("max") != "1048575":
            element.set("id", str(moved(int(element.get("id", "0")), inserted)))
    merged = child(sheet, "mergeCells")
    if merged is not None:
        _move_merged(merged, inserted)
    for related in package.related(part).values():
        if related.startswith("xl/tables/") and package.has(related):
            table = package.xml(related)
            for element in [table, *inside(table, "autoFilter")]:
                element.set("ref", moved_range(element.get("ref", ""), inserted))
        elif related.startswith("xl/drawings/") and related.endswith(".xml") and package.has(related):
            for row in inside(package.xml(related), "row"):
                row.text = str(moved(int(row.text or 0) + 1, inserted) - 1)


def _move_merged(merged: Element, inserted: Sequence[Inserted]) -> None:
    """Merged cells move; those within a repeated row are merged in every copy."""
    counts = dict(inserted)
    for cell in list(merged):
        match = _CELLS.fullmatch(cell.get("ref", ""))
        if not match or not match[8]:
            continue
        row, end = int(match[4]), int(match[8])
        if row != end or row not in counts:
            cell.set("ref", moved_range(cell.get("ref", ""), inserted))
            continue
        first = moved(row, inserted)
        cell.set("ref", f"{match[2]}{first}:{match[6]}{first}")
        for k in range(1, counts[row] + 1):
            merged.append(Element(cell.tag, {"ref": f"{match[2]}{first + k}:{match[6]}{first + k}"}))
    merged.set("count", str(len(list(merged))))


def _compute_anew(package: Package, workbook: Element) -> None:
    """Cells that formulas read are filled: what was computed, and in which order, is void."""
    settings = child(workbook, "calcPr")
    if settings is not None:
        settings.set("fullCalcOnLoad", "1")
    if package.has("xl/calcChain.xml"):
        package.drop("xl/calcChain.xml")
        for part, tag in (("[Content_Types].xml", "PartName"), ("xl/_rels/workbook.xml.rels", "Target")):
            root = package.xml(part)
            for element in list(root):
                if element.get(tag, "").endswith("calcChain.xml"):
                    root.remove(element)
