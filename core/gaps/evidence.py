"""What a state rests on, in the user's language, for many rows at once."""

from __future__ import annotations

from string import Formatter
from typing import Any, Optional

import numpy as np
import pandas as pd

from .demand import Demand
from .key_points import KeyPoints
from .states import (
    CLAIMED,
    COVERED_MEASURED,
    COVERED_MODEL,
    GAP_MEASURED,
    GAP_MODEL,
    NAMELESS,
    STATES,
    UNKNOWN,
    code_words,
    words,
)
from .transmitters import OUTDOOR


class Evidence:
    """Sentences over `count` rows: each call of `say` adds a clause to the rows of a mask."""

    def __init__(self, count: int, language: str) -> None:
        self.language = language
        self.phrases = words(language)
        self.text = np.full(count, "", object)
        self.reason = np.full(count, "", object)

    def say(self, phrase: str, mask: np.ndarray, why: bool = False, **values: Any) -> None:
        """Add the phrase where `mask` holds. Values are columns (one per row) or one word for all.

        `why`: it is a reason why nothing is known, and stands in `reason` too.
        """
        rows = np.flatnonzero(mask)
        if not len(rows):
            return
        clause = np.full(len(rows), "", object)
        for literal, name, _, _ in Formatter().parse(self.phrases[phrase]):
            clause = clause + literal
            if name:
                value = values[name]
                clause = clause + (value if isinstance(value, str) else np.asarray(value, object)[rows].astype(str))
        for text in (self.text, self.reason) if why else (self.text,):
            before = np.where(text[rows] == "", "", self.phrases["join"]).astype(object)
            text[rows] = text[rows] + before + clause

    def add(self, phrase: str, mask: np.ndarray) -> None:
        """Add the phrase to the clause before it, without a sign between."""
        self.text[mask] = self.text[mask] + self.phrases[phrase]

    def done(self) -> np.ndarray:
        """The sentences, each with its stop."""
        return self._sentences(self.text)

    def reasons(self, unknown: np.ndarray) -> np.ndarray:
        """Of the rows that are unknown why, as sentences; None for the others."""
        return np.where(unknown & (self.reason != ""), self._sentences(self.reason), None)

    def _sentences(self, text: np.ndarray) -> np.ndarray:
        first = pd.Series(text, dtype=object)
        return (first.str[:1].str.upper() + first.str[1:] + self.phrases["stop"]).to_numpy(object)


def place_evidence(
    demand: Demand,
    table: pd.DataFrame,
    points: KeyPoints,
    reasons: np.ndarray,
    supplied: bool,
    basis: tuple[str, str],
    language: str,
) -> tuple[np.ndarray, np.ndarray]:
    """Sentences for points, and of those unknown or only claimed why: `table` as `judge_places` and `raise_places` give
    it, with `operator` where one is told; `reasons`: what is not told of the transmitters that may reach them."""
    said = Evidence(len(table), language)
    count = table["point_count"].to_numpy()
    own = np.zeros(len(table), bool)
    own[points.own] = True
    weakest = table["weakest"].to_numpy(int)
    rests_on = np.where(weakest >= 0, weakest, np.arange(len(table)))
    state = table["point_state"].to_numpy(int)
    name = demand.column("name").where(demand.column("name").notna(), pd.Series(demand.ids)).to_numpy(object)
    said.say("by_own", own)
    raised = (count > 0) & ~own
    said.say("by_point", raised, count=count, point=name[rests_on], word=_state_words(state, language))
    _add_missing(said, points, len(table))
    blind = np.zeros(len(table), bool)
    blind[points.blind] = True
    said.say("area_no_points", blind, why=True)
    rule = table["by_rule"].to_numpy(bool)
    said.say("official_rule", rule)
    judged = ~blind & ~rule & ~((count == 0) & _lacking(points, len(table)))
    _say_point(said, demand, table, state, rests_on, judged, reasons, supplied, language)
    if "operator" in table:
        operator = table["operator"].astype(object)
        known = (operator.notna() & (operator != NAMELESS)).to_numpy() & (table["state"] > UNKNOWN).to_numpy()
        word = code_words(operator, "operator", language).to_numpy(object)
        said.say("one_operator", known & (count > 1), operator=word)
        said.say("by_operator", known & (count <= 1), operator=word)
    said.say("no_one_operator", table["split"].to_numpy(bool), why=True)
    if "each_covered" in table:
        apart = table["each_covered"].to_numpy(bool) & (table["state"] < COVERED_MODEL).to_numpy() & (count > 1)
        apart &= ~_lacking(points, len(table))  # the missing kind alone may be the reason
        said.say("by_several", apart & ~table["split"].to_numpy(bool))
    _say_end(said, table["planned_year"].to_numpy(float), basis, supplied)
    return said.done(), said.reasons(table["state"].isin((UNKNOWN, CLAIMED)).to_numpy())


def _say_point(
    said: Evidence,
    demand: Demand,
    table: pd.DataFrame,
    state: np.ndarray,
    rests_on: np.ndarray,
    judged: np.ndarray,
    reasons: np.ndarray,
    supplied: bool,
    language: str,
) -> None:
    samples = np.nan_to_num(table["samples"].to_numpy(float))
    measured = judged & np.isin(state, (GAP_MEASURED, COVERED_MEASURED))
    newest = pd.to_datetime(table["newest"]).dt.strftime("%Y-%m-%d").to_numpy(object)
    share = np.char.mod("%.0f", np.nan_to_num(table["share"].to_numpy(float)) * 100)
    said.say("samples", measured, samples=whole(samples), share=share, newest=newest)
    served = judged & table["serving_site"].notna().to_numpy()
    distance, reach = whole(table["distance_m"]), whole(table["reach_m"])
    by_path = table["probability"].notna().to_numpy()
    margin, chance = (
        np.char.mod("%.1f", np.nan_to_num(table["margin_db"].to_numpy(float))),
        whole(table["probability"] * 100),
    )
    said.say("served", served & ~by_path, site=table["serving_site"], distance=distance, radius=reach)
    values = {"site": table["serving_site"], "distance": distance, "margin": margin, "chance": chance}
    said.say("served_by_path", served & by_path, **values)
    said.say("claimed", judged & (state == CLAIMED), why=True)
    near, near_m = table["near_site"].notna().to_numpy(), whole(table["near_m"])
    gap = judged & (state == GAP_MODEL)
    said.say("no_reach", gap)
    said.say("nearest", gap & near, site=table["near_site"], distance=near_m)
    placed = pd.notna(demand.family)[rests_on]
    unknown = judged & (state == UNKNOWN)
    said.say("no_geometry", unknown & ~placed, why=True)
    said.say("no_supply", unknown & placed & (not supplied), why=True)
    setting, assumed = demand.setting[rests_on], demand.assumed[rests_on]
    inside = unknown & placed & (setting != OUTDOOR)
    said.say("setting", inside, why=True, setting=code_words(pd.Series(setting), "setting", language))
    said.add("setting_assumed", inside & assumed)
    maybe = unknown & placed & ~inside & supplied & table["maybe"].to_numpy(bool)
    told = reasons != ""
    for mask, why in ((maybe & told, False), (maybe & ~told, True)):
        said.say("maybe", mask, why=why, site=table["near_site"], distance=near_m)
    said.say("reasons", maybe & told, why=True, reasons=reasons)
    blind_ground = maybe & table["open"].to_numpy(bool)
    said.say("no_ground", blind_ground, why=True)
    said.say("margin", judged & ~served & by_path & np.isin(state, (GAP_MODEL, UNKNOWN)), margin=margin, chance=chance)
    said.say("few_samples", judged & ~measured & (samples > 0), samples=whole(samples))


def extent_evidence(
    rows: pd.DataFrame,
    limit: np.ndarray,
    supplied: np.ndarray,
    basis: tuple[str, str],
    language: str,
    points: Optional[KeyPoints] = None,
    tested: Optional[pd.DataFrame] = None,
) -> np.ndarray:
    """Sentences for lines and areas: rows with total, covered, covered_measured, claimed, unknown in m or m2 (`unit`).

    `points`, `tested` (samples, share, newest, state): of places drawn as areas, where the rows are the places in order.
    """
    said = Evidence(len(rows), language)
    if tested is not None:
        newest = pd.to_datetime(tested["newest"]).dt.strftime("%Y-%m-%d").to_numpy(object)
        share = np.char.mod("%.0f", np.nan_to_num(tested["share"].to_numpy(float)) * 100)
        told = (tested["state"] >= 0).to_numpy()
        said.say("samples", told, samples=whole(tested["samples"]), share=share, newest=newest)
        said.say("samples_whole", told)
        few = ~told & (tested["samples"] > 0).to_numpy()
        said.say("few_samples", few, samples=whole(tested["samples"]))
    if points is not None:
        _add_missing(said, points, len(rows))
        said.say("area_no_points", np.isin(np.arange(len(rows)), points.blind))
    area = (rows["unit"] == "m2").to_numpy()
    full = (rows["total"] > 0).to_numpy()
    scale = np.where(area, 1e6, 1e3)
    gap = rows["total"] - rows["covered"] - rows["unknown"]
    figures = {
        column: np.char.mod("%.2f", np.maximum(values.to_numpy(float), 0) / scale)
        for column, values in (
            ("covered", rows["covered"]), ("measured", rows["covered_measured"]), ("gap", gap),
            ("unknown", rows["unknown"]), ("claimed", rows["claimed"]), ("total", rows["total"]),
        )
    }  # fmt: skip
    unit = np.where(area, said.phrases["km2"], said.phrases["km"]).astype(object)
    said.say("parts", full, unit=unit, **figures)
    by = rows["server"].notna().to_numpy()
    numbers = {
        "share": whole(rows["server_share"] * 100),
        "margin": np.char.mod("%.1f", np.nan_to_num(rows["weakest_db"].to_numpy(float))),
        "chance": whole(rows["weakest_chance"] * 100),
    }
    said.say("served_mostly", by, site=rows["server"], **numbers)
    said.say("no_geometry", ~full & (rows["doubled"] <= 0).to_numpy())
    for column, phrase in (("others", "counted_with"), ("tunnels", "in_tunnel")):
        if column in rows:
            length = np.char.mod("%.2f", rows[f"{column}_m"].to_numpy(float) / 1e3)
            said.say(phrase, (rows[f"{column}_m"] > 0).to_numpy(), length=length, others=rows[column])
    said.say("threshold", full & ~np.isnan(limit), share=np.char.mod("%g", np.nan_to_num(limit) * 100))
    said.say("no_threshold", full & np.isnan(limit))
    inside = (rows["setting"] != OUTDOOR).to_numpy()
    said.say("setting", full & inside, setting=code_words(rows["setting"], "setting", language))
    said.say("no_supply", full & ~supplied & ~inside)
    _say_end(said, rows["planned_year"].to_numpy(float), basis, bool(supplied.any()))
    return said.done()


def _say_end(said: Evidence, year: np.ndarray, basis: tuple[str, str], supplied: bool) -> None:
    said.say("planned", ~np.isnan(year), year=whole(year))
    if supplied:
        everywhere = np.ones(len(said.text), bool)
        said.say("basis", everywhere, model=said.phrases[f"model_{basis[0]}"], profile=basis[1])


def _lacking(points: KeyPoints, count: int) -> np.ndarray:
    mask = np.zeros(count, bool)
    mask[points.missing.index.to_numpy(int)] = True
    return mask


def _add_missing(said: Evidence, points: KeyPoints, count: int) -> None:
    kinds = np.full(count, "", object)
    kinds[points.missing.index.to_numpy(int)] = points.missing.to_numpy(object)
    said.say("missing_points", kinds != "", why=True, kinds=kinds)


def _state_words(state: np.ndarray, language: str) -> np.ndarray:
    names = words(language, "states")
    return np.array([names[s] for s in STATES], object)[state]


def whole(values: Any) -> np.ndarray:
    """Numbers without decimals, as text."""
    return np.char.mod("%.0f", np.nan_to_num(np.asarray(values, float)))
