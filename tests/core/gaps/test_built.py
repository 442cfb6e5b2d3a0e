"""What would be covered if the plan were built."""

from __future__ import annotations

import numpy as np
import pytest
from scene import ask, box, frame, line, measured, places, row, states, transmitters

from fengsui.core.gaps.built import if_built
from fengsui.core.gaps.transmitters import Supply

NOW = transmitters(("A", 0, 1000, {}))
PLAN = transmitters(
    ("P26", 5_000, 1000, {"planned_year": 2026.0}),
    ("P27", 10_000, 1000, {"planned_year": 2027.0}),
    ("P28", 15_000, 1000, {"planned_year": 2028.0}),
    ("P?", 20_000, 1000, {"planned_year": np.nan}),
)
VILLAGES = places(*((f"V{x}", "school", 1000 * x, 0, {}) for x in (0, 5, 10, 15, 20, 25)))


def built(now=NOW, plan=PLAN, samples=None, year=2027):
    return if_built(Supply(now, planned_land=plan), samples, year)


def test_planned_sites_up_to_the_year_count_and_no_others():
    supply, _ = built()
    assert states(ask(VILLAGES, "places", supply)) == {
        **dict.fromkeys(("V0", "V5", "V10"), "covered_model"),
        **dict.fromkeys(("V15", "V20", "V25"), "gap_model"),
    }
    later, _ = built(year=2028)
    assert states(ask(VILLAGES, "places", later))["V15"] == "covered_model"


def test_without_sites_what_the_plan_does_not_reach_is_unknown():
    supply, _ = built(now=None)
    found = states(ask(VILLAGES, "places", supply))
    assert {found[name] for name in ("V5", "V10")} == {"covered_model"}
    assert {found[name] for name in ("V0", "V15", "V20", "V25")} == {"unknown"}
    road = frame([{"route_id": "R", "kind": "road-national"}], [line((9_500, 0), (12_000, 0))])
    whole = row(ask(road, "routes", supply), "R")
    assert whole["covered"] == pytest.approx(1_500, abs=1)
    assert whole["unknown"] == pytest.approx(1_000, abs=1)
    sea = frame([{"zone_id": "Z", "kind": "sea-internal"}], [box(9_000, 0, 11_000, 1_000)])
    whole = row(ask(sea, "zones", if_built(Supply(planned_sea=PLAN), None, 2027)[0]), "Z")
    assert whole["covered"] == pytest.approx(np.pi * 1e6 / 2, rel=1e-3)
    assert whole["covered"] + whole["unknown"] == pytest.approx(whole["total"])


def test_a_measured_gap_near_a_planned_site_is_left_to_the_model():
    samples = measured({"V0": "covered_measured", "V5": "gap_measured", "V25": "gap_measured"})
    supply, rest = built(samples=samples)
    now = states(ask(VILLAGES, "places", Supply(NOW), measured=samples))
    assert (now["V5"], now["V25"]) == ("gap_measured", "gap_measured")
    found = states(ask(VILLAGES, "places", supply, measured=rest))
    assert (found["V0"], found["V5"], found["V25"]) == ("covered_measured", "covered_model", "gap_measured")


def test_another_operators_planned_site_is_no_cure_for_this_ones_measured_gap():
    samples = measured({"mobile": {"V5": "gap_measured"}})
    supply, rest = built(plan=PLAN.assign(operator="telecom"), samples=samples)
    assert states(ask(VILLAGES, "places", supply, measured=rest, operator="mobile"))["V5"] == "gap_measured"
    assert states(ask(VILLAGES, "places", supply, measured=rest, operator="telecom"))["V5"] == "covered_model"
    assert states(ask(VILLAGES, "places", supply, measured=rest))["V5"] == "covered_model"


def test_of_a_measured_gap_of_a_road_the_part_in_reach_is_covered():
    road = frame([{"route_id": "R", "kind": "road-national"}], [line((4_500, 0), (7_000, 0))])
    samples = measured(stretches=[(0, 0.0, 2_500.0, "gap_measured")])
    supply, rest = built(samples=samples)
    now = row(ask(road, "routes", Supply(NOW), measured=samples), "R")
    assert (now["covered"], now["state"]) == (0, "gap_measured")
    then = row(ask(road, "routes", supply, measured=rest), "R")
    assert then["covered"] == pytest.approx(1_500, abs=1)
    assert then["covered_measured"] == 0


def test_nothing_planned_changes_nothing():
    supply, rest = built(plan=None)
    assert rest is None
    assert states(ask(VILLAGES, "places", supply)) == states(ask(VILLAGES, "places", Supply(NOW)))


def test_a_measured_gap_of_an_area_is_cured_where_its_middle_is_reached():
    areas = frame(
        [{"place_id": n, "kind": "settlement-20"} for n in "ab"], [box(x, -100, x + 400, 100) for x in (4_800, 30_000)]
    )
    samples = measured({"a": "gap_measured", "b": "gap_measured"})
    supply, rest = built(samples=samples)
    assert states(ask(areas, "places", supply, measured=rest)) == {"a": "covered_model", "b": "gap_measured"}
