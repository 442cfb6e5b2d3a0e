"""OR-10 to OR-13: the register against sites, plan and zones."""

from __future__ import annotations

from typing import Any, Callable

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .. import metric
from ..registered import POLES
from ..schema import word_of
from .case import Case
from .plan_match import plan_key
from .register_records import filled, untold
from .rules import offenders, rule
from .whereabouts import edge_distances, unsure_place
from .zone_pairs import hits, of_kind

_OFFERED = ("published", "usable", "signed")
_HOSTS = ("building", "roof", "other")


def _built_on(case: Case) -> pd.DataFrame:
    """Built rows: the position of the site they name (-1 where it names none in the network), and whether they name any."""
    rows = np.flatnonzero(case.column("status") == "built")
    named = plan_key(case.column("site_id").where(filled(case.column("site_id")), None))[rows]
    standing = np.flatnonzero(case.in_network)
    codes = plan_key(case.column("site_id", "sites")).to_numpy()[standing]
    where = pd.Series(standing, index=codes)
    where = where[where.index.notna() & ~where.index.duplicated()]
    return pd.DataFrame(
        {"site": named.map(where).fillna(-1).astype(int).to_numpy(), "named": named.notna().to_numpy()}, index=rows
    )


@rule("OR-10", "site", of_place=False)
def built_names_its_site(case: Case) -> pd.DataFrame:
    """Built rows that name no site of the network."""
    found = case.fact(_built_on)
    lost = found[found["site"] < 0]
    code = case.column("site_id").fillna("").to_numpy()[lost.index]
    text = [case.phrase("site_unknown", site=c) if c else case.phrase("site_unnamed") for c in code]
    return pd.concat([offenders(lost.index, text=text), untold(case, "status")])


@rule("OR-10", "distance")
def built_by_its_site(case: Case) -> pd.DataFrame:
    """Built rows whose site stands farther away than their kind allows; open where uncertainty or category decides."""
    found = case.fact(_built_on)
    found = found[(found["site"] >= 0) & case.placed[found.index]]
    row, site = found.index.to_numpy(), found["site"].to_numpy()
    limits = case.profile["register_link_m"]
    category = case.column("category")[row]
    high = np.where(category.isin(POLES), limits["pole"], limits["roof"]).astype(float)
    low = np.where(category.isna(), min(limits.values()), high)
    distance = metric.geodesic_m(case.xy[row], case.xy_of("sites")[site])
    doubt = case.uncertainty[row]
    ids = case.column("site_id", "sites").fillna("?").to_numpy()
    table = offenders(
        row, measured=distance, limit=high, unit="m", other=ids[site],
        other_label=case.column("site_name", "sites").fillna("").to_numpy()[site], uncertainty=doubt,
        fields=case.field("category"),
    )  # fmt: skip
    sure = distance - doubt > high
    lost, vague = np.isnan(distance), distance + doubt > high
    why = np.select(
        [lost, sure, vague, distance + doubt > low], ["other_without_place", None, "place_unsure", "no_value"], ""
    )
    return table.assign(unchecked=why)[why != ""]


def _planned(case: Case) -> np.ndarray:
    """Planned sites that still ask for a place."""
    return np.flatnonzero(~case.column("status", "plan").isin(["cancelled", "built"]).to_numpy())


def _reach(case: Case) -> tuple[np.ndarray, np.ndarray]:
    """Least and most of the allowed deviation of each planned site."""
    own = case.column("allowed_deviation_m", "plan").astype(float).to_numpy()
    low, high = case.by_scene("allowed_deviation_m", case.column("scene", "plan"))
    return np.where(np.isfinite(own), own, low), np.where(np.isfinite(own), own, high)


def _offered(case: Case) -> np.ndarray:
    """Rows that may serve as a host, or may do so for all that they say."""
    status = case.column("status")
    return (status.isin(_OFFERED) | status.isna()).to_numpy()


def _served(case: Case) -> pd.DataFrame:
    """Planned sites and offered rows that lie, or may lie, within their deviation: plan, row, distance_m, sure, fields.

    Ordered by row, then distance.
    """
    low, high = _reach(case)
    planned = _planned(case)
    offered = np.flatnonzero(case.placed & _offered(case))
    doubt = case.uncertainty[offered]
    widest = high[planned].max() if len(planned) else 0.0
    pairs = metric.within(case.points[offered], case.points_of("plan").iloc[planned], widest + doubt, case.progress)
    point = pairs["point"].to_numpy()
    table = pd.DataFrame(
        {"plan": planned[pairs["target"]], "row": offered[point], "distance_m": pairs["distance_m"].to_numpy()}
    )
    told = case.column("status").notna().to_numpy()[table["row"]]
    table["sure"] = told & (table["distance_m"] + doubt[point] <= low[table["plan"]])
    table["fields"] = np.where(told, case.phrase("scene_of_plan"), case.field("status"))
    return table[table["distance_m"] - doubt[point] <= high[table["plan"]]].reset_index(drop=True)


@rule("OR-11", "host", of_place=False)
def plan_has_open_host(case: Case) -> pd.DataFrame:
    """Planned sites without an opened resource in reach: rows of the plan; open where one may be in reach, or it has no place."""
    served = case.fact(_served)
    planned = _planned(case)
    placed = np.isfinite(case.xy_of("plan")).all(axis=1)[planned]
    maybe = (
        served[~served["plan"].isin(served["plan"][served["sure"]])].sort_values("distance_m").drop_duplicates("plan")
    )
    none = planned[placed & ~np.isin(planned, served["plan"])]
    unplaced = int((_offered(case) & ~case.placed).sum())
    note = case.phrase("hosts_unplaced", count=unplaced) if unplaced else ""
    doubt = case.uncertainty[maybe["row"].to_numpy()]
    return pd.concat(
        [
            offenders(none, limit=_reach(case)[1][none], unit="m", note=note, **_of_plan(case, none)),
            offenders(
                maybe["plan"], measured=maybe["distance_m"].to_numpy(), uncertainty=doubt, unit="m",
                other=case.ids.to_numpy()[maybe["row"]],
                unchecked=np.where(doubt > 0, "place_unsure", "no_value"),
                fields=maybe["fields"], **_of_plan(case, maybe["plan"].to_numpy()),
            ),
            _unplaced_plan(case, planned[~placed]),
        ]
    )  # fmt: skip


def _of_plan(case: Case, rows: np.ndarray) -> dict[str, Any]:
    xy = case.xy_of("plan")[rows]
    return {
        "feature": case.column("plan_id", "plan").fillna("?").to_numpy()[rows], "lon": xy[:, 0], "lat": xy[:, 1],
        "label": case.column("site_name", "plan").fillna("").to_numpy()[rows], "layer": "plan",
    }  # fmt: skip


def _unplaced_plan(case: Case, rows: np.ndarray) -> pd.DataFrame:
    about = _of_plan(case, rows)
    return offenders(rows, unchecked="plan_without_place", other=about["feature"], **about)


def _shut_out(kind: str) -> Callable[[Case], pd.DataFrame]:
    def outside(case: Case) -> pd.DataFrame:
        found = hits(case, kind, case.uncertainty)
        found = found[case.live[found.index]]
        rows = found.index.to_numpy()
        inside = (found["distance_m"] == 0).to_numpy()
        edge = shapely.boundary(shapely.union_all(shapely.make_valid(of_kind(case, kind).geometry.to_numpy())))
        near = edge_distances(
            case, rows[inside & (case.uncertainty[rows] > 0)], gpd.GeoSeries([edge], crs=metric.DEGREES)
        )
        sure = inside & ~np.isin(rows, near["row"])
        return pd.concat(
            [
                offenders(
                    rows[sure], measured=found["distance_m"][sure], unit="m", other=found["other"][sure],
                    other_label=found["other_label"][sure], kind=word_of("zone", kind, case.language),
                ),
                unsure_place(case, found.index[~sure], found["distance_m"][~sure]).assign(other=found["other"][~sure]),
            ]
        )  # fmt: skip

    outside.__doc__ = f"Rows inside a zone of kind {kind}; open where the place is not certain enough to tell."
    return outside


for _kind in ("heritage", "military"):
    rule("OR-12", _kind)(_shut_out(_kind))


@rule("OR-13", "height")
def height_fits(case: Case) -> pd.DataFrame:
    """Buildings too low or too high for the planned site they would serve; where they reach several, for all of these.

    Open where the deviation is not certain, or a height is missing on either side.
    """
    served = case.fact(_served)
    category = case.column("category")
    hosts = (category.isin(_HOSTS) | category.isna()).to_numpy()
    pairs = served[hosts[served["row"]]]
    storeys = case.column("floors").astype(float) * case.profile["host_storey_m"]
    height = case.column("height_m").astype(float).fillna(storeys).to_numpy()[pairs["row"]]
    wanted = case.column("antenna_height_m", "plan").astype(float).to_numpy()[pairs["plan"]]
    tolerance = float(case.profile["host_height_tolerance_m"])
    ids = case.column("plan_id", "plan").fillna("?").to_numpy()
    names = case.column("site_name", "plan").fillna("").to_numpy()
    pairs = pairs.assign(
        height=height, wanted=wanted, low=wanted - tolerance, high=wanted + tolerance,
        other=ids[pairs["plan"]], other_label=names[pairs["plan"]], fits=np.abs(height - wanted) <= tolerance,
        known=np.isfinite(height) & np.isfinite(wanted),
    )  # fmt: skip
    rest = pairs[~pairs["row"].isin(pairs["row"][pairs["fits"] & pairs["sure"]])]
    wrong = rest["known"] & ~rest["fits"]
    may_fit = ~rest["known"] | rest["fits"]  # what fits here is not sure to be in reach
    misfit = rest["row"].isin(rest["row"][wrong & rest["sure"]]) & ~rest["row"].isin(rest["row"][may_fit])
    bad = rest[misfit & rest["sure"]].drop_duplicates("row").set_index("row")
    asked = rest["row"].isin(rest["row"][wrong | ~rest["known"]]) & ~misfit
    unsure = rest[asked & (~rest["known"] | ~rest["sure"])].drop_duplicates("row").set_index("row")
    lacking = np.where(np.isnan(unsure["height"]), case.field("height_m"), case.phrase("antenna_of_plan"))
    return pd.concat(
        [
            offenders(
                bad.index, measured=bad["height"], limit=bad["wanted"], unit="m", distance=bad["distance_m"],
                low=bad["low"], high=bad["high"], other=bad["other"], other_label=bad["other_label"],
            ),
            offenders(
                unsure.index, measured=unsure["distance_m"], unit="m", other=unsure["other"],
                fields=np.where(unsure["known"], unsure["fields"], lacking),
                uncertainty=case.uncertainty[unsure.index],
                unchecked=np.where(unsure["known"], "reach_unsure", "no_value"),
            ),
        ]
    )  # fmt: skip
