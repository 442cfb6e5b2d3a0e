"""What bounds the covered part of areas: edges that lie in a disc, and arcs inside an area that lie in no other disc.

Green's theorem turns both into the exact area, without drawing a disc.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from .arcs import TURN, cuts, open_arcs, split
from .blocks import Blocks
from .intervals import merged
from .polylines import Polylines
from .shapes import rings_of
from .spheres import spans


@dataclass(frozen=True)
class Bounds:
    """Blocks and discs side by side in one plane (metres), and what bounds the covered part of each block."""

    shape: np.ndarray
    """The blocks as polygons."""
    offset: np.ndarray
    """Where the middle of each block lies (n, 2)."""
    rings: Polylines
    """All rings of a block as one line, with the area to their left."""
    centre: np.ndarray
    radius: np.ndarray
    block: np.ndarray
    """The block of each disc."""
    edges: tuple[np.ndarray, np.ndarray, np.ndarray]
    """Covered stretches of the rings: block, from and to in metres."""
    arcs: tuple[np.ndarray, np.ndarray, np.ndarray]
    """Disc, from and to in radians, from the east anticlockwise."""

    def whole_m2(self) -> np.ndarray:
        owner = self.rings.line[self.rings.start]
        return np.bincount(owner, self._twice(), len(self.shape)) / 2

    def covered_m2(self) -> np.ndarray:
        # along a straight edge the integral grows evenly, so its value at any metre is a matter of reading it off
        room = np.cumsum(self.rings.total_m) - self.rings.total_m
        start, line = self.rings.start, self.rings.line
        along = np.r_[self.rings.chainage[start] + room[line[start]], self.rings.total_m.sum()]
        sums = np.r_[0.0, np.cumsum(self._twice())]
        block, from_m, to_m = self.edges
        gained = np.interp(to_m + room[block], along, sums) - np.interp(from_m + room[block], along, sums)
        arc, begin, end = self.arcs
        r, (x, y) = self.radius[arc], (self.centre - self.offset[self.block])[arc].T
        bulge = r * (end - begin) + x * (np.sin(end) - np.sin(begin)) - y * (np.cos(end) - np.cos(begin))
        count = len(self.shape)
        return (np.bincount(block, gained, count) + np.bincount(self.block[arc], r * bulge, count)) / 2

    def _twice(self) -> np.ndarray:
        """Twice the area between each edge and the middle of its block."""
        local = self.rings.lonlat - self.offset[self.rings.line]
        from_, to = local[self.rings.start], local[self.rings.start + 1]
        return from_[:, 0] * to[:, 1] - from_[:, 1] * to[:, 0]


def bounds_of(blocks: Blocks, centre: np.ndarray, radius: np.ndarray, block: np.ndarray) -> Bounds:
    """Bounds of what discs cover of blocks; `centre` (n, 2) of the discs in the frame of their `block`, in metres."""
    shape, offset = _side_by_side(blocks, float(radius.max(initial=0)))
    rings = _measured(shape)
    placed = centre + offset[block]
    half = radius[:, None]
    disc, piece = rings.pieces.meeting(placed - half, placed + half)
    segment, enter, leave = spans(rings.pieces, rings.lonlat, placed, radius, [(disc, piece)])
    first, last = rings.start[segment]
    from_m = rings.chainage[first] + enter * (rings.chainage[first + 1] - rings.chainage[first])
    to_m = rings.chainage[last] + leave * (rings.chainage[last + 1] - rings.chainage[last])
    edges = merged(rings.line[first], from_m, to_m)
    arc, from_m, to_m = open_arcs(placed, radius)
    arc, from_m, to_m = split(
        arc, from_m, to_m, *cuts(rings.lonlat, rings.pieces, placed, radius, disc, piece, arc), radius
    )
    middle = (from_m + to_m) / 2 / radius[arc]
    at = placed[arc] + radius[arc, None] * np.column_stack([np.cos(middle), np.sin(middle)])
    inside = np.zeros(len(arc), bool)
    inside[shapely.STRtree(shapely.points(at)).query(shape, predicate="intersects")[1]] = True
    arc, from_m, to_m = arc[inside], from_m[inside], to_m[inside]
    arcs = (arc, from_m / radius[arc], np.minimum(to_m / radius[arc], TURN))
    return Bounds(shape, offset, rings, placed, radius, block, edges, arcs)


def _side_by_side(blocks: Blocks, widest_m: float) -> tuple[np.ndarray, np.ndarray]:
    """The blocks as polygons in metres, where no disc reaches from one to the next, and the places of their middles."""
    xy, block = shapely.get_coordinates(blocks.shape, return_index=True)
    xy = blocks.flat(xy, block)
    apart = 2 * (np.abs(xy).max(initial=1.0) + 2 * widest_m)
    side = int(np.ceil(np.sqrt(max(len(blocks.area), 1))))
    number = np.arange(len(blocks.area))
    offset = apart * np.column_stack([number % side, number // side]).astype(float)
    return shapely.set_coordinates(blocks.shape.copy(), xy + offset[block]), offset


def _measured(shape: np.ndarray) -> Polylines:
    xy, start, owner = rings_of(shape)
    step = np.zeros(len(xy))
    step[start + 1] = np.sqrt(((xy[start + 1] - xy[start]) ** 2).sum(axis=1))
    along = np.cumsum(step)
    first = np.asarray(np.searchsorted(owner, np.arange(len(shape)), "left"))
    return Polylines(xy, xy, along - along[first[owner]], owner, start, np.bincount(owner, step, len(shape)))
