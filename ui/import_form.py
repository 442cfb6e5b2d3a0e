"""The import dialog's form: file, what it is, its rows and columns, the points, what will be kept; no logic."""

from __future__ import annotations

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QTabBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ..core import schema
from ..core.errors import N_
from ..processing.importtable import ADD, REPLACE
from ..processing.project_layers import kind_word
from ..processing.translation import language, tr
from .import_map import ImportMap
from .import_models import ColumnChooser, ColumnsModel, FileModel
from .site_card_words import DATUMS

FILES = N_("Tables (*.xlsx *.xlsm *.xls *.csv *.txt *.shp *.dbf *.gpkg *.geojson *.json *.kml *.kmz *.ovkml *.ovkmz)")


class ImportForm(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._what())
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.message.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column.addWidget(self.message)
        column.addLayout(self._working())
        upper = QSplitter(Qt.Orientation.Horizontal)
        upper.addWidget(self._file_side())
        upper.addWidget(self._column_side())
        lower = QSplitter(Qt.Orientation.Horizontal)
        lower.addWidget(self._map_side())
        lower.addWidget(self._evidence_side())
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.addWidget(upper)
        parts.addWidget(lower)
        for splitter in (upper, lower, parts):
            splitter.setChildrenCollapsible(False)
            splitter.setStretchFactor(0, 1)
            splitter.setStretchFactor(1, 1)
            splitter.setSizes([1000, 1000])
        column.addWidget(parts, 1)
        column.addLayout(self._into())
        column.addLayout(self._buttons())
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)  # Enter in a field must not import

    def say(self, text: str, colour: str = "") -> None:
        self.message.setText(text)
        self.message.setStyleSheet(f"color: {colour}" if colour else "")
        self.message.setVisible(bool(text))

    def running(self, runs: bool) -> None:
        self.bar.setVisible(runs)
        self.stop.setVisible(runs)

    def _what(self) -> QGridLayout:
        self.file = QgsFileWidget()
        self.file.setFilter(tr(FILES))
        self.file.setDialogTitle(tr(N_("File to import")))
        self.file.lineEdit().setAccessibleName(tr(N_("File to import")))
        self.kind = _box(tr(N_("What the rows are")))
        for kind in schema.table_kinds():
            self.kind.addItem(kind_word(kind, language()), kind)
        self.sheet = _box(tr(N_("Sheet")))
        self.sender = _box(tr(N_("Sender")))
        self.sender.setEditable(True)
        self.sender.setToolTip(tr(N_("Who sent it. What the columns became is used again for the next file.")))
        self.sender.lineEdit().setAccessibleName(tr(N_("Sender")))
        self.sender.lineEdit().setPlaceholderText(tr(N_("named, it is known again")))
        grid = QGridLayout()
        for number, (text, widget) in enumerate(
            (
                (N_("File"), self.file),
                (N_("Rows are"), self.kind),
                (N_("Sheet"), self.sheet),
                (N_("Sender"), self.sender),
            )
        ):
            label = QLabel(tr(text))
            label.setBuddy(widget)
            grid.addWidget(label, 0, 2 * number)
            grid.addWidget(widget, 0, 2 * number + 1)
        for number, stretch in ((1, 4), (3, 1), (5, 1), (7, 2)):
            grid.setColumnStretch(number, stretch)
        return grid

    def _working(self) -> QHBoxLayout:
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.stop = QPushButton(tr(N_("Cancel")))
        line = QHBoxLayout()
        line.addWidget(self.bar, 1)
        line.addWidget(self.stop)
        return line

    def _file_side(self) -> QWidget:
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(tr(N_("Sheet that is shown")))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.rows = FileModel(self)
        self.file_view = _view(self.rows, tr(N_("The file as it is")))
        self.file_view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.read_as = QLabel()
        self.read_as.setWordWrap(True)
        return _panel(_head(N_("The file as it is (first 50 rows)")), self.tabs, self.file_view, self.read_as)

    def _column_side(self) -> QWidget:
        self.columns = ColumnsModel(self)
        self.column_view = _view(self.columns, tr(N_("What each column becomes")))
        self.column_view.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        self.column_view.setItemDelegateForColumn(ColumnsModel.BECOMES, ColumnChooser(self))
        self.column_view.verticalHeader().hide()
        self.column_view.horizontalHeader().setStretchLastSection(True)
        self.column_view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        return _panel(_head(N_("What each column becomes (click to change)")), self.column_view)

    def _map_side(self) -> QWidget:
        self.map = ImportMap(self)
        for part in (self.map, self.map.viewport()):
            part.setAccessibleName(tr(N_("Where the points fall")))
        self.map.setMinimumHeight(self.fontMetrics().height() * 8)
        self.moved = QLabel()
        self.moved.setWordWrap(True)
        self.near = QPushButton(tr(N_("One point close up")))
        self.near.setCheckable(True)
        line = QHBoxLayout()
        line.addWidget(self.moved, 1)
        line.addWidget(self.near)
        panel = _panel(_head(N_("Where the points fall")), self.map)
        panel.layout().addLayout(line)
        return panel

    def _evidence_side(self) -> QWidget:
        self.datum = _box(tr(N_("Coordinates are")))
        self.datum.addItem(tr(N_("by the evidence")), "auto")
        for code, word in DATUMS.items():
            self.datum.addItem(tr(word), code)
        self.datum.setEditable(True)
        self.datum.lineEdit().setAccessibleName(tr(N_("Coordinates are")))
        self.datum.setToolTip(tr(N_("Choose, or type a code such as EPSG:4526.")))
        self.evidence = QPlainTextEdit()
        self.evidence.setReadOnly(True)
        self.evidence.setTabChangesFocus(True)
        self.evidence.setAccessibleName(tr(N_("Evidence")))
        line = QHBoxLayout()
        line.addWidget(QLabel(tr(N_("Coordinates are"))))
        line.addWidget(self.datum, 1)
        panel = _panel(_head(N_("What this rests on")))
        panel.layout().addLayout(line)
        panel.layout().addWidget(self.evidence, 1)
        return panel

    def _into(self) -> QHBoxLayout:
        self.no_workspace = QLabel(tr(N_("No workspace is open: what is imported would have no place.")))
        self.new, self.open = QPushButton(tr(N_("New workspace …"))), QPushButton(tr(N_("Open workspace …")))
        self.table, self.into = _box(tr(N_("Table"))), _box(tr(N_("How")))
        self.into.addItem(tr(N_("Add: known ids are brought up to date")), ADD)
        self.into.addItem(tr(N_("Replace the whole table")), REPLACE)
        self.counts = QLabel()
        self.into_label = QLabel(tr(N_("Into the table")))
        line = QHBoxLayout()
        for widget in (self.no_workspace, self.new, self.open, self.into_label, self.table, self.into, self.counts):
            line.addWidget(widget)
        line.addStretch(1)
        return line

    def _buttons(self) -> QHBoxLayout:
        self.undo = QPushButton(tr(N_("Undo the import")))
        self.save_rejected = QPushButton(tr(N_("Save what was no record …")))
        self.go = QPushButton(tr(N_("Import")))
        self.close_it = QPushButton(tr(N_("Close")))
        line = QHBoxLayout()
        line.addWidget(self.undo)
        line.addWidget(self.save_rejected)
        line.addStretch(1)
        line.addWidget(self.go)
        line.addWidget(self.close_it)
        return line


def _box(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setToolTip(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return box


def _view(model: FileModel | ColumnsModel, name: str) -> QTableView:
    view = QTableView()
    view.setModel(model)
    view.setAccessibleName(name)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    view.verticalHeader().setDefaultSectionSize(round(view.fontMetrics().height() * 1.5))
    return view


def _head(text: str) -> QLabel:
    label = QLabel(tr(text))
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label


def _panel(*widgets: QWidget) -> QWidget:
    panel = QWidget()
    column = QVBoxLayout(panel)
    column.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        column.addWidget(widget, 0 if isinstance(widget, (QLabel, QTabBar)) else 1)
    return panel
