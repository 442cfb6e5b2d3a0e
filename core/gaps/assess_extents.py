"""Routes and zones: their states, figures and gaps, per county."""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..ellipsoid import area_m2
from ..errors import Progress, no_progress
from .counted import TUNNEL, not_counted
from .demand import Demand
from .evidence import extent_evidence
from .intervals import union
from .key_places import weakest_area
from .key_points import KeyPoints, key_points
from .lines import cut_measured
from .lots import Lots, read_lots
from .places import picked
from .routes import Roads, judge_routes, read_roads, route_rows, servers_of
from .states import (
    ANY,
    COVERED_MEASURED,
    COVERED_MODEL,
    GAP_MEASURED,
    GAP_MODEL,
    NAMELESS,
    demand_rules,
    extent_state,
    state_words,
)
from .zones import judge_zones

if TYPE_CHECKING:
    from .assess import Question


def assess_routes(
    demand: Demand, question: Question, progress: Progress = no_progress
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame, pd.DataFrame, Optional[pd.DataFrame]]:
    """Rows per route and county, gap parts, what was counted with another route, and all that is not counted here."""
    profile = question.profile
    doubled = not_counted(demand, profile, progress)
    roads = read_roads(demand, question.counties, doubled, progress)
    limit = float(profile["line_share"])
    rows, gaps = [], []
    for technology in question.technologies:
        tables = judge_routes(
            roads,
            question.supply,
            question.measured,
            question.claimed,
            technology,
            question.operators,
            question.together,
            question.only_planned,
            progress,
        )
        names = [ANY] if question.together else question.operators
        for operator, (parts, by) in zip(names, tables):
            found = route_rows(demand, parts, limit).assign(technology=technology, operator=operator)
            found = pd.concat([found, servers_of(roads, found, by)], axis=1)
            rows.append(_route_results(demand, question, roads, found, limit))
            gaps.append(_route_gaps(roads, parts).assign(technology=technology, operator=operator))
    joined = gpd.GeoDataFrame(pd.concat(rows, ignore_index=True), geometry="geometry", crs=demand.table.crs)
    parts = gpd.GeoDataFrame(pd.concat(gaps, ignore_index=True), geometry="geometry", crs=demand.table.crs)
    return joined, parts, _doubles(demand, doubled), union(doubled) if len(doubled) else None


def _route_results(demand: Demand, question: Question, roads: Roads, rows: pd.DataFrame, limit: float) -> pd.DataFrame:
    item = rows["item"].to_numpy(int)
    rows = _counted_with(roads.doubled, rows, question.language)
    rows["unit"], rows["setting"] = "m", demand.setting[item]
    limits = np.full(len(rows), limit)
    rows = _judged(rows, limits, question, np.full(len(rows), question.supply.on(sea=False) is not None))
    stretches = roads.counties.assign(row=np.arange(len(roads.counties)))
    rows["geometry"] = _route_geometry(demand, roads, stretches, rows)
    return rows


def _route_geometry(demand: Demand, roads: Roads, cut: pd.DataFrame, rows: pd.DataFrame) -> np.ndarray:
    """The stretches of a route in the row's county; a route in one county keeps its own shape."""
    shapes = demand.table.geometry.to_numpy()[rows["item"].to_numpy(int)].copy()
    split = np.flatnonzero(rows["item"].duplicated(keep=False).to_numpy())
    if not len(split):
        return shapes
    wanted = rows.iloc[split][["item", "county"]].assign(row=split)
    wanted["county"] = wanted["county"].fillna("")
    parts = cut.assign(item=cut["line"], county=cut["county"].fillna("")).drop(columns="row")
    parts = parts.merge(wanted, on=["item", "county"]).sort_values(["row", "from_m"], ignore_index=True)
    pieces, owner = shapely.get_parts(cut_measured(roads.polylines, parts), return_index=True)
    if len(pieces):
        held, group = np.unique(parts["row"].to_numpy()[owner], return_inverse=True)
        shapes[held] = shapely.multilinestrings(pieces, indices=group)
    return shapes


def _counted_with(doubled: pd.DataFrame, rows: pd.DataFrame, language: str) -> pd.DataFrame:
    """Names and metres of what counts elsewhere, on the first row of each route."""
    first = ~rows["item"].duplicated().to_numpy()
    for column in ("others", "tunnels"):
        rows[column], rows[f"{column}_m"] = None, 0.0
    if not len(doubled):
        return rows
    comma = demand_rules()["phrases"]["comma"][language]
    metres = doubled["to_m"] - doubled["from_m"]
    names = doubled["keeper_name"].where(doubled["keeper_name"].notna(), None)
    for column, which in (("others", doubled["keeper"] != TUNNEL), ("tunnels", doubled["keeper"] == TUNNEL)):
        own = doubled[which.to_numpy()]
        total = metres[which].groupby(own["line"]).sum()
        said = names[which].astype(str).groupby(own["line"]).agg(lambda s: comma.join(dict.fromkeys(s)))
        rows.loc[first, f"{column}_m"] = rows.loc[first, "item"].map(total).fillna(0.0)
        rows.loc[first, column] = rows.loc[first, "item"].map(said)
    return rows


def _route_gaps(roads: Roads, parts: pd.DataFrame) -> pd.DataFrame:
    open_parts = parts[(parts["counted"].astype(bool) & (parts["state"] < COVERED_MODEL)).to_numpy()]
    open_parts = open_parts.reset_index(drop=True)
    open_parts["geometry"] = cut_measured(roads.polylines, open_parts)
    open_parts["length_m"] = open_parts["to_m"] - open_parts["from_m"]
    open_parts["state"] = state_words(open_parts["state"].to_numpy())
    return open_parts.rename(columns={"line": "item"}).drop(columns="counted")


def _doubles(demand: Demand, doubled: pd.DataFrame) -> pd.DataFrame:
    """[route, from_m, to_m, length_m, keeper]: ids of routes, for the rules and the report."""
    own = doubled[(doubled["keeper"] != TUNNEL).to_numpy()]
    route, keeper = (demand.ids[own[c].to_numpy(int)] for c in ("line", "keeper"))
    table = pd.DataFrame({"route": route, "from_m": own["from_m"].to_numpy(float), "to_m": own["to_m"].to_numpy(float)})
    return table.assign(length_m=table["to_m"] - table["from_m"], keeper=keeper)


def assess_zones(
    demand: Demand, question: Question, progress: Progress = no_progress
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Rows per zone (and county where it is cut) and gap polygons."""
    profile = question.profile
    limits = {"place": profile["place_area_share"], "sea": profile["sea_area_share"]}
    lots = read_lots(demand, question.counties, limits, progress)
    points = key_points(demand, question.language) if demand.kind == "places" else None
    rows, gaps = [], []
    for technology in question.technologies:
        for operator in [ANY] if question.together else question.operators:
            metres, parts = judge_zones(lots, question.supply, question.claimed, technology, operator, progress)
            told = {"technology": technology, "operator": operator}
            tested = _tested(demand, question, technology, operator)
            rows.append(_zone_results(question, lots, points, metres.assign(**told), tested))
            gaps.append(_zone_gaps(lots, parts).assign(**told))
    joined = gpd.GeoDataFrame(pd.concat(rows, ignore_index=True), geometry="geometry", crs=demand.table.crs)
    return joined, gpd.GeoDataFrame(pd.concat(gaps, ignore_index=True), geometry="geometry", crs=demand.table.crs)


def _tested(demand: Demand, question: Question, technology: str, operator: str) -> Optional[pd.DataFrame]:
    """What samples say of places drawn as areas, each as a whole: those inside it or of its own place_id.

    Rows samples, share, newest, state by number (-1: nothing said); of several operators a pass holds, else a gap, of equal
    ones the higher share.
    """
    if question.measured is None or demand.kind != "places":
        return None
    operators = question.operators if operator == ANY else [operator]
    asked = (demand.table.geometry, demand.ids, demand.setting, technology)
    found = [question.measured.points(*asked, one).reset_index(drop=True) for one in operators if one != NAMELESS]
    if not found:
        return None
    codes = {"covered_measured": COVERED_MEASURED, "gap_measured": GAP_MEASURED}
    tables = [
        t[["samples", "share", "newest"]].assign(state=t["state"].map(codes).fillna(-1).astype(int)) for t in found
    ]
    rank = [t["state"].to_numpy() + t["share"].astype(float).fillna(0).to_numpy() / 2 for t in tables]
    return picked(tables, np.stack(rank).argmax(axis=0))


def _as_measured(state: np.ndarray, tested: Optional[pd.DataFrame], operator: str) -> np.ndarray:
    """States with what samples say first. What one operator lacks is no gap of all where the model covers it."""
    if tested is None:
        return state
    said = tested["state"].to_numpy(int)
    gap = (said == GAP_MEASURED) & ((state <= GAP_MODEL) | (operator != ANY))
    return np.where(said == COVERED_MEASURED, COVERED_MEASURED, np.where(gap, GAP_MEASURED, state))


def _zone_results(
    question: Question,
    lots: Lots,
    points: Optional[KeyPoints],
    metres: pd.DataFrame,
    tested: Optional[pd.DataFrame],
) -> pd.DataFrame:
    rows = pd.concat([pd.DataFrame(lots.table.drop(columns="geometry")), metres], axis=1)
    rows = rows.assign(covered_measured=0.0, gap_measured=0.0, doubled=0.0, unit="m2")
    supplied = np.array([question.supply.on(sea) is not None for sea in (False, True)])[rows["sea"].to_numpy(int)]
    rows = _judged(rows, rows["limit"].to_numpy(float), question, supplied, points, tested)
    rows["geometry"] = lots.table.geometry.to_numpy()
    return rows


def _zone_gaps(lots: Lots, parts: gpd.GeoDataFrame) -> pd.DataFrame:
    lot = parts["lot"].to_numpy(int)
    return pd.DataFrame(
        {
            "item": lots.table["item"].to_numpy()[lot],
            "county": lots.table["county"].to_numpy(object)[lot],
            "state": state_words(parts["state"].to_numpy(int)),
            "planned_year": parts["planned_year"].to_numpy(float),
            "area_m2": area_m2(parts.geometry),
            "geometry": parts.geometry.to_numpy(),
        }
    )


def _judged(
    rows: pd.DataFrame,
    limit: np.ndarray,
    question: Question,
    supplied: np.ndarray,
    points: Optional[KeyPoints] = None,
    tested: Optional[pd.DataFrame] = None,
) -> pd.DataFrame:
    names = ("total", "covered", "covered_measured", "claimed", "unknown", "gap_measured")
    figures = {name: rows[name].to_numpy(float) for name in names}
    total, covered = figures["total"], figures["covered"]
    state = extent_state(**figures, limit=limit)
    state = _as_measured(state, tested, question.operator)
    state = state if points is None else weakest_area(state, points)
    state = np.where((total <= 0) & (rows["doubled"] > 0).to_numpy(), -1, state)  # all of it counts elsewhere
    rows["state"] = state_words(state)
    rows["share"] = np.where(total > 0, covered / np.where(total > 0, total, 1), np.nan)
    rows["serving_site"], rows["margin_db"] = rows["server"], rows["weakest_db"]
    rows["evidence"] = extent_evidence(rows, limit, supplied, question.basis, question.language, points, tested)
    return rows
