"""Polygons made fit for geometry: valid, nothing but areas, edges short enough for a curved earth."""

from __future__ import annotations

import numpy as np
import shapely

_POLYGON = 3


def polygonal(shapes: np.ndarray) -> np.ndarray:
    """The areas of each shape, valid: lines and points left out; an empty polygon where there is no area or no shape."""
    shapes = np.array(shapes, object)
    wrong = ~shapely.is_valid(shapes) & ~shapely.is_missing(shapes)
    shapes[wrong] = shapely.make_valid(shapes[wrong])
    kind = shapely.get_type_id(shapes)
    found = np.where(np.isin(kind, (_POLYGON, 6)), shapes, shapely.Polygon())
    mixed = np.flatnonzero(kind == 7)
    if len(mixed):
        parts, owner = shapely.get_parts(shapes[mixed], return_index=True)
        nested, inner = shapely.get_parts(parts, return_index=True)
        area = shapely.get_type_id(nested) == _POLYGON
        rows, index = np.unique(mixed[owner[inner[area]]], return_inverse=True)
        if len(rows):
            # parts of a collection may overlap: each once
            found[rows] = shapely.make_valid(shapely.multipolygons(nested[area], indices=index))
    return found


def rings_of(shapes: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """All rings of areas as vertices (n, 2), the vertices at which segments begin, and the area of each vertex.

    Shells run anticlockwise and holes clockwise, so that the areas always lie to the left.
    """
    polygons, owner = shapely.get_parts(shapes, return_index=True)
    rings, polygon = shapely.get_rings(polygons, return_index=True)
    shell = np.r_[True, polygon[1:] != polygon[:-1]][: len(rings)]
    turned = shapely.is_ccw(rings) != shell
    rings[turned] = shapely.reverse(rings[turned])
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    return xy, np.flatnonzero(ring[1:] == ring[:-1]), owner[polygon[ring]]
