"""Several people on one workspace: nobody's decision is lost, and who comes second is told who was first."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from workspace_tables import HERE, PLUGINS, RECORD, findings, states

from fengsui.core.errors import CoreError
from fengsui.core.workspace.decide import decide, decision_log, decisions
from fengsui.core.workspace.workspace import create_workspace, open_workspace, read, store, tables


def at_once(place: str, people: tuple[str, ...], rounds: int) -> dict[str, dict]:
    paths = os.pathsep.join([str(HERE), str(PLUGINS)])
    running = {
        who: subprocess.Popen(
            [sys.executable, str(HERE / "two_people.py"), place, who, str(rounds)],
            env={**os.environ, "PYTHONPATH": paths}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for who in people
    }  # fmt: skip
    for process in running.values():
        assert process.stdout.readline() == "ready\n"
    for process in running.values():
        process.stdin.write("go\n")
        process.stdin.flush()
    return {who: json.loads(process.communicate(timeout=300)[0]) for who, process in running.items()}


@pytest.mark.slow
def test_two_people_who_decide_at_once_lose_nothing(place):
    workspace = create_workspace(place)
    store(workspace, "findings", findings([f"A{n}" for n in range(8)]), RECORD)
    told = at_once(workspace.place, ("王", "李"), 60)
    log = decision_log(workspace)
    written = [tuple(row) for person in told.values() for row in person["written"]]
    kept = list(zip(log["key"], log["version"], log["who"], log["reason"]))
    assert sorted(kept) == sorted(written)  # all that was called written is kept, and nothing else
    for _, versions in log.groupby("key")["version"]:
        assert versions.tolist() == list(range(1, len(versions) + 1))  # each follows the one before
    last = log.groupby("key").last()
    now = decisions(workspace).set_index("key")
    assert now["reason"].to_dict() == last["reason"].to_dict()
    shown = read(workspace, "findings").set_index("key")
    assert shown.loc[now.index, "reason"].to_dict() == now["reason"].to_dict()
    conflicts = [words for person in told.values() for words, _ in person["told"]]
    assert conflicts, "the two never met: the test shows nothing"
    assert all("decided on" in words for words in conflicts)
    assert {"王", "李"} >= {name for person in told.values() for _, names in person["told"] for name in names}
    assert sum(len(person["told"]) for person in told.values()) + len(written) / 3 == 120


@pytest.mark.slow
def test_a_check_stored_while_another_decides_keeps_the_decision(server):
    """The run waits for the decision or the decision for the run: findings and decisions never disagree."""
    workspace = create_workspace(server.new_schema())
    store(workspace, "findings", findings(), RECORD)
    seen = read(workspace, "findings")
    with workspace.backing.writing() as session:
        session.lock()
        with pytest.raises(CoreError, match="Someone else is writing"):
            _impatient(workspace, lambda: decide(workspace, seen, "excepted", "王", "x"))
    decide(workspace, seen, "excepted", "王", "x")
    store(workspace, "findings", findings(), RECORD)
    assert set(states(read(workspace, "findings")).values()) == {"excepted"}


def _impatient(workspace, call) -> None:
    from unittest.mock import patch

    with patch("fengsui.core.workspace.postgis.WAIT", "200ms"):
        call()


@pytest.mark.slow
def test_two_schemas_of_a_server_are_two_counties(server):
    first, second = (create_workspace(server.new_schema(), name) for name in ("甲县", "乙县"))
    store(first, "findings", findings(), RECORD)
    assert tables(first) == ["findings"]
    assert tables(second) == []
    assert open_workspace(second.place).title == "乙县"


@pytest.mark.slow
def test_a_schema_without_workspace_or_right_is_said(server):
    import psycopg2

    with pytest.raises(CoreError, match="is no workspace"):
        open_workspace(server.new_schema())
    workspace = create_workspace(server.new_schema())
    store(workspace, "findings", findings(), RECORD)
    connection = psycopg2.connect(workspace.backing.address)
    with connection, connection.cursor() as cursor:
        cursor.execute("DROP ROLE IF EXISTS reader")
        cursor.execute("CREATE ROLE reader LOGIN")
        cursor.execute(f'GRANT USAGE ON SCHEMA "{workspace.backing.schema}" TO reader')
        cursor.execute(f'GRANT SELECT ON ALL TABLES IN SCHEMA "{workspace.backing.schema}" TO reader')
    connection.close()
    reader = open_workspace(workspace.place.replace("user=postgres", "user=reader"))
    assert len(read(reader, "findings")) == 3
    with pytest.raises(CoreError, match="You may not write"):
        store(reader, "findings", findings(), RECORD)


@pytest.mark.slow
def test_the_tables_are_layers_for_qgis(server):
    import psycopg2

    workspace = create_workspace(server.new_schema())
    store(workspace, "findings", findings(), RECORD)
    connection = psycopg2.connect(workspace.backing.address)
    with connection, connection.cursor() as cursor:
        sql = "SELECT f_geometry_column, srid, type FROM geometry_columns WHERE f_table_schema = %s"
        cursor.execute(sql, (workspace.backing.schema,))
        assert cursor.fetchall() == [("geom", 4490, "POINT")]
    connection.close()


@pytest.mark.slow
def test_a_server_that_breaks_off_is_said_and_keeps_what_was(server):
    import psycopg2

    workspace = create_workspace(server.new_schema())
    store(workspace, "findings", findings(), RECORD)

    def broken(done: float) -> None:
        other = psycopg2.connect(workspace.backing.address)
        with other, other.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE application_name = 'fengsui' AND pid <> pg_backend_pid()"
            )
        other.close()

    with pytest.raises(CoreError, match="broke off"):
        store(workspace, "findings", findings(["B"]), RECORD, progress=broken)
    assert read(workspace, "findings")["feature"].tolist() == ["A1", "A2", "A3"]


@pytest.mark.slow
def test_people_with_logins_of_their_own_share_what_their_role_owns(server):
    import psycopg2

    place = server.new_schema()
    admin = psycopg2.connect(f"host={server.folder} port=54399 user=postgres dbname=postgres")
    schema = place.split("schema=")[1]
    with admin, admin.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS postgis SCHEMA public")
        cursor.execute("CREATE ROLE office; CREATE ROLE wang LOGIN IN ROLE office; CREATE ROLE li LOGIN IN ROLE office")
        cursor.execute("CREATE ROLE guest LOGIN")
        cursor.execute(f'CREATE SCHEMA "{schema}" AUTHORIZATION office')
        cursor.execute(f'GRANT USAGE ON SCHEMA "{schema}" TO guest')
        rights = f'ALTER DEFAULT PRIVILEGES FOR ROLE office IN SCHEMA "{schema}" GRANT SELECT ON TABLES TO guest'
        cursor.execute(rights)
    admin.close()
    wang, li, guest = (place.replace("user=postgres", f"user={name}") for name in ("wang", "li", "guest"))
    store(create_workspace(wang), "reviewed", findings(), RECORD)
    store(open_workspace(wang), "findings", findings(), RECORD)
    decide(open_workspace(li), read(open_workspace(li), "findings"), "excepted", "李", "x")
    store(open_workspace(li), "reviewed", findings(["B"]), RECORD)  # in place of a table that 王 made
    store(open_workspace(li), "findings", findings(), RECORD)
    assert read(open_workspace(guest), "reviewed")["feature"].tolist() == ["B"]
    assert set(read(open_workspace(guest), "findings")["state"]) == {"excepted"}
    with pytest.raises(CoreError, match="You may not write"):
        decide(open_workspace(guest), read(open_workspace(guest), "findings"), "open", "客")
