"""What keeps a row off: around each obstacle near it the band in which a rule fails, read by the rule and by the search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Callable, Optional, Union

import geopandas as gpd
import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from .case import Case


@dataclass(frozen=True)
class Bands:
    """The bands of one aspect. `pairs`, one row per (row, obstacle) within its limit and the case's margin:

    point (row), target (position among `shapes`), distance_m (now; not of `beyond`), fails_m (the row fails nearer than
    that; 0: inside or on it; NaN: never), unsure_m (not judged nearer than that, where it doesn't fail; NaN: never),
    spared_m (no fault nearer than that), `severity` (only to depart from the aspect's own).
    `shapes` is the name of a table, or points. With `beyond` each of `rows` fails where it is farther than fails_m from
    every shape of its pairs; or, with `unsure`, can't be judged there.
    What the bands `apart` shut out is none of the aspect's: another aspect speaks there.
    """

    pairs: pd.DataFrame
    shapes: Union[str, gpd.GeoSeries]
    beyond: bool = False
    rows: Optional[np.ndarray] = None
    unsure: bool = False
    apart: Optional[list[Bands]] = None


BandFunction = Callable[["Case"], "list[Bands]"]
_REGISTRY: dict[tuple[str, str], BandFunction] = {}


def keeps_off(rule_id: str, aspect: str) -> Callable[[BandFunction], BandFunction]:
    """Register a function as the bands of an aspect."""

    def register(function: BandFunction) -> BandFunction:
        _REGISTRY[rule_id, aspect] = function
        return function

    return register


def registered_bands() -> dict[tuple[str, str], BandFunction]:
    """The band functions of all aspects that have one, by (rule, aspect)."""
    return dict(_REGISTRY)


def bands(
    shapes: Union[str, gpd.GeoSeries], near: pd.DataFrame, fails_m: Any = np.nan, unsure_m: Any = np.nan, **more: Any
) -> list[Bands]:
    """The bands around what stands near (columns point, target, distance_m): one limit, or one per pair."""
    pairs = near[["point", "target", "distance_m"]].assign(fails_m=fails_m, unsure_m=unsure_m, **more)
    pairs[["fails_m", "unsure_m"]] = pairs[["fails_m", "unsure_m"]].astype(float)
    return [Bands(pairs[pairs["fails_m"].notna() | pairs["unsure_m"].notna()].reset_index(drop=True), shapes)]


def only(limit_m: Any, where: Any) -> np.ndarray:
    """The limit where it applies, NaN (never) elsewhere."""
    return np.where(np.asarray(where, bool), np.asarray(limit_m, float), np.nan)
