"""Supply and jumps beside slow, plain loops on random tables."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest

from fengsui.core.coverage import formulas
from fengsui.core.coverage.bands import bands
from fengsui.core.coverage.measured import clean
from fengsui.core.coverage.supply import supply

SCENES = ("dense_urban", "urban", "suburban", "rural")
BANDS = [name.partition("_")[0] for name in bands()]
OPERATORS = ("telecom", "mobile", "unicom", "broadnet")


def random_sites(site, n: int, seed: int):
    rng = np.random.default_rng(seed)

    def some(words, most):
        chosen = rng.choice(words, rng.integers(0, most + 1), replace=False)
        return ";".join(chosen) or None

    rows = [
        {
            "site_id": str(i),
            "technologies": some(["2G", "4G", "5G"], 3),
            "operators": some(OPERATORS, 3),
            "bands": some(BANDS, 3),
            "scene": rng.choice([*SCENES, None]),
            "antenna_height_m": rng.choice([12.0, 35.0, 55.5, None]),
            "structure": "roof",
            "build_type": rng.choice(["macro", "micro", None]),
        }
        for i in range(n)
    ]
    return site(*rows)


def reach_of(row, technology, band, scene, height, profile):
    """Covered and possible of one transmitter all of which is told, by the formula."""
    key = f"{band}_mhz"
    budget, mhz = profile["link_budget"][technology][key], bands()[key]["mhz"]
    eirp = (
        budget["carrier_dbm"] - 10 * np.log10(12 * budget["resource_blocks"]) + budget["gain_dbi"] - budget["losses_db"]
    )
    eirp -= 10 if row["build_type"] == "micro" else 0
    median = eirp + 105 - (10 if mhz > 2500 else 5 if mhz > 2300 else 0)
    hata = {"dense_urban": "hata_large", "urban": "hata_urban"}.get(scene, "hata_suburban")
    name = hata if mhz < 1500 else "rma_nlos" if scene == "rural" else "uma_nlos"
    sigma = np.hypot(6 if name == "uma_nlos" else 8, 6)
    return [float(formulas.range_m(name, median - z * sigma, mhz, height, 1.5)) for z in (1.2815516, -1.2815516)]


def plainly(sites, profile) -> set:
    """(site, technology, operator, covered, possible) to the metre, site by site."""
    found = set()
    for _, row in sites.iterrows():
        listed = [t for t in str(row["technologies"] or "").split(";") if t]
        told = [t for t in listed if t in ("4G", "5G")]
        if listed and not told:
            continue
        operators = [o for o in (row["operators"] or "").split(";") if o]
        for technology in told or [None]:
            may = [t for t in ("4G", "5G") if technology in (t, None)]
            named = (row["bands"] or "").split(";")
            allowed = {t: [b for b in BANDS if t in bands()[f"{b}_mhz"]["technologies"]] for t in may}
            fit = [b for b in BANDS if b in named and any(b in allowed[t] for t in may)]
            scenes = [row["scene"]] if row["scene"] else SCENES
            heights = [row["antenna_height_m"]] if pd.notna(row["antenna_height_m"]) else [10.0, 60.0]
            options = [
                (t, b, s) for t in may for b, s in itertools.product(fit or allowed[t], scenes) if b in allowed[t]
            ]
            low = [min(reach_of(row, *o, h, profile)[0] for h in heights) for o in options]
            high = [max(reach_of(row, *o, h, profile)[1] for h in heights) for o in options]
            every = len(operators) == 1 and len(listed) == 1 and fit and row["scene"]
            sure = max(low) if every else min(low)
            for operator in operators or [None]:
                covered = sure if operator and technology else 0.0
                found.add((row["site_id"], technology, operator, round(covered), round(max(high))))
    return found


@pytest.mark.parametrize("seed", range(3))
def test_supply_is_what_a_plain_loop_finds(site, profile, seed):
    sites = random_sites(site, 150, seed)
    rows = supply(sites, None, profile, "formula")
    ours = set(
        zip(
            rows["site_id"], rows["technology"], rows["operator"], rows["covered_m"].round(), rows["possible_m"].round()
        )
    )
    assert ours == plainly(sites, profile)


@pytest.mark.parametrize("model", ["radius", "formula"])
@pytest.mark.parametrize("surface", ["land", "sea"])
def test_less_told_is_never_surer(site, profile, model, surface):
    sites = random_sites(site, 120, 9)
    known = supply(sites, None, profile, model, surface)
    assert (known["possible_m"] >= known["covered_m"]).all()
    assert (known["covered_m"] >= 0).all()
    for column in ("scene", "bands", "antenna_height_m"):
        less = supply(sites.assign(**{column: None}), None, profile, model, surface)
        both = known.merge(less, on=["site_id", "technology", "operator"], suffixes=("", "_less"))
        assert len(both) == len(known)
        assert (both["covered_m_less"] <= both["covered_m"] * 1.0001).all(), column
        assert (both["possible_m_less"] >= both["possible_m"] * 0.9999).all(), column


@pytest.mark.parametrize("seed", range(20))
def test_no_leap_is_left_and_a_steady_drive_is_kept(log, profile, today, seed):
    rng = np.random.default_rng(seed)
    east = np.arange(60) * 25.0
    stray = rng.choice(60, 6, replace=False)
    east[stray] += rng.choice([-1, 1], 6) * rng.uniform(2_000, 50_000, 6)
    start = pd.Timestamp("2026-03-05 08:00:01")
    rows = [{"time": str(start + pd.Timedelta(seconds=i)), "session": "a", "east": e} for i, e in enumerate(east)]
    _, out = clean(log(*rows), profile, today)
    assert set(out.loc[out["reason"] == "jump", "row"]) == set(stray)
