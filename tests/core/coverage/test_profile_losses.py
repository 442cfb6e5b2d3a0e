"""Every intermediate figure of diffraction over one profile: beside P.1812's published profiles where they are at hand, and
beside the recommendation's formulas written out in loops."""

from __future__ import annotations

import csv
import math
import os
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from plain_p1812 import feet, plainly

from fengsui.core.coverage.formulas import free_space
from fengsui.core.coverage.profile_losses import profile_losses
from fengsui.core.coverage.spherical import spherical_loss
from fengsui.core.errors import CoreError

VALIDATION = os.environ.get("FENGSUI_VALIDATION", "")
at_hand = pytest.mark.skipif(not VALIDATION, reason="FENGSUI_VALIDATION names no folder with P.1812's profiles")
ALLOWED = ((np.float64, 1e-6), (np.float32, 0.01))


def published():
    """Profiles of ITU-R's working party 3K (distance, height, clutter, zone) and the figures that go with them, one pair for each
    line of figures."""
    with (Path(VALIDATION) / "p1812" / "intermediates.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        name = row["file"].rpartition("_log")[0].rpartition("_")[0]
        lines = (Path(VALIDATION) / "p1812" / "profiles" / f"{name}.csv").read_text(encoding="utf-8-sig").splitlines()
        start = next(i for i, line in enumerate(lines) if line.startswith("{Begin of Profile}")) + 2
        end = next(i for i, line in enumerate(lines) if line.startswith("{End of Profile}"))
        points = np.array([[float(v or "nan") for v in line.split(",")[:5]] for line in lines[start:end]]).T
        yield row, points[[0, 1, 3, 4]]


@at_hand
@pytest.mark.parametrize(("kind", "allowed"), ALLOWED)
def test_every_published_profile(kind, allowed):
    worst, count = {}, 0
    for row, (d, h, clutter, _) in published():
        value = {name.partition(" ")[0]: v for name, v in row.items()}
        mhz, tx, rx, ae = (float(value[n]) for n in ("f", "htg", "hrg", "ae"))
        mhz *= 1000
        vertical, sea = int(float(value["pol"])) == 2, float(value["w"])
        ours = profile_losses(d, h, clutter, mhz, tx, rx, vertical, sea, ae, kind)
        rare = profile_losses(d, h, clutter, mhz, tx, rx, vertical, sea, 3 * 6371.0, kind)
        rounded = 92.4 - float(free_space(1000.0, 1000.0))  # P.1812 eq. 8 rounds its constant
        found = {
            "hts": ours.tx_top_m,
            "hrs": ours.rx_top_m,
            "hstd": ours.tx_smooth_m,
            "hsrd": ours.rx_smooth_m,
            "Lbfs": ours.free_space_db + rounded,
            "Lbulla": rare.bullington_db,  # the figures are those of the last of the two passes, for Ldb
            "Lbulls": rare.smooth_bullington_db,
            "Ldsph": rare.spherical_db,
            "Ld50": ours.diffraction_db,
            "Ldb": rare.diffraction_db,
            "Ldp": ours.diffraction_db + (rare.diffraction_db - ours.diffraction_db) * float(value["Fi"]),
        }
        for name, figure in found.items():
            worst[name] = max(worst.get(name, 0), abs(figure - float(value[name])))
        count += 1
    print(count, kind.__name__, {name: f"{v:.1e}" for name, v in worst.items()})
    assert count >= 20
    assert max(worst.values()) < allowed, worst


@at_hand
def test_the_whole_table_over_the_sea():
    with (Path(VALIDATION) / "sea_spherical_diffraction.csv").open(encoding="utf-8-sig") as file:
        table = {name: np.array(values, float) for name, *values in zip(*csv.reader(file))}
    found = spherical_loss(table["d_km"], table["h_bs"], table["h_ue"], 1000 * table["f_GHz"], 1.0)
    assert len(found) >= 20
    assert found == pytest.approx(table["Ldsph"], abs=1e-3)


# km, heights and clutter in m, MHz, antennas, vertical, share of sea, earth in km
PROFILES = [
    (
        "a ridge between",
        [0, 1.2, 2.0, 3.1, 4.5, 6.0],
        [110, 140, 260, 150, 130, 90],
        [0, 0, 10, 0, 5, 0],
        700,
        35,
        1.5,
        1,
        0,
        8495,
    ),
    (
        "two ridges",
        [0, 3, 5, 9, 14, 18, 21],
        [210, 300, 480, 260, 520, 330, 190],
        [0, 15, 0, 0, 0, 15, 15],
        900,
        40,
        1.5,
        1,
        0,
        8495,
    ),
    ("in sight over a valley", [0, 2, 4, 6, 8], [400, 220, 150, 230, 380], [0] * 5, 2600, 30, 10, 1, 0, 8495),
    (
        "grazing flat land",
        [0, 4, 8, 12, 16, 20],
        [12, 10, 11, 9, 10, 12],
        [0, 0, 2, 0, 0, 0],
        3500,
        35,
        1.5,
        0,
        0,
        8495,
    ),
    ("over water beyond the horizon", [0, 10, 20, 30, 40, 55], [20, 0, 0, 0, 0, 0], [0] * 6, 700, 60, 3, 1, 0.8, 8495),
    (
        "a super-refractive day",
        [0, 10, 30, 50, 80, 96],
        [395, 420, 510, 480, 560, 496],
        [0, 10, 15, 10, 0, 0],
        98.2,
        12,
        19,
        0,
        0,
        19113,
    ),
]


@pytest.mark.parametrize(("kind", "allowed"), ALLOWED)
@pytest.mark.parametrize("profile", PROFILES, ids=[profile[0] for profile in PROFILES])
def test_as_the_formulas_in_loops(profile, kind, allowed):
    _, d, h, clutter, mhz, tx, rx, vertical, sea, earth = profile
    ours = profile_losses(d, h, clutter, mhz, tx, rx, bool(vertical), sea, earth, kind)
    expected = plainly(d, h, clutter, tx, rx, mhz, earth, sea, bool(vertical))
    losses = [ours.bullington_db, ours.smooth_bullington_db, ours.spherical_db, ours.diffraction_db]
    assert losses == pytest.approx(expected, abs=allowed)
    ends = feet(d, h, h[0] + tx, h[-1] + rx, d[-1])
    assert [ours.tx_smooth_m, ours.rx_smooth_m] == pytest.approx(ends, abs=allowed)
    assert (ours.tx_top_m, ours.rx_top_m) == (h[0] + tx, h[-1] + rx)


def test_single_figures_of_the_published_profiles():
    # Ldsph and Lbulls depend on few numbers. P.1812's profile rburg: 98.2 MHz horizontal, 96.2 km, antennas at 407 and 515 m
    # over a smooth surface at 362.5381701 and 495.9202499 m, earth of 3 x 6371 km, 963 points
    d = np.linspace(0, 96.2, 963)
    h = np.interp(d, [0, 96.2], [362.5381701, 495.9202499])
    found = profile_losses(d, h, 0 * d, 98.2, 407 - h[0], 515 - h[-1], vertical=False, earth_km=19113.0)
    assert found.smooth_bullington_db == pytest.approx(16.1773341, abs=1e-6)
    assert found.spherical_db == pytest.approx(37.42847713, abs=1e-6)
    assert found.bullington_db == pytest.approx(found.smooth_bullington_db, abs=0.5)


@pytest.mark.parametrize(
    ("d", "h", "words"),
    [
        ([0, 1], [5, 5], "three points"),
        ([0, 1, 2], [5, 5], "three points"),
        ([1, 2, 3], [5, 5, 5], "begin at 0"),
        ([0, 2, 1], [5, 5, 5], "grow"),
        ([0, 1, 2], [5, math.nan, 5], "at every point"),
    ],
)
def test_what_is_no_profile_is_said(d, h, words):
    with pytest.raises(CoreError, match=words):
        profile_losses(d, h, [0] * len(d), 700, 35, 1.5)


def test_the_example_of_the_docs_runs(capsys):
    text = (Path(__file__).parents[3] / "docs" / "terrain.md").read_text("utf-8")
    exec(textwrap.dedent(text.split("```python\n")[1].split("```")[0]), {})  # noqa: S102 - our own page
    _, d, h, clutter, mhz, tx, rx, vertical, sea, earth = PROFILES[0]
    figures = [
        *plainly(d, h, clutter, tx, rx, mhz, earth, sea, bool(vertical)),
        feet(d, h, h[0] + tx, h[-1] + rx, d[-1])[0],
    ]
    assert [float(word) for word in capsys.readouterr().out.split()] == pytest.approx(figures, abs=1e-6)
