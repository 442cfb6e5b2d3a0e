"""Covered lines against geodesics place by place, against drawn circles, and against themselves."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import GEOD, PLACES, discs, drawn_cover, margins, random_discs, random_lines, series

from fengsui.core.gaps.discs import prune
from fengsui.core.gaps.intervals import invert, lengths, stretches
from fengsui.core.gaps.lines import cover_lines, substrings
from fengsui.core.gaps.polylines import measure


def ends_of(shapes):
    """First and last coordinates of line shapes."""
    xy, index = shapely.get_coordinates(shapes, return_index=True)
    first = np.flatnonzero(np.r_[True, index[1:] != index[:-1]])
    return xy[first], xy[np.r_[first[1:], len(xy)] - 1]


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_every_end_lies_on_a_circle_and_every_metre_is_judged_as_the_geodesic_does(place):
    rng = np.random.default_rng(1)
    lines, table = random_lines(rng, place, 30), random_discs(rng, place, 120)
    covered = cover_lines(lines, table)
    inner = covered.intervals
    begins, finishes = ends_of(substrings(lines, inner))
    cut = np.r_[
        begins[inner["from_m"].to_numpy() > 0], finishes[inner["to_m"].to_numpy() < covered.total_m[inner["line"]]]
    ]
    assert len(cut) > 100
    assert np.abs(margins(cut, table).max(axis=0)).max() < 0.05
    for stretch, sign in ((inner, 1), (invert(inner, covered.total_m), -1)):
        share = rng.random(len(stretch))
        metre = (stretch["from_m"] + share * (stretch["to_m"] - stretch["from_m"])).to_numpy()
        spots = ends_of(substrings(lines, stretches(stretch["line"], metre, metre + 0.01)))[0]
        best = sign * margins(spots, table).max(axis=0)
        assert best.min() > -0.05
    geodesic = [GEOD.geometry_length(line) for line in lines]
    assert covered.total_m == pytest.approx(geodesic, rel=1e-6)
    pieces = [GEOD.geometry_length(line) for line in substrings(lines, inner)]
    assert (inner["to_m"] - inner["from_m"]).to_numpy() == pytest.approx(pieces, rel=1e-6, abs=0.02)


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_lengths_agree_with_drawn_circles(place):
    rng = np.random.default_rng(2)
    lines, table = random_lines(rng, place, 40), random_discs(rng, place, 150)
    covered = cover_lines(lines, table)
    whole, drawn = drawn_cover(lines, table, place)
    assert covered.total_m.sum() == pytest.approx(shapely.length(whole).sum(), rel=1e-4)
    assert covered.covered_m.sum() == pytest.approx(shapely.length(drawn).sum(), rel=1e-4)


@pytest.mark.parametrize("lat", [18.0, 35.0, 53.0])
@pytest.mark.parametrize("north", [0.0, 0.04])
def test_a_long_segment_is_the_straight_line_in_degrees(lat, north):
    """10 km between two vertices: the disc stands beside the middle of the line as it was drawn, 3 m from its chord."""
    line = shapely.LineString([(108, lat), (108.12, lat + north)])
    middle = (108.06, lat + north / 2)
    for radius in (2.0, 30.0, 700.0):
        covered = cover_lines(series(line), discs((*middle, radius)))
        assert covered.covered_m[0] == pytest.approx(2 * radius, abs=0.1)
    dense = GEOD.geometry_length(shapely.segmentize(line, 1e-4))
    assert covered.total_m[0] == pytest.approx(dense, abs=0.01)


@pytest.mark.parametrize("lat", [18.0, 53.0])
@pytest.mark.parametrize("azimuth", [0.0, 45.0, 90.0, 200.0])
def test_a_radius_of_fifty_kilometres_over_the_sea_ends_where_the_geodesic_ends(lat, azimuth):
    here, far = (112.0, lat), GEOD.fwd(112.0, lat, azimuth, 80_000)[:2]
    line = shapely.LineString([here, *GEOD.npts(*here, *far, 400), far])
    covered = cover_lines(series(line), discs((*here, 50_000.0)))
    assert covered.intervals.to_numpy().tolist() == [[0, 0, pytest.approx(50_000, abs=0.01)]]
    assert covered.total_m[0] == pytest.approx(80_000, abs=0.01)


def test_parts_of_a_line_have_one_running_chainage():
    parts = [[(108, 30), (108.01, 30)], [(108.02, 30), (108.03, 30)]]
    covered = cover_lines(series(shapely.MultiLineString(parts)), discs((108.01, 30, 100.0), (108.02, 30, 100.0)))
    part = GEOD.inv(108, 30, 108.01, 30)[2]
    assert covered.total_m[0] == pytest.approx(2 * part, abs=0.01)
    assert covered.intervals[["from_m", "to_m"]].to_numpy().tolist() == [
        [pytest.approx(part - 100, abs=0.01), pytest.approx(part + 100, abs=0.01)]
    ]
    across, first, last = substrings(
        series(shapely.MultiLineString(parts)),
        stretches([0, 0, 0], [part - 100, 0, part], [part + 100, part, 2 * part]),
    )
    assert across.geom_type == "MultiLineString"
    assert [len(p.coords) for p in across.geoms] == [2, 2]
    assert first.geom_type == last.geom_type == "LineString"
    assert shapely.get_coordinates(first)[-1].tolist() == pytest.approx([108.01, 30])
    assert shapely.get_coordinates(last)[0].tolist() == pytest.approx([108.02, 30])


def test_what_has_no_length_or_no_radius_covers_nothing():
    line = shapely.LineString([(108, 30), (108.01, 30)])
    nothing = (None, shapely.LineString(), shapely.LineString([(108, 30), (108, 30)]), shapely.Point(108, 30))
    lines = series(*nothing, line, shapely.LineString([(108, 30), (108, 30), (108.01, 30), (108.01, 30)]))
    none = discs((108, 30, 0.0), (108, 30, np.nan), (np.nan, 30, 500.0), (108, 30, -5.0))
    covered = cover_lines(lines, none)
    assert covered.covered_m.tolist() == [0.0] * 6
    assert len(covered.intervals) == 0
    assert len(substrings(lines, covered.intervals)) == 0
    covered = cover_lines(lines, discs((108, 30, 200.0)))
    assert covered.covered_m == pytest.approx([0, 0, 0, 0, 200, 200], abs=1e-3)
    assert covered.total_m[:4].tolist() == [0.0] * 4
    empty = cover_lines(series(), discs((108, 30, 200.0)))
    assert (len(empty.total_m), len(empty.intervals)) == (0, 0)
    assert cover_lines(lines, discs()).covered_m.tolist() == [0.0] * 6


def test_a_tangent_disc_covers_nothing_and_a_wide_one_everything():
    lines = series(shapely.LineString([(108, 30), (108.001, 30)]))
    beside = GEOD.fwd(108.0005, 30, 0, 100.0)[:2]
    assert cover_lines(lines, discs((*beside, 99.99))).covered_m[0] == 0
    covered = cover_lines(lines, discs((*beside, 5_000.0)))
    assert covered.covered_m[0] == covered.total_m[0]
    assert len(invert(covered.intervals, covered.total_m)) == 0


@st.composite
def scenes(draw):
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    place = PLACES[draw(st.sampled_from(list(PLACES)))]
    radii = draw(st.sampled_from([(300,), (50, 300, 2500), tuple(rng.uniform(50, 9000, 30)), (0, 400, np.nan, 20_000)]))
    table = random_discs(rng, place, draw(st.integers(0, 60)), 0.1, radii)
    if len(table) > 4 and draw(st.booleans()):  # several on one spot, some in others
        table.loc[table.index[: len(table) // 2], ["lon", "lat"]] = table.loc[0, ["lon", "lat"]].to_numpy()
    return (
        rng,
        random_lines(
            rng,
            place,
            draw(st.integers(0, 8)),
            0.1,
            draw(st.integers(2, 40)),
            draw(st.sampled_from([1e-5, 0.004, 0.05])),
        ),
        table,
    )


@settings(max_examples=60, deadline=None)
@given(scenes())
def test_covered_and_rest_make_the_whole_and_discs_come_in_any_order(scene):
    rng, lines, table = scene
    covered = cover_lines(lines, table)
    rest = invert(covered.intervals, covered.total_m)
    assert covered.covered_m + lengths(rest, len(lines)) == pytest.approx(covered.total_m, abs=1e-4)
    assert (covered.covered_m <= covered.total_m + 1e-6).all()
    shuffled = cover_lines(lines, table.sample(frac=1, random_state=int(rng.integers(1000))))
    assert shuffled.covered_m == pytest.approx(covered.covered_m, abs=1e-6)
    less = cover_lines(lines, table.iloc[1:])
    assert (less.covered_m <= covered.covered_m + 1e-6).all()


@settings(max_examples=60, deadline=None)
@given(scenes())
def test_discs_left_out_lie_in_others(scene):
    table = scene[2]
    kept = prune(table)
    assert kept.index.is_monotonic_increasing
    out = table.drop(kept.index)
    out = out[(out["radius_m"] > 0)]
    if len(out):
        spots = np.array(
            [
                GEOD.fwd(row.lon, row.lat, azimuth, row.radius_m)[:2]
                for row in out.itertuples()
                for azimuth in (0, 77, 200)
            ]
        )
        assert margins(spots, kept).max(axis=0).min() > -0.01


def test_long_segments_are_as_long_as_the_geodesic():
    way = shapely.LineString([(100 + 0.018 * n, 30) for n in range(250)])
    xy = shapely.get_coordinates(way)
    assert measure(series(way)).total_m[0] == pytest.approx(GEOD.line_length(*xy.T), abs=5e-4)
