"""A model compared with drive tests: what is found of an error that was put in."""

from __future__ import annotations

import numpy as np
import pytest

from fengsui.core.coverage.calibration import calibrate


def test_the_error_that_was_put_in_is_found():
    rng = np.random.default_rng(6)
    xy = np.repeat(rng.uniform((108, 21), (109, 22), (400, 2)), 5, axis=0)
    shadow = np.repeat(rng.normal(0, 7, 400), 5)
    measured = -90 + np.zeros(2000)
    found = calibrate(xy, measured + 12 + shadow, measured)
    assert found.squares == 400
    assert found.samples == 2000
    assert found.offset_low_db < 12 < found.offset_high_db
    assert found.sigma_low_db < 7 < found.sigma_high_db
    assert found.offset_high_db - found.offset_low_db == pytest.approx(2 * 1.96 * 7 / 20, rel=0.1)


def test_too_little_says_nothing():
    assert calibrate(np.zeros((50, 2)), np.zeros(50), np.zeros(50)) is None  # all in one square
    assert calibrate(np.full((50, 2), np.nan), np.zeros(50), np.zeros(50)) is None


def test_intervals_hold_as_often_as_they_say():
    rng = np.random.default_rng(7)
    hits = np.zeros(2)
    for _ in range(400):
        xy = np.column_stack([np.arange(40) * 0.01, np.zeros(40)])
        found = calibrate(xy, rng.normal(3, 8, 40), np.zeros(40))
        hits += [found.offset_low_db <= 3 <= found.offset_high_db, found.sigma_low_db <= 8 <= found.sigma_high_db]
    assert ((hits / 400) > 0.91).all()
