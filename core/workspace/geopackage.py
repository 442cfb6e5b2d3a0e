"""A workspace in one GeoPackage, written in single SQLite transactions.

A write is one transaction with a rollback journal and not a copy beside the file that then takes its place: QGIS has
the layers of the workspace open while it is written, and a file that is replaced under an open program is refused on
Windows, loses that program's edits elsewhere, and meets its left-over log. The next program that opens the file after a
crash, ours or another, rolls a half-written transaction back.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pandas as pd

from ..errors import N_, CoreError, Progress, no_progress
from .faults import NETWORK, READ_ONLY, is_writable, must_be_writable, on_network, said_plainly
from .gathered import gathered
from .gpkg_layer import APPLICATION_ID, GEOPACKAGE, USER_VERSION, append, columns_of, drop, own_table, read_layer
from .shapes import st_functions
from .statements import quoted
from .tables import INDEXES

WAIT_S = 10.0


class FileSession:
    """What is read or written in one transaction of a GeoPackage."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def run(self, sql: str, *values: Any) -> int:
        return self.connection.execute(sql, values).rowcount

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        self.connection.executemany(sql, rows)

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql, values).fetchall()

    def lock(self, shared: bool = False) -> None:
        """Nothing to do: a file has one writer at a time."""

    def has(self, table: str) -> bool:
        return bool(self.rows("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", table))

    def tables(self) -> list[str]:
        """The tables that are layers or lists for a user, in the order in which they came."""
        return [name for (name,) in self.rows("SELECT table_name FROM gpkg_contents ORDER BY rowid")]

    def make_own(self, table: str, columns: str) -> None:
        own_table(self.connection, table, columns)

    def drop(self, table: str) -> None:
        """Take a table away, where it is there."""
        drop(self.connection, table)

    def put(self, table: str, frame: pd.DataFrame, progress: Progress = no_progress) -> None:
        """The frame in place of what the table held."""
        drop(self.connection, table)
        self.add(table, frame, progress)

    def add(self, table: str, frame: pd.DataFrame, progress: Progress = no_progress) -> None:
        """The frame's rows behind those of the table, which is made when it is not there."""
        append(self.connection, table, frame, INDEXES.get(table, ()), progress)

    def read(self, table: str) -> pd.DataFrame:
        """The table in EPSG:4490, without the numbers of its rows."""
        return read_layer(self.connection, table)

    def read_unplaced(self, table: str) -> pd.DataFrame:
        """A table of ours as `read`, but the places stay blobs, in a column `place`: for very many rows."""
        kinds = dict(columns_of(self.connection, table))
        place = quoted("geom") if kinds.pop("geom", None) else ""
        kinds.pop("fid", None)
        source = f"{quoted(table)} NOT INDEXED"
        try:
            return gathered(self, kinds, place, "json_group_array({})", source)
        except (sqlite3.OperationalError, ValueError):  # another program put in what JSON has no word for
            return gathered(self, kinds, place, "", source)


class GeoPackage:
    """The file of a workspace: where it is, and its transactions."""

    def __init__(self, path: str) -> None:
        self.path = Path(path)
        self.place = str(self.path)
        self.name = self.path.name
        self.notes = [CoreError(NETWORK, file=self.name)] if on_network(self.path) else []
        if self.exists() and not is_writable(self.path):
            self.notes.append(CoreError(READ_ONLY, file=self.name))

    def exists(self) -> bool:
        return self.path.exists()

    def must_exist(self) -> None:
        """CoreError where there is no such file.

        Its content is left to SQLite: to open and close the file here would let go of the locks that QGIS, in this same
        process, holds on it (so POSIX has it).
        """
        if not self.path.is_file():
            text = N_(
                "There is no workspace '{file}': it was moved or deleted. Open it where it is now, or another one."
            )
            raise CoreError(text, file=str(self.path))

    @contextmanager
    def reading(self) -> Iterator[FileSession]:
        """One state of the file, whatever others write meanwhile."""
        self.must_exist()
        with said_plainly(self.path, writing=False), closing(self._opened()) as connection:
            connection.execute("BEGIN")
            yield FileSession(connection)
            connection.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[FileSession]:
        """One transaction: all of it or, when anything fails, nothing."""
        self.must_exist()
        must_be_writable(self.path)
        with said_plainly(self.path, writing=True), closing(self._connect()) as connection:
            connection.execute("PRAGMA busy_timeout = 0")
            with suppress(sqlite3.OperationalError):  # another program has its own log open: a transaction there too
                connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute(f"PRAGMA busy_timeout = {int(WAIT_S * 1000)}")
            yield from self._transaction(connection)

    @contextmanager
    def making(self) -> Iterator[FileSession]:
        """A new file, complete or not there at all; CoreError where there is one of this name."""
        must_be_writable(self.path)
        fresh = self.path.with_name(f"{self.path.name}.{os.getpid()}.new")
        try:
            with said_plainly(self.path, writing=True):
                with closing(sqlite3.connect(fresh, isolation_level=None)) as connection:
                    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                    connection.execute(f"PRAGMA user_version = {USER_VERSION}")
                    connection.executescript(GEOPACKAGE)
                    yield from self._transaction(connection)
                self._appear(fresh)
        finally:
            with suppress(OSError):
                fresh.unlink()

    def _appear(self, fresh: Path) -> None:
        try:
            if hasattr(os, "link") and os.name != "nt":
                os.link(fresh, self.path)  # refused where the name is taken, even a moment ago
            else:
                os.rename(fresh, self.path)  # so does this on Windows
        except FileExistsError:
            raise CoreError(N_("There is already a file '{file}'."), file=self.place) from None
        except OSError:  # a disk without links
            if self.path.exists():
                raise CoreError(N_("There is already a file '{file}'."), file=self.place) from None
            os.rename(fresh, self.path)

    def _transaction(self, connection: sqlite3.Connection) -> Iterator[FileSession]:
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield FileSession(connection)
            connection.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):  # a full disk has rolled back by itself
                connection.execute("ROLLBACK")
            raise

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=WAIT_S, isolation_level=None)
        for name, function in st_functions().items():
            connection.create_function(name, 1, function)
        return connection

    def _opened(self) -> sqlite3.Connection:
        """For reading; from a disc or folder where nothing can be written too, whatever way QGIS left the file in."""
        connection = self._connect()
        try:
            connection.execute("SELECT 1 FROM sqlite_master LIMIT 1")
        except sqlite3.OperationalError:
            connection.close()
            if os.access(self.path.parent, os.W_OK) or Path(f"{self.path}-wal").exists():
                raise
            uri = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
            connection = sqlite3.connect(uri, uri=True, isolation_level=None)
        return connection
