"""Segments against spheres (or circles: the frame may have two or three axes): where each segment enters and leaves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..errors import Progress, no_progress
from .polylines import PIECE

_CHUNK = 400_000


@dataclass(frozen=True)
class Pieces:
    """Runs of up to 16 segments of one line, each in a ball. `start` holds the vertices at which segments begin."""

    start: np.ndarray
    first: np.ndarray
    count: np.ndarray
    middle: np.ndarray
    reach: np.ndarray

    def boxes(self, xy: np.ndarray, margin: float = 0.0) -> np.ndarray:
        """Boxes of the pieces in a plane in which their vertices lie at `xy`."""
        low, high = _range(xy, self.start, self.first)
        return shapely.box(low[:, 0] - margin, low[:, 1] - margin, high[:, 0] + margin, high[:, 1] + margin)


def pieces_of(place: np.ndarray, start: np.ndarray, line: np.ndarray) -> Pieces:
    """Cut lines into pieces: `place` (n, 2 or 3) of the vertices, `start` of each segment and the line it belongs to."""
    if not len(start):
        return Pieces(start, start, start, place[:0], place[:0, 0])
    own = np.arange(len(start)) - np.searchsorted(line, line, "left")
    first = np.flatnonzero(own % PIECE == 0)
    count = np.diff(np.r_[first, len(start)])
    low, high = _range(place, start, first)
    middle = (low + high) / 2
    at = np.repeat(middle, count, axis=0)
    away = np.maximum(((place[start] - at) ** 2).sum(axis=1), ((place[start + 1] - at) ** 2).sum(axis=1))
    return Pieces(start, first, count, middle, np.sqrt(np.maximum.reduceat(away, first)))


def _range(place: np.ndarray, start: np.ndarray, first: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    low = np.minimum.reduceat(np.minimum(place[start], place[start + 1]), first)
    return low, np.maximum.reduceat(np.maximum(place[start], place[start + 1]), first)


def spans(
    pieces: Pieces,
    place: np.ndarray,
    centre: np.ndarray,
    radius: np.ndarray,
    disc: np.ndarray,
    piece: np.ndarray,
    progress: Progress = no_progress,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What each disc covers of each piece it was paired with.

    Returns runs of segments (2, n) from first to last (positions in `pieces.start`), the share of the first segment at
    which the run begins and the share of the last at which it ends. Pieces that lie in one disc come once, whole.
    """
    apart = np.sqrt(((centre[disc] - pieces.middle[piece]) ** 2).sum(axis=1))
    held = np.zeros(len(pieces.first), bool)
    held[piece[apart + pieces.reach[piece] <= radius[disc]]] = True
    open_ = (apart - pieces.reach[piece] <= radius[disc]) & ~held[piece]
    disc, piece = disc[open_], piece[open_]
    full = np.flatnonzero(held)
    first, last = [pieces.first[full]], [pieces.first[full] + pieces.count[full] - 1]
    enter, leave = [np.zeros(len(full))], [np.ones(len(full))]
    size = np.cumsum(pieces.count[piece])
    bounds = np.searchsorted(size, np.arange(0, size[-1] if len(size) else 0, _CHUNK), "left")
    for low, high in zip(bounds, np.r_[bounds[1:], len(piece)]):
        found = _runs(pieces, place, centre, radius, disc[low:high], piece[low:high])
        for column, values in zip((first, last, enter, leave), found):
            column.append(values)
        progress(float(high) / len(piece))
    return np.stack([np.concatenate(first), np.concatenate(last)]), np.concatenate(enter), np.concatenate(leave)


def _runs(
    pieces: Pieces, place: np.ndarray, centre: np.ndarray, radius: np.ndarray, disc: np.ndarray, piece: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    count = pieces.count[piece]
    pair = np.repeat(np.arange(len(piece)), count)
    segment = np.arange(len(pair)) + np.repeat(pieces.first[piece] - np.cumsum(count) + count, count)
    vertex = pieces.start[segment]
    enter, leave, hit = crossings(place[vertex], place[vertex + 1], centre[disc[pair]], radius[disc[pair]])
    enter, leave = np.maximum(enter, 0), np.minimum(leave, 1)
    rows = np.flatnonzero(hit & (leave > enter))
    if not len(rows):
        return segment[:0], segment[:0], enter[:0], leave[:0]
    # one disc mostly covers many segments in a row: join them here, the sort later has less to do
    joined = (rows[1:] == rows[:-1] + 1) & (pair[rows[1:]] == pair[rows[:-1]])
    joined &= (leave[rows[:-1]] == 1) & (enter[rows[1:]] == 0)
    begin = np.flatnonzero(np.r_[True, ~joined])
    end = np.r_[begin[1:], len(rows)] - 1
    return segment[rows[begin]], segment[rows[end]], enter[rows[begin]], leave[rows[end]]


def crossings(
    from_: np.ndarray, to: np.ndarray, centre: np.ndarray, radius: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Shares of segments at which their straight lines enter and leave spheres, and whether they meet at all.

    A segment of no length is met where it lies inside, from 0 to 1.
    """
    along, away = to - from_, centre - from_
    length2 = (along**2).sum(axis=1)
    away2 = (away**2).sum(axis=1)
    some = np.where(length2 > 0, length2, 1.0)
    foot = (along * away).sum(axis=1) / some
    half2 = (radius**2 - away2) / some + foot**2
    half = np.sqrt(np.maximum(half2, 0))
    point = length2 == 0
    enter, leave = np.where(point, 0.0, foot - half), np.where(point, 1.0, foot + half)
    return enter, leave, half2 > 0
