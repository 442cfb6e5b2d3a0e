"""Diffraction over a smooth spherical earth: the first term of the residue series (ITU-R P.526 §3, P.1812 §4.3.2 and 4.3.3).

Arrays with one entry per path. Distances and earth radii in km, antenna heights in m above the smooth surface, frequencies
in MHz, losses in dB beyond free space.
"""

from __future__ import annotations

from typing import Union

import numpy as np

Numbers = Union[float, np.ndarray]

RADIO_EARTH_KM = 8495.0
"""4/3 of the earth's 6371 km, rounded: rays in a mean atmosphere are straight over it."""
LIGHT = 299.8
"""Wavelength in m times frequency in MHz, as P.1812 rounds it."""
_SEA, _LAND = (80.0, 5.0), (22.0, 0.003)  # relative permittivity and conductivity in S/m: P.1812 §4.3.3


def spherical_loss(
    distance_km: Numbers,
    tx_m: Numbers,
    rx_m: Numbers,
    mhz: Numbers,
    sea_share: Numbers = 0.0,
    earth_km: Numbers = RADIO_EARTH_KM,
    vertical: bool = True,
) -> np.ndarray:
    """Diffraction loss of paths of any length over a smooth earth, `sea_share` (0 to 1) of them over the sea.

    0 where the path clears the earth by more than 0.552 of the first Fresnel zone; between that and the horizon by
    interpolation through an earth on which the path would just graze. Heights must be above 0.
    """
    given = np.broadcast_arrays(distance_km, tx_m, rx_m, mhz, sea_share, earth_km)
    shape = given[0].shape
    d, tx, rx, f, sea, a = (np.asarray(v, float).ravel() for v in given)
    loss = np.empty(d.shape)
    beyond = d >= np.sqrt(2 * a) * (np.sqrt(0.001 * tx) + np.sqrt(0.001 * rx))
    far = np.flatnonzero(beyond)
    loss[far] = _first_term(d[far], tx[far], rx[far], f[far], sea[far], a[far], vertical)
    near = np.flatnonzero(~beyond)
    d, tx, rx, f, sea, a = (v[near] for v in (d, tx, rx, f, sea, a))
    clearance, needed = _clearance(d, tx, rx, f, a)
    inside = np.zeros(len(d))
    tight = np.flatnonzero(~(clearance > needed))
    grazed_km = 500 * (d[tight] / (np.sqrt(tx[tight]) + np.sqrt(rx[tight]))) ** 2
    grazing = _first_term(d[tight], tx[tight], rx[tight], f[tight], sea[tight], grazed_km, vertical)
    inside[tight] = np.maximum(grazing, 0) * (1 - clearance[tight] / needed[tight])
    loss[near] = inside
    return loss.reshape(shape)


def _clearance(
    d: np.ndarray, tx: np.ndarray, rx: np.ndarray, f: np.ndarray, a: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The smallest height of a path over the curved earth, and what it needs there to lose nothing (P.1812 eq. 23 to 26)."""
    lean = (tx - rx) / (tx + rx)
    bend = 250 * d**2 / (a * (tx + rx))
    turn = np.arccos(np.clip(1.5 * lean * np.sqrt(3 * bend / (bend + 1) ** 3), -1, 1))
    b = 2 * np.sqrt((bend + 1) / (3 * bend)) * np.cos(np.pi / 3 + turn / 3)
    first = d / 2 * (1 + b)
    second = d - first
    height = ((tx - 500 * first**2 / a) * second + (rx - 500 * second**2 / a) * first) / d
    return height, 17.456 * np.sqrt(np.maximum(first * second * (LIGHT / f) / d, 1e-12))


def _first_term(
    d: np.ndarray, tx: np.ndarray, rx: np.ndarray, f: np.ndarray, sea: np.ndarray, a: np.ndarray, vertical: bool
) -> np.ndarray:
    """The first term over land and over sea, mixed by their shares; may be below 0 inside the horizon."""
    loss = np.zeros(d.shape)
    for share, ground in ((sea, _SEA), (1 - sea, _LAND)):
        if (share > 0).any():
            loss = loss + share * _over(d, tx, rx, f / 1000, a, *ground, vertical)
    return loss


def _over(
    d: np.ndarray,
    tx: np.ndarray,
    rx: np.ndarray,
    ghz: np.ndarray,
    a: np.ndarray,
    permittivity: float,
    conductivity: float,
    vertical: bool,
) -> np.ndarray:
    """P.1812 eq. 29 to 36: normalised admittance, distance and heights, distance term and height gains."""
    odd = (18 * conductivity / ghz) ** 2
    k = 0.036 * (a * ghz) ** (-1 / 3) * ((permittivity - 1) ** 2 + odd) ** -0.25
    if vertical:
        k = k * np.sqrt(permittivity**2 + odd)
    beta = (1 + 1.6 * k**2 + 0.67 * k**4) / (1 + 4.5 * k**2 + 1.53 * k**4)
    x = 21.88 * beta * (ghz / a**2) ** (1 / 3) * d
    per_metre = 0.9575 * beta * (ghz**2 / a) ** (1 / 3)
    with np.errstate(divide="ignore"):
        log_x = np.log10(x)
        far = np.where(x >= 1.6, 11 + 10 * log_x - 17.6 * x, -20 * log_x - 5.6488 * x**1.425)
    floor = 2 + 20 * np.log10(k)
    return -far - _height_gain(beta * per_metre * tx, floor) - _height_gain(beta * per_metre * rx, floor)


def _height_gain(height: np.ndarray, floor: np.ndarray) -> np.ndarray:
    over = np.maximum(height - 1.1, 0.9)
    with np.errstate(divide="ignore"):
        low = 20 * np.log10(height + 0.1 * height**3)
    return np.maximum(np.where(height > 2, 17.6 * np.sqrt(over) - 5 * np.log10(over) - 8, low), floor)
