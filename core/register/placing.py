"""Resources that have only an address get the finest place that is certain, its grade and its uncertainty."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Optional

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .. import metric
from ..errors import Progress, no_progress
from ..schema import code_lists, read_resource
from .gazetteer import Gazetteer
from .named_places import areas, centres, read_gazetteer, text_of
from .witnesses import Heard, hear


def place(
    resources: gpd.GeoDataFrame,
    gazetteer: gpd.GeoDataFrame,
    townships: Optional[gpd.GeoDataFrame] = None,
    profile: Optional[Mapping[str, Any]] = None,
    county: str = "",
    language: str = "en",
    progress: Progress = no_progress,
) -> gpd.GeoDataFrame:
    """The rows with geometry, place_grade, uncertainty_m (metres), place_reason and matched_name.

    All tables are standard tables in EPSG:4490. A row that has a place keeps it, with its grade (else surveyed) and its
    uncertainty (else 0 when surveyed, else what the profile says of the grade). `county`: its name, where the names of
    the gazetteer don't tell it. CoreError where the gazetteer has no names.
    """
    limits = _limits(profile)
    table = resources.reset_index(drop=True).copy()
    text = {name: text_of(table, name) for name in ("address", "name", "owner", "township")}
    polygons = areas(townships)
    places = read_gazetteer(gazetteer, polygons, text["address"], county, lambda share: progress(0.4 * share))
    middles = centres(places, polygons, limits)
    shapes = table.geometry.to_numpy()
    kept = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    rows = pd.DataFrame(text)
    rows["pole"] = text_of(table, "category").map(_is_pole)
    rows["township"] = (
        rows["township"].map({t: places.towns.get(t, ("",))[0] for t in rows["township"].unique()}).fillna("")
    )
    distinct, number = _distinct(rows[~kept])
    found: list[dict[str, Any]] = []
    for n, row in enumerate(distinct.itertuples(index=False)):
        heard = hear(places, row.address, row.name, row.owner, row.township, row.pole)
        found.append(_answer(heard, places, middles, limits, language))
        if n % 1000 == 0:
            progress(0.4 + 0.6 * n / len(distinct))
    answers = pd.DataFrame(
        found, columns=["lon", "lat", "place_grade", "uncertainty_m", "place_reason", "matched_name"]
    )
    _write(table, kept, answers.iloc[number].reset_index(drop=True), limits, language)
    progress(1.0)
    return table


def _limits(profile: Optional[Mapping[str, Any]]) -> dict[str, Any]:
    if profile is None:
        shipped = read_resource("profiles", "national.yaml")["values"]
        profile = {key: shipped[key]["value"] for key in ("grade_uncertainty_m", "place_uncertainty_m")}
    return {key: profile[key] for key in ("grade_uncertainty_m", "place_uncertainty_m")}


def _distinct(rows: pd.DataFrame) -> tuple[pd.DataFrame, np.ndarray]:
    groups = rows.groupby(list(rows.columns), sort=False, dropna=False)
    return rows.drop_duplicates().reset_index(drop=True), groups.ngroup().to_numpy()


def _write(
    table: gpd.GeoDataFrame, kept: np.ndarray, answers: pd.DataFrame, limits: dict[str, Any], language: str
) -> None:
    grade = (
        table["place_grade"].astype(object)
        if "place_grade" in table
        else pd.Series(None, index=table.index, dtype=object)
    )
    doubt = table["uncertainty_m"].astype(float) if "uncertainty_m" in table else pd.Series(np.nan, index=table.index)
    grade = grade.where(grade.notna() & (grade != "none"), "surveyed")
    doubt = doubt.fillna(grade.map(limits["grade_uncertainty_m"]).astype(float)).to_numpy(copy=True)
    grade = grade.to_numpy(copy=True)
    reason = np.full(len(table), _say("kept", language), dtype=object)
    name = np.full(len(table), None, dtype=object)
    grade[~kept], doubt[~kept] = answers["place_grade"], answers["uncertainty_m"].astype(float)
    reason[~kept], name[~kept] = answers["place_reason"], answers["matched_name"]
    shapes = table.geometry.to_numpy().copy()
    xy = answers[["lon", "lat"]].to_numpy(float)
    points = np.full(len(xy), None, dtype=object)
    known = np.isfinite(xy).all(axis=1)
    points[known] = shapely.points(xy[known])
    new = np.asarray(shapes, dtype=object)
    new[~kept] = points
    table["place_grade"], table["uncertainty_m"], table["place_reason"], table["matched_name"] = (
        grade,
        doubt,
        reason,
        name,
    )
    table[table.geometry.name] = gpd.GeoSeries(new, index=table.index, crs=metric.DEGREES)


@cache
def _is_pole(category: str) -> bool:
    return "杆" in code_lists()["resource_category"].get(category, {"zh": category})["zh"]


@cache
def _phrases() -> dict[str, Any]:
    return read_resource("rules", "placing.yaml")


def _say(key: str, language: str, **facts: Any) -> str:
    return _phrases()[key]["zh" if language == "zh" else "en"].format(**facts)


def _answer(
    heard: Heard,
    places: Gazetteer,
    centres: dict[str, tuple[float, float, float]],
    limits: dict[str, Any],
    language: str,
) -> dict[str, Any]:
    found, tongue = heard.found, "zh" if language == "zh" else "en"
    facts = {"witness": _phrases()["witness"][heard.witness][tongue], **found.facts}
    if found.entry is not None and found.grade in ("building", "street"):
        entry = places.entries[found.entry]
        usual = limits["place_uncertainty_m"]
        doubt = max(
            entry.radius_m, limits["grade_uncertainty_m"]["building"] if entry.kind not in usual else usual[entry.kind]
        )
        if found.near_m is not None:
            doubt = max(doubt, usual["near"]) + found.near_m
        elif found.why == "rivals":
            doubt = max(doubt, usual["near"])
        key = found.why if found.why in ("named", "slip", "near", "inside", "apart") else "named"
        reason = _say(key, language, **facts)
        return _placed(entry.lon, entry.lat, found.grade, doubt, reason, entry.name)
    why = _phrases()["why"][found.why][tongue].format(**found.facts)
    if found.grade == "township" and found.town in centres:
        lon, lat, radius = centres[found.town]
        reason = _say("township", language, name=found.town, why=why)
        return _placed(lon, lat, "township", radius, reason, found.town)
    return _placed(np.nan, np.nan, "none", np.nan, _say("none", language, why=why), None)


def _placed(lon: float, lat: float, grade: str, doubt: float, reason: str, name: Optional[str]) -> dict[str, Any]:
    return {
        "lon": lon, "lat": lat, "place_grade": grade, "uncertainty_m": doubt, "place_reason": reason, "matched_name": name
    }  # fmt: skip
