"""SP-18, 19, 20, 24."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely
from shapely.geometry import MultiPolygon, Point, Polygon
from site_tables import (
    GEOD,
    HERE,
    applications,
    away,
    block,
    case_of,
    hits,
    north_south,
    plan,
    run,
    square,
    unsure,
    zones,
)

from fengsui.core.checks.engine import check
from fengsui.core.checks.rows import papers
from fengsui.core.checks.zones import _shared
from fengsui.core.ellipsoid import discs

FOOTPRINT = ["SP-18/farmland", "SP-19/redline-core", "SP-19/redline"]
SEVERITY = {"SP-18/farmland": "block", "SP-19/redline-core": "block", "SP-19/redline": "warning"}
ERRORS = ["heritage", "scenic", "nature-reserve", "water-source", "flood", "airport", "military", "fuel-station"]
WARNINGS = ["heritage-control", "forest", "grassland", "sea-use"]


def kind_of(aspect):
    return aspect.partition("/")[2]


@pytest.mark.parametrize("aspect", FOOTPRINT)
@pytest.mark.parametrize(
    ("structure", "distance", "severity"),
    [
        ("ground_tower", -5, "own"),
        ("ground_tower", 9.999, "own"),
        ("ground_tower", 10.001, None),
        ("roof", 0.001, None),
        ("pole", 0.001, None),
        ("roof", -0.001, "own"),
        (None, -0.001, "own"),
        (None, 0.001, "not_checked"),
        (None, 9.999, "not_checked"),
        (None, 10.001, None),
    ],
)
def test_the_footprint_of_a_structure(aspect, structure, distance, severity):
    land = zones(
        kind_of(aspect),
        block(abs(distance)) if distance > 0 else Polygon(block(distance)) if distance < 0 else block(0),
    )
    found = run(aspect, applications({"structure": structure}), zones=land)
    assert list(found["severity"]) == (
        [] if severity is None else [SEVERITY[aspect] if severity == "own" else severity]
    )


@pytest.mark.parametrize("aspect", FOOTPRINT)
def test_exactly_at_the_edge_of_the_footprint(aspect):
    land = zones(kind_of(aspect), block(9))
    (measured,) = run(aspect, applications({}), zones=land)["measured"]
    assert measured == pytest.approx(9, rel=1e-4)
    for limit, count in ((measured, 1), (math.nextafter(measured, 0), 0)):
        assert len(run(aspect, applications({}), zones=land, values={"footprint_m": {"ground_tower": limit}})) == count
    touching = zones(kind_of(aspect), Polygon([HERE, away(50, 10), away(50, 80)]))
    assert len(run(aspect, applications({"structure": "roof"}), zones=touching)) == 1


def test_the_edge_of_the_footprint_when_the_structure_is_not_told():
    land = zones("farmland", block(9))
    (measured,) = run("SP-18", applications({}), zones=land)["measured"]
    for limit, severity in ((measured, "block"), (math.nextafter(measured, 0), "not_checked")):
        values = {"footprint_m": {"ground_tower": 20, "pole": limit, "roof": limit, "indoor": limit}}
        assert list(run("SP-18", applications({"structure": None}), zones=land, values=values)["severity"]) == [
            severity
        ]


def test_what_overlaps_is_measured():
    checked = check(case_of(applications({}), zones=zones("farmland", block(0))))
    assert list(checked.extents["rule"]) == ["SP-18"]
    assert checked.extents["area_m2"][0] == pytest.approx(math.pi * 100 / 2, rel=2e-3)
    area, _ = GEOD.geometry_area_perimeter(checked.extents.geometry[0])
    assert checked.extents["area_m2"][0] == pytest.approx(abs(area), rel=5e-4)


@pytest.mark.parametrize(
    ("shape", "count"),
    [
        (square(300).difference(square(100)), 0),
        (square(300).difference(square(5)), 1),
        (MultiPolygon([square(50, away(900)), square(50)]), 1),
        (Polygon([away(50, 225), away(50, 45), away(50, 135), away(50, 315)]), 1),
        (Polygon(), 0),
    ],
    ids=["hole", "small hole", "parts", "bow tie", "empty"],
)
def test_shapes_of_all_sorts(shape, count):
    found = run("SP-18", applications({}), zones=zones("farmland", shape, square(5, away(9000))))
    assert "fail" not in "".join(found["message"])
    assert len(found) == count


def test_a_line_or_a_touch_has_no_extent():
    checked = check(case_of(applications({}), zones=zones("farmland", north_south(3))))
    found = checked.findings[checked.findings["rule"] == "SP-18"]
    assert (len(found), len(checked.extents)) == (1, 0)
    assert "m²" not in found["message"].iloc[0]
    roof = check(case_of(applications({"structure": "roof"}), zones=zones("farmland", block(-5))))
    assert (next(iter(roof.findings["rule"])), len(roof.extents)) == ("SP-18", 0)


def test_the_red_line_asks_for_an_opinion_and_its_core_for_none():
    line = zones("redline", square(100))
    assert hits(run("SP-19/redline", applications({"approvals": "redline=桂自然资〔2026〕1号"}), zones=line)) == []
    assert hits(run("SP-19/redline", applications({"approvals": "heritage=1"}), zones=line)) == ["A0"]
    core = zones("redline-core", square(100))
    assert hits(
        run("SP-19/redline-core", applications({"approvals": "redline=1;redline-core=2"}), zones=core), "block"
    ) == ["A0"]
    assert hits(
        run("SP-18", applications({"approvals": "farmland=1"}), zones=zones("farmland", square(100))), "block"
    ) == ["A0"]


def test_within_the_core_the_red_line_around_it_says_no_more():
    both = zones("redline", square(500))
    both = both.iloc[[0, 0]].reset_index(drop=True)
    both["kind"] = ["redline", "redline-core"]
    both.geometry = [square(500), square(100)]
    found = run("SP-19", applications({}, {"at": away(300)}), zones=both)
    assert list(zip(found["feature"], found["aspect"])) == [("A0", "redline-core"), ("A1", "redline")]


@pytest.mark.parametrize(
    ("structure", "inside", "aspect", "severity"),
    [
        ("ground_tower", True, "inside", "info"),
        ("ground_tower", False, "outside", "warning"),
        ("roof", False, None, None),
        ("roof", True, None, None),
        (None, False, "outside", "not_checked"),
        (None, True, "outside", "not_checked"),
    ],
)
def test_the_urban_boundary(structure, inside, aspect, severity):
    found = run(
        "SP-20",
        applications({"structure": structure}),
        zones=zones("urban-boundary", square(100, HERE if inside else away(500))),
    )
    assert list(zip(found["aspect"], found["severity"])) == ([(aspect, severity)] if aspect else [])


def test_on_the_urban_boundary_is_inside():
    corner = Polygon([HERE, away(50, 10), away(50, 80)])
    assert list(run("SP-20", applications({}), zones=zones("urban-boundary", corner))["aspect"]) == ["inside"]
    assert list(run("SP-20", applications({}), complete=["urban-boundary"])["aspect"]) == ["outside"]


@pytest.mark.parametrize("kind", ERRORS + WARNINGS)
def test_a_regime_asks_for_its_paper(kind):
    severity = "error" if kind in ERRORS else "warning"
    rows = applications({}, {"approvals": f"{kind}=文〔2026〕3号"}, {"approvals": f"{kind}="}, {"at": away(5000)})
    found = run(f"SP-24/{kind}", rows, zones=zones(kind, square(100), name="某处"))
    assert hits(found, severity) == ["A0", "A2"]
    assert len(found) == 2
    assert f"{kind}=number" in found["message"][0]


@pytest.mark.parametrize("kind", ["heritage", "forest", "airport"])
def test_on_the_edge_is_inside_and_a_hair_beyond_is_not(kind):
    area = zones(kind, Polygon([HERE, away(50, 10), away(50, 80)]))
    assert len(run(f"SP-24/{kind}", applications({}), zones=area)) == 1
    assert len(run(f"SP-24/{kind}", applications({"at": away(0.001, 270)}), zones=area)) == 0


def test_a_zone_of_another_kind_says_nothing():
    found = run("SP-24", applications({}), zones=zones("heritage", square(100)), complete=ERRORS + WARNINGS)
    assert list(found["aspect"]) == ["heritage"]


@pytest.mark.parametrize(
    ("distance", "severities"), [(-1, ["error"]), (0.01, ["warning"]), (49.99, ["warning"]), (50.01, []), (500, [])]
)
def test_a_fuel_station_while_no_distance_is_set(distance, severities):
    found = run("SP-24/fuel-station", applications({}), zones=zones("fuel-station", block(distance)))
    assert list(found["severity"]) == severities


def test_a_fuel_station_with_a_distance_of_the_county():
    station = zones("fuel-station", block(30))
    (measured,) = run("SP-24/fuel-station", applications({}), zones=station)["measured"]
    for limit, severities in ((measured, []), (math.nextafter(measured, 99), ["error"]), (0, [])):
        assert (
            list(
                run("SP-24/fuel-station", applications({}), zones=station, values={"fuel_station_m": limit})["severity"]
            )
            == severities
        )
        reminder = [] if not severities else ["warning"]
        assert (
            list(
                run("SP-24/fuel-station", applications({}), zones=station, values={"fuel_station_warning_m": limit})[
                    "severity"
                ]
            )
            == reminder
        )
    assert list(
        run(
            "SP-24/fuel-station", applications({}), zones=zones("fuel-station", block(-1)), values={"fuel_station_m": 0}
        )["severity"]
    ) == ["error"]
    assert list(
        run("SP-24/fuel-station", applications({}), zones=zones("fuel-station", Point(away(20))))["severity"]
    ) == ["warning"]
    assert len(run("SP-24/fuel-station", applications({"approvals": "加油站=1"}), zones=station)) == 0


@pytest.mark.parametrize(
    ("application", "surface", "said"),
    [
        ({"ground_elevation_m": 50}, 70, "80.0 m, the surface at 70 m"),
        ({"ground_elevation_m": 50, "structure_height_m": None}, 70, "78.0 m, the surface"),
        ({"ground_elevation_m": None}, 70, "consult"),
        ({"ground_elevation_m": 50}, None, "consult"),
    ],
    ids=str,
)
def test_an_airport_tells_the_top_or_to_consult(application, surface, said):
    found = run("SP-24/airport", applications(application), zones=zones("airport", square(100), surface_m=surface))
    assert said in found["message"][0]
    assert "consult" in run("SP-24/airport", applications({}), zones=zones("airport", square(100)))["message"][0]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("heritage=文物〔2026〕5号", {"heritage"}),
        ("heritage=1;airport=2", {"heritage", "airport"}),
        ("文物保护范围：1；机场净空区=2", {"heritage", "airport"}),
        ("heritage = 1 ; military= ", {"heritage"}),
        ("heritage", set()),
        ("=5", set()),
        ("好=5", set()),
        ("", set()),
        ("WATER-SOURCE＝3\nflood:4", {"water-source", "flood"}),
    ],
)
def test_approvals_as_typed(text, kinds):
    assert papers(text) == kinds


KINDS = {
    "SP-18": ["farmland"],
    "SP-19": ["redline-core", "redline"],
    "SP-20": ["urban-boundary"],
    "SP-24": [*ERRORS, *WARNINGS],
}


@pytest.mark.parametrize("rule", KINDS)
def test_a_kind_that_is_not_there_is_not_checked_unless_it_is_said_to_be_none(rule):
    rows = applications({"structure": "roof"})
    aspects = 2 if rule == "SP-20" else len(KINDS[rule])
    others = zones("built-up", square(100))
    shapeless = zones("built-up", *[None] * len(KINDS[rule]))
    shapeless["kind"] = KINDS[rule]
    for given in ({}, {"zones": others}, {"zones": shapeless}, {"zones": others.drop(columns="kind")}):
        found = run(rule, rows, **given)
        assert (hits(found), unsure(found)) == ([], [None] * aspects)
        assert len(run(rule, rows, complete=KINDS[rule], **given)) == 0


@pytest.mark.parametrize("rule", KINDS)
def test_no_rows_no_places_and_plans(rule):
    areas = zones("built-up", *[square(100)] * len(KINDS[rule]))
    areas["kind"] = KINDS[rule]
    assert len(run(rule, applications({}).iloc[:0], zones=areas)) == 0
    assert len(run(rule, applications({"at": None}, {"at": (21, 108)}), zones=areas)) == 0
    assert len(run(rule, plan({}), "plan", zones=areas)) == (1 if rule == "SP-19" else len(KINDS[rule]))


def test_three_kinds_never_pass_for_a_fourth():
    three = zones("heritage", square(9, away(900)))
    three = three.iloc[[0, 0, 0]].reset_index(drop=True)
    three["kind"] = ["heritage", "airport", "flood"]
    found = run("SP-24", applications({}), zones=three, complete=["scenic"])
    assert sorted(found["aspect"]) == sorted(set(ERRORS + WARNINGS) - {"heritage", "airport", "flood", "scenic"})
    assert set(found["severity"]) == {"not_checked"}
    assert np.isin("SP-24", found["rule"])


def test_what_overlaps_is_the_same_however_it_is_found():
    """A footprint within its zone, one across the edge, one outside; two zones, so that each is asked of its own."""
    near, far = square(100), square(100, away(900))
    footprints = discs(np.array([HERE, away(100), away(900), away(500)]), np.full(4, 10.0))
    of = np.array([0, 0, 1, 1])
    shared = _shared(footprints, np.array([near, far]), of)
    plain = shapely.intersection(footprints, np.array([near, far])[of])
    assert shapely.equals(shared, plain).all()
    assert [round(area / shapely.area(footprints[0]), 2) for area in shapely.area(shared)] == [1, 0.5, 1, 0]
