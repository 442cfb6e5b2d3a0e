"""What the plugin puts into QGIS's window: a toolbar, a menu, docks; all of it goes again, last first."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtWidgets import QDockWidget

from ..core.errors import N_
from ..processing.translation import tr
from .current_workspace import CurrentWorkspace
from .dock_entry import MENU, DockEntry
from .findings import KEY as FINDINGS
from .findings import FindingsDock
from .report_entry import ReportEntry
from .site_card_entry import SiteCardEntry
from .targets import KEY as TARGETS
from .targets import TargetsDock
from .workspace_entry import WorkspaceEntry

_FINDINGS = N_("Findings: what the checks found, walked through and decided on")
_TARGETS = N_("Targets: how far each county is, and which places fail")


class Window:
    def __init__(self, iface: Any) -> None:
        self.iface = iface
        self.toolbar = iface.addToolBar(MENU)
        self.toolbar.setObjectName("FengsuiToolBar")
        self.current = CurrentWorkspace()
        self.workspace = WorkspaceEntry(iface, self.toolbar, self.current)
        self.site_card = SiteCardEntry(iface, self.toolbar, self.current)
        self.targets = self._dock(TargetsDock(iface, self.current), TARGETS, _TARGETS, "targets")
        self.findings = self._dock(FindingsDock(iface, self.current), FINDINGS, _FINDINGS, "findings")
        self.reports = ReportEntry(iface, self.toolbar, self.current)
        self.entries: list[Any] = [self.workspace, self.site_card, self.targets, self.findings, self.reports]
        self.current.look()

    def _dock(self, dock: QDockWidget, key: str, hint: str, icon: str) -> DockEntry:
        return DockEntry(self.iface, self.toolbar, dock, key, tr(hint), icon)

    def remove(self) -> None:
        for entry in reversed(self.entries):
            entry.remove()
        self.current.stop()
        self.iface.mainWindow().removeToolBar(self.toolbar)
        self.toolbar.deleteLater()
