"""Two small dialogs: where a new workspace shall lie, and which one to open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsProviderRegistry, QgsSettings
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QDir
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QRadioButton,
    QWidget,
)

from ..core.errors import N_
from ..core.workspace.postgis import DEFAULT_SCHEMA
from ..processing.translation import tr
from ..processing.workspaces import saved, schemas_with_workspace
from .background import Work
from .current_workspace import CurrentWorkspace
from .jobs import Job
from .opening import open_in_background
from .signs import colour

FOLDER = "fengsui/workspace/folder"


class _Place(QDialog):
    """A file or folder, or a saved connection; what runs, and what is wrong, is said in the dialog."""

    def __init__(self, current: CurrentWorkspace, parent: QWidget, title: str, go: str) -> None:
        super().__init__(parent)
        self.current = current
        self.under_way: Job | Work | None = None
        self.setWindowTitle(title)
        self.form = QFormLayout(self)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.path = QgsFileWidget()
        self.path.setDefaultRoot(QgsSettings().value(FOLDER, QDir.homePath()))
        self.connection = QComboBox()
        self.connection.addItems(sorted(QgsProviderRegistry.instance().providerMetadata("postgres").connections()))
        self.connection.setToolTip(tr(N_("A PostgreSQL connection saved in QGIS: for several people at once")))
        self.on_disk, self.on_server = QRadioButton(), QRadioButton(tr(N_("PostGIS connection")))
        self.on_disk.setChecked(True)
        self.on_server.setEnabled(self.connection.count() > 0)
        self.bar, self.message = QProgressBar(), QLabel()
        self.bar.setRange(0, 0)
        self.message.setWordWrap(True)
        buttons = QDialogButtonBox()
        buttons.addButton(tr(N_("Cancel")), QDialogButtonBox.ButtonRole.RejectRole)
        self.go = buttons.addButton(go, QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setDefault(True)
        buttons.accepted.connect(self.begin)
        buttons.rejected.connect(self.reject)
        self.rows()
        self.form.addRow(self.bar)
        self.form.addRow(self.message)
        self.form.addRow(buttons)
        self.on_server.toggled.connect(self.chosen)
        self.path.fileChanged.connect(self.chosen)
        self.bar.hide()
        self.chosen()
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 70)

    def rows(self) -> None:
        raise NotImplementedError

    def start(self) -> Job | Work:
        raise NotImplementedError

    def complete(self) -> bool:
        raise NotImplementedError

    def chosen(self, *_: Any) -> None:
        """What the choice leaves to fill in."""
        self.path.setEnabled(self.on_disk.isChecked())
        self.connection.setEnabled(self.on_server.isChecked())
        self.go.setEnabled(self.under_way is None and self.complete())

    def begin(self) -> None:
        if self.under_way is None and self.complete():
            self.message.clear()
            self.bar.show()
            self.under_way = self.start()
            self.chosen()

    def ended(self, fault: str) -> None:
        self.under_way = None
        self.bar.hide()
        self.message.setText(fault)
        self.message.setStyleSheet(f"color: {colour('block', self.palette()).name()}")
        self.chosen()
        if not fault:
            self.accept()

    def done(self, result: int) -> None:
        if self.under_way is not None:
            self.under_way.drop()
        super().done(result)


class NewWorkspace(_Place):
    """Makes a workspace with `createworkspace` and takes it for the project."""

    def __init__(self, current: CurrentWorkspace, parent: QWidget) -> None:
        super().__init__(current, parent, tr(N_("New workspace")), tr(N_("Make")))
        self.setObjectName("FengsuiNewWorkspaceDialog")

    def rows(self) -> None:
        self.name = QLineEdit()
        self.name.setPlaceholderText(tr(N_("The county's name: the file or schema is called so")))
        self.name.textChanged.connect(self.chosen)
        self.form.addRow(tr(N_("Name")), self.name)
        self.path.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.path.setFilePath(QgsSettings().value(FOLDER, ""))
        self.on_disk.setText(tr(N_("Folder")))
        self.form.addRow(self.on_disk, self.path)
        self.form.addRow(self.on_server, self.connection)
        self.where = QLabel()
        self.where.setWordWrap(True)
        self.form.addRow("", self.where)

    def complete(self) -> bool:
        return bool(self.name.text().strip() and (self.on_server.isChecked() or self.path.filePath().strip()))

    def chosen(self, *_: Any) -> None:
        super().chosen()
        name, folder = self.name.text().strip() or "…", self.path.filePath().strip()
        if self.on_server.isChecked():
            self.where.setText(tr(N_("Schema '{name}', for several people at once"), name=name))
        else:
            self.where.setText(str(Path(folder or "…") / f"{name}.gpkg"))

    def start(self) -> Job:
        given = {"NAME": self.name.text().strip()}
        if self.on_server.isChecked():
            given["CONNECTION"] = self.connection.currentText()
        else:
            given["FOLDER"] = self.path.filePath().strip()
            QgsSettings().setValue(FOLDER, given["FOLDER"])
        return Job("createworkspace", given, self._made)

    def _made(self, results: dict | None, fault: str) -> None:
        if results is None:
            self.ended(fault)
        else:
            self.under_way = open_in_background(self.current, results["WORKSPACE"], self.ended)


class OpenWorkspace(_Place):
    """Opens a file, or a schema of a saved connection."""

    def __init__(self, current: CurrentWorkspace, parent: QWidget) -> None:
        self.looking: Work | None = None
        super().__init__(current, parent, tr(N_("Open workspace")), tr(N_("Open")))
        self.setObjectName("FengsuiOpenWorkspaceDialog")

    def rows(self) -> None:
        self.path.setFilter(tr(N_("Workspaces (*.gpkg)")))
        self.on_disk.setText(tr(N_("File")))
        self.schema = QComboBox()
        self.schema.setEditable(True)
        self.schema.setEditText(DEFAULT_SCHEMA)
        self.schema.editTextChanged.connect(self.chosen)
        self.connection.currentIndexChanged.connect(self._look)
        self.on_server.toggled.connect(self._look)
        self.form.addRow(self.on_disk, self.path)
        self.form.addRow(self.on_server, self.connection)
        self.form.addRow(tr(N_("Schema")), self.schema)

    def complete(self) -> bool:
        asked = self.schema.currentText() if self.on_server.isChecked() else self.path.filePath()
        return bool(asked.strip())

    def chosen(self, *_: Any) -> None:
        super().chosen()
        self.schema.setEnabled(self.on_server.isChecked())

    def start(self) -> Work:
        if self.on_server.isChecked():
            place = saved(self.connection.currentText(), self.schema.currentText().strip())
        else:
            place = self.path.filePath().strip()
            QgsSettings().setValue(FOLDER, str(Path(place).parent))
        return open_in_background(self.current, place, self.ended)

    def done(self, result: int) -> None:
        if self.looking is not None:
            self.looking.drop()
        super().done(result)

    def _look(self, *_: Any) -> None:
        """List the schemas of the connection that hold a workspace."""
        if self.looking is not None:
            self.looking.drop()
        self.looking = None
        if self.on_server.isChecked():
            name = self.connection.currentText()
            self.looking = Work(lambda _: schemas_with_workspace(name), self._found)

    def _found(self, schemas: list[str] | None, fault: str) -> None:
        self.looking = None
        self.message.setText(fault)
        typed = self.schema.currentText()
        self.schema.clear()
        self.schema.addItems(schemas or [])
        if not schemas or typed != DEFAULT_SCHEMA:
            self.schema.setEditText(typed)
