"""Places and parts of lines against plain loops, and what the columns promise."""

from __future__ import annotations

import re

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from scene import ask, at, line, places, point, row, transmitters
from shapely.geometry import LineString, Point

from fengsui.core.gaps.margins import best_margins
from fengsui.core.gaps.parts import joined, overlay, runs
from fengsui.core.gaps.states import STATES, extent_state
from fengsui.core.gaps.transmitters import Supply
from fengsui.core.metric import GEOD, geodesic_m

ORDER = {state: n for n, state in enumerate(STATES)}


def plain_state(xy, supply, operator):
    """State of one place for one operator, by the wording of the states."""
    state = "gap_model"
    for t in supply.itertuples():
        distance = GEOD.inv(*xy, t.lon, t.lat)[2]
        if t.operator == operator and distance <= t.covered_m:
            return "covered_model"
        if t.operator in (operator, None) and distance <= t.possible_m:
            state = "unknown"
    return state


@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(n, marks=pytest.mark.slow) for n in range(2, 6))])
def test_villages_equal_plain_loops(seed):
    rng = np.random.default_rng(seed)
    sites = rng.uniform(0, 12_000, (25, 2))
    supply = transmitters(
        *(
            (f"T{n}", x, rng.uniform(300, 1500), {"y": y, "operator": rng.choice(["mobile", "telecom", "unicom"])})
            for n, (x, y) in enumerate(sites)
        )
    )
    supply["possible_m"] = supply["covered_m"] * rng.uniform(1, 1.5, len(supply))
    rows, spots = [], {}
    for v in range(40):
        centre = rng.uniform(0, 12_000, 2)
        spots[f"V{v}"] = centre
        rows.append((f"V{v}", "admin-village", *centre, {"parent_id": None}))
        for k in ("village-committee", "school", "clinic")[: rng.integers(0, 4)]:
            spot = centre + rng.normal(0, 400, 2)
            spots[f"V{v}-{k}"] = spot
            rows.append((f"V{v}-{k}", k, *spot, {"parent_id": f"V{v}"}))
    table = places(*rows)
    shapes = dict(zip(table["place_id"], table.geometry))
    operators = sorted(set(supply["operator"]))
    plain = {i: {o: plain_state((g.x, g.y), supply, o) for o in operators} for i, g in shapes.items()}
    expected = {o: {} for o in operators}
    for i in shapes:
        points = [p for p in shapes if p.startswith(f"{i}-")] or [i]
        for o in operators:
            expected[o][i] = min((plain[p][o] for p in points), key=ORDER.__getitem__)
    each = ask(table, "places", supply, operator="each").assessed
    assert {o: dict(zip(g["place_id"], g["state"])) for o, g in each.groupby("operator")} == expected
    together = ask(table, "places", supply).assessed
    for i, state in zip(together["place_id"], together["state"]):
        assert state == max((expected[o][i] for o in operators), key=ORDER.__getitem__), i


def test_overlaid_tables_equal_what_each_says_metre_by_metre():
    rng = np.random.default_rng(3)
    total = np.array([50.0, 0.0, 80.0, 30.0])
    tables = []
    for _ in range(4):
        cuts = [np.sort(rng.choice(int(t), 4, replace=False)) if t else [] for t in total]
        rows = [(n, c[i], c[i + 1]) for n, c in enumerate(cuts) for i in range(0, len(c), 2)]
        tables.append(pd.DataFrame(rows, columns=["line", "from_m", "to_m"]).astype({"from_m": float, "to_m": float}))
    parts, found = overlay(total, tables)
    assert (parts["to_m"] - parts["from_m"]).groupby(parts["line"]).sum().to_dict() == {0: 50, 2: 80, 3: 30}
    for n, t in enumerate(total):
        for metre in np.arange(0.5, t):
            here = parts[(parts["line"] == n) & (parts["from_m"] <= metre) & (metre < parts["to_m"])]
            assert len(here) == 1
            for table, rows in zip(tables, found):
                own = table[(table["line"] == n) & (table["from_m"] <= metre) & (metre < table["to_m"])]
                assert rows[here.index[0]] == (own.index[0] if len(own) else -1)


def test_parts_that_touch_and_are_alike_are_joined_and_runs_cross_what_differs():
    parts = pd.DataFrame(
        {"line": [0, 0, 0, 1, 1], "from_m": [0, 10, 20, 0, 30], "to_m": [10, 20, 30, 10, 40], "state": [1, 1, 0, 0, 0]}
    ).astype({"from_m": float, "to_m": float})
    found = joined(parts, ["state"])
    assert found[["from_m", "to_m"]].values.tolist() == [[0, 20], [20, 30], [0, 10], [30, 40]]
    assert runs(found, np.array([True] * 4)).tolist() == [30, 30, 10, 10]
    assert runs(found, np.array([True, False, True, True])).tolist() == [20, 0, 10, 10]


@pytest.mark.parametrize(
    ("covered", "measured", "claimed", "unknown", "failed", "state"),
    [
        (95, 95, 0, 5, 0, "covered_measured"),
        (95, 94, 0, 5, 0, "covered_model"),
        (90, 90, 5, 5, 0, "claimed"),
        (90, 0, 0, 5, 0, "unknown"),
        (90, 0, 0, 4, 6, "gap_measured"),
        (90, 0, 0, 4, 5, "gap_model"),
        (0, 0, 0, 100, 0, "unknown"),
        (0, 0, 0, 0, 0, "gap_model"),
    ],
)
def test_extents_by_share(covered, measured, claimed, unknown, failed, state):
    figures = [np.array([float(x)]) for x in (100, covered, measured, claimed, unknown, failed)]
    assert STATES[extent_state(*figures, np.array([0.95]))[0]] == state
    assert extent_state(*figures, np.array([np.nan]))[0] == -1


def test_the_margin_is_told_of_what_serves_and_of_what_falls_short():
    supply = Supply(
        land=transmitters(
            ("T", 0, 1000, {}),
            ("U", 4_900, 0, {"possible_m": 500.0}),  # surely nowhere: it says nothing
            ("I", 4_900, 100, {"setting": "indoor"}),
            ("?", 4_900, 0, {"technology": None, "possible_m": 500.0}),
        ),
        margin_db=lambda d, rows: 20 - d / 100,
    )
    asked = places(("a", "school", 500, 0, {}), ("b", "school", 5000, 0, {}), ("i", "library", 500, 0, {}))
    found = ask(asked, "places", supply, model="formula")
    assert row(found, "a")["margin_db"] == pytest.approx(15, abs=0.01)
    assert row(found, "b")["margin_db"] == pytest.approx(-30, abs=0.01)
    assert np.isnan(row(found, "i")["margin_db"])
    by_radius = Supply(land=transmitters(("T", 0, 1000, {})))
    assert np.isnan(ask(asked, "places", by_radius).assessed["margin_db"]).all()


def test_the_best_margin_is_the_highest_of_all_transmitters_not_that_of_the_nearest():
    random = np.random.default_rng(20)
    there = transmitters(
        *(
            (f"T{n}", random.uniform(-60_000, 60_000), 500, {"y": random.uniform(-60_000, 60_000), "allowed_db": power})
            for n, power in enumerate(random.uniform(90, 150, 300))
        )
    )
    here = gpd.GeoSeries([point(*xy) for xy in random.uniform(-70_000, 70_000, (200, 2))], crs="EPSG:4490")

    def margin(distance, rows):
        return rows["allowed_db"].to_numpy() - 40 - 35 * np.log10(np.maximum(distance, 1) / 50)

    xy = np.column_stack([here.x, here.y])
    plain = np.full(len(here), -np.inf)
    for lon, lat, power in there[["lon", "lat", "allowed_db"]].to_numpy(float):
        distance = geodesic_m(xy, np.tile([lon, lat], (len(xy), 1)))
        plain = np.maximum(plain, margin(distance, pd.DataFrame({"allowed_db": np.full(len(xy), power)})))
    assert best_margins(here, there, margin) == pytest.approx(plain, abs=1e-6)
    assert np.isnan(best_margins(here, there, lambda d, rows: np.full(len(rows), np.nan))).all()
    nowhere = gpd.GeoSeries([None, here.iloc[0]], crs="EPSG:4490")
    assert np.isnan(best_margins(nowhere, there, margin)).tolist() == [True, False]


def test_a_plan_of_an_operator_that_has_nothing_yet_closes_a_village():
    rows = [("V", "admin-village", 0, 0, {"parent_id": None}), ("V1", "school", 0, 0, {"parent_id": "V"})]
    soon = transmitters(("P", 0, 1000, {"operator": "unicom"}))
    soon["planned_year"] = 2027.0
    found = ask(places(*rows), "places", Supply(land=transmitters(("T", 9000, 1000, {})), planned_land=soon))
    assert row(found, "V")["planned_year"] == 2027
    assert row(found, "V")["state"] == "gap_model"


def test_a_summary_of_nothing_has_no_share():
    table = gpd.GeoDataFrame({"route_id": ["E"], "kind": ["hsr"]}, geometry=[LineString()], crs="EPSG:4490")
    summary = ask(table, "routes", transmitters(("T", 0, 1000, {}))).summary
    assert summary["total"].tolist() == [0]
    assert summary["share"].isna().all()


def test_a_summary_of_what_is_wholly_unknown_has_no_share_and_a_gap_has_0():
    table = places(("a", "school", 0, 0, {}), ("b", "clinic", 500, 0, {}))
    unknown = ask(table, "places").summary
    assert unknown[["total", "covered", "unknown"]].to_numpy().tolist() == [[1, 0, 1]] * 2
    assert unknown["share"].isna().all()
    assert ask(table, "places", transmitters(("T", 9000, 1000, {}))).summary["share"].tolist() == [0, 0]


def test_a_line_with_a_corner_that_is_no_number_spoils_no_other():
    shapes = [LineString([(100, 25), (np.nan, 25.1), (100.2, 25)]), line((0, 0), (2000, 0))]
    table = gpd.GeoDataFrame({"route_id": ["a", "b"], "kind": ["hsr"] * 2}, geometry=shapes, crs="EPSG:4490")
    found = ask(table, "routes", transmitters(("T", 0, 1000, {})))
    assert (row(found, "a")["state"], row(found, "a")["total"]) == ("unknown", 0)
    assert row(found, "b")["covered"] == pytest.approx(1000, abs=0.01)


def test_a_layer_that_was_assessed_before_is_assessed_anew():
    table = ask(places(("a", "school", 0, 0, {})), "places").assessed
    found = ask(table, "places", transmitters(("T", 0, 1000, {})))
    assert found.assessed["state"].tolist() == ["covered_model"]
    assert found.assessed.columns.is_unique


def test_evidence_in_chinese_has_no_english_words():
    rows = [("村", "admin-village", 0, 0, {"parent_id": None}), ("甲", "school", 5000, 0, {"parent_id": "村"})]
    supply = transmitters(("站", 0, 1000, {"possible_m": 6000.0, "lacks": "height"}))
    found = ask(places(*rows), "places", supply, language="zh").assessed
    roads = pd.DataFrame({"route_id": ["路"], "kind": ["road-national"]})
    lines = gpd.GeoDataFrame(roads, geometry=[line((0, 0), (9000, 0))], crs="EPSG:4490")
    said = [*found["evidence"], *ask(lines, "routes", supply, language="zh").assessed["evidence"]]
    assert not [text for text in said if re.search(r"[A-Za-z]{3,}", text.replace("test 1", ""))]
    assert at(0)[0] == pytest.approx(100)


@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(n, marks=pytest.mark.slow) for n in range(2, 4))])
def test_the_middle_of_every_gap_has_the_state_that_it_is_given(seed):
    rng = np.random.default_rng(seed)
    roads = gpd.GeoDataFrame(
        {"route_id": [f"R{n}" for n in range(8)], "kind": "railway"},
        geometry=[line(*rng.uniform(0, 15_000, (4, 2))) for _ in range(8)],
        crs="EPSG:4490",
    )
    sites = rng.uniform(0, 15_000, (20, 2))
    supply = transmitters(
        *(
            (f"T{n}", x, 1500 * rng.uniform(0.3, 1), {"y": y, "operator": rng.choice(["mobile", "unicom"])})
            for n, (x, y) in enumerate(sites)
        )
    )
    supply["possible_m"] = supply["covered_m"] * 1.6
    for operator in ("any", "mobile"):
        gaps = ask(roads, "routes", supply, operator=operator).gaps
        operators = ["mobile", "unicom"] if operator == "any" else ["mobile"]
        long = gaps[gaps["length_m"] > 5]
        assert len(long) > 20
        for shape, state in zip(long.geometry, long["state"]):
            middle = shape.interpolate(0.5, normalized=True)
            said = [plain_state((middle.x, middle.y), supply, o) for o in operators]
            assert state == max(said, key=ORDER.__getitem__)


@pytest.mark.parametrize("kind", ["places", "routes", "zones"])
def test_a_run_can_be_stopped(kind):
    from scene import PROFILE, box

    from fengsui.core.errors import Cancelled
    from fengsui.core.gaps.assess import Question, assess
    from fengsui.core.gaps.demand import read_demand

    shape = {"places": Point(at(0)), "routes": line((0, 0), (9000, 0)), "zones": box(0, 0, 900, 900)}[kind]
    table = gpd.GeoDataFrame({"kind": ["sea-internal"]}, geometry=[shape], crs="EPSG:4490")
    supply = transmitters(("T", 0, 1000, {}))
    told = []

    def stop(done):
        raise Cancelled

    question = Question(Supply(land=supply, sea=supply), PROFILE)
    with pytest.raises(Cancelled):
        assess(read_demand(table, kind), question, stop)
    assess(read_demand(table, kind), question, told.append)
    assert told == sorted(told)
    assert 0 <= told[0] <= told[-1] <= 1
