"""CG-03 and 04: what the measurements are worth."""

from __future__ import annotations

import pytest
from coverage_tables import assessed, dropped, log, of_routes, places, routes, run
from site_tables import hits, unsure

DEMAND = places({"kind": "school"})


def test_a_sound_log_has_nothing_to_tell():
    assert run("CG-03", DEMAND, measurements=log({}, {}), dropped=dropped()).empty
    assert run("CG-04", DEMAND, measurements=log({}, {}), dropped=dropped(), assessed=assessed(("P0", "unknown"))).empty


def test_dropped_samples_are_counted_by_reason_and_named():
    samples = log(*[{}] * 30)
    found = run(
        "CG-03/dropped",
        DEMAND,
        measurements=samples,
        dropped=dropped(*([n, "rsrp_range"] for n in range(25)), [28, "jump"], [29, "odd"]),
    )
    assert sorted(found["measured"]) == [1.0, 1.0, 25.0]
    text = "\n".join(found["message"])
    assert "25 of 30 samples were dropped: an RSRP that no handset reports. Rows: 1, 2, 3," in text
    assert "19, 20 …." in text
    assert "odd. Rows: 30." in text
    assert set(found["layer"]) == {"measurements"}
    assert not found.geometry.is_empty.any()


def test_rows_are_those_of_the_file_where_it_tells():
    found = run("CG-03/dropped", DEMAND, measurements=log({"row": 7}, {"row": 9}), dropped=dropped([1, "no_time"]))
    assert "Rows: 9." in found["message"][0]


def test_samples_of_a_standing_car_are_no_fault():
    found = run("CG-03/dropped", DEMAND, measurements=log({}, {}), dropped=dropped([1, "standing"]))
    assert hits(found, "info") == [None]


def test_a_column_that_is_missing_or_empty_is_named():
    found = run("CG-03/columns", DEMAND, measurements=log({"operator": None}).drop(columns="sinr_db"))
    assert list(found["message"]) == ["The log lacks, or leaves empty: Operator, SINR."]


def test_nothing_left_is_said():
    samples = log({}, {})
    assert hits(
        run(
            "CG-03/unused",
            DEMAND,
            measurements=samples,
            dropped=dropped([0, "no_time"], [1, "rsrp_range"], [1, "sinr_range"]),
        )
    ) == [None]
    assert run("CG-03/unused", DEMAND, measurements=samples, dropped=dropped([0, "no_time"], [0, "rsrp_range"])).empty


def test_what_was_dropped_must_be_handed_in():
    assert unsure(run("CG-03", DEMAND, measurements=log({}))) == [None, None]
    assert unsure(run("CG-03", DEMAND)) == [None] * 3


@pytest.mark.parametrize(
    ("time", "aspect"),
    [
        ("2025-11-21", None), ("2025/11/20 8:03", "stale"), ("2024-11-21", "stale"), ("2024-11-20", "old"),
        ("2026-11-20T23:00:00+08:00", None), (None, "stale"),
    ],
)  # fmt: skip
def test_older_than_12_months_is_told_and_than_24_not_used(time, aspect):
    found = run(
        "CG-04",
        DEMAND,
        measurements=log({"time": time}),
        dropped=dropped([0, "too_old"]) if aspect == "old" else dropped(),
        assessed=assessed(),
    )
    assert list(found["aspect"]) == ([aspect] if aspect else [])
    assert set(found["severity"]) <= ({"warning"} if time else {"not_checked"})


def test_sessions_are_told_apart_and_dropped_samples_left_out():
    samples = log(
        {"time": "2025-01-01"},
        {"time": "2025-02-01"},
        {"time": "2025-01-05", "session": "乙"},
        {"time": "2025-01-01", "session": "丙"},
    )
    found = run("CG-04/stale", DEMAND, measurements=samples, dropped=dropped([3, "rsrp_range"]))
    assert [m.split(" are ")[0] for m in found["message"]] == ["1 samples of session '乙'", "2 samples of session '甲'"]
    assert "the oldest of 2025-01-01 (22.6 months)" in found["message"][1]


def test_a_measured_state_rests_on_measured_length():
    demand = routes({}, {}, {}, {})
    table = of_routes(
        {"route_id": "W0", "covered": 9_900, "covered_measured": 9_500.0}, {"route_id": "W1", "covered": 9_900, "covered_measured": 9_400.0},
        {"route_id": "W2", "covered": 9_900}, {"route_id": "W3", "covered": 9_900, "covered_measured": 0.0, "state": "covered_model"},
        state="covered_measured",
    )  # fmt: skip
    found = run("CG-04/measured", demand, "routes", assessed=table)
    assert hits(found, "error") == ["W1"]
    assert unsure(found) == ["W2"]
