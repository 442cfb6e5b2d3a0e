"""Bands as lists and cells name them (700;2600, n78, B3, 3.5G, 2.6GHz), read as sets of the bands in use."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Optional

import numpy as np
import pandas as pd

from ..schema import read_resource

TECHNOLOGIES = ("4G", "5G")
_NUMBER = re.compile(r"^(\d+(?:\.\d+)?)(ghz|g|mhz|m)?$")


@cache
def bands() -> dict[str, dict[str, Any]]:
    """The bands of resources/coverage/bands.yaml, from low to high."""
    return read_resource("coverage", "bands.yaml")


def centre_mhz() -> np.ndarray:
    """The downlink that stands for each band."""
    return np.array([band["mhz"] for band in bands().values()], float)


def masks_of_technologies() -> np.ndarray:
    """For 4G and 5G the set of bands that it may use, as bits in the order of `bands`."""
    uses = [[t in band["technologies"] for band in bands().values()] for t in TECHNOLOGIES]
    return np.array(uses) @ (1 << np.arange(len(bands())))


def masks(texts: pd.Series) -> np.ndarray:
    """The set of bands each cell of text or number names, as bits; 0 where it names none that is known."""
    place, words = pd.factorize(texts.to_numpy(object))
    read = np.array([_mask(word) for word in words] + [0], dtype=np.int64)
    return read[place]


def frequency(text: object) -> Optional[float]:
    """A single frequency in MHz that a word gives (3500, 2.6G), None for a name such as n78."""
    found = _NUMBER.match(_bare(text))
    if not found:
        return None
    number, unit = float(found[1]), found[2] or ""
    return number * 1000 if unit.startswith("g") or (not unit and number < 10) else number


def band_of(mhz: float) -> Optional[int]:
    """Position of the band that holds a frequency."""
    for position, band in enumerate(bands().values()):
        if band["range"][0] <= mhz <= band["range"][1]:
            return position
    return None


def _bare(text: object) -> str:
    """A word without what stands around a band's name or number: LTE FDD 1800, Band 28, 2.6GHz频段."""
    word = re.sub(r"\s*(?:频段|频率|频点|band|频)$", "", str(text).strip().casefold())
    word = re.sub(r"^(?:(?:lte|nr|fdd|tdd|td|4g|5g|频段|频率)[\s\-_:]*)+(?=[\dnb])", "", word)
    word = re.sub(r"^band[\s\-_:]*n?(?=\d)", "b", word)
    return re.sub(r"[\s_\-]+", "", word)


def _mask(text: object) -> int:
    mask = 0
    for part in re.split(r"[;；,，、/|+&和及()（）\n]+", str(text)):
        word, bare = part.strip().casefold(), _bare(part)
        named = [i for i, band in enumerate(bands().values()) if word in band["names"] or bare in band["names"]]
        if not named:
            mhz = frequency(part)
            position = band_of(mhz) if mhz else None
            named = [] if position is None else [position]
        mask |= sum(1 << i for i in named)
    return mask
