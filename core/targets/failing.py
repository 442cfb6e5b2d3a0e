"""What fails a target, one unit after another, each with its place: places, stretches of road, parts of the sea."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .. import metric
from .areas import Areas
from .points import tokens_of
from .records import Target

UNITS = (
    "key", "demand", "label", "kind", "state", "reason", "from_m", "to_m", "size", "unit", "near", "planned_year",
)  # fmt: skip
RANK = {"gap_measured": 0, "gap_model": 1, "gap_listed": 2, "claimed": 3, "unknown": 4, "unassessed": 5}
_IDS = ("place_id", "route_id", "zone_id")


def failing(
    shortfalls: pd.DataFrame,
    target: Optional[Target],
    assessed: Sequence[gpd.GeoDataFrame],
    gaps: Sequence[gpd.GeoDataFrame],
    counties: pd.DataFrame,
) -> gpd.GeoDataFrame:
    """The units of UNITS, with geometry (EPSG:4490), that stand in the way of a target in a county.

    `shortfalls`: the rows of SHORTFALLS of that target and county; `assessed`, `gaps`: ASSESSED and GAPS of findgaps. A
    place is a unit of its own; a road or an area is so many as GAPS has open parts of it that lie in the county, where
    several technologies are asked of which one is enough only what all of them leave open. `key` names a unit from run
    to run; `size` is in `unit` (m, m2; none for places). The surest gaps first, then the greatest.
    """
    rows = shortfalls.assign(demand=shortfalls["demand"].astype(str).str.strip()).reset_index(drop=True)
    parts = _parts(rows, target, gaps, counties)
    whole = rows[~rows["demand"].isin(parts["demand"])]
    shapes = _shapes(whole["demand"], assessed)
    whole = whole.assign(key=whole["demand"], geometry=shapes, unit=None, size=np.nan, near=None, planned_year=np.nan)
    found = pd.concat([whole.reindex(columns=[*UNITS, "geometry"]), parts], ignore_index=True)
    rank = found["state"].map(RANK).fillna(len(RANK)).to_numpy(float)
    size = -pd.to_numeric(found["size"], errors="coerce").fillna(0).to_numpy(float)
    found = found.iloc[np.lexsort([size, rank])].reset_index(drop=True)
    return gpd.GeoDataFrame(found, geometry=gpd.GeoSeries(found["geometry"].to_numpy(), crs=metric.DEGREES))


def _parts(
    rows: pd.DataFrame, target: Optional[Target], gaps: Sequence[gpd.GeoDataFrame], counties: pd.DataFrame
) -> pd.DataFrame:
    """The open parts of lines and areas, as GAPS has them."""
    empty = pd.DataFrame(columns=[*UNITS, "geometry"])
    tables = [table for table in gaps if {"demand", "technology", "state"} <= set(table.columns)]
    if target is None or target.kind not in ("lines", "area") or not len(rows) or not tables:
        return empty
    how, tokens = tokens_of(target.compute)
    table = pd.concat([pd.DataFrame(t) for t in tables], ignore_index=True)
    table["demand"] = table["demand"].astype(str).str.strip()
    area = Areas(counties).of_words(_column(table, "county"))
    mine = Areas(counties).of_words(rows["county"].head(1).reset_index(drop=True))[0]
    operator = _column(table, "operator").astype(str).str.casefold()
    there = (area == mine) | (area < 0)
    kept = there & table["demand"].isin(rows["demand"]) & operator.isin(["any", "all", "none", "nan"])
    table = table[kept & table["technology"].isin(tokens)].drop_duplicates(["demand", "technology", "geometry"])
    if not len(table):
        return empty
    if how == "any" and len(tokens) > 1:
        table = _open_to_all(table, tokens)
    line = table["length_m"].notna() if "length_m" in table else pd.Series(False, index=table.index)
    size = np.where(line, _column(table, "length_m"), _column(table, "area_m2")).astype(float)
    chainage = table["from_m"].map("{:.0f}".format) + "-" + table["to_m"].map("{:.0f}".format)
    middle = shapely.centroid(table["geometry"].to_numpy())
    spot = pd.Series([f"{x:.4f},{y:.4f}" for x, y in shapely.get_coordinates(middle)], index=table.index)
    labels = rows.drop_duplicates("demand").set_index("demand")
    return pd.DataFrame(
        {
            "key": table["demand"] + " " + chainage.where(line, spot),
            "demand": table["demand"],
            "label": labels["label"].reindex(table["demand"]).to_numpy(object),
            "kind": labels["kind"].reindex(table["demand"]).to_numpy(object),
            "state": table["state"],
            "reason": _column(table, "reason").to_numpy(object),
            "from_m": table["from_m"].where(line),
            "to_m": table["to_m"].where(line),
            "size": size,
            "unit": np.where(line, "m", "m2"),
            "near": _column(table, "group").to_numpy(object),
            "planned_year": pd.to_numeric(_column(table, "planned_year"), errors="coerce").astype(float),
            "geometry": table["geometry"],
        }
    )


def _open_to_all(table: pd.DataFrame, tokens: Sequence[str]) -> pd.DataFrame:
    """The stretches that every technology leaves open: chainages and shapes that they share; of the states the less sure."""
    lines = table[table["from_m"].notna()]
    found = lines[lines["technology"] == tokens[0]]
    for token in tokens[1:]:
        other = lines[lines["technology"] == token][["demand", "from_m", "to_m", "state", "geometry"]]
        both = found.merge(other, on="demand", suffixes=("", "_2"))
        both = both[np.minimum(both["to_m"], both["to_m_2"]) - np.maximum(both["from_m"], both["from_m_2"]) > 0.5]
        low, high = np.maximum(both["from_m"], both["from_m_2"]), np.minimum(both["to_m"], both["to_m_2"])
        surer = both["state"].map(RANK) >= both["state_2"].map(RANK)
        shapes = shapely.intersection(both["geometry"].to_numpy(), both["geometry_2"].to_numpy(), grid_size=1e-8)
        whole = both["to_m"] - both["from_m"] <= both["to_m_2"] - both["from_m_2"]
        shorter = np.where(whole, both["geometry"], both["geometry_2"])
        shapes = np.where(shapely.length(shapes) > 0, shapes, shorter)
        told = both.assign(
            from_m=low, to_m=high, length_m=high - low, state=both["state"].where(surer, both["state_2"])
        )
        found = told.assign(geometry=shapes)[list(found.columns)]
    return found.reset_index(drop=True)


def _shapes(demand: pd.Series, assessed: Sequence[gpd.GeoDataFrame]) -> np.ndarray:
    """The geometry of each item, None where no layer has it."""
    found = pd.Series(None, index=range(len(demand)), dtype=object)
    for table in assessed:
        column = next((name for name in _IDS if name in table.columns), None)
        if column is None or not isinstance(table, gpd.GeoDataFrame):
            continue
        ids = table[column].astype(str).str.strip().to_numpy()
        first = ~pd.Series(ids).duplicated().to_numpy()
        shapes = pd.Series(table.geometry.to_numpy()[first], index=ids[first], dtype=object)
        said = shapes.reindex(demand.to_numpy()).to_numpy(object)
        found = found.where(found.notna(), pd.Series(said, dtype=object))
    return found.to_numpy(object)


def _column(table: pd.DataFrame, name: str) -> pd.Series:
    return table[name] if name in table.columns else pd.Series(None, index=table.index, dtype=object)
