"""Workspaces of older versions brought up to date, and newer ones refused."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Callable

from ..errors import N_, CoreError
from .faults import must_be_writable, said_plainly
from .geopackage import WAIT_S, FileSession, GeoPackage
from .session import Backing, Session
from .tables import VERSION


def _add_viewed(session: Session) -> None:
    """Which of the places that fail a target somebody has looked at."""
    session.make_own(
        "viewed",
        "county TEXT NOT NULL, target TEXT NOT NULL, unit TEXT NOT NULL, state TEXT NOT NULL, viewed_at TEXT NOT NULL, "
        "UNIQUE (county, target, unit)",
    )


STEPS: dict[int, Callable[[Session], None]] = {1: _add_viewed}
"""From version n to n + 1, in the SQL that SQLite and PostgreSQL share. Steps are added, never changed."""


def brought_up(backing: Backing) -> dict[str, str]:
    """What the workspace says of itself, after the steps from its version to ours.

    The steps run on a copy of a GeoPackage first; where they hold, they run on the file itself in one transaction. So
    whatever fails or is killed, and whoever has it open, the file is whole in the old version or in the new, and no
    write of another in between is lost. The old one stays beside it as `name.version1.gpkg`.
    A schema is brought up in one transaction. CoreError where the version is newer than ours.
    """
    words = _words(backing)
    version = int(words.get("version") or 0)
    if version > VERSION:
        text = N_(
            "The workspace '{name}' was made by a newer Fengsui (version {version}; this one knows up to {known}). "
            "Update the plugin, then open it again. Nothing was changed."
        )
        raise CoreError(text, name=backing.name, version=version, known=VERSION)
    if version < 1:
        raise _none(backing)
    if version < VERSION:
        if isinstance(backing, GeoPackage):
            _upgrade_file(backing, version)
        else:
            with backing.writing() as session:
                session.lock()
                if _version_in(session) < VERSION:  # another user may have been faster
                    climb(session, _version_in(session))
        words = _words(backing)
    return words


def climb(session: Session, version: int) -> None:
    """Run the steps from a version to ours, inside the session's transaction."""
    for number in range(version, VERSION):
        STEPS[number](session)
    session.run("UPDATE workspace SET value = ? WHERE word = 'version'", str(VERSION))


def _words(backing: Backing) -> dict[str, str]:
    with backing.reading() as session:
        if not session.has("workspace"):
            raise _none(backing)
        return dict(session.rows("SELECT word, value FROM workspace"))


def _version_in(session: Session) -> int:
    return int(session.rows("SELECT value FROM workspace WHERE word = 'version'")[0][0])


def _none(backing: Backing) -> CoreError:
    text = N_("'{name}' is no workspace of Fengsui. Make one with 'Create workspace', then import the data.")
    return CoreError(text, name=backing.name)


def _upgrade_file(backing: GeoPackage, version: int) -> None:
    path = backing.path
    must_be_writable(path)
    copy = path.with_name(f"{path.name}.{os.getpid()}.upgrade")
    try:
        with said_plainly(path, writing=True):
            _copied(path, copy)
            _keep(copy, path.with_name(f"{path.stem}.version{version}{path.suffix}"))
            with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
                climb(FileSession(connection), version)
                _must_be_sound(connection, path)
    finally:
        for left in (copy, copy.with_name(f"{copy.name}-journal")):
            with suppress(OSError):
                left.unlink()
    with backing.writing() as session:
        if _version_in(session) < VERSION:  # another program may have been faster
            climb(session, _version_in(session))


def _copied(path: Path, copy: Path) -> None:
    """The file as it is after the last whole write; another program may have it open."""
    with closing(sqlite3.connect(path, timeout=WAIT_S)) as old, closing(sqlite3.connect(copy)) as fresh:
        old.backup(fresh)


def _keep(copy: Path, kept: Path) -> None:
    """The old version under its own name, whole or not there; one that is there already stays."""
    if not kept.exists():
        part = kept.with_name(f"{kept.name}.part")
        shutil.copyfile(copy, part)
        os.replace(part, kept)


def _must_be_sound(connection: sqlite3.Connection, path: Path) -> None:
    if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
        text = N_("'{file}' could not be brought up to date: its copy is damaged. The file was left as it is.")
        raise CoreError(text, file=str(path))
