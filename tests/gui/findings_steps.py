"""Run by `qgis --code`: a person's steps with the findings dock in the real window; writes what was seen to REPORT."""

import json
import os
import shutil
import time
from pathlib import Path

from qgis.core import QgsFeatureRequest, QgsProject, QgsSettings
from qgis.PyQt.QtCore import QEvent, QPoint, Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDialog, QLabel, QLineEdit
from qgis.utils import iface, loadPlugin, plugins, startPlugin, unloadPlugin
from walking import PICTURES, SEEN, canvas, go, left, nameless, prepare, shot, window

WORKSPACE = os.environ.get("WORKSPACE", "")


def entry():
    return plugins["fengsui"].window.findings


def dock():
    return entry().dock


def form():
    return dock().form


def model():
    return dock().list.model


def table():
    return dock().list.listing.table


def current():
    return plugins["fengsui"].window.current


def read():
    return dock().reading is None and not dock().list.waiting


def at_rest():
    return read() and not dock().checking.running and dock().deciding.work is None


def row_of(**wanted):
    """The row of the view that shows the first finding like this."""
    for row, position in enumerate(model().rows):
        cells = table().iloc[position]
        if all(cells[name] == value for name, value in wanted.items()):
            return row
    raise LookupError(wanted)


def click_row(row, modifier=Qt.KeyboardModifier.NoModifier):
    index = model().index(row, 1)
    form().view.scrollTo(index)
    at = form().view.visualRect(index).topLeft() + QPoint(6, 6)
    QTest.mouseClick(form().view.viewport(), Qt.MouseButton.LeftButton, modifier, at)


def answer(typed, picture="", accept=True):
    """Type into the dialog that comes up, and press its key."""

    def type_and_go():
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            QTimer.singleShot(50, type_and_go)
            return
        if hasattr(dialog, "reason"):
            SEEN.setdefault("ok_without_reason", dialog.ok.isEnabled())
            dialog.reason.setPlainText(typed)
            SEEN["asked"] = [label.text() for label in dialog.findChildren(QLabel)]
        else:
            dialog.setTextValue(typed)
        if picture:
            QApplication.processEvents()
            dialog.grab().save(str(PICTURES / f"{picture}.png"))
        dialog.accept() if accept else dialog.reject()

    QTimer.singleShot(50, type_and_go)


def choose(facet, *words):
    """Tick words in a filter's list, as a hand does."""
    button = form().facets[facet]
    button.menu().aboutToShow.emit()
    for n in range(button.list.count()):
        item = button.list.item(n)
        wanted = item.data(Qt.ItemDataRole.UserRole) in words
        item.setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)
    return [button.list.item(n).text() for n in range(button.list.count())]


def shown_forms():
    """Forms of features that are open."""
    return [
        w
        for w in QApplication.topLevelWidgets()
        if w.metaObject().className() == "QgsAttributeDialog" and w.isVisible()
    ]


def seen_now(row):
    cells = table().iloc[model().rows[row]]
    return {name: str(cells[name]) for name in ("rule", "state", "reason", "who", "former_state", "change")}


def first_walk():
    """From an empty project: sample, check, filter, walk, except with a reason, undo, re-check, export, save the project."""
    prepare(dock(), int(os.environ.get("WIDTH", "620")))
    SEEN["idle"] = not dock().isVisible() and dock().reading is None
    entry().action.trigger()
    yield dock().isVisible
    prepare(dock(), int(os.environ.get("WIDTH", "620")))
    SEEN["start_page"] = form().currentIndex()
    dock().start_page.sample.click()
    yield lambda: current().place and at_rest()
    county = shutil.copy(current().place, Path(os.environ["FOLDER"]) / "县.gpkg")  # the profile goes with this QGIS
    QgsProject.instance().clear()
    current().open(str(county))
    yield lambda: dock().isVisible() and at_rest()
    SEEN["unchecked_yet"] = form().instead.text()
    form().check.menu().aboutToShow.emit()
    offered = form().check.menu().actions()
    SEEN["offered"] = [action.text() for action in offered]
    began = time.perf_counter()
    offered[0].trigger()
    yield at_rest
    SEEN["check_seconds"] = round(time.perf_counter() - began, 2)
    SEEN["said"], SEEN["counts"], SEEN["rows"] = form().message.text(), form().counts.text(), model().rowCount()
    SEEN["stored"] = int((table()["change"] != "gone").sum())
    SEEN["nameless"] = nameless(form())

    SEEN["severities"] = choose("severity", "error")
    SEEN["errors"] = [model().rowCount(), int((table()["severity"] == "error").sum())]
    SEEN["rules"] = choose("rule", "SP-12")
    form().search.setText("没有这样的字")
    SEEN["nothing_fits"] = [form().box.currentIndex(), form().instead.text(), form().clear_all.isVisible()]
    form().clear_all.click()
    SEEN["cleared"] = model().rowCount() == SEEN["rows"]

    form().pan.setChecked(True)
    before = canvas.center()
    click_row(row_of(rule="SP-12"))
    yield
    here = dock().list.current()
    place = dock().map.geometry(here).asPoint()
    SEEN["panned"] = [canvas.center().distance(place) < 1e-6, before.distance(place) > 1e-3]
    SEEN["detail"] = form().detail.toPlainText()
    form().view.setFocus()
    row = form().view.currentIndex().row()
    QTest.keyClick(form().view, Qt.Key.Key_N)
    SEEN["next"] = form().view.currentIndex().row() - row
    QTest.keyClick(form().view, Qt.Key.Key_P)
    SEEN["previous"] = form().view.currentIndex().row() - row
    form().select.click()
    layer = iface.activeLayer()
    SEEN["selected"] = [layer.selectedFeatures()[0]["application_id"] == here["feature"], layer.selectedFeatureCount()]
    shot("findings_zh_light")
    form().open_form.click()
    yield lambda: shown_forms()
    typed = [line.text() for shown in shown_forms() for line in shown.findChildren(QLineEdit)]
    SEEN["form"] = here["feature"] in typed
    for shown in shown_forms():
        shown.close()

    QgsSettings().setValue("fengsui/who", "王工")
    answer("已获县局批复〔2026〕12号", "findings_zh_except")
    form().except_.click()
    yield at_rest
    SEEN["excepted"] = seen_now(form().view.currentIndex().row())
    SEEN["key"] = here["key"]
    form().verify.click()
    yield at_rest
    SEEN["own_not_verified"] = form().message.text()

    click_row(row_of(rule="SP-22"))
    QTest.keyClick(form().view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    answer("")
    form().fix.click()
    yield at_rest
    SEEN["fixed_two"] = int((table()["state"] == "fixed").sum())
    form().undo.click()
    yield at_rest
    SEEN["undone"] = [int((table()["state"] == "fixed").sum()), form().undo.isEnabled(), form().message.text()]

    QApplication.setActiveWindow(window)  # the dialogs took the keyboard with them
    form().view.setFocus()
    QTest.keyClick(form().view, Qt.Key.Key_R)
    yield at_rest
    SEEN["nothing_changed"] = form().message.text()
    applications = dock().map.features("applications", [here["feature"]])[0]
    layer, _ = applications
    other = next(f for f in layer.getFeatures() if f["application_id"] == SEEN_ROW(here))
    layer.startEditing()
    layer.changeAttributeValue(other.id(), layer.fields().indexOf("site_name"), None)
    layer.commitChanges()
    SEEN["edited"] = other["application_id"]
    form().recheck.click()
    yield at_rest
    SEEN["rechecked"] = form().message.text()
    SEEN["after_recheck"] = [int(dock().list.last["run"].max()), seen_now(row_of(key=here["key"]))]
    record = json.loads(dock().list.last["record"].iloc[0])
    SEEN["only"] = record["parameters"].get("ONLY")

    choose("change", "new", "changed", "gone")
    SEEN["changes"] = [seen_now(row) for row in range(model().rowCount())]
    dock().list.clear_filters()
    for ending in ("xlsx", "csv", "gpkg"):
        dock().export.write(Path(os.environ["FOLDER"]) / f"导出.{ending}")
        yield lambda: dock().export.work is None
    QgsProject.instance().write(os.environ["PROJECT"])

    dock().checking.check(["checkapplications"], dock().list.last)
    yield lambda: dock().checking.job is not None
    began = time.perf_counter()
    form().stop.click()
    yield at_rest
    SEEN["stopped"] = [form().message.text(), round(time.perf_counter() - began, 2)]

    unloadPlugin("fengsui")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    SEEN["left"] = left()
    loadPlugin("fengsui")
    startPlugin("fengsui")
    yield lambda: dock().isVisible() and at_rest()
    SEEN["back"] = model().rowCount() == SEEN["stored"] or model().rowCount() > 0
    QgsProject.instance().clear()
    yield lambda: not dock().isVisible()
    SEEN["hidden_elsewhere"] = dock().wanted


def SEEN_ROW(here):
    """Another application than that of the finding."""
    ids = [
        f["application_id"]
        for f in dock().map.features("applications", [here["feature"]])[0][0].getFeatures(QgsFeatureRequest())
    ]
    return next(one for one in ids if one != here["feature"])


def second_walk():
    """Another QGIS, the project opened again: the decision is there; somebody else verifies it."""
    prepare(dock(), int(os.environ.get("WIDTH", "620")))
    entry().action.trigger()
    yield dock().isVisible
    QgsProject.instance().read(os.environ["PROJECT"])
    yield lambda: current().place and at_rest() and model().rowCount()
    row = row_of(key=os.environ["KEY"])
    SEEN["still_there"] = seen_now(row)
    answer("李工")
    form().who.click()
    click_row(row)
    form().verify.click()
    yield at_rest
    SEEN["verified"] = seen_now(row_of(key=os.environ["KEY"]))
    SEEN["detail"] = form().detail.toPlainText()
    SEEN["switch_kept"] = form().pan.isChecked()


def pictured_walk():
    """The dock in the language, theme and scaling given."""
    prepare(dock(), int(os.environ.get("WIDTH", "620")))
    current().open(WORKSPACE)
    entry().action.trigger()
    yield lambda: dock().isVisible() and at_rest()
    if not len(dock().list.last):
        dock().check(["checkapplications", "checkplan", "checkregister"])
        yield at_rest
    prepare(dock(), int(os.environ.get("WIDTH", "620")))
    QgsSettings().setValue("fengsui/who", "王工")
    dock().deciding.say_who()
    row = row_of(rule="SP-12")
    for state, at in (("excepted", row + 1), ("fixed", row + 2)):
        click_row(at)
        if dock().list.current()["state"] == "open":
            answer("已获县局批复〔2026〕12号")
            dock().deciding.decide(state)
            yield at_rest
    form().zoom.setChecked(True)
    click_row(row)
    yield
    SEEN["counts"], SEEN["nameless"] = form().counts.text(), nameless(form())
    shot(os.environ["PICTURE"])


def many_walk():
    """Fifty thousand findings: how long opening, filtering and sorting take."""
    prepare(dock(), int(os.environ.get("WIDTH", "620")))
    current().open(WORKSPACE)
    began = time.perf_counter()
    entry().action.trigger()
    SEEN["window_ms"] = round((time.perf_counter() - began) * 1000)
    yield model().rowCount
    SEEN["open_ms"] = round((time.perf_counter() - began) * 1000)
    SEEN["rows"] = model().rowCount()
    for name, step in (
        ("list of words", lambda: form().facets["severity"].menu().aboutToShow.emit()),
        ("filter", lambda: form().facets["severity"].list.item(1).setCheckState(Qt.CheckState.Checked)),
        ("search", lambda: form().search.setText("00123")),
        ("clear", lambda: dock().list.clear_filters()),
        ("sort", lambda: dock().list._sort(2)),
        ("sort again", lambda: dock().list._sort(2)),
        ("next", lambda: dock().list.step(1)),
    ):
        began, busy = time.perf_counter(), time.thread_time()
        step()
        QApplication.processEvents()  # it is painted too
        passed = time.perf_counter() - began, time.thread_time() - busy
        SEEN[f"{name} ms"] = [round(seconds * 1000) for seconds in passed]  # by the clock, of this thread's work
    shot("findings_50000")


def someone_walk():
    """One of two people on one workspace: decides on each finding in turn, and looks again where another was first."""
    prepare(dock(), int(os.environ.get("WIDTH", "620")))
    QgsSettings().setValue("fengsui/who", os.environ["WHO"])
    current().open(WORKSPACE)
    entry().action.trigger()
    yield lambda: at_rest() and model().rowCount()
    ready, go = Path(os.environ["READY"]), Path(os.environ["GO"])
    ready.touch()
    yield go.exists
    SEEN["told"] = []
    for row in range(model().rowCount()):
        form().view.selectRow(row)
        answer(f"{os.environ['WHO']}的理由")
        dock().deciding.decide("excepted")
        yield at_rest
        SEEN["told"].append(form().message.text())
    SEEN["shown"] = table()[["key", "state", "who"]].astype(str).values.tolist()


go(globals())
