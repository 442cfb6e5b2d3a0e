"""Which points stand for a place, and which are missing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from .demand import Demand
from .states import code_words, demand_rules


@dataclass(frozen=True)
class KeyPoints:
    """`pairs`: place, point (positions), kind. `missing`: place -> words of the kinds that it lacks."""

    pairs: pd.DataFrame
    missing: pd.Series
    own: np.ndarray
    """Places whose own point stands for one kind, since they have no key-point rows."""
    blind: np.ndarray
    """Areas of a kind judged by key points that have none: their middle is nobody's committee."""


@cache
def point_kinds() -> frozenset[str]:
    """Every kind that may stand for a place."""
    rules = demand_rules()["key_points"].values()
    return frozenset(k for rule in rules for k in (*rule["points"], *rule.get("also", {})))


def needed_points() -> dict[str, list[str]]:
    """Kind of a place -> the kinds of key points that it must have, for kinds that must have all of them."""
    return {kind: list(rule["points"]) for kind, rule in demand_rules()["key_points"].items() if rule["needs"] == "all"}


def key_points(demand: Demand, language: str) -> KeyPoints:
    """The key points of every place of the demand: rows of a key-point kind whose parent_id is the place."""
    kind = demand.column("kind").astype(object)
    pairs = _pairs(demand, kind)
    rules = demand_rules()["key_points"]
    expected = _expected(demand, kind, rules)
    lacking = expected.merge(pairs, on=["place", "kind"], how="left", indicator=True)
    lacking = lacking[lacking["_merge"] == "left_only"]
    comma = demand_rules()["phrases"]["comma"][language]
    words = code_words(lacking["kind"], "place", language)
    missing = words.groupby(lacking["place"]).agg(comma.join) if len(lacking) else pd.Series([], dtype=object)
    own_kinds = [name for name, rule in rules.items() if "own" in rule]
    childless = ~np.isin(np.arange(len(kind)), pairs["place"]) & kind.isin(own_kinds).to_numpy()
    own = np.flatnonzero(childless & (demand.family == "point"))
    blind = np.flatnonzero(childless & (demand.family == "area"))
    return KeyPoints(pairs, missing, own, blind)


def _pairs(demand: Demand, kind: pd.Series) -> pd.DataFrame:
    """Place and point by their ids; a place that is listed twice has its points twice."""
    parent = demand.column("parent_id").astype(object)
    child = np.flatnonzero(parent.notna() & kind.isin(point_kinds()))
    parent = parent.astype(str).to_numpy()
    children = pd.DataFrame({"id": parent[child], "point": child, "kind": kind.to_numpy(object)[child]})
    places = pd.DataFrame({"id": demand.ids.astype(str), "place": np.arange(len(kind)), "of": kind.to_numpy(object)})
    places = places[places["id"].isin(children["id"])]
    pairs = children.merge(places, on="id")
    pairs = pairs[pairs["place"] != pairs["point"]].sort_values(["place", "point"], ignore_index=True)
    for name, rule in demand_rules()["key_points"].items():
        of = pairs["of"] == name
        pairs.loc[of, "kind"] = pairs.loc[of, "kind"].replace(rule.get("also", {}))
        if rule["needs"] == "those_there":
            pairs = pairs[~of | pairs["kind"].isin(rule["points"])]
    return pairs[["place", "point", "kind"]].reset_index(drop=True)


def _expected(demand: Demand, kind: pd.Series, rules: dict[str, Any]) -> pd.DataFrame:
    by_kind = kind.map(needed_points())
    own = demand.column("key_points")
    own = own.where(own.notna(), None).astype(object).str.split(";") if own.notna().any() else own
    lists = own.where(own.notna(), by_kind)
    expected = pd.DataFrame({"place": np.arange(len(kind)), "kind": lists.to_numpy(object)})
    return expected[lists.notna().to_numpy()].explode("kind", ignore_index=True).astype({"kind": object})
