"""Progress of the plan per area and year."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from site_tables import applications, away, plan, sites, square, table

from fengsui.core.checks.plan_progress import plan_progress
from fengsui.core.errors import CoreError
from fengsui.core.schema import standard_table

TODAY = dt.date(2026, 6, 30)
WEST, MIDDLE, EAST_ = away(0), away(1500), away(20_000)


def tasks(*rows):
    return standard_table(pd.DataFrame([{"county": "甲县", "year": 2026, **row} for row in rows]), "tasks", "tasks")


def network(*rows):
    return sites(*[{"technologies": "4G;5G", "on_air": "2026-03-01", **row} for row in rows])


def progress(planned=None, date=TODAY, **given):
    return plan_progress(planned if planned is not None else plan({}), date, **given)


def row(table_, area="all", year=2026):
    (index,) = table_.index[(table_["area"] == area) & (table_["year"] == year)]
    return {k: (None if pd.isna(v) else v) for k, v in table_.loc[index].items()}


COUNTIES = table(
    "counties",
    {"name": "甲县", "code": "450681", "at": square(1000)},
    {"name": "乙县", "code": "450682", "at": square(1000, EAST_)},
)
TOWNSHIPS = table(
    "townships",
    {"name": "江平镇", "code": "1", "at": square(1000)},
    {"name": "马路镇", "code": "2", "at": square(1000, EAST_)},
)


def test_the_figures_of_the_gazette():
    one = progress(sites=network(*[{}] * 366), tasks=tasks({"task": 699}))
    assert row(one, "甲县")["rate"] == 52.36
    assert row(one, "甲县")["built_source"] == "sites"
    told = progress(tasks=tasks({"task": 699, "built_reported": 366}))
    assert (row(told, "甲县")["rate"], row(told, "甲县")["built"], row(told, "甲县")["built_source"]) == (
        52.36,
        366,
        "reported",
    )


def test_planned_applied_approved():
    batch = applications({}, {"status": "approved"}, {"status": "rejected"}, {"status": "withdrawn"}, {"year": 2025})
    found = progress(
        plan({}, {}, {"status": "cancelled"}, {"status": "built"}, {"year": 2025}, {"year": None}), applications=batch
    )
    assert {k: row(found)[k] for k in ("planned", "applied", "approved", "built", "task", "rate")} == {
        "planned": 3,
        "applied": 3,
        "approved": 1,
        "built": None,
        "task": None,
        "rate": None,
    }
    assert (row(found, year=2025)["planned"], row(found, year=2025)["applied"], row(found, year=2025)["approved"]) == (
        1,
        1,
        0,
    )


def test_a_main_and_its_backups_count_once():
    group = {"candidate_group": "G"}
    found = progress(applications=applications(group, group, {}, {"candidate_group": "H"}))
    assert row(found)["applied"] == 3
    found = progress(
        applications=applications({**group, "status": "withdrawn"}, group, {**group, "status": "approved"})
    )
    assert (row(found)["applied"], row(found)["approved"]) == (1, 1)
    found = progress(
        applications=applications(
            {**group, "status": "approved"}, {**group, "status": "approved"}, {"status": "approved"}
        )
    )
    assert row(found)["approved"] == 2


@pytest.mark.parametrize(
    ("site", "counts"),
    [
        ({}, 1),
        ({"on_air": "2026-01-01"}, 1),
        ({"on_air": "2026-06-30"}, 1),
        ({"on_air": "2026-07-01"}, 0),
        ({"on_air": "2025-12-31"}, 0),
        ({"on_air": None}, 0),
        ({"technologies": "4G"}, 0),
        ({"technologies": None}, 0),
        ({"technologies": "5G"}, 1),
        ({"status": "removed"}, 0),
        ({"status": "building"}, 0),
        ({"status": "planned"}, 0),
        ({"status": None}, 1),
        ({"country": "越南"}, 0),
        ({"country": "中国"}, 1),
        ({"country": "CN"}, 1),
        ({"country": "156"}, 1),
    ],
    ids=str,
)
def test_what_is_built(site, counts):
    assert row(progress(sites=network(site)))["built"] == counts


def test_years_before_count_whole_and_years_to_come_not():
    built = network({"on_air": "2025-12-31"}, {"on_air": "2025-01-01"}, {}, {"on_air": "2027-01-01"})
    found = progress(plan({}, {"year": 2025}, {"year": 2027}), sites=built)
    assert (row(found, year=2025)["built"], row(found)["built"], row(found, year=2027)["built"]) == (2, 1, None)
    assert list(found["year"]) == [2025, 2026, 2027]


def test_counts_by_county_and_township():
    planned = plan(
        {"at": WEST}, {"at": MIDDLE}, {"at": EAST_}, {"at": None, "township": "马路"}, {"at": None, "township": "别处"}
    )
    found = progress(planned, counties=COUNTIES, townships=TOWNSHIPS, sites=network({"at": EAST_}))
    assert [row(found, area)["planned"] for area in ("all", "甲县", "乙县", "江平镇", "马路镇")] == [5, 1, 1, 1, 2]
    assert [row(found, area)["built"] for area in ("all", "甲县", "乙县", "江平镇", "马路镇")] == [1, 0, 1, 0, 1]
    assert list(found["level"]) == ["whole", "county", "county", "township", "township"]


def test_tasks_by_name_and_by_code():
    given = tasks({"task": 10}, {"county": "450682", "task": 5}, {"year": 2025, "task": 4})
    found = progress(
        plan({"year": 2025}, {}),
        counties=COUNTIES,
        tasks=given,
        sites=network({}, {}, {"at": EAST_}, {"on_air": "2025-05-05"}),
    )
    assert (row(found, "甲县")["task"], row(found, "甲县")["rate"]) == (10, 20.0)
    assert (row(found, "乙县")["task"], row(found, "乙县")["rate"]) == (5, 20.0)
    assert (row(found)["task"], row(found)["rate"]) == (15, 20.0)
    assert (row(found, "甲县", 2025)["rate"], row(found, year=2025)["task"], row(found, year=2025)["rate"]) == (
        25.0,
        None,
        None,
    )


def test_tasks_of_counties_without_a_layer():
    found = progress(tasks=tasks({"task": 10}, {"county": "乙县", "task": 30}), sites=network({}, {}))
    assert (row(found)["task"], row(found)["rate"], row(found)["planned"]) == (40, 5.0, 1)
    assert (
        row(found, "甲县")["task"],
        row(found, "甲县")["planned"],
        row(found, "甲县")["built"],
        row(found, "甲县")["rate"],
    ) == (10, None, None, None)
    told = progress(tasks=tasks({"task": 10, "built_reported": 5}, {"county": "乙县", "task": 30, "built_reported": 6}))
    assert (row(told)["rate"], row(told, "甲县")["rate"], row(told, "乙县")["rate"]) == (27.5, 50.0, 20.0)


def test_a_task_outside_the_layer_and_one_county_of_two():
    found = progress(counties=COUNTIES, tasks=tasks({"task": 10}), sites=network({}))
    assert (row(found, "甲县")["rate"], row(found)["task"], row(found)["rate"]) == (10.0, None, None)
    assert row(found, "乙县")["task"] is None


@pytest.mark.parametrize(("task", "rate"), [(0, None), (None, None), (3, 33.33), (-1, None)])
def test_a_task_of_nothing_has_no_rate(task, rate):
    found = progress(tasks=tasks({"task": task}), sites=network({}))
    assert row(found, "甲县")["rate"] == rate


def test_a_county_named_twice_in_a_year_is_refused():
    with pytest.raises(CoreError) as refused:
        progress(tasks=tasks({"task": 1}, {"task": 2}))
    assert "甲县" in str(refused.value)
    assert "2026" in str(refused.value)
    assert len(progress(tasks=tasks({"task": 1}, {"task": 2, "year": 2025}))) == 2


@pytest.mark.parametrize("column", ["county", "year", "task"])
def test_tasks_without_a_column_that_is_needed_are_refused(column):
    with pytest.raises(CoreError) as refused:
        progress(tasks=tasks({"task": 1}).drop(columns=column))
    assert column in str(refused.value)


@pytest.mark.parametrize("column", ["on_air", "technologies"])
def test_sites_without_a_column_that_is_needed_are_refused(column):
    with pytest.raises(CoreError):
        progress(sites=network({}).drop(columns=column))


def test_nothing_at_all():
    empty = plan({}).iloc[:0]
    assert len(progress(empty)) == 0
    found = progress(
        empty,
        sites=network({}).iloc[:0],
        applications=applications({}).iloc[:0],
        counties=COUNTIES,
        tasks=tasks({"task": 5}),
    )
    assert (row(found, "甲县")["built"], row(found, "甲县")["planned"], row(found, "甲县")["rate"]) == (0, 0, 0.0)
    assert len(progress(plan({"year": None, "at": None}))) == 0


def test_two_townships_of_one_name_are_told_apart_and_a_line_counts_once():
    same = table(
        "townships",
        {"name": "江平镇", "code": "1", "at": square(1000)},
        {"name": "江平镇", "code": "2", "at": square(1000, away(2000))},
    )
    found = progress(plan({"at": (square(1000).bounds[2], 21.77)}), townships=same)
    assert sorted(found["area"]) == ["all", "江平镇 (1)", "江平镇 (2)"]
    assert found.loc[found["level"] == "township", "planned"].sum() == 1


def test_a_task_that_is_not_told_leaves_the_whole_without_one():
    told = tasks({"task": 100, "built_reported": 8}, {"county": "乙县", "task": None, "built_reported": 3})
    found = progress(tasks=told, counties=COUNTIES)
    assert (row(found, "甲县")["task"], row(found, "甲县")["rate"]) == (100, 8.0)
    assert (row(found)["task"], row(found)["rate"], row(found)["built"]) == (None, None, 11)
    without = tasks({"task": 100, "built_reported": 8}, {"county": "乙县", "task": 50, "built_reported": None})
    assert (row(progress(tasks=without, counties=COUNTIES))["task"], row(progress(tasks=without))["built"]) == (
        150,
        None,
    )
