"""Places sorted into the cells of a grid in degrees: those in a box are a few ranges of one array, found without a search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

_PER_PLACE = 16
_ROOM = 1e-9
_LOT = 500_000


@dataclass(frozen=True)
class Cells:
    """Places by cell, row of latitude by row, from west to east in each."""

    order: np.ndarray
    """Positions of the places, by cell."""
    begin: np.ndarray
    """Where each cell begins in `order`; one entry more than there are cells."""
    corner: np.ndarray
    """West and south of the grid, in degrees."""
    step: np.ndarray
    """Width and height of a cell, in degrees."""
    shape: tuple[int, int]
    """Columns and rows."""

    def near(self, low: np.ndarray, high: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Pairs of boxes (corners `low` and `high`, (n, 2) degrees) and places, ordered by box, half a million at a time.

        Places are positions in `order`. Every place in a box is found, and some beside it, up to a cell away.
        """
        (west, east), (south, north) = (
            self._range(low[:, axis] - _ROOM, high[:, axis] + _ROOM, axis) for axis in (0, 1)
        )
        rows = np.flatnonzero((west <= east) & (south <= north))
        count = (north - south + 1)[rows]
        box = np.repeat(rows, count)
        line = self.shape[0] * (np.arange(len(box)) + np.repeat(south[rows] - np.cumsum(count) + count, count))
        begin = self.begin[line + west[box]]
        count = self.begin[line + east[box] + 1] - begin
        held = np.flatnonzero(count)
        box, begin, count = box[held], begin[held], count[held]
        end = np.cumsum(count)
        lots = np.asarray(np.searchsorted(end, np.arange(0, end[-1] if len(end) else 0, _LOT)))
        for lot in np.split(np.arange(len(held)), lots[1:]):
            own = count[lot]
            place = np.arange(own.sum()) + np.repeat(begin[lot] - np.cumsum(own) + own, own)
            yield np.repeat(box[lot], own), place

    def _range(self, low: np.ndarray, high: np.ndarray, axis: int) -> tuple[np.ndarray, np.ndarray]:
        """The first and last column (or row) of boxes; the last comes before the first where a box lies beside the grid."""
        first, last = (np.floor((edge - self.corner[axis]) / self.step[axis]) for edge in (low, high))
        most = self.shape[axis] - 1
        return np.maximum(first, 0).astype(np.int64), np.minimum(last, most).astype(np.int64)


def cells_of(lonlat: np.ndarray, row_deg: float) -> Cells:
    """A grid over at least one place, (n, 2) in degrees: rows `row_deg` high, higher where that made far more cells than places."""
    corner, far = lonlat.min(axis=0), lonlat.max(axis=0)
    wide, high = far - corner + _ROOM
    most = _PER_PLACE * len(lonlat) + 1000
    row_deg = max(row_deg, float(np.sqrt(2 * wide * high / most)), float(2 * wide / most), float(high / most))
    step = np.array([row_deg / 2, row_deg])
    index = np.floor((lonlat - corner) / step).astype(np.int64)
    columns, rows = (index.max(axis=0) + 1).tolist()
    cell = index[:, 1] * columns + index[:, 0]
    begin = np.zeros(columns * rows + 1, np.int64)
    np.cumsum(np.bincount(cell, minlength=columns * rows), out=begin[1:])
    return Cells(np.argsort(cell, kind="stable"), begin, corner, step, (columns, rows))
