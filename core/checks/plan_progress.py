"""How far the plan has come, per area and year: planned, applied, approved, built against the task."""

from __future__ import annotations

import datetime as dt
from typing import Optional

import geopandas as gpd
import numpy as np
import pandas as pd

from .. import metric
from ..errors import N_, CoreError
from ..townships import township_forms
from .rows import as_points, at_home

WHOLE = "all"


def plan_progress(
    plan: gpd.GeoDataFrame,
    date: dt.date,
    sites: Optional[gpd.GeoDataFrame] = None,
    applications: Optional[gpd.GeoDataFrame] = None,
    tasks: Optional[pd.DataFrame] = None,
    counties: Optional[gpd.GeoDataFrame] = None,
    townships: Optional[gpd.GeoDataFrame] = None,
) -> pd.DataFrame:
    """One row per area and year: area, level, year, planned, applied, approved, built, task, rate (%), built_source.

    Areas are the counties and townships given (by the place of each row; a township also by the name a row gives),
    the counties named in `tasks`, and the whole. `planned` leaves out cancelled sites, `applied` withdrawn
    applications; a main and its backups count once. `approved` has the status approved. `built` are 5G sites on air
    from 1 January to `date` in the year of `date` (to 31 December in the years before), else what the task table
    reports where no sites are given. `rate` = 100 * built / task, to 2 decimals. A figure whose data were not given is
    empty, never 0.
    """
    rows = [_counted("planned", plan, "year", ~_column(plan, "status").isin(["cancelled"]))]
    if applications is not None:
        standing = ~_column(applications, "status").isin(["withdrawn"])
        demand = _column(applications, "candidate_group")
        first = demand.isna() | ~pd.DataFrame({"d": demand, "s": standing}).where(standing).duplicated()
        rows.append(_counted("applied", applications, "year", standing & first))
        approved = _column(applications, "status") == "approved"
        rows.append(
            _counted(
                "approved", applications, "year", approved & (demand.isna() | ~demand.where(approved).duplicated())
            )
        )
    if sites is not None:
        rows.append(_built(sites, date))
    counted = pd.concat(rows, ignore_index=True)
    counted = counted.set_crs(metric.DEGREES, allow_override=True)
    areas = [_whole(counted)]
    areas += [
        _in_areas(counted, frame, level)
        for frame, level in ((counties, "county"), (townships, "township"))
        if frame is not None
    ]
    table = pd.concat(areas, ignore_index=True)
    measures = [
        "planned",
        *(["applied", "approved"] if applications is not None else []),
        *(["built"] if sites is not None else []),
    ]
    wide = table.pivot_table(
        index=["level", "area", "year"], columns="measure", values="count", aggfunc="sum"
    ).reset_index()
    wide = _with_tasks(wide, tasks, counties, date, sites is None)
    for measure in ("planned", "applied", "approved", "built"):
        given = measure in measures
        column = wide[measure] if measure in wide.columns else pd.Series(np.nan, index=wide.index)
        wide[measure] = (column.fillna(0) if given else column).where(
            wide["known"] | (measure == "built") & ~pd.Series(given, index=wide.index)
        )
    built = wide["built"].where(wide["year"] <= date.year)
    wide["built"] = built
    wide["rate"] = (100 * built / wide["task"].where(wide["task"] > 0)).round(2)
    order = wide["level"].map({"whole": 0, "county": 1, "township": 2})
    wide = wide.assign(order=order).sort_values(["order", "area", "year"], ignore_index=True)
    columns = ["area", "level", "year", "planned", "applied", "approved", "built", "task", "rate", "built_source"]
    return wide[columns].astype(dict.fromkeys(("year", "planned", "applied", "approved", "built"), "Int64"))


def _column(frame: pd.DataFrame, name: str) -> pd.Series:
    return frame[name] if name in frame.columns else pd.Series(None, index=frame.index, dtype=object)


def _counted(measure: str, frame: gpd.GeoDataFrame, year: str, keep: pd.Series) -> gpd.GeoDataFrame:
    """The rows that count for a measure: year, township, place."""
    table = gpd.GeoDataFrame(
        {
            "measure": measure,
            "year": _column(frame, year).astype("Float64").astype(float),
            "township": _column(frame, "township"),
        },
        geometry=as_points(frame, measure).values,
    )
    return table[keep.to_numpy() & table["year"].notna()]


def _built(sites: gpd.GeoDataFrame, date: dt.date) -> gpd.GeoDataFrame:
    if "on_air" not in sites.columns or "technologies" not in sites.columns:
        raise CoreError(N_("To count built sites, the sites need the columns on_air (a date) and technologies."))
    on_air = pd.to_datetime(sites["on_air"])
    five_g = (
        sites["technologies"].map(lambda t: "5G" in str(t).split(";"), na_action="ignore").fillna(False).astype(bool)
    )
    counts = (
        five_g
        & at_home(_column(sites, "country"))
        & (on_air <= pd.Timestamp(date))
        & ~_column(sites, "status").isin(["removed", "planned", "building"])
    )
    return _counted("built", sites.assign(on_air_year=on_air.dt.year.astype("Int64")), "on_air_year", counts)


def _whole(counted: gpd.GeoDataFrame) -> pd.DataFrame:
    size = counted.groupby(["measure", "year"]).size()
    return size.rename("count").reset_index().assign(level="whole", area=WHOLE)


def _in_areas(counted: gpd.GeoDataFrame, areas: gpd.GeoDataFrame, level: str) -> pd.DataFrame:
    """Counts by area: by place; rows without a place by the township they name. Areas without a row get 0."""
    name = _column(areas, "name").fillna(_column(areas, "code")).fillna("?").astype(str)
    twice = name.duplicated(keep=False) & _column(areas, "code").notna()
    names = name.where(~twice, name + " (" + _column(areas, "code").astype(str) + ")").to_numpy()
    points = gpd.GeoSeries(counted.geometry.values, crs=metric.DEGREES)
    pairs = metric.inside(points, areas.geometry.reset_index(drop=True)).drop_duplicates("point")
    where = pd.Series(-1, index=range(len(counted)))
    where[pairs["point"].to_numpy()] = pairs["target"].to_numpy()
    if level == "township":
        form = {f: n for n, name in enumerate(names) for f in township_forms(name)}
        lost = points.isna().to_numpy()
        named = counted["township"].map(
            lambda t: next((form[f] for f in township_forms(t) if f in form), -1), na_action="ignore"
        )
        where = where.where(~lost, pd.Series(named.fillna(-1).to_numpy(), index=where.index)).astype(int)
    held = where >= 0
    table = pd.DataFrame(
        {"measure": counted["measure"].to_numpy(), "year": counted["year"].to_numpy(), "area": where.to_numpy()}
    )[held.to_numpy()]
    years = sorted(counted["year"].unique())
    every = pd.MultiIndex.from_product(
        [sorted(counted["measure"].unique()), years, range(len(names))], names=["measure", "year", "area"]
    )
    size = table.groupby(["measure", "year", "area"]).size().reindex(every, fill_value=0)
    frame = size.rename("count").reset_index().assign(level=level)
    frame["area"] = names[frame["area"].to_numpy()]
    return frame


def _with_tasks(
    wide: pd.DataFrame,
    tasks: Optional[pd.DataFrame],
    counties: Optional[gpd.GeoDataFrame],
    date: dt.date,
    from_report: bool,
) -> pd.DataFrame:
    """The table with task and reported figures; counties named only in the tasks get rows of their own.

    A single county in the tasks without a county layer is the whole: its plan is the plan given.
    """
    wide = wide.assign(known=True, built_source="sites" if not from_report else None)
    if tasks is None:
        return wide.assign(task=np.nan)
    if not {"county", "year", "task"} <= set(tasks.columns):
        raise CoreError(N_("The tasks need the columns county, year and task."))
    given = tasks.dropna(subset=["county", "year"]).assign(year=lambda t: t["year"].astype(float))
    given["county"] = given["county"].astype(str).str.strip()
    if counties is not None and {"code", "name"} <= set(counties.columns):
        name_of = counties.dropna(subset=["code"]).set_index(counties["code"].dropna().astype(str))["name"]
        given["county"] = given["county"].map(name_of).fillna(given["county"])
    twice = given.duplicated(["county", "year"])
    if twice.any():
        first = given[twice].iloc[0]
        raise CoreError(
            N_("The tasks name {county} in {year} more than once. Keep one row per county and year."),
            county=first["county"], year=int(first["year"]),
        )  # fmt: skip
    reported = given["built_reported"] if "built_reported" in given.columns else np.nan
    given = given.assign(reported=reported)[["county", "year", "task", "reported"]].rename(columns={"county": "area"})
    if counties is None and given["area"].nunique() == 1:
        wide["area"] = wide["area"].where(wide["level"] != "whole", given["area"].iloc[0])
        wide["level"] = wide["level"].where(wide["level"] != "whole", "county")
    known = given.groupby("year")[["task", "reported"]].agg(lambda figures: figures.sum(skipna=False))
    total = known.reset_index().assign(area=WHOLE)  # no sum where a county's figure is not told
    if counties is not None:  # the whole is measured against a task only when every county has one
        each = given[given["area"].isin(_column(counties, "name"))].groupby("year").size()
        total = total[total["year"].map(each).fillna(0) >= len(counties)]
    keyed = pd.concat([given.assign(level="county"), total.assign(level="whole")])
    if counties is None and given["area"].nunique() == 1:
        keyed = keyed[keyed["level"] == "county"]
    merged = wide.merge(keyed, on=["level", "area", "year"], how="outer")
    merged["known"] = (
        merged["known"].fillna(False).astype(bool)
        | (merged["level"] == "whole")
        | (counties is None) & (given["area"].nunique() == 1)
    )
    if counties is not None:
        merged["known"] |= merged["area"].isin(_column(counties, "name").dropna().astype(str))
    if from_report:
        merged["built"] = merged["reported"].astype(float)
        merged["built_source"] = merged["built"].map(lambda b: "reported", na_action="ignore")
    else:
        merged["built_source"] = "sites"
    return merged
