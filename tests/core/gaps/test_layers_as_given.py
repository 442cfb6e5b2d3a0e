"""Layers that are of the wrong kind, and radii that were typed in another unit."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest
from scene import ask, places, point, transmitters

from fengsui.core.checks.profile import load_profile
from fengsui.core.coverage.given import odd_radii
from fengsui.core.errors import CoreError


def test_claimed_points_are_refused_by_the_name_of_their_layer():
    claimed = gpd.GeoDataFrame({"operator": ["mobile"]}, geometry=[point(0)], crs="EPSG:4490")
    claimed.attrs["name"] = "申报点"
    with pytest.raises(CoreError, match="申报点"):
        ask(places(("V", "school", 0, 0, {})), "places", transmitters(("T", 0, 1000, {})), claimed=claimed)


def test_radii_that_hardly_any_site_has_are_counted():
    sites = pd.DataFrame({"radius_m": [3, 30, 5_000, 100_000, 5_000_000, None, 0]})
    assert odd_radii(sites, load_profile()) == 2
    assert odd_radii(pd.DataFrame({"site_id": ["A"]}), load_profile()) == 0
