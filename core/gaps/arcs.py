"""Circles in a plane: their arcs that lie in no other disc, and where they cross edges."""

from __future__ import annotations

import numpy as np
import shapely

from .earth import square_m2
from .intervals import invert, stretches
from .pieces import Pieces, balls, expand
from .spheres import crossings

TURN = 2 * np.pi
_HAIR = 1e-9
_PAIRS = 1_000_000


def squares(centre: np.ndarray, radius: np.ndarray) -> np.ndarray:
    """The boxes of circles."""
    return shapely.box(centre[:, 0] - radius, centre[:, 1] - radius, centre[:, 0] + radius, centre[:, 1] + radius)


def open_arcs(centre: np.ndarray, radius: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Arcs of circles that lie in no other disc: disc, from and to in metres along the circle, from the east anticlockwise."""
    if not len(radius):
        return np.array([], np.int64), np.array([]), np.array([])
    boxes = squares(centre, radius)
    tree = shapely.STRtree(boxes)
    # crowded discs meet in millions of pairs: as many discs at a time as memory holds, told from a sample
    sample = boxes[:: len(boxes) // 50 + 1]
    size = int(_PAIRS * len(sample) / (tree.query(sample).shape[1] + 1)) + 1
    found = [
        _open_of(np.arange(low, min(low + size, len(boxes))), tree, boxes, centre, radius)
        for low in range(0, len(boxes), size)
    ]
    disc, from_m, to_m = (np.concatenate(column) for column in zip(*found))
    return disc, from_m, to_m


def _open_of(
    some: np.ndarray, tree: shapely.STRtree, boxes: np.ndarray, centre: np.ndarray, radius: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """`open_arcs` of some of the discs."""
    one, other = tree.query(boxes[some])
    one = some[one]
    one, other = one[one != other], other[one != other]
    away = centre[other] - centre[one]
    apart = np.hypot(away[:, 0], away[:, 1])
    r, s = radius[one], radius[other]
    near = apart < r + s
    one, other, away, apart, r, s = one[near], other[near], away[near], apart[near], r[near], s[near]
    same = apart == 0
    cosine = (apart**2 + r**2 - s**2) / np.where(same, 1, 2 * apart * r)
    # on one spot the wider disc holds the other; of equal ones the first counts
    cosine = np.where(same, np.where((s > r) | ((s == r) & (other < one)), -1.0, 1.0), cosine)
    held = cosine < 1
    one, away = one[held], away[held]
    half = np.arccos(np.maximum(cosine[held], -1))
    begin = np.arctan2(away[:, 1], away[:, 0]) - half
    begin -= np.floor(begin / TURN) * TURN
    end = begin + 2 * half
    over = end > TURN
    disc = np.r_[one, one[over]]
    begin, end = np.r_[begin, np.zeros(over.sum())], np.r_[np.minimum(end, TURN), end[over] - TURN]
    held_arcs = stretches(disc - some[0], begin * radius[disc], end * radius[disc])
    open_ = invert(held_arcs, TURN * radius[some])
    return open_["line"].to_numpy() + some[0], open_["from_m"].to_numpy(), open_["to_m"].to_numpy()


def cuts(
    xy: np.ndarray,
    pieces: Pieces,
    centre: np.ndarray,
    radius: np.ndarray,
    disc: np.ndarray,
    piece: np.ndarray,
    arc: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Where circles with open arcs cross edges: disc and metre along the circle. One too many does no harm."""
    open_ = np.zeros(len(radius), bool)
    open_[arc] = True
    middle, reach = balls(pieces, xy)
    apart = np.sqrt(square_m2(centre[disc] - middle[piece]))
    meets = open_[disc] & (np.abs(apart - radius[disc]) <= reach[piece] + 1)
    meets |= open_[disc] & (apart < reach[piece])
    pair, segment = expand(pieces, piece[meets])
    disc = disc[meets][pair]
    vertex = pieces.start[segment]
    enter, leave, hit = crossings(xy[vertex], xy[vertex + 1], centre[disc], radius[disc])
    metre, of = [], []
    for share in (enter, leave):
        held = np.flatnonzero(hit & (share >= -_HAIR) & (share <= 1 + _HAIR))
        away = xy[vertex[held]] + share[held, None] * (xy[vertex[held] + 1] - xy[vertex[held]]) - centre[disc[held]]
        angle = np.arctan2(away[:, 1], away[:, 0])
        metre.append((angle + np.where(angle < 0, TURN, 0)) * radius[disc[held]])
        of.append(disc[held])
    return np.concatenate(of), np.concatenate(metre)


def split(
    disc: np.ndarray, from_m: np.ndarray, to_m: np.ndarray, cut: np.ndarray, metre: np.ndarray, radius: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Arcs (in order) cut at the metres that lie within them."""
    room = np.cumsum(TURN * radius + 1) - TURN * radius
    arc = np.asarray(np.searchsorted(from_m + room[disc], metre + room[cut], "right")) - 1
    held = np.asarray(arc >= 0)
    held[held] = (disc[arc[held]] == cut[held]) & (from_m[arc[held]] < metre[held]) & (to_m[arc[held]] > metre[held])
    arc, metre = np.r_[np.arange(len(disc)), arc[held]], np.r_[from_m, metre[held]]
    order = np.lexsort((metre, arc))
    arc, metre = arc[order], metre[order]
    last = np.r_[arc[1:] != arc[:-1], True][: len(arc)]
    return disc[arc], metre, np.where(last, to_m[arc], np.r_[metre[1:], 0.0][: len(arc)])
