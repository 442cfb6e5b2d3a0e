"""SP-15."""

from __future__ import annotations

import math

import pytest
from site_tables import HERE, applications, away, hits, metres, plan, run, sites, table, unsure

from fengsui.core.checks.sharing import spare_platforms


def up(x):
    return math.nextafter(x, 1e9)


def down(x):
    return math.nextafter(x, 0)


def near_site(distance, application=None, site=None, **given):
    rows = applications({"at": away(distance), **(application or {})})
    return run("SP-15/site", rows, sites=sites({"at": HERE, **(site or {})}), **given)


@pytest.mark.parametrize(("scene", "limit"), [("dense_urban", 150), ("urban", 200), ("suburban", 300), ("rural", 500)])
def test_the_sharing_radius_by_scene(scene, limit):
    found = near_site(limit - 0.001, {"scene": scene})
    assert (hits(found, "error"), list(found["other"]), list(found["limit"])) == (["A0"], ["X0"], [limit])
    assert len(near_site(limit + 0.001, {"scene": scene})) == 0
    measured = metres(away(60), HERE)
    for edge, count in ((measured, 1), (down(measured), 0)):
        assert len(near_site(60, {"scene": scene}, values={"share_radius_m": {scene: edge}})) == count


@pytest.mark.parametrize(
    ("application", "severities"),
    [
        ({"structure": "roof", "build_type": "macro"}, ["error"]),
        ({"structure": "ground_tower", "build_type": "micro"}, ["error"]),
        ({"structure": "roof", "build_type": "micro"}, []),
        ({"structure": "pole", "build_type": "indoor"}, []),
        ({"structure": None, "build_type": "macro"}, ["error"]),
        ({"structure": "ground_tower", "build_type": None}, ["error"]),
        ({"structure": None, "build_type": "micro"}, ["not_checked"]),
        ({"structure": "roof", "build_type": None}, ["not_checked"]),
        ({"structure": None, "build_type": None}, ["not_checked"]),
        ({"share_reason": "业主不同意"}, []),
        ({"share_reason": "  "}, ["error"]),
        ({"share_reason": None}, ["error"]),
        ({"site_id": "X0"}, []),
        ({"site_id": "X9"}, ["error"]),
    ],
    ids=str,
)
def test_who_must_share(application, severities):
    assert list(near_site(20, application)["severity"]) == severities
    assert len(near_site(2000, application)) == 0
    hall = table("resources", {"resource_id": "R", "status": "published", "height_m": 28})
    if "site_id" not in application:
        assert list(run("SP-15/resource", applications(application), resources=hall)["severity"]) == severities


@pytest.mark.parametrize(
    ("site", "count"),
    [
        ({"spare": "0"}, 0),
        ({"spare": "无"}, 0),
        ({"spare": "-1"}, 0),
        ({"spare": "1"}, 1),
        ({"spare": "0.5"}, 1),
        ({"spare": "有"}, 1),
        ({"spare": None}, 1),
        ({"spare": "待查"}, 1),
        ({"status": "removed"}, 0),
        ({"status": "planned"}, 0),
        ({"status": "building"}, 1),
        ({"status": None}, 1),
        ({"country": "越南"}, 0),
        ({"country": "VN"}, 0),
        ({"country": "CN"}, 1),
        ({"country": "中国"}, 1),
        ({"country": "China"}, 1),
        ({"country": None}, 1),
    ],
    ids=str,
)
def test_which_site_can_be_shared(site, count):
    assert len(near_site(20, site=site)) == count


def test_the_nearest_that_can_is_named():
    network = sites({"at": HERE, "spare": "0"}, {"at": away(90), "spare": "3"}, {"at": away(80), "spare": None})
    found = run("SP-15/site", applications({}), sites=network)
    assert (list(found["other"]), found["measured"].tolist()) == (["X2"], [pytest.approx(80)])
    assert "unknown" in found["message"][0]


def test_sites_without_a_column_of_spare_platforms_may_have_some():
    assert len(run("SP-15/site", applications({}), sites=sites({}).drop(columns=["spare", "status"]))) == 1


@pytest.mark.parametrize(
    ("distance", "severities"),
    [(49.999, ["error"]), (50.001, ["not_checked"]), (499.99, ["not_checked"]), (500.02, [])],
)
def test_an_unknown_scene(distance, severities):
    assert list(near_site(distance, {"scene": None})["severity"]) == severities
    measured = metres(away(60), HERE)
    for edge, severity in ((measured, "error"), (down(measured), "not_checked")):
        assert list(near_site(60, {"scene": None}, values={"cosite_m": edge})["severity"]) == [severity]


def test_the_scene_of_the_planned_site_stands_in():
    planned = plan({"at": away(300), "scene": "suburban"})
    assert list(near_site(299, {"scene": None, "plan_id": "P0"}, plan=planned)["severity"]) == ["error"]
    assert list(near_site(301, {"scene": None, "plan_id": "P0"}, plan=planned)["severity"]) == []
    assert list(near_site(301, {"scene": None}, plan=plan({"at": away(9000)}))["severity"]) == ["not_checked"]


def opened(distance, resource=None, application=None, planned=None, **given):
    rows = applications({"at": HERE, **(application or {})})
    hall = {
        "resource_id": "R0",
        "name": "文化站",
        "status": "published",
        "height_m": 28,
        "at": away(distance),
        **(resource or {}),
    }
    tables = {"plan": plan(planned)} if planned is not None else {}
    return run("SP-15/resource", rows, resources=table("resources", hall), **tables, **given)


@pytest.mark.parametrize(
    ("status", "count"),
    [
        ("published", 1),
        ("usable", 1),
        ("signed", 1),
        ("proposed", 0),
        ("unusable", 0),
        ("refused", 0),
        ("built", 0),
        ("withdrawn", 0),
    ],
)
def test_which_resource_is_open(status, count):
    assert len(opened(20, {"status": status})) == count


def test_a_resource_whose_status_or_place_is_not_known_leaves_it_open():
    assert list(opened(20, {"status": None})["severity"]) == ["not_checked"]
    assert list(opened(49, {"uncertainty_m": 5}, {"allowed_deviation_m": 50})["severity"]) == ["not_checked"]
    assert list(opened(44, {"uncertainty_m": 5}, {"allowed_deviation_m": 50})["severity"]) == ["error"]
    assert len(opened(56, {"uncertainty_m": 5}, {"allowed_deviation_m": 50})) == 0


@pytest.mark.parametrize(
    ("resource", "antenna", "count"),
    [
        ({"height_m": 38}, 28, 1),
        ({"height_m": 38.01}, 28, 0),
        ({"height_m": 18}, 28, 1),
        ({"height_m": 17.99}, 28, 0),
        ({"height_m": None, "floors": 6}, 28, 1),
        ({"height_m": None, "floors": 5}, 28, 0),
        ({"height_m": 28, "floors": 1}, 28, 1),
        ({"height_m": None, "floors": None}, 28, 1),
        ({"height_m": 3}, None, 1),
    ],
    ids=str,
)
def test_which_height_fits(resource, antenna, count):
    assert len(opened(20, resource, {"antenna_height_m": antenna})) == count


def test_the_reach_is_the_allowed_deviation():
    measured = metres(away(60), HERE)
    for edge, count in ((measured, 1), (down(measured), 0)):
        assert len(opened(60, application={"allowed_deviation_m": edge})) == count
        assert len(opened(60, application={"allowed_deviation_m": edge}, planned={})) == count
        assert len(opened(60, planned={"allowed_deviation_m": edge})) == count
    assert list(opened(49.9)["limit"]) == [50]
    assert len(opened(50.1)) == 0
    assert list(opened(199, application={"scene": "rural"})["other"]) == ["R0"]


def test_the_reach_of_an_unknown_scene():
    for distance, severities in ((49.9, ["error"]), (50.1, ["not_checked"]), (199.9, ["not_checked"]), (200.1, [])):
        assert list(opened(distance, application={"scene": None})["severity"]) == severities
        assert list(opened(distance, application={"scene": None}, planned={"scene": None})["severity"]) == severities
    measured = metres(away(60), HERE)
    for low, severity in ((measured, "error"), (down(measured), "not_checked")):
        values = {"allowed_deviation_m": {"urban": low, "dense_urban": 100, "suburban": 100, "rural": 200}}
        assert list(opened(60, application={"scene": None}, values=values)["severity"]) == [severity]


def test_the_nearest_that_fits_is_named():
    halls = table(
        "resources",
        {"resource_id": "R0", "height_m": 90, "at": HERE},
        {"resource_id": "R1", "height_m": 30, "at": away(40)},
        {"resource_id": "R2", "height_m": 30, "at": away(30)},
        status="usable",
    )
    assert list(run("SP-15/resource", applications({}), resources=halls)["other"]) == ["R2"]


@pytest.mark.parametrize("status", ["rejected", "withdrawn"])
def test_applications_that_no_longer_stand_build_nothing(status):
    assert len(near_site(20, {"status": status})) == 0


def test_nothing_to_share_with():
    assert unsure(run("SP-15", applications({}))) == [None, None]
    blank = table("resources", {"resource_id": "R0", "status": "published", "at": None})
    for rows in (applications({}), applications({"at": None}), applications({}).iloc[:0]):
        found = run("SP-15", rows, sites=sites({"at": None}), resources=blank)
        assert list(found["severity"]) == ["not_checked"] * 2  # a site nobody can find is no pass


def test_spare_platforms_as_typed():
    words = sites(*({"spare": s} for s in ("2", "有", "无", None, "不详", "3个", "0"))).spare
    assert spare_platforms(words).fillna(-9).tolist() == [2, 1, 0, -9, -9, 3, 0]
    assert spare_platforms(sites({"spare": None}).spare).isna().all()
    assert up(1) > 1


def test_sites_without_a_place_are_told_and_never_a_pass():
    known = sites({"at": None, "site_id": "X0"}, {"at": None, "site_id": "X1", "status": "removed"})
    found = run("SP-15/site", applications({}), sites=known)
    assert (list(found["severity"]), list(found["feature"])) == (["not_checked"], [None])
    assert "1 in all" in found["message"].iloc[0]
    for aspect in ("SP-16/spacing", "SP-17/hole"):
        assert any("1 in all" in text for text in run(aspect, applications({}), sites=known)["message"]) == (
            aspect == "SP-16/spacing"  # SP-17 cannot run at all without a built-up area
        )


def test_opened_resources_without_a_place_are_told_and_never_a_pass():
    listed = table("resources", {"at": None, "status": "published"}, {"at": None, "status": "withdrawn"})
    found = run("SP-15/resource", applications({}), resources=listed)
    assert list(found["severity"]) == ["not_checked"]
    assert "1 in all" in found["message"].iloc[0]
    placed = table("resources", {"at": away(5000), "status": "published"})
    assert len(run("SP-15/resource", applications({}), resources=placed)) == 0
