"""The deviation circles of rows, what is left of them, and the way from metres back to degrees."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..errors import Progress, no_progress
from .in_turn import in_turn
from .local_shapes import placed_at, rings

SAFE_M = 0.002
"""So much wider is every exclusion, for the arithmetic: what is left passes for certain."""
SPOT_M = 0.01
"""A deviation of 0 allows the spot itself: it is looked at as a circle of this radius, of which only its middle counts."""
_GRID_M = SAFE_M / 4
"""Corners nearer to each other than this are one, so that areas stay valid in degrees."""
SLIVER_M2 = 0.1


@dataclass(frozen=True)
class Circles:
    """The deviation circles of the rows looked at: `rows` (positions), `centre` (degrees), `radius_m`, `shape` (metres).

    `position` gives for each row of the case its circle, -1 where it has none.
    """

    rows: np.ndarray
    centre: np.ndarray
    radius_m: np.ndarray
    shape: np.ndarray
    position: np.ndarray

    @property
    def spot(self) -> np.ndarray:
        """Circles that allow one spot only."""
        return np.asarray(self.radius_m <= SPOT_M)

    @classmethod
    def around(cls, rows: np.ndarray, centre: np.ndarray, radius_m: np.ndarray, size: int) -> Circles:
        """The circles of some rows of a case of this size."""
        radius_m = np.maximum(radius_m, SPOT_M)
        position = np.full(size, -1)
        position[rows] = np.arange(len(rows))
        shape = rings(np.zeros((len(rows), 2)), np.maximum(radius_m - SAFE_M / 2, 0))
        return cls(rows, centre, radius_m, np.where(shapely.is_missing(shape), shapely.Polygon(), shape), position)


def whether_open(areas: np.ndarray, circles: Circles) -> np.ndarray:
    """Whether there is a place left in each area: more than slivers or, of a spot, its middle."""
    parts, owner = shapely.get_parts(areas, return_index=True)
    left = np.bincount(owner[shapely.area(parts) >= SLIVER_M2], minlength=len(areas)) > 0
    middle = np.flatnonzero(circles.spot & ~shapely.is_empty(areas))
    left[middle] = shapely.intersects(areas[middle], shapely.Point(0, 0))
    return left


def less(areas: np.ndarray, taken: np.ndarray, progress: Progress = no_progress) -> np.ndarray:
    """The areas without what is taken of them (None: nothing)."""
    some = ~shapely.is_missing(taken)
    left = areas.copy()
    left[some] = in_turn(progress, shapely.difference, areas[some], taken[some])
    return left


def without_slivers(areas: np.ndarray, circles: Circles) -> np.ndarray:
    """The areas, each as one multipolygon, without the slivers between two exclusions: they are no place."""
    cut = (areas != circles.shape) & ~shapely.is_empty(areas)
    areas = areas.copy()
    areas[cut] = shapely.set_precision(areas[cut], _GRID_M)
    parts, owner = shapely.get_parts(areas, return_index=True)
    kept = shapely.area(parts) >= np.where(circles.spot, 0, SLIVER_M2)[owner]
    return gathered(parts[kept], owner[kept], len(areas))


def back_to_degrees(shapes: np.ndarray, centre: np.ndarray, progress: Progress = no_progress) -> np.ndarray:
    """Shapes in metres around their centres as areas in degrees; slivers of less than 0.1 m² are left out."""
    return in_turn(progress, _in_degrees, shapes, centre)


def _in_degrees(shapes: np.ndarray, centre: np.ndarray) -> np.ndarray:
    parts, owner = shapely.get_parts(shapes, return_index=True)
    kept = (shapely.get_dimensions(parts) == 2) & (shapely.area(parts) >= SLIVER_M2)
    parts, owner = placed_at(parts[kept], centre[owner[kept]], back=True), owner[kept]
    broken = np.flatnonzero(~shapely.is_valid(parts))
    parts[broken] = shapely.buffer(parts[broken], 0)
    parts, index = shapely.get_parts(parts, return_index=True)
    owner = owner[index]
    return gathered(parts, owner, len(shapes))


def gathered(parts: np.ndarray, owner: np.ndarray, size: int) -> np.ndarray:
    """Areas of the polygons of each owner 0 … size - 1, empty where it has none."""
    made = np.full(size, shapely.MultiPolygon(), dtype=object)
    held, group = np.unique(owner, return_inverse=True)
    if len(held):
        made[held] = shapely.multipolygons(parts, indices=group.ravel())
    return made
