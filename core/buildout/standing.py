"""A county made ready to be asked again and again: demand, supply and samples read once, and how its targets stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Optional

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .. import metric
from ..checks.profile import Profile
from ..coverage.judged import judge_points, judge_segments
from ..coverage.measured import clean
from ..coverage.supply import margin_db, supply, village_rule
from ..errors import N_, CoreError, Progress, no_progress
from ..gaps.assess import Assessed, Question, assess
from ..gaps.demand import Demand, read_demand
from ..gaps.transmitters import Measured, Supply
from ..targets.check import check_targets
from ..targets.if_built import LAYERS
from ..targets.registry import Registry, load_targets
from ..workspace.tables import kind_of

FAMILIES = {"places": "places", "routes": "routes", "zones_sea": "zones"}
"""Tables of a workspace that are demand, and what kind of it: other zones are what keeps sites off."""
TECHNOLOGIES = ("4G", "5G")


@dataclass(frozen=True)
class Standing:
    """`demands` with what was found of each; `targets`: those judged from layers, without what was typed in."""

    demands: tuple[Demand, ...]
    found: tuple[Assessed, ...]
    question: Question
    counties: gpd.GeoDataFrame
    registry: Registry
    targets: pd.DataFrame
    profile: Profile
    date: dt.date


def stand(
    tables: Mapping[str, pd.DataFrame],
    profile: Profile,
    model: str = "radius",
    language: str = "en",
    date: Optional[dt.date] = None,
    progress: Progress = no_progress,
) -> Standing:
    """How the county of a workspace's tables stands on a day: gaps and targets as findgaps and checktargets tell them.

    `tables`: counties, sites, and where there are any cells, measurements, claimed, places, routes, zones_sea. CoreError
    where counties, sites or all demand is missing: nothing can be tried then.
    """
    for name, text in (
        ("counties", N_("The workspace has no counties yet: import them first.")),
        ("sites", N_("The workspace has no sites yet: without them nobody knows what a new one adds.")),
    ):
        if tables.get(name) is None:
            raise CoreError(text)
    named = [name for name in FAMILIES if tables.get(name) is not None]
    if not named:
        raise CoreError(N_("The workspace has no places, routes or sea zones yet: import what is to be covered first."))
    date, counties = date or dt.date.today(), tables["counties"]
    demands = tuple(read_demand(tables[name], FAMILIES[name], counties) for name in named)
    question = Question(
        _supply(tables, demands, profile, model, date),
        profile,
        TECHNOLOGIES,
        model=model,
        language=language,
        measured=_measured(tables.get("measurements"), profile, date),
        claimed=tables.get("claimed"),
        counties=counties,
    )
    found = []
    for number, demand in enumerate(demands):
        found.append(assess(demand, question, part_of(progress, 0.7 * number / len(demands), 0.7 / len(demands))))
    registry = load_targets()
    registry = replace(registry, targets=tuple(t for t in registry.targets if t.kind in LAYERS - {"stations"}))
    standing = Standing(demands, tuple(found), question, counties, registry, pd.DataFrame(), profile, date)
    targets = judged(standing, registry, found, part_of(progress, 0.7, 0.3))
    return replace(standing, targets=targets)


def judged(
    standing: Standing,
    registry: Registry,
    found: list[Assessed],
    progress: Progress,
    counties: Optional[gpd.GeoDataFrame] = None,
    explained: bool = True,
) -> pd.DataFrame:
    """TARGETS of the standing's counties (or of some of them) by what was found of its demand."""
    gaps = pd.concat([pd.DataFrame(one.gaps) for one in found], ignore_index=True)
    layers = [one.assessed for one in found]
    return check_targets(
        standing.counties if counties is None else counties,
        layers,
        gaps=gaps,
        profile=standing.profile,
        language=standing.question.language,
        date=standing.date,
        registry=registry,
        explained=explained,
        progress=progress,
    ).targets


def part_of(progress: Progress, start: float, share: float) -> Progress:
    """Progress of one step among several."""
    return lambda done: progress(start + share * done)


def wanted(names: list[str]) -> list[str]:
    """Of the tables of a workspace those that a standing is made of."""
    kinds = {"counties", "townships", "sites", "cells", "measurements", "claimed"}
    return [name for name in names if name in FAMILIES or (name == kind_of(name) and name in kinds)]


def _supply(
    tables: Mapping[str, pd.DataFrame], demands: tuple[Demand, ...], profile: Profile, model: str, date: dt.date
) -> Supply:
    def over(surface: str) -> pd.DataFrame:
        return supply(tables["sites"], tables.get("cells"), profile, model, surface, date=date)

    at_sea = any(bool(demand.sea.any()) for demand in demands)
    land, sea = over("land"), over("sea") if at_sea else None
    return Supply(land, sea, village=village_rule(land, profile), margin_db=margin_db if model == "formula" else None)


def _measured(samples: Optional[gpd.GeoDataFrame], profile: Profile, date: dt.date) -> Optional[Measured]:
    if samples is None or not len(samples):
        return None
    valid, _ = clean(samples, profile, date)

    def points(
        shapes: gpd.GeoSeries, ids: np.ndarray, settings: np.ndarray, technology: str, operator: str
    ) -> pd.DataFrame:
        names, inside = pd.Series(ids, dtype=object), pd.Series(settings, dtype=object)
        return judge_points(shapes, names, valid, technology, operator, profile, inside)

    def segments(lines: gpd.GeoSeries, technology: str, operator: str) -> pd.DataFrame:
        return judge_segments(lines, valid, technology, operator, profile)

    return Measured(valid, points, segments)


def open_near(demand: Demand, found: Assessed, technology: str, lon: float, lat: float, within_m: float) -> np.ndarray:
    """Which items have a part that is not covered and may lie within a distance of a place: a box, never too small."""
    gaps = found.gaps[(found.gaps["technology"] == technology).to_numpy()]
    box = metric.boxes(np.array([[lon, lat]]), within_m)[0]
    here = set(gaps.loc[shapely.intersects(gaps.geometry.to_numpy(), box), "demand"].astype(str))
    return pd.Series(demand.ids).astype(str).isin(here).to_numpy()
