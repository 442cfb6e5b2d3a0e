"""How much of each kind is covered, a gap or unknown in a county, each in its own unit."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..schema import code_lists
from .states import STATES

COLUMNS = ("county", "kind", "technology", "operator", "unit", "total", "covered", "gap", "unknown", "share")
_KEYS = ["county", "kind", "technology", "operator", "unit"]
_GAPS, _COVERED = STATES[:2], STATES[4:]


def summarise(assessed: pd.DataFrame) -> pd.DataFrame:
    """County, kind, technology, operator, unit, total, covered, gap, unknown, share; one row per combination.

    Points are counted, lines and areas summed in m and m2. Places drawn as areas are counted too, by their state.
    `share` is None where the total is 0 or all of it unknown (that is no 0 %); `unknown` holds what is only claimed.
    """
    table = assessed[["county", "kind", "technology", "operator", "unit", "total", "covered", "unknown"]]
    table = pd.DataFrame(table)
    drawn = assessed[((assessed["unit"] == "m2") & assessed["kind"].isin(code_lists()["place"])).to_numpy()]
    if len(drawn):
        counted = pd.DataFrame(drawn[["county", "kind", "technology", "operator"]]).assign(unit="place", total=1.0)
        counted["covered"] = drawn["state"].isin(_COVERED).astype(float)
        counted["unknown"] = (~drawn["state"].isin([*_COVERED, *_GAPS])).astype(float)
        table = pd.concat([table, counted], ignore_index=True)
    summed = table.groupby(_KEYS, dropna=False, sort=False)[["total", "covered", "unknown"]].sum().reset_index()
    gap = summed["total"] - summed["covered"] - summed["unknown"]
    summed["gap"] = gap.where(gap > 1e-6 * summed["total"], 0.0)
    known = (summed["total"] > 0) & (summed["unknown"] < summed["total"] * (1 - 1e-9))
    summed["share"] = np.where(known, summed["covered"] / summed["total"].where(known), np.nan)
    for key in ("county", "kind"):
        summed[key] = summed[key].astype(object).where(summed[key].notna(), None)
    return summed[list(COLUMNS)].sort_values(_KEYS, na_position="last", ignore_index=True)
