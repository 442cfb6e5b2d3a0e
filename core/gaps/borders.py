"""Lines and areas cut at county borders, so that each metre belongs to one county."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..errors import Progress, no_progress
from .intervals import TOUCH_M
from .lines import place_at
from .pieces import expand, pieces_of
from .polylines import Polylines, measure
from .shapes import polygonal, rings_of

_CHUNK = 100_000
_HAIR = 1e-9


def cut_by_county(lines: gpd.GeoSeries, counties: gpd.GeoSeries, progress: Progress = no_progress) -> pd.DataFrame:
    """Stretches [line, from_m, to_m, county] with the county's position, -1 in none.

    Both in EPSG:4490. Where counties overlap the first wins; a stretch on a border belongs to the first that has it.
    Together the stretches of a line are the whole line.
    """
    return cut_measured_by_county(measure(lines), counties, progress)


def cut_measured_by_county(
    polylines: Polylines, counties: gpd.GeoSeries, progress: Progress = no_progress
) -> pd.DataFrame:
    """`cut_by_county` for lines that are measured already."""
    areas = polygonal(counties)
    line, metre = _crossings(polylines, areas, progress)
    long = np.flatnonzero(polylines.total_m > 0)
    leaps = np.ones(len(polylines.lonlat), bool)
    leaps[polylines.start + 1] = False
    line = np.r_[line, polylines.line[leaps], long]
    metre = np.r_[metre, polylines.chainage[leaps], polylines.total_m[long]]
    order = np.lexsort((metre, line))
    line, metre = line[order], metre[order]
    piece = np.flatnonzero((line[1:] == line[:-1]) & (metre[1:] - metre[:-1] > TOUCH_M))
    county = _first_holder(place_at(polylines, line[piece], (metre[piece] + metre[piece + 1]) / 2), areas)
    line, start = line[piece], metre[piece]
    # crossings nearer to each other than a micrometre were dropped: their stretch goes to the one before
    begins = np.r_[True, (line[1:] != line[:-1]) | (county[1:] != county[:-1])][: len(piece)]
    start, line, county = start[begins], line[begins], county[begins]
    first = np.r_[True, line[1:] != line[:-1]][: len(line)]
    start = np.where(first, 0.0, start)
    end = np.where(np.r_[first[1:], True][: len(line)], polylines.total_m[line], np.r_[start[1:], 0.0][: len(line)])
    return pd.DataFrame({"line": line, "from_m": start, "to_m": end, "county": county})


def cut_areas_by_county(
    areas: gpd.GeoSeries, counties: gpd.GeoSeries, progress: Progress = no_progress
) -> gpd.GeoDataFrame:
    """Parts [area, county, geometry] with the county's position, -1 in none; where counties overlap the first wins."""
    rest, borders = polygonal(areas), polygonal(counties)
    shapely.prepare(borders)
    county, area = shapely.STRtree(rest).query(borders, predicate="intersects")
    order = np.lexsort((county, area))
    county, area = county[order], area[order]
    rank = np.arange(len(area)) - np.searchsorted(area, area, "left")
    found = []
    # as many rounds as one area touches counties: in each, every area gives away one county's part
    for level in range(int(rank.max()) + 1 if len(rank) else 0):
        now, by = area[rank == level], county[rank == level]
        with np.errstate(invalid="ignore"):  # GEOS signals empty shapes
            inside = shapely.contains_properly(borders[by], rest[now])
        part = rest[now].copy()
        cut, border = now[~inside], borders[by[~inside]]
        rest[now[inside]] = shapely.Polygon()
        with np.errstate(invalid="ignore"):
            part[~inside] = polygonal(shapely.intersection(rest[cut], border))
            rest[cut] = polygonal(shapely.difference(rest[cut], border))
        found.append(pd.DataFrame({"area": now, "county": by, "geometry": part}))
        progress((level + 1) / (int(rank.max()) + 1))
    found.append(pd.DataFrame({"area": np.arange(len(rest)), "county": -1, "geometry": rest}))
    parts = pd.concat(found, ignore_index=True)
    parts = parts[~shapely.is_empty(parts["geometry"].to_numpy())].sort_values(["area", "county"], kind="stable")
    return gpd.GeoDataFrame(parts.reset_index(drop=True), geometry="geometry", crs=areas.crs)


def _crossings(polylines: Polylines, areas: np.ndarray, progress: Progress) -> tuple[np.ndarray, np.ndarray]:
    """Line and chainage of every crossing with a border; where both run together, of the corners of the border."""
    xy, start, owner = rings_of(areas)
    edges = pieces_of(xy, start, owner[start])
    roads = polylines.pieces
    if not len(edges.first) or not len(roads.first):
        return np.array([], np.int64), np.array([])
    nearest, furthest = _range(xy, start)
    nearest, furthest = nearest - _HAIR, furthest + _HAIR
    edge_piece, road_piece = roads.meeting(edges.low - _HAIR, edges.high + _HAIR)
    found = []
    for part in np.array_split(np.arange(len(edge_piece)), len(edge_piece) * 16 // _CHUNK + 1):
        pair, road = expand(roads, road_piece[part])
        a = polylines.start[road]
        low, high = _range(polylines.lonlat, a)
        by = edge_piece[part][pair]
        near = ((low <= edges.high[by] + _HAIR) & (high >= edges.low[by] - _HAIR)).all(axis=1)
        a, low, high = a[near], low[near], high[near]
        pair, edge = expand(edges, by[near])
        near = np.ones(len(pair), bool)
        for axis in (0, 1):
            near &= (low[pair, axis] <= furthest[edge, axis]) & (high[pair, axis] >= nearest[edge, axis])
        edge = start[edge[near]]
        found.append(_metres(polylines, a[pair[near]], xy[edge], xy[edge + 1]))
        progress(float(part[-1] + 1) / len(edge_piece) if len(part) else 1.0)
    return np.concatenate([f[0] for f in found]), np.concatenate([f[1] for f in found])


def _range(xy: np.ndarray, vertex: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The boxes of the segments that begin at vertices."""
    return np.minimum(xy[vertex], xy[vertex + 1]), np.maximum(xy[vertex], xy[vertex + 1])


def _metres(
    polylines: Polylines, a: np.ndarray, edge_from: np.ndarray, edge_to: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Where the segments that begin at the vertices `a` meet edges."""
    here, along, edge = polylines.lonlat[a], polylines.lonlat[a + 1] - polylines.lonlat[a], edge_to - edge_from
    to = edge_from - here
    turn = along[:, 0] * edge[:, 1] - along[:, 1] * edge[:, 0]
    size = np.hypot(*along.T) * np.hypot(*edge.T)
    beside = np.abs(turn) <= _HAIR * size
    safe = np.where(beside, 1.0, turn)
    share = (to[:, 0] * edge[:, 1] - to[:, 1] * edge[:, 0]) / safe
    on_edge = (to[:, 0] * along[:, 1] - to[:, 1] * along[:, 0]) / safe
    cross = ~beside & (on_edge >= -_HAIR) & (on_edge <= 1 + _HAIR)
    length2 = np.maximum((along**2).sum(axis=1), 1e-300)
    corners = [(to * along).sum(axis=1) / length2, ((to + edge) * along).sum(axis=1) / length2]
    vertex = np.r_[a[cross], a[beside], a[beside]]
    share = np.r_[share[cross], corners[0][beside], corners[1][beside]]
    held = (share >= 0) & (share <= 1)
    vertex, share = vertex[held], share[held]
    from_m, to_m = polylines.chainage[vertex], polylines.chainage[vertex + 1]
    return polylines.line[vertex], from_m + share * (to_m - from_m)


def _first_holder(xy: np.ndarray, areas: np.ndarray) -> np.ndarray:
    """The first area that holds each place, edges included; -1 where none does."""
    holder = np.full(len(xy), len(areas))
    if len(xy) and len(areas):
        area, point = shapely.STRtree(shapely.points(xy)).query(areas, predicate="intersects")
        np.minimum.at(holder, point, area)
    return np.where(holder == len(areas), -1, holder)
