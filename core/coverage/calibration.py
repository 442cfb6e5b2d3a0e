"""How far a model is off beside drive tests: the mean error and its spread, each with its confidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

import numpy as np
import pandas as pd

_Z = 1.96  # 95 %
_FEWEST = 10
_BIN_DEG = 0.001  # about 100 m: neighbouring samples share their shadow, so a square of them counts as one


@dataclass(frozen=True)
class Calibration:
    """`offset_db`: by how much the loss must rise for the model to be right in the mean; `sigma_db`: the spread about that.
    Each with the ends of its 95 % interval; `squares` of about 100 m were compared, with `samples` in them."""

    offset_db: float
    offset_low_db: float
    offset_high_db: float
    sigma_db: float
    sigma_low_db: float
    sigma_high_db: float
    samples: int
    squares: int


def calibrate(xy: np.ndarray, predicted_dbm: np.ndarray, measured_dbm: np.ndarray) -> Optional[Calibration]:
    """Compare levels at places in degrees (n, 2); None with fewer than ten squares that have both.

    The interval of sigma is by Wilson and Hilferty's approximation of the chi-square distribution. Samples are seen where
    somebody drove and the phone had service: weak places are missing, so that the offset is a lower bound.
    """
    use = np.isfinite(predicted_dbm) & np.isfinite(measured_dbm) & np.isfinite(xy).all(axis=1)
    squares = pd.DataFrame(np.floor(xy[use] / _BIN_DEG), columns=["x", "y"])
    squares["error"] = np.asarray(predicted_dbm, float)[use] - np.asarray(measured_dbm, float)[use]
    error = squares.groupby(["x", "y"])["error"].mean().to_numpy()
    n = len(error)
    if n < _FEWEST:
        return None
    offset, sigma = float(error.mean()), float(error.std(ddof=1))
    half = _Z * sigma / np.sqrt(n)
    freedom, spread = n - 1, 2 / (9 * (n - 1))
    low, high = (float(np.sqrt(freedom / _chi_square(freedom, spread, z))) * sigma for z in (_Z, -_Z))
    return Calibration(offset, offset - half, offset + half, sigma, low, high, int(use.sum()), n)


def _chi_square(freedom: int, spread: float, z: float) -> float:
    return freedom * (1 - spread + z * spread**0.5) ** 3
