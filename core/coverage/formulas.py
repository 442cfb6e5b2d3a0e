"""Path loss and its inverse, radio horizon, shadow margins. Distances and heights in m, frequencies in MHz, losses in dB.

3GPP TR 38.901 table 7.4.1-1 (RMa, UMa), Okumura-Hata, free space. All take arrays; a range is the 2D distance at which
the median loss comes up to `loss_db`.
"""

from __future__ import annotations

from statistics import NormalDist
from typing import Any, Union

import numpy as np

from ..errors import N_, CoreError

Numbers = Union[float, np.ndarray]

_LIGHT = 3.0e8  # TR 38.901 counts its breakpoints with this
_BUILDING_M, _STREET_M = 5.0, 20.0  # RMa's usual building height and street width
_EARTH_M = 6_371_000.0 * 4 / 3
_NEAREST_M = 10.0
_NORMAL = NormalDist()

VALID = {  # 2D distance, mast height, receiver height, frequency: outside, a formula is extrapolated
    "rma_los": ((10, 10_000), (10, 150), (1, 10), (500, 30_000)),
    "rma_nlos": ((10, 5_000), (10, 150), (1, 10), (500, 30_000)),
    # the report says 25 m for UMa's mast; slopes and breakpoint are in use for masts about that
    "uma_los": ((10, 5_000), (10, 60), (1.5, 22.5), (500, 100_000)),
    "uma_nlos": ((10, 5_000), (10, 60), (1.5, 22.5), (500, 100_000)),
    "hata_large": ((1_000, 20_000), (30, 200), (1, 10), (150, 1_500)),
    "hata_urban": ((1_000, 20_000), (30, 200), (1, 10), (150, 1_500)),
    "hata_suburban": ((1_000, 20_000), (30, 200), (1, 10), (150, 1_500)),
    "hata_open": ((1_000, 20_000), (30, 200), (1, 10), (150, 1_500)),
}
FORMULAS = tuple(VALID)


def free_space(distance_m: Numbers, mhz: Numbers) -> np.ndarray:
    """Free-space loss."""
    return 32.4478 + 20 * np.log10(mhz) + 20 * np.log10(np.asarray(distance_m, float) / 1000)


def _rma_near(d3: Numbers, ghz: Numbers) -> np.ndarray:
    rise, fall = min(0.03 * _BUILDING_M**1.72, 10), min(0.044 * _BUILDING_M**1.72, 14.77)
    slope = 0.002 * np.log10(_BUILDING_M)
    return 20 * np.log10(40 * np.pi * np.asarray(d3) * ghz / 3) + rise * np.log10(d3) - fall + slope * np.asarray(d3)


def _rma_break(mast_m: Numbers, receiver_m: Numbers, mhz: Numbers) -> np.ndarray:
    return 2 * np.pi * np.asarray(mast_m) * receiver_m * np.asarray(mhz) * 1e6 / _LIGHT


def _rma_beyond(mast_m: Numbers, receiver_m: Numbers, mhz: Numbers) -> tuple[np.ndarray, np.ndarray]:
    """RMa NLOS as a line in log10(d3/1 km): loss there, and slope."""
    log_mast = np.log10(mast_m)
    fixed = 161.04 - 7.1 * np.log10(_STREET_M) + 7.5 * np.log10(_BUILDING_M)
    fixed = fixed - (24.37 - 3.7 * (_BUILDING_M / np.asarray(mast_m)) ** 2) * log_mast
    receiver = 3.2 * np.log10(11.75 * np.asarray(receiver_m)) ** 2 - 4.97
    return fixed + 20 * np.log10(np.asarray(mhz) / 1000) - receiver, 43.42 - 3.1 * log_mast


def rma(distance_m: Numbers, mhz: Numbers, mast_m: Numbers, receiver_m: Numbers, sight: bool) -> np.ndarray:
    """RMa, in line of sight or not, building 5 m, street 20 m."""
    d2, ghz = np.asarray(distance_m, float), np.asarray(mhz) / 1000
    d3 = np.hypot(d2, np.asarray(mast_m) - receiver_m)
    breaks = _rma_break(mast_m, receiver_m, mhz)
    with np.errstate(divide="ignore"):
        loss = np.where(d2 <= breaks, _rma_near(d3, ghz), _rma_near(breaks, ghz) + 40 * np.log10(d3 / breaks))
        if sight:
            return loss
        at_1km, slope = _rma_beyond(mast_m, receiver_m, mhz)
        return np.maximum(loss, at_1km + slope * (np.log10(d3) - 3))


def _uma_break(mast_m: Numbers, receiver_m: Numbers, mhz: Numbers) -> np.ndarray:
    """Effective heights less 1 m; a receiver below 1.5 m (outside the validity) keeps 0.5 m of it."""
    over = np.maximum(np.asarray(receiver_m) - 1.0, 0.5)
    return 4 * np.maximum(np.asarray(mast_m) - 1.0, 0.5) * over * np.asarray(mhz) * 1e6 / _LIGHT


def uma(distance_m: Numbers, mhz: Numbers, mast_m: Numbers, receiver_m: Numbers, sight: bool) -> np.ndarray:
    """UMa, in line of sight or not, for receivers up to 13 m (effective environment height 1 m)."""
    d2, f = np.asarray(distance_m, float), 20 * np.log10(np.asarray(mhz) / 1000)
    rise = np.asarray(mast_m) - receiver_m
    d3, breaks = np.hypot(d2, rise), _uma_break(mast_m, receiver_m, mhz)
    with np.errstate(divide="ignore"):
        log = np.log10(d3)
        loss = np.where(d2 <= breaks, 28 + 22 * log + f, 28 + 40 * log + f - 9 * np.log10(breaks**2 + rise**2))
        return loss if sight else np.maximum(loss, 13.54 + 39.08 * log + f - 0.6 * (np.asarray(receiver_m) - 1.5))


def _hata_line(mhz: Numbers, mast_m: Numbers, receiver_m: Numbers, surroundings: str) -> tuple[np.ndarray, np.ndarray]:
    """Hata as a line in log10(d/1 km): loss there, and slope."""
    log_f, log_mast = np.log10(mhz), np.log10(mast_m)
    receiver = (1.1 * log_f - 0.7) * receiver_m - (1.56 * log_f - 0.8)
    if surroundings == "large":
        low = 8.29 * np.log10(1.54 * np.asarray(receiver_m)) ** 2 - 1.1
        receiver = np.where(np.asarray(mhz) <= 200, low, 3.2 * np.log10(11.75 * np.asarray(receiver_m)) ** 2 - 4.97)
    loss = 69.55 + 26.16 * log_f - 13.82 * log_mast - receiver
    if surroundings == "suburban":
        loss = loss - 2 * np.log10(np.asarray(mhz) / 28) ** 2 - 5.4
    elif surroundings == "open":
        loss = loss - 4.78 * log_f**2 + 18.33 * log_f - 40.94
    return loss, 44.9 - 6.55 * log_mast


def hata(distance_m: Numbers, mhz: Numbers, mast_m: Numbers, receiver_m: Numbers, surroundings: str) -> np.ndarray:
    """Okumura-Hata; `surroundings`: large (a large city), urban, suburban or open."""
    at_1km, slope = _hata_line(mhz, mast_m, receiver_m, surroundings)
    with np.errstate(divide="ignore"):
        return at_1km + slope * np.log10(np.asarray(distance_m, float) / 1000)


def loss_db(formula: str, distance_m: Numbers, mhz: Numbers, mast_m: Numbers, receiver_m: Numbers) -> np.ndarray:
    """Median loss by a formula of FORMULAS; nearer than 10 m as at 10 m."""
    distance = np.maximum(distance_m, _NEAREST_M)
    family, _, kind = _known(formula).partition("_")
    if family == "hata":
        return hata(distance, mhz, mast_m, receiver_m, kind)
    return {"rma": rma, "uma": uma}[family](distance, mhz, mast_m, receiver_m, kind == "los")


def range_m(formula: str, loss: Numbers, mhz: Numbers, mast_m: Numbers, receiver_m: Numbers) -> np.ndarray:
    """2D distance at which the median loss is `loss`; 0 where it is more already at 10 m. In closed form, but for RMa's first slope."""
    family, _, kind = _known(formula).partition("_")
    rise, ghz = np.asarray(mast_m, float) - receiver_m, np.asarray(mhz) / 1000
    if family == "hata":
        at_1km, slope = _hata_line(mhz, mast_m, receiver_m, kind)
        d2 = 1000 * 10 ** ((loss - at_1km) / slope)
    else:
        if family == "rma":
            breaks = _rma_break(mast_m, receiver_m, mhz)
            near = _flat(_rma_near_range(loss, ghz), rise)
            far = _flat(breaks * 10 ** ((loss - _rma_near(breaks, ghz)) / 40), rise)
            at_1km, slope = _rma_beyond(mast_m, receiver_m, mhz)
            beyond = _flat(10 ** (3 + (loss - at_1km) / slope), rise)
        else:
            breaks, f = _uma_break(mast_m, receiver_m, mhz), 20 * np.log10(ghz)
            near = _flat(10 ** ((loss - 28 - f) / 22), rise)
            far = _flat(10 ** ((loss - 28 - f + 9 * np.log10(breaks**2 + rise**2)) / 40), rise)
            beyond = _flat(10 ** ((loss - 13.54 - f + 0.6 * (np.asarray(receiver_m) - 1.5)) / 39.08), rise)
        # the two slopes meet at the breakpoint but for centimetres (2D against 3D): there the range is the breakpoint
        d2 = np.where(near <= breaks, near, np.maximum(far, breaks))
        d2 = d2 if kind == "los" else np.minimum(d2, beyond)
    return np.where(d2 >= _NEAREST_M * (1 - 1e-6), d2, 0.0)


def _rma_near_range(loss: Numbers, ghz: Numbers) -> np.ndarray:
    """RMa's first slope solved for d3 by Newton's steps in log10(d3): nearly a line there."""
    slope = 0.002 * np.log10(_BUILDING_M)
    rise = 20 + min(0.03 * _BUILDING_M**1.72, 10)
    log = np.asarray((loss - _rma_near(1.0, ghz)) / rise, float)
    log = np.minimum(log, 5.0)
    for _ in range(6):
        d3 = 10**log
        log = np.clip(log - (_rma_near(d3, ghz) - loss) / (rise + slope * d3 * np.log(10)), -3.0, 6.0)
    return 10**log


def _flat(d3: Numbers, rise: Numbers) -> np.ndarray:
    return np.sqrt(np.maximum(np.asarray(d3) ** 2 - np.asarray(rise) ** 2, 0.0))


def _known(formula: str) -> str:
    if formula not in VALID:
        raise CoreError(N_("There is no formula '{name}'. Known: {known}."), name=formula, known=", ".join(FORMULAS))
    return formula


def horizon_m(mast_m: Numbers, receiver_m: Numbers) -> Any:
    """Radio horizon over the sea on an earth of 4/3 of its radius: 4.12 (sqrt h1 + sqrt h2) km."""
    return np.sqrt(2 * _EARTH_M) * (np.sqrt(np.maximum(mast_m, 0)) + np.sqrt(np.maximum(receiver_m, 0)))


def point_margin(probability: float) -> float:
    """How many sigma the median must stand above a threshold so that one point has it with this probability."""
    return _NORMAL.inv_cdf(probability)


def probability(margin_db: Numbers, sigma_db: Numbers) -> np.ndarray:
    """Probability that one point has the threshold, its median being `margin_db` above it."""
    share = np.asarray(np.divide(margin_db, sigma_db), float)
    inside = np.clip(share, -8, 8)
    return np.where(np.isnan(share), np.nan, _cdf(inside))


def _cdf(x: np.ndarray) -> np.ndarray:
    """The normal distribution by Abramowitz and Stegun 26.2.17, off by less than 7.5e-8: QGIS need not have scipy."""
    t = 1 / (1 + 0.2316419 * np.abs(x))
    tail = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
    upper = np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi) * tail
    return np.where(x >= 0, 1 - upper, upper)


def area_share(margin_db: float, sigma_db: float, exponent: float) -> float:
    """Jakes: share of a disc's area that has the threshold when its edge has `margin_db` of margin. Never for one point."""
    a, b = margin_db / sigma_db, 10 * exponent / np.log(10) / sigma_db
    return _NORMAL.cdf(a) + float(np.exp((2 * a * b + 2) / b**2)) * _NORMAL.cdf(-(a + 2 / b)) if b else _NORMAL.cdf(a)


def area_margin(share: float, sigma_db: float, exponent: float) -> float:
    """The margin at the edge of a disc that gives this share of its area, by halving."""
    low, high = -5 * sigma_db, 5 * sigma_db
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if area_share(middle, sigma_db, exponent) < share else (low, middle)
    return (low + high) / 2
