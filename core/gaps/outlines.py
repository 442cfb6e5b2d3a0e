"""What is left uncovered, as polygons: their outlines are the bounds that are known already, so no union is needed."""

from __future__ import annotations

import numpy as np
import shapely

from .arcs import TURN
from .bounds import Bounds
from .intervals import invert, stretches
from .lines import cut_measured

_SIDES = 256
_SAME_M = 1e-3
_TOLERANCE = 5e-5


def open_shapes(bounds: Bounds) -> np.ndarray:
    """The uncovered part of each block as polygons in the plane of the bounds, 256 segments to a full circle.

    Put together from arcs and edges; a block whose outline does not come out at the exact area is drawn instead.
    """
    count = len(bounds.shape)
    rest = bounds.whole_m2() - bounds.covered_m2()
    faces = _faces(bounds)
    at = shapely.points(shapely.get_coordinates(shapely.point_on_surface(faces)))
    inside, block = shapely.STRtree(bounds.shape).query(at, predicate="intersects")
    # only what discs are near by can be covered: one query for all
    held = np.unique(shapely.STRtree(at).query(shapely.points(bounds.centre), "dwithin", distance=bounds.radius)[1])
    free = ~np.isin(inside, held)
    inside, block = inside[free], block[free]
    found = np.full(count, shapely.Polygon(), object)
    order = np.argsort(block, kind="stable")
    rows, index = np.unique(block[order], return_inverse=True)
    if len(rows):
        found[rows] = shapely.multipolygons(faces[inside[order]], indices=index)
    wrong = np.abs(shapely.area(found) - rest) > _TOLERANCE * np.maximum(rest, 1.0) + 1.0
    wrong |= ~shapely.is_valid(found)
    if wrong.any():
        found[wrong] = _drawn(bounds, wrong)
    return found


def _faces(bounds: Bounds) -> np.ndarray:
    """The faces between open arcs and open edges."""
    block, from_m, to_m = bounds.edges
    edges = cut_measured(bounds.rings, invert(stretches(block, from_m, to_m), bounds.rings.total_m))
    lines = np.r_[shapely.get_parts(edges), _polylines(bounds)]
    xy, index = shapely.get_coordinates(lines, return_index=True)
    ends = np.flatnonzero(np.r_[True, index[1:] != index[:-1]]) if len(xy) else np.array([], np.int64)
    ends = np.r_[ends, np.r_[ends[1:], len(xy)] - 1] if len(xy) else ends
    spots = shapely.points(xy[ends])
    one, other = shapely.STRtree(spots).query(spots, predicate="dwithin", distance=_SAME_M)
    first = np.arange(len(ends))
    np.minimum.at(first, one, other)
    xy[ends] = xy[ends[first]]
    return shapely.get_parts(shapely.polygonize(shapely.set_coordinates(lines, xy)))


def _polylines(bounds: Bounds) -> np.ndarray:
    """The arcs as lines; their inner corners stand out a little, so that the area stays that of the circle."""
    arc, begin, end = bounds.arcs
    if not len(arc):
        return np.array([], object)
    parts = np.maximum(np.ceil((end - begin) / TURN * _SIDES), 1).astype(np.int64)
    count = parts + 1
    row = np.repeat(np.arange(len(arc)), count)
    step = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    angle = begin[row] + (end - begin)[row] * step / parts[row]
    width = (end - begin)[row] / parts[row]
    inner = (step > 0) & (step < parts[row])
    radius = bounds.radius[arc[row]] * np.where(inner, np.sqrt(width / np.sin(width)), 1.0)
    xy = bounds.centre[arc[row]] + radius[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    return shapely.linestrings(xy, indices=row)


def _drawn(bounds: Bounds, wrong: np.ndarray) -> np.ndarray:
    """The blocks less a union of drawn circles: slower by far."""
    turn = np.linspace(0, TURN, _SIDES, endpoint=False)
    circle = np.sqrt(TURN / _SIDES / np.sin(TURN / _SIDES)) * np.column_stack([np.cos(turn), np.sin(turn)])
    disc = np.flatnonzero(wrong[bounds.block])
    drawn = bounds.centre[disc, None, :] + circle * bounds.radius[disc, None, None]
    return shapely.difference(bounds.shape[wrong], shapely.union_all(shapely.polygons(drawn)))
