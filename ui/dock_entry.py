"""A dock with its action in menu and toolbar; how all of it goes again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QDockWidget, QToolBar

try:
    from qgis.PyQt.QtGui import QAction
except ImportError:  # Qt 5
    from qgis.PyQt.QtWidgets import QAction

from . import dock_place

MENU = "Fengsui 烽燧"
ICONS = Path(__file__).resolve().parent.parent / "resources" / "icons"


def new_action(iface: Any, toolbar: QToolBar, name: str, title: str, hint: str, icon: str) -> QAction:
    """An action in the plugin's menu and toolbar."""
    action = QAction(QIcon(str(ICONS / f"{icon}.svg")), title, iface.mainWindow())
    action.setObjectName(name)
    action.setToolTip(hint)
    iface.addPluginToMenu(MENU, action)
    toolbar.addAction(action)
    return action


def drop_action(iface: Any, toolbar: QToolBar, action: QAction) -> None:
    toolbar.removeAction(action)
    iface.removePluginMenu(MENU, action)
    action.deleteLater()


def dock_action(iface: Any, toolbar: QToolBar, dock: QDockWidget, hint: str, icon: str) -> QAction:
    """The action of a dock, checked while it is on; it is called like the dock, without Dock behind."""
    action = new_action(iface, toolbar, dock.objectName()[: -len("Dock")], dock.windowTitle(), hint, icon)
    action.setCheckable(True)
    return action


class DockEntry:
    """`dock` says `start(wanted)`, `open()` and `stop()`."""

    def __init__(
        self, iface: Any, toolbar: QToolBar, dock: QDockWidget, key: str, hint: str, icon: str, area: str = "right"
    ) -> None:
        self.iface, self.toolbar, self.dock, self.key = iface, toolbar, dock, key
        self.action = dock_action(iface, toolbar, dock, hint, icon)
        self.action.triggered.connect(self._triggered)
        wanted = dock_place.put(iface, dock, key, area)
        dock.visibilityChanged.connect(self._shown)
        dock.start(wanted)

    def remove(self) -> None:
        self.dock.visibilityChanged.disconnect(self._shown)
        self.action.triggered.disconnect(self._triggered)
        self.dock.stop()
        dock_place.take(self.iface, self.dock, self.key)
        drop_action(self.iface, self.toolbar, self.action)

    def _triggered(self, checked: bool) -> None:
        if checked:
            self.dock.open()
        else:
            self.dock.close()

    def _shown(self, _: bool) -> None:
        self.action.setChecked(not self.dock.isHidden())
