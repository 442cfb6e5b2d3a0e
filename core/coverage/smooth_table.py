"""What a spherical earth loses more than Bullington's construction on a smooth surface, looked up instead of worked out.

It depends on the distance, the frequency and both antennas' heights above the surface alone: one table a frequency serves
every site, read between its nodes.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Optional

import numpy as np

from .diffraction import beyond_bullington
from .spherical import RADIO_EARTH_KM

_PER_OCTAVE, _LOWEST_M, _OCTAVES = 5, 0.5, 14
_NODES = _PER_OCTAVE * _OCTAVES + 1  # of heights: 0.5 to 8192 m
_NEAREST_KM, _STRETCH = 0.2, 1.12
_POINTS = 1025


@lru_cache(maxsize=16)
def _table(mhz: float, sea: float, farthest_km: float) -> tuple[np.ndarray, np.ndarray]:
    """Distances in km, and losses in dB by distance and by both heights."""
    count = int(np.ceil(np.log(farthest_km / _NEAREST_KM) / np.log(_STRETCH))) + 2
    km = _NEAREST_KM * _STRETCH ** np.arange(count)
    metres = _LOWEST_M * 2.0 ** (np.arange(_NODES) / _PER_OCTAVE)
    d, tx, rx = (v.ravel() for v in np.meshgrid(km, metres, metres, indexing="ij"))
    points = np.full(len(d), _POINTS)
    loss = beyond_bullington(points, d, tx, rx, np.full(len(d), mhz), np.full(len(d), sea), RADIO_EARTH_KM)
    return km, loss.reshape(count, _NODES * _NODES).astype(np.float32)


@lru_cache(maxsize=4)
def _by_step(mhz: float, sea: float, step_m: float, steps: int) -> np.ndarray:
    """The table at every step of a ray, (steps, heights x heights)."""
    step_km = step_m / 1000
    km, table = _table(mhz, sea, 2.0 ** np.ceil(np.log2(max(steps * step_km, 1.0))))
    far = np.log(np.maximum(np.arange(1, steps + 1) * step_km, _NEAREST_KM) / _NEAREST_KM) / np.log(_STRETCH)
    node = np.minimum(far.astype(int), len(km) - 2)
    rest = (far - node).astype(np.float32)[:, None]
    return table[node] + rest * (table[node + 1] - table[node])


def beyond_of(
    first: int,
    tx_m: np.ndarray,
    rx_m: np.ndarray,
    mhz: float,
    sea_share: Optional[np.ndarray],
    step_m: float,
    steps: int,
) -> np.ndarray:
    """The loss in dB at heights (rows, rays) in m above the smooth surface, from the step after `first` on; 0 or more.

    `steps`: how many the rays have. `sea_share` (rows, rays), or None over land.
    """
    steps += -steps % 256  # so that transmitters of about the same reach share a table
    tx_at, tx_rest = _nodes(tx_m)
    rx_at, rx_rest = _nodes(rx_m)
    at = tx_at
    at *= _NODES
    at += rx_at
    at += (np.arange(first, first + len(at), dtype=np.int32) * (_NODES * _NODES))[:, None]
    found = _read(_by_step(mhz, 0.0, step_m, steps).ravel(), at, tx_rest, rx_rest)
    if sea_share is not None:
        wet = _read(_by_step(mhz, 1.0, step_m, steps).ravel(), at, tx_rest, rx_rest)
        wet -= found
        wet *= sea_share
        found += wet
    return np.maximum(found, 0, out=found)


def _read(flat: np.ndarray, at: np.ndarray, tx_rest: np.ndarray, rx_rest: np.ndarray) -> np.ndarray:
    low, high = _between(flat, at, rx_rest), _between(flat[_NODES:], at, rx_rest)
    high -= low
    high *= tx_rest
    high += low
    return high


def _nodes(metres: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    place = np.log2(metres)
    place -= np.float32(np.log2(_LOWEST_M))
    place *= np.float32(_PER_OCTAVE)
    np.minimum(np.maximum(place, 0, out=place), np.float32(_NODES - 1.001), out=place)  # np.clip takes twice as long
    node = place.astype(np.int32)
    place -= node
    return node, place


def _between(flat: np.ndarray, at: np.ndarray, rest: np.ndarray) -> np.ndarray:
    low = flat.take(at, mode="clip")
    high = flat[1:].take(at, mode="clip")
    high -= low
    high *= rest
    high += low
    return high
