"""Which layer of a project is which kind of table: by the name of its table, else by its columns; asked when unclear."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.core import QgsVectorLayer, QgsWkbTypes

from ..core import schema
from ..core.checks.rules import table_word
from ..core.errors import CoreError
from .site_reading import TABLES
from .sources import _parts

_FAMILIES = {
    "point": QgsWkbTypes.GeometryType.PointGeometry,
    "line": QgsWkbTypes.GeometryType.LineGeometry,
    "polygon": QgsWkbTypes.GeometryType.PolygonGeometry,
}
_OF_RESULTS = {"rule", "severity", "opinion", "verdict", "answer", "shift_m", "checked_by"}
_ENOUGH = 3


def recognised(layers: Iterable[QgsVectorLayer]) -> dict[str, list[QgsVectorLayer]]:
    """Kind of table -> the layers that are of it. Layers with the table's own name put those known by columns aside.

    Several layers of a kind are all zones, else a question for the user.
    """
    by_name: dict[str, list[QgsVectorLayer]] = {}
    by_columns: dict[str, list[QgsVectorLayer]] = {}
    for layer in layers:
        if not isinstance(layer, QgsVectorLayer) or not layer.isValid():
            continue
        kind = _named(layer)
        if kind is not None:
            by_name.setdefault(kind, []).append(layer)
            continue
        kind = _by_columns(layer)
        if kind is not None:
            by_columns.setdefault(kind, []).append(layer)
    found = {**by_columns, **by_name}
    return {kind: found[kind] for kind in TABLES if kind in found}


def by_table_name(layers: Iterable[QgsVectorLayer], names: Iterable[str]) -> dict[str, QgsVectorLayer]:
    """The first layer that is called like a table, or is one of that name inside its file."""
    found: dict[str, QgsVectorLayer] = {}
    wanted = set(names)
    for layer in layers:
        if not isinstance(layer, QgsVectorLayer) or not layer.isValid():
            continue
        for name in wanted & {layer.name().casefold(), str(_parts(layer).get("layerName")).casefold()}:
            found.setdefault(name, layer)
    return found


def choosable(layers: Iterable[QgsVectorLayer], kind: str) -> list[QgsVectorLayer]:
    """The layers that may be of a kind, by their geometry."""
    return [layer for layer in layers if isinstance(layer, QgsVectorLayer) and layer.isValid() and _fits(layer, kind)]


def kind_word(kind: str, language: str) -> str:
    """What a kind of table is called in a language (zh or en)."""
    return table_word(kind, language) if kind != "cells" else {"zh": "小区", "en": "cells"}[language]


def _named(layer: QgsVectorLayer) -> str | None:
    names = {str(name).strip().casefold() for name in (layer.name(), _parts(layer).get("layerName")) if name}
    for kind in TABLES:
        words = {kind, *(kind_word(kind, language).casefold() for language in ("zh", "en")), *_TITLES.get(kind, ())}
        if names & words and _fits(layer, kind):
            return kind
    return None


_TITLES = {
    "plan": {"规划站", "site plan", "planned sites"},
    "sites": {"现网站", "sites on air"},
    "counties": {"县", "county"},
    "townships": {"乡镇"},
    "applications": {"申请站", "申请表"},
    "resources": {"开放公共资源", "opened public resources"},
}


def _by_columns(layer: QgsVectorLayer) -> str | None:
    """The kind whose columns the layer has, by the most that match; None where two kinds match alike."""
    headers = [field.name() for field in layer.fields() if field.name() not in ("fid", "note")]
    if _OF_RESULTS & set(headers):
        return None
    ranked = sorted(((_matches(headers, kind), kind) for kind in schema.table_kinds()), reverse=True)
    (best, kind), (second, _) = ranked[:2]
    clear = best > second and best >= _ENOUGH and best >= 0.5 * len(headers)
    return kind if clear and kind in TABLES and _fits(layer, kind) else None


def _matches(headers: list[str], kind: str) -> int:
    """How many of the headers are columns of the kind; none where its number is not among them."""
    try:
        matched = set(schema.match_columns(headers, kind).values())
    except CoreError:
        return 0
    number = schema.table_kind(kind).id_column
    return len(matched) if number is None or number in matched else 0


def _fits(layer: QgsVectorLayer, kind: str) -> bool:
    geometry = layer.geometryType()
    if kind == "cells":
        return True
    if kind in ("routes", "resources", "zones", "buildings", "powerlines"):
        return geometry != QgsWkbTypes.GeometryType.NullGeometry
    wanted = _FAMILIES.get(schema.table_kind(kind).geometry)
    return geometry == wanted if wanted is not None else geometry != QgsWkbTypes.GeometryType.NullGeometry
