"""The loss from one transmitter to everywhere around it, by rays: each ray's heights are read once and serve every receiver on
it, so that a raster costs a fraction of as many paths.

Rays are straight lines of the ground's own grid with a point a cell or closer; a place has the loss of the nearest point of the
nearest ray.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..ellipsoid import metres_per_degree
from .ground import Ground
from .paths import Ends, path_diffraction
from .ray_losses import Mast, ray_losses

_SAMPLES = 100_000
_RINGS = 4  # each half as wide as the next, with half as many rays
_NEAR_CELLS = 16  # within them every place has its own path: short ones have more points than one a cell
_STEP = 0.95  # of a cell: paths have a point a cell or closer, up to eight more than that
_APART = 1.2  # times what is asked, between rays at a ring's outer edge; half of it at its inner


def cells_per_metre(ground: Ground, lonlat: np.ndarray) -> np.ndarray:
    """`Mast.per_metre` around a place in degrees (2,)."""
    per_lon, per_lat = (float(v[0]) for v in metres_per_degree(lonlat[1:]))
    around = lonlat + np.array([[1000 / per_lon, 0], [-1000 / per_lon, 0], [0, 1000 / per_lat], [0, -1000 / per_lat]])
    east, west, north, south = ground.place(around)
    return np.column_stack([east - west, north - south]) / 2000


class Sweep:
    """Losses in dB beyond those of free space over the horizontal distance, all around a mast; NaN beyond a void."""

    def __init__(
        self, ground: Ground, mast: Mast, reach_m: float, apart_m: float = 0.0, look: Callable[[], None] = lambda: None
    ) -> None:
        """Rays end up `apart_m` apart, or a cell where that is more; `look` is called every few milliseconds and may raise."""
        self.ground, self.mast, self.near_m = ground, mast, _NEAR_CELLS * ground.cell_m
        self.rays = _Rays(ground, mast, max(reach_m, self.near_m), max(apart_m, ground.cell_m), look)

    def at(self, east_m: np.ndarray, north_m: np.ndarray) -> np.ndarray:
        """The losses at places, in m from the mast, float32; beyond the last step those of the last."""
        away = np.sqrt(east_m * east_m + north_m * north_m)
        losses = self.rays.at(east_m, north_m, away)
        near = away < self.near_m
        losses[near] = self._by_paths(np.stack([east_m[near], north_m[near]]), away[near].astype(float))
        return losses

    def _by_paths(self, place_m: np.ndarray, away_m: np.ndarray) -> np.ndarray:
        mast, ground, n = self.mast, self.ground, np.ones(len(away_m))
        rx = mast.cell + place_m.T @ mast.per_metre.T
        outside = ((rx < 0) | (rx >= ground.heights.shape[::-1])).any(axis=1)
        rx[outside] = np.nan
        tx = np.tile(mast.cell, (len(n), 1))
        clutter = mast.clutter_m * n if mast.clutter_m else None
        bent = path_diffraction(ground, Ends(tx, rx, mast.tx_m * n, mast.rx_m * n, away_m, mast.mhz * n, clutter)).total
        rise = ground.heights_of(tx) + mast.tx_m - ground.heights_of(rx) - mast.rx_m
        return bent + 10 * np.log10(1 + (rise / np.maximum(away_m, 10.0)) ** 2)


class _Rays:
    """Losses by ring, step and ray."""

    def __init__(self, ground: Ground, mast: Mast, reach_m: float, apart_m: float, look: Callable[[], None]) -> None:
        self.mast, self.step_m = mast, _STEP * ground.cell_m
        self.steps = int(np.ceil(reach_m / self.step_m))
        self.rays = np.empty(self.steps, np.float32)
        self.start = np.empty(self.steps, np.int32)
        edges = [self.steps >> n for n in range(_RINGS)] + [0]
        parts, held = [], 0
        for last, first in zip(edges[:-1], edges[1:]):
            rays = int(np.ceil(2 * np.pi * last * self.step_m / (_APART * apart_m)))
            losses = self._ring(ground, first, last, rays, look)
            self.rays[first:last] = rays
            self.start[first:last] = held + (rays + 1) * np.arange(last - first)
            held += losses.size
            parts.append(losses.ravel())
        self.losses = np.concatenate(parts)

    def _ring(self, ground: Ground, first: int, last: int, rays: int, look: Callable[[], None]) -> np.ndarray:
        """Losses (last - first, rays + 1) at the steps after `first` up to `last`; the first ray again at the end."""
        found = np.empty((last - first, rays + 1), np.float32)
        turn = 2 * np.pi / rays * np.arange(rays)
        way = self.step_m * self.mast.per_metre @ np.array([np.sin(turn), np.cos(turn)])
        edges = np.linspace(0, rays, -(-rays * last // _SAMPLES) + 1).astype(int)
        for some in map(slice, edges[:-1], edges[1:]):
            look()
            found[:, some] = ray_losses(ground, self.mast, self.step_m, way[:, some], first, last, self.steps)
        found[:, -1] = found[:, 0]
        return found

    def at(self, east_m: np.ndarray, north_m: np.ndarray, away_m: np.ndarray) -> np.ndarray:
        turn = np.arctan2(east_m, north_m)
        turn *= np.float32(0.5 / np.pi)
        turn += turn < 0
        away = away_m / np.float32(self.step_m)
        away -= np.float32(0.5)
        row = np.clip(away.astype(np.int32), 0, self.steps - 1)
        turn *= self.rays.take(row)
        turn += np.float32(0.5)
        place = turn.astype(np.int32)
        place += self.start.take(row)
        return self.losses.take(place)
