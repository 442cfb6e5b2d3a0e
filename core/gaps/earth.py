"""Places in an earth-centred frame, where a disc is a sphere: no zones, no seams, lengths in true metres."""

from __future__ import annotations

import numpy as np

from ..ellipsoid import FLATTENING, SEMI_MAJOR_M

_E2 = FLATTENING * (2 - FLATTENING)
_PART = 16_384


def earth_centred(lonlat: np.ndarray) -> np.ndarray:
    """Degrees (n, 2) on the ellipsoid as metres (n, 3) from the earth's centre."""
    place = np.empty((len(lonlat), 3))
    # in parts that stay in the processor's cache: half the time where there are millions
    for first in range(0, len(lonlat), _PART):
        part = slice(first, first + _PART)
        lon, lat = np.radians(lonlat[part, 0]), np.radians(lonlat[part, 1])
        sine, cosine = np.sin(lat), np.cos(lat)
        normal = SEMI_MAJOR_M / np.sqrt(1 - _E2 * sine**2)
        place[part, 0] = normal * cosine * np.cos(lon)
        place[part, 1] = normal * cosine * np.sin(lon)
        place[part, 2] = normal * (1 - _E2) * sine
    return place


def square_m2(away: np.ndarray) -> np.ndarray:
    """The squared lengths of vectors (n, axes)."""
    return np.einsum("ij,ij->i", away, away)


def curvature_radius_m(lat_deg: np.ndarray) -> np.ndarray:
    """The ellipsoid's mean radius of curvature at a latitude, in metres."""
    return SEMI_MAJOR_M * np.sqrt(1 - _E2) / (1 - _E2 * np.sin(np.radians(lat_deg)) ** 2)


def chord_m(arc_m: np.ndarray, lat_deg: np.ndarray) -> np.ndarray:
    """The straight line under an arc: 0.13 m less at 50 km, told to a millimetre in every direction."""
    radius = curvature_radius_m(lat_deg)
    return 2 * radius * np.sin(np.minimum(np.asarray(arc_m) / (2 * radius), np.pi / 2))


def arc_m(chord: np.ndarray, lat_deg: np.ndarray) -> np.ndarray:
    """The arc over a straight line: what `chord_m` undoes."""
    radius = curvature_radius_m(lat_deg)
    return 2 * radius * np.arcsin(np.minimum(np.asarray(chord) / (2 * radius), 1.0))
