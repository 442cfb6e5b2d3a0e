"""Figures of villages summed to townships, counties and cities: sums of counts, never averages of shares."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ..schema import plain
from .records import Target
from .registry import Registry
from .rows import COLUMNS
from .scope import Defaults, threshold_of
from .verdict import Figure, shortfall_of, shown, verdict_of
from .wording import joined, listed, say

SUMMED = ("numerator", "denominator", "unknown")
_NOT_SUMMED = ("date", "exists", "rule", "trend")


def as_areas(townships: pd.DataFrame, counties: pd.DataFrame) -> pd.DataFrame:
    """Townships as rows for check_targets(by="township"): each with the group of its county (named by code or name)."""
    words: dict[str, object] = {}
    for name in ("code", "name"):
        if name in counties.columns:
            words |= {plain(word): group for word, group in zip(counties[name], counties["group"]) if pd.notna(word)}
    table = townships.copy()
    table["group"] = table["county"].map(lambda word: words.get(plain(word)), na_action="ignore")
    return table


def cities_of(counties: pd.DataFrame) -> dict[str, str]:
    """County name -> the code of its city: the first four digits of its own, and 00."""
    held = counties[counties["code"].notna() & counties["name"].notna()]
    return {str(name): f"{str(code)[:4]}00" for name, code in zip(held["name"], held["code"])}


def roll_up(
    targets: pd.DataFrame, parents: Mapping[str, str], registry: Registry, profile: Defaults, language: str = "zh"
) -> pd.DataFrame:
    """TARGETS of the parents (city of each county, county of each township), from the TARGETS of their parts.

    Numerators, denominators and unknowns are summed over the parts to which the target speaks; the share is the sum by
    the sum. A part that could not be computed leaves the whole not computed, and is named. A share that was typed in
    without its counts cannot be summed. Several sources stay on rows of their own. Areas that are nobody's part are left out.
    """
    table = targets.assign(parent=targets["county"].map(parents), source=targets["source"].fillna(""))
    table = table[table["parent"].notna()]
    rows = []
    for (parent, name), mine in table.groupby(["parent", "target"], sort=False):
        target = registry[str(name)]
        speaks = mine[mine["verdict"] != "not_applicable"]
        base = (
            mine.iloc[0].to_dict() | dict.fromkeys((*SUMMED, "value", "shortfall")) | {"county": parent, "period": ""}
        )
        if speaks.empty:
            rows.append({**base, "verdict": "not_applicable", "basis": "", "missing": ""})
            continue
        layers = speaks[speaks["source"] == ""]
        sources = [source for source in speaks["source"].unique() if source]
        if not sources or layers["numerator"].notna().any():
            sources = ["", *sources]
        for source in sources:  # of every part the line of this source, else what its layers gave
            lines = pd.concat([speaks[speaks["source"] == source], layers]).drop_duplicates("county")
            absent = [county for county in speaks["county"].unique() if county not in set(lines["county"])]
            rows.append({**base, "source": source, **_summed(target, lines, absent, profile, language)})
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _summed(
    target: Target, part: pd.DataFrame, absent: list[str], profile: Defaults, language: str
) -> dict[str, object]:
    is_share = part["denominator"].notna() & part["numerator"].notna()
    counted = part["numerator"].notna() | ~_is_share(target) & part["value"].notna()
    lost = [*part.loc[~counted, "county"], *absent]
    threshold, notes = threshold_of(target, profile, language)
    missing = [say("reason_rollup", language, areas=listed(lost, language))] if lost else []
    if _is_share(target):
        usable = part[is_share]
        covered, unknown, total = (float(usable[n].fillna(0).sum()) for n in ("numerator", "unknown", "denominator"))
        figure = Figure(covered, unknown, total)
    else:
        value = float(part["numerator"].fillna(part["value"]).sum())
        figure = Figure(value, float(part["unknown"].fillna(0).sum()), None, value, measure="number")
    figure.found = figure.found and not lost and target.kind not in _NOT_SUMMED
    verdict = verdict_of(target.comparator, threshold, figure)
    if target.comparator == "reported" and figure.found:
        verdict = "reported"
    if figure.unknown:
        missing.append(say("unknown_units", language, unknown=figure.unknown, total=figure.denominator or "?"))
    return {
        "value": shown(figure.value, threshold) if figure.found else None,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "unknown": figure.unknown,
        "verdict": verdict,
        "shortfall": shortfall_of(verdict, target.comparator, threshold, figure),
        "basis": say("rollup", language, count=int(counted.sum())) if counted.any() else "",
        "missing": joined(missing, language),
        "note": joined(notes, language),
    }


def _is_share(target: Target) -> bool:
    """Whether the figure is a share of what is counted, rather than a count."""
    if target.kind == "count" or target.compute.get("measure") in ("count", "passing_length", "passing_lines"):
        return False
    return "%" in target.unit or target.unit in ("area",)
