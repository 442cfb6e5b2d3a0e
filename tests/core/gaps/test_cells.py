"""Places in boxes, against asking each of each."""

from __future__ import annotations

import numpy as np
import pytest

from fengsui.core.gaps import cells as subject
from fengsui.core.gaps.cells import cells_of


@pytest.mark.parametrize("row_deg", [1e-9, 0.003, 0.02, 5.0])
@pytest.mark.parametrize("lot", [7, 2_000_000])
def test_every_place_in_a_box_is_found_once_and_little_beside_it(row_deg, lot, monkeypatch):
    monkeypatch.setattr(subject, "_LOT", lot)
    rng = np.random.default_rng(4)
    places = np.r_[rng.normal(110, 0.05, (150, 2)), [[110.3, 110.0], [110.3, 110.0]]]
    middle, half = rng.uniform(109.7, 110.4, (200, 2)), rng.exponential(0.02, (200, 2))
    middle[:5], half[:5] = places[:5], 0  # a box of no size on a place
    cells = cells_of(places, row_deg)
    found = [pair for box, place in cells.near(middle - half, middle + half) for pair in zip(box, cells.order[place])]
    assert found
    assert len(set(found)) == len(found)
    assert [box for box, _ in found] == sorted(box for box, _ in found)
    away = np.abs(places - middle[:, None]) - half[:, None]
    assert {tuple(pair) for pair in np.argwhere((away <= 0).all(axis=2))} <= set(found)
    box, place = np.array(found).T
    assert (away[box, place] <= cells.step + 1e-8).all()


def test_places_on_one_spot_or_in_a_row_make_a_grid_too():
    for places in (np.full((3, 2), 30.0), np.column_stack([np.linspace(100, 120, 9), np.full(9, 30.0)])):
        cells = cells_of(places, 1e-7)
        assert cells.begin[-1] == len(places)
        assert len(cells.begin) < 2_000
        box, place = next(cells.near(places - 1e-6, places + 1e-6))
        assert len(set(zip(box, place))) >= len(places)
