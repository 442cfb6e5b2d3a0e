"""Made-up sites, places, roads, counties and sea zones of a county and of a province: seeded, clustered round towns, in EPSG:4490."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

CRS = "EPSG:4490"


@dataclass(frozen=True)
class Size:
    """How much of what, in a square of `wide` by `high` degrees north-east of 106° E, 22° N."""

    wide: float
    high: float
    counties: tuple[int, int]
    sites: int
    places: int
    roads: int
    road_km: float
    towns: int
    seed: int


COUNTY = Size(0.44, 0.41, (1, 1), 2_000, 3_000, 2_000, 2_500, 8, 1)
PROVINCE = Size(4.7, 3.4, (12, 10), 150_000, 60_000, 50_000, 60_000, 900, 2)
WEST, SOUTH = 106.0, 22.0
CORNER = np.array([WEST, SOUTH])
METRE = 1 / 111_000


def coverage_data(size: Size) -> dict[str, gpd.GeoDataFrame | pd.DataFrame]:
    """Tables `discs` (lon, lat, radius_m), `places`, `roads`, `counties` and `sea`."""
    rng = np.random.default_rng(size.seed)
    far = np.array([WEST + size.wide, SOUTH + size.high])
    towns = rng.uniform([WEST, SOUTH], far, (size.towns, 2))
    weight = np.minimum(rng.pareto(1.2, size.towns) + 0.3, 30)
    spread = (600 + 1500 * np.sqrt(weight / weight.max())) * METRE
    weight /= weight.sum()

    def clustered(count: int, share: float, wider: float = 1.0) -> np.ndarray:
        town = rng.choice(size.towns, int(count * share), p=weight)
        near = towns[town] + rng.normal(size=(len(town), 2)) * (wider * spread[town])[:, None]
        spot = np.r_[near, rng.uniform([WEST, SOUTH], far, (count - len(town), 2))]
        return np.clip(spot, [WEST, SOUTH], far)

    sites = clustered(size.sites, 0.65)
    near = int(size.sites * 0.65)
    radius = np.r_[
        rng.choice([300.0, 500.0, 800.0], near, p=[0.4, 0.4, 0.2]),
        rng.choice([800.0, 1200.0, 1800.0, 2500.0], size.sites - near, p=[0.4, 0.3, 0.2, 0.1]),
    ]
    far_reaching = rng.random(size.sites) < 0.002
    radius[far_reaching] = rng.choice([5000.0, 8000.0], far_reaching.sum())
    twin = rng.choice(size.sites, size.sites * 15 // 100, replace=False)
    sites[twin] = sites[rng.choice(size.sites, len(twin))]
    geometry = {
        "places": shapely.points(clustered(size.places, 0.35, 2.5)),
        "roads": _roads(rng, size, clustered(size.roads, 0.4, 2.0), far),
        "counties": _counties(size),
        "sea": _sea(size),
    }
    frames = {name: gpd.GeoDataFrame(geometry=shapes, crs=CRS) for name, shapes in geometry.items()}
    return {"discs": pd.DataFrame({"lon": sites[:, 0], "lat": sites[:, 1], "radius_m": radius}), **frames}


def _roads(rng: np.random.Generator, size: Size, begin: np.ndarray, far: np.ndarray) -> np.ndarray:
    """Winding roads with a vertex every 30 m, of lengths as unequal as real ones, turned back at the edge."""
    length = rng.lognormal(0, 1, size.roads)
    length *= size.road_km * 1000 / length.sum()
    count = np.maximum(2, np.round(length / 30).astype(int) + 1)
    road = np.repeat(np.arange(size.roads), count)
    first = np.r_[0, np.cumsum(count)[:-1]]
    bend = rng.normal(size=len(road)) * 0.12
    bend[first] = rng.uniform(0, 2 * np.pi, size.roads)
    heading = np.cumsum(bend)
    heading -= (heading[first] - bend[first])[road]
    step = (length / (count - 1))[road] * METRE
    step[first] = 0
    xy = np.cumsum(np.column_stack([step * np.cos(heading) / 0.914, step * np.sin(heading)]), axis=0)
    xy += (begin - xy[first])[road] - CORNER
    wide = far - CORNER
    xy = np.abs(xy)
    xy = np.abs(wide - np.abs(wide - xy))  # folded back at both edges
    return shapely.linestrings(xy + CORNER, indices=road)


def _wavy(xy: np.ndarray) -> np.ndarray:
    """Borders that wind at three sizes; the same place always moves alike, so that neighbours still share their border."""
    moved = xy.copy()
    for wave_deg, height_deg in ((0.2, 0.008), (0.05, 0.002), (0.012, 0.0005)):
        moved[:, 0] += height_deg * np.sin((xy[:, 0] + 2 * xy[:, 1]) * 6.28 / wave_deg)
        moved[:, 1] += height_deg * np.cos((2 * xy[:, 0] - xy[:, 1]) * 6.28 / wave_deg)
    return moved


def _boxes(west: float, south: float, east: float, north: float, columns: int, rows: int, step: float) -> np.ndarray:
    x, y = np.linspace(west, east, columns + 1), np.linspace(south, north, rows + 1)
    i, j = (index.ravel() for index in np.meshgrid(np.arange(columns), np.arange(rows)))
    boxes = shapely.segmentize(shapely.box(x[i], y[j], x[i + 1], y[j + 1]), step)
    return shapely.make_valid(shapely.transform(boxes, _wavy))


def _counties(size: Size) -> np.ndarray:
    """Counties of about 2,000 corners each."""
    step = 2 * (size.wide / size.counties[0] + size.high / size.counties[1]) / 2000
    return _boxes(WEST, SOUTH, WEST + size.wide, SOUTH + size.high, *size.counties, step)


def _sea(size: Size) -> np.ndarray:
    return _boxes(WEST, SOUTH - 0.11, WEST + size.wide, SOUTH - 0.005, 3, 1, 0.001)
