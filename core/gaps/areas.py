"""Areas under discs: exact by Green's theorem over the arcs and edges that bound what is covered, without drawing a disc."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..errors import Progress, no_progress
from ..metric import boxes
from .blocks import Blocks, blocks_of
from .bounds import bounds_of
from .discs import prune
from .outlines import open_shapes

_CHUNK = 20_000
_GRID_DEG = 1e-8


def cover_areas(
    areas: gpd.GeoSeries, discs: pd.DataFrame, progress: Progress = no_progress
) -> tuple[np.ndarray, np.ndarray]:
    """Square metres of areas within the union of discs, and of the whole areas: `covered_m2, total_m2`.

    Areas in EPSG:4490 (invalid ones are made valid, edges are straight in degrees); `discs` has `lon`, `lat` and
    `radius_m` (NaN and 0 cover nothing).
    """
    blocks, disc, block, lonlat, radius = _paired(np.asarray(areas, object), discs)
    progress(0.0)
    covered, total = np.zeros(len(areas)), np.zeros(len(areas))
    for low, high, first, last in _chunks(block, len(blocks.area)):
        own = blocks.take(np.arange(low, high))
        centre = own.flat(lonlat[disc[first:last]], block[first:last] - low)
        bounds = bounds_of(own, centre, radius[disc[first:last]], block[first:last] - low)
        covered += np.bincount(own.area, bounds.covered_m2(), len(areas))
        total += np.bincount(own.area, bounds.whole_m2(), len(areas))
        progress(high / len(blocks.area))
    return np.clip(covered, 0, total), total


def uncovered_parts(areas: gpd.GeoSeries, discs: pd.DataFrame, progress: Progress = no_progress) -> np.ndarray:
    """What no disc covers of each area as polygons in degrees, for the map: circles of 256 segments, of the discs' own area."""
    blocks, disc, block, lonlat, radius = _paired(np.asarray(areas, object), discs)
    progress(0.0)
    found = []
    for low, high, first, last in _chunks(block, len(blocks.area)):
        own = blocks.take(np.arange(low, high))
        centre = own.flat(lonlat[disc[first:last]], block[first:last] - low)
        bounds = bounds_of(own, centre, radius[disc[first:last]], block[first:last] - low)
        open_ = open_shapes(bounds)
        xy, index = shapely.get_coordinates(open_, return_index=True)
        found.append(shapely.set_coordinates(open_, own.degrees(xy - bounds.offset[index], index)))
        progress(high / len(blocks.area))
    return _joined(np.concatenate(found) if found else np.array([], object), blocks.area, len(areas))


def _joined(parts: np.ndarray, area: np.ndarray, count: int) -> np.ndarray:
    """The parts of each area as one shape; an area cut into several blocks loses the cuts."""
    found = np.full(count, shapely.Polygon(), object)
    polygons, owner = shapely.get_parts(shapely.make_valid(parts), return_index=True)
    solid = shapely.get_type_id(polygons) == 3
    polygons, owner = polygons[solid], area[owner[solid]]
    rows, index = np.unique(owner, return_inverse=True)
    if len(rows):
        found[rows] = shapely.multipolygons(polygons, indices=index)
    lone = shapely.get_num_geometries(found) == 1
    found[lone] = shapely.get_geometry(found[lone], 0)
    cut = (np.bincount(area, minlength=count) > 1) & ~shapely.is_empty(found)
    # the two sides of a cut differ by less than a millimetre: they meet on a grid of that size
    found[cut] = shapely.union_all(found[cut][:, None], grid_size=_GRID_DEG, axis=1)
    return found


def _paired(areas: np.ndarray, discs: pd.DataFrame) -> tuple[Blocks, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Blocks, the pairs of discs and blocks whose boxes meet (ordered by block), and the discs' places and radii."""
    blocks, discs = blocks_of(areas), prune(discs)
    lonlat, radius = discs[["lon", "lat"]].to_numpy(float), discs["radius_m"].to_numpy(float)
    bounds = shapely.bounds(blocks.shape).reshape(-1, 4)
    block, disc = shapely.STRtree(boxes(lonlat, radius)).query(shapely.box(*bounds.T))
    order = np.lexsort((disc, block))
    return blocks, disc[order], block[order], lonlat, radius


def _chunks(block: np.ndarray, count: int) -> list[tuple[int, int, int, int]]:
    """Ranges of blocks with about as many discs each, and the ranges of their pairs."""
    held = np.cumsum(np.bincount(block, minlength=count) + 1)
    edges = np.unique(np.r_[0, np.searchsorted(held, np.arange(_CHUNK, held[-1] if count else 0, _CHUNK)) + 1, count])
    starts = np.asarray(np.searchsorted(block, edges))
    return list(zip(edges[:-1].tolist(), edges[1:].tolist(), starts[:-1].tolist(), starts[1:].tolist()))
