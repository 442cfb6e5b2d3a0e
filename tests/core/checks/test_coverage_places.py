"""CG-05 to 08, 12, and the places of CG-11 and 13."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from coverage_tables import assessed, case_of, places, run, with_points
from site_tables import hits, square, table, unsure

from fengsui.core.checks.coverage_places import key_point_data
from fengsui.core.checks.coverage_states import BODIES
from fengsui.core.checks.engine import check

COAST = table("counties", {"code": "450602", "name": "港口区", "group": "coast", "at": square(9_000)})
INLAND = table("counties", {"code": "451000", "name": "靖西市", "group": "border", "at": square(9_000)})


def both(four, five):
    """States of P0 by 4G and 5G; None: not assessed."""
    rows = [assessed(("P0", state), technology=t) for t, state in (("4G", four), ("5G", five)) if state]
    return pd.concat(rows or [assessed(("X", "unknown"))])


@pytest.mark.parametrize(
    ("fibre", "four", "five", "told"),
    [
        ("是", "unknown", "unknown", None), (None, "unknown", "covered_model", None), (None, "unknown", "unknown", "missing"),
        ("否", "gap_model", "gap_measured", None), (None, "gap_model", "gap_model", "partial"), ("否", "unknown", "gap_model", "partial"),
        (None, "claimed", "unknown", "partial"), ("否", "claimed", "gap_model", "partial"), (None, "covered_measured", None, None),
    ],
)  # fmt: skip
def test_broadband_is_unknown_never_no(fibre, four, five, told):
    demand = places({"kind": "settlement-20", "fibre": fibre}, {"kind": "admin-village", "fibre": "是"})
    found = run("CG-05", demand, assessed=both(four, five))
    assert list(found["aspect"]) == ([told] if told else [])
    assert hits(found, "error" if told == "missing" else "warning") == (["P0"] if told else [])


def test_what_is_open_is_named():
    demand = places({"kind": "admin-village", "fibre": "否"})
    assert (
        "of 4G, 5G nothing is sure" in run("CG-05/partial", demand, assessed=both("unknown", "claimed"))["message"][0]
    )


def test_a_technology_that_was_not_assessed_leaves_it_open():
    demand = places({"kind": "admin-village"}, {"kind": "settlement-20", "fibre": "是"})
    found = run("CG-05/missing", demand, assessed=both(None, "unknown"))
    assert unsure(found) == ["P0"]
    assert "only 5G was assessed" in found["message"][0]
    assert unsure(run("CG-05/missing", places({"kind": "school"}), assessed=both(None, None))) == [None]


VILLAGE = with_points("V", "village-committee", "school", "health")


def judge(village, *points, demand=VILLAGE, aspect="CG-06"):
    states = [("V", village), *((f"V-{n}", state) for n, state in enumerate(points) if state)]
    return run(aspect, demand, assessed=assessed(*states))


def test_the_point_that_fails_is_named():
    found = judge("gap_model", "covered_model", "gap_model", "covered_measured")
    assert hits(found, "error") == ["V-1"]
    assert list(found["other"]) == ["V"]
    assert found["message"][0] == "School of '甲村' has no 5G of any operator (gap (model))."
    assert judge("covered_model", "covered_model", "covered_model", "covered_model").empty


def test_a_point_that_is_unknown_is_not_checked():
    found = judge("unknown", "covered_model", "unknown", "claimed")
    assert hits(found) == []
    assert unsure(found) == ["V-1", "V-2"]


def test_all_points_by_different_operators_are_no_pass():
    found = judge("gap_model", *["covered_model"] * 3)
    assert list(zip(found["aspect"], found["feature"])) == [("operator", "V")]
    assert unsure(judge("unknown", *["covered_model"] * 3)) == ["V"]


def test_the_best_operator_counts_and_an_unknown_one_is_no_gap():
    rows = [
        assessed(("V", state), ("V-0", state), operator=o)
        for o, state in (("mobile", "gap_model"), ("telecom", "covered_model"))
    ]
    demand = with_points("V", "school")
    assert run("CG-06/point", demand, assessed=pd.concat(rows)).empty
    rows[1]["state"] = "unknown"
    assert unsure(run("CG-06/point", demand, assessed=pd.concat(rows))) == ["V-0"]


def test_a_village_without_points_stands_for_itself_and_says_so():
    demand = places({"place_id": "V", "kind": "admin-village", "name": "甲村"})
    found = judge("gap_measured", demand=demand)
    assert list(zip(found["aspect"], found["severity"], found["feature"])) == [
        ("point", "error", "V"),
        ("own", "info", "V"),
    ]
    assert unsure(judge("unknown", demand=demand)) == ["V"]


def test_a_village_that_was_not_assessed_is_said():
    assert unsure(run("CG-06/point", VILLAGE, assessed=assessed(("X", "gap_model")))) == ["V"]
    assert unsure(run("CG-06", VILLAGE)) == [None, None]
    assert unsure(run("CG-06/point", places({"kind": "school"}), assessed=assessed(("P0", "unknown")))) == [None]


@pytest.mark.parametrize(("households", "aspect"), [(None, "households"), (19, "few"), (20, None), (0, "few")])
def test_a_settlement_has_20_households(households, aspect):
    demand = places(
        {"kind": "settlement-20", "households": households},
        {"kind": "settlement-20", "households": 30},
        {"kind": "school"},
    )
    found = run("CG-07", demand, assessed=assessed(("P0", "covered_model"), ("P1", "covered_measured")))
    assert list(found["aspect"]) == ([aspect] if aspect else [])
    assert hits(found, "error") == (["P0"] if aspect else [])


def test_settlements_without_the_column_are_not_checked():
    found = run("CG-07", places({"kind": "settlement-20"}))
    assert list(found["severity"]) == ["not_checked"] * 3
    assert unsure(run("CG-07/households", places({"kind": "school", "households": 3}))) == [None]


def test_a_settlement_that_is_not_covered_is_named_with_its_share():
    demand = places({"kind": "settlement-20", "at": square(300)}, *[{"kind": "settlement-20"}] * 3)
    states = assessed(
        {"place_id": "P0", "state": "gap_model", "share": 0.4}, ("P1", "unknown"), ("P2", "covered_model")
    )
    found = run("CG-07/covered", demand, assessed=states)
    assert hits(found, "error") == ["P0"]
    assert found["measured"].dropna().tolist() == [40.0]
    assert unsure(found) == ["P1", "P3"]


def test_a_settlement_in_two_counties_is_as_weak_as_its_weaker_part():
    demand = places({"kind": "settlement-20", "at": square(300)})
    rows = [
        {"place_id": "P0", "state": state, "covered": covered, "total": 100.0, "share": covered / 100}
        for state, covered in (("covered_model", 96.0), ("gap_model", 20.0))
    ]
    found = run("CG-07/covered", demand, assessed=assessed(*rows))
    assert hits(found, "error") == ["P0"]
    assert found["measured"][0] == pytest.approx(58.0)


PORTS = places(*[{"kind": "port-of-entry"}] * 3, {"kind": "industrial-park"}, {"kind": "school"})


def test_bodies_by_subtype_and_their_sum():
    states = assessed(("P0", "covered_model"), ("P1", "gap_model"), ("P2", "claimed"), ("P3", "covered_measured"))
    found = run("CG-08/share", PORTS, assessed=states)
    assert dict(zip(found["label"], found["measured"])) == pytest.approx(
        {"Port of entry": 100 / 3, "Industrial park": 100.0}
    )
    assert "1 of 3 covered with 5G (33.3 %), 1 unknown" in "\n".join(found["message"])
    total = run("CG-08/total", PORTS, assessed=states)
    assert total["measured"].tolist() == [50.0]
    body = run("CG-08/body", PORTS, assessed=states)
    assert hits(body, "error") == ["P1"]
    assert unsure(body) == ["P2"]


def test_a_body_that_was_not_assessed_counts_as_unknown():
    states = assessed(("P0", "covered_model"))
    assert "1 of 3 covered with 5G (33.3 %), 2 unknown" in "\n".join(
        run("CG-08/share", PORTS, assessed=states)["message"]
    )
    assert unsure(run("CG-08/body", PORTS, assessed=states)) == ["P1", "P2", "P3"]


def test_subtypes_that_are_missing_are_named_and_unknown_kinds_too():
    found = run("CG-08/subtype", places({"kind": "port-of-entry"}, {"kind": "哨卡"}, {"kind": None}))
    assert hits(found, "error") == ["P1", "P2"]
    gap = found.loc[found["severity"] == "not_checked", "message"].item()
    assert "Duty post" in gap
    assert "Port of entry" not in gap
    complete = set(BODIES) - {"port-of-entry"}
    assert run("CG-08/subtype", places({"kind": "port-of-entry"}), complete=complete).empty


def test_a_county_on_the_coast_alone_has_no_border_bodies():
    assert run("CG-08/subtype", places({"kind": "school"}), counties=COAST).empty
    assert unsure(run("CG-08/subtype", places({"kind": "school"}), counties=INLAND)) == [None]


def scene(kind, *codes, **more):
    points = [{"place_id": f"K{n}", "kind": code, "parent_id": "P0"} for n, code in enumerate(codes)]
    return places({"kind": kind, "name": "甲", **more}, *points)


@pytest.mark.parametrize("kind", [k for k, entry in key_point_data().items() if entry["needs"] == "all"])
def test_a_key_place_needs_all_its_kinds_of_points(kind):
    rule = "CG-11/station" if kind == "metro" else "CG-12/missing"
    codes = key_point_data()[kind]["points"]
    assert hits(run(rule, scene(kind, *codes))) == []
    found = run(rule, scene(kind, *codes[1:]))
    assert hits(found, "error") == ["P0"]


def test_a_place_may_name_its_own_points():
    own = scene("culture", "ticket-office", key_points="售票处;区内景点")
    assert "Sight inside the area." in run("CG-12/missing", own)["message"][0]
    assert (
        hits(run("CG-12/missing", scene("culture", "ticket-office", "scenic-spot", key_points="售票处;区内景点"))) == []
    )


def test_every_point_of_a_key_place_must_pass():
    demand = scene("gov", "government-hall", "government-counter", "government-intake")
    states = assessed(("P0", "gap_measured"), ("K0", "gap_measured"), ("K1", "unknown"), ("K2", "covered_measured"))
    found = run("CG-12/point", demand, assessed=states)
    assert hits(found, "error") == ["K0"]
    assert unsure(found) == ["K1"]
    assert unsure(run("CG-12/point", demand)) == [None]
    assert unsure(run("CG-12/missing", places({"kind": "school"}))) == [None]


def test_every_inhabited_island_counts():
    demand = places(*[{"kind": "island-inhabited"}] * 4, {"kind": "island-uninhabited"})
    found = run(
        "CG-13/island",
        demand,
        assessed=assessed(("P0", "covered_model"), ("P1", "gap_model"), ("P2", "unknown"), ("P4", "gap_model")),
    )
    assert hits(found, "error") == ["P1"]
    assert unsure(found) == ["P2", "P3"]
    none = places({"kind": "school"})
    assert unsure(run("CG-13/island", none, assessed=assessed(("P0", "unknown")), counties=COAST)) == [None]
    assert run("CG-13/island", none, assessed=assessed(("P0", "unknown")), counties=INLAND).empty


def test_items_with_one_id_are_not_told_apart():
    demand = places(
        {"place_id": "A", "kind": "island-inhabited"},
        {"place_id": "A", "kind": "island-inhabited"},
        {"place_id": None, "kind": "island-inhabited"},
    )
    found = run("CG-13/island", demand, assessed=assessed(("A", "covered_model")))
    assert unsure(found) == ["#3", "A"]


def test_a_county_of_many_places_takes_no_time():
    import time

    rng = np.random.default_rng(1)
    kinds = rng.choice(["admin-village", "settlement-20", "school", "gov", "port-of-entry"], 20_000)
    demand = places({}).iloc[[0] * 20_000].reset_index(drop=True)
    demand["place_id"], demand["kind"] = [f"Q{n}" for n in range(20_000)], kinds
    states = pd.DataFrame(
        {
            "place_id": demand["place_id"],
            "state": rng.choice(["gap_model", "covered_model", "unknown"], 20_000),
            "technology": "5G",
            "operator": "any",
        }
    )
    start = time.perf_counter()
    findings = check(case_of(demand, assessed=states), "coverage").findings
    assert len(findings) > 10_000
    assert time.perf_counter() - start < 20
