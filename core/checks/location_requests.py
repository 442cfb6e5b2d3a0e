"""What to ask of the plan for a site that may stand nowhere in its circle: the plan-change request, filled in."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd

from .. import metric
from .case import Case
from .engine import layers_read
from .exclusions import SHUT
from .location_words import aspect_words, clauses, joined, reason_class, say
from .rules import rule_entries

REQUEST_COLUMNS = [
    "site", "county", "township", "plan_id", "site_name", "lon", "lat", "year", "reason_class", "reason", "evidence",
    "hosts", "unchecked", "complaints", "coverage_need", "rivals", "proof_file",
]  # fmt: skip
BY_HAND = ["complaints", "coverage_need", "rivals", "proof_file"]
"""What a person fills in: nothing here can know it."""


def requests(
    case: Case, areas: gpd.GeoDataFrame, excluded: gpd.GeoDataFrame, points: gpd.GeoDataFrame, rows: np.ndarray
) -> gpd.GeoDataFrame:
    """One point (the planned site's place) for each site of `areas` that is shut out of its whole circle; columns
    REQUEST_COLUMNS. Where part of it can't be judged none is asked for: what is not known is no reason to change a plan.

    `rows` are the positions of the areas' rows in the case. `reason_class` is that of what takes most of the circle.
    """
    some = np.flatnonzero(shut_everywhere(areas))
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
    order = order[["site", "rule", "aspect", "state", "share"]].drop_duplicates(["site", "rule", "aspect"])
    key = pd.Series(list(zip(order["rule"], order["aspect"])), index=order.index, dtype=object)
    first = key.groupby(order["site"]).first().reindex(table["site"])
    classes = {of: say(case, "classes", reason_class(*of)) for of in key.unique()}
    table["reason_class"] = first.map(classes).fillna(say(case, "classes", "other")).to_numpy()
    table["reason"] = [
        say(case, "reason", radius=radius, shut_out=words)
        for radius, words in zip(table["radius_m"], table["shut_out"])
    ]
    _say_misplaced(case, table, order)
    entries = rule_entries("site_plan")
    told = {of: (clauses(case, [of]), layers_read(case, entries[of[0]]["aspects"][of[1]])) for of in key.unique()}
    table["evidence"] = _evidence(case, table["site"], order["site"], [told[of] for of in key])
    host = points[(points["kind"] == "host").to_numpy() & points["site"].isin(table["site"]).to_numpy()]
    host = host[host["rank"] <= 3]
    facts = zip(host["label"], host["candidate"], host["plan_distance_m"], host["fits"])
    text = [
        say(case, "host", label=label or name, code=name, far=far, fits=say(case, "fits", fits))
        for label, name, far, fits in facts
    ]
    table["hosts"] = _of_each(table["site"], host["site"], text, "；" if case.language == "zh" else "; ")
    for column in BY_HAND:
        table[column] = None
    return gpd.GeoDataFrame(table[REQUEST_COLUMNS], geometry=middle.to_numpy(), crs=metric.degrees())


def shut_everywhere(areas: pd.DataFrame) -> np.ndarray:
    """The sites of which every place of their circle is shut out for certain."""
    return np.asarray((areas["share"] == 0) & (areas["unjudged_m2"] == 0), bool)


def _say_misplaced(case: Case, table: pd.DataFrame, order: pd.DataFrame) -> None:
    """A site whose whole circle lies outside its township or county has a fault of data: no other plan cures it."""
    whole = order[order["rule"].isin(["SP-07", "SP-08"]) & (order["state"] == SHUT) & (order["share"] > 1 - 1e-9)]
    where = [aspect_words(case, rule, aspect) for rule, aspect in zip(whole["rule"], whole["aspect"])]
    said = _of_each(table["site"], whole["site"], where, case.phrase("and_kinds"))
    lost = np.flatnonzero(said != "")
    table.loc[lost, "reason_class"] = say(case, "classes", "data")
    facts = zip(table["radius_m"].iloc[lost], said[lost], table["shut_out"].iloc[lost])
    table.loc[lost, "reason"] = [say(case, "misplaced", radius=r, where=w, shut_out=s) for r, w, s in facts]


def _of_each(sites: pd.Series, owner: pd.Series, texts: list[str], separator: str) -> np.ndarray:
    """The texts of each site's owners as one; two rows of one id share theirs."""
    codes, known = pd.factorize(sites)
    return joined(texts, pd.Index(known).get_indexer(owner), len(known), separator)[codes]


def _evidence(case: Case, sites: pd.Series, owner: pd.Series, told: list[tuple[str, str]]) -> list[str]:
    """For each site the sources of the rules that shut it out, and the layers that they looked at, each named once."""
    texts = []
    each = [_of_each(sites, owner, [part[n] for part in told], "; ") for n in (0, 1)]
    for sources, layers in zip(*each):
        once = ["; ".join(dict.fromkeys(text.split("; "))) for text in (sources, layers)]
        texts.append(say(case, "evidence", clauses=once[0], data=once[1]) if sources else "")
    return texts


def _named(case: Case, table: str, places: gpd.GeoSeries) -> pd.Series:
    """The name of the area of a table that holds each place, None where none does."""
    if table not in case.tables:
        return pd.Series(None, index=places.index, dtype=object)
    pairs = metric.inside(places, case.tables[table].geometry).drop_duplicates("point").set_index("point")["target"]
    name = case.column("name", table).fillna(case.column("code", table))
    return pairs.map(name).reindex(places.index).astype(object)
