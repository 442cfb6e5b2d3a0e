"""Shapefiles, GeoPackages, GeoJSON and old Excel workbooks, through GDAL's own Python bindings."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Optional

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError

from ..errors import N_, CoreError, Progress
from .dbf import encoding_of_table
from .read import Sheet, share
from .read_archive import damaged
from .sentence import Sentence

_CRS = re.compile(r'"(?:c|\\u00[46]3)(?:r|\\u00[57]2)(?:s|\\u00[57]3)"\s*:\s*', re.IGNORECASE)  # letters may be numbers
_DRIVERS = {"shp": ["ESRI Shapefile"], "gpkg": ["GPKG"], "geojson": ["GeoJSON", "TopoJSON", "ESRIJSON"], "xls": ["XLS"]}


def read_layers(path: str, file: str, kind: str, progress: Progress) -> tuple[list[Sheet], list[Sentence]]:
    """Every layer of the file with its geometry as it stands and its CRS, None where the file has none."""
    options, notes = [], []
    if kind == "shp":
        _check_parts(path, file)
        encoding, note = encoding_of_table(path)
        options = [f"ENCODING={encoding}"] if encoding else []
        notes = [Sentence(note, file=file, encoding=encoding)] if note else []
    if kind == "geojson":
        _check_links(path, file)
    sheets: list[Sheet] = []
    with _opened(path, file, kind, options) as source:
        count = source.GetLayerCount()
        for number in range(count):
            layer = source.GetLayer(number)
            sheet = _read_layer(layer, file, share(progress, number, count))
            if kind == "geojson":
                sheet.name = file.rsplit(".", 1)[0]
            if len(sheet.cells):
                sheets.append(sheet)
            else:
                notes.append(Sentence(N_("Sheet '{sheet}' is empty and left out."), sheet=sheet.name))
    return sheets, notes


def read_old_workbook(path: str, file: str, progress: Progress) -> tuple[list[Sheet], list[Sentence]]:
    """The sheets of an .xls as grids; CoreError with a way out where this GDAL cannot read it."""
    from osgeo import gdal

    if gdal.GetDriverByName("XLS") is None:
        text = N_("File '{file}' is an old Excel workbook, which cannot be read here. Open it and save it as xlsx.")
        raise CoreError(text, file=file)
    sheets: list[Sheet] = []
    notes: list[Sentence] = []
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "book.xls")  # the driver goes by the ending, senders do not
        shutil.copyfile(path, copy)
        with _option("OGR_XLS_HEADERS", "DISABLE"), _opened(copy, file, "xls", []) as source:
            count = source.GetLayerCount()
            for number in range(count):
                sheet = _read_layer(source.GetLayer(number), file, share(progress, number, count))
                grid = sheet.cells.set_axis(range(sheet.cells.shape[1]), axis=1)
                if grid.notna().any(axis=None) and "_FilterDatabase" not in sheet.name:
                    sheets.append(Sheet(sheet.name, grid))
                else:
                    notes.append(Sentence(N_("Sheet '{sheet}' is empty and left out."), sheet=sheet.name))
    return sheets, notes


@contextlib.contextmanager
def _opened(path: str, file: str, kind: str, options: list[str]) -> Iterator[Any]:
    from osgeo import gdal

    raising = gdal.GetUseExceptions()
    gdal.DontUseExceptions()  # where others switched them on, a damaged .prj beside a good file would end the reading
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        gdal.ErrorReset()
        source = gdal.OpenEx(path, gdal.OF_VECTOR | gdal.OF_READONLY, _DRIVERS[kind], options)
        if source is None:
            raise damaged(file)
        yield source
    finally:
        gdal.PopErrorHandler()
        if raising:
            gdal.UseExceptions()


@contextlib.contextmanager
def _option(name: str, value: str) -> Iterator[None]:
    from osgeo import gdal

    former = gdal.GetConfigOption(name)
    gdal.SetConfigOption(name, value)
    try:
        yield
    finally:
        gdal.SetConfigOption(name, former)


def _check_parts(path: str, file: str) -> None:
    """A shapefile is several files; what is missing is said by name."""
    stem = Path(path)
    there = {entry.name.casefold() for entry in stem.parent.iterdir()}
    for ending in (".shx", ".dbf") if stem.suffix.lower() == ".shp" else ():
        part = stem.with_suffix(ending).name
        if part.casefold() not in there:
            text = N_(
                "File '{file}' lacks its part '{part}'. Ask for all parts of the shapefile (.shp, .shx, .dbf, .prj)."
            )
            raise CoreError(text, file=file, part=part)


def _check_links(path: str, file: str) -> None:
    """Refuse a coordinate system that is a link: GDAL would follow it, and nothing leaves the machine."""
    with open(path, "rb") as stream:
        text = stream.read().decode("utf-8", "replace")
    for found in _CRS.finditer(text):
        try:
            crs, _ = json.JSONDecoder().raw_decode(text, found.end())
        except (ValueError, RecursionError):
            crs = None  # broken: GDAL will say so
        members = {name.lower(): value for name, value in crs.items()} if isinstance(crs, dict) else {}
        if str(members.get("type", "")).lower() == "link":
            text = N_("File '{file}' names its coordinate system by a link, which is not followed. Save it anew.")
            raise CoreError(text, file=file)


def _read_layer(layer: Any, file: str, progress: Progress) -> Sheet:
    definition = layer.GetLayerDefn()
    names = [definition.GetFieldDefn(n).GetName() for n in range(definition.GetFieldCount())]
    spatial = definition.GetGeomFieldCount() > 0 and layer.GetGeomType() != 100  # wkbNone
    expected = max(layer.GetFeatureCount(), 1)
    fields = range(len(names))
    rows, shapes = [], []
    try:
        for number, feature in enumerate(layer):
            if number % 2000 == 0:
                progress(min(number / expected, 1.0))
            rows.append([feature.GetField(n) for n in fields])
            if spatial:
                shapes.append(_wkb(feature.GetGeometryRef()))
    except RuntimeError:
        raise damaged(file) from None
    if len(rows) < layer.GetFeatureCount():
        text = N_("File '{file}' breaks off after {count} of {total} rows. Ask for it again.")
        raise CoreError(text, file=file, count=len(rows), total=layer.GetFeatureCount())
    cells = pd.DataFrame(rows, columns=_text_names(names), index=range(1, len(rows) + 1), dtype=object)
    cells = cells.apply(lambda column: column.map(_cell)) if len(rows) else cells
    sheet = Sheet(layer.GetName(), cells, has_header=True)
    if spatial:
        wkb = np.empty(len(shapes), dtype=object)
        wkb[:] = shapes
        geometry = shapely.from_wkb(wkb, on_invalid="ignore")
        broken = int(sum(shape is not None for shape in shapes) - (~shapely.is_missing(geometry)).sum())
        geometry[shapely.is_empty(geometry)] = None
        sheet.geometry = gpd.GeoSeries(geometry, index=cells.index, crs=_crs(layer))
        if broken:
            text = N_("Sheet '{sheet}': {count} geometries cannot be read; their rows are kept without.")
            sheet.notes.append(Sentence(text, sheet=sheet.name, count=broken))
    return sheet


def _wkb(geometry: Any) -> Optional[bytes]:
    if geometry is None:
        return None
    if geometry.HasCurveGeometry():
        geometry = geometry.GetLinearGeometry()
    geometry.FlattenTo2D()
    return bytes(geometry.ExportToWkb())


def _text_names(names: list[str]) -> list[str]:
    """Names as text, each once; the second of two gets a number."""
    taken: dict[str, int] = {}
    result = []
    for name in names:
        name = _whole_text(name)
        taken[name] = taken.get(name, 0) + 1
        result.append(name if taken[name] == 1 else f"{name}_{taken[name]}")
    return result


def _cell(value: Any) -> Any:
    if isinstance(value, float) and not np.isfinite(value):
        return None if np.isnan(value) else str(value)  # infinite is unreadable, not a number
    if isinstance(value, (str, bytes)):
        return _whole_text(value)
    if isinstance(value, (list, tuple)):
        return ";".join(str(item) for item in value)
    return value


def _whole_text(text: Any) -> str:
    """Text without the half character that a field's width may leave at its end."""
    if isinstance(text, str):
        try:
            text.encode("utf-8")
            return text
        except UnicodeEncodeError:
            text = text.encode("utf-8", "surrogateescape")
    return bytes(text).decode("utf-8", "ignore")


def _crs(layer: Any) -> Optional[CRS]:
    """The layer's CRS; None where it has none or one that is only a drawing's plane."""
    reference = layer.GetSpatialRef()
    if reference is None or not (reference.IsGeographic() or reference.IsProjected()):
        return None
    code = reference.GetAuthorityCode(None)
    try:
        if code and reference.GetAuthorityName(None):
            return CRS.from_user_input(f"{reference.GetAuthorityName(None)}:{code}")
        return CRS.from_wkt(_whole_text(reference.ExportToWkt(["FORMAT=WKT2_2019"])))
    except (CRSError, RuntimeError):
        return None
