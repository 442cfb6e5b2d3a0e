"""Lines and areas cut at county borders: every metre once, as overlay says, on the chainage of the whole."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import GEOD, random_lines, series

from fengsui.core.gaps.borders import cut_areas_by_county, cut_by_county
from fengsui.core.gaps.lines import substrings
from fengsui.core.gaps.polylines import measure

PLACE = (108.15, 30.15)


def grid(moved=0.0):
    """Nine counties; `moved` lets the middle ones overlap their neighbours on one side and leave a gap on the other."""
    return series(
        *(
            shapely.segmentize(shapely.box(108 + i * 0.1 + moved * (i == 1), 30 + j * 0.1, 108.1 + i * 0.1 + moved * (i == 1), 30.1 + j * 0.1), 0.004)
            for i in range(3)
            for j in range(3)
        )
    )  # fmt: skip


def first_wins(counties):
    """The counties without what an earlier one has."""
    return [
        shapely.difference(county, shapely.union_all(counties.to_numpy()[:number]))
        for number, county in enumerate(counties)
    ]


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 10**6),
    st.sampled_from([0.0, 0.003, -0.004]),
    st.sampled_from([2, 5, 60]),
    st.sampled_from([1e-4, 0.004, 0.05]),
)
def test_lines_are_cut_as_overlay_cuts_them(seed, moved, vertices, step):
    rng = np.random.default_rng(seed)
    lines, counties = random_lines(rng, PLACE, 12, 0.17, vertices, step), grid(moved)
    cut = cut_by_county(lines, counties)
    total = measure(lines).total_m
    assert np.bincount(cut["line"], cut["to_m"] - cut["from_m"], len(lines)) == pytest.approx(total, abs=1e-6)
    same = cut["line"].to_numpy()[1:] == cut["line"].to_numpy()[:-1]
    assert (cut["from_m"].to_numpy()[1:] == cut["to_m"].to_numpy()[:-1])[same].all()
    assert (cut["county"].to_numpy()[1:] != cut["county"].to_numpy()[:-1])[same].all()
    parts = shapely.length(substrings(lines, cut))
    for number, county in enumerate(first_wins(counties)):
        expected = shapely.length(shapely.intersection(lines.to_numpy(), county)).sum()
        assert parts[cut["county"].to_numpy() == number].sum() == pytest.approx(expected, abs=1e-6)


def test_a_line_on_a_border_belongs_to_the_first_county_and_one_outside_to_none():
    along = shapely.LineString([(108.1, 30.01), (108.1, 30.05), (108.1, 30.09)])
    outside = shapely.LineString([(107, 30), (107.5, 30)])
    through = shapely.LineString([(107.95, 30.05), (108.05, 30.05)])
    cut = cut_by_county(series(along, outside, through, None, shapely.Point(108, 30)), grid())
    assert cut[["line", "county"]].to_numpy().tolist() == [[0, 0], [1, -1], [2, -1], [2, 0]]
    assert cut["to_m"].iloc[2] == pytest.approx(GEOD.inv(107.95, 30.05, 108, 30.05)[2], abs=0.1)
    none = cut_by_county(series(along), series())
    assert none[["line", "county"]].to_numpy().tolist() == [[0, -1]]
    assert len(cut_by_county(series(), grid())) == 0


def test_parts_of_one_line_may_lie_in_two_counties_without_crossing_a_border():
    line = shapely.MultiLineString([[(108.05, 30.05), (108.06, 30.05)], [(108.25, 30.25), (108.26, 30.25)]])
    cut = cut_by_county(series(line), grid())
    assert cut["county"].tolist() == [0, 8]
    geometry = substrings(series(line), cut)
    assert [g.geom_type for g in geometry] == ["LineString", "LineString"]


def test_corners_of_a_border_and_lines_through_them():
    diagonal = shapely.LineString([(108.0, 30.0), (108.3, 30.3)])
    touching = shapely.LineString([(108.05, 30.05), (108.1, 30.1), (108.05, 30.09)])
    cut = cut_by_county(series(diagonal, touching), grid())
    assert cut[["line", "county"]].to_numpy().tolist() == [[0, 0], [0, 4], [0, 8], [1, 0]]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([0.0, 0.003, -0.004]))
def test_areas_are_cut_as_overlay_cuts_them(seed, moved):
    rng = np.random.default_rng(seed)
    spots = np.array(PLACE) + rng.uniform(-0.17, 0.17, (8, 2))
    areas = series(*shapely.buffer(shapely.points(spots), rng.choice([0.002, 0.03, 0.3], 8)))
    counties = grid(moved)
    cut = cut_areas_by_county(areas, counties)
    size = shapely.area(cut.geometry.to_numpy())
    assert np.bincount(cut["area"], size, len(areas)) == pytest.approx(shapely.area(areas.to_numpy()), rel=1e-9)
    for number, county in enumerate(first_wins(counties)):
        expected = shapely.area(shapely.intersection(areas.to_numpy(), county)).sum()
        assert size[cut["county"].to_numpy() == number].sum() == pytest.approx(expected, abs=1e-12)


def test_areas_inside_outside_and_missing():
    inside, outside = shapely.box(108.01, 30.01, 108.02, 30.02), shapely.box(107, 30, 107.1, 30.1)
    cut = cut_areas_by_county(series(inside, None, outside, shapely.Polygon()), grid())
    assert cut[["area", "county"]].to_numpy().tolist() == [[0, 0], [2, -1]]
    assert cut.geometry[0].equals(inside)
    assert cut.crs == "EPSG:4490"
    assert cut_areas_by_county(series(inside), series())["county"].tolist() == [-1]
    assert len(cut_areas_by_county(series(), grid())) == 0
