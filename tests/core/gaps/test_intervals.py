"""The algebra of stretches against sets of whole metres."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fengsui.core.gaps.intervals import intersect, invert, lengths, minus, nothing, stretches, union, whole

TOTAL = np.array([30.0, 0.0, 12.0])
tables = st.lists(st.tuples(st.sampled_from([0, 2]), st.integers(0, 30), st.integers(0, 30)), max_size=12).map(
    lambda rows: stretches(
        [r[0] for r in rows],
        [min(r[1:], default=0) * (1 if r[0] == 0 else 0.4) for r in rows],
        [max(r[1:], default=0) * (1 if r[0] == 0 else 0.4) for r in rows],
    )
)


def cells(table):
    """The stretches as a set of cells, half a cell of the grid apart from its lines."""
    grid = {0: np.arange(0.5, 30), 2: np.arange(0.5, 30) * 0.4}
    return {
        (row.line, round(at, 6)) for row in table.itertuples() for at in grid[row.line] if row.from_m <= at <= row.to_m
    }


def test_examples():
    table = stretches([0, 0, 0, 2], [10, 2, 5, 3], [20, 5, 7, 4])
    assert union(table).to_numpy().tolist() == [[0, 2, 7], [0, 10, 20], [2, 3, 4]]
    assert invert(table, TOTAL).to_numpy().tolist() == [[0, 0, 2], [0, 7, 10], [0, 20, 30], [2, 0, 3], [2, 4, 12]]
    assert lengths(table, 3).tolist() == [15, 0, 1]
    assert whole(TOTAL).to_numpy().tolist() == [[0, 0, 30], [2, 0, 12]]
    assert len(union(nothing())) == len(invert(whole(TOTAL), TOTAL)) == 0


def test_rows_keep_their_columns_and_may_overlap():
    parts = stretches([0, 0, 2], [0, 15, 0], [20, 30, 12]).assign(county=["a", "b", "c"])
    gaps = stretches([0, 0], [5, 18], [6, 40])
    assert intersect(parts, gaps).to_numpy().tolist() == [[0, 5, 6, "a"], [0, 18, 20, "a"], [0, 18, 30, "b"]]
    assert minus(parts, gaps).to_numpy().tolist() == [
        [0, 0, 5, "a"],
        [0, 6, 18, "a"],
        [0, 15, 18, "b"],
        [2, 0, 12, "c"],
    ]
    for of in (intersect, minus):
        assert list(of(parts, nothing()).columns) == list(of(parts.iloc[:0], gaps).columns) == list(parts.columns)
    assert minus(parts, nothing()).equals(parts)


@given(tables, tables)
def test_the_algebra_is_that_of_sets(one, other):
    assert cells(union(one, other)) == cells(one) | cells(other)
    assert cells(intersect(one, other)) == cells(one) & cells(other)
    assert cells(minus(one, other)) == cells(one) - cells(other)
    assert cells(invert(one, TOTAL)) == cells(whole(TOTAL)) - cells(one)
    assert (lengths(intersect(one, other), 3) + lengths(minus(one, other), 3)).tolist() == pytest.approx(
        lengths(one, 3).tolist()
    )
    assert union(union(one), one).equals(union(one))


def test_a_long_country_keeps_its_millimetres():
    line = np.arange(100_000)
    table = union(stretches(line, np.full(100_000, 0.001), np.full(100_000, 10_000.0005)))
    assert (table["to_m"] == 10_000.0005).all()
    assert (table["from_m"] == 0.001).all()
