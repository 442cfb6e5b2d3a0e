"""Areas made ready to be judged: cut at county borders, with the share that must be covered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Optional

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..errors import Progress, no_progress
from ..metric import inside
from ..schema import code_lists
from .borders import cut_areas_by_county
from .demand import Demand, county_labels

_SHORE = 0.01  # what share of a sea zone a roughly drawn shore may take in


@dataclass(frozen=True)
class Lots:
    """Areas to be judged, each in one county: item (position in the demand), county, sea, setting, limit, geometry."""

    table: gpd.GeoDataFrame

    def take(self, rows: np.ndarray) -> gpd.GeoSeries:
        return self.table.geometry.iloc[rows].reset_index(drop=True)


def read_lots(
    demand: Demand, counties: Optional[gpd.GeoDataFrame], limits: dict[str, Any], progress: Progress = no_progress
) -> Lots:
    """The demand's areas. Zones are cut at county borders unless their own column names the county; a place lies in one.

    `limits`: the share of the area that must be covered, for `place` and `sea`; None where there is none.
    """
    kind, sea = demand.column("kind"), demand.sea
    table = gpd.GeoDataFrame(
        {
            "item": np.arange(len(kind)),
            "county": demand.county,
            "sea": sea,
            "setting": demand.setting,
            "limit": np.where(sea, _number(limits["sea"]), _number(limits["place"])),
        },
        geometry=demand.table.geometry.to_numpy(),
        crs=demand.table.crs,
    )
    table.loc[~sea & ~kind.isin(code_lists()["place"]).to_numpy() & (demand.kind == "zones"), "limit"] = np.nan
    if counties is None or not len(counties):
        return Lots(table)
    if demand.kind == "places":
        middle = gpd.GeoSeries(shapely.point_on_surface(table.geometry.to_numpy()), crs=table.crs)
        held = inside(middle, counties.geometry).drop_duplicates("point")
        table.loc[held["point"], "county"] = county_labels(counties)[held["target"]]
        return Lots(table)
    cut = demand.column("county").isna().to_numpy()
    if not cut.any():
        return Lots(table)
    parts = _labelled(
        cut_areas_by_county(table.geometry[cut].reset_index(drop=True), counties.geometry, progress), counties
    )
    parts = _off_shore(parts, sea[cut], table.geometry[cut])
    found = table[cut].iloc[parts["area"].to_numpy(int)].reset_index(drop=True)
    found["county"] = parts["county"].to_numpy(object)
    found = found.set_geometry(gpd.GeoSeries(parts.geometry.to_numpy(), crs=table.crs))
    empty = table[cut & ~table["item"].isin(found["item"]).to_numpy()]
    joined = pd.concat([table[~cut], found, empty], ignore_index=True)
    return Lots(
        gpd.GeoDataFrame(joined, geometry="geometry", crs=table.crs).sort_values(
            "item", kind="stable", ignore_index=True
        )
    )


def _off_shore(parts: gpd.GeoDataFrame, sea: np.ndarray, whole: gpd.GeoSeries) -> gpd.GeoDataFrame:
    """Sea zones of which next to nothing lies in a county are not cut: these counties end at their shore, and what of the
    zone lies in one is how roughly the shore was drawn. Such a zone is the county's where it touches one, else nobody's."""
    area = parts["area"].to_numpy(int)
    size = shapely.area(parts.geometry.to_numpy())
    nobody = parts["county"].isna().to_numpy()
    off = sea & (np.bincount(area, size * nobody, len(sea)) > (1 - _SHORE) * np.bincount(area, size, len(sea)))
    if not off.any():
        return parts
    touched = parts[~nobody].groupby("area")["county"].agg(["nunique", "first"]).reindex(range(len(sea)))
    one = touched["first"].where((touched["nunique"] == 1).to_numpy()).to_numpy(object)
    at = np.flatnonzero(off)
    uncut = gpd.GeoDataFrame({"area": at, "county": one[at]}, geometry=whole.to_numpy()[at], crs=parts.crs)
    uncut["county"] = uncut["county"].astype(object).where(uncut["county"].notna(), None)
    kept = pd.concat([parts[~off[area]], uncut], ignore_index=True)
    return gpd.GeoDataFrame(kept, geometry="geometry", crs=parts.crs).sort_values(
        "area", kind="stable", ignore_index=True
    )


def _number(value: Optional[float]) -> float:
    return np.nan if value is None else float(value)


def _labelled(parts: gpd.GeoDataFrame, counties: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    held, labels = parts["county"].to_numpy(int), county_labels(counties)
    return parts.assign(
        county=pd.Series(np.where(held >= 0, labels[np.maximum(held, 0)], None), index=parts.index, dtype=object)
    )
