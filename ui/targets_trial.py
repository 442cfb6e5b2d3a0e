"""Try a site: dropped on the map and moved, and beside it which targets change. Nothing is written."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from qgis.core import QgsCsException, QgsGeometry, QgsPointXY, QgsSettings, QgsWkbTypes
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool, QgsRubberBand
from qgis.PyQt.QtCore import QObject, QPoint, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor

from ..core.buildout.standing import Standing, stand, wanted
from ..core.buildout.trial import Trial, try_site
from ..core.checks.profile import load_profile
from ..core.ellipsoid import discs
from ..core.errors import CoreError, Progress
from ..core.workspace.workspace import read, tables
from ..processing.translation import language, sentence
from .background import Work
from .current_workspace import CurrentWorkspace
from .site_card_tool import HALO, SPOT, transform

GAINED = QColor("#009E73")


class TrialTool(QgsMapTool):
    """`moved`: where the button is held, in map units; `dropped`: longitude and latitude (CGCS2000) where it is let go."""

    moved = pyqtSignal(float, float)
    dropped = pyqtSignal(float, float)

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._held = False

    def canvasPressEvent(self, event: QgsMapMouseEvent) -> None:
        self._held = event.button() == Qt.MouseButton.LeftButton
        self.canvasMoveEvent(event)

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:
        if self._held:
            self.moved.emit(*self._place(event.pos()))

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        held, self._held = self._held, False
        if held and event.button() == Qt.MouseButton.LeftButton:
            place = self._place(event.pos())
            if all(map(math.isfinite, place)):
                self.dropped.emit(*place)

    def _place(self, at: QPoint) -> tuple[float, float]:
        try:
            place = transform(self.canvas()).transform(self.toMapCoordinates(at))
        except QgsCsException:  # beyond what the map's system can show
            return math.nan, math.nan
        return place.x(), place.y()


class TrialMarks:
    """The site, its reach, and what it newly covers."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self._canvas, self._bands = canvas, {}

    def reach(self, lon: float, lat: float, metres: float) -> None:
        """The circle of what it surely reaches over land."""
        self._clear("reach", "gained")
        if not math.isfinite(lon):
            return
        spot = self._shape(QgsGeometry.fromPointXY(QgsPointXY(lon, lat)))
        ring = QgsGeometry()
        if metres > 0:
            ring.fromWkb(discs(np.array([[lon, lat]]), np.array([metres]))[0].wkb)
            self._band("reach", QgsWkbTypes.GeometryType.PolygonGeometry, [self._shape(ring)], SPOT, 2, 28)
        self._band("reach spot", QgsWkbTypes.GeometryType.PointGeometry, [spot], SPOT, 10)

    def gained(self, shapes: Any) -> None:
        """What is newly covered, on top."""
        self._clear("gained")
        kinds = ((0, QgsWkbTypes.GeometryType.PointGeometry, 9), (1, QgsWkbTypes.GeometryType.LineGeometry, 4))
        for family, kind, width in kinds:
            held = [shape for shape in shapes if shape is not None and {"Point": 0, "LineString": 1}.get(
                shape.geom_type.replace("Multi", ""), 2) == family]  # fmt: skip
            geometries = []
            for shape in held:
                geometry = QgsGeometry()
                geometry.fromWkb(shape.wkb)
                geometries.append(self._shape(geometry))
            if geometries:
                self._band(f"gained {family}", kind, geometries, GAINED, width)

    def clear(self) -> None:
        self._clear("")

    def _band(
        self, name: str, kind: Any, shapes: list[QgsGeometry | None], colour: QColor, width: int, fill: int = 0
    ) -> None:
        band = QgsRubberBand(self._canvas, kind)
        band.setColor(colour)
        inside = QColor(colour)
        inside.setAlpha(fill)
        band.setFillColor(inside if fill else colour)
        band.setSecondaryStrokeColor(HALO)
        band.setWidth(width)
        band.setIcon(QgsRubberBand.IconType.ICON_CIRCLE)
        band.setIconSize(width + 2)
        for shape in shapes:
            if shape is not None:
                band.addGeometry(shape, None)
        band.setZValue(30 if name.endswith("spot") else 20)
        self._bands[name] = band

    def _clear(self, *beginnings: str) -> None:
        for name in [n for n in self._bands if n.startswith(beginnings)]:
            self._canvas.scene().removeItem(self._bands.pop(name))

    def _shape(self, geometry: QgsGeometry) -> QgsGeometry | None:
        try:
            geometry.transform(transform(self._canvas, inverse=True))
        except QgsCsException:
            return None
        return geometry


class Trying(QObject):
    """Reads the county once in the background, then answers one site after another; only the newest is answered."""

    answered = pyqtSignal(object, str)
    """The Trial, or None and what is wrong."""
    ready = pyqtSignal()
    progressed = pyqtSignal(float)

    def __init__(self, current: CurrentWorkspace) -> None:
        super().__init__()
        self._current = current
        self.standing: Standing | None = None
        self._reader: Work | None = None
        self.work: Work | None = None
        self._asked: tuple | None = None
        self._of = ""

    def prepare(self, model: str, profile: str) -> None:
        """Have the county read, unless it is: the first site is then answered as fast as the next."""
        asked = f"{self._current.place} {model} {profile}"
        if self._of == asked and (self.standing is not None or self._reader is not None):
            return
        self.forget()
        self._of = asked
        try:
            workspace = self._current.workspace
        except CoreError as error:
            self.answered.emit(None, sentence(error))
            return

        def work(progress: Progress) -> Standing:
            names = wanted(tables(workspace))
            held = {}
            for number, name in enumerate(names):
                progress(0.2 * number / len(names))
                held[name] = read(workspace, name)
            told = lambda share: progress(0.2 + 0.8 * share)  # noqa: E731
            return stand(held, load_profile(profile), model, language(), progress=told)

        self._reader = Work(work, self._read)
        self._reader.progressed.connect(self.progressed)

    def ask(self, lon: float, lat: float, scene: str, operators: tuple[str, ...], height_m: float) -> None:
        """Try a site; whoever asked before gets no answer."""
        self._asked = (lon, lat, scene, operators, height_m)
        self._drop()
        standing = self.standing
        if standing is not None:
            asked = self._asked
            self.work = Work(lambda progress: try_site(standing, *asked, progress=progress), self._said)

    def stop(self) -> bool:
        """End what runs; whether anything did."""
        running = self.work is not None or self._reader is not None
        self._drop()
        if self._reader is not None:
            self._reader.drop()
            self._reader, self._of = None, ""
        self._asked = None
        return running

    def forget(self) -> None:
        """What the county holds has changed: read it anew when next asked."""
        self.stop()
        self.standing, self._of = None, ""

    def _drop(self) -> None:
        work, self.work = self.work, None
        if work is not None:
            work.drop()

    def _read(self, standing: Standing | None, fault: str) -> None:
        self._reader, self.standing = None, standing
        if standing is None:
            self._of = ""
            self.answered.emit(None, fault)
            return
        self.ready.emit()
        if self._asked is not None:
            self.ask(*self._asked)

    def _said(self, trial: Trial | None, fault: str) -> None:
        self.work = None
        self.answered.emit(trial, fault)


def remembered(key: str, default: str) -> str:
    return QgsSettings().value(f"fengsui/targets/trial_{key}", default)


def remember(key: str, value: Any) -> None:
    QgsSettings().setValue(f"fengsui/targets/trial_{key}", value)
