"""What to ask of the plan for a site that may stand nowhere in its circle: the plan-change request, filled in."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd

from .. import metric
from .case import Case
from .location_words import clauses, reason_class, say

REQUEST_COLUMNS = [
    "site", "county", "township", "plan_id", "site_name", "lon", "lat", "year", "reason_class", "reason", "evidence",
    "hosts", "unchecked", "complaints", "coverage_need", "rivals", "proof_file",
]  # fmt: skip
BY_HAND = ["complaints", "coverage_need", "rivals", "proof_file"]
"""What a person fills in: nothing here can know it."""


def requests(
    case: Case, areas: gpd.GeoDataFrame, excluded: gpd.GeoDataFrame, points: gpd.GeoDataFrame, rows: np.ndarray
) -> gpd.GeoDataFrame:
    """One point (the planned site's place) for each site of `areas` with a place and no area; columns REQUEST_COLUMNS.

    `rows` are the positions of the areas' rows in the case. `reason_class` is that of what takes most of the circle.
    """
    some = np.flatnonzero((areas["area_m2"] == 0).to_numpy() & areas["lon"].notna().to_numpy())
    if not len(some):
        nothing = pd.DataFrame(columns=REQUEST_COLUMNS, dtype=object)
        return gpd.GeoDataFrame(nothing, geometry=np.array([], dtype=object), crs=metric.degrees())
    table = areas.iloc[some][["site", "site_name", "plan_id", "lon", "lat", "radius_m", "shut_out", "unchecked"]]
    table = pd.DataFrame(table).reset_index(drop=True)
    middle = gpd.GeoSeries.from_xy(table["lon"], table["lat"], crs=metric.degrees())
    own = case.column("township").iloc[rows[some]].reset_index(drop=True)
    table["county"] = _named(case, "counties", middle)
    table["township"] = own.where(own.notna(), _named(case, "townships", middle))
    table["year"] = case.column("year").iloc[rows[some]].to_numpy()
    order = excluded.sort_values(["state", "share"], ascending=[True, False], kind="stable")
    order = order[order["site"].isin(table["site"])]
    order = order[["site", "rule", "aspect", "state"]].drop_duplicates(["site", "rule", "aspect"])
    key = pd.Series(list(zip(order["rule"], order["aspect"])), index=order.index, dtype=object)
    first = key.groupby(order["site"]).first().reindex(table["site"])
    classes = {of: say(case, "classes", reason_class(*of)) for of in key.unique()}
    table["reason_class"] = first.map(classes).fillna(say(case, "classes", "other")).to_numpy()
    table["reason"] = [
        say(case, "reason", radius=radius, shut_out=words)
        for radius, words in zip(table["radius_m"], table["shut_out"])
    ]
    data = "; ".join(
        str(t.attrs.get("source") or t.attrs.get("name", n)) for n, t in case.tables.items() if n != "twins"
    )
    source = key.map({of: clauses(case, [of]) for of in key.unique()})
    once = pd.DataFrame({"site": order["site"], "source": source}).drop_duplicates()
    told = once.groupby("site")["source"].agg("; ".join)
    told = told.map(lambda words: say(case, "evidence", clauses=words, data=data))
    table["evidence"] = table["site"].map(told).fillna("")
    host = points[points["kind"] == "host"]
    host = host[host["site"].isin(table["site"]) & (host["rank"] <= 3)]
    facts = zip(host["label"], host["candidate"], host["plan_distance_m"], host["fits"])
    text = [f"{label or name} ({name}, {far:.0f} m, {fits})" for label, name, far, fits in facts]
    named = pd.Series(text, dtype=object).groupby(host["site"].to_numpy()).agg("; ".join)
    table["hosts"] = table["site"].map(named).fillna("")
    for column in BY_HAND:
        table[column] = None
    return gpd.GeoDataFrame(table[REQUEST_COLUMNS], geometry=middle.to_numpy(), crs=metric.degrees())


def _named(case: Case, table: str, places: gpd.GeoSeries) -> pd.Series:
    """The name of the area of a table that holds each place, None where none does."""
    if table not in case.tables:
        return pd.Series(None, index=places.index, dtype=object)
    pairs = metric.inside(places, case.tables[table].geometry).drop_duplicates("point").set_index("point")["target"]
    name = case.column("name", table).fillna(case.column("code", table))
    return pairs.map(name).reindex(places.index).astype(object)
