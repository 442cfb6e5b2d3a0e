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
from ..errors import N_, CoreError, Progress, no_progress
from ..schema import code_lists, plain, read_resource
from ..townships import township_forms
from .chinese_address import clean, words
from .gazetteer import Entry, Gazetteer, build
from .witnesses import Heard, hear

GRADES = ("surveyed", "building", "street", "township", "none")


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
    text = {name: _text(table, name) for name in ("address", "name", "owner", "township")}
    areas = _areas(townships)
    places = _gazetteer(gazetteer, areas, text["address"], county, limits)
    centres = _centres(places, areas, gazetteer, limits)
    shapes = table.geometry.to_numpy()
    kept = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    rows = pd.DataFrame(text)
    rows["township"] = (
        rows["township"].map({t: places.towns.get(t, ("",))[0] for t in rows["township"].unique()}).fillna("")
    )
    distinct, number = _distinct(rows[~kept])
    found: list[dict[str, Any]] = []
    for n, row in enumerate(distinct.itertuples(index=False)):
        heard = hear(places, row.address, row.name, row.owner, row.township)
        found.append(_answer(heard, places, centres, limits, language))
        if n % 1000 == 0:
            progress(n / len(distinct))
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


def _text(table: pd.DataFrame, name: str) -> pd.Series:
    if name not in table.columns:
        return pd.Series("", index=table.index, dtype=object)
    column = table[name].astype(object)
    return column.where(column.notna(), "").astype(str)


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
        return dict(
            lon=entry.lon,
            lat=entry.lat,
            place_grade=found.grade,
            uncertainty_m=doubt,
            place_reason=reason,
            matched_name=entry.name,
        )
    why = _phrases()["why"][found.why][tongue].format(**found.facts)
    if found.grade == "township" and found.town in centres:
        lon, lat, radius = centres[found.town]
        reason = _say("township", language, name=found.town, why=why)
        return dict(
            lon=lon, lat=lat, place_grade="township", uncertainty_m=radius, place_reason=reason, matched_name=found.town
        )
    return dict(
        lon=np.nan,
        lat=np.nan,
        place_grade="none",
        uncertainty_m=np.nan,
        place_reason=_say("none", language, why=why),
        matched_name=None,
    )


def _areas(townships: Optional[gpd.GeoDataFrame]) -> Optional[gpd.GeoDataFrame]:
    if townships is None or "name" not in townships or not len(townships):
        return None
    filled = townships[~(townships.geometry.isna() | townships.geometry.is_empty) & townships["name"].notna()]
    return filled.reset_index(drop=True)


def _gazetteer(
    frame: gpd.GeoDataFrame, areas: Optional[gpd.GeoDataFrame], texts: pd.Series, county: str, limits: dict[str, Any]
) -> Gazetteer:
    if "name" not in frame or frame["name"].notna().sum() == 0:
        raise CoreError(N_("The gazetteer has no names: it needs a column name (名称)."))
    named = frame[frame["name"].notna() & ~(frame.geometry.isna() | frame.geometry.is_empty)].reset_index(drop=True)
    spots, radius = _spots(named.geometry)
    names = named["name"].astype(str).str.strip()
    kinds = _kinds(_text(named, "kind"), names)
    towns = _town_words(names[kinds == "township"], _text(named, "also")[kinds == "township"], areas)
    given = _text(named, "township")
    known = {word: towns.get(word, towns.get(clean(word)[0], ("",)))[0] or word for word in given.unique()}
    township = given.map(known).to_numpy(dtype=object)
    township = np.where(kinds == "township", [towns.get(n, (n,))[0] for n in names], township)
    if areas is not None and (township == "").any():
        lost = np.flatnonzero(township == "")
        held = metric.inside(gpd.GeoSeries(spots[lost], crs=metric.DEGREES), areas.geometry).drop_duplicates("point")
        township[lost[held["point"]]] = areas["name"].astype(str).to_numpy()[held["target"]]
    xy = shapely.get_coordinates(spots)
    entries = [Entry(*row) for row in zip(names, kinds, township, xy[:, 0], xy[:, 1], radius)]
    cleaned = [clean(text)[0] for text in texts.unique()]
    return build(entries, _text(named, "also"), towns, cleaned, county.strip())


def _spots(shapes: gpd.GeoSeries) -> tuple[np.ndarray, np.ndarray]:
    """A point on each shape and how far in metres the shape reaches from it."""
    values = shapes.to_numpy()
    spots = shapely.point_on_surface(values)
    lone = shapely.get_type_id(values) == 0
    spots[lone] = values[lone]
    radius = np.zeros(len(values))
    if (~lone).any():
        rows = np.flatnonzero(~lone)
        corners, owner = shapely.get_coordinates(values[rows], return_index=True)
        far = metric.geodesic_m(shapely.get_coordinates(spots[rows])[owner], corners)
        np.maximum.at(radius, rows[owner], far)
    return spots, radius


def _kinds(given: pd.Series, names: pd.Series) -> np.ndarray:
    spoken = {plain(word): kind for kind, also in words()["kinds"].items() for word in also}
    ends = {end: kind for kind, found in words()["ends"].items() for end in found}

    def kind_of(word: str, name: str) -> str:
        if plain(word) in spoken:
            return spoken[plain(word)]
        if plain(word):
            return "building"
        return next((ends[name[-n:]] for n in (5, 4, 3, 2, 1) if name[-n:] in ends and len(name) > n), "building")

    return np.array([kind_of(word, name) for word, name in zip(given, names)], dtype=object)


def _town_words(names: pd.Series, also: pd.Series, areas: Optional[gpd.GeoDataFrame]) -> dict[str, tuple[str, str]]:
    """How townships are written: full names, former names, and short ones (where no two share it)."""
    full = list(dict.fromkeys([*names, *(areas["name"].astype(str) if areas is not None else ())]))
    towns = {name: (name, "full") for name in full}
    for name, others in zip(names, also):
        for other in others.replace("；", ";").split(";"):
            if len(other) > 1:
                towns.setdefault(other, (name, "former"))
    short: dict[str, set[str]] = {}
    for name in full:
        for form in township_forms(name):
            short.setdefault(form, set()).add(name)
    for form, holders in short.items():
        if len(form) > 1 and len(holders) == 1:
            towns.setdefault(form, (next(iter(holders)), "short"))
    return towns


def _centres(
    places: Gazetteer, areas: Optional[gpd.GeoDataFrame], frame: gpd.GeoDataFrame, limits: dict[str, Any]
) -> dict[str, tuple[float, float, float]]:
    """Point and radius of each township: of its polygon, else of its entry in the gazetteer."""
    usual = float(limits["grade_uncertainty_m"]["township"])
    centres = {e.township: (e.lon, e.lat, e.radius_m or usual) for e in places.entries if e.kind == "township"}
    if areas is not None:
        spots, radius = _spots(areas.geometry)
        xy = shapely.get_coordinates(spots)
        names = areas["name"].astype(str)
        for n, name in enumerate(names):
            if (names == name).sum() == 1:
                centres[name] = (xy[n, 0], xy[n, 1], radius[n])
    return centres


assert set(GRADES) == set(code_lists()["place_grade"])  # noqa: S101 - the grades are the code list's
