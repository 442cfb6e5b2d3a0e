"""The life of a finding: what it is known by from run to run, and what decision still holds of it."""

from __future__ import annotations

import hashlib

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

KEY_OF = ["rule", "aspect", "feature", "other"]
SHOWN = ["rule", "aspect", "severity", "feature", "other", "label", "message"]
DECIDED = ["state", "verifies", "reason", "who", "decided_at"]
FORMER = [f"former_{name}" for name in ("state", "reason", "who", "decided_at")]
LIFE = ["checked_by", "key", "fingerprint", "run", "change", *DECIDED, *FORMER, "version"]
"""What a workspace adds to the columns of a finding."""
_LONG = 300


def keyed(findings: pd.DataFrame, checked_by: str, profile: str) -> pd.DataFrame:
    """The findings with checked_by, key and fingerprint.

    key: rule, aspect and the own ids of the feature and of the other one, never a row number. fingerprint: severity,
    place to the decimetre, measured value, limit and profile, as text, so that one can read what changed; findings of
    one key (a site in two parts of a zone without ids) have one key and one fingerprint together.
    """
    table = findings.reset_index(drop=True).copy()
    table["checked_by"] = checked_by
    table["key"] = _joined([_text(table, name) for name in KEY_OF])
    marks = [_text(table, "severity"), _place(table), _number(table, "measured"), _number(table, "limit")]
    own = _joined([*marks, pd.Series(profile, index=table.index, dtype=object)])
    several = table["key"].duplicated(keep=False)
    if several.any():
        together = own[several].groupby(table.loc[several, "key"]).agg(lambda rows: " + ".join(sorted(rows)))
        own = own.mask(several, table["key"].map(together))
    table["fingerprint"] = own.map(_short)
    return table


def _text(table: pd.DataFrame, name: str) -> pd.Series:
    if name not in table.columns:
        return pd.Series("", index=table.index, dtype=object)
    text = table[name].astype(object).where(table[name].notna(), "").astype(str)
    return text.str.replace("\\", "\\\\", regex=False).str.replace("|", "\\|", regex=False)


def _number(table: pd.DataFrame, name: str) -> pd.Series:
    if name not in table.columns:
        return pd.Series("", index=table.index, dtype=object)
    numbers = pd.to_numeric(table[name], errors="coerce").astype("float64").round(3) + 0.0  # no -0
    return pd.Series(
        ["" if np.isnan(n) else f"{n:g}" if abs(n) < 1e5 and n == round(n) else repr(n) for n in numbers],
        index=table.index,
        dtype=object,
    )


def _place(table: pd.DataFrame) -> pd.Series:
    texts: list[str] = [""] * len(table)
    if isinstance(table, gpd.GeoDataFrame):
        shapes = table.geometry.to_numpy()
        empty = shapely.is_missing(shapes) | shapely.is_empty(shapes)
        texts = ["" if gone else text for gone, text in zip(empty, shapely.to_wkt(shapes, rounding_precision=6))]
    return pd.Series(texts, index=table.index, dtype=object)


def _joined(parts: list[pd.Series]) -> pd.Series:
    whole = parts[0].astype(object)
    for part in parts[1:]:
        whole = whole + "|" + part
    return whole


def _short(fingerprint: str) -> str:
    """Long ones by their beginning and a digest, so that a table of polygons is not kept twice."""
    if len(fingerprint) <= _LONG:
        return fingerprint
    return f"{fingerprint[:_LONG]}… {hashlib.sha256(fingerprint.encode()).hexdigest()}"


def with_life(findings: pd.DataFrame, decisions: pd.DataFrame, run: int) -> pd.DataFrame:
    """Keyed findings with the state that each has now: LIFE but for `change`.

    A decision holds while the fingerprint is what it was when it was taken. It does not hold any more where the finding
    changed, or was called fixed and is found again: then the finding is open and the former_ columns show the decision.
    """
    table = findings.copy()
    taken = decisions.set_index("key").reindex(table["key"]).reset_index(drop=True)
    taken.index = table.index
    decided = taken["state"].notna()
    fixed = (taken["state"] == "fixed") | (taken["verifies"] == "fixed")
    holds = decided & (taken["fingerprint"] == table["fingerprint"]) & ~(fixed & (taken["run"].fillna(0) < run))
    withdrawn = decided & (taken["state"] == "open")
    for name in DECIDED:
        table[name] = taken[name].astype(object).where(holds, None)
    table["state"] = table["state"].where(holds, "open")
    for name in FORMER:
        former = taken[name[len("former_") :]].astype(object)
        table[name] = former.where(decided & ~holds & ~withdrawn, None)
    table["version"] = taken["version"].fillna(0).astype("int64")
    table["run"] = run
    return table
