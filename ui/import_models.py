"""The file as it stands, and what each of its columns became: two table models and the chooser of a column."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QFont, QPalette
from qgis.PyQt.QtWidgets import QComboBox, QStyledItemDelegate, QWidget

from ..core import schema
from ..core.errors import N_
from ..core.intake.preview import HEADER, PAIR, ColumnSeen, SheetSeen
from ..processing.translation import language, sentence, tr
from .signs import sign

_ROOT = QModelIndex()
_SIGN_PX = 14


class FileModel(QAbstractTableModel):
    """The first rows of a sheet; what is no record is greyed and says why."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = parent.palette
        self._sheet: SheetSeen | None = None
        self._rows: list[int] = []
        self._cells: list[list[str]] = []

    def show(self, sheet: SheetSeen | None) -> None:
        self.beginResetModel()
        self._sheet = sheet
        self._rows = [] if sheet is None else [int(row) for row in sheet.cells.index]
        self._cells = [] if sheet is None else sheet.cells.to_numpy().tolist()
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() or self._sheet is None else self._sheet.cells.shape[1]

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._sheet is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cells[index.row()][index.column()]
        reason = self._sheet.skipped.get(self._rows[index.row()])
        if role == Qt.ItemDataRole.ToolTipRole:
            if reason:
                return tr(N_("Row {row}: {reason}"), row=self._rows[index.row()], reason=tr(reason))
            return self._cells[index.row()][index.column()]
        if role == Qt.ItemDataRole.FontRole and reason == HEADER:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.ForegroundRole and reason and reason != HEADER:
            return self._palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
        return None

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or self._sheet is None:
            return None
        if way == Qt.Orientation.Vertical:
            return str(self._rows[section])
        return str(self._sheet.cells.columns[section] if self._is_named() else _letter(section))

    def _is_named(self) -> bool:
        return any(isinstance(name, str) for name in self._sheet.cells.columns)


class ColumnsModel(QAbstractTableModel):
    """Each column of the file: what it becomes, what is doubtful, some of its cells. `chosen`: the user's own choice."""

    chosen = pyqtSignal(str, str)
    TITLES = (N_("Column of the file"), N_("Becomes"), N_("Doubtful"), N_("Examples"))
    BECOMES, DOUBT = 1, 2

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._widget = parent
        self.columns: tuple[ColumnSeen, ...] = ()
        self.kind = ""

    def show(self, sheet: SheetSeen | None, kind: str) -> None:
        self.beginResetModel()
        self.columns, self.kind = () if sheet is None else sheet.columns, kind
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def columnCount(self, parent: QModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.TITLES)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.row()]
        doubt = sentence(column.doubt) if column.doubt else ""
        texts = (column.name, column_word(self.kind, column.becomes), doubt, " · ".join(column.samples))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return texts[index.column()]
        if role == Qt.ItemDataRole.EditRole:
            return column.becomes
        if role == Qt.ItemDataRole.DecorationRole and index.column() == self.DOUBT and doubt:
            return sign("warning", self._widget.palette(), _SIGN_PX, self._widget.devicePixelRatioF())
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == self.BECOMES and not column.becomes:
            return self._widget.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
        return None

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        editable = Qt.ItemFlag.ItemIsEditable if index.column() == self.BECOMES else Qt.ItemFlag.NoItemFlags
        return super().flags(index) | editable

    def setData(self, index: QModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        column = self.columns[index.row()]
        if role != Qt.ItemDataRole.EditRole or value == column.becomes:
            return False
        self.chosen.emit(column.name, value)
        return True

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and way == Qt.Orientation.Horizontal:
            return tr(self.TITLES[section])
        return None


class ColumnChooser(QStyledItemDelegate):
    """A box with the columns of the kind."""

    def createEditor(self, parent: QWidget, option: Any, index: QModelIndex) -> QWidget:
        model = index.model()
        box = QComboBox(parent)
        box.setAccessibleName(model.columns[index.row()].name)
        for name in ("", *schema.table_kind(model.kind).columns):
            if name not in ("sheet", "row", "decimals"):
                box.addItem(column_word(model.kind, name), name)
        if index.data(Qt.ItemDataRole.EditRole) == PAIR:
            box.addItem(column_word(model.kind, PAIR), PAIR)
        box.setMaxVisibleItems(20)
        box.activated.connect(lambda _: self._taken(box))
        return box

    def setEditorData(self, editor: QWidget, index: QModelIndex) -> None:
        editor.setCurrentIndex(max(0, editor.findData(index.data(Qt.ItemDataRole.EditRole))))
        editor.showPopup()

    def setModelData(self, editor: QWidget, model: Any, index: QModelIndex) -> None:
        model.setData(index, editor.currentData())

    def sizeHint(self, option: Any, index: QModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width() + size.height(), size.height())  # room for the box's arrow

    def _taken(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)


def column_word(kind: str, name: str) -> str:
    """A column of the kind as the user calls it."""
    if not name:
        return tr(N_("stays as it is"))
    if name == PAIR:
        return tr(N_("longitude and latitude in one cell"))
    column = schema.table_kind(kind).columns[name]
    return column.zh if language() == "zh" else column.en


def _letter(position: int) -> str:
    letters, position = "", position + 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
