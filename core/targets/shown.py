"""TARGETS of one county as a person reads them: chosen by year and document, what is lacking in units to act on, in order."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Optional

import numpy as np
import pandas as pd

from .compute import OF_PLACES
from .records import Target
from .registry import Registry

ORDER = ("not_met", "not_computed", "no_threshold", "reported", "met", "not_applicable")
"""What needs work first."""
SORTS = ("verdict", "shortfall", "document")
PLACE, KM, KM2, POINTS, OWN = "place", "km", "km2", "points", "own"
_NUMBER = re.compile(r"\d+号")


def shown(
    targets: pd.DataFrame,
    registry: Registry,
    county: str,
    year: Optional[int] = None,
    documents: Iterable[str] = (),
    sort: str = "verdict",
) -> pd.DataFrame:
    """The rows of TARGETS that speak to a county, each with what a list shows beside it.

    `year`: those due in it and, with `earlier` True, those due before; `documents`: ids, all when empty. Adds `number`
    (of the document: 263号), `lacking` and `lacking_unit`: how many places, km or km² (place, km, km2) are missing, else
    the lack in percentage points (points) or in the unit of the value (own); no number where nothing is lacking or it is
    not known. Sorted by verdict (what needs work first), by shortfall (the greatest share of the target first) or as the
    documents have them.
    """
    rows = targets[(targets["county"] == county) & (targets["verdict"] != "not_applicable")].copy()
    wanted = set(documents)
    if wanted:
        rows = rows[rows["document"].isin(wanted)]
    due = pd.to_numeric(rows["year"], errors="coerce").to_numpy(float, na_value=np.nan)
    rows["earlier"] = due < (np.nan if year is None else year)
    if year is not None:
        rows = rows[due <= year]
    known = {target.id: target for target in registry.targets}
    rows["number"] = rows["document"].map(lambda key: short_number(registry, key))
    found = [_lacking(row, known.get(row["target"])) for row in rows.to_dict("records")]
    rows["lacking"] = np.array([number for number, _ in found], float)
    rows["lacking_unit"] = [unit for _, unit in found]
    return _sorted(rows, sort).reset_index(drop=True)


def counts(targets: pd.DataFrame, county: str, shown_rows: pd.DataFrame) -> list[tuple[str, int]]:
    """(verdict, number) of what is shown, and of the county's targets that do not apply; none of which there is no row."""
    size = shown_rows["verdict"].value_counts()
    told = [(verdict, int(size[verdict])) for verdict in ("met", "not_met", *ORDER[1:4]) if verdict in size]
    mine = targets[(targets["county"] == county) & (targets["verdict"] == "not_applicable")]
    return [*told, ("not_applicable", len(mine))] if len(mine) else told


def years(targets: pd.DataFrame) -> list[int]:
    """The years in which targets are due, in order."""
    return sorted({int(year) for year in pd.to_numeric(targets["year"], errors="coerce").dropna()})


def short_number(registry: Registry, document: str) -> str:
    """What a document is called in a list: 263号; its id where it has no number."""
    number = str((registry.documents.get(document) or {}).get("number") or "")
    match = _NUMBER.search(number)
    return match[0] if match else number or document


def unit_of(target: Optional[Target]) -> str:
    """In what the numerator of a target's share is counted: place, km or km2; '' where its value is no share of such."""
    if target is None:
        return ""
    measure = target.compute.get("measure") or ("count" if target.kind == "count" else "share")
    if measure != "share":
        return ""
    if target.kind in OF_PLACES:
        return PLACE
    return {"lines": KM, "area": KM2}.get(target.kind, "")


def _lacking(row: dict, target: Optional[Target]) -> tuple[float, str]:
    """The places that are still needed, the km or km² that are missing, else the shortfall itself."""
    if row["verdict"] != "not_met" or pd.isna(row["shortfall"]):
        return math.nan, ""
    unit, needed = unit_of(target), row.get("needed")
    if unit == PLACE and needed is not None and pd.notna(needed):
        return float(needed), PLACE
    if unit in (KM, KM2) and row["comparator"] != "<=" and pd.notna(row["denominator"]):
        return max(row["target_value"] / 100 * row["denominator"] - row["numerator"], 0.0), unit
    return float(row["shortfall"]), POINTS if str(row["unit"]).startswith("%") else OWN


def _sorted(rows: pd.DataFrame, sort: str) -> pd.DataFrame:
    if sort == "document":
        return rows
    rank = rows["verdict"].map({verdict: n for n, verdict in enumerate(ORDER)}).fillna(len(ORDER)).to_numpy(float)
    if sort == "shortfall":
        limit = pd.to_numeric(rows["target_value"], errors="coerce").abs()
        far = (pd.to_numeric(rows["shortfall"], errors="coerce") / limit.where(limit > 0)).to_numpy(
            float, na_value=np.nan
        )
        rank = np.where(np.isfinite(far) & (far > 0), -far, 1 + rank)
    return rows.iloc[np.argsort(rank, kind="stable")]
