"""The places that the search names: the nearest that passes, with a reason for not sharing, and the hosts inside."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .. import metric
from ..ellipsoid import from_local, to_local
from .case import Case
from .circles import Circles, less, without_slivers
from .engine import _run
from .local_shapes import united
from .location_case import Aspects, can_matter
from .location_words import joined, say
from .rules import registered, rule_entries

ROOM_M = 0.15
"""So far within the area a place is taken, that it still passes when its degrees are written with 6 decimals."""


def nearest_places(areas: np.ndarray, circles: Circles, own: np.ndarray) -> pd.DataFrame:
    """The nearest place of each area (metres round its circle's centre) to the row's own place (degrees, n x 2).

    Columns lon, lat (rounded as they may be written), shift_m, bearing_deg, `stays` (its own place passes); NaN where
    the area is empty. Both in the order of the circles.
    """
    known = np.isfinite(own).all(axis=1)
    origin = np.where(known[:, None], own, circles.centre)
    here = shapely.points(to_local(origin, circles.centre))
    some = np.flatnonzero(~shapely.is_empty(areas))
    stays = np.zeros(len(areas), bool)
    with np.errstate(invalid="ignore"):  # shapely minds an empty envelope, and answers right
        stays[some] = known[some] & shapely.intersects(areas[some], here[some])
    stays &= ~circles.spot | (own == circles.centre).all(axis=1)
    place = np.full((len(areas), 2), np.nan)
    place[stays] = own[stays]
    moved = some[~stays[some]]
    room = shapely.buffer(areas[moved], -ROOM_M, quad_segs=2)
    tight = shapely.is_empty(room)
    foot = _foot(np.where(tight, areas[moved], room), here[moved])
    degrees = from_local(foot, circles.centre[moved])
    place[moved] = np.where(tight[:, None], np.round(degrees, 9), np.round(degrees, 6))
    alone = moved[circles.spot[moved]]
    place[alone] = circles.centre[alone]
    bearing, _, shift = metric.GEOD.inv(origin[:, 0], origin[:, 1], *np.nan_to_num(place).T)
    found = np.isfinite(place[:, 0])
    return pd.DataFrame(
        {
            "lon": place[:, 0], "lat": place[:, 1], "stays": stays, "shift_m": np.where(found, np.where(stays, 0, shift), np.nan),
            "bearing_deg": np.where(found & ~stays, np.mod(np.round(bearing, 3), 360), np.nan),
            "known": known,
        }
    )  # fmt: skip


def _foot(areas: np.ndarray, here: np.ndarray) -> np.ndarray:
    """The nearest place of each area to a point (n, 2): the point itself where it lies within."""
    lines = shapely.shortest_line(areas, here)
    return shapely.get_coordinates(shapely.get_point(lines, 0)) if len(lines) else np.empty((0, 2))


def conditions(case: Case, places: np.ndarray, of_row: np.ndarray, keys: list[tuple[str, str]]) -> pd.DataFrame:
    """What the rules warn of at these places (n x 2, NaN: none) of these rows: `conditions` and `doubt` in words.

    `case` is that of the search: each row alone is moved to its place.
    """
    at = np.full(len(case.subject), None, dtype=object)
    some = np.isfinite(places).all(axis=1)
    at[of_row[some]] = shapely.points(places[some])
    moved = case.moved(gpd.GeoSeries(at, crs=metric.degrees()), np.zeros(len(case.subject)))
    said: dict[str, list[tuple[np.ndarray, list[str]]]] = {"warning": [], "not_checked": []}
    for rule, aspect in keys:
        table = _run(moved, registered()[rule, aspect], rule_entries("site_plan")[rule]["aspects"][aspect])
        if len(table):
            row, severity = table["row"].to_numpy(int), table["severity"].to_numpy()
            for name, told in said.items():
                of = (severity == name) & (row >= 0)
                told.append((row[of], [f"{rule} {message}" for message in table["message"].to_numpy()[of]]))
                if (row < 0).any() and severity[0] == name:  # the rule failed: it speaks of no row, and so of each
                    told.append((of_row, [f"{rule} {table['message'].iloc[0]}"] * len(of_row)))
    words = {}
    for column, name in (("conditions", "warning"), ("doubt", "not_checked")):
        rows = np.concatenate([np.array([], int), *(row for row, _ in said[name])])
        texts = [text for _, part in said[name] for text in part]
        words[column] = joined(texts, rows, len(at), "\n")[of_row]
    return pd.DataFrame(words)


def hosts(case: Case, circles: Circles, areas: np.ndarray) -> pd.DataFrame:
    """Existing sites with room and opened resources inside each circle, ranked as the share-or-build answer ranks them.

    Columns circle, rank, candidate, candidate_kind, label, lon, lat, plan_distance_m, fits, doubt, why, in_area.
    """
    given = {"sites", "resources"} & set(case.tables)
    unsure = (
        case.profile["match_uncertainty_m"]
        if "resources" in given and {"uncertainty_m", "place_grade"} & set(case.tables["resources"].columns)
        else 0
    )
    near = any(
        len(case.tree_of(name).query(metric.boxes(circles.centre, circles.radius_m + unsure))[0]) for name in given
    )
    if case.match is None or not near:
        return pd.DataFrame({"circle": np.array([], int), "rank": np.array([], int)})
    asked = {name: case.column(name).to_numpy()[circles.rows] for name in ("scene", "antenna_height_m")}
    sites = pd.DataFrame({"circle": np.arange(len(circles.rows)), **asked})
    sites = gpd.GeoDataFrame(sites, geometry=shapely.points(circles.centre), crs=metric.degrees())
    nothing = gpd.GeoDataFrame({"resource_id": []}, geometry=[], crs=metric.degrees())
    existing = case.tables.get("sites")
    if existing is not None and not case.in_network.all():
        existing = existing[case.in_network]
    resources = case.tables.get("resources", nothing)
    matches = case.match(
        sites, "circle", resources, existing, case.profile, circles.radius_m, case.language, case.progress, False
    )[1]
    kept = np.flatnonzero((matches["fits"] != "no").to_numpy())
    circle = matches["site"].to_numpy(int)[kept]
    xy = shapely.get_coordinates(matches.geometry.to_numpy()[kept])
    local = shapely.points(to_local(xy, circles.centre[circle]))
    with np.errstate(invalid="ignore"):
        inside = shapely.intersects(areas[circle], local)
    facts = {
        name: matches[name].to_numpy()[kept]
        for name in ("candidate", "candidate_kind", "label", "fits", "doubt", "why")
    }
    first = np.unique(circle, return_index=True)[1]
    return pd.DataFrame(
        {
            **facts, "circle": circle, "rank": np.arange(len(kept)) - first[np.searchsorted(circle[first], circle)] + 1,
            "lon": xy[:, 0], "lat": xy[:, 1], "plan_distance_m": matches["distance_m"].to_numpy()[kept], "in_area": inside,
        }
    )  # fmt: skip


def named_places(case: Case, kind: str, found: pd.DataFrame, circles: Circles) -> pd.DataFrame:
    """The places found as rows of points of a kind: circle, kind, lon, lat, shift_m, bearing_deg, plan_distance_m, why."""
    some = np.flatnonzero(found["lon"].notna().to_numpy())
    part = found.iloc[some]
    xy = part[["lon", "lat"]].to_numpy(float)
    table = part[["lon", "lat", "shift_m", "bearing_deg"]].assign(
        circle=some, kind=kind, rank=1, in_area=kind == "nearest",
        plan_distance_m=metric.geodesic_m(xy, circles.centre[some]),
    )  # fmt: skip
    texts = [
        say(case, "own_place") if stays else say(case, kind, shift=shift) + ("" if known else say(case, "own_unknown"))
        for stays, shift, known in zip(part["stays"], part["shift_m"], part["known"])
    ]
    return table.assign(why=texts)


def places_named(
    case: Case, near: Case, circles: Circles, area: np.ndarray, taken: pd.DataFrame, aspects: Aspects
) -> pd.DataFrame:
    """The points of each circle (row, kind, rank, place, conditions) for the areas found (metres round its centre)."""
    own = case.xy[circles.rows]
    nearest = nearest_places(area, circles, own)
    found = [_told(near, circles, "nearest", nearest, aspects)]
    of_sharing = (taken["rule"] == "SP-15").to_numpy()
    asked = np.unique(taken["circle"].to_numpy(int)[of_sharing])
    asked = asked[~nearest["stays"].to_numpy()[asked]]
    if len(asked) and case.kind == "applications":
        others = taken[~of_sharing & taken["circle"].isin(asked)]
        left = np.full(len(area), shapely.Polygon(), dtype=object)
        at, shape = others["circle"].to_numpy(int), others["shape"].to_numpy()
        left[asked] = less(circles.shape[asked], united(shape, at, len(area), case.progress)[asked], case.progress)
        left = without_slivers(left, circles)
        reasoned = nearest_places(left, circles, own)
        nearer = ~(reasoned["shift_m"] >= nearest["shift_m"].fillna(np.inf) - 0.5)
        found.append(_told(near, circles, "with_reason", reasoned.where(nearer), aspects))
    listed = hosts(near, circles, area)
    found.append(listed.assign(kind="host"))
    table = pd.concat([part for part in found if len(part)] or found[:1], ignore_index=True)
    table["row"] = circles.rows[table["circle"].to_numpy(int)]
    order = table["kind"].map({"nearest": 0, "with_reason": 1, "host": 2})
    table = table.assign(order=order).sort_values(["row", "order", "rank"], kind="stable", ignore_index=True)
    xy = table[["lon", "lat"]].to_numpy(float)
    return table.assign(geometry=shapely.points(xy) if len(table) else np.array([], dtype=object))


def _told(near: Case, circles: Circles, kind: str, found: pd.DataFrame, aspects: Aspects) -> pd.DataFrame:
    """The places found, with what the rules warn of there."""
    table = named_places(near, kind, found, circles)
    if not len(table):
        return table
    at = table["circle"].to_numpy(int)
    keys = [key for key in aspects.telling if can_matter(near, key)]
    said = conditions(near, table[["lon", "lat"]].to_numpy(float), circles.rows[at], keys)
    return pd.concat([table.reset_index(drop=True), said], axis=1)
