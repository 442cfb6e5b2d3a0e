"""The list of findings in its form: filters with live counts, order, the current one in full, next and previous."""

from __future__ import annotations

from html import escape
from typing import Any, Callable

import numpy as np
import pandas as pd
from qgis.PyQt.QtCore import QItemSelection, QItemSelectionModel, QObject, Qt, pyqtSignal

from ..core.errors import N_
from ..core.workspace.listing import Listing, unchecked
from ..processing.translation import tr
from .findings_detail import detail_html
from .findings_form import FindingsForm
from .findings_model import FindingsModel
from .findings_words import clean_text, counts_text, unchecked_text
from .signs import colour

_KNOWN_BY = ["severity", "rule", "feature", "checked_by", "key", "state", "change"]


class FindingsList(QObject):
    """`went(row)`: the user went to a finding; `chosen`: others are selected than before."""

    went = pyqtSignal(dict)
    chosen = pyqtSignal()

    def __init__(self, form: FindingsForm) -> None:
        super().__init__(form)
        self.form = form
        self.listing: Listing | None = None
        self.last = pd.DataFrame()
        self._restoring, self.waiting = False, True
        self.model = FindingsModel(form.palette(), form.devicePixelRatioF(), self)
        form.view.setModel(self.model)
        form.view.setSortingEnabled(False)
        form.arrange_columns()
        header = form.view.horizontalHeader()
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._sort)
        form.view.selectionModel().selectionChanged.connect(self._selected)
        form.view.selectionModel().currentRowChanged.connect(self._went)
        for button in form.facets.values():
            button.changed.connect(self.refilter)
        form.search.textChanged.connect(self.refilter)
        form.clear.clicked.connect(self.clear_filters)
        form.clear_all.clicked.connect(self.clear_filters)
        form.counts.linkActivated.connect(self._count_clicked)
        self._sorted: tuple[int, Qt.SortOrder] | None = None
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def take(self, listing: Listing, last: pd.DataFrame) -> None:
        """Another listing; the finding that was current stays so where it is still there."""
        selected, current = self._chosen()
        if self.listing is not None:
            selected, current = (_again(self.listing.table, listing.table, at) for at in (selected, current))
        self.listing, self.last, self.waiting = listing, last, False
        self._open_rules = unchecked(listing.table)
        here = listing.codes["change"] != listing.code("change", "gone")
        self._present = int(here.sum())
        self._clean = not (here & (listing.codes["severity"] != listing.code("severity", "not_checked"))).any()
        self._keeping(selected, current, lambda: self.model.take(listing, self._mask()))

    def wait(self) -> None:
        """Nothing to show until the findings are read."""
        self.take(Listing(pd.DataFrame(columns=_KNOWN_BY)), pd.DataFrame())
        self.waiting = True
        self._say_instead()

    def refilter(self) -> None:
        if self.listing is not None:
            self._keeping(*self._chosen(), lambda: self.model.show_only(self._mask()))

    def clear_filters(self) -> None:
        for button in self.form.facets.values():
            button.choose(set())
        self.form.search.blockSignals(True)
        self.form.search.clear()
        self.form.search.blockSignals(False)
        self.refilter()

    def filters(self) -> dict[str, set[str]]:
        return {facet: button.chosen for facet, button in self.form.facets.items() if button.chosen}

    def current(self) -> dict[str, Any] | None:
        """The current finding as a row."""
        index = self.form.view.selectionModel().currentIndex()
        if self.listing is None or not index.isValid():
            return None
        return self.listing.table.iloc[int(self.model.rows[index.row()])].to_dict()

    def selected(self) -> pd.DataFrame:
        """The findings that are selected and still there."""
        if self.listing is None:
            return pd.DataFrame()
        rows = self.listing.table.iloc[self.model.positions(self.form.view.selectionModel().selectedRows())]
        return rows[rows["change"] != "gone"]

    def shown(self) -> pd.DataFrame:
        """The findings that the filters leave, in the order shown."""
        return pd.DataFrame() if self.listing is None else self.listing.table.iloc[self.model.rows]

    def step(self, by: int) -> None:
        """Go to the next or the previous one."""
        now = self.form.view.selectionModel().currentIndex()
        row = now.row() + by if now.isValid() else 0
        if 0 <= row < self.model.rowCount():
            self.form.view.selectRow(row)
            self.form.view.scrollTo(self.model.index(row, 0))

    def dress(self) -> None:
        """Signs and colours of the window's theme."""
        size = round(self.form.fontMetrics().height() * 0.95)
        self.model.dress(self.form.view.palette(), self.form.devicePixelRatioF(), size)
        self.form.view.viewport().update()
        self._say_counts()
        self._show_detail()

    def _mask(self) -> np.ndarray:
        return self.listing.matching(self.filters(), self.form.search.text())

    def _chosen(self) -> tuple[np.ndarray, np.ndarray]:
        """Positions in the table of what is selected, and of what is current (none or one)."""
        selection = self.form.view.selectionModel()
        now = [selection.currentIndex()] if selection.currentIndex().isValid() else []
        return self.model.positions(selection.selectedRows()), self.model.positions(now)

    def _keeping(self, selected: np.ndarray, current: np.ndarray, change: Callable[[], None]) -> None:
        """Change the rows shown; selected and current stay the findings that they were, where they are shown."""
        self._restoring = True
        try:
            change()
            self._select(selected, current)
        finally:
            self._restoring = False
        self._say_counts()
        self._say_instead()
        self._show_detail()
        self.chosen.emit()

    def _select(self, selected: np.ndarray, current: np.ndarray) -> None:
        rows = np.flatnonzero(np.isin(self.model.rows, selected))
        breaks = np.flatnonzero(np.diff(rows) > 1) + 1
        chosen, last_column = QItemSelection(), self.model.columnCount() - 1
        for part in np.split(rows, breaks):
            if len(part):
                chosen.select(self.model.index(int(part[0]), 0), self.model.index(int(part[-1]), last_column))
        model, flags = self.form.view.selectionModel(), QItemSelectionModel.SelectionFlag
        for row in np.flatnonzero(np.isin(self.model.rows, current)):
            model.setCurrentIndex(self.model.index(int(row), 0), flags.NoUpdate)
            self.form.view.scrollTo(self.model.index(int(row), 0))
        model.select(chosen, flags.ClearAndSelect)

    def _sort(self, column: int) -> None:
        """First click up, second down, third as read: worst first."""
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        then = {None: (column, up), (column, up): (column, down), (column, down): None}
        self._sorted = then.get(self._sorted, (column, up))
        chosen = self._chosen()
        shown_column, order = self._sorted or (-1, up)
        self.form.view.horizontalHeader().setSortIndicator(shown_column, order)
        self._keeping(*chosen, lambda: self.model.sort(shown_column, order))

    def _selected(self, *_: Any) -> None:
        if not self._restoring:
            self.chosen.emit()

    def _went(self, *_: Any) -> None:
        if self._restoring:
            return
        self._show_detail()
        row = self.current()
        if row is not None:
            self.went.emit(row)

    def _show_detail(self) -> None:
        row = self.current()
        self.form.detail.setHtml(detail_html(row, self.form.detail.palette()) if row else "")

    def _say_counts(self) -> None:
        if self.listing is None:
            return
        counts = self.listing.counts(self.filters(), self.form.search.text())
        for facet, button in self.form.facets.items():
            button.count(counts[facet])
        severities, palette = self.form.facets["severity"].chosen, self.form.view.palette()
        links = []
        for severity, text in counts_text(counts, self._open_rules):
            said = f"<b>{escape(text)}</b>" if severity in severities else escape(text)
            shade = colour(severity, palette).name()
            links.append(f'<a href="{severity}" style="color: {shade}; text-decoration: none">{said}</a>')
        shown = tr(
            N_("{shown} of {all} shown"),
            shown=self.model.rowCount(),
            all=self._present,
        )
        self.form.counts.setText(" · ".join(links) + f"<br>{escape(shown)}")
        self.form.counts.setToolTip(f"<qt>{escape(unchecked_text(self._open_rules))}</qt>".replace("\n", "<br>"))
        filtered = bool(self.filters() or self.form.search.text().strip())
        self.form.clear.setEnabled(filtered)

    def _count_clicked(self, severity: str) -> None:
        button = self.form.facets["severity"]
        button.choose(button.chosen ^ {severity})
        self.refilter()

    def _say_instead(self) -> None:
        """Why there is nothing in the list, where there is nothing."""
        filtered = bool(self.filters() or self.form.search.text().strip())
        if self.waiting:
            text = tr(N_("The findings are being read …"))
        elif len(self.last) == 0:
            text = tr(N_("Nothing was checked in this workspace yet. Run a check with the button above."))
        elif not filtered and self._clean:
            text = clean_text(self.last, self._open_rules)
        elif not self.model.rowCount():
            text = tr(N_("No finding fits the filters and the text searched for."))
        else:
            text = ""
        self.form.say_instead(text, can_clear=filtered and not self.model.rowCount() and len(self.last) > 0)


def _again(then: pd.DataFrame, now: pd.DataFrame, positions: np.ndarray) -> np.ndarray:
    """Where in a new table the findings at these positions of the former one are, as far as they are there."""
    if not len(positions):
        return positions
    keys = [
        pd.MultiIndex.from_frame(table[["checked_by", "key"]].assign(gone=table["change"] == "gone"))
        for table in (then, now)
    ]
    places = pd.Series(np.arange(len(now)), index=keys[1])
    places = places[~places.index.duplicated()]
    found = places.index.get_indexer(keys[0][positions])
    return places.to_numpy()[found[found >= 0]]
