"""SP-15: share before build, with an existing site or an opened resource."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .. import metric
from ..values import spare_platforms
from .case import Case
from .plan_match import partners, planned_scene
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
    return np.flatnonzero(case.placed & case.live & wanted & (reason == "") & ~shares), lacks


def _with_doubts(case: Case, table: pd.DataFrame, low: np.ndarray, lacks: pd.Series) -> pd.DataFrame:
    """The table with its rows marked that only a missing type of the row, or its scene beyond `low`, could decide."""
    row = table.index.to_numpy()
    by_scene = table["measured"].to_numpy(float) > low[row]
    fields = np.where(by_scene & lacks[row].isna(), case.field("scene"), lacks[row])
    return table.assign(fields=fields, unchecked=np.where(pd.notna(fields), "no_value", None))


@rule("SP-15", "site")
def share_existing_site(case: Case) -> pd.DataFrame:
    """New towers with an existing site in sharing distance that has a spare platform, or may have one."""
    rows, lacks = _builds_new(case)
    scene = case.column("scene").fillna(case.fact(planned_scene))
    low, high = case.by_scene("share_radius_m", scene)
    low = np.where(low == high, low, case.profile["cosite_m"])
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
    return _with_doubts(case, table, low, lacks)


@rule("SP-15", "resource")
def share_opened_resource(case: Case) -> pd.DataFrame:
    """New towers with an opened resource of fitting height within the allowed deviation; an unknown height may fit."""
    rows, lacks = _builds_new(case)
    limits = case.fact(partners)
    low, high = limits["low"].to_numpy(), limits["high"].to_numpy()
    opened = np.flatnonzero(case.standing("resources"))
    pairs = metric.within(case.points[rows], case.points_of("resources").iloc[opened], high[rows], case.progress)
    row, resource = rows[pairs["point"]], opened[pairs["target"]]
    storeys = case.column("floors", "resources").astype(float) * case.profile["host_storey_m"]
    height = case.column("height_m", "resources").astype(float).fillna(storeys).to_numpy()[resource]
    wanted = case.column("antenna_height_m").astype(float).to_numpy()[row]
    fits = ~(np.abs(height - wanted) > case.profile["host_height_tolerance_m"])
    first = pairs[fits].drop_duplicates("point")
    row, resource = rows[first["point"]], opened[first["target"]]
    table = offenders(
        row, measured=first["distance_m"].to_numpy(), limit=high[row], unit="m",
        other=case.column("resource_id", "resources").fillna("?").to_numpy()[resource],
        other_label=case.column("name", "resources").fillna("").to_numpy()[resource],
    )  # fmt: skip
    return _with_doubts(case, table, low, lacks)
