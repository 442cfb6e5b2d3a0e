"""Where a site may stand: the part of its deviation circle that passes every place rule, and the nearest such place."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, replace
from typing import Any, Optional

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .. import metric
from ..errors import Cancelled, CoreError
from .bands import Bands, registered_bands
from .case import Case
from .circles import Circles, back_to_degrees, less, whether_open, without_slivers
from .exclusions import SHUT, exclusions
from .local_shapes import united
from .location_case import DEVIATION, Aspects, aspects_of, can_matter, centres, cut, row_words
from .location_points import places_named
from .location_requests import requests
from .location_words import aspect_words, say, shut_out
from .plan_match import partners, plan_key
from .rivals import rivals

log = logging.getLogger(__name__)
AREA_COLUMNS = [
    "site", "site_name", "plan_id", "radius_m", "circle_m2", "area_m2", "share", "unjudged_m2", "shut_out", "unchecked",
    "lon", "lat", "centre",
]  # fmt: skip
POINT_COLUMNS = [
    "site", "kind", "rank", "candidate", "candidate_kind", "label", "lon", "lat", "shift_m", "bearing_deg",
    "plan_distance_m", "fits", "doubt", "why", "conditions", "in_area", "unchecked",
]  # fmt: skip
_FIGURES = ["area_m2", "share", "circle_m2", "unjudged_m2", "shut_out"]
EXCLUDED_COLUMNS = ["site", "rule", "aspect", "severity", "state", "share", "area_m2", "words"]
_FIRST, _MOST, _CHUNK_S = 256, 4_000, 2.0
"""Sites searched at once: as many as took about this long before, so that dense land takes no more memory, and a
cancel no longer, than empty land."""


@dataclass(frozen=True)
class Locations:
    """`areas` (polygons, one row per site), `points` (nearest, with_reason, host), `excluded` (polygons by site, rule,
    aspect and state), `requests` (points: what to ask of the plan where nothing passes). All in EPSG:4490."""

    areas: gpd.GeoDataFrame
    points: gpd.GeoDataFrame
    excluded: gpd.GeoDataFrame
    requests: gpd.GeoDataFrame


def find_locations(
    case: Case, strict: bool = False, rows: Optional[np.ndarray] = None, clear: bool = False
) -> Locations:
    """For each row of the case (or each of `rows`, positions) where in its deviation circle it may stand.

    The circle of an application lies round the planned site it belongs to, that of a planned site round itself. With
    `strict`, places with a warning are left out too; with `clear`, those with a warning that leads to an opinion.
    The other rows of the case stay where they are, as obstacles. A
    place that a block or an error can't judge is left out; a layer that is missing shuts nothing out and is named in
    `unchecked`.
    """
    rows = np.arange(len(case.subject)) if rows is None else np.asarray(rows, int)
    aspects, circle = aspects_of(case, strict, clear), centres(case)
    areas = _area_rows(case, circle, rows, aspects)
    some = rows[np.isfinite(circle["lon"].to_numpy()[rows])]
    order = some[np.argsort(circle["lon"].to_numpy()[some], kind="stable")]
    parts, chunks, done, size = [], [], 0, _FIRST
    while done < len(order):
        chunk, began = order[done : done + size], time.perf_counter()
        around = Circles.around(
            chunk, circle[["lon", "lat"]].to_numpy(float)[chunk], circle["radius_m"].to_numpy(float)[chunk], len(circle)
        )
        parts.append(_searched(case, around, circle, aspects))
        chunks.append(chunk)
        done += len(chunk)
        case.done = done / len(order)
        case.progress()
        pace = _CHUNK_S / max(time.perf_counter() - began, 1e-3)
        size = int(np.clip(size * min(pace, 8), 16, _MOST))
    place = pd.Series(np.arange(len(rows)), index=rows)
    geometry = np.full(len(rows), shapely.MultiPolygon(), dtype=object)
    figures = {name: areas[name].to_numpy().copy() for name in (*_FIGURES, "unchecked")}
    for chunk, part in zip(chunks, parts):
        at = place[chunk].to_numpy()
        geometry[at] = part["area"]
        for name in _FIGURES:
            figures[name][at] = part[name]
        if part["failed"]:
            figures["unchecked"][at] = [
                "; ".join(filter(None, [said, *part["failed"]])) for said in figures["unchecked"][at]
            ]
    areas = gpd.GeoDataFrame(areas.assign(**figures), geometry=geometry, crs=metric.degrees())
    points = _joined([part["points"] for part in parts], areas, place, POINT_COLUMNS)
    excluded = _joined([part["excluded"] for part in parts], areas, place, EXCLUDED_COLUMNS)
    return Locations(areas, points, excluded, requests(case, areas, excluded, points, rows))


def _area_rows(case: Case, circle: pd.DataFrame, rows: np.ndarray, aspects: Aspects) -> pd.DataFrame:
    number = case.column("plan_id")
    if "plan" in case.tables and case.kind != "plan":
        number = circle["plan"].where(circle["plan"] >= 0).map(case.column("plan_id", "plan")).fillna(number)
    words = {name: say(case, "centre", name) for name in circle["centre"].unique()}
    table = pd.DataFrame(
        {
            "site": case.ids.to_numpy()[rows], "site_name": case.labels.to_numpy()[rows], "plan_id": number.to_numpy()[rows],
            "radius_m": circle["radius_m"].to_numpy()[rows], "circle_m2": np.nan, "area_m2": np.nan, "share": np.nan,
            "unjudged_m2": np.nan, "shut_out": "", "unchecked": row_words(case, circle.iloc[rows], aspects),
            "lon": circle["lon"].to_numpy()[rows], "lat": circle["lat"].to_numpy()[rows],
            "centre": circle["centre"].map(words).to_numpy()[rows],
        }
    )  # fmt: skip
    return table[AREA_COLUMNS]


def _searched(case: Case, circles: Circles, circle: pd.DataFrame, aspects: Aspects) -> dict[str, Any]:
    """One chunk of circles: areas in degrees and their figures, excluded shapes and points by the circle's row."""
    near = _near(case, circles, aspects)
    found, failed = _bands(near, aspects)
    more = {}
    if "plan" in near.tables and case.kind != "plan":
        more[DEVIATION] = _rivals(case, near, circles)
    taken = exclusions(near, circles, found, {DEVIATION: "error", **aspects.severity}, more)
    size, whole = len(circles.rows), shapely.area(circles.shape)
    shut = taken["state"].to_numpy() == SHUT
    shape, at = taken["shape"].to_numpy(), taken["circle"].to_numpy(int)
    taken["area_m2"] = shapely.area(shape)
    full = np.isin(at, at[shut & (taken["area_m2"].to_numpy() >= whole[at] * (1 - 1e-9))])
    closed = less(circles.shape, united(shape[shut & ~full], at[shut & ~full], size, case.progress), case.progress)
    closed[at[full]] = shapely.Polygon()
    judged = less(closed, united(shape[~shut & ~full], at[~shut & ~full], size, case.progress), case.progress)
    share = np.where(whole > 0, 1 / np.where(whole > 0, whole, 1), 0)
    taken["share"] = np.minimum(1, taken["area_m2"] * share[at])
    taken["words"] = [aspect_words(case, rule, aspect) for rule, aspect in zip(taken["rule"], taken["aspect"])]
    area, spot = without_slivers(judged, circles), circles.spot
    area[spot] = np.where(whether_open(judged, circles)[spot], circles.shape[spot], shapely.MultiPolygon())
    left, free = shapely.area(area), shapely.area(closed)
    unjudged = np.where(shapely.is_empty(area) & ~whether_open(closed, circles), 0, free - shapely.area(judged))
    told = shut_out(case, taken, size, np.where(whole > 0, 1 - free * share, 0), unjudged * share)
    return {
        "area": back_to_degrees(area, circles.centre, case.progress), "circle_m2": whole, "area_m2": left, "share": left * share,
        "unjudged_m2": unjudged, "failed": failed,
        "shut_out": told, "points": places_named(case, near, circles, area, taken, aspects),
        "excluded": taken.assign(row=circles.rows[at], geometry=back_to_degrees(shape, circles.centre[at], case.progress)),
    }  # fmt: skip


def _near(case: Case, circles: Circles, aspects: Aspects) -> Case:
    """The case with these rows at the centres of their circles, against the tables cut to what is near."""
    at = np.full(len(case.subject), None, dtype=object)
    at[circles.rows] = shapely.points(circles.centre)
    margin = np.zeros(len(case.subject))
    margin[circles.rows] = circles.radius_m
    near = case.moved(gpd.GeoSeries(at, crs=metric.degrees()), margin, cut(case, circles))
    near.falls = any(aspect == "fall" or aspect == "voltage" for _, aspect in aspects.shutting)
    return near


def _bands(near: Case, aspects: Aspects) -> tuple[dict[tuple[str, str], list[Bands]], list[str]]:
    """The bands of the aspects that shut out, and in words the aspects that failed: they hide nothing of the others.

    Pairs of a severity that does not shut out are left out (a fuel station's reminder).
    """
    found, failed = {}, []
    for key in aspects.shutting:
        if not can_matter(near, key):
            continue
        try:
            bands = registered_bands()[key](near)
        except (Cancelled, CoreError):
            raise
        except Exception as error:
            log.exception("the bands of %s/%s failed", *key)
            failed.append(say(near, "failed", rule=key[0], error=f"{type(error).__name__}: {error}"))
            continue
        found[key] = [
            replace(band, pairs=band.pairs[band.pairs["severity"] != "warning"])
            if "severity" in band.pairs.columns and key not in aspects.warned
            else band
            for band in bands
        ]
        near.progress()
    return found, failed


def _rivals(case: Case, near: Case, circles: Circles) -> pd.DataFrame:
    found = near.fact(partners).iloc[circles.rows]
    return rivals(
        near,
        circles,
        found["plan"].to_numpy(int),
        ~found["explicit"].to_numpy(bool),
        plan_key(near.column("plan_id", "plan")),
    )


def _joined(parts: list[pd.DataFrame], areas: pd.DataFrame, place: pd.Series, columns: list[str]) -> gpd.GeoDataFrame:
    """The tables of the chunks as one, in the order of the sites, with the site's id and what was not checked."""
    table = (
        pd.concat(parts, ignore_index=True)
        if len(parts) > 1
        else parts[0]
        if parts
        else pd.DataFrame({"row": [], "geometry": []})
    )
    at = place.reindex(table["row"]).to_numpy(int) if len(table) else np.array([], int)
    order = np.argsort(at, kind="stable")
    of_site = {name: areas[name].to_numpy()[at[order]] for name in ("site", "unchecked")}
    nothing = np.full(len(table), None, dtype=object)
    given = {name: table[name].to_numpy()[order] for name in columns if name in table.columns and name not in of_site}
    made = pd.DataFrame({name: of_site.get(name, given.get(name, nothing)) for name in columns})
    return gpd.GeoDataFrame(made, geometry=table["geometry"].to_numpy()[order], crs=metric.degrees())
