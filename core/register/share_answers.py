"""The answer for each site, share, visit or build, from its candidates, and the words of matching."""

from __future__ import annotations

from functools import cache

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..schema import read_resource

FITS = ("yes", "maybe", "no")


@cache
def _words() -> dict[str, dict[str, dict[str, str]]]:
    return read_resource("rules", "matching.yaml")


def say(part: str, name: str, language: str) -> str:
    """A sentence of matching in the language (zh or en), not filled."""
    return _words()[part][name]["zh" if language == "zh" else "en"]


def answers_of(sites: gpd.GeoDataFrame, pairs: pd.DataFrame, caveats: list[str], language: str) -> gpd.GeoDataFrame:
    """The sites with answer, why, and their best candidate."""
    table = sites.reset_index(drop=True)
    best = pairs.drop_duplicates("point").set_index("point").reindex(table.index)
    count = (
        pairs.groupby(["point", "fits"])
        .size()
        .unstack(fill_value=0)
        .reindex(index=table.index, columns=FITS, fill_value=0)
    )
    table["answer"] = np.select([count["yes"] > 0, count["maybe"] > 0], ["share", "visit"], "build")
    facts = pd.DataFrame(
        {
            "answer": table["answer"], "name": best["label"], "distance": best["distance_m"], "reason": best["why"],
            "fitting": count["yes"], "maybe": count["maybe"], "candidates": count.sum(axis=1),
        }
    )  # fmt: skip
    caveat = "".join(("；" if language == "zh" else "; ") + text for text in caveats)
    said = facts["answer"].where(facts["candidates"] > 0, "none")
    rows = zip(said, facts.to_dict("records"))
    table["why"] = [say("answers", name, language).format(**row) + caveat for name, row in rows]
    placed = ~(shapely.is_missing(table.geometry.to_numpy()) | shapely.is_empty(table.geometry.to_numpy()))
    table["answer"] = table["answer"].where(placed, None)
    table["why"] = table["why"].where(placed, say("answers", "no_place", language))
    for column, source in (
        ("best_candidate", "candidate"),
        ("best_kind", "candidate_kind"),
        ("best_distance_m", "distance_m"),
    ):
        table[column] = best[source].to_numpy()
    table["candidates"], table["fitting"] = facts["candidates"].to_numpy(), count["yes"].to_numpy()
    return table
