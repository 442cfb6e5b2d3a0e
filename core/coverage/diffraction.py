"""Delta-Bullington diffraction over terrain profiles (ITU-R P.526 §4.5, P.1812 §4.3), over many paths in one call.

A profile is a row of heights in m above the sea, (paths, points), from transmitter to receiver; `share` says where along
the path (0 to 1) its points stand, (points,) for all paths or (paths, points). The passes over the profiles (`scan`) run
in the heights' own float type, what follows in float64: float32 heights are off by less than 0.01 dB.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, Optional

import numpy as np

from .spherical import LIGHT, RADIO_EARTH_KM, Numbers, spherical_loss


@dataclass(frozen=True)
class Scan:
    """What the passes over profiles leave of them, one entry per path. Slopes in metres over the whole path."""

    tx_top_m: np.ndarray
    rx_top_m: np.ndarray
    up_m: np.ndarray
    """The steepest slope from the transmitter's antenna to a point of the profile on the curved earth."""
    down_m: np.ndarray
    """… and from the receiver's."""
    worst: np.ndarray
    """With sight: how far a point stands above the ray (below 0) over the root of t (1 - t), the greatest; else NaN."""
    tx_foot_m: np.ndarray
    rx_foot_m: np.ndarray
    """The smooth surface that fits the profile, at both ends."""


@dataclass(frozen=True)
class Diffraction:
    """Losses in dB beyond free space, one entry per path; NaN where a height of the profile is NaN."""

    actual: np.ndarray
    """Bullington's construction on the profile."""
    smooth: np.ndarray
    """… and on the smooth surface that fits it."""
    spherical: np.ndarray
    """A spherical earth in place of that surface."""
    total: np.ndarray
    """actual, and what the spherical earth loses more than Bullington's construction on the smooth surface."""


def knife_edge(v: np.ndarray) -> np.ndarray:
    """Loss J(v) over one edge (P.526 eq. 31, P.1812 eq. 12); 0 up to v = -0.78."""
    over = np.maximum(v, -0.78) - 0.1  # NaN stays NaN
    return np.where(v <= -0.78, 0.0, 6.9 + 20 * np.log10(np.sqrt(over**2 + 1) + over))


def with_bullington(edge_db: np.ndarray, distance_km: np.ndarray) -> np.ndarray:
    """What Bullington's one edge leaves out, added to its loss (P.1812 eq. 21)."""
    return edge_db + (1 - np.exp(-edge_db / 6)) * (10 + 0.02 * distance_km)


def diffraction(
    heights: np.ndarray,
    share: np.ndarray,
    distance_km: np.ndarray,
    tx_m: Numbers,
    rx_m: Numbers,
    mhz: Numbers,
    clutter_m: Optional[np.ndarray] = None,
    sea_share: Numbers = 0.0,
    earth_km: float = RADIO_EARTH_KM,
    vertical: bool = True,
) -> Diffraction:
    """Delta-Bullington loss of paths `distance_km` long; `tx_m`, `rx_m` are the antennas' heights above their ground.

    `clutter_m`: what stands on the ground between the ends (trees, houses), as `heights` or one value per path, (paths, 1).
    """
    found = scan(heights, share, distance_km, tx_m, rx_m, clutter_m, earth_km)
    return losses(found, share, distance_km, mhz, sea_share, earth_km, vertical)


def scan(
    heights: np.ndarray,
    share: np.ndarray,
    distance_km: np.ndarray,
    tx_m: Numbers,
    rx_m: Numbers,
    clutter_m: Optional[np.ndarray] = None,
    earth_km: float = RADIO_EARTH_KM,
) -> Scan:
    """The passes over the points between the ends (P.1812 eq. 13 to 18 and 85 to 90), with the earth's bulge added to them."""
    kind, d = heights.dtype, np.asarray(distance_km, float)
    tx_top, rx_top = heights[:, 0] + np.asarray(tx_m, float), heights[:, -1] + np.asarray(rx_m, float)
    inner, t = heights[:, 1:-1], share[..., 1:-1].astype(kind)
    rise = rx_top - tx_top
    bulge = (500 / earth_km * d**2).astype(kind)[:, None]
    tall = None if clutter_m is None else inner + _between(clutter_m, heights)
    tx, rx = tx_top.astype(kind)[:, None], rx_top.astype(kind)[:, None]
    over = inner - tx
    bare_up, up = _slopes(over, None if tall is None else tall - tx, t, bulge)
    bare_down, down = _slopes(inner - rx, None if tall is None else tall - rx, 1 - t, bulge)
    ray = rise.astype(kind)[:, None]
    over -= ray * t
    top = over.max(axis=1).astype(float)
    seen = np.flatnonzero(up < rise)
    worst = np.full(len(d), np.nan)
    if len(seen):
        at = t if t.ndim == 1 else t[seen]
        clear = over[seen] if tall is None else tall[seen] - tx[seen] - ray[seen] * at
        clear += bulge[seen] * (at * (1 - at))
        clear *= 1 / np.sqrt(at * (1 - at))
        worst[seen] = clear.max(axis=1)
    feet = _feet(heights, share, top, bare_up - rise, bare_down + rise)
    return Scan(tx_top, rx_top, up, down, worst, *feet)


def _slopes(
    over: np.ndarray, tall: Optional[np.ndarray], away: np.ndarray, bulge: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The steepest slope to heights `over` an antenna, on a flat earth, and (to what stands on them) on the curved one."""
    steep = 1 / away
    slope = over * steep
    flat = slope.max(axis=1).astype(float)
    if tall is not None:
        slope = tall * steep
    slope += bulge * (1 - away)
    return flat, slope.max(axis=1).astype(float)


def _between(clutter_m: np.ndarray, heights: np.ndarray) -> np.ndarray:
    clutter = np.asarray(clutter_m, heights.dtype)
    return clutter[:, 1:-1] if clutter.shape[-1] == heights.shape[-1] else clutter


def _feet(
    heights: np.ndarray, share: np.ndarray, top: np.ndarray, up: np.ndarray, down: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The straight line that fits the bare profile, lowered by what stands above the ray; not above the ground at the ends."""
    weights = _fit_weights(np.asarray(share, float), heights.dtype)
    sums = heights @ weights if weights.ndim == 2 else np.einsum("ij,ijk->ik", heights, weights)
    first, second = sums[:, 0].astype(float), sums[:, 1].astype(float)
    lowered = np.where(top > 0, top / np.where(top > 0, up + down, 1.0), 0.0)
    tx_foot, rx_foot = 2 * first - second - lowered * up, second - first - lowered * down
    return np.minimum(tx_foot, heights[:, 0]), np.minimum(rx_foot, heights[:, -1])


def _fit_weights(share: np.ndarray, kind: np.dtype) -> np.ndarray:
    """The sums v1 and v2 of P.1812 eq. 85 and 86 as weights of the points: (points, 2), or (paths, points, 2)."""
    step, before, after = np.diff(share), share[..., :-1], share[..., 1:]
    weights = np.zeros((*share.shape, 2))
    weights[..., 1:, 0] += step
    weights[..., :-1, 0] += step
    weights[..., 1:, 1] += step * (2 * after + before)
    weights[..., :-1, 1] += step * (after + 2 * before)
    return weights.astype(kind)


def losses(
    found: Scan,
    share: np.ndarray,
    distance_km: np.ndarray,
    mhz: Numbers,
    sea_share: Numbers = 0.0,
    earth_km: float = RADIO_EARTH_KM,
    vertical: bool = True,
) -> Diffraction:
    """Losses of scanned paths. `share`: the points as scanned, or how many evenly spaced points each path has, (paths,) int."""
    d, f, sea = (np.array(np.broadcast_to(v, found.up_m.shape), float) for v in (distance_km, mhz, sea_share))
    actual = _bullington(found.up_m, found.down_m, found.worst, found.rx_top_m - found.tx_top_m, d, f)
    tx, rx = found.tx_top_m - found.tx_foot_m, found.rx_top_m - found.rx_foot_m
    smooth = _smooth(np.asarray(share), d, tx, rx, f, earth_km)
    spherical = np.full(len(d), np.nan)
    known = np.flatnonzero(np.isfinite(actual))
    far, low, high, mhz_of, wet = (v[known] for v in (d, tx, rx, f, sea))
    spherical[known] = spherical_loss(far, low, high, mhz_of, wet, earth_km, vertical)
    return Diffraction(actual, smooth, spherical, actual + np.maximum(spherical - smooth, 0))


def _bullington(
    up: np.ndarray, down: np.ndarray, worst: np.ndarray, rise: np.ndarray, d: np.ndarray, f: np.ndarray
) -> np.ndarray:
    """P.1812 eq. 14 to 21: with sight by the point nearest to the ray, else by the edge where the rays to the horizons meet."""
    with np.errstate(divide="ignore", invalid="ignore"):
        place = np.clip((rise + down) / (up + down), 1e-9, 1 - 1e-9)
        edge = place * (up - rise) / np.sqrt(place * (1 - place))
    v = np.where(up < rise, worst, edge) * np.sqrt(0.002 * f / (LIGHT * d))
    return with_bullington(knife_edge(v), d)


def _smooth(
    share: np.ndarray, d: np.ndarray, tx: np.ndarray, rx: np.ndarray, f: np.ndarray, earth_km: float
) -> np.ndarray:
    """Bullington's construction over a smooth surface, on the same points: each of its maxima is that of a concave curve."""
    bulge, rise = 500 / earth_km * d**2, rx - tx
    everything = np.arange(len(d))
    up = _peak(share, everything, lambda t: bulge * (1 - t) - tx / t)
    worst, down = np.full(len(d), np.nan), np.full(len(d), np.nan)
    seen, hidden = np.flatnonzero(up < rise), np.flatnonzero(up >= rise)
    low, high, low_rx = tx[seen], rx[seen], rx[hidden]
    round_seen, round_hidden = bulge[seen], bulge[hidden]

    def clearance(t: np.ndarray) -> np.ndarray:
        q = t * (1 - t)
        return (round_seen * q - low * (1 - t) - high * t) / np.sqrt(q)

    worst[seen] = _peak(share, seen, clearance)
    down[hidden] = _peak(share, hidden, lambda t: round_hidden * t - low_rx / (1 - t))
    return _bullington(up, down, worst, rise, d, f)


def _peak(share: np.ndarray, rows: np.ndarray, curve: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """The greatest value that a concave curve takes on the points between the ends of each of `rows`, found by halving."""
    if share.dtype.kind == "i":
        last = share[rows] - 1
        place = lambda i: i / last  # noqa: E731
    else:
        last = np.full(len(rows), share.shape[-1] - 1)
        place = lambda i: share[i] if share.ndim == 1 else share[rows, i]  # noqa: E731
    low, high = np.ones(len(rows), int), last - 1
    while (low < high).any():
        middle = (low + high) // 2
        after = np.minimum(middle + 1, high)
        rises = curve(place(middle)) < curve(place(after))
        low, high = np.where(rises, after, low), np.where(rises, high, middle)
    return curve(place(low))
