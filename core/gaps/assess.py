"""Demand judged against supply: a state, figures and evidence for every item, and the gaps that remain."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Optional

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..errors import N_, CoreError, Progress, no_progress
from .assess_extents import assess_routes, assess_zones
from .assess_places import assess_places
from .demand import Demand, innermost_first
from .key_points import point_kinds
from .named import Names, named_gaps
from .reasons import part_reasons, with_reasons
from .shore import with_rings
from .states import ANY, COVERED_MODEL, GAP_MODEL, STATES
from .summary import summarise
from .transmitters import Measured, Supply, operators_present

RESULTS = (
    "technology", "operator", "state", "unit", "total", "covered", "covered_measured", "claimed", "unknown", "share",
    "serving_site", "margin_db", "planned_year", "by_model", "evidence",
)  # fmt: skip
GAPS = (
    "demand", "name", "kind", "county", "technology", "operator", "state", "length_m", "area_m2", "from_m", "to_m",
    "run_m", "marked", "planned_year", "reason", "people", "households", "group", "group_gaps", "group_size", "group_people",
)  # fmt: skip


@dataclass(frozen=True)
class Question:
    """What is asked of the demand: everything that assess() needs but the demand itself.

    `profile` gives values by key and has a `title`; `counties` (code, name), `places` and `townships` (names for gaps) are
    standard tables in EPSG:4490; `claimed` has operator and technology where they are told. `operator`: a code, `any` (the
    best for each item, one for all points of a place) or `each`. `model`: radius or formula, as it was computed.
    """

    supply: Supply
    profile: Any
    technologies: tuple[str, ...] = ("5G",)
    operator: str = ANY
    model: str = "radius"
    language: str = "en"
    measured: Optional[Measured] = None
    claimed: Optional[gpd.GeoDataFrame] = None
    counties: Optional[gpd.GeoDataFrame] = None
    places: Optional[gpd.GeoDataFrame] = None
    townships: Optional[gpd.GeoDataFrame] = None
    explained: bool = True
    """False: states and figures alone, for who asks again and again; no reasons, no groups of gaps, no summary."""

    @property
    def operators(self) -> list[str]:
        return operators_present(self.supply, self.measured, self.claimed, self.operator)

    @property
    def only_planned(self) -> list[str]:
        """Operators that the plan alone names: what they would close counts, what they lack now says nothing."""
        if not self.together:
            return []
        tables = [self.supply.planned(sea) for sea in (False, True)]
        named = {o for t in tables if t is not None for o in t["operator"].dropna().unique()}
        return sorted(named - set(self.operators))

    @property
    def together(self) -> bool:
        """Whether operators are taken together, not one by one."""
        return self.operator == ANY

    @property
    def basis(self) -> tuple[str, str]:
        """Model and profile, for the evidence."""
        return self.model, str(self.profile.title) + self.supply.rests_on


@dataclass(frozen=True)
class Assessed:
    """`assessed`: the demand's columns and RESULTS; `gaps`: GAPS, every part that is not covered; `summary`; `doubles`:
    [route, from_m, to_m, length_m, keeper] of routes that were counted with another."""

    assessed: gpd.GeoDataFrame
    gaps: gpd.GeoDataFrame
    summary: pd.DataFrame
    doubles: Optional[pd.DataFrame]
    item: np.ndarray
    """Whose each row of `assessed` is: its item's position in the demand."""
    gap_item: np.ndarray
    """… and each gap."""
    elsewhere: Optional[pd.DataFrame] = None
    """[line, from_m, to_m] of routes that another counts, or a tunnel of its own."""


def assess(demand: Demand, question: Question, progress: Progress = no_progress) -> Assessed:
    """Judge every item for each technology and operator asked.

    Rows of `assessed`: one per item, technology and operator; routes (and zones) one per county that they run through.
    `unknown` holds `claimed`; `total` leaves out what another route counts. Where `unit` is place, total is 1.
    """
    doubles, elsewhere, progress = None, None, _rising(progress)
    question = replace(question, claimed=_valid(question.claimed))
    if question.counties is not None:
        question = replace(question, counties=innermost_first(question.counties))
    if demand.kind == "routes":
        rows, gaps, doubles, elsewhere = assess_routes(demand, question, progress)
    elif demand.kind == "zones" or "area" in set(demand.family):
        rows, gaps = assess_zones(demand, question, progress)
    else:
        rows, gaps = assess_places(demand, question, progress)
    assessed = _with_demand(demand, rows.assign(by_model=_by_model(rows, question.model)))
    counts = ~_stands_for_another(demand)[gaps["item"].to_numpy(int)]
    gaps = _described(demand, gaps, float(question.profile["gap_run_m"]))
    items = rows["item"].to_numpy(int), gaps["item"].to_numpy(int)
    if not question.explained:
        bare = gpd.GeoDataFrame(gaps.reindex(columns=[*GAPS, "geometry"]), geometry="geometry", crs=demand.table.crs)
        return Assessed(assessed, bare, pd.DataFrame(), doubles, *items, elsewhere)
    reason, told = part_reasons(gaps, demand, question)
    gaps["reason"] = np.where(pd.isna(reason), gaps["reason"], reason) if "reason" in gaps else reason
    assessed["evidence"] = with_reasons(assessed, rows, gaps, told, question)
    names = Names(question.places, question.townships, question.counties, float(question.profile["gap_near_m"]))
    named = named_gaps(gaps, demand, gaps["item"].to_numpy(int), counts, names, question.language)
    named = gpd.GeoDataFrame(named[[*GAPS, "geometry"]], geometry="geometry", crs=demand.table.crs)
    found = Assessed(assessed, named, summarise(assessed), doubles, *items, elsewhere)
    assessed["evidence"] = with_rings(found, demand, question)
    return found


def _valid(claimed: Optional[gpd.GeoDataFrame]) -> Optional[gpd.GeoDataFrame]:
    if claimed is None:
        return None
    if (shapely.get_dimensions(claimed.geometry.to_numpy()) == 2).sum() < claimed.geometry.notna().sum():
        text = N_(
            "Layer '{layer}' (CLAIMED) holds points or lines. Claimed areas must be polygons: is it the right layer?"
        )
        raise CoreError(text, layer=claimed.attrs.get("name") or "CLAIMED")
    return claimed.set_geometry(
        gpd.GeoSeries(shapely.make_valid(claimed.geometry.to_numpy()), crs=claimed.crs)
    ).reset_index(drop=True)


def _by_model(rows: gpd.GeoDataFrame, model: str) -> np.ndarray:
    """The model that each row's state or figures rest on; None where they rest on samples or claims alone, or on nothing."""
    said = rows["state"].isin([STATES[COVERED_MODEL], STATES[GAP_MODEL]]).to_numpy()
    gap = (rows["total"] - rows["covered"] - rows["unknown"]).to_numpy(float)
    if "gap_measured" in rows:
        gap = gap - rows["gap_measured"].fillna(0.0).to_numpy(float)
    covered = (rows["covered"] - rows["covered_measured"]).to_numpy(float)
    parts = (rows["unit"] != "place").to_numpy() & ((covered > 1e-6) | (gap > 1e-6))
    return np.where(said | parts, model, None)


def _stands_for_another(demand: Demand) -> np.ndarray:
    return (demand.column("parent_id").notna() & demand.column("kind").isin(point_kinds())).to_numpy(bool)


def _rising(progress: Progress) -> Progress:
    """Progress of many steps that each count from 0 to 1: it never falls, since nobody knows how many there will be."""
    steps, last = 0, 0.0

    def report(done: float) -> None:
        nonlocal steps, last
        steps += done < last
        last = done
        progress(1 - 0.9 ** (steps + done))

    return report


def _with_demand(demand: Demand, rows: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The demand's own columns beside the results; columns that a former run left are replaced."""
    geometry = demand.table.geometry.name
    own = pd.DataFrame(demand.table.drop(columns=[geometry, *(c for c in RESULTS if c in demand.table)]))
    for column in ("kind", "county"):
        if column not in own:
            own[column] = None
    table = own.iloc[rows["item"].to_numpy(int)].reset_index(drop=True)
    table["county"] = rows["county"].to_numpy(object)
    for column in RESULTS:
        table[column] = rows[column].to_numpy()
    table["planned_year"] = table["planned_year"].astype("Int64")
    found = gpd.GeoDataFrame(table, geometry=rows.geometry.to_numpy(), crs=demand.table.crs)
    found.attrs = {"name": demand.name, "geometry": demand.table.attrs.get("geometry", "point")}
    return found


def _described(demand: Demand, gaps: gpd.GeoDataFrame, run_m: float) -> gpd.GeoDataFrame:
    """Gap rows with what they are called, and whose they are."""
    item = gaps["item"].to_numpy(int)
    gaps = gaps.reset_index(drop=True)
    gaps["demand"] = demand.ids[item]
    gaps["name"], gaps["kind"] = (demand.column(c).to_numpy(object)[item] for c in ("name", "kind"))
    for column, source in (("people", "population"), ("households", "households")):
        gaps[column] = pd.to_numeric(demand.column(source), errors="coerce").to_numpy(float, na_value=np.nan)[item]
    for column in ("length_m", "area_m2", "from_m", "to_m", "run_m"):
        if column not in gaps:
            gaps[column] = np.nan
    gaps["marked"] = (gaps["run_m"] >= run_m).to_numpy()
    gaps["planned_year"] = gaps["planned_year"].astype("Int64")
    return gaps
