"""Signs and colours of verdicts and of coverage states: a shape says what the colour says, on light and dark."""

from __future__ import annotations

from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QPainter, QPalette, QPen, QPolygonF, QTextOption

from .signs import is_dark

COLOURS = {  # on light, on dark
    "met": ("#00734F", "#2CC295"),
    "not_met": ("#C24E00", "#FF8A3D"),
    "no_threshold": ("#5B7083", "#9DB2C6"),
    "not_computed": ("#6B6B6B", "#ABABAB"),
    "reported": ("#5B7083", "#9DB2C6"),
    "gap_measured": ("#C24E00", "#FF8A3D"),
    "gap_listed": ("#C24E00", "#FF8A3D"),
    "gap_model": ("#9A6700", "#F2B01E"),
    "claimed": ("#0072B2", "#56B4E9"),
    "unknown": ("#6B6B6B", "#ABABAB"),
    "covered_model": ("#0072B2", "#56B4E9"),
    "covered_measured": ("#0072B2", "#56B4E9"),
}
_TICK = [(0.26, 0.52), (0.43, 0.69), (0.75, 0.33)]
_CROSS = [[(0.2, 0.2), (0.8, 0.8)], [(0.2, 0.8), (0.8, 0.2)]]
_DIAMOND = [(0.5, 0.04), (0.96, 0.5), (0.5, 0.96), (0.04, 0.5)]
_CROSSED = {"not_met", "gap_measured", "gap_listed"}


def shade(word: str, palette: QPalette) -> QColor:
    """The colour of a verdict or state as text or sign on the palette's base."""
    return QColor(COLOURS.get(word, COLOURS["unknown"])[is_dark(palette)])


def ink(palette: QPalette) -> QColor:
    """The colour of text on the palette's base; a theme by style sheet leaves the palette's own text dark on dark."""
    text, base = palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base)
    if abs(text.lightness() - base.lightness()) > 90:
        return text
    return QColor("#E4E4E4" if is_dark(palette) else "#1C1C1C")


def paint_sign(painter: QPainter, word: str, where: QRectF, colour: QColor, base: QColor) -> None:
    """Met: a disc with a tick; not met and sure gaps: a cross; gap by the model: a diamond; claimed: a ring; no limit or
    reported: a ring with a dash; the rest: a ring with a question mark."""
    size = where.width()
    pen = QPen(colour, max(1.2, size / 9), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inner = where.adjusted(pen.widthF() / 2, pen.widthF() / 2, -pen.widthF() / 2, -pen.widthF() / 2)
    if word == "met":
        painter.setBrush(colour)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(where)
        painter.setPen(QPen(base, max(1.5, size / 8), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPolyline(_points(where, _TICK))
    elif word in _CROSSED:
        painter.setPen(QPen(colour, max(2.0, size / 5), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for stroke in _CROSS:
            painter.drawPolyline(_points(where, stroke))
    elif word == "gap_model":
        painter.drawPolygon(_points(inner, _DIAMOND))
    elif word.startswith("covered"):
        painter.setBrush(colour)
        painter.drawEllipse(inner)
    else:
        painter.drawEllipse(inner)
        if word in ("no_threshold", "reported"):
            painter.drawPolyline(_points(where, [(0.32, 0.5), (0.68, 0.5)]))
        elif word != "claimed":
            font = painter.font()
            font.setPixelSize(max(6, round(size * 0.66)))
            painter.setFont(font)
            painter.drawText(where, "?", QTextOption(Qt.AlignmentFlag.AlignCenter))
    painter.restore()


def _points(where: QRectF, share: list[tuple[float, float]]) -> QPolygonF:
    return QPolygonF([QPointF(where.left() + x * where.width(), where.top() + y * where.height()) for x, y in share])
