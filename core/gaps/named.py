"""Gaps gathered under a name: the township they lie in, or the place they are near."""

from __future__ import annotations

from typing import Optional

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..metric import inside, nearest
from .demand import Demand
from .states import demand_rules, words

_KEYS = ["county", "technology", "operator", "group"]


def named_gaps(
    gaps: gpd.GeoDataFrame,
    demand: Demand,
    item: np.ndarray,
    counts: np.ndarray,
    places: Optional[gpd.GeoDataFrame],
    townships: Optional[gpd.GeoDataFrame],
    language: str,
) -> gpd.GeoDataFrame:
    """The gaps with `group` and, of the whole group, `group_gaps`, `group_size` (places, m or m2) and `group_people`.

    `item`: position of each gap's item in the demand; `counts`: which rows count towards the group (a key point is part
    of its place). Points go by their township, else by the nearest seat; lines and areas by the nearest place, else
    by the township; what has neither goes by its own name. `places` and `townships` may be None.
    """
    gaps = gaps.copy()
    middle = gpd.GeoSeries(middles(gaps.geometry.to_numpy()), crs=gaps.crs)
    own = demand.column("name").where(demand.column("name").notna(), pd.Series(demand.ids)).to_numpy(object)[item]
    township = _township(demand, item, middle, townships)
    if demand.kind == "places":
        source = demand.table if places is None else places
        near = _near(middle, source, demand_rules()["seats"], own, language)
        order = (township, near)
    else:
        order = (_near(middle, places, demand_rules()["landmarks"], own, language), township)
    named = pd.Series(order[0], dtype=object)
    gaps["group"] = named.where(named.notna(), order[1]).where(lambda s: s.notna(), own).to_numpy(object)
    size = gaps["length_m"].fillna(gaps["area_m2"]).fillna(1.0)
    by = [gaps[key].fillna("") for key in _KEYS]
    own_count = pd.Series(counts, index=gaps.index)
    gaps["group_gaps"] = own_count.astype(int).groupby(by).transform("sum")
    gaps["group_size"] = size.where(own_count, 0.0).groupby(by).transform("sum").round(3)
    known = gaps["people"].where(own_count)
    gaps["group_people"] = known.fillna(0.0).groupby(by).transform("sum")
    told = known.notna().groupby(by).transform("any")
    gaps["group_people"] = gaps["group_people"].where(told)
    return gaps


def middles(shapes: np.ndarray) -> np.ndarray:
    """A place on each shape: halfway along a line (the first part of several), somewhere in an area."""
    found = shapes.copy()
    kinds = shapely.get_type_id(shapes)
    lines, areas = np.isin(kinds, (1, 5)), np.isin(kinds, (3, 6))
    single = np.where(kinds == 5, shapely.get_geometry(shapes, 0), shapes)
    found[lines] = shapely.line_interpolate_point(single[lines], 0.5, normalized=True)
    found[areas] = shapely.point_on_surface(shapes[areas])
    return found


def _township(
    demand: Demand, item: np.ndarray, middle: gpd.GeoSeries, townships: Optional[gpd.GeoDataFrame]
) -> np.ndarray:
    own = demand.column("township")
    found = own.where(own.notna(), None).to_numpy(object)[item].copy()
    if townships is not None and len(townships) and "name" in townships:
        held = inside(middle, townships.geometry).drop_duplicates("point")
        found[held["point"]] = townships["name"].to_numpy(object)[held["target"]]
    return found


def _near(
    middle: gpd.GeoSeries, places: Optional[gpd.GeoDataFrame], kinds: list[str], own: np.ndarray, language: str
) -> np.ndarray:
    """'near …' with the nearest named place of these kinds; None where there is none, or where it is the item itself."""
    found = np.full(len(middle), None, object)
    if places is None or "kind" not in places or "name" not in places:
        return found
    marks = places[places["kind"].isin(kinds).to_numpy() & places["name"].notna().to_numpy()]
    marks = marks[shapely.get_type_id(marks.geometry.to_numpy()) >= 0]
    if not len(marks):
        return found
    close = nearest(middle, gpd.GeoSeries(shapely.centroid(marks.geometry.to_numpy()), crs=marks.crs))[
        "target"
    ].to_numpy()
    names = marks["name"].to_numpy(object)[np.maximum(close, 0)]
    before, after = words(language)["near"].split("{place}")
    said = before + names.astype(str).astype(object) + after
    return np.where((close >= 0) & (names != own), said, found)
