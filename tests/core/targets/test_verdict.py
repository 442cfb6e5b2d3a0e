"""Verdicts from covered, unknown, total and threshold."""

from __future__ import annotations

import pytest

from fengsui.core.targets.verdict import Figure, shortfall_of, shown, still_needed, verdict_of


@pytest.mark.parametrize(
    ("comparator", "threshold", "covered", "unknown", "total", "verdict"),
    [
        (">=", 95, 19, 0, 20, "met"),  # exactly at the threshold
        (">=", 95, 18, 0, 20, "not_met"),
        (">=", 95, 18, 1, 20, "not_computed"),  # the unknown one decides
        (">=", 95, 17, 2, 20, "not_computed"),
        (">=", 95, 17, 1, 20, "not_met"),  # even with it
        (">", 95, 19, 0, 20, "not_met"),  # strict
        (">", 95, 20, 0, 20, "met"),
        (">", 95, 19, 1, 20, "not_computed"),
        ("=", 100, 20, 0, 20, "met"),
        ("=", 100, 19, 0, 20, "not_met"),
        ("=", 100, 19, 1, 20, "not_computed"),
        ("basically", 95, 19, 0, 20, "met"),
        ("basically", None, 19, 0, 20, "no_threshold"),
        ("as-needed", None, 19, 0, 20, "no_threshold"),
        ("none", None, 19, 0, 20, "no_threshold"),
        (">=", 95, 0, 20, 20, "not_computed"),
        (">=", 95, 0, 0, 0, "not_computed"),  # nothing is no share
        (">=", 0, 0, 0, 5, "met"),
    ],
)
def test_a_share(comparator, threshold, covered, unknown, total, verdict):
    assert verdict_of(comparator, threshold, Figure(covered, unknown, total)) == verdict


@pytest.mark.parametrize(
    ("comparator", "threshold", "value", "unknown", "verdict"),
    [
        (">=", 699, 699, 0, "met"),
        (">=", 699, 366, 0, "not_met"),
        (">=", 699, 690, 9, "not_computed"),
        (">", 12, 12, 0, "not_met"),
        (">", 12, 12.01, 0, "met"),
        ("<=", 10, 10, 0, "met"),
        ("<=", 10, 11, 0, "not_met"),
        ("<=", 10, 9, 3, "not_computed"),
        ("=", 5, 5, 0, "met"),
        ("=", 5, 6, 0, "not_met"),
        ("=", 5, 4, 2, "not_computed"),
    ],
)
def test_a_number(comparator, threshold, value, unknown, verdict):
    assert verdict_of(comparator, threshold, Figure(value=value, unknown=unknown, measure="number")) == verdict


def test_lengths_at_the_threshold_are_not_lost_to_rounding():
    parts = sum([0.1] * 19)  # 1.9000000000000001
    assert verdict_of(">=", 95, Figure(parts, 0, 2.0)) == "met"
    assert verdict_of(">", 95, Figure(parts, 0, 2.0)) == "not_met"
    assert verdict_of(">=", 95, Figure(1.8999, 0, 2.0)) == "not_met"


def test_where_nothing_is_known_there_is_no_value():
    assert Figure(0, 7, 7).value is None
    assert Figure(0, 6, 7).value == 0


def test_what_is_shown_does_not_hide_a_miss():
    assert shown(52.3605150) == 52.36
    assert shown(94.996, 95) == 94.996
    assert shown(94.99999, 95) == 94.99999
    assert shown(95.0, 95) == 95
    assert shown(None) is None


def test_the_shortfall():
    figure = Figure(value=20.53, measure="number")
    assert shortfall_of("not_met", ">=", 25, figure) == 4.47
    assert shortfall_of("met", ">=", 20, figure) == 0
    assert shortfall_of("not_computed", ">=", 25, figure) is None
    assert shortfall_of("not_met", "<=", 15, figure) == 5.53
    assert still_needed(">=", 95, Figure(17, 0, 20)) == 2
    assert still_needed(">", 95, Figure(19, 0, 20)) == 1
    assert still_needed("=", 100, Figure(17, 0, 20)) == 3
    assert still_needed(">=", 95, Figure(17.5, 0, 20)) is None
