"""SP-15: share before build, with an existing site or an opened resource."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .. import metric
from ..values import read_flags, read_numbers
from .case import Case
from .plan_match import partners, planned_scene
from .rules import offenders, rule

_OPENED = ("published", "usable", "signed")


def _builds_new(case: Case) -> np.ndarray:
    """Positions of rows that ask for a new ground tower or macro site without a reason for not sharing."""
    new = (case.column("structure") == "ground_tower") | (case.column("build_type") == "macro")
    reason = case.column("share_reason").fillna("").astype(str).str.strip()
    shares = pd.Series(False, index=case.subject.index)
    if "sites" in case.tables:
        shares = case.column("site_id").isin(case.column("site_id", "sites").dropna())
    return np.flatnonzero(case.placed & case.live & new & (reason == "") & ~shares)


def spare_platforms(spare: pd.Series) -> pd.Series:
    """Spare platforms as numbers; a word for yes counts as one, for no as none; NaN where unknown."""
    codes, words = pd.factorize(spare)
    words = pd.Series(words)
    numbers = read_numbers(words).fillna(read_flags(words).astype("Float64").astype(float)).to_numpy()
    return pd.Series(np.where(codes < 0, np.nan, numbers[codes] if len(numbers) else np.nan), index=spare.index)


@rule("SP-15", "site")
def share_existing_site(case: Case) -> pd.DataFrame:
    """New towers with an existing site in sharing distance that has a spare platform, or may have one."""
    rows = _builds_new(case)
    scene = case.column("scene").fillna(case.fact(planned_scene))
    low, high = case.by_scene("share_radius_m", scene)
    low = np.where(scene.isna(), case.profile["cosite_m"], low)
    spare = spare_platforms(case.column("spare", "sites"))
    able = np.flatnonzero(case.in_network & ~(spare <= 0).to_numpy())
    pairs = metric.within(case.points[rows], case.points_of("sites").iloc[able], high[rows], case.progress)
    first = pairs.drop_duplicates("point")
    row, site = rows[first["point"]], able[first["target"]]
    count = spare.to_numpy()[site]
    table = offenders(
        row, measured=first["distance_m"].to_numpy(), limit=high[row], unit="m",
        other=case.column("site_id", "sites").fillna("?").to_numpy()[site],
        other_label=case.column("site_name", "sites").fillna("").to_numpy()[site],
        spare=[f"{n:g}" if np.isfinite(n) else case.phrase("spare_unknown") for n in count],
    )  # fmt: skip
    unsure = table["measured"] > low[row]
    table.loc[unsure, "unchecked"] = "no_value"
    table.loc[unsure, "fields"] = case.field("scene")
    return table


@rule("SP-15", "resource")
def share_opened_resource(case: Case) -> pd.DataFrame:
    """New towers with an opened resource of fitting height within the allowed deviation; an unknown height may fit."""
    rows = _builds_new(case)
    reach = (
        case.fact(partners)["low"]
        .fillna(pd.Series(case.by_scene("allowed_deviation_m", case.column("scene"))[0]))
        .to_numpy()
    )
    opened = np.flatnonzero(case.column("status", "resources").isin(_OPENED).to_numpy())
    pairs = metric.within(case.points[rows], case.points_of("resources").iloc[opened], reach[rows], case.progress)
    row, resource = rows[pairs["point"]], opened[pairs["target"]]
    storeys = case.column("floors", "resources").astype(float) * case.profile["host_storey_m"]
    height = case.column("height_m", "resources").astype(float).fillna(storeys).to_numpy()[resource]
    wanted = case.column("antenna_height_m").astype(float).to_numpy()[row]
    fits = ~(np.abs(height - wanted) > case.profile["host_height_tolerance_m"])
    first = pairs[fits].drop_duplicates("point")
    row, resource = rows[first["point"]], opened[first["target"]]
    return offenders(
        row, measured=first["distance_m"].to_numpy(), limit=reach[row], unit="m",
        other=case.column("resource_id", "resources").fillna("?").to_numpy()[resource],
        other_label=case.column("name", "resources").fillna("").to_numpy()[resource],
    )  # fmt: skip
