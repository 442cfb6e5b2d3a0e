"""A small map: where the points are as the file says it, and where they are put."""

from __future__ import annotations

import numpy as np
from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsPointXY, QgsProject, QgsRectangle, QgsWkbTypes
from qgis.gui import QgsMapCanvas, QgsMapToolPan, QgsRubberBand
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtWidgets import QWidget

from ..core.intake.preview import Moves
from .workspace_layers import layer_of

BEFORE, AFTER, WAY = QColor("#D55E00"), QColor("#0072B2"), QColor("#8A8A8A")
_DRAWN = 2000  # marks are drawn one by one
_LEAST_DEG = 0.002


class ImportMap(QgsMapCanvas):
    """Rings before, dots after, a line between; `close_up` looks at the point that moved like most."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4490"))
        self._pan = QgsMapToolPan(self)
        self.setMapTool(self._pan)
        self._bands: list[QgsRubberBand] = []
        self._moves: Moves | None = None
        self.show_moves(None, "")

    def show_moves(self, moves: Moves | None, place: str) -> None:
        """Draw the points over the outlines of the workspace, as far as they are on QGIS's map."""
        self.clear()
        self.setCanvasColor(QgsProject.instance().backgroundColor())  # what the styles are made for, in any theme
        layers = [layer_of(place, table) for table in ("townships", "counties")] if place else []
        self.setLayers([layer for layer in layers if layer is not None])
        self._moves = moves
        if moves is None or not len(moves.after):
            self.refresh()
            return
        some = np.unique(np.linspace(0, len(moves.after) - 1, min(len(moves.after), _DRAWN)).astype(int))
        before, after = moves.before[some], moves.after[some]
        if moves.median_m >= 0.5:
            line = QgsRubberBand(self, QgsWkbTypes.GeometryType.LineGeometry)
            line.setColor(WAY)
            line.setWidth(1)
            ways = [[QgsPointXY(*a), QgsPointXY(*b)] for a, b in zip(before.tolist(), after.tolist())]
            line.setToGeometry(QgsGeometry.fromMultiPolylineXY(ways), None)
            self._bands.append(line)
            self._points(before, BEFORE, QColor(0, 0, 0, 0))
        self._points(after, AFTER, AFTER)
        self.close_up(False)

    def close_up(self, near: bool) -> None:
        if self._moves is None or not len(self._moves.after):
            return
        points = np.vstack([self._moves.before, self._moves.after])
        if near:
            one = int(np.argmin(np.abs(self._moves.distance_m - self._moves.median_m)))
            points = np.vstack([self._moves.before[one], self._moves.after[one]])
        # most of them: one mistyped degree would leave the others in one spot
        (west, south), (east, north) = np.percentile(points, 10, axis=0), np.percentile(points, 90, axis=0)
        box = QgsRectangle(west, south, east, north)
        box.grow(max(0.3 * max(box.width(), box.height()), _LEAST_DEG))
        self.setExtent(box)
        self.refresh()

    def clear(self) -> None:
        for band in self._bands:
            self.scene().removeItem(band)
        self._bands = []

    def stop(self) -> None:
        """Hold no layer and no mark any more."""
        self.clear()
        self.stopRendering()
        self.unsetMapTool(self._pan)
        self.setLayers([])

    def _points(self, xy: np.ndarray, stroke: QColor, fill: QColor) -> None:
        band = QgsRubberBand(self, QgsWkbTypes.GeometryType.PointGeometry)
        band.setIcon(QgsRubberBand.IconType.ICON_CIRCLE)
        band.setIconSize(7)
        band.setWidth(2)
        band.setStrokeColor(stroke)
        band.setFillColor(fill)
        band.setToGeometry(QgsGeometry.fromMultiPointXY([QgsPointXY(*place) for place in xy.tolist()]), None)
        self._bands.append(band)
