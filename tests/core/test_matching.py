"""Share or build: hosts at exact distances, one fault each; order, uncertainty and what is unknown."""

import geopandas as gpd
import pandas as pd
import pytest
from pyproj import Geod
from shapely.geometry import Point

from fengsui.core.checks.profile import load_profile
from fengsui.core.register.matching import match
from fengsui.core.schema import standard_table

GEOD = Geod(ellps="GRS80")
HERE = (108.3, 21.7)


def at(metres, azimuth=90.0):
    return Point(*GEOD.fwd(*HERE, azimuth, metres)[:2])


def table(kind, rows, places):
    return standard_table(gpd.GeoDataFrame(pd.DataFrame(rows), geometry=places, crs="EPSG:4490"), kind, kind)


def site(**changes):
    row = {"plan_id": "P1", "site_name": "甲", "scene": "rural", "antenna_height_m": 30.0, **changes}
    place = row.pop("place", Point(*HERE))
    return table("plan", [row], [place])


def resources(*rows):
    good = {"name": "楼", "owner_class": "government", "status": "usable", "height_m": 28.0}
    rows = [{"resource_id": f"R{n}", **good, **row} for n, row in enumerate(rows)]
    return table("resources", rows, [at(row.pop("metres", 100.0)) for row in rows])


def hosts(*rows):
    rows = [{"site_id": f"S{n}", "spare": 1, "status": "on_air", **row} for n, row in enumerate(rows)]
    return table("sites", rows, [at(row.pop("metres", 100.0)) for row in rows])


def run(sites, register, existing=None, **given):
    answers, matches = match(sites, "plan_id", register, existing, load_profile(), **given)
    return answers.iloc[0], matches


def test_a_fitting_resource_is_shared():
    answer, matches = run(site(), resources({}))
    assert (answer["answer"], answer["best_candidate"], answer["fitting"]) == ("share", "R0", 1)
    assert matches["distance_m"].iloc[0] == pytest.approx(100, abs=1e-3)
    assert matches["fits"].tolist() == ["yes"]


@pytest.mark.parametrize(
    ("change", "fits", "answer"),
    [
        ({"status": "unusable"}, "no", "build"),
        ({"status": "proposed"}, "no", "build"),
        ({"status": "withdrawn"}, "no", "build"),
        ({"status": None}, "maybe", "visit"),
        ({"status": "published"}, "yes", "share"),
        ({"status": "signed"}, "yes", "share"),
        ({"height_m": 40.0}, "yes", "share"),
        ({"height_m": 40.1}, "no", "build"),
        ({"height_m": 19.9}, "no", "build"),
        ({"height_m": None}, "maybe", "visit"),
        ({"height_m": None, "floors": 9}, "yes", "share"),
        ({"height_m": None, "floors": 20}, "no", "build"),
        ({"uncertainty_m": 100.0}, "yes", "share"),
        ({"uncertainty_m": 101.0}, "maybe", "visit"),
        ({"uncertainty_m": 101.0, "status": "refused"}, "no", "build"),
    ],
)
def test_one_fault_at_a_time(change, fits, answer):
    found, matches = run(site(), resources(change))
    assert (matches["fits"].tolist(), found["answer"]) == ([fits], answer)
    assert (matches["why"].iloc[0] == "fits") == (fits == "yes")


def test_the_radius_is_the_sites_own_then_the_scenes_then_the_one_given():
    register = resources({"metres": 150.0})
    assert run(site(allowed_deviation_m=149.9), register)[0]["answer"] == "build"
    assert run(site(allowed_deviation_m=150.1), register)[0]["answer"] == "share"
    assert run(site(scene="suburban"), register)[0]["answer"] == "build"
    assert run(site(scene=None), register)[0]["answer"] == "visit"
    assert run(site(scene="suburban"), register, radius_m=160.0)[0]["answer"] == "share"
    assert run(site(), register, radius_m=140.0)[0]["answer"] == "build"


def test_a_place_that_may_lie_inside_is_listed():
    far = run(site(), resources({"metres": 260.0, "uncertainty_m": 61.0}))
    assert (far[0]["answer"], far[1]["fits"].tolist()) == ("visit", ["maybe"])
    assert len(run(site(), resources({"metres": 260.0, "uncertainty_m": 59.0}))[1]) == 0


def test_existing_sites_with_room_come_first_and_the_full_ones_last():
    _, matches = run(
        site(),
        resources({"metres": 10.0}),
        hosts({"metres": 400.0}, {"spare": 0}, {"spare": None}, {"status": "removed"}),
    )
    assert matches["candidate"].tolist() == ["S0", "R0", "S2", "S1", "S3"]
    assert matches["fits"].tolist() == ["yes", "yes", "maybe", "no", "no"]
    assert matches["rank"].tolist() == [1, 2, 3, 4, 5]


def test_resources_are_ranked_by_owner_then_distance_then_height_status_and_grade():
    _, matches = run(
        site(),
        resources(
            {"owner_class": "residential", "metres": 5.0},
            {"owner_class": "government", "metres": 90.0},
            {"owner_class": "government", "metres": 20.0},
            {"owner_class": "institution", "metres": 1.0},
            {"owner_class": None, "metres": 1.0},
        ),
    )
    assert matches["candidate"].tolist() == ["R2", "R1", "R3", "R0", "R4"]
    equal = [
        {"metres": 50.0, "status": "published"},
        {"metres": 50.0, "status": "signed"},
        {"metres": 50.0, "height_m": 30.0},
    ]
    assert run(site(), resources(*equal))[1]["candidate"].tolist() == ["R2", "R1", "R0"]


def test_a_site_without_a_place_has_no_answer():
    answer, matches = run(site(place=None), resources({}))
    assert pd.isna(answer["answer"])
    assert "no place" in answer["why"]
    assert len(matches) == 0


def test_empty_registers_and_sites_without_height():
    assert run(site(), resources({}).iloc[:0])[0]["answer"] == "build"
    assert run(site(antenna_height_m=None), resources({}))[0]["answer"] == "visit"


def test_missing_existing_sites_are_said():
    assert "not given" in run(site(), resources({}))[0]["why"]
    assert "not given" not in run(site(), resources({}), hosts())[0]["why"]
    assert "{" not in run(site(), resources({}), language="zh")[0]["why"]


def test_what_a_visit_must_settle_is_named():
    register = resources(
        {"height_m": None, "status": None}, {"uncertainty_m": 150.0}, {"status": "refused", "height_m": None}
    )
    doubts = run(site(), register)[1].set_index("candidate")["doubt"]
    assert doubts.to_dict() == {"R0": "status;height", "R1": "place", "R2": ""}
    assert run(site(), resources({}), hosts({"spare": None}))[1].set_index("candidate")["doubt"]["S0"] == "spare"


def test_resources_known_to_a_township_only_are_told_and_not_matched():
    answer, matches = run(site(), resources({"uncertainty_m": 2000.5}, {"uncertainty_m": 9000.0, "status": "refused"}))
    assert (answer["answer"], len(matches)) == ("build", 0)
    assert "1 opened resources without a place" in answer["why"]
    assert run(site(), resources({"uncertainty_m": 2000.0}))[0]["answer"] == "visit"
    lost = resources({}, {})
    lost.geometry = [None, lost.geometry.iloc[1]]
    answer, matches = run(site(), lost)
    assert (answer["answer"], "1 opened resources" in answer["why"], len(matches)) == ("share", True, 1)


def test_a_resource_without_a_name_is_called_by_its_address():
    assert run(site(), resources({"name": None, "address": "建设路1号"}))[1]["label"].tolist() == ["建设路1号"]
