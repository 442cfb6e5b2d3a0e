"""Each target now and as it would stand if all that is planned were built."""

from __future__ import annotations

import pandas as pd

from .registry import Registry
from .wording import joined, say

FIGURES = ("value", "verdict", "unknown", "shortfall", "basis", "missing")
LAYERS = frozenset({"points", "keypoints", "list", "count", "lines", "area", "stations"})
_KEY = ["county", "target", "source", "period", "_line"]


def beside(
    now: pd.DataFrame, then: pd.DataFrame, registry: Registry, year: int, sites: int, measured: bool, language: str
) -> pd.DataFrame:
    """TARGETS of now with each of FIGURES as `…_if_built` from `then`.

    `sites`: how many planned sites of `year` and before are counted; `measured`: whether samples were given, so that what
    they show as a gap may count as covered by a planned site. Both are said in the basis of targets judged from layers.
    """
    tables = [table.assign(_line=table.groupby(_KEY[:-1], dropna=False).cumcount()) for table in (now, then)]
    for table in tables:
        table[_KEY[:-1]] = table[_KEY[:-1]].fillna("").astype(str)
    later = tables[1][[*_KEY, *FIGURES]].rename(columns={name: f"{name}_if_built" for name in FIGURES})
    found = tables[0][_KEY].merge(later, on=_KEY, how="left")
    table = pd.concat([now.reset_index(drop=True), found.drop(columns=_KEY)], axis=1)
    layered = {target.id for target in registry.targets if target.kind in LAYERS}
    said = [say("if_built", language, count=sites, year=year)]
    said += [say("if_built_measured", language)] if measured else []
    of_layers = table["target"].isin(layered) & (table["basis_if_built"].fillna("") != "")
    basis = [joined([text, *said], language) for text in table["basis_if_built"][of_layers]]
    table.loc[of_layers, "basis_if_built"] = basis
    return table
