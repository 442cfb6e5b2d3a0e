"""Where a dock stands in QGIS's window: put there, remembered, taken away."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDockWidget

_AREAS = {
    "left": Qt.DockWidgetArea.LeftDockWidgetArea,
    "right": Qt.DockWidgetArea.RightDockWidgetArea,
    "top": Qt.DockWidgetArea.TopDockWidgetArea,
    "bottom": Qt.DockWidgetArea.BottomDockWidgetArea,
}


def put(iface: Any, dock: QDockWidget, key: str, area: str = "right") -> bool:
    """Add the dock, hidden, where it stood the last time; whether the user had it open then."""
    settings = QgsSettings()
    iface.addDockWidget(_AREAS.get(settings.value(f"{key}/area"), _AREAS[area]), dock)
    geometry = settings.value(f"{key}/geometry")
    if settings.value(f"{key}/floating", False, type=bool) and geometry is not None:
        dock.setFloating(True)
        dock.restoreGeometry(geometry)
    dock.hide()
    return settings.value(f"{key}/wanted", False, type=bool)


def take(iface: Any, dock: QDockWidget, key: str) -> None:
    """Remove the dock; how it stood is kept for the next time."""
    settings, window = QgsSettings(), iface.mainWindow()
    settings.setValue(f"{key}/floating", dock.isFloating())
    settings.setValue(f"{key}/geometry", dock.saveGeometry())
    if not dock.isFloating():
        at = window.dockWidgetArea(dock)
        settings.setValue(f"{key}/area", next((name for name, area in _AREAS.items() if area == at), "right"))
    iface.removeDockWidget(dock)
    dock.deleteLater()


def want(key: str, wanted: bool) -> None:
    """Remember whether the user has the dock open: at once, so that a QGIS that crashes comes back as it was."""
    QgsSettings().setValue(f"{key}/wanted", wanted)
