"""Run by `qgis --code`: a person's steps with the targets dock in the real window; writes what was seen to REPORT."""

import os
import time
from pathlib import Path

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QEvent, Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication
from qgis.utils import plugins, unloadPlugin
from walking import PICTURES, SEEN, canvas, click, go, left, look_at, nameless, prepare, shot

WORKSPACE = os.environ.get("WORKSPACE", "")
VILLAGE, ROAD, UPLINK = "bb-2027-village-5g", "bb-2025-border-road-mobile", "bb-county-dual-uplink"


def entry():
    return plugins["fengsui"].window.targets


def current():
    return plugins["fengsui"].window.current


def dock():
    return entry().dock


def form():
    return dock().form


def rest(seconds):
    """Wait as a person does."""
    until = time.monotonic() + seconds
    return lambda: time.monotonic() > until


def read():
    return dock().held is not None and dock().reader is None


def walked():
    return dock().walk.reader is None and dock().walk.keeper is None


def pick(target):
    form().targets.setCurrentIndex(dock().model.index(dock().model.position(target)))


def texts(view):
    return [view.model().index(n).data(int(Qt.ItemDataRole.AccessibleTextRole)) for n in range(view.model().rowCount())]


def press(widget, key):
    widget.setFocus()
    QTest.keyClick(widget, key)


def tried():
    return dock().trial.trying.work is None and dock().trial.trial is not None


def filters():
    return [layer.subsetString() for layer in QgsProject.instance().mapLayers().values() if layer.subsetString()]


def whole_walk():
    """From an empty project to computed targets, a walk through what fails one, a site tried, and all of it reopened."""
    prepare(dock(), 520)
    SEEN["idle"] = not dock().isVisible() and dock().held is None
    entry().action.trigger()
    yield dock().isVisible
    SEEN["empty"] = form().currentIndex() == 1
    shot("targets_zh_empty")
    dock().start_page.sample.click()
    yield lambda: form().currentIndex() == 0 and read()
    SEEN["nothing_yet"] = [form().message.text(), dock().model.rowCount()]
    SEEN["heights"] = [form().heights.isVisible()]
    form().model.setCurrentIndex(form().model.findData("terrain"))
    form().compute.click()
    SEEN["heights"] += [form().heights.isVisible(), form().message.text(), dock().run is None]
    form().model.setCurrentIndex(0)
    form().date.setDate(form().date.date())
    form().compute.click()
    yield rest(0.6)
    form().cancel.click()
    began = time.perf_counter()
    yield lambda: dock().run is None
    SEEN["stopped"] = [form().message.text(), round(time.perf_counter() - began, 2)]
    form().compute.click()
    SEEN["steps"] = []

    def computed():
        if form().step.text() not in SEEN["steps"]:
            SEEN["steps"].append(form().step.text())
        return dock().run is None and read() and dock().model.rowCount() > 0

    began = time.perf_counter()
    yield computed
    SEEN["computed_seconds"] = round(time.perf_counter() - began, 1)
    SEEN["held"], SEEN["counts"] = form().message.text(), form().counts.text()
    form().year.setCurrentIndex(form().year.findData(2027))
    form().documents.setCheckedItems([form().documents.itemText(0)])
    SEEN["rows"] = texts(form().targets)
    pick(VILLAGE)
    yield walked
    SEEN["units"], SEEN["progress"] = texts(form().units), form().progress.text()
    SEEN["layers"] = sorted(
        layer.source().split("layername=")[-1] for layer in QgsProject.instance().mapLayers().values()
    )
    centres = []
    for view, key in ((form().targets, Qt.Key.Key_N), (form().units, Qt.Key.Key_N), (form().units, Qt.Key.Key_P)):
        press(view, key)
        yield rest(0.05)
        centres.append([canvas.center().x(), canvas.center().y()])
    SEEN["centres"], SEEN["at"] = centres, form().units.currentIndex().row()
    shapes = dock().walk.model.units.geometry
    SEEN["expected"] = [[shapes.iloc[n].x, shapes.iloc[n].y] for n in (0, 1, 0)]
    for _ in range(3):
        press(form().units, Qt.Key.Key_Space)
        press(form().units, Qt.Key.Key_N)
    press(form().units, Qt.Key.Key_Space)
    press(form().units, Qt.Key.Key_Space)  # taken back
    yield walked
    SEEN["marked"] = form().progress.text()
    form().switches["only"].click()
    yield rest(0.1)
    SEEN["filtered"] = filters()
    SEEN["nameless"] = nameless(form())
    shot("targets_zh_light")
    pick(ROAD)
    yield walked
    SEEN["stretches"] = texts(form().units)
    press(form().units, Qt.Key.Key_N)
    yield rest(0.3)
    shot("targets_zh_road")
    form().switches["only"].click()
    SEEN["unfiltered"] = filters()

    form().documents.deselectAllOptions()
    form().year.setCurrentIndex(0)
    pick(UPLINK)
    yield walked
    SEEN["uplink"] = form().lacking.text()

    form().tabs.setCurrentIndex(2)
    yield lambda: dock().trial.trying.standing is not None
    look_at(108.1347, 21.6236, 60_000)
    SEEN["tries"] = []
    for lon, lat in ((108.1347, 21.6236), (108.1300, 21.6200), (108.148, 21.6683)):
        began = time.perf_counter()
        click(lon, lat)
        yield tried
        trial = dock().trial.trial
        told = {row["target"]: [row["numerator_before"], row["numerator"]] for row in trial.targets.to_dict("records")}
        SEEN["tries"].append([round(time.perf_counter() - began, 2), trial.lon, trial.lat, told])
        if len(SEEN["tries"]) == 1:
            SEEN["told"] = form().trial.told.toPlainText()
            shot("targets_zh_trial")
        dock().trial.trial = None
    SEEN["tables"] = sorted(kept_tables())
    form().tabs.setCurrentIndex(0)
    SEEN["tool"] = type(canvas.mapTool()).__name__

    pick(VILLAGE)
    yield walked
    project = Path(os.environ["REPORT"]).with_name("county.qgz")
    look_at(108.1347, 21.6236, 30_000)
    QgsProject.instance().write(str(project))
    QgsProject.instance().clear()
    yield lambda: not dock().isVisible()
    SEEN["hidden_elsewhere"] = dock().wanted
    QgsProject.instance().read(str(project))
    yield lambda: read() and dock().isVisible() and walked() and dock().walk.model.rowCount() > 0
    SEEN["stayed"] = [round(canvas.center().x(), 4), round(canvas.center().y(), 4)]
    SEEN["reopened"] = [form().progress.text(), dock()._row()["target"], form().county.currentText()]
    unloadPlugin("fengsui")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    SEEN["left"] = {**left(), "filters": filters()}


def kept_tables():
    from fengsui.core.workspace.workspace import tables

    return tables(current().workspace)


def statistics_walk():
    """A figure that a target lacks is typed in; the targets are judged anew, and the course has a second day."""
    prepare(dock(), 520)
    current().open(WORKSPACE)
    entry().action.trigger()
    yield lambda: read() and dock().model.rowCount() > 0
    pick(UPLINK)
    yield walked
    SEEN["before"] = [form().type_in.isVisible(), form().lacking.text()]

    def typed():
        from fengsui.ui.statistics_dialog import NAMES, StatisticsDialog

        dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, StatisticsDialog))
        model, row = dialog.model, dialog.model.rowCount() - 1
        SEEN["offered"] = [model.index(row, n).data() for n in range(len(NAMES))]
        dialog._save()
        SEEN["refused"] = dialog.message.text()
        for name, value in (("period", "2026-10"), ("value", "100"), ("source", "示例月报")):
            model.setData(model.index(row, NAMES.index(name)), value)
        QApplication.processEvents()
        dialog.grab().save(str(PICTURES / "targets_zh_statistics.png"))
        dialog._save()

    QTimer.singleShot(300, typed)
    form().type_in.click()
    yield lambda: dock().run is None and read() and dock().held.newer == []
    SEEN["after"] = dock()._row()
    form().tabs.setCurrentIndex(1)
    yield rest(0.2)
    SEEN["course"] = form().trend.said.text()


def pictured_walk():
    """The dock in the language, theme and scaling given: a walk, the course, a site tried."""
    prepare(dock(), 520)
    current().open(WORKSPACE)
    entry().action.trigger()
    yield lambda: read() and dock().model.rowCount() > 0
    pick(VILLAGE)
    yield walked
    press(form().units, Qt.Key.Key_N)
    press(form().units, Qt.Key.Key_Space)
    press(form().units, Qt.Key.Key_N)
    yield walked
    SEEN["counts"], SEEN["progress"] = form().counts.text(), form().progress.text()
    yield rest(1.6)  # the flash is over
    name = os.environ["PICTURE"]
    shot(name)
    form().tabs.setCurrentIndex(1)
    yield rest(0.2)
    SEEN["course"] = form().trend.said.text()
    shot(f"{name}_course")
    form().tabs.setCurrentIndex(2)
    yield lambda: dock().trial.trying.standing is not None
    look_at(107.9688, 21.5492, 60_000)
    click(107.9688, 21.5492)
    yield tried
    yield rest(0.2)
    SEEN["told"] = form().trial.told.toPlainText()
    shot(f"{name}_trial")


def terrain_walk():
    """Targets by the model terrain over the sample's heights, and the path to a place that fails one."""
    prepare(dock(), 520)
    current().open(WORKSPACE)
    entry().action.trigger()
    yield read
    path = plugins["fengsui"].window.path.dock
    path.open()
    path.form.sample_dem.click()
    path.close()
    form().model.setCurrentIndex(form().model.findData("terrain"))
    SEEN["dem"] = form().dem.currentLayer() is not None
    form().compute.click()
    yield lambda: dock().run is None and read() and dock().model.rowCount() > 0
    form().year.setCurrentIndex(form().year.findData(2027))
    SEEN["rows"] = texts(form().targets)
    pick(VILLAGE)
    yield walked
    press(form().units, Qt.Key.Key_N)
    form().path.click()
    yield lambda: path.isVisible() and path.job is None
    SEEN["path"] = [path.spot, path.form.facts.toPlainText(), path.form.message.text()]
    shape = dock().walk.model.units.geometry.iloc[form().units.currentIndex().row()]
    SEEN["unit"] = [shape.x, shape.y]
    shot("targets_terrain")
    form().model.setCurrentIndex(0)


go(globals())
