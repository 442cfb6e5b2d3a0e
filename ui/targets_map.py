"""What fails a target on the map: its layers, only gaps shown where the user wants it, panned, zoomed to, flashed."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsGeometry,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor

from .site_card_tool import DEGREES
from .targets_data import Layers
from .workspace_layers import shown

CLOSEST = 8_000
"""The scale to which a single place is zoomed."""
FLASH = QColor("#D55E00")
FORMER = "fengsui/former_filter"
"""The filter that a layer had before ours, kept with the layer."""
_IDS = ("place_id", "route_id", "zone_id")


class TargetsMap:
    def __init__(self, iface: Any) -> None:
        self._canvas = iface.mapCanvas()

    def show(self, place: str, layers: Layers, units: gpd.GeoDataFrame, only: bool) -> None:
        """Put the layers that hold the units on the map; `only`: with nothing in them but these."""
        self.clear()
        wanted = set(units["demand"].astype(str))
        for tables, column in ((layers.assessed, ""), (layers.gaps, "demand")):
            for name, table in tables.items():
                key = column or next((one for one in _IDS if one in table.columns), "")
                if not key or not wanted & set(table[key].astype(str)):
                    continue
                layer = shown(place, name)
                if only:
                    self._filter(layer, key, wanted)

    def clear(self) -> None:
        """Give every layer the filter back that it had, also where the project was saved with ours."""
        for layer in QgsProject.instance().mapLayers().values():
            if isinstance(layer, QgsVectorLayer) and FORMER in layer.customPropertyKeys():
                layer.setSubsetString(layer.customProperty(FORMER) or "")
                layer.removeCustomProperty(FORMER)

    def go(self, shape: Any, zoom: bool, pan: bool, flash: bool) -> bool:
        """Go to a shape in degrees as the user wants it; False where it has no place on the map."""
        geometry = self._on_map(shape)
        if geometry is None:
            return False
        box = geometry.boundingBox()
        if zoom:
            if box.width() + box.height() > 0:
                box.scale(1.6)
                self._canvas.setExtent(box)
            if self._canvas.scale() < CLOSEST or box.width() + box.height() == 0:
                self._canvas.zoomScale(CLOSEST)
                self._canvas.setCenter(box.center())
        elif pan:
            self._canvas.setCenter(box.center())
        if zoom or pan:
            self._canvas.refresh()
        if flash:
            faded = QColor(FLASH)
            faded.setAlpha(0)
            crs = self._canvas.mapSettings().destinationCrs()
            self._canvas.flashGeometries([geometry], crs, FLASH, faded, 4, 350)
        return True

    def go_all(self, shapes: gpd.GeoSeries) -> None:
        """Show all of them at once."""
        held = shapes[~(shapes.isna() | shapes.is_empty)]
        if len(held):
            self.go(held.unary_union.envelope, zoom=True, pan=False, flash=False)

    def _filter(self, layer: QgsVectorLayer, key: str, wanted: set[str]) -> None:
        if layer.isEditable():  # QGIS filters none that is being edited
            return
        ids = ", ".join("'" + one.replace("'", "''") + "'" for one in sorted(wanted))
        open_ = "(\"state\" IS NULL OR \"state\" NOT IN ('covered_model', 'covered_measured'))"
        layer.setCustomProperty(FORMER, layer.subsetString())
        layer.setSubsetString(f'"{key}" IN ({ids}) AND {open_}')

    def _on_map(self, shape: Any) -> QgsGeometry | None:
        if shape is None or shape.is_empty:
            return None
        geometry = QgsGeometry()
        geometry.fromWkb(shape.wkb)
        ends = QgsCoordinateReferenceSystem(DEGREES), self._canvas.mapSettings().destinationCrs()
        try:
            geometry.transform(QgsCoordinateTransform(*ends, QgsProject.instance()))
        except QgsCsException:  # beyond what the map's system can show
            return None
        return geometry
