"""Whether a structure could fall on a road, a railway or a power line, and how near to their edges rows stand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from ..schema import word_of
from .bands import Bands, bands, only
from .case import Case
from .rules import offenders, worst


def reach_of(case: Case, beyond_m: float) -> np.ndarray:
    """How far from each row to look: its height, or the tallest structure where it has none, and some more.

    Where no fall is looked into (`case.falls`), only the rest.
    """
    if not case.falls:
        return np.full(len(case.subject), float(beyond_m))
    return case.heights.fillna(case.profile["tallest_structure_m"]).to_numpy() + beyond_m


def height_of(case: Case, near: pd.DataFrame) -> np.ndarray:
    return case.heights.fillna(case.profile["tallest_structure_m"]).to_numpy()[near["point"]]


def _may_fall(case: Case) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rows that may fall, those of which that can't be told, and of these the ones that lack the structure alone."""
    structure = case.column("structure")
    standing, known = structure.isin(["ground_tower", "pole"]).to_numpy(), case.heights.notna().to_numpy()
    bare = structure.isna().to_numpy()
    return standing & known, (standing | bare) & ~(standing & known), bare & known


def falls(case: Case, near: pd.DataFrame, over: pd.Series) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Pairs in which a free-standing structure may fall so far, and the rows of which that can't be told.

    `over` says which pairs break the limit once a height is known (the tallest stands in for a missing one).
    """
    falling, untold_rows, bare = (flag[near["point"]] for flag in case.fact(_may_fall))
    sure, missing = near[over & falling], near[over & untold_rows]
    if not len(missing):
        return sure, offenders()
    fields = case.field("structure_height_m")
    rows = worst(missing.assign(excess=-missing["edge_m"]))
    untold = offenders(
        rows.index, measured=rows["edge_m"], unit="m", other=rows["other"], unchecked="no_value", fields=fields
    )
    untold.loc[untold.index.isin(near["point"][bare]), "fields"] = case.field("structure")
    return sure, untold


def listed(case: Case, near: pd.DataFrame, measured: str, limit: str) -> pd.DataFrame:
    """Of each row the partner that breaks its limit by most, as the table of offenders."""
    if not len(near):
        return offenders()
    table = worst(near.assign(excess=(near[limit] - near[measured]).abs()))
    columns = {
        "measured": table[measured],
        "limit": table[limit],
        "other": table["other"],
        "other_label": table["other_label"],
    }
    found = offenders(table.index, **columns, unit="m", lon=table["lon"], lat=table["lat"])
    if "kind" in table.columns:
        found["kind"] = table["kind"].map(lambda kind: word_of("route", kind, case.language))
        found["assumed"] = [
            case.phrase("half_width_assumed", half=half) if flag else ""
            for half, flag in zip(table["half_m"], table["assumed"])
        ]
    if "voltage" in table.columns:
        found["voltage"] = table["voltage"].map("{:g}".format)
    return found


def edge_bands(near: pd.DataFrame, table: str, fails_m: Any, unsure_m: Any = np.nan) -> list[Bands]:
    """Bands of so many metres from the edge, as distances from the line itself; a limit of 0 shuts nothing out."""
    half = near["half_m"].to_numpy()
    wide = [np.asarray(limit, float) for limit in (fails_m, unsure_m)]
    limits = [only(limit + half, limit > 0) for limit in wide]
    return bands(table, near.assign(distance_m=near["centre_m"]), *limits)


def fall_bands(case: Case, near: pd.DataFrame, table: str, limit: Any) -> list[Bands]:
    falling, untold, _ = (flag[near["point"]] for flag in case.fact(_may_fall))
    return edge_bands(near, table, only(limit, falling), only(limit, untold))
