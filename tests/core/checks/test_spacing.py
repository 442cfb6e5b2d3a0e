"""SP-16 and SP-17."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely
from shapely.geometry import Polygon
from site_tables import HERE, NORTH, applications, away, block, hits, metres, plan, run, sites, square, unsure, zones


def up(x):
    return math.nextafter(x, 1e9)


def down(x):
    return math.nextafter(x, 0)


FAR = plan({"at": away(50_000)})


def spaced(distance, application=None, site=None, **given):
    rows = applications({"at": HERE, **(application or {})})
    given.setdefault("plan", FAR)
    return run("SP-16", rows, sites=sites({"at": away(distance), **(site or {})}), **given)


@pytest.mark.parametrize(("scene", "limit"), [("dense_urban", 180), ("urban", 300), ("suburban", 480), ("rural", 960)])
def test_the_least_spacing_by_scene(scene, limit):
    found = spaced(limit - 0.01, {"scene": scene})
    assert (hits(found, "warning"), list(found["other"]), found["limit"].tolist()) == (
        ["A0"],
        ["X0"],
        [pytest.approx(limit)],
    )
    assert len(spaced(limit + 0.01, {"scene": scene})) == 0


def test_exactly_at_the_least_spacing():
    measured = metres(away(200), HERE)
    for limit, count in ((measured, 0), (up(measured), 1), (down(measured), 0)):
        assert len(spaced(200, values={"spacing_small_factor": 1.0, "macro_spacing_m": {"urban": limit}})) == count


@pytest.mark.parametrize(
    ("application", "site", "severities"),
    [
        ({}, {}, ["warning"]),
        ({"build_type": "micro"}, {}, []),
        ({"build_type": "indoor"}, {}, []),
        ({}, {"build_type": "micro"}, []),
        ({"operators": "mobile;unicom"}, {"operators": "telecom;unicom"}, ["warning"]),
        ({"operators": "mobile"}, {"operators": "telecom;unicom"}, []),
        ({"operators": "三家"}, {"operators": "移动"}, ["warning"]),
        ({"operators": None}, {}, ["not_checked"]),
        ({}, {"operators": None}, ["not_checked"]),
        ({}, {"build_type": None}, ["not_checked"]),
        ({"build_type": None}, {}, ["not_checked"]),
        ({"build_type": None}, {"operators": "unicom"}, []),
        ({"operators": "unicom"}, {"build_type": None}, []),
        ({}, {"status": "removed"}, []),
        ({}, {"status": "planned"}, []),
        ({}, {"country": "越南"}, []),
        ({"status": "withdrawn"}, {}, []),
        ({"site_id": "X0"}, {}, []),
        ({"site_id": "X7"}, {}, ["warning"]),
    ],
    ids=str,
)
def test_which_pairs_count(application, site, severities):
    assert list(spaced(100, application, site)["severity"]) == severities


def test_a_host_that_is_shared_is_left_out():
    assert len(spaced(49.999)) == 0
    assert len(spaced(50.001)) == 1
    measured = metres(away(60), HERE)
    for limit, count in ((measured, 0), (down(measured), 1)):
        assert len(spaced(60, values={"cosite_m": limit})) == count


def test_an_unknown_scene_decides_only_where_it_does_not_matter():
    for distance, severities in (
        (179.99, ["warning"]),
        (180.01, ["not_checked"]),
        (959.9, ["not_checked"]),
        (960.1, []),
    ):
        assert list(spaced(distance, {"scene": None})["severity"]) == severities
    measured = metres(away(200), HERE)
    for limit, severity in ((measured, "not_checked"), (up(measured), "warning")):
        values = {"spacing_small_factor": 1.0, "macro_spacing_m": {"dense_urban": limit}}
        assert list(spaced(200, {"scene": None}, values=values)["severity"]) == [severity]
    planned = plan({"scene": "urban"})
    assert list(spaced(299, {"scene": None}, plan=planned)["severity"]) == ["warning"]
    assert list(spaced(301, {"scene": None}, plan=planned)["severity"]) == []


def test_a_certain_neighbour_goes_before_a_nearer_doubtful_one():
    network = sites({"at": away(100), "operators": None}, {"at": away(200)})
    found = run("SP-16", applications({}), sites=network, plan=FAR)
    assert (list(found["severity"]), list(found["other"])) == (["warning"], ["X1"])


def test_the_planned_site_of_an_application_is_left_out_and_others_count():
    nowhere = sites({"at": away(9000)})
    planned = plan(
        {"at": HERE},
        {"at": away(100)},
        {"at": away(90), "status": "cancelled"},
        {"at": away(80), "build_type": "micro"},
    )
    assert list(run("SP-16", applications({"plan_id": "P0"}), plan=planned, sites=nowhere)["other"]) == ["P1"]
    assert list(run("SP-16", applications({}), plan=planned, sites=nowhere)["other"]) == ["P1"]
    assert list(run("SP-16", applications({"plan_id": "P1"}), plan=planned, sites=nowhere)["other"]) == ["P0"]
    assert len(run("SP-16", applications({"plan_id": "P0"}), plan=plan({"at": away(100)}), sites=nowhere)) == 0


def test_what_was_built_for_the_planned_site_is_no_neighbour():
    assert len(spaced(100, {"plan_id": "p0"}, {"plan_id": "P0 "})) == 0
    assert len(spaced(100, {"plan_id": "P0"}, {"plan_id": "P1"})) == 1
    assert len(spaced(100, {"plan_id": None}, {"plan_id": None})) == 1


def test_rows_of_the_plan_against_each_other():
    rows = plan({"at": HERE}, {"at": away(299)}, {"at": away(650)}, {"at": away(10), "status": "cancelled"})
    found = run("SP-16", rows, "plan", sites=sites({"at": away(9000)}))
    assert hits(found, "warning") == ["P0", "P1"]
    assert list(found["other"]) == ["P1", "P0"]


def test_without_sites_the_spacing_is_only_half_checked():
    found = run("SP-16", applications({}), plan=plan({"at": HERE}, {"at": away(100)}))
    assert (hits(found), unsure(found)) == (["A0"], [None])
    found = run("SP-16", plan({}, {"at": away(100)}), "plan")
    assert (hits(found), unsure(found)) == (["P0", "P1"], [None])
    assert unsure(run("SP-16", applications({}))) == [None]


def test_spacing_of_nothing():
    for rows in (applications({}), applications({"at": None}), applications({}).iloc[:0]):
        found = run("SP-16", rows, sites=sites({"at": None}), plan=plan({"at": None}))
        assert list(found["severity"]) == ["not_checked", "not_checked"]  # plan and sites nobody can find are no pass


# SP-17

NEAR = square(100)


def hole(areas, macros, **given):
    given.setdefault("plan", FAR)
    return run(
        "SP-17", applications({"at": away(60_000)}), sites=sites(*[{"at": at} for at in macros]), zones=areas, **given
    )


def test_a_hole_is_a_place_far_from_every_macro_site():
    area = zones("built-up", square(500), name="城关")
    assert len(hole(area, [HERE])) == 0
    (measured,) = hole(area, [HERE], values={"macro_spacing_m": {"urban": 100}})["measured"]
    assert measured == pytest.approx(metres(square(500).exterior.coords[0], HERE))
    for limit, count in ((measured, 0), (down(measured), 1)):
        found = hole(area, [HERE], values={"spacing_large_factor": 1.0, "macro_spacing_m": {"urban": limit}})
        assert len(found) == count
    assert (list(found["severity"]), list(found["layer"]), list(found["feature"])) == (["info"], ["zones"], ["Z0"])
    assert found["measured"][0] == pytest.approx(measured)


def test_one_finding_for_each_area():
    area = zones("built-up", square(1000), square(100, away(5000)), square(1000, away(9000)))
    assert hits(hole(area, [HERE, away(5000), away(9000)])) == ["Z0", "Z2"]


@pytest.mark.parametrize("seed", range(4))
def test_the_farthest_place_is_found_between_samples(seed):
    random = np.random.default_rng(seed)
    macros = [away(d, a) for d, a in zip(random.uniform(0, 1500, 6), random.uniform(0, 360, 6))]
    ring = [away(random.uniform(1500, 2500), a, away(seed * 1500)) for a in range(0, 360, 40)]
    area = Polygon(ring, [square(300).exterior.coords] if seed % 2 else [])
    found = hole(zones("built-up", area), macros)
    x, y = np.meshgrid(
        np.linspace(*np.array(area.bounds)[[0, 2]], 150), np.linspace(*np.array(area.bounds)[[1, 3]], 150)
    )
    inside = shapely.contains_xy(area, x.ravel(), y.ravel())
    farthest = max(min(metres(p, m) for m in macros) for p in zip(x.ravel()[inside][::7], y.ravel()[inside][::7]))
    assert found["measured"][0] >= farthest - 0.01
    assert found["measured"][0] <= farthest + 150


def test_an_area_far_from_close_sites_is_measured_along_its_edges_too():
    area = Polygon([away(3000, 80), away(3000, 100), away(3100, 100), away(3100, 80)])
    macros = [away(20, NORTH), away(20, 180)]
    found = hole(zones("built-up", area), macros)
    corners = area.exterior.coords
    assert found["measured"][0] == pytest.approx(max(min(metres(c, m) for m in macros) for c in corners), rel=1e-4)
    wall = zones("built-up", Polygon([away(900, 75), away(900, 105), away(901, 105), away(901, 75)]))
    found = hole(wall, [away(300, NORTH), away(300, 180)])
    edge = list(np.linspace(*np.array(wall.geometry[0].exterior.coords)[[2, 3]], 4000))
    farthest = max(min(metres(p, away(300, NORTH)), metres(p, away(300, 180))) for p in edge)
    assert found["measured"][0] == pytest.approx(farthest, abs=0.05)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_few_macro_sites_on_one_line_divide_an_area(count):
    macros = [away(700 * n, NORTH) for n in range(count)]
    strip = Polygon([away(800, 80), away(800, 10), away(2200, 20), away(2200, 40)])
    found = run(
        "SP-17",
        applications({"at": macros[0]}),
        sites=sites(*[{"at": at} for at in macros]),
        plan=plan({"build_type": "micro"}),
        zones=zones("built-up", strip),
        values={"macro_spacing_m": {"urban": 1}},
    )
    ring = strip.exterior
    places = [ring.interpolate(share, normalized=True).coords[0] for share in np.linspace(0, 1, 3000)]
    assert found["measured"][0] == pytest.approx(max(min(metres(p, m) for m in macros) for p in places), rel=1e-3)


def test_two_macro_sites_alone_leave_a_hole_between_them():
    west, east = away(1000, 270), away(1000, 90)
    strip = Polygon([away(100, side, at) for at, side in ((west, NORTH), (east, NORTH), (east, 180), (west, 180))])
    found = run(
        "SP-17",
        applications({"build_type": "micro"}),
        sites=sites({"at": west}, {"at": east}),
        plan=plan({"build_type": "micro"}),
        zones=zones("built-up", strip),
        values={"macro_spacing_m": {"urban": 1}},
    )
    assert found["measured"][0] == pytest.approx(np.hypot(1000, 100), rel=1e-3)


def test_which_macro_sites_serve():
    area = zones("built-up", NEAR)
    far = [away(9000)]
    assert len(hole(area, far)) == 1
    assert len(hole(area, far, plan=plan({"at": HERE}))) == 0
    assert len(hole(area, far, plan=plan({"at": HERE, "status": "cancelled"}))) == 1
    assert len(hole(area, far, plan=plan({"at": HERE, "build_type": "micro"}))) == 1
    served = {"sites": sites({"at": away(9000)}), "plan": FAR, "zones": area}
    assert len(run("SP-17", applications({"at": HERE}), **served)) == 0
    assert len(run("SP-17", applications({"at": HERE, "status": "rejected"}), **served)) == 1
    assert len(run("SP-17", plan({"at": HERE}), "plan", sites=sites({"at": away(9000)}), zones=area)) == 0


def test_no_macro_site_at_all_is_told_in_words():
    found = run(
        "SP-17",
        applications({"at": None}),
        sites=sites({"build_type": "micro"}),
        plan=plan({"build_type": "micro"}),
        zones=zones("built-up", NEAR),
    )
    assert hits(found, "info") == ["Z0"]
    assert "inf" not in found["message"][0]
    assert np.isfinite(found["measured"].fillna(0)).all()


def test_built_up_areas_must_be_given_or_known_to_be_none():
    assert unsure(run("SP-17", applications({}), sites=sites({}), plan=FAR)) == [None]
    assert unsure(run("SP-17", applications({}), sites=sites({}), plan=FAR, zones=zones("farmland", NEAR))) == [None]
    for areas in ({}, {"zones": zones("farmland", NEAR)}):
        assert len(run("SP-17", applications({}), sites=sites({}), plan=FAR, complete=["built-up"], **areas)) == 0
    assert unsure(run("SP-17", applications({}), sites=sites({}), plan=FAR, zones=zones("built-up", None))) == [None]
    assert hits(
        run("SP-17", applications({}).iloc[:0], sites=sites({}), plan=FAR, zones=zones("built-up", block(3000)))
    ) == ["Z0"]
