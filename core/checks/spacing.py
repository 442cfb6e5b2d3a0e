"""SP-16 and SP-17: macro sites too close to each other, and holes between them."""

from __future__ import annotations

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


def _macros(case: Case, subject_too: bool) -> pd.DataFrame:
    """Macro sites of plan, network and, when asked, the batch; `sure` are those that say they are macro sites."""
    tables = []
    names = [n for n in ("plan", "sites") if n in case.tables and n != case.kind]
    for name in names:
        xy = case.xy_of(name)
        kind = case.column("build_type", name)
        keep = case.in_network if name == "sites" else (case.column("status", name) != "cancelled").to_numpy()
        id_column = "plan_id" if name == "plan" else "site_id"
        tables.append(
            _macro_rows(
                name,
                kind,
                keep,
                xy,
                case.column(id_column, name),
                case.column("site_name", name),
                case.column("operators", name),
            )
        )
    if subject_too or case.kind == "plan":
        tables.append(
            _macro_rows(
                "subject",
                case.column("build_type"),
                case.live,
                metric.coordinates(case.others),
                case.ids,
                case.labels,
                case.column("operators"),
            )
        )
    nothing = pd.Series(dtype=object)
    none = _macro_rows("", nothing, np.array([], bool), np.empty((0, 2)), nothing, nothing, nothing)
    return pd.concat([none, *tables], ignore_index=True) if tables else none


def _macro_rows(
    name: str,
    kind: pd.Series,
    keep: np.ndarray,
    xy: np.ndarray,
    ids: pd.Series,
    labels: pd.Series,
    operators: pd.Series,
) -> pd.DataFrame:
    rows = np.flatnonzero(keep & (kind.isna() | (kind == "macro")).to_numpy() & np.isfinite(xy).all(axis=1))
    return pd.DataFrame(
        {
            "table": name, "row": rows, "lon": xy[rows, 0], "lat": xy[rows, 1], "sure": kind.notna().to_numpy()[rows],
            "other": ids.fillna("?").to_numpy()[rows], "other_label": labels.fillna("").to_numpy()[rows],
            "operators": operator_bits(operators)[rows] if len(operators) else np.array([], int),
        }
    )  # fmt: skip


def _crowding(case: Case) -> pd.DataFrame:
    """Rows and macro sites of a common operator, or perhaps one: low, limit (the least and the most that the distance
    can be asked to be), `sure`, `hosts` (an existing site, which does not crowd a row that stands on it), lon, lat."""
    kind = case.column("build_type")
    rows = np.flatnonzero(case.placed & case.judged & (kind.isna() | (kind == "macro")).to_numpy())
    macros = _macros(case, subject_too=False)
    factor = case.profile["spacing_small_factor"]
    low, high = case.by_scene("macro_spacing_m", case.fact(scenes))
    places = gpd.GeoSeries.from_xy(macros["lon"], macros["lat"], crs=metric.degrees())
    reach = (factor * high + case.margin_m)[rows]
    pairs = metric.within(case.points[rows], places, reach, case.progress)
    row = rows[pairs["point"]]
    pairs = pd.concat([pairs, macros.iloc[pairs["target"]].reset_index(drop=True)], axis=1).assign(
        point=row, limit=factor * high[row], low=factor * low[row]
    )
    pairs["own"] = operator_bits(case.column("operators"))[row]
    pairs["hosts"] = pairs["table"] == "sites"
    shared = (pairs["own"] & pairs["operators"]) != 0
    maybe = (pairs["own"] == 0) | (pairs["operators"] == 0) | shared
    pairs["sure"] = shared & pairs["sure"] & kind.notna().reindex(pairs["point"]).to_numpy()
    return pairs[maybe & ~_own_place(case, pairs)]


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
    partner = (
        case.fact(matched).reindex(pairs["point"]).to_numpy()
        if case.kind == "applications"
        else np.full(len(pairs), np.nan)
    )
    own = ((pairs["table"] == "plan") & (pairs["row"] == partner)).to_numpy()
    own = own | ((pairs["table"] == "subject") & (pairs["row"] == pairs["point"])).to_numpy()
    if "sites" in case.tables:
        of_sites = (pairs["table"] == "sites").to_numpy()
        built_for = plan_key(case.column("plan_id", "sites")).reindex(pairs["row"].where(of_sites)).to_numpy()
        number = plan_key(case.column("plan_id")).reindex(pairs["point"]).to_numpy()
        own = own | (of_sites & pd.notna(number) & (built_for == number))
        its_host = case.column("site_id").reindex(pairs["point"]).to_numpy()
        own = own | of_sites & pd.notna(its_host) & (pairs["other"] == its_host).to_numpy()
    return own


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
    macros = _macros(case, subject_too=True)
    places = gpd.GeoSeries.from_xy(macros["lon"], macros["lat"], crs=metric.degrees())
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
