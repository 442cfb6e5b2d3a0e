"""Cells of a sheet's XML made plain before rows are put in: every named one there, every formula one of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from xml.etree.ElementTree import Element

from openpyxl.formula.translate import Translator
from openpyxl.utils import column_index_from_string

from .ooxml import child, inside, local, prefix

_REFERENCE = re.compile(r"([A-Z]{1,3})(\d+)$")


def with_cells(sheet: Element, names: Iterable[str]) -> None:
    """Put in the cells of these names that the sheet lacks: an empty cell without a look is not written by any program."""
    data = child(sheet, "sheetData")
    if data is None:
        return
    known = {cell.get("r") for cell in inside(data, "c")}
    for name in sorted(set(names) - known):
        match = _REFERENCE.match(name)
        if match:
            row = _put_in(data, f"{prefix(data)}row", match[2], lambda row: int(row.get("r", "0")), int(match[2]))
            _put_in(row, f"{prefix(data)}c", name, _column, column_index_from_string(match[1]))


def with_own_formulas(data: Element) -> None:
    """Write out formulas that cells share: copies of a row must not share with its first one."""
    masters: dict[str, tuple[str, str]] = {}
    for cell in inside(data, "c"):
        formula = child(cell, "f")
        if formula is None or formula.get("t") != "shared":
            continue
        place, group = cell.get("r", ""), formula.get("si", "")
        if formula.text:
            masters[group] = (formula.text, place)
        elif group in masters:
            text, origin = masters[group]
            formula.text = Translator(f"={text}", origin).translate_formula(place)[1:]
        for key in ("t", "ref", "si"):
            formula.attrib.pop(key, None)


def _column(cell: Element) -> int:
    match = _REFERENCE.match(cell.get("r", ""))
    return column_index_from_string(match[1]) if match and local(cell) == "c" else 0


def _put_in(holder: Element, tag: str, name: str, number_of: Callable[[Element], int], number: int) -> Element:
    """The element of this number, put in at its place where there is none."""
    below = list(holder)
    found = next((element for element in below if number_of(element) == number), None)
    if found is not None:
        return found
    made = Element(tag, {"r": name})
    holder.insert(sum(number_of(element) < number for element in below), made)
    return made
