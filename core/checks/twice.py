"""SP-11: sites entered twice, by their place or by their name."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .. import metric
from .bands import Bands, bands, keeps_off, only
from .case import Case
from .rows import by_word, same_name
from .rules import offenders, rule

_CROWD = 50


def _pairs(case: Case) -> pd.DataFrame:
    """Pairs of live rows, not of one candidate group, within the distances in which places and names are compared."""
    alive, stand = np.flatnonzero(case.placed & case.judged), case.others
    reach = max(case.profile["duplicate_name_m"], *case.profile["duplicate_place_m"].values())
    # of very many rows on one spot a few stand for all as partners: each row needs only one
    standing = np.flatnonzero(stand.notna().to_numpy() & case.live)
    crowd = pd.DataFrame(metric.coordinates(stand.iloc[standing])).groupby([0, 1]).cumcount().to_numpy()
    partners_of = standing[crowd < _CROWD]
    pairs = metric.within(case.points[alive], stand.iloc[partners_of], reach + case.margin_m[alive], case.progress)
    pairs["point"], pairs["target"] = alive[pairs["point"]], partners_of[pairs["target"]]
    group = case.column("candidate_group")
    one_demand = group.notna().to_numpy()[pairs["point"]] & (
        group.to_numpy()[pairs["point"]] == group.to_numpy()[pairs["target"]]
    )
    pairs = pairs[(pairs["point"] != pairs["target"]) & ~one_demand]
    limit = by_word(case.profile["duplicate_place_m"], case.column("build_type"))[1]
    pairs["limit"] = np.minimum(limit[pairs["point"]], limit[pairs["target"]])
    name = same_name(case.column("site_name"))
    pairs["same"] = name.notna().to_numpy()[pairs["point"]] & (
        name.to_numpy()[pairs["point"]] == name.to_numpy()[pairs["target"]]
    )
    return pairs


def _duplicates(case: Case, pairs: pd.DataFrame) -> pd.DataFrame:
    first = pairs.drop_duplicates("point").set_index("point")
    other = first["target"].to_numpy()
    return offenders(
        first.index, measured=first["distance_m"], limit=first["limit"], unit="m",
        other=case.ids.to_numpy()[other], other_label=case.labels.to_numpy()[other],
    )  # fmt: skip


@keeps_off("SP-11", "place")
def _place_bands(case: Case) -> list[Bands]:
    near = case.fact(_pairs)
    return bands(case.others, near, near["limit"])


@keeps_off("SP-11", "name")
def _name_bands(case: Case) -> list[Bands]:
    near, limit = case.fact(_pairs), case.profile["duplicate_name_m"]
    return bands(case.others, near, only(limit, near["same"]), spared_m=near["limit"])


@rule("SP-11", "place")
def not_twice_in_place(case: Case) -> pd.DataFrame:
    """Rows nearer to another than two sites can be; both are listed."""
    pairs = case.fact(_pairs)
    return _duplicates(case, pairs[pairs["distance_m"] < pairs["limit"]])


@rule("SP-11", "name")
def not_twice_by_name(case: Case) -> pd.DataFrame:
    """Rows of one name within 300 m that are not one place already."""
    pairs = case.fact(_pairs)
    apart = pairs[
        (pairs["distance_m"] >= pairs["limit"])
        & (pairs["distance_m"] < case.profile["duplicate_name_m"])
        & pairs["same"]
    ]
    return _duplicates(case, apart.assign(limit=case.profile["duplicate_name_m"]))
