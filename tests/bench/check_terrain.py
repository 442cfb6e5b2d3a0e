"""Paths a second, sweeps, a county by its places and roads and as a 90 m raster, beside gdal_viewshed on the same made-up heights.

`make bench`, or `bash scripts/pyqgis.sh tests/bench/check_terrain.py`. Seconds are those of the processor, and of the wall.
"""

from __future__ import annotations

import resource
import time

import geopandas as gpd
import numpy as np
from osgeo import gdal, osr
from pyproj import CRS, Transformer

from fengsui.core.checks.profile import load_profile
from fengsui.core.coverage.air import air_of
from fengsui.core.coverage.ground import Ground
from fengsui.core.coverage.paths import Ends, path_diffraction
from fengsui.core.coverage.raster import grid_over, signal_raster
from fengsui.core.coverage.ray_losses import Mast
from fengsui.core.coverage.strongest import strongest
from fengsui.core.coverage.supply import supply
from fengsui.core.coverage.sweep import Sweep
from fengsui.core.coverage.swept import swept_raster

SIZE, CELL_M, EAST, NORTH = 3400, 30.0, 549_000.0, 2_551_000.0
RNG = np.random.default_rng(8)


def made_up_ground(step: int = 1) -> Ground:
    row, column = np.meshgrid(np.fft.fftfreq(SIZE), np.fft.rfftfreq(SIZE), indexing="ij")
    wave = np.hypot(row, column)
    wave[0, 0] = 1
    noise = np.random.default_rng(8)
    waves = noise.normal(size=wave.shape) + 1j * noise.normal(size=wave.shape)
    hills = np.fft.irfft2(waves * wave**-1.9, s=(SIZE, SIZE))
    heights = np.maximum(500 + 400 * (hills - hills.mean()) / hills.std(), 1).astype(np.float32)[::step, ::step]
    cell = CELL_M * step
    to_cell = np.array([[1 / cell, 0, -EAST / cell], [0, -1 / cell, NORTH / cell]])
    return Ground(np.ascontiguousarray(heights), CRS(32649), to_cell, cell, "made up")


def timed(title: str, work, count: float, unit: str):
    wall, processor = time.perf_counter(), time.process_time()
    result = work()
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    print(
        f"{title}: {processor:.2f} s of the processor, {wall:.2f} s; {count / processor:,.0f} {unit} per second and core"
    )
    return result


def paths(ground: Ground) -> None:
    for title, far in (("paths of 30 km", None), ("paths in a disc of 30 km", 1000), ("paths in a disc of 10 km", 333)):
        n = 20_000
        turn = RNG.uniform(0, 2 * np.pi, n)
        cells = np.full(n, 1000.0) if far is None else far * np.sqrt(RNG.uniform(0, 1, n))
        tx = RNG.uniform(1001, SIZE - 1001, (n, 2))
        rx = tx + np.column_stack([np.cos(turn), np.sin(turn)]) * cells[:, None]
        ends = Ends(tx, rx, np.full(n, 35.0), np.full(n, 1.5), cells * CELL_M, np.full(n, 700.0))
        timed(title, lambda ends=ends: path_diffraction(ground, ends), n, "paths")


def sweeps() -> None:
    """Circles around one transmitter: losses on rays, then cells of the ground from them."""
    for step, reach in ((3, 20_000.0), (3, 30_000.0), (1, 10_000.0), (1, 20_000.0)):
        ground = made_up_ground(step)
        cell = ground.cell_m
        middle = np.array(ground.heights.shape[::-1]) / 2
        mast = Mast(middle, np.array([[1, 0], [0, -1]]) / cell, 35.0, 1.5, 700.0, 0.0)
        along = np.arange(-reach, reach + 1, cell, dtype=np.float32)
        east, north = np.meshgrid(along, along)
        within = east**2 + north**2 < reach**2
        east, north = east[within], north[within]
        Sweep(ground, mast, reach).at(east, north)  # the smooth earth's table is made once for every frequency

        def cast(ground: Ground = ground, mast: Mast = mast, reach: float = reach, at: tuple = (east, north)) -> None:
            for _ in range(3):
                Sweep(ground, mast, reach).at(*at)

        title = f"a sweep of {reach / 1e3:g} km on {cell:g} m, three times"
        timed(title, cast, 3 * len(east), "cells of the circle")


def places(count: int, margin: float = 20) -> np.ndarray:
    cell = RNG.uniform(margin, SIZE - margin, (count, 2))
    to_degrees = Transformer.from_crs(32649, 4490, always_xy=True)
    return np.column_stack(to_degrees.transform(EAST + cell[:, 0] * CELL_M, NORTH - cell[:, 1] * CELL_M))


def county(ground: Ground, coarse: Ground, count: int) -> None:
    xy = places(count)
    table = {
        "site_id": [str(i) for i in range(count)],
        "antenna_height_m": 35.0,
        "technologies": "5G",
        "operators": "mobile",
    }
    table |= {"bands": "700", "scene": "rural", "status": "on_air", "site_name": "made up"}
    sites = gpd.GeoDataFrame(table, geometry=gpd.points_from_xy(*xy.T), crs="EPSG:4490")
    profile = load_profile()
    rows = supply(sites, None, profile, "terrain")
    air = air_of(profile, ground, "land")
    for title, points in (("5,000 places", places(5_000)), ("30,000 points of roads", places(30_000))):

        def judge(points: np.ndarray = points) -> None:
            rest = ~strongest(points, rows, air)["holds"].to_numpy()
            strongest(points[rest], rows, air, sure=False)

        timed(f"{count} sites, {title}", judge, len(points), "places")
    grid = grid_over((*xy.min(axis=0), *xy.max(axis=0)), 90.0)
    cells = grid.columns * grid.rows
    air = air_of(profile, coarse, "land")
    timed(f"{count} sites, raster of 90 m by paths", lambda: signal_raster(rows, air, grid), cells, "cells")
    if count < 500:  # sweeps look at every site from every cell: they pay where sites are few
        title = f"{count} sites, raster of 90 m by sweeps"
        timed(title, lambda: swept_raster(rows, air, coarse, grid), cells, "cells")


def viewsheds(ground: Ground) -> None:
    raster = gdal.GetDriverByName("MEM").Create("", SIZE, SIZE, 1, gdal.GDT_Float32)
    raster.SetGeoTransform((EAST, CELL_M, 0, NORTH, 0, -CELL_M))
    system = osr.SpatialReference()
    system.ImportFromEPSG(32649)
    raster.SetProjection(system.ExportToWkt())
    raster.GetRasterBand(1).WriteArray(ground.heights)
    middle = (EAST + SIZE / 2 * CELL_M, NORTH - SIZE / 2 * CELL_M)

    def sight() -> None:
        gdal.ViewshedGenerate(
            raster.GetRasterBand(1), "MEM", "", [], *middle, 35.0, 1.5, 255, 0, 0, -1, 0.75, 2, 20_000.0,
            heightMode=1,
        )  # fmt: skip

    timed("gdal_viewshed, sight only, 20 km", sight, np.pi * (20_000 / CELL_M) ** 2, "cells")


def main() -> None:
    ground, coarse = made_up_ground(), made_up_ground(3)
    paths(ground)
    sweeps()
    for count in (1_500, 60):
        county(ground, coarse, count)
    viewsheds(ground)
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB")


if __name__ == "__main__":
    main()
