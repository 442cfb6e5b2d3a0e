"""The tables of a schema: made, filled and read in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..errors import Progress, no_progress
from ..metric import DEGREES
from .columns import as_series, fitted, written
from .gathered import gathered
from .shapes import SRS, one_type
from .statements import quoted, select
from .tables import INDEXES

try:
    from psycopg2.extras import execute_batch, execute_values
except ImportError:  # postgis.py says so before a session is made
    execute_batch = execute_values = None

BATCH = 2000
_SQL = {
    "text": "text", "integer": "bigint", "number": "double precision", "flag": "boolean", "date": "date",
    "datetime": "timestamp",
}  # fmt: skip
_TYPES = {
    **dict.fromkeys(("bigint", "integer", "smallint"), "integer"),
    **dict.fromkeys(("double precision", "real", "numeric"), "number"),
    "boolean": "flag", "date": "date", "timestamp without time zone": "datetime",
}  # fmt: skip


class ServerSession:
    """What is read or written in one transaction of a schema, which is the first on the search path."""

    def __init__(self, cursor: Any, schema: str) -> None:
        self.cursor, self.schema = cursor, schema

    def run(self, sql: str, *values: Any) -> int:
        self.cursor.execute(*((_marked(sql), values) if values else (sql,)))  # names of columns may hold a ? or %
        return self.cursor.rowcount

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        execute_batch(self.cursor, _marked(sql), list(rows), page_size=500)

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        self.run(sql, *values)
        return self.cursor.fetchall()

    def lock(self, shared: bool = False) -> None:
        """Until the end of the transaction: runs are stored one after the other, decisions side by side."""
        name = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
        self.rows(f"SELECT {name}(hashtext(?))", f"fengsui {self.schema}")

    def has(self, table: str) -> bool:
        return self.rows("SELECT to_regclass(?)", f"{quoted(self.schema)}.{quoted(table)}")[0][0] is not None

    def tables(self) -> list[str]:
        sql = (
            "SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace "
            "WHERE nspname = ? AND relkind = 'r' ORDER BY pg_class.oid"
        )
        return [name for (name,) in self.rows(sql, self.schema)]

    def make_own(self, table: str, columns: str) -> None:
        columns = columns.replace(" INTEGER", " bigint")
        self.run(f"CREATE TABLE {quoted(table)} (fid bigserial PRIMARY KEY, {columns})")

    def drop(self, table: str) -> None:
        """Take a table away, where it is there."""
        self.run(f"DROP TABLE IF EXISTS {quoted(table)}")

    def put(self, table: str, frame: pd.DataFrame, progress: Progress = no_progress) -> None:
        """The frame in place of what the table held."""
        self.drop(table)
        self.add(table, frame, progress)

    def add(self, table: str, frame: pd.DataFrame, progress: Progress = no_progress) -> None:
        """The frame's rows behind those of the table, which is made when it is not there."""
        kind, shapes = one_type(frame)
        given = written(frame)
        if not self.has(table):
            place = [f"geom geometry({kind}, {SRS})"] if kind else []
            columns = [f"{quoted(column.name)} {_SQL[column.type]}" for column in given]
            listed = ", ".join(["fid bigserial PRIMARY KEY", *place, *columns])
            self.run(f"CREATE TABLE {quoted(table)} ({listed})")
            if kind:
                self.run(f"CREATE INDEX ON {quoted(table)} USING gist (geom)")
            if table in INDEXES:
                self.run(f"CREATE INDEX ON {quoted(table)} ({', '.join(map(quoted, INDEXES[table]))})")
        there = self.columns_of(table)
        spatial = "geom" in there
        for column in given:
            if column.name not in there:
                self.run(f"ALTER TABLE {quoted(table)} ADD COLUMN {quoted(column.name)} {_SQL[column.type]}")
        cells = [fitted(column, there.get(column.name, column.type)) for column in given]
        places: list[Any] = []
        if spatial:
            places = [[None] * len(frame) if shapes is None else _ewkb(shapes)]
        rows = list(zip(*places, *cells))
        names = ", ".join([*(["geom"] if spatial else []), *(quoted(c.name) for c in given)])
        sql = " ".join(["INSERT", "INTO", _literal(quoted(table)), "(", _literal(names), ") VALUES %s"])
        for start in range(0, len(rows), BATCH):
            progress(start / len(rows))
            execute_values(self.cursor, sql, rows[start : start + BATCH], page_size=500)
        progress(1.0)

    def read(self, table: str) -> pd.DataFrame:
        """The table in EPSG:4490, without the numbers of its rows."""
        columns = {name: kind for name, kind in self.columns_of(table).items() if name not in ("fid", "geom")}
        spatial = "geom" in self.columns_of(table)
        chosen = [*map(quoted, columns), *(["ST_AsBinary(geom)"] if spatial else [])]
        rows = self.rows(select(chosen or ["fid"], table, "ORDER BY fid"))
        cells = list(zip(*rows)) if rows else [()] * len(chosen)
        series = {name: as_series(values, kind) for (name, kind), values in zip(columns.items(), cells)}
        frame = pd.DataFrame(series, index=pd.RangeIndex(len(rows)))
        if spatial:
            wkb = np.empty(len(rows), dtype=object)
            wkb[:] = [None if value is None else bytes(value) for value in cells[-1]]
            frame = gpd.GeoDataFrame(frame, geometry=shapely.from_wkb(wkb), crs=DEGREES)
        frame.attrs["name"] = table
        return frame

    def read_unplaced(self, table: str) -> pd.DataFrame:
        """A table of ours as `read`, but the places stay blobs, in a column `place`: for very many rows."""
        kinds = self.columns_of(table)
        place = "ST_AsBinary(geom)" if kinds.pop("geom", None) else ""
        kinds.pop("fid", None)
        source = " ".join(["(", select(["*"], table, "ORDER BY fid"), ") AS ordered"])
        return gathered(self, kinds, place, "json_agg({})::text", source)

    def columns_of(self, table: str) -> dict[str, str]:
        sql = (
            "SELECT column_name, data_type FROM information_schema.columns "
            "WHERE table_schema = ? AND table_name = ? ORDER BY ordinal_position"
        )
        return {name: _TYPES.get(kind, "text") for name, kind in self.rows(sql, self.schema, table)}


def _ewkb(shapes: Any) -> Any:
    return shapely.to_wkb(shapely.set_srid(shapes, SRS), hex=True, include_srid=True)


def _marked(sql: str) -> str:
    return sql.replace("%", "%%").replace("?", "%s")


def _literal(sql: str) -> str:
    return sql.replace("%", "%%")
