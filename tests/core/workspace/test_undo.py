"""An import taken back: the table is what it was, to the last cell, or nothing is changed."""

from __future__ import annotations

import datetime as dt

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import Point

from fengsui.core.errors import CoreError
from fengsui.core.workspace.undo import digest, former, put_back
from fengsui.core.workspace.workspace import read, runs, store, tables


def plan(count: int) -> gpd.GeoDataFrame:
    frame = pd.DataFrame(
        {
            "plan_id": [f"P{n}" for n in range(count)],
            "year": pd.array([2027, *[None] * (count - 1)], dtype="Int64"),
            "height_m": [30.5, *[None] * (count - 1)],
            "planned_on": [dt.date(2026, 1, 2), *[None] * (count - 1)],
            "urgent": [True] * count,
            "empty": [None] * count,
        }
    )
    places = [None, *[Point(108 + n / 7, 21.5) for n in range(1, count)]]
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(places, crs="EPSG:4490"))


def test_a_table_comes_back_as_it_was(workspace):
    store(workspace, "plan", plan(4))
    was = former(workspace, "plan")
    store(workspace, "plan", plan(2).drop(columns="year"))
    left = digest(read(workspace, "plan"))
    assert left != digest(was)
    run = put_back(workspace, "plan", was, left)
    assert digest(read(workspace, "plan")) == digest(was)
    assert runs(workspace)["run"].iloc[0] == run


def test_a_table_that_was_not_there_goes_again(workspace):
    was = former(workspace, "plan")
    store(workspace, "plan", plan(2))
    put_back(workspace, "plan", was, digest(read(workspace, "plan")))
    assert "plan" not in tables(workspace)
    store(workspace, "plan", plan(3))
    assert len(read(workspace, "plan")) == 3


def test_what_others_did_since_is_not_lost(workspace):
    store(workspace, "plan", plan(4))
    was = former(workspace, "plan")
    store(workspace, "plan", plan(2))
    left = digest(read(workspace, "plan"))
    with workspace.backing.writing() as session:
        session.run("UPDATE plan SET plan_id = ? WHERE plan_id = ?", "P1b", "P1")
    before = len(runs(workspace))
    with pytest.raises(CoreError, match="changed since"):
        put_back(workspace, "plan", was, left)
    assert read(workspace, "plan")["plan_id"].tolist() == ["P0", "P1b"]
    assert len(runs(workspace)) == before
