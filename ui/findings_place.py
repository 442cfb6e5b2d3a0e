"""A finding on the map: its place, its feature and the other one, in the layers of the workspace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsExpression,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsVectorLayer,
)
from qgis.gui import QgsMapCanvas

from ..core.schema import table_kinds
from ..core.workspace.shapes import from_blobs
from ..core.workspace.tables import kind_of
from ..processing.workspaces import layer_source
from .findings_words import filled
from .workspace_layers import layer_of, shown

DEGREES = "EPSG:4490"
SCALE = 5_000


class FindingsOnMap:
    """`place` and `tables`: the workspace and what it holds."""

    def __init__(self, iface: Any) -> None:
        self.iface = iface
        self.place = ""
        self.tables: list[str] = []

    def features(self, kind: str, ids: Iterable[str]) -> list[tuple[QgsVectorLayer, QgsFeature]]:
        """The features with these ids in the tables of a kind ('' for any); a table that has one comes on the map."""
        wanted, found = {str(one) for one in ids if filled(one)}, []
        for table in self.tables:
            own = kind_of(table)
            known = table_kinds().get(own)
            if not wanted or known is None or not known.id_column or (kind and own != kind):
                continue
            source, provider = layer_source(self.place, table, apart=True)
            layer = layer_of(self.place, table) or QgsVectorLayer(source, table, provider)
            if layer.fields().indexOf(known.id_column) < 0:
                continue
            listed = ",".join(QgsExpression.quotedString(one) for one in sorted(wanted))
            column = QgsExpression.quotedColumnRef(known.id_column)
            request = QgsFeatureRequest().setFilterExpression(f"{column} IN ({listed})")
            rows = list(layer.getFeatures(request))
            if rows:
                layer = shown(self.place, table, -1)
            for feature in rows:
                found.append((layer, feature))
                wanted.discard(str(feature[known.id_column]))
        return found

    def show(self, row: Mapping[str, Any], pan: bool, zoom: bool, flash: bool) -> bool:
        """Move the map to the finding as the user wants it; whether it has a place."""
        place = self.geometry(row)
        if place is None:
            return False
        canvas: QgsMapCanvas = self.iface.mapCanvas()
        centre = place.boundingBox().center()
        if zoom:
            box = place.boundingBox()
            if box.width() or box.height():
                box.scale(1.3)
                canvas.setExtent(box)
            else:
                canvas.setCenter(centre)
                if canvas.scale() > SCALE:
                    canvas.zoomScale(SCALE)
        elif pan:
            canvas.setCenter(centre)
        if zoom or pan:
            canvas.refresh()
        if flash:
            canvas.flashGeometries([place], canvas.mapSettings().destinationCrs())
        return True

    def geometry(self, row: Mapping[str, Any]) -> QgsGeometry | None:
        """Where the finding is, in the map's system: its own point before its feature's shape."""
        own = from_blobs([row["place"]])[0] if filled(row.get("place")) else None
        if own is not None and not own.is_empty:
            point = own.representative_point()
            return self._on_map(QgsGeometry.fromPointXY(QgsPointXY(point.x, point.y)), _degrees())
        for layer, feature in self.features(str(row.get("layer") or ""), [row.get("feature")]):
            if feature.hasGeometry():
                return self._on_map(QgsGeometry(feature.geometry()), layer.crs())
        return None

    def open_form(self, kind: str, own: str) -> bool:
        """The form of a feature; whether there is one."""
        for layer, feature in self.features(kind, [own])[:1]:
            self.iface.openFeatureForm(layer, feature, False, False)
            return True
        return False

    def select(self, rows: Sequence[Mapping[str, Any]]) -> int:
        """Select the features of findings in their layers, the first of which becomes the active one; how many."""
        of_layer: dict[str, list[str]] = {}
        for row in rows:
            of_layer.setdefault(str(row.get("layer") or ""), []).append(row["feature"])
        found = [pair for kind, ids in of_layer.items() if kind for pair in self.features(kind, ids)]
        chosen: dict[str, list[int]] = {}
        for layer, feature in found:
            chosen.setdefault(layer.id(), []).append(feature.id())
        for number, (name, ids) in enumerate(chosen.items()):
            layer = QgsProject.instance().mapLayer(name)
            layer.selectByIds(ids)
            if number == 0:
                self.iface.setActiveLayer(layer)
        return len(found)

    def _on_map(self, geometry: QgsGeometry, crs: QgsCoordinateReferenceSystem) -> QgsGeometry | None:
        target = self.iface.mapCanvas().mapSettings().destinationCrs()
        try:
            geometry.transform(QgsCoordinateTransform(crs, target, QgsProject.instance()))
        except QgsCsException:  # beyond what the map's system can show
            return None
        return geometry


def _degrees() -> QgsCoordinateReferenceSystem:
    return QgsCoordinateReferenceSystem(DEGREES)
