"""What a workspace holds, as the parameters of an algorithm."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsApplication

from ..core.workspace.tables import kind_of
from ..core.workspace.workspace import tables
from .base import Algorithm
from .keeping import WORKSPACE
from .parameters import Sink, Table
from .workspaces import layer_source, open_place

FAMILIES = {"places": ("places",), "routes": ("routes",), "zones": ("zones_sea",)}
"""Kind of demand -> the tables of a workspace that are one: zones are sea zones by name, else they are what keeps sites off."""

TABLES = {"EXISTING": "sites", "BORDER": ""}
"""Parameters that mean a table of another name, or none (BORDER is an area, `border` the line); all others go by their own."""


def algorithm(name: str) -> Algorithm:
    """A fresh algorithm of the provider by its name."""
    return QgsApplication.processingRegistry().createAlgorithmById(f"fengsui:{name}")


def parameters(name: str, place: str, **given: Any) -> dict[str, Any]:
    """The parameters of an algorithm that works on a workspace and keeps its results there.

    Each layer that it asks for is the workspace's table of that name, as far as there is one; sinks go to temporary
    layers. `given` comes on top: what it names stands, None leaves a parameter out.
    """
    asked = algorithm(name)
    held = tables(open_place(place))
    found: dict[str, Any] = {}
    for item in asked.declared:
        table = TABLES.get(item.name, item.name.lower()) if isinstance(item, Table) else ""
        if table in held:
            found[item.name] = [uri(place, table)] if item.multiple else uri(place, table)
        elif isinstance(item, Sink) and not item.definition.flags() & item.definition.Flag.FlagOptional:
            found[item.name] = "TEMPORARY_OUTPUT"
    if asked.KEEPS:
        found[WORKSPACE] = place
    return {key: value for key, value in {**found, **given}.items() if value is not None}


def demands(place: str) -> dict[str, list[str]]:
    """Kind of demand (places, routes, zones) -> the workspace's tables that are one."""
    held = tables(open_place(place))
    return {kind: [name for name in names if name in held] for kind, names in FAMILIES.items()}


def results(place: str, kind: str) -> list[str]:
    """The tables of a kind of result (`assessed`: assessed_places, assessed_routes, …)."""
    return [name for name in tables(open_place(place)) if kind_of(name) == kind]


def uri(place: str, table: str) -> str:
    """A table of the workspace as the text that a layer parameter takes."""
    source, provider = layer_source(place, table, apart=True)
    return source if provider == "ogr" else f"{provider}://{source}"
