"""Parallel carriageways and concurrent routes: which stretches are not to be counted a second time (CG-10)."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from ..errors import Progress, no_progress


def count_once(
    routes: gpd.GeoDataFrame, distance_m: float, angle_deg: float, overlap_m: float, progress: Progress = no_progress
) -> pd.DataFrame:
    """Stretches that another record counts: [line, from_m, to_m, keeper (position), keeper_name]."""
    raise NotImplementedError
