"""What the user did is kept also when the plugin goes, or QGIS is closed, right after the click; reads are let go."""

from __future__ import annotations

import shutil
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import geopandas as gpd
import pytest
from qgis.core import QgsProject, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QWidget
from shapely import Point

sys.path.insert(0, str(Path(__file__).parents[1] / "core" / "workspace"))
from workspace_tables import findings

SECONDS = 60


@pytest.fixture
def no_thread_free(qgis_app):
    """What is begun stands in the queue; `end()`: the plugin goes."""
    from fengsui.ui import background

    free = threading.Event()
    began = [threading.Event() for _ in range(background._threads.maxThreadCount())]

    def hold(one):
        one.set()
        free.wait(SECONDS)

    for one in began:
        background._threads.start(lambda one=one: hold(one))
    assert all(one.wait(SECONDS) for one in began)

    def end():
        threading.Timer(0.1, free.set).start()
        background.end_all()

    yield SimpleNamespace(end=end, free=free.set)
    free.set()
    assert background._threads.waitForDone(1000 * SECONDS)
    QTest.qWait(20)


@pytest.fixture
def current(qgis_app, tmp_path):
    from fengsui.core.workspace.workspace import create_workspace
    from fengsui.ui.current_workspace import CurrentWorkspace

    current = CurrentWorkspace()
    current.open(create_workspace(str(tmp_path / "县.gpkg"), "东兴市").place)
    yield current
    current.stop()
    QgsProject.instance().clear()


@pytest.fixture
def walk(current):
    """The targets dock's walk on three places that fail a target."""
    from fengsui.core.targets.registry import load_targets
    from fengsui.ui.start_page import StartPage
    from fengsui.ui.targets_form import TargetsForm
    from fengsui.ui.targets_walk import Walk

    canvas = QgsMapCanvas()
    iface = SimpleNamespace(mapCanvas=lambda: canvas)
    form = TargetsForm(StartPage(iface, current), 30.0, None)
    walk = Walk(iface, current, load_targets(), form, lambda fault: pytest.fail(fault), lambda *_: None)
    walk._quiet, walk._of = True, ("东兴市", "t")
    walk.model.show(gpd.GeoDataFrame({"key": list("abc"), "state": "gap_model"}, geometry=[Point()] * 3, crs=4490), {})
    yield walk
    form.deleteLater()


def mark_all(walk):
    for row in range(3):
        walk.form.units.setCurrentIndex(walk.model.index(row))
        walk.toggle_seen()


def test_a_write_that_had_not_begun_is_done_and_a_read_is_not(no_thread_free):
    from fengsui.ui.background import Work

    done = []
    Work(lambda progress: done.append("read"), lambda *_: done.append("told"))
    Work(lambda progress: (progress(0.5), done.append("written")), lambda *_: done.append("told"), writes=True)
    no_thread_free.end()
    QTest.qWait(20)
    assert done == ["written"]


def test_marks_made_one_right_after_the_other_are_all_kept_when_the_plugin_goes(walk, current, no_thread_free):
    from fengsui.core.workspace.viewed import viewed

    mark_all(walk)
    walk.toggle_seen()  # the last one taken back
    walk.stop()
    no_thread_free.end()
    assert set(viewed(current.workspace, "东兴市", "t")) == {"a", "b"}


def test_marks_are_kept_in_the_workspace_in_which_they_were_made(walk, current, no_thread_free, tmp_path):
    from fengsui.core.workspace.viewed import viewed
    from fengsui.processing.workspaces import open_place

    made = current.place
    other = str(shutil.copy(made, tmp_path / "b.gpkg"))
    mark_all(walk)
    current.open(other)
    no_thread_free.end()
    QTest.qWait(50)
    assert set(viewed(open_place(made), "东兴市", "t")) == {"a", "b", "c"}
    assert not viewed(open_place(other), "东兴市", "t")


def test_marks_that_could_not_be_kept_are_not_shown_as_seen(walk, current, monkeypatch):
    from fengsui.core.errors import CoreError
    from fengsui.ui import targets_walk

    kept, write = [], targets_walk.mark_viewed

    def only_the_first(*mark):
        if kept:
            raise CoreError("read-only")
        write(*mark)
        kept.append(mark)

    told = []
    monkeypatch.setattr(targets_walk, "mark_viewed", only_the_first)
    monkeypatch.setattr(walk, "_fault", told.append)
    mark_all(walk)
    walk.toggle_seen()  # the last one taken back
    assert come(lambda: told)
    assert told == ["read-only"]
    assert [walk.model.is_seen(row) for row in range(3)] == [True, False, False]
    assert walk.form.progress.text() == "1/3 seen"


def test_a_decision_is_kept_when_the_plugin_goes_right_after_it(current, no_thread_free, monkeypatch):
    from fengsui.core.workspace.listing import Listing, read_findings
    from fengsui.core.workspace.workspace import read, store
    from fengsui.ui import findings_deciding
    from fengsui.ui.findings_form import FindingsForm
    from fengsui.ui.findings_list import FindingsList

    store(current.workspace, "findings", findings(), {"algorithm": "fengsui:checkapplications"})
    parent = QWidget()
    shown = FindingsList(FindingsForm(QWidget(), parent))
    table, last = read_findings(current.workspace)
    shown.take(Listing(table), last)
    shown.form.view.selectRow(0)
    monkeypatch.setattr(findings_deciding, "who", lambda: "王")
    deciding = findings_deciding.Deciding(shown, current)
    deciding.decide("fixed")
    deciding.drop()
    no_thread_free.end()
    assert sorted(read(current.workspace, "findings")["state"]) == ["fixed", "open", "open"]
    parent.deleteLater()


def test_an_edit_on_the_map_is_noted_when_the_plugin_goes_right_after_it(current, no_thread_free):
    from fengsui.core.workspace.workspace import runs
    from fengsui.ui.hand_edits import HandEdits

    edits = HandEdits(None, current)
    edits._note(current.place, "sites")
    edits.stop()
    no_thread_free.end()
    assert runs(current.workspace)["algorithm"].tolist()[:1] == ["qgis:edit"]


def come(what):
    for _ in range(500):
        if what():
            break
        QTest.qWait(10)
    return what()


def test_the_statistics_stay_open_until_they_are_saved(current, no_thread_free):
    from fengsui.core.targets.registry import load_targets
    from fengsui.core.workspace.workspace import read
    from fengsui.ui.statistics_dialog import StatisticsDialog

    stored, registry = [], load_targets()
    dialog = StatisticsDialog(current, registry, ["东兴市"], lambda: stored.append(1), None, None)
    dialog.show()
    dialog.add_row(
        {"county": "东兴市", "indicator": "bb-county-dual-uplink", "period": "2026-10", "value": "9", "source": "月报"}
    )
    dialog._save()
    assert not dialog.message.text()
    dialog.reject()
    assert dialog.isVisible()
    no_thread_free.free()
    assert come(lambda: stored)
    assert not dialog.isVisible()
    assert len(read(current.workspace, "statistics")) == 1
    dialog.deleteLater()


def test_only_the_open_workspaces_import_can_be_taken_back(current, tmp_path):
    from fengsui.core.workspace.workspace import create_workspace
    from fengsui.ui.import_run import ImportRun

    run = ImportRun(current)
    assert run.undoable == ""
    current.to_undo = (current.place, "sites", None, "left")
    assert ImportRun(current).undoable == "sites"
    current.open(create_workspace(str(tmp_path / "b.gpkg"), "乙县").place)
    assert run.undoable == ""


def test_an_import_being_taken_back_is_not_called_stopped(current, no_thread_free):
    from fengsui.core.workspace.undo import digest, former
    from fengsui.core.workspace.workspace import read, store
    from fengsui.ui.import_run import ImportRun

    store(current.workspace, "sites", findings()[["feature", "geometry"]].rename(columns={"feature": "site_id"}))
    was = former(current.workspace, "sites")
    store(current.workspace, "sites", was.head(1))
    run, ended = ImportRun(current), []
    run.ended.connect(lambda *told: ended.append(told))
    current.to_undo = current.place, "sites", was, digest(read(current.workspace, "sites"))
    run.undo()
    run.cancel()
    no_thread_free.free()
    assert come(lambda: ended)
    assert ended == [("", "The import was taken back: the table is as it was.")]
    assert len(read(current.workspace, "sites")) == 3


def test_an_import_being_taken_back_is_told_of_when_its_dialog_is_closed(current, no_thread_free):
    """Else the map shows rows that are gone, and the dialog opened again offers to take back what was."""
    from fengsui.core.workspace.undo import digest, former
    from fengsui.core.workspace.workspace import read, store
    from fengsui.ui.import_run import ImportRun

    store(current.workspace, "sites", findings()[["feature", "geometry"]].rename(columns={"feature": "site_id"}))
    was = former(current.workspace, "sites")
    store(current.workspace, "sites", was.head(1))
    run, ended, stored = ImportRun(current), [], []
    run.ended.connect(lambda *told: ended.append(told))
    current.stored.connect(stored.append)
    current.to_undo = current.place, "sites", was, digest(read(current.workspace, "sites"))
    run.undo()
    run.drop()
    no_thread_free.free()
    assert come(lambda: stored) == [["sites"]]
    assert (current.to_undo, ended) == (None, [])


def test_an_algorithm_told_to_stop_when_all_was_written_says_what_it_wrote(qgis_app, tmp_path, monkeypatch):
    from fengsui.ui import jobs

    threads, told = [], []
    monkeypatch.setattr(jobs, "Work", lambda *given: threads.append(given))
    job = jobs.Job("createworkspace", {"FOLDER": str(tmp_path), "NAME": "县"}, lambda *end: told.append(end))
    ((work, done),) = threads
    results = work(None)
    job.cancel()
    done(results, "")
    assert told == [({"WORKSPACE": str(tmp_path / "县.gpkg")}, "")]


def test_targets_told_to_stop_when_the_gaps_were_written_are_not_judged(current, monkeypatch):
    from fengsui.ui.targets_run import TargetsRun

    told = []
    run = TargetsRun(current, "radius", None, "2026-11-01", False, told.append)
    monkeypatch.setattr(run, "_next", lambda: pytest.fail("it went on"))
    run.cancel()
    run._ended({"RUN": 1}, "")
    assert told == [None]


def test_targets_of_a_workspace_that_is_gone_are_not_begun(current):
    from fengsui.ui.targets_run import TargetsRun

    told = []
    Path(current.place).unlink()
    TargetsRun(current, "radius", None, "2026-11-01", True, told.append).start()
    (fault,) = told
    assert current.place in fault


def test_nothing_is_imported_or_taken_back_under_edits(current):
    """The edits would be saved into whatever row has the number then."""
    from fengsui.core.workspace.undo import digest, former
    from fengsui.core.workspace.workspace import read, store
    from fengsui.ui.import_reading import Wish
    from fengsui.ui.import_run import ImportRun
    from fengsui.ui.workspace_layers import shown

    store(current.workspace, "sites", findings()[["feature", "geometry"]].rename(columns={"feature": "site_id"}))
    left = digest(read(current.workspace, "sites"))
    current.to_undo = current.place, "sites", former(current.workspace, "sites").head(1), left
    assert shown(current.place, "sites").startEditing()
    run, ended = ImportRun(current), []
    run.ended.connect(lambda *told: ended.append(told))
    run.start("sites.csv", Wish("sites", "", "auto", None, "", current.place, "sites"), "replace")
    run.undo()
    assert ["existing sites' is being edited" in fault for fault, _ in ended] == [True, True]
    assert not run.busy
    assert shown(current.place, "sites").rollBack()
    run.undo()
    assert come(lambda: len(ended) == 3)
    assert ended[2][0] == ""


def test_an_import_that_fails_leaves_the_one_before_to_be_taken_back(current, no_thread_free, tmp_path):
    from fengsui.ui.import_reading import Wish
    from fengsui.ui.import_run import ImportRun

    run, ended = ImportRun(current), []
    run.ended.connect(lambda *told: ended.append(told))
    before = current.to_undo = current.place, "sites", None, ""
    wish = Wish("sites", "", "auto", None, "", current.place, "sites")
    run.start(str(tmp_path / "gone.csv"), wish, "add")
    no_thread_free.free()
    assert come(lambda: ended)
    assert ended[0][0]
    assert current.to_undo == before


def test_a_workspace_that_goes_while_a_check_ends_is_told(current, monkeypatch):
    from fengsui.core.errors import CoreError
    from fengsui.ui import current_workspace

    ends, told = [], []
    monkeypatch.setattr(current_workspace, "parameters", lambda *_, **__: {})
    monkeypatch.setattr(current_workspace, "Job", lambda name, given, done: ends.append(done))
    current.run("checkplan", lambda *end: told.append(end))

    def gone(workspace):
        raise CoreError("gone")

    monkeypatch.setattr(current_workspace, "runs", gone)
    ends[0]({"RUN": 1}, "")
    assert told == [(None, "gone")]


def test_a_check_goes_on_when_the_layers_it_reads_leave_the_project(current, no_thread_free, loaded_sample, tmp_path):
    """As where another project is opened, or QGIS is closed: with the project's own layers it ended QGIS."""
    current.open(str(shutil.copy(loaded_sample, tmp_path / "b.gpkg")))
    told = []
    current.run("checkplan", lambda *end: told.append(end))
    QgsProject.instance().clear()
    no_thread_free.free()
    assert come(lambda: told)
    assert told[0][1] == ""
    assert told[0][0]["RUN"]


@pytest.mark.parametrize("begun", [True, False])
def test_a_run_on_layers_of_the_project_ends_before_they_go(qgis_app, monkeypatch, no_thread_free, begun):
    """A path is drawn over layers that may be in memory alone."""
    from fengsui.processing.pathprofile import PathProfileOfPlace
    from fengsui.ui.jobs import Job

    sites = QgsVectorLayer("Point?crs=epsg:4490&field=site_id:string", "sites", "memory")
    other = QgsVectorLayer("Point?crs=epsg:4490", "other", "memory")
    QgsProject.instance().addMapLayers([sites, other])
    began, steps, told = threading.Event(), [], []

    def process(self, parameters, context, feedback):
        began.set()
        while not feedback.isCanceled():
            threading.Event().wait(0.01)
        steps.append("ended")
        return {}

    monkeypatch.setattr(PathProfileOfPlace, "processAlgorithm", process)
    job = Job("pathprofile", {"SITES": sites.id()}, lambda *end: told.append(end), of_project=True)
    if begun:
        no_thread_free.free()
        assert began.wait(SECONDS)
    QgsProject.instance().removeMapLayer(other.id())
    assert not steps
    assert not job.heard.isCanceled()
    QgsProject.instance().clear()
    assert steps == ["ended"] * begun
    no_thread_free.free()
    assert come(lambda: told)
    assert told == [(None, "")]


@pytest.mark.parametrize("first", ["run", "layer"])
def test_a_check_and_its_layer_are_read_while_another_layer_of_the_file_is_edited(
    current, loaded_sample, tmp_path, first
):
    """What QGIS has open of the file reads nothing from then on: a table had no system, or no rows."""
    from fengsui.core.workspace.workspace import read
    from fengsui.processing.workspaces import open_place
    from fengsui.ui.workspace_layers import layer_of, shown

    place = str(shutil.copy(loaded_sample, tmp_path / "c.gpkg"))
    current.open(place)
    edited = layer_of(place, "sites")
    row = next(edited.getFeatures())
    assert edited.startEditing()
    assert edited.changeAttributeValue(row.id(), edited.fields().indexOf("site_name"), "改")
    if first == "run":
        told = []
        current.run("checkplan", lambda *end: told.append(end))
        assert come(lambda: told)
        assert told[0][1] == ""
        assert told[0][0]["RUN"]
    cells = shown(place, "cells")
    assert cells.crs().authid() == "EPSG:4490"
    assert len(list(cells.getFeatures())) == len(read(open_place(place), "cells"))
    assert edited.rollBack()
