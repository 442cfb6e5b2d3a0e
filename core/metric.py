"""Distances and areas done right: on the ellipsoid, from longitudes and latitudes, without zones or seams."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from functools import cache
from typing import Union

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS, Geod

from .ellipsoid import FLATTENING, SEMI_MAJOR_M, mercator, metres_per_degree
from .errors import N_, CoreError, Progress, no_progress
from .segments import Measured, nearest_of_each

DEGREES = "EPSG:4490"
"""CGCS2000 longitude and latitude, always in that order."""


@cache
def degrees() -> CRS:
    """`DEGREES` as an object: reading the name each time costs half a millisecond."""
    return CRS(DEGREES)


GEOD = Geod(a=SEMI_MAJOR_M, f=FLATTENING)


def to_degrees(frame: gpd.GeoDataFrame, name: str) -> gpd.GeoDataFrame:
    """The layer in EPSG:4490, x = longitude, y = latitude.

    Long edges of projected layers are first cut to 1 km, so that a straight edge stays where it was drawn.
    CoreError where the layer has no CRS, since degrees must not be guessed.
    """
    if frame.crs is None:
        raise CoreError(
            N_("Layer '{layer}' has no coordinate system. Set it in the layer's properties, then run again."),
            layer=name,
        )
    if frame.crs.is_projected:
        metres = 1000.0 / frame.crs.axis_info[0].unit_conversion_factor
        frame = frame.set_geometry(_cut(frame.geometry, metres))
    if CRS(DEGREES) == frame.crs or frame.crs.to_epsg() in (4490, 4326):
        return frame.set_crs(DEGREES, allow_override=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return frame.to_crs(DEGREES)


def _cut(shapes: gpd.GeoSeries, longest: float) -> gpd.GeoSeries:
    """Shapes with no edge longer than this. GEOS refuses what has no length: such lines stay as they are (parts of a
    longer line drop out), such rings of areas drop out."""
    places = shapes.to_numpy().copy()
    rings, area = shapely.get_rings(places, return_index=True)
    pricked = np.unique(area[~(shapely.length(rings) > 0)])
    places[pricked] = shapely.buffer(places[pricked], 0)
    parts, owner = shapely.get_parts(places, return_index=True)
    flat = (shapely.get_dimensions(parts) == 1) & ~(shapely.length(parts) > 0)
    whole = np.isin(owner, owner[flat]) & ~flat
    held, group = np.unique(owner[whole], return_inverse=True)
    places[held] = shapely.multilinestrings(parts[whole], indices=group) if len(held) else places[held]
    long = shapely.length(places) > 0
    places[long] = shapely.segmentize(places[long], longest)
    return gpd.GeoSeries(places, index=shapes.index, crs=shapes.crs)


def is_other_datum(frame: gpd.GeoDataFrame) -> bool:
    """Whether the layer's datum (Beijing 1954, Xi'an 1980, …) can't be turned into CGCS2000 exactly: its parameters are secret."""
    datum = CRS(frame.crs).geodetic_crs if frame.crs is not None else None
    return datum is not None and not any(
        word in datum.name.casefold()
        for word in ("wgs 84", "china geodetic coordinate system 2000", "cgcs2000", "itrf", "wgs84")
    )


def coordinates(points: gpd.GeoSeries) -> np.ndarray:
    """Longitude and latitude of points, shape (n, 2), NaN where there is none."""
    xy = np.full((len(points), 2), np.nan)
    places = points.to_numpy()
    filled = ~shapely.is_missing(places) & ~shapely.is_empty(places)
    xy[filled] = shapely.get_coordinates(places[filled])
    return xy


def on_earth(shapes: np.ndarray) -> np.ndarray:
    """Which shapes lie where longitudes and latitudes do: a layer in metres may call itself one in degrees.

    A shape with a corner that is no number lies nowhere, though its bounds leave that corner out.
    """
    with np.errstate(invalid="ignore"):
        west, south, east, north = shapely.bounds(shapes).T
        held = (west >= -180) & (east <= 180) & (south >= -90) & (north <= 90)
    xy, shape = shapely.get_coordinates(shapes, return_index=True)
    held[shape[~np.isfinite(xy).all(axis=1)]] = False
    return held


def geodesic_m(from_xy: np.ndarray, to_xy: np.ndarray) -> np.ndarray:
    """Geodesic distances in metres between two (n, 2) arrays of degrees; NaN where a coordinate is missing."""
    distance = np.full(len(from_xy), np.nan)
    known = np.isfinite(from_xy).all(axis=1) & np.isfinite(to_xy).all(axis=1)
    if known.any():
        distance[known] = GEOD.inv(from_xy[known, 0], from_xy[known, 1], to_xy[known, 0], to_xy[known, 1])[2]
    return distance


def boxes(xy: np.ndarray, radius_m: Union[float, np.ndarray]) -> np.ndarray:
    """Boxes in degrees that hold every place within `radius_m` of the points; missing points get an empty box."""
    xy = np.where(np.isfinite(xy), xy, 0.0)
    east, north = metres_per_degree(np.clip(np.abs(xy[:, 1]) + np.asarray(radius_m) / 110_000, 0, 89))
    dx, dy = np.asarray(radius_m) / east * 1.001, np.asarray(radius_m) / np.minimum(north, 110_500) * 1.001
    return shapely.box(xy[:, 0] - dx, xy[:, 1] - dy, xy[:, 0] + dx, xy[:, 1] + dy)


def within(
    points: gpd.GeoSeries, targets: gpd.GeoSeries, radius_m: Union[float, np.ndarray], progress: Progress = no_progress
) -> pd.DataFrame:
    """Pairs of points and target points not farther apart than `radius_m` (one number, or one per point).

    Returns columns `point`, `target` (positions) and `distance_m` (geodesic), ordered by point, distance, target.
    Points and targets are in EPSG:4490; those without geometry pair with nothing.
    """
    xy, target_xy = coordinates(points), coordinates(targets)
    tree = shapely.STRtree(np.where(np.isfinite(target_xy).all(axis=1), targets.to_numpy(), None))
    known = np.flatnonzero(np.isfinite(xy).all(axis=1))
    radius = np.broadcast_to(np.asarray(radius_m, float), (len(xy),))
    found = []
    for part in np.array_split(known, max(1, len(known) // 50_000)):
        source, target = tree.query(boxes(xy[part], radius[part]))
        source = part[source]
        distance = geodesic_m(xy[source], target_xy[target])
        near = distance <= radius[source]
        found.append((source[near], target[near], distance[near]))
        progress(min(1.0, float(part[-1] + 1) / len(xy)) if len(part) else 1.0)
    point, target, distance = (np.concatenate(columns) for columns in zip(*found))
    order = np.lexsort((target, distance, point))
    return pd.DataFrame({"point": point[order], "target": target[order], "distance_m": distance[order]})


def nearest(points: gpd.GeoSeries, targets: gpd.GeoSeries) -> pd.DataFrame:
    """The nearest target of every point: columns `target` (position, -1 where none) and `distance_m`, one row per point."""
    return Targets(coordinates(targets)).nearest(coordinates(points))


class Targets:
    """Places (degrees, NaN where one has none) made ready to be asked for the nearest of them."""

    def __init__(self, xy: np.ndarray) -> None:
        self.xy = xy
        self.usable = np.flatnonzero(np.isfinite(xy).all(axis=1))
        self.tree = shapely.STRtree(shapely.points(mercator(xy[self.usable])))

    def nearest(self, xy: np.ndarray) -> pd.DataFrame:
        """What the function `nearest` returns, for places (n, 2).

        A tree in the Mercator plane (which keeps angles, so near things keep their order but for a hair) finds a first
        candidate; every target within its distance is then compared on the ellipsoid.
        """
        chosen, metres = np.full(len(xy), -1), np.full(len(xy), np.nan)
        known = np.flatnonzero(np.isfinite(xy).all(axis=1))
        if len(known) and len(self.usable):
            query = shapely.points(mercator(xy[known]))
            (source, _), separation = self.tree.query_nearest(query, return_distance=True, all_matches=False)
            order = np.argsort(source)
            reach = separation[order] * (1 + 1e-3 + 2 * separation[order]) + 1e-12
            candidates, target = self.tree.query(query[source[order]], predicate="dwithin", distance=reach)
            point, target = known[source[order]][candidates], self.usable[target]
            distance = geodesic_m(xy[point], self.xy[target])
            ranked = np.lexsort((target, distance, point))
            best = ranked[np.unique(point[ranked], return_index=True)[1]]
            chosen[point[best]], metres[point[best]] = target[best], distance[best]
        return pd.DataFrame({"target": chosen, "distance_m": metres})


def inside(points: gpd.GeoSeries, areas: gpd.GeoSeries) -> pd.DataFrame:
    """Pairs of points and areas that hold them, edges included: columns `point`, `target` (positions)."""
    # what is asked with is prepared, what stands in the tree is not: an area of a million corners is walked once
    target, point = shapely.STRtree(points.to_numpy()).query(areas.to_numpy(), predicate="intersects")
    order = np.lexsort((target, point))
    return pd.DataFrame({"point": point[order], "target": target[order]})


def distance_to(
    points: gpd.GeoSeries,
    geometries: gpd.GeoSeries,
    within_m: Union[float, np.ndarray],
    progress: Progress = no_progress,
) -> pd.DataFrame:
    """Distances from points to lines, areas or points nearer than `within_m` (one number, or one per point).

    Returns columns `point`, `target` (positions), `distance_m` (0 inside an area) and `lon`, `lat` of the nearest place,
    one row per pair, ordered by point and distance. Each segment is measured in a plane that touches the ellipsoid
    halfway to it: off by less than 0.01 % within 20 km. Both in EPSG:4490.
    """
    xy = coordinates(points)
    known = np.isfinite(xy).all(axis=1)
    radius = np.broadcast_to(np.asarray(within_m, float), (len(xy),))
    found: list[Sequence[np.ndarray]] = [(np.array([], int), np.array([], int), np.array([]), np.empty((0, 2)))]
    areas = shapely.get_dimensions(geometries.to_numpy()) == 2
    if areas.any():
        held = inside(points, gpd.GeoSeries(np.where(areas, geometries.to_numpy(), None)))
        point = held["point"].to_numpy()
        found.append((point, held["target"].to_numpy(), np.zeros(len(held)), xy[point]))
    lines = Measured(geometries)
    if len(lines.starts) and known.any():
        rows = np.flatnonzero(known)
        for part in np.array_split(rows, max(1, len(rows) // 5_000)):
            found.append(lines.near(xy, part, boxes(xy[part], radius[part]), radius))
            progress(float(part[-1] + 1) / len(xy))
    point, target, distance, place = (np.concatenate(columns) for columns in zip(*found))
    once = nearest_of_each(point, target, distance)
    once = once[np.lexsort((target[once], distance[once], point[once]))]
    return pd.DataFrame(
        {
            "point": point[once], "target": target[once], "distance_m": distance[once],
            "lon": place[once, 0], "lat": place[once, 1],
        }
    )  # fmt: skip
