"""Obstacles as shapes in metres around the centre of each circle: cut to what lies near, many at once."""

from __future__ import annotations

from collections.abc import Iterator

import geopandas as gpd
import numpy as np
import shapely

from .. import metric
from ..ellipsoid import from_local, metres_per_degree, to_local
from ..errors import Progress, no_progress
from ..segments import pieces_of, segments
from .in_turn import in_turn

STEP_M = 64.0
"""A line straight in degrees is none in metres: pieces of this length are, to 0.2 mm."""
CORNERS = 256
_DEGREES = STEP_M / 111_700


def rings(middle: np.ndarray, radius_m: np.ndarray, corners: int = CORNERS, outside: bool = False) -> np.ndarray:
    """Regular polygons in the plane around places (n, 2), within circles of these radii (or around them); None at radius 0."""
    angle = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    radius = np.asarray(radius_m, float) / (np.cos(np.pi / corners) if outside else 1.0)
    corner = np.column_stack([np.cos(angle), np.sin(angle)])
    made = np.full(len(middle), None, dtype=object)
    some = radius > 0
    if some.any():
        made[some] = shapely.polygons(middle[some, None, :] + corner[None, :, :] * radius[some, None, None])
    return made


def discs_at(middle: np.ndarray, radius_m: np.ndarray, seen_m: np.ndarray) -> np.ndarray:
    """Discs around places (n, 2) as they are seen within `seen_m` of the origin: whole, or the sector that faces it.

    Each holds the disc, and is wider by no more than some millimetres where it matters.
    """
    away = np.hypot(*middle.T)
    part = away > seen_m * 1.02
    made = np.full(len(middle), None, dtype=object)
    made[~part] = rings(middle[~part], radius_m[~part], outside=True)
    if part.any():
        half = np.arcsin(np.minimum(1, seen_m[part] * 1.01 / away[part]))
        steps = np.linspace(-1, 1, CORNERS // 2 + 1)
        angle = np.arctan2(-middle[part, 1], -middle[part, 0])[:, None] + half[:, None] * steps
        radius = (radius_m[part] / np.cos(half * 2 / CORNERS))[:, None, None]
        arc = middle[part, None, :] + radius * np.stack([np.cos(angle), np.sin(angle)], axis=2)
        made[part] = shapely.polygons(np.concatenate([middle[part, None, :], arc], axis=1))
    return made


def placed_at(shapes: np.ndarray, origin: np.ndarray, back: bool = False) -> np.ndarray:
    """Shapes in degrees as metres around their origins (n, 2), in pieces of 64 m; with `back` the other way."""
    fine = shapely.segmentize(shapes, STEP_M / 2 if back else _DEGREES)
    xy, index = shapely.get_coordinates(fine, return_index=True)
    return shapely.set_coordinates(fine, (from_local if back else to_local)(xy, origin[index]))


def united(shapes: np.ndarray, group: np.ndarray, size: int, progress: Progress = no_progress) -> np.ndarray:
    """The union of the shapes of each group 0 … size - 1, None where it has none."""
    made = np.full(size, None, dtype=object)
    count = np.bincount(group, minlength=size)
    order = np.argsort(group, kind="stable")
    first = np.cumsum(count) - count
    made[count == 1] = shapes[order[first[count == 1]]]
    most = 2
    while (count >= most).any():
        which = np.flatnonzero((count >= most) & (count < 2 * most))
        for part in np.array_split(which, max(1, len(which) * most // 4_000)):
            progress(0.0)
            column = np.arange(2 * most - 1)
            held = column[None, :] < count[part][:, None]
            position = np.where(held, first[part][:, None] + column[None, :], 0)
            made[part] = shapely.union_all(np.where(held, shapes[order[position]], None), axis=1)
        most *= 2
    return made


def lines_near(
    geometries: np.ndarray,
    target: np.ndarray,
    centre: np.ndarray,
    reach_m: np.ndarray,
    progress: Progress = no_progress,
) -> np.ndarray:
    """For each pair of an obstacle (position in `geometries`) and a centre (n, 2 in degrees) its segments within
    `reach_m`, as lines in metres around the centre; None where there are none. The edges of areas count as lines.
    """
    wanted, kept = np.unique(target, return_inverse=True)
    starts, ends, owner = segments(gpd.GeoSeries(geometries[wanted]))
    spots, row = np.unique(np.column_stack([centre, reach_m]), axis=0, return_inverse=True)
    made = np.full(len(target), None, dtype=object)
    if not len(starts) or not len(spots):
        return made
    row = row.ravel()
    key = row * len(wanted) + kept
    pairs, pair_of = np.unique(key, return_inverse=True)
    point, segment = _segments_in_boxes(starts, ends, metric.boxes(spots[:, :2], spots[:, 2]))
    asked = np.isin(point * len(wanted) + owner[segment], pairs)
    point, segment = point[asked], segment[asked]
    a, b = starts[segment], ends[segment]
    low, high = _within(a, b, spots[point, :2], spots[point, 2])
    near = low <= high
    point, segment, a, b, low, high = (v[near] for v in (point, segment, a, b, low, high))
    order = np.lexsort((segment, owner[segment], point))
    point, segment, a, b, low, high = (v[order] for v in (point, segment, a, b, low, high))
    pair: np.ndarray = np.asarray(np.searchsorted(pairs, point * len(wanted) + owner[segment]))
    lines = np.full(len(pairs), None, dtype=object)
    for part in _chunks(pair, 100_000):
        progress(0.0)
        held, shapes = _chains(a[part], b[part], low[part], high[part], spots[point[part], :2], pair[part])
        lines[held] = shapes
    return lines[pair_of.ravel()]


def _chunks(pair: np.ndarray, size: int) -> Iterator[slice]:
    """Slices of about this many entries that cut no pair in two; `pair` is ordered."""
    start = 0
    while start < len(pair):
        stop = len(pair) if start + size >= len(pair) else int(np.searchsorted(pair, pair[start + size], "left"))
        stop = stop if stop > start else int(np.searchsorted(pair, pair[start], "right"))
        yield slice(start, stop)
        start = stop


def _segments_in_boxes(starts: np.ndarray, ends: np.ndarray, boxes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of a box and a segment whose bounds meet it."""
    first, size, west_south, east_north = pieces_of(starts, ends)
    tree = shapely.STRtree(shapely.box(*west_south.T, *east_north.T))
    box, piece = tree.query(boxes)
    count = size[piece]
    segment = np.repeat(first[piece], count) + np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    box = np.repeat(box, count)
    bounds = shapely.bounds(boxes)[box]
    low, high = np.minimum(starts[segment], ends[segment]), np.maximum(starts[segment], ends[segment])
    meets = (low <= bounds[:, 2:]).all(axis=1) & (high >= bounds[:, :2]).all(axis=1)
    return box[meets], segment[meets]


def _within(a: np.ndarray, b: np.ndarray, here: np.ndarray, reach_m: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The part (low, high of 0 to 1) of each segment in degrees that may lie within reach: somewhat more than it is."""
    scale = np.column_stack(metres_per_degree(here[:, 1]))
    start, along = (a - here) * scale, (b - a) * scale
    square, half = (along**2).sum(axis=1), (start * along).sum(axis=1)
    wide = reach_m * 1.01 + 1.0
    rest = half**2 - square * ((start**2).sum(axis=1) - wide**2)
    some = square > 1e-12
    root, square = np.sqrt(np.maximum(rest, 0)), np.where(some, square, 1.0)
    low, high = np.clip((-half - root) / square, 0, None), np.clip((-half + root) / square, None, 1)
    inside = (start**2).sum(axis=1) <= wide**2
    low, high = np.where(some, low, 0.0), np.where(some, high, np.where(inside, 1.0, -1.0))
    return low, np.where(some & (rest < 0), -1.0, high)


def _chains(
    a: np.ndarray, b: np.ndarray, low: np.ndarray, high: np.ndarray, here: np.ndarray, pair: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Segments joined to lines in metres, cut finely: the pairs and one (multi)line each."""
    low, high = low[:, None], high[:, None]
    start, end = np.where(low > 0, a + low * (b - a), a), np.where(high < 1, a + high * (b - a), b)
    scale = np.column_stack(metres_per_degree(here[:, 1]))
    count = np.maximum(1, np.ceil(np.hypot(*((end - start) * scale).T) / STEP_M)).astype(int)
    joined = np.r_[False, (start[1:] == end[:-1]).all(axis=1) & (pair[1:] == pair[:-1])]
    # every segment gives its ends of pieces; one that begins a line gives its start too
    given = count + ~joined
    index = np.repeat(np.arange(len(given)), given)
    step = np.arange(given.sum()) - np.repeat(np.cumsum(given) - given, given) + joined[index]
    share = (step / count[index])[:, None]
    xy = start[index] + share * (end[index] - start[index])
    line = (np.cumsum(~joined) - 1)[index]
    lines = shapely.linestrings(to_local(xy, here[index]), indices=line)
    owner = pair[~joined]
    held, group = np.unique(owner, return_inverse=True)
    return held, shapely.multilinestrings(lines, indices=group.ravel())


def in_pieces(areas: np.ndarray, corners: int = 400, progress: Progress = no_progress) -> tuple[np.ndarray, np.ndarray]:
    """Areas of many corners cut into pieces of few, all at once in rounds: the pieces and the position of each one's area."""
    # part by part: where the parts of one area overlap, both hold the place
    parts, owner = shapely.get_parts(areas, return_index=True)
    parts = np.where(shapely.is_valid(parts), parts, shapely.make_valid(parts))
    pieces, index = shapely.get_parts(parts, return_index=True)
    owner = owner[index]
    area = shapely.get_dimensions(pieces) == 2
    pieces, owner = pieces[area], owner[area]
    done, owners = [], []
    for _ in range(24):
        progress(0.0)
        large = shapely.get_num_coordinates(pieces) > corners
        done.append(pieces[~large])
        owners.append(owner[~large])
        pieces, owner = pieces[large], owner[large]
        if not len(pieces):
            break
        west, south, east, north = shapely.bounds(pieces).T
        wide = east - west > north - south
        x, y = np.where(wide, (west + east) / 2, east), np.where(wide, north, (south + north) / 2)
        halves = [
            in_turn(progress, shapely.intersection, pieces, shapely.box(west, south, x, y)),
            in_turn(
                progress,
                shapely.intersection,
                pieces,
                shapely.box(np.where(wide, x, west), np.where(wide, south, y), east, north),
            ),
        ]
        pieces, index = shapely.get_parts(np.concatenate(halves), return_index=True)
        owner = np.r_[owner, owner][index]
        area = shapely.get_dimensions(pieces) == 2
        pieces, owner = pieces[area], owner[area]
    return np.concatenate([*done, pieces]), np.concatenate([*owners, owner])


def areas_near(
    geometries: np.ndarray,
    target: np.ndarray,
    centre: np.ndarray,
    reach_m: np.ndarray,
    progress: Progress = no_progress,
) -> np.ndarray:
    """For each pair of an area and a centre what of it lies within a box of `reach_m`, in metres around the centre."""
    wanted, kept = np.unique(target, return_inverse=True)
    made = np.full(len(target), None, dtype=object)
    if not len(target):
        return made
    pieces, owner = in_pieces(geometries[wanted], progress=progress)
    order = np.argsort(owner, kind="stable")
    pieces, owner = pieces[order], owner[order]
    kept = kept.ravel()
    count = np.bincount(owner, minlength=len(wanted))
    first = np.cumsum(count) - count
    box = metric.boxes(centre, reach_m)
    times = count[kept]
    pair = np.repeat(np.arange(len(target)), times)
    piece = np.repeat(first[kept], times) + np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
    a, b = shapely.bounds(pieces)[piece], shapely.bounds(box)[pair]
    meets = (a[:, :2] <= b[:, 2:]).all(axis=1) & (a[:, 2:] >= b[:, :2]).all(axis=1)
    pair, piece = pair[meets], piece[meets]
    cut = in_turn(progress, shapely.intersection, pieces[piece], box[pair])
    some = ~shapely.is_empty(cut)
    pair, local = pair[some], in_turn(progress, placed_at, cut[some], centre[pair[some]])
    held, group = np.unique(pair, return_inverse=True)
    if len(held):
        made[held] = shapely.geometrycollections(local, indices=group.ravel())
    return made
