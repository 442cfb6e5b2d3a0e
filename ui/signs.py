"""Signs of severity, drawn: a shape and a colour for each, sharp at any scaling, legible on light and dark."""

from __future__ import annotations

from qgis.PyQt.QtCore import QPointF, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QIcon, QPainter, QPalette, QPen, QPixmap, QPolygonF, QTextOption

_COLOURS = {  # on light, on dark
    "block": ("#B00020", "#FF6B7A"),
    "error": ("#C24E00", "#FF8A3D"),
    "warning": ("#9A6700", "#F2B01E"),
    "info": ("#5B7083", "#9DB2C6"),
    "not_checked": ("#6B6B6B", "#ABABAB"),
    "passed": ("#00734F", "#2CC295"),
}
_OCTAGON = [(0.3, 0), (0.7, 0), (1, 0.3), (1, 0.7), (0.7, 1), (0.3, 1), (0, 0.7), (0, 0.3)]
_SHAPES = {
    "block": _OCTAGON,
    "error": [(0.5, 0.02), (1, 0.95), (0, 0.95)],
    "warning": [(0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)],
}


def is_dark(palette: QPalette) -> bool:
    return palette.color(QPalette.ColorRole.Base).lightness() < 128


def colour(severity: str, palette: QPalette) -> QColor:
    """The colour of a severity as text or sign on the palette's base."""
    return QColor(_COLOURS[severity][is_dark(palette)])


def sign(severity: str, palette: QPalette, size: int, ratio: float) -> QIcon:
    """Octagon, triangle, diamond, dot, ring with a question mark, tick."""
    pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shade, inner = colour(severity, palette), QRectF(1, 1, size - 2, size - 2)
    base = palette.color(QPalette.ColorRole.Base)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shade)
    if severity in _SHAPES:
        points = [QPointF(1 + x * (size - 2), 1 + y * (size - 2)) for x, y in _SHAPES[severity]]
        painter.drawPolygon(QPolygonF(points))
    elif severity == "info":
        painter.drawEllipse(inner.adjusted(size / 4, size / 4, -size / 4, -size / 4))
    elif severity == "not_checked":
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(shade, max(1.0, size / 12)))
        painter.drawEllipse(inner)
        font = painter.font()
        font.setPixelSize(round(size * 0.66))
        painter.setFont(font)
        painter.drawText(inner, "?", QTextOption(Qt.AlignmentFlag.AlignCenter))
    else:
        painter.drawEllipse(inner)
    if severity in ("block", "passed"):
        painter.setPen(QPen(base, max(1.5, size / 8), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        strokes = [(0.34, 0.34, 0.66, 0.66), (0.34, 0.66, 0.66, 0.34)]
        if severity == "passed":
            strokes = [(0.28, 0.52, 0.44, 0.68), (0.44, 0.68, 0.73, 0.34)]
        for x1, y1, x2, y2 in strokes:
            painter.drawLine(QPointF(x1 * size, y1 * size), QPointF(x2 * size, y2 * size))
    painter.end()
    return QIcon(pixmap)
