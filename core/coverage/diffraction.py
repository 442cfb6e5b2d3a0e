"""Delta-Bullington diffraction over terrain profiles (ITU-R P.526 §4.5, P.1812 §4.3), over many paths in one call.

A profile is a row of heights in m above the sea, (paths, points), from transmitter to receiver; `share` says where along
the path (0 to 1) its points stand, (points,) for all paths or (paths, points). The passes over the profiles (`scan`) run
in the heights' own float type, what follows in float64: float32 heights are off by less than 0.01 dB.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, Optional

import numpy as np

from .scan import Points, Scan, scan
from .spherical import LIGHT, RADIO_EARTH_KM, Numbers, spherical_loss


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
    found = scan(heights, Points(share, heights.dtype), distance_km, tx_m, rx_m, clutter_m, earth_km)
    return losses(found, share, distance_km, mhz, sea_share, earth_km, vertical)


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


def beyond_bullington(
    count: np.ndarray,
    distance_km: np.ndarray,
    tx_m: np.ndarray,
    rx_m: np.ndarray,
    mhz: np.ndarray,
    sea_share: np.ndarray,
    earth_km: float = RADIO_EARTH_KM,
) -> np.ndarray:
    """What a spherical earth loses more than Bullington's construction on a smooth surface, antennas `tx_m` and `rx_m` above
    it, of profiles with `count` evenly spaced points; may be below 0."""
    smooth = _smooth(count, distance_km, tx_m, rx_m, mhz, earth_km)
    return spherical_loss(distance_km, tx_m, rx_m, mhz, sea_share, earth_km) - smooth


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
