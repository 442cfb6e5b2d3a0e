"""CG-15: the list of candidates."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest
from coverage_tables import gaps, places, routes, run, straight, with_points
from shapely.geometry import LineString, Point
from site_tables import EAST, HERE, NORTH, away, hits, plan, profile, sites, square, unsure

from fengsui.core.checks.coverage_tasks import COLUMNS, candidates

AT = Point(HERE)
NATIONAL = profile()


def tasks(*rows, **given):
    return candidates(gaps(*rows), NATIONAL, **given)


def gap(name, **more):
    return {"demand": name, "at": AT, **more}


def test_no_gaps_make_no_tasks():
    assert list(tasks().columns) == [*COLUMNS, "geometry"]
    assert tasks().empty
    assert tasks(gap("A", state="unknown"), gap("B", state="claimed")).empty


def test_a_task_knows_its_sites():
    network = sites(
        {"at": away(500), "status": "planned"},
        {"at": away(900), "country": "越南"},
        {"at": away(2_000)},
        {"at": away(3_000)},
    )
    planned = plan({"at": away(300), "status": "cancelled"}, {"at": away(1_000), "year": 2028})
    row = tasks(gap("A"), sites=network, plan=planned).iloc[0]
    assert (row["nearest_site"], row["planned_site"], row["planned_year"]) == ("X2", "P1", 2028)
    assert row["nearest_m"] == pytest.approx(2_000, abs=0.01)
    assert row["planned_m"] == pytest.approx(1_000, abs=0.01)


def test_without_sites_the_distance_stays_open():
    row = tasks(gap("A"), sites=sites({"status": "removed"})).iloc[0]
    assert row["nearest_site"] is None
    assert pd.isna(row["nearest_m"])
    assert pd.isna(row["near_border"])


@pytest.mark.parametrize(("planned", "kept"), [(2026, False), (2025, False), (2027, True), (None, True)])
def test_what_the_plan_of_the_year_closes_is_left_out(planned, kept):
    found = tasks(gap("A", planned_year=planned), year=2026)
    assert len(found) == kept
    assert found.attrs["planned"] == (not kept)
    if planned == 2027:
        assert found["closed_in"][0] == 2027
        assert "only in 2027" in found["why"][0]


def test_the_rank_goes_by_target_people_length_and_border():
    rows = [
        gap("school", kind="school", people=9_000), gap("few", people=10), gap("many", people=900), gap("untold"),
        gap("island", kind="island-inhabited"), gap("hamlet", kind="settlement-20", people=5_000), gap("sea", kind="sea-internal", area_m2=1e6),
        {"demand": "short", "kind": "road-national", "from_m": 0.0, "to_m": 400.0, "at": straight(0, 400)},
        {"demand": "long", "kind": "road-national", "from_m": 0.0, "to_m": 900.0, "at": straight(0, 900)},
    ]  # fmt: skip
    found = tasks(*rows)
    assert list(found["unit"]) == ["island", "many", "few", "untold", "hamlet", "long", "short", "sea", "school"]
    assert found["rank"].tolist() == list(range(1, 10))
    assert found["why"][1] == "order 2 among the 2027 targets, 900 people"


@pytest.mark.parametrize("as_area", [False, True])
def test_the_border_is_near_within_3_km(as_area):
    west = square(20_000, away(20_000)) if as_area else LineString([away(5_000, NORTH), HERE, away(5_000, 180.0)])
    border = gpd.GeoDataFrame(geometry=[west], crs="EPSG:4490")
    rows = [gap("in", at=Point(away(2_990))), gap("out", at=Point(away(3_010)))]
    found = tasks(*rows, border=border).set_index("unit")
    assert found["near_border"].tolist() == [True, False]
    assert found["border_m"]["in"] == pytest.approx(2_990, abs=1)
    assert "within 3 km of the border" in found["why"]["in"]
    assert list(found.index) == ["in", "out"]


def test_stretches_are_joined_within_a_county_and_short_ones_left_to_the_list_of_gaps():
    def part(start, end, county="甲县", **more):
        return {
            "demand": "W",
            "kind": "road-national",
            "county": county,
            "from_m": float(start),
            "to_m": float(end),
            "at": straight(start, end),
            **more,
        }

    found = tasks(part(0, 200), part(200, 500, state="gap_measured"), part(500, 900, "乙县"), part(2_000, 2_100))
    assert (
        found[["county", "from_m", "to_m", "length_m"]].to_numpy().tolist()
        == [["乙县", 500.0, 900.0, 400.0], ["甲县", 0.0, 500.0, 500.0]][::-1]
    )
    assert found.attrs["short"] == 1
    assert found["unit"].tolist() == ["W", "W"]


def test_points_of_a_village_are_one_task():
    parents = pd.Series({"V-0": "V", "V-1": "V", "U-0": "U"})
    rows = [
        gap("V-0", kind="school"),
        gap("V", people=80),
        gap("V-1", kind="clinic"),
        gap("U-0", kind="school"),
        gap("V", technology="4G"),
    ]
    found = tasks(*rows, parents=parents)
    assert sorted(zip(found["unit"], found["technology"])) == [("U", "5G"), ("V", "4G"), ("V", "5G")]
    assert found.loc[(found["unit"] == "V") & (found["technology"] == "5G"), "people"].item() == 80


def test_the_rule_lists_each_task_at_its_place():
    demand = with_points("V", "school")
    found = run(
        "CG-15",
        demand,
        gaps=gaps(gap("V", people=80, at=Point(away(50, EAST))), gap("V-0")),
        sites=sites({"at": away(1_050)}),
        plan=plan({}),
    )
    assert hits(found, "warning") == ["V"]
    assert (
        found["message"][0]
        == "Candidate 1: no 5G; order 2 among the 2027 targets, 80 people, nearest site 1000 m away."
    )
    assert found["measured"][0] == pytest.approx(1.0, abs=1e-4)
    road = {"demand": "W0", "kind": "road-national", "from_m": 0.0, "to_m": 900.0, "at": straight(0, 900)}
    found = run("CG-15", routes({}), "routes", gaps=gaps(road), sites=sites({}), plan=plan({}))
    assert found["message"][0].startswith("Candidate 1: from 0 to 900 m, no 5G;")


def test_what_is_missing_is_said():
    demand = places({"kind": "admin-village"})
    assert unsure(run("CG-15", demand)) == [None]
    assert unsure(run("CG-15", demand, gaps=gaps(gap("P0")))) == [None]
    found = run("CG-15", demand, gaps=gaps(gap("P0")), sites=sites({}, {"at": None}))
    assert hits(found) == ["P0"]
    assert len(unsure(found)) == 2
    assert run("CG-15", demand, gaps=gaps(), sites=sites({}), plan=plan({})).empty


def test_gaps_by_operator_are_no_list_of_candidates():
    rows = [gap("P0", operator="mobile"), gap("P0", operator="telecom")]
    found = run("CG-15", places({"kind": "admin-village"}), gaps=gaps(*rows), sites=sites({}), plan=plan({}))
    assert unsure(found) == [None]
    one_each = [gap("P0", operator="mobile"), gap("P1", operator="telecom")]
    two = places(*[{"kind": "admin-village"}] * 2)
    assert hits(run("CG-15", two, gaps=gaps(*one_each), sites=sites({}), plan=plan({}))) == ["P0", "P1"]


def test_a_stretch_has_its_start_and_end():
    rows = [
        {
            "demand": "W0",
            "kind": "road-national",
            "from_m": a,
            "to_m": b,
            "length_m": b - a,
            "at": straight(a, b),
            **more,
        }
        for a, b, more in ((500, 900, {}), (0, 500, {"state": "gap_measured"}), (2_000, 2_400, {}), (3_000, 3_100, {}))
    ]
    found = tasks(*rows, gap("A")).set_index("from_m")
    assert set(found.index.dropna()) == {0, 2_000}
    for start, end in ((0, 900), (2_000, 2_400)):
        row = found.loc[start]
        assert (row["start_lon"], row["start_lat"]) == pytest.approx(straight(start, end).coords[0])
        assert (row["end_lon"], row["end_lat"]) == pytest.approx(straight(start, end).coords[-1])
    assert found.loc[found.index.isna(), "start_lon"].isna().all()
