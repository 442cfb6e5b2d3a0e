"""SP-21, 22, 23."""

from __future__ import annotations

import math

import pytest
from shapely.geometry import Point
from site_tables import EAST, HERE, applications, away, block, hits, north_south, plan, run, table, unsure

ROADS = {
    "road-expressway": (30, 14),
    "road-interchange": (50, 14),
    "road-national": (20, 6),
    "road-provincial": (15, 6),
    "road-county": (10, 4),
    "road-township": (5, 3.5),
    "road-rural": (10, 3.5),
}
LOW = {"structure_height_m": 1.0, "antenna_height_m": 1.0}


def up(x):
    return math.nextafter(x, 1e9)


def down(x):
    return math.nextafter(x, 0)


def routes(*rows, **shared):
    return table(
        "routes",
        *[{"route_id": f"G{n}", "kind": "road-national", "half_width_m": 0, **row} for n, row in enumerate(rows)],
        **shared,
    )


def lines(*rows):
    return table("powerlines", *[{"line_id": f"L{n}", **row} for n, row in enumerate(rows)])


def by_route(aspect, distance, route=None, application=None, **given):
    rows = applications({**(LOW if "fall" not in aspect else {}), **(application or {})})
    return run(
        aspect,
        rows,
        routes=routes({"at": north_south(distance), **(route or {})}),
        complete=[*ROADS, "railway", "hsr"],
        **given,
    )


def found_at(aspect, distances, line=None, application=None):
    """Which of applications so far west of one line are found, as a list of 0 and 1."""
    rows = applications(
        *[{**(LOW if "fall" not in aspect else {}), **(application or {}), "at": away(d, 270.0)} for d in distances]
    )
    found = hits(run(aspect, rows, powerlines=lines({"at": north_south(0), "voltage_kv": 110, **(line or {})})))
    return [int(f"A{n}" in found) for n in range(len(distances))]


def by_line(aspect, distance, line=None, application=None, **given):
    rows = applications({**(LOW if "fall" not in aspect else {}), **(application or {})})
    return run(
        aspect, rows, powerlines=lines({"at": north_south(distance), "voltage_kv": 110, **(line or {})}), **given
    )


@pytest.mark.parametrize("kind", ROADS)
def test_the_control_area_of_each_class_of_road(kind):
    limit, half = ROADS[kind]
    for edge, count in ((limit - 0.01, 1), (limit + 0.01, 0)):
        found = by_route("SP-21/control", edge, {"kind": kind})
        assert hits(found, "error") == ["A0"] * count
        assert len(by_route("SP-21/control", edge + half, {"kind": kind, "half_width_m": None})) == count
        assert len(by_route("SP-21/control", edge + 20, {"kind": kind, "half_width_m": 20})) == count
        assert len(by_route("SP-21/control", edge, {"kind": kind, "at": block(edge), "half_width_m": 20})) == count
    assert "assumed" in by_route("SP-21/control", 1, {"kind": kind, "half_width_m": None})["message"][0]
    assert "assumed" not in by_route("SP-21/control", 1, {"kind": kind})["message"][0]


@pytest.mark.parametrize(
    ("aspect", "measure", "values"),
    [
        ("SP-21/control", by_route, lambda m: {"road_control_m": {"road-national": m}}),
        (
            "SP-22/control",
            by_route,
            lambda m: {
                "rail_control_m": {"railway": {"dense_urban": 1, "urban": m, "suburban": 1, "village": 1, "rural": 1}}
            },
        ),
        ("SP-22/near", by_route, lambda m: {"rail_near_m": m}),
        ("SP-23/clearance", by_line, lambda m: {"line_clearance_m": [{"up_to_kv": 2000, "clearance_m": m}]}),
    ],
    ids=["road", "rail", "near", "line"],
)
def test_exactly_at_the_limit_passes(aspect, measure, values):
    kind = {"kind": "railway" if "22" in aspect else "road-national"} if measure is by_route else {}
    (measured,) = measure(aspect, 4, kind)["measured"]
    assert measured == pytest.approx(4, rel=1e-4)
    for limit, count in ((measured, 0), (up(measured), 1), (down(measured), 0)):
        assert len(measure(aspect, 4, kind, values=values(limit))) == count


FALLS = [
    ("SP-21/fall", by_route, {}, 0.0),
    ("SP-22/fall", by_route, {"kind": "railway"}, 3.1),
    ("SP-23/fall", by_line, {}, 10.0),
]


@pytest.mark.parametrize(("aspect", "measure", "other", "margin"), FALLS, ids=["road", "rail", "line"])
@pytest.mark.parametrize(
    ("application", "severity"),
    [
        ({}, "warning"),
        ({"structure": "pole"}, "warning"),
        ({"structure": "roof"}, None),
        ({"structure": "indoor"}, None),
        ({"structure": None}, "not_checked"),
        ({"structure_height_m": None}, "warning"),
        ({"structure_height_m": None, "antenna_height_m": None}, "not_checked"),
        ({"structure_height_m": None, "antenna_height_m": None, "structure": "roof"}, None),
        ({"structure": None, "structure_height_m": None, "antenna_height_m": None}, "not_checked"),
        ({"structure_height_m": 9}, None),
        ({"structure_height_m": 9, "structure": None}, None),
    ],
    ids=str,
)
def test_what_may_fall(aspect, measure, other, margin, application, severity):
    found = measure(aspect, 27 + margin, other, application)
    assert list(found["severity"]) == ([severity] if severity else [])


@pytest.mark.parametrize(("aspect", "measure", "other", "margin"), FALLS, ids=["road", "rail", "line"])
def test_a_tower_just_as_high_as_the_room_passes(aspect, measure, other, margin):
    for height, count in ((40.01, 1), (39.99, 0)):
        assert len(measure(aspect, 40 + margin, other, {"structure_height_m": height})) == count
    found = measure(aspect, 30, other, {"structure_height_m": 60})
    room = (found["limit"] if aspect == "SP-22/fall" else found["measured"])[0]
    if aspect == "SP-23/fall":
        line = {"line_clearance_m": [{"up_to_kv": 2000, "clearance_m": 0}]}
        found_at = [
            len(measure(aspect, 30, other, {"structure_height_m": h}, values=line))
            for h in (room, up(room), down(room))
        ]
    else:
        found_at = [len(measure(aspect, 30, other, {"structure_height_m": h})) for h in (room, up(room), down(room))]
    assert found_at == [0, 1, 0]


@pytest.mark.parametrize(("aspect", "measure", "other", "margin"), FALLS, ids=["road", "rail", "line"])
def test_an_unknown_height_matters_only_within_reach_of_the_tallest(aspect, measure, other, margin):
    unknown = {"structure_height_m": None, "antenna_height_m": None}
    assert list(measure(aspect, 99.9 + margin, other, unknown)["severity"]) == ["not_checked"]
    assert len(measure(aspect, 100.1 + margin, other, unknown)) == 0
    assert len(measure(aspect, 149 + margin, other, {"structure_height_m": 150})) == 1
    assert "height" in measure(aspect, 20, other, unknown)["message"][0]
    assert "Structure is" in measure(aspect, 20, other, {"structure": None})["message"][0]


def test_the_worst_road_is_named():
    near = routes(
        {"at": north_south(18)},
        {"at": north_south(25), "kind": "road-interchange"},
        {"at": north_south(4), "kind": "road-township"},
    )
    found = run("SP-21/control", applications(LOW), routes=near, complete=list(ROADS))
    assert (list(found["other"]), list(found["limit"])) == (["G1"], [50])
    found = run("SP-21/fall", applications({}), routes=near, complete=list(ROADS))
    assert list(found["other"]) == ["G2"]


def test_the_worst_railway_is_named():
    near = routes(*[{"at": north_south(distance), "kind": "railway"} for distance in (25, 7, 15)])
    for aspect in ("control", "fall", "near"):
        found = run(f"SP-22/{aspect}", applications({}), routes=near, complete=["hsr"])
        assert list(found["other"]) == ["G1"]
    (found,) = found["measured"]
    assert found == pytest.approx(7, rel=1e-4)


def test_the_worst_line_is_named():
    near = lines(
        {"at": north_south(18), "voltage_kv": 500},
        {"at": north_south(4), "voltage_kv": 10},
        {"at": north_south(9), "voltage_kv": 110},
    )
    assert list(run("SP-23/clearance", applications(LOW), powerlines=near)["other"]) == ["L0"]
    assert list(run("SP-23/fall", applications({}), powerlines=near)["other"]) == ["L0"]
    bare = lines({"at": north_south(18)}, {"at": north_south(4)})
    assert list(run("SP-23/voltage", applications(LOW), powerlines=bare)["other"]) == ["L1"]


RAIL = {
    ("hsr", "dense_urban"): 10,
    ("hsr", "urban"): 10,
    ("hsr", "suburban"): 12,
    ("hsr", "rural"): 20,
    ("railway", "dense_urban"): 8,
    ("railway", "urban"): 8,
    ("railway", "suburban"): 10,
    ("railway", "rural"): 15,
}


@pytest.mark.parametrize(("kind", "scene"), RAIL)
def test_the_safety_zone_of_railways(kind, scene):
    limit = RAIL[kind, scene]
    for edge, count in ((limit - 0.01, 1), (limit + 0.01, 0)):
        assert hits(by_route("SP-22/control", edge, {"kind": kind}, {"scene": scene}), "error") == ["A0"] * count
    half = {"hsr": 6.5, "railway": 4}[kind]
    assert (
        len(by_route("SP-22/control", limit + half - 0.01, {"kind": kind, "half_width_m": None}, {"scene": scene})) == 1
    )
    assert (
        len(by_route("SP-22/control", limit + half + 0.01, {"kind": kind, "half_width_m": None}, {"scene": scene})) == 0
    )


@pytest.mark.parametrize(
    ("distance", "severities"), [(7.99, ["error"]), (8.01, ["not_checked"]), (14.99, ["not_checked"]), (15.01, [])]
)
def test_a_railway_and_an_unknown_scene(distance, severities):
    assert list(by_route("SP-22/control", distance, {"kind": "railway"}, {"scene": None})["severity"]) == severities
    two = routes({"at": north_south(12), "kind": "railway"}, {"at": north_south(distance, 270.0), "kind": "railway"})
    found = run("SP-22/control", applications({"scene": None}), routes=two, complete=["hsr"])
    assert list(found["severity"]) == (["error"] if severities == ["error"] else ["not_checked"])


def test_the_edges_of_an_unknown_scene():
    (measured,) = by_route("SP-22/near", 9, {"kind": "railway"})["measured"]
    for low, high, severities in (
        (measured, 50, ["not_checked"]),
        (up(measured), 50, ["error"]),
        (1, measured, []),
        (1, up(measured), ["not_checked"]),
    ):
        scenes = {"dense_urban": low, "urban": low, "suburban": low, "village": low, "rural": high}
        values = {"rail_control_m": {"railway": scenes}}
        assert (
            list(by_route("SP-22/control", 9, {"kind": "railway"}, {"scene": None}, values=values)["severity"])
            == severities
        )


def test_the_scene_of_the_planned_site_stands_in():
    found = by_route("SP-22/control", 14.9, {"kind": "railway"}, {"scene": None}, plan=plan({"scene": "rural"}))
    assert list(found["severity"]) == ["error"]
    found = by_route("SP-22/control", 14.9, {"kind": "railway"}, {"scene": None}, plan=plan({"scene": "urban"}))
    assert list(found["severity"]) == []


@pytest.mark.parametrize(("distance", "count"), [(29.99, 1), (30.01, 0)])
def test_within_30_m_the_railway_is_asked(distance, count):
    assert hits(by_route("SP-22/near", distance, {"kind": "railway"}), "warning") == ["A0"] * count
    assert len(by_route("SP-22/near", distance + 6.5, {"kind": "hsr", "half_width_m": None})) == count


@pytest.mark.parametrize("setting", ["tunnel", "underground"])
def test_what_runs_below_the_ground_is_left_out(setting):
    assert len(by_route("SP-21", 1, {"setting": setting})) == 0
    assert len(by_route("SP-22", 1, {"setting": setting, "kind": "hsr"})) == 0
    assert len(by_route("SP-21/control", 1, {"setting": "outdoor"})) == 1


def test_other_routes_say_nothing():
    assert len(by_route("SP-21", 1, {"kind": "road-border-defence"})) == 0
    assert len(by_route("SP-21", 1, {"kind": "railway"})) == 0
    assert len(by_route("SP-22", 1, {"kind": "metro"})) == 0


@pytest.mark.parametrize(
    ("voltage", "clearance"),
    [
        (0.4, 0),
        (0.99, 0),
        (1, 5),
        (10, 5),
        (10.1, 10),
        (35, 10),
        (110, 10),
        (154, 15),
        (220, 15),
        (330, 15),
        (500, 20),
        (800, 20),
        (1000, 20),
        (2000, 20),
    ],
)
def test_the_clearance_by_voltage(voltage, clearance):
    line = {"voltage_kv": voltage}
    some = 1 if clearance else 0
    assert found_at("SP-23/clearance", [max(clearance - 0.01, 0), clearance + 0.01], line) == [some, 0]
    assert found_at("SP-23/clearance", [clearance + 8, clearance + 9.01], {**line, "half_width_m": 9}) == [some, 0]
    assert found_at("SP-23/fall", [clearance + 29.98, clearance + 30.02], line) == [1, 0]
    assert found_at("SP-23/voltage", [1], line) == [0]


@pytest.mark.parametrize("voltage", [None, 0, -10, 2000.1, 220000])
def test_a_voltage_that_is_missing_or_impossible(voltage):
    line = {"voltage_kv": voltage}
    assert found_at("SP-23/voltage", [20.9, 21.1], line) == [1, 0]
    assert found_at("SP-23/voltage", [49.9, 50.1], line, {"structure_height_m": 30}) == [1, 0]
    assert found_at("SP-23/voltage", [19.9, 20.1], line, {"structure_height_m": None, "antenna_height_m": None}) == [
        1,
        0,
    ]
    assert found_at("SP-23/clearance", [1, 20], line) == [0, 0]
    assert found_at("SP-23/fall", [1, 20], line) == [0, 0]


def test_exactly_within_reach_of_a_line_without_voltage():
    (measured,) = by_line("SP-23/voltage", 30, {"voltage_kv": None}, {"structure_height_m": 40})["measured"]
    for limit, count in ((measured, 0), (up(measured), 1)):
        values = {"line_clearance_m": [{"up_to_kv": 2000, "clearance_m": limit}]}
        unknown = {"structure_height_m": None, "antenna_height_m": None}
        assert len(by_line("SP-23/voltage", 30, {"voltage_kv": None}, unknown, values=values)) == count


def test_a_point_may_stand_for_a_line():
    assert len(by_line("SP-23/clearance", 9, {"at": Point(away(9, EAST))})) == 1


TABLES = {
    "routes": routes({"at": north_south(1)}, {"at": north_south(2), "kind": "hsr"}),
    "powerlines": lines({"at": north_south(1), "voltage_kv": 10}),
}


@pytest.mark.parametrize("rule", ["SP-21", "SP-22", "SP-23"])
def test_no_rows_no_places_no_layers(rule):
    every = {**TABLES, "complete": [*ROADS, "railway"]}
    assert len(run(rule, applications({}).iloc[:0], **every)) == 0
    assert len(run(rule, applications({"at": None}, {"at": (21, 108)}), **every)) == 0
    assert hits(run(rule, plan({}), "plan", **every)) != []
    shapeless = {"routes": routes({"at": None}, {"at": None, "kind": "hsr"}), "powerlines": lines({"at": None})}
    for given in ({}, shapeless, {"routes": routes({"at": HERE}).iloc[:0]}):
        found = run(rule, applications({}), **given)
        assert set(found["severity"]) == {"not_checked"}
        assert found["feature"].isna().all()


def test_a_class_of_road_that_is_not_there_is_not_checked():
    found = run("SP-21/control", applications(LOW), routes=routes({"at": north_south(1)}))
    assert (hits(found), unsure(found)) == (["A0"], [None])
    assert "Expressway" in found["message"][1]
    assert "National" not in found["message"][1]
    assert unsure(
        run("SP-21/control", applications(LOW), routes=routes({"at": north_south(1), "kind": "railway"}))
    ) == [None]
    assert len(run("SP-21", applications(LOW), complete=list(ROADS))) == 0
    assert (
        len(run("SP-21", applications(LOW), complete=list(ROADS), routes=routes({"at": north_south(1), "kind": "hsr"})))
        == 0
    )
