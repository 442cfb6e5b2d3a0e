"""A file as people send it -> a tidy table of one kind, with every row accounted for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional, Union

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .. import schema
from ..errors import N_, CoreError, Progress, no_progress
from ..metric import DEGREES
from .mapping import read_mapping
from .placing import Known, Position, locate
from .read import Sheet, read_file
from .records import standard_records
from .sentence import Sentence
from .table import Table, find_table

_FAMILY = {0: "point", 4: "point", 1: "line", 2: "line", 5: "line", 3: "polygon", 6: "polygon"}
_WORDS = {"point": N_("points"), "line": N_("lines"), "polygon": N_("areas")}
COLUMNS_READ = N_("Sheet '{sheet}': columns read as {pairs}.")
REJECTED = ["sheet", "row", "text", "reason"]


@dataclass(frozen=True)
class Imported:
    """table: the records (GeoDataFrame in EPSG:4490, DataFrame for kinds without geometry), with `sheet` and `row`;
    rejected: sheet, row, text, reason of what is no record; rows == len(table) + len(rejected);
    datum_found: cgcs2000, wgs84, gcj02, bd09, 'EPSG:nnnn', mixed, undecided, or '' where there are no coordinates;
    evidence: sentences on how the file was read and what decided."""

    table: pd.DataFrame
    rejected: pd.DataFrame
    rows: int
    datum_found: str
    evidence: list[Sentence]


def import_table(
    path: str,
    kind: str,
    sheet: str = "",
    datum: str = "auto",
    mapping: Union[str, Mapping[str, Any], None] = None,
    counties: Optional[gpd.GeoDataFrame] = None,
    townships: Optional[gpd.GeoDataFrame] = None,
    twins: Optional[gpd.GeoDataFrame] = None,
    progress: Progress = no_progress,
) -> Imported:
    """Read a file as a table of `kind`.

    sheet: one sheet, layer or folder; '' for all that hold records of the kind. datum: auto, wgs84, cgcs2000, gcj02,
    bd09 or an EPSG code. mapping: see `read_mapping`. counties, townships, twins (known positions; site_id, plan_id or
    site_name): EPSG:4490. A record whose coordinate cannot be read is kept without geometry. Raises CoreError naming
    file, sheet and row where the file cannot be read or holds no such table.
    """
    schema.table_kind(kind)
    read_mapping(mapping, kind)  # what is wrong with it is said before the file is read
    sheets, notes = read_file(path, sheet, lambda done: progress(0.6 * done))
    known = Known(datum, counties, townships, twins)
    return import_sheets(sheets, notes, Path(path).name, kind, bool(sheet), mapping, known, progress)


def import_sheets(
    sheets: list[Sheet],
    notes: list[Sentence],
    file: str,
    kind: str,
    chosen: bool,
    mapping: Union[str, Mapping[str, Any], None],
    known: Known,
    progress: Progress = no_progress,
) -> Imported:
    """Sheets of a file, as `read_file` gives them, as a table of `kind`; `chosen`: whether the user named the sheet."""
    words, sender = read_mapping(mapping, kind)
    evidence: list[Sentence] = []
    if sender:
        evidence.append(Sentence(N_("Columns as saved for the sender '{sender}'."), sender=sender))
    evidence += notes
    tables = _tables(sheets, kind, words, file, chosen, evidence, lambda done: progress(0.6))
    frames, rejected, found = [], [], []
    for number, table in enumerate(tables):
        evidence += [*table.sheet.notes, *_columns_read(table)]
        records, declared, notes = standard_records(table, kind)
        evidence += notes
        position = locate(table, records, kind, declared, known, _part(progress, number, len(tables)))
        if position is not None:
            evidence += position.evidence
            found.append(position.found)
        frames.append(_complete(records, position, table.sheet.name))
        rejected.append(table.rejected.assign(sheet=table.sheet.name)[REJECTED])
    joined = _one_family(_joined(frames, kind), kind, evidence)
    refused = pd.concat(rejected, ignore_index=True)
    progress(1.0)
    return Imported(joined, refused, len(joined) + len(refused), _one(found), evidence)


def _part(progress: Progress, number: int, total: int) -> Progress:
    return lambda done: progress(0.6 + 0.4 * (number + done) / total)


def _tables(
    sheets: list,
    kind: str,
    words: dict[str, str],
    file: str,
    chosen: bool,
    evidence: list[Sentence],
    progress: Progress,
) -> list[Table]:
    """The sheets that hold records of this kind; the others are named in the evidence. CoreError when none does."""
    found: list[Table] = []
    for sheet in sheets:
        table = find_table(sheet, kind, words, {"file": file, "sheet": sheet.name}, progress)
        if table is None:
            text = N_("Sheet '{sheet}' has no header with columns of this kind and is left out.")
            evidence.append(Sentence(text, sheet=sheet.name))
        else:
            found.append(table)
    if not found:
        raise _no_header(sheets, kind, file, evidence)
    most = max(table.header.known for table in found)
    held = []
    for table in found:
        # a folder of placemarks with nothing but names is one all the same
        if not chosen and table.sheet.declared is None and table.header.known * 3 < most:
            text = N_("Sheet '{sheet}' has only {count} columns of this kind and is left out; to read it, name it.")
            evidence.append(Sentence(text, sheet=table.sheet.name, count=table.header.known))
        elif table.cells.empty:
            text = N_("Sheet '{sheet}' has a header but no records below it.")
            evidence.append(Sentence(text, sheet=table.sheet.name))
        else:
            held.append(table)
    if not held:
        table = found[0]
        row = table.sheet.cells.index[max(table.header.last, 0)] if len(table.sheet.cells) else 1
        text = N_(
            "File '{file}', sheet '{sheet}', row {row}: a header, but no records below it. Is this the filled-in table?"
        )
        raise CoreError(text, file=file, sheet=table.sheet.name, row=row)
    unused = [w for w in words if not any(schema.plain(w) == schema.plain(n) for t in held for n in t.header.names)]
    if unused:
        text = N_("The mapping names headers that are not in the file: {headers}.")
        evidence.append(Sentence(text, headers=", ".join(unused)))
    return held


def _no_header(sheets: list, kind: str, file: str, evidence: list[Sentence]) -> CoreError:
    columns = list(schema.table_kind(kind).columns.values())[:6]
    looked_for = ", ".join(f"{column.zh} / {column.en}" for column in columns)
    if not sheets:
        names = ", ".join(str(said.values["sheet"]) for said in evidence if "sheet" in said.values) or "-"
        return CoreError(
            N_("File '{file}' has no sheet with anything in it (sheets: {sheets})."), file=file, sheets=names
        )
    names = ", ".join(sheet.name for sheet in sheets[:10])
    text = N_(
        "File '{file}' (sheet {sheets}): no header of {kind} in the first rows, such as {columns}. Give a mapping."
    )
    return CoreError(text, file=file, sheets=names, kind=kind, columns=looked_for)


def _columns_read(table: Table) -> list[Sentence]:
    header = table.header
    pairs = [f"{name} → {column}" for name, column in header.matched.items() if name != column]
    if header.pair:
        pairs.append(f"{header.pair} → lon_raw, lat_raw")
    notes = list(header.notes)
    if pairs:
        notes.append(Sentence(COLUMNS_READ, sheet=table.sheet.name, pairs="; ".join(pairs)))
    return notes


def _complete(records: pd.DataFrame, position: Optional[Position], sheet: str) -> pd.DataFrame:
    if position is not None:
        for name, values in (("crs_declared", position.crs_declared), ("decimals", position.decimals)):
            if values is not None:
                records[name] = values
    for name in ("sheet", "row"):
        if name in records.columns:
            records = records.rename(columns={name: f"{name}_source"})
    records["sheet"], records["row"] = sheet, pd.array(records.index, dtype="Int64")
    if position is not None:
        records["geometry"] = position.geometry
    return records


def _joined(frames: list[pd.DataFrame], kind: str) -> pd.DataFrame:
    """All records under each other: columns of the kind in its order, then those of the sender."""
    frame = pd.concat([pd.DataFrame(part) for part in frames], ignore_index=True)
    standard = [
        name for name in schema.table_kind(kind).columns if name in frame.columns and name not in ("sheet", "row")
    ]
    extra = [name for name in frame.columns if name not in (*standard, "sheet", "row", "geometry")]
    ordered = frame[[*standard, *extra, "sheet", "row"]].copy()
    for name in ordered.columns:
        if ordered[name].dtype == object:
            ordered[name] = ordered[name].where(ordered[name].notna(), None)
    if "geometry" not in frame.columns:
        return ordered
    return gpd.GeoDataFrame(ordered, geometry=gpd.GeoSeries(list(frame["geometry"]), index=frame.index, crs=DEGREES))


def _one_family(table: pd.DataFrame, kind: str, evidence: list[Sentence]) -> pd.DataFrame:
    """A layer holds points, lines or areas: the shapes of the smaller families stay as text beside their rows."""
    if not isinstance(table, gpd.GeoDataFrame):
        return table
    shapes = table.geometry.to_numpy().copy()
    family = pd.Series(shapely.get_type_id(shapes)).map(_FAMILY)
    present = family.value_counts()
    if len(present) < 2:
        return table
    wanted = schema.table_kind(kind).geometry
    kept = wanted if wanted in present.index else present.index[0]
    others = (family.notna() & (family != kept)).to_numpy()
    text = N_(
        "{count} shapes of another family than {family} are kept as text in geometry_text: a layer holds one family."
    )
    evidence.append(Sentence(text, count=int(others.sum()), family=Sentence(_WORDS[kept])))
    words = np.full(len(table), None, dtype=object)
    words[others] = shapely.to_wkt(shapes[others], rounding_precision=9)
    shapes[others] = None
    return table.assign(geometry_text=words).set_geometry(gpd.GeoSeries(shapes, index=table.index, crs=table.crs))


def _one(found: list[str]) -> str:
    several = list(dict.fromkeys(word for word in found if word))
    return "" if not several else several[0] if len(several) == 1 else "mixed"
