"""Sweeps beside the path engine: on the very same samples of a ray, and cell by cell."""

from __future__ import annotations

import dataclasses
import threading

import numpy as np
import pytest
from pyproj import CRS, Transformer

from fengsui.core.coverage.air import air_of
from fengsui.core.coverage.diffraction import beyond_bullington, diffraction
from fengsui.core.coverage.ground import Ground
from fengsui.core.coverage.paths import Ends, path_diffraction
from fengsui.core.coverage.raster import grid_over, signal_raster
from fengsui.core.coverage.ray_losses import Mast, ray_heights, ray_losses
from fengsui.core.coverage.smooth_table import beyond_of
from fengsui.core.coverage.supply import supply
from fengsui.core.coverage.sweep import Sweep, cells_per_metre
from fengsui.core.coverage.swept import swept_raster
from fengsui.core.errors import Cancelled

CELL_M = 90.0
EAST, NORTH = 400_000.0, 2_420_000.0


def made_up(size=360, relief=150.0, seed=8):
    """Hills with waves of all lengths, in UTM zone 49."""
    noise = np.random.default_rng(seed)
    row, column = np.meshgrid(np.fft.fftfreq(size), np.fft.rfftfreq(size), indexing="ij")
    wave = np.hypot(row, column)
    wave[0, 0] = 1
    hills = np.fft.irfft2(
        (noise.normal(size=wave.shape) + 1j * noise.normal(size=wave.shape)) * wave**-1.9, s=(size, size)
    )
    heights = np.maximum(300 + relief * (hills - hills.mean()) / hills.std(), 1).astype(np.float32)
    to_cell = np.array([[1 / CELL_M, 0, -EAST / CELL_M], [0, -1 / CELL_M, NORTH / CELL_M]])
    return Ground(heights, CRS(32649), to_cell, CELL_M, "made up")


def real():
    """The same frame with a real DEM of the USGS (Tennessee), as if its cells were 90 m squares."""
    cbook = pytest.importorskip("matplotlib.cbook")
    dem = np.load(cbook.get_sample_data("jacksboro_fault_dem.npz", asfileobj=False))
    return dataclasses.replace(made_up(), heights=np.ascontiguousarray(dem["elevation"], dtype=np.float32))


def mast_at(ground, row, column, clutter=0.0, mhz=700.0):
    return Mast(
        np.array([column + 0.5, row + 0.5]), np.array([[1, 0], [0, -1]]) / ground.cell_m, 35.0, 1.5, mhz, clutter
    )


def on_rays(ground, mast, rays=12, steps=150):
    """Losses of a sweep's rays and those of the engine on the same points: (steps, rays) each, from the ninth step on."""
    turn = np.random.default_rng(1).uniform(0, 2 * np.pi, rays)
    way = ground.cell_m * mast.per_metre @ np.array([np.sin(turn), np.cos(turn)])
    column, row = mast.cell.astype(int)
    found = ray_losses(ground, mast, ground.cell_m, way, 0, steps, steps)
    heights = np.vstack([np.full(rays, ground.heights[row, column]), ray_heights(ground, mast, way, steps)]).T.astype(
        float
    )
    clutter = np.full((rays, 1), mast.clutter_m) if mast.clutter_m else None
    expected = np.empty_like(found)
    for last in range(9, steps + 1):
        km = np.full(rays, last * ground.cell_m / 1000)
        part = heights[:, : last + 1]
        sea = (part <= 0).mean(axis=1)
        bent = diffraction(part, np.linspace(0, 1, last + 1), km, mast.tx_m, mast.rx_m, mast.mhz, clutter, sea).total
        rise = part[:, 0] + mast.tx_m - part[:, -1] - mast.rx_m
        expected[last - 1] = bent + 10 * np.log10(1 + (rise / (1000 * km)) ** 2)
    return found[8:], expected[8:]


@pytest.mark.parametrize(
    ("terrain", "clutter", "mhz"),
    [("hills", 0.0, 700.0), ("hills", 15.0, 2600.0), ("low", 0.0, 3500.0), ("real", 0.0, 700.0)],
)
def test_on_a_ray_the_losses_are_the_engines(terrain, clutter, mhz):
    ground = real() if terrain == "real" else made_up(relief=8.0 if terrain == "low" else 150.0)
    middle = [size // 2 for size in ground.heights.shape]
    off = []
    for row, column in ((0, 0), (-12, 9), (7, -20)):
        found, expected = on_rays(ground, mast_at(ground, middle[0] + row, middle[1] + column, clutter, mhz))
        off.append((found - expected).ravel())
    off = np.concatenate(off)
    assert (np.quantile(np.abs(off), [0.5, 0.95, 0.99]) < [0.05, 0.4, 0.8]).all()
    assert abs(off.mean()) < 0.05


def test_over_the_sea_the_spherical_term_is_that_of_the_sea():
    ground = dataclasses.replace(made_up(), heights=np.zeros((360, 360), np.float32))
    found, expected = on_rays(ground, mast_at(ground, 180, 180), rays=3, steps=170)
    assert found == pytest.approx(expected, abs=0.15)
    ground.heights[:, :180] = 3.0  # half of it land
    found, expected = on_rays(dataclasses.replace(ground), mast_at(ground, 180, 150), rays=6, steps=140)
    assert found == pytest.approx(expected, abs=0.4)


def test_the_table_is_the_formula_between_its_nodes():
    rng = np.random.default_rng(5)
    tx, rx = (np.exp(rng.uniform(np.log(low), np.log(2000), (400, 3))).astype(np.float32) for low in (10, 1.5))
    km = np.repeat(np.arange(1, 401) * 0.09, 3)
    mhz, none = np.full(1200, 700.0), np.zeros(1200)
    exact = beyond_bullington(np.full(1200, 1025), km, tx.ravel().astype(float), rx.ravel().astype(float), mhz, none)
    off = beyond_of(0, tx, rx, 700.0, None, 90.0, 400).ravel() - np.maximum(exact, 0)
    assert np.quantile(np.abs(off), 0.99) < 0.25
    assert abs(off.mean()) < 0.02


def test_beyond_a_void_nothing_is_known():
    ground = made_up()
    heights = ground.heights.copy()
    heights[:, 200:203] = np.nan
    sweep = Sweep(dataclasses.replace(ground, heights=heights), mast_at(ground, 180, 180), 12_000.0)
    east, north = np.array([1000, 1600, 2500, 9000, -9000], np.float32), np.array([0, 100, 50, 0, 100], np.float32)
    assert np.isnan(sweep.at(east, north)).tolist() == [False, False, True, True, False]
    edge = Sweep(ground, mast_at(ground, 180, 30), 12_000.0)
    assert np.isnan(edge.at(np.array([-2000, -3000], np.float32), np.zeros(2, np.float32))).tolist() == [False, True]


def engine(ground, mast, rx):
    """Losses beyond free space over the horizontal distance, by the path engine."""
    apart, n = np.hypot(*(rx - mast.cell).T) * ground.cell_m, np.ones(len(rx))
    ends = Ends(np.tile(mast.cell, (len(rx), 1)), rx, 35 * n, 1.5 * n, apart, 700 * n, mast.clutter_m * n)
    rise = ground.heights_of(ends.tx) + 35 - ground.heights_of(rx) - 1.5
    return path_diffraction(ground, ends).total + 10 * np.log10(1 + (rise / apart) ** 2)


def around(mast, near, far, count, seed):
    """Middles of cells between two distances, in cells, from a mast."""
    rng = np.random.default_rng(seed)
    turn, away = rng.uniform(0, 2 * np.pi, count), np.sqrt(rng.uniform(near**2, far**2, count))
    return np.floor(mast.cell + np.column_stack([np.cos(turn), np.sin(turn)]) * away[:, None]) + 0.5


def swept(ground, mast, rx, reach_cells):
    east, north = ((rx - mast.cell) * [CELL_M, -CELL_M]).T.astype(np.float32)
    return Sweep(ground, mast, reach_cells * CELL_M).at(east, north)


@pytest.mark.parametrize("terrain", ["hills", "real"])
def test_a_cell_is_off_as_if_its_receiver_moved_within_it(terrain):
    ground = made_up() if terrain == "hills" else real()
    mast = mast_at(ground, ground.heights.shape[0] // 2, ground.heights.shape[1] // 2)
    cell = around(mast, 17, 150, 4000, 2)
    own = engine(ground, mast, cell)
    off = swept(ground, mast, cell, 150) - own
    moved = engine(ground, mast, cell + np.random.default_rng(3).uniform(-0.499, 0.499, cell.shape)) - own
    assert off.std() < 1.2 * moved.std()
    assert abs(off.mean()) < 0.25


@pytest.mark.parametrize(
    "box",
    [(-90, 90, -90, 90), (-90, 0, 0, 90), (20, 60, -5, 70), (0, 0, -90, -40), (-88, -50, 60, 80), (70, 71, -90, 90)],
)
def test_rays_that_pass_no_place_asked_for_are_left_out(box):
    ground = made_up()
    mast = mast_at(ground, 180, 180)
    whole, _ = np.meshgrid(np.arange(-90, 91), np.arange(-90, 91))
    east, north = (values.ravel() * np.float32(CELL_M) for values in (whole, whole.T))
    west, right, south, top = np.array(box) * CELL_M
    inside = (east >= west) & (east <= right) & (north >= south) & (north <= top)
    all_ = Sweep(ground, mast, 8_000.0).at(east, north)
    asked = Sweep(ground, mast, 8_000.0).at(east[inside], north[inside])
    assert asked == pytest.approx(all_[inside], abs=0.05)


@pytest.mark.parametrize("clutter", [0.0, 20.0])
def test_near_a_mast_every_place_has_its_own_path(clutter):
    ground = made_up()
    mast = mast_at(ground, 180, 180, clutter)
    rx = around(mast, 1, 15, 500, 1) + np.random.default_rng(2).uniform(-0.45, 0.45, (500, 2))
    assert swept(ground, mast, rx, 20) == pytest.approx(engine(ground, mast, rx), abs=0.02)


def test_beyond_a_short_reach_nothing_is_served(three, site, profile):
    ground, places, air = three
    near = {**profile.values["path_reach_m"], "value": {"land": 500.0, "sea": 500.0}}
    short = dataclasses.replace(profile, values={**profile.values, "path_reach_m": near})
    rows = supply(site({"site_id": "A", "lon": places[0][0], "lat": places[0][1]}), None, short, "terrain")
    lon, lat = places[0]
    grid = grid_over((lon - 0.01, lat - 0.01, lon + 0.01, lat + 0.01), CELL_M)
    found, expected = swept_raster(rows, air, ground, grid), signal_raster(rows, air, grid)
    assert (found.server >= 0).sum() > 20
    assert np.array_equal(found.server >= 0, expected.server >= 0)
    assert np.nanmin(found.rsrp_dbm) > -150


@pytest.fixture(scope="module")
def three(profile):
    """Three sites in the hills, one of them a cell that looks east."""
    ground = made_up()
    at = [EAST + 120 * CELL_M, EAST + 250 * CELL_M, EAST + 180 * CELL_M]
    lonlat = Transformer.from_crs(32649, 4490, always_xy=True).transform(at, [NORTH - 180 * CELL_M] * 3)
    return ground, list(zip(*lonlat)), air_of(profile, ground, "land")


def test_a_swept_raster_is_the_engines_on_the_whole(three, site, cell, profile):
    ground, places, air = three
    sites = site(*({"site_id": name, "lon": lon, "lat": lat} for name, (lon, lat) in zip("ABC", places)))
    cells = cell(*({"site_id": name} for name in "AB"), {"site_id": "C", "azimuth_deg": 60.0})
    rows = supply(sites, cells, profile, "terrain")
    lon, lat = np.array(places).T
    grid = grid_over((lon.min() - 0.03, lat.min() - 0.03, lon.max() + 0.03, lat.max() + 0.03), 90.0)
    paths, rays = signal_raster(rows, air, grid), swept_raster(rows, air, ground, grid)
    both = np.isfinite(paths.rsrp_dbm) & np.isfinite(rays.rsrp_dbm)
    assert both.sum() == pytest.approx(np.isfinite(paths.rsrp_dbm).sum(), rel=0.01)
    aside = dataclasses.replace(grid, west=grid.west + grid.dx / 3, north=grid.north - grid.dy / 3)
    moved = signal_raster(rows, air, aside).rsrp_dbm
    off = (rays.rsrp_dbm - paths.rsrp_dbm)[both]
    assert off.std() < 1.2 * np.nanstd(moved - paths.rsrp_dbm)  # 30 m east and south make as much
    assert abs(off.mean()) < 1.0
    assert (paths.server == rays.server)[both].mean() > 0.95
    assert rays.covered.mean() == pytest.approx(paths.covered.mean(), rel=0.06)
    assert rays.possible.mean() == pytest.approx(paths.possible.mean(), rel=0.06)
    assert np.nanmax(np.abs(rays.distance_m - paths.distance_m)[both & (paths.server == rays.server)]) < 60


def test_a_mast_without_ground_leaves_its_reach_open(three, site, profile):
    ground, places, _ = three
    heights = ground.heights.copy()
    heights[175:185, 115:125] = np.nan
    lost = dataclasses.replace(ground, heights=heights)
    rows = supply(site({"lon": places[0][0], "lat": places[0][1]}), None, profile, "terrain")
    grid = grid_over((places[0][0] - 0.02, places[0][1] - 0.02, places[0][0] + 0.02, places[0][1] + 0.02), 270.0)
    raster = swept_raster(rows, air_of(profile, lost, "land"), lost, grid)
    assert not raster.covered.any()
    assert raster.possible.all()
    assert np.isnan(raster.rsrp_dbm).all()


def test_a_metre_is_a_metre_in_any_grid():
    ground = made_up()
    degrees = dataclasses.replace(
        ground, crs=CRS(4490), to_cell=np.array([[1200.0, 0, -107 * 1200], [0, -1200.0, 22 * 1200]])
    )
    for one in (ground, degrees):
        place = np.array([108.05, 21.85])
        step = cells_per_metre(one, place)
        column, row = one.place(place[None])[0]
        east, north = one.place(place[None] + [[1000 / 103_300, 0], [0, 1000 / 110_700]]) - [column, row]
        assert step @ [1000, 0] == pytest.approx(east, rel=0.01, abs=0.2)
        assert step @ [0, 1000] == pytest.approx(north, rel=0.01, abs=0.2)


def test_a_stop_leaves_no_thread(three, site, profile):
    ground, places, air = three
    rows = supply(
        site(*({"site_id": str(i), "lon": lon, "lat": lat} for i, (lon, lat) in enumerate(places))),
        None,
        profile,
        "terrain",
    )
    grid = grid_over((107.9, 21.7, 108.3, 22.0), 500.0)
    before = threading.active_count()

    def stop(done):
        raise Cancelled

    with pytest.raises(Cancelled):
        swept_raster(rows, air, ground, grid, stop)
    assert threading.active_count() == before
