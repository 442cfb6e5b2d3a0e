"""The tables of a workspace on the map: added, styled, named in the user's language, brought up to date after a run."""

from __future__ import annotations

import os
from collections.abc import Iterable

from qgis.core import QgsDataSourceUri, QgsProject, QgsProviderRegistry, QgsVectorLayer, QgsWkbTypes

from ..core.checks.rules import table_word
from ..core.errors import N_, CoreError
from ..core.schema import table_kinds
from ..core.workspace.tables import kind_of
from ..processing.styles import apply_style
from ..processing.translation import language, tr
from ..processing.workspaces import layer_source, place_source

INPUTS = (
    "applications", "sites", "plan", "resources", "powerlines", "buildings", "routes", "zones", "townships", "counties",
)  # fmt: skip
"""What is shown when a workspace is opened, top first."""

WORDS = {
    "findings": N_("Findings"), "reviewed": N_("Opinions"), "extents": N_("Overlaps"), "compared": N_("Candidates compared"),
    "areas": N_("Where a site may stand"), "points": N_("Nearest places that pass"), "assessed": N_("Assessed demand"),
    "gaps": N_("Gaps"), "coverage": N_("Coverage"), "matches": N_("Hosts"), "answers": N_("Share or build"),
    "excluded": N_("Shut out"), "requests": N_("Plan changes"), "places": N_("Places"), "routes": N_("Routes"),
    "zones": N_("Zones"),
}  # fmt: skip
STYLES = {"points": "locations", "reviewed_register": "resources"}
_FAMILIES = {QgsWkbTypes.GeometryType.LineGeometry: "_lines", QgsWkbTypes.GeometryType.PolygonGeometry: "_areas"}


def layer_of(place: str, table: str) -> QgsVectorLayer | None:
    """The project's layer of a table of the workspace; None where it is not on the map."""
    wanted = origin(*layer_source(place, table))
    for layer in QgsProject.instance().mapLayers().values():
        if origin(layer.source(), layer.providerType()) == wanted:
            return layer
    return None


def table_of(layer: QgsVectorLayer, place: str) -> str:
    """The table of the workspace that a layer shows; empty where it shows none."""
    *where, table = origin(layer.source(), layer.providerType())
    try:
        return table if [*origin(*place_source(place))[:2]] == where else ""
    except CoreError:  # a connection that is no more: the dock that opened the workspace says so
        return ""


def edited_tables(place: str) -> set[str]:
    """The tables of the workspace of which a layer in the project is in an edit session."""
    layers = [one for one in QgsProject.instance().mapLayers().values() if isinstance(one, QgsVectorLayer)]
    return {table_of(layer, place) for layer in layers if layer.isEditable()} - {""}


def origin(source: str, provider: str) -> tuple[str, str, str]:
    """Provider, file or schema, and table of a layer's source, whatever filter and options QGIS wrote into it."""
    if provider != "postgres":
        parts = QgsProviderRegistry.instance().decodeUri(provider, source)
        file = str(parts.get("path") or source)
        return provider, os.path.normcase(os.path.realpath(file)), str(parts.get("layerName") or "")
    uri = QgsDataSourceUri(source)
    return provider, f"{uri.connectionInfo(False)} {uri.schema()}", uri.table()


def shown(place: str, table: str, position: int = 0) -> QgsVectorLayer:
    """The layer of a table, put on the map where it is not there yet, at a position of the layer tree."""
    layer = layer_of(place, table)
    if layer is None:
        source, provider = layer_source(place, table, apart=bool(edited_tables(place)))
        layer = QgsVectorLayer(source, title(table), provider)
        apply_style(layer, _style(table, layer))
        QgsProject.instance().addMapLayer(layer, False)
        QgsProject.instance().layerTreeRoot().insertLayer(position, layer)
    return layer


def show_inputs(place: str, tables: Iterable[str]) -> None:
    """Put the inputs of a workspace on the map, as they are best seen; in an empty project its CRS is taken too."""
    project, held = QgsProject.instance(), set(tables)
    fresh = not project.mapLayers()
    layers = [shown(place, table, at) for at, table in enumerate(name for name in INPUTS if name in held)]
    if fresh and layers:
        project.setCrs(layers[-1].crs())


def refresh(place: str, tables: Iterable[str]) -> None:
    """Have the layers of tables that were written anew read again."""
    for table in tables:
        layer = layer_of(place, table)
        if layer is not None and not layer.isEditable():
            layer.dataProvider().reloadData()
            layer.updateFields()
            layer.triggerRepaint()


def title(table: str) -> str:
    """What the layer of a table is called: assessed_routes is 'Assessed demand: routes'."""
    kind = kind_of(table)
    if kind in table_kinds():
        return table_word(kind, language())
    rest = table[len(kind) + 1 :]
    word = tr(WORDS.get(kind, kind))
    return f"{word} · {tr(WORDS.get(rest, rest))}" if rest else word


def _style(table: str, layer: QgsVectorLayer) -> str:
    kind = kind_of(table)
    family = _FAMILIES.get(layer.geometryType(), "") if kind in ("assessed", "gaps") else ""
    return STYLES.get(table, kind) + family
