"""What the walks share: the window and pictures of it, waiting for what comes, and what still stands after the plugin went."""

import faulthandler
import json
import os
import sys
import time
import traceback
from pathlib import Path

from qgis.core import QgsApplication, QgsPointXY, QgsProject, QgsSettings
from qgis.PyQt.QtCore import QPoint, Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDialog, QDockWidget, QToolBar, QWidget
from qgis.utils import iface

PICTURES = Path(os.environ["PICTURES"])
PATIENCE_SECONDS = 240  # a slow machine that others use too; a person would have given up long before
MARKS = ("QgsVertexMarker", "QgsRubberBand")
SEEN = {}
window, canvas = iface.mainWindow(), iface.mapCanvas()
faulthandler.enable()


def _caught(kind, error, trace):
    """What a slot raises, which QGIS would show in a dialog that waits for a hand."""
    SEEN["error"] = "".join(traceback.format_exception(kind, error, trace))


def prepare(dock=None, width=0):
    """The window at its size and in the THEME told, without QGIS's own browsers, with the dock as wide as told."""
    QgsApplication.setUITheme(os.environ.get("THEME", "default"))
    QApplication.setActiveWindow(window)  # no window manager gives it the keyboard
    window.showNormal()
    window.resize(1600, 1000)
    for name in ("Browser", "Browser2"):
        if window.findChild(QDockWidget, name):
            window.findChild(QDockWidget, name).hide()
    if dock is not None:
        window.resizeDocks([dock], [width], Qt.Orientation.Horizontal)


def shot(name, widget=None):
    """A picture of the window, or of a dialog, when its map is drawn."""
    until = time.monotonic() + 10
    QTest.qWait(150)  # lets go of Python, which the threads that draw may need
    while canvas.isDrawing() and time.monotonic() < until:
        QTest.qWait(50)
    (widget or window).grab().save(str(PICTURES / f"{name}.png"))


def at(lon, lat):
    """Where a place is on the canvas."""
    from fengsui.ui.site_card_tool import transform  # QGIS runs this file before it loads its plugins

    place = canvas.mapSettings().mapToPixel().transform(transform(canvas, inverse=True).transform(QgsPointXY(lon, lat)))
    return QPoint(round(place.x()), round(place.y()))


def click(lon, lat):
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at(lon, lat))


def look_at(lon, lat, scale):
    canvas.zoomScale(scale)
    canvas.setCenter(QgsPointXY(lon, lat))
    canvas.refresh()
    canvas.waitWhileRendering()


def nameless(widget):
    """Widgets that the keyboard reaches and a screen reader cannot name."""
    reached = [w for w in widget.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible()]
    own = [w for w in reached if not w.objectName().startswith("qt_") and "Qgs" not in type(w.parent()).__name__]
    return [
        f"{type(w).__name__} in {type(w.parent()).__name__}"
        for w in own
        if not (w.accessibleName() or getattr(w, "text", str)() or w.toolTip())
    ]


def on_the_map():
    """How many marks are on the canvas: QGIS has some of its own."""
    return sum(type(item).__name__ in MARKS for item in canvas.scene().items())


def left():
    """What still stands in the window after the plugin went."""
    bars = [a for bar in window.findChildren(QToolBar) if "Fengsui" in bar.objectName() for a in bar.actions()]
    actions = [*bars, *iface.pluginMenu().actions()]
    return {
        "dialogs": [d.objectName() for d in window.findChildren(QDialog) if "Fengsui" in d.objectName()],
        "docks": [d.objectName() for d in window.findChildren(QDockWidget) if "Fengsui" in d.objectName()],
        "actions": [a.text() for a in actions if "Fengsui" in a.objectName() + a.text()],
        "on the map": on_the_map() - _marks_of_qgis,
    }


def go(walks):
    """Take the walk that WALK names, step by step, and write what was seen to REPORT."""
    sys.excepthook = _caught
    QTimer.singleShot(500, lambda: _drive(walks[os.environ["WALK"]]()))


_marks_of_qgis = on_the_map()


def _drive(walk, ready=None, until=0.0):
    """Take the steps one by one, each when what it waits for has come."""
    try:
        if "error" in SEEN:
            raise RuntimeError(SEEN["error"])
        if ready is None or ready():
            ready, until = next(walk), time.monotonic() + PATIENCE_SECONDS
        elif time.monotonic() > until:
            raise TimeoutError(f"waited in vain in line {walk.gi_frame.f_lineno}")
    except StopIteration:
        _finish()
    except Exception:  # noqa: BLE001 - the test shows it
        SEEN["error"] = traceback.format_exc()
        window.grab().save(str(PICTURES / f"{os.environ['WALK']}_error.png"))
        _finish()
    else:
        QTimer.singleShot(30, lambda: _drive(walk, ready, until))


def _finish():
    Path(os.environ["REPORT"]).write_text(json.dumps(SEEN, ensure_ascii=False, indent=1, default=str), "utf-8")
    QgsProject.instance().clear()
    QgsProject.instance().setDirty(False)
    QgsSettings().sync()
    QTimer.singleShot(4000, lambda: os._exit(0))  # a dialog in the way must not keep the test
    iface.actionExit().trigger()
