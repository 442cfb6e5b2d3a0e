"""Segments against spheres (or circles: the frame may have two or three axes): where each segment enters and leaves."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from ..errors import Progress, no_progress
from .earth import square_m2
from .pieces import Pieces, balls, expand

_CHUNK = 100_000


def spans(
    pieces: Pieces,
    place: np.ndarray,
    centre: np.ndarray,
    radius: np.ndarray,
    pairs: Iterable[tuple[np.ndarray, np.ndarray]],
    progress: Progress = no_progress,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What each disc covers of each piece it was paired with: `pairs` gives discs and pieces, lot by lot.

    Returns runs of segments (2, n) from first to last (positions in `pieces.start`), the share of the first segment at
    which the run begins and the share of the last at which it ends. Pieces that lie in one disc come once, whole.
    """
    middle, reach = balls(pieces, place)
    held = np.zeros(len(pieces.first), bool)
    met = [(np.array([], np.int64), np.array([], np.int64))]
    for disc, piece in pairs:
        apart = np.sqrt(square_m2(centre[disc] - middle[piece]))
        held[piece[apart + reach[piece] <= radius[disc]]] = True
        open_ = np.flatnonzero((apart - reach[piece] <= radius[disc]) & ~held[piece])
        met.append((disc[open_], piece[open_]))
        progress(0.0)
    disc, piece = (np.concatenate(column) for column in zip(*met))
    disc, piece = disc[~held[piece]], piece[~held[piece]]
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
    length2 = square_m2(along)
    away2 = square_m2(away)
    some = np.where(length2 > 0, length2, 1.0)
    foot = np.einsum("ij,ij->i", along, away) / some
    half2 = (radius**2 - away2) / some + foot**2
    half = np.sqrt(np.maximum(half2, 0))
    point = length2 == 0
    enter, leave = np.where(point, 0.0, foot - half), np.where(point, 1.0, foot + half)
    return enter, leave, half2 > 0
