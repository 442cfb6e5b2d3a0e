"""The case of the search for places: each row's deviation circle, the aspects that count, the tables cut to what is near."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

import geopandas as gpd
import numpy as np
import pandas as pd

from .. import metric
from .bands import registered_bands
from .case import Case
from .circles import Circles
from .engine import _missing, _unplaced
from .location_words import say, unchecked
from .plan_match import deviation, partners
from .rules import registered, rule_entries

DEVIATION = ("SP-12", "deviation")


@dataclass(frozen=True)
class Aspects:
    """Aspects of place in force: `severity` of all, `shutting` (their bands are left out), `telling` (only told of),
    `warned` (what they only warn of is left out too)."""

    severity: dict[tuple[str, str], str]
    shutting: list[tuple[str, str]]
    telling: list[tuple[str, str]]
    warned: frozenset[tuple[str, str]]
    words: str


def aspects_of(case: Case, strict: bool, clear: bool = False) -> Aspects:
    """The aspects that count for the case's table by the profile, and in words what could not be checked.

    With `strict` all warnings shut out too, with `clear` those that lead to an opinion of their own.
    """
    known = (case.kind, strict, clear, case.language, *case.subject.columns)
    if known not in case.kept:
        case.kept[known] = _aspects_of(case, strict, clear)
    aspects: Aspects = case.kept[known]
    return aspects


def _aspects_of(case: Case, strict: bool, clear: bool) -> Aspects:
    severity, shutting, telling, warned, unplaced = {}, [], [], set(), []
    keys = [(rule, aspect) for rule, entry in rule_entries("site_plan").items() for aspect in entry["aspects"]]
    for key in keys:
        entry = rule_entries("site_plan")[key[0]]["aspects"][key[1]]
        if key not in registered_bands() and key != DEVIATION:
            continue
        if case.kind not in entry["subjects"] or not case.profile.switch(*key, "enabled", True):
            continue
        severity[key] = case.profile.switch(*key, "severity", entry["severity"])
        unplaced += _unplaced(case, entry)
        if _missing(case, entry)[2] or key == DEVIATION:
            continue
        leads = case.profile.switch(*key, "warning_leads", entry.get("warning_leads", False))
        if strict or (clear and leads):
            warned.add(key)
        if severity[key] in ("block", "error") or (severity[key] == "warning" and key in warned):
            shutting.append(key)
        if severity[key] not in ("block", "error") or key == ("SP-24", "fuel-station"):
            telling.append(key)
    telling = [key for key in telling if key in registered() and severity[key] != "info"]
    return Aspects(severity, shutting, telling, frozenset(warned), unchecked(case, severity, unplaced))


def can_matter(case: Case, key: tuple[str, str]) -> bool:
    """Whether the tables, cut to what is near, hold anything that the aspect looks for."""
    entry = rule_entries("site_plan")[key[0]]["aspects"][key[1]]
    if key[0] in ("SP-07", "SP-08", "SP-20"):
        return True
    if key[0] == "SP-11":
        return len(case.subject) > 1
    for table in ("zones", "routes"):
        if table in entry:
            return not case.of_tables(_kinds).get(table, set()).isdisjoint(entry[table])
    asked = [t for t in (*entry.get("needs", ()), *entry.get("wants", ())) if t != case.kind]
    return not asked or any(len(case.tables[t]) for t in asked if t in case.tables) or key[0] == "SP-16"


def centres(case: Case) -> pd.DataFrame:
    """For each row its circle: lon, lat, radius_m, plan (position of the planned site, -1 none), centre (what it is),
    open_scene (the radius is the least of several), below_0 (the deviation given is below 0: that of the scene counts)."""
    own = case.xy
    if case.kind == "plan":
        low, high = case.by_scene("allowed_deviation_m", case.column("scene"))
        given = deviation(case).to_numpy()
        radius = np.where(np.isfinite(given), given, low)
        table = pd.DataFrame({"lon": own[:, 0], "lat": own[:, 1], "radius_m": radius, "plan": -1, "centre": "own"})
        table["open_scene"] = ~np.isfinite(given) & (low < high)
    else:
        found = case.fact(partners)
        plan = found["plan"].to_numpy(int)
        table = pd.DataFrame({"lon": own[:, 0], "lat": own[:, 1], "radius_m": found["low"], "plan": plan})
        table["open_scene"] = found["low"] < found["high"]
        table["centre"] = "no_partner" if "plan" in case.tables else "applied"
        if "plan" in case.tables:
            xy = case.xy_of("plan")[np.maximum(plan, 0)]
            placed = (plan >= 0) & np.isfinite(xy).all(axis=1)
            table.loc[placed, ["lon", "lat"]] = xy[placed]
            table.loc[plan >= 0, "centre"] = np.where(placed[plan >= 0], "planned", "plan_lost")
            table.loc[~placed, "plan"] = -1
    table["below_0"] = _below_0(case, None)
    if case.kind != "plan" and "plan" in case.tables:
        below = _below_0(case, "plan")[np.maximum(table["plan"].to_numpy(int), 0)]
        table["below_0"] |= below & (table["plan"] >= 0).to_numpy() & deviation(case).isna().to_numpy()
    lost = table["lon"].isna()
    table.loc[lost, "centre"] = "nowhere"
    return table


def _below_0(case: Case, table: Optional[str]) -> np.ndarray:
    return (case.column("allowed_deviation_m", table).astype(float) < 0).to_numpy()


def row_words(case: Case, table: pd.DataFrame, aspects: Aspects) -> np.ndarray:
    """What could not be checked for each row, in words: what is missing for all, and what only the row lacks."""
    township = case.column("township").isna().to_numpy() & (("SP-08", "township") in aspects.severity)
    scene, lost = table["open_scene"].to_numpy(), (table["centre"] == "nowhere").to_numpy()
    no_township, no_place = say(case, "no_township"), say(case, "no_place")
    below = np.where(table["below_0"], say(case, "below_0"), "")
    texts = [
        "; ".join(
            filter(
                None,
                [
                    no_place if gone else "",
                    aspects.words,
                    no_township if bare else "",
                    negative,
                    say(case, "scene_unknown", radius=radius) if open_ else "",
                ],
            )
        )
        for gone, bare, negative, open_, radius in zip(lost, township, below, scene, table["radius_m"])
    ]
    return np.array(texts, dtype=object)


def cut(case: Case, circles: Circles) -> dict[str, gpd.GeoDataFrame]:
    """The tables with only what lies near the circles: as far as any rule looks from any place in them."""
    tables = {}
    reach = _reach(case, circles)
    for name, table in case.tables.items():
        if name not in reach:
            tables[name] = table
            continue
        near = np.unique(case.tree_of(name).query(metric.boxes(circles.centre, circles.radius_m + reach[name]))[1])
        if name == "plan":  # one without a place may still be the planned site that a row names
            near = np.union1d(near, np.flatnonzero(~np.isfinite(case.xy_of("plan")).all(axis=1)))
        tables[name] = table if len(near) == len(table) else _taken(case, name, near)
    return tables


def _taken(case: Case, name: str, rows: np.ndarray) -> gpd.GeoDataFrame:
    """These rows of a table, numbered anew. Columns and shapes are taken apart: geopandas takes longer than a click may."""
    facts, shapes = case.of_tables(_apart)[name]
    part = facts.take(rows)
    part.index = pd.RangeIndex(len(rows))
    part["geometry"] = shapes.take(rows)
    table = gpd.GeoDataFrame(part)
    table.attrs = case.tables[name].attrs
    return table


def _apart(case: Case) -> dict[str, tuple[pd.DataFrame, gpd.array.GeometryArray]]:
    return {
        name: (pd.DataFrame(table.drop(columns=table.geometry.name)), table.geometry.array)
        for name, table in case.tables.items()
        if isinstance(table, gpd.GeoDataFrame)
    }


def _kinds(case: Case) -> dict[str, set[str]]:
    """The kinds that zones and routes hold."""
    return {name: set(case.column("kind", name).dropna()) for name in ("zones", "routes") if name in case.tables}


def _half_widths(case: Case) -> dict[str, float]:
    """The widest half of a road or rail and of a power line."""
    p, half = case.profile, {}
    for name, usual in (
        ("routes", max(*p["road_half_width_m"].values(), *p["rail_half_width_m"].values())),
        ("powerlines", p["line_half_width_m"]),
    ):
        own = case.column("half_width_m", name).astype(float) if name in case.tables else pd.Series(dtype=float)
        half[name] = float(np.nanmax([usual, *own.to_numpy()]))
    return half


def _reach(case: Case, circles: Circles) -> dict[str, float]:
    """How far the rules look from a place into each table."""
    p = case.profile
    heights = case.heights.iloc[circles.rows].fillna(p["tallest_structure_m"])
    tallest = float(heights.max()) if len(heights) else 0.0
    half = case.of_tables(_half_widths)
    rails = max(v for kind in p["rail_control_m"].values() for v in kind.values())
    roads = max(*p["road_control_m"].values(), p["rail_near_m"], rails, tallest + p["rail_fall_margin_m"])
    spacing = p["spacing_small_factor"] * max(p["macro_spacing_m"].values())
    widest = float(circles.radius_m.max()) if len(circles.rows) else 0.0
    return {
        "routes": roads + half["routes"] + 2,
        "powerlines": tallest + max(c["clearance_m"] for c in p["line_clearance_m"]) + half["powerlines"] + 2,
        "zones": max(*p["footprint_m"].values(), p["fuel_station_m"] or 0, p["fuel_station_warning_m"]) + 2,
        "buildings": max(p["taller_building_m"], p["school_m"]) + 2,
        "counties": p["county_boundary_m"] + 2,
        "townships": 2.0,
        "sites": max(spacing, *p["share_radius_m"].values(), p["cosite_m"]) + 2,
        "plan": max(spacing, widest) + 2,
        "resources": max(*p["allowed_deviation_m"].values(), widest) + p["match_uncertainty_m"] + 2,
    }
