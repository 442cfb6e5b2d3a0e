"""The sea around and within a raster of heights, for places that lie there: holes of the raster that open to it are water, a
hole within the land is ground that nobody measured."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..errors import N_, CoreError
from .ground import MOST_CELLS, Ground, cells_over

_BLOCK = 4_000_000
"""Cells looked at in one step: it bounds the memory."""


def over_water(ground: Ground, bounds: tuple[float, float, float, float], masts: np.ndarray) -> Ground:
    """The ground out to `bounds` (degrees), water at 0 m where the raster ends or its holes open to the sea: for places there.

    A hole within the land stays unknown, and so does the ground of `masts` (degrees, (n, 2)) whose height is not told.
    """
    low, high = (
        np.floor(edge(cells_over(ground.crs, ground.to_cell, bounds), axis=0)).astype(int) for edge in (np.min, np.max)
    )
    low, high = np.minimum(low - 1, 0), np.maximum(high + 2, ground.heights.shape[::-1])
    width, height = high - low
    if width * height > MOST_CELLS:
        text = N_(
            "Over the sea '{file}' would make {count} million cells, more than {most} million: resample it to larger cells first."
        )
        raise CoreError(text, file=ground.name, count=round(width * height / 1e6), most=round(MOST_CELLS / 1e6))
    heights = np.zeros((height, width), np.float32)
    rows, columns = ground.heights.shape
    land = np.maximum(np.where(sea_holes(ground.heights), 0, ground.heights), 0)  # below 0 m lies the sea's bed
    heights[-low[1] : rows - low[1], -low[0] : columns - low[0]] = land
    wide = replace(ground, heights=heights, to_cell=ground.to_cell - np.array([[0, 0, low[0]], [0, 0, low[1]]]))
    lost = wide.cells(masts[np.isnan(ground.at(masts))])
    column, row = lost[np.isfinite(lost).all(axis=1)].astype(int).T
    heights[row, column] = np.nan
    return wide


def sea_holes(heights: np.ndarray) -> np.ndarray:
    """Cells (rows, columns) without a height (NaN) from which a way over such cells leads to the raster's edge or to water,
    which is a height of 0 m or less; by sides, not corners."""
    holes = np.isnan(heights)
    if not holes.any():
        return holes
    with np.errstate(invalid="ignore"):
        sea = heights <= 0
    found = np.zeros(holes.shape, bool)
    for edge in (found[0], found[-1], found[:, 0], found[:, -1]):
        edge[:] = True
    found[1:] |= sea[:-1]
    found[:-1] |= sea[1:]
    found[:, 1:] |= sea[:, :-1]
    found[:, :-1] |= sea[:, 1:]
    found &= holes
    before, count = -1, int(found.sum())
    while count > before:
        _along_rows(holes, found)
        _along_rows(holes.T, found.T)
        before, count = count, int(found.sum())
    return found


def _along_rows(holes: np.ndarray, found: np.ndarray) -> None:
    """Whatever is in one run of holes with a cell that is found is found too."""
    step = max(_BLOCK // holes.shape[1], 1)
    for start in range(0, len(holes), step):
        rows = slice(start, start + step)
        inside, there = np.ascontiguousarray(holes[rows]), np.ascontiguousarray(found[rows])
        ends = ~inside
        ends[:, 0] = True  # a run ends with its row
        run = np.cumsum(ends.ravel(), dtype=np.int32).reshape(inside.shape)
        hit = np.zeros(int(run[-1, -1]) + 1, bool)
        hit[run[there]] = True
        found[rows] = inside & hit[run]
