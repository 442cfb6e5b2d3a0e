"""The list of findings in its form: filters with live counts, order, the current one in full, next and previous."""

from __future__ import annotations

from html import escape
from typing import Any

import numpy as np
import pandas as pd
from qgis.PyQt.QtCore import QItemSelection, QItemSelectionModel, QObject, Qt, pyqtSignal

from ..core.errors import N_
from ..core.workspace.listing import Listing
from ..processing.translation import tr
from .findings_detail import detail_html
from .findings_form import FindingsForm
from .findings_model import FindingsModel
from .findings_words import clean_text, counts_text, unchecked_text
from .signs import colour

CLEAR = "clear"


class FindingsList(QObject):
    """`went(row)`: the user went to a finding; `chosen`: others are selected than before."""

    went = pyqtSignal(dict)
    chosen = pyqtSignal()

    def __init__(self, form: FindingsForm) -> None:
        super().__init__(form)
        self.form = form
        self.listing: Listing | None = None
        self.last = pd.DataFrame()
        self._restoring = False
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
        keys = self._keys()
        self.listing, self.last = listing, last
        self._keeping(keys, lambda: self.model.take(listing, self._mask()))

    def clear(self) -> None:
        """Nothing to show."""
        self.take(
            Listing(pd.DataFrame(columns=["severity", "checked_by", "key", "change", "state", "rule", "feature"])),
            pd.DataFrame(),
        )

    def refilter(self) -> None:
        if self.listing is not None:
            keys = self._keys()
            self._keeping(keys, lambda: self.model.show_only(self._mask()))

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

    def _keys(self) -> tuple[list[tuple], tuple | None]:
        """What is selected and current, by what findings are known by."""
        if self.listing is None:
            return [], None
        table, selection = self.listing.table, self.form.view.selectionModel()
        at = self.model.positions(selection.selectedRows())
        now = selection.currentIndex()
        return _known(table, at), next(
            iter(_known(table, self.model.rows[[now.row()]])), None
        ) if now.isValid() else None

    def _keeping(self, keys: tuple[list[tuple], tuple | None], change: Any) -> None:
        """Change the rows shown; selected and current stay the findings that they were, where they are shown."""
        self._restoring = True
        try:
            change()
            self._select(*keys)
        finally:
            self._restoring = False
        self._say_counts()
        self._say_instead()
        self._show_detail()
        self.chosen.emit()

    def _select(self, selected: list[tuple], current: tuple | None) -> None:
        if not selected and current is None:
            return
        shown = _known(self.listing.table, self.model.rows)
        rows = {key: row for row, key in reversed(list(enumerate(shown)))}
        model, flags = self.form.view.selectionModel(), QItemSelectionModel.SelectionFlag
        chosen = QItemSelection()
        for row in (rows[key] for key in selected if key in rows):
            chosen.select(self.model.index(row, 0), self.model.index(row, self.model.columnCount() - 1))
        if current in rows:
            model.setCurrentIndex(self.model.index(rows[current], 0), flags.NoUpdate)
            self.form.view.scrollTo(self.model.index(rows[current], 0))
        model.select(chosen, flags.ClearAndSelect)

    def _sort(self, column: int) -> None:
        """First click up, second down, third as read: worst first."""
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        then = {None: (column, up), (column, up): (column, down), (column, down): None}
        self._sorted = then.get(self._sorted, (column, up))
        keys = self._keys()
        shown_column, order = self._sorted or (-1, up)
        self.form.view.horizontalHeader().setSortIndicator(shown_column, order)
        self._keeping(keys, lambda: self.model.sort(shown_column, order))

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
        for severity, text in counts_text(counts, self.listing.table):
            said = f"<b>{escape(text)}</b>" if severity in severities else escape(text)
            shade = colour(severity, palette).name()
            links.append(f'<a href="{severity}" style="color: {shade}; text-decoration: none">{said}</a>')
        shown = tr(
            N_("{shown} of {all} shown"),
            shown=self.model.rowCount(),
            all=int((self.listing.table["change"] != "gone").sum()),
        )
        self.form.counts.setText(" · ".join(links) + f"<br>{escape(shown)}")
        self.form.counts.setToolTip(f"<qt>{escape(unchecked_text(self.listing.table))}</qt>".replace("\n", "<br>"))
        filtered = bool(self.filters() or self.form.search.text().strip())
        self.form.clear.setEnabled(filtered)

    def _count_clicked(self, severity: str) -> None:
        button = self.form.facets["severity"]
        button.choose(button.chosen ^ {severity})
        self.refilter()

    def _say_instead(self) -> None:
        """Why there is nothing in the list, where there is nothing."""
        table = self.listing.table
        filtered = bool(self.filters() or self.form.search.text().strip())
        found = table[(table["severity"] != "not_checked") & (table["change"] != "gone")]
        if len(self.last) == 0:
            text = tr(N_("Nothing was checked in this workspace yet. Run a check with the button above."))
        elif not filtered and not len(found):
            text = clean_text(self.last, table)
        elif not self.model.rowCount():
            text = tr(N_("No finding fits the filters and the text searched for."))
        else:
            text = ""
        self.form.say_instead(text, can_clear=filtered and not self.model.rowCount() and len(self.last) > 0)


def _known(table: pd.DataFrame, positions: np.ndarray) -> list[tuple]:
    part = table.iloc[positions]
    return list(zip(part["checked_by"], part["key"], part["change"] == "gone"))
