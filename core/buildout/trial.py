"""One more site, tried: which targets it changes and what it newly covers. Nothing is written anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .. import metric
from ..coverage.supply import plan_as_sites, supply
from ..ellipsoid import discs
from ..errors import Progress, no_progress
from ..gaps.assess import Assessed, Question, assess
from ..gaps.built import if_built
from ..gaps.demand import Demand
from ..gaps.transmitters import OUTDOOR
from ..targets.areas import Areas
from ..targets.choosing import kinds_of
from ..targets.points import tokens_of
from ..targets.records import Target
from ..targets.shown import unit_of
from .standing import Standing, judged, open_near, part_of

TECHNOLOGY = "5G"
_KEY = ["county", "target", "source", "period"]
_FIGURES = ["value", "numerator", "denominator", "unknown", "verdict", "shortfall"]
_SAME = 1e-6


@dataclass(frozen=True)
class Trial:
    """A site at (lon, lat), EPSG:4490, and what it would do.

    `reach_m`, `sea_m`: how far it surely reaches over land and sea; `band_mhz`: NaN where it is not told.
    `targets`: those that it changes: county, target, subject, unit, number and each of value, numerator, denominator,
    unknown, verdict, shortfall as it is and as `…_before`; `gained` in `gained_unit` (place, km, km2; '' where the value
    itself is all there is). `units`: what is newly covered: demand, label, kind, county, unit (place, m, m2), gained,
    state, state_before, geometry.
    """

    lon: float
    lat: float
    scene: str
    operators: tuple[str, ...]
    height_m: float
    reach_m: float
    sea_m: float
    band_mhz: float
    targets: pd.DataFrame
    units: gpd.GeoDataFrame


def try_site(
    standing: Standing,
    lon: float,
    lat: float,
    scene: str,
    operators: Sequence[str],
    height_m: float,
    progress: Progress = no_progress,
) -> Trial:
    """A macro site with 5G on air at a place beside those that there are, by the standing's model and profile.

    Its band is the profile's for a planned site of the scene. A measured gap within its reach is covered by the model
    then, as for planned sites. Only what is open within its reach is judged again, and only targets that count such kinds.
    """
    year = standing.date.year
    row = {
        "plan_id": "trial", "site_name": "trial", "build_type": "macro", "scene": scene, "status": "planned",
        "operators": ";".join(operators), "year": year, "antenna_height_m": float(height_m),
    }  # fmt: skip
    plan = gpd.GeoDataFrame(pd.DataFrame([row]), geometry=gpd.points_from_xy([lon], [lat]), crs=metric.DEGREES)
    site = plan_as_sites(plan, standing.profile)
    model = standing.question.model
    planned = {s: supply(site, None, standing.profile, model, s) for s in ("land", "sea")}
    planned = {name: rows[(rows["setting"] == OUTDOOR).to_numpy()] for name, rows in planned.items()}
    now = replace(standing.question.supply, planned_land=planned["land"], planned_sea=planned["sea"])
    built, measured = if_built(now, standing.question.measured, year)
    question = replace(standing.question, supply=built, measured=measured, technologies=(TECHNOLOGY,), explained=False)
    reach = {name: float(rows["possible_m"].max()) if len(rows) else 0.0 for name, rows in planned.items()}
    after: list[Assessed] = []
    units: list[pd.DataFrame] = []
    count = len(standing.demands)
    for number, (demand, before) in enumerate(zip(standing.demands, standing.found)):
        within_m = max(reach["land"], reach["sea"] if demand.sea.any() else 0.0)
        rows = open_near(demand, before, TECHNOLOGY, lon, lat, within_m)
        rows = _with_kin(demand, rows, before)
        if not rows.any():
            continue
        part = _part(demand, rows)
        asked = question if _measured_near(part, question) else replace(question, measured=None)
        found = assess(part, asked, part_of(progress, 0.6 * number / count, 0.6 / count))
        changed = _gained(before, found, demand, _disc(lon, lat, planned["sea" if demand.sea.any() else "land"]))
        if len(changed):
            units.append(changed)
            after.append(_replaced(before, found, part))
    changed = pd.concat(units, ignore_index=True) if units else _nothing()
    targets = _targets(standing, after, changed, part_of(progress, 0.6, 0.4))
    sure = {name: float(rows["covered_m"].max()) if len(rows) else 0.0 for name, rows in planned.items()}
    band = float(planned["land"]["band_mhz"].max()) if len(planned["land"]) else float("nan")
    changed = changed[(changed["gained"] > _SAME).to_numpy()].reset_index(drop=True)
    units_ = gpd.GeoDataFrame(changed, geometry="geometry", crs=metric.DEGREES)
    return Trial(lon, lat, scene, tuple(operators), height_m, sure["land"], sure["sea"], band, targets, units_)


def _with_kin(demand: Demand, rows: np.ndarray, before: Assessed) -> np.ndarray:
    """With each place its key points and the place that they stand for; with each road those that count its metres."""
    ids = pd.Series(demand.ids).astype(str)
    if demand.kind == "routes":
        tunnels = demand.setting != OUTDOOR
        if before.doubles is None or not rows.any():
            return rows | (tunnels & rows.any())
        doubles = before.doubles.astype({"route": str, "keeper": str})
        keepers = doubles.loc[doubles["route"].isin(ids[rows]), "keeper"]
        return rows | tunnels | ids.isin(keepers).to_numpy()
    parent = demand.column("parent_id").map(str, na_action="ignore")
    heads = set(ids[rows]) | set(parent[rows].dropna())
    return rows | ids.isin(heads).to_numpy() | parent.isin(heads).to_numpy()


def _measured_near(part: Demand, question: Question) -> bool:
    """Whether samples may say anything of the places: without, they need not be judged operator by operator."""
    if question.measured is None or part.kind != "places":
        return question.measured is not None
    valid, within_m = question.measured.valid, 10 * float(question.profile["measured_distance_m"])
    west, south, east, north = part.table.total_bounds.tolist()
    ends = metric.boxes(np.array([[west, south], [east, north]]), within_m)
    here = shapely.intersects(valid.geometry.to_numpy(), shapely.box(*shapely.total_bounds(ends)))
    return bool(here.any() or valid["place_id"].isin(part.ids).any())


def _part(demand: Demand, rows: np.ndarray) -> Demand:
    table = demand.table[rows].reset_index(drop=True)
    table.attrs = dict(demand.table.attrs)
    arrays = {name: getattr(demand, name)[rows] for name in ("ids", "family", "setting", "assumed", "county")}
    return replace(demand, table=table, **arrays)


def _replaced(before: Assessed, found: Assessed, part: Demand) -> Assessed:
    """What was found with the judged part in place of what it was."""
    own = _id_of(part.kind)
    judged_again = set(map(str, part.ids))

    def swapped(old: gpd.GeoDataFrame, new: gpd.GeoDataFrame, name: str) -> gpd.GeoDataFrame:
        gone = old[name].astype(str).isin(judged_again) & (old["technology"] == TECHNOLOGY)
        table = pd.concat([pd.DataFrame(old[~gone.to_numpy()]), pd.DataFrame(new)], ignore_index=True)
        return gpd.GeoDataFrame(table, geometry="geometry", crs=metric.DEGREES)

    return replace(
        before,
        assessed=swapped(before.assessed, found.assessed, own),
        gaps=swapped(before.gaps, found.gaps, "demand"),
    )


def _gained(before: Assessed, found: Assessed, demand: Demand, disc: shapely.Geometry) -> pd.DataFrame:
    """What the judged part covers more than before, one row per item and county where anything changed.

    The geometry of a line or an area is what was open of it within the reach.
    """
    own = _id_of(demand.kind)
    key = [own, "county", "technology", "operator"]
    old = before.assessed[before.assessed["technology"] == TECHNOLOGY]
    old = pd.DataFrame(old)[[*key, "state", "covered", "unknown"]].drop_duplicates(key)
    new = pd.DataFrame(found.assessed)
    both = new.merge(old, on=key, how="left", suffixes=("", "_before"))
    differs = (both["covered"] - both["covered_before"]).abs() > _SAME
    differs |= (both["unknown"] - both["unknown_before"]).abs() > _SAME
    both = both[(differs | (both["state"].fillna("") != both["state_before"].fillna(""))).to_numpy()]
    shapes, extents = both["geometry"].to_numpy(object).copy(), (both["unit"] != "place").to_numpy()
    if extents.any():
        gaps = before.gaps[(before.gaps["technology"] == TECHNOLOGY).to_numpy()]
        pieces = shapely.intersection(gaps.geometry.to_numpy(), disc)
        parts = pd.Series(pieces, index=gaps["demand"].astype(str) + " " + gaps["county"].astype(str), dtype=object)
        joined = (
            parts[~shapely.is_empty(parts.to_numpy())].groupby(level=0).agg(lambda held: shapely.union_all(list(held)))
        )
        shapes[extents] = joined.reindex(both[own].astype(str) + " " + both["county"].astype(str)).to_numpy()[extents]
        shapes = np.where(pd.isna(shapes), None, shapes)
    return pd.DataFrame(
        {
            "demand": both[own].astype(str),
            "label": both["name"] if "name" in both else both[own],
            "kind": both["kind"],
            "county": both["county"],
            "unit": both["unit"],
            "gained": both["covered"] - both["covered_before"],
            "state": both["state"],
            "state_before": both["state_before"],
            "geometry": shapes,
        }
    )


def _disc(lon: float, lat: float, rows: pd.DataFrame) -> shapely.Geometry:
    """What a site surely reaches, as a polygon to cut by."""
    radius = float(rows["covered_m"].max()) if len(rows) else 0.0
    return discs(np.array([[lon, lat]]), np.array([max(radius, 0.1)]))[0]


def _targets(standing: Standing, after: list[Assessed], changed: pd.DataFrame, progress: Progress) -> pd.DataFrame:
    """The targets that count changed kinds by this technology and stand otherwise than before.

    `after`: of the demand that changed alone; a target counts kinds of one demand. Only counties in which anything
    changed, and what they are part of, are judged.
    """
    areas = Areas(standing.counties)
    held = set(areas.of_words(changed["county"]).tolist())
    keep = np.array([n in held or bool(held & set(areas.members(n).tolist())) for n in range(len(areas))], bool)
    before = standing.targets[standing.targets["county"].isin(areas.labels[keep])]
    speaks = set(before.loc[before["verdict"] != "not_applicable", "target"])
    asked = [target for target in standing.registry.targets if target.id in speaks]
    touched = [target for target in asked if _asks(target, set(changed["kind"]), standing)]
    before = before[before["target"].isin([target.id for target in touched])]
    counties = standing.counties.reset_index(drop=True)[keep]
    registry = replace(standing.registry, targets=tuple(touched))
    table = judged(standing, registry, after, progress, counties, False) if touched else before
    table = _keyed(table).merge(_keyed(before)[[*_KEY, *_FIGURES]], on=_KEY, how="left", suffixes=("", "_before"))
    same = table["verdict"] == table["verdict_before"]
    for name in ("numerator", "value", "unknown"):
        now, then = table[name].fillna(-1.0), table[f"{name}_before"].fillna(-1.0)
        same &= (now - then).abs() <= _SAME
    table = table[(~same & (table["verdict"] != "not_applicable")).to_numpy()].reset_index(drop=True)
    by_id = {target.id: target for target in standing.registry.targets}
    table["gained_unit"] = [unit_of(by_id[target]) for target in table["target"]]
    table["gained"] = (table["numerator"] - table["numerator_before"].fillna(0.0)).astype(float)
    return table


def _asks(target: Target, kinds: set, standing: Standing) -> bool:
    if TECHNOLOGY not in tokens_of(target.compute)[1]:  # how many were measured is changed by no site
        return False
    counted = [kind for group in (None, "coast") for kind in kinds_of(target, standing.profile, group)]
    return bool({kind.partition("@")[0] for kind in counted} & kinds)


def _keyed(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(**{name: table[name].fillna("").astype(str) for name in _KEY})


def _id_of(kind: str) -> str:
    return {"places": "place_id", "routes": "route_id", "zones": "zone_id"}[kind]


def _nothing() -> pd.DataFrame:
    columns = ["demand", "label", "kind", "county", "unit", "gained", "state", "state_before", "geometry"]
    return pd.DataFrame({name: pd.Series(dtype=float if name == "gained" else object) for name in columns})
