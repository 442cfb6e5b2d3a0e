"""Along rays from a transmitter: what every point of each ray, as a receiver, has between it and the transmitter.

Arrays (points, rays) in float32: the first row is one step from the transmitter, heights are in m above its antenna, steps are
even and distances counted in them. The points next to an end are tested one by one, those farther away by the highest of a
window that is wider the farther: never wider than an eighth of the way to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Union

import numpy as np

_SINGLE = 8  # points next to an end, tested one by one; twice as far windows are two points wide, and so on


@dataclass(frozen=True)
class Level:
    """Windows of one width: the highest of the `size` points up to each, and how many steps before it that one stands."""

    size: int
    near: int
    """How many steps before a receiver these windows are used from …"""
    far: int
    """… and to."""
    top: np.ndarray
    back: np.ndarray

    def of(self, rays: Union[np.ndarray, slice]) -> Level:
        return Level(self.size, self.near, self.far, self.top[:, rays], self.back[:, rays])


def levels_of(heights: np.ndarray) -> list[Level]:
    """Windows of one point, two, four, … as far as the rays are long, and as far along them as they are looked at."""
    size, top, back, last = 1, heights, np.zeros((1, 1), np.float32), len(heights)
    found = [Level(1, 1, _SINGLE, top, np.broadcast_to(back, top.shape))]
    while found[-1].far < last:
        before = found[-1]
        rows = min(len(before.top), max(last - before.far - 1, last // 2 + 2 * size + 1))
        top, back = before.top[:rows].copy(), np.array(before.back[:rows])
        np.maximum(top[size:], before.top[: rows - size], out=top[size:])
        farther = before.back[: rows - size] - before.back[size:rows]
        farther += np.float32(size)
        farther *= top[size:] > before.top[size:rows]  # ten times as fast as copying by a mask
        back[size:] += farther
        size *= 2
        found.append(Level(size, before.far + 1, before.far * 2, top, back))
    return found


def running_max(values: np.ndarray, first: int) -> np.ndarray:
    """The greatest of each ray before each row from `first` on; the very first row has nothing before it."""
    found = np.empty_like(values[first:])
    np.maximum.reduce(values[:first], axis=0, out=found[0], initial=-np.inf)
    for row in range(1, len(found)):
        np.maximum(found[row - 1], values[first + row - 1], out=found[row])
    return found


def running_sum(values: np.ndarray, first: int) -> np.ndarray:
    """The sum of each ray up to each row from `first` on, the row itself with it."""
    found = np.empty_like(values[first:])
    np.add.reduce(values[: first + 1], axis=0, out=found[0])
    for row in range(1, len(found)):
        np.add(found[row - 1], values[first + row], out=found[row])
    return found


@dataclass(frozen=True)
class Ahead:
    """What receivers have between them and the transmitter, (receivers, rays). Slopes in m a step, on an earth made flat by
    lowering every point by `bend_m` times the square of its steps from the transmitter, but for the two called bare."""

    down: np.ndarray
    """The steepest slope back to a point, clutter on it."""
    bare_down: np.ndarray
    """… without clutter and without the earth's bulge."""
    bare_top: np.ndarray
    """How far the highest point stands above the ray, likewise."""
    nearest: np.ndarray
    """Of the receivers that are asked for it the greatest height above the ray, clutter included, over the root of the shares
    of the way from both ends, by the points of their own half of it."""


def look_back(
    levels: list[Level],
    receivers: np.ndarray,
    slopes: np.ndarray,
    first: int,
    lit: int,
    bend_m: float,
    clutter_m: float,
) -> Ahead:
    """`levels`: of the lowered ground; `receivers`: lowered, the rows from `first` on; `slopes`: of the rays to them; `lit`:
    how many of those rows are asked for `nearest`."""
    last = first + len(receivers)
    step = np.arange(1, last + 1, dtype=np.float32)[:, None]
    down, bare_down, bare_top = (np.full_like(receivers, -np.inf) for _ in range(3))
    nearest = np.full_like(receivers[:lit], -np.inf)
    slope, over, spare = (np.empty_like(receivers) for _ in range(3))
    bend, clutter = np.float32(bend_m), np.float32(clutter_m)
    for level in levels:
        for lag in range(level.near, min(level.far + 1, last), level.size):
            skip = max(lag - first, 0)
            some, points, to = slice(skip, None), slice(first + skip - lag, last - lag), step[first + skip :]
            middle = np.float32(lag + (level.size - 1) / 2)
            now, high, gap = slope[some], over[some], spare[some]
            if level.size == 1:
                np.subtract(level.top[points], receivers[some], out=high)
                np.multiply(high, np.float32(1 / lag), out=now)
                np.multiply(slopes[some], np.float32(lag), out=gap)
                high += gap
                np.add(now, bend * middle, out=gap)
            else:
                np.add(level.back[points], np.float32(lag), out=gap)
                np.subtract(level.top[points], receivers[some], out=high)
                np.divide(high, gap, out=now)
                gap *= slopes[some]
                high += gap
                np.add(now, bend * middle, out=gap)
            np.maximum(bare_down[some], gap, out=bare_down[some])
            if clutter_m:
                now += clutter / middle
            np.maximum(down[some], now, out=down[some])
            np.subtract(high, bend * middle * np.maximum(to - middle, 0), out=now)
            np.maximum(bare_top[some], now, out=bare_top[some])
            half = max(2 * lag - 1 - first, 0)
            if half < lit:
                part = high[half - skip : lit - skip]
                if clutter_m:
                    part += clutter
                share = 1 / np.sqrt(middle * (step[first + half : first + lit] - middle))
                part = np.multiply(part, share, out=now[: len(part)])
                np.maximum(nearest[half:], part, out=nearest[half:])
    nearest *= step[first : first + lit]
    return Ahead(down, bare_down, bare_top, nearest)


def nearest_from_transmitter(levels: list[Level], slopes: np.ndarray, first: int, clutter_m: float) -> np.ndarray:
    """`Ahead.nearest` by the points of the transmitter's half of the way."""
    count, last = len(slopes), first + len(slopes)
    step = np.arange(1, last + 1, dtype=np.float32)
    best, over = np.full_like(slopes, -np.inf), np.empty_like(slopes)
    for level in levels:
        for row in range(level.near + level.size - 2, min(level.far, last), level.size):
            skip = max(2 * (row + 2 - level.size) - 1 - first, row + 1 - first, 0)
            if skip >= count:
                break
            now = over[skip:]
            np.multiply(slopes[skip:], level.back[row] - np.float32(row + 1), out=now)
            now += level.top[row] + np.float32(clutter_m)
            middle = np.float32(row + 1 - (level.size - 1) / 2)
            now *= (1 / np.sqrt(middle * (step[first + skip :] - middle)))[:, None]
            np.maximum(best[skip:], now, out=best[skip:])
    best *= step[first:, None]
    return best
