"""How far the register has come: places opened, surveyed, usable, signed, built, withdrawn at the end of each period."""

from __future__ import annotations

import datetime as dt
from typing import Optional

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .. import metric, private
from ..errors import Progress, no_progress
from ..registered import Limits, column, is_pole, places
from ..townships import township_forms

WHOLE = "all"
NOWHERE = "none"
# measure: statuses that have reached it, the column that dates it
MEASURES = {
    "opened": (("published", "usable", "unusable", "refused", "signed", "built"), "published_on"),
    "surveyed": (("usable", "unusable", "signed", "built"), "surveyed_on"),
    "usable": (("usable", "signed", "built"), "surveyed_on"),
    "signed": (("signed", "built"), "signed_on"),
    "built": (("built",), "built_on"),
    "withdrawn": (("withdrawn",), "withdrawn_on"),
}
COLUMNS = ["area", "level", "period", "owner_class", *MEASURES, "poles", "undated"]


def register_progress(
    resources: gpd.GeoDataFrame,
    date: dt.date,
    profile: Limits,
    counties: Optional[gpd.GeoDataFrame] = None,
    townships: Optional[gpd.GeoDataFrame] = None,
    progress: Progress = no_progress,
) -> pd.DataFrame:
    """One row per area, year and month, and owner class (and `all`): the places (处) that have come so far by its end.

    Areas are the whole, and the counties and townships given, by the place of each row; a township also by the name
    that a row without a place gives; rows of no area stand under `none`. Periods run from the first date in the
    register to `date`; the last of each kind ends on `date`. Duplicates count once. A status counts from its date
    (published_on, surveyed_on, signed_on, built_on, withdrawn_on) and takes in those before it: a built place was opened
    and signed. `opened` leaves out what is withdrawn by then, and all that is withdrawn without a date. `poles` are those
    of the places opened. A figure is empty where places have reached the status and none of them says when; where some do,
    it counts these, and `undated` tells in how many places a date is missing.
    """
    table = resources.reset_index(drop=True)
    points = _points(table)
    grade = column(table, "place_grade").map(profile["grade_uncertainty_m"]).astype(float).fillna(0.0)
    doubt = column(table, "uncertainty_m").astype(float).fillna(grade).to_numpy()
    events = _events(table, _one_each(table, points, doubt, profile), date)
    progress(0.3)
    ends = _periods(events, date)
    frames = [_figures(events, ends).assign(area=WHOLE, level="whole")]
    for level, areas, done in (("county", counties, 0.3), ("township", townships, 0.6)):
        if areas is not None:
            names, where = _held(table, points, areas, level)
            held = dict(list(events.groupby(where[events["row"]])))
            nothing = [] if (where >= 0).all() else [-1]
            for code in [*range(len(areas)), *nothing]:
                mine = _figures(held.get(code, events.iloc[:0]), ends)
                frames.append(mine.assign(area=names[code], level=level))
                progress(done + 0.3 * max(code, 0) / len(areas))
    progress(1.0)
    found = pd.concat(frames, ignore_index=True)
    return found[COLUMNS].astype(dict.fromkeys([*MEASURES, "poles", "undated"], "Int64"))


def _points(table: gpd.GeoDataFrame) -> gpd.GeoSeries:
    shapes = table.geometry.to_numpy() if isinstance(table, gpd.GeoDataFrame) else np.full(len(table), None)
    lost = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    return gpd.GeoSeries(np.where(lost, None, shapely.centroid(shapes)), crs=metric.DEGREES)


def _one_each(table: pd.DataFrame, points: gpd.GeoSeries, doubt: np.ndarray, profile: Limits) -> np.ndarray:
    """One row of each place: the first of its duplicates; withdrawn rows are places of their own."""
    place = places(table, points, doubt, profile)
    first = place == np.arange(len(table))
    return first | (column(table, "status") == "withdrawn").to_numpy()


def _events(table: pd.DataFrame, first: np.ndarray, date: dt.date) -> pd.DataFrame:
    """When each place reached each status: row, measure, on (NaT where not dated), owner_class, weight, poles.

    A place withdrawn takes itself out of `opened` again, with a weight of -1. A status that a table does not have at all
    makes every figure but `opened` and `surveyed` unknown (`on` empty for a row of no weight).
    """
    status = column(table, "status")
    known = status.notna()
    poles = pd.to_numeric(column(table, "poles"), errors="coerce").fillna(0).where(is_pole(table), 0)
    owner = column(table, "owner_class").where(column(table, "owner_class").notna(), "unknown")
    events = []
    for measure, (codes, day) in MEASURES.items():
        on = pd.to_datetime(column(table, day))
        reached = status.isin(codes)
        if measure == "opened":
            reached |= ~known
        if measure == "surveyed":
            reached |= on.notna() & (status != "withdrawn")
        dark = ~known if measure not in ("opened", "surveyed") else pd.Series(False, index=table.index)
        rows = np.flatnonzero(first & (reached | dark))
        events.append(
            pd.DataFrame({"row": rows, "measure": measure, "on": on.where(~dark).to_numpy()[rows], "weight": 1})
        )
    gone = np.flatnonzero(first & (status == "withdrawn") & pd.to_datetime(column(table, "withdrawn_on")).notna())
    out, opened = (pd.to_datetime(column(table, c)).to_numpy()[gone] for c in ("withdrawn_on", "published_on"))
    events.append(pd.DataFrame({"row": gone, "measure": "opened", "on": opened, "weight": 1}))
    events.append(
        pd.DataFrame({"row": gone, "measure": "opened", "on": np.where(pd.isna(opened), opened, out), "weight": -1})
    )
    every = pd.concat(events, ignore_index=True)
    every["on"] = pd.to_datetime(every["on"])
    every = every[~(every["on"] > pd.Timestamp(date))]
    return every.assign(owner_class=owner.to_numpy()[every["row"]], poles=poles.to_numpy()[every["row"]])


def _periods(events: pd.DataFrame, date: dt.date) -> pd.Series:
    """The end of each year and month from the first date to `date`, by the name of the period."""
    first, last = events["on"].min(), pd.Timestamp(date)
    first = last if pd.isna(first) else first
    years = pd.period_range(first, last, freq="Y")
    months = pd.period_range(first, last, freq="M")
    ends = pd.Series([p.end_time.normalize() for p in [*years, *months]], index=[str(p) for p in [*years, *months]])
    return ends.clip(upper=last)


def _figures(events: pd.DataFrame, ends: pd.Series) -> pd.DataFrame:
    """The figures of one area: one row per period and owner class."""
    both = pd.concat([events, events.assign(owner_class=WHOLE)], ignore_index=True)
    classes = [WHOLE, *sorted(set(events["owner_class"]))]
    index = pd.MultiIndex.from_product([classes, ends.index], names=["owner_class", "period"])
    wide = pd.DataFrame(index=index)
    both["poles"] *= both["weight"]
    for measure in MEASURES:
        mine = both[both["measure"] == measure]
        wide[measure] = _running(mine, "weight", classes, ends)
        reached = mine.groupby("owner_class").size().reindex(classes, fill_value=0)
        dated = mine[mine["on"].notna()].groupby("owner_class").size().reindex(classes, fill_value=0)
        dark = (reached > 0) & (dated == 0)
        wide.loc[wide.index.get_level_values(0).isin(dark.index[dark]), measure] = np.nan
        if measure == "opened":
            wide["poles"] = _running(mine, "poles", classes, ends)
            wide.loc[wide["opened"].isna(), "poles"] = np.nan
    lost = both[both["on"].isna()].groupby("owner_class")["row"].nunique().reindex(classes, fill_value=0)
    wide["undated"] = wide.index.get_level_values(0).map(lost)
    return wide.reset_index()


def _running(events: pd.DataFrame, value: str, classes: list[str], ends: pd.Series) -> np.ndarray:
    """Sums of a value up to each end, class by class."""
    dated = events[events["on"].notna()].sort_values("on")
    sums = []
    for name in classes:
        mine = dated[dated["owner_class"] == name]
        total = np.r_[0, np.cumsum(mine[value].to_numpy(float))]
        sums.append(total[np.searchsorted(mine["on"].to_numpy(), ends.to_numpy(), side="right")])
    return np.concatenate(sums)


def _held(
    table: pd.DataFrame, points: gpd.GeoSeries, areas: gpd.GeoDataFrame, level: str
) -> tuple[dict[int, str], np.ndarray]:
    """The names of areas by their position (-1: none of them) and the area of each row: by place, else by the township it names."""
    areas = areas.reset_index(drop=True)
    code = column(areas, "code")
    name = column(areas, "name").where(column(areas, "name").notna(), code).fillna("?").astype(str)
    twice = name.duplicated(keep=False) & code.notna()
    names = name.where(~twice, name + " (" + code.astype(str) + ")")
    pairs = metric.inside(points, areas.geometry).drop_duplicates("point")
    where = np.full(len(table), -1)
    where[pairs["point"]] = pairs["target"]
    if level == "township":
        form = {form: n for n, word in enumerate(name) for form in township_forms(word)}
        said = column(table, "township").map(
            lambda word: next((form[f] for f in township_forms(word) if f in form), -1), na_action="ignore"
        )
        lost = (where < 0) & points.isna().to_numpy()
        where = np.where(lost, said.fillna(-1).to_numpy(), where).astype(int)
    return {**dict(enumerate(names)), -1: NOWHERE}, where


def public_register(resources: gpd.GeoDataFrame, profile: Limits) -> tuple[gpd.GeoDataFrame, int]:
    """The register fit to be published, and how many rows were left out of it.

    Left out are bodies that guard the border (named in any text of the row), proposed and withdrawn rows. Of the rest only
    the columns that private.yaml lists are kept; phone numbers and names of people are taken out of their texts, and a
    private owner's name goes; coordinates are rounded to the profile's decimals. A column `edition` says `public`.
    """
    table = resources.reset_index(drop=True)
    found = private.private_cells(pd.DataFrame(table.drop(columns=table.geometry.name)))
    hidden = np.logical_or.reduce([np.zeros(len(table), bool), *found["border"].values()])
    hidden |= column(table, "status").isin(["proposed", "withdrawn"]).to_numpy()
    kept = [name for name in private.words()["public"] if name in table.columns]
    public = pd.DataFrame(table[kept])
    for name in private.text_columns(public):
        public[name] = private.cleaned(public[name])
    persons = found["names"].get("owner")
    if persons is not None and "owner" in public.columns:
        public["owner"] = public["owner"].where(~persons, None)
    xy = np.round(metric.coordinates(_points(table)), int(profile["public_decimals"]))
    points = np.where(np.isfinite(xy).all(axis=1), shapely.points(np.nan_to_num(xy)), None)
    public["edition"] = "public"
    whole = gpd.GeoDataFrame(public, geometry=gpd.GeoSeries(points, crs=metric.DEGREES))
    return whole[~hidden].reset_index(drop=True), int(hidden.sum())
