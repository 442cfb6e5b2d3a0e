"""What cannot be opened or written is said plainly."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from workspace_tables import RECORD, findings, run_python

from fengsui.core.errors import CoreError
from fengsui.core.workspace import faults, postgis
from fengsui.core.workspace.faults import on_network
from fengsui.core.workspace.geopackage import GeoPackage
from fengsui.core.workspace.postgis import is_address, split_address
from fengsui.core.workspace.workspace import create_workspace, open_workspace, store

READ_ONLY = """
import os, sys
from fengsui.core.errors import CoreError
from fengsui.core.workspace.workspace import create_workspace, open_workspace, read, store
from workspace_tables import RECORD, findings
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
folder = sys.argv[1]
workspace = open_workspace(folder + "/a.gpkg")
print(len(read(workspace, "findings")))
print(*workspace.notes)
for write in (lambda: store(workspace, "findings", findings(["B"]), RECORD), lambda: create_workspace(folder + "/b.gpkg")):
    try:
        write()
    except CoreError as error:
        print(error)
"""


@pytest.fixture
def open_folder():
    """A folder that other users of the machine can reach, unlike pytest's own."""
    import shutil
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="fengsui-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.skipif(os.name == "nt", reason="folders are not made read-only like this there")
@pytest.mark.parametrize("left_by_qgis", [False, True], ids=["", "left with a write-ahead log"])
def test_a_read_only_folder_is_read_and_said(open_folder, left_by_qgis):
    store(create_workspace(str(open_folder / "a.gpkg")), "findings", findings(), RECORD)
    if left_by_qgis:
        with sqlite3.connect(open_folder / "a.gpkg") as connection:
            connection.execute("PRAGMA journal_mode = WAL")
        connection.close()
    (open_folder / "a.gpkg").chmod(0o444)
    open_folder.chmod(0o555)
    done = run_python("-c", READ_ONLY, str(open_folder))
    lines = done.stdout.splitlines()
    assert lines[0] == "3", done.stderr
    assert len(lines) == 4, done.stderr
    assert all("read-only for you" in line for line in lines[1:])
    assert [path.name for path in open_folder.iterdir()] == ["a.gpkg"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "There is no workspace"),
        (b"", "is no workspace of Fengsui"),
        (b"PK\x03\x04 a workbook", "damaged or no GeoPackage"),
    ],
    ids=["absent", "empty", "other file"],
)
def test_what_is_no_workspace_is_said(tmp_path, content, said):
    if content is not None:
        (tmp_path / "a.gpkg").write_bytes(content)
    with pytest.raises(CoreError, match=said):
        open_workspace(str(tmp_path / "a.gpkg"))


def test_an_empty_file_in_the_place_of_an_open_workspace_is_said(tmp_path):
    """As another program leaves it that had the file open when it was moved away."""
    workspace = create_workspace(str(tmp_path / "县.gpkg"), "县")
    (tmp_path / "县.gpkg").write_bytes(b"")
    with pytest.raises(CoreError, match="damaged or no GeoPackage"):
        store(workspace, "findings", findings(), RECORD)


def test_a_damaged_file_is_said(tmp_path):
    store(create_workspace(str(tmp_path / "a.gpkg")), "findings", findings(), RECORD)
    whole = (tmp_path / "a.gpkg").read_bytes()
    (tmp_path / "a.gpkg").write_bytes(whole[:1024] + b"\xff" * (len(whole) // 2))
    with pytest.raises(CoreError, match="damaged"):
        open_workspace(str(tmp_path / "a.gpkg"))


def test_another_geopackage_is_no_workspace(sample):
    with pytest.raises(CoreError, match=r"'sample.gpkg' is no workspace of Fengsui"):
        open_workspace(str(sample / "sample.gpkg"))


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CoreError, match="There is no folder"):
        create_workspace(str(tmp_path / "x" / "a.gpkg"))


def test_another_ending_is_refused(tmp_path):
    with pytest.raises(CoreError, match=r"ends in \.gpkg"):
        create_workspace(str(tmp_path / "a.xlsx"))


def test_two_that_make_one_file_do_not_overwrite(tmp_path):
    first, second = (GeoPackage(str(tmp_path / "a.gpkg")) for _ in range(2))
    with pytest.raises(CoreError, match="already a file"), first.making():
        (tmp_path / "a.gpkg").write_bytes(b"somebody was faster")
    assert (tmp_path / "a.gpkg").read_bytes() == b"somebody was faster"
    assert len(list(tmp_path.iterdir())) == 1
    assert second.exists()


@pytest.mark.parametrize(
    ("mount", "expected"),
    [
        ("nfs4", True),
        ("cifs", True),
        ("smb3", True),
        ("fuse.sshfs", True),
        ("ext4", False),
        ("tmpfs", False),
        ("fuseblk", False),
    ],
)
def test_a_network_drive_is_known(tmp_path, mount, expected):
    share = tmp_path / "共享 盘"
    share.mkdir()
    place = str(share).replace(" ", "\\040")
    (tmp_path / "mounts").write_text(f"/dev/sda / ext4 rw 0 0\n//server/x {place} {mount} rw 0 0\n", "utf-8")
    assert on_network(share / "a.gpkg", str(tmp_path / "mounts")) is expected


def test_a_network_drive_is_told_with_the_workspace(tmp_path, monkeypatch):
    monkeypatch.setattr("fengsui.core.workspace.geopackage.on_network", lambda path: True)
    workspace = create_workspace(str(tmp_path / "a.gpkg"))
    assert [note.text for note in workspace.notes] == [faults.NETWORK]
    assert "network drive" in str(workspace.notes[0])


@pytest.mark.parametrize(
    ("place", "address", "schema"),
    [
        ("postgresql://u@h:5433/db?schema=dx&sslmode=require", "postgresql://u@h:5433/db?sslmode=require", "dx"),
        ("postgres://u@h/db", "postgres://u@h/db", "fengsui"),
        ("host=h dbname=db schema=dx", "host=h dbname=db", "dx"),
        ("service=county", "service=county", "fengsui"),
    ],
)
def test_an_address_names_server_and_schema(place, address, schema):
    assert is_address(place)
    assert split_address(place)[:2] == (address, schema)
    assert split_address(split_address(place)[2])[:2] == (address, schema)


@pytest.mark.parametrize(
    "place", ["postgresql://u:geheim@h/db", "host=h password=geheim", "postgresql://u@h/db?password=geheim"]
)
def test_an_address_with_a_password_is_refused_without_repeating_it(place):
    with pytest.raises(CoreError, match="holds a password") as told:
        split_address(place)
    assert "geheim" not in str(told.value)


@pytest.mark.parametrize("place", ["C:\\数据\\县.gpkg", "/home/县局/a.gpkg", "a=b.gpkg"])
def test_a_path_is_no_address(place):
    assert not is_address(place)


def test_without_the_library_a_server_is_refused_in_words(monkeypatch):
    monkeypatch.setattr(postgis, "psycopg2", None)
    with pytest.raises(CoreError, match="needs psycopg2"):
        open_workspace("postgresql://u@h/db")


def test_core_loads_without_the_library():
    code = (
        "import sys; sys.modules['psycopg2'] = None; sys.modules['psycopg2.extras'] = None; "
        "import fengsui.core.workspace.decide, fengsui.core.workspace.postgis as p; print(p.psycopg2)"
    )
    assert run_python("-c", code).stdout.strip() == "None"


def test_a_server_that_is_not_there_is_said(tmp_path):
    pytest.importorskip("psycopg2")
    with pytest.raises(CoreError, match="cannot be reached"):
        open_workspace(f"host={tmp_path} dbname=x")
