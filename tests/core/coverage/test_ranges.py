"""How far the formula reaches: asked again at the distance that came out, and by walking away from the mast."""

from __future__ import annotations

import numpy as np
import pytest

from fengsui.core.coverage import formulas
from fengsui.core.coverage.supply import margin_db, supply

BANDS = {"4G": ["700", "900", "1800", "2100", "2300", "2600"], "5G": ["700", "2100", "2600", "3500", "4900"]}


@pytest.mark.parametrize("surface", ["land", "sea"])
def test_at_the_covered_distance_the_probability_is_nine_in_ten(site, profile, surface):
    rows = [
        {"technologies": t, "bands": b, "scene": s, "antenna_height_m": h}
        for t in BANDS
        for b in BANDS[t]
        for s in ("dense_urban", "urban", "suburban", "rural")
        for h in (15.0, 35.0, 60.0)
    ]
    found = supply(site(*rows), None, profile, "formula", surface)
    assert len(found) == len(rows)
    assert (found["lacks"] == "").all()
    capped = found["flags"].str.contains("prach_unknown") & (found["covered_m"] == 14500)
    open_end = found[(~capped).to_numpy()]
    chance = formulas.probability(margin_db(open_end["covered_m"].to_numpy(), open_end), open_end["sigma_db"])
    assert chance == pytest.approx(0.9, abs=1e-4)
    beyond = formulas.probability(margin_db(open_end["covered_m"].to_numpy() * 1.01, open_end), open_end["sigma_db"])
    assert (beyond < 0.9).all()
    if surface == "land":
        far = formulas.probability(margin_db(found["possible_m"].to_numpy(), found), found["sigma_db"])
        assert far == pytest.approx(0.1, abs=1e-4)


def test_a_range_by_walking_away_from_the_mast(site, profile):
    """700 MHz NR: 29.2 dBm per element, -105 dBm asked, sigma hypot(8, 6): Hata's suburban loss must stay below 121.4 dB."""
    row = supply(site(), None, profile, "formula").iloc[0]
    steps = np.arange(10, 20_000, 1.0)
    chance = formulas.probability(29.17 + 105 - formulas.hata(steps, 760, 35, 1.5, "suburban"), np.hypot(8, 6))
    assert row["covered_m"] == pytest.approx(steps[chance >= 0.9].max(), abs=2)
    assert row["possible_m"] == pytest.approx(steps[chance >= 0.1].max(), abs=5)
    assert row["formula"] == "hata_suburban"


@pytest.mark.parametrize(
    ("change", "formula"),
    [
        ({"bands": "700"}, "hata_suburban"),
        ({"bands": "700", "scene": "dense_urban"}, "hata_large"),
        ({"bands": "3500"}, "rma_nlos"),
        ({"bands": "3500", "scene": "urban"}, "uma_nlos"),
        ({"bands": "n41", "scene": "suburban"}, "uma_nlos"),
    ],
)
def test_the_formula_by_band_and_scene(site, profile, change, formula):
    assert supply(site(change), None, profile, "formula")["formula"].tolist() == [formula]


def test_the_uplink_ends_the_range_of_mid_bands(site, profile):
    row = supply(site({"bands": "3500"}), None, profile, "formula").iloc[0]
    assert row["allowed_db"] == pytest.approx(41.85 + 105 - 10, abs=0.01)
    assert row["flags"] == "uplink_limited"


def test_an_unknown_height_is_lowest_for_sure_and_highest_perhaps(site, profile):
    unknown = supply(site({"antenna_height_m": None, "structure": "roof"}), None, profile, "formula").iloc[0]
    low, high = (supply(site({"antenna_height_m": h}), None, profile, "formula").iloc[0] for h in (10.0, 60.0))
    assert unknown["lacks"] == "height"
    assert (unknown["covered_m"], unknown["possible_m"]) == (low["covered_m"], high["possible_m"])
    assert np.isnan(unknown["height_m"])
    tower = {"antenna_height_m": None, "structure_height_m": 40.0}
    borrowed = supply(site(tower), None, profile, "formula").iloc[0]
    assert (borrowed["height_m"], borrowed["lacks"]) == (40, "")
    assert "height_from_structure" in borrowed["flags"]


def test_what_is_missing_spans_what_it_could_be(site, profile):
    told = [
        supply(site({"scene": s, "bands": b}), None, profile, "formula")
        for s in ("dense_urban", "urban", "suburban", "rural")
        for b in BANDS["5G"] + ["900", "1800", "2300"]
    ]
    row = supply(site({"scene": None, "bands": None}), None, profile, "formula").iloc[0]
    assert row["covered_m"] == min(t["covered_m"].iloc[0] for t in told)
    assert row["possible_m"] == max(t["possible_m"].iloc[0] for t in told)


def test_a_power_of_its_own(site, cell, profile):
    rows = supply(
        site(),
        cell({"eirp_dbm_re": 20.0}, {"operator": "unicom", "eirp_dbm_re": 61.0}, {"operator": "telecom"}),
        profile,
        "formula",
    )
    rows = rows.set_index("operator")
    assert rows.loc["mobile", "allowed_db"] == 125
    assert rows.loc["unicom", "allowed_db"] == rows.loc["telecom", "allowed_db"]
    assert "eirp_implausible" in rows.loc["unicom", "flags"]


def test_beyond_its_range_a_formula_says_so(site, profile):
    said = supply(site({}, {"antenna_height_m": 200.0}, {"antenna_height_m": 12.0}), None, profile, "formula")["flags"]
    assert ["extrapolated" in flags.split(";") for flags in said] == [False, False, True]
    assert (
        "extrapolated"
        in supply(site({"bands": "2100", "antenna_height_m": 200.0}), None, profile, "formula")["flags"][0]
    )
