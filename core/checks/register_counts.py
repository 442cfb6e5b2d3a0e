"""OR-04, 06, 07: duplicates, the unit of count, and what became of the rows of the register before."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..registered import POLES, firsts, is_pole, name_and_owner, near_pairs, places
from .case import Case
from .plan_match import plan_key
from .register_records import filled, of_table
from .rules import offenders, rule

_RANK = {"proposed": 0, "published": 1, "usable": 2, "unusable": 2, "refused": 2, "signed": 3, "built": 4}


def _near(case: Case) -> pd.DataFrame:
    return near_pairs(case.subject, case.points, case.uncertainty, np.flatnonzero(case.live), case.profile)


@rule("OR-04", "owner", of_place=False)
def not_twice_by_owner(case: Case) -> pd.DataFrame:
    """Rows of the same name and owner; each names the first other one."""
    keys = name_and_owner(case.subject).where(case.live, None).dropna()
    unnamed = case.live & ~(filled(case.column("name")) | filled(case.column("address"))).to_numpy()
    unowned = case.live & ~filled(case.column("owner")).to_numpy()
    lacking = np.where(unnamed, case.field("name"), case.field("owner"))
    twice = keys[keys.duplicated(keep=False)]
    rows = twice.index.to_series()
    first = rows.groupby(twice).transform("first")
    second = rows.groupby(twice).transform(lambda group: group.iloc[1])
    other = first.where(first != rows, second).to_numpy(int)
    count = rows.groupby(twice).transform("size")
    rows_open = np.flatnonzero(unnamed | unowned)
    return pd.concat(
        [
            offenders(
                twice.index, measured=count.astype(float), limit=1.0, unit="rows",
                other=case.ids.to_numpy()[other], other_label=case.labels.to_numpy()[other],
            ),
            offenders(rows_open, unchecked="no_attribute", fields=lacking[rows_open]),
        ]
    )  # fmt: skip


@rule("OR-04", "place")
def not_twice_in_place(case: Case) -> pd.DataFrame:
    """Rows of similar names nearer than one resource is wide, that are not told by name and owner already.

    Open where only the uncertainty decides, or where a place is too uncertain to be compared at all.
    """
    pairs = case.fact(_near)
    keys = name_and_owner(case.subject).to_numpy()
    same = pd.notna(keys[pairs["point"]]) & (keys[pairs["point"]] == keys[pairs["target"]])
    first = pairs[~same & pairs["sure"]].drop_duplicates("point").set_index("point")
    maybe = (
        pairs[~same & ~pairs["sure"] & ~pairs["point"].isin(first.index)].drop_duplicates("point").set_index("point")
    )
    limit = float(case.profile["register_duplicate_m"])
    vague = np.flatnonzero(case.live & case.placed & (case.uncertainty > case.profile["register_unsure_m"]))
    other = first["target"].to_numpy(int)
    return pd.concat(
        [
            offenders(
                first.index, measured=first["distance_m"], limit=limit, unit="m",
                other=case.ids.to_numpy()[other], other_label=case.labels.to_numpy()[other],
            ),
            offenders(
                maybe.index, measured=maybe["distance_m"], unit="m", unchecked="place_unsure",
                uncertainty=case.uncertainty[maybe.index] + case.uncertainty[maybe["target"]],
                other=case.ids.to_numpy()[maybe["target"]],
            ),
            offenders(vague, unchecked="place_too_unsure", uncertainty=case.uncertainty[vague]),
        ]
    )  # fmt: skip


@rule("OR-06", "poles", of_place=False)
def poles_counted(case: Case) -> pd.DataFrame:
    """Rows of poles that do not say how many."""
    poles = case.column("poles").astype("Float64").astype(float)
    rows = np.flatnonzero(case.live & is_pole(case.subject) & ~(poles >= 1).to_numpy())
    return offenders(rows, category=case.words("resource_category", case.column("category")[rows]))


def _places(case: Case) -> np.ndarray:
    return places(case.subject, case.points, case.uncertainty, case.profile)


def counted_rows(case: Case) -> np.ndarray:
    """The rows that count as one place (处) each: duplicates once, proposed and withdrawn ones left out."""
    return firsts(case.fact(_places))


def pole_total(case: Case) -> int:
    """Poles of the rows that count."""
    poles = case.column("poles").astype("Float64").astype(float).fillna(0).to_numpy()
    return int(poles[case.fact(counted_rows) & case.column("category").isin(POLES).to_numpy()].sum())


def _former(case: Case) -> pd.DataFrame:
    """The register before this one: id, status, counted (as this one is counted), row (of the same id here, -1 where none)."""
    before = Case(case.tables["previous"], "resources", {}, case.profile, language=case.language)
    table = pd.DataFrame(
        {"key": plan_key(before.column("resource_id")), "id": before.ids, "label": before.labels,
         "status": before.column("status"), "counted": before.fact(counted_rows), "lon": before.xy[:, 0], "lat": before.xy[:, 1]}
    )  # fmt: skip
    keys = plan_key(case.column("resource_id")).dropna()
    here = pd.Series(keys.index, index=keys.to_numpy())
    here = here[~here.index.duplicated()]
    return table.assign(row=table["key"].map(here).fillna(-1).astype(int))


@rule("OR-06", "vanished", of_place=False)
def nobody_vanished(case: Case) -> pd.DataFrame:
    """Rows of the previous register that are gone without having been withdrawn; open where one had no number."""
    former = case.fact(_former)
    standing_before = former[former["status"] != "withdrawn"]
    gone = standing_before[standing_before["key"].notna() & (standing_before["row"] < 0)]
    nameless = standing_before[standing_before["key"].isna()]
    place = {"layer": "previous", "lon": gone["lon"], "lat": gone["lat"]}
    return pd.concat(
        [
            offenders(gone.index, feature=gone["id"], label=gone["label"], **place),
            offenders(
                nameless.index, feature=nameless["id"], label=nameless["label"], layer="previous",
                unchecked="no_attribute", fields=case.field("resource_id"),
            ),
        ]
    )  # fmt: skip


@rule("OR-06", "total", of_place=False)
def totals_add_up(case: Case) -> pd.DataFrame:
    """The total against previous + new - withdrawn: one finding when they differ."""
    former, now = case.fact(_former), case.fact(counted_rows)
    if former["key"].isna().any() or (now & ~filled(case.column("resource_id")).to_numpy()).any():
        return of_table(case, unchecked="no_attribute", fields=case.field("resource_id"))
    before = former[former["counted"]]
    known = before["row"][before["row"] >= 0].to_numpy()
    place = case.fact(_places)
    new = int((now & ~np.isin(place, place[known])).sum())
    withdrawn = int((case.column("status").to_numpy()[known] == "withdrawn").sum())
    expected, total = len(before) + new - withdrawn, int(now.sum())
    if expected == total:
        return offenders()
    return of_table(
        case,
        measured=float(total),
        limit=float(expected),
        unit="places",
        previous=len(before),
        new=new,
        withdrawn=withdrawn,
    )


@rule("OR-07", "back", of_place=False)
def no_step_back(case: Case) -> pd.DataFrame:
    """Rows whose status stands lower on the ladder than in the previous register, without a reason."""
    former = case.fact(_former)
    nameless = former["key"].isna().any() or not filled(case.column("resource_id")).all()
    former = former[former["row"] >= 0].drop_duplicates("row").set_index("row")
    before = former["status"].map(_RANK)
    now = case.column("status").map(_RANK)[former.index]
    reason = filled(case.column("status_reason"))[former.index]
    hit = former.index[(now < before) & ~reason]
    undecided = former.index[(case.column("status")[former.index].isna() & before.notna()) | former["status"].isna()]
    return pd.concat(
        [
            offenders(
                hit, before=case.words("resource_status", former["status"][hit]),
                now=case.words("resource_status", case.column("status")[hit]),
            ),
            offenders(undecided, unchecked="no_attribute", fields=case.field("status")),
            *([of_table(case, unchecked="no_attribute", fields=case.field("resource_id"))] if nameless else []),
        ]
    )  # fmt: skip
