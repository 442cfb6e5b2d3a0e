"""What is other than a check saw it: rows, tables, limits; and nothing where only the form is."""

from __future__ import annotations

import datetime as dt

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from workspace_tables import RECORD, findings

from fengsui.core.errors import CoreError
from fengsui.core.workspace.changed import changed, digests, last_seen, partners, seen
from fengsui.core.workspace.workspace import read, store, store_all


def plan(**more) -> gpd.GeoDataFrame:
    table = pd.DataFrame(
        {"plan_id": ["P1", "P2", "P3"], "year": [2026, 2027, None], "height_m": [30.0, np.nan, 25.5], "note": None}
    )
    points = shapely.points([108.1, 108.2, 108.3], 21.5)
    return gpd.GeoDataFrame(table.assign(**more), geometry=points, crs="EPSG:4490")


def zones(count=2) -> gpd.GeoDataFrame:
    boxes = [shapely.box(108 + n, 21, 108.5 + n, 21.5) for n in range(count)]
    return gpd.GeoDataFrame({"kind": ["farmland"] * count}, geometry=boxes, crs="EPSG:4490")


def difference(then, now, facts=({}, {})):
    marks = [seen({"plan": p, "zones": z}, "plan", "plan_id", f) for (p, z), f in zip((then, now), facts)]
    return changed(*marks, "plan")


def test_nothing_changed_is_nothing():
    found = difference((plan(), zones()), (plan(), zones()))
    assert (found.rows, found.elsewhere) == ([], [])


@pytest.mark.parametrize(
    ("now", "rows"),
    [
        (plan(height_m=[30.0, 12.0, 25.5]), ["P2"]),
        (plan(note=[None, None, "x"]), ["P3"]),
        (plan().drop(index=0), ["P1"]),
        (plan(plan_id=["P1", "P2", "P9"]), ["P3", "P9"]),
        (plan().assign(geometry=shapely.points([108.1, 108.2, 108.300001], 21.5)), ["P3"]),
        (plan().assign(geometry=[None, *shapely.points([108.2, 108.3], 21.5)]), ["P1"]),
    ],
    ids=["a number", "a text", "gone", "another id", "moved 0.1 m", "place lost"],
)
def test_rows_that_are_other(now, rows):
    found = difference((plan(), zones()), (now, zones()))
    assert (sorted(found.rows), found.elsewhere) == (rows, [])


@pytest.mark.parametrize(
    "same",
    [
        plan().iloc[::-1],
        plan()[["note", "height_m", "geometry", "year", "plan_id"]],
        plan().drop(columns="note"),
        plan(year=["2026", "2027", None]),
        plan(year=pd.array([2026, 2027, None], dtype="Int64"), fid=[7, 8, 9], layer_name="x"),
        plan(note=["", "", ""]),
    ],
    ids=["order", "columns' order", "an empty column", "text", "types and row numbers", "empty texts"],
)
def test_the_form_alone_is_no_change(same):
    assert difference((plan(), zones()), (same, zones())).rows == []


def test_days_are_the_same_however_they_are_kept():
    days = [dt.date(2026, 3, 1), None]
    texts, stamps = pd.DataFrame({"d": days}), pd.DataFrame({"d": pd.to_datetime(pd.Series(days))})
    assert digests(texts).tolist() == digests(stamps).tolist()


def test_two_cells_that_swap_are_a_change():
    one, other = pd.DataFrame({"a": ["x"], "b": ["y"]}), pd.DataFrame({"a": ["y"], "b": ["x"]})
    assert digests(one)[0] != digests(other)[0]


def test_another_table_the_limits_or_a_row_without_id_ask_for_everything():
    assert difference((plan(), zones()), (plan(), zones(3))).elsewhere == ["zones"]
    assert difference((plan(), zones()), (plan(), zones()), ({"PROFILE": "a"}, {"PROFILE": "b"})).elsewhere == [
        "PROFILE"
    ]
    nameless = plan(plan_id=["P1", "P2", None])
    assert difference((nameless, zones()), (nameless.assign(note="x"), zones())).elsewhere == ["plan"]


def test_a_part_checked_anew_replaces_its_rows_alone(workspace):
    def run(table, only=None, **tables):
        marks = seen({"applications": table}, "applications", "application_id")
        if only is not None:
            marks = marks[marks["feature"].isin(only)]
        frames = {"findings": findings(only or ["A1", "A2"]), "seen_checkapplications": marks, **tables}
        store_all(workspace, frames, RECORD, only)

    was = pd.DataFrame({"application_id": ["A1", "A2", "A3"], "opinion": ["reject", "approve", "approve"]})
    run(was, reviewed=was)
    now = pd.DataFrame({"application_id": ["A1", "A2"], "opinion": ["approve", "reject"]})
    marks = seen({"applications": now}, "applications", "application_id")
    found = changed(last_seen(workspace, "checkapplications"), marks, "applications")
    assert sorted(found.rows) == ["A1", "A2", "A3"]
    run(now, ["A1", "A3"], reviewed=now.iloc[:1])
    kept = read(workspace, "reviewed").set_index("application_id")["opinion"].to_dict()
    assert kept == {"A2": "approve", "A1": "approve"}
    assert changed(last_seen(workspace, "checkapplications"), marks, "applications").rows == ["A2"]


def test_a_pair_of_extents_does_not_take_others_along(workspace):
    pairs = pd.DataFrame({"rule": "SP-24", "feature": ["A2", "A2", "A2"], "other": ["A1", "Z1", "Z2"]})
    store_all(workspace, {"extents": pairs}, RECORD)
    store_all(workspace, {"extents": pairs.assign(rule="new").iloc[:1]}, RECORD, ["A1"])
    kept = read(workspace, "extents")[["rule", "feature", "other"]].to_numpy().tolist()
    assert kept == [["SP-24", "A2", "Z1"], ["SP-24", "A2", "Z2"], ["new", "A2", "A1"]]


def test_partners_are_those_of_a_shared_finding(workspace):
    assert partners(workspace, "checkapplications", ["A1"]) == []
    store(workspace, "findings", findings(["A1", "A2", "A3", "A4"], other=["A2", None, "A4", "A1"]), RECORD)
    assert partners(workspace, "checkapplications", ["A1"]) == ["A2", "A4"]
    assert partners(workspace, "checkplan", ["A1"]) == []


def test_a_check_that_never_ran_is_said(workspace):
    with pytest.raises(CoreError, match="no table 'seen_checkplan'"):
        last_seen(workspace, "checkplan")
