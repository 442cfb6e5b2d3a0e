"""Geometries as GeoPackage keeps them, and which one type holds those of a table."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any, Optional

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

SRS = 4490
_TYPES = {0: "POINT", 1: "LINESTRING", 3: "POLYGON", 4: "MULTIPOINT", 5: "MULTILINESTRING", 6: "MULTIPOLYGON"}
_MULTI = {1: (shapely.multilinestrings, 5), 3: (shapely.multipolygons, 6), 0: (shapely.multipoints, 4)}
_KINDS = {"point": "POINT", "line": "MULTILINESTRING", "polygon": "MULTIPOLYGON"}
_ENVELOPE = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}


def one_type(frame: pd.DataFrame, family: str = "any") -> tuple[str, Any]:
    """The type of a table's column and its shapes, flat, None where empty; '' and None for a table without places.

    Lines and areas become multi types, points where a row has several; what mixes families is a GEOMETRY column.
    `family`: what the table is meant for, where no row tells.
    """
    if not isinstance(frame, gpd.GeoDataFrame) or frame._geometry_column_name not in frame.columns:
        return "", None
    shapes = shapely.force_2d(frame.geometry.to_numpy().copy())
    shapes[shapely.is_empty(shapes)] = None
    ids = shapely.get_type_id(shapes)
    present = set(ids[ids >= 0].tolist())
    if not present:
        return _KINDS.get(str(frame.attrs.get("geometry", family)), "POINT"), shapes
    for single, (collect, several) in _MULTI.items():
        if present <= {single, several}:
            if single == 0 and several not in present:
                return "POINT", shapes
            bare = np.flatnonzero(ids == single)
            shapes[bare] = [collect([shape]) for shape in shapes[bare]]
            return _TYPES[several], shapes
    return "GEOMETRY", shapes


def to_blobs(shapes: Any) -> list[Optional[bytes]]:
    """GeoPackage blobs: a header (with the envelope, but for points) and WKB."""
    bounds = shapely.bounds(shapes)
    points = shapely.get_type_id(shapes) == 0
    bare = struct.pack("<2sBBi", b"GP", 0, 1, SRS)
    boxed = struct.pack("<2sBBi", b"GP", 0, 3, SRS)
    return [
        None
        if wkb is None
        else bare + wkb
        if point
        else boxed + struct.pack("<4d", box[0], box[2], box[1], box[3]) + wkb
        for wkb, box, point in zip(shapely.to_wkb(shapes, byte_order=1), bounds.tolist(), points)
    ]


def from_blobs(blobs: Sequence[Optional[bytes]]) -> Any:
    """The shapes of GeoPackage blobs, or of WKB; None where a blob is empty or is neither."""
    wkb = np.empty(len(blobs), dtype=object)
    wkb[:] = [None if blob is None else _wkb(blob) for blob in blobs]
    return shapely.from_wkb(wkb, on_invalid="ignore")


def _wkb(blob: bytes) -> Optional[bytes]:
    if blob[:2] != b"GP":
        return bytes(blob)
    if blob[3] & 16:
        return None
    return bytes(blob[8 + _ENVELOPE.get(blob[3] >> 1 & 7, 0) :])


def st_functions() -> dict[str, Any]:
    """What the triggers of a spatial index call: GDAL brings it, Python's SQLite does not."""

    def bound(place: int) -> Any:
        return lambda blob: None if blob is None else float(shapely.bounds(from_blobs([blob]))[0][place])

    return {
        "ST_IsEmpty": lambda blob: None if blob is None else int(from_blobs([blob])[0] is None),
        "ST_MinX": bound(0),
        "ST_MinY": bound(1),
        "ST_MaxX": bound(2),
        "ST_MaxY": bound(3),
    }
