"""What ends a range over the sea: the radio horizon, and the cell size of the random-access format."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from .bands import TECHNOLOGIES
from .budget import Limits
from .formulas import horizon_m
from .given import ALL_TECHNOLOGIES, FLAG

_LONG = re.compile(r"^(?:prach|format|格式|f)*[\s_\-:]*([0-3])$")


def cap_by_horizon(found: pd.DataFrame, rows: pd.DataFrame, profile: Limits, receiver_m: float) -> pd.DataFrame:
    """Covered to the horizon of mast and receiver. Ground of unknown height may stand under the mast: beyond the horizon
    from the mast alone is unknown until the horizon from the profile's `sea_ground_m` above it."""
    unknown = profile["antenna_height_unknown_m"]
    height, ground = rows["height_m"].to_numpy(float), rows["ground_m"].to_numpy(float)
    low = np.where(np.isfinite(height), height, unknown["lowest"]) + np.where(np.isfinite(ground), ground, 0)
    high = np.where(np.isfinite(height), height, unknown["highest"])
    high = high + np.where(np.isfinite(ground), ground, profile["sea_ground_m"])
    found = found.assign(
        covered_m=np.minimum(found["covered_m"], horizon_m(low, receiver_m)),
        possible_m=np.minimum(found["possible_m"], horizon_m(high, receiver_m)),
    )
    hides = ~np.isfinite(ground) & (found["possible_m"] > horizon_m(low, receiver_m)).to_numpy()
    found["flags"] |= np.where(hides, FLAG["ground_unknown"], 0)
    return found


def cap_by_format(found: pd.DataFrame, rows: pd.DataFrame, profile: Limits) -> pd.DataFrame:
    """No farther than a known random-access format serves; of an unknown one nothing is claimed beyond format 0."""
    place, words = pd.factorize(rows["prach"])
    formats = [_format(word) for word in words]
    limits = np.full((len(TECHNOLOGIES), len(words) + 1), np.nan)
    for t, technology in enumerate(TECHNOLOGIES):
        limits[t, : len(words)] = [profile["prach_range_m"][technology][f] if f else np.nan for f in formats]
    technologies = rows["technologies"].to_numpy()
    limit = np.where(technologies == 2, limits[1][place], limits[0][place])
    either = technologies == ALL_TECHNOLOGIES
    least = np.where(either, np.minimum(limits[0][place], limits[1][place]), limit)
    most = np.where(either, np.maximum(limits[0][place], limits[1][place]), limit)
    told = np.isfinite(limit)
    unknown = float(profile["prach_unknown_m"])
    bites = ~told & (found["possible_m"] > unknown).to_numpy()
    found = found.assign(
        covered_m=np.minimum(found["covered_m"], np.where(told, least, unknown)),
        possible_m=np.where(told, np.minimum(found["possible_m"], most), found["possible_m"]),
    )
    found["flags"] |= np.where(bites, FLAG["prach_unknown"], 0)
    return found


def _format(word: object) -> str:
    text = str(word).strip().casefold()
    long = _LONG.match(text)
    if long:
        return f"format_{long[1]}"
    return "other" if re.match(r"^(?:prach|format|格式|f)*[\s_\-:]*(?:4|[abc][0-4])$", text) else ""
