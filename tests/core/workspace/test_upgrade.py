"""Workspaces of other versions: older ones are brought up on a copy first, newer ones refused."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from workspace_tables import RECORD, findings, states

from fengsui.core.errors import CoreError
from fengsui.core.workspace import tables, upgrade
from fengsui.core.workspace.decide import decide, decisions
from fengsui.core.workspace.workspace import create_workspace, open_workspace, read, store

OURS = tables.VERSION
VERSION_1 = Path(__file__).with_name("version_1.sql")


@pytest.fixture
def next_version(monkeypatch):
    """A layout after ours, in which decisions have a column more."""

    def step(session) -> None:
        session.run("ALTER TABLE decisions ADD COLUMN office TEXT")
        session.run("UPDATE decisions SET office = '县局'")

    for module in (tables, upgrade):
        monkeypatch.setattr(module, "VERSION", OURS + 1)
    monkeypatch.setitem(upgrade.STEPS, OURS, step)
    return step


@pytest.fixture
def decided(workspace):
    store(workspace, "findings", findings(), RECORD)
    table = read(workspace, "findings")
    decide(workspace, table[table["feature"] == "A1"], "excepted", "王", "已有批文")
    return workspace


def offices(workspace) -> list:
    with workspace.backing.reading() as session:
        return session.rows("SELECT who, office FROM decisions")


def test_every_step_is_there():
    assert sorted(upgrade.STEPS) == list(range(1, tables.VERSION))


def test_an_older_workspace_is_brought_up_with_its_decisions(decided, next_version):
    again = open_workspace(decided.place)
    assert offices(again) == [("王", "县局")]
    assert states(read(again, "findings")) == {"A1": "excepted", "A2": "open", "A3": "open"}
    assert open_workspace(decided.place).title == "东兴市"  # once, not again


def test_the_old_file_stays_beside(tmp_path, next_version, monkeypatch):
    monkeypatch.setattr(tables, "VERSION", OURS)
    monkeypatch.setattr("fengsui.core.workspace.workspace.VERSION", OURS)
    create_workspace(str(tmp_path / "县.gpkg"), "东兴市")
    former = (tmp_path / "县.gpkg").read_bytes()
    open_workspace(str(tmp_path / "县.gpkg"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["县.gpkg", f"县.version{OURS}.gpkg"]
    with sqlite3.connect(tmp_path / f"县.version{OURS}.gpkg") as connection:
        assert connection.execute("SELECT value FROM workspace WHERE word = 'version'").fetchone() == (str(OURS),)
    assert (tmp_path / f"县.version{OURS}.gpkg").stat().st_size == len(former)


def test_a_step_that_fails_changes_nothing(decided, next_version, monkeypatch):
    def broken(session) -> None:
        next_version(session)
        raise RuntimeError("half way")

    monkeypatch.setitem(upgrade.STEPS, OURS, broken)
    with pytest.raises(RuntimeError):
        open_workspace(decided.place)
    monkeypatch.setattr(upgrade, "VERSION", OURS)
    assert decisions(open_workspace(decided.place))["who"].tolist() == ["王"]
    with decided.backing.reading() as session, pytest.raises(Exception, match="office"):
        session.rows("SELECT office FROM decisions")


def test_a_step_that_fails_leaves_no_copy_but_the_kept_one(tmp_path, next_version, monkeypatch):
    create_workspace(str(tmp_path / "a.gpkg"))
    monkeypatch.setitem(upgrade.STEPS, OURS, lambda session: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        open_workspace(str(tmp_path / "a.gpkg"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.gpkg", f"a.version{OURS}.gpkg"]


def test_a_newer_workspace_is_refused_and_left(workspace):
    with workspace.backing.writing() as session:
        session.run("UPDATE workspace SET value = '7' WHERE word = 'version'")
    with pytest.raises(CoreError, match=rf"made by a newer Fengsui \(version 7; this one knows up to {OURS}\)"):
        open_workspace(workspace.place)


def test_todays_code_reads_a_file_of_version_1(tmp_path):
    """version_1.sql is frozen: who changes the layout raises VERSION and adds a step, and this still passes."""
    file = tmp_path / "old.gpkg"
    with sqlite3.connect(file) as connection:
        connection.executescript(VERSION_1.read_text("utf-8"))
    connection.close()
    workspace = open_workspace(str(file))
    table = read(workspace, "findings")
    assert states(table) == {"A1": "excepted", "A2": "open"}
    assert table.crs.to_epsg() == 4490
    assert table.geometry.x.tolist() == pytest.approx([108.1, 108.101])
    store(workspace, "findings", findings(["A1", "A2"]), RECORD)
    assert states(read(workspace, "findings")) == {"A1": "excepted", "A2": "open"}
    decide(workspace, read(workspace, "findings"), "fixed", "李")


def test_a_new_workspace_is_laid_out_as_the_frozen_one(tmp_path):
    """The own tables of a new file and of the frozen one, brought up, have the same columns."""
    file = tmp_path / "old.gpkg"
    with sqlite3.connect(file) as connection:
        connection.executescript(VERSION_1.read_text("utf-8"))
    connection.close()
    layouts = []
    for workspace in (open_workspace(str(file)), create_workspace(str(tmp_path / "new.gpkg"))):
        with workspace.backing.reading() as session:
            layouts.append({t: [row[1:3] for row in session.rows(f"PRAGMA table_info({t})")] for t in tables.OWN})
    assert layouts[0] == layouts[1]
