"""CG-01 and 02: the list of units."""

from __future__ import annotations

import pytest
from coverage_tables import CODE, places, routes, run, straight, villages
from site_tables import away, hits, square, table, unsure


def townships(*rows):
    return table("townships", *({"code": "450681101", "name": "江平镇", "at": square(1_000), **row} for row in rows))


COUNTY = table("counties", {"code": "450681", "name": "东兴市", "at": square(1_000)})


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("450681101200", False),
        ("45068110120", True),
        ("450681101200.0", True),
        ("４５０６８１１０１２００", False),
        ("45068110120A", True),
    ],
)
def test_a_village_code_has_12_digits(code, wrong):
    assert bool(hits(run("CG-01/code", villages({"place_id": code})), "error")) is wrong


def test_only_villages_need_a_division_code_and_a_list_without_villages_says_so():
    found = run("CG-01/code", places({"kind": "school"}))
    assert hits(found) == []
    assert unsure(found) == [None]


def test_a_number_stands_once():
    found = run("CG-01/unique", villages({}, {"place_id": CODE.format(200)}, {}, {"place_id": None}))
    assert hits(found, "error") == [CODE.format(200)] * 2
    assert unsure(found) == ["#4"]


def test_a_code_begins_with_a_township_of_the_current_division():
    demand = villages({}, {"place_id": "450681199201"}, {"place_id": "12"})
    assert hits(run("CG-01/division", demand, townships=townships({})), "error") == ["450681199201"]


@pytest.mark.parametrize("code", ["450681101", "450681101000"])
def test_township_codes_may_be_padded(code):
    assert run("CG-01/division", villages({}), townships=townships({"code": code})).empty


def test_counties_serve_where_townships_have_no_codes():
    demand = villages({}, {"place_id": "450603101200"})
    assert hits(run("CG-01/division", demand, counties=COUNTY, townships=townships({"code": None})), "error") == [
        "450603101200"
    ]
    assert unsure(run("CG-01/division", demand)) == [None]
    assert unsure(run("CG-01/division", places({"kind": "school"}), counties=COUNTY)) == [None]


def test_a_point_names_a_place_of_the_list():
    demand = places(
        {"kind": "admin-village"}, {"kind": "school", "parent_id": "P0"}, {"kind": "school", "parent_id": "P9"}
    )
    assert hits(run("CG-01/parent", demand), "error") == ["P2"]
    assert unsure(run("CG-01/parent", places({"kind": "school"}))) == [None]


def test_a_village_may_name_its_township_as_parent():
    demand = villages(
        {"parent_id": "450681101"}, {"parent_id": "450681101000"}, {"parent_id": "450681199"}, {"parent_id": "江平镇"}
    )
    assert hits(run("CG-01/parent", demand, townships=townships({})), "error") == [CODE.format(202), CODE.format(203)]
    found = run("CG-01/parent", demand)
    assert unsure(found) == [CODE.format(n) for n in (200, 201, 202)]
    assert hits(run("CG-01/code", villages({"place_id": "1", "parent_id": "450681101"}))) == ["1"]


def test_a_unit_lies_in_the_township_it_names():
    demand = villages(
        {},
        {"at": away(990)},
        {"at": away(1_100)},
        {"township": "东兴市江平镇"},
        {"township": "马路镇"},
        {"at": None},
        {"township": None},
        {"township": None},
    )
    found = run("CG-01/inside", demand, townships=townships({}))
    assert hits(found, "error") == [CODE.format(202)]
    (open_row,) = found[found["severity"] == "not_checked"].to_dict("records")
    assert open_row["feature"] is None
    assert open_row["message"] == (
        "Not checked: Township not filled in 2 rows, what is named is not in the layer of townships or counties in "
        "1 rows (马路镇), no place in 1 rows."
    )


def test_without_townships_the_county_is_the_parent_by_name_or_code():
    demand = villages({}, {"at": away(1_100)}, {"county": "450681"}, {"county": "450681", "at": away(1_100)})
    found = run("CG-01/inside", demand, counties=COUNTY)
    assert hits(found, "error") == [CODE.format(201), CODE.format(203)]
    assert unsure(run("CG-01/inside", demand)) == [None]


def test_a_list_has_a_date_and_a_source():
    assert run("CG-01/list", villages({})).empty
    found = run("CG-01/list", villages({}, {"list_source": None}, {"list_source": " "}))
    assert list(found["message"]) == [
        "The list does not say: source of the list (2). In brackets: the rows that do not."
    ]
    bare = villages({}, listed_on=None, list_source=None)
    assert "date of the list (1), source of the list (1)" in run("CG-01/list", bare)["message"][0]
    bare.attrs |= {"listed_on": "2026-01-01", "list_source": "甲"}
    assert run("CG-01/list", bare).empty


def test_units_that_came_and_went_are_named_with_their_place():
    now, before = villages({}, {"place_id": "NEW"}), villages({}, {"place_id": "OLD", "at": away(500)})
    assert hits(run("CG-02/added", now, previous=before), "info") == ["NEW"]
    gone = run("CG-02/removed", now, previous=before)
    assert hits(gone, "info") == ["OLD"]
    assert gone.geometry.x[0] == pytest.approx(away(500)[0])
    assert {"CG-02"} == set(run("CG-02", now)["rule"])
    assert unsure(run("CG-02", now)) == [None] * 4


@pytest.mark.parametrize(("new", "told"), [(1, False), (2, True)])
def test_more_than_one_percent_of_change_is_told(new, told):
    before = villages(*({"place_id": str(n)} for n in range(100)))
    now = villages(*({"place_id": str(n)} for n in range(100 + new)))
    found = run("CG-02/drift", now, previous=before)
    assert bool(hits(found, "warning")) is told
    if told:
        assert found["measured"][0] == pytest.approx(2.0)
        assert "100 units in the last period, 2 added, 0 removed" in found["message"][0]


def test_a_unit_that_changes_its_kind_leaves_one_denominator_and_joins_another():
    before = places(*({"kind": "admin-village" if n < 60 else "settlement-20"} for n in range(100)))
    now = before.assign(kind=["settlement-20" if n in (3, 7, 9) else kind for n, kind in enumerate(before["kind"])])
    found = run("CG-02/kind", now, previous=before)
    assert hits(found, "info") == ["P3", "P7", "P9"]
    assert "Administrative village in the last period, " in found["message"][0]
    drift = run("CG-02/drift", now, previous=before).set_index("label")
    assert drift["measured"].to_dict() == pytest.approx(
        {"Administrative village": 5.0, drift.index[1]: 7.5}, abs=1e-9
    )  # 3 of 60 left, 3 joined 40
    assert "0 added, 3 removed" in drift["message"].iloc[0]
    assert "3 added, 0 removed" in drift["message"].iloc[1]
    assert run("CG-02/added", now, previous=before).empty
    untold = before.assign(kind=None)
    assert run("CG-02/kind", now, previous=untold).empty
    assert run("CG-02/kind", untold, previous=before).empty


def test_a_unit_that_moves_to_another_county_is_counted_out_and_in():
    before = villages(*({"place_id": str(n), "county": "甲县" if n < 50 else "乙县"} for n in range(100)))
    now = before.assign(county=["乙县" if n == 0 else county for n, county in enumerate(before["county"])])
    assert run("CG-02/kind", now, previous=before).empty
    found = run("CG-02/drift", now, previous=before)
    assert found["measured"].tolist() == pytest.approx([2.0, 2.0])


def test_a_merger_in_one_county_does_not_hide_in_another():
    before = villages(*({"place_id": str(n), "county": "甲县" if n < 10 else "乙县"} for n in range(1_000)))
    now = before.iloc[1:].reset_index(drop=True)
    found = run("CG-02/drift", now, previous=before)
    assert list(found["label"]) == ["甲县 Administrative village"]
    assert found["measured"][0] == pytest.approx(10.0)


def test_key_points_are_no_units():
    before = places({"kind": "admin-village"}, {"kind": "school", "parent_id": "P0"})
    assert run("CG-02", places({"kind": "admin-village"}), previous=before).empty


def test_routes_drift_by_length_whatever_their_pieces():
    before = routes({"at": straight(0, 10_000)})
    halves = routes({"route_id": "W0", "at": straight(0, 4_000)}, {"route_id": "W0", "at": straight(4_000, 10_000)})
    assert run("CG-02", halves, "routes", previous=before).empty
    found = run("CG-02/drift", routes({"at": straight(0, 10_200)}), "routes", previous=before)
    assert found["measured"][0] == pytest.approx(2.0, abs=1e-3)
    assert "10 km in the last period" in found["message"][0]


def test_without_numbers_the_drift_is_not_known():
    assert unsure(run("CG-02/drift", villages({"place_id": None}), previous=villages({}))) == [None]
    assert unsure(run("CG-02/drift", villages({}), previous=villages({"place_id": None}))) == [None]
