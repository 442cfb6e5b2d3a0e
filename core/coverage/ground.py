"""The ground from a raster of heights, in the raster's own grid; what can't be heights is said or void, never guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Optional

import numpy as np
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError

from ..errors import N_, CoreError
from ..metric import DEGREES, geodesic_m
from .raising import gdal_raises

_LOWEST_M, _HIGHEST_M = -500.0, 9000.0  # the Dead Sea's shore lies at -430 m, the highest summit at 8849 m
_FOOT_M, _SURVEY_FOOT_M = 0.3048, 0.30480061
_UNIT_M = {"ft": _FOOT_M, "foot": _FOOT_M, "feet": _FOOT_M, "us survey foot": _SURVEY_FOOT_M, "ftus": _SURVEY_FOOT_M}
_UNIT_M.update({"dm": 0.1, "cm": 0.01, "mm": 0.001})
MOST_CELLS = 60_000_000  # 240 MB
_ODD_SHARE = 1e-4


@dataclass(frozen=True)
class Ground:
    """Heights in m above the sea by row and column, float32, NaN where there is none; a height holds for its whole cell."""

    heights: np.ndarray
    crs: CRS
    to_cell: np.ndarray
    """(2, 3): column and row of a place in the raster's CRS; cell (0, 0) reaches from 0 to 1."""
    cell_m: float
    """The shorter side of a cell in the middle of the raster, on the ground."""
    name: str
    surface: bool = False
    """Whether the heights are those of tree tops and roofs."""

    @cached_property
    def _from_degrees(self) -> Transformer:
        return Transformer.from_crs(DEGREES, self.crs, always_xy=True)

    @cached_property
    def has_sea(self) -> bool:
        """Whether any height is 0 m or less."""
        with np.errstate(invalid="ignore"):
            return bool((self.heights <= 0).any())

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """A box in degrees around the raster: west, south, east, north."""
        rows, columns = self.heights.shape
        edge = np.linspace(0, 1, 21)
        column, row = (side.ravel() for side in np.meshgrid(edge * columns, edge * rows))
        to_place = np.linalg.inv(np.vstack([self.to_cell, [0, 0, 1]]))[:2]
        x, y = to_place @ np.vstack([column, row, np.ones(len(row))])
        lon, lat = self._from_degrees.transform(x, y, direction="INVERSE")
        return float(np.min(lon)), float(np.min(lat)), float(np.max(lon)), float(np.max(lat))

    def cells(self, lonlat: np.ndarray) -> np.ndarray:
        """Columns and rows (n, 2), with fractions, of places in degrees; NaN outside the raster."""
        place = self.place(lonlat)
        rows, columns = self.heights.shape
        with np.errstate(invalid="ignore"):
            inside = (place >= 0).all(axis=1) & (place[:, 0] < columns) & (place[:, 1] < rows)
        return np.where(inside[:, None], place, np.nan)

    def place(self, lonlat: np.ndarray) -> np.ndarray:
        """As `cells`, outside the raster too."""
        x, y = self._from_degrees.transform(lonlat[:, 0], lonlat[:, 1])
        return np.column_stack([x, y, np.ones(len(lonlat))]) @ self.to_cell.T

    def at(self, lonlat: np.ndarray) -> np.ndarray:
        """Heights in m at places in degrees; NaN outside and in voids."""
        return self.heights_of(self.cells(lonlat))

    def heights_of(self, place: np.ndarray) -> np.ndarray:
        """Heights in m of `cells`."""
        known = np.isfinite(place).all(axis=1)
        found = np.full(len(place), np.nan)
        column, row = place[known].astype(int).T
        found[known] = self.heights[row, column]
        return found


@gdal_raises()
def read_ground(path: str, bounds: Optional[tuple[float, float, float, float]] = None, surface: bool = False) -> Ground:
    """Read the first band of a GDAL raster as `Ground`; of a large one what lies within `bounds` (degrees: west, south, east, north).

    Heights are in m, or in feet, dm, cm or mm where the band's unit says so, by the band's scale and offset. Voids are the band's no-data
    value, NaN, and what no place on earth has. CoreError names the raster and the cure: unreadable, no CRS, no place, nothing but voids,
    heights like feet.
    """
    from osgeo import gdal

    name = path.replace("\\", "/").rpartition("/")[2]
    try:
        raster = gdal.Open(path)
    except RuntimeError as error:
        raise unreadable(name, error) from error
    crs = crs_of(raster.GetProjection(), name)
    affine = affine_of(raster.GetGeoTransform(), name)
    to_cell = np.linalg.inv(np.vstack([affine, [0, 0, 1]]))[:2]
    column, row, width, height = _window(raster.RasterXSize, raster.RasterYSize, crs, to_cell, bounds, name)
    if width * height > MOST_CELLS:
        text = N_(
            "'{file}' has {count} million cells in the area that is needed, more than {most} million: clip or resample it first."
        )
        raise CoreError(text, file=name, count=round(width * height / 1e6), most=round(MOST_CELLS / 1e6))
    band = raster.GetRasterBand(1)
    try:
        values = band.ReadAsArray(column, row, width, height)
    except RuntimeError as error:
        raise unreadable(name, error) from error
    heights = _in_metres(_told(values, band), str(band.GetUnitType() or ""), name)
    to_cell = to_cell - np.array([[0, 0, column], [0, 0, row]])
    return Ground(heights, crs, to_cell, _cell_m(crs, affine, column + width / 2, row + height / 2), name, surface)


def unreadable(name: str, error: RuntimeError) -> CoreError:
    """What is said of a raster that GDAL can't read, or not to its end."""
    return CoreError(N_("'{file}' can't be read as a raster: {reason}"), file=name, reason=str(error))


def crs_of(text: str, name: str) -> CRS:
    """The system of a raster from its WKT. CoreError where there is none, or none that leads to degrees."""
    if not text:
        raise CoreError(
            N_("Raster '{file}' has no coordinate system. Assign it (Raster > Projections), then run again."), file=name
        )
    try:
        crs = CRS.from_wkt(text)
        Transformer.from_crs(DEGREES, crs, always_xy=True)
    except (CRSError, ProjError) as error:
        reason = str(error)
        raise CoreError(
            N_("The coordinate system of raster '{file}' can't be used: {reason}"), file=name, reason=reason
        ) from error
    return crs


def affine_of(transform: Sequence[float], name: str) -> np.ndarray:
    """(2, 3): from column and row to the place in the raster's CRS. CoreError where GDAL's transform leads to no place: it is
    0, 1, 0, 0, 0, 1 for a picture that nobody laid on the map."""
    affine = np.reshape(transform, (2, 3))[:, [1, 2, 0]]
    if tuple(transform) == (0, 1, 0, 0, 0, 1) or np.linalg.det(affine[:, :2]) == 0:
        raise CoreError(N_("Raster '{file}' lies nowhere on the map: georeference it, then run again."), file=name)
    return affine


def _window(
    columns: int,
    rows: int,
    crs: CRS,
    to_cell: np.ndarray,
    bounds: Optional[tuple[float, float, float, float]],
    name: str,
) -> tuple[int, int, int, int]:
    """Column, row, width and height of what lies within bounds."""
    if bounds is None:
        return 0, 0, columns, rows
    place = cells_over(crs, to_cell, bounds)
    if not len(place):
        raise _elsewhere(name)
    low = np.maximum(np.floor(place.min(axis=0)).astype(int) - 1, 0)
    high = np.minimum(np.ceil(place.max(axis=0)).astype(int) + 1, [columns, rows])
    if (high <= low).any():
        raise _elsewhere(name)
    return int(low[0]), int(low[1]), int(high[0] - low[0]), int(high[1] - low[1])


def cells_over(crs: CRS, to_cell: np.ndarray, bounds: tuple[float, float, float, float]) -> np.ndarray:
    """Columns and rows (n, 2), with fractions, of places all over a box in degrees."""
    west, south, east, north = bounds
    along = np.linspace(0, 1, 21)
    lon, lat = np.meshgrid(west + along * (east - west), south + along * (north - south))
    x, y = Transformer.from_crs(DEGREES, crs, always_xy=True).transform(lon.ravel(), lat.ravel())
    place = np.column_stack([x, y, np.ones(len(x))]) @ to_cell.T
    return place[np.isfinite(place).all(axis=1)]


def _elsewhere(name: str) -> CoreError:
    return CoreError(
        N_("Raster '{file}' lies elsewhere: it holds none of the sites and places that are asked for."), file=name
    )


def _told(values: np.ndarray, band: Any) -> np.ndarray:
    """What the band's numbers stand for, float32: voids as NaN, the rest by its scale and offset."""
    heights, void = values.astype(np.float32), band.GetNoDataValue()
    for number in (*_fullest(values.dtype), *([] if void is None else [void])):
        heights[heights == np.float32(number)] = np.nan
    scale, offset = band.GetScale(), band.GetOffset()
    heights *= np.float32(1.0 if scale is None else scale)
    heights += np.float32(offset or 0.0)
    return heights


def _fullest(kind: np.dtype) -> tuple[int, ...]:
    """The last numbers that whole ones of two bytes or more can hold: voids that nobody marked."""
    if kind.kind not in "iu" or kind.itemsize < 2:
        return ()
    return (np.iinfo(kind).max, *([np.iinfo(kind).min] if kind.kind == "i" else []))


def _in_metres(heights: np.ndarray, unit: str, name: str) -> np.ndarray:
    with np.errstate(invalid="ignore"):
        heights *= np.float32(_UNIT_M.get(unit.strip().casefold(), 1.0))
        heights[(heights < _LOWEST_M) | (heights > 1e5)] = np.nan  # -32768, -9999, 3.4e38: voids that nobody marked
        too_high = int((heights > _HIGHEST_M).sum())
    known = int(np.isfinite(heights).sum())
    if not known:
        raise CoreError(N_("Raster '{file}' holds no height where it is needed, only voids."), file=name)
    if too_high > _ODD_SHARE * known:
        text = N_(
            "Raster '{file}' has heights up to {height} m: they can't be metres. Are they feet? Convert them to metres."
        )
        raise CoreError(text, file=name, height=f"{float(np.nanmax(heights)):.0f}")
    heights[heights > _HIGHEST_M] = np.nan
    return heights


def _cell_m(crs: CRS, affine: np.ndarray, column: float, row: float) -> float:
    """The shorter side of a cell on the ground."""
    corners = np.array([[column, row, 1], [column + 1, row, 1], [column, row + 1, 1]]) @ affine.T
    lonlat = np.column_stack(Transformer.from_crs(crs, DEGREES, always_xy=True).transform(*corners.T))
    return float(geodesic_m(lonlat[[0, 0]], lonlat[[1, 2]]).min())


def told_in_feet(ground: Ground, lonlat: np.ndarray, told_m: np.ndarray) -> bool:
    """Whether the raster's heights are about 3.28 times what sites tell of their ground: three sites or more above 20 m, the
    median within 5 %."""
    there = ground.at(lonlat)
    use = np.isfinite(there) & (np.asarray(told_m, float) > 20)
    ratio = there[use] / np.asarray(told_m, float)[use]
    return bool(use.sum() >= 3 and abs(np.median(ratio) * 0.3048 - 1) < 0.05)
