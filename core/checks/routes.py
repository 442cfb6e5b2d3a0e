"""SP-21 and SP-22: distances to roads and railways, and whether a tower could fall on them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from .. import metric
from .bands import Bands, keeps_off
from .case import Case
from .falls import edge_bands, fall_bands, falls, height_of, listed, reach_of
from .plan_match import scenes
from .rows import by_word
from .rules import offenders, rule

_ROADS = (
    "road-expressway",
    "road-interchange",
    "road-national",
    "road-provincial",
    "road-county",
    "road-township",
    "road-rural",
)
_RAILS = ("railway", "hsr")


def _near_routes(case: Case, kinds: tuple[str, ...], half_key: str, reach_m: np.ndarray) -> pd.DataFrame:
    """Rows and routes of these kinds with edges nearer than `reach_m`, tunnels left out.

    Columns: point, target, kind, centre_m (to the centreline), edge_m (to the edge), half_m, assumed (half width from
    the profile), other, other_label, lon, lat.
    """
    routes = case.tables["routes"]
    kind = case.column("kind", "routes")
    wanted = kind.isin(kinds) & ~case.column("setting", "routes").isin(["tunnel", "underground"])
    positions = np.flatnonzero(wanted.to_numpy())
    lines = shapely.get_dimensions(routes.geometry.to_numpy()) < 2
    own = case.column("half_width_m", "routes").astype(float)
    half = np.where(lines, own.fillna(kind.map(case.profile[half_key]).astype(float)), 0.0)
    rows = np.flatnonzero(case.placed)
    widest = half[positions].max() if len(positions) else 0.0
    pairs = metric.distance_to(
        case.points[rows], routes.geometry.iloc[positions], (reach_m + case.margin_m)[rows] + widest, case.progress
    )
    route = positions[pairs["target"]]
    ids, names = case.of_tables(_route_names)
    return pd.DataFrame(
        {
            "point": rows[pairs["point"]], "target": route, "kind": kind.to_numpy()[route],
            "centre_m": pairs["distance_m"].to_numpy(), "edge_m": np.maximum(pairs["distance_m"].to_numpy() - half[route], 0),
            "half_m": half[route], "assumed": (lines & own.isna().to_numpy())[route],
            "other": ids[route], "other_label": names[route], "lon": pairs["lon"].to_numpy(), "lat": pairs["lat"].to_numpy(),
        }
    )  # fmt: skip


def _route_names(case: Case) -> tuple[np.ndarray, np.ndarray]:
    """Id and label of each route: each stands in for the other where it is missing."""
    ids, names = case.column("route_id", "routes"), case.column("name", "routes")
    return ids.fillna(names).fillna("?").to_numpy(), names.fillna(ids).fillna("").to_numpy()


def _roads(case: Case) -> pd.DataFrame:
    most = max(case.profile["road_control_m"].values())
    near = _near_routes(case, _ROADS, "road_half_width_m", np.maximum(reach_of(case, 1), most))
    return near.assign(limit=near["kind"].map(case.profile["road_control_m"]).astype(float))


def _rails(case: Case) -> pd.DataFrame:
    limits = case.profile["rail_control_m"]
    margin = case.profile["rail_fall_margin_m"]
    most = max(case.profile["rail_near_m"], *(v for kind in limits.values() for v in kind.values()))
    near = _near_routes(case, _RAILS, "rail_half_width_m", np.maximum(reach_of(case, margin + 1), most))
    near["low"] = near["high"] = 0.0
    scene = case.fact(scenes)
    for kind, by_place in limits.items():
        low, high = by_word(by_place, scene)
        of_kind = near["kind"] == kind
        near.loc[of_kind, "low"], near.loc[of_kind, "high"] = low[near["point"][of_kind]], high[near["point"][of_kind]]
    return near


@keeps_off("SP-21", "control")
def _road_control(case: Case) -> list[Bands]:
    near = case.fact(_roads)
    return edge_bands(near, "routes", near["limit"])


@keeps_off("SP-21", "fall")
def _road_fall(case: Case) -> list[Bands]:
    near = case.fact(_roads)
    return fall_bands(case, near, "routes", height_of(case, near))


@keeps_off("SP-22", "control")
def _rail_control(case: Case) -> list[Bands]:
    near = case.fact(_rails)
    return edge_bands(near, "routes", near["low"], near["high"])


@keeps_off("SP-22", "fall")
def _rail_fall(case: Case) -> list[Bands]:
    near = case.fact(_rails)
    limit = height_of(case, near) + case.profile["rail_fall_margin_m"]
    return fall_bands(case, near.assign(half_m=0.0), "routes", limit)


@keeps_off("SP-22", "near")
def _rail_near(case: Case) -> list[Bands]:
    near = case.fact(_rails)
    return edge_bands(near, "routes", np.full(len(near), float(case.profile["rail_near_m"])))


@rule("SP-21", "control")
def outside_road_control(case: Case) -> pd.DataFrame:
    """Rows nearer to the land edge of a road than its building control distance."""
    near = case.fact(_roads)
    return listed(case, near[near["edge_m"] < near["limit"]], "edge_m", "limit")


@rule("SP-21", "fall")
def clear_of_roads(case: Case) -> pd.DataFrame:
    """Free-standing structures taller than their distance to the land edge of a road."""
    near = case.fact(_roads)
    if not len(near):
        return offenders()
    near = near.assign(limit=height_of(case, near))
    sure, untold = falls(case, near, near["edge_m"] < near["limit"])
    return pd.concat([listed(case, sure, "edge_m", "limit"), untold])


@rule("SP-22", "control")
def outside_rail_zone(case: Case) -> pd.DataFrame:
    """Rows nearer to the edge of a railway than its safety zone, by kind of line and scene."""
    near = case.fact(_rails)
    sure = near[near["edge_m"] < near["low"]]
    unsure = near[(near["edge_m"] < near["high"]) & ~near["point"].isin(sure["point"])]
    open_rows = listed(case, unsure, "edge_m", "high").assign(unchecked="no_value", fields=case.field("scene"))
    return pd.concat([listed(case, sure, "edge_m", "low"), open_rows])


@rule("SP-22", "fall")
def clear_of_rails(case: Case) -> pd.DataFrame:
    """Free-standing structures taller than their distance to the centreline of a railway less 3.1 m."""
    margin = case.profile["rail_fall_margin_m"]
    near = case.fact(_rails)
    if not len(near):
        return offenders()
    near = near.assign(height=height_of(case, near), room=near["centre_m"] - margin)
    sure, untold = falls(case, near, near["height"] > near["room"])
    return pd.concat([listed(case, sure, "height", "room").assign(margin=margin), untold])


@rule("SP-22", "near")
def ask_the_railway(case: Case) -> pd.DataFrame:
    """Rows within 30 m of the edge of a railway."""
    near = case.fact(_rails).assign(limit=float(case.profile["rail_near_m"]))
    return listed(case, near[near["edge_m"] < near["limit"]], "edge_m", "limit")
