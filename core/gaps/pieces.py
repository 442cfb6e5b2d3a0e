"""Lines in pieces small enough to search: runs of up to 16 segments with their boxes, sorted so that they are found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from .cells import Cells, cells_of
from .earth import square_m2

PIECE = 16
_LIKE = 4


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

    def near(self, low: np.ndarray, high: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Pairs of boxes (corners `low` and `high`, (n, 2)) and pieces that may meet, half a million at a time."""
        for piece, reach, cells in self._by_size:
            for box, place in cells.near(low - reach, high + reach):
                yield box, piece[place]

    def meeting(self, low: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """All pairs of boxes and pieces whose boxes meet."""
        found = [(np.array([], np.int64), np.array([], np.int64))]
        for box, piece in self.near(low, high):
            meet = ((low[box] <= self.high[piece]) & (high[box] >= self.low[piece])).all(axis=1)
            found.append((box[meet], piece[meet]))
        boxes, pieces = (np.concatenate(column) for column in zip(*found))
        return boxes, pieces

    @cached_property
    def _by_size(self) -> list[tuple[np.ndarray, np.ndarray, Cells]]:
        """The middles of the pieces in cells, those of about one size together, and how far the largest reaches."""
        half = (self.high - self.low) / 2
        size = np.maximum(half.max(axis=1), 1e-300)
        level = np.ceil(np.log(size / np.median(size)) / np.log(_LIKE)).clip(0) if len(size) else size
        found = []
        for own in np.unique(level):
            piece = np.flatnonzero(level == own)
            reach = half[piece].max(axis=0)
            cells = cells_of(self.low[piece] + half[piece], 2 * float(reach.max()))
            found.append((piece[cells.order], reach, cells))
        return found


def pieces_of(xy: np.ndarray, start: np.ndarray, line: np.ndarray) -> Pieces:
    """Cut lines into pieces: `xy` (n, 2) of the vertices, `start` of each segment and the line it belongs to, in order."""
    begin = np.flatnonzero(np.r_[True, line[1:] != line[:-1]][: len(line)])
    held = -(-np.diff(np.r_[begin, len(line)]) // PIECE)
    first = PIECE * (np.arange(held.sum()) - np.repeat(np.cumsum(held) - held, held)) + np.repeat(begin, held)
    count = np.diff(np.r_[first, len(start)])
    low, high = (
        np.column_stack([_each(of, column, start, first) for column in xy.T]) for of in (np.minimum, np.maximum)
    )
    return Pieces(start, first, count, low, high)


def balls(pieces: Pieces, place: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A ball round the middle vertex of each piece in the frame of `place`: middles and radii."""
    if not len(pieces.first):
        return place[:0], np.zeros(0)
    middle = place[pieces.start[pieces.first + pieces.count // 2]]
    away2 = square_m2(place[pieces.start] - np.repeat(middle, pieces.count, axis=0))
    last2 = square_m2(place[pieces.start[pieces.first + pieces.count - 1] + 1] - middle)
    return middle, np.sqrt(np.maximum(np.maximum.reduceat(away2, pieces.first), last2))


def expand(pieces: Pieces, piece: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """All segments of each of the pieces asked for: the position in `piece` and the segment (position in `start`)."""
    count = pieces.count[piece]
    asked = np.repeat(np.arange(len(piece)), count)
    return asked, np.arange(len(asked)) + np.repeat(pieces.first[piece] - np.cumsum(count) + count, count)


def _each(of: Any, column: np.ndarray, start: np.ndarray, first: np.ndarray) -> np.ndarray:
    """The least or greatest of a column over the vertices of each piece, from its first segment's begin to its last one's end."""
    if not len(first):
        return column[:0]
    last = start[np.r_[first[1:], len(start)] - 1] + 1
    # up to the beginning of the next piece, which may be the last vertex of this one
    return of(of.reduceat(column, start[first]), column[last])
