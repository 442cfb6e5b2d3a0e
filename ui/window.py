"""What the plugin puts into QGIS's window: a toolbar, a menu, docks; all of it goes again, last first."""

from __future__ import annotations

from typing import Any

from .current_workspace import CurrentWorkspace
from .dock_entry import MENU
from .site_card_entry import SiteCardEntry
from .workspace_entry import WorkspaceEntry


class Window:
    def __init__(self, iface: Any) -> None:
        self.iface = iface
        self.toolbar = iface.addToolBar(MENU)
        self.toolbar.setObjectName("FengsuiToolBar")
        self.current = CurrentWorkspace()
        self.workspace = WorkspaceEntry(iface, self.toolbar, self.current)
        self.site_card = SiteCardEntry(iface, self.toolbar, self.current)
        self.entries: list[Any] = [self.workspace, self.site_card]
        self.current.look()

    def remove(self) -> None:
        for entry in reversed(self.entries):
            entry.remove()
        self.current.stop()
        self.iface.mainWindow().removeToolBar(self.toolbar)
        self.toolbar.deleteLater()
