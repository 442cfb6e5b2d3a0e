"""What the map of coverage says of the transmitters behind each of its areas."""

from __future__ import annotations

import pytest

from fengsui.core.coverage.mapped import map_coverage
from fengsui.core.coverage.supply import supply
from fengsui.core.gaps.states import in_words


def test_each_area_tells_what_is_missing_of_the_transmitters_behind_it(site, profile):
    sites = site(
        {}, {"lon": 108.2, "scene": None}, {"lon": 108.4, "technologies": None}, {"lon": 108.6, "status": "改造"}
    )
    table = map_coverage(supply(sites, None, profile), ["any", "mobile"]).set_index(["technology", "operator", "state"])
    assert table.loc[("5G", "any", "covered_model"), "lacks"] == "scene"  # the sure one and the least of the second
    assert table.loc[("5G", "any", "unknown"), "lacks"] == "status;technology;scene"
    assert table.loc[("4G", "any", "unknown"), "lacks"] == "technology"
    assert table["flags"].isna().all()
    words = in_words(table["lacks"], "lacks", "zh")
    assert words.loc[("5G", "any", "unknown")] == "状态、制式、场景"


def test_over_the_sea_the_map_flags_a_format_and_a_ground_that_are_not_told(site, profile):
    rows = supply(site({"antenna_height_m": 60.0}), None, profile, surface="sea")
    table = map_coverage(rows, ["any"]).set_index("state")
    assert table.loc["unknown", "flags"] == "prach_unknown"  # 20 km lie before the horizon of 60 m
    low = map_coverage(supply(site({"antenna_height_m": 2.0}), None, profile, surface="sea"), ["any"])
    assert low.set_index("state").loc["unknown", "flags"] == "prach_unknown;ground_unknown"
    said = in_words(low["flags"], "flags", "en", far="14.5")
    assert said.iloc[-1] == "random-access format beyond 14.5 km, ground height"


def test_what_is_open_on_no_side_says_nothing(site, profile):
    (row,) = map_coverage(supply(site(), None, profile), ["any"]).to_dict("records")
    assert (row["state"], row["lacks"], row["flags"]) == ("covered_model", None, None)
    assert row["area_m2"] == pytest.approx(3.14159265 * 4000**2, rel=1e-4)
