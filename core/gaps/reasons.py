"""Why a part of a line or an area is not known: whose transmitter may reach it, and what it does not tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from .demand import Demand
from .evidence import Evidence, whole
from .named import middles
from .places import site_names
from .points import cover_points
from .states import code_words, words
from .transmitters import OUTDOOR, chosen, discs

if TYPE_CHECKING:
    from .assess import Question

TOLD_FLAGS = ("prach_unknown",)
"""What supply flags that leaves a part unknown; what it lacks leaves one too."""


def unknown_reasons(gaps: gpd.GeoDataFrame, demand: Demand, question: Question) -> np.ndarray:
    """A sentence for every part of a line or an area with the state unknown, None for the others.

    Columns item, technology, operator, state. Of several transmitters that may reach the middle of the part it is the one
    that reaches farthest beyond it.
    """
    found = np.full(len(gaps), None, object)
    part = (gaps["state"] == "unknown").to_numpy() & (demand.family != "point")[gaps["item"].to_numpy(int)]
    rows = np.flatnonzero(part)
    if not len(rows):
        return found
    item = gaps["item"].to_numpy(int)[rows]
    table = pd.DataFrame({name: gaps[name].to_numpy()[rows] for name in ("technology", "operator")})
    table["setting"], table["sea"] = demand.setting[item], demand.sea[item]
    middle = gpd.GeoSeries(middles(gaps.geometry.to_numpy()[rows]), crs=gaps.crs)
    said = Evidence(len(rows), question.language)
    inside = (table["setting"] != OUTDOOR).to_numpy()
    said.say("setting", inside, setting=code_words(table["setting"], "setting", question.language))
    for (technology, operator, sea), at in table[~inside].groupby(["technology", "operator", "sea"]).indices.items():
        own = np.flatnonzero(~inside)[at]
        there = chosen(question.supply.on(bool(sea)), technology, operator, OUTDOOR, False)
        mask = np.zeros(len(rows), bool)
        mask[own] = True
        if there is None:
            said.say("no_supply", mask)
            continue
        may, sure = discs(there, operator, False), discs(there, operator, True)
        unsure = (may["radius_m"] > sure["radius_m"]).to_numpy()
        near = cover_points(middle.iloc[own].reset_index(drop=True), may[unsure])
        hit = near["covered"].to_numpy()
        _say_site(said, own[hit], there[unsure].iloc[near["disc"].to_numpy()[hit]], near["distance_m"][hit].to_numpy())
    found[rows] = np.where(said.text == "", None, said.done())
    return found


def _say_site(said: Evidence, rows: np.ndarray, by: pd.DataFrame, distance: np.ndarray) -> None:
    mask = np.zeros(len(said.text), bool)
    mask[rows] = True
    site, metres, lacks = (np.full(len(mask), "", object) for _ in range(3))
    site[rows], metres[rows] = site_names(by), whole(distance)
    names, comma = words(said.language, "lacks"), said.phrases["comma"]
    flags = by["flags"].fillna("").astype(str).to_numpy(object) if "flags" in by else np.full(len(by), "", object)
    codes = by["lacks"].fillna("").astype(str).to_numpy(object)
    told = [
        comma.join(names.get(c, c) for c in [*one.split(";"), *(f for f in flag.split(";") if f in TOLD_FLAGS)] if c)
        for one, flag in zip(codes, flags)
    ]
    lacks[rows] = told
    said.say("maybe", mask, site=site, distance=metres)
    said.say("lacking", mask & (lacks != ""), lacks=lacks)


def with_reasons(assessed: gpd.GeoDataFrame, rows: pd.DataFrame, gaps: gpd.GeoDataFrame, language: str) -> np.ndarray:
    """The evidence of each row of `assessed` with why the largest of its unknown parts is not known.

    `rows`: item, county, technology, operator of each; `gaps`: the same and reason, length_m, area_m2.
    """
    key = ["item", "county", "technology", "operator"]
    table = pd.DataFrame({name: gaps[name].to_numpy() for name in (*key, "reason")})
    table["size"] = gaps["length_m"].fillna(gaps["area_m2"]).to_numpy(float)
    table = table[table["reason"].notna()].sort_values("size", ascending=False, kind="stable")
    table["county"] = table["county"].fillna("")
    asked = rows[key].assign(county=rows["county"].fillna("")).reset_index(drop=True)
    reason = asked.merge(table.drop_duplicates(key), on=key, how="left")["reason"].to_numpy(object)
    evidence = assessed["evidence"].to_numpy(object).copy()
    told = pd.notna(reason)
    evidence[told] = evidence[told] + ("" if language == "zh" else " ") + reason[told]
    return evidence
