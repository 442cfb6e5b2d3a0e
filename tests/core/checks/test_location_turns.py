"""The search in turns: the same answers however many sites are searched at once, and a cancel within a turn."""

from __future__ import annotations

import numpy as np
import pytest
from site_tables import applications, away, case_of, north_south, plan, square, table, zones

from fengsui.core.checks import locations
from fengsui.core.checks.case import Case
from fengsui.core.checks.in_turn import in_turn
from fengsui.core.errors import Cancelled


def world(**more) -> Case:
    rows = applications(*({"at": away(400 * n), "plan_id": f"P{n}", "share_reason": "业主不同意"} for n in range(30)))
    road = table("routes", {"route_id": "G", "kind": "road-national", "at": north_south(1200)})
    planned = plan(
        *({"plan_id": f"P{n}", "at": away(400 * n), "allowed_deviation_m": 40.0 + 10 * n} for n in range(30))
    )
    return case_of(rows, plan=planned, routes=road, zones=zones("farmland", square(60)), **more)


def test_the_answers_do_not_depend_on_how_many_are_searched_at_once(monkeypatch):
    whole = locations.find_locations(world())
    monkeypatch.setattr(locations, "_FIRST", 3)
    monkeypatch.setattr(locations, "_CHUNK_S", 0.0)
    parts = locations.find_locations(world())
    for name in ("areas", "points", "excluded", "requests"):
        one, other = getattr(whole, name), getattr(parts, name)
        assert one.drop(columns="geometry").equals(other.drop(columns="geometry"))
        assert one.geometry.geom_equals_exact(other.geometry, 1e-12).all()
    assert whole.areas["share"].nunique() > 2


def test_a_cancel_takes_effect_within_a_turn():
    def run(stop_at):
        told = []

        def progress(done):
            told.append(done)
            if len(told) == stop_at:
                raise Cancelled

        case = world()
        case._report = progress
        if stop_at:
            with pytest.raises(Cancelled):
                locations.find_locations(case)
        else:
            locations.find_locations(case)
        return told

    calls = len(run(0))  # 30 sites are one turn
    assert calls > 15
    assert len(run(calls - 3)) == calls - 3


def test_a_long_step_is_done_in_turns():
    told = []
    numbers = np.arange(1100)
    made = in_turn(told.append, lambda a, b: a * b, numbers, numbers, at_once=500)
    assert (made == numbers**2).all()
    assert len(told) == 3
