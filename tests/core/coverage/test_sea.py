"""What ends a range over the sea: the horizon, the ground under the mast, the random-access format."""

from __future__ import annotations

import pytest

from fengsui.core.coverage import formulas
from fengsui.core.coverage.supply import supply


@pytest.mark.parametrize(("mast", "horizon"), [(15.0, 23_100), (35.0, 31_520), (100.0, 48_360)])
def test_the_sea_ends_at_the_horizon(site, cell, profile, mast, horizon):
    table = site({"radius_m": 90_000.0, "ground_elevation_m": 0.0, "antenna_height_m": mast})
    cells = cell({"prach_format": "1", "antenna_height_m": mast})
    row = supply(table, cells, profile, surface="sea").iloc[0]
    assert row["covered_m"] == row["possible_m"] == pytest.approx(horizon, abs=10)
    assert row["flags"] == "azimuth_missing"


def test_ground_of_unknown_height_may_carry_farther(site, cell, profile):
    table = site({"radius_m": 90_000.0})
    row = supply(table, cell({"prach_format": "1"}), profile, surface="sea").iloc[0]
    assert row["covered_m"] == pytest.approx(31_520, abs=10)
    assert row["possible_m"] == pytest.approx(formulas.horizon_m(135, 3), abs=10)
    assert "ground_unknown" in row["flags"]


@pytest.mark.parametrize(
    ("technology", "text", "covered", "possible", "flag"),
    [
        ("5G", None, 14_500, 20_000, True),
        ("5G", "?", 14_500, 20_000, True),
        ("5G", "0", 14_500, 14_500, False),
        ("5G", "format 1", 20_000, 20_000, False),
        ("5G", "格式2", 20_000, 20_000, False),
        ("5G", "B4", 4_600, 4_600, False),
        ("4G", "3", 20_000, 20_000, False),
        ("4G", "4", 1_400, 1_400, False),
    ],
)
def test_the_random_access_format_ends_the_range(site, cell, profile, technology, text, covered, possible, flag):
    rows = supply(site(), cell({"technology": technology, "prach_format": text}), profile, surface="sea")
    assert (rows["covered_m"][0], rows["possible_m"][0]) == (covered, possible)
    assert ("prach_unknown" in rows["flags"][0]) is flag
