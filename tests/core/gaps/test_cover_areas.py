"""Covered areas against known figures, drawn circles and the geodesic area, and against themselves."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st
from made_up import GEOD, PLACES, discs, drawn_cover, random_discs, series

from fengsui.core.ellipsoid import area_m2
from fengsui.core.gaps.areas import cover_areas, uncovered_parts

CIRCLE = np.pi * 1000.0**2


def true_area(shape) -> float:
    """The ellipsoid's area in an edge that is straight in degrees."""
    return float(area_m2(gpd.GeoSeries([shapely.segmentize(shape, 0.005)]))[0])


def box(place, wide, high):
    return shapely.box(place[0] - wide / 2, place[1] - high / 2, place[0] + wide / 2, place[1] + high / 2)


def wavy(rng, place, wide):
    turn = np.linspace(0, 2 * np.pi, 90, endpoint=False)
    out = wide * (1 + 0.2 * np.sin(5 * turn + rng.uniform(0, 6)) + rng.uniform(-0.05, 0.05, 90))
    return shapely.polygons(np.array(place) + np.column_stack([out * np.cos(turn), 0.8 * out * np.sin(turn)]))


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_known_answers(place):
    area = series(box(place, 0.2, 0.2))
    corner = (place[0] - 0.1, place[1] - 0.1)
    lens = 2 * 1000**2 * np.arccos(500 / 1000) - 500 * np.sqrt(3) * 1000
    east = GEOD.fwd(*place, 90, 1000)[:2]
    touching = GEOD.fwd(*place, 90, 2000)[:2]
    away = GEOD.fwd(*place, 0, 4000)[:2]
    for table, expected in (
        (discs((*place, 1000)), CIRCLE),
        (discs((*place, 1000), (*east, 1000)), 2 * CIRCLE - lens),
        (discs((*place, 1000), (*touching, 1000)), 2 * CIRCLE),
        (discs((*place, 1000), (*place, 1000), (*place, 700), (*east, 0), (*east, np.nan)), CIRCLE),
        (discs((*place, 1000), (*GEOD.fwd(*place, 30, 500)[:2], 500)), CIRCLE),
        (discs((*place, 1000), (*away, 500)), 1.25 * CIRCLE),
        (discs((*place, 60_000)), true_area(area[0])),
        (discs((place[0] + 3, place[1], 60_000)), 0),
        (discs(), 0),
    ):
        covered, total = cover_areas(area, table)
        assert covered[0] == pytest.approx(expected, rel=2e-5, abs=0.01)
        assert total[0] == pytest.approx(true_area(area[0]), rel=1e-6)
    # a parallel bends: the corner of a box in degrees holds a quarter of a circle but for a ten-thousandth
    for at, share in ((corner, 4), ((corner[0], place[1]), 2)):
        assert cover_areas(area, discs((*at, 1000)))[0][0] == pytest.approx(CIRCLE / share, rel=2e-4)


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_holes_parts_and_faulty_polygons(place):
    x, y = place
    outer = box(place, 0.2, 0.2)
    holed = outer.difference(shapely.Point(place).buffer(0.02, quad_segs=4))
    parts = shapely.MultiPolygon([box((x - 0.05, y), 0.03, 0.03), box((x + 0.05, y), 0.03, 0.03)])
    bow = shapely.Polygon([(x, y), (x + 0.1, y + 0.1), (x + 0.1, y), (x, y + 0.1)])
    areas = series(holed, None, parts, shapely.Polygon(), bow, shapely.Point(place), outer)
    table = random_discs(np.random.default_rng(3), place, 80, 0.1)
    covered, total = cover_areas(areas, table)
    assert covered[[1, 3, 5]].tolist() == total[[1, 3, 5]].tolist() == [0, 0, 0]
    assert total[0] == pytest.approx(true_area(holed), rel=1e-6)
    assert total[4] == pytest.approx(true_area(shapely.make_valid(bow)), rel=1e-6)
    hole = shapely.difference(outer, holed)
    inner = cover_areas(series(hole), table)[0][0]
    assert covered[6] - covered[0] == pytest.approx(inner, rel=1e-5)
    lone = cover_areas(series(*shapely.get_parts(parts)), table)[0].sum()
    assert covered[2] == pytest.approx(lone, rel=1e-5)
    back = cover_areas(series(shapely.reverse(outer)), table)[0]
    assert back[0] == pytest.approx(covered[6], rel=1e-12)


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_areas_agree_with_drawn_circles(place):
    rng = np.random.default_rng(4)
    areas = series(*(wavy(rng, np.array(place) + rng.uniform(-0.1, 0.1, 2), 0.08) for _ in range(12)))
    table = random_discs(rng, place, 200)
    covered, total = cover_areas(areas, table)
    whole, drawn = drawn_cover(areas, table, place)
    assert total == pytest.approx(shapely.area(whole), rel=1e-4)
    assert covered.sum() == pytest.approx(shapely.area(drawn).sum(), rel=1e-4)
    assert covered == pytest.approx(shapely.area(drawn), rel=2e-4)


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_what_is_drawn_for_the_map_has_the_exact_area(place):
    rng = np.random.default_rng(5)
    areas = series(*(wavy(rng, np.array(place) + rng.uniform(-0.1, 0.1, 2), 0.08) for _ in range(6)), None)
    table = random_discs(rng, place, 60)
    covered, total = cover_areas(areas, table)
    parts = uncovered_parts(areas, table)
    open_ = [true_area(part) for part in parts]
    assert (total - covered).tolist() == pytest.approx(open_, rel=1e-4, abs=100)
    assert shapely.is_valid(parts).all()
    assert parts[6].is_empty


@pytest.mark.parametrize("lat", [18.0, 38.0])
def test_a_sea_zone_of_three_hundred_kilometres(lat):
    """Wide radii over a zone cut into blocks: the sum is that of one circle in the frame of its own middle."""
    zone = series(shapely.box(118, lat, 121, lat + 2.7))
    middle = (119.4, lat + 1.3)
    covered, total = cover_areas(zone, discs((*middle, 50_000)))
    turn = np.linspace(0, 360, 2000, endpoint=False)
    ring = np.column_stack(GEOD.fwd(*np.broadcast_arrays(*middle, turn, 50_000.0))[:2])
    assert covered[0] == pytest.approx(true_area(shapely.Polygon(ring)), rel=1e-4)
    assert total[0] == pytest.approx(true_area(zone[0]), rel=1e-7)
    part = uncovered_parts(zone, discs((*middle, 50_000)))[0]
    assert true_area(part) == pytest.approx(total[0] - covered[0], rel=1e-5)
    assert len(shapely.get_rings(part)) == 2  # the cuts between the blocks are gone
    everything = cover_areas(zone, discs((*middle, 400_000)))
    assert everything[0] == pytest.approx(everything[1])
    assert uncovered_parts(zone, discs((*middle, 400_000)))[0].is_empty


def test_no_area_and_no_disc():
    for areas in (series(), series(None)):
        covered, total = cover_areas(areas, discs((108, 30, 500)))
        assert covered.tolist() == total.tolist() == [0.0] * len(areas)
        assert len(uncovered_parts(areas, discs((108, 30, 500)))) == len(areas)
    whole = series(shapely.box(108, 30, 108.1, 30.1))
    assert true_area(uncovered_parts(whole, discs())[0]) == pytest.approx(cover_areas(whole, discs())[1][0], rel=1e-6)


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(list(PLACES)), st.integers(1, 60))
@example(583, "middle", 6)  # the halves differ from the whole by 6e-5
@example(204091, "south coast", 11)  # … by 10 m2 of discs that an edge of 9 km cuts: 5 cm of it
def test_more_discs_never_cover_less_and_order_does_not_matter(seed, name, count):
    rng = np.random.default_rng(seed)
    place = PLACES[name]
    radii = rng.choice([100, 500, 501, 3000, 12_000, 0], 3)
    table = random_discs(rng, place, count, 0.1, radii)
    table.loc[rng.random(count) < 0.3, ["lon", "lat"]] = table.loc[0, ["lon", "lat"]].to_numpy()
    if rng.random() < 0.5:  # a grid: many circles through one point, many that touch
        table[["lon", "lat"]] = np.round(table[["lon", "lat"]] / 0.009) * 0.009
    areas = series(wavy(rng, place, 0.07), box(place, 0.09, 0.09), box(place, 0.02, 0.2))
    covered, total = cover_areas(areas, table)
    assert (covered <= total).all()
    shuffled = cover_areas(areas, table.sample(frac=1, random_state=seed % 1000))[0]
    assert shuffled == pytest.approx(covered, rel=1e-9, abs=1)
    assert (cover_areas(areas, table.iloc[1:])[0] <= covered + 1).all()
    drawn = np.array([true_area(part) for part in uncovered_parts(areas, table)])
    assert drawn == pytest.approx(total - covered, rel=1e-4, abs=total.max() * 1e-6)
    # cut in two, the halves make the whole
    x, y = place
    west, east = shapely.box(x - 1, y - 1, x, y + 1), shapely.box(x, y - 1, x + 1, y + 1)
    halves = sum(cover_areas(series(*shapely.intersection(areas.to_numpy(), side)), table)[0] for side in (west, east))
    assert halves == pytest.approx(covered, rel=1e-4, abs=total.max() * 1e-6)  # each in a plane of its own


def test_a_crowd_of_discs_is_taken_in_portions(monkeypatch):
    """What is counted does not hang on how many pairs of discs are held in memory at once."""
    rng = np.random.default_rng(8)
    place = PLACES["middle"]
    table = random_discs(rng, place, 300, 0.02, (300, 500, 800))
    areas = series(box(place, 0.1, 0.1), wavy(rng, place, 0.02))
    whole = cover_areas(areas, table)[0]
    monkeypatch.setattr("fengsui.core.gaps.arcs._PAIRS", 50)
    monkeypatch.setattr("fengsui.core.gaps.areas._CHUNK", 20)
    assert cover_areas(areas, table)[0] == pytest.approx(whole, rel=1e-12)
