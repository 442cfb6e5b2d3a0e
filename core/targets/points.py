"""Shares and counts of places: which pass the test of a target, which fail, of which it is not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from .assessed import ORDER, Items
from .choosing import Chosen, flag
from .scope import Defaults
from .verdict import Figure
from .wording import joined, kind_word, listed, phrases, say

TECHNOLOGIES = ("2G", "3G", "4G", "5G")
YES, NO, UNTOLD = 1, 0, -1
_SAID = ("measured", "model", "claimed", "listed")


@dataclass
class Tested:
    """The places of a target with `passed` (1, 0, -1: not known), `state` and, where not passed, `reason`; `by` as in basis.

    `maybe`: whether it counts at all is not told; `passes`: what `passed` is if it does.
    """

    rows: pd.DataFrame


def tokens_of(compute: Mapping[str, Any]) -> tuple[str, list[str]]:
    """How the parts of a test join (any, all, measured), and the parts: technologies and yes/no columns."""
    passing = compute.get("pass") or {}
    if passing.get("measured"):
        return "measured", []
    how = "any" if "any" in passing else "all"
    return how, [str(token) for token in passing[how]]


def test_places(items: Items, chosen: Chosen, how: str, tokens: list[str], profile: Defaults, language: str) -> Tested:
    """Test the chosen places. Claimed is not known unless the profile's `claimed_counts` is 1."""
    index = chosen.index
    table = items.table.loc[index]
    rows = table[["area", "id", "label", "kind", "grade"]].copy()
    parts, states, reasons = [], [], []
    at = items.table.index.get_indexer(index)
    for token in tokens:
        part, state, reason = _part(items, token, profile, language)
        parts.append(part[at])
        states.append(state[at])
        reasons.append(reason[at])
    if how == "measured":
        spoken = items.states.loc[index]
        is_measured = spoken.isin(["covered_measured", "gap_measured"]).any(axis=1).to_numpy()
        rows["passed"] = np.where(is_measured, YES, NO)
        rows["state"], rows["reason"], rows["by"] = "unknown", "", np.where(is_measured, "measured", "model")
        return Tested(rows[is_measured])
    value = np.column_stack(parts) if parts else np.full((len(rows), 1), UNTOLD)
    if how == "any":
        passed = np.where((value == YES).any(1), YES, np.where((value == NO).all(1), NO, UNTOLD))
    else:
        passed = np.where((value == NO).any(1), NO, np.where((value == YES).all(1), YES, UNTOLD))
    unsure = index.isin(chosen.unsure)
    rows["maybe"], rows["passes"] = unsure, passed
    passed = np.where(unsure, UNTOLD, passed)
    rows["passed"] = passed
    state = np.column_stack(states) if states else np.full((len(rows), 1), "unknown", dtype=object)
    rows["state"] = _state(passed, value, state, how)
    rows["by"] = _basis(passed, value, state, how)
    told = _reasons(passed, value, reasons, how, language) if tokens else np.full(len(rows), "", dtype=object)
    if unsure.any():
        told = np.where(unsure, say(chosen.why_unsure, language), told)
    rows["reason"] = told
    return Tested(rows)


def _part(items: Items, token: str, profile: Defaults, language: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of every item what one part of a test says: passed, state, and why not."""
    key = (token, bool(profile["claimed_counts"]), language)
    if key not in items.tested:
        items.tested[key] = _of_token(items, token, profile, language)
    return items.tested[key]


def _of_token(items: Items, token: str, profile: Defaults, language: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    table, word = items.table, _word(token, language)
    if token not in TECHNOLOGIES:
        told = flag(table, token)
        part = told.map({True: YES, False: NO}).fillna(UNTOLD).astype(int).to_numpy()
        state = np.select([part == YES, part == NO], ["listed", "gap_listed"], "unknown").astype(object)
        reason = np.where(
            part == NO, say("reason_no", language, token=word), say("reason_untold", language, token=word)
        )
        return part, state, reason.astype(object)
    if token not in items.states.columns:
        absent = np.full(len(table), UNTOLD)
        reason = np.full(len(table), say("reason_unassessed", language, token=word), dtype=object)
        return absent, np.full(len(table), "unassessed", dtype=object), reason
    state, doubt = items.states[token], items.doubts[token]
    good = ["covered_measured", "covered_model", *(["claimed"] if profile["claimed_counts"] else [])]
    part = np.where(state.isin(good), YES, np.where(state.isin(["gap_measured", "gap_model"]), NO, UNTOLD))
    words = {s: say("reason_state", language, token=word, state=say(s, language)) for s in ORDER}
    reason = state.map(words).fillna(say("reason_unassessed", language, token=word)).astype(object)
    for code in ("conflict", "operator"):
        text = say("reason_state", language, token=word, state=say(f"reason_{code}", language))
        reason = reason.where(doubt != code, text)
    return part, state.fillna("unassessed").to_numpy(object), reason.to_numpy(object)


def _word(token: str, language: str) -> str:
    return say(token, language) if token in phrases() else token


def _state(passed: np.ndarray, value: np.ndarray, state: np.ndarray, how: str) -> np.ndarray:
    """The state to show: of what fails the surest gap, of what is not known claimed before unknown."""
    gap = np.select(
        [(state == word).any(1) for word in ("gap_measured", "gap_model", "gap_listed")],
        ["gap_measured", "gap_model", "gap_listed"],
        "unknown",
    )
    covered = np.where((state == "covered_measured").any(1), "covered_measured", "covered_model")
    open_ = np.where(((state == "claimed") & (value == UNTOLD)).any(1), "claimed", "unknown")
    return np.select([passed == YES, passed == NO], [covered, gap], open_).astype(object)


def _basis(passed: np.ndarray, value: np.ndarray, state: np.ndarray, how: str) -> np.ndarray:
    """What a passing or failing place rests on: measured, model, claimed or listed; empty where nothing is known.

    Where one part is enough, the surest of those that pass; where all must pass, the least sure of them.
    """
    counts = np.where(passed[:, None] == YES, value == YES, value == NO)
    grades: dict[str, tuple[str, ...]] = {
        "measured": ("covered_measured", "gap_measured"),
        "listed": ("listed", "gap_listed"),
    }
    grades |= {"model": ("covered_model", "gap_model"), "claimed": ("claimed",)}
    order = ["measured", "listed", "model", "claimed"]
    surest = how == "any"
    masks = [(np.isin(state, grades[name]) & counts).any(1) for name in (order if surest else order[::-1])]
    found = np.select(masks, order if surest else order[::-1], "")
    return np.where(passed == UNTOLD, "", found).astype(object)


def _reasons(passed: np.ndarray, value: np.ndarray, reasons: list[np.ndarray], how: str, language: str) -> np.ndarray:
    """Why a place does not pass, of each part that does not."""
    told = np.full(len(passed), "", dtype=object)
    lacking = np.flatnonzero(passed != YES)
    said = np.where(value[lacking] != YES, np.column_stack(reasons)[lacking], "")
    words = {parts: joined(parts, language) for parts in set(map(tuple, said))}  # few sentences for many places
    told[lacking] = [words[tuple(parts)] for parts in said]
    return told


def figures(
    items: Items, chosen: Chosen, tested: Tested, how: str, tokens: list[str], areas: int, language: str
) -> list[Figure]:
    """The figure of each area: numerator, denominator, unknown, what it rests on and what is missing."""
    rows = tested.rows
    size = {
        code: np.bincount(rows["area"][rows["passed"] == code].astype(int), minlength=areas)
        for code in (YES, NO, UNTOLD)
    }
    claimed = np.bincount(rows["area"][rows["state"] == "claimed"].astype(int), minlength=areas)
    counted = rows["area"].to_numpy(int)
    by = {word: np.bincount(counted[(rows["by"] == word).to_numpy()], minlength=areas) for word in _SAID}
    lack = [token for token in tokens if token in TECHNOLOGIES and token not in items.technologies]
    absent = [*lack, *(token for token in tokens if token not in TECHNOLOGIES and token not in items.table.columns)]
    none_assessed = lack and not set(tokens) & set(items.technologies) and how != "measured"
    found = []
    for area in range(areas):
        covered, unknown = int(size[YES][area]), int(size[UNTOLD][area])
        total = covered + unknown + int(size[NO][area])
        figure = Figure(covered, unknown, total)
        if how == "all" and absent and unknown and not covered:
            figure.value = None  # nothing can pass while a part of the test stands in no layer: that is no 0
        figure.basis = [say(f"state_{word}", language, count=int(by[word][area])) for word in _SAID if by[word][area]]
        if lack and (unknown or none_assessed):
            have = [name for name in items.technologies if name in TECHNOLOGIES]
            if have:
                figure.missing.append(
                    say("wrong_technology", language, have=listed(have, language), lack=listed(lack, language))
                )
        for token in absent if unknown else ():
            if token not in TECHNOLOGIES:
                figure.missing.append(say("no_column", language, column=token, words=_word(token, language)))
        if unknown:
            figure.missing.append(say("unknown_units", language, unknown=unknown, total=total))
        if claimed[area]:
            figure.missing.append(say("claimed_units", language, count=int(claimed[area])))
        _tell_doubtful(figure, rows[rows["area"] == area], language)
        if len(chosen.unsure) and chosen.why_unsure == "reason_households":
            count = int((items.table.loc[chosen.unsure, "area"] == area).sum())
            if count:
                figure.missing.append(say("no_households", language, count=count, least=20))
        if len(chosen.unsure) and chosen.why_unsure == "reason_grade":
            count = int((items.table.loc[chosen.unsure, "area"] == area).sum())
            words = listed([kind_word(kind, language) for kind in chosen.kinds if "@" in kind], language)
            if count:
                figure.missing.append(say("ungraded", language, count=count, words=words))
        found.append(figure)
    return found


def _tell_doubtful(figure: Figure, rows: pd.DataFrame, language: str) -> None:
    """Keep those that may not count apart: the value is of those that surely do, and says so."""
    if "maybe" not in rows.columns or not rows["maybe"].any():
        return
    passes = rows.loc[rows["maybe"], "passes"]
    pass_, fail, untold = (int((passes == code).sum()) for code in (YES, NO, UNTOLD))
    figure.maybe = (pass_, fail, untold)
    surely = int(figure.denominator or 0) - len(passes)
    known = (figure.unknown or 0) - len(passes) < surely
    figure.value = 100.0 * (figure.numerator or 0) / surely if known else None
    facts = {"covered": int(figure.numerator or 0), "surely": surely, "passing": pass_, "rest": fail + untold}
    figure.note.append(say("doubtful_members", language, **facts))
