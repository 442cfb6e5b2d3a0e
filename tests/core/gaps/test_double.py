"""Parallel carriageways and concurrent routes are counted once; what only meets, crosses or turns back stays."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely

from fengsui.core.checks.profile import load_profile
from fengsui.core.gaps.double import count_once
from fengsui.core.gaps.polylines import measure

LON, LAT = 108.0, 30.0
EAST, NORTH = 96_486.3, 110_852.4  # metres of a degree there


def line(*metres):
    """A line through places given in metres east and north, a corner every 50 m."""
    return shapely.segmentize(shapely.LineString([(LON + x / EAST, LAT + y / NORTH) for x, y in metres]), 0.0005)


def routes(**shapes):
    table = {"route_id": list(shapes), "kind": "road-national"}
    return gpd.GeoDataFrame(table, geometry=list(shapes.values()), crs="EPSG:4490")


def doubled(table):
    found = count_once(table, 40, 20, 500)[["line", "keeper", "from_m", "to_m"]]
    return [[line, keeper, near(from_m), near(to_m)] for line, keeper, from_m, to_m in found.to_numpy().tolist()]


def near(metre):
    return pytest.approx(metre, abs=10)


def wavy(away):
    """A winding road of 10 km and its other carriageway at a distance."""
    x = np.arange(0, 10_000, 30.0)
    middle = np.column_stack([x, 300 * np.sin(x / 700)])
    slope = np.gradient(middle, axis=0)
    side = np.column_stack([-slope[:, 1], slope[:, 0]]) / np.hypot(*slope.T)[:, None]
    return shapely.LineString((middle + away * side) / [EAST, NORTH] + [LON, LAT])


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("away", [0.0, 25.0, -35.0])
def test_another_carriageway_is_counted_once_whichever_way_it_runs(turned, away):
    long, other = line((-3000, 0), (0, 0)), wavy(away)
    one = shapely.LineString([*long.coords, *wavy(0).coords])
    table = routes(one=one, other=shapely.reverse(other) if turned else other)
    found = count_once(table, 40, 20, 500)
    assert found["keeper_name"].tolist() == ["one"]
    length = measure(table.geometry).total_m[1]
    assert (found["to_m"] - found["from_m"]).sum() == pytest.approx(length, abs=30)
    assert len(count_once(table, 15, 20, 500)) == (abs(away) < 15)


def test_a_concurrent_stretch_names_the_longer_route_and_leaves_the_rest():
    g1 = line((0, 0), (20_000, 0))
    s2 = line((5000, -4000), (5000, 5), (9000, 5), (9000, 4000))
    assert doubled(routes(s2=s2, g1=g1)) == [[0, 1, 4000, 8010]]
    table = routes(s2=s2, g1=g1).assign(name=["省道2", None])
    assert count_once(table, 40, 20, 500)["keeper_name"].tolist() == ["g1"]


def test_what_is_no_second_carriageway():
    main = line((0, 0), (20_000, 0))
    crossing = line((5000, -3000), (5000, 3000))
    slanting = line((5000, -1500), (8000, 1500))
    short = line((9000, 2000), (9000, 30), (9300, 30), (9300, 3000))
    meeting = line((20_000, 0), (25_000, 0))
    far = line((0, 100), (20_000, 100))
    over = line((12_000, -3000), (12_300, 0), (12_600, 3000))
    table = routes(main=main, crossing=crossing, slanting=slanting, short=short, meeting=meeting, far=far, over=over)
    assert doubled(table) == []


def test_a_loop_stays_whole_and_two_parts_of_a_record_count_once():
    loop = line((0, 0), (3000, 0), (3000, 20), (0, 20), (0, 0))
    assert doubled(routes(loop=loop)) == []
    both = shapely.MultiLineString([line((0, 0), (3000, 0)), line((2900, 20), (0, 20))])
    assert doubled(routes(both=both)) == [[0, 0, 3000, 5900]]


def test_of_three_the_longest_counts_and_each_metre_once():
    table = routes(b=line((0, 20), (9000, 20)), a=line((0, 0), (10_000, 0)), c=line((8000, -20), (1000, -20)))
    assert doubled(table) == [[0, 1, 0, 9000], [2, 1, 0, 7000]]
    equal = routes(one=line((0, 0), (5000, 0)), two=line((0, 0), (5000, 0)))
    assert doubled(equal) == [[1, 0, 0, 5000]]


def test_a_keeper_in_several_records_and_a_gap_in_it():
    table = routes(
        short=line((1000, 20), (4000, 20)), one=line((0, 0), (0, 9000), (2000, 0)), two=line((2000, 0), (2700, 0)), three=line((2720, 0), (9000, 0))
    )  # fmt: skip
    assert doubled(table) == [[0, 3, 1720, 3000], [2, 0, 0, 700]]
    table = routes(other=line((1000, 20), (4000, 20)), one=line((-9000, 0), (2490, 0)), two=line((2510, 0), (9900, 0)))
    found = count_once(table, 40, 20, 500)
    assert found["line"].tolist() == [0, 0]
    assert found["keeper"].tolist() == [1, 2]
    assert (found["to_m"] - found["from_m"]).sum() == pytest.approx(3000, abs=1)


def test_a_road_in_many_short_records_of_one_name_is_one_run():
    """Both carriageways in records of 200 m, as maps made of links have them."""
    x = np.arange(0, 10_000, 200)
    there, back = ([line((a, y), (a + 200, y)) for a in x] for y in (0, 25))
    table = gpd.GeoDataFrame({"kind": "road-national"}, index=range(100), geometry=there + back[::-1], crs="EPSG:4490")
    assert doubled(table) == []
    table["name"] = "G219"
    found = count_once(table, 40, 20, 500)
    assert (found["to_m"] - found["from_m"]).sum() == pytest.approx(10_000, rel=0.005)
    table["name"] = ""
    assert doubled(table) == []


def test_a_railway_beside_a_road_and_a_tunnel_below_it_are_their_own():
    table = routes(road=line((0, 0), (9000, 0)), rail=line((0, 20), (5000, 20)), tunnel=line((0, 0), (3000, 0)))
    table["kind"] = ["road-national", "railway", "road-provincial"]
    table["setting"] = [None, "outdoor", "tunnel"]
    assert doubled(table) == []
    table["kind"], table["setting"] = "road-national", ["outdoor", None, None]
    assert [row[:2] for row in doubled(table)] == [[1, 0], [2, 0]]


def test_nothing_to_compare():
    columns = ["line", "from_m", "to_m", "keeper", "keeper_name"]
    assert list(count_once(routes(), 40, 20, 500).columns) == columns
    table = routes(
        none=None, empty=shapely.LineString(), point=shapely.LineString([(LON, LAT)] * 2), road=line((0, 0), (900, 0))
    )
    assert doubled(table) == []


def test_the_profile_holds_the_limits_with_their_source():
    profile = load_profile()
    for key in ("double_distance_m", "double_angle_deg", "double_overlap_m"):
        assert profile[key] > 0
        assert profile.values[key]["assumption"]
