"""SP-25."""

from __future__ import annotations

import math

import pytest
from site_tables import HERE, applications, away, block, hits, plan, run, table, unsure


def buildings(*rows):
    return table(
        "buildings",
        *[
            {"building_id": f"B{n}", "kind": "housing", "height_m": 40.0, "at": block(20), **row}
            for n, row in enumerate(rows)
        ],
    )


def beside(aspect, building=None, application=None, **given):
    return run(f"SP-25/{aspect}", applications(application or {}), buildings=buildings(building or {}), **given)


@pytest.mark.parametrize(
    ("building", "application", "severity"),
    [
        ({}, {}, "error"),
        ({"height_m": 28.01}, {}, "error"),
        ({"height_m": 28}, {}, None),
        ({"height_m": 27.9}, {}, None),
        ({"kind": "school"}, {}, "error"),
        ({"kind": "clinic"}, {}, "error"),
        ({"kind": "kindergarten"}, {}, "error"),
        ({"kind": "office"}, {}, None),
        ({"kind": "other"}, {}, None),
        ({"kind": None}, {}, "not_checked"),
        ({"kind": None, "height_m": 20}, {}, None),
        ({"kind": None, "height_m": 28}, {}, None),
        ({"height_m": None}, {}, "not_checked"),
        ({"height_m": None, "kind": "office"}, {}, None),
        ({}, {"antenna_height_m": None}, "not_checked"),
        ({"kind": "office"}, {"antenna_height_m": None}, None),
    ],
    ids=str,
)
def test_a_taller_neighbour(building, application, severity):
    found = beside("taller", building, application)
    assert list(found["severity"]) == ([severity] if severity else [])


@pytest.mark.parametrize(("distance", "count"), [(29.99, 1), (30.01, 0), (-1, 1)])
def test_within_30_m(distance, count):
    assert hits(beside("taller", {"at": block(distance)}), "error") == ["A0"] * count


def test_exactly_at_the_distances():
    (measured,) = beside("school", {"kind": "school"})["measured"]
    for limit, count in ((measured, 1), (math.nextafter(measured, 0), 0)):
        assert len(beside("taller", values={"taller_building_m": limit})) == count
        assert len(beside("school", {"kind": "school"}, values={"school_m": limit})) == count


def test_a_certain_neighbour_goes_before_a_doubtful_one_and_the_highest_before_others():
    near = buildings(
        {"height_m": None, "at": block(1)},
        {"height_m": 35},
        {"height_m": 50, "at": block(25)},
        {"height_m": 90, "at": block(31)},
    )
    found = run("SP-25/taller", applications({}), buildings=near)
    assert (list(found["severity"]), list(found["other"]), list(found["measured"]), list(found["limit"])) == (
        ["error"],
        ["B2"],
        [50],
        [28],
    )
    near = buildings({"height_m": None, "at": block(9)}, {"height_m": None, "at": block(4)})
    assert list(run("SP-25/taller", applications({}), buildings=near)["other"]) == ["B1"]


@pytest.mark.parametrize("kind", ["school", "kindergarten"])
def test_a_school_nearby(kind):
    for distance, count in ((49.99, 1), (50.02, 0), (-1, 1)):
        assert hits(beside("school", {"kind": kind, "at": block(distance)}), "warning") == ["A0"] * count
    near = buildings({"kind": kind, "at": block(40)}, {"kind": kind, "at": block(12)}, {"at": block(1)})
    assert list(run("SP-25/school", applications({}), buildings=near)["other"]) == ["B1"]


def test_other_buildings_are_no_school_and_unknown_ones_may_be():
    assert len(beside("school", {"kind": "clinic"})) == 0
    assert unsure(beside("school", {"kind": None})) == ["A0"]
    assert len(beside("school", {"kind": None, "at": block(51)})) == 0
    near = buildings({"kind": None, "at": block(1)}, {"kind": "school"})
    assert list(run("SP-25/school", applications({}), buildings=near)["severity"]) == ["warning"]
    assert unsure(run("SP-25/school", applications({}), buildings=near.drop(columns="kind"))) == ["A0"]


@pytest.mark.parametrize(("number", "count"), [("2026-1", 0), (None, 1), ("", 1), ("  ", 1)])
def test_the_filing_number(number, count):
    found = run("SP-25/eia", applications({"eia_no": number}, {"eia_no": "1"}))
    assert hits(found, "warning") == ["A0"] * count


def test_what_is_not_given_is_not_checked():
    bare = applications({}).drop(columns=["eia_no"])
    found = run("SP-25", bare)
    assert (hits(found), unsure(found)) == ([], [None, None, None])
    assert unsure(run("SP-25", applications({}), buildings=buildings({"at": None}))) == [None, None]
    assert len(run("SP-25/eia", plan({}), "plan")) == 0
    assert hits(run("SP-25", plan({}), "plan", buildings=buildings({}))) == ["P0"]


def test_no_rows_and_no_places():
    assert len(run("SP-25", applications({}).iloc[:0], buildings=buildings({}))) == 0
    found = run("SP-25", applications({"at": None, "eia_no": None}), buildings=buildings({}))
    assert list(found["aspect"]) == ["eia"]
    assert hits(run("SP-25/taller", applications({"at": away(5)}, {"at": HERE}), buildings=buildings({}))) == [
        "A0",
        "A1",
    ]
