"""Gaps gathered under a name: the township they lie in, the place they are near, or their county."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..metric import inside, nearest
from .demand import Demand, county_labels
from .states import demand_rules, words

_KEYS = ["county", "technology", "operator", "group"]


@dataclass(frozen=True)
class Names:
    """What gaps may be called by: named places no farther than `near_m`, townships, counties (code, name)."""

    places: Optional[gpd.GeoDataFrame]
    townships: Optional[gpd.GeoDataFrame]
    counties: Optional[gpd.GeoDataFrame]
    near_m: float


def named_gaps(
    gaps: gpd.GeoDataFrame, demand: Demand, item: np.ndarray, counts: np.ndarray, names: Names, language: str
) -> gpd.GeoDataFrame:
    """The gaps with `group` and, of the whole group, `group_gaps`, `group_size` (places, m or m2) and `group_people`.

    `item`: position of each gap's item in the demand; `counts`: which rows count towards the group (a key point is part
    of its place). Points go by the township they name or lie in, else by the nearest place that stands for people, a
    settlement by its village; lines and areas by the nearest place first. What has neither goes by its county, else by
    its own name. People count once: with their village where that is a gap too, and once for all parts of an item.
    """
    gaps = gaps.copy()
    middle = gpd.GeoSeries(middles(gaps.geometry.to_numpy()), crs=gaps.crs)
    own = demand.column("name").where(demand.column("name").notna(), pd.Series(demand.ids)).to_numpy(object)
    township = _township(demand, item, middle, names.townships)
    parent = _parents(demand)
    source = demand.table if names.places is None and demand.kind == "places" else names.places
    near = _near(_at_home(middle, demand, item, parent), source, names.near_m, language)
    order = [township, near] if demand.kind == "places" else [near, township]
    group = pd.Series(own[item], dtype=object)
    for words_of in (_county(gaps["county"], names.counties), *order[::-1]):
        group = pd.Series(words_of, dtype=object).where(pd.notna(words_of), group)
    gaps["group"] = group.to_numpy(object)
    size = gaps["length_m"].fillna(gaps["area_m2"]).fillna(1.0)
    by = [gaps[key].fillna("") for key in _KEYS]
    own_count = pd.Series(counts, index=gaps.index)
    gaps["group_gaps"] = own_count.astype(int).groupby(by).transform("sum")
    gaps["group_size"] = size.where(own_count, 0.0).groupby(by).transform("sum").round(3)
    once = _once(gaps, item, parent, size) & own_count
    told = gaps["people"].where(own_count).notna().groupby(by).transform("any")
    people = gaps["people"].where(once).fillna(0.0).groupby(by).transform("sum")
    gaps["group_people"] = people.where(told)
    return gaps


def _parents(demand: Demand) -> np.ndarray:
    """The position of the item that an item names as its parent, -1 where there is none."""
    named = demand.column("parent_id").astype(object)
    ids = pd.Series(np.arange(len(demand.ids)), index=demand.ids.astype(str))
    ids = ids[~ids.index.duplicated()]
    found = named.where(named.notna(), "").astype(str).map(ids).where(named.notna())
    return found.fillna(-1).astype(int).to_numpy()


def _at_home(middle: gpd.GeoSeries, demand: Demand, item: np.ndarray, parent: np.ndarray) -> gpd.GeoSeries:
    """Where each gap is looked for from: what belongs to an item that stands for people goes with it."""
    home = parent[item]
    stands = demand.column("kind").isin(demand_rules()["landmarks"]).to_numpy() & (demand.family == "point")
    held = (home >= 0) & stands[np.maximum(home, 0)]
    places = middle.to_numpy().copy()
    places[held] = demand.table.geometry.to_numpy()[home[held]]
    return gpd.GeoSeries(places, crs=middle.crs)


def _once(gaps: gpd.GeoDataFrame, item: np.ndarray, parent: np.ndarray, size: pd.Series) -> np.ndarray:
    """One row per item, technology and operator, its largest; none where the item's parent is a gap and tells its people."""
    table = pd.DataFrame({"item": item, "technology": gaps["technology"].to_numpy(), "size": size.to_numpy()})
    table["operator"], table["people"] = gaps["operator"].to_numpy(), gaps["people"].to_numpy(float)
    key = ["item", "technology", "operator"]
    largest = table.sort_values("size", ascending=False, kind="stable").drop_duplicates(key).index
    told = table[table["people"].notna()][key].drop_duplicates()
    within = table.assign(item=parent[item])[key].merge(told, on=key, how="left", indicator=True)
    return np.isin(np.arange(len(table)), largest) & (within["_merge"] == "left_only").to_numpy()


def _county(county: pd.Series, counties: Optional[gpd.GeoDataFrame]) -> np.ndarray:
    """The county of each gap by its name where the layer tells it."""
    found = county.astype(object)
    if counties is not None and "name" in counties:
        names = pd.Series(counties["name"].to_numpy(object), index=county_labels(counties))
        names = names[names.notna() & ~names.index.duplicated()]
        found = found.map(names).where(found.isin(names.index), found)
    return found.where(found.notna(), None).to_numpy(object)


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


def _near(middle: gpd.GeoSeries, places: Optional[gpd.GeoDataFrame], within_m: float, language: str) -> np.ndarray:
    """'near …' with the nearest named place that stands for people; None where none is within the limit."""
    found = np.full(len(middle), None, object)
    if places is None or "kind" not in places or "name" not in places:
        return found
    marks = places[places["kind"].isin(demand_rules()["landmarks"]).to_numpy() & places["name"].notna().to_numpy()]
    marks = marks[shapely.get_type_id(marks.geometry.to_numpy()) >= 0]
    if not len(marks):
        return found
    close = nearest(middle, gpd.GeoSeries(shapely.centroid(marks.geometry.to_numpy()), crs=marks.crs))
    target = close["target"].to_numpy()
    names = marks["name"].to_numpy(object)[np.maximum(target, 0)]
    before, after = words(language)["near"].split("{place}")
    said = before + names.astype(str).astype(object) + after
    return np.where((target >= 0) & (close["distance_m"].to_numpy(float) <= within_m), said, found)
