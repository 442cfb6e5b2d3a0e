"""OR-10 to OR-13: the register against sites, plan and zones, with the uncertainty of places."""

from __future__ import annotations

import pytest
from register_tables import bare, messages, register, run
from site_tables import HERE, away, hits, plan, sites, square, unsure, zones


def built(**row):
    return register({"status": "built", **row})


def test_what_is_built_names_a_site_in_the_network():
    rows = register(
        {"site_id": "X0"},
        {"site_id": "x0 "},
        {"site_id": None},
        {"site_id": "X9"},
        {"site_id": "X1"},
        {"status": "signed"},
        {"status": None},
        status="built",
    )
    found = run("OR-10/site", rows, sites=sites({}, {"status": "planned"}))
    assert hits(found, "error") == ["R2", "R3", "R4"]
    assert unsure(found) == ["R6"]
    assert messages(found)[:2] == [
        "Listed as built, but it names no site.",
        "Listed as built, but its site 'X9' is not among the existing sites.",
    ]


@pytest.mark.parametrize(
    ("category", "apart", "told"),
    [
        ("building", 49.9, False),
        ("building", 50.1, True),
        ("roof", 50.1, True),
        ("lamp_pole", 9.9, False),
        ("lamp_pole", 10.1, True),
        ("camera_pole", 40, True),
        ("watchtower", 40, False),
    ],
)
def test_what_is_built_stands_by_its_site(category, apart, told):
    found = run("OR-10/distance", built(site_id="X0", category=category, at=away(apart)), sites=sites({}))
    assert hits(found, "error") == (["R0"] if told else [])
    if told:
        assert found["measured"].tolist() == pytest.approx([apart], abs=0.01)


@pytest.mark.parametrize(("apart", "open_"), [(9, False), (30, True), (60, False)])
def test_without_a_category_the_distance_may_decide(apart, open_):
    found = run("OR-10/distance", built(site_id="X0", category=None, at=away(apart)), sites=sites({}))
    assert (unsure(found) == ["R0"]) is open_
    assert (hits(found) == ["R0"]) is (apart > 50)


@pytest.mark.parametrize(
    ("apart", "uncertainty", "severity"),
    [(30, 15, None), (40, 15, "not_checked"), (60, 15, "not_checked"), (70, 15, "error")],
)
def test_the_distance_is_sure_only_beyond_the_uncertainty(apart, uncertainty, severity):
    found = run("OR-10/distance", built(site_id="X0", at=away(apart), uncertainty_m=uncertainty), sites=sites({}))
    assert list(found["severity"]) == ([severity] if severity else [])


def test_a_site_without_a_place_leaves_the_distance_open():
    assert unsure(run("OR-10/distance", built(site_id="X0"), sites=sites({"at": None}, {}))) == ["R0"]
    assert unsure(run("OR-10", built(site_id="X0"))) == [None, None]


def test_planned_sites_without_an_opened_resource_in_reach():
    planned = plan(
        {},
        {"at": away(1_000)},
        {"at": away(1_000), "status": "cancelled"},
        {"at": away(1_000), "status": "built"},
        {"at": None},
        {"at": away(2_000), "allowed_deviation_m": 2_100},
    )
    found = run("OR-11", register({}), plan=planned)
    assert hits(found, "info") == ["P1"]
    assert unsure(found) == ["P4"]
    assert set(found["layer"]) == {"plan"}
    assert found["limit"].dropna().tolist() == [50.0]
    assert not found.geometry.iloc[0].is_empty


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("published", False),
        ("usable", False),
        ("signed", False),
        ("unusable", True),
        ("refused", True),
        ("proposed", True),
        ("built", True),
        ("withdrawn", True),
    ],
)
def test_only_what_is_on_offer_is_a_host(status, told):
    assert (hits(run("OR-11", register({"status": status}), plan=plan({}))) == ["P0"]) is told


@pytest.mark.parametrize(
    ("row", "open_"),
    [
        ({"at": away(40), "uncertainty_m": 20}, True),
        ({"at": away(60), "uncertainty_m": 20}, True),
        ({"at": away(40), "uncertainty_m": 5}, False),
        ({"status": None}, True),
    ],
)
def test_a_host_that_may_be_in_reach_leaves_the_planned_site_open(row, open_):
    found = run("OR-11", register(row), plan=plan({}))
    assert hits(found) == []
    assert unsure(found) == (["P0"] if open_ else [])


def test_a_scene_that_is_not_known_leaves_it_open_and_unplaced_hosts_are_told():
    assert unsure(run("OR-11", register({"at": away(120)}), plan=plan({"scene": None}))) == ["P0"]
    assert "1 opened resources have no place" in messages(run("OR-11", register({"at": None}), plan=plan({})))[0]
    assert unsure(run("OR-11", register({}))) == [None]


@pytest.mark.parametrize("kind", ["heritage", "military"])
def test_inside_an_area_that_shuts_out(kind):
    rows = register({}, {"at": away(101)}, {"status": "withdrawn"}, {"status": "proposed"})
    found = run(f"OR-12/{kind}", rows, zones=zones(kind, square(100)))
    assert hits(found, "block") == ["R0", "R3"]
    assert set(found["other"]) == {"Z0"}


@pytest.mark.parametrize(
    ("apart", "uncertainty", "severity"),
    [(50, 40, "block"), (50, 60, "not_checked"), (130, 40, "not_checked"), (130, 20, None)],
)
def test_the_area_is_sure_only_beyond_the_uncertainty(apart, uncertainty, severity):
    rows = register({"at": away(apart), "uncertainty_m": uncertainty})
    found = run("OR-12/heritage", rows, zones=zones("heritage", square(100)))
    assert list(found["severity"]) == ([severity] if severity else [])


def test_kinds_of_areas_that_are_not_given_are_not_passed():
    assert unsure(run("OR-12", register({}))) == [None, None]
    assert unsure(run("OR-12", register({}), zones=zones("heritage", square(9, away(900))))) == [None]
    assert run("OR-12", register({}), zones=zones("heritage", square(9, away(900))), complete=["military"]).empty


@pytest.mark.parametrize(("height", "told"), [(18.0, False), (17.9, True), (38.0, False), (38.1, True)])
def test_the_height_fits_the_planned_site_in_reach(height, told):
    found = run("OR-13", register({"height_m": height, "at": away(40)}), plan=plan({"antenna_height_m": 28.0}))
    assert hits(found, "warning") == (["R0"] if told else [])
    if told:
        assert (found["measured"][0], found["limit"][0], found["other"][0]) == (height, 28.0, "P0")


def test_storeys_stand_for_a_height():
    rows = register({"floors": 5}, {"floors": 6}, {"floors": 5, "height_m": 20.0}, height_m=None)
    assert hits(run("OR-13", rows, plan=plan({"antenna_height_m": 28.0})), "warning") == ["R0"]


def test_out_of_reach_or_no_building_it_serves_nobody():
    rows = register(
        {"at": away(51)}, {"category": "lamp_pole"}, {"status": "built"}, {"category": "duct"}, height_m=3.0
    )
    assert run("OR-13", rows, plan=plan({})).empty


def test_one_planned_site_that_it_fits_is_enough():
    rows = register({"height_m": 8.0})
    assert run("OR-13", rows, plan=plan({}, {"antenna_height_m": 9.0, "at": away(30)})).empty


def test_a_height_missing_on_either_side_is_open():
    rows = register({"height_m": None}, {"at": away(5_000)})
    found = run("OR-13", rows, plan=plan({}, {"at": away(5_000), "antenna_height_m": None}))
    assert unsure(found) == ["R0", "R1"]
    assert hits(found) == []
    assert unsure(run("OR-13", register({}))) == [None]


def test_an_uncertain_reach_is_open_where_the_height_would_not_fit():
    near = {"at": away(45), "uncertainty_m": 20}
    assert run("OR-13", register(near), plan=plan({})).empty
    assert unsure(run("OR-13", register({**near, "height_m": 3.0}), plan=plan({}))) == ["R0"]
    assert unsure(run("OR-13", register({**near, "height_m": None}), plan=plan({}))) == ["R0"]


def test_of_several_planned_sites_an_uncertain_one_that_fits_leaves_it_open():
    row = register({"height_m": 8.0, "at": away(10), "uncertainty_m": 20})
    sure, fits, other = {}, {"at": away(50), "antenna_height_m": 9.0}, {"at": away(50), "antenna_height_m": 40.0}
    assert unsure(run("OR-13", row, plan=plan(sure, fits))) == ["R0"]
    assert hits(run("OR-13", row, plan=plan(sure, other))) == ["R0"]


def test_a_row_without_a_place_is_told_by_or_02_only():
    rows = bare({"resource_id": "1", "status": "usable", "category": "building", "at": None})
    found = run("OR-13", rows, plan=plan({"at": HERE}))
    assert found.empty
