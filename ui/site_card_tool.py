"""The map tool: a click gives a place in CGCS2000; and what the map shows of the place asked about."""

from __future__ import annotations

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsWkbTypes,
)
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool, QgsRubberBand, QgsVertexMarker
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor

DEGREES = "EPSG:4490"
SPOT, PASSES, HALO = QColor("#B00020"), QColor("#009E73"), QColor(255, 255, 255, 200)


def transform(canvas: QgsMapCanvas, inverse: bool = False) -> QgsCoordinateTransform:
    """From the map to CGCS2000 degrees, or back."""
    ends = [canvas.mapSettings().destinationCrs(), QgsCoordinateReferenceSystem(DEGREES)]
    return QgsCoordinateTransform(*(reversed(ends) if inverse else ends), QgsProject.instance())


class PlaceTool(QgsMapTool):
    """`placed`: longitude and latitude (CGCS2000) of where the user clicked."""

    placed = pyqtSignal(float, float)

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        try:
            place = transform(self.canvas()).transform(event.mapPoint())
        except QgsCsException:  # beyond what the map's system can show
            return
        self.placed.emit(place.x(), place.y())


class Marks:
    """The place asked about, and the way to another: the nearest that passes, or the site of a path."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self._canvas = canvas
        self._items: list = []

    def show(self, spot: tuple[float, float], passes: tuple[float, float] | None = None) -> None:
        self.clear()
        here = self._on_map(*spot)
        if here is None:
            return
        if passes is not None:
            there = self._on_map(*passes)
            line = QgsRubberBand(self._canvas, QgsWkbTypes.GeometryType.LineGeometry)
            line.setColor(PASSES)
            line.setSecondaryStrokeColor(HALO)
            line.setWidth(3)
            line.setToGeometry(QgsGeometry.fromPolylineXY([here, there]), None)
            self._items.append(line)
            self._mark(there, QgsVertexMarker.IconType.ICON_DOUBLE_TRIANGLE, PASSES)
        self._mark(here, QgsVertexMarker.IconType.ICON_CROSS, SPOT)

    def clear(self) -> None:
        for item in self._items:
            self._canvas.scene().removeItem(item)
        self._items = []

    def pointer(self, spot: tuple[float, float]) -> QgsVertexMarker | None:
        """A small mark that is the caller's to remove."""
        place = self._on_map(*spot)
        if place is None:
            return None
        marker = QgsVertexMarker(self._canvas)
        marker.setIconType(QgsVertexMarker.IconType.ICON_CIRCLE)
        marker.setIconSize(11)
        marker.setPenWidth(3)
        marker.setColor(SPOT)
        marker.setCenter(place)
        return marker

    def reveal(self, spot: tuple[float, float]) -> None:
        """Move the map to a place that it does not show."""
        place = self._on_map(*spot)
        if place is not None and not self._canvas.extent().contains(place):
            self._canvas.setCenter(place)
            self._canvas.refresh()

    def _mark(self, place: QgsPointXY, icon: QgsVertexMarker.IconType, colour: QColor) -> None:
        # a wide light one below, so that it stands out on any map
        for shade, width in ((HALO, 7), (colour, 3)):
            marker = QgsVertexMarker(self._canvas)
            marker.setIconType(icon)
            marker.setIconSize(18)
            marker.setPenWidth(width)
            marker.setColor(shade)
            marker.setCenter(place)
            self._items.append(marker)

    def _on_map(self, lon: float, lat: float) -> QgsPointXY | None:
        try:
            return transform(self._canvas, inverse=True).transform(QgsPointXY(lon, lat))
        except QgsCsException:
            return None
