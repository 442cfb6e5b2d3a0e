"""Diffraction over the ground between many transmitters and receivers: profiles from the raster, in chunks of a length."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Optional

import numpy as np

from ..errors import Progress, no_progress
from .diffraction import Diffraction, losses
from .ground import Ground
from .scan import Scan, even_points, scan
from .spherical import RADIO_EARTH_KM

_SAMPLES = 100_000  # of a chunk: it stays in the processor's cache
_STEP = 8  # profiles have 8, 16, 24, … points more than one: those of a chunk have equally many, whatever else is asked
_FEWEST = 9
_NEAREST_M = 10.0


@dataclass(frozen=True)
class Ends:
    """Both ends of paths: columns and rows (n, 2) of the ground, antenna heights in m above it, distances in m along the
    earth. `clutter_m`: what stands on the ground between the ends, one height per path, or None."""

    tx: np.ndarray
    rx: np.ndarray
    tx_m: np.ndarray
    rx_m: np.ndarray
    distance_m: np.ndarray
    mhz: np.ndarray
    clutter_m: Optional[np.ndarray] = None


def points_of(ground: Ground, distance_m: np.ndarray) -> np.ndarray:
    """How many evenly spaced points a profile has: one a cell or closer, ends included."""
    cells = np.ceil(np.asarray(distance_m) / ground.cell_m)
    return np.maximum((np.ceil(cells / _STEP) * _STEP).astype(int) + 1, _FEWEST)


def profile_heights(ground: Ground, tx: np.ndarray, rx: np.ndarray, count: int) -> np.ndarray:
    """Heights (paths, count) along straight lines of the raster's grid: each point has the height of the cell it lies in.

    A straight line of a raster in degrees leaves the geodesic by 17 m at most over 30 km at 45° of latitude, half a cell.
    """
    t = np.linspace(0, 1, count, dtype=np.float32)
    column, row = tx.astype(np.float32), (rx - tx).astype(np.float32)
    x = np.multiply.outer(row[:, 0], t)
    x += column[:, :1]
    y = np.multiply.outer(row[:, 1], t)
    y += column[:, 1:]
    cell = y.astype(np.int32)
    cell *= ground.heights.shape[1]
    cell += x.astype(np.int32)
    return ground.heights.ravel().take(cell, mode="clip")  # float32 may round the last cell's far edge up to the next


def path_diffraction(
    ground: Ground, ends: Ends, earth_km: float = RADIO_EARTH_KM, progress: Progress = no_progress
) -> Diffraction:
    """Delta-Bullington loss of every path; NaN where an end lies outside the raster or the profile crosses a void.

    Points at or below 0 m count as sea: their share of the path has the sea's ground in the spherical term.
    """
    known = np.flatnonzero(np.isfinite(ends.tx).all(axis=1) & np.isfinite(ends.rx).all(axis=1))
    distance_km = np.maximum(ends.distance_m, _NEAREST_M) / 1000
    count = points_of(ground, ends.distance_m)
    found = {field.name: np.full(len(count), np.nan) for field in fields(Scan)}
    sea = np.zeros(len(count))
    order = known[np.argsort(count[known], kind="stable")]
    done = 0
    while done < len(order):
        n = int(count[order[done]])
        last = np.searchsorted(count[order], n, "right")
        rows = order[done : min(last, done + max(_SAMPLES // n, 1))]
        heights = profile_heights(ground, ends.tx[rows], ends.rx[rows], n)
        clutter = None if ends.clutter_m is None else ends.clutter_m[rows, None]
        points = even_points(n, heights.dtype)
        part = scan(heights, points, distance_km[rows], ends.tx_m[rows], ends.rx_m[rows], clutter, earth_km)
        for name, values in found.items():
            values[rows] = getattr(part, name)
        if ground.has_sea and not heights.min() > 0:
            sea[rows] = (heights <= 0).mean(axis=1)
        done += len(rows)
        progress(done / len(order))
    return losses(Scan(**found), count, distance_km, ends.mhz, sea, earth_km)
