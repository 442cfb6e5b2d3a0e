"""The layers given to an algorithm, opened on the main thread and read as standard tables."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable

import geopandas as gpd
import pandas as pd
from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProviderRegistry,
)

from ..core import metric, schema
from ..core.errors import N_, Progress
from ..core.intake.coordinates import read_coordinates
from ..core.intake.datum import place
from ..core.intake.dbf import encoding_of_table
from .frames import read_frame
from .parameters import Table
from .translation import sentence, tr


@dataclass
class Opened:
    """A layer that was given: its name for the user, its features, the day its file was last written, what to tell of it.

    `key`: the key of a database's table, which gives its rows as they lie: with every edit in another order.
    """

    name: str
    source: QgsProcessingFeatureSource
    written: str | None = None
    notes: list[str] = field(default_factory=list)
    key: list[str] = field(default_factory=list)

    def facts(self) -> dict[str, str | None]:
        return {"layer": self.name, "crs": self.source.sourceCrs().authid() or None, "written": self.written}


def open_table(
    algorithm: QgsProcessingAlgorithm, item: Table, parameters: dict, context: QgsProcessingContext
) -> list[Opened]:
    """Each layer given for `item`; empty when none is."""
    if parameters.get(item.name) in (None, "", []):
        return []
    if item.multiple:
        layers = algorithm.parameterAsLayerList(parameters, item.name, context)
        if not layers:
            raise QgsProcessingException(algorithm.invalidSourceError(parameters, item.name))
        return [_opened(layer, _decoded(layer), QgsProcessingFeatureSource(layer, context)) for layer in layers]
    layer = algorithm.parameterAsVectorLayer(parameters, item.name, context)
    notes = _decoded(layer) if layer else []  # before the source, which keeps the encoding that it finds
    source = algorithm.parameterAsSource(parameters, item.name, context)
    if source is None:
        raise QgsProcessingException(algorithm.invalidSourceError(parameters, item.name))
    return [_opened(layer, notes, source) if layer else Opened(source.sourceName(), source)]


def _opened(layer: Any, notes: list[str], source: QgsProcessingFeatureSource) -> Opened:
    fields = layer.fields() if layer.providerType() == "postgres" else None
    key = [fields.at(n).name() for n in layer.primaryKeyAttributes()] if fields is not None else []
    return Opened(layer_name(layer), source, last_written(layer), notes, key)


def _decoded(layer: Any) -> list[str]:
    """Have a shapefile without a (true) .cpg read in the encoding that its text is in; what the user should know.

    QGIS reads such a file as UTF-8, and Chinese names that are not come out as one and the same row of marks.
    """
    path = Path(_parts(layer).get("path") or "")
    if layer.providerType() != "ogr" or path.suffix.casefold() != ".shp" or not path.is_file():
        return []
    encoding, note = encoding_of_table(str(path))
    now = layer.dataProvider().encoding().upper()
    if note is None or now == encoding or (encoding == "GB18030" and now.startswith("GB")):
        return []
    layer.setProviderEncoding(encoding)
    return [tr(note, file=path.name, encoding=encoding)]


def read_table(
    item: Table, opened: list[Opened], progress: Progress, warn: Callable[[str], None]
) -> pd.DataFrame | list[pd.DataFrame] | None:
    """The layers of `item` as one frame with standard columns in EPSG:4490 (kind None: as they are).

    Layers are made standard one by one; of several allowed ones, `layer_name` keeps which row came from where. Of an item
    whose layers stay apart, a list of frames.
    """
    if not opened:
        return None
    frames = [_read_one(item.kind, layer, progress, warn) for layer in opened]
    if item.apart:
        return frames
    return _joined(frames) if item.multiple else frames[0]


def layer_name(layer: Any) -> str:
    """The name a user knows a layer by: two layers of one GeoPackage are told apart by their own names."""
    inside = _parts(layer).get("layerName")
    return inside if inside and inside not in layer.name() else layer.name()


def last_written(layer: Any) -> str | None:
    """The day on which the layer's file was last written, None where there is no file."""
    path = Path(_parts(layer).get("path") or "")
    return dt.date.fromtimestamp(path.stat().st_mtime).isoformat() if path.is_file() else None


def _parts(layer: Any) -> dict[str, Any]:
    return QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())


def _joined(frames: list[pd.DataFrame]) -> pd.DataFrame:
    joined = pd.concat([frame.assign(layer_name=frame.attrs["name"]) for frame in frames], ignore_index=True)
    for attribute in ("name", "source"):
        joined.attrs[attribute] = ", ".join(frame.attrs[attribute] for frame in frames)
    return joined


def _read_one(kind: str | None, layer: Opened, progress: Progress, warn: Callable[[str], None]) -> pd.DataFrame:
    name = layer.name
    for note in layer.notes:
        warn(note)
    frame = read_frame(layer.source, name, progress, layer.key)
    if frame.attrs.get("broken"):
        text = N_("{name}: {count} geometries cannot be read; their rows are kept without.")
        warn(tr(text, name=name, count=frame.attrs["broken"]))
    frame.attrs["source"] = f"{name} ({layer.written})" if layer.written else name
    return frame if kind is None else as_kind(frame, kind, warn)


def as_kind(frame: pd.DataFrame, kind: str, warn: Callable[[str], None]) -> pd.DataFrame:
    """A layer that was read as it is, made a standard table in EPSG:4490."""
    name = str(frame.attrs["name"])
    spatial = isinstance(frame, gpd.GeoDataFrame)
    if schema.table_kind(kind).geometry == "none":
        frame = pd.DataFrame(frame.drop(columns=frame.geometry.name)) if spatial else frame
    elif spatial:
        frame = in_degrees(frame, name, warn)
    else:  # a register without a single position still is one
        attributes = frame.attrs
        frame = gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries([None] * len(frame), crs="EPSG:4490"))
        frame.attrs = attributes
    table = schema.standard_table(frame, kind, name)
    if not spatial and schema.table_kind(kind).geometry == "point" and {"lon_raw", "lat_raw"} <= set(table.columns):
        return placed_by_cells(table, name, warn)
    return table


def in_degrees(frame: gpd.GeoDataFrame, name: str, warn: Callable[[str], None]) -> gpd.GeoDataFrame:
    """The layer in EPSG:4490; tells of a datum whose positions may be off."""
    if metric.is_other_datum(frame):
        text = N_(
            "{name} is in {crs}: its positions may be off by a hundred metres. Convert it with your office's parameters."
        )
        warn(tr(text, name=name, crs=frame.crs.name))
    attributes = frame.attrs
    frame = metric.to_degrees(frame, name)
    frame.attrs = attributes
    return frame


def placed_by_cells(table: gpd.GeoDataFrame, name: str, warn: Callable[[str], None]) -> gpd.GeoDataFrame:
    """A table without geometry (a CSV, a sheet) at the places that its own columns name, as the import reads them."""
    declared = table["crs_declared"] if "crs_declared" in table.columns else None
    placed = place(read_coordinates(table["lon_raw"], table["lat_raw"]), declared=declared)
    warn(tr(N_("Sheet '{sheet}': columns read as {pairs}."), sheet=name, pairs="lon_raw, lat_raw"))
    for said in placed.evidence:
        warn(sentence(said))
    attributes = table.attrs
    table = table.set_geometry(placed.geometry)
    table["crs_declared"] = placed.crs_declared if declared is None else declared.fillna(placed.crs_declared)
    table.attrs = attributes
    return table
