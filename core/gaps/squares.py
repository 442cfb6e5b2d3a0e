"""Areas on a grid of squares, each judged by one place: for models that follow the path, which know no discs."""

from __future__ import annotations

from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..ellipsoid import area_m2, metres_per_degree
from ..errors import N_, CoreError, Progress, no_progress
from .servers import none_served, served
from .shapes import polygonal
from .transmitters import Supply

_MOST = 2_000_000


@dataclass(frozen=True)
class Squares:
    """The pieces that a grid cuts areas into: `area` (position), `shape`, and the place in it that is asked."""

    count: int
    area: np.ndarray
    shape: np.ndarray
    place: np.ndarray

    def held(self, mask: np.ndarray) -> np.ndarray:
        """The pieces of a mask as one shape per area."""
        found = np.full(self.count, shapely.Polygon(), object)
        rows = np.flatnonzero(mask)
        if len(rows):
            areas, index = np.unique(self.area[rows], return_inverse=True)
            parts, owner = shapely.get_parts(self.shape[rows], return_index=True)
            solid = shapely.get_type_id(parts) == 3
            whole = shapely.multipolygons(parts[solid], indices=index[owner[solid]])
            found[areas] = shapely.union_all(whole[:, None], grid_size=1e-9, axis=1)
        return found


def squares(areas: gpd.GeoSeries, step_m: float) -> Squares:
    """Squares of `step_m` over areas in EPSG:4490, clipped to them; along rows of one latitude per area."""
    shapes = polygonal(np.asarray(areas, object))
    west, south, east, north = shapely.bounds(shapes).T
    known = np.flatnonzero(np.isfinite(west))
    per_lon, per_lat = metres_per_degree((south + north)[known] / 2)
    dx, dy = step_m / per_lon, step_m / per_lat
    columns = np.maximum(np.ceil((east - west)[known] / dx), 1).astype(int)
    rows = np.maximum(np.ceil((north - south)[known] / dy), 1).astype(int)
    count = columns * rows
    if count.sum() > _MOST:
        text = N_("The areas make {count} million squares of {step} m: set a longer path_step_m in the profile.")
        raise CoreError(text, count=f"{count.sum() / 1e6:.1f}", step=f"{step_m:g}")
    of = np.repeat(np.arange(len(known)), count)
    number = np.arange(len(of)) - np.repeat(np.cumsum(count) - count, count)
    column, row = number % columns[of], number // columns[of]
    low_x, low_y = west[known][of] + column * dx[of], south[known][of] + row * dy[of]
    boxes = shapely.box(low_x, low_y, low_x + dx[of], low_y + dy[of])
    shapely.prepare(shapes)
    area = known[of]
    meets = shapely.intersects(shapes[area], boxes)
    area, boxes = area[meets], boxes[meets]
    whole = shapely.covers(shapes[area], boxes)
    pieces = boxes.copy()
    pieces[~whole] = shapely.intersection(shapes[area[~whole]], boxes[~whole])
    solid = shapely.area(pieces) > 0
    area, pieces = area[solid], pieces[solid]
    place = shapely.get_coordinates(shapely.centroid(pieces))
    return Squares(len(shapes), area, pieces, place)


@dataclass(frozen=True)
class Patches:
    """What a path model says of areas: the shape of each that it says is served."""

    shapes: np.ndarray
    by: pd.DataFrame = field(default_factory=none_served)
    """By whom, square by square: servers.served, `item` the area."""

    def within(self, areas: gpd.GeoSeries) -> tuple[np.ndarray, np.ndarray]:
        """Square metres of areas that are served, and of the whole areas."""
        whole = polygonal(np.asarray(areas, object))
        served = polygonal(shapely.intersection(self.shapes, whole))
        return area_m2(gpd.GeoSeries(served)), area_m2(gpd.GeoSeries(whole))

    def outside(self, areas: gpd.GeoSeries) -> np.ndarray:
        """What of areas is not."""
        return polygonal(shapely.difference(polygonal(np.asarray(areas, object)), self.shapes))

    def joined(self, other: Patches) -> Patches:
        return Patches(shapely.union(self.shapes, other.shapes))


def patches(
    grid: Squares, there: pd.DataFrame, supply: Supply, sea: bool, sure: bool, progress: Progress = no_progress
) -> Patches:
    """The squares that a path model says are served (or, not `sure`, may be)."""
    if supply.signal is None or not len(there) or not len(grid.area):
        return Patches(np.full(grid.count, shapely.Polygon(), object))
    found = supply.signal(grid.place, there, sea, sure, progress)
    by = served(grid.area, None, shapely.area(grid.shape), found, there) if sure else none_served()
    return Patches(grid.held(found["holds"].to_numpy(bool)), by)
