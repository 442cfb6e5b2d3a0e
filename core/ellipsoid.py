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


def to_local(xy: np.ndarray, origin: np.ndarray) -> np.ndarray:
    """Degrees as metres east and north of `origin` (degrees, one per place), in the plane that touches the ellipsoid there.

    Made through an earth-centred frame: lengths are off by less than 0.1 mm within 2 km, 1 mm within 5 km.
    """
    ring, height = _ring_and_height(xy[:, 1])
    ring0, height0 = _ring_and_height(origin[:, 1])
    turn, lat0 = np.radians(xy[:, 0] - origin[:, 0]), np.radians(origin[:, 1])
    north = np.cos(lat0) * (height - height0) - np.sin(lat0) * (ring * np.cos(turn) - ring0)
    return np.column_stack([ring * np.sin(turn), north])


def from_local(plane: np.ndarray, origin: np.ndarray) -> np.ndarray:
    """Degrees of places east and north of `origin`: the way back from `to_local`."""
    ring0, height0 = _ring_and_height(origin[:, 1])
    lat0 = np.radians(origin[:, 1])
    w2 = 1 - _E2 * np.sin(lat0) ** 2
    prime_vertical, meridian = SEMI_MAJOR_M / np.sqrt(w2), SEMI_MAJOR_M * (1 - _E2) / w2**1.5
    east, north = plane[:, 0], plane[:, 1]
    up = -(east**2 / prime_vertical + north**2 / meridian) / 2
    inward = ring0 - np.sin(lat0) * north + np.cos(lat0) * up
    height = height0 + np.cos(lat0) * north + np.sin(lat0) * up
    ring, semi_minor = np.hypot(inward, east), SEMI_MAJOR_M * (1 - FLATTENING)
    theta = np.arctan2(height * SEMI_MAJOR_M, ring * semi_minor)
    lat = np.arctan2(
        height + _E2 / (1 - _E2) * semi_minor * np.sin(theta) ** 3, ring - _E2 * SEMI_MAJOR_M * np.cos(theta) ** 3
    )
    return np.column_stack([origin[:, 0] + np.degrees(np.arctan2(east, inward)), np.degrees(lat)])


def _ring_and_height(lat_deg: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Distance from the earth's axis and from the plane of the equator at a latitude."""
    sine = np.sin(np.radians(lat_deg))
    prime_vertical = SEMI_MAJOR_M / np.sqrt(1 - _E2 * sine**2)
    return prime_vertical * np.cos(np.radians(lat_deg)), prime_vertical * (1 - _E2) * sine
