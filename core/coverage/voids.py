"""Which holes of a raster of heights are the sea: those that open to it. A hole within the land is ground nobody measured."""

from __future__ import annotations

import numpy as np

_BLOCK = 4_000_000
"""Cells looked at in one step: it bounds the memory."""


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
