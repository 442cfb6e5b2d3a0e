"""A map tool with its dock: action in menu and toolbar, clicks handed to the dock; and how all of it goes again."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtWidgets import QDockWidget, QToolBar

from . import dock_place
from .dock_entry import dock_action, drop_action
from .site_card_tool import PlaceTool


class ToolEntry:
    """`dock` says `start(wanted)`, `open()`, `ask(lon, lat)` and `stop()`."""

    def __init__(
        self, iface: Any, toolbar: QToolBar, dock: QDockWidget, key: str, hint: str, icon: str, area: str = "right"
    ) -> None:
        self.iface, self.toolbar, self.dock, self.key = iface, toolbar, dock, key
        self.action = dock_action(iface, toolbar, dock, hint, icon)
        self.action.triggered.connect(self._triggered)
        self.tool = PlaceTool(iface.mapCanvas())
        self.tool.setAction(self.action)
        self.tool.placed.connect(dock.ask)
        dock.start(dock_place.put(iface, dock, key, area))

    def remove(self) -> None:
        """Take everything back, last first; how it stood is kept for the next time."""
        self.dock.stop()
        dock_place.take(self.iface, self.dock, self.key)
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
