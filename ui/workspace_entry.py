"""The workspace's place in QGIS's window: actions in menu and toolbar, and what is to be said of where it lies."""

from __future__ import annotations

from typing import Any

from qgis.core import Qgis
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialog, QToolBar

from ..core.errors import N_
from ..processing.translation import tr
from .current_workspace import CurrentWorkspace
from .dock_entry import drop_action, new_action
from .import_dialog import ImportDialog
from .start_page import IMPORT, NEW, OPEN
from .workspace_dialogs import NewWorkspace, OpenWorkspace


class WorkspaceEntry:
    def __init__(self, iface: Any, toolbar: QToolBar, current: CurrentWorkspace) -> None:
        self.iface, self.toolbar, self.current = iface, toolbar, current
        self.dialog: QDialog | None = None
        self.importing: ImportDialog | None = None
        self.actions = []
        for name, title, hint, icon, triggered in (
            (NEW, N_("New workspace …"), N_("Make a workspace for a county"), "workspace_new", self.new),
            (OPEN, N_("Open workspace …"), N_("Open a county's workspace"), "workspace", self.open),
            (
                IMPORT,
                N_("Import data …"),
                N_("Import a table as it was sent, into the workspace"),
                "import",
                self.bring,
            ),
        ):
            action = new_action(iface, toolbar, name, tr(title), tr(hint), icon)
            action.triggered.connect(triggered)
            self.actions.append(action)
        current.changed.connect(self._say)

    def remove(self) -> None:
        self.current.changed.disconnect(self._say)
        for dialog in (self.dialog, self.importing):
            if dialog is not None:
                dialog.reject()
        for action in reversed(self.actions):
            drop_action(self.iface, self.toolbar, action)

    def new(self) -> None:
        self._open(NewWorkspace(self.current, self.iface.mainWindow()))

    def open(self) -> None:
        self._open(OpenWorkspace(self.current, self.iface.mainWindow()))

    def bring(self) -> None:
        """The import dialog: the one that is open already, else a new one; the map stays usable beside it."""
        if self.importing is None:
            self.importing = ImportDialog(self.iface, self.current, self.iface.mainWindow())
            self.importing.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.importing.finished.connect(self._import_closed)
        self.importing.show()
        self.importing.raise_()

    def _import_closed(self, _: int) -> None:
        self.importing = None

    def _open(self, dialog: QDialog) -> None:
        if self.dialog is not None:
            self.dialog.reject()
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self, _: int) -> None:
        self.dialog = None

    def _say(self) -> None:
        """A workspace that is gone, read-only or on a network drive: said above the map when the project takes it."""
        for text in filter(None, (self.current.fault, *self.current.notes)):
            level = Qgis.MessageLevel.Warning
            self.iface.messageBar().pushMessage(tr(N_("Workspace")), text, level, 20)
