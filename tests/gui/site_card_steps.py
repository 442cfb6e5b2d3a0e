"""Run by `qgis --code`: a person's steps with the site card in the real window; writes what was seen to REPORT."""

import os
import time

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QEvent, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication
from qgis.utils import loadPlugin, plugins, startPlugin, unloadPlugin
from walking import PICTURES, SEEN, canvas, click, go, left, look_at, nameless, prepare, shot, window

WORKSPACE = os.environ.get("WORKSPACE", "")
NOTATIONS = (
    ("108.10321, 21.58214", "cgcs2000"),
    ("北纬21°34′55.704″ 东经108°06′11.556″", "wgs84"),
    ("21.57973058 108.10729474", "gcj02"),
    ("108.11372668，21.58598233", "bd09"),
    ("2387535.2 36510688.7", "cgcs2000"),
)


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


def tree():
    branches = [form().rules.topLevelItem(n) for n in range(form().rules.topLevelItemCount())]
    return [branch.text(0) for branch in branches]


def whole_walk():
    """From an empty project to the sample, a click, five notations, a row made and undone, and everything gone again."""
    from fengsui.ui.site_card_layers import LayerChooser

    prepare()
    SEEN["idle"] = not dock().isVisible() and not dock().watched._links
    entry().action.trigger()
    yield dock().isVisible
    SEEN["empty"] = dock().start_page.sample.text()
    shot("site_card_zh_empty")
    dock().start_page.sample.click()
    yield lambda: form().currentIndex() == 0 and dock().start_page.under_way is None and settled()
    SEEN["tables"], SEEN["unclear"] = sorted(dock().watched.tables), sorted(dock().watched.unclear)
    yield lambda: dock().watched.reading().is_read
    look_at(108.1037, 21.5840, 20_000)
    click(108.1060, 21.5830)
    click(108.1124, 21.5843)
    began = time.perf_counter()
    yield answered
    SEEN["seconds"] = round(time.perf_counter() - began, 2)
    SEEN["spot"], SEEN["facts"], SEEN["tree"] = dock().spot, form().facts.toPlainText(), tree()
    SEEN["nameless"] = nameless(form())
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
    SEEN["left"] = {**left(), "tool": type(canvas.mapTool()).__name__}
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
    window_of_ours.current.open(WORKSPACE)
    entry().action.trigger()
    yield lambda: found() and dock().watched.reading().is_read
    look_at(108.1037, 21.5840, 20_000)
    dock().ask(108.10321, 21.58214)
    yield answered
    form().angles.click()
    SEEN["facts"], SEEN["tree"] = form().facts.toPlainText(), tree()
    shot(os.environ["PICTURE"])


go(globals())
