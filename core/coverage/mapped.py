"""The discs of supply as areas for the map: what is covered, and around it what may be."""

from __future__ import annotations

from typing import Optional

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .. import metric
from ..ellipsoid import area_m2, discs
from ..errors import Progress, no_progress
from .given import FLAGS, LACKS

COVERED, UNKNOWN = "covered_model", "unknown"
_QUARTER = 16  # segments of a quarter circle
_SWELL = np.sqrt(2 * np.pi / (4 * _QUARTER * np.sin(2 * np.pi / (4 * _QUARTER))))
"""By how much a drawn circle is wider, so that it has the area of the true one."""
_AT_ONCE = 500


def map_coverage(supply_rows: pd.DataFrame, operators: list[str], progress: Progress = no_progress) -> gpd.GeoDataFrame:
    """One polygon per technology, operator and state (covered_model; unknown: may be covered, not surely), in EPSG:4490.

    `operators`: codes, and `any` for whoever it is. Columns technology, operator, state, transmitters, area_m2, lacks
    and flags (codes by ';': of what those that cover lack; of what is unknown, those whose range is open). Indoor systems
    are left out. Circles are drawn with 64 corners and their true area, off by 0.08 % of the radius at most;
    figures of coverage come from the exact geometry, not from here.
    """
    rows = supply_rows[(supply_rows["setting"] == "outdoor").to_numpy()]
    technologies = [t for t in ("4G", "5G") if (rows["technology"].isna() | (rows["technology"] == t)).any()]
    found = []
    for number, (technology, operator) in enumerate((t, o) for t in technologies for o in operators):
        of = rows["technology"].isna() | (rows["technology"] == technology)
        if operator != "any":
            of &= rows["operator"].isna() | (rows["operator"] == operator)
        chosen = rows[of.to_numpy()]
        sure = np.where(operator == "any", chosen["reach_m"], chosen["covered_m"])

        def part(share: float, done: int = number) -> None:
            progress((done + share) / (len(technologies) * len(operators)))

        covered = _union(chosen, sure, lambda share: part(share / 2))
        possible = _union(chosen, chosen["possible_m"].to_numpy(), lambda share: part(0.5 + share / 2))
        around = possible.difference(covered)
        possible_m = chosen["possible_m"].to_numpy()
        shapes = {COVERED: (covered, sure > 0, sure > 0), UNKNOWN: (around, possible_m > 0, possible_m > sure)}
        for state, (shape, reach, told) in shapes.items():
            if not shape.is_empty:
                words = [codes(chosen[name][told], order) for name, order in (("lacks", LACKS), ("flags", FLAGS))]
                found.append((technology, operator, state, int(reach.sum()), *words, shape))
    frame = pd.DataFrame(
        found, columns=["technology", "operator", "state", "transmitters", "lacks", "flags", "geometry"]
    )
    frame.insert(4, "area_m2", area_m2(gpd.GeoSeries(frame["geometry"])) if len(frame) else np.zeros(0))
    return gpd.GeoDataFrame(frame, geometry="geometry", crs=metric.DEGREES)


def codes(lists: pd.Series, order: tuple[str, ...]) -> Optional[str]:
    """All codes of several lists by ';', each once; None where there is none."""
    there = {code for text in lists.unique() for code in text.split(";")}
    return ";".join(code for code in order if code in there) or None


def _union(rows: pd.DataFrame, reach: np.ndarray, progress: Progress) -> shapely.Geometry:
    """All discs as one area: neighbours are joined first, from the west to the east."""
    places = pd.DataFrame({"lon": rows["lon"].to_numpy(), "lat": rows["lat"].to_numpy(), "reach": reach})
    places = places[places["reach"] > 0].sort_values("reach").drop_duplicates(["lon", "lat"], keep="last")
    places = places.sort_values(["lon", "lat"])
    joined = []
    for start in range(0, len(places), _AT_ONCE):
        part = places.iloc[start : start + _AT_ONCE]
        shapes = discs(part[["lon", "lat"]].to_numpy(), part["reach"].to_numpy() * _SWELL, _QUARTER)
        joined.append(shapely.union_all(shapes))
        progress((start + len(part)) / len(places) * 0.8)
    whole = shapely.union_all(joined) if joined else shapely.Polygon()
    progress(1.0)
    return whole
