"""Lengths and areas covered: shares of them, lengths of the lines that pass, the longest gap."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Optional

import numpy as np
import pandas as pd

from .areas import Areas
from .assessed import Items
from .choosing import Chosen
from .scope import Defaults
from .verdict import Figure
from .wording import say

UNIT_M = {"m": 1e3, "m2": 1e6}  # shown in km and km²
_OPEN = ("gap_model", "gap_measured", "unknown", "claimed")


@dataclass
class Runs:
    """Stretches not covered (GAPS of findgaps), per technology: item, from_m, to_m, gap (a gap for sure)."""

    table: pd.DataFrame
    together: dict[tuple[str, ...], pd.DataFrame] = field(default_factory=dict)
    """What `both_open` found: many targets ask the same."""


def extents(
    items: Items, chosen: Chosen, tokens: list[str], profile: Defaults, runs: Optional[Runs] = None
) -> pd.DataFrame:
    """Per chosen line or area: area, label, kind, total, covered, unknown, measured, in the item's unit.

    Of those of which it is not told whether they count (`doubtful`) all is unknown; `pass`, `fail` and `untold` are what
    they would be.

    Of several technologies of which one is enough, covered is what the best covers, or exactly what any covers where
    the stretches of GAPS tell; a technology that was not assessed may cover all that the others leave.
    """
    rows = items.table.loc[chosen.index, ["area", "id", "label", "kind", "unit"]].copy()
    parts = [items.extents[token].reindex(rows.index) for token in tokens if token in items.extents]
    if not parts:
        given = [part["total"].reindex(rows.index) for part in items.extents.values()]
        total = pd.concat([pd.Series(0.0, index=rows.index), *given], axis=1).max(axis=1)
        return rows.assign(
            total=total.fillna(0), covered=0.0, unknown=total.fillna(0), measured=0.0, claimed=0.0, by_claim=0.0,
            doubtful=rows.index.isin(chosen.unsure), untold=total.fillna(0).where(rows.index.isin(chosen.unsure), 0.0),
            **{"pass": 0.0, "fail": 0.0},
        )  # fmt: skip
    counted = [_counted(part.fillna(0), profile) for part in parts]
    total = pd.concat([part["total"] for part in counted], axis=1).max(axis=1)
    covered = pd.concat([part["covered"] for part in counted], axis=1).max(axis=1)
    reach = sum(part["covered"] + part["unknown"] for part in counted)
    whole = len(parts) == len(tokens) and all(part["total"].notna().all() for part in parts)
    lost = pd.concat([part["total"].isna() for part in parts], axis=1).any(axis=1) | (len(parts) < len(tokens))
    reach = reach.where(~lost, total)
    if runs is not None and whole and len(tokens) > 1:
        exact = both_open(runs, tokens)
        held = exact.reindex(rows.index)
        told = held["open"].notna() & (rows["unit"] == "m")
        covered = covered.where(~told, total - held["open"])
        reach = reach.where(~told, total - held["gap"])
    reach = np.minimum(reach, total)
    measured = pd.concat([part["covered_measured"] for part in counted], axis=1).max(axis=1)
    claimed = pd.concat([part["claimed"] for part in counted], axis=1).max(axis=1)
    rows = rows.assign(
        total=total, covered=covered, unknown=(reach - covered).clip(lower=0), measured=measured, claimed=claimed
    )
    rows["by_claim"] = claimed if profile["claimed_counts"] else 0.0
    rows["doubtful"] = unsure = rows.index.isin(chosen.unsure)
    fail = rows["total"] - rows["covered"] - rows["unknown"]
    for name, part in (("pass", rows["covered"]), ("fail", fail), ("untold", rows["unknown"])):
        rows[name] = part.where(unsure, 0.0)
    rows.loc[unsure, "unknown"] = rows.loc[unsure, "total"]
    rows.loc[unsure, ["covered", "measured", "by_claim"]] = 0.0
    return rows


def _counted(part: pd.DataFrame, profile: Defaults) -> pd.DataFrame:
    """Claimed lies within unknown; it counts as covered where the profile says so."""
    if not profile["claimed_counts"]:
        return part
    moved = np.minimum(part["claimed"], part["unknown"])
    return part.assign(covered=part["covered"] + moved, unknown=part["unknown"] - moved)


def runs_of(gaps: Optional[pd.DataFrame], items: Items, areas: Areas) -> Optional[Runs]:
    """The stretches of GAPS, joined to the items by demand id and county; None where there are none with chainage."""
    needed = {"demand", "technology", "from_m", "to_m"}
    if gaps is None or not needed <= set(gaps.columns):
        return None
    table = pd.DataFrame({name: gaps[name].to_numpy() for name in needed})
    table["state"] = gaps["state"].to_numpy() if "state" in gaps.columns else "unknown"
    if "operator" in gaps.columns:
        kept = gaps["operator"].isna() | gaps["operator"].astype(str).str.casefold().isin(["any", "all"])
        gaps, table = gaps[kept.to_numpy()], table[kept.to_numpy()]
    table["area"] = areas.of_rows(gaps)
    table["id"] = table["demand"].map(lambda v: str(v).strip(), na_action="ignore")
    lines = items.table[items.table["unit"] == "m"]
    keyed = lines.rename_axis("item").reset_index()[["item", "area", "id"]].drop_duplicates(["area", "id"])
    table = table.merge(keyed, on=["area", "id"]).dropna(subset=["from_m", "to_m"])
    table["gap"] = table["state"].isin(["gap_model", "gap_measured"])
    return Runs(table.drop_duplicates(["item", "technology", "from_m", "to_m"]))


def both_open(runs: Runs, tokens: list[str]) -> pd.DataFrame:
    """Per item the length that none of the technologies is known to cover (open), and that none may cover (gap)."""
    if tuple(tokens) in runs.together:
        return runs.together[tuple(tokens)]
    table = runs.table[runs.table["technology"].isin(tokens)]
    items = pd.Index(runs.table["item"].unique(), name="item")
    found = pd.DataFrame(index=items)
    for name, part in (("open", table), ("gap", table[table["gap"]])):
        stretches = _shared(part, len(tokens))
        found[name] = stretches.groupby("item")["length"].sum().reindex(items).fillna(0.0)
    runs.together[tuple(tokens)] = found
    return found


def _shared(table: pd.DataFrame, count: int) -> pd.DataFrame:
    """Stretches that stand in the table for `count` technologies at once, joined end to end: item, from_m, length."""
    ends = pd.concat(
        [
            table[["item", "from_m"]].set_axis(["item", "at"], axis=1).assign(step=1),
            table[["item", "to_m"]].set_axis(["item", "at"], axis=1).assign(step=-1),
        ]
    )
    ends = ends.sort_values(["item", "at", "step"], ascending=[True, True, False], ignore_index=True)
    depth = ends.groupby("item")["step"].cumsum()
    start = (depth == count) & (ends["step"] == 1)
    stop = (depth == count - 1) & (ends["step"] == -1)
    begins, stops = ends[start].reset_index(drop=True), ends[stop].reset_index(drop=True)
    return pd.DataFrame({"item": begins["item"], "from_m": begins["at"], "length": stops["at"] - begins["at"]})


def longest(runs: Optional[Runs], rows: pd.DataFrame, tokens: list[str], area: int, language: str) -> str:
    """The longest stretch without coverage in an area; without stretches an upper bound from the lengths."""
    mine = rows[(rows["area"] == area)]
    known = runs is not None and set(tokens) <= set(runs.table["technology"])
    if known and runs is not None:
        table = runs.table[runs.table["item"].isin(mine.index) & runs.table["technology"].isin(tokens)]
        gaps = _shared(table[table["gap"]], len(tokens))
        text = "longest_gap"
        if gaps.empty:
            gaps, text = _shared(table, len(tokens)), "longest_unknown"
        if gaps.empty:
            return ""
        best = gaps.loc[gaps["length"].idxmax()]
        return say(text, language, km=round(float(best["length"]) / 1e3, 2), route=mine.at[best["item"], "label"])
    open_ = mine["total"] - mine["covered"]
    if open_.empty or open_.max() <= 0:
        return ""
    return say(
        "longest_at_most", language, km=round(float(open_.max()) / 1e3, 2), route=mine.at[open_.idxmax(), "label"]
    )


def figures(rows: pd.DataFrame, areas: int, unit: str, why_unsure: str, language: str) -> list[Figure]:
    """The share of length (km) or area (km²) of each area: sums over items, never an average of their shares."""
    doubtful = ["pass", "fail", "untold"]
    sums = rows.groupby("area")[["total", "covered", "unknown", "measured", "claimed", "by_claim", *doubtful]].sum()
    sums = sums.reindex(range(areas), fill_value=0.0) / UNIT_M[unit]
    text = {"m": "unknown_km", "m2": "unknown_km2"}[unit]
    found = []
    for _, row in sums.iterrows():
        figure = Figure(_r(row["covered"]), _r(row["unknown"]), _r(row["total"]))
        figure.basis = _basis(row, unit, language)
        if row["unknown"] > 0:
            figure.missing.append(say(text, language, unknown=round(row["unknown"], 2), total=round(row["total"], 2)))
        _tell_doubtful(figure, [_r(row[name]) for name in doubtful], unit, why_unsure, language)
        found.append(figure)
    return found


def _tell_doubtful(figure: Figure, doubtful: list[float], unit: str, why: str, language: str) -> None:
    """Keep the lines apart of which it is not told whether they count: the value is of those that surely do, and says so."""
    length = sum(doubtful)
    if not length:
        return
    pass_, fail, untold = doubtful
    figure.maybe = (pass_, fail, untold)
    surely = _r((figure.denominator or 0) - length)
    known = surely > 0 and (figure.unknown or 0) - length < surely
    figure.value = 100.0 * (figure.numerator or 0) / surely if known else None
    facts = {"covered": figure.numerator, "surely": surely, "passing": pass_, "rest": fail + untold}
    shown = {name: round(float(value or 0), 2) for name, value in facts.items()}
    ending = {"m": "km", "m2": "km2"}[unit]
    figure.missing.append(say(f"doubtful_{ending}", language, length=round(length, 2), why=say(why, language)))
    figure.note.append(say(f"doubtful_members_{ending}", language, **shown))


def _basis(sums: pd.Series, unit: str, language: str) -> list[str]:
    """What is known of a length or an area, and by what: measured, modelled, claimed (where that counts), a gap."""
    modelled = sums["covered"] - sums["measured"] - sums["by_claim"]
    parts = {"measured": sums["measured"], "modelled": modelled, "claimed": sums["by_claim"]}
    parts["gap"] = sums["total"] - sums["covered"] - sums["unknown"]
    ending = {"m": "km", "m2": "km2"}[unit]
    shown = {name: round(float(value), 2) for name, value in parts.items()}
    return [say(f"{name}_{ending}", language, km=value) for name, value in shown.items() if value > 0]


def passing(rows: pd.DataFrame, areas: int, share: float, lines: bool, language: str) -> list[Figure]:
    """The length (km), or the number, of the lines whose covered share reaches `share`; a line is all rows of its id."""
    whole = rows.groupby(["area", "id"])[["total", "covered", "unknown"]].sum()
    need = share * whole["total"] * (1 - 1e-9)
    sure, maybe = whole["covered"] >= need, whole["covered"] + whole["unknown"] >= need
    size = whole["total"] / 1e3 if not lines else pd.Series(1.0, index=whole.index)
    found = []
    for area in range(areas):
        mine = whole.index.get_level_values("area") == area
        total, value, possible = (float(size[mine & part].sum()) for part in (True, sure, maybe))
        figure = Figure(_r(value), _r(possible - value), _r(total), _r(value), measure="number", found=bool(mine.any()))
        if value == 0 and possible >= total:  # of no line is it known: that is no 0
            figure.value = None
        if figure.unknown:
            figure.missing.append(say("unknown_units", language, unknown=figure.unknown, total=figure.denominator))
        sums = rows[rows["area"] == area].sum(numeric_only=True) / UNIT_M["m"]
        figure.basis = _basis(sums, "m", language) if figure.value is not None else []
        found.append(figure)
    return found


def _r(value: float) -> float:
    return round(float(value), 6)
