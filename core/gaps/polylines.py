"""Lines with their metres: vertices in an earth-centred frame, chainage, and pieces small enough to search."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import geopandas as gpd
import numpy as np
import shapely

from ..ellipsoid import metres_per_degree
from .earth import curvature_radius_m, earth_centred, square_m2
from .pieces import Pieces, pieces_of

STEP_M = 2000.0
_ARC_M = 50.0  # of a shorter chord the arc is longer by less than a ten-millionth of a millimetre
_DEGREE_M = 112_000.0
_LINES = (1, 2)


@dataclass(frozen=True)
class Polylines:
    """Lines as arrays. A line of several parts has one running chainage: the jump from part to part has no length."""

    lonlat: np.ndarray
    """Vertices in degrees (n, 2); segments longer than 2 km are cut, straight in degrees, as they were drawn."""
    place: np.ndarray
    """The vertices in metres from the earth's centre (n, 3)."""
    chainage: np.ndarray
    """Metres from the line's beginning at each vertex."""
    line: np.ndarray
    """Position of the line that the vertex belongs to."""
    start: np.ndarray
    """The vertices at which a segment begins; it ends at the next vertex."""
    total_m: np.ndarray
    """Length of each line; 0 where there is none."""

    @cached_property
    def pieces(self) -> Pieces:
        """The lines in pieces to search, with their boxes in degrees."""
        return pieces_of(self.lonlat, self.start, self.line[self.start])


def measure(lines: gpd.GeoSeries) -> Polylines:
    """Read lines in EPSG:4490; missing and empty ones, points and areas count as lines of no length."""
    parts, owner = _parts(np.asarray(lines, object))
    lonlat, part = shapely.get_coordinates(parts, return_index=True)
    lonlat, part = _stepped(lonlat, part)
    place = earth_centred(lonlat)
    same = part[1:] == part[:-1]
    chord = np.sqrt(square_m2(place[1:] - place[:-1])) * same
    far = np.flatnonzero(chord > _ARC_M)
    chord[far] *= 1 + (chord[far] / curvature_radius_m(lonlat[far + 1, 1])) ** 2 / 24
    along = np.zeros(len(lonlat))
    np.cumsum(chord, out=along[1:])
    line = owner[part]
    first = np.asarray(np.searchsorted(line, np.arange(len(lines)), "left"))
    last = np.asarray(np.searchsorted(line, np.arange(len(lines)), "right")) - 1
    total = np.zeros(len(lines))
    full = last >= first
    total[full] = along[last[full]] - along[first[full]]
    chainage = along - along[first[line]] if len(line) else along
    return Polylines(lonlat, place, chainage, line, np.flatnonzero(same), total)


def _parts(lines: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The lines that shapes are made of, and the shape of each."""
    kind = shapely.get_type_id(lines)
    if np.isin(kind, _LINES).all():
        return lines, np.arange(len(lines))
    parts, owner = shapely.get_parts(lines, return_index=True)
    linear = np.isin(shapely.get_type_id(parts), _LINES)
    return parts[linear], owner[linear]


def _stepped(lonlat: np.ndarray, part: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Cut segments longer than the step: a straight line in degrees bends away from its chord by 3 m in 10 km."""
    if not len(lonlat):
        return lonlat, part
    step = lonlat[1:] - lonlat[:-1]
    long = np.flatnonzero((square_m2(step) > (STEP_M / _DEGREE_M) ** 2) & (part[1:] == part[:-1]))
    if not len(long):
        return lonlat, part
    scale = np.column_stack(metres_per_degree((lonlat[long + 1, 1] + lonlat[long, 1]) / 2))
    count = np.ones(len(lonlat), np.int64)
    count[long] = np.maximum(np.ceil(np.hypot(*(step[long] * scale).T) / STEP_M), 1)
    vertex = np.repeat(np.arange(len(lonlat)), count)
    share = (np.arange(len(vertex)) - np.repeat(np.cumsum(count) - count, count)) / count[vertex]
    step = np.r_[step, [[0.0, 0.0]]]
    return lonlat[vertex] + share[:, None] * step[vertex], part[vertex]
