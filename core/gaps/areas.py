"""Areas under discs."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..ellipsoid import area_m2
from ..ellipsoid import discs as drawn
from ..errors import Progress, no_progress
from .discs import prune


def cover_areas(
    areas: gpd.GeoSeries, discs: pd.DataFrame, progress: Progress = no_progress
) -> tuple[np.ndarray, np.ndarray]:
    """Square metres of areas within the union of discs, and of the whole areas: `covered_m2, total_m2`."""
    total = np.nan_to_num(area_m2(areas))
    return total - np.nan_to_num(area_m2(gpd.GeoSeries(uncovered_parts(areas, discs)))), total


def uncovered_parts(areas: gpd.GeoSeries, discs: pd.DataFrame) -> np.ndarray:
    """What no disc covers of each area, as polygons for the map (256 segments to a circle)."""
    discs = prune(discs)
    circles = drawn(discs[["lon", "lat"]].to_numpy(float), discs["radius_m"].to_numpy(float), 64)
    return shapely.difference(shapely.make_valid(np.asarray(areas, object)), shapely.union_all(circles))
