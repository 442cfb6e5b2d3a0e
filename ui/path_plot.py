"""The path profile drawn at the size of its place in the window, with a line to read it off, by mouse or by arrow keys."""

from __future__ import annotations

from typing import Any

import numpy as np
from qgis.PyQt.QtCore import QByteArray, QEvent, QRectF, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from qgis.PyQt.QtSvg import QSvgRenderer
from qgis.PyQt.QtWidgets import QWidget

from ..core.coverage.path_profile import PathProfile
from ..core.coverage.profile_svg import SIZE, plot_box, profile_svg
from ..core.errors import N_
from ..processing.translation import language, tr
from .path_words import at_point
from .signs import is_dark
from .site_card_words import degrees
from .targets_signs import ink


class PathPlot(QWidget):
    """`pointed(at)`: the point of the profile that is read off, -1 for none."""

    pointed = pyqtSignal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.profile: PathProfile | None = None
        self.facts: dict[str, Any] = {}
        self.at = -1
        self._drawn: QSvgRenderer | None = None
        self.setMinimumSize(QSize(320, 190))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr(N_("Profile of the path; the arrow keys read it off")))

    def show_path(self, profile: PathProfile | None, facts: dict[str, Any]) -> None:
        self.profile, self.facts = profile, facts
        self._point(-1)
        self._redraw()

    def svg(self, titled: bool = True, size: tuple[int, int] = SIZE, theme: str = "light") -> str:
        """The drawing of the path that is shown."""
        place = degrees(*self.facts["place"])
        return profile_svg(self.profile, self.facts["site_name"], place, language(), theme, size, titled)

    def picture(self) -> QImage:
        """The drawing with its titles, twice as many pixels, for a page."""
        image = QImage(2 * SIZE[0], 2 * SIZE[1], QImage.Format.Format_ARGB32)
        painter = QPainter(image)
        QSvgRenderer(QByteArray(self.svg().encode())).render(painter)
        painter.end()
        return image

    def paintEvent(self, _: QPaintEvent) -> None:
        if self._drawn is None or self.profile is None:
            return
        painter = QPainter(self)
        self._drawn.render(painter, QRectF(self.rect()))
        if self.at >= 0:
            left, top, right, bottom = plot_box((self.width(), self.height()), titled=False)
            x = round(left + float(self.profile.along_m[self.at]) / self.profile.distance_m * (right - left))
            painter.setPen(QPen(ink(self.palette()), 1, Qt.PenStyle.DashLine))
            painter.drawLine(x, top, x, bottom)
            painter.drawText(
                QRectF(left, 4, right - left, 22), Qt.AlignmentFlag.AlignRight, at_point(self.profile, self.at)
            )
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._redraw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._redraw()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        left, _, right, _ = plot_box((self.width(), self.height()), titled=False)
        if self.profile is not None:
            along = (event.pos().x() - left) / max(right - left, 1) * self.profile.distance_m
            self._point(int(np.abs(self.profile.along_m - along).argmin()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}
        if self.profile is None or event.key() not in steps:
            super().keyPressEvent(event)
            return
        self._point(int(np.clip(self.at + steps[event.key()], 0, len(self.profile.along_m) - 1)))

    def _point(self, at: int) -> None:
        self.at = at
        said = "" if at < 0 or self.profile is None else at_point(self.profile, at)
        self.setAccessibleDescription(said)
        self.pointed.emit(at)
        self.update()

    def _redraw(self) -> None:
        if self.profile is None:
            self._drawn = None
        else:
            theme = "dark" if is_dark(self.palette()) else "light"
            drawing = self.svg(titled=False, size=(max(self.width(), 1), max(self.height(), 1)), theme=theme)
            self._drawn = QSvgRenderer(QByteArray(drawing.encode()))
        self.update()
