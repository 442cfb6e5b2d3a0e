"""Latitude before longitude: what services swap is put right where China itself tells the two apart."""

from __future__ import annotations

from typing import Any, Optional

import numpy as np
from pyproj import CRS
from pyproj.exceptions import CRSError

LONGITUDES, LATITUDES = (73.0, 136.0), (3.0, 54.0)
"""China's degrees do not overlap, so a pair can be read only one way."""


def in_order(rows: list[dict[str, Any]], crs: Optional[str]) -> bool:
    """Whether the rows had latitude first, which is then turned in place. Systems in metres are left alone."""
    if not _in_degrees(crs):
        return False
    firsts = [place for row in rows if (place := _first((row["geometry"] or {}).get("coordinates"))) is not None]
    if not firsts:
        return False
    x, y = np.array(firsts, dtype=float).T
    right = _within(x, LONGITUDES) & _within(y, LATITUDES)
    swapped = _within(y, LONGITUDES) & _within(x, LATITUDES)
    if right.any() or swapped.mean() < 0.9:
        return False
    for row in rows:
        if row["geometry"] and "coordinates" in row["geometry"]:
            row["geometry"]["coordinates"] = _turned(row["geometry"]["coordinates"])
    return True


def _in_degrees(crs: Optional[str]) -> bool:
    try:
        return crs is None or CRS(crs).is_geographic
    except CRSError:
        return False


def _within(values: np.ndarray, limits: tuple[float, float]) -> np.ndarray:
    return (values >= limits[0]) & (values <= limits[1])


def _is_place(value: Any) -> bool:
    return len(value) >= 2 and all(isinstance(v, (int, float)) for v in value[:2])


def _first(value: Any) -> Optional[list[float]]:
    while isinstance(value, list) and value:
        if _is_place(value):
            return [float(value[0]), float(value[1])]
        value = value[0]
    return None


def _turned(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    if _is_place(value):
        return [value[1], value[0], *value[2:]]
    return [_turned(each) for each in value]
