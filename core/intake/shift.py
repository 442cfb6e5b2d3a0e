"""The offsets of Chinese web maps: GCJ-02 (高德, 腾讯, 奥维) and BD-09 (百度) against true positions, and back.

Written from the published formulas. WGS 84 and CGCS2000 differ by centimetres, so either is "true" here. The real
GCJ-02 leaves Hong Kong, Macau and Taiwan alone; the formula knows only a rectangle around China, and so do these
functions: inside 72.004 to 137.8347 E, 0.8293 to 55.8271 N they shift, Hong Kong, Macau, Taiwan and the neighbours
included; outside they change nothing. Longitudes and latitudes in degrees, arrays in and out, NaN stays NaN.
"""

from __future__ import annotations

from typing import Callable

import numpy as np

LonLat = tuple[np.ndarray, np.ndarray]

_A = 6378245.0  # Krassovsky's ellipsoid, as in the published formula
_EE = 0.00669342162296594323
_BD_WAVE = np.pi * 3000.0 / 180.0
_WEST, _EAST, _SOUTH, _NORTH = 72.004, 137.8347, 0.8293, 55.8271


def gcj02_from_wgs84(lon: np.ndarray, lat: np.ndarray) -> LonLat:
    """Where GCJ-02 shows true positions: 100 to 700 m to the south-east, mostly."""
    lon, lat = np.asarray(lon, float), np.asarray(lat, float)
    x, y = lon - 105.0, lat - 35.0
    with np.errstate(invalid="ignore"):
        root = np.sqrt(np.abs(x))
        ripple = 20.0 * (np.sin(6 * np.pi * x) + np.sin(2 * np.pi * x))
        north_m = -100.0 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
        north_m += (ripple + _waves(y, 160.0, 320.0)) * 2 / 3
        east_m = 300.0 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
        east_m += (ripple + _waves(x, 150.0, 300.0)) * 2 / 3
        phi = np.radians(lat)
        w2 = 1 - _EE * np.sin(phi) ** 2
        d_lat = np.degrees(north_m * w2 * np.sqrt(w2) / (_A * (1 - _EE)))
        d_lon = np.degrees(east_m * np.sqrt(w2) / (_A * np.cos(phi)))
        shifted = (lon >= _WEST) & (lon <= _EAST) & (lat >= _SOUTH) & (lat <= _NORTH)
    return np.where(shifted, lon + d_lon, lon), np.where(shifted, lat + d_lat, lat)


def _waves(t: np.ndarray, slow: float, slowest: float) -> np.ndarray:
    ripples = 20.0 * np.sin(np.pi * t) + 40.0 * np.sin(np.pi * t / 3)
    return ripples + slow * np.sin(np.pi * t / 12) + slowest * np.sin(np.pi * t / 30)


def bd09_from_gcj02(lon: np.ndarray, lat: np.ndarray) -> LonLat:
    """Where BD-09 shows GCJ-02 positions, everywhere on earth."""
    lon, lat = np.asarray(lon, float), np.asarray(lat, float)
    radius = np.hypot(lon, lat) + 0.00002 * np.sin(lat * _BD_WAVE)
    angle = np.arctan2(lat, lon) + 0.000003 * np.cos(lon * _BD_WAVE)
    return radius * np.cos(angle) + 0.0065, radius * np.sin(angle) + 0.006


def wgs84_from_gcj02(lon: np.ndarray, lat: np.ndarray) -> LonLat:
    """True positions of what GCJ-02 shows, to less than 1 mm of the forward formula."""
    return _undo(gcj02_from_wgs84, lon, lat)


def gcj02_from_bd09(lon: np.ndarray, lat: np.ndarray) -> LonLat:
    """GCJ-02 of what BD-09 shows, to less than 1 mm of the forward formula."""
    return _undo(bd09_from_gcj02, lon, lat)


def bd09_from_wgs84(lon: np.ndarray, lat: np.ndarray) -> LonLat:
    """Where BD-09 shows true positions."""
    return bd09_from_gcj02(*gcj02_from_wgs84(lon, lat))


def wgs84_from_bd09(lon: np.ndarray, lat: np.ndarray) -> LonLat:
    """True positions of what BD-09 shows."""
    return wgs84_from_gcj02(*gcj02_from_bd09(lon, lat))


def _undo(forward: Callable[..., LonLat], lon: np.ndarray, lat: np.ndarray) -> LonLat:
    """The place that `forward` moves to (lon, lat): each step leaves less than a hundredth of the error before."""
    lon, lat = np.asarray(lon, float), np.asarray(lat, float)
    true_lon, true_lat = lon.copy(), lat.copy()
    for _ in range(8):
        there_lon, there_lat = forward(true_lon, true_lat)
        true_lon, true_lat = true_lon + (lon - there_lon), true_lat + (lat - there_lat)
    return true_lon, true_lat
