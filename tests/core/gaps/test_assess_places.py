"""States of points."""

from __future__ import annotations

from dataclasses import replace

import pytest
from scene import PROFILE, Profile, ask, box, frame, measured, places, point, row, states, transmitters
from shapely.geometry import Point


def test_a_point_is_covered_within_the_radius_and_a_gap_beyond():
    found = ask(
        places(("in", "settlement-20", 999, 0, {}), ("out", "settlement-20", 1001, 0, {})),
        "places",
        transmitters(("T", 0, 1000, {})),
    )
    assert states(found) == {"in": "covered_model", "out": "gap_model"}
    assert row(found, "in")["serving_site"] == "T"
    assert "999 m" in row(found, "in")["evidence"]
    assert "nearest, 'T', is 1001 m away" in row(found, "out")["evidence"]
    assert list(found.gaps["demand"]) == ["out"]


def test_without_sites_all_is_unknown_never_a_gap():
    found = ask(places(("a", "settlement-20", 0, 0, {})), "places")
    assert states(found) == {"a": "unknown"}
    assert "no sites" in row(found, "a")["evidence"].lower()
    assert list(found.gaps["state"]) == ["unknown"]


def test_sites_that_lack_something_leave_what_lies_between_unknown():
    supply = transmitters(("T", 0, 300, {"possible_m": 1000.0, "lacks": "height;band"}))
    found = ask(
        places(("a", "school", 200, 0, {}), ("b", "school", 600, 0, {}), ("c", "school", 1200, 0, {})), "places", supply
    )
    assert states(found) == {"a": "covered_model", "b": "unknown", "c": "gap_model"}
    assert "band not told of 'T'; antenna height not told of 'T'" in row(found, "b")["evidence"]
    why = "Band not told of 'T'; antenna height not told of 'T'."
    assert found.gaps.set_index("demand")["reason"].to_dict() == {"b": why, "c": None}


def test_every_unknown_place_says_why():
    nowhere = (
        ("n", "school", None, 0, {}),
        ("i", "library", 100, 0, {}),
        ("g", "gov", 100, 0, {}),
    )
    found = ask(places(*nowhere), "places", transmitters(("T", 0, 300, {})))
    reason = found.gaps.set_index("demand")["reason"]
    assert reason["n"] == "It has no place on the map."
    assert reason["i"].startswith("Indoor: an outdoor model does not hold here")
    assert reason["g"].startswith("Key points missing: ")
    assert ask(places(("a", "school", 0, 0, {})), "places").gaps["reason"].tolist() == [
        "No sites that count were given, so nothing can be said."
    ]


def test_a_village_is_unknown_for_the_reason_of_its_weakest_point():
    village = (("V", "admin-village", 0, 0, {}), ("s", "school", 600, 0, {"parent_id": "V"}))
    supply = transmitters(("T", 0, 300, {"possible_m": 1000.0, "lacks": "height"}))
    reason = ask(places(*village), "places", supply).gaps.set_index("demand")["reason"]
    assert reason["V"] == reason["s"]
    assert reason["V"] == "Antenna height not told of 'T'."


def test_measured_outranks_the_model_both_ways_and_claims_stand_between():
    rows = [(name, "school", x, 0, {}) for name, x in (("good", 5000), ("bad", 0), ("said", 3000), ("none", 9000))]
    claim = frame([{"operator": "mobile", "technology": "5G"}], [box(2500, -500, 3500, 500)])
    found = ask(
        places(*rows),
        "places",
        transmitters(("T", 0, 1000, {})),
        measured=measured({"good": "covered_measured", "bad": "gap_measured"}),
        claimed=claim,
    )
    assert states(found) == {"good": "covered_measured", "bad": "gap_measured", "said": "claimed", "none": "gap_model"}
    assert "5 valid samples, 0 % pass, newest 2026-05-01" in row(found, "bad")["evidence"]
    assert (row(found, "said")["claimed"], row(found, "said")["unknown"]) == (1, 1)
    assert row(found, "good")["covered_measured"] == 1


@pytest.mark.parametrize("setting", ["indoor", "underground", "tunnel"])
def test_no_outdoor_model_covers_what_is_inside(setting):
    table = places(("a", "port-of-entry", 0, 0, {"setting": setting}))
    outdoors = transmitters(("T", 0, 1000, {}))
    assert states(ask(table, "places", outdoors)) == {"a": "unknown"}
    own = transmitters(("T", 5000, 1000, {}), ("I", 50, 100, {"setting": setting}))
    assert states(ask(table, "places", own)) == {"a": "covered_model"}
    found = ask(table, "places", outdoors, measured=measured({"a": "covered_measured"}))
    assert states(found) == {"a": "covered_measured"}


def test_an_indoor_system_covers_nothing_outdoors():
    found = ask(places(("a", "school", 10, 0, {})), "places", transmitters(("I", 0, 100, {"setting": "indoor"})))
    assert states(found) == {"a": "gap_model"}


def test_operators_any_each_and_by_name():
    table = places(("a", "school", 0, 0, {}), ("b", "school", 5000, 0, {}))
    supply = transmitters(("A", 0, 1000, {"operator": "mobile"}), ("B", 5000, 1000, {"operator": "telecom"}))
    assert states(ask(table, "places", supply)) == {"a": "covered_model", "b": "covered_model"}
    each = ask(table, "places", supply, operator="each")
    assert {(r.place_id, r.operator): r.state for r in each.assessed.itertuples()} == {
        ("a", "mobile"): "covered_model",
        ("a", "telecom"): "gap_model",
        ("b", "mobile"): "gap_model",
        ("b", "telecom"): "covered_model",
    }
    assert states(ask(table, "places", supply, operator="telecom")) == {"a": "gap_model", "b": "covered_model"}
    assert states(ask(table, "places", supply, operator="unicom")) == {"a": "gap_model", "b": "gap_model"}


def test_an_operator_that_is_not_told_may_be_the_one_asked_for():
    supply = transmitters(("A", 0, 0, {"operator": None, "possible_m": 1000.0, "reach_m": 1000.0, "lacks": "operator"}))
    table = places(("a", "school", 0, 0, {}))
    assert states(ask(table, "places", supply)) == {"a": "covered_model"}
    assert states(ask(table, "places", supply, operator="mobile")) == {"a": "unknown"}


def test_technologies_are_judged_apart():
    table = places(("a", "school", 0, 0, {}))
    supply = transmitters(("A", 0, 1000, {"technology": "4G"}))
    found = ask(table, "places", supply, technologies=("4G", "5G"))
    assert dict(zip(found.assessed["technology"], found.assessed["state"])) == {
        "4G": "covered_model",
        "5G": "gap_model",
    }
    untold = transmitters(("A", 0, 0, {"technology": None, "possible_m": 1000.0}))
    assert states(ask(table, "places", untold)) == {"a": "unknown"}


def test_measured_gap_of_one_operator_and_cover_of_another_is_cover():
    supply = transmitters(("A", 0, 1000, {"operator": "mobile"}), ("B", 0, 1000, {"operator": "telecom"}))
    tests = measured({"mobile": {"a": "gap_measured"}, "telecom": {}}, operators=("mobile",))
    found = ask(places(("a", "school", 0, 0, {})), "places", supply, measured=tests)
    assert states(found) == {"a": "covered_model"}
    assert row(found, "a")["serving_site"] == "B"


def test_a_measured_gap_shows_where_no_operator_is_better_than_a_gap():
    supply = transmitters(("A", 9_000, 1000, {}), ("B", 9_000, 1000, {"operator": "telecom"}))
    tests = measured({"mobile": {"a": "gap_measured"}, "telecom": {}})
    found = ask(places(("a", "school", 0, 0, {}), ("b", "school", 0, 0, {})), "places", supply, measured=tests)
    assert states(found) == {"a": "gap_measured", "b": "gap_model"}
    assert "5 valid samples" in row(found, "a")["evidence"]


def test_what_lies_in_a_regiment_is_its_own_whichever_row_comes_first():
    county, regiment = box(-9_000, -9_000, 9_000, 9_000), box(-1_000, -1_000, 1_000, 1_000)
    table = places(("in", "school", 0, 0, {}), ("out", "school", 5_000, 0, {}))
    for rows in ([("1", county), ("2", regiment)], [("2", regiment), ("1", county)]):
        counties = frame([{"code": code} for code, _ in rows], [shape for _, shape in rows])
        found = ask(table, "places", transmitters(("T", 0, 1000, {})), counties=counties).assessed
        assert found["county"].tolist() == ["2", "1"]


def test_metres_that_call_themselves_degrees_are_no_position():
    table = places(("in", "school", 0, 0, {}), ("metres", "school", 0, 0, {}))
    table.loc[1, "geometry"] = Point(500_000, 5_300_000)
    found = ask(table, "places", transmitters(("T", 0, 1000, {})))
    assert states(found) == {"in": "covered_model", "metres": "unknown"}


def test_odd_rows_keep_their_place():
    table = places(
        ("a", "school", None, 0, {}), ("a", "school", 0, 0, {}), (None, "clinic", 0, 0, {}), ("p", "school", 0, 0, {})
    )
    table.loc[3, "geometry"] = Point()
    found = ask(table, "places", transmitters(("T", 0, 1000, {})))
    assert list(found.assessed["state"]) == ["unknown", "covered_model", "covered_model", "unknown"]
    assert list(found.assessed["place_id"]) == ["a", "a", "#3", "p"]
    assert "no place on the map" in found.assessed["evidence"].iloc[0]


def test_height_is_dropped_and_several_points_stand_where_the_first_does():
    table = places(("a", "school", 0, 0, {}), ("b", "school", 0, 0, {}))
    table.loc[0, "geometry"] = Point(*table.geometry[0].coords[0], 350.0)
    table.loc[1, "geometry"] = table.geometry[1].union(point(9000))
    found = ask(table, "places", transmitters(("T", 0, 1000, {})))
    assert not found.assessed.geometry.has_z.any()
    assert set(states(found).values()) == {"covered_model"}


def test_a_point_on_a_county_border_goes_where_its_row_says():
    counties = frame(
        [{"code": "1", "name": "甲"}, {"code": "2", "name": "乙"}], [box(-500, -500, 0, 500), box(0, -500, 500, 500)]
    )
    table = places(
        ("edge", "school", 0, 0, {"county": "乙"}),
        ("in", "school", -200, 0, {}),
        ("far", "school", 9000, 0, {"county": "甲"}),
        ("off", "school", 9000, 0, {}),
    )
    found = ask(table, "places", transmitters(("T", 0, 1000, {})), counties=counties)
    assert dict(zip(found.assessed["place_id"], found.assessed["county"])) == {
        "edge": "2",
        "in": "1",
        "far": "1",
        "off": None,
    }


def test_gaps_are_gathered_by_township_and_people_are_added_up():
    table = places(
        ("a", "settlement-20", 0, 0, {"township": "南镇", "population": 100}),
        ("b", "settlement-20", 100, 0, {"township": "南镇", "population": 50}),
        ("c", "settlement-20", 5000, 0, {"township": None, "population": None}),
        ("s", "township-seat", 9000, 0, {"township": None, "population": None}),
    )
    gaps = ask(table, "places", transmitters(("T", 9000, 1000, {}))).gaps.set_index("demand")
    assert list(gaps["group"]) == ["南镇", "南镇", "near c"]
    assert list(gaps["group_people"].iloc[:2]) == [150, 150]
    assert gaps.loc["a", "group_gaps"] == 2


def test_without_a_township_gaps_go_to_the_nearest_village_not_to_a_seat_far_off():
    table = places(
        ("seat", "township-seat", 0, 0, {}),
        ("V", "admin-village", 30_000, 0, {"population": 900}),
        ("V1", "school", 30_400, 0, {"parent_id": "V", "population": 900}),
        ("N", "settlement-20", 33_000, 0, {"parent_id": "V", "population": 200}),  # of the village's 900
        ("W", "admin-village", 40_000, 0, {"population": 300}),
        ("M", "mall", 44_900, 0, {"population": None}),
        ("far", "mall", 46_000, 0, {"county": "1"}),
        ("lone", "mall", 60_000, 0, {}),
    )
    names = frame([{"code": "1", "name": "东兴市"}], [box(45_500, -500, 46_500, 500)])
    gaps = ask(table, "places", transmitters(("T", 0, 1000, {})), counties=names).gaps.set_index("demand")
    assert gaps["group"].to_dict() == {
        **dict.fromkeys(("V", "V1", "N"), "near V"), "W": "near W", "M": "near W", "far": "东兴市", "lone": "lone"
    }  # fmt: skip
    assert gaps["group_people"].reindex(["V", "W"]).tolist() == [900, 300]
    assert gaps["group_gaps"].reindex(["V", "W"]).tolist() == [2, 2]
    wide = Profile(PROFILE, gap_near_m=7_000)
    gaps = ask(table, "places", transmitters(("T", 0, 1000, {})), profile=wide).gaps.set_index("demand")
    assert gaps.loc["far", "group"] == "near W"


def test_people_of_a_settlement_count_where_their_village_is_covered():
    table = places(
        ("V", "admin-village", 0, 0, {"population": 900}),
        ("N", "settlement-20", 3_000, 0, {"parent_id": "V", "population": 200}),
    )
    gaps = ask(table, "places", transmitters(("T", 0, 1000, {}))).gaps
    assert gaps[["demand", "group", "group_people"]].values.tolist() == [["N", "near V", 200]]


def test_the_summary_counts_places_by_county_and_kind_with_unknown_apart():
    rows = [(str(n), "school", x, 0, {"county": "1"}) for n, x in enumerate((0, 100, 600, 5000))]
    supply = transmitters(("T", 0, 300, {"possible_m": 1000.0}))
    summary = ask(places(*rows, ("k", "clinic", 0, 0, {"county": "2"})), "places", supply).summary
    first = summary.iloc[0]
    assert list(first[["county", "kind", "unit", "total", "covered", "gap", "unknown", "share"]]) == [
        "1",
        "school",
        "place",
        4,
        2,
        1,
        1,
        0.5,
    ]
    assert len(summary) == 2


def test_of_operators_in_one_state_the_better_one_is_named():
    village = places(("V", "admin-village", 0, 0, {}))
    far, near = ("far", 900, 1000, {"operator": "mobile"}), ("near", 100, 1000, {"operator": "telecom"})
    for supply in ((far, near), (near, far)):
        found = row(ask(village, "places", transmitters(*supply)), "V")
        assert found["serving_site"] == "near"
        assert "telecom" in found["evidence"].lower()
    out = [(f"out{n}", x, 1000, {"operator": who}) for n, (x, who) in enumerate(((4000, "mobile"), (2000, "unicom")))]
    assert "'out1', is 2000 m" in row(ask(village, "places", transmitters(*out)), "V")["evidence"]


def test_of_operators_that_both_fail_in_the_drive_the_one_that_fails_least_is_named():
    asked = measured(
        {"mobile": {"a": "gap_measured"}, "telecom": {"a": "gap_measured"}}, operators=("mobile", "telecom")
    )

    def judged(geometry, ids, settings, technology, operator):
        return asked.points(geometry, ids, settings, technology, operator).assign(
            share={"mobile": 0.2, "telecom": 0.7}[operator]
        )

    found = ask(places(("a", "school", 0, 0, {})), "places", measured=replace(asked, points=judged))
    assert row(found, "a")["state"] == "gap_measured"
    assert "70" in row(found, "a")["evidence"]
