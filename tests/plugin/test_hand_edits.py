"""What is edited by hand on the map makes what rests on it outdated: noted among the workspace's runs."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from qgis.core import QgsFeature, QgsProject, QgsVectorLayer
from qgis.PyQt.QtTest import QTest

sys.path.insert(0, str(Path(__file__).parents[1] / "core" / "workspace"))

BEYOND = {"algorithm": "fengsui:checktargets"}


def made(place: str):
    """A workspace with sites, zones and targets that rest on them."""
    from workspace_tables import findings

    from fengsui.core.workspace.workspace import create_workspace, store

    workspace = create_workspace(place, "东兴市")
    store(workspace, "sites", findings()[["feature", "geometry"]].rename(columns={"feature": "site_id"}))
    store(workspace, "targets", pd.DataFrame({"target": ["t"]}), BEYOND)
    return workspace


@pytest.fixture
def watched(qgis_app):
    """`open(place)` gives the layer of its sites on the map; `said`: tables told of."""
    from fengsui.ui.current_workspace import CurrentWorkspace
    from fengsui.ui.hand_edits import HandEdits
    from fengsui.ui.workspace_layers import shown

    current, said = CurrentWorkspace(), []
    warned = []
    bar = SimpleNamespace(pushWarning=lambda *told: warned.append(told))
    edits = HandEdits(SimpleNamespace(messageBar=lambda: bar), current)
    current.stored.connect(said.extend)

    def open_(place: str) -> QgsVectorLayer:
        current.open(place)
        return shown(place, "sites")

    yield SimpleNamespace(open=open_, said=said, edits=edits, warned=warned, current=current)
    edits.stop()
    current.stop()
    QgsProject.instance().clear()


def edit(layer: QgsVectorLayer, said: list, wait: bool = True) -> None:
    assert layer.startEditing()
    field = layer.fields().indexOf("site_id")
    assert layer.changeAttributeValue(next(layer.getFeatures()).id(), field, "S99")
    assert layer.commitChanges(), layer.commitErrors()
    for _ in range(250 if wait else 15):
        if said:
            return
        QTest.qWait(20)


def newer(workspace) -> list[str]:
    from fengsui.core.workspace.outdated import newer_than
    from fengsui.core.workspace.workspace import runs

    return newer_than(runs(workspace), "targets")


def test_an_edit_on_the_map_makes_the_targets_older(watched, tmp_path):
    from fengsui.core.workspace.workspace import read, runs

    workspace = made(str(tmp_path / "县 1.gpkg"))
    layer = watched.open(workspace.place)
    assert newer(workspace) == []
    edit(layer, watched.said)
    assert (watched.said, newer(workspace)) == (["sites"], ["sites"])
    assert runs(workspace)["algorithm"].tolist()[0] == "qgis:edit"
    assert "S99" in read(workspace, "sites")["site_id"].tolist()


@pytest.mark.slow
def test_an_edit_on_a_server_is_noted_too(watched):
    from postgres_server import Server, programs

    if programs() is None:
        pytest.skip("needs PostgreSQL and PostGIS: bash scripts/setup.sh servers")
    with Server() as server:
        workspace = made(server.new_schema())
        edit(watched.open(workspace.place), watched.said)
        assert newer(workspace) == ["sites"]


def test_a_result_edited_by_hand_is_brought_up_to_date_by_nobody(tmp_path):
    from fengsui.core.workspace.edited import note_edit

    workspace = made(str(tmp_path / "a.gpkg"))
    note_edit(workspace, ["sites"])
    note_edit(workspace, ["targets"])
    assert newer(workspace) == ["sites"]


def test_a_save_of_nothing_is_no_edit(watched, tmp_path):
    workspace = made(str(tmp_path / "a.gpkg"))
    layer = watched.open(workspace.place)
    assert layer.startEditing()
    assert layer.commitChanges()
    QTest.qWait(300)
    assert (watched.said, newer(workspace)) == ([], [])


@pytest.mark.parametrize("more", ["|geometrytype=Point", "|option:LIST_ALL_TABLES=NO", "|subset=site_id <> 'x'"])
def test_a_layer_is_known_however_its_source_is_written(watched, tmp_path, more):
    workspace = made(str(tmp_path / "县 1.gpkg"))
    watched.open(workspace.place)
    layer = QgsVectorLayer(f"{workspace.place}|layername=sites{more}", "sites", "ogr")
    QgsProject.instance().addMapLayer(layer)
    edit(layer, watched.said)
    assert newer(workspace) == ["sites"]


def test_what_could_not_be_noted_is_said_and_noted_with_the_next_save(watched, tmp_path, monkeypatch):
    from fengsui.core.errors import CoreError
    from fengsui.ui import hand_edits

    def locked(*_):
        raise CoreError("locked")

    workspace = made(str(tmp_path / "a.gpkg"))
    layer = watched.open(workspace.place)
    with monkeypatch.context() as patched:
        patched.setattr(hand_edits, "note_edit", locked)
        edit(layer, watched.warned)
    assert "is saved" in watched.warned[0][1]
    assert "locked" in watched.warned[0][1]
    assert newer(workspace) == []
    assert layer.startEditing()
    field = layer.fields().indexOf("site_id")
    assert layer.changeAttributeValue(next(layer.getFeatures()).id(), field, "S1")
    assert layer.commitChanges()
    QTest.qWait(600)
    assert (watched.said, newer(workspace)) == (["sites"], ["sites"])


def test_a_layer_of_another_file_is_of_no_concern(watched, tmp_path):
    workspace, other = made(str(tmp_path / "a.gpkg")), made(str(tmp_path / "b.gpkg"))
    watched.open(workspace.place)
    stranger = QgsVectorLayer(f"{other.place}|layername=sites", "sites", "ogr")
    QgsProject.instance().addMapLayer(stranger)
    edit(stranger, watched.said, wait=False)
    assert (watched.said, newer(workspace), newer(other)) == ([], [], [])


def test_after_the_stop_nothing_is_watched(watched, tmp_path):
    workspace = made(str(tmp_path / "a.gpkg"))
    layer = watched.open(workspace.place)
    watched.edits.stop()
    edit(layer, watched.said, wait=False)
    assert (watched.said, watched.edits._links) == ([], {})
    watched.current.began.connect(watched.edits._tell_unsaved)  # what the fixture takes back
    QgsProject.instance().layersAdded.connect(watched.edits._watch)
    QgsProject.instance().layersWillBeRemoved.connect(watched.edits._let_go)


def test_a_run_tells_what_is_edited_and_not_saved(watched, tmp_path):
    layer = watched.open(made(str(tmp_path / "县.gpkg")).place)
    other = QgsVectorLayer("Point?field=site_id:string", "other", "memory")
    QgsProject.instance().addMapLayer(other)
    assert other.startEditing()
    assert other.addFeature(QgsFeature(other.fields()))
    assert layer.startEditing()
    ended = []
    watched.current.run("checktargets", lambda *end: ended.append(end))
    assert not watched.warned  # nothing is changed yet, and what is no table of ours is of no concern
    assert layer.changeAttributeValue(next(layer.getFeatures()).id(), layer.fields().indexOf("site_id"), "S98")
    watched.current.run("checktargets", lambda *end: ended.append(end))
    (_, text), *more = watched.warned
    assert not more
    assert "existing sites" in text
    assert layer.rollBack()
    assert other.rollBack()
    for _ in range(500):
        if len(ended) == 2:
            break
        QTest.qWait(20)
    assert len(ended) == 2


def test_looking_what_changed_tells_what_is_edited_and_not_saved(watched, tmp_path, monkeypatch):
    """Else 'nothing has changed' is all that stands there after an edit."""
    from fengsui.core.workspace.changed import Changed
    from fengsui.ui import findings_checking

    layer = watched.open(made(str(tmp_path / "县.gpkg")).place)
    monkeypatch.setattr(findings_checking, "what_changed", lambda *_: Changed([], []))
    assert layer.startEditing()
    assert layer.changeAttributeValue(next(layer.getFeatures()).id(), layer.fields().indexOf("site_id"), "S98")
    told, last = [], pd.DataFrame({"checked_by": [], "record": []})
    findings_checking.Checking(watched.current).recheck(["checkplan"], last, lambda: told.append("nothing"))
    for _ in range(500):
        if told:
            break
        QTest.qWait(20)
    assert told == ["nothing"]
    assert ["existing sites" in text for _, text in watched.warned] == [True]
    assert layer.rollBack()
