"""A workspace is whole at every moment: a killed writer, a full disk and a failing step leave the former content."""

from __future__ import annotations

import json
import os
import sqlite3

import pytest
from workspace_tables import HERE, RECORD, findings, run_python

from fengsui.core.errors import CoreError
from fengsui.core.workspace.workspace import create_workspace, open_workspace, read, runs, store


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("moments", [12, pytest.param(50, marks=pytest.mark.slow)])
def test_a_writer_killed_at_any_moment_leaves_the_old_or_the_new(tmp_path, moments):
    from osgeo import ogr

    done = run_python(str(HERE / "killed_writer.py"), str(tmp_path), str(moments))
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["killed"] >= moments // 2, told  # on a busy machine many have ended before they are struck
    assert told["journals"] >= moments // 12, told  # some were struck in the midst of a transaction
    found = []
    for moment in range(moments):
        file = tmp_path / f"{moment:02}.gpkg"
        workspace = open_workspace(str(file))
        table, reviewed = read(workspace, "findings"), read(workspace, "reviewed")
        (state,) = set(table["label"]) | set(reviewed["label"])
        assert len(table) == len(reviewed) == 1500
        assert len(runs(workspace)) == (1 if state == "old" else 2)
        with sqlite3.connect(file) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("SELECT count(*) FROM rtree_findings_geom").fetchall() == [(1500,)]
        opened = ogr.Open(str(file))  # held: its layers die with it
        assert opened.GetLayerByName("findings").GetFeatureCount() == 1500
        del opened
        if moment % 10 == 9:
            store(workspace, "findings", findings(), RECORD)  # the next writer is not held up
        found.append(state)
    assert found[0] == "old"
    assert "new" in found or told["killed"] == moments


FULL = """
import resource, sys
from fengsui.core.errors import CoreError
from fengsui.core.workspace.workspace import open_workspace, store
from workspace_tables import HERE, RECORD, findings, run_python
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    store(open_workspace(sys.argv[1]), "findings", findings([f"new{n}" for n in range(5000)]), RECORD)
except CoreError as error:
    print(error)
"""


def test_a_disk_that_takes_no_more_leaves_the_former_content(tmp_path):
    pytest.importorskip("resource")
    file = tmp_path / "a.gpkg"
    workspace = create_workspace(str(file))
    store(workspace, "findings", findings(), RECORD)
    done = run_python("-c", FULL, str(file), str(file.stat().st_size + 200_000))
    assert "kept" in done.stdout or "full" in done.stdout, done.stderr
    assert read(workspace, "findings")["feature"].tolist() == ["A1", "A2", "A3"]
    assert len(runs(workspace)) == 1


def test_a_fault_in_the_midst_leaves_the_former_content(place, monkeypatch):
    from fengsui.core.workspace import workspace as module

    workspace = create_workspace(place)
    store(workspace, "findings", findings(), RECORD)
    monkeypatch.setattr(module, "remember", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        store(workspace, "findings", findings(["B"]), RECORD)
    assert read(workspace, "findings")["feature"].tolist() == ["A1", "A2", "A3"]
    assert len(runs(workspace)) == 1


def test_a_workspace_that_cannot_be_made_leaves_nothing(tmp_path, monkeypatch):
    from fengsui.core.workspace import workspace as module

    monkeypatch.setattr(module, "now", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        create_workspace(str(tmp_path / "a.gpkg"))
    assert list(tmp_path.iterdir()) == []


def test_a_reader_sees_one_state_while_another_writes(tmp_path):
    workspace = create_workspace(str(tmp_path / "a.gpkg"))
    store(workspace, "findings", findings(), RECORD)
    with workspace.backing.writing() as session:
        session.run("DELETE FROM findings")
        assert len(read(workspace, "findings")) == 3
    assert len(read(workspace, "findings")) == 0


def test_qgis_may_have_the_file_open_in_its_own_way(tmp_path):
    """QGIS edits a GeoPackage with a write-ahead log: what we write goes into it, and both see it."""
    workspace = create_workspace(str(tmp_path / "a.gpkg"))
    store(workspace, "findings", findings(), RECORD)
    other = sqlite3.connect(tmp_path / "a.gpkg", isolation_level=None)
    assert other.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
    assert other.execute("SELECT count(*) FROM findings").fetchone() == (3,)
    store(workspace, "findings", findings(["B"]), RECORD)
    assert other.execute("SELECT count(*) FROM findings").fetchone() == (1,)
    other.close()
    assert read(workspace, "findings")["feature"].tolist() == ["B"]
    store(workspace, "findings", findings(["C"]), RECORD)
    assert not (tmp_path / "a.gpkg-wal").exists()


def test_a_file_in_use_is_said_and_left(tmp_path, monkeypatch):
    from fengsui.core.workspace import geopackage

    monkeypatch.setattr(geopackage, "WAIT_S", 0.2)
    workspace = create_workspace(str(tmp_path / "a.gpkg"))
    store(workspace, "findings", findings(), RECORD)
    other = sqlite3.connect(tmp_path / "a.gpkg", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(CoreError, match="in use by another program"):
        store(workspace, "findings", findings(["B"]), RECORD)
    other.execute("ROLLBACK")
    other.close()
    store(workspace, "findings", findings(["B"]), RECORD)
