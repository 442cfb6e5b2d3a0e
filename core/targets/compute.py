"""From a target to its figures in every area, by its class of computation."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Optional

import numpy as np
import pandas as pd

from . import lines, over_time, points, stock, typed
from .absent import say_absent, say_partial
from .areas import Areas
from .assessed import Items
from .choosing import Chosen, choose, kinds_of
from .modelled import say_models
from .records import Target
from .registry import Registry
from .scope import Defaults
from .verdict import Figure
from .wording import kind_word, listed, say

PLACE_UNITS, OF_PLACES = ("place", "m2"), ("points", "keypoints", "list", "count")


@dataclass
class Given:
    """All that was given, made ready once."""

    areas: Areas
    items: Items
    runs: Optional[lines.Runs]
    statistics: typed.Statistics
    sites: Optional[pd.DataFrame]
    register: Optional[stock.Register]
    tasks: Optional[pd.DataFrame]
    profile: Defaults
    registry: Registry
    date: dt.date
    language: str
    complete: frozenset[str] = frozenset()
    explained: bool = True


@dataclass
class Computed:
    """Per area the figures of a target, each a line of its own. `verdicts`: where a class judges by itself.

    `units`: the rows that fail or are not known (area, id, label, kind, state, reason). `parts`: figures by kind.
    `absent`: areas of which it is told that they have none of the kinds.
    """

    figures: list[list[Figure]]
    verdicts: list[list[Optional[str]]] = field(default_factory=list)
    units: Optional[pd.DataFrame] = None
    parts: Optional[pd.DataFrame] = None
    absent: set[int] = field(default_factory=set)


def compute(target: Target, given: Given) -> Computed:
    """The figures of a target in each area; what no layer or list gives is taken from STATISTICS where it is there."""
    kind, number = target.kind, len(given.areas)
    if kind in OF_PLACES or (kind == "trend" and "pass" in target.compute):
        found = _by_group(target, given, _places)
    elif kind in ("lines", "area"):
        found = _by_group(target, given, _lengths)
    elif kind == "stations":
        counted = stock.stations(target, given.sites, given.areas, given.date, given.language)
        found = Computed([[figure] for figure in counted])
    elif kind == "register":
        whole = stock.REGISTER in given.complete
        counted = stock.register(target, given.register, given.areas, given.profile, given.date, given.language, whole)
        found = Computed([[figure] for figure in counted])
    elif kind == "tasks":
        found = Computed(stock.tasks(target, given.tasks, given.sites, given.areas, given.date, given.language))
    elif kind == "trend":
        found = Computed([over_time.trends(target, given.statistics, a, given.language) for a in range(number)])
    elif kind == "date":
        told = [over_time.dates(target, given.statistics, a, given.language) for a in range(number)]
        return Computed([[f for _, f in row] for row in told], [[v for v, _ in row] for row in told])
    elif kind == "rule":
        note = say("by_rule", given.language, rule=target.compute["rule"])
        found = Computed([[Figure(found=False, note=[note])] for _ in range(number)])
    else:  # statistic, exists
        return Computed([_typed(target, given, area) for area in range(number)])
    for area, figures in enumerate(found.figures):
        if kind == "trend" and "pass" not in target.compute:
            continue
        stated = _typed(target, given, area)
        usable = [figure for figure in stated if figure.found]
        if usable:
            found.figures[area] = [figure for figure in figures if figure.found] + usable
        for figure in figures:
            figure.missing += [text for fault in stated if not fault.found for text in fault.missing]
    return found


def _typed(target: Target, given: Given, area: int) -> list[Figure]:
    return typed.figures(target, given.statistics, area, given.date, given.language)


def _by_group(target: Target, given: Given, work: object) -> Computed:
    """Run `work` with the kinds that count in each area: those of a coastal county may be others."""
    variants = [None, "coast"] if target.compute.get("kinds_key_coast") else [None]
    done = [work(target, given, kinds_of(target, given.profile, group)) for group in variants]  # type: ignore[operator]
    if len(done) == 1:
        return done[0]
    coast = np.array([group == "coast" for group in given.areas.groups])
    found = Computed([done[int(c)].figures[area] for area, c in enumerate(coast)])
    found.absent = {area for area, c in enumerate(coast) if area in done[int(c)].absent}
    for name in ("units", "parts"):
        frames = [getattr(one, name) for one in done]
        kept = [f[coast[f["area"].astype(int)] == bool(n)] for n, f in enumerate(frames) if f is not None and len(f)]
        setattr(found, name, pd.concat(kept, ignore_index=True) if kept else None)
    return found


def _places(target: Target, given: Given, kinds: list[str]) -> Computed:
    how, tokens = points.tokens_of(target.compute)
    chosen = choose(given.items, target, kinds, PLACE_UNITS, given.language)
    return _tested(target, given, chosen, how, tokens)


def _tested(target: Target, given: Given, chosen: Chosen, how: str, tokens: list[str]) -> Computed:
    items, language = given.items, given.language
    if not len(chosen.index):
        return _nothing(chosen, given)
    tested = points.test_places(items, chosen, how, tokens, given.profile, language)
    figures = points.figures(items, chosen, tested, how, tokens, len(given.areas), language)
    rows = tested.rows
    say_models(figures, given, rows[rows["by"] == "model"])
    found = Computed([[figure] for figure in figures])
    if given.explained:
        found.units, found.parts = rows[rows["passed"] != points.YES], _parts(rows)
    say_absent(found, chosen, given)
    also = target.compute.get("also")
    both = points.test_places(items, chosen, "all", ["5G", "gigabit"], given.profile, language).rows if also else None
    trade = set(given.profile[target.compute["split"]]) if "split" in target.compute else set()
    for area, figure in enumerate(figures):
        if target.kind == "count" or target.compute.get("measure") == "count":
            figure.measure, figure.value = "number", float(figure.numerator or 0) if figure.value is not None else None
        if both is not None and figure.found:
            mine = both.loc[both["area"] == area, "passed"]
            facts = {"covered": int((mine == 1).sum()), "total": len(mine), "unknown": int((mine == -1).sum())}
            figure.note.append(say("combined", language, **facts))
        if trade and figure.found:
            mine, is_trade = rows[rows["area"] == area], rows.loc[rows["area"] == area, "kind"].isin(trade)
            a, b = mine[~is_trade], mine[is_trade]
            counts = {
                "a": int((a["passed"] == 1).sum()),
                "an": len(a),
                "b": int((b["passed"] == 1).sum()),
                "bn": len(b),
            }
            figure.note.append(say("split", language, **counts))
            for kind, of_kind in mine.groupby("kind", sort=False)["passed"]:
                facts = {"covered": int((of_kind == 1).sum()), "total": len(of_kind)}
                figure.note.append(say("by_kind", language, kind=kind_word(str(kind), language), **facts))
    return found


def _nothing(chosen: Chosen, given: Given) -> Computed:
    found = Computed([[Figure(found=False)] for _ in range(len(given.areas))])
    say_absent(found, chosen, given)
    return found


def _parts(rows: pd.DataFrame) -> pd.DataFrame:
    """Figures by area and kind."""
    keys = rows[["area", "kind"]]
    of = keys.groupby(["area", "kind"]).ngroup().to_numpy()
    held = keys.iloc[np.unique(of, return_index=True)[1]].reset_index(drop=True)
    passed = rows["passed"].to_numpy()
    for name, which in (("numerator", passed == 1), ("unknown", passed == -1), ("denominator", passed == passed)):
        held[name] = np.bincount(of[which], minlength=len(held))
    return held


def _lengths(target: Target, given: Given, kinds: list[str]) -> Computed:
    how, tokens = points.tokens_of(target.compute)
    unit, number = ("m2" if target.kind == "area" else "m"), len(given.areas)
    chosen = choose(given.items, target, kinds, (unit,), given.language)
    if unit == "m2" and not len(chosen.index):
        as_places = choose(given.items, target, kinds, ("place",), given.language)
        if len(as_places.index):
            return _tested(target, given, as_places, how, tokens)
    if not len(chosen.index):
        return _nothing(chosen, given)
    rows = lines.extents(given.items, chosen, tokens, given.profile, given.runs)
    measure = target.compute.get("measure", "share")
    if measure == "share":
        figures = lines.figures(rows, number, unit, chosen.why_unsure, given.language)
    else:
        share = float(given.profile["line_share"])
        figures = lines.passing(rows, number, share, measure == "passing_lines", given.language)
    say_models(figures, given, rows)
    lack = [token for token in tokens if token not in given.items.extents]
    have = [name for name in given.items.extents if name in tokens]
    for area, figure in enumerate(figures):
        if not figure.found:
            continue
        if lack and (figure.unknown or 0) > 0:
            facts = {"have": listed(have or given.items.extents, given.language), "lack": listed(lack, given.language)}
            figure.missing.append(say("wrong_technology", given.language, **facts))
        if unit == "m" and measure == "share" and have and given.explained:
            figure.note.append(lines.longest(given.runs, rows, tokens, area, given.language))
        if target.comparator == "as-needed":
            mine = rows[rows["area"] == area]
            whole = int((mine["covered"] >= mine["total"] * (1 - 1e-6)).sum())
            figure.note.append(say("demand_list", given.language, covered=whole, total=len(mine)))
    found = Computed([[figure] for figure in figures])
    if given.explained:
        found.units, found.parts = _open(rows, chosen, given, unit), _part_lengths(rows, unit)
    say_absent(found, chosen, given)
    say_partial(found, rows, chosen, given, measure == "share")
    return found


def _open(rows: pd.DataFrame, chosen: Chosen, given: Given, unit: str) -> pd.DataFrame:
    """Lines and areas that are not wholly covered, with how much; and those of which it is not told whether they count."""
    open_ = rows[rows["covered"] < rows["total"] * (1 - 1e-9)].copy()
    text, scale = ("reason_km", 1e3) if unit == "m" else ("reason_km2", 1e6)
    gap = open_["total"] - open_["covered"] - open_["unknown"]
    all_ = given.items.states.reindex(open_.index)
    measured = all_.isin(["gap_measured"]).any(axis=1)
    claimed = (
        (gap <= 1e-6 * open_["total"]) & (open_["claimed"] >= open_["unknown"] * (1 - 1e-9)) & (open_["claimed"] > 0)
    )
    is_gap = gap > 1e-6 * open_["total"]
    open_["state"] = np.select(
        [is_gap & measured, is_gap, claimed], ["gap_measured", "gap_model", "claimed"], "unknown"
    )
    open_["reason"] = [
        say(text, given.language, total=round(t / scale, 2), covered=round(c / scale, 2), unknown=round(u / scale, 2))
        for t, c, u in zip(open_["total"], open_["covered"], open_["unknown"])
    ]
    if open_["doubtful"].any():
        open_.loc[open_["doubtful"], "reason"] = say(chosen.why_unsure, given.language)
    return open_


def _part_lengths(rows: pd.DataFrame, unit: str) -> pd.DataFrame:
    each = rows.groupby(["area", "kind"])[["covered", "unknown", "total"]].sum() / lines.UNIT_M[unit]
    return each.set_axis(["numerator", "unknown", "denominator"], axis=1).reset_index()
