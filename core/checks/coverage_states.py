"""States of coverage, kinds of demand, places and cells, as the rules CG-01 to CG-15 read them."""

from __future__ import annotations

from functools import cache
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .. import metric
from ..schema import read_resource

COVERED = ("covered_measured", "covered_model")
GAPS = ("gap_measured", "gap_model")
WEAKEST_FIRST = ("gap_measured", "gap_model", "unknown", "claimed", "covered_model", "covered_measured")
BODIES = (
    "port-of-entry", "border-channel", "frontier-inspection", "border-checkpoint", "border-police", "duty-post",
    "border-market", "logistics-hub", "distribution-centre", "industrial-park",
)  # fmt: skip


@cache
def demand_data() -> dict[str, Any]:
    """What each kind of place is made of, and how states are said (resources/rules/demand.yaml)."""
    return read_resource("rules", "demand.yaml")


def places_on(frame: gpd.GeoDataFrame) -> gpd.GeoSeries:
    """A place on each feature of a layer of points, lines (the middle) or areas; None where there is no shape."""
    shapes = frame.geometry.to_numpy()
    shapes = np.where(shapely.is_missing(shapes) | shapely.is_empty(shapes), None, shapes)
    lines = shapely.get_type_id(shapes) == 1
    middle = shapely.line_interpolate_point(np.where(lines, shapes, None), 0.5, normalized=True)
    return gpd.GeoSeries(np.where(lines, middle, shapely.point_on_surface(shapes)), crs=metric.DEGREES)


def filled(values: pd.Series) -> np.ndarray:
    """Cells that hold anything."""
    return (values.notna() & (values.astype(str).str.strip() != "")).to_numpy()
