"""A gazetteer as it comes, one or several named layers, read into entries, township names and township centres."""

from __future__ import annotations

from typing import Any, Optional

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .. import metric
from ..errors import N_, CoreError, Progress, no_progress
from ..schema import plain
from ..townships import township_forms
from .chinese_address import clean, words
from .gazetteer import Entry, Gazetteer, build


def text_of(table: pd.DataFrame, name: str) -> pd.Series:
    """The column as text, empty where the table lacks it or a cell is empty."""
    if name not in table.columns:
        return pd.Series("", index=table.index, dtype=object)
    column = table[name].astype(object)
    return column.where(column.notna(), "").astype(str)


def areas(townships: Optional[gpd.GeoDataFrame]) -> Optional[gpd.GeoDataFrame]:
    """The township polygons that have a name and a shape; None when there are none."""
    if townships is None or "name" not in townships or not len(townships):
        return None
    filled = townships[~(townships.geometry.isna() | townships.geometry.is_empty) & townships["name"].notna()]
    return filled.reset_index(drop=True)


def read_gazetteer(
    frame: gpd.GeoDataFrame,
    areas: Optional[gpd.GeoDataFrame],
    texts: pd.Series,
    county: str,
    progress: Progress = no_progress,
) -> Gazetteer:
    """The gazetteer of a standard table in EPSG:4490; `texts`: the addresses, which tell the units above the county.

    Kinds are words of either language, else the end of the name; a missing township comes from the polygons.
    CoreError where no row has a name.
    """
    if "name" not in frame or frame["name"].notna().sum() == 0:
        raise CoreError(N_("The gazetteer has no names: it needs a column name (名称)."))
    named = frame[frame["name"].notna() & ~(frame.geometry.isna() | frame.geometry.is_empty)].reset_index(drop=True)
    spots, radius = _spots(named.geometry)
    names = named["name"].astype(str).str.strip()
    kinds = _kinds(text_of(named, "kind"), names)
    towns = _town_words(names[kinds == "township"], text_of(named, "also")[kinds == "township"], areas)
    given = text_of(named, "township")
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
    return build(entries, text_of(named, "also"), towns, cleaned, county.strip(), progress)


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


def centres(
    places: Gazetteer, areas: Optional[gpd.GeoDataFrame], limits: dict[str, Any]
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
                centres[name] = (float(xy[n, 0]), float(xy[n, 1]), float(radius[n]))
    return centres
