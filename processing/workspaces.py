"""Workspaces as QGIS names them: a file, a saved connection with a schema, or an address; and their layers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from osgeo import gdal
from qgis.core import (
    QgsDataSourceUri,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProviderRegistry,
    QgsVectorLayer,
)

from ..core.errors import N_, CoreError, Progress, no_progress
from ..core.schema import standard_table, table_kinds
from ..core.workspace.postgis import DEFAULT_SCHEMA, PostGIS, is_address, split_address
from ..core.workspace.tables import kind_of
from ..core.workspace.workspace import Workspace, open_workspace, store_all
from .frames import read_frame
from .parameters import Input, text_input

_SAVED = re.compile(r"connection='((?:[^'\\]|\\.)*)' schema='((?:[^'\\]|\\.)*)'")


def workspace_input(name: str = "WORKSPACE", optional: bool = False) -> Input:
    """A workspace by its file or by what `createworkspace` gave back; compute gets the text."""
    return text_input(
        name,
        N_("Workspace"),
        optional=optional,
        help=N_("The workspace's GeoPackage, or what createworkspace gave back for a PostGIS schema."),
    )


def saved(connection: str, schema: str) -> str:
    """How a workspace in a schema of a saved connection is named: without address, user and password."""
    return f"connection='{_escaped(connection)}' schema='{_escaped(schema)}'"


def resolved(place: str) -> tuple[str, str | None]:
    """The place as core opens it, and the password that the saved connection or QGIS's password store holds."""
    match = _SAVED.fullmatch(place.strip())
    if not match:
        return place, None
    connection, schema = (re.sub(r"\\(.)", r"\1", part) for part in match.groups())
    return address_of(connection, schema)


def address_of(connection: str, schema: str) -> tuple[str, str | None]:
    """The address of a schema of a saved connection, and its password apart."""
    known = QgsProviderRegistry.instance().providerMetadata("postgres").connections()
    if connection not in known:
        text = N_("QGIS has no PostgreSQL connection '{name}'. It has: {known}.")
        raise CoreError(text, name=connection, known=", ".join(sorted(known)) or "–")
    plain = QgsDataSourceUri(QgsDataSourceUri(known[connection].uri()).connectionInfo(True))
    password = plain.password() or None
    plain.setPassword("")
    return f"{plain.connectionInfo(False)} schema='{_escaped(schema)}'", password


def open_place(place: str) -> Workspace:
    """The workspace that a parameter WORKSPACE names; see `open_workspace`."""
    return open_workspace(*resolved(place))


def place_name(place: str) -> str:
    """A workspace as people call it: the file without its folder, or the schema with its connection."""
    match = _SAVED.fullmatch(place.strip())
    if match:
        connection, schema = (re.sub(r"\\(.)", r"\1", part) for part in match.groups())
        return f"{schema} ({connection})"
    return split_address(place)[1] if is_address(place) else Path(place).stem


def schemas_with_workspace(connection: str) -> list[str]:
    """The schemas of a saved connection that hold a workspace. CoreError where the server cannot be reached."""
    address, password = address_of(connection, DEFAULT_SCHEMA)
    with PostGIS(address, password).reading() as session:
        rows = session.rows(
            "SELECT s.table_schema FROM information_schema.tables s JOIN information_schema.tables d USING (table_schema) "
            "WHERE s.table_name = 'workspace' AND d.table_name = 'decision_log' ORDER BY 1"
        )
    return [name for (name,) in rows]


def layer_source(place: str, table: str, apart: bool = False) -> tuple[str, str]:
    """Source and provider with which QGIS opens a table of the workspace as a layer.

    `apart`: not through what QGIS has open of the file already. That is opened without locks and reads nothing any more,
    or a layer without a system, from when a layer of the file is edited (the file has a log then).
    """
    address, password = resolved(place)
    if not is_address(address):
        return f"{Path(address)}|layername={table}" + ("|option:NOLOCK=NO" if apart else ""), "ogr"
    server = PostGIS(address, password)
    with server.reading() as session:
        spatial = "geom" in session.columns_of(table)
    uri = _server_uri(place, server)
    uri.setDataSource(server.schema, table, "geom" if spatial else "", "", "fid")
    return uri.uri(False), "postgres"


def place_source(place: str) -> tuple[str, str]:
    """As `layer_source`, of no table: nothing is opened. CoreError where QGIS has no such connection any more."""
    address, password = resolved(place)
    if not is_address(address):
        return str(Path(address)), "ogr"
    server = PostGIS(address, password)
    uri = _server_uri(place, server)
    uri.setSchema(server.schema)
    return uri.uri(False), "postgres"


def _server_uri(place: str, server: PostGIS) -> QgsDataSourceUri:
    match = _SAVED.fullmatch(place.strip())
    if not match:
        return QgsDataSourceUri(server.address)
    known = QgsProviderRegistry.instance().providerMetadata("postgres").connections()  # with its own password store
    return QgsDataSourceUri(known[re.sub(r"\\(.)", r"\1", match.group(1))].uri())


def keep(
    place: str,
    layers: Mapping[str, QgsVectorLayer | str],
    record: str = "",
    features: Sequence[str] | None = None,
    progress: Progress = no_progress,
) -> int:
    """Store the layers that a run of an algorithm gave, by the tables that they become; the number of the run.

    layers: table -> layer or its source. record: the run record; by default the one kept with the first layer that has
    one. features: see `store_all`. Inputs get the standard columns of their kind. CoreError where a layer cannot be read.
    """
    frames = {}
    for table, given in layers.items():
        layer = given if isinstance(given, QgsVectorLayer) else QgsVectorLayer(given, table, "ogr")
        if not layer.isValid():
            raise CoreError(N_("The layer '{layer}' cannot be read."), layer=str(given))
        record = record or record_of(layer)
        frame = read_frame(QgsProcessingFeatureSource(layer, QgsProcessingContext()), table)
        frame = frame.drop(columns=["fid", "source_fid"], errors="ignore")  # numbers of rows in files on the way
        kind = kind_of(table)
        frames[table] = standard_table(frame, kind, layer.name()) if kind in table_kinds() else frame
    return store_all(open_place(place), frames, record, features, progress)


def record_of(layer: QgsVectorLayer) -> str:
    """The run record kept with an output: in the GeoPackage that it lies in, else in the layer's metadata; '' where none is."""
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    path = parts.get("path") or ""
    if path.lower().endswith(".gpkg"):
        data = gdal.OpenEx(path, gdal.OF_VECTOR)
        inside = data and (data.GetLayerByName(parts["layerName"]) if parts.get("layerName") else data.GetLayer(0))
        kept = inside.GetMetadataItem("FENGSUI_RUN") if inside else None
        if kept:
            return kept
    abstract = layer.metadata().abstract()
    return abstract if abstract.startswith("{") else ""


def _escaped(text: Any) -> str:
    return re.sub(r"(['\\])", r"\\\1", str(text))
