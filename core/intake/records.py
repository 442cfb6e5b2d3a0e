"""Records with standard columns and types; what cannot be read keeps its text beside it."""

from __future__ import annotations

import re
from typing import Optional

import pandas as pd

from .. import schema
from ..errors import N_
from .coordinates import split_pair
from .sentence import Sentence
from .table import Table, cell_text

TOLD = 20
_NO_VALUE = r"#(?:REF!|VALUE!|N/A|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)|=[A-Za-z$(+\-'@_].*"
_DATUM = re.compile(
    r"(?:wgs[\s_-]*(?:19)?84|cgcs[\s_-]*2000|国家\s*2000|2000\s*国家大地|gcj[\s_-]*02|火星坐标|bd[\s_-]*09|百度坐标|高德坐标|腾讯坐标|epsg:\d{4,5})"
    r"(?:[^。；;\n()（）]{0,30}(?:带|经线|子午线|CM|zone)[^。；;\n()（）]{0,20})?",
    re.IGNORECASE,
)


def standard_records(table: Table, kind: str) -> tuple[pd.DataFrame, pd.Series, list[Sentence]]:
    """The records under the kind's names and types, index = row in the file; the datum that each row declares; notes.

    Text that its column cannot hold stays in `<column>_raw`.
    """
    sheet, header = table.sheet, table.header
    cells = _named(table)
    declared = _declared(table, cells)
    columns = schema.table_kind(kind).columns
    if header.pair and "lon_raw" in columns:
        lon, lat = split_pair(cells[header.pair].map(cell_text, na_action="ignore"))
        cells["lon_raw"], cells["lat_raw"] = lon.astype(object), lat.astype(object)
    lost = []
    for name in cells.columns:
        if name in columns and name not in ("lon_raw", "lat_raw") and cells[name].dtype == object:
            suspect = cells[name][[isinstance(value, str) and value[:1] in ("#", "=") for value in cells[name]]]
            void = suspect[suspect.astype(str).str.fullmatch(_NO_VALUE).astype(bool)]
            if len(void):
                lost.append((name, void.astype(str)))
                cells.loc[void.index, name] = None
    records = schema.standard_table(cells, kind, sheet.name)
    records.attrs = {}
    unreadable = schema.unreadable_cells(records, kind)
    records = records.drop(columns=[f"{name}_raw" for name in unreadable])
    lost += list(unreadable.items())
    notes: list[Sentence] = []
    for name in dict.fromkeys(name for name, _ in lost):
        text = pd.concat([part for column, part in lost if column == name])
        records[_free(f"{name}_raw", records)] = text.reindex(records.index).where(lambda s: s.notna(), None)
    told = [(row, name, word) for name, text in lost for row, word in text.items()]
    for row, name, word in sorted(told)[:TOLD]:
        text = N_("Sheet '{sheet}', row {row}: '{word}' cannot be read as {column}; kept in {column}_raw.")
        notes.append(Sentence(text, sheet=sheet.name, row=row, word=word[:60], column=name))
    if len(told) > TOLD:
        text = N_("Sheet '{sheet}': {count} more cells cannot be read; their text is kept.")
        notes.append(Sentence(text, sheet=sheet.name, count=len(told) - TOLD))
    return records, declared, notes


def _named(table: Table) -> pd.DataFrame:
    """The cells under the names of columns; what the mapping leaves alone, and a name taken already, set aside."""
    header = table.header
    cells = table.cells
    empty = [name for name in cells.columns if name.startswith("column_") and cells[name].map(cell_text).eq("").all()]
    taken = set(header.matched.values()) | ({"lon_raw", "lat_raw"} if header.pair else set())
    names = {}
    for name in cells.columns:
        fresh = header.matched.get(name, name)
        if name not in header.matched and (name in taken or name in header.ignored or name == "geometry"):
            fresh = f"{name}_source"
        names[name] = fresh
    return cells.drop(columns=empty).rename(columns=names)


def _free(name: str, frame: pd.DataFrame) -> str:
    while name in frame.columns:
        name += "_2"
    return name


def _declared(table: Table, cells: pd.DataFrame) -> pd.Series:
    """What each row says its coordinates are: its own tag or column, else the one word in title or header."""
    declared: Optional[pd.Series] = table.sheet.declared
    declared = (
        declared.reindex(cells.index) if declared is not None else pd.Series(None, index=cells.index, dtype=object)
    )
    if "crs_declared" in cells.columns:
        own = cells["crs_declared"].map(cell_text, na_action="ignore")
        declared = declared.where(declared.notna(), own)
    titles = table.titles or list(table.header.names)
    words = {match.group(0).strip() for title in titles for match in _DATUM.finditer(title)}
    if len({re.sub(r"[\s_-]", "", word).casefold() for word in words}) == 1:
        declared = declared.where(declared.notna(), words.pop())
    return declared.where(declared.notna(), None)
