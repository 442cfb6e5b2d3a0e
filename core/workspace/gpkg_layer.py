"""The tables of a GeoPackage: made, filled and read with SQLite alone, as GDAL and QGIS expect them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS

from ..errors import Progress, no_progress
from .columns import Column, as_series, fitted, written
from .shapes import SRS, from_blobs, one_type, to_blobs
from .statements import delete, insert, quoted, select

APPLICATION_ID, USER_VERSION = 0x47504B47, 10200  # "GPKG", version 1.2: what QGIS 3.22 reads without a warning
BATCH = 5000
_SQL = {
    "text": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
    "flag": "BOOLEAN",
    "date": "DATE",
    "datetime": "DATETIME",
}
_TYPES = {
    **{sql: name for name, sql in _SQL.items()},
    **dict.fromkeys(("MEDIUMINT", "INT", "SMALLINT", "TINYINT", "BIGINT"), "integer"),
    **dict.fromkeys(("DOUBLE", "FLOAT"), "number"),
}
GEOPACKAGE = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
  scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined cartesian SRS', -1, 'NONE', -1, 'undefined', NULL);
INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', NULL);
"""
_INDEX = """
CREATE VIRTUAL TABLE "rtree_{t}_geom" USING rtree(id, minx, maxx, miny, maxy);
CREATE TRIGGER "rtree_{t}_geom_update1" AFTER UPDATE OF geom ON "{t}" WHEN OLD.fid = NEW.fid AND (NEW.geom NOTNULL AND
  NOT ST_IsEmpty(NEW.geom)) BEGIN INSERT OR REPLACE INTO "rtree_{t}_geom" VALUES (NEW.fid, ST_MinX(NEW.geom),
  ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER "rtree_{t}_geom_update2" AFTER UPDATE OF geom ON "{t}" WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR
  ST_IsEmpty(NEW.geom)) BEGIN DELETE FROM "rtree_{t}_geom" WHERE id = OLD.fid; END;
CREATE TRIGGER "rtree_{t}_geom_update3" AFTER UPDATE ON "{t}" WHEN OLD.fid != NEW.fid AND (NEW.geom NOTNULL AND
  NOT ST_IsEmpty(NEW.geom)) BEGIN DELETE FROM "rtree_{t}_geom" WHERE id = OLD.fid; INSERT OR REPLACE INTO
  "rtree_{t}_geom" VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER "rtree_{t}_geom_update4" AFTER UPDATE ON "{t}" WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR
  ST_IsEmpty(NEW.geom)) BEGIN DELETE FROM "rtree_{t}_geom" WHERE id IN (OLD.fid, NEW.fid); END;
CREATE TRIGGER "rtree_{t}_geom_delete" AFTER DELETE ON "{t}" WHEN OLD.geom NOT NULL BEGIN DELETE FROM "rtree_{t}_geom"
  WHERE id = OLD.fid; END;
"""
_ON_INSERT = """
CREATE TRIGGER "rtree_{t}_geom_insert" AFTER INSERT ON "{t}" WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN
  INSERT OR REPLACE INTO "rtree_{t}_geom" VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom),
  ST_MaxY(NEW.geom)); END;
"""


def own_table(connection: sqlite3.Connection, table: str, columns: str) -> None:
    """A table of the workspace itself, which QGIS lists as one without places."""
    connection.execute(f'CREATE TABLE "{table}" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, {columns})')
    _list(connection, table, "attributes")


def _create(
    connection: sqlite3.Connection, table: str, kind: str, columns_given: Sequence[Column], index: Sequence[str]
) -> None:
    """An empty table with these columns, and with a spatial index where it has places."""
    names = [f"{quoted(c.name)} {_SQL[c.type]}" for c in columns_given]
    place = [f"geom {kind}"] if kind else []
    columns = ["fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL", *place, *names]
    connection.execute(f'CREATE TABLE "{table}" ({", ".join(columns)})')
    _list(connection, table, "features" if kind else "attributes")
    if index:
        connection.execute(f'CREATE INDEX "{table}_of" ON "{table}" ({", ".join(map(quoted, index))})')
    if kind:
        sql = "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)"
        connection.execute(sql, (table, kind, SRS))
        for statement in _statements(_INDEX.format(t=table)) + _statements(_ON_INSERT.format(t=table)):
            connection.execute(statement)
        sql = "INSERT INTO gpkg_extensions VALUES (?, 'geom', 'gpkg_rtree_index', ?, 'write-only')"
        connection.execute(sql, (table, "http://www.geopackage.org/spec120/#extension_rtree"))


def append(
    connection: sqlite3.Connection,
    table: str,
    frame: pd.DataFrame,
    index: Sequence[str] = (),
    progress: Progress = no_progress,
) -> None:
    """The frame's rows behind those that are there; a table or columns that are new are made. `index`: of a new table."""
    given = written(frame)
    kind, shapes = one_type(frame)
    there = {name.lower(): type_name for name, type_name in columns_of(connection, table)}
    if not there:
        _create(connection, table, kind, given, index)
        there = {name.lower(): type_name for name, type_name in columns_of(connection, table)}
    for column in given:
        if column.name.lower() not in there:
            connection.execute(f'ALTER TABLE "{table}" ADD COLUMN {quoted(column.name)} {_SQL[column.type]}')
    values = [fitted(column, there.get(column.name.lower(), column.type)) for column in given]
    spatial = _is_spatial(connection, table)
    start = connection.execute(select(["coalesce(max(fid), 0) + 1"], table)).fetchone()[0]
    names = ["fid", *(["geom"] if spatial else []), *(column.name for column in given)]
    places: list[Any] = [[None] * len(frame) if shapes is None else to_blobs(shapes)] if spatial else []
    rows = list(zip(range(start, start + len(frame)), *places, *values))
    indexed = spatial and bool(columns_of(connection, f"rtree_{table}_geom"))
    if indexed:
        connection.execute(f'DROP TRIGGER IF EXISTS "rtree_{table}_geom_insert"')  # it is filled at one go below
    sql = insert(table, names)
    for piece in _pieces(len(rows), progress):
        connection.executemany(sql, rows[piece])
    if indexed:
        _fill_index(connection, table, start, shapes)
    sql = "UPDATE gpkg_contents SET last_change = strftime('%Y-%m-%dT%H:%M:%fZ','now') WHERE table_name = ?"
    connection.execute(sql, (table,))


def _fill_index(connection: sqlite3.Connection, table: str, start: int, shapes: Any) -> None:
    if shapes is not None and len(shapes):
        bounds = shapely.bounds(shapes)
        filled = np.flatnonzero(np.isfinite(bounds).all(axis=1))
        boxes = bounds[filled][:, [0, 2, 1, 3]].tolist()
        rows = ((start + row, *box) for row, box in zip(filled.tolist(), boxes))
        connection.executemany(insert(f"rtree_{table}_geom", ["id", "minx", "maxx", "miny", "maxy"]), rows)
    for statement in _statements(_ON_INSERT.format(t=table)):
        connection.execute(statement)
    sql = select(["min(minx)", "min(miny)", "max(maxx)", "max(maxy)"], f"rtree_{table}_geom")
    extent = connection.execute(sql).fetchone()
    sql = "UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ? WHERE table_name = ?"
    connection.execute(sql, (*extent, table))


def drop(connection: sqlite3.Connection, table: str) -> None:
    """Take a table away, with its index and its entries."""
    if _is_spatial(connection, table):
        with suppress(sqlite3.OperationalError):
            connection.execute(f'DROP TABLE "rtree_{table}_geom"')
    connection.execute(f'DROP TABLE IF EXISTS "{table}"')
    for entries in ("gpkg_extensions", "gpkg_geometry_columns", "gpkg_ogr_contents", "gpkg_contents"):
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (entries,)).fetchone():
            connection.execute(delete(entries, "table_name = ?"), (table,))


def read_layer(connection: sqlite3.Connection, table: str) -> pd.DataFrame:
    """Any table of any GeoPackage, in its own CRS where it has places; the numbers of the rows are left out."""
    spatial = connection.execute(
        "SELECT g.column_name, s.organization, s.organization_coordsys_id, s.definition, g.geometry_type_name "
        "FROM gpkg_geometry_columns g JOIN gpkg_spatial_ref_sys s USING (srs_id) WHERE g.table_name = ?",
        (table,),
    ).fetchone()
    place = spatial[0] if spatial else None
    columns = [(name, kind) for name, kind in columns_of(connection, table) if name not in ("fid", place)]
    names = [name for name, _ in columns] + ([place] if place else [])
    chosen = [*map(quoted, names)] or ["fid"]
    rows = connection.execute(select(chosen, table, "ORDER BY rowid")).fetchall()
    cells = list(zip(*rows)) if rows else [()] * len(names)
    series = {name: as_series(values, kind) for (name, kind), values in zip(columns, cells)}
    frame = pd.DataFrame(series, index=pd.RangeIndex(len(rows)))
    if place:
        crs = CRS(f"{spatial[1]}:{spatial[2]}") if spatial[1].upper() == "EPSG" else None
        frame = gpd.GeoDataFrame(frame, geometry=from_blobs(cells[-1]), crs=crs)
        kinds = {"POINT": "point", "LINE": "line", "POLYGON": "polygon"}
        frame.attrs["geometry"] = next((w for k, w in kinds.items() if k in spatial[4].upper()), "any")
    frame.attrs["name"] = table
    return frame


def columns_of(connection: sqlite3.Connection, table: str) -> list[tuple[str, str]]:
    """Name and type of each column; what we have no word for is text."""
    info = connection.execute(f"PRAGMA table_info({quoted(table)})").fetchall()
    return [(name, _TYPES.get(kind.upper().split("(")[0], "text")) for _, name, kind, *_ in info]


def _is_spatial(connection: sqlite3.Connection, table: str) -> bool:
    sql = "SELECT 1 FROM gpkg_geometry_columns WHERE table_name = ?"
    return connection.execute(sql, (table,)).fetchone() is not None


def _list(connection: sqlite3.Connection, table: str, data_type: str) -> None:
    if not connection.execute("SELECT 1 FROM gpkg_spatial_ref_sys WHERE srs_id = ?", (SRS,)).fetchone():
        sql = "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, 'EPSG', ?, ?, NULL)"
        for code in (4326, SRS):
            connection.execute(sql, (f"EPSG:{code}", code, code, _wkt(code)))
    sql = "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES (?, ?, ?, ?)"
    connection.execute(sql, (table, data_type, table, SRS if data_type == "features" else None))


@cache
def _wkt(code: int) -> str:
    return CRS(code).to_wkt("WKT1_GDAL")


def _statements(script: str) -> list[str]:
    """One by one: executescript would end the transaction."""
    return [f"CREATE {part.strip()}" for part in script.split("\nCREATE ")[1:]]


def _pieces(count: int, progress: Progress) -> Iterator[slice]:
    for start in range(0, count, BATCH):
        progress(start / count)
        yield slice(start, start + BATCH)
    progress(1.0)
