"""SP-15: share before build, with an existing site or an opened resource."""

from __future__ import annotations

from typing import Optional

import numpy as np
import pandas as pd

from .. import metric
from ..values import spare_platforms
from .bands import Bands, bands, keeps_off, only
from .case import Case
from .plan_match import partners, scenes
from .rules import offenders, rule


def _builds_new(case: Case) -> tuple[np.ndarray, pd.Series]:
    """Rows that ask, or may ask, for a new ground tower or macro site and give no reason for not sharing.

    Their positions, and for every row the field without which that can't be told (None where it is certain).
    """
    structure, kind = case.column("structure"), case.column("build_type")
    new = (structure == "ground_tower") | (kind == "macro")
    reason = case.column("share_reason").fillna("").astype(str).str.strip()
    shares = pd.Series(False, index=case.subject.index)
    if "sites" in case.tables:
        shares = case.column("site_id").isin(case.column("site_id", "sites").dropna())
    lacks = np.where(kind.isna(), case.field("build_type"), case.field("structure"))
    lacks = pd.Series(np.where(new, None, lacks), index=case.subject.index, dtype=object)
    wanted = new | structure.isna() | kind.isna()
    return np.flatnonzero(case.placed & case.judged & wanted & (reason == "") & ~shares), lacks


def _with_doubts(case: Case, table: pd.DataFrame, low: np.ndarray, lacks: np.ndarray) -> pd.DataFrame:
    """The table with its rows marked that only a missing type of the row, or its scene beyond `low`, could decide."""
    by_scene = table["measured"].to_numpy(float) > low
    fields = np.where(by_scene & pd.isna(lacks), case.field("scene"), lacks)
    return table.assign(fields=fields, unchecked=np.where(pd.notna(fields), "no_value", None))


def _shareable(case: Case) -> pd.DataFrame:
    """Rows that build new and existing sites with room, or perhaps with room: point, target, distance_m, low, high (the
    least and the most that the sharing radius can be), `lacks`."""
    rows, lacks = _builds_new(case)
    scene = case.fact(scenes)
    low, high = case.by_scene("share_radius_m", scene)
    low = np.where(low == high, low, case.profile["cosite_m"])
    spare = spare_platforms(case.column("spare", "sites"))
    able = np.flatnonzero(case.in_network & ~(spare <= 0).to_numpy())
    reach = (high + case.margin_m)[rows]
    pairs = metric.within(case.points[rows], case.points_of("sites").iloc[able], reach, case.progress)
    row = rows[pairs["point"]]
    return pd.DataFrame(
        {
            "point": row, "target": able[pairs["target"]], "distance_m": pairs["distance_m"].to_numpy(), "low": low[row],
            "high": high[row], "lacks": lacks.to_numpy()[row],
        }
    )  # fmt: skip


@keeps_off("SP-15", "site")
def _site_bands(case: Case) -> list[Bands]:
    near = case.fact(_shareable)
    return bands(case.points_of("sites"), near, only(near["low"], near["lacks"].isna()), near["high"])


@rule("SP-15", "site")
def share_existing_site(case: Case) -> pd.DataFrame:
    """New towers with an existing site in sharing distance that has a spare platform, or may have one."""
    near = case.fact(_shareable)
    first = near[near["distance_m"] <= near["high"]].drop_duplicates("point")
    row, site = first["point"].to_numpy(), first["target"].to_numpy()
    spare = spare_platforms(case.column("spare", "sites"))
    count = spare.to_numpy()[site]
    table = offenders(
        row, measured=first["distance_m"].to_numpy(), limit=first["high"].to_numpy(), unit="m",
        other=case.column("site_id", "sites").fillna("?").to_numpy()[site],
        other_label=case.column("site_name", "sites").fillna("").to_numpy()[site],
        spare=[f"{n:g}" if np.isfinite(n) else case.phrase("spare_unknown") for n in count],
    )  # fmt: skip
    return _with_doubts(case, table, first["low"].to_numpy(), first["lacks"].to_numpy())


def _resource_matches(case: Case) -> pd.DataFrame:
    """The opened resources near each row as `case.match` judges them, nearest first."""
    return _matches(case, None)


def _matches_around(case: Case) -> pd.DataFrame:
    """Those within the case's margin too."""
    if not case.margin_m.any():
        return case.fact(_resource_matches)  # type: ignore[no-any-return]
    return _matches(case, case.fact(partners)["high"].to_numpy() + case.margin_m)


def _matches(case: Case, radius_m: Optional[np.ndarray]) -> pd.DataFrame:
    if case.match is None:
        raise ValueError("the case has no function that matches resources")
    limits = case.fact(partners)
    known = limits["low"].where(limits["low"] == limits["high"])
    sites = case.subject.assign(row_number=range(len(case.subject)), allowed_deviation_m=known)
    sites = sites.set_geometry(case.points).assign(scene=case.fact(scenes))
    matches = case.match(
        sites, "row_number", case.tables["resources"], None, case.profile, radius_m, case.language, case.progress
    )[1]
    return matches.assign(site=matches["site"].astype(int)).sort_values(["distance_m", "rank"], ignore_index=True)


_NO_BAR = {"", "height", "antenna", "scene", "place"}
"""Doubts that leave a resource to be had all the same: all but its status."""


@keeps_off("SP-15", "resource")
def _resource_bands(case: Case) -> list[Bands]:
    """A resource of uncertain place counts for certain only where it must lie within the allowed deviation."""
    rows, lacks = _builds_new(case)
    near = _matches_around(case)
    near = near[(near["fits"] != "no") & near["site"].isin(rows)]
    near = near.assign(point=near["site"], target=np.arange(len(near)))
    limits = case.fact(partners).iloc[near["point"]]
    able = near["doubt"].map(lambda doubt: set(doubt.split(";")) <= _NO_BAR).to_numpy(bool)
    unsure, low, high = near["uncertainty_m"].to_numpy(float), limits["low"].to_numpy(), limits["high"].to_numpy()
    sure = np.minimum(low, high - unsure)
    sure = only(sure, able & (sure >= 0) & lacks.iloc[near["point"]].isna().to_numpy())
    return bands(near.geometry.reset_index(drop=True), near, sure, high + unsure)


@rule("SP-15", "resource")
def share_opened_resource(case: Case) -> pd.DataFrame:
    """New towers with an opened resource that fits within the allowed deviation; an unknown height may fit.

    Where its place or status leaves it open whether it can be had, the row is not judged.
    """
    rows, lacks = _builds_new(case)
    matches = case.fact(_resource_matches)
    matches = matches[(matches["fits"] != "no") & matches["site"].isin(rows)]
    able = matches["doubt"].map(lambda doubt: set(doubt.split(";")) <= {"", "height", "antenna", "scene"}).astype(bool)
    first = pd.concat([matches[able], matches[~able]]).drop_duplicates("site").set_index("site")
    low, high = case.fact(partners)["low"].to_numpy(), case.fact(partners)["high"].to_numpy()
    table = offenders(
        first.index, measured=first["distance_m"], limit=high[first.index], unit="m",
        other=first["candidate"], other_label=first["label"], why=first["why"],
    )  # fmt: skip
    table = _with_doubts(case, table, low[first.index], lacks.to_numpy()[first.index])
    unsure = ~able.reindex(matches.index).groupby(matches["site"]).any().reindex(table.index).to_numpy(bool)
    return table.assign(unchecked=np.where(unsure, "resource_unsure", table["unchecked"])).sort_index()
