"""Lines judged along their chainage: every metre covered, a gap, or not known, in one county and counted once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Optional

import geopandas as gpd
import numpy as np
import pandas as pd

from ..errors import Progress, no_progress
from .borders import cut_by_county
from .demand import Demand, county_labels
from .intervals import nothing, union, whole
from .lines import cover_measured
from .parts import joined, overlay, row_at, runs
from .places import claims_of, years_of
from .polylines import Polylines, measure
from .servers import best_of, mostly, none_served
from .signal import serve_lines
from .states import ANY, COVERED_MEASURED, COVERED_MODEL, GAP_MEASURED, GAP_MODEL, NAMELESS, for_choice, place_states
from .transmitters import OUTDOOR, Measured, Supply, chosen, discs, nothing_unsure

NOTHING = nothing()


@dataclass(frozen=True)
class Roads:
    """Routes made ready once for every technology and operator."""

    lines: gpd.GeoSeries
    polylines: Polylines
    setting: np.ndarray
    counties: pd.DataFrame
    """[line, from_m, to_m, county]: where each metre lies; county is a label or None."""
    doubled: pd.DataFrame
    """[line, from_m, to_m, keeper, keeper_name]: what another route counts, or a tunnel of its own."""


def read_roads(
    demand: Demand, counties: Optional[gpd.GeoDataFrame], doubled: pd.DataFrame, progress: Progress = no_progress
) -> Roads:
    """The demand's lines, measured and cut at county borders; without counties the route's own column holds."""
    lines = demand.table.geometry
    polylines = measure(lines)
    if counties is None or not len(counties):
        cut = whole(polylines.total_m)
        cut["county"] = demand.county[cut["line"]]
    else:
        cut = cut_by_county(lines, counties.geometry, progress)
        held = cut["county"].to_numpy(int)
        labels = county_labels(counties)
        cut["county"] = np.where(held >= 0, labels[np.maximum(held, 0)], None)
    return Roads(lines, polylines, demand.setting, cut, doubled)


def judge_routes(
    roads: Roads,
    supply: Supply,
    measured: Optional[Measured],
    claimed: Optional[gpd.GeoDataFrame],
    technology: str,
    operators: list[str],
    together: bool,
    only_planned: Sequence[str] = (),
    progress: Progress = no_progress,
) -> list[tuple[pd.DataFrame, pd.DataFrame]]:
    """Parts [line, from_m, to_m, county, counted, state, planned_year, run_m] of all lines, one table per operator, and by
    whom what a path model covers is served (servers.served).

    `together`: one table with the best state of every metre over the operators instead; of those in `only_planned` only
    what the plan closes counts. `run_m` is the length of the
    unbroken gap that a part belongs to, across county borders; `counted` is False where another route counts.
    """
    if together:
        operators = [ANY] if measured is None else [*operators, *only_planned]
    layers = [_layers(roads, supply, measured, claimed, technology, operator, progress) for operator in operators]
    years = sorted({year for layer in layers for year in layer["planned"]})
    tables = [roads.counties, union(roads.doubled) if len(roads.doubled) else NOTHING]
    for layer in layers:
        tables += [layer["measured"], layer["sure"], layer["claimed"], layer["possible"]]
        tables += [layer["planned"].get(year, NOTHING) for year in years]
    parts, rows = overlay(roads.polylines.total_m, tables)
    county, counted = rows[0], rows[1] < 0
    parts["county"] = np.where(county >= 0, roads.counties["county"].to_numpy(object)[np.maximum(county, 0)], None)
    parts["counted"] = counted
    inside = (roads.setting != OUTDOOR)[parts["line"]]
    states, planned = [], []
    step = 4 + len(years)
    for number, layer in enumerate(layers):
        passed, sure, claims, possible = rows[2 + number * step : 6 + number * step]
        tested = layer["measured"]["passes"].to_numpy() if len(layer["measured"]) else np.array([-1])
        passes = np.where(passed >= 0, tested[np.maximum(passed, 0)], -1)
        supplied = supply.tells(sea=False)
        state = place_states(passes, sure >= 0, claims >= 0, (possible >= 0) | inside, supplied)
        year = np.full(len(parts), np.inf)
        for when, row in zip(years[::-1], rows[6 + number * step : 2 + (number + 1) * step][::-1]):
            year[row >= 0] = when
        states.append(np.full(len(parts), GAP_MODEL) if operators[number] in only_planned else state)
        planned.append(year)
    if together:
        best = for_choice(np.max([for_choice(state) for state in states], axis=0))
        states, planned = [best], [np.min(planned, axis=0)]
    by = [layer["servers"] for layer in layers]
    by = [best_of(by)] if together else by
    return [(_with_state(parts, state, year), who) for state, year, who in zip(states, planned, by)]


def _with_state(parts: pd.DataFrame, state: np.ndarray, year: np.ndarray) -> pd.DataFrame:
    year = np.where(np.isinf(year) | (state >= COVERED_MODEL), np.nan, year)
    found = joined(parts.assign(state=state, planned_year=year), ["county", "counted", "state", "planned_year"])
    gap = (found["state"] <= GAP_MODEL).to_numpy() & found["counted"].to_numpy(bool)
    return found.assign(run_m=runs(found, gap))


def _layers(
    roads: Roads,
    supply: Supply,
    measured: Optional[Measured],
    claimed: Optional[gpd.GeoDataFrame],
    technology: str,
    operator: str,
    progress: Progress,
) -> dict[str, Any]:
    """What is measured, surely served, claimed, possibly served and planned of the lines for one operator."""
    there = supply.on(sea=False)
    sure, servers = _served(roads, supply, there, technology, operator, True, progress)
    possible = NOTHING if supply.signal is None and nothing_unsure(there, technology, operator) else None
    if possible is None:
        possible = _served(roads, supply, there, technology, operator, False, progress)[0]
    areas = claims_of(claimed, technology, operator)
    claims = NOTHING
    if areas is not None and len(areas):
        claims = cut_by_county(roads.lines, areas.geometry.reset_index(drop=True), progress)
        claims = union(claims[claims["county"] >= 0])
    tested = NOTHING.assign(passes=np.array([], int))
    if measured is not None and operator not in (ANY, NAMELESS):
        tested = measured.segments(roads.lines, technology, operator)
        passes = tested["state"].map({"covered_measured": 1, "gap_measured": 0})
        tested = tested.assign(passes=passes)[passes.notna()].astype({"passes": int}).reset_index(drop=True)
    planned, soon = supply.planned(sea=False), {}
    if planned is not None:
        for year in years_of(planned):
            new = planned[planned["planned_year"] == year]
            soon[year] = _served(roads, supply, new, technology, operator, True, progress)[0]
    told = {"sure": sure, "possible": possible, "claimed": claims, "measured": tested, "planned": soon}
    return {**told, "servers": servers}


def _served(
    roads: Roads,
    supply: Supply,
    there: Optional[pd.DataFrame],
    technology: str,
    operator: str,
    sure: bool,
    progress: Progress,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Stretches within reach: outdoor transmitters for open stretches, indoor systems for those of their own setting; and
    who serves those judged by the path."""
    found, by = [NOTHING], none_served()
    for one in pd.unique(roads.setting):
        own = chosen(there, technology, operator, one, sure)
        if own is None or not len(own):
            continue
        if supply.signal is not None and one == OUTDOOR:
            outdoors = np.flatnonzero(roads.setting == one)
            reach, by = serve_lines(roads.polylines, outdoors, own, supply, sure, progress)
            found.append(reach)
            continue
        reach = cover_measured(roads.polylines, discs(own, operator, sure), progress).intervals
        found.append(reach[(roads.setting == one)[reach["line"]]])
    return union(*found), by


def servers_of(roads: Roads, rows: pd.DataFrame, by: pd.DataFrame) -> pd.DataFrame:
    """Who serves most of each row (item, county), as `servers.mostly` tells it."""
    total = roads.polylines.total_m
    room = np.cumsum(total + 1.0) - (total + 1.0)
    line = by["item"].to_numpy(int)
    held = row_at(roads.counties, room, room[line] + by["at_m"].to_numpy(float)) if len(by) else line
    county = roads.counties["county"].fillna("").to_numpy(object)
    asked = pd.DataFrame({"item": rows["item"], "county": rows["county"].fillna(""), "row": np.arange(len(rows))})
    steps = pd.DataFrame(
        {"item": line, "county": np.where(held >= 0, county[np.maximum(held, 0)], "") if len(by) else ""}
    )
    key = steps.merge(asked, on=["item", "county"], how="left")["row"].fillna(-1).to_numpy(int)
    return mostly(by, key, len(rows))


def route_rows(demand: Demand, parts: pd.DataFrame, limit: float) -> pd.DataFrame:
    """One row per route and county: item, county, total, covered, covered_measured, claimed, unknown, gap_measured, planned_year.

    Metres of what counts. A route without any metre has one row with nothing.
    """
    length = (parts["to_m"] - parts["from_m"]).to_numpy()
    state, counts = parts["state"].to_numpy(), parts["counted"].to_numpy(bool)
    metres = pd.DataFrame({"item": parts["line"], "county": parts["county"], "total": length * counts})
    for name, which in (
        ("covered", state >= COVERED_MODEL),
        ("covered_measured", state == COVERED_MEASURED),
        ("claimed", state == 3),
        ("unknown", (state == 2) | (state == 3)),
        ("gap_measured", state == GAP_MEASURED),
    ):
        metres[name] = length * (counts & which)
    metres["doubled"] = length * ~counts
    years = np.sort(parts["planned_year"].dropna().unique())
    for year in years:
        metres[year] = length * (counts & (parts["planned_year"] <= year).to_numpy())
    rows = metres.groupby(["item", "county"], dropna=False, sort=False).sum().reset_index()
    rows["county"] = rows["county"].where(rows["county"].notna(), None)
    rows["planned_year"] = np.nan
    short = rows["covered"] < limit * rows["total"] * (1 - 1e-9)
    for year in years[::-1]:
        enough = rows["covered"] + rows[year] >= limit * rows["total"] * (1 - 1e-9)
        rows.loc[short & enough, "planned_year"] = year
    rows = rows.drop(columns=list(years))
    empty = np.setdiff1d(np.arange(len(demand.table)), rows["item"])
    none = pd.DataFrame({"item": empty, "county": demand.county[empty]})
    rows = pd.concat([rows, none], ignore_index=True) if len(none) else rows
    numbers = [c for c in rows.columns if c not in ("item", "county", "planned_year")]
    rows[numbers] = rows[numbers].fillna(0.0)
    return rows.sort_values("item", kind="stable", ignore_index=True)
