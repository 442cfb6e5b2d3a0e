"""What stands: 5G stations on air, stations built of the year's task, places opened in the register."""

from __future__ import annotations

import datetime as dt
from typing import Optional

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .. import metric
from ..registered import column, firsts, is_pole, places
from ..schema import plain
from .areas import Areas
from .records import Target
from .scope import Defaults
from .verdict import Figure
from .wording import say

_HOME = {plain(word) for word in ("CN", "CHN", "China", "中国", "中华人民共和国", "PRC")}
REGISTER = "register"
"""How COMPLETE names the register of opened places, among the kinds."""
REGISTER_WORDS = frozenset(plain(word) for word in (REGISTER, "resources", "开放资源", "开放资源清单", "开放目录"))
_NOT_ON_AIR = ("removed", "planned", "building", "built")


def stations(target: Target, sites: Optional[pd.DataFrame], areas: Areas, date: dt.date, language: str) -> list[Figure]:
    """Stations of the target's technology on air in each area: how many, their share, those opened in the year, per 10,000 people."""
    measure, technology = target.compute["measure"], str(target.compute["technology"])
    until = dt.date.fromisoformat(str(target.compute["until"])) if target.compute.get("until") else None
    if sites is None or not len(sites):
        return [Figure(found=False, measure="number", missing=[say("no_sites", language)]) for _ in range(len(areas))]
    lack = [
        name
        for name in ("technologies", *(["on_air"] if until or measure == "opened" else []))
        if name not in sites.columns
    ]
    if lack:
        text = say("sites_columns", language, columns=", ".join(lack))
        return [Figure(found=False, measure="number", missing=[text]) for _ in range(len(areas))]
    of_it = (
        column(sites, "technologies").map(lambda t: technology in str(t).split(";"), na_action="ignore").fillna(False)
    )
    on_air = pd.to_datetime(column(sites, "on_air"), errors="coerce")
    last = pd.Timestamp(min(until, date) if until else date)
    stands = _on_air(sites) & ~(on_air > last)
    undated = stands & on_air.isna() & bool(until or measure == "opened")
    untold = stands & (column(sites, "technologies").isna() | _status_untold(sites))
    of_it = of_it | column(sites, "technologies").isna()
    undated, sure = undated | untold, stands & ~undated & ~untold
    found = []
    for area, rows in enumerate(areas.inside(sites)):
        if not len(rows):
            found.append(Figure(found=False, measure="number", missing=[say("no_sites_here", language)]))
            continue
        mine = np.zeros(len(sites), bool)
        mine[rows] = True
        count, doubt = int((sure & of_it & mine).sum()), int((undated & of_it & mine).sum())
        figure = Figure(count, doubt, None, float(count), measure="number", basis=[say("sites_counted", language)])
        if measure == "share":
            figure = Figure(count, doubt, int((stands & mine).sum()), basis=[say("sites_counted", language)])
        elif measure == "opened":
            if target.year is None:
                figure = Figure(found=False, measure="number", missing=[say("no_year", language)])
            else:
                opened = int((sure & of_it & mine & (on_air.dt.year == target.year)).sum())
                figure = Figure(
                    opened, doubt, None, float(opened), measure="number", basis=[say("sites_counted", language)]
                )
        elif measure == "per_10k":
            people = areas.population[area]
            if not people > 0:
                figure = Figure(found=False, measure="number", missing=[say("no_population", language)])
            else:
                figure = Figure(
                    count,
                    doubt,
                    int(people),
                    1e4 * count / float(people),
                    measure="number",
                    step=1e4 / float(people),
                    basis=[say("sites_counted", language)],
                )
        blank = int((untold & of_it & mine).sum())
        for text, number in (("sites_untold", blank), ("sites_undated", doubt - blank)):
            if number and figure.found:
                figure.missing.append(say(text, language, count=number))
        found.append(figure)
    return found


def _status_untold(sites: pd.DataFrame) -> pd.Series:
    """Sites whose status is blank (and no day on air) in a list that tells it of others."""
    status = column(sites, "status")
    return status.isna() & bool(status.notna().any()) & column(sites, "on_air").isna()


def _on_air(sites: pd.DataFrame) -> pd.Series:
    """Stations of this country that are neither planned, being built, built without service nor removed."""
    home = column(sites, "country").map(lambda name: plain(name) in _HOME, na_action="ignore").fillna(True).astype(bool)
    return home & ~column(sites, "status").isin(_NOT_ON_AIR)


def tasks(
    target: Target,
    table: Optional[pd.DataFrame],
    sites: Optional[pd.DataFrame],
    areas: Areas,
    date: dt.date,
    language: str,
) -> list[list[Figure]]:
    """Per area: stations built in the target's year, or 100 times that by the task; one figure per source of the task."""
    year = target.year
    given = pd.DataFrame() if table is None else table.reset_index(drop=True)
    usable = {"county", "year", "task"} <= set(given.columns) and len(given) > 0
    area_of = areas.of_rows(pd.DataFrame(given)) if usable else np.array([], int)
    built = _built(sites, areas, target, date) if sites is not None and len(sites) else [None] * len(areas)
    found: list[list[Figure]] = []
    for area in range(len(areas)):
        rows = given[(area_of == area) & (pd.to_numeric(given["year"], errors="coerce") == year)] if usable else given
        rows = rows.drop_duplicates()
        if not len(rows):
            only = built[area]
            if target.compute["measure"] == "built" and only is not None:
                found.append(
                    [Figure(only, 0, None, float(only), measure="number", basis=[say("sites_counted", language)])]
                )
            else:
                found.append([Figure(found=False, measure="number", missing=[say("no_task", language, year=year)])])
            continue
        found.append([_task(row, built[area], target, language) for _, row in rows.iterrows()])
    return found


def _task(row: pd.Series, built: Optional[int], target: Target, language: str) -> Figure:
    source = row.get("source")
    source = str(source) if source is not None and pd.notna(source) else say("no_source", language)
    task = float(row["task"]) if pd.notna(row["task"]) else None
    reported = row.get("built_reported")
    count = (
        float(built)
        if built is not None
        else (float(reported) if reported is not None and pd.notna(reported) else None)
    )
    basis = say("sites_counted", language) if built is not None else say("task_reported", language, source=source)
    if count is None or (target.compute["measure"] == "rate" and not task):
        return Figure(found=False, measure="number", missing=[say("no_task", language, year=target.year)])
    if target.compute["measure"] == "rate":
        return Figure(count, 0, task, basis=[basis])
    figure = Figure(count, 0, task, count, measure="number", basis=[basis])
    if task:
        figure.note.append(say("task_of", language, task=task))
    return figure


def _built(sites: pd.DataFrame, areas: Areas, target: Target, date: dt.date) -> list[Optional[int]]:
    """5G stations that went on air in the target's year, by its day; None for all where the sites cannot tell."""
    if not {"technologies", "on_air"} <= set(sites.columns):
        return [None] * len(areas)
    until = dt.date.fromisoformat(str(target.compute["until"])) if target.compute.get("until") else date
    on_air = pd.to_datetime(sites["on_air"], errors="coerce")
    five = sites["technologies"].map(lambda t: "5G" in str(t).split(";"), na_action="ignore").fillna(False).astype(bool)
    counts = (five & _on_air(sites) & (on_air.dt.year == target.year) & (on_air <= pd.Timestamp(until))).to_numpy()
    return [int(counts[rows].sum()) if len(rows) else None for rows in areas.inside(sites)]


class Register:
    """The places of the register, counted once for all targets: duplicates are one, proposed and withdrawn rows none."""

    def __init__(self, resources: pd.DataFrame, profile: Defaults) -> None:
        self.table = resources.reset_index(drop=True)
        spatial = isinstance(self.table, gpd.GeoDataFrame)
        shapes = self.table.geometry.to_numpy() if spatial else np.full(len(self.table), None)
        self.lost = shapely.is_missing(shapes) | shapely.is_empty(shapes)
        self.points = gpd.GeoSeries(np.where(self.lost, None, shapely.centroid(shapes)), crs=metric.DEGREES)
        grade = column(self.table, "place_grade").map(profile["grade_uncertainty_m"]).astype(float).fillna(0.0)
        doubt = pd.to_numeric(column(self.table, "uncertainty_m"), errors="coerce").astype(float).fillna(grade)
        self.first = firsts(places(self.table, self.points, doubt.to_numpy(), profile))


def register(
    target: Target,
    opened: Optional[Register],
    areas: Areas,
    profile: Defaults,
    date: dt.date,
    language: str,
    whole: bool = False,
) -> list[Figure]:
    """Places (处) opened by the day of the target. A register given for one area is all of that area.

    An area of which it holds no row has no figure, unless it is told that the register is `whole`: then it has none.
    """
    if opened is None:
        return [
            Figure(found=False, measure="number", missing=[say("no_register", language)]) for _ in range(len(areas))
        ]
    table, compute, counted = opened.table, target.compute, opened.first.copy()
    if compute.get("poles") is False:
        counted &= ~is_pole(table)
    if compute.get("mode"):
        counted &= (column(table, "mode") == compute["mode"]).to_numpy()
    if compute.get("owners_key"):
        counted &= column(table, "owner_class").isin(profile[compute["owners_key"]]).to_numpy()
    published = pd.to_datetime(column(table, "published_on"), errors="coerce")
    until = pd.Timestamp(min(dt.date.fromisoformat(str(compute["until"])), date) if compute.get("until") else date)
    counted &= ~(published > until).to_numpy()
    undated = counted & published.isna().to_numpy() & bool(compute.get("until"))
    sure = counted & ~undated
    nowhere = int((counted & opened.lost).sum())
    found = []
    for inside in areas.inside(gpd.GeoDataFrame(geometry=opened.points)):
        rows = np.union1d(inside, np.flatnonzero(opened.lost)) if len(areas) == 1 else inside
        if not len(rows) and not whole:
            found.append(Figure(found=False, measure="number", missing=[say("no_register_here", language)]))
            continue
        count, open_ = int(sure[rows].sum()), int(undated[rows].sum())
        figure = Figure(count, open_, None, float(count), measure="number", basis=[say("register_counted", language)])
        if open_:
            figure.missing.append(say("register_undated", language, count=open_))
        if nowhere and len(areas) > 1:
            figure.unknown = open_ + nowhere
            figure.missing.append(say("register_unplaced", language, count=nowhere))
        found.append(figure)
    return found
