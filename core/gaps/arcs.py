"""The exact area of a union of discs within polygons, in the plane of the blocks.

What is covered is bounded by arcs that lie in no other disc and inside the polygon, and by edges of the polygon that lie in
a disc: Green's theorem sums both.
"""

from __future__ import annotations

import numpy as np
import shapely

from .blocks import Blocks
from .intervals import invert, merged, stretches
from .pieces import Pieces, balls, expand, pieces_of
from .shapes import rings_of
from .spheres import crossings, spans

_TURN = 2 * np.pi
_HAIR = 1e-9


def flat_shapes(blocks: Blocks, widest_m: float) -> tuple[np.ndarray, np.ndarray]:
    """The blocks as polygons in metres, side by side where no disc reaches from one to the next, and their offsets (n, 2)."""
    xy, block = shapely.get_coordinates(blocks.shape, return_index=True)
    xy = blocks.flat(xy, block)
    apart = 2 * (np.abs(xy).max(initial=1.0) + 2 * widest_m)
    side = int(np.ceil(np.sqrt(max(len(blocks.area), 1))))
    number = np.arange(len(blocks.area))
    offset = apart * np.column_stack([number % side, number // side]).astype(float)
    return shapely.set_coordinates(blocks.shape.copy(), xy + offset[block]), offset


def covered_of_blocks(
    blocks: Blocks, centre: np.ndarray, radius: np.ndarray, block: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Covered and whole square metres of each block; `centre` of the discs in the frame of their `block`."""
    shape, offset = flat_shapes(blocks, float(radius.max(initial=0)))
    xy, start, owner = rings_of(shape)
    local = xy - offset[owner]
    twice = local[start, 0] * local[start + 1, 1] - local[start, 1] * local[start + 1, 0]
    whole = np.bincount(owner[start], twice, len(shape)) / 2
    if not len(radius):
        return np.zeros(len(shape)), whole
    placed = centre + offset[block]
    pieces = pieces_of(xy, start, owner[start])
    disc, piece = pieces.tree.query(_squares(placed, radius))

    # edges in discs: along a straight edge the integral grows evenly, so its value at any metre is a matter of reading it off
    step = np.sqrt(((xy[start + 1] - xy[start]) ** 2).sum(axis=1))
    along, area = np.r_[0.0, np.cumsum(step)], np.r_[0.0, np.cumsum(twice)]
    segment, enter, leave = spans(pieces, xy, placed, radius, disc, piece)
    of = owner[start[segment[0]]]
    from_m = along[segment[0]] + enter * step[segment[0]]
    to_m = along[segment[1]] + leave * step[segment[1]]
    base = along[np.searchsorted(owner[start], np.arange(len(shape)), "left")]
    of, from_m, to_m = merged(of, from_m - base[of], to_m - base[of])
    gained = np.interp(to_m + base[of], along, area) - np.interp(from_m + base[of], along, area)
    covered = np.bincount(of, gained, len(shape)) / 2

    arc, from_m, to_m = _open_arcs(placed, radius)
    cut, metre = _cuts(xy, pieces, placed, radius, disc, piece, arc)
    arc, from_m, to_m = _split(arc, from_m, to_m, cut, metre, radius)
    middle = (from_m + to_m) / 2 / radius[arc]
    at = placed[arc] + radius[arc, None] * np.column_stack([np.cos(middle), np.sin(middle)])
    inside = np.zeros(len(arc), bool)
    inside[shapely.STRtree(shapely.points(at)).query(shape, predicate="intersects")[1]] = True
    arc, from_m, to_m = arc[inside], from_m[inside] / radius[arc[inside]], to_m[inside] / radius[arc[inside]]
    r, (x, y) = radius[arc], centre[arc].T
    bulge = r * (to_m - from_m) + x * (np.sin(to_m) - np.sin(from_m)) - y * (np.cos(to_m) - np.cos(from_m))
    return covered + np.bincount(block[arc], r * bulge, len(shape)) / 2, whole


def _squares(centre: np.ndarray, radius: np.ndarray) -> np.ndarray:
    return shapely.box(centre[:, 0] - radius, centre[:, 1] - radius, centre[:, 0] + radius, centre[:, 1] + radius)


def _open_arcs(centre: np.ndarray, radius: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Arcs of circles that lie in no other disc: disc, from and to in metres along the circle, from the east anticlockwise."""
    squares = _squares(centre, radius)
    one, other = shapely.STRtree(squares).query(squares)
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
    begin -= np.floor(begin / _TURN) * _TURN
    end = begin + 2 * half
    over = end > _TURN
    disc = np.r_[one, one[over]]
    begin, end = np.r_[begin, np.zeros(over.sum())], np.r_[np.minimum(end, _TURN), end[over] - _TURN]
    open_ = invert(stretches(disc, begin * radius[disc], end * radius[disc]), _TURN * radius)
    return open_["line"].to_numpy(), open_["from_m"].to_numpy(), open_["to_m"].to_numpy()


def _cuts(
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
    apart = np.sqrt(((centre[disc] - middle[piece]) ** 2).sum(axis=1))
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
        metre.append((angle + np.where(angle < 0, _TURN, 0)) * radius[disc[held]])
        of.append(disc[held])
    return np.concatenate(of), np.concatenate(metre)


def _split(
    disc: np.ndarray, from_m: np.ndarray, to_m: np.ndarray, cut: np.ndarray, metre: np.ndarray, radius: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Arcs (in order) cut at the metres that lie within them."""
    room = np.cumsum(_TURN * radius + 1) - _TURN * radius
    arc = np.asarray(np.searchsorted(from_m + room[disc], metre + room[cut], "right")) - 1
    held = np.asarray(arc >= 0)
    held[held] = (disc[arc[held]] == cut[held]) & (from_m[arc[held]] < metre[held]) & (to_m[arc[held]] > metre[held])
    arc, metre = np.r_[np.arange(len(disc)), arc[held]], np.r_[from_m, metre[held]]
    order = np.lexsort((metre, arc))
    arc, metre = arc[order], metre[order]
    last = np.r_[arc[1:] != arc[:-1], True][: len(arc)]
    return disc[arc], metre, np.where(last, to_m[arc], np.r_[metre[1:], 0.0][: len(arc)])
