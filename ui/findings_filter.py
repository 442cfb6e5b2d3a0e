"""A filter of the findings: a button whose list has the words to choose from, each with how many it would show."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QListWidget, QListWidgetItem, QMenu, QToolButton, QWidget, QWidgetAction

from ..core.errors import N_
from ..processing.translation import tr
from .findings_words import FACET_WORDS, word_of

_MOST_ROWS = 14


class FacetButton(QToolButton):
    """`chosen`: the words chosen; none means all."""

    changed = pyqtSignal()

    def __init__(self, facet: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facet, self.chosen = facet, set()  # type: ignore[var-annotated]
        self._counts: dict[str, int] = {}
        title = tr(FACET_WORDS[facet])
        self.setAccessibleName(tr(N_("Filter: {facet}"), facet=title))
        self.setToolTip(tr(N_("Show only some: {facet}"), facet=title))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.itemChanged.connect(self._ticked)
        menu, action = QMenu(self), QWidgetAction(self)
        action.setDefaultWidget(self.list)
        menu.addAction(action)
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)
        self._say()

    def count(self, counts: dict[str, int]) -> None:
        """How many rows each word would show."""
        self._counts = counts
        if self.list.count():
            self._write()

    def choose(self, words: set[str]) -> None:
        """Choose words, without a signal."""
        self.chosen = set(words)
        self._write()
        self._say()

    def _fill(self) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for word in self._counts:
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, word)
            item.setFlags(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            self.list.addItem(item)
        self._write()
        self.list.blockSignals(False)
        metrics = self.list.fontMetrics()
        texts = [self.list.item(n).text() for n in range(self.list.count())]
        width = max((metrics.horizontalAdvance(text) for text in texts), default=0)
        row = self.list.sizeHintForRow(0) if texts else metrics.height()
        self.list.setFixedSize(
            min(width, 40 * metrics.averageCharWidth()) + 6 * metrics.height(), min(len(texts), _MOST_ROWS) * row + 6
        )
        if texts:
            self.list.setCurrentRow(0)

    def _write(self) -> None:
        blocked = self.list.blockSignals(True)
        for n in range(self.list.count()):
            item = self.list.item(n)
            word = item.data(Qt.ItemDataRole.UserRole)
            item.setText(f"{word_of(self.facet, word)} ({self._counts.get(word, 0)})")
            item.setCheckState(Qt.CheckState.Checked if word in self.chosen else Qt.CheckState.Unchecked)
        self.list.blockSignals(blocked)

    def _ticked(self, item: QListWidgetItem) -> None:
        word = item.data(Qt.ItemDataRole.UserRole)
        if item.checkState() == Qt.CheckState.Checked:
            self.chosen.add(word)
        else:
            self.chosen.discard(word)
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        title = tr(FACET_WORDS[self.facet])
        self.setText(f"{title} · {len(self.chosen)}" if self.chosen else title)
        font = self.font()
        font.setBold(bool(self.chosen))
        self.setFont(font)
