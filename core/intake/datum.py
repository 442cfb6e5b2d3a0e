"""Which coordinates these are, on evidence only, and where they are in CGCS2000."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

import geopandas as gpd
import pandas as pd

from ..errors import Progress, no_progress
from .sentence import Sentence


@dataclass(frozen=True)
class Placed:
    """Rows where they belong.

    geometry: points in EPSG:4490, None where a row has no place; crs_declared: 'EPSG:4490', 'EPSG:4326', 'GCJ-02',
    'BD-09', 'EPSG:4526', … or 'unknown' per row; found: cgcs2000, wgs84, gcj02, bd09, 'EPSG:nnnn', mixed or undecided;
    evidence: sentences that say what decided, with counts.
    """

    geometry: gpd.GeoSeries
    crs_declared: pd.Series
    found: str
    evidence: "list[Sentence]"


def place(
    rows: pd.DataFrame,
    datum: str = "auto",
    declared: Optional[pd.Series] = None,
    township: Optional[pd.Series] = None,
    keys: Optional[pd.DataFrame] = None,
    counties: Optional[gpd.GeoDataFrame] = None,
    townships: Optional[gpd.GeoDataFrame] = None,
    twins: Optional[gpd.GeoDataFrame] = None,
    progress: Progress = no_progress,
) -> Placed:
    """Decide what the coordinates of a batch are and turn them into CGCS2000.

    rows: `x`, `y`, `form` as `coordinates.read_coordinates` gives them. declared: per row the tag or word that says the
    system ('GCJ02', '国家2000', 'EPSG:4526', '3度带36带'; empty: none). township: the township that each row names.
    keys: text columns (plan_id, site_id, site_name …) that `twins` has too, under the same names, best first.
    counties, townships (with `name`), twins: EPSG:4490. All per-row inputs share the index of `rows`.
    """
    raise NotImplementedError
