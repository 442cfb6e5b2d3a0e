"""Esri's geometries and spatial references as GeoJSON has them."""

from __future__ import annotations

from typing import Any, Optional

import shapely
from shapely.geometry import mapping

_WEB_MERCATOR = {102100, 102113, 900913, 3785}


def reference_code(reference: Any) -> Optional[str]:
    """The code of a spatial reference, 'EPSG:4490'; what Esri numbers in its own way is left to its own authority."""
    if not isinstance(reference, dict):
        return None
    for name in ("latestWkid", "wkid"):
        code = reference.get(name)
        if isinstance(code, int):
            if code in _WEB_MERCATOR:
                return "EPSG:3857"
            return f"EPSG:{code}" if code < 32_768 else f"ESRI:{code}"
    return None


def geojson_geometry(geometry: Any) -> Optional[dict[str, Any]]:
    """The same shape as GeoJSON, in two dimensions; None where there is none or it cannot be read."""
    if not isinstance(geometry, dict):
        return None
    try:
        if "x" in geometry:
            return (
                {"type": "Point", "coordinates": [float(geometry["x"]), float(geometry["y"])]}
                if _finite(geometry)
                else None
            )
        if geometry.get("points"):
            return {"type": "MultiPoint", "coordinates": _pairs(geometry["points"])}
        if geometry.get("paths"):
            return {"type": "MultiLineString", "coordinates": [_pairs(path) for path in geometry["paths"]]}
        if geometry.get("rings"):
            return mapping(_area(geometry["rings"]))
    except (TypeError, ValueError, IndexError, KeyError, shapely.errors.ShapelyError):
        return None
    return None


def _finite(geometry: dict[str, Any]) -> bool:
    return all(isinstance(geometry.get(axis), (int, float)) and abs(geometry[axis]) < 1e9 for axis in ("x", "y"))


def _pairs(points: list[Any]) -> list[list[float]]:
    return [[float(point[0]), float(point[1])] for point in points]


def _area(rings: list[Any]) -> Any:
    """Rings that run clockwise are outer ones, the others holes of the outer ring they lie in."""
    shapes = [shapely.linearrings(_pairs(ring)) for ring in rings]
    outer = [ring for ring in shapes if not shapely.is_ccw(ring)] or shapes
    holes: list[list[Any]] = [[] for _ in outer]
    bodies = shapely.polygons(outer)
    for ring in shapes:
        if shapely.is_ccw(ring) and outer is not shapes:
            inside = shapely.contains(bodies, shapely.Point(ring.coords[0])).nonzero()[0]
            if len(inside):
                holes[inside[0]].append(ring)
    parts = [shapely.polygons(ring, holes=cut or None) for ring, cut in zip(outer, holes)]
    return parts[0] if len(parts) == 1 else shapely.multipolygons(parts)
