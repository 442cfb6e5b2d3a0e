"""Which measurements are samples, and why the rest are not: tables made by hand."""

from __future__ import annotations

import datetime as dt

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from fengsui.core.coverage.measured import REASONS, clean
from fengsui.core.errors import CoreError
from fengsui.core.schema import code_of


def dropped(cleaned) -> dict[int, str]:
    return dict(zip(cleaned[1]["row"], cleaned[1]["reason"]))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"time": None}, "no_time"),
        ({"time": " "}, "no_time"),
        ({"time": "昨天上午"}, "unreadable_time"),
        ({"time": "2026-11-02 00:00"}, "future"),
        ({"time": "2026-11-01 23:59"}, None),
        ({"network": None}, "no_network"),
        ({"network": "2G"}, "other_network"),
        ({"operator": None}, "no_operator"),
        ({"operator": "某公司"}, "other_operator"),
        ({"rsrp_dbm": None}, "no_rsrp"),
        ({"rsrp_dbm": -140.0}, None),
        ({"rsrp_dbm": -140.1}, "rsrp_range"),
        ({"rsrp_dbm": -40.0}, None),
        ({"rsrp_dbm": -39.9}, "rsrp_range"),
        ({"rsrp_dbm": 90.0}, "rsrp_range"),
        ({"sinr_db": -30.0}, None),
        ({"sinr_db": -30.1}, "sinr_range"),
        ({"sinr_db": 40.0}, None),
        ({"sinr_db": 40.1}, "sinr_range"),
        ({"sinr_db": None}, None),
        ({"time": "2024-11-01 00:00"}, None),  # 24 months to the day
        ({"time": "2024-10-31 23:59"}, "too_old"),
    ],
)
def test_one_row_by_itself(log, profile, today, change, reason):
    valid, out = clean(log(change), profile, today)
    assert out["reason"].tolist() == ([reason] if reason else [])
    assert len(valid) + len(out) == 1
    assert set(out["reason"]) <= set(REASONS)


def test_a_row_without_place_or_name_is_nowhere(log, profile, today):
    table = log({}, {"place_id": "450681100001"}).set_geometry(gpd.GeoSeries([None, None], crs="EPSG:4490"))
    valid, out = clean(table, profile, today)
    assert dropped((valid, out)) == {0: "no_place"}
    assert valid["place_id"].tolist() == ["450681100001"]
    plain = pd.DataFrame(table.drop(columns="geometry"))
    assert dropped(clean(plain, profile, today)) == {0: "no_place"}


def test_older_than_a_year_is_used_and_told(log, profile, today):
    valid, _ = clean(log({"time": "2025-11-01 00:00"}, {"time": "2025-10-31 23:59"}), profile, today)
    assert valid["old"].tolist() == [False, True]


def test_the_age_is_counted_from_the_date_given(log, profile):
    table = log({"time": "2022-01-01 08:00"})
    assert len(clean(table, profile, dt.date(2023, 12, 31))[0]) == 1
    assert dropped(clean(table, profile, dt.date(2024, 1, 2))) == {0: "too_old"}


@pytest.mark.parametrize(("rsrp", "passes"), [(-104.9, True), (-105.0, True), (-105.1, False)])
def test_the_limit_itself_passes(log, profile, today, rsrp, passes):
    assert clean(log({"rsrp_dbm": rsrp}), profile, today)[0]["passes"].tolist() == [passes]


def drive(*places_m: float, step_s: float = 1.0, session: object = "a") -> list[dict]:
    start = pd.Timestamp("2026-03-05 08:00:01")
    return [
        {"time": str(start + pd.Timedelta(seconds=i * step_s)), "session": session, "east": place}
        for i, place in enumerate(places_m)
    ]


@pytest.mark.parametrize(
    ("places", "step", "rows"),
    [
        ((0, 50, 100, 150, 200), 1, []),
        ((0, 59, 118, 177), 1, []),  # 59 m/s: an express train
        ((0, 50, 5_000, 150, 200), 1, [2]),  # one stray fix
        ((0, 50, 100, 9_000), 1, [3]),
        ((9_000, 50, 100, 150), 1, [0]),
        ((0, 50, 5_000, 5_050, 200, 250, 300), 1, [2, 3]),
        ((0, 9_000, 50, -9_000, 100, 150), 1, [1, 3]),
        ((0, 5_000), 60, [1]),
        ((0, 3_000), 60, []),
    ],
)
def test_a_leap_within_a_session_is_no_sample(log, profile, today, places, step, rows):
    found = dropped(clean(log(*drive(*places, step_s=step)), profile, today))
    assert found == dict.fromkeys(rows, "jump")


def test_no_leap_between_sessions_or_without_one(log, profile, today):
    apart = [*drive(0, 50), *drive(90_000, 90_050, session="b")]
    assert dropped(clean(log(*apart), profile, today)) == {}
    nameless = [*drive(0, 50, session=None), *drive(90_000, session=None)]
    assert dropped(clean(log(*nameless), profile, today)) == {}


def test_a_log_of_minutes_leaves_a_minute_between(log, profile, today):
    rows = [
        {"time": "2026/3/5 8:03", "session": "a", "east": 0},
        {"time": "2026/3/5 8:03", "session": "a", "east": 1_200},
    ]
    assert dropped(clean(log(*rows), profile, today)) == {}
    rows[1]["east"] = 9_000
    assert list(dropped(clean(log(*rows), profile, today)).values()) == ["jump"]


def test_a_log_of_days_says_nothing_of_speed(log, profile, today):
    rows = [{"time": "2026-03-05", "session": "a", "east": east} for east in (0, 90_000, 0)]
    assert "jump" not in dropped(clean(log(*rows), profile, today)).values()


def test_a_standing_car_is_one_sample(log, profile, today):
    rows = [
        {"time": f"2026-03-05 08:03:{i:02d}", "session": "a", "rsrp_dbm": -100.0 + i, "east": 5 + i / 10}
        for i in range(21)
    ]
    rows.append({"time": "2026-03-05 08:05:00", "session": "a", "east": 500})
    valid, out = clean(log(*rows), profile, today)
    assert valid["samples"].tolist() == [21, 1]
    assert valid["rsrp_dbm"].tolist() == [-90, -90]
    assert dropped((valid, out)) == dict.fromkeys(range(1, 21), "standing")


@pytest.mark.parametrize("change", [{"operator": "unicom"}, {"network": "4G"}, {"session": "b"}])
def test_two_networks_operators_or_sessions_stay_apart(log, profile, today, change):
    one = {"session": "a"}
    assert len(clean(log(one, {**one, **change}), profile, today)[0]) == 2


def test_a_test_at_a_place_keeps_its_samples(log, profile, today):
    rows = [{"time": f"2026-03-05 08:03:{i:02d}", "session": "a", "place_id": "P"} for i in range(3)]
    valid, out = clean(log(*rows, rows[0]), profile, today)
    assert len(valid) == 3
    assert dropped((valid, out)) == {3: "standing"}  # the same moment twice


def test_every_row_is_told(log, profile, today):
    rows = [{}, {"time": "x"}, {"rsrp_dbm": 0.0}, *drive(0, 50, 9_000, 100), {"time": "2020-01-01"}, {}]
    valid, out = clean(log(*rows), profile, today)
    assert sorted([*valid["row"], *out["row"]]) == list(range(len(rows)))
    assert dropped((valid, out)) == {1: "unreadable_time", 2: "rsrp_range", 5: "jump", 7: "too_old", 8: "standing"}


def test_an_empty_table(log, profile, today):
    valid, out = clean(log({}).iloc[:0], profile, today)
    assert (len(valid), len(out)) == (0, 0)
    assert "passes" in valid.columns


def test_lines_are_no_measurements(log, profile, today):
    wrong = log({})
    wrong["geometry"] = gpd.GeoSeries([shapely.LineString([(108, 21), (109, 21)])], crs=wrong.crs)
    with pytest.raises(CoreError, match="must be points"):
        clean(wrong, profile, today)


@pytest.mark.parametrize("word", ["5G SA", "NSA", "5G NSA", "NR SA", "5g-sa"])
def test_words_of_test_software_are_5g(word):
    assert code_of("network", word) == "5G"
