"""Run by `qgis --code`: an officer's afternoon, from the file of a tower company to the opinion table, step by step."""

import os
from pathlib import Path

from qgis.core import QgsGeometry, QgsSettings
from qgis.PyQt.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from qgis.PyQt.QtGui import QDropEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDialog
from qgis.utils import plugins
from walking import PICTURES, SEEN, canvas, go, prepare, window

FOLDER, SAMPLE = (Path(os.environ[name]) for name in ("FOLDER", "SAMPLE"))
FILE = SAMPLE / "applications_2026_batch1.xlsx"
SEEN["steps"] = []
SECONDS = {"click": 3, "look": 8, "type": 15}  # of a person who has done it before


def ours():
    return plugins["fengsui"].window


def findings():
    return ours().findings.dock


def form():
    return findings().form


def importing():
    return ours().workspace.importing


def at_rest():
    dock = findings()
    read = dock.reading is None and not dock.list.waiting
    return read and not dock.checking.running and dock.deciding.work is None


def step(name, *hand, widget=None):
    """A picture of where the officer stands, and what the hand did to get there."""
    QTest.qWait(150)
    canvas.waitWhileRendering()
    (widget or window).grab().save(str(PICTURES / f"office_{len(SEEN['steps']) + 1:02d}_{name}.png"))
    SEEN["steps"].append([name, list(hand), sum(SECONDS[one] for one in hand)])


def row_of(**wanted):
    model, table = findings().list.model, findings().list.listing.table
    for row, position in enumerate(model.rows):
        if all(table.iloc[position][name] == value for name, value in wanted.items()):
            return row
    raise LookupError(wanted)


def click_row(row):
    index = findings().list.model.index(row, 1)
    form().view.scrollTo(index)
    at = form().view.visualRect(index).topLeft() + QPoint(6, 6)
    QTest.mouseClick(form().view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


def answer(typed):
    """Type into the dialog that comes up, and press its key."""

    def type_and_go():
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            QTimer.singleShot(50, type_and_go)
            return
        dialog.reason.setPlainText(typed) if hasattr(dialog, "reason") else dialog.setTextValue(typed)
        dialog.accept()

    QTimer.singleShot(50, type_and_go)


def choose(facet, *words):
    button = form().facets[facet]
    button.menu().aboutToShow.emit()
    for n in range(button.list.count()):
        item = button.list.item(n)
        wanted = item.data(Qt.ItemDataRole.UserRole) in words
        item.setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)


def the_office():
    """The county's workspace as the office has it: everything but the new batch."""
    from fengsui.core.workspace.workspace import create_workspace, store_all
    from fengsui.processing.loadsample import ABOUT, TITLE, sample_frames

    frames = sample_frames(lambda done: None)
    frames.pop("applications")
    place = str(FOLDER / "东兴市.gpkg")
    store_all(create_workspace(place, TITLE, sample=True), frames, {"algorithm": "fengsui:loadsample", "data": ABOUT})
    return place


def walk():
    place = the_office()
    QgsSettings().setValue("fengsui/who", "王工")
    prepare()
    ours().current.open(place)
    yield lambda: ours().current.place
    step("workspace_open", "click", "click", "look")

    ours().workspace.bring()
    yield importing().isVisible
    what = QMimeData()
    what.setUrls([QUrl.fromLocalFile(str(FILE))])
    keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    importing().dropEvent(QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, what, *keys))
    yield lambda: importing().looking is None and not importing().run.busy
    step("file_dropped", "click", "click", "look", "look", widget=importing())
    SEEN["import"] = importing().form.go.text()
    importing().form.go.click()
    yield lambda: not importing().run.busy and importing().looking is None
    SEEN["imported"] = importing().form.message.text()
    step("imported", "click", "look", widget=importing())
    importing().close()

    ours().findings.action.trigger()
    yield lambda: findings().isVisible() and at_rest()
    window.resizeDocks([findings()], [640], Qt.Orientation.Horizontal)
    form().check.menu().aboutToShow.emit()
    form().check.menu().actions()[0].trigger()
    yield at_rest
    SEEN["counts"] = form().counts.text()
    step("checked", "click", "click", "click", "look")

    choose("severity", "block")
    SEEN["blocks"] = findings().list.model.rowCount()
    form().pan.setChecked(True)
    form().zoom.setChecked(True)
    click_row(0)
    yield
    step("blocks", "click", "click", "click", "click", "click", "look")
    for number in range(SEEN["blocks"] - 1):
        QTest.keyClick(form().view, Qt.Key.Key_N)
        yield
        if number == 1:
            step("next_block", "click", "look", "look")
    SEEN["steps"].append(
        ["the other blocks read", ["look"] * max(SEEN["blocks"] - 3, 0), 8 * max(SEEN["blocks"] - 3, 0)]
    )

    choose("severity", "error")
    listing = findings().list
    rules = [listing.listing.table.iloc[position]["rule"] for position in listing.model.rows]
    click_row(next(row for row, rule in enumerate(rules) if rule not in ("SP-01", "SP-02", "SP-03", "SP-10", "SP-12")))
    yield
    step("error_looked_at", "click", "click", "click", "look")
    answer("已按县局会议纪要〔2026〕8号同意")
    form().except_.click()
    yield at_rest
    SEEN["excepted"] = findings().list.current()["key"]
    step("excepted", "click", "type", "click")

    choose("rule", "SP-12")
    click_row(0)
    yield
    step("off_the_plan", "click", "click", "click", "look")
    here = findings().list.current()
    plan = here["other"]
    layer, features = findings().map.features("applications", [here["feature"]])[0]
    plans, of_plan = findings().map.features("plan", [plan])[0]
    layer.startEditing()
    layer.changeGeometry(features[0], QgsGeometry(plans.getFeature(of_plan[0]).geometry()))
    step("moved_to_the_plan", "click", "click", "click", "click", "look")
    layer.commitChanges()
    SEEN["moved"] = here["key"]
    form().recheck.click()
    yield at_rest
    SEEN["rechecked"] = form().message.text()
    findings().list.clear_filters()
    choose("change", "new", "changed", "gone")
    step("rechecked", "click", "click", "click", "look")
    findings().list.clear_filters()

    ours().site_card.action.trigger()
    yield ours().site_card.dock.isVisible
    ours().site_card.dock.ask(108.1124, 21.5843)
    yield lambda: ours().site_card.dock.card is not None
    step("site_card", "click", "click", "look")
    ours().site_card.dock.close()

    ours().reports.open("fillform", {"TEMPLATE": "opinions"})
    dialog = ours().reports.dialog
    table = FOLDER / "审查意见表.xlsx"
    dialog.setParameters({**dialog.createProcessingParameters(), "OUTPUT": str(table)})
    yield dialog.isVisible
    dialog.runButton().click()
    yield lambda: table.exists() and dialog.runButton().isEnabled()
    step("opinion_table", "click", "click", "type", "click", "look", widget=dialog)
    dialog.close()
    SEEN["table"] = table.exists()
    from fengsui.core.workspace.workspace import read

    kept = read(ours().current.workspace, "findings").set_index("key")
    SEEN["kept"] = [kept.loc[SEEN["excepted"], name] for name in ("state", "reason", "who")]
    SEEN["still_wrong"] = SEEN["moved"] in kept.index
    reviewed = read(ours().current.workspace, "reviewed")
    SEEN["opinions"] = reviewed["opinion"].value_counts().to_dict()
    SEEN["applications"] = len(reviewed)


go(globals())
