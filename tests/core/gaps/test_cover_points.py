"""Covered points against brute force on the ellipsoid."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from made_up import GEOD, PLACES, discs, margins, random_discs, series

from fengsui.core.gaps import cells, points
from fengsui.core.gaps.points import cover_points


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_points_agree_with_brute_force(place):
    rng = np.random.default_rng(6)
    xy = np.array(place) + rng.uniform(-0.2, 0.2, (1500, 2))
    table = random_discs(rng, place, 150, 0.2, (0, np.nan, 300, 800, 2500, 30_000))
    rim = [GEOD.fwd(row.lon, row.lat, 50.0, row.radius_m)[:2] for row in table[table["radius_m"] > 0].itertuples()]
    xy = np.r_[xy, rim]
    table = table[table["radius_m"] != 30_000] if place[1] < 30 else table
    found = cover_points(series(*shapely.points(xy)), table)
    left = margins(xy, table)
    best = np.nanmax(left, axis=0)
    sure = np.abs(best) > 1e-6
    assert (found["covered"].to_numpy() == (best >= 0))[sure].all()
    covered = found["covered"].to_numpy()
    assert covered.sum() > 100
    serving = found["disc"].to_numpy()[covered]
    assert left[serving, np.flatnonzero(covered)] == pytest.approx(best[covered], abs=0.005)
    radius = table["radius_m"].to_numpy()[serving]
    assert found["distance_m"].to_numpy()[covered] == pytest.approx(radius - best[covered], abs=0.005)
    assert (found["disc"][~covered] == -1).all()
    assert found["distance_m"][~covered].isna().all()


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("azimuth", [0, 90, 180, 270])
def test_what_lies_just_within_the_rim_is_found_in_every_direction(place, azimuth):
    rng = np.random.default_rng(2)
    xy = np.array(place) + rng.uniform(-0.1, 0.1, (400, 2))
    radius = rng.uniform(300, 9000, 400)
    rim = [GEOD.fwd(*at, azimuth, r - 0.5)[:2] for at, r in zip(xy, radius)]
    for disc in zip(*xy[:5].T, radius[:5]):
        found = cover_points(series(*shapely.points(rim)), discs(disc))["covered"].to_numpy()
        assert (found == (margins(np.array(rim), discs(disc))[0] >= 0)).all()
        assert found.any()


def test_of_equal_discs_the_first_serves_however_they_are_dealt_out(monkeypatch):
    away = [GEOD.fwd(108, 30, azimuth, 300.0)[:2] for azimuth in (0, 90, 180, 270)]
    table = discs(
        *((108, 30, 500) for _ in range(3)), *((*at, 700) for at in away), *((108, 30, 500) for _ in range(9))
    )
    spots = series(*shapely.points([(108, 30), *away]))
    monkeypatch.setattr(points, "_CHUNK", 2)
    monkeypatch.setattr(cells, "_LOT", 1)
    assert cover_points(spots, table)["disc"].tolist() == [0, 3, 4, 5, 6]


def test_a_point_on_the_rim_is_covered_and_the_first_of_equal_discs_serves():
    spot = series(shapely.Point(108, 30))
    away = GEOD.fwd(108, 30, 90, 500.0)[:2]
    exact = GEOD.inv(108, 30, *away)[2]
    assert cover_points(spot, discs((*away, exact)))["covered"].tolist() == [True]
    assert cover_points(spot, discs((*away, exact - 1e-4)))["covered"].tolist() == [False]
    assert cover_points(spot, discs((*away, 400), (*away, 900), (*away, 900), (108, 30, 300)))["disc"].tolist() == [1]


def test_nothing_to_cover_and_nothing_that_covers():
    points = series(None, shapely.Point(), shapely.Point(108, 30))
    assert cover_points(points, discs((108, 30, 10)))["covered"].tolist() == [False, False, True]
    for none in (discs(), discs((108, 30, 0)), discs((108, 30, np.nan)), discs((np.nan, 30, 100))):
        assert cover_points(points, none)["disc"].tolist() == [-1, -1, -1]
    assert len(cover_points(series(), discs((108, 30, 10)))) == 0
