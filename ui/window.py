"""What the plugin puts into QGIS's window: a toolbar, a menu, docks; all of it goes again, last first."""

from __future__ import annotations

from typing import Any

from ..core.errors import N_
from ..processing.translation import tr
from .current_workspace import CurrentWorkspace
from .dock_entry import MENU, DockEntry
from .site_card_entry import SiteCardEntry
from .targets import KEY as TARGETS
from .targets import TargetsDock


class Window:
    def __init__(self, iface: Any) -> None:
        self.iface = iface
        self.toolbar = iface.addToolBar(MENU)
        self.toolbar.setObjectName("FengsuiToolBar")
        self.current = CurrentWorkspace()
        self.site_card = SiteCardEntry(iface, self.toolbar, self.current)
        hint = tr(N_("Targets: how far each county is, and which places fail"))
        self.targets = DockEntry(iface, self.toolbar, TargetsDock(iface, self.current), TARGETS, hint, "targets")
        self.entries: list[Any] = [self.site_card, self.targets]
        self.current.look()

    def remove(self) -> None:
        for entry in reversed(self.entries):
            entry.remove()
        self.current.stop()
        self.iface.mainWindow().removeToolBar(self.toolbar)
        self.toolbar.deleteLater()
