"""Lines in pieces small enough to search: runs of up to 16 segments with their boxes, and a tree of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import shapely

PIECE = 16


@dataclass(frozen=True)
class Pieces:
    """Runs of segments of one line, with their boxes in the plane."""

    start: np.ndarray
    """The vertices at which the segments begin."""
    first: np.ndarray
    """The first segment of each piece (position in `start`)."""
    count: np.ndarray
    low: np.ndarray
    high: np.ndarray

    def boxes(self, margin: float = 0.0) -> np.ndarray:
        low, high = self.low - margin, self.high + margin
        return shapely.box(low[:, 0], low[:, 1], high[:, 0], high[:, 1])

    @cached_property
    def tree(self) -> shapely.STRtree:
        return shapely.STRtree(self.boxes())


def pieces_of(xy: np.ndarray, start: np.ndarray, line: np.ndarray) -> Pieces:
    """Cut lines into pieces: `xy` (n, 2) of the vertices, `start` of each segment and the line it belongs to."""
    own = np.arange(len(start)) - np.searchsorted(line, line, "left")
    first = np.flatnonzero(own % PIECE == 0)
    count = np.diff(np.r_[first, len(start)])
    low, high = (
        np.column_stack([_each(of, column, start, first) for column in xy.T]) for of in (np.minimum, np.maximum)
    )
    return Pieces(start, first, count, low, high)


def balls(pieces: Pieces, place: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A ball round each piece in the frame of `place`: middles and radii."""
    columns = [np.ascontiguousarray(column) for column in place.T]
    low, high = (
        [_each(of, column, pieces.start, pieces.first) for column in columns] for of in (np.minimum, np.maximum)
    )
    away = np.zeros(len(pieces.start))
    last = np.zeros(len(pieces.first))
    middle = np.column_stack([(a + b) / 2 for a, b in zip(low, high)])
    end = pieces.start[pieces.first + pieces.count - 1] + 1
    for axis, column in enumerate(columns):
        away += (column[pieces.start] - np.repeat(middle[:, axis], pieces.count)) ** 2
        last += (column[end] - middle[:, axis]) ** 2
    furthest = np.maximum.reduceat(away, pieces.first) if len(pieces.first) else last
    return middle, np.sqrt(np.maximum(furthest, last))


def expand(pieces: Pieces, piece: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """All segments of each of the pieces asked for: the position in `piece` and the segment (position in `start`)."""
    count = pieces.count[piece]
    asked = np.repeat(np.arange(len(piece)), count)
    return asked, np.arange(len(asked)) + np.repeat(pieces.first[piece] - np.cumsum(count) + count, count)


def _each(of: Any, column: np.ndarray, start: np.ndarray, first: np.ndarray) -> np.ndarray:
    """The least or greatest of a column over the vertices of each piece, from its first segment's begin to its last one's end."""
    if not len(first):
        return column[:0]
    end = start[np.r_[first[1:], len(start)] - 1] + 2
    return of.reduceat(np.r_[column, column[-1:]], np.column_stack([start[first], end]).ravel())[::2]
