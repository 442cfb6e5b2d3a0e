"""Rows that come to a table: by hand, and against a plain loop over dictionaries."""

from __future__ import annotations

import random

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import Point, box

from fengsui.core.errors import CoreError
from fengsui.core.workspace.joining import joined, replaced
from fengsui.core.workspace.workspace import create_workspace, open_workspace, read, store_all


def plan(rows: list[dict]) -> gpd.GeoDataFrame:
    frame = pd.DataFrame(rows)
    places = [Point(*place) if place else None for place in frame.pop("at")]
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(places, crs="EPSG:4490"))


FORMER = [
    {"plan_id": "A", "site_name": "甲", "height": 30, "seen": "yes", "at": (108.1, 21.5)},
    {"plan_id": "B", "site_name": "乙", "height": None, "seen": "no", "at": (108.2, 21.5)},
    {"plan_id": "B", "site_name": "乙二", "height": 5, "seen": None, "at": None},
]
FRESH = [
    {"plan_id": "B", "site_name": "乙新", "lon_raw": "108.3", "at": (108.3, 21.6)},
    {"plan_id": "C", "site_name": None, "lon_raw": None, "at": None},
]


def test_known_rows_are_brought_up_to_date_and_nothing_is_lost():
    done = joined(plan(FORMER), plan(FRESH), "plan", "plan")
    table = done.table
    assert (done.added, done.updated, done.kept, done.removed) == (1, 1, 2, 0)
    assert table["plan_id"].tolist() == ["A", "B", "B", "C"]
    assert table["site_name"].fillna("").tolist() == ["甲", "乙新", "乙二", ""]
    assert table["seen"].fillna("").tolist() == ["yes", "no", "", ""]
    assert table["height"].fillna(-1).tolist() == [30, -1, 5, -1]
    assert [None if p is None else p.x for p in table.geometry] == [108.1, 108.3, None, None]
    assert done.columns == ("lon_raw",)


def test_a_place_stays_where_the_file_says_nothing_of_places():
    fresh = plan([{"plan_id": "A", "site_name": "甲新", "at": None}])
    assert joined(plan(FORMER), fresh, "plan", "plan").table.geometry[0].x == 108.1
    unread = fresh.assign(lon_raw="不详")  # it does say something, which is no place
    assert joined(plan(FORMER), unread, "plan", "plan").table.geometry[0] is None


def test_the_unreadable_text_of_a_former_cell_goes_with_its_value():
    former = plan([{"plan_id": "A", "year": None, "year_raw": "明年", "at": None}])
    fresh = plan([{"plan_id": "A", "year": 2027, "at": None}])
    table = joined(former, fresh, "plan", "plan").table
    assert table["year"][0] == 2027
    assert pd.isna(table["year_raw"][0])


def test_the_same_file_twice_adds_nothing_also_without_ids():
    samples = gpd.GeoDataFrame(
        {"rsrp_dbm": [-90.5, -90.5, -100.0], "operator": ["telecom"] * 3, "sheet": ["a"] * 3},
        geometry=gpd.points_from_xy([108, 108, 109], [21, 21, 22]), crs="EPSG:4490",
    )  # fmt: skip
    done = joined(samples, samples.assign(sheet="b"), "measurements", "measurements")
    assert (done.added, done.updated, done.kept) == (0, 3, 0)
    empty = samples.assign(sinr_db=None), samples.assign(sinr_db=float("nan"))  # as a file has it, and as it was kept
    assert joined(*empty, "measurements", "measurements").added == 0
    figures = pd.DataFrame(
        {"county": ["东兴市"], "indicator": ["x"], "period": ["2026"], "value": [1.0], "source": [None]}
    )
    done = joined(figures, figures.assign(value=2.0), "statistics", "statistics")
    assert done.table["value"].tolist() == [2.0]
    nameless = plan([{"plan_id": None, "site_name": "无号", "at": (108.0, 21.0)}])
    assert joined(nameless, nameless, "plan", "plan").added == 0
    assert joined(nameless, nameless.assign(site_name="又一"), "plan", "plan").added == 1


def test_points_do_not_go_among_areas():
    areas = gpd.GeoDataFrame({"zone_id": ["Z"]}, geometry=[box(108, 21, 109, 22)], crs="EPSG:4490")
    points = gpd.GeoDataFrame({"zone_id": ["Y"]}, geometry=[Point(108, 21)], crs="EPSG:4490")
    with pytest.raises(CoreError, match="holds areas, the file points"):
        joined(areas, points, "zones", "zones")
    assert len(joined(areas.assign(geometry=None).set_geometry("geometry"), points, "zones", "zones").table) == 2


def test_replacing_says_what_goes():
    done = replaced(plan(FORMER), plan(FRESH), "plan")
    assert (done.added, done.updated, done.kept, done.removed) == (1, 1, 0, 2)
    assert replaced(None, plan(FRESH), "plan").added == 2


@pytest.mark.parametrize("seed", range(20))
def test_it_is_what_a_plain_loop_gives(seed):
    dice = random.Random(seed)

    def rows(columns: list[str]) -> list[dict]:
        return [
            {"plan_id": dice.choice("ABCDEF"), "at": None, **{c: dice.choice(["x", "y", None]) for c in columns}}
            for _ in range(dice.randint(1, 12))
        ]

    former, fresh = rows(["site_name", "scene"]), rows(["site_name", "status"])
    expected = [dict(row) for row in former]
    taken: set[int] = set()
    for row in fresh:
        at = next((n for n, old in enumerate(former) if old["plan_id"] == row["plan_id"] and n not in taken), None)
        if at is None:
            expected.append(dict(row))
        else:
            taken.add(at)
            expected[at] = {**expected[at], **row}
    table = joined(plan(former), plan(fresh), "plan", "plan").table
    names = ["plan_id", "site_name", "scene", "status"]
    got = table[names].astype(object).where(table[names].notna(), None).to_numpy().tolist()
    assert got == [[row.get(name) for name in names] for row in expected]


def test_a_workspace_joins_what_others_stored_meanwhile(place):
    workspace = create_workspace(place, "县")
    store_all(workspace, {"plan": plan(FORMER)}, {"algorithm": "first"})
    store_all(open_workspace(place), {"plan": lambda former: joined(former, plan(FRESH), "plan", "plan").table})
    table = read(workspace, "plan")
    assert table["plan_id"].tolist() == ["A", "B", "B", "C"]
    assert table["height"].dtype == "float64"
    again = joined(table, plan(FRESH), "plan", "plan")
    assert (again.added, again.updated, again.kept) == (0, 2, 2)
