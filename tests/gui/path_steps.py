"""Run by `qgis --code`: a person's steps with the path profile in the real window; writes what was seen to REPORT."""

import os
import time
from pathlib import Path

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QEvent, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication
from qgis.utils import loadPlugin, plugins, startPlugin, unloadPlugin
from walking import SEEN, canvas, click, go, left, look_at, nameless, on_the_map, prepare, shot, window

WORKSPACE = os.environ["WORKSPACE"]
SPOT = (108.10321, 21.58214)


def entry():
    return plugins["fengsui"].window.path


def dock():
    return entry().dock


def form():
    return dock().form


def drawn():
    return dock().job is None and dock().shown is not None


def ended():
    return dock().job is None


def asked():
    """What the algorithm itself says of the place that the panel shows."""
    import processing

    given = {**dock().parameters(), "OUTPUT": "TEMPORARY_OUTPUT"}
    return processing.run("fengsui:pathprofile", given)


def figures():
    profile, facts = dock().shown
    return {
        "loss": profile.loss_db,
        "margin": profile.margin_db,
        "distance": profile.distance_m,
        "site": facts["site_name"],
    }


def whole_walk():
    """From an empty project to heights, a click, a site and a click, copied, saved, stopped, and everything gone again."""
    prepare()
    SEEN["on_the_map"] = on_the_map()
    SEEN["idle"] = not dock().isVisible()
    entry().action.trigger()
    yield dock().isVisible
    SEEN["empty"] = [form().currentIndex(), dock().start_page.sample.text()]
    plugins["fengsui"].window.current.open(WORKSPACE)
    yield lambda: form().currentIndex() == 0
    SEEN["sites_layer"] = form().sites.currentLayer().source().endswith("layername=sites")
    SEEN["no_heights"] = [form().message.text(), form().add_dem.isVisible(), form().sample_dem.isVisible()]
    look_at(108.09, 21.575, 60_000)
    click(*SPOT)
    yield ended
    SEEN["still_no_heights"] = [form().message.text(), form().sample_dem.isVisible(), dock().shown is None]
    shot("path_zh_empty")
    form().sample_dem.click()
    yield drawn

    click(*SPOT)
    began = time.process_time()
    yield drawn
    SEEN["seconds"] = round(time.process_time() - began, 2)
    SEEN["strongest"], SEEN["by_provider"], SEEN["facts"] = figures(), asked(), form().facts.toPlainText()
    SEEN["nameless"] = nameless(form())
    QTest.keyClick(form().plot, Qt.Key.Key_PageDown)
    QTest.keyClick(form().plot, Qt.Key.Key_Right)
    SEEN["read_off"] = [form().plot.at, form().plot.accessibleDescription(), dock().pointer is not None]
    shot("path_zh_walk")
    form().copy.click()
    SEEN["copied"] = QApplication.clipboard().text()
    for name in ("saved.png", "saved.svg"):
        dock().write_picture(str(Path(os.environ["REPORT"]).parent / name))
    SEEN["saved"] = [(Path(os.environ["REPORT"]).parent / name).stat().st_size for name in ("saved.png", "saved.svg")]
    dock().write_picture("/nowhere/at/all.png")
    SEEN["not_saved"] = form().message.text()

    other = next(f for f in form().sites.currentLayer().getFeatures() if "040" in str(f["site_id"])[-3:])
    at = other.geometry().asPoint()
    look_at(at.x(), at.y(), 60_000)
    click(at.x(), at.y())
    SEEN["chosen"] = [dock().site and dock().site.word, form().message.text(), str(other["site_id"])]
    click(at.x() + 0.02, at.y() + 0.01)
    yield drawn
    SEEN["from_site"], SEEN["from_site_by_provider"] = figures(), asked()
    SEEN["marks"] = on_the_map() - SEEN["on_the_map"]
    form().band.setCurrentIndex(form().band.findData("900"))
    form().band.activated.emit(form().band.currentIndex())
    yield ended
    SEEN["fault"] = form().message.text()
    form().band.setCurrentIndex(0)
    form().band.activated.emit(0)
    yield drawn
    form().technology.setCurrentIndex(1)
    form().technology.activated.emit(1)
    form().stop.click()
    yield ended
    SEEN["stopped"] = [form().message.text(), dock().shown is None]
    form().strongest.click()
    yield drawn
    project, used = QgsProject.instance(), form().dem.currentLayer().id()
    other = project.addMapLayer(form().dem.currentLayer().clone())
    SEEN["kept"] = dock().shown is not None
    project.removeMapLayer(used)
    SEEN["heights_gone"] = [form().dem.currentLayer() is other, dock().shown is None, on_the_map() - SEEN["on_the_map"]]
    unloadPlugin("fengsui")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    SEEN["left"] = {**left(), "tool": type(canvas.mapTool()).__name__}
    loadPlugin("fengsui")
    startPlugin("fengsui")
    yield lambda: dock().isVisible()
    SEEN["restored"] = [form().technology.currentData(), form().dem.currentLayer() is not None, form().currentIndex()]
    QgsProject.instance().clear()
    yield lambda: not dock().isVisible()
    SEEN["hidden_elsewhere"] = dock().wanted
    unloadPlugin("fengsui")


def pictured_walk():
    """The profile in the language and theme given."""
    prepare()
    plugins["fengsui"].window.current.open(WORKSPACE)
    entry().action.trigger()
    yield lambda: form().currentIndex() == 0
    form().sample_dem.click()
    look_at(108.085, 21.60, 90_000)
    site = next(f for f in form().sites.currentLayer().getFeatures() if str(f["site_id"]).endswith("049"))
    at = site.geometry().asPoint()
    click(at.x(), at.y())
    click(108.06, 21.64)
    yield drawn
    SEEN["site"] = dock().site.word
    SEEN["facts"] = form().facts.toPlainText()
    QTest.keyClick(form().plot, Qt.Key.Key_PageDown)
    shot(os.environ["PICTURE"])
    window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock())
    QApplication.processEvents()
    shot(os.environ["PICTURE"] + "_narrow")


go(globals())
