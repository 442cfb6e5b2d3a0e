"""SP-21 to SP-23: distances to roads, railways and power lines, and whether a tower could fall on them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import shapely

from .. import metric
from ..schema import word_of
from .bands import Bands, bands, keeps_off, only
from .case import Case
from .plan_match import scenes
from .rows import by_word
from .rules import offenders, rule, worst

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
    ids = case.column("route_id", "routes").fillna(case.column("name", "routes")).fillna("?").to_numpy()
    names = case.column("name", "routes").fillna(case.column("route_id", "routes")).fillna("").to_numpy()
    return pd.DataFrame(
        {
            "point": rows[pairs["point"]], "target": route, "kind": kind.to_numpy()[route],
            "centre_m": pairs["distance_m"].to_numpy(), "edge_m": np.maximum(pairs["distance_m"].to_numpy() - half[route], 0),
            "half_m": half[route], "assumed": (lines & own.isna().to_numpy())[route],
            "other": ids[route], "other_label": names[route], "lon": pairs["lon"].to_numpy(), "lat": pairs["lat"].to_numpy(),
        }
    )  # fmt: skip


def _reach(case: Case, beyond_m: float) -> np.ndarray:
    """How far from each row to look: its height, or the tallest structure where it has none, and some more.

    Where no fall is looked into (`case.falls`), only the rest.
    """
    if not case.falls:
        return np.full(len(case.subject), float(beyond_m))
    return case.heights.fillna(case.profile["tallest_structure_m"]).to_numpy() + beyond_m


def _roads(case: Case) -> pd.DataFrame:
    most = max(case.profile["road_control_m"].values())
    near = _near_routes(case, _ROADS, "road_half_width_m", np.maximum(_reach(case, 1), most))
    return near.assign(limit=near["kind"].map(case.profile["road_control_m"]).astype(float))


def _rails(case: Case) -> pd.DataFrame:
    limits = case.profile["rail_control_m"]
    margin = case.profile["rail_fall_margin_m"]
    most = max(case.profile["rail_near_m"], *(v for kind in limits.values() for v in kind.values()))
    near = _near_routes(case, _RAILS, "rail_half_width_m", np.maximum(_reach(case, margin + 1), most))
    near["low"] = near["high"] = 0.0
    scene = case.fact(scenes)
    for kind, by_place in limits.items():
        low, high = by_word(by_place, scene)
        of_kind = near["kind"] == kind
        near.loc[of_kind, "low"], near.loc[of_kind, "high"] = low[near["point"][of_kind]], high[near["point"][of_kind]]
    return near


def _lines(case: Case) -> pd.DataFrame:
    classes = case.profile["line_clearance_m"]
    lines = case.tables["powerlines"]
    voltage = case.column("voltage_kv", "powerlines").astype(float)
    voltage = voltage.where((voltage > 0) & (voltage <= classes[-1]["up_to_kv"])).to_numpy()
    step = np.searchsorted([c["up_to_kv"] for c in classes], np.nan_to_num(voltage))
    clearance = np.where(np.isnan(voltage), np.nan, np.array([c["clearance_m"] for c in classes], float)[step])
    half = case.column("half_width_m", "powerlines").astype(float).fillna(case.profile["line_half_width_m"]).to_numpy()
    rows = np.flatnonzero(case.placed)
    reach = _reach(case, max(c["clearance_m"] for c in classes) + 1 + (half.max() if len(half) else 0))
    pairs = metric.distance_to(case.points[rows], lines.geometry, (reach + case.margin_m)[rows], case.progress)
    target = pairs["target"].to_numpy()
    ids = case.column("line_id", "powerlines").fillna(case.column("name", "powerlines")).fillna("?").to_numpy()
    return pd.DataFrame(
        {
            "point": rows[pairs["point"]], "target": target, "centre_m": pairs["distance_m"].to_numpy(), "half_m": half[target],
            "edge_m": np.maximum(pairs["distance_m"].to_numpy() - half[target], 0),
            "voltage": voltage[target], "limit": clearance[target], "other": ids[target], "other_label": ids[target],
            "lon": pairs["lon"].to_numpy(), "lat": pairs["lat"].to_numpy(),
        }
    )  # fmt: skip


def _listed(case: Case, near: pd.DataFrame, measured: str, limit: str) -> pd.DataFrame:
    """Of each row the partner that breaks its limit by most, as the table of offenders."""
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


def _falls(case: Case, near: pd.DataFrame, over: pd.Series) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Pairs in which a free-standing structure may fall so far, and the rows of which that can't be told.

    `over` says which pairs break the limit once a height is known (the tallest stands in for a missing one).
    """
    falling, untold_rows, bare = (flag[near["point"]] for flag in case.fact(_may_fall))
    sure, missing = near[over & falling], near[over & untold_rows]
    fields = case.field("structure_height_m")
    rows = worst(missing.assign(excess=-missing["edge_m"]))
    untold = offenders(
        rows.index, measured=rows["edge_m"], unit="m", other=rows["other"], unchecked="no_value", fields=fields
    )
    untold.loc[untold.index.isin(near["point"][bare]), "fields"] = case.field("structure")
    return sure, untold


def _may_fall(case: Case) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rows that may fall, those of which that can't be told, and of these the ones that lack the structure alone."""
    structure = case.column("structure")
    standing, known = structure.isin(["ground_tower", "pole"]).to_numpy(), case.heights.notna().to_numpy()
    bare = structure.isna().to_numpy()
    return standing & known, (standing | bare) & ~(standing & known), bare & known


def _bands(near: pd.DataFrame, table: str, fails_m: Any, unsure_m: Any = np.nan) -> list[Bands]:
    """Bands of so many metres from the edge, as distances from the line itself; a limit of 0 shuts nothing out."""
    half = near["half_m"].to_numpy()
    wide = [np.asarray(limit, float) for limit in (fails_m, unsure_m)]
    limits = [only(limit + half, limit > 0) for limit in wide]
    return bands(table, near.assign(distance_m=near["centre_m"]), *limits)


def _fall_bands(case: Case, near: pd.DataFrame, table: str, limit: Any) -> list[Bands]:
    falling, untold, _ = (flag[near["point"]] for flag in case.fact(_may_fall))
    return _bands(near, table, only(limit, falling), only(limit, untold))


def _height(case: Case, near: pd.DataFrame) -> np.ndarray:
    return case.heights.fillna(case.profile["tallest_structure_m"]).to_numpy()[near["point"]]


@keeps_off("SP-21", "control")
def _road_control(case: Case) -> list[Bands]:
    near = case.fact(_roads)
    return _bands(near, "routes", near["limit"])


@keeps_off("SP-21", "fall")
def _road_fall(case: Case) -> list[Bands]:
    near = case.fact(_roads)
    return _fall_bands(case, near, "routes", _height(case, near))


@keeps_off("SP-22", "control")
def _rail_control(case: Case) -> list[Bands]:
    near = case.fact(_rails)
    return _bands(near, "routes", near["low"], near["high"])


@keeps_off("SP-22", "fall")
def _rail_fall(case: Case) -> list[Bands]:
    near = case.fact(_rails)
    limit = _height(case, near) + case.profile["rail_fall_margin_m"]
    return _fall_bands(case, near.assign(half_m=0.0), "routes", limit)


@keeps_off("SP-22", "near")
def _rail_near(case: Case) -> list[Bands]:
    near = case.fact(_rails)
    return _bands(near, "routes", np.full(len(near), float(case.profile["rail_near_m"])))


@keeps_off("SP-23", "clearance")
def _line_clearance(case: Case) -> list[Bands]:
    near, most = case.fact(_lines), max(c["clearance_m"] for c in case.profile["line_clearance_m"])
    return _bands(near, "powerlines", near["limit"], only(most, near["voltage"].isna()))


@keeps_off("SP-23", "fall")
def _line_fall(case: Case) -> list[Bands]:
    near = case.fact(_lines)
    return _fall_bands(case, near, "powerlines", _height(case, near) + near["limit"])


@keeps_off("SP-23", "voltage")
def _line_voltage(case: Case) -> list[Bands]:
    near = case.fact(_lines)
    return _bands(near, "powerlines", only(_unknown_reach(case, near), near["voltage"].isna()))


def _unknown_reach(case: Case, near: pd.DataFrame) -> np.ndarray:
    """How near a line of unknown voltage matters: the greatest clearance and the row's height."""
    most = max(c["clearance_m"] for c in case.profile["line_clearance_m"])
    return case.heights.fillna(0).to_numpy()[near["point"]] + most


@rule("SP-21", "control")
def outside_road_control(case: Case) -> pd.DataFrame:
    """Rows nearer to the land edge of a road than its building control distance."""
    near = case.fact(_roads)
    return _listed(case, near[near["edge_m"] < near["limit"]], "edge_m", "limit")


@rule("SP-21", "fall")
def clear_of_roads(case: Case) -> pd.DataFrame:
    """Free-standing structures taller than their distance to the land edge of a road."""
    near = case.fact(_roads)
    near = near.assign(limit=_height(case, near))
    sure, untold = _falls(case, near, near["edge_m"] < near["limit"])
    return pd.concat([_listed(case, sure, "edge_m", "limit"), untold])


@rule("SP-22", "control")
def outside_rail_zone(case: Case) -> pd.DataFrame:
    """Rows nearer to the edge of a railway than its safety zone, by kind of line and scene."""
    near = case.fact(_rails)
    sure = near[near["edge_m"] < near["low"]]
    unsure = near[(near["edge_m"] < near["high"]) & ~near["point"].isin(sure["point"])]
    open_rows = _listed(case, unsure, "edge_m", "high").assign(unchecked="no_value", fields=case.field("scene"))
    return pd.concat([_listed(case, sure, "edge_m", "low"), open_rows])


@rule("SP-22", "fall")
def clear_of_rails(case: Case) -> pd.DataFrame:
    """Free-standing structures taller than their distance to the centreline of a railway less 3.1 m."""
    margin = case.profile["rail_fall_margin_m"]
    near = case.fact(_rails)
    near = near.assign(height=_height(case, near), room=near["centre_m"] - margin)
    sure, untold = _falls(case, near, near["height"] > near["room"])
    return pd.concat([_listed(case, sure, "height", "room").assign(margin=margin), untold])


@rule("SP-22", "near")
def ask_the_railway(case: Case) -> pd.DataFrame:
    """Rows within 30 m of the edge of a railway."""
    near = case.fact(_rails).assign(limit=float(case.profile["rail_near_m"]))
    return _listed(case, near[near["edge_m"] < near["limit"]], "edge_m", "limit")


@rule("SP-23", "clearance")
def outside_line_protection(case: Case) -> pd.DataFrame:
    """Rows nearer to the outer conductor of a power line than its voltage asks."""
    near = case.fact(_lines)
    return _listed(case, near[near["edge_m"] < near["limit"]], "edge_m", "limit")


@rule("SP-23", "fall")
def clear_of_lines(case: Case) -> pd.DataFrame:
    """Free-standing structures nearer to a power line than their height and its clearance together."""
    near = case.fact(_lines)
    near = near.assign(limit=_height(case, near) + near["limit"])
    sure, untold = _falls(case, near, near["edge_m"] < near["limit"])
    return pd.concat([_listed(case, sure, "edge_m", "limit"), untold])


@rule("SP-23", "voltage")
def voltage_known(case: Case) -> pd.DataFrame:
    """Rows within reach of a power line whose voltage is missing or impossible."""
    near = case.fact(_lines)
    near = near[near["voltage"].isna()]
    near = near.assign(limit=_unknown_reach(case, near))
    return _listed(case, near[near["edge_m"] < near["limit"]], "edge_m", "limit")
