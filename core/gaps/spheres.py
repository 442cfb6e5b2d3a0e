"""Segments against spheres (or circles: the frame may have two or three axes): where each segment enters and leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from ..errors import Progress, no_progress
from .polylines import PIECE

_CHUNK = 400_000


@dataclass(frozen=True)
class Pieces:
    """Runs of up to 16 segments of one line, with their boxes in the plane."""

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


def pieces_of(xy: np.ndarray, start: np.ndarray, line: np.ndarray) -> Pieces:
    """Cut lines into pieces: `xy` (n, 2) of the vertices, `start` of each segment and the line it belongs to."""
    own = np.arange(len(start)) - np.searchsorted(line, line, "left")
    first = np.flatnonzero(own % PIECE == 0)
    return Pieces(start, first, np.diff(np.r_[first, len(start)]), *_range(xy, start, first))


def balls(pieces: Pieces, place: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A ball round each piece in the frame of `place`: middles and radii."""
    low, high = _range(place, pieces.start, pieces.first)
    middle = (low + high) / 2
    at = np.repeat(middle, pieces.count, axis=0)
    away = ((place[pieces.start] - at) ** 2).sum(axis=1)
    away = np.maximum(away, ((place[pieces.start + 1] - at) ** 2).sum(axis=1))
    return middle, np.sqrt(_each(np.maximum, away, pieces.first))


def expand(pieces: Pieces, piece: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """All segments of each of the pieces asked for: the position in `piece` and the segment (position in `start`)."""
    count = pieces.count[piece]
    asked = np.repeat(np.arange(len(piece)), count)
    return asked, np.arange(len(asked)) + np.repeat(pieces.first[piece] - np.cumsum(count) + count, count)


def _range(xy: np.ndarray, start: np.ndarray, first: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    low = _each(np.minimum, np.minimum(xy[start], xy[start + 1]), first)
    return low, _each(np.maximum, np.maximum(xy[start], xy[start + 1]), first)


def _each(of: Any, values: np.ndarray, first: np.ndarray) -> np.ndarray:
    return of.reduceat(values, first) if len(first) else values[:0]


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
    middle, reach = balls(pieces, place)
    apart = np.sqrt(((centre[disc] - middle[piece]) ** 2).sum(axis=1))
    held = np.zeros(len(pieces.first), bool)
    held[piece[apart + reach[piece] <= radius[disc]]] = True
    open_ = (apart - reach[piece] <= radius[disc]) & ~held[piece]
    disc, piece = disc[open_], piece[open_]
    full = np.flatnonzero(held)
    first, last = [pieces.first[full]], [pieces.first[full] + pieces.count[full] - 1]
    enter, leave = [np.zeros(len(full))], [np.ones(len(full))]
    size = np.cumsum(pieces.count[piece])
    bounds = np.asarray(np.searchsorted(size, np.arange(0, size[-1] if len(size) else 0, _CHUNK), "left"))
    for low, high in zip(bounds, np.r_[bounds[1:], len(piece)]):
        found = _runs(pieces, place, centre, radius, disc[low:high], piece[low:high])
        for column, values in zip((first, last, enter, leave), found):
            column.append(values)
        progress(float(high) / len(piece))
    return np.stack([np.concatenate(first), np.concatenate(last)]), np.concatenate(enter), np.concatenate(leave)


def _runs(
    pieces: Pieces, place: np.ndarray, centre: np.ndarray, radius: np.ndarray, disc: np.ndarray, piece: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    pair, segment = expand(pieces, piece)
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
