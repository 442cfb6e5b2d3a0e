"""What the findings dock says of its workspace: the checks it offers are those of the tables there now."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from qgis.core import QgsProject
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QMainWindow

sys.path.insert(0, str(Path(__file__).parents[1] / "core" / "workspace"))
from workspace_tables import findings


@pytest.fixture
def dock(qgis_app, tmp_path):
    """The dock over a new workspace, read."""
    from fengsui.core.workspace.workspace import create_workspace
    from fengsui.ui.current_workspace import CurrentWorkspace
    from fengsui.ui.findings import FindingsDock

    current, window, canvas = CurrentWorkspace(), QMainWindow(), QgsMapCanvas()
    dock = FindingsDock(SimpleNamespace(mainWindow=lambda: window, mapCanvas=lambda: canvas), current)
    dock.start(True)
    current.open(create_workspace(str(tmp_path / "县.gpkg"), "东兴市").place)
    rest(dock)
    yield dock
    dock.stop()
    current.stop()
    window.deleteLater()
    QgsProject.instance().clear()


def rest(dock) -> None:
    for _ in range(500):
        if dock.reading is None and not dock._shown.isActive():
            return
        QTest.qWait(10)
    pytest.fail("it reads for ever")


def offered(dock) -> list[str]:
    dock.form.check.menu().aboutToShow.emit()
    return [action.text() for action in dock.form.check.menu().actions()]


def test_the_check_of_a_table_that_was_just_imported_is_offered(dock):
    from fengsui.core.workspace.workspace import store

    assert offered(dock) == ["Import applications, plan or register first"]
    plan = findings()[["feature", "geometry"]].rename(columns={"feature": "plan_id"})
    dock.current.tell(store(dock.current.workspace, "plan", plan, {"algorithm": "fengsui:importtable"}))
    rest(dock)
    assert offered(dock) == ["Check: Site plan"]


def test_what_was_wrong_is_not_said_any_more_when_it_is_read_again(dock):
    place = Path(dock.current.place)
    away = place.rename(place.with_name("away.gpkg"))
    dock.form.again.click()
    rest(dock)
    assert str(place) in dock.form.message.text()
    away.rename(place)
    dock.form.again.click()
    rest(dock)
    assert dock.form.message.text() == ""
