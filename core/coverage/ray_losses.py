"""Losses along rays from a transmitter: delta-Bullington at every point of each as a receiver, in a few passes over all rays.

The losses are those of `diffraction` on the same points, but for what `ray_horizons` and `smooth_table` leave out;
docs/terrain.md has the figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

import numpy as np

from .ground import Ground
from .ray_horizons import Ahead, Level, levels_of, look_back, nearest_from_transmitter, running_max, running_sum
from .smooth_table import beyond_of
from .spherical import LIGHT, RADIO_EARTH_KM

_SIGHT = np.float32(-1e6)  # m a step; far beyond any that counts


@dataclass(frozen=True)
class Mast:
    """A transmitter: its place in the ground's cells (2,), antennas' and clutter's heights in m above the ground."""

    cell: np.ndarray
    per_metre: np.ndarray
    """(2, 2): how far a metre to the east and one to the north lead in columns and rows."""
    tx_m: float
    rx_m: float
    mhz: float
    clutter_m: float


def ray_losses(
    ground: Ground, mast: Mast, step_m: float, way: np.ndarray, first: int, last: int, steps: int
) -> np.ndarray:
    """`Sweep.losses` of rays (last - first, rays); `way`: columns and rows that each goes on by a step, (2, rays)."""
    heights = ray_heights(ground, mast, way, last)
    column, row = mast.cell.astype(int)
    top = np.float32(ground.heights[row, column] + mast.tx_m)
    heights -= top
    void = _void(heights, -top, first)
    step = np.arange(1, last + 1, dtype=np.float32)[:, None]
    to, foot = step[first:], heights[first:].copy()
    receiver = foot + np.float32(mast.rx_m)
    ray = receiver / to
    wet = _sea_share(heights <= -top, bool(top <= mast.tx_m), first, to) if ground.has_sea else None
    lifted = ray * np.float32(1 / step_m)
    lifted *= lifted
    bare_up = running_max(heights / step, first)
    bare_up -= ray
    sums = running_sum(heights, first), running_sum(heights * step, first)
    # the earth made flat, and sheared so that the rays to the receivers are about level: no slope over a ray changes, and
    # the highest of a window is then mostly the one that stands highest above them
    bend = 500 / RADIO_EARTH_KM * (step_m / 1000) ** 2
    tilt = ray.mean(axis=0) - np.float32(bend * (last + first) / 2)
    shear = step * tilt
    shear += (bend * step.astype(float) ** 2).astype(np.float32)
    heights -= shear
    lowered = receiver - shear[first:]
    level_ray = lowered / to
    up = running_max((heights + np.float32(mast.clutter_m)) / step, first)
    up -= level_ray
    levels = levels_of(heights)
    lit = int(np.flatnonzero((up < 0).any(axis=1)).max(initial=-1)) + 1
    ahead = look_back(levels, lowered, level_ray, first, lit, bend, mast.clutter_m)
    km = to[:, 0].astype(float) * step_m / 1000
    loss = _bullington(levels, ahead, up, level_ray, first, km, mast)
    bare_down = ahead.bare_down
    bare_down += level_ray
    bare_down -= np.float32(bend) * to
    tx_over, rx_over = _above_smooth(sums, foot, receiver, ahead.bare_top, bare_up, bare_down, mast.tx_m, to)
    loss += beyond_of(first, tx_over, rx_over, mast.mhz, wet, step_m, steps)
    loss += np.float32(10 / np.log(10)) * np.log1p(lifted)
    if void is not None:
        loss[void] = np.nan
    return loss


def ray_heights(ground: Ground, mast: Mast, way: np.ndarray, last: int) -> np.ndarray:
    """Heights (last, rays) of the cells that rays pass step by step; NaN outside."""
    rows, columns = ground.heights.shape
    step = np.arange(1, last + 1, dtype=np.float32)[:, None]
    x, y = (np.multiply(step, part.astype(np.float32)) for part in way)
    x += np.float32(mast.cell[0])
    y += np.float32(mast.cell[1])
    outside = None
    if min(x.min(), y.min()) < 0 or x.max() >= columns or y.max() >= rows:
        outside = (x < 0) | (y < 0) | (x >= columns) | (y >= rows)
    cell = y.astype(np.int32)
    cell *= columns
    cell += x.astype(np.int32)
    heights = ground.heights.ravel().take(cell, mode="clip")
    if outside is not None:
        heights[outside] = np.nan
    return heights


def _void(heights: np.ndarray, filled: np.float32, first: int) -> Optional[np.ndarray]:
    """Where a ray has met a void, the rows from `first` on, or None; voids become sea level."""
    if not np.isnan(heights.sum()):
        return None
    void = np.isnan(heights)
    heights[void] = filled
    for row in range(1, len(void)):  # accumulate takes three times as long
        np.logical_or(void[row - 1], void[row], out=void[row])
    return void[first:]


def _sea_share(wet: np.ndarray, tx_wet: bool, first: int, to: np.ndarray) -> Optional[np.ndarray]:
    """The share of the points that stand at 0 m or less, ends included; None where there are none."""
    if not wet.any():
        return None
    share = running_sum(wet.astype(np.float32), first)
    share += np.float32(tx_wet)
    share /= to + 1
    return share


def _bullington(
    levels: list[Level], ahead: Ahead, up: np.ndarray, ray: np.ndarray, first: int, km: np.ndarray, mast: Mast
) -> np.ndarray:
    """P.1812 eq. 14 to 21. `up`: the steepest slope over the ray; with the one back it gives the edge where both meet, whose v
    is the root of their product times the distance."""
    to = np.arange(first + 1, first + len(ray) + 1, dtype=np.float32)[:, None]
    v = ahead.down
    v += ray
    np.maximum(v, 0, out=v)
    v *= np.maximum(up, 0)
    np.sqrt(v, out=v)
    v *= to
    lit = len(ahead.nearest)
    clear = np.flatnonzero((up[:lit] < 0).any(axis=0))
    if len(clear):
        some = slice(None) if 2 * len(clear) > up.shape[1] else clear  # sooner all of them than a copy
        of = [level.of(some) for level in levels]
        nearest = nearest_from_transmitter(of, ray[:lit, some], first, mast.clutter_m)
        np.maximum(nearest, ahead.nearest[:, some], out=nearest)
        np.clip(nearest, _SIGHT, 0, out=nearest)
        nearest *= up[:lit, some] < 0
        v[:lit, some] += nearest
    v *= np.sqrt(0.002 * mast.mhz / (LIGHT * km)).astype(np.float32)[:, None]
    np.maximum(v, np.float32(-0.78), out=v)
    v -= np.float32(0.1)
    edge = v * v
    edge += 1
    np.sqrt(edge, out=edge)
    edge += v
    np.log10(edge, out=edge)
    edge *= 20
    edge += np.float32(6.9)
    np.maximum(edge, 0, out=edge)
    more = np.exp(edge * np.float32(-1 / 6))
    np.subtract(1, more, out=more)
    more *= (10 + 0.02 * km).astype(np.float32)[:, None]
    edge += more
    return edge


def _above_smooth(
    sums: tuple[np.ndarray, np.ndarray],
    foot: np.ndarray,
    receiver: np.ndarray,
    top: np.ndarray,
    up: np.ndarray,
    down: np.ndarray,
    tx_m: float,
    to: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Both antennas above the smooth surface that fits each profile (P.1812 eq. 85 to 90), in m; all that is given is
    overwritten but `foot`, the ground under the receivers, and `receiver`.

    The two sums of the recommendation over evenly spaced points are those of the heights and of the heights times their steps.
    """
    ground = np.float32(-tx_m)
    first, second = sums
    first *= 2
    first += ground - foot
    first /= to
    second *= 6
    second += ground
    second -= foot * (3 * to + 1)
    second /= to * to
    for values in (top, up, down):
        np.maximum(values, 0, out=values)
    top /= np.maximum(up + down, np.float32(1e-6))
    up *= top
    down *= top
    tx_foot = 2 * first
    tx_foot -= second
    tx_foot -= up
    second -= first
    second -= down
    np.minimum(tx_foot, ground, out=tx_foot)
    np.minimum(second, foot, out=second)
    return np.negative(tx_foot, out=tx_foot), np.subtract(receiver, second, out=second)
