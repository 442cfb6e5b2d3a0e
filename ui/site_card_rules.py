"""What the rules say of a site at the place, as a tree: worst first, what passed folded."""

from __future__ import annotations

import math
from html import escape

from qgis.PyQt.QtCore import QModelIndex, QSize, Qt
from qgis.PyQt.QtGui import QFont, QResizeEvent, QTextLayout
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from ..core.checks.site_card import SiteCard
from ..core.errors import N_
from ..processing.translation import tr
from .signs import sign
from .site_card_words import SAID, counts

_FOLDED = {"passed", "info", "not_checked"}


class _Wrapping(QStyledItemDelegate):
    """Rows as high as their text is when it wraps at the width of the tree, which Qt does not work out by itself."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        tree = self.parent()
        char = tree.fontMetrics().averageCharWidth()
        branch = not index.parent().isValid()
        taken = tree.indentation() * (1 if branch else 2) + (tree.iconSize().width() + char if branch else 0) + 3 * char
        width = max(tree.viewport().width() - taken, 12 * char)
        height = _height(index.data(), tree.font(), width)
        return QSize(width, math.ceil(max(height, tree.iconSize().height())) + tree.fontMetrics().height() // 3)


def _height(text: str, font: QFont, width: float) -> float:
    """The height of text that wraps at a width, as Qt lays it out, whatever fonts it needs."""
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    layout.beginLayout()
    height = 0.0
    line = layout.createLine()
    while line.isValid():
        line.setLineWidth(width)
        height += line.height()
        line = layout.createLine()
    layout.endLayout()
    return height


class RuleTree(QTreeWidget):
    """A branch for each severity with its number; under it a line for each finding."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setColumnCount(1)
        self.setWordWrap(True)
        self.setUniformRowHeights(False)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setItemDelegate(_Wrapping(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr(N_("What the rules say of a site here")))

    def show_card(self, card: SiteCard | None) -> None:
        self.clear()
        if card is None:
            return
        size = self.fontMetrics().height()
        self.setIconSize(QSize(size, size))
        for severity, count in counts(card):
            branch = self._line(self.invisibleRootItem(), f"{tr(SAID[severity])} {count}", severity)
            rows = [line for line in card.rules if line["severity"] == severity]
            if severity == "passed":
                for title in dict.fromkeys(f"{line['rule']} {line['title']}" for line in rows):
                    self._line(branch, title, "")
            else:
                for line in rows:
                    leaf = self._line(branch, f"{line['rule']} {line['title']}\n{line['message']}", "")
                    leaf.setToolTip(0, f"<qt>{escape(line['suggestion'] or '')}</qt>")  # names come from files
            branch.setExpanded(severity not in _FOLDED)
        if card.papers:
            branch = self._line(
                self.invisibleRootItem(),
                tr(N_("Judged by the papers of an application: {count}"), count=len(card.papers)),
                "info",
            )
            for title in card.papers:
                self._line(branch, title, "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _line(self, parent: QTreeWidgetItem, text: str, severity: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(parent, [text])
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, text)
        if severity:
            item.setIcon(0, sign(severity, self.palette(), self.fontMetrics().height(), self.devicePixelRatioF()))
        return item
