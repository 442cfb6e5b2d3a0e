"""Run by `qgis --code`: a person's steps with the site card in the real window; writes what was seen to REPORT."""

import faulthandler
import json
import os
import time
import traceback
from pathlib import Path

from qgis.core import QgsApplication, QgsPointXY, QgsProject, QgsSettings
from qgis.PyQt.QtCore import QEvent, QPoint, Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDockWidget, QToolBar, QWidget
from qgis.utils import iface, loadPlugin, plugins, startPlugin, unloadPlugin

PICTURES, WORKSPACE = Path(os.environ["PICTURES"]), os.environ.get("WORKSPACE", "")
NOTATIONS = (
    ("108.10321, 21.58214", "cgcs2000"),
    ("北纬21°34′55.704″ 东经108°06′11.556″", "wgs84"),
    ("21.57973058 108.10729474", "gcj02"),
    ("108.11372668，21.58598233", "bd09"),
    ("2387535.2 36510688.7", "cgcs2000"),
)
SEEN = {}
faulthandler.enable()
window, canvas = iface.mainWindow(), iface.mapCanvas()


def entry():
    return plugins["fengsui"].window.site_card


def dock():
    return entry().dock


def form():
    return dock().form


def answered():
    return dock().asking.work is None and dock().card is not None


def settled():
    return not dock().watched._timer.isActive()


def found():
    return settled() and bool(dock().watched.tables)


def shot(name):
    QApplication.processEvents()
    canvas.waitWhileRendering()
    QApplication.processEvents()
    window.grab().save(str(PICTURES / f"{name}.png"))


def click(lon, lat):
    from fengsui.ui.site_card_tool import transform  # QGIS runs this file before it loads its plugins

    place = canvas.mapSettings().mapToPixel().transform(transform(canvas, inverse=True).transform(QgsPointXY(lon, lat)))
    at = QPoint(round(place.x()), round(place.y()))
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


def look_at(lon, lat, scale=20_000):
    canvas.zoomScale(scale)
    canvas.setCenter(QgsPointXY(lon, lat))
    canvas.refresh()
    canvas.waitWhileRendering()


def tree():
    branches = [form().rules.topLevelItem(n) for n in range(form().rules.topLevelItemCount())]
    return [branch.text(0) for branch in branches]


def nameless():
    """Widgets that the keyboard reaches and a screen reader cannot name."""
    reached = [w for w in form().findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible()]
    own = [w for w in reached if not w.objectName().startswith("qt_")]
    return [type(w).__name__ for w in own if not (w.accessibleName() or getattr(w, "text", str)() or w.toolTip())]


def prepare():
    window.showNormal()
    window.resize(1600, 1000)
    for name in ("Browser", "Browser2"):
        if window.findChild(QDockWidget, name):
            window.findChild(QDockWidget, name).hide()


def whole_walk():
    """From an empty project to the sample, a click, five notations, a row made and undone, and everything gone again."""
    from fengsui.ui.site_card_layers import LayerChooser

    prepare()
    SEEN["on_the_map"] = on_the_map()
    SEEN["idle"] = not dock().isVisible() and not dock().watched._links
    entry().action.trigger()
    yield dock().isVisible
    SEEN["empty"] = dock().start_page.sample.text()
    shot("site_card_zh_empty")
    dock().start_page.sample.click()
    yield lambda: form().currentIndex() == 0 and dock().start_page.under_way is None and settled()
    SEEN["tables"], SEEN["unclear"] = sorted(dock().watched.tables), sorted(dock().watched.unclear)
    yield lambda: dock().watched.reading().is_read
    look_at(108.1037, 21.5840)
    click(108.1060, 21.5830)
    click(108.1124, 21.5843)
    began = time.perf_counter()
    yield answered
    SEEN["seconds"] = round(time.perf_counter() - began, 2)
    SEEN["spot"], SEEN["facts"], SEEN["tree"] = dock().spot, form().facts.toPlainText(), tree()
    SEEN["nameless"] = nameless()
    shot("site_card_zh_light")
    form().copy_place.click()
    SEEN["copied_place"] = QApplication.clipboard().text()
    form().copy_card.click()
    SEEN["copied_card"] = QApplication.clipboard().text()
    SEEN["typed"] = []
    for text, datum in NOTATIONS:
        form().typed.setFocus()
        form().typed.setText(text)
        form().datum.setCurrentIndex(form().datum.findData(datum))
        QTest.keyClick(form().typed, Qt.Key.Key_Return)
        yield answered
        SEEN["typed"].append([*dock().spot, form().facts.toPlainText()])
    form().typed.setText("108°76′ 21°34′")
    QTest.keyClick(form().typed, Qt.Key.Key_Return)
    SEEN["fault"] = form().message.text()

    layer = dock().watched.tables["applications"][0]
    before = layer.featureCount()
    form().make_row.click()
    row = dict(zip(layer.fields().names(), layer.selectedFeatures()[0].attributes()))
    SEEN["row"] = {name: str(row[name]) for name in ("plan_id", "build_type", "township", "lon_raw", "crs_declared")}
    shot("site_card_zh_row")
    added = layer.featureCount() - before
    layer.undoStack().undo()
    SEEN["added_and_undone"] = [added, layer.featureCount() - before, layer.isEditable()]
    layer.rollBack()

    twin = dock().watched.tables["plan"][0].clone()
    QgsProject.instance().addMapLayer(twin)
    yield lambda: settled() and dock().watched.unclear
    SEEN["unclear_now"], SEEN["asks_which"] = sorted(dock().watched.unclear), form().message.text()
    chooser = LayerChooser(dock().watched, dock())
    chooser.show()
    box = chooser.boxes["plan"]
    SEEN["offers"] = [box.itemText(n) for n in range(box.count())]
    QApplication.processEvents()
    chooser.grab().save(str(PICTURES / "site_card_zh_layers.png"))
    box.setCurrentIndex(box.findData(twin.id()))
    chooser.accept()
    SEEN["chosen"] = dock().watched.tables["plan"][0].id() == twin.id()
    QgsProject.instance().removeMapLayer(twin.id())
    yield lambda: settled() and "plan" in dock().watched.tables
    for step in range(12):  # an impatient hand
        click(108.1000 + step * 0.0005, 21.5843)
        QApplication.processEvents()
    yield answered
    SEEN["newest"] = dock().card.lon == dock().spot[0]
    dock().ask(108.1138, 21.5841)
    form().stop.click()
    SEEN["stopped"] = [form().message.text(), dock().card is None]
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock())
    unloadPlugin("fengsui")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    SEEN["left"] = left()
    loadPlugin("fengsui")
    startPlugin("fengsui")
    yield lambda: dock().isVisible() and found()
    SEEN["datum_kept"] = form().datum.currentData()
    SEEN["place_kept"] = window.dockWidgetArea(dock()) == Qt.DockWidgetArea.LeftDockWidgetArea
    QgsProject.instance().clear()
    yield lambda: settled() and not dock().isVisible()
    SEEN["hidden_elsewhere"] = dock().wanted
    unloadPlugin("fengsui")


def pictured_walk():
    """The card in the language, theme and scaling given."""
    prepare()
    window_of_ours = plugins["fengsui"].window
    QgsApplication.setUITheme(os.environ["THEME"])
    window_of_ours.current.open(WORKSPACE)
    entry().action.trigger()
    yield lambda: found() and dock().watched.reading().is_read
    look_at(108.1037, 21.5840)
    dock().ask(108.10321, 21.58214)
    yield answered
    form().angles.click()
    SEEN["facts"], SEEN["tree"] = form().facts.toPlainText(), tree()
    shot(os.environ["PICTURE"])


def on_the_map():
    """How many marks are on the canvas: QGIS has some of its own."""
    return sum(type(item).__name__ in ("QgsVertexMarker", "QgsRubberBand") for item in canvas.scene().items())


def left():
    """What still stands in the window after the plugin went."""
    bars = [a for bar in window.findChildren(QToolBar) if "Fengsui" in bar.objectName() for a in bar.actions()]
    actions = [*bars, *iface.pluginMenu().actions()]
    return {
        "docks": [d.objectName() for d in window.findChildren(QDockWidget) if "Fengsui" in d.objectName()],
        "actions": [a.text() for a in actions if "Fengsui" in a.objectName() + a.text()],
        "on the map": on_the_map() - SEEN["on_the_map"],
        "tool": type(canvas.mapTool()).__name__,
    }


def drive(walk, ready=None, until=0.0):
    """Take the steps one by one, each when what it waits for has come."""
    try:
        if ready is None or ready():
            ready, until = next(walk), time.monotonic() + 30
        elif time.monotonic() > until:
            raise TimeoutError(f"waited in vain in line {walk.gi_frame.f_lineno}")
    except StopIteration:
        finish()
    except Exception:  # noqa: BLE001 - the test shows it
        SEEN["error"] = traceback.format_exc()
        shot("site_card_error")
        finish()
    else:
        QTimer.singleShot(40, lambda: drive(walk, ready, until))


def finish():
    Path(os.environ["REPORT"]).write_text(json.dumps(SEEN, ensure_ascii=False, indent=1), "utf-8")
    QgsProject.instance().clear()
    QgsProject.instance().setDirty(False)
    QgsSettings().sync()
    QTimer.singleShot(4000, lambda: os._exit(0))  # a dialog in the way must not keep the test
    iface.actionExit().trigger()


QTimer.singleShot(500, lambda: drive(globals()[os.environ["WALK"]]()))
