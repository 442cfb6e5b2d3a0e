"""The scores of docs/coverage.md: the formula's probability holds in the world it assumes, and its words mostly hold."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def scored(qgis_app):
    sys.path.insert(0, str(ROOT / "scripts"))
    import score_gaps

    profile, read = score_gaps.load_profile("national"), score_gaps.tables()
    rows = score_gaps.supply(read["sites"], read["cells"], profile, "formula", date=score_gaps.DAY)
    rows = rows[(rows["technology"] == "5G") & (rows["setting"] == "outdoor") & (rows["operator"] == "telecom")]
    lonlat = score_gaps.along(read["routes"])
    judged = score_gaps.judge(lonlat, rows)
    known = rows[rows["covered_m"] > 0]
    drives = [score_gaps.simulated(known, lonlat, "telecom", "as assumed", 0.0, seed) for seed in range(5)]
    return score_gaps, [(drive, judged) for drive in drives]


def test_probabilities_are_calibrated_where_the_world_is_as_assumed(scored):
    module, pairs = scored
    for row in module.calibration("as assumed", pairs):
        assert row["seen %"] == pytest.approx(row["said %"], abs=8), row


def test_what_the_formula_says_holds_there(scored):
    module, pairs = scored
    row = module.score("formula", "as assumed", pairs)
    assert row["gap precision %"] > 90
    assert row["covered precision %"] > 90
    assert row["said covered %"] + row["said gap %"] + row["said unknown %"] == pytest.approx(100)
