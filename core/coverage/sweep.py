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
_APART = 1.4  # times what is asked, between rays at a ring's outer edge; half of it at its inner


def cells_per_metre(ground: Ground, lonlat: np.ndarray) -> np.ndarray:
    """`Mast.per_metre` around a place in degrees (2,)."""
    per_lon, per_lat = (float(v[0]) for v in metres_per_degree(lonlat[1:]))
    around = lonlat + np.array([[1000 / per_lon, 0], [-1000 / per_lon, 0], [0, 1000 / per_lat], [0, -1000 / per_lat]])
    east, west, north, south = ground.place(around)
    return np.column_stack([east - west, north - south]) / 2000


class Sweep:
    """Losses in dB beyond those of free space over the horizontal distance, around a mast; NaN beyond a void."""

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
    """Losses by ring, step and ray: of the rays that pass where places are asked for."""

    def __init__(self, ground: Ground, mast: Mast, reach_m: float, apart_m: float, look: Callable[[], None]) -> None:
        self.ground, self.mast, self.look = ground, mast, look
        self.step_m, self.apart_m = _STEP * ground.cell_m, apart_m
        self.steps = int(np.ceil(reach_m / self.step_m))

    def at(self, east_m: np.ndarray, north_m: np.ndarray, away_m: np.ndarray) -> np.ndarray:
        rays, start, losses = self._cast(east_m, north_m)
        turn = np.arctan2(east_m, north_m)
        turn *= np.float32(0.5 / np.pi)
        turn += turn < 0
        away = away_m / np.float32(self.step_m)
        away -= np.float32(0.5)
        row = np.clip(away.astype(np.int32), 0, self.steps - 1)
        turn *= rays.take(row)
        turn += np.float32(0.5)
        place = turn.astype(np.int32)
        place += start.take(row)
        return losses.take(place)

    def _cast(self, east_m: np.ndarray, north_m: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Per step how many rays there are and where their losses begin; the losses."""
        rays, start = np.empty(self.steps, np.float32), np.empty(self.steps, np.int32)
        edges = [self.steps >> n for n in range(_RINGS)] + [0]
        room = 2 * self.apart_m  # a place takes the nearest ray, up to one of them away
        box = [(along.min(initial=0) - room, along.max(initial=0) + room) for along in (east_m, north_m)]
        parts, held = [], 0
        for last, first in zip(edges[:-1], edges[1:]):
            count = int(np.ceil(2 * np.pi * last * self.step_m / (_APART * self.apart_m)))
            losses = self._ring(first, last, count, box)
            rays[first:last] = count
            start[first:last] = held + (count + 1) * np.arange(last - first)
            held += losses.size
            parts.append(losses.ravel())
        return rays, start, np.concatenate(parts)

    def _ring(self, first: int, last: int, rays: int, box: list[tuple[float, float]]) -> np.ndarray:
        """Losses (last - first, rays + 1) at the steps after `first` up to `last`; the first ray again at the end."""
        found = np.empty((last - first, rays + 1), np.float32)
        turn = 2 * np.pi / rays * np.arange(rays)
        east_north = np.array([np.sin(turn), np.cos(turn)])
        wanted_m = _leaves(east_north, box, first * self.step_m, last * self.step_m)
        way = self.step_m * self.mast.per_metre @ east_north
        edges = np.linspace(0, rays, -(-rays * last // _SAMPLES) + 1).astype(int)
        for begin, stop in zip(edges[:-1], edges[1:]):
            self.look()
            own = begin + np.flatnonzero(wanted_m[begin:stop] >= 0)
            if len(own):
                some = slice(own[0], own[-1] + 1)
                end = min(last, int(wanted_m[some].max() / self.step_m) + 2)
                found[: end - first, some] = ray_losses(
                    self.ground, self.mast, self.step_m, way[:, some], first, end, self.steps
                )
        found[:, -1] = found[:, 0]
        return found


def _leaves(way: np.ndarray, box: list[tuple[float, float]], near_m: float, far_m: float) -> np.ndarray:
    """How far rays (unit steps to the east and north) are within a box, between two distances; -1 of those that never are."""
    enter, leave = np.full(way.shape[1], near_m), np.full(way.shape[1], far_m)
    for part, (low, high) in zip(way, box):
        part = np.where(np.abs(part) < 1e-12, 1e-12, part)
        ends = np.sort([low / part, high / part], axis=0)
        enter, leave = np.maximum(enter, ends[0]), np.minimum(leave, ends[1])
    return np.where(enter <= leave, leave, -1.0)
