"""What tables say of a transmitter: columns, codes, sets of technologies and bands as bits, and what is missing or odd."""

from __future__ import annotations

import re
from typing import Optional

import geopandas as gpd
import numpy as np
import pandas as pd

from .. import metric
from ..schema import code_lists
from .bands import TECHNOLOGIES, masks_of_technologies
from .budget import Limits

INDOOR = ("indoor", "underground", "tunnel")
ALL_TECHNOLOGIES, ALL_SCENES = 3, 15
LACKS = ("cells", "status", "operator", "technology", "band", "band_owner", "scene", "height")
FLAGS = (
    *("azimuth_missing", "sector", "height_from_structure", "eirp_implausible", "band_assumed", "prach_unknown"),
    *("extrapolated", "possible_extrapolated", "ground_unknown", "uplink_limited"),
    *("eirp_assumed", "no_ground"),
)
LACK = {name: 1 << i for i, name in enumerate(LACKS)}
FLAG = {name: 1 << i for i, name in enumerate(FLAGS)}


def column(table: pd.DataFrame, name: str) -> pd.Series:
    """A column of a table, empty where the table does not have it."""
    return table[name] if name in table.columns else pd.Series(None, index=table.index, dtype=object)


def numbers(table: pd.DataFrame, name: str) -> np.ndarray:
    """A column as float64, NaN where the table does not have it."""
    return pd.to_numeric(column(table, name), errors="coerce").to_numpy(float)


def odd_radii(sites: pd.DataFrame, profile: Limits) -> int:
    """How many sites tell a radius of their own that hardly any site has."""
    radius, limits = numbers(sites, "radius_m"), profile["radius_told_m"]
    odd = (radius < float(limits["lowest"])) | (radius > float(limits["highest"]))
    return int((odd & (radius > 0)).sum())


def technology_bits(technology: pd.Series) -> np.ndarray:
    """4G as 1, 5G as 2, not told as both, another technology as 0."""
    place, words = pd.factorize(technology)
    known = set(code_lists()["technology"])
    bits = [1 << TECHNOLOGIES.index(w) if w in TECHNOLOGIES else 0 if w in known else ALL_TECHNOLOGIES for w in words]
    return np.array([*bits, ALL_TECHNOLOGIES])[place]


def technologies_of(text: object) -> int:
    """The set of 4G (1) and 5G (2) that a list names."""
    return sum(1 << TECHNOLOGIES.index(code) for code in codes_in(text, "technology") if code in TECHNOLOGIES)


def codes_in(text: object, codelist: str) -> tuple[str, ...]:
    """The codes of a list in a cell, each once; words that are no code say nothing."""
    parts = [part.strip() for part in re.split(r"[;；,，、]+", str(text))]
    return tuple(dict.fromkeys(part for part in parts if part in code_lists()[codelist]))


def with_bands(rows: pd.DataFrame, named: np.ndarray) -> pd.DataFrame:
    """The bands that fit a row's technology; where none is told, any that may be."""
    of_technology = masks_of_technologies()
    may = np.array([0, of_technology[0], of_technology[1], of_technology[0] | of_technology[1]])
    allowed = may[rows["technologies"].to_numpy()]
    fit = named & allowed
    several = (fit & (fit - 1)) != 0
    unsure = several & ~rows["every_band"].to_numpy(bool)
    rows["bands"] = np.where(fit > 0, fit, allowed)
    rows["every_band"] = rows["every_band"].to_numpy(bool) & (fit > 0)
    rows["lacks"] |= np.where(fit == 0, LACK["band"], 0) | np.where(unsure, LACK["band_owner"], 0)
    return rows


def inside(points: gpd.GeoSeries, border: Optional[gpd.GeoSeries]) -> np.ndarray:
    """Points inside any of the polygons; all of them when there is no border."""
    if border is None or not len(border):
        return np.ones(len(points), bool)
    within = np.zeros(len(points), bool)
    within[metric.inside(points, border)["point"].to_numpy()] = True
    return within
