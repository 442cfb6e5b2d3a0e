"""Sea zones by distance from the shore: how much of each ring is covered, said in the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from ..metric import distance_to
from .demand import Demand
from .evidence import Evidence, whole
from .spots import COVERED, UNTOLD, Spots, found_at, sea_spots

if TYPE_CHECKING:
    from .assess import Assessed, Question


def with_rings(found: Assessed, demand: Demand, question: Question) -> np.ndarray:
    """The evidence of `found.assessed` with the share of each ring that is covered, of sea zones that lie in one row each and
    are judged by a model that follows the path.

    Rings are the profile's `sea_rings_km`, counted from the counties given; their squares are those of path_step_m."""
    evidence = found.assessed["evidence"].to_numpy(object)
    by_path = question.supply.signal is not None
    if not by_path or question.counties is None or not len(question.counties) or not demand.sea.any():
        return evidence
    edges_m = [0.0, *(1e3 * float(km) for km in question.profile["sea_rings_km"].values())]
    spots = sea_spots(demand, float(question.profile["path_step_m"]["sea"]))
    ring = np.digitize(_off_shore_m(spots, question.counties, edges_m[-1]), edges_m[1:-1])
    rows = found.assessed[["technology", "operator"]].assign(item=found.item, row=np.arange(len(evidence)))
    rows = rows[~rows.duplicated(["technology", "operator", "item"], keep=False)]
    said = Evidence(len(evidence), question.language)
    rings = [f"{low / 1e3:g}-{high / 1e3:g}" for low, high in zip(edges_m, edges_m[1:])]
    for (technology, operator), own in rows.groupby(["technology", "operator"]):
        state = found_at(spots, demand, found, technology, operator)
        row = pd.Series(own["row"].to_numpy(), index=own["item"]).reindex(spots.item).to_numpy(float)
        for number, words_of in enumerate(rings):
            use = (ring == number) & np.isfinite(row)
            count, covered, unknown = (
                np.bincount(row[use & which].astype(int), minlength=len(evidence)).astype(float)
                for which in (np.ones(len(row), bool), state == COVERED, state == UNTOLD)
            )
            share, rest = (whole(100 * of / np.maximum(count, 1)) for of in (covered, unknown))
            said.say("ring", count > 0, ring=words_of, share=share, unknown=rest)
    space = "" if question.language == "zh" else " "
    return np.where(said.text == "", evidence, evidence + space + said.done())


def _off_shore_m(spots: Spots, counties: gpd.GeoDataFrame, most_m: float) -> np.ndarray:
    """Metres from the counties' areas; infinite where it is more than `most_m`."""
    points = gpd.GeoSeries(gpd.points_from_xy(*spots.lonlat.T), crs=counties.crs)
    near = distance_to(points, counties.geometry, most_m).groupby("point")["distance_m"].min()
    return near.reindex(range(len(points)), fill_value=np.inf).to_numpy(float)
