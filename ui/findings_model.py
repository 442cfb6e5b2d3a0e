"""Findings as a table model: rows by position in a listing, so that fifty thousand are as light as fifty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, Qt
from qgis.PyQt.QtGui import QFont, QIcon, QPalette

from ..core.errors import N_
from ..core.workspace.listing import Listing
from ..processing.translation import tr
from .findings_words import by_text, filled, rule_titles, state_text, value_text, word_of
from .signs import colour, sign

COLUMNS = ("severity", "rule", "label", "message", "measured", "state", "decided_at")
"""What each column of the view sorts by."""
TITLES = (N_("Severity"), N_("Rule"), N_("Name"), N_("Message"), N_("Measured / limit"), N_("State"), N_("Decided"))
_CELLS = (*COLUMNS, "feature", "limit", "unit", "change", "who", "former_state")
_SETTLED = ("fixed", "excepted", "verified")


class FindingsModel(QAbstractTableModel):
    """`rows`: positions in the listing's table, in the order shown."""

    def __init__(self, palette: QPalette, ratio: float, parent: Any = None) -> None:
        super().__init__(parent)
        self.listing: Listing | None = None
        self.rows = np.zeros(0, dtype=int)
        self._mask = np.zeros(0, dtype=bool)
        self._cells: dict[str, np.ndarray] = {}
        self._order: tuple[int, bool] | None = None
        self._struck = QFont()
        self._struck.setStrikeOut(True)
        self.dress(palette, ratio)

    def dress(self, palette: QPalette, ratio: float, size: int = 16) -> None:
        """Signs and colours of the window's theme and scaling."""
        self._palette = palette
        self._signs: dict[str, QIcon] = {
            word: sign(word, palette, size, ratio) for word in ("block", "error", "warning", "info", "not_checked")
        }
        self._good, self._muted = colour("passed", palette), colour("not_checked", palette)

    def take(self, listing: Listing, mask: np.ndarray) -> None:
        """Another listing."""
        self.beginResetModel()
        self.listing = listing
        table = listing.table
        empty = np.full(len(table), None, dtype=object)
        self._cells = {name: table[name].to_numpy() if name in table else empty for name in _CELLS}
        self._arrange(mask)
        self.endResetModel()

    def show_only(self, mask: np.ndarray) -> None:
        """The rows that a filter leaves."""
        self.beginResetModel()
        self._arrange(mask)
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        wanted = (column, order == Qt.SortOrder.DescendingOrder) if column >= 0 else None
        if wanted == self._order:
            return
        self._order = wanted
        if self.listing is not None:
            self.beginResetModel()
            self._arrange(self._mask)
            self.endResetModel()

    def positions(self, indexes: Sequence[QModelIndex]) -> np.ndarray:
        """Positions in the listing's table of the rows of these indexes."""
        return self.rows[sorted({index.row() for index in indexes})]

    def row_of(self, position: int) -> int:
        """Which row shows a position; -1 where the filter hides it."""
        found = np.flatnonzero(self.rows == position)
        return int(found[0]) if len(found) else -1

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return "" if section == 0 else tr(TITLES[section])
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return tr(TITLES[section])
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        at, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return "" if column == 0 else self._text(at, column)
        if role == Qt.ItemDataRole.DecorationRole and column == 0:
            return self._signs.get(self._cells["severity"][at])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._text(at, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            rule = self._cells["rule"][at]
            return f"{rule} {rule_titles().get(rule, '')}" if column == 1 else self._text(at, column)
        if role == Qt.ItemDataRole.FontRole and (self._is_gone(at) or self._cells["state"][at] == "fixed"):
            return self._struck
        if role == Qt.ItemDataRole.ForegroundRole:
            if self._is_gone(at):
                return self._muted
            return self._good if column == 5 and self._cells["state"][at] in _SETTLED else None
        if role == Qt.ItemDataRole.TextAlignmentRole and column == 4:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _is_gone(self, at: int) -> bool:
        return self._cells["change"][at] == "gone"

    def _text(self, at: int, column: int) -> str:
        cells = {name: values[at] for name, values in self._cells.items()}
        if column == 0:
            return word_of("severity", cells["severity"])
        if column == 2:
            return next((str(cells[name]) for name in ("label", "feature") if filled(cells[name])), "")
        if column == 4:
            return value_text(cells["measured"], cells["limit"], cells["unit"])
        if column == 5:
            return word_of("change", "gone") if cells["change"] == "gone" else state_text(cells)
        if column == 6:
            return by_text(cells)
        return str(cells[COLUMNS[column]] or "")

    def _arrange(self, mask: np.ndarray) -> None:
        self._mask = mask
        column, descending = self._order or (-1, False)
        self.rows = self.listing.ordered(mask, COLUMNS[column] if column >= 0 else "", descending)
