"""What leaves the office, from the menu: each opens the algorithm's own dialog, filled in from the workspace."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtWidgets import QMenu, QToolBar, QToolButton

import processing

from ..core.errors import N_, CoreError
from ..core.workspace.workspace import tables
from ..processing.translation import sentence, tr
from ..processing.workspace_inputs import parameters
from .current_workspace import CurrentWorkspace
from .dock_entry import drop_action, new_action

REPORTS = (
    # words, algorithm, what is given
    (N_("Opinion table"), "fillform", {"TEMPLATE": "opinions"}),
    (N_("Ledger"), "fillform", {"TEMPLATE": "ledger"}),
    (N_("Gaps as a task list"), "fillform", {"TEMPLATE": "gaps"}),
    (N_("Monthly progress"), "fillform", {"TEMPLATE": "progress"}),
    (N_("A sheet per application"), "applicationsheets", {}),
    (N_("County report"), "countyreport", {}),
)
_NAME = "FengsuiReports"


class ReportEntry:
    def __init__(self, iface: Any, toolbar: QToolBar, current: CurrentWorkspace) -> None:
        self.iface, self.toolbar, self.current = iface, toolbar, current
        self.dialog: Any = None
        hint = tr(N_("Tables, sheets and reports of the workspace"))
        self.action = new_action(iface, toolbar, _NAME, tr(N_("Reports")), hint, "reports")
        self.menu = QMenu(iface.mainWindow())
        for words, name, given in REPORTS:
            self.menu.addAction(tr(words) + " …").triggered.connect(
                lambda _, name=name, given=given: self.open(name, given)
            )
        self.action.setMenu(self.menu)
        button = toolbar.widgetForAction(self.action)
        if isinstance(button, QToolButton):
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        current.changed.connect(self._offer)
        self._offer()

    def remove(self) -> None:
        self.current.changed.disconnect(self._offer)
        if self.dialog is not None:
            self.dialog.close()
            self.dialog = None
        self.menu.deleteLater()
        drop_action(self.iface, self.toolbar, self.action)

    def open(self, name: str, given: dict[str, str]) -> None:
        """The dialog of an algorithm, its layers and its workspace filled in."""
        place = self.current.place
        try:
            held = tables(self.current.workspace)
            if name == "applicationsheets" and "reviewed" not in held:
                raise CoreError(N_("Check the applications first: the workspace has no opinions yet."))
            filled = {"WORKSPACE": place, **given} if name != "applicationsheets" else parameters(name, place)
        except CoreError as error:
            self.iface.messageBar().pushWarning(tr(N_("Reports")), sentence(error))
            return
        self.dialog = processing.createAlgorithmDialog(f"fengsui:{name}", filled)
        self.dialog.show()

    def _offer(self) -> None:
        self.action.setEnabled(bool(self.current.place))
