"""The ellipsoid of CGCS2000: its scale, its Mercator plane, its areas."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely

SEMI_MAJOR_M = 6378137.0
FLATTENING = 1 / 298.257222101
_E2 = FLATTENING * (2 - FLATTENING)


def metres_per_degree(lat_deg: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Metres of a degree of longitude and of latitude at a latitude (the ellipsoid's two radii of curvature)."""
    lat = np.radians(lat_deg)
    w2 = 1 - _E2 * np.sin(lat) ** 2
    prime_vertical = SEMI_MAJOR_M / np.sqrt(w2)
    meridian = SEMI_MAJOR_M * (1 - _E2) / w2**1.5
    return np.radians(prime_vertical * np.cos(lat)), np.radians(meridian)


def mercator(xy: np.ndarray) -> np.ndarray:
    """Degrees in the plane of the ellipsoid's Mercator projection, in earth radii: angles kept, scale growing to the north."""
    lat = np.radians(np.clip(xy[:, 1], -85, 85))
    e = np.sqrt(_E2)
    north = np.arctanh(np.sin(lat)) - e * np.arctanh(e * np.sin(lat))
    return np.column_stack([np.radians(xy[:, 0]), north])


def from_mercator(plane: np.ndarray) -> np.ndarray:
    """Degrees of places in the Mercator plane; the latitude by iteration, to 1e-12."""
    e = np.sqrt(_E2)
    lat = np.arcsin(np.tanh(plane[:, 1]))
    for _ in range(8):
        lat = np.arcsin(np.tanh(plane[:, 1] + e * np.arctanh(e * np.sin(lat))))
    return np.column_stack([np.degrees(plane[:, 0]), np.degrees(lat)])


def discs(xy: np.ndarray, radius_m: np.ndarray, quarter_segments: int = 32) -> np.ndarray:
    """Discs around points as polygons in degrees (ellipsoid scale at the point); empty where the radius is 0."""
    east, north = metres_per_degree(xy[:, 1])
    circle = shapely.get_coordinates(shapely.buffer(shapely.Point(0, 0), 1.0, quad_segs=quarter_segments))
    ring = xy[:, None, :] + circle[None, :, :] * (
        np.asarray(radius_m)[:, None, None] / np.column_stack([east, north])[:, None, :]
    )
    return shapely.polygons(ring) if len(xy) else np.array([], dtype=object)


def area_m2(areas: gpd.GeoSeries) -> np.ndarray:
    """Areas in square metres, in the cylindrical equal-area frame of the ellipsoid (exact but for edges between vertices)."""

    def equal_area(lonlat: np.ndarray) -> np.ndarray:
        sine = np.sin(np.radians(lonlat[:, 1]))
        e = np.sqrt(_E2)
        q = (1 - _E2) * (sine / (1 - _E2 * sine**2) + np.arctanh(e * sine) / e)
        return np.column_stack([SEMI_MAJOR_M * np.radians(lonlat[:, 0]), SEMI_MAJOR_M * q / 2])

    return shapely.area(shapely.transform(areas.to_numpy(), equal_area))
