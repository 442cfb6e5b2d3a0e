"""A file before it is imported: its first rows, which of them are no records, and what each column is taken for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Optional

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .. import metric, schema
from ..errors import N_, CoreError
from ..values import read_values
from .coordinates import read_coordinates
from .headers import Header, columns_named
from .read import Sheet
from .sentence import Sentence
from .table import Table, cell_text, find_table

SHOWN_ROWS = 50
SAMPLES = 3
_ASKED = 8  # columns of one sheet that may be ambiguous
_UNREADABLE = 0.1
PAIR = "lon_raw, lat_raw"
"""What a column becomes whose cells hold both coordinates."""


@dataclass(frozen=True)
class ColumnSeen:
    """A column of the file: what it becomes ('' stays as it is), why that is doubtful, and some of its cells."""

    name: str
    becomes: str
    doubt: Optional[Sentence]
    samples: tuple[str, ...]


@dataclass(frozen=True)
class SheetSeen:
    """A sheet as it stands in the file.

    cells: the first rows as text, index = row as the user sees it. skipped: row -> why it is no record (title, header or
    a reason). columns: in their order; none where the sheet is not of this kind. fault: what must be chosen first.
    """

    name: str
    cells: pd.DataFrame
    skipped: dict[int, str]
    columns: tuple[ColumnSeen, ...]
    fault: Optional[CoreError] = None


@dataclass(frozen=True)
class Moves:
    """Degrees as they stand in the file and where they were put, n x 2 in EPSG:4490; how far each moved, in metres."""

    before: np.ndarray
    after: np.ndarray
    distance_m: np.ndarray

    @property
    def median_m(self) -> float:
        return float(np.median(self.distance_m)) if len(self.distance_m) else 0.0


TITLE, HEADER = N_("a title above the table"), N_("the header")


def sheet_seen(sheet: Sheet, kind: str, words: Mapping[str, str], file: str) -> SheetSeen:
    """A sheet as a table of `kind` will be read from it; `words`: header -> column, as a mapping says."""
    cells = sheet.cells.iloc[:SHOWN_ROWS].apply(lambda column: column.map(cell_text))
    where = {"file": file, "sheet": sheet.name}
    asked: list[str] = []
    fault: Optional[CoreError] = None
    table: Optional[Table] = None
    for _ in range(_ASKED):
        try:
            table = find_table(sheet, kind, {**words, **dict.fromkeys(asked, "")}, where)
            break
        except CoreError as error:  # a column may be several things: told, and left to the user
            more = [name for name in _asked(error) if name not in asked]
            fault = fault or error
            asked += more
            if not more:
                break
    if table is None:
        return SheetSeen(sheet.name, cells, {}, (), fault)
    header = table.header
    skipped = {}
    if not sheet.has_header:
        rows = sheet.cells.index
        skipped = {int(row): TITLE for row in rows[: header.first]}
        skipped.update({int(row): HEADER for row in rows[header.first : header.last + 1]})
    skipped.update(dict(zip(table.rejected["row"].tolist(), table.rejected["reason"])))
    columns = tuple(_seen(name, table, kind, words, asked) for name in table.cells.columns)
    return SheetSeen(sheet.name, cells, skipped, columns, fault)


def guess_kind(sheets: list[Sheet]) -> Optional[str]:
    """The kind for which one of the first rows has most words; one whose id is among them counts more. None: of none."""
    best, most = None, 0.0
    for kind, known in schema.table_kinds().items():
        words = [columns_named(sheet.cells, kind, sheet.has_header) for sheet in sheets]
        score = max((len(names) + 1.5 * (known.id_column in names) for names in words), default=0.0)
        if score > most:
            best, most = kind, score
    return best


def moves(table: pd.DataFrame) -> Moves:
    """How far the records moved from what the file says, read as degrees of CGCS2000; rows without either left out."""
    none = np.empty((0, 2))
    if not isinstance(table, gpd.GeoDataFrame) or not {"lon_raw", "lat_raw"} <= set(table.columns):
        return Moves(none, none, np.empty(0))
    read = read_coordinates(table["lon_raw"], table["lat_raw"])
    shapes = table.geometry.to_numpy()
    rows = ((read["form"] == "degrees") & (read["y"].abs() <= 90)).to_numpy() & (shapely.get_type_id(shapes) == 0)
    before = read.loc[rows, ["x", "y"]].to_numpy(float)
    after = shapely.get_coordinates(shapes[rows])
    return Moves(before, after, metric.geodesic_m(before, after))


def _seen(name: str, table: Table, kind: str, words: Mapping[str, str], asked: list[str]) -> ColumnSeen:
    header = table.header
    filled = table.cells[name].map(cell_text)
    filled = filled[filled != ""]
    samples = tuple(filled.unique()[:SAMPLES])
    if name == header.pair:
        return ColumnSeen(name, PAIR, None, samples)
    becomes = header.matched.get(name, "")
    doubt = None
    if name in asked:
        doubt = Sentence(N_("may be several columns: choose"))
    elif becomes and schema.plain(name) not in {schema.plain(word) for word in words}:
        if name not in _exact(header, kind):
            doubt = Sentence(N_("recognised by a part of its name or by its values"))
        else:
            doubt = _unread(filled, kind, becomes)
    elif becomes:
        doubt = _unread(filled, kind, becomes)
    return ColumnSeen(name, becomes, doubt, samples)


def _exact(header: Header, kind: str) -> dict[str, str]:
    """The columns whose header is a word for what they became."""
    columns = schema.table_kind(kind).columns
    return {name: column for name, column in header.matched.items() if schema.is_word_for(name, columns[column])}


def _unread(filled: pd.Series, kind: str, name: str) -> Optional[Sentence]:
    column = schema.table_kind(kind).columns[name]
    if column.type == "text" or not len(filled):
        return None
    if column.codes:
        strange = {word: bool(schema.codes_of(column.codes, word)[1]) for word in filled.unique()}
        count = int(filled.map(strange).sum())
    else:
        count = int(read_values(filled, column.type, partial(schema.codes_of, ""))[1].sum())
    if count <= _UNREADABLE * len(filled):
        return None
    return Sentence(N_("{count} of {total} cells cannot be read so"), count=count, total=len(filled))


def _asked(error: CoreError) -> list[str]:
    """The headers that an ambiguity names."""
    inner = error.values.get("fault")
    if isinstance(inner, Sentence) and "header" in inner.values:
        return [str(inner.values["header"])]
    return [name for name in str(error.values.get("columns", "")).split(", ") if name]
