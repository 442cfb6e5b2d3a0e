"""The list of what fails a target: a sign, a name, why; what somebody has looked at is ticked and faint."""

from __future__ import annotations

import math
from typing import Any

import geopandas as gpd
import pandas as pd
from qgis.PyQt.QtCore import QAbstractListModel, QModelIndex, QPointF, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QFontMetricsF, QPainter, QPalette, QPen, QPolygonF
from qgis.PyQt.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ..core.errors import N_
from ..processing.translation import tr
from .targets_list import ROW, background
from .targets_signs import paint_sign, shade
from .targets_words import state_word, unit_reason, unit_text

_EMPTY = gpd.GeoDataFrame({"key": [], "state": [], "geometry": []}, geometry="geometry")


class UnitModel(QAbstractListModel):
    """Rows of `core.targets.failing`, in its order; `seen`: key -> the state in which it was looked at."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.units = _EMPTY
        self._seen: dict[str, str] = {}

    def show(self, units: gpd.GeoDataFrame | None, seen: dict[str, str]) -> None:
        self.beginResetModel()
        self.units, self._seen = (_EMPTY if units is None else units), dict(seen)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.units)

    def data(self, index: QModelIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        unit = self.unit(index.row())
        if role == ROW:
            return {**unit, "seen": self.is_seen(index.row())}
        if role == int(Qt.ItemDataRole.DisplayRole):
            return unit_text(unit)
        if role == int(Qt.ItemDataRole.ToolTipRole):
            return f"{unit_text(unit)}\n{unit_reason(unit)}"
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            looked = tr(N_("seen")) if self.is_seen(index.row()) else tr(N_("not seen"))
            return f"{state_word(unit['state'])}: {unit_text(unit)}, {unit_reason(unit)}, {looked}"
        return None

    def unit(self, row: int) -> dict[str, Any]:
        found = self.units.iloc[row].to_dict()
        for name in ("from_m", "to_m", "size", "planned_year"):
            found[name] = math.nan if pd.isna(found[name]) else float(found[name])
        for name in ("near", "reason", "label", "unit"):
            found[name] = found[name] if isinstance(found[name], str) else ""
        return found

    def is_seen(self, row: int) -> bool:
        """Seen as it is now: what has changed since is to be looked at again."""
        unit = self.units.iloc[row]
        return self._seen.get(unit["key"]) == unit["state"]

    def seen_count(self) -> int:
        return int((self.units["key"].map(self._seen) == self.units["state"]).sum()) if len(self.units) else 0

    def mark(self, row: int, seen: bool) -> dict[str, str]:
        """What is to be kept: the unit and its state."""
        unit = self.units.iloc[row]
        marked = {str(unit["key"]): str(unit["state"])}
        self.put(marked, seen)
        return marked

    def put(self, units: dict[str, str], seen: bool) -> None:
        """Show units, in these states, as looked at or not."""
        for key, state in units.items():
            if seen:
                self._seen[key] = state
            else:
                self._seen.pop(key, None)
        self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))


class UnitDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        line = QFontMetricsF(option.font).height()
        return QSize(round(20 * line), round(2.9 * line))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        unit, palette = index.data(ROW), option.palette
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        background(painter, option, chosen)
        text = palette.color(QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text)
        base = palette.color(QPalette.ColorRole.Highlight if chosen else QPalette.ColorRole.Base)
        tone = text if chosen else shade(unit["state"], palette)
        faint = QColor(text)
        faint.setAlphaF(0.72)
        metrics = QFontMetricsF(option.font)
        line, pad = metrics.height(), 0.35 * metrics.height()
        area = QRectF(option.rect).adjusted(pad, pad, -pad, -pad)
        painter.save()
        paint_sign(
            painter, unit["state"], QRectF(area.left(), area.top() + 0.1 * line, 0.8 * line, 0.8 * line), tone, base
        )
        left, room = area.left() + 1.3 * line, area.width() - 1.3 * line
        told = tr(N_("seen")) if unit["seen"] else ""
        wide = metrics.horizontalAdvance(told) + 1.2 * line if told else 0.0
        centre = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setPen(faint if unit["seen"] and not chosen else text)
        name = metrics.elidedText(unit_text(unit), Qt.TextElideMode.ElideRight, room - wide)
        painter.drawText(QRectF(left, area.top(), room - wide, line), centre, name)
        painter.setPen(faint)
        if told:
            painter.drawText(QRectF(left, area.top(), room, line), centre | int(Qt.AlignmentFlag.AlignRight), told)
            at = QPointF(left + room - wide + 0.3 * line, area.top() + 0.5 * line)
            tick = [QPointF(0, 0), QPointF(0.18 * line, 0.2 * line), QPointF(0.5 * line, -0.25 * line)]
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(faint, max(1.5, line / 9)))
            painter.drawPolyline(QPolygonF([at + point for point in tick]))
            painter.setPen(faint)
        reason = metrics.elidedText(unit_reason(unit), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(left, area.top() + 1.15 * line, room, line), centre, reason)
        painter.restore()
