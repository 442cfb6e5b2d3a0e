"""What the plugin puts into QGIS's window: a toolbar, a menu, docks; all of it goes again, last first."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtWidgets import QDockWidget

from ..core.errors import N_
from ..processing.translation import tr
from .background import end_all
from .current_workspace import CurrentWorkspace
from .dock_entry import MENU, DockEntry
from .findings import KEY as FINDINGS
from .findings import FindingsDock
from .hand_edits import HandEdits
from .path_dock import KEY as PATH
from .path_dock import PathDock
from .report_entry import ReportEntry
from .site_card import KEY as SITE_CARD
from .site_card import SiteCardDock
from .targets import KEY as TARGETS
from .targets import TargetsDock
from .tool_entry import ToolEntry
from .workspace_entry import WorkspaceEntry

_SITE_CARD = N_("Site card: click on the map to see what a site there would meet")
_PATH = N_("Path profile: click on the map to see the ground between a site and a place, and what the signal loses")
_FINDINGS = N_("Findings: what the checks found, walked through and decided on")
_TARGETS = N_("Targets: how far each county is, and which places fail")


class Window:
    def __init__(self, iface: Any) -> None:
        self.iface = iface
        self.toolbar = iface.addToolBar(MENU)
        self.toolbar.setObjectName("FengsuiToolBar")
        self.current = CurrentWorkspace()
        self.workspace = WorkspaceEntry(iface, self.toolbar, self.current)
        self.site_card = self._tool(SiteCardDock(iface, self.current), SITE_CARD, _SITE_CARD, "site_card")
        self.path = self._tool(PathDock(iface, self.current), PATH, _PATH, "path", "bottom")
        self.targets = self._dock(TargetsDock(iface, self.current), TARGETS, _TARGETS, "targets")
        self.findings = self._dock(FindingsDock(iface, self.current), FINDINGS, _FINDINGS, "findings")
        self.reports = ReportEntry(iface, self.toolbar, self.current)
        self.targets.dock.path_asked.connect(self.path.dock.ask_for)
        self.entries: list[Any] = [
            self.workspace,
            self.site_card,
            self.path,
            self.targets,
            self.findings,
            self.reports,
        ]
        self.edits = HandEdits(iface, self.current)
        self.current.look()

    def _dock(self, dock: QDockWidget, key: str, hint: str, icon: str) -> DockEntry:
        return DockEntry(self.iface, self.toolbar, dock, key, tr(hint), icon)

    def _tool(self, dock: QDockWidget, key: str, hint: str, icon: str, area: str = "right") -> ToolEntry:
        return ToolEntry(self.iface, self.toolbar, dock, key, tr(hint), icon, area)

    def remove(self) -> None:
        for entry in reversed(self.entries):
            entry.remove()
        self.edits.stop()
        self.current.stop()
        end_all()
        self.iface.mainWindow().removeToolBar(self.toolbar)
        self.toolbar.deleteLater()
