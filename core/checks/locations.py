"""Where a site may stand: the part of its deviation circle that passes every place rule, and the nearest such place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

import geopandas as gpd
import numpy as np

from .. import metric
from .case import Case

AREA_COLUMNS = [
    "site", "site_name", "plan_id", "radius_m", "circle_m2", "area_m2", "share", "unjudged_m2", "shut_out", "unchecked",
    "lon", "lat", "centre",
]  # fmt: skip
POINT_COLUMNS = [
    "site", "kind", "rank", "candidate", "candidate_kind", "label", "lon", "lat", "shift_m", "bearing_deg",
    "plan_distance_m", "fits", "doubt", "why", "conditions", "in_area", "unchecked",
]  # fmt: skip
EXCLUDED_COLUMNS = ["site", "rule", "aspect", "severity", "state", "share", "area_m2", "words"]
REQUEST_COLUMNS = [
    "site", "county", "township", "plan_id", "site_name", "lon", "lat", "year", "reason_class", "reason", "evidence",
    "hosts", "unchecked", "complaints", "coverage_need", "rivals", "proof_file",
]  # fmt: skip


@dataclass(frozen=True)
class Locations:
    """`areas` (polygons, one row per site), `points` (nearest, with_reason, host), `excluded` (polygons by site, rule,
    aspect and state), `requests` (points: what to ask of the plan where nothing passes). All in EPSG:4490."""

    areas: gpd.GeoDataFrame
    points: gpd.GeoDataFrame
    excluded: gpd.GeoDataFrame
    requests: gpd.GeoDataFrame


def find_locations(case: Case, strict: bool = False, rows: Optional[np.ndarray] = None) -> Locations:
    """For each row of the case (or each of `rows`, positions) where in its deviation circle it may stand.

    The circle of an application lies round the planned site it belongs to, that of a planned site round itself. With
    `strict`, places with a warning are left out too. The other rows of the case stay where they are, as obstacles.
    """
    nothing = [_table(c) for c in (AREA_COLUMNS, POINT_COLUMNS, EXCLUDED_COLUMNS, REQUEST_COLUMNS)]
    return Locations(*nothing)


def _table(columns: list[str]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({name: [] for name in columns}, geometry=gpd.GeoSeries([], crs=metric.DEGREES))
