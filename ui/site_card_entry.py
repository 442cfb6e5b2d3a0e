"""The site card's place in QGIS's window: action in menu and toolbar, map tool, dock; and how all of it goes again."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtWidgets import QToolBar

from ..core.errors import N_
from ..processing.translation import tr
from . import dock_place
from .current_workspace import CurrentWorkspace
from .dock_entry import drop_action, new_action
from .site_card import KEY, SiteCardDock
from .site_card_tool import SiteCardTool


class SiteCardEntry:
    def __init__(self, iface: Any, toolbar: QToolBar, current: CurrentWorkspace) -> None:
        self.iface, self.toolbar = iface, toolbar
        hint = tr(N_("Site card: click on the map to see what a site there would meet"))
        self.action = new_action(iface, toolbar, "FengsuiSiteCard", tr(N_("Site card")), hint, "site_card")
        self.action.setCheckable(True)
        self.action.triggered.connect(self._triggered)
        self.tool = SiteCardTool(iface.mapCanvas())
        self.tool.setAction(self.action)
        self.dock = SiteCardDock(iface, current)
        self.tool.placed.connect(self.dock.ask)
        self.dock.start(dock_place.put(iface, self.dock, KEY))

    def remove(self) -> None:
        """Take everything back, last first; how it stood is kept for the next time."""
        self.dock.stop()
        dock_place.take(self.iface, self.dock, KEY)
        if self.iface.mapCanvas().mapTool() is self.tool:
            self.iface.actionPan().trigger()
        self.tool.placed.disconnect(self.dock.ask)
        self.tool.setAction(None)
        self.tool.deleteLater()
        self.action.triggered.disconnect(self._triggered)
        drop_action(self.iface, self.toolbar, self.action)

    def _triggered(self, checked: bool) -> None:
        if checked:
            self.dock.open()
            self.iface.mapCanvas().setMapTool(self.tool)
        else:
            self.iface.actionPan().trigger()
