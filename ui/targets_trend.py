"""The course of a target as a chart: snapshots, the line to reach, the pace that is needed; drawn with the palette."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

from qgis.PyQt.QtCore import QPointF, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from qgis.PyQt.QtWidgets import QLabel, QVBoxLayout, QWidget

from ..core.errors import N_
from ..core.targets.course import Course
from ..processing.translation import language, tr
from .targets_signs import ink, shade
from .targets_words import number


class TrendPage(QWidget):
    """The chart, and the pace in words below it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart, self.said = Chart(self), QLabel()
        self.said.setWordWrap(True)
        self.said.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.said.setAccessibleName(tr(N_("Pace to the deadline")))
        self.setLayout(column := QVBoxLayout())
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.chart, 1)
        column.addWidget(self.said)

    def show_course(self, course: Course | None, row: dict[str, Any] | None) -> None:
        self.chart.course = course if course is not None and len(course.days) > 1 else None
        self.chart.share = bool(row) and str(row["unit"]).startswith("%")
        self.chart.setVisible(self.chart.course is not None)
        self.said.setText(pace_sentence(course, row))
        self.chart.setAccessibleName(self.said.text())
        self.chart.update()


def pace_sentence(course: Course | None, row: dict[str, Any] | None) -> str:
    """What was reached per month, what is needed, whether it is enough; what is missing where nothing can be told."""
    if course is None or row is None:
        return tr(N_("Choose a target to see its course."))
    unit = tr(N_("percentage points")) if str(row["unit"]).startswith("%") else str(row["unit"])
    parts = []
    if len(course.days) < 2:
        text = N_(
            "{count} snapshot so far. Each day on which targets are computed leaves one; the course shows from the second "
            "day on."
        )
        parts.append(tr(text, count=len(course.days)))
    elif course.per_month is not None:
        sign = "+" if course.per_month >= 0 else "−"
        pace = f"{sign}{number(abs(course.per_month), 2)}"
        text = N_("So far {pace} {unit} per month ({first} to {last}).")
        parts.append(tr(text, pace=pace, unit=unit, first=course.days[0].isoformat(), last=course.days[-1].isoformat()))
    if course.needed_per_month is not None and course.deadline is not None:
        if row["verdict"] == "met":
            parts.append(tr(N_("The target is met.")))
        else:
            text = N_("Needed until {deadline}: {pace} {unit} per month.")
            pace = number(course.needed_per_month, 2)
            parts.append(tr(text, deadline=course.deadline.isoformat(), pace=pace, unit=unit))
            if course.enough is not None:
                said = N_("The pace so far is enough.") if course.enough else N_("The pace so far is not enough.")
                parts.append(tr(said))
    elif course.deadline is None:
        parts.append(tr(N_("The document names no deadline.")))
    else:
        parts.append(tr(N_("No pace can be told: the target has no number, or not all that it counts is known.")))
    return ("" if language() == "zh" else " ").join(parts)


class Chart(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.course: Course | None = None
        self.share = False

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(20 * line, 9 * line)

    def minimumSizeHint(self) -> QSize:
        return QSize(12 * self.fontMetrics().height(), 6 * self.fontMetrics().height())

    def paintEvent(self, _: QPaintEvent) -> None:
        course = self.course
        if course is None:
            return
        painter, metrics = QPainter(self), QFontMetricsF(self.font())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        text = ink(self.palette())
        faint = QColor(text)
        faint.setAlphaF(0.4)
        line = metrics.height()
        low, high, ticks = _scale(course, self.share)
        labels = [number(tick) + (" %" if self.share else "") for tick in ticks]
        wide = max(metrics.horizontalAdvance(label) for label in labels)
        end = max(course.deadline or course.days[-1], course.days[-1])
        span = max((end - course.days[0]).days, 1)
        plot = QRectF(wide + line, 0.8 * line, self.width() - wide - 2.2 * line, self.height() - 2.6 * line)

        def at(day: dt.date, value: float) -> QPointF:
            x = plot.left() + plot.width() * (day - course.days[0]).days / span
            return QPointF(x, plot.bottom() - plot.height() * (value - low) / (high - low))

        for tick, label in zip(ticks, labels):
            y = at(end, tick).y()
            painter.setPen(QPen(faint, 0.6))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(text)
            right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(QRectF(0, y - line / 2, wide + 0.4 * line, line), right, label)
        self._days(painter, course, end, plot, line, text)
        if course.target_value is not None:
            y = at(end, course.target_value).y()
            tone = shade("met", self.palette())
            painter.setPen(QPen(tone, 1.6, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            said = tr(N_("target {value}"), value=number(course.target_value) + (" %" if self.share else ""))
            painter.drawText(QPointF(plot.left() + 0.3 * line, y - 0.25 * line), said)
            if course.deadline is not None and course.deadline > course.days[-1]:
                painter.setPen(QPen(shade("not_met", self.palette()), 1.4, Qt.PenStyle.DotLine))
                painter.drawLine(at(course.days[-1], course.values[-1]), at(course.deadline, course.target_value))
        tone = shade("covered_model", self.palette())
        painter.setPen(QPen(tone, 2))
        spots = [at(day, value) for day, value in zip(course.days, course.values)]
        painter.drawPolyline(QPolygonF(spots))
        painter.setBrush(tone)
        for spot in spots:
            painter.drawEllipse(spot, 0.22 * line, 0.22 * line)
        last = number(course.values[-1]) + (" %" if self.share else "")
        painter.setPen(text)
        painter.drawText(spots[-1] + QPointF(0.4 * line, 1.0 * line), last)
        painter.end()

    def _days(self, painter: QPainter, course: Course, end: dt.date, plot: QRectF, line: float, text: QColor) -> None:
        """First and last day below the axis, the deadline at its end."""
        painter.setPen(text)
        where = QRectF(plot.left(), plot.bottom() + 0.4 * line, plot.width(), line)
        painter.drawText(where, int(Qt.AlignmentFlag.AlignLeft), course.days[0].isoformat())
        said = end.isoformat() if course.deadline != end else tr(N_("deadline {day}"), day=end.isoformat())
        painter.drawText(where.adjusted(0, 0, 0.8 * line, 0), int(Qt.AlignmentFlag.AlignRight), said)


def _scale(course: Course, share: bool) -> tuple[float, float, list[float]]:
    """Least and greatest of the axis, with four to six round ticks between."""
    held = [*course.values, *([] if course.target_value is None else [course.target_value])]
    low, high = min(held), max(held)
    room = max(high - low, abs(high) * 0.05, 1e-9)
    low, high = low - 0.15 * room, high + 0.15 * room
    if share:
        low, high = max(low, 0.0), min(high, 100.0)
    raw = (high - low) / 4
    size = 10 ** math.floor(math.log10(raw))
    step = next(size * n for n in (1, 2, 2.5, 5, 10) if size * n >= raw)
    ticks = [step * n for n in range(math.ceil(low / step), math.floor(high / step) + 1)]
    return low, high, ticks
