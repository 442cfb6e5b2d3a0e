"""The segments of lines, edges of areas and points, and how far places are from them."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely

from .ellipsoid import metres_per_degree

_PIECE = 16
_CHUNK = 2_000_000


def segments(geometries: gpd.GeoSeries) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """All segments of all parts and rings: starts, ends (n, 2) and the position of their geometry. Points are segments of no length."""
    parts, owner = shapely.get_parts(geometries.to_numpy(), return_index=True)
    is_area = shapely.get_type_id(parts) == 3
    rings, ring_owner = shapely.get_rings(parts[is_area], return_index=True)
    lines = np.r_[parts[~is_area], rings]
    line_owner = np.r_[owner[~is_area], owner[is_area][ring_owner]]
    xy, index = shapely.get_coordinates(lines, return_index=True)
    same = np.r_[index[1:] == index[:-1], False] if len(index) else np.array([], bool)
    lone = np.ones(len(index), bool)
    lone[same] = False
    lone[1:][same[:-1]] = False
    start = np.flatnonzero(same | lone)
    end = np.where(lone[start], start, start + 1)
    return xy[start], xy[end], line_owner[index[start]]


def pieces_of(starts: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Segments in pieces of up to 16 that hang together: first segment, count, and bounds (low, high) of each piece."""
    number = np.arange(len(starts))
    begins = np.r_[True, (starts[1:] != ends[:-1]).any(axis=1)]
    run = np.maximum.accumulate(np.where(begins, number, 0))
    first = np.flatnonzero((number - run) % _PIECE == 0)
    low = np.minimum.reduceat(np.minimum(starts, ends), first)
    high = np.maximum.reduceat(np.maximum(starts, ends), first)
    return first, np.diff(np.r_[first, len(starts)]), low, high


class Measured:
    """Segments made ready to be measured: `starts`, `ends` (degrees), the position of their geometry, and their pieces."""

    def __init__(self, geometries: gpd.GeoSeries) -> None:
        self.starts, self.ends, self.owner = segments(geometries)
        if len(self.starts):
            self.first, self.size, self.low, self.high = pieces_of(self.starts, self.ends)
            self.tree = shapely.STRtree(shapely.box(*self.low.T, *self.high.T))

    def near(self, xy: np.ndarray, rows: np.ndarray, boxes: np.ndarray, radius_m: np.ndarray) -> list[np.ndarray]:
        """What lies within `radius_m` of the places `rows` of `xy`, in whose `boxes` it must lie.

        Arrays (point, owner, metres, lon and lat of the nearest place as columns): of each pair the nearest segment.
        """
        source, pieces = self.tree.query(boxes)
        source = rows[source]
        close = _gap(xy[source], self.low[pieces], self.high[pieces]) <= 1.01 * radius_m[source] + 0.01
        source, pieces = source[close], pieces[close]
        chunks = np.array_split(np.arange(len(source)), max(1, len(source) * _PIECE // _CHUNK))
        parts = [self._nearest_on(xy, source[c], pieces[c], radius_m) for c in chunks]
        return [np.concatenate(columns) for columns in zip(*parts)] if len(parts) > 1 else list(parts[0])

    def _nearest_on(
        self, xy: np.ndarray, source: np.ndarray, pieces: np.ndarray, radius_m: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        count = self.size[pieces]
        point = np.repeat(source, count)
        offset = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        segment = np.repeat(self.first[pieces], count) + offset
        start, end, here = self.starts[segment], self.ends[segment], xy[point]
        low, high = np.minimum(start[:, 1], end[:, 1]), np.maximum(start[:, 1], end[:, 1])
        middle = (here[:, 1] + np.clip(here[:, 1], low, high)) / 2
        scale = np.column_stack(metres_per_degree(middle))
        a, b = (start - here) * scale, (end - here) * scale
        along = b - a
        length2 = (along**2).sum(axis=1)
        share = np.clip(-(a * along).sum(axis=1) / np.where(length2 > 0, length2, 1), 0, 1)
        foot = a + share[:, None] * along
        distance = np.hypot(foot[:, 0], foot[:, 1])
        keep = distance <= radius_m[point]
        place = (start + share[:, None] * (end - start))[keep]
        point, owner, distance = point[keep], self.owner[segment[keep]], distance[keep]
        once = nearest_of_each(point, owner, distance)
        return point[once], owner[once], distance[once], place[once]


def nearest_of_each(point: np.ndarray, target: np.ndarray, distance_m: np.ndarray) -> np.ndarray:
    """Of each pair of point and target the position of its least distance, the first of several; ordered by pair."""
    order = np.lexsort((distance_m, target, point))
    point, target = point[order], target[order]
    first = np.ones(len(order), bool)
    first[1:] = (point[1:] != point[:-1]) | (target[1:] != target[:-1])
    return np.asarray(order[first])


def _gap(here: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Metres from each place to a box of degrees, to within 1 %: enough to leave the far corners of a search unread."""
    gap = np.maximum(0, np.maximum(low - here, here - high))
    middle = (here[:, 1] + np.clip(here[:, 1], low[:, 1], high[:, 1])) / 2
    return np.hypot(*(gap * np.column_stack(metres_per_degree(middle))).T)
