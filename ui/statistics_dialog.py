"""Statistics typed in: a small table, kept in the workspace as a whole, with a unit and a source for each value."""

from __future__ import annotations

from typing import Any, Callable

import pandas as pd
from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, Qt
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStyledItemDelegate,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ..core.errors import N_, CoreError
from ..core.targets.entered import choices, entered, unit_for
from ..core.targets.registry import Registry
from ..core.workspace.workspace import last_run, read, store_all, tables
from ..processing.record import run_record
from ..processing.translation import language, sentence, tr
from .background import Work
from .current_workspace import CurrentWorkspace

HEADERS = {
    "county": N_("County"), "indicator": N_("Indicator"), "period": N_("Period"), "value": N_("Value"),
    "unit": N_("Unit"), "source": N_("Source"),
}  # fmt: skip
NAMES = tuple(HEADERS)


class StatisticsModel(QAbstractTableModel):
    def __init__(self, rows: list[dict[str, Any]], registry: Registry, parent: Any = None) -> None:
        super().__init__(parent)
        self.rows, self._registry = rows, registry

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return len(NAMES)

    def headerData(self, section: int, orientation: Any, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if role != int(Qt.ItemDataRole.DisplayRole):
            return None
        return tr(HEADERS[NAMES[section]]) if orientation == Qt.Orientation.Horizontal else section + 1

    def flags(self, index: QModelIndex) -> Any:
        flags = super().flags(index)
        return flags if NAMES[index.column()] == "unit" else flags | Qt.ItemFlag.ItemIsEditable

    def data(self, index: QModelIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if role not in (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.EditRole)):
            return None
        row, name = self.rows[index.row()], NAMES[index.column()]
        if name == "unit":
            return unit_for(str(row.get("indicator") or ""), self._registry, language())
        value = row.get(name)
        if value is None or (isinstance(value, float) and pd.isna(value)):
            return ""
        return f"{value:.12g}" if isinstance(value, float) else str(value)

    def setData(self, index: QModelIndex, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        if role != int(Qt.ItemDataRole.EditRole):
            return False
        self.rows[index.row()][NAMES[index.column()]] = str(value).strip()
        self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), len(NAMES) - 1))
        return True

    def add(self, row: dict[str, Any]) -> int:
        self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows))
        self.rows.append(dict(row))
        self.endInsertRows()
        return len(self.rows) - 1

    def take(self, row: int) -> None:
        self.beginRemoveRows(QModelIndex(), row, row)
        del self.rows[row]
        self.endRemoveRows()


class _Choice(QStyledItemDelegate):
    """A list to choose from, into which another word may be typed."""

    def __init__(self, words: list[str], parent: Any) -> None:
        super().__init__(parent)
        self._words = words

    def createEditor(self, parent: QWidget, option: Any, index: QModelIndex) -> QWidget:
        box = QComboBox(parent)
        box.setEditable(True)
        box.addItems(self._words)
        box.completer().setFilterMode(Qt.MatchFlag.MatchContains)
        return box

    def setEditorData(self, editor: QComboBox, index: QModelIndex) -> None:
        editor.setCurrentText(index.data())

    def setModelData(self, editor: QComboBox, model: StatisticsModel, index: QModelIndex) -> None:
        model.setData(index, editor.currentText())


class StatisticsDialog(QDialog):
    """`stored()` is called when the table was kept. `first`: a row to type into at once (county and indicator set)."""

    def __init__(
        self,
        current: CurrentWorkspace,
        registry: Registry,
        counties: list[str],
        stored: Callable[[], None],
        first: dict[str, Any] | None,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr(N_("Statistics")))
        self.setObjectName("FengsuiStatistics")
        self._current, self._stored, self._counties = current, stored, counties
        workspace = current.workspace
        self._work: Work | None = None
        self._after = last_run(workspace, "statistics")
        held = read(workspace, "statistics") if "statistics" in tables(workspace) else pd.DataFrame()
        self.model = StatisticsModel(held.astype(object).where(held.notna(), None).to_dict("records"), registry, self)
        said = QLabel(
            tr(
                N_(
                    "Figures that no layer gives: one row per county, indicator, period and source. The unit is the one in "
                    "which the document asks. Nothing is written before you press Save."
                )
            )
        )
        said.setWordWrap(True)
        self.table = table = QTableView()
        table.setModel(self.model)
        table.setAccessibleName(tr(N_("Statistics")))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        table.setAlternatingRowColors(True)
        table.setItemDelegateForColumn(NAMES.index("county"), _Choice(counties, table))
        words = [word for word, _ in choices(registry, language())]
        table.setItemDelegateForColumn(NAMES.index("indicator"), _Choice(words, table))
        char = self.fontMetrics().averageCharWidth()
        for column, width in enumerate((14, 44, 14, 14, 12, 24)):
            table.setColumnWidth(column, width * char)
        table.horizontalHeader().setSectionResizeMode(NAMES.index("source"), QHeaderView.ResizeMode.Stretch)
        self.add = QPushButton(tr(N_("Add row")))
        self.remove = QPushButton(tr(N_("Remove row")))
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel, Qt.Orientation.Horizontal
        )
        self.buttons.button(QDialogButtonBox.StandardButton.Save).setText(tr(N_("Save")))
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(tr(N_("Cancel")))
        row = QHBoxLayout()
        for widget in (self.add, self.remove):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.buttons)
        self.setLayout(column_ := QVBoxLayout())
        for widget in (said, table, self.message):
            column_.addWidget(widget, int(widget is table))
        column_.addLayout(row)
        self.resize(130 * char, 26 * self.fontMetrics().height())
        self.add.clicked.connect(lambda: self.add_row({"county": self._counties[0] if self._counties else ""}))
        self.remove.clicked.connect(self._remove)
        self.buttons.accepted.connect(self._save)
        self.buttons.rejected.connect(self.reject)
        if first is not None:
            self.add_row(first)

    def reject(self) -> None:
        """Stay open while it is being saved: how that ended is said here."""
        if self._work is None:
            super().reject()

    def add_row(self, row: dict[str, Any]) -> None:
        at = self.model.add({name: row.get(name, "") for name in NAMES if name != "unit"})
        empty = next((name for name in NAMES if name not in ("unit",) and not row.get(name)), "value")
        index = self.model.index(at, NAMES.index(empty))
        self.table.setCurrentIndex(index)
        self.table.scrollTo(index)

    def _remove(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            self.model.take(index.row())

    def _save(self) -> None:
        try:
            frame = entered(self.model.rows, self._counties)
        except CoreError as error:
            self.message.setText(sentence(error))
            return
        workspace, after = self._current.workspace, self._after
        record = run_record("fengsui:typedin", {}, {}, {"rows_written": {"statistics": len(frame)}})
        self.buttons.setEnabled(False)

        def work(progress: Any) -> int:
            return store_all(workspace, {"statistics": frame}, record, progress=progress, after=after)

        self._work = Work(work, self._kept, writes=True)

    def _kept(self, run: int | None, fault: str) -> None:
        self._work = None
        self.buttons.setEnabled(True)
        if run is None:
            self.message.setText(fault)
            return
        self.accept()
        self._current.tell(run)
        self._stored()
