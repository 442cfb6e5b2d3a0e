"""SP-12 to SP-14: applications against the planned site they belong to."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Optional

import numpy as np
import pandas as pd

from .. import metric
from .case import Case
from .rules import offenders, rule


def plan_key(numbers: pd.Series) -> pd.Series:
    """Plan numbers in the form in which they are compared."""
    keys = numbers.map(lambda text: unicodedata.normalize("NFKC", str(text)).strip().upper(), na_action="ignore")
    return keys.astype(object)


def deviation(case: Case, table: Optional[str] = None) -> pd.Series:
    """The allowed deviation that rows give themselves; one below 0 is none."""
    given = case.column("allowed_deviation_m", table).astype(float)
    return given.where(given >= 0)


def partners(case: Case) -> pd.DataFrame:
    """The planned site each application belongs to, one row per application.

    Columns: `plan` (position, -1 where none), `explicit` (by its number), `unknown_number` (it names one that is not
    in the plan), `distance_m`, `low` and `high` (least and most of the allowed deviation: equal where it is known).
    """
    size = len(case.subject)
    table = pd.DataFrame({"plan": np.full(size, -1), "distance_m": np.nan, "explicit": False, "unknown_number": False})
    limit, scene = deviation(case), case.column("scene")
    if "plan" in case.tables:
        table = _partners_in_plan(case, table)
        planned = table["plan"].where(table["plan"] >= 0)
        limit = limit.fillna(deviation(case, "plan").reindex(planned.fillna(-1).astype(int)).set_axis(planned.index))
        scene = scene.fillna(_of_plan(case, planned, "scene"))
    low, high = case.by_scene("allowed_deviation_m", scene)
    return table.assign(low=limit.fillna(pd.Series(low)), high=limit.fillna(pd.Series(high)))


@dataclass(frozen=True)
class _Planned:
    """Planned sites that stand (positions): their places, and those of each number that is `known`."""

    standing: np.ndarray
    places: metric.Targets
    known: pd.Index
    first: np.ndarray
    count: np.ndarray
    by_number: np.ndarray

    def named(self, numbers: pd.Series) -> tuple[np.ndarray, np.ndarray]:
        """Pairs of a row and a planned site of its number."""
        code = self.known.get_indexer(numbers)
        row = np.flatnonzero(code >= 0)
        times = self.count[code[row]]
        within = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
        return np.repeat(row, times), self.by_number[np.repeat(self.first[code[row]], times) + within]


def _planned(case: Case) -> _Planned:
    standing = np.flatnonzero(case.standing("plan"))
    codes, known = pd.factorize(plan_key(case.column("plan_id", "plan")).iloc[standing])
    order = np.argsort(codes, kind="stable")[(codes < 0).sum() :]
    count = np.bincount(codes[order], minlength=len(known))
    places = metric.Targets(case.xy_of("plan")[standing])
    return _Planned(standing, places, pd.Index(known), np.cumsum(count) - count, count, standing[order])


def _partners_in_plan(case: Case, table: pd.DataFrame) -> pd.DataFrame:
    planned = case.of_tables(_planned)
    near = planned.places.nearest(case.xy)
    plan, metres = np.append(planned.standing, -1)[near["target"]], near["distance_m"].to_numpy().copy()
    numbers = plan_key(case.column("plan_id"))
    row, site = planned.named(numbers)
    distance = metric.geodesic_m(case.xy[row], case.xy_of("plan")[site])
    order = np.lexsort((site, distance, row))
    best = order[np.unique(row[order], return_index=True)[1]]
    plan[row[best]], metres[row[best]] = site[best], distance[best]
    explicit = np.zeros(len(plan), bool)
    explicit[row] = True
    unknown = numbers.notna().to_numpy() & ~explicit
    return table.assign(plan=plan, distance_m=metres, explicit=explicit, unknown_number=unknown)


def _of_plan(case: Case, planned: pd.Series, column: str) -> pd.Series:
    """A column of the planned site of each row."""
    of_row = case.column(column, "plan").reindex(planned.fillna(-1).astype(int))
    return of_row.set_axis(planned.index)


def matched(case: Case) -> pd.Series:
    """The planned site that each application takes: by its number, or the nearest within the allowed deviation; else NaN."""
    found = case.fact(partners)
    taken = (found["plan"] >= 0) & (found["explicit"] | (found["distance_m"] <= found["low"]))
    return found["plan"].where(taken)


def scenes(case: Case) -> pd.Series:
    """The scene of each row, else that of the planned site that it takes."""
    own = case.column("scene")
    if "plan" not in case.tables or own[case.placed].notna().all():
        return own
    return own.fillna(case.fact(matched).map(case.column("scene", "plan")))


@rule("SP-12", "deviation")
def within_deviation(case: Case) -> pd.DataFrame:
    """Applications farther from their planned site than the allowed deviation; exactly at the limit passes."""
    found = case.fact(partners)[case.placed]
    planned = found["plan"].where(found["plan"] >= 0)
    ids, names = _of_plan(case, planned, "plan_id").fillna("?"), _of_plan(case, planned, "site_name").fillna("")
    number = case.column("plan_id")
    stray = number[found.index[found["unknown_number"]]]
    note = stray.map(lambda plan: case.phrase("plan_unknown", plan=plan)).astype(object).reindex(found.index).fillna("")
    words = pd.DataFrame(
        {"other": ids, "other_label": names, "note": note, "measured": found["distance_m"], "unit": "m"}
    )
    over = found["distance_m"] > found["high"]
    unsure = ~over & (found["distance_m"] > found["low"])
    lost = found["distance_m"].isna()
    return pd.concat(
        [
            words[over].assign(limit=found["high"][over]),
            words[unsure].assign(limit=found["high"][unsure], unchecked="no_value", fields=case.field("scene")),
            words[lost].assign(unchecked=np.where(found["explicit"][lost], "plan_without_place", "plan_without_sites")),
        ]
    )


@rule("SP-13", "second", of_place=False)
def one_application_each(case: Case) -> pd.DataFrame:
    """Live applications for a planned site that another demand took first: the approved, else the earlier, else the upper row."""
    plan = case.fact(matched)[case.live].dropna().astype(int)
    claims = pd.DataFrame({"plan": plan, "row": plan.index})
    group = case.column("candidate_group")[plan.index]
    claims["demand"] = [f"group {g}" if pd.notna(g) else f"row {r}" for g, r in zip(group, plan.index)]
    claims["later"] = (case.column("status")[plan.index] != "approved").astype(int)
    claims["on"] = pd.to_datetime(case.column("submitted_on")[plan.index])
    claims = claims.sort_values(["plan", "later", "on", "row"], na_position="last", kind="stable")
    claims["first"] = claims.groupby("plan")["demand"].transform("first")
    claims["holder"] = claims.groupby("plan")["row"].transform("first")
    second = claims[claims["demand"] != claims["first"]].sort_index()
    holder = second["holder"].to_numpy()
    return offenders(
        second.index, other=case.ids.to_numpy()[holder], other_label=case.labels.to_numpy()[holder],
        plan=case.column("plan_id", "plan").fillna("?").to_numpy()[second["plan"]],
    )  # fmt: skip


@rule("SP-13", "unapplied", of_place=False)
def planned_and_not_applied_for(case: Case) -> pd.DataFrame:
    """Planned sites of years before the newest of the batch that nobody applied for and nobody built."""
    reference = case.column("year").astype(float).max()
    if np.isnan(reference):
        return offenders([0], layer=case.kind, feature=None, unchecked="no_attribute", fields=case.field("year"))
    plan, year = case.tables["plan"], case.column("year", "plan").astype(float)
    open_still = ~case.column("status", "plan").isin(["built", "cancelled"])
    taken = plan.index.isin(case.fact(matched)[case.live].dropna().astype(int))
    built = pd.Series(False, index=plan.index)
    if "sites" in case.tables:
        built = plan_key(case.column("plan_id", "plan")).isin(plan_key(case.column("plan_id", "sites")).dropna())
    rows = plan.index[(year < reference) & open_still & ~taken & ~built]
    xy = case.xy_of("plan")
    number = case.column("plan_id", "plan")
    return offenders(
        rows, layer="plan", feature=number[rows].fillna("?"), label=case.column("site_name", "plan")[rows].fillna(""),
        measured=year[rows], limit=reference, unit="year", year=year[rows].astype(int), reference=f"{reference:.0f}",
        lon=xy[rows, 0], lat=xy[rows, 1],
    )  # fmt: skip


def _type_differences(case: Case) -> pd.DataFrame:
    planned = case.fact(matched)
    rows = planned.dropna().index
    table = pd.DataFrame(index=rows)
    for column in ("build_type", "structure"):
        table[column] = case.column(column)[rows]
        table[f"planned_{column}"] = _of_plan(case, planned[rows], column)
    table["other"] = _of_plan(case, planned[rows], "plan_id")
    own, planned_type = table["build_type"], table["planned_build_type"]
    table["macro_for_micro"] = (own == "macro") & (planned_type == "micro")
    table["differs"] = _differ(own, planned_type) | _differ(table["structure"], table["planned_structure"])
    untold = own.isna() | planned_type.isna()
    table["maybe_macro"] = untold & (own.isna() | (own == "macro")) & (planned_type.isna() | (planned_type == "micro"))
    table["maybe_differs"] = untold | (table["structure"].isna() & table["planned_structure"].notna())
    return table


def _differ(own: pd.Series, planned: pd.Series) -> pd.Series:
    return own.notna() & planned.notna() & (own != planned)


def _type_words(case: Case, table: pd.DataFrame, prefix: str) -> pd.Series:
    types = case.words("build_type", table[f"{prefix}build_type"])
    return types + " / " + case.words("structure", table[f"{prefix}structure"])


def _types_told(case: Case, hit: pd.DataFrame, untold: pd.DataFrame) -> pd.DataFrame:
    planned, applied = _type_words(case, hit, "planned_"), _type_words(case, hit, "")
    bare = untold["build_type"].isna() | untold["planned_build_type"].isna()
    fields = np.where(bare, case.field("build_type"), case.field("structure"))
    return pd.concat(
        [
            offenders(hit.index, other=hit["other"], planned=planned, applied=applied),
            offenders(untold.index, unchecked="no_attribute", other=untold["other"], fields=fields),
        ]
    )


@rule("SP-14", "macro-for-micro", of_place=False)
def no_macro_for_micro(case: Case) -> pd.DataFrame:
    """A macro site applied for where a micro site is planned; not told where a missing type may hide that."""
    table = case.fact(_type_differences)
    return _types_told(case, table[table["macro_for_micro"]], table[table["maybe_macro"]])


@rule("SP-14", "type", of_place=False)
def type_as_planned(case: Case) -> pd.DataFrame:
    """Any other difference of build type or structure from the plan; a plan that names no structure asks for none."""
    table = case.fact(_type_differences)
    hit = table[table["differs"] & ~table["macro_for_micro"]]
    return _types_told(case, hit, table[table["maybe_differs"] & ~table["differs"]])
