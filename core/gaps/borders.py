"""Lines and areas cut at county borders, so that each metre belongs to one county."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from ..errors import Progress, no_progress


def cut_by_county(lines: gpd.GeoSeries, counties: gpd.GeoSeries, progress: Progress = no_progress) -> pd.DataFrame:
    """Stretches [line, from_m, to_m, county] with the county's position, -1 in none; where counties overlap the first wins."""
    raise NotImplementedError


def cut_areas_by_county(
    areas: gpd.GeoSeries, counties: gpd.GeoSeries, progress: Progress = no_progress
) -> gpd.GeoDataFrame:
    """Parts [area, county, geometry] with the county's position, -1 in none; where counties overlap the first wins."""
    raise NotImplementedError
