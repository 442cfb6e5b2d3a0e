"""CG-08, 13 and 14: border bodies by subtype, islands and sea, and the words of the documents that give no number."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import shapely

from ..ellipsoid import discs
from ..schema import code_lists
from .coverage_case import CoverageCase, coverage_rule
from .coverage_places import state_words
from .coverage_states import BODIES, COVERED, GAPS, filled
from .rules import offenders, rule_entries

SEAS = ("sea-internal", "sea-territorial", "sea-contiguous", "sea-eez")
_DUE_SEAS = SEAS[:2]


def _bodies(case: CoverageCase) -> pd.DataFrame:
    """Each border body and technology: row, kind, technology, covered, open (neither covered nor a gap)."""
    kind = case.column("kind")
    rows = np.flatnonzero(kind.isin(BODIES).to_numpy() & case.units)
    technologies = case.states["technology"].dropna().unique()
    table = pd.MultiIndex.from_product([rows, technologies], names=["row", "technology"]).to_frame(index=False)
    table = table.merge(case.states, on=["row", "technology"], how="left")
    return table.assign(
        kind=kind[table["row"]].to_numpy(), covered=table["state"].isin(COVERED),
        open=~table["state"].isin([*COVERED, *GAPS]),
    )  # fmt: skip


@coverage_rule("CG-08", "subtype")
def body_of_known_subtype(case: CoverageCase) -> pd.DataFrame:
    """Units whose kind is missing or in no list: they count under no subtype; and the subtypes of which there are none."""
    kind = case.column("kind")
    strange = np.flatnonzero(case.units & ~kind.isin(list(code_lists()["place"])).to_numpy())
    none = offenders() if case.only_coastal else case.none_of(BODIES, "place")
    return pd.concat([offenders(strange, kind=kind[strange].fillna("")), none])


@coverage_rule("CG-08", "share")
def share_by_subtype(case: CoverageCase) -> pd.DataFrame:
    """The share of each subtype and technology, with those unknown shown apart."""
    table = case.fact(_bodies)
    groups = table.groupby(["kind", "technology"]).agg(
        total=("row", "size"), covered=("covered", "sum"), open=("open", "sum")
    )
    return _shares(case, groups.reset_index())


@coverage_rule("CG-08", "total")
def total_of_bodies(case: CoverageCase) -> pd.DataFrame:
    """All bodies covered of all bodies there are: a sum over the subtypes, no average of their shares."""
    table = case.fact(_bodies)
    groups = table.groupby("technology").agg(
        total=("row", "size"), covered=("covered", "sum"), open=("open", "sum"), kinds=("kind", "nunique")
    )
    return _shares(case, groups.reset_index())


def _shares(case: CoverageCase, groups: pd.DataFrame) -> pd.DataFrame:
    kind = case.words("place", groups["kind"]) if "kind" in groups.columns else ""
    return offenders(
        groups.index, feature=None, layer=case.kind, label=kind, kind=kind, measured=100 * groups["covered"] / groups["total"],
        unit="%", **{name: groups[name] for name in groups.columns.difference(["kind"])},
    )  # fmt: skip


@coverage_rule("CG-08", "body")
def bodies_covered(case: CoverageCase) -> pd.DataFrame:
    """Bodies that are not covered, by name; open where nothing sure is known."""
    table = case.fact(_bodies)
    return _not_covered(case, table[~table["covered"]])


def _not_covered(case: CoverageCase, table: pd.DataFrame) -> pd.DataFrame:
    kind = case.column("kind")
    found = offenders(
        table["row"], technology=table["technology"].to_numpy(), kind=case.words("place", kind[table["row"]]).to_numpy(),
        state=state_words(case, table["state"].fillna("unknown")),
    )  # fmt: skip
    found["unchecked"] = np.where(table["state"].isin(GAPS), None, "state_unknown")
    return found


@coverage_rule("CG-13", "island")
def inhabited_islands_covered(case: CoverageCase) -> pd.DataFrame:
    """Inhabited islands that are not covered: every one counts."""
    rows = np.flatnonzero((case.column("kind") == "island-inhabited") & case.units)
    states = case.states[case.states["row"].isin(rows) & ~case.states["state"].isin(COVERED)]
    none = offenders() if case.only_inland else case.none_of(["island-inhabited"], "place")
    return pd.concat([_not_covered(case, states), case.not_assessed(rows), none])


def _seas(case: CoverageCase) -> np.ndarray:
    return np.flatnonzero(case.column("kind").isin(SEAS))


@coverage_rule("CG-13", "official")
def sea_zone_official(case: CoverageCase) -> pd.DataFrame:
    """Sea zones that name no document: that they come from an official layer is not shown; and those not given at all."""
    rows = _seas(case)
    none = offenders() if case.only_inland else case.none_of(_DUE_SEAS, "zone")
    return pd.concat([offenders(rows[~filled(case.column("document"))[rows]]), none])


@coverage_rule("CG-13", "share")
def share_of_sea(case: CoverageCase) -> pd.DataFrame:
    """The covered share of each sea zone (and county), with what is unknown shown apart."""
    rows = _seas(case)
    judged = case.judged[case.judged["row"].isin(rows) & (case.judged["total"] > 0)]
    found = offenders(
        judged["row"], measured=100 * (judged["covered"] / judged["total"]).to_numpy(), unit="%",
        unknown=100 * (judged["unknown"].fillna(0) / judged["total"]).to_numpy(), km2=1e-6 * judged["covered"].to_numpy(),
        total=1e-6 * judged["total"].to_numpy(), technology=judged["technology"].to_numpy(),
        county=case.counties(judged),
    )  # fmt: skip
    return pd.concat([found, case.not_assessed(rows)])


@coverage_rule("CG-13", "range")
def no_range_beyond_the_format(case: CoverageCase) -> pd.DataFrame:
    """Transmitters that might reach beyond the limit of an unknown random-access format: not claimed there, and flagged."""
    supply = case.tables["supply"]
    limit = float(case.profile["prach_unknown_m"])
    flagged = case.column("flags", "supply").fillna("").astype(str).str.split(";").map(lambda f: "prach_unknown" in f)
    possible = case.numbers("possible_m", "supply")
    table = pd.DataFrame(
        {"site": case.column("site_id", "supply").astype(str), "possible": possible, "lon": case.numbers("lon", "supply"),
         "lat": case.numbers("lat", "supply"), "name": case.column("site_name", "supply").fillna("").astype(str)}
    )[(flagged.to_numpy(bool) & (possible > limit)) if len(supply) else np.zeros(0, bool)]  # fmt: skip
    table = table.sort_values("possible", ascending=False, kind="stable").drop_duplicates("site").sort_values("site")
    table = table[_reach_a_zone(case, table, limit)]
    return offenders(
        range(len(table)), feature=table["site"].to_numpy(), label=table["name"].to_numpy(), layer="sites", unit="km",
        measured=table["possible"].to_numpy() / 1e3, limit=limit / 1e3, lon=table["lon"].to_numpy(), lat=table["lat"].to_numpy(),
    )  # fmt: skip


def _reach_a_zone(case: CoverageCase, table: pd.DataFrame, limit: float) -> np.ndarray:
    """Which transmitters may reach a part of a sea zone that lies beyond the limit: of the others nothing depends on it."""
    zones = case.subject.geometry.to_numpy()[_seas(case)]
    xy = table[["lon", "lat"]].to_numpy(float)
    placed = np.isfinite(xy).all(axis=1)
    xy = np.where(placed[:, None], xy, 0.0)
    ring = shapely.difference(discs(xy, table["possible"].to_numpy(float)), discs(xy, np.full(len(xy), limit)))
    found = np.zeros(len(table), bool)
    found[np.unique(shapely.STRtree(ring).query(zones, predicate="intersects")[1])] = True
    return found & placed


@coverage_rule("CG-14", "default")
def words_with_a_default(case: CoverageCase) -> pd.DataFrame:
    """Words without a number that concern this layer and are taken by a value of the profile."""
    return _terms(case, True)


@coverage_rule("CG-14", "unset")
def words_without_a_default(case: CoverageCase) -> pd.DataFrame:
    """Words without a number that concern this layer and have no value: a figure, and no verdict."""
    return _terms(case, False)


def _terms(case: CoverageCase, defined: bool) -> pd.DataFrame:
    language = "zh" if case.language == "zh" else "en"
    present = set(case.column("kind").dropna())
    found: list[dict[str, Any]] = []
    for term in rule_entries("coverage")["CG-14"]["terms"]:
        value = case.profile[term["value"]] if "value" in term else None
        value = value[term["part"]] if "part" in term and value is not None else value
        if term["subject"] == case.kind and present.intersection(term["kinds"]) and (value is not None) is defined:
            number = len(value) if isinstance(value, list) else value
            measured = np.nan if number is None else float(number) * float(term.get("scale", 1))
            found.append(
                {"term": term[language], "reason": term["reason"][language], "measured": measured, "unit": term["unit"]}
            )
    table = pd.DataFrame(found, index=range(len(found)))
    return table.assign(feature=None, layer=case.kind, label=case.name) if len(table) else offenders()
