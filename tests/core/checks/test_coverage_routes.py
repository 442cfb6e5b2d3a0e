"""CG-09, 10, and the tunnels of CG-11."""

from __future__ import annotations

import pandas as pd
import pytest
from coverage_tables import gaps, of_routes, routes, run, straight
from shapely.geometry import LineString, MultiLineString, Point
from site_tables import away, hits, table, unsure

from fengsui.core.checks.coverage_routes import gap_runs


@pytest.mark.parametrize(
    ("covered", "unknown", "severity"),
    [
        (9_500, 0, None),
        (9_499, 0, "error"),
        (9_000, 499, "error"),
        (9_000, 500, "not_checked"),
        (9_500, 500, None),
        (0, 10_000, "not_checked"),
    ],
)
def test_a_road_passes_at_95_percent_and_the_unknown_is_neither(covered, unknown, severity):
    found = run("CG-09/share", routes({}), "routes", assessed=of_routes(("W0", covered, unknown)))
    assert list(found["severity"]) == ([severity] if severity else [])


def test_each_county_and_technology_has_its_share():
    table = of_routes(
        {"route_id": "W0", "covered": 4_000, "county": "甲县", "total": 4_000},
        {"route_id": "W0", "covered": 0, "county": "乙县", "total": 6_000},
    )
    found = run("CG-09/share", routes({}), "routes", assessed=table)
    assert list(found["message"]) == ["乙县 0.00 of 6.00 km with 5G (0.0 %), 0.0 % unknown: less than 95 %."]


def test_a_county_is_called_by_its_name():
    known = table("counties", {"code": "450681", "name": "东兴市", "at": straight(0, 10).buffer(0.1)})
    row = {"route_id": "W0", "covered": 0, "county": "450681"}
    assert run("CG-09/share", routes({}), "routes", assessed=of_routes(row), counties=known)["message"][0].startswith(
        "东兴市 0.00"
    )


def test_rows_of_one_operator_name_it():
    found = run("CG-09/share", routes({}), "routes", assessed=of_routes(("W0", 0), operator="mobile"))
    assert "with 5G China Mobile" in found["message"][0]


def test_untested_length_is_shown_apart():
    found = run("CG-09/untested", routes({}, {}), "routes", assessed=of_routes(("W0", 9_600, 400), ("W1", 9_600)))
    assert hits(found, "warning") == ["W0"]
    assert found["measured"][0] == 400.0


def test_a_road_that_was_not_assessed_is_said():
    assert unsure(run("CG-09/share", routes({}, {}), "routes", assessed=of_routes(("W0", 10_000)))) == ["W1"]
    assert unsure(run("CG-09", routes({}), "routes")) == [None] * 3


def part(start, end, **more):
    return {"demand": "W0", "from_m": float(start), "to_m": float(end), "at": straight(start, end), **more}


@pytest.mark.parametrize(
    ("parts", "runs"),
    [
        ([part(0, 299.9)], []), ([part(0, 300)], [300]), ([part(0, 200), part(200, 400, county="乙县")], [400]),
        ([part(0, 200), part(202, 402)], []), ([part(0, 250), part(250, 400, state="unknown")], []),
        ([part(200, 400), part(0, 200, state="gap_measured"), part(900, 1_300)], [400, 400]), ([], []),
        ([part(0, 200), part(200, 400, technology="4G")], []),
    ],
)  # fmt: skip
def test_gaps_of_300_m_without_a_break_are_marked(parts, runs):
    found = run("CG-09/run", routes({}), "routes", gaps=gaps(*parts))
    assert found["measured"].tolist() == runs


def test_a_run_lies_where_it_is_and_tells_its_chainage():
    found = run("CG-09/run", routes({}), "routes", gaps=gaps(part(4_000, 6_000)))
    assert found["message"][0] == "No 5G from 4000 to 6000 m, 2000 m without a break (marked from 300 m)."
    assert found.geometry.x[0] == pytest.approx(away(5_000)[0], abs=1e-4)


def test_runs_keep_the_longest_part():
    table = gap_runs(
        pd.DataFrame(
            gaps(part(0, 100, county="甲县"), part(100, 400, county="乙县"), part(350, 380)).drop(columns="geometry")
        )
    )
    assert table[["from_m", "to_m", "length_m", "county", "part"]].to_numpy().tolist() == [
        [0.0, 400.0, 400.0, "乙县", 1]
    ]


def test_a_double_length_is_named_with_its_keeper():
    demand = routes({}, {"name": "国道"})
    by_id = pd.DataFrame({"route": ["W0"], "from_m": [1_000.0], "to_m": [3_000.0], "keeper": ["W1"]})
    by_place = pd.DataFrame(
        {"line": [0], "from_m": [1_000.0], "to_m": [3_000.0], "keeper": [1], "keeper_name": ["国道"]}
    )
    for doubles in (by_id, by_place):
        found = run("CG-10/double", demand, "routes", doubles=doubles)
        assert list(found["message"]) == ["From 1000 to 3000 m (2000 m) along '国道' (W1), which keeps the length."]
        assert hits(found, "warning") == ["W0"]
        assert found.geometry.x[0] == pytest.approx(away(2_000)[0], abs=1e-4)


def test_no_double_is_a_fact_and_not_looking_is_none():
    nothing = pd.DataFrame({"route": [], "from_m": [], "to_m": [], "keeper": []})
    assert run("CG-10/double", routes({}), "routes", doubles=nothing).empty
    assert unsure(run("CG-10", routes({}), "routes")) == [None] * 2


@pytest.mark.parametrize(("totals", "told"), [((4_000, 6_000), False), ((4_000, 6_100), True), ((4_000, 5_000), False)])
def test_counties_add_up_to_the_route(totals, told):
    rows = [
        {"route_id": "W0", "county": name, "total": float(total), "covered": 0.0} for name, total in zip("甲乙", totals)
    ]
    found = run(
        "CG-10/border", routes({}), "routes", assessed=of_routes(*rows, *[{**row, "technology": "4G"} for row in rows])
    )
    assert bool(hits(found, "error")) is told


def test_a_part_that_stands_twice_is_told():
    row = {"route_id": "W0", "county": "甲", "total": 10_000.0, "covered": 0.0}
    found = run("CG-10/border", routes({}), "routes", assessed=of_routes(row, row))
    assert found["message"][0].endswith("A part of one county stands twice.")


TUNNEL = {"kind": "tunnel", "setting": "隧道", "at": straight(4_000, 4_500, 5)}


def test_a_road_that_runs_through_a_tunnel_of_its_own_is_told():
    found = run("CG-11/tunnel", routes({}, TUNNEL), "routes")
    assert hits(found, "warning") == ["W0"]
    assert (
        found["message"][0]
        == "Runs through the tunnel '路1' without that setting. The stretch was left to the tunnel's own row."
    )
    assert found["measured"][0] == pytest.approx(500, abs=0.1)
    assert found.geometry.x[0] == pytest.approx(away(4_250)[0], abs=1e-4)


@pytest.mark.parametrize(
    "at",
    [
        straight(4_000, 4_500, 15),
        Point(away(4_250)),
        MultiLineString([straight(4_000, 4_200, 15), straight(4_300, 4_500, 90)]),
    ],
)
def test_a_tunnel_known_from_elsewhere_was_judged_as_outdoors(at):
    tunnels = table("routes", {"name": "甲隧道", "at": at})
    found = run("CG-11/tunnel", routes({}, {"setting": "地下"}), "routes", tunnels=tunnels)
    assert hits(found, "error") == ["W0"]
    assert "judged as outdoors" in found["message"][0]


def test_a_tunnel_point_off_the_road_is_not_on_it():
    tunnels = table(
        "routes", {"name": "甲隧道", "at": Point(away(4_250, 90.0, away(25, 0.0)))}, {"name": "乙", "at": None}
    )
    assert run("CG-11/tunnel", routes({}), "routes", tunnels=tunnels).empty


def test_a_road_cut_at_the_portals_or_that_only_crosses_is_not():
    cut = routes({"at": MultiLineString([straight(0, 4_000), straight(4_500, 9_000)])}, TUNNEL)
    assert run("CG-11/tunnel", cut, "routes").empty
    middle = away(4_250)
    across = routes({"at": LineString([away(500, 0, middle), away(500, 180, middle)])}, TUNNEL)
    assert run("CG-11/tunnel", across, "routes").empty
    beside = routes({"at": straight(0, 10_000, 40)}, TUNNEL)
    assert run("CG-11/tunnel", beside, "routes").empty


def test_without_a_tunnel_nothing_is_known_of_tunnels():
    assert unsure(run("CG-11/tunnel", routes({}), "routes")) == [None]
    assert run("CG-11/tunnel", routes({}), "routes", complete=["tunnel"]).empty


def test_settings_of_tunnels_and_metros():
    demand = routes(
        TUNNEL,
        {**TUNNEL, "setting": "室外"},
        {"kind": "metro"},
        {"kind": "metro", "setting": "室外"},
        {"kind": "tunnel"},
    )
    found = run("CG-11/setting", demand, "routes")
    assert hits(found, "error") == ["W1"]
    assert unsure(found) == ["W2"]
