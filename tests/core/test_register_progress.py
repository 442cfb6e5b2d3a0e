"""The register's figures by period, and what its public version leaves out."""

from __future__ import annotations

import datetime as dt

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import Point, box

from fengsui.core.checks.profile import load_profile
from fengsui.core.errors import Cancelled
from fengsui.core.register.progress import COLUMNS, public_register, register_progress
from fengsui.core.schema import standard_table

TODAY = dt.date(2026, 3, 15)
HERE = (108.35, 21.77)
MEASURES = ["opened", "surveyed", "usable", "signed", "built", "withdrawn"]


def table(kind, *rows):
    shapes = [
        at if at is None or not isinstance(at, tuple) else Point(at) for at in (row.get("at", HERE) for row in rows)
    ]
    data = [{k: v for k, v in row.items() if k != "at"} for row in rows]
    return standard_table(gpd.GeoDataFrame(data, geometry=gpd.GeoSeries(shapes, crs="EPSG:4490")), kind, kind)


def register(*rows):
    full = {"category": "building", "owner_class": "government", "status": "published", "published_on": "2025-03-02"}
    return table(
        "resources",
        *[{"resource_id": f"R{n}", "name": f"第{n}楼", "owner": "甲局", **full, **row} for n, row in enumerate(rows)],
    )


def progress(rows, **given):
    return register_progress(rows, given.pop("date", TODAY), load_profile(), **given)


def figures(found, period, owner="all", area="all", level="whole"):
    row = found[
        (found["period"] == period)
        & (found["owner_class"] == owner)
        & (found["area"] == area)
        & (found["level"] == level)
    ]
    assert len(row) == 1
    return [None if pd.isna(row[name].iloc[0]) else int(row[name].iloc[0]) for name in MEASURES]


EVERY = {"surveyed_on": "2025-06-01", "signed_on": "2025-09-30", "built_on": "2026-02-01"}


def test_a_place_counts_from_the_day_of_each_status():
    found = progress(register({**EVERY, "status": "built"}))
    assert list(found.columns) == COLUMNS
    assert figures(found, "2025-03") == [1, 0, 0, 0, 0, 0]
    assert figures(found, "2025-06") == [1, 1, 1, 0, 0, 0]
    assert figures(found, "2025-09") == figures(found, "2025") == [1, 1, 1, 1, 0, 0]
    assert figures(found, "2026-03") == figures(found, "2026") == [1, 1, 1, 1, 1, 0]
    assert set(found["undated"]) == {0}


def test_periods_run_from_the_first_date_to_the_day():
    found = progress(register({}))
    assert list(found["period"].unique()) == [
        "2025",
        "2026",
        *[f"2025-{m:02}" for m in range(3, 13)],
        "2026-01",
        "2026-02",
        "2026-03",
    ]
    assert figures(progress(register({}, {"published_on": "2026-03-16"})), "2026") == [1, 0, 0, 0, 0, 0]
    assert figures(progress(register({}, {"published_on": "2026-03-15"})), "2026")[0] == 2


def test_a_figure_whose_dates_are_missing_is_empty_and_said():
    found = progress(register({"status": "built"}, {}))
    assert figures(found, "2026") == [2, None, None, None, None, 0]
    assert set(found["undated"]) == {1}
    partly = progress(
        register({"status": "signed", "surveyed_on": "2025-06-01", "signed_on": "2025-07-01"}, {"status": "signed"})
    )
    assert figures(partly, "2026") == [2, 1, 1, 1, 0, 0]
    assert set(partly["undated"]) == {1}


def test_without_statuses_only_publication_and_survey_are_known():
    bare = register({"surveyed_on": "2025-06-01"}, {}).drop(columns="status")
    assert figures(progress(bare), "2026") == [2, 1, None, None, None, None]


def test_without_any_date_every_figure_is_empty():
    assert figures(progress(register({"published_on": None})), "2026") == [None, 0, 0, 0, 0, 0]


def test_what_is_withdrawn_leaves_the_opened_on_its_day():
    rows = register({"status": "withdrawn", "withdrawn_on": "2026-02-03"}, {}, {"status": "withdrawn"})
    found = progress(rows)
    assert figures(found, "2026-01") == [2, 0, 0, 0, 0, 0]
    assert figures(found, "2026-02") == [1, 0, 0, 0, 0, 1]
    assert set(found["undated"]) == {1}


def test_what_is_proposed_does_not_count_and_duplicates_count_once():
    twice = {"name": "同楼"}
    assert figures(progress(register(twice, twice, {"status": "proposed"})), "2026")[0] == 1


def test_poles_are_those_of_the_opened_places():
    rows = register(
        {"category": "lamp_pole", "poles": 12},
        {"poles": 3},
        {"category": "lamp_pole", "poles": 4, "status": "withdrawn", "withdrawn_on": "2026-01-01"},
    )
    found = progress(rows)
    whole = found[(found["owner_class"] == "all")].set_index("period")["poles"]
    assert (whole["2025-12"], whole["2026"]) == (16, 12)


def test_owner_classes_have_rows_of_their_own():
    found = progress(register({}, {"owner_class": "power"}, {"owner_class": None}))
    assert set(found["owner_class"]) == {"all", "government", "power", "unknown"}
    assert figures(found, "2026", "power") == [1, 0, 0, 0, 0, 0]


def test_areas_hold_rows_by_place_and_townships_also_by_name():
    half = box(108.3, 21.7, 108.4, 21.8)
    counties = table("counties", {"name": "甲县", "code": "1", "at": half})
    townships = table("townships", {"name": "甲镇", "at": half}, {"name": "乙镇", "at": box(109, 21.7, 109.1, 21.8)})
    rows = register({}, {"at": None, "township": "乙"}, {"at": (109.5, 21.7)}, {"at": None})
    found = progress(rows, counties=counties, townships=townships)
    assert figures(found, "2026")[0] == 4
    assert figures(found, "2026", area="甲县", level="county")[0] == 1
    assert figures(found, "2026", area="none", level="county")[0] == 3
    assert [figures(found, "2026", area=a, level="township")[0] for a in ("甲镇", "乙镇", "none")] == [1, 1, 2]


def test_a_user_may_stop_it():
    def stop(share):
        raise Cancelled

    with pytest.raises(Cancelled):
        register_progress(register({}), TODAY, load_profile(), progress=stop)


def test_an_empty_register_has_no_figures_to_show():
    assert progress(register({}).iloc[:0])["opened"].fillna(0).eq(0).all()


PRIVATE = {
    "contact": "张三 13800001234",
    "address": "江平街1号，联系人：李四，电话0770-2821234",
    "备注": "张三家",
    "lon_raw": "108.354321",
    "site_id": "X0",
}


def test_the_public_version_keeps_its_columns_only():
    rows, left_out = public_register(register(PRIVATE).assign(备注="张三家"), load_profile())
    assert left_out == 0
    assert not set(rows.columns) & {"contact", "备注", "lon_raw", "lat_raw", "site_id", "sheet", "row"}
    assert list(rows["edition"]) == ["public"]
    everything = rows.drop(columns="geometry").astype(str).to_string()
    assert not any(word in everything for word in ("张三", "李四", "1380", "2821234", "108.354"))
    assert rows["address"][0].startswith("江平街1号")


def test_the_public_version_leaves_out_border_bodies_and_what_is_not_open():
    rows = register(
        {},
        {"name": "边防派出所"},
        {"address": "执勤点旁"},
        {"status": "proposed"},
        {"status": "withdrawn"},
        {"owner": "边检站"},
    )
    public, left_out = public_register(rows, load_profile())
    assert list(public["resource_id"]) == ["R0"]
    assert left_out == 5


def test_a_border_body_known_only_by_a_column_that_is_not_published_is_left_out_too():
    assert public_register(register({}).assign(备注="哨所"), load_profile())[1] == 1


def test_coordinates_are_coarse_and_private_owners_go():
    rows = register({"at": (108.354321, 21.774567), "owner": "黄大明", "owner_class": "residential"}, {"at": None})
    public, _ = public_register(rows, load_profile())
    assert (public.geometry[0].x, public.geometry[0].y) == (108.354, 21.775)
    assert public.geometry[1] is None
    assert pd.isna(public["owner"][0])
    assert public.crs == "EPSG:4490"
