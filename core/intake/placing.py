"""Where records are: from the file's own geometry, else from their coordinate cells; in EPSG:4490."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Optional

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS

from .. import schema
from ..errors import N_, Progress
from ..metric import DEGREES, is_other_datum, to_degrees
from .coordinates import read_coordinates
from .datum import Placed, place
from .sentence import Sentence
from .table import Table

TOLD = 20
_KEYS = ("application_id", "plan_id", "site_id", "resource_id", "place_id", "site_name", "name")


@dataclass(frozen=True)
class Known:
    """What the user gave to decide by: the datum's word, counties, townships, twins."""

    datum: str
    counties: Optional[gpd.GeoDataFrame]
    townships: Optional[gpd.GeoDataFrame]
    twins: Optional[gpd.GeoDataFrame]


@dataclass
class Position:
    """geometry in EPSG:4490, what each row's coordinates were, how fine they are, what was found, and why."""

    geometry: gpd.GeoSeries
    crs_declared: Optional[pd.Series] = None
    decimals: Optional[pd.Series] = None
    found: str = ""
    evidence: list[Sentence] = field(default_factory=list)


def locate(
    table: Table, records: pd.DataFrame, kind: str, declared: pd.Series, known: Known, progress: Progress
) -> Optional[Position]:
    """The places of the records (None for kinds without). The file's geometry wins over coordinate cells."""
    needed = schema.table_kind(kind).geometry
    if needed == "none":
        return None
    position = Position(gpd.GeoSeries([None] * len(records), index=records.index, crs=DEGREES))
    if table.sheet.geometry is not None:
        shapes = table.sheet.geometry[records.index]
        if needed == "point":
            shapes = _points(shapes, table.sheet.name, position)
        if shapes.notna().any():
            _from_shapes(position, shapes, table, records, declared, known, progress)
        if table.sheet.declared is not None and {"lon_raw", "lat_raw"} <= set(records.columns):  # KML is text
            position.decimals = read_coordinates(records["lon_raw"], records["lat_raw"])["decimals"]
    open_rows = position.geometry.isna()
    if table.sheet.geometry is not None:
        open_rows &= table.sheet.geometry[records.index].isna()
    if {"lon_raw", "lat_raw"} <= set(records.columns) and open_rows.any():
        _from_text(position, records[open_rows], table, declared, known, progress)
    elif table.sheet.geometry is None and needed in ("point", "any"):
        text = N_("Sheet '{sheet}' has no columns with coordinates; its records are without a place.")
        position.evidence.append(Sentence(text, sheet=table.sheet.name))
    return position


def _from_text(
    position: Position, records: pd.DataFrame, table: Table, declared: pd.Series, known: Known, progress: Progress
) -> None:
    read = read_coordinates(records["lon_raw"], records["lat_raw"])
    placed = _place(read, records, declared, known, progress)
    position.geometry[read.index] = placed.geometry
    position.crs_declared = (
        placed.crs_declared.reindex(position.geometry.index)
        if position.crs_declared is None
        else (position.crs_declared.fillna(placed.crs_declared))
    )
    decimals = read["decimals"].reindex(position.geometry.index)
    position.decimals = decimals if position.decimals is None else position.decimals.fillna(decimals)
    position.found = position.found or placed.found
    position.evidence += _said_of(table, placed.evidence)
    faults = read["reason"].dropna()
    for row, reason in list(faults.items())[:TOLD]:
        text = N_("Sheet '{sheet}', row {row}: {reason}. Kept as a record without a place.")
        position.evidence.append(Sentence(text, sheet=table.sheet.name, row=row, reason=reason))
    if len(faults) > TOLD:
        text = N_("Sheet '{sheet}': {count} more records without a readable coordinate are kept without a place.")
        position.evidence.append(Sentence(text, sheet=table.sheet.name, count=len(faults) - TOLD))


def _said_of(table: Table, evidence: list) -> list[Sentence]:
    return [Sentence(N_("Sheet '{sheet}': {said}"), sheet=table.sheet.name, said=said) for said in evidence]


def _place(
    rows: pd.DataFrame, records: pd.DataFrame, declared: pd.Series, known: Known, progress: Progress, datum: str = ""
) -> Placed:
    keys = [name for name in _KEYS if name in records.columns]
    return place(
        rows,
        datum=datum or known.datum,
        declared=declared.reindex(rows.index),
        township=records["township"].reindex(rows.index) if "township" in records.columns else None,
        keys=records[keys].reindex(rows.index) if keys else None,
        counties=known.counties,
        townships=known.townships,
        twins=known.twins,
        progress=progress,
    )


def _points(shapes: gpd.GeoSeries, sheet: str, position: Position) -> gpd.GeoSeries:
    """Shapes as points: one inside each area, the first of several; lines are no place of a point."""
    kinds = shapely.get_type_id(shapes.values)
    values = shapes.to_numpy().copy()
    areas, lines = np.isin(kinds, (3, 6)), np.isin(kinds, (1, 2, 5, 7))
    several = kinds == 4
    values[areas] = shapely.point_on_surface(values[areas])
    values[several] = shapely.get_geometry(values[several], 0)
    values[lines] = None
    for rows, text in (
        (areas, N_("Sheet '{sheet}': {count} areas were turned into a point inside them.")),
        (several, N_("Sheet '{sheet}': of {count} rows with several points the first was taken.")),
        (lines, N_("Sheet '{sheet}': {count} lines are no place of a point; their records are kept without a place.")),
    ):
        if rows.any():
            position.evidence.append(Sentence(text, sheet=sheet, count=int(rows.sum())))
    return gpd.GeoSeries(values, index=shapes.index, crs=shapes.crs)


def _from_shapes(
    position: Position,
    shapes: gpd.GeoSeries,
    table: Table,
    records: pd.DataFrame,
    declared: pd.Series,
    known: Known,
    progress: Progress,
) -> None:
    name, sheet = table.sheet.name, table.sheet
    by_code = known.datum.strip().upper().startswith("EPSG")
    if shapes.crs is not None and not by_code:
        frame = to_degrees(gpd.GeoDataFrame(geometry=shapes), name)
        said = ":".join(shapes.crs.to_authority() or (shapes.crs.name,))
        position.crs_declared = pd.Series(said, index=shapes.index, dtype=object).where(shapes.notna(), None)
        position.found = _word(shapes.crs)
        text = N_("Sheet '{sheet}': the layer itself says {crs}; taken to CGCS2000 (EPSG:4490).")
        position.evidence.append(Sentence(text, sheet=name, crs=said))
        if is_other_datum(gpd.GeoDataFrame(geometry=shapes)):
            text = N_(
                "Sheet '{sheet}': {crs} cannot be turned into CGCS2000 exactly; places may be off by up to 100 m."
            )
            position.evidence.append(Sentence(text, sheet=name, crs=said))
        shapes = frame.geometry
    elif shapes.crs is not None:
        shapes = gpd.GeoSeries(shapes.values, index=shapes.index)
    if shapes.crs is None or known.datum.strip().lower() != "auto":
        xy, owner = shapely.get_coordinates(shapes.values, return_index=True)
        metres = (np.abs(xy) > 360).any(axis=1)
        lone = bool((shapely.get_type_id(shapes.values[shapes.notna()]) == 0).all())
        index = shapes.index[owner]
        rows = pd.DataFrame({"x": xy[:, 0], "y": xy[:, 1], "form": np.where(metres, "projected", "degrees")})
        if lone:
            rows.index = index
            if sheet.geometry is not None and sheet.geometry.crs is None and "lon_raw" not in records.columns:
                # what the file says of the place, whatever becomes of it
                records["lon_raw"], records["lat_raw"] = (
                    pd.Series(map(repr, xy[:, n].tolist()), index=index)
                    .reindex(records.index)
                    .where(lambda s: s.notna(), None)
                    for n in (0, 1)
                )
            placed = _place(rows, records, declared, known, progress)
        else:  # every vertex is a row; a named township says nothing of a vertex
            said = pd.Series(declared.reindex(index).to_numpy(), index=rows.index)
            placed = _place(rows, records.iloc[:, :0], said, known, progress)
        moved = placed.geometry.values
        lost = np.unique(owner[shapely.is_missing(moved)])
        new = np.column_stack([shapely.get_x(moved), shapely.get_y(moved)])
        values = shapely.set_coordinates(shapes.to_numpy().copy(), np.where(np.isfinite(new), new, xy))
        values[lost] = None
        shapes = gpd.GeoSeries(values, index=shapes.index, crs=DEGREES)
        first = pd.Series(placed.crs_declared.to_numpy(), index=index).groupby(level=0).first()
        position.crs_declared = first.reindex(shapes.index)
        position.found = placed.found
        position.evidence += _said_of(table, placed.evidence)
        unsaid = position.crs_declared.eq("unknown")
        if sheet.default_datum and unsaid.any():
            position.crs_declared[unsaid] = "EPSG:4326"
            text = N_("Sheet '{sheet}': {count} objects without a tag are taken as WGS 84, as the KML format has it.")
            position.evidence.append(Sentence(text, sheet=name, count=int(unsaid.sum())))
    bounds = shapely.bounds(shapes.values)
    astray = shapes.notna().to_numpy() & ~(np.isfinite(bounds).all(axis=1))
    if astray.any():
        shapes[astray] = None
        text = N_(
            "Sheet '{sheet}': {count} geometries lie where their system has no places; their rows are kept without."
        )
        position.evidence.append(Sentence(text, sheet=name, count=int(astray.sum())))
    position.geometry = gpd.GeoSeries(shapes.values, index=shapes.index, crs=DEGREES)


def _word(crs: CRS) -> str:
    code = crs.to_epsg()
    return {4326: "wgs84", 4490: "cgcs2000"}.get(code, f"EPSG:{code}" if code else crs.name)
