"""Other people's coverage in a raster, set beside ours: where both say the same, and how far the levels are apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

import numpy as np
from pyproj import Transformer

from ..errors import N_, CoreError, Progress, no_progress
from ..metric import DEGREES
from .ground import affine_of, crs_of, unreadable
from .raising import gdal_raises

LEVEL, MASK = "level", "mask"
COVERED, GAP, UNTOLD = 1, 0, -1
_LEVELS_DBM = (-160.0, -20.0)
_STRIP = 1024  # rows of the raster that are read at once


@dataclass(frozen=True)
class Agreement:
    """How many places each of the two covers. `ours_unknown`: they say something, we do not; `no_data`: they do not.

    `difference_db`: our level less theirs in the mean over `compared` places, `spread_db` its standard deviation; NaN
    where fewer than two can be compared.
    """

    both: int
    only_ours: int
    only_theirs: int
    neither: int
    ours_unknown: int
    no_data: int
    compared: int
    difference_db: float
    spread_db: float

    @property
    def agreed(self) -> float:
        """The share of the places of which both say something where they say the same; NaN where there is none."""
        told = self.both + self.neither + self.only_ours + self.only_theirs
        return (self.both + self.neither) / told if told else float("nan")


@gdal_raises()
def sample_raster(path: str, lonlat: np.ndarray, progress: Progress = no_progress) -> np.ndarray:
    """The first band of a GDAL raster of any CRS in the cell that each place (degrees, (n, 2)) lies in; NaN outside it and
    at its no-data value. CoreError for what cannot be read or has no CRS or place."""
    from osgeo import gdal

    name = file_name(path)
    try:
        raster = gdal.Open(path)
    except RuntimeError as error:
        raise unreadable(name, error) from error
    to_crs = Transformer.from_crs(DEGREES, crs_of(raster.GetProjection(), name), always_xy=True)
    affine = affine_of(raster.GetGeoTransform(), name)
    to_cell = np.linalg.inv(np.vstack([affine, [0, 0, 1]]))[:2]
    xy = np.column_stack([*to_crs.transform(lonlat[:, 0], lonlat[:, 1]), np.ones(len(lonlat))])
    cell = np.where(np.isfinite(xy).all(axis=1)[:, None], xy, -1e9) @ to_cell.T
    column, row = np.floor(np.clip(cell, -1e9, 1e9)).astype(int).T
    inside = np.flatnonzero((column >= 0) & (row >= 0) & (column < raster.RasterXSize) & (row < raster.RasterYSize))
    inside = inside[np.argsort(row[inside], kind="stable")]
    band = raster.GetRasterBand(1)
    scale, offset = band.GetScale() or 1.0, band.GetOffset() or 0.0
    found = np.full(len(lonlat), np.nan)
    strips = row[inside] // _STRIP
    for start in np.unique(strips):
        own = inside[strips == start]
        left, top = int(column[own].min()), int(row[own].min())
        width, height = int(column[own].max()) - left + 1, int(row[own].max()) - top + 1
        try:
            values = band.ReadAsArray(left, top, width, height).astype(float)
        except RuntimeError as error:
            raise unreadable(name, error) from error
        if band.GetNoDataValue() is not None:
            values[values == float(band.GetNoDataValue())] = np.nan
        found[own] = values[row[own] - top, column[own] - left] * scale + offset
        progress(float(start + 1) / (strips.max() + 1))
    return np.where(np.isfinite(found), found, np.nan)


def meaning(values: np.ndarray, path: str) -> Optional[str]:
    """What a raster's values are: LEVEL (RSRP in dBm) or MASK (0 and 1); None where there is none. CoreError for others."""
    known = values[np.isfinite(values)]
    if not len(known):
        return None
    if np.isin(known, (0.0, 1.0)).all():
        return MASK
    low, high = float(known.min()), float(known.max())
    if low >= _LEVELS_DBM[0] and high <= _LEVELS_DBM[1]:
        return LEVEL
    text = N_(
        "The values of raster '{file}' ({low} to {high}) are neither levels in dBm (-160 to -20) nor a mask of 0 and 1. Mark "
        "what is no value as no-data, or choose another raster."
    )
    raise CoreError(text, file=file_name(path), low=f"{low:g}", high=f"{high:g}")


def said(values: np.ndarray, kind: Optional[str], threshold_dbm: float) -> np.ndarray:
    """What the other says of each place: COVERED, GAP, or UNTOLD without data."""
    covered = values >= (threshold_dbm if kind == LEVEL else 0.5)
    return np.where(np.isnan(values), UNTOLD, np.where(covered, COVERED, GAP))


def agreement(ours: np.ndarray, theirs: np.ndarray, difference_db: np.ndarray) -> Agreement:
    """Compare what both say (COVERED, GAP, UNTOLD) of places; `difference_db` NaN where levels cannot be compared."""
    told = theirs != UNTOLD
    apart = difference_db[np.isfinite(difference_db)]
    enough = len(apart) > 1

    def count(we: int, they: int) -> int:
        return int(((ours == we) & (theirs == they)).sum())

    return Agreement(
        count(COVERED, COVERED),
        count(COVERED, GAP),
        count(GAP, COVERED),
        count(GAP, GAP),
        int((told & (ours == UNTOLD)).sum()),
        int((~told).sum()),
        len(apart),
        float(apart.mean()) if enough else float("nan"),
        float(apart.std(ddof=1)) if enough else float("nan"),
    )


def file_name(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2]
