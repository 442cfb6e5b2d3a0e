"""Distances and areas against geodesics and brute force, from 18° to 53° north and at zone edges."""

import time

import geopandas as gpd
import numpy as np
import pytest
import shapely
from pyproj import Geod

from fengsui.core import metric
from fengsui.core.ellipsoid import area_m2
from fengsui.core.errors import CoreError

GEOD = Geod(ellps="GRS80")


def points(xy):
    return gpd.GeoSeries(shapely.points(np.asarray(xy, float)), crs="EPSG:4490")


@pytest.mark.parametrize("lat", [18.2, 21.6, 33.0, 45.0, 53.4])
@pytest.mark.parametrize("lon", [73.6, 106.5, 108.0, 109.5, 134.7], ids=lambda lon: f"lon{lon}")
@pytest.mark.parametrize("distance_m", [3.0, 60.0, 412.0, 5000.0, 20000.0])
def test_distance_to_a_line_agrees_with_the_geodesic(lat, lon, distance_m):
    rng = np.random.default_rng(1)
    azimuth = rng.uniform(0, 360, 12)
    foot = np.column_stack(GEOD.fwd([lon] * 12, [lat] * 12, azimuth, [distance_m] * 12)[:2])
    left = np.column_stack(GEOD.fwd(foot[:, 0], foot[:, 1], azimuth + 90, [30.0] * 12)[:2])
    right = np.column_stack(GEOD.fwd(foot[:, 0], foot[:, 1], azimuth - 90, [30.0] * 12)[:2])
    lines = gpd.GeoSeries(shapely.linestrings(np.stack([left, foot, right], axis=1)), crs="EPSG:4490")
    pairs = metric.distance_to(points([[lon, lat]]), lines, 30000)
    assert len(pairs) == 12
    assert pairs["distance_m"].to_numpy() == pytest.approx(distance_m, rel=5e-4)


def test_nearest_and_within_agree_with_brute_force_over_the_whole_country():
    rng = np.random.default_rng(2)
    here = np.column_stack([rng.uniform(74, 134, 300), rng.uniform(18, 53, 300)])
    there = np.column_stack([rng.uniform(74, 134, 2000), rng.uniform(18, 53, 2000)])
    there[:40] = here[:40] + rng.normal(0, 0.002, (40, 2))
    table = np.array([GEOD.inv(*np.broadcast_arrays(x, y, there[:, 0], there[:, 1]))[2] for x, y in here])
    found = metric.nearest(points(here), points(there))
    assert found["target"].tolist() == table.argmin(axis=1).tolist()
    assert found["distance_m"].to_numpy() == pytest.approx(table.min(axis=1), rel=1e-9)
    radius = rng.uniform(100, 200_000, 300)
    pairs = metric.within(points(here), points(there), radius)
    assert set(zip(pairs["point"], pairs["target"])) == set(zip(*np.nonzero(table <= radius[:, None])))


def test_missing_points_pair_with_nothing():
    here = gpd.GeoSeries([None, shapely.Point(), shapely.Point(108, 21)], crs="EPSG:4490")
    there = gpd.GeoSeries([None, shapely.Point(108, 21.001)], crs="EPSG:4490")
    assert metric.nearest(here, there)["target"].tolist() == [-1, -1, 1]
    assert metric.within(here, there, 500.0)[["point", "target"]].values.tolist() == [[2, 1]]
    assert metric.distance_to(here, there, 500.0)[["point", "target"]].values.tolist() == [[2, 1]]


def test_inside_is_distance_zero_and_holes_are_outside():
    square = shapely.box(108, 21, 108.1, 21.1).difference(shapely.box(108.04, 21.04, 108.06, 21.06))
    areas = gpd.GeoSeries([square], crs="EPSG:4490")
    pairs = metric.distance_to(
        points([[108.01, 21.01], [108.05, 21.05], [108.1, 21.05], [108.1005, 21.05]]), areas, 2000
    )
    assert pairs["point"].tolist() == [0, 1, 2, 3]
    assert pairs["distance_m"].iloc[0] == 0
    assert pairs["distance_m"].iloc[2] == 0
    assert pairs["distance_m"].iloc[1] == pytest.approx(GEOD.inv(108.05, 21.05, 108.06, 21.05)[2], rel=5e-4)
    assert pairs["distance_m"].iloc[3] == pytest.approx(GEOD.inv(108.1, 21.05, 108.1005, 21.05)[2], rel=5e-4)


def test_long_edges_and_collections_are_measured():
    line = shapely.LineString([(107, 21.5), (109, 21.5)])
    both = shapely.GeometryCollection([shapely.Point(108, 21.502), shapely.box(108, 21.51, 108.01, 21.52)])
    pairs = metric.distance_to(points([[108, 21.501]]), gpd.GeoSeries([line, both]), 5000)
    expected = GEOD.inv(108, 21.501, 108, 21.5)[2]
    assert pairs["distance_m"].tolist() == pytest.approx([expected, expected], rel=5e-4)


def test_area_agrees_with_the_geodesic_area():
    rng = np.random.default_rng(3)
    for lat in (18, 30, 53):
        ring = np.column_stack([108 + rng.uniform(0, 0.02, 8), lat + rng.uniform(0, 0.02, 8)])
        hull = shapely.convex_hull(shapely.MultiPoint(ring))
        expected = abs(GEOD.geometry_area_perimeter(hull)[0])
        assert area_m2(gpd.GeoSeries([hull]))[0] == pytest.approx(expected, rel=5e-4)


def test_projected_layers_come_back_in_degrees_and_straight():
    zone = gpd.GeoDataFrame(geometry=[shapely.LineString([(36300000, 2380000), (36390000, 2380000)])], crs="EPSG:4524")
    line = metric.to_degrees(zone, "roads").geometry.iloc[0]
    middle = gpd.GeoSeries([shapely.Point(36345000, 2380000)], crs="EPSG:4524").to_crs("EPSG:4490")
    assert metric.distance_to(middle, gpd.GeoSeries([line]), 100)["distance_m"].iloc[0] < 0.05


def test_a_projected_line_without_length_is_kept_as_it_is():
    spot, long = [(36300000, 2380000)] * 2, [(36300000, 2380000), (36302500, 2380000)]
    shapes = [shapely.LineString(spot), shapely.LineString(long), None, shapely.MultiLineString([spot, long])]
    lines = metric.to_degrees(gpd.GeoDataFrame(geometry=shapes, crs="EPSG:4524"), "roads").geometry
    assert shapely.get_num_coordinates(lines.to_numpy()).tolist()[:3] == [2, 4, 0]
    assert lines.is_empty.sum() == 0
    ring = [(36300000, 2380000), (36300900, 2380000), (36300900, 2380900), (36300000, 2380000)]
    pricked = shapely.Polygon(ring, [[(36300600, 2380300)] * 4])
    (area,) = metric.to_degrees(gpd.GeoDataFrame(geometry=[pricked], crs="EPSG:4524"), "zones").geometry
    assert area_m2(gpd.GeoSeries([area]))[0] == pytest.approx(405_000, rel=5e-3)


def test_no_crs_is_refused_by_name():
    with pytest.raises(CoreError, match="农田"):
        metric.to_degrees(gpd.GeoDataFrame(geometry=[shapely.Point(1, 1)]), "农田")


def test_old_datums_are_told():
    point = [shapely.Point(108, 21)]
    assert metric.is_other_datum(gpd.GeoDataFrame(geometry=point, crs="EPSG:4610"))
    assert not any(
        metric.is_other_datum(gpd.GeoDataFrame(geometry=point, crs=f"EPSG:{c}"))
        for c in (4326, 4490, 4524, 32648, 3857)
    )


def test_an_area_of_many_corners_is_walked_once_not_once_for_each_point():
    turn = np.linspace(0, 2 * np.pi, 300_000, endpoint=False)
    wide = 1 + 0.01 * np.sin(3000 * turn)
    area = gpd.GeoSeries([shapely.polygons(np.column_stack([110 + wide * np.cos(turn), 25 + wide * np.sin(turn)]))])
    rng = np.random.default_rng(1)
    points = gpd.GeoSeries.from_xy(rng.uniform(109, 111, 4000), rng.uniform(24, 26, 4000))
    start = time.perf_counter()
    held = metric.inside(points, area)
    assert time.perf_counter() - start < 3  # once for each point takes more than 10 s
    away = np.hypot(points.x - 110, points.y - 25)
    assert set(held["point"]) >= set(np.flatnonzero(away < 0.99))
    assert set(held["point"]) <= set(np.flatnonzero(away < 1.01))


def test_a_search_leaves_out_nothing_within_reach():
    """Lines of many short segments around points of every latitude: what a plain loop over the corners finds is found."""
    rng = np.random.default_rng(4)
    for lat in (18.5, 36.0, 52.9):
        turn = np.linspace(0, 2 * np.pi, 5000)
        wide = 0.3 + 0.02 * np.sin(40 * turn)
        xy = np.column_stack([110 + wide * np.cos(turn), lat + wide * np.sin(turn)])
        places = np.column_stack([rng.uniform(109.2, 110.8, 60), rng.uniform(lat - 0.6, lat + 0.6, 60)])
        corner = np.array([GEOD.inv(*np.broadcast_to(p, xy.shape).T, *xy.T)[2].min() for p in places])
        found = metric.distance_to(points(places), gpd.GeoSeries([shapely.linestrings(xy)]), corner * 1.0005 + 0.01)
        assert found["point"].tolist() == list(range(60))
        assert (found["distance_m"] <= corner * 1.0005 + 0.01).all()
        assert (found["distance_m"] >= corner - 50).all()
