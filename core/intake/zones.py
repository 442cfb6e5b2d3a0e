"""Metres of the national Gauss-Krueger zones: which number is the easting, which zone it says, and where that is."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd
from pyproj import CRS, Transformer

from .systems import CGCS2000, code_of_meridian, is_projected

MERIDIANS = np.arange(75, 136, 3)
"""Central meridians of the 3-degree zones over China; those of the 6-degree zones are among them."""

_NEAR, _FAR = 150_000.0, 850_000.0  # eastings 350 km either side of the central meridian's 500 km
_SOUTH, _NORTH = 330_000.0, 6_000_000.0  # northings of 3 to 54 degrees
_CERTAIN_SOUTH = 1_000_000.0  # a smaller northing may be mistaken for an easting without prefix
_FRAME = 108  # the meridian through which truncated numbers are turned: what counts is the distance from it


def read_metres(x: np.ndarray, y: np.ndarray) -> pd.DataFrame:
    """`easting` without prefix, `northing`, `zone` (0: no prefix), `turned` (y held the easting) of each pair.

    Sizes tell: a northing has seven digits, an easting six, or eight with the zone in front. NaN where none fits.
    """
    easting, northing = np.full(len(x), np.nan), np.full(len(x), np.nan)
    zone, turned = np.zeros(len(x), int), np.zeros(len(x), bool)
    for first, second, swapped in ((x, y, False), (y, x, True)):
        prefix = np.floor(np.nan_to_num(first) / 1e6).astype(int)
        zoned = ((prefix >= 13) & (prefix <= 23)) | ((prefix >= 25) & (prefix <= 45))
        rest = first - 1e6 * np.where(zoned, prefix, 0)
        south = np.where(zoned, _SOUTH, _CERTAIN_SOUTH)
        fits = np.isnan(easting) & (rest >= _NEAR) & (rest <= _FAR) & (second >= south) & (second <= _NORTH)
        easting, northing = np.where(fits, rest, easting), np.where(fits, second, northing)
        zone, turned = np.where(fits & zoned, prefix, zone), np.where(fits, swapped, turned)
    return pd.DataFrame({"easting": easting, "northing": northing, "zone": zone, "turned": turned})


def meridian_of_zone(zone: np.ndarray) -> np.ndarray:
    """The central meridian of a zone number: 25 to 45 are 3 degrees wide, 13 to 23 are 6."""
    return np.where(zone < 24, 6 * zone - 3, 3 * zone)


def from_meridian(easting: np.ndarray, northing: np.ndarray, datum: str = CGCS2000) -> tuple[np.ndarray, np.ndarray]:
    """Degrees east of whatever the central meridian is, and latitudes, on the ellipsoid of the datum."""
    frame = code_of_meridian(_FRAME, datum)
    lon, lat = _inverse(frame).transform(easting, northing, direction="INVERSE")
    return np.asarray(lon) - _FRAME, np.asarray(lat)


def meridian_of(name: str) -> float:
    """The central meridian of a national zone's system, with or without prefix; NaN for any other projected system."""
    if not is_projected(name):
        return np.nan
    crs = CRS.from_user_input(name)
    method = crs.coordinate_operation.method_name if crs.coordinate_operation else ""
    if "Transverse Mercator" not in method or crs.to_epsg() in range(32600, 32661):
        return np.nan
    values = {p.name: p.value for p in crs.coordinate_operation.params}
    scale, east = values.get("Scale factor at natural origin"), values.get("False easting", 0)
    return float(values["Longitude of natural origin"]) if scale == 1 and east % 1e6 == 500_000 else np.nan


@lru_cache(maxsize=64)
def _inverse(name: str) -> Transformer:
    crs = CRS.from_user_input(name)
    return Transformer.from_crs(crs.geodetic_crs, crs, always_xy=True)


def to_cgcs2000(name: str, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Degrees of CGCS2000 of x (east) and y (north) in any EPSG system."""
    lon, lat = Transformer.from_crs(name, CGCS2000, always_xy=True).transform(x, y)
    lon, lat = np.asarray(lon, float), np.asarray(lat, float)
    return np.where(np.isfinite(lon), lon, np.nan), np.where(np.isfinite(lat), lat, np.nan)
