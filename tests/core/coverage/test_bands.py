"""Bands in the words of lists and cells, and the profile's values for them."""

from __future__ import annotations

import pandas as pd
import pytest
import yaml

from fengsui.core.checks.profile import load_profile
from fengsui.core.coverage.bands import bands, masks
from fengsui.core.coverage.budget import SCENES, Budget, eirp_of
from fengsui.core.errors import CoreError

KEYS = [
    "coverage_rsrp_dbm",
    "coverage_probability",
    "shadow_sigma_db",
    "model_sigma_db",
    "planning_radius_m",
    "micro_radius_factor",
    "micro_power_less_db",
    "link_budget",
    "eirp_valid_dbm",
    "uplink_deficit_db",
    "sector_gap_deg",
    "sector_back",
    "hata_scene",
    "antenna_height_unknown_m",
    "receiver_height_m",
    "indoor_reach_m",
    "sea_ground_m",
    "prach_range_m",
    "prach_unknown_m",
    "village_4g_rule_m",
    "planned_band_mhz",
    "measured_distance_m",
    "measured_samples",
    "measured_share",
    "measured_gap_sessions",
    "measured_road_m",
    "measured_segment_samples",
    "measured_valid",
    "measured_speed_m_s",
    "measured_bin_m",
    "measured_old_months",
]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("700", "700"),
        ("700;2600", "700 2600"),
        ("700M/2.6G", "700 2600"),
        ("n28", "700"),
        ("N28(700MHz)", "700"),
        ("Band 28", "700"),
        ("LTE FDD 1800", "1800"),
        ("TDD-2600", "2600"),
        ("NR 3.5GHz", "3500"),
        ("B3、B1", "1800 2100"),
        ("D频段", "2600"),
        ("F频", "1800"),
        ("1800频段", "1800"),
        ("900和2100", "900 2100"),
        (2600.0, "2600"),
        ("3.5", "3500"),
        ("6425", ""),
        ("多频", ""),
        ("28", ""),
        (None, ""),
    ],
)
def test_a_band_by_its_name(text, names):
    order = list(bands())
    assert masks(pd.Series([text], dtype=object))[0] == sum(1 << order.index(f"{n}_mhz") for n in names.split())


@pytest.mark.parametrize(
    ("technology", "band", "eirp"),
    [("5G", "700_mhz", 29.2), ("4G", "900_mhz", 31.2), ("5G", "2600_mhz", 41.8), ("5G", "3500_mhz", 41.8)],
)
def test_power_per_resource_element(profile, technology, band, eirp):
    # 49 dBm on 160 blocks with 15 - 2 dB, 46 on 50, 53 on 273 with 24 dBi
    assert eirp_of(profile["link_budget"][technology][band]) == pytest.approx(eirp, abs=0.06)


def test_every_band_has_its_values(profile):
    budget = Budget(profile)
    assert budget.radius.shape == (len(bands()), len(SCENES) + 1)
    assert (budget.radius[:, :4] == sorted(budget.radius[:, :4].tolist(), reverse=True)).all()
    assert budget.eirp.shape == (2, len(bands()))


def unsigned(value):
    if isinstance(value, dict):
        return {key: unsigned(one) for key, one in value.items()}
    return abs(value) if isinstance(value, (int, float)) else value


@pytest.mark.parametrize("key", KEYS)
def test_a_county_can_give_every_value(tmp_path, profile, key):
    mine = tmp_path / "county.yaml"
    mine.write_text(yaml.safe_dump({"values": {key: unsigned(profile[key])}}), "utf-8")
    county = load_profile(str(mine))
    assert unsigned(county[key]) == unsigned(profile[key])
    assert Budget(county).threshold.tolist() == [-105, -105]
    if isinstance(profile[key], dict):
        mine.write_text(yaml.safe_dump({"values": {key: {"moon": 1}}}), "utf-8")
        with pytest.raises(CoreError, match="moon"):
            load_profile(str(mine))
