"""What samples say of points and stretches: enough, too few, at the limit, none."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from fengsui.core.coverage.judged import judge_points, judge_segments
from fengsui.core.coverage.measured import clean

LON, LAT, EAST = 108.0, 21.5, 103_578.0


def point(*east_m: float) -> gpd.GeoSeries:
    return gpd.GeoSeries([shapely.Point(LON + e / EAST, LAT) for e in east_m], crs="EPSG:4490")


def samples(*rsrp: float, spread: float = 25.0, **more) -> list[dict]:
    return [
        {"time": f"2026-03-05 08:{i:02d}:30", "east": i * spread + 5, "rsrp_dbm": r, **more} for i, r in enumerate(rsrp)
    ]


@pytest.fixture
def judged(log, profile, today):
    def judge(*rows, places=(0.0,), operator="mobile", technology="5G", ids=None, settings=None):
        valid, _ = clean(log(*rows), profile, today)
        ids = None if ids is None else pd.Series(ids, dtype=object)
        settings = None if settings is None else pd.Series(settings, dtype=object)
        return judge_points(point(*places), ids, valid, technology, operator, profile, settings)

    return judge


@pytest.mark.parametrize(
    ("rsrp", "state"),
    [
        ((-90, -90, -90), "covered_measured"),
        ((-90, -90), None),
        ((-110, -110, -110), "gap_measured"),
        ((-110, -110), None),
        ((-90,) * 4 + (-110,), "gap_measured"),  # 0.8
    ],
)
def test_three_samples_decide(judged, rsrp, state):
    row = judged(*samples(*rsrp)).iloc[0]
    assert (row["samples"], row["state"]) == (len(rsrp), state)


@pytest.mark.parametrize(("passing", "state"), [(9, "covered_measured"), (8, "gap_measured")])
def test_the_share_itself_passes(judged, passing, state):
    rows = samples(*[-90.0] * passing, *[-110.0] * (10 - passing), spread=0, place_id="P")
    row = judged(*rows, ids=["P"]).iloc[0]
    assert (row["share"], row["state"]) == (passing / 10, state)


def test_only_what_is_near_speaks(judged):
    norths = (100, 149, 151)  # a session each: of one session those in a square of 20 m are one sample
    rows = [{"time": f"2026-03-0{i} 08:00:30", "session": f"s{i}", "north": n} for i, n in enumerate(norths, 3)]
    assert judged(*rows)["samples"].tolist() == [2]


def test_a_name_speaks_from_afar(judged):
    rows = samples(-90, -90, -90, place_id="P")
    found = judged(*rows, places=(5_000, 5_000, 0), ids=["P", "Q", None])
    assert found["state"].tolist() == ["covered_measured", None, "covered_measured"]


def test_samples_inside_an_area_speak_for_it(log, profile, today):
    valid, _ = clean(log(*samples(-90, -90, -90, spread=300)), profile, today)
    areas = gpd.GeoSeries(
        [shapely.box(LON - 0.001, LAT - 0.001, LON + east / EAST, LAT + 0.001) for east in (700, 500)]
    )
    found = judge_points(areas.set_crs("EPSG:4490"), None, valid, "5G", "mobile", profile)
    assert found["samples"].tolist() == [3, 2]
    assert found["state"].tolist() == ["covered_measured", None]


@pytest.mark.parametrize("setting", ["indoor", "underground", "tunnel"])
def test_an_item_indoors_is_measured_by_its_name_only(judged, setting):
    rows = samples(-90, -90, -90)
    assert judged(*rows, settings=[setting])["state"].tolist() == [None]
    assert judged(*rows, settings=["outdoor"])["state"].tolist() == ["covered_measured"]
    named = samples(-90, -90, -90, place_id="P")
    assert judged(*named, settings=[setting], ids=["P"])["state"].tolist() == ["covered_measured"]


def test_technologies_and_operators_stay_apart(judged):
    rows = [*samples(-90, -90, -90), *samples(-110, -110, -110, operator="unicom"), *samples(-90, -90, network="4G")]
    assert judged(*rows)["state"].tolist() == ["covered_measured"]
    assert judged(*rows, operator="unicom")["state"].tolist() == ["gap_measured"]
    assert judged(*rows, operator="telecom")["samples"].tolist() == [0]
    assert judged(*rows, technology="4G")["samples"].tolist() == [2]


def test_any_operator_is_the_best_of_them(judged):
    covered, gap, few = (
        samples(-90, -90, -90),
        samples(-110, -110, -110, operator="unicom"),
        samples(-90, operator="telecom"),
    )
    assert judged(*covered, *gap, operator="any")["state"].tolist() == ["covered_measured"]
    assert judged(*gap, operator="any")["state"].tolist() == ["gap_measured"]
    assert judged(*gap, *few, operator="any")["state"].tolist() == [None]
    assert judged({}, operator="any", places=(0, 1))["state"].tolist() == [None, None]


def test_the_newest_and_the_age(judged):
    old = [{**row, "time": row["time"].replace("2026", "2025")} for row in samples(-90, -90, -90)]
    row = judged(*old).iloc[0]
    assert (row["old"], row["state"], str(row["newest"])) == (True, "covered_measured", "2025-03-05 08:02:30")
    assert not judged(*old, *samples(-90)).iloc[0]["old"]


def test_a_county_may_ask_for_a_second_pass(log, today, tmp_path):
    from fengsui.core.checks.profile import load_profile

    mine = tmp_path / "county.yaml"
    mine.write_text("values: {measured_gap_sessions: 2}\n", "utf-8")
    profile = load_profile(str(mine))
    once = samples(-110, -110, -110, session="a")
    for rows, state in ((once, None), ([*once, *samples(-110, session="b")], "gap_measured")):
        valid, _ = clean(log(*rows), profile, today)
        assert judge_points(point(0), None, valid, "5G", "mobile", profile)["state"].tolist() == [state]


@pytest.fixture
def road(log, profile, today):
    def judge(lines, *rows, operator="mobile", **more):
        valid, _ = clean(log(*rows), profile, today)
        return judge_segments(gpd.GeoSeries(lines, crs="EPSG:4490"), valid, "5G", operator, profile, **more)

    return judge


def line(*east_m: float) -> shapely.LineString:
    return shapely.LineString([(LON + e / EAST, LAT) for e in east_m])


def told(found: pd.DataFrame) -> list[tuple]:
    return [(r.line, round(r.from_m), round(r.to_m), r.state) for r in found.itertuples()]


def test_stretches_with_samples_are_judged(road):
    rows = [{"east": 50}, {"east": 150, "rsrp_dbm": -110.0}, {"east": 950}]
    assert told(road([line(0, 1_030)], *rows)) == [
        (0, 0, 100, "covered_measured"),
        (0, 100, 200, "gap_measured"),
        (0, 900, 1000, "covered_measured"),
    ]


def test_the_last_stretch_ends_with_the_line(road):
    found = road([line(0, 1_030)], {"east": 1_020})
    assert told(found) == [(0, 1000, 1030, "covered_measured")]
    assert found["to_m"][0] == pytest.approx(1_030, abs=0.5)


def test_a_stretch_by_the_share_of_its_samples(road):
    rows = [{"east": 10}, {"east": 50}, {"east": 90, "rsrp_dbm": -110.0}]
    assert told(road([line(0, 1_000)], *rows)) == [(0, 0, 100, "gap_measured")]


def test_only_what_is_beside_the_road_speaks(road):
    rows = [
        {"east": 50, "north": 49},
        {"east": 150, "north": 51},
        {"east": 250, "operator": "unicom"},
        {"east": 350, "network": "4G"},
    ]
    assert told(road([line(0, 1_000)], *rows)) == [(0, 0, 100, "covered_measured")]
    assert told(road([line(0, 1_000)], *rows, operator="any")) == [
        (0, 0, 100, "covered_measured"),
        (0, 200, 300, "covered_measured"),
    ]


def test_parts_and_bends_run_on(road):
    parts = shapely.MultiLineString([line(0, 40, 130), line(500, 700)])
    rows = [{"east": 60}, {"east": 550}]
    assert told(road([line(9_000, 9_500), parts], *rows)) == [
        (1, 0, 100, "covered_measured"),
        (1, 100, 200, "covered_measured"),
    ]
    assert told(road([parts], *rows, segment_m=50.0)) == [
        (0, 50, 100, "covered_measured"),
        (0, 150, 200, "covered_measured"),
    ]


def test_no_samples_no_lines_no_stretches(road):
    assert told(road([line(0, 100)], {"east": 5_000})) == []
    assert told(road([], {"east": 50})) == []
    assert told(road([None, line(0, 100)], {"east": 50})) == [(1, 0, 100, "covered_measured")]
