"""CG-15: the gaps that universal service (电信普遍服务) could close, one row per task."""

from __future__ import annotations

from typing import Any, Optional

import geopandas as gpd
import numpy as np
import pandas as pd

from .. import metric
from .coverage_case import CoverageCase, coverage_rule
from .coverage_routes import gap_runs, with_ends
from .coverage_states import GAPS, places_on
from .profile import Profile
from .rows import at_home
from .rules import offenders, phrase

COLUMNS = [
    "rank", "county", "unit", "name", "kind", "technology", "state", "from_m", "to_m", "start_lon", "start_lat", "end_lon",
    "end_lat", "length_m", "area_m2", "people",
    "nearest_site", "nearest_m", "planned_site", "planned_m", "planned_year", "closed_in", "border_m", "near_border",
    "why",
]  # fmt: skip
_NUMBERS = (
    "from_m", "to_m", "start_lon", "start_lat", "end_lon", "end_lat", "length_m", "area_m2", "people", "nearest_m", "planned_m",
    "planned_year", "border_m",
)  # fmt: skip
_SEARCH_M = 100_000.0


def candidates(
    gaps: gpd.GeoDataFrame,
    profile: Profile,
    *,
    sites: Optional[gpd.GeoDataFrame] = None,
    plan: Optional[gpd.GeoDataFrame] = None,
    border: Optional[gpd.GeoDataFrame] = None,
    parents: Optional[pd.Series] = None,
    year: Optional[int] = None,
    language: str = "en",
) -> gpd.GeoDataFrame:
    """The tasks that gaps ask for, ranked: one row per place, stretch of a line or part of an area, columns `COLUMNS`.

    `gaps`: as findgaps writes them for any operator (EPSG:4490; demand, name, kind, county, technology, state, people,
    planned_year, from_m, to_m, length_m, area_m2, geometry); `parents`: id of a key point -> id of its place, whose task
    it is; `border`: the national border, lines or the country's area; `year`: the year of the list. Only gaps count, the
    unknown does not. Left out: what a planned site of the year or before covers (`planned_year`), and stretches shorter
    than gap_run_m; `.attrs` tell how many: planned, short. `closed_in` is the later year in which the plan closes the
    gap, `planned_year` that of the nearest planned site; start and end (degrees) are those of a stretch of a line.
    Distances are from a place on the gap (of the longest part of a stretch) to sites in the network and to planned sites
    that are neither cancelled nor built; `why` in the language.
    """
    table = (
        gaps[gaps["state"].isin(GAPS).to_numpy()].reset_index(drop=True) if len(gaps) else gaps.reset_index(drop=True)
    )
    due = _number(table, "planned_year") <= (np.inf if year is None else year)
    planned = int(due.sum())
    table = table[~due].reset_index(drop=True)
    table, short = _stretches(table, float(profile["gap_run_m"]))
    table = _by_unit(table, parents)
    table = table if len(table) else gpd.GeoDataFrame({"demand": []}, geometry=[], crs=metric.DEGREES)
    places = places_on(table)
    result = gpd.GeoDataFrame(
        {name: _given(table, name) for name in COLUMNS}, geometry=table.geometry, crs=metric.DEGREES
    )
    result["unit"], result["closed_in"], result["planned_year"] = (
        table["demand"].to_numpy(),
        _number(table, "planned_year"),
        np.nan,
    )
    for name, frame, code in (("nearest", _built(sites), "site_id"), ("planned", _open(plan), "plan_id")):
        if frame is not None:
            near = metric.nearest(places, places_on(frame))
            at = near["target"].to_numpy()
            ids = frame[code].astype(object).to_numpy() if code in frame.columns else np.full(len(frame), None, object)
            result[f"{name}_site"] = np.where(at >= 0, np.append(ids, None)[at], None)
            result[f"{name}_m"] = near["distance_m"].to_numpy()
            if name == "planned":
                result["planned_year"] = np.append(_number(pd.DataFrame(frame), "year"), np.nan)[at]
    if border is not None:
        result["border_m"] = _border_m(places, border)
        result["near_border"] = (result["border_m"] <= float(profile["candidate_border_m"])).astype("boolean")
    for name in _NUMBERS:
        result[name] = pd.to_numeric(result[name]).astype(float)
    return _ranked(result, profile, language, {"planned": planned, "short": short})


def _given(table: pd.DataFrame, name: str) -> Any:
    return table[name].to_numpy() if name in table.columns else np.full(len(table), None, object)


def _number(table: pd.DataFrame, name: str) -> np.ndarray:
    values = table[name] if name in table.columns else pd.Series(np.nan, index=table.index)
    return pd.to_numeric(values, errors="coerce").astype(float).to_numpy()


def _stretches(table: gpd.GeoDataFrame, least: float) -> tuple[gpd.GeoDataFrame, int]:
    """Parts of lines joined to stretches, within each county; how many were too short."""
    line = np.isfinite(_number(table, "from_m")) & np.isfinite(_number(table, "to_m"))
    if not line.any():
        return table, 0
    parts = table[line].reset_index(drop=True)
    county = parts["county"].fillna("").astype(str) if "county" in parts.columns else ""
    parts = parts.assign(whole=parts["demand"], demand=parts["demand"].astype(str) + "\n" + county)
    runs = with_ends(gap_runs(parts), parts)
    first = runs["part"].to_numpy(int)
    runs = runs.assign(demand=runs["whole"]).drop(columns=["whole", "part"])
    runs = gpd.GeoDataFrame(
        runs.drop(columns=table.geometry.name), geometry=parts.geometry.to_numpy()[first], crs=metric.DEGREES
    )
    long = (runs["length_m"] >= least).to_numpy()
    rest = table[~line].rename_geometry("geometry") if table.geometry.name != "geometry" else table[~line]
    joined = pd.concat([rest, runs[long]], ignore_index=True)
    return gpd.GeoDataFrame(joined, geometry="geometry", crs=metric.DEGREES), int((~long).sum())


def _by_unit(table: gpd.GeoDataFrame, parents: Optional[pd.Series]) -> gpd.GeoDataFrame:
    """Key points given up for their place: one task for a village and technology, on its own row where that is a gap too."""
    if parents is None or not len(table):
        return table
    parent = table["demand"].map(parents)
    point = parent.notna()
    unit = parent.where(point, table["demand"])
    key = pd.DataFrame({"unit": unit, "technology": _given(table, "technology")})
    own = pd.MultiIndex.from_frame(key).isin(pd.MultiIndex.from_frame(key[~point]))
    extra = point & (own | key.assign(point=point).duplicated())
    return table.assign(demand=unit)[~extra].reset_index(drop=True)


def _built(sites: Optional[gpd.GeoDataFrame]) -> Optional[gpd.GeoDataFrame]:
    if sites is None:
        return None
    country = sites["country"] if "country" in sites.columns else pd.Series(None, index=sites.index, dtype=object)
    standing = at_home(country) & ~(
        sites["status"].isin(["planned", "removed"]) if "status" in sites.columns else False
    )
    return sites[standing.to_numpy()]


def _open(plan: Optional[gpd.GeoDataFrame]) -> Optional[gpd.GeoDataFrame]:
    return (
        plan
        if plan is None or "status" not in plan.columns
        else plan[~plan["status"].isin(["cancelled", "built"]).to_numpy()]
    )


def _border_m(places: gpd.GeoSeries, border: gpd.GeoDataFrame) -> np.ndarray:
    """Distance to the border in metres: to lines, or to the edge of areas; NaN beyond 100 km."""
    shapes = border.geometry
    areas = shapes.geom_type.isin(["Polygon", "MultiPolygon"])
    lines = gpd.GeoSeries(shapes.where(~areas, shapes.boundary), crs=metric.DEGREES)
    near = metric.distance_to(places, lines, _SEARCH_M).drop_duplicates("point").set_index("point")["distance_m"]
    return near.reindex(range(len(places))).to_numpy(float)


def _ranked(table: gpd.GeoDataFrame, profile: Profile, language: str, left_out: dict[str, int]) -> gpd.GeoDataFrame:
    """By the kind's place among the 2027 targets, people, length (or area), distance to the border."""
    order = profile["candidate_order"]
    table["rank"] = table["kind"].map(order).fillna(order["other"]).astype(float)
    keys = table.assign(
        people=table["people"].fillna(0), length_m=table["length_m"].fillna(0), area_m2=table["area_m2"].fillna(0)
    )
    keys = keys.sort_values(
        ["rank", "people", "length_m", "area_m2", "border_m", "unit"], ascending=[True, False, False, False, True, True],
        kind="stable", na_position="last",
    )  # fmt: skip
    table = table.loc[keys.index].reset_index(drop=True)
    table["why"] = _why(table, profile, language)
    table["rank"] = np.arange(1, len(table) + 1)
    table = gpd.GeoDataFrame(table[[*COLUMNS, "geometry"]], geometry="geometry", crs=metric.DEGREES)
    table.attrs = left_out
    return table


def _why(table: gpd.GeoDataFrame, profile: Profile, language: str) -> list[str]:
    """For each task what speaks for its rank, in words."""
    name, limit = "zh" if language == "zh" else "en", float(profile["candidate_border_m"])
    parts = pd.DataFrame(index=table.index)
    parts["target"] = table["rank"].map(lambda rank: phrase("task_target", name, place=rank))
    parts["people"] = table["people"].map(lambda n: phrase("task_people", name, people=n), na_action="ignore")
    parts["nearest"] = table["nearest_m"].map(lambda m: phrase("task_nearest", name, distance=m), na_action="ignore")
    parts["border"] = table["near_border"].map({True: phrase("task_border", name, distance=limit / 1e3)})
    parts["later"] = table["closed_in"].map(lambda year: phrase("task_later", name, year=year), na_action="ignore")
    return [phrase("and_kinds", name).join(str(part) for part in row if pd.notna(part)) for row in parts.to_numpy()]


def tasks_of(case: CoverageCase) -> gpd.GeoDataFrame:
    """`candidates` of a case: key points go by their place."""
    parents = pd.Series(dtype=object)
    if case.kind == "places":
        child = case.parents >= 0
        parents = pd.Series(case.ids.to_numpy()[case.parents[child]], index=case.ids.to_numpy()[child])
    border, plan = case.tables.get("border"), case.tables.get("plan")
    return candidates(
        case.tables["gaps"], case.profile, sites=case.tables.get("sites"), plan=plan, border=border,
        parents=parents[~parents.index.duplicated()], year=case.date.year, language=case.language,
    )  # fmt: skip


@coverage_rule("CG-15", "candidate")
def task_for_universal_service(case: CoverageCase) -> pd.DataFrame:
    """Gaps that no planned site of the year closes, ranked; open where the gaps stand by operator."""
    if case.column("operator", "gaps").dropna().nunique() > 1 and _by_operator(case):
        return case.of_layer(unchecked="several_operators")
    tasks = case.fact(tasks_of)
    tasks = tasks.assign(row=case.rows_of(tasks["unit"]))
    tasks = tasks[tasks["row"] >= 0]
    xy = metric.coordinates(places_on(tasks))
    return offenders(
        tasks["row"], measured=tasks["nearest_m"].to_numpy() / 1e3, unit="km", rank=tasks["rank"].to_numpy(),
        technology=tasks["technology"].fillna("").to_numpy(), why=tasks["why"].to_numpy(), lon=xy[:, 0], lat=xy[:, 1],
        other=tasks["nearest_site"].to_numpy(), stretch=_stretch_words(case, tasks),
    )  # fmt: skip


def _by_operator(case: CoverageCase) -> bool:
    """Whether one part of one item is a gap of several operators: the gaps of each, not of any."""
    gaps = pd.DataFrame(case.tables["gaps"])
    key = [name for name in ("demand", "technology") if name in gaps.columns]
    return bool(gaps.groupby(key, dropna=False)["operator"].nunique().max() > 1)


def _stretch_words(case: CoverageCase, tasks: pd.DataFrame) -> list[str]:
    known = tasks["from_m"].notna().to_numpy()
    words = [case.phrase("stretch", start=a, end=b) for a, b in zip(tasks["from_m"][known], tasks["to_m"][known])]
    text = np.full(len(tasks), "", object)
    text[known] = words
    return text.tolist()
