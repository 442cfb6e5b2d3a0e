"""Small tables of sites, cells and measurements, and the shipped profile."""

from __future__ import annotations

import datetime as dt

import geopandas as gpd
import pandas as pd
import pytest

from fengsui.core.checks.profile import load_profile

LON, LAT = 108.0, 21.5
SITE = {
    "site_id": "A",
    "site_name": "站",
    "build_type": "macro",
    "structure": "ground_tower",
    "scene": "rural",
    "antenna_height_m": 35.0,
    "technologies": "5G",
    "operators": "mobile",
    "bands": "700",
    "status": "on_air",
}


@pytest.fixture(scope="session")
def profile():
    return load_profile()


@pytest.fixture
def site():
    """A table of sites, one per mapping; what is not named is SITE's."""

    def make(*rows: dict) -> gpd.GeoDataFrame:
        table = pd.DataFrame([{**SITE, **row} for row in (rows or ({},))])
        lon, lat = (table.get(n, pd.Series(v, index=table.index)).fillna(v) for n, v in (("lon", LON), ("lat", LAT)))
        places = gpd.points_from_xy(lon, lat)
        return gpd.GeoDataFrame(table.drop(columns=["lon", "lat"], errors="ignore"), geometry=places, crs="EPSG:4490")

    return make


@pytest.fixture
def cell():
    """A table of cells of site A."""

    def make(*rows: dict) -> pd.DataFrame:
        one = {"site_id": "A", "operator": "mobile", "technology": "5G", "band_mhz": 700.0, "antenna_height_m": 35.0}
        return pd.DataFrame([{"cell_id": str(i), **one, **row} for i, row in enumerate(rows)])

    return make


@pytest.fixture
def log():
    """A table of measurements; `east` and `north` are metres from (108, 21.5)."""

    def make(*rows: dict) -> gpd.GeoDataFrame:
        one = {
            "time": "2026-03-05 08:03:00",
            "network": "5G",
            "operator": "mobile",
            "rsrp_dbm": -90.0,
            "east": 0,
            "north": 0,
        }
        table = pd.DataFrame([{**one, **row} for row in rows])
        lon, lat = LON + table.pop("east") / 103_578.0, LAT + table.pop("north") / 110_740.0
        return gpd.GeoDataFrame(table, geometry=gpd.points_from_xy(lon, lat), crs="EPSG:4490")

    return make


@pytest.fixture(scope="session")
def today() -> dt.date:
    return dt.date(2026, 11, 1)
