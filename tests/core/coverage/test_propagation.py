"""What a path model takes off a signal before any path is looked at."""

from __future__ import annotations

import math

import pytest

from fengsui.core.checks.profile import load_profile
from fengsui.core.coverage.bands import bands
from fengsui.core.coverage.supply import supply


@pytest.mark.parametrize("band", ["700", "900", "2600"])
def test_a_receiver_in_open_country_stands_below_ten_metres(site, profile, tmp_path, band):
    # ITU-R P.2108-1 eq. 2b and 2f; its factor for 1.5 m below 10 m is 0.8239, which makes 17.17 dB at 0.7 GHz
    expected = 0.8239087 * (21.8 + 6.2 * math.log10(bands()[f"{band}_mhz"]["mhz"] / 1000))
    without = tmp_path / "open.yaml"
    without.write_text("name: open\nvalues: {receiver_clutter_m: {rural: 0}}", "utf-8")
    limits = (profile, load_profile(str(without)))
    tables = [supply(site({"bands": band}), None, limit, "terrain") for limit in limits]
    less, more = (table["allowed_db"].iloc[0] for table in tables)
    assert more - less == pytest.approx(expected, abs=1e-4)
    assert tables[0]["clutter_m"].iloc[0] == 0
