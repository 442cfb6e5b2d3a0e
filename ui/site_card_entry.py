"""The site card's place in QGIS's window: action in menu and toolbar, map tool, dock; and how all of it goes again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QIcon

try:
    from qgis.PyQt.QtGui import QAction
except ImportError:  # Qt 5
    from qgis.PyQt.QtWidgets import QAction

from ..core.errors import N_
from ..processing.translation import tr
from .site_card import SiteCardDock
from .site_card_tool import SiteCardTool

MENU = "Fengsui 烽燧"
ICON = Path(__file__).resolve().parent.parent / "resources" / "icons" / "site_card.svg"
KEY = "fengsui/site_card"
_AREAS = {
    "left": Qt.DockWidgetArea.LeftDockWidgetArea,
    "right": Qt.DockWidgetArea.RightDockWidgetArea,
    "top": Qt.DockWidgetArea.TopDockWidgetArea,
    "bottom": Qt.DockWidgetArea.BottomDockWidgetArea,
}


class SiteCardEntry:
    def __init__(self, iface: Any) -> None:
        self.iface = iface
        window = iface.mainWindow()
        self.action = QAction(QIcon(str(ICON)), tr(N_("Site card")), window)
        self.action.setObjectName("FengsuiSiteCard")
        self.action.setToolTip(tr(N_("Site card: click on the map to see what a site there would meet")))
        self.action.setCheckable(True)
        self.action.triggered.connect(self._triggered)
        iface.addPluginToMenu(MENU, self.action)
        iface.addToolBarIcon(self.action)
        self.tool = SiteCardTool(iface.mapCanvas())
        self.tool.setAction(self.action)
        self.dock = SiteCardDock(iface)
        self.tool.placed.connect(self.dock.ask)
        settings = QgsSettings()
        iface.addDockWidget(_AREAS.get(settings.value(f"{KEY}/area"), _AREAS["right"]), self.dock)
        geometry = settings.value(f"{KEY}/geometry")
        if settings.value(f"{KEY}/floating", False, type=bool) and geometry is not None:
            self.dock.setFloating(True)
            self.dock.restoreGeometry(geometry)
        wanted = settings.value(f"{KEY}/wanted", False, type=bool)
        self.dock.hide()
        self.dock.start(wanted)

    def remove(self) -> None:
        """Take everything back, last first; how it stood is kept for the next time."""
        settings, window = QgsSettings(), self.iface.mainWindow()
        settings.setValue(f"{KEY}/floating", self.dock.isFloating())
        settings.setValue(f"{KEY}/geometry", self.dock.saveGeometry())
        if not self.dock.isFloating():
            at = window.dockWidgetArea(self.dock)
            settings.setValue(f"{KEY}/area", next((name for name, area in _AREAS.items() if area == at), "right"))
        self.dock.stop()
        self.iface.removeDockWidget(self.dock)
        self.dock.deleteLater()
        if self.iface.mapCanvas().mapTool() is self.tool:
            self.iface.actionPan().trigger()
        self.tool.placed.disconnect(self.dock.ask)
        self.tool.setAction(None)
        self.tool.deleteLater()
        self.iface.removeToolBarIcon(self.action)
        self.iface.removePluginMenu(MENU, self.action)
        self.action.triggered.disconnect(self._triggered)
        self.action.deleteLater()

    def _triggered(self, checked: bool) -> None:
        if checked:
            self.dock.open()
            self.iface.mapCanvas().setMapTool(self.tool)
        else:
            self.iface.actionPan().trigger()
