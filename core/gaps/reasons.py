"""Why a place or a part is unknown: what is not told of the transmitters that may reach it, and whose they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..ellipsoid import discs as drawn
from ..errors import no_progress
from ..metric import coordinates, geodesic_m
from .demand import Demand
from .evidence import Evidence, whole
from .states import ANY, CLAIMED, GAP_MODEL, NAMELESS, STATES, UNKNOWN, code_words, words
from .transmitters import OUTDOOR, Supply, chosen, discs, site_names

if TYPE_CHECKING:
    from .assess import Question

FAR = "prach_unknown"
WORDS = (
    "technology", "operator", "status", "cells", "band", "band_owner", "scene", "height", "sector", FAR, "ground_unknown",
    "no_ground",
)  # fmt: skip
"""What leaves a range open, in the order in which it is told; other flags of a transmitter do not."""
NAMED = 3
_SWELL = 1.001  # a drawn circle holds the true one
_COLUMNS = ["shape", "site", "word"]


def doubts(table: Optional[pd.DataFrame], technology: str, operator: str, setting: str) -> pd.DataFrame:
    """What is not told of transmitters that may reach farther than they surely do: lon, lat, radius_m (of what they may),
    site (its name) and word (of WORDS), one row per site and word."""
    columns = ["lon", "lat", "radius_m", "site", "word"]
    may = chosen(table, technology, operator, setting, False)
    sure = chosen(table, technology, operator, setting, True)
    if may is None or sure is None or not len(may):
        return pd.DataFrame({c: [] for c in columns})
    found = discs(may, operator, False)
    found["site"] = site_names(may)
    told = [may[c].fillna("").astype(str) if c in may else pd.Series("", index=may.index) for c in ("lacks", "flags")]
    place, texts = pd.factorize(told[0] + ";" + told[1])
    surely = discs(sure, operator, True)["radius_m"].reindex(may.index, fill_value=0.0).to_numpy()
    anybody = operator in (ANY, NAMELESS)
    known = [[w for w in WORDS if w in text.split(";") and not (anybody and w == "operator")] for text in texts]
    found["word"] = pd.Series(known, dtype=object).to_numpy()[place] if len(known) else None
    found = found[found["radius_m"].to_numpy() > surely].explode("word").dropna(subset=["word"])
    found = found.sort_values("radius_m", ascending=False, kind="stable")
    return (
        found.drop_duplicates(["site", "lon", "lat", "word"]).sort_index(kind="stable")[columns].reset_index(drop=True)
    )


def reaching(shapes: gpd.GeoSeries, doubt: pd.DataFrame, far_m: float) -> pd.DataFrame:
    """Which of the `doubts` concern which shape (EPSG:4490): shape (position), site, word; of points the nearest site first.

    The random-access format matters beyond `far_m` only.
    """
    places = shapes.to_numpy()
    if not len(doubt) or not len(places):
        return pd.DataFrame({"shape": np.array([], int), "site": [], "word": []})
    xy, radius = doubt[["lon", "lat"]].to_numpy(float), doubt["radius_m"].to_numpy(float)
    of, shape = shapely.STRtree(places).query(drawn(xy, radius * _SWELL), predicate="intersects")
    distance = np.zeros(len(of))
    keep = np.ones(len(of), bool)
    dot = shapely.get_type_id(places[shape]) == 0
    distance[dot] = geodesic_m(coordinates(shapes.iloc[shape[dot]]), xy[of[dot]])
    keep[dot] = distance[dot] <= radius[of[dot]]
    far = (doubt["word"] == FAR).to_numpy()[of]
    keep &= ~(far & dot & (distance <= far_m))
    wide = np.flatnonzero(far & ~dot)
    if len(wide):
        circles = drawn(xy, np.full(len(xy), far_m))[of[wide]]
        keep[wide] = ~shapely.covers(circles, places[shape[wide]])
    order = np.lexsort((of, distance, shape))
    order = order[keep[order]]
    return doubt.iloc[of[order]][["site", "word"]].assign(shape=shape[order])[_COLUMNS].reset_index(drop=True)


def by_path(
    shapes: gpd.GeoSeries, may: Optional[pd.DataFrame], supply: Supply, sea: bool, operator: str, far_m: float
) -> tuple[pd.DataFrame, np.ndarray]:
    """By a model that follows the path: what is not told of the transmitter that may serve the middle of each shape (as
    `reaching`), and where some path's ground is not known."""
    if may is None or not len(may) or not len(shapes) or supply.signal is None:
        return pd.DataFrame({c: [] for c in _COLUMNS}).astype({"shape": int}), np.zeros(len(shapes), bool)
    found = supply.signal(shapely.get_coordinates(_middle(shapes.to_numpy())), may, sea, False, no_progress)
    at = np.flatnonzero((found["row"] >= 0).to_numpy())
    by = may.iloc[found["row"].to_numpy(int)[at]]
    told = by["lacks"].astype(str) + ";" + by["flags"].astype(str)
    table = pd.DataFrame({"shape": at, "site": site_names(by), "word": told.str.split(";").to_numpy()}).explode("word")
    near = (found["distance_m"].to_numpy()[table["shape"].to_numpy(int)] <= far_m) & (table["word"] == FAR).to_numpy()
    needless = near | ((table["word"] == "operator").to_numpy() & (operator in (ANY, NAMELESS)))
    keep = table["word"].isin(WORDS).to_numpy() & ~needless
    return table[keep][_COLUMNS].astype({"shape": int}).reset_index(drop=True), found["open"].to_numpy(bool)


def _middle(shapes: np.ndarray) -> np.ndarray:
    """A point on each shape; one without shape gets an empty place, which nothing serves."""
    lines = shapely.get_dimensions(shapes) == 1
    middle = np.where(
        lines, shapely.line_interpolate_point(np.where(lines, _longest(shapes), None), 0.5, normalized=True), None
    )
    found = np.where(lines, middle, shapely.point_on_surface(shapes))
    return np.where(shapely.is_missing(found) | shapely.is_empty(found), shapely.Point(np.nan, np.nan), found)


def _longest(shapes: np.ndarray) -> np.ndarray:
    """The first part of a line of several."""
    return np.where(shapely.get_type_id(shapes) == 5, shapely.get_geometry(shapes, 0), shapes)


def said(found: pd.DataFrame, key: np.ndarray, count: int, language: str, far_m: float) -> np.ndarray:
    """The reasons as text for `count` rows, empty where there is none: `found` as `reaching` gives it, `key` the row that
    each of its rows is for. Of each reason three sites are named and the others counted."""
    phrases = words(language)
    names = {**words(language, "lacks"), **words(language, "flags")}
    text = np.full(count, "", object)
    table = found.assign(key=key).drop_duplicates(["key", "word", "site"])
    for word in WORDS:
        own = table[(table["word"] == word).to_numpy()]
        if not len(own):
            continue
        at, rank = own["key"].to_numpy(int), own.groupby("key").cumcount().to_numpy()
        before, after = phrases["site"].split("{site}")
        sites = np.full(count, "", object)
        for number in range(NAMED):
            row = rank == number
            comma = phrases["comma"] if number else ""
            sites[at[row]] += comma + before + own["site"].to_numpy(object)[row].astype(str).astype(object) + after
        more = np.bincount(at, minlength=count) - NAMED
        many = np.flatnonzero(more > 0)
        start, end = phrases["and_more"].split("{count}")
        sites[many] += start + more[many].astype(str).astype(object) + end
        rows = np.unique(at)
        first, last = (
            phrases["not_told"].replace("{what}", names[word].format(far=f"{far_m / 1000:g}")).split("{sites}")
        )
        text[rows] += np.where(text[rows] == "", "", phrases["join"]).astype(object) + first + sites[rows] + last
    return text


def why_unknown(shapes: gpd.GeoSeries, asked: pd.DataFrame, question: Question) -> tuple[np.ndarray, pd.DataFrame]:
    """Why shapes out of doors are not known, as text, and what it was said from: shape, site, word.

    `asked`: technology, operator and sea, one row per shape.
    """
    far_m = float(question.profile["prach_unknown_m"])
    found = [pd.DataFrame({"shape": np.array([], int), "site": [], "word": []})]
    asked = asked.reset_index(drop=True)
    lost = np.zeros(len(shapes), bool)
    for (technology, operator, sea), rows in asked.groupby(["technology", "operator", "sea"]).indices.items():
        if question.supply.signal is not None:
            may = chosen(question.supply.on(bool(sea)), technology, operator, OUTDOOR, False)
            own, lost[rows] = by_path(shapes.iloc[rows], may, question.supply, bool(sea), operator, far_m)
        else:
            doubt = doubts(question.supply.on(bool(sea)), technology, operator, OUTDOOR)
            own = reaching(shapes.iloc[rows], doubt, far_m)
        found.append(own.assign(shape=rows[own["shape"].to_numpy(int)]))
    table = pd.concat([f for f in found if len(f)] or found[:1], ignore_index=True)
    text = said(table, table["shape"].to_numpy(int), len(shapes), question.language, far_m)
    text = np.where((text == "") & lost, words(question.language)["no_ground"], text)
    return _or_between(text, question), table


def _or_between(text: np.ndarray, question: Question) -> np.ndarray:
    phrase = {"formula": "between", "terrain": "between_paths", "sea": "between_paths"}.get(question.model)
    between = words(question.language)[phrase] if phrase else ""
    return np.where(text == "", between, text)


def part_reasons(gaps: gpd.GeoDataFrame, demand: Demand, question: Question) -> tuple[np.ndarray, pd.DataFrame]:
    """Why each part of a line or an area is unknown or only claimed, a sentence or None; and what of transmitters it was
    said from: gap (position), site, word.

    `gaps`: item, technology, operator, state. Points say it themselves.
    """
    item = gaps["item"].to_numpy(int)
    state, extent = gaps["state"], (demand.family != "point")[item]
    setting, sea = demand.setting[item], demand.sea[item]
    unknown = (state == STATES[UNKNOWN]).to_numpy() & extent
    inside, there = setting != OUTDOOR, np.array([question.supply.on(one) is not None for one in (False, True)])
    supplied = there[sea.astype(int)]
    rows = np.flatnonzero(unknown & ~inside & supplied)
    asked = gaps.iloc[rows][["technology", "operator"]].assign(sea=sea[rows])
    text = np.full(len(gaps), "", object)
    text[rows], table = why_unknown(gaps.geometry.iloc[rows].reset_index(drop=True), asked, question)
    evidence = Evidence(len(gaps), question.language)
    evidence.say("claimed", (state == STATES[CLAIMED]).to_numpy() & extent)
    words_of = code_words(pd.Series(setting, dtype=object), "setting", question.language)
    evidence.say("setting", unknown & inside, setting=words_of)
    evidence.say("no_supply", unknown & ~inside & ~supplied)
    evidence.say("reasons", text != "", reasons=text)
    gap = (state == STATES[GAP_MODEL]).to_numpy() & extent
    _say_strongest(evidence, np.flatnonzero((unknown | gap) & ~inside & supplied), gaps, sea, question)
    table = table.assign(gap=rows[table["shape"].to_numpy(int)]).drop(columns="shape")
    return np.where(evidence.text == "", None, evidence.done()), table


def _say_strongest(
    evidence: Evidence, rows: np.ndarray, gaps: gpd.GeoDataFrame, sea: np.ndarray, question: Question
) -> None:
    """Of parts that no path surely covers how far the strongest signal falls short in their middle."""
    supply = question.supply
    if supply.signal is None or not len(rows):
        return
    middle = shapely.get_coordinates(_middle(gaps.geometry.to_numpy()[rows]))
    asked = gaps.iloc[rows][["technology", "operator"]].assign(sea=sea[rows])
    for (technology, operator, over_sea), at in asked.groupby(["technology", "operator", "sea"]).indices.items():
        own = chosen(supply.on(bool(over_sea)), technology, operator, OUTDOOR, True)
        if own is None or not len(own):
            continue
        found = supply.signal(middle[at], own, bool(over_sea), True, no_progress)
        there = np.flatnonzero((found["row"] >= 0).to_numpy())
        columns = {
            "site": site_names(own.iloc[found["row"].to_numpy(int)[there]]),
            "distance": whole(found["distance_m"].to_numpy()[there]),
            "margin": np.char.mod("%.1f", found["margin_db"].to_numpy(float)[there]),
            "chance": whole(found["probability"].to_numpy()[there] * 100),
        }
        mask = np.zeros(len(gaps), bool)
        mask[rows[at[there]]] = True
        values = {}
        for name, words_of in columns.items():
            values[name] = np.full(len(gaps), "", object)
            values[name][rows[at[there]]] = words_of
        evidence.say("strongest_here", mask, **values)


def with_reasons(
    assessed: gpd.GeoDataFrame, rows: pd.DataFrame, gaps: gpd.GeoDataFrame, told: pd.DataFrame, question: Question
) -> np.ndarray:
    """The evidence of `assessed` with why parts of each row are not known. `rows`: item, county, technology, operator of
    each; `gaps`: the same; `told`: as `part_reasons` gives it."""
    key = ["item", "county", "technology", "operator"]
    evidence = assessed["evidence"].to_numpy(object).copy()
    if not len(told):
        return evidence
    asked = rows[key].assign(county=rows["county"].fillna(""), row=np.arange(len(rows)))
    parts = gaps[key].assign(county=gaps["county"].fillna("")).iloc[told["gap"].to_numpy(int)]
    parts = pd.DataFrame(parts).assign(site=told["site"].to_numpy(), word=told["word"].to_numpy())
    found = parts.merge(asked, on=key)
    far_m = float(question.profile["prach_unknown_m"])
    text = said(found, found["row"].to_numpy(int), len(rows), question.language, far_m)
    sentence = Evidence(len(rows), question.language)
    sentence.say("unknown_for", text != "", reasons=text)
    space = "" if question.language == "zh" else " "
    return np.where(text == "", evidence, evidence + space + sentence.done())
