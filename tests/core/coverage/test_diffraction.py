"""Diffraction against the formulas written out point by point, and against published intermediate figures."""

from __future__ import annotations

import math
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from plain_p1812 import plainly

from fengsui.core.coverage.diffraction import diffraction, knife_edge
from fengsui.core.coverage.formulas import free_space
from fengsui.core.coverage.spherical import RADIO_EARTH_KM, spherical_loss

# first-term loss over the sea, vertical polarisation, earth of 8495 km, by the reference program of P.1812's working party:
# MHz, transmitter m, receiver m, km, dB
SEA = [
    (700, 35, 1.5, 5, 10.290),
    (700, 35, 1.5, 20, 25.394),
    (700, 35, 1.5, 50, 47.911),
    (700, 35, 1.5, 100, 85.893),
    (700, 35, 3, 5, 4.174),
    (2600, 100, 3, 50, 21.838),
]


@pytest.mark.parametrize(("mhz", "tx", "rx", "km", "expected"), SEA)
def test_the_sea_by_published_figures(mhz, tx, rx, km, expected):
    assert float(spherical_loss(km, tx, rx, mhz, 1.0)) == pytest.approx(expected, abs=1e-3)


CASES = [
    ("low over hills", 12.0, 300, 35, 1.5, 700, 0.0),
    ("high over hills", 40.0, 300, 400, 10, 2600, 0.0),
    ("flat, in sight", 3.0, 0, 60, 10, 3500, 0.0),
    ("flat, beyond the horizon", 60.0, 0, 35, 1.5, 900, 0.4),
    ("short", 0.4, 20, 35, 1.5, 6000, 0.0),
    ("metre waves over the sea", 80.0, 0, 200, 3, 30, 1.0),
    ("with trees", 20.0, 150, 35, 1.5, 700, 0.0),
]


@pytest.mark.parametrize("even", [True, False])
@pytest.mark.parametrize(("name", "km", "relief", "htx", "hrx", "mhz", "sea"), CASES)
def test_as_the_formulas_stand(name, km, relief, htx, hrx, mhz, sea, even):
    rng = np.random.default_rng(len(name))
    n = 161
    share = np.linspace(0, 1, n) if even else np.r_[0, np.sort(rng.uniform(0.001, 0.999, n - 2)), 1]
    waves = sum(np.sin(share * k * 9 + k) / k for k in range(1, 9))
    height = 100 + relief * (waves - waves.min()) / 4
    clutter = np.where(rng.random(n) < 0.4, 15.0, 0.0) if "trees" in name else np.zeros(n)
    expected = plainly((share * km).tolist(), height.tolist(), clutter.tolist(), htx, hrx, mhz, 8495.0, sea)
    for kind, allowed in ((float, 1e-6), (np.float32, 0.01)):
        cover = clutter[None].astype(kind) if clutter.any() else None
        found = diffraction(height[None].astype(kind), share, np.array([km]), htx, hrx, mhz, cover, sea, 8495.0)
        values = [found.actual[0], found.smooth[0], found.spherical[0], found.total[0]]
        assert values == pytest.approx(expected, abs=allowed)


def test_many_paths_at_once_are_the_same_as_one_by_one():
    rng = np.random.default_rng(4)
    heights = np.cumsum(rng.normal(0, 8, (50, 200)), axis=1)
    share, km, mast = np.linspace(0, 1, 200), rng.uniform(0.3, 60, 50), rng.uniform(5, 300, 50)
    mhz = rng.choice([700.0, 900.0, 2600.0, 3500.0], 50)
    together = diffraction(heights, share, km, mast, 1.5, mhz).total
    alone = [diffraction(heights[[i]], share, km[[i]], mast[i], 1.5, mhz[i]).total[0] for i in range(50)]
    assert together == pytest.approx(alone, abs=1e-9)


def test_one_clutter_height_is_that_height_everywhere():
    heights = 50 + np.cumsum(np.random.default_rng(5).normal(0, 5, (4, 120)), axis=1)
    share, km = np.linspace(0, 1, 120), np.array([2.0, 5.0, 9.0, 30.0])
    one = diffraction(heights, share, km, 35, 1.5, 700, np.full((4, 1), 10.0)).total
    assert one == pytest.approx(diffraction(heights, share, km, 35, 1.5, 700, np.full((4, 120), 10.0)).total, abs=1e-9)


def test_what_is_not_known_is_not_a_number():
    heights = np.full((2, 50), 10.0)
    heights[1, 20] = np.nan
    found = diffraction(heights, np.linspace(0, 1, 50), np.array([3.0, 3.0]), 35, 1.5, 700)
    for values in (found.actual, found.smooth, found.spherical, found.total)[::3]:
        assert np.isfinite(values[0])
        assert np.isnan(values[1])


def test_an_edge_by_the_recommendation():
    assert knife_edge(np.array([-2, -0.78, 0, 1, 2.4])) == pytest.approx([0, 0, 6.03, 13.93, 20.54], abs=0.01)


def test_free_space_is_p1812s_but_for_its_rounding():
    # P.1812 eq. 8 rounds 92.4478 to 92.4: 98.2 MHz over 96.2 km with antennas at 407 and 515 m is 111.90574 dB there
    slant = math.hypot(96_200, 515 - 407)
    assert float(free_space(slant, 98.2)) == pytest.approx(111.9057367 + 0.0478, abs=1e-4)


def test_the_earth_is_that_of_a_mean_atmosphere():
    assert pytest.approx(6371 * 4 / 3, abs=0.5) == RADIO_EARTH_KM
