"""SP-16 and SP-17: macro sites too close to each other, and holes between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .. import metric
from ..ellipsoid import from_mercator, mercator
from .bands import Bands, bands, keeps_off, only
from .case import Case
from .plan_match import matched, plan_key, scenes
from .rows import operator_bits
from .rules import offenders, rule


@dataclass(frozen=True)
class _Macros:
    """Macro sites of several tables: the number of each one's table in `names`, its row there, its place, whether it
    says that it is a macro site."""

    names: list[str]
    table: np.ndarray
    row: np.ndarray
    xy: np.ndarray
    sure: np.ndarray

    def of(self, column: Callable[[str], np.ndarray], at: np.ndarray) -> np.ndarray:
        """What `column` says of each table's rows, for the macro sites `at` (positions)."""
        told = np.full(len(at), None, dtype=object)
        for number, name in enumerate(self.names):
            here = self.table[at] == number
            if here.any():
                told[here] = column(name)[self.row[at[here]]]
        return told


def _macros(case: Case, subject_too: bool) -> _Macros:
    """Macro sites of plan, network and, when asked, the batch, where they stand and are not known to be of another type."""
    names: list[str] = [n for n in ("plan", "sites") if n in case.tables and n != case.kind]
    if subject_too or case.kind == "plan":
        names.append("subject")
    found = [(np.array([], int), np.array([], int), np.empty((0, 2)), np.array([], bool))]
    for number, name in enumerate(names):
        own = name == "subject"
        kind = case.column("build_type", None if own else name)
        xy = metric.coordinates(case.others) if own else case.xy_of(name)
        maybe = (kind.isna() | (kind == "macro")).to_numpy() & np.isfinite(xy).all(axis=1)
        rows = np.flatnonzero(maybe & (case.live if own else case.standing(name)))
        found.append((np.full(len(rows), number), rows, xy[rows], kind.notna().to_numpy()[rows]))
    return _Macros(names, *(np.concatenate(columns) for columns in zip(*found)))


def _ids(case: Case, name: str) -> np.ndarray:
    ids = case.ids if name == "subject" else case.column("plan_id" if name == "plan" else "site_id", name)
    return ids.fillna("?").to_numpy()


def _labels(case: Case, name: str) -> np.ndarray:
    return (case.labels if name == "subject" else case.column("site_name", name)).fillna("").to_numpy()


def _operators(case: Case, name: str) -> np.ndarray:
    return operator_bits(case.column("operators", None if name == "subject" else name))


def _crowding(case: Case) -> pd.DataFrame:
    """Rows and macro sites of a common operator, or perhaps one: low, limit (the least and the most that the distance
    can be asked to be), `sure`, `hosts` (an existing site, which does not crowd a row that stands on it), lon, lat."""
    kind = case.column("build_type")
    rows = np.flatnonzero(case.placed & case.judged & (kind.isna() | (kind == "macro")).to_numpy())
    macros = _macros(case, subject_too=False)
    factor = case.profile["spacing_small_factor"]
    low, high = case.by_scene("macro_spacing_m", case.fact(scenes))
    places = gpd.GeoSeries(shapely.points(macros.xy), crs=metric.degrees())
    reach = (factor * high + case.margin_m)[rows]
    pairs = metric.within(case.points[rows], places, reach, case.progress)
    row, macro = rows[pairs["point"]], pairs["target"].to_numpy()
    table = np.array([*macros.names, ""], dtype=object)[macros.table[macro]]
    own = operator_bits(case.column("operators"))[row]
    theirs = macros.of(lambda name: _operators(case, name), macro).astype(int)
    shared = (own & theirs) != 0
    pairs = pairs.assign(
        point=row, table=table, row=macros.row[macro], lon=macros.xy[macro, 0], lat=macros.xy[macro, 1],
        other=macros.of(lambda name: _ids(case, name), macro), other_label=macros.of(lambda name: _labels(case, name), macro),
        limit=factor * high[row], low=factor * low[row], hosts=table == "sites",
        sure=shared & macros.sure[macro] & kind.notna().to_numpy()[row],
    )  # fmt: skip
    maybe = (own == 0) | (theirs == 0) | shared
    return pairs[maybe & ~_own_place(case, pairs)] if len(pairs) else pairs


@keeps_off("SP-16", "spacing")
def _crowding_bands(case: Case) -> list[Bands]:
    near = case.fact(_crowding).reset_index(drop=True)
    places = gpd.GeoSeries.from_xy(near["lon"], near["lat"], crs=metric.degrees())
    spared = only(case.profile["cosite_m"], near["hosts"])
    near["target"] = near.index
    return bands(places, near, only(near["low"], near["sure"]), near["limit"], spared_m=spared)


@rule("SP-16", "spacing")
def not_too_close(case: Case) -> pd.DataFrame:
    """Macro sites nearer than 0.6 of the spacing norm to another of a common operator; partner and shared host left out."""
    pairs, factor = case.fact(_crowding), case.profile["spacing_small_factor"]
    if not len(pairs):
        return offenders()
    stood_on = pairs["hosts"] & (pairs["distance_m"] <= case.profile["cosite_m"])
    pairs = pairs[~stood_on & (pairs["distance_m"] < pairs["limit"])]
    sure = pairs["sure"] & (pairs["distance_m"] < pairs["low"])
    first = pairs[sure].drop_duplicates("point")
    unsure = pairs[~sure & ~pairs["point"].isin(first["point"])].drop_duplicates("point")
    columns = ["other", "other_label", "limit"]
    hit = (
        first.set_index("point")[[*columns, "distance_m"]]
        .rename(columns={"distance_m": "measured"})
        .assign(unit="m", factor=factor)
    )
    hit["limit"] = first.set_index("point")["low"]
    open_rows = unsure.set_index("point")[[*columns, "distance_m"]].rename(columns={"distance_m": "measured"})
    fields = case.phrase("and_kinds").join([case.field("operators"), case.field("build_type"), case.field("scene")])
    return pd.concat([hit, open_rows.assign(unit="m", unchecked="other_unknown", fields=fields)])


def _own_place(case: Case, pairs: pd.DataFrame) -> np.ndarray:
    """Pairs of a row with itself, its planned site, the site built for its plan number, or the host it names."""
    point, row, table = (pairs[name].to_numpy() for name in ("point", "row", "table"))
    own = np.asarray((table == "subject") & (row == point), bool)
    if case.kind == "applications":
        own |= np.asarray((table == "plan") & (row == case.fact(matched).to_numpy()[point]), bool)
    if "sites" in case.tables:
        at = np.flatnonzero(table == "sites")
        number = plan_key(case.column("plan_id")).to_numpy()[point[at]]
        its_host = case.column("site_id").to_numpy()[point[at]]
        own[at] |= pd.notna(number) & (case.of_tables(_built_for)[row[at]] == number)
        own[at] |= pd.notna(its_host) & (pairs["other"].to_numpy()[at] == its_host)
    return own


def _built_for(case: Case) -> np.ndarray:
    """The plan number of each existing site, as it is compared."""
    return plan_key(case.column("plan_id", "sites")).to_numpy()


@rule("SP-17", "hole", of_place=False)
def no_holes(case: Case) -> pd.DataFrame:
    """Built-up areas with a place farther from every macro site than 1.5 of the spacing norm; the farthest place of each.

    The farthest place from a set of points within a polygon is a corner of the polygon, a corner of the points'
    Voronoi diagram, or where its edges leave the polygon: all are measured, so nothing is missed between samples.
    """
    kinds = case.column("kind", "zones") if "zones" in case.tables else pd.Series(dtype=object)
    areas = case.tables["zones"][(kinds == "built-up").to_numpy()] if len(kinds) else None
    if areas is None or not len(areas):
        return offenders()
    limit = case.profile["spacing_large_factor"] * case.profile["macro_spacing_m"][case.profile["builtup_scene"]]
    places = gpd.GeoSeries(shapely.points(_macros(case, subject_too=True).xy), crs=metric.degrees())
    polygons = shapely.make_valid(areas.geometry.to_numpy())
    candidates, owner = _farthest_candidates(polygons, metric.coordinates(places))
    distance = metric.nearest(gpd.GeoSeries(candidates, crs=metric.degrees()), places)["distance_m"].fillna(np.inf)
    xy = shapely.get_coordinates(candidates)
    table = pd.DataFrame({"point": owner, "measured": distance, "lon": xy[:, 0], "lat": xy[:, 1]})
    farthest = table.sort_values(["point", "measured"], ascending=[True, False], kind="stable").drop_duplicates("point")
    holes = farthest[farthest["measured"] > limit].replace({"measured": {np.inf: np.nan}})
    far = [
        case.phrase("hole_far", distance=d, limit=limit) if np.isfinite(d) else case.phrase("hole_none")
        for d in holes["measured"]
    ]
    zone = areas.iloc[holes["point"]]
    name = zone["name"] if "name" in zone else pd.Series(None, index=zone.index, dtype=object)
    ids = zone.get("zone_id", name).fillna("?").to_numpy()
    return offenders(
        zone.index, layer="zones", feature=ids, label=name.fillna("").to_numpy(), other_label=name.fillna("").to_numpy(),
        measured=holes["measured"].to_numpy(), limit=limit, unit="m", far=far, lon=holes["lon"].to_numpy(), lat=holes["lat"].to_numpy(),
    )  # fmt: skip


def _farthest_candidates(polygons: np.ndarray, macros: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Places where the distance to the nearest macro can be greatest in each polygon, and the polygon of each.

    The diagram is drawn in the Mercator plane, which keeps angles: over one built-up area its scale is constant.
    """
    plane = shapely.transform(polygons, mercator)
    corners, owner = shapely.get_coordinates(plane, return_index=True)
    found, owners = [shapely.points(corners)], [owner]
    sites = shapely.points(mercator(macros))
    tree = shapely.STRtree(sites)
    if len(sites) >= 2:
        near = np.unique(tree.query(_reach_boxes(plane, tree))[1])
        whole = shapely.box(*shapely.total_bounds(plane))  # else the edges end before they reach an area far away
        edges = shapely.voronoi_polygons(shapely.multipoints(sites[near]), extend_to=whole, only_edges=True)
        edges = shapely.get_parts(edges)
        polygon, edge = shapely.STRtree(edges).query(plane, predicate="intersects")
        inner = shapely.intersection(plane[polygon], edges[edge])
        ends, index = shapely.get_coordinates(inner, return_index=True)
        found.append(shapely.points(ends))
        owners.append(polygon[index])
    places = shapely.transform(np.concatenate(found), from_mercator)
    return places, np.concatenate(owners)


def _reach_boxes(plane: np.ndarray, tree: shapely.STRtree) -> np.ndarray:
    """Boxes that hold the nearest site of every place in each polygon: none is farther than from its middle and across."""
    bounds = shapely.bounds(plane)
    across = np.hypot(bounds[:, 2] - bounds[:, 0], bounds[:, 3] - bounds[:, 1])
    (source, _), distance = tree.query_nearest(shapely.centroid(plane), return_distance=True, all_matches=False)
    reach = across.copy()
    reach[source] += distance
    return shapely.box(bounds[:, 0] - reach, bounds[:, 1] - reach, bounds[:, 2] + reach, bounds[:, 3] + reach)
