"""The list of targets: one row says verdict, value against target, lack, what it rests on and where it stands."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
from qgis.PyQt.QtCore import QAbstractListModel, QModelIndex, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPalette, QPen
from qgis.PyQt.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ..core.targets.registry import Registry
from ..core.targets.wording import words_of
from ..processing.translation import language
from .targets_signs import paint_sign, shade
from .targets_words import basis_text, clause_text, lack_text, target_sentence, target_tip, value_text, verdict_word

ROW = int(Qt.ItemDataRole.UserRole)
FAINT = 0.75


class TargetModel(QAbstractListModel):
    """Rows of `core.targets.shown`."""

    def __init__(self, registry: Registry, parent: Any = None) -> None:
        super().__init__(parent)
        self._registry = registry
        self._rows: list[dict[str, Any]] = []

    def show(self, rows: pd.DataFrame) -> None:
        self.beginResetModel()
        self._rows = rows.to_dict("records")
        named = {target.id: words_of(target.wording, language()) for target in self._registry.targets}
        numbers = ("year", "value", "target_value", "numerator", "denominator", "unknown", "lacking", "shortfall")
        for row in self._rows:
            row["subject"] = named.get(row["target"], row["subject"])  # results may be of a run in the other language
            row.update({name: _float(row[name]) for name in numbers})
            row.update({name: row[name] if isinstance(row[name], str) else "" for name in ("basis", "missing", "note")})
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == int(Qt.ItemDataRole.DisplayRole):
            return row["subject"]
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            return target_sentence(row)
        if role == int(Qt.ItemDataRole.ToolTipRole):
            document = self._registry.documents.get(row["document"]) or {}
            return target_tip(row, words_of(document.get("title") or {}, language()))
        return None

    def position(self, target: str) -> int:
        """Where a target stands; -1 where it is not shown."""
        return next((n for n, row in enumerate(self._rows) if row["target"] == target), -1)


class TargetDelegate(QStyledItemDelegate):
    """Three lines: sign, subject, lack; value and bar with the limit marked, clause; what it rests on."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        line = QFontMetricsF(option.font).height()
        return QSize(round(24 * line), round(4.3 * line))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        row, palette = index.data(ROW), option.palette
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        background(painter, option, chosen)
        text = palette.color(QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text)
        base = palette.color(QPalette.ColorRole.Highlight if chosen else QPalette.ColorRole.Base)
        tone = text if chosen else shade(row["verdict"], palette)
        painter.save()
        bold = QFont(option.font)
        bold.setBold(True)
        metrics, strong = QFontMetricsF(option.font), QFontMetricsF(bold)
        line, pad = metrics.height(), 0.45 * metrics.height()
        area = QRectF(option.rect).adjusted(pad, pad, -pad, -pad)
        paint_sign(
            painter, row["verdict"], QRectF(area.left(), area.top() + 0.08 * line, 0.84 * line, 0.84 * line), tone, base
        )
        left = area.left() + 1.3 * line
        top = QRectF(left, area.top(), area.right() - left, line)
        said = lack_text(row) or verdict_word(row["verdict"])
        painter.setFont(bold)
        painter.setPen(tone)
        wide = strong.horizontalAdvance(said) + pad
        painter.drawText(top, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), said)
        painter.setPen(text)
        subject = strong.elidedText(row["subject"], Qt.TextElideMode.ElideRight, top.width() - wide)
        painter.drawText(top, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), subject)
        painter.setFont(option.font)
        below = QRectF(left, area.top() + 1.2 * line, area.right() - left, line)
        self._second(painter, row, below, metrics, text, tone)
        faint = QColor(text)
        faint.setAlphaF(FAINT)
        painter.setPen(faint)
        last = below.translated(0, 1.2 * line)
        basis = metrics.elidedText(basis_text(row), Qt.TextElideMode.ElideRight, last.width())
        painter.drawText(last, int(Qt.AlignmentFlag.AlignVCenter), basis)
        painter.restore()

    def _second(
        self, painter: QPainter, row: dict[str, Any], where: QRectF, metrics: QFontMetricsF, text: QColor, tone: QColor
    ) -> None:
        centre = int(Qt.AlignmentFlag.AlignVCenter)
        faint = QColor(text)
        faint.setAlphaF(FAINT)
        pad, left = 0.5 * metrics.height(), where.left()
        if row["verdict"] != "not_computed" or not math.isnan(row["value"]):
            value = value_text(row)
            wide = max(metrics.horizontalAdvance("100.0 %"), metrics.horizontalAdvance(value))
            painter.setPen(text)
            painter.drawText(
                QRectF(left, where.top(), wide, where.height()), centre | int(Qt.AlignmentFlag.AlignRight), value
            )
            left += wide + pad
            if str(row["unit"]).startswith("%") and not math.isnan(row["value"]):
                bar = QRectF(
                    left, where.center().y() - 0.28 * where.height(), 0.3 * where.width(), 0.56 * where.height()
                )
                self._bar(painter, row, bar, text, tone)
                left = bar.right() + pad
            if not math.isnan(row["target_value"]):
                limit = f"/ {value_text(row, 'target_value')}"
                painter.setPen(faint)
                wide = metrics.horizontalAdvance(limit)
                painter.drawText(QRectF(left, where.top(), wide + 1, where.height()), centre, limit)
                left += wide + 1.5 * pad
        clause = metrics.elidedText(clause_text(row), Qt.TextElideMode.ElideRight, where.right() - left)
        painter.setPen(faint)
        painter.drawText(where, centre | int(Qt.AlignmentFlag.AlignRight), clause)

    def _bar(self, painter: QPainter, row: dict[str, Any], bar: QRectF, text: QColor, tone: QColor) -> None:
        """The share as a bar, what is unknown hatched behind it, a mark at the target."""
        frame = QColor(text)
        frame.setAlphaF(0.45)
        painter.setPen(Qt.PenStyle.NoPen)
        ground = QColor(text)
        ground.setAlphaF(0.10)
        painter.fillRect(bar, ground)
        share = min(max(row["value"] / 100, 0.0), 1.0)
        painter.fillRect(QRectF(bar.left(), bar.top(), share * bar.width(), bar.height()), tone)
        unknown, total = row["unknown"], row["denominator"]
        if not math.isnan(unknown) and total > 0:
            there = QRectF(
                bar.left() + share * bar.width(), bar.top(), min(unknown / total, 1 - share) * bar.width(), bar.height()
            )
            painter.setBrush(QColor(frame))
            brush = painter.brush()
            brush.setStyle(Qt.BrushStyle.BDiagPattern)
            painter.fillRect(there, brush)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(frame, 1))
        painter.drawRect(bar)
        limit = row["target_value"]
        if not math.isnan(limit) and 0 <= limit <= 100:
            at = bar.left() + limit / 100 * bar.width()
            painter.setPen(QPen(text, max(2.0, bar.height() / 5)))
            over = 0.25 * bar.height()
            painter.drawLine(
                QRectF(at, bar.top() - over, 0, 0).topLeft(), QRectF(at, bar.bottom() + over, 0, 0).topLeft()
            )


def background(painter: QPainter, option: QStyleOptionViewItem, chosen: bool) -> None:
    """The row's ground, a line below it, and the frame of what the keyboard stands on."""
    palette = option.palette
    painter.save()
    if chosen:
        painter.fillRect(option.rect, palette.color(QPalette.ColorRole.Highlight))
    edge = palette.color(QPalette.ColorRole.Text)
    edge.setAlphaF(0.15)
    painter.setPen(edge)
    painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Text), 1, Qt.PenStyle.DotLine))
        painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
    painter.restore()


def _float(value: Any) -> float:
    return math.nan if value is None or pd.isna(value) else float(value)
