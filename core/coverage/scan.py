"""The passes over terrain profiles that delta-Bullington needs: what each leaves of a path, before any frequency counts.

A profile is a row of heights in m above the sea, (paths, points), from transmitter to receiver. The passes run in the
heights' own float type: in float32 losses are off by less than 0.01 dB.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Optional

import numpy as np

from .spherical import RADIO_EARTH_KM, Numbers


@dataclass(frozen=True)
class Scan:
    """What the passes over profiles leave of them, one entry per path. Slopes in metres over the whole path."""

    tx_top_m: np.ndarray
    rx_top_m: np.ndarray
    up_m: np.ndarray
    """The steepest slope from the transmitter's antenna to a point of the profile on the curved earth."""
    down_m: np.ndarray
    """… and from the receiver's; NaN with sight."""
    worst: np.ndarray
    """With sight: how far a point stands above the ray (below 0) over the root of t (1 - t), the greatest; else NaN."""
    tx_foot_m: np.ndarray
    rx_foot_m: np.ndarray
    """The smooth surface that fits the profile, at both ends."""


class Points:
    """Where the points of profiles stand, as shares (0 to 1) of the path: (points,) for all paths or (paths, points); with what
    of it every path multiplies its heights by."""

    def __init__(self, share: np.ndarray, kind: np.dtype) -> None:
        t = np.asarray(share, float)[..., 1:-1]
        self.middle = t.shape[-1] // 2
        self.from_nearer = np.concatenate([t[..., : self.middle], t[..., self.middle :] - 1], axis=-1).astype(kind)
        self.steep, self.steep_back = (1 / t).astype(kind), (1 / (1 - t)).astype(kind)
        self.bend, self.narrow = (t * (1 - t)).astype(kind), (1 / np.sqrt(t * (1 - t))).astype(kind)
        self.fit = tuple(weights.astype(kind) for weights in fit_weights(np.asarray(share, float)))


@lru_cache(maxsize=64)
def even_points(count: int, kind: np.dtype) -> Points:
    """Points that are evenly spaced, ends included."""
    return Points(np.linspace(0, 1, count), kind)


def scan(
    heights: np.ndarray,
    points: Points,
    distance_km: np.ndarray,
    tx_m: Numbers,
    rx_m: Numbers,
    clutter_m: Optional[np.ndarray] = None,
    earth_km: float = RADIO_EARTH_KM,
) -> Scan:
    """The passes over the points between the ends (P.1812 eq. 13 to 18 and 85 to 90), with the earth's bulge added to them.

    They measure from the ray between the antennas: a slope is the ray's own and what a point stands above the ray over its
    share of the way.
    """
    kind, d = heights.dtype, np.asarray(distance_km, float)
    tx_top, rx_top = heights[:, 0] + np.asarray(tx_m, float), heights[:, -1] + np.asarray(rx_m, float)
    rise = rx_top - tx_top
    bulge = (500 / earth_km * d**2).astype(kind)[:, None]
    flat = _above_nearer_end(heights[:, 1:-1], tx_top, rx_top, points.middle)
    spare = rise.astype(kind)[:, None] * points.from_nearer
    flat -= spare
    feet = _feet(heights, points, tx_top, rx_top, flat, spare)
    over = np.multiply(bulge, points.bend, out=spare)
    over += flat
    if clutter_m is not None:
        over += _between(clutter_m, heights)
    above = np.multiply(over, points.steep, out=flat).max(axis=1).astype(float)
    worst, down = np.full(len(d), np.nan), np.full(len(d), np.nan)
    seen = above < 0
    for rows, weights, found, less in (
        (np.flatnonzero(seen), points.narrow, worst, 0.0),
        (np.flatnonzero(~seen), points.steep_back, down, rise),
    ):
        found[rows] = _greatest(over, rows, weights, flat)
        found -= less
    return Scan(tx_top, rx_top, rise + above, down, worst, *feet)


def _above_nearer_end(inner: np.ndarray, tx_top: np.ndarray, rx_top: np.ndarray, middle: int) -> np.ndarray:
    """Heights from the antenna at the nearer end: what is left of them in float32 is divided by the way from there."""
    over = np.empty_like(inner)
    np.subtract(inner[:, :middle], tx_top.astype(inner.dtype)[:, None], out=over[:, :middle])
    np.subtract(inner[:, middle:], rx_top.astype(inner.dtype)[:, None], out=over[:, middle:])
    return over


def _greatest(over: np.ndarray, rows: np.ndarray, weights: np.ndarray, spare: np.ndarray) -> np.ndarray:
    """The greatest of `over` by weights in each of `rows`, in float64; `spare` is overwritten."""
    if 2 * len(rows) > len(over):
        return np.multiply(over, weights, out=spare).max(axis=1)[rows].astype(float)
    some = spare[: len(rows)]
    np.take(over, rows, axis=0, out=some, mode="clip")
    some *= weights if weights.ndim == 1 else weights[rows]
    return some.max(axis=1).astype(float)


def _between(clutter_m: np.ndarray, heights: np.ndarray) -> np.ndarray:
    clutter = np.asarray(clutter_m, heights.dtype)
    return clutter[:, 1:-1] if clutter.shape[-1] == heights.shape[-1] else clutter


def _feet(
    heights: np.ndarray, points: Points, tx_top: np.ndarray, rx_top: np.ndarray, over: np.ndarray, spare: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The straight line that fits the bare profile, lowered by what stands `over` the ray; not above the ground at the ends.

    Fitted to the heights over the ray, small numbers, and the ray added to it.
    """
    tx_over, rx_over = heights[:, 0] - tx_top, heights[:, -1] - rx_top
    first, second = (
        np.einsum("ij,j->i" if w.ndim == 1 else "ij,ij->i", over, w[..., 1:-1])
        + w[..., 0] * tx_over
        + w[..., -1] * rx_over
        for w in points.fit
    )
    top = over.max(axis=1).astype(float)
    up, down = np.zeros(len(top)), np.zeros(len(top))
    rows = np.flatnonzero(top > 0)
    if len(rows):
        up[rows] = _greatest(over, rows, points.steep, spare)
        down[rows] = _greatest(over, rows, points.steep_back, spare)
    lowered = np.where(top > 0, top / np.where(top > 0, up + down, 1.0), 0.0)
    tx_foot, rx_foot = 2 * first - second - lowered * up, second - first - lowered * down
    return np.minimum(tx_top + tx_foot, heights[:, 0]), np.minimum(rx_top + rx_foot, heights[:, -1])


def fit_weights(share: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The sums v1 and v2 of P.1812 eq. 85 and 86 as weights of the points."""
    step, before, after = np.diff(share), share[..., :-1], share[..., 1:]
    first, second = np.zeros(share.shape), np.zeros(share.shape)
    first[..., 1:] += step
    first[..., :-1] += step
    second[..., 1:] += step * (2 * after + before)
    second[..., :-1] += step * (after + 2 * before)
    return first, second
