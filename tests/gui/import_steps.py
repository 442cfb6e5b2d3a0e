"""Run by `qgis --code`: from the start page to an imported county in the real window; writes what was seen to REPORT."""

import os
import shutil
import sqlite3
from pathlib import Path

from qgis.core import QgsProject, QgsProviderRegistry, QgsSettings
from qgis.PyQt.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from qgis.PyQt.QtGui import QDropEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QComboBox
from qgis.utils import iface, plugins, unloadPlugin
from walking import SEEN, go, left, nameless, prepare, shot, window

FOLDER = Path(os.environ["FOLDER"])
SAMPLE = Path(os.environ["SAMPLE"])
BATCH = ("applications_2026_batch1.xlsx", "applications_field.csv", "applications_ovital.ovkml")


def ours():
    return plugins["fengsui"].window


def page():
    return ours().site_card.dock.start_page


def dialog():
    return ours().workspace.importing


def idle():
    return dialog().looking is None and not dialog().run.busy


def drop(path):
    """A file dragged onto the dialog from a folder."""
    what = QMimeData()
    what.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(50, 50), Qt.DropAction.CopyAction, what, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    dialog().dropEvent(event)


def rows():
    from fengsui.core.workspace.workspace import read, tables

    workspace = ours().current.workspace
    return len(read(workspace, "applications")) if "applications" in tables(workspace) else 0


def columns():
    return {column.name: column.becomes for column in dialog().form.columns.columns}


def choose(header, column):
    """Click a cell of what the columns become, and take a word from its list."""
    view, model = dialog().form.column_view, dialog().form.columns
    index = model.index([one.name for one in model.columns].index(header), model.BECOMES)
    view.scrollTo(index)
    at = view.visualRect(index).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    box = view.viewport().findChild(QComboBox)
    box.hidePopup()
    box.setCurrentIndex(box.findData(column))
    box.activated.emit(box.currentIndex())


def whole_walk():
    """An empty project, a new workspace, three files of one batch imported, one shifted one placed, the last taken back."""
    prepare()
    ours().site_card.action.trigger()
    yield page().isVisible
    SEEN["before"] = [button.text() for button in (page().sample, page().new, page().open, page().bring)]
    SEEN["last_hidden"] = not page().last.isVisible()
    page().new.click()
    made = ours().workspace.dialog
    made.name.setText("东兴市")
    made.path.setFilePath(str(FOLDER))
    shot("start_zh_new_workspace", made)
    made.go.click()
    yield lambda: ours().current.place and ours().workspace.dialog is None
    SEEN["place"] = ours().current.place
    SEEN["page_says"] = page().now.text()
    shot("start_zh_light")
    page().bring.click()
    yield dialog().isVisible
    form = dialog().form
    SEEN["files"] = []
    for name in BATCH:
        drop(SAMPLE / name)
        yield idle
        if name.endswith(".csv"):
            SEEN["read_as"] = form.read_as.text()
            form.sender.setEditText("示例外业队")
            choose("说明", "share_reason")
            yield idle
            SEEN["chosen"] = columns()["说明"]
            SEEN["greyed"] = sorted(dialog().shown.sheets[0].skipped)
        SEEN["files"].append([name, form.go.text(), form.counts.text(), form.save_rejected.text()])
        shot(f"import_zh_{Path(name).suffix[1:]}", dialog())
        form.go.click()
        SEEN["locked"] = not form.go.isEnabled()
        yield idle
        SEEN["files"][-1] += [rows(), form.message.text()]
    SEEN["nameless"] = nameless(dialog())
    dialog().close()
    yield lambda: ours().workspace.importing is None
    page().bring.click()
    yield idle
    form = dialog().form
    SEEN["reopened"] = [form.message.text(), form.undo.isEnabled()]
    form.undo.click()
    yield idle
    SEEN["undone"] = [rows(), form.message.text(), form.undo.isEnabled()]
    SEEN["runs"] = run_tables()

    drop(SAMPLE / "applications_field.csv")
    yield idle
    SEEN["sender_again"] = [form.sender.currentText(), columns()["说明"], form.counts.text()]
    form.into.setCurrentIndex(1)
    SEEN["replacing"] = form.counts.text()
    form.into.setCurrentIndex(0)

    form.go.click()
    form.stop.click()
    yield idle
    SEEN["stopped"] = [form.message.text(), rows()]

    (FOLDER / "存疑.csv").write_text(
        "申请编号,站点名称,规划经度,勘察经度,纬度,建设类型\nA1,甲,108.1,108.2,21.6,怪站\n", "utf-8"
    )
    drop(FOLDER / "存疑.csv")
    yield idle
    asked = [column.name for column in form.columns.columns if column.doubt]
    SEEN["ambiguous"] = [form.message.text(), asked, form.go.isEnabled()]
    shot("import_zh_doubtful", dialog())
    choose("勘察经度", "lon_raw")
    yield idle
    SEEN["settled"] = [form.message.text(), columns()["勘察经度"], form.go.isEnabled()]

    drop(SAMPLE / "batch_shifted_gcj02.xlsx")
    yield idle
    SEEN["undecided"] = form.moved.text()
    form.datum.setCurrentIndex(form.datum.findData("gcj02"))
    form.datum.activated.emit(form.datum.currentIndex())
    yield idle
    SEEN["moves_m"], SEEN["moved"] = dialog().shown.moves.median_m, form.moved.text()
    form.near.click()
    shot("import_zh_close_up", dialog())

    drop(SAMPLE / "applications_2026_batch1.xlsx")
    yield idle
    dialog().save_rejected(str(FOLDER / "未导入.csv"))
    SEEN["rejected"] = (FOLDER / "未导入.csv").read_text("utf-8-sig").splitlines()
    (FOLDER / "假.xlsx").write_bytes(b"\x89PNG not a table")
    drop(FOLDER / "假.xlsx")
    yield idle
    SEEN["bad_file"] = [form.message.text(), form.go.isEnabled(), form.rows.rowCount()]
    dialog().close()
    yield lambda: dialog() is None

    yield from faults()
    page().bring.click()
    yield dialog().isVisible
    unloadPlugin("fengsui")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    SEEN["left"] = left()


def faults():
    """A workspace that may not be written, one that is newer than the plugin, one that is gone."""
    from fengsui.core.workspace import faults as said
    from fengsui.core.workspace import geopackage

    place = ours().current.place
    copy = FOLDER / "抄本.gpkg"
    shutil.copy(place, copy)
    may, geopackage.is_writable = geopackage.is_writable, lambda path: False  # to root nothing is read-only
    said.is_writable = geopackage.is_writable
    iface.messageBar().clearWidgets()
    ours().workspace.open()
    asked = ours().workspace.dialog
    asked.path.setFilePath(str(copy))
    asked.go.click()
    yield lambda: ours().current.place == str(copy)
    SEEN["read_only"] = list(ours().current.notes)
    SEEN["read_only_shown"] = iface.messageBar().currentItem().text()
    geopackage.is_writable = said.is_writable = may
    project = FOLDER / "县.qgs"
    QgsProject.instance().removeAllMapLayers()  # of missing layers QGIS itself asks, in a dialog
    QgsProject.instance().write(str(project))
    QgsProject.instance().clear()
    copy.unlink()
    QgsProject.instance().read(str(project))
    yield page().fault.isVisible
    SEEN["gone"] = [ours().current.fault, page().fault.text(), page().fault.isVisible()]
    shot("start_zh_gone")
    newer = FOLDER / "新.gpkg"
    shutil.copy(place, newer)
    with sqlite3.connect(newer) as connection:
        connection.execute("UPDATE workspace SET value = '99' WHERE word = 'version'")
    connection.close()
    ours().workspace.open()
    asked = ours().workspace.dialog
    asked.path.setFilePath(str(newer))
    asked.go.click()
    yield lambda: asked.message.text()
    SEEN["newer"] = asked.message.text()
    shot("start_zh_newer", asked)
    asked.reject()
    SEEN["last"] = page().last.text()
    QgsSettings().setValue("fengsui/workspace/last", place)
    ours().current.changed.emit()
    page().last.click()
    yield lambda: page().under_way is None and ours().current.place == place


def run_tables():
    from fengsui.core.workspace.workspace import runs

    return runs(ours().current.workspace)["tables"].tolist()


def server_walk():
    """A workspace in a schema of a saved connection: made, filled from a file, left, found in the list and opened again."""
    uri = f"dbname='postgres' host='{os.environ['SERVER']}' port={os.environ['PORT']} user='postgres'"
    metadata = QgsProviderRegistry.instance().providerMetadata("postgres")
    metadata.saveConnection(metadata.createConnection(uri, {"saveUsername": True}), "市局")
    prepare()
    ours().site_card.action.trigger()
    yield page().isVisible
    page().new.click()
    made = ours().workspace.dialog
    made.name.setText("东兴市")
    made.on_server.setChecked(True)
    SEEN["offered"] = [made.connection.itemText(n) for n in range(made.connection.count())]
    shot("start_zh_new_on_server", made)
    made.go.click()
    yield lambda: ours().current.place and ours().workspace.dialog is None
    SEEN["made"] = ours().current.place
    page().bring.click()
    yield dialog().isVisible
    drop(SAMPLE / "applications_field.csv")
    yield idle
    dialog().form.go.click()
    yield idle
    SEEN["rows"] = rows()
    dialog().close()
    yield lambda: dialog() is None
    QgsProject.instance().clear()
    yield lambda: not ours().current.place
    ours().workspace.open()
    asked = ours().workspace.dialog
    asked.on_server.setChecked(True)
    yield lambda: asked.looking is None
    SEEN["schemas"] = [asked.schema.itemText(n) for n in range(asked.schema.count())]
    asked.schema.setEditText("没有的")
    asked.go.click()
    yield lambda: asked.message.text()
    SEEN["absent"] = asked.message.text()
    asked.schema.setEditText("东兴市")
    shot("start_zh_open_on_server", asked)
    asked.go.click()
    yield lambda: ours().current.place and ours().workspace.dialog is None
    SEEN["again"] = [ours().current.place, rows()]


def pictured_walk():
    """Page, dialogs and import in the language, theme and scaling given."""
    prepare()
    tag = os.environ["PICTURE"]
    ours().site_card.action.trigger()
    yield page().isVisible
    shot(f"start_{tag}")
    SEEN["page"] = page().bring.text()
    ours().current.open(os.environ["WORKSPACE"])
    ours().workspace.bring()
    for name in ("applications_field.csv", "batch_shifted_gcj02.xlsx"):
        drop(SAMPLE / name)
        yield idle
        shot(f"import_{tag}_{Path(name).suffix[1:]}", dialog())
    SEEN["moved"] = dialog().form.moved.text()
    SEEN["fits"] = dialog().height() <= window.screen().availableGeometry().height()
    dialog().close()
    yield lambda: dialog() is None


go(globals())
