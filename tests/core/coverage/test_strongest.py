"""Which transmitter serves, by the path: against all pairs one by one, on made-up hills and on a real DEM."""

from __future__ import annotations

import re
import sys
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from ground_data import write_dem

from fengsui.core.coverage.air import air_of, grounded, to_horizon
from fengsui.core.coverage.formulas import free_space, horizon_m, probability
from fengsui.core.coverage.ground import read_ground
from fengsui.core.coverage.path_profile import path_profile
from fengsui.core.coverage.paths import Ends, path_diffraction
from fengsui.core.coverage.profile_svg import profile_svg
from fengsui.core.coverage.raster import areas_of, grid_over, signal_raster, write_raster
from fengsui.core.coverage.spherical import spherical_loss
from fengsui.core.coverage.strongest import rsrp_dbm, strongest
from fengsui.core.coverage.supply import supply
from fengsui.core.errors import Cancelled, CoreError
from fengsui.core.metric import GEOD, geodesic_m

WEST, NORTH, CELL = 107.9, 21.7, 0.001


def hills(rows=400, columns=400):
    rng = np.random.default_rng(9)
    y, x = np.mgrid[0:rows, 0:columns] / 60
    waves = sum(np.sin(k * (x * np.cos(a) + y * np.sin(a)) + a) / k for k, a in enumerate(rng.uniform(0, 6, 9), 1))
    return 200 + 150 * waves


@pytest.fixture(scope="module")
def ground(tmp_path_factory):
    return read_ground(write_dem(tmp_path_factory.mktemp("dem") / "hills.tif", hills(), WEST, NORTH, CELL))


@pytest.fixture
def air(profile, ground):
    return air_of(profile, ground, "land")


def places(count, seed=1):
    return np.random.default_rng(seed).uniform((107.95, 21.35), (108.25, 21.65), (count, 2))


@pytest.fixture
def rows(site, cell, profile, ground):
    spots = places(25, 2)
    sites = site(*({"site_id": str(i), "lon": x, "lat": y} for i, (x, y) in enumerate(spots)))
    cells = [
        {"site_id": str(i), "azimuth_deg": a, "operator": o, "band_mhz": m, "eirp_dbm_re": 30.0 + i % 3}
        for i in range(25)
        for a, o, m in ((0.0, "mobile", 700.0), (120.0, "mobile", 2600.0), (None, "unicom", 900.0))
    ]
    return grounded(supply(sites, cell(*cells), profile, "terrain"), ground)


def margins(xy, rows, air):
    """Every pair by itself: (places, transmitters), NaN beyond reach."""
    found = np.full((len(xy), len(rows)), np.nan)
    for j, row in enumerate(rows.itertuples()):
        bearing, _, metres = GEOD.inv(np.full(len(xy), row.lon), np.full(len(xy), row.lat), xy[:, 0], xy[:, 1])
        tx = np.repeat(air.ground.cells(np.array([[row.lon, row.lat]])), len(xy), axis=0)
        rx, mast, low = air.ground.cells(xy), np.full(len(xy), row.mast_m), np.full(len(xy), air.receiver_m)
        loss = path_diffraction(air.ground, Ends(tx, rx, mast, low, metres, np.full(len(xy), row.mhz))).total
        rise = air.ground.heights_of(tx) + row.mast_m - air.ground.heights_of(rx) - air.receiver_m
        aside = np.abs((np.asarray(bearing) - row.azimuth_deg + 180) % 360 - 180)
        beam = 0.0 if np.isnan(row.azimuth_deg) else np.minimum(12 * (aside / 65) ** 2, 30)
        value = row.allowed_db - loss - free_space(np.hypot(metres, rise), row.mhz) - beam
        found[:, j] = np.where(metres <= row.reach_m, value, np.nan)
    return found


def test_the_best_server_is_that_of_all_pairs(rows, air):
    xy = places(300)
    found = strongest(xy, rows, air, best=True)
    every = margins(xy, rows, air)
    near = np.isfinite(every).any(axis=1)
    assert near.sum() > 250
    assert (found["row"] >= 0).to_numpy().tolist() == near.tolist()
    assert found["margin_db"][near].to_numpy() == pytest.approx(np.nanmax(every[near], axis=1), abs=1e-3)
    assert found["row"][near].tolist() == np.nanargmax(every[near], axis=1).tolist()


def test_stopping_early_changes_no_verdict(rows, air):
    xy = places(300)
    every = margins(xy, rows, air)
    sigma, least = 9.0, air.covered_sigmas
    covered = (np.nan_to_num(every, nan=-1e9) >= least * sigma).any(axis=1)
    assert 20 < covered.sum() < 280
    sure = strongest(xy, rows, air)
    assert sure["holds"].tolist() == covered.tolist()
    assert (sure["probability"][covered] >= 0.9 - 1e-6).all()
    wide = rows.assign(reach_m=rows["possible_m"])
    possible = (np.nan_to_num(margins(xy, wide, air), nan=-1e9) > air.gap_sigmas * sigma).any(axis=1)
    assert strongest(xy, rows, air, sure=False)["holds"].tolist() == possible.tolist()


def test_a_probability_is_that_of_its_margin(rows, air):
    found = strongest(places(50), rows, air, best=True)
    there = (found["row"] >= 0).to_numpy()
    assert found["probability"][there].to_numpy() == pytest.approx(
        probability(found["margin_db"][there].to_numpy(), 9.0)
    )


@pytest.mark.parametrize(("row", "lacks"), [({"antenna_height_m": None}, "height"), ({"bands": None}, "band")])
def test_a_site_of_which_something_is_missing_is_never_sure(site, profile, ground, air, row, lacks):
    rows = grounded(supply(site({"lon": 108.1, "lat": 21.5, **row}), None, profile, "terrain"), ground)
    assert lacks in rows["lacks"][0]
    beside = np.array([[108.1005, 21.5005]])
    assert not strongest(beside, rows, air)["holds"][0]
    assert strongest(beside, rows, air, sure=False)["holds"][0]


def test_power_that_is_not_told_comes_from_the_link_budget_and_is_flagged(site, cell, profile):
    told = supply(site(), cell({"eirp_dbm_re": 20.0}), profile, "terrain").iloc[0]
    assumed = supply(site(), cell({}), profile, "terrain").iloc[0]
    assert "eirp_assumed" in assumed["flags"]
    assert "eirp_assumed" not in told["flags"]
    assert assumed["allowed_db"] - told["allowed_db"] == pytest.approx(49 - 10 * np.log10(12 * 160) + 13 - 20)


def test_a_site_outside_the_heights_covers_nothing_and_says_why(site, profile, ground, air):
    rows = grounded(supply(site({"lon": 107.5, "lat": 21.5}), None, profile, "terrain"), ground)
    assert "no_ground" in rows["flags"][0]
    there = np.array([[107.91, 21.5]])
    assert not strongest(there, rows.assign(possible_m=60_000.0), air)["holds"][0]
    may = strongest(there, rows.assign(possible_m=60_000.0), air, sure=False)
    assert may["open"][0]
    assert may["holds"][0]


def test_a_void_on_the_path_leaves_it_open(site, profile, ground, air):
    heights = ground.heights.copy()
    heights[:, 220:223] = np.nan
    hole = replace(air, ground=replace(ground, heights=heights))
    rows = supply(site({"lon": 108.10, "lat": 21.5}), None, profile, "terrain")
    found = strongest(np.array([[108.14, 21.5], [108.11, 21.5]]), rows, hole, sure=False)
    assert found["open"].tolist() == [True, False]


def test_a_path_laid_open_has_the_engines_figures(rows, air):
    chosen = rows.iloc[[3]]
    place = chosen[["lon", "lat"]].to_numpy()[0] + [0.011, 0.017]
    engine = strongest(place[None], chosen, air, best=True).iloc[0]
    laid = path_profile(chosen, place, air)
    assert laid.margin_db == engine["margin_db"]
    assert laid.loss_db + laid.beam_db == pytest.approx(laid.allowed_db - engine["margin_db"], abs=1e-9)
    assert laid.loss_db == pytest.approx(laid.free_space_db + laid.edge_db + laid.round_db)
    assert laid.distance_m == pytest.approx(geodesic_m(chosen[["lon", "lat"]].to_numpy(), place[None])[0])
    assert laid.ground_m[[0, -1]] == pytest.approx(
        air.ground.at(np.array([chosen[["lon", "lat"]].to_numpy()[0], place]))
    )
    drawn = profile_svg(laid, "<site>", "村", "zh", "dark")
    assert f"{laid.loss_db:.1f} dB" in drawn
    assert "&lt;site&gt;" in drawn
    assert "菲涅耳" in drawn
    with pytest.raises(CoreError, match="farther"):
        path_profile(chosen.assign(reach_m=100.0, possible_m=100.0), place, air)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_legend_of_a_narrow_drawing_is_whole(rows, air, language):
    chosen = rows.iloc[[3]]
    laid = path_profile(chosen, chosen[["lon", "lat"]].to_numpy()[0] + [0.011, 0.017], air)
    drawn = profile_svg(replace(laid, clutter_m=10.0), "site", "place", language, size=(320, 190), titled=False)
    words = [re.search(r"x='([\d.]+)' y='([\d.]+)'.*?>(.+)</text>", line) for line in drawn.splitlines()[-9:]]
    placed = sorted((float(w[2]), float(w[1]), w[3]) for w in words if w)
    assert len(placed) == 4
    ends = [x + sum(11 if ord(letter) > 255 else 5.5 for letter in word) for _, x, word in placed]
    assert max(ends) <= 320
    for (row, _, _), end, (next_row, begin, _) in zip(placed, ends, placed[1:]):
        assert end < begin or next_row > row + 12


def test_the_sea_without_heights_is_the_spherical_earth(site, cell, profile):
    table = site({"ground_elevation_m": 50.0, "antenna_height_m": 35.0})
    rows = supply(table, cell({"prach_format": "1"}), profile, "sea", "sea")
    lon, lat, _ = GEOD.fwd([108.0] * 3, [21.5] * 3, [180.0] * 3, [5e3, 20e3, 35e3])
    found = strongest(np.column_stack([lon, lat]), rows, air_of(profile, None, "sea"), best=True, sure=False)
    km = np.array([5.0, 20.0, 35.0])
    loss = free_space(np.hypot(km * 1e3, 82), 700.0) + spherical_loss(km, 85.0, 3.0, 700.0, 1.0)
    mhz = rows["mhz"][0]
    assert mhz == 700
    assert rows["may_allowed_db"][0] - found["margin_db"].to_numpy() == pytest.approx(loss, abs=1e-6)


def test_at_sea_the_horizon_is_that_of_the_ground_told_or_of_the_rasters(site, cell, profile, ground):
    place = {"lon": 108.1, "lat": 21.5, "antenna_height_m": 35.0}
    cells = cell({"prach_format": "1"})
    told = supply(site({**place, "ground_elevation_m": 80.0}), cells, profile, "sea", "sea")
    untold = supply(site(place), cells, profile, "sea", "sea")
    there = float(ground.at(np.array([[108.1, 21.5]]))[0])
    assert there > 50
    free = untold["covered_m"][0]
    for rows, raster, foot, flagged in (
        (told, None, 80.0, False),
        (told, ground, 80.0, False),
        (untold, ground, there, False),
        (untold, None, 0.0, True),
    ):
        found = to_horizon(rows, raster)
        assert found["covered_m"][0] == found["reach_m"][0] == pytest.approx(min(free, horizon_m(foot + 35, 3)))
        assert ("ground_unknown" in found["flags"][0]) is flagged
        assert found["possible_m"][0] == rows["possible_m"][0]
    assert horizon_m(35, 3) < free


def test_a_raster_tells_what_places_are_told(rows, air, tmp_path):
    grid = grid_over((108.0, 21.45, 108.1, 21.55), 900.0)
    raster = signal_raster(rows, air, grid)
    found = strongest(grid.centres(), rows, air, best=True)
    assert raster.rsrp_dbm.ravel() == pytest.approx(rsrp_dbm(rows, found), nan_ok=True)
    assert raster.covered.ravel().tolist() == found["holds"].tolist()
    assert (raster.possible | ~raster.covered).all()
    write_raster(raster, ["a"], str(tmp_path / "r.tif"), "made up")
    from osgeo import gdal

    read = gdal.Open(str(tmp_path / "r.tif"))
    assert read.RasterCount == 3
    level = read.GetRasterBand(1).ReadAsArray()
    assert level[raster.covered] == pytest.approx(raster.rsrp_dbm[raster.covered], abs=1e-3)
    areas = areas_of(raster).set_index("state").geometry
    assert areas["covered_model"].area == pytest.approx(raster.covered.sum() * grid.dx * grid.dy, rel=1e-6)
    assert areas["unknown"].area == pytest.approx(
        (raster.possible & ~raster.covered).sum() * grid.dx * grid.dy, rel=1e-6
    )


def test_a_stop_takes_effect_and_leaves_no_thread(rows, air):
    before = threading.active_count()

    def stop(done):
        raise Cancelled

    with pytest.raises(Cancelled):
        strongest(places(20_000), rows, air, best=True, progress=stop)
    assert threading.active_count() == before


def test_on_a_real_dem(site, profile, tmp_path):
    cbook = pytest.importorskip("matplotlib.cbook")
    dem = np.load(cbook.get_sample_data("jacksboro_fault_dem.npz", asfileobj=False))  # USGS, Tennessee
    west, north, step = float(dem["xmin"]), float(dem["ymax"]), float(dem["dx"])
    heights = dem["elevation"]
    ground = read_ground(write_dem(tmp_path / "real.tif", heights, west, north, step, epsg=4326))
    assert (ground.heights.min(), ground.heights.max()) == (heights.min(), heights.max())
    middle = (west + heights.shape[1] / 2 * step, north - heights.shape[0] / 2 * step)
    rows = supply(site({"lon": middle[0], "lat": middle[1]}), None, profile, "terrain")
    air = air_of(profile, ground, "land")
    rng = np.random.default_rng(3)
    xy = rng.uniform(
        (west + 0.01, north - heights.shape[0] * step + 0.01),
        (west + heights.shape[1] * step - 0.01, north - 0.01),
        (200, 2),
    )
    found = strongest(xy, rows.assign(reach_m=60_000.0), air, best=True)
    assert found["margin_db"].to_numpy() == pytest.approx(
        margins(xy, rows.assign(reach_m=60_000.0), air)[:, 0], abs=1e-3
    )
    assert (found["row"] == 0).all()
    assert found["margin_db"].std() > 10
