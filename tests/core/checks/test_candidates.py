"""Main and backup candidates of one demand, side by side."""

from __future__ import annotations

import numpy as np
import pandas as pd
from site_tables import applications, away, case_of, plan, table

from fengsui.core.checks.candidates import COLUMNS, compare, grouped
from fengsui.core.checks.engine import check
from fengsui.core.checks.opinion import review

COMPLETE = ["farmland", "redline-core"]
PLAN = plan({"plan_id": "P0"})


def compared(*rows, shift=None, **given):
    case = case_of(applications(*rows), complete=COMPLETE, plan=PLAN, **given)
    checked = check(case)
    return compare(case, checked, review(case, checked), shift)


def of_group(name, group, **row):
    return {"application_id": name, "plan_id": "P0", "candidate_group": group, **row}


def test_the_better_opinion_goes_first():
    far, good = of_group("far", "G", at=away(300)), of_group("good", "G", at=away(20))
    found = compared(far, good)
    assert list(found["application"]) == ["good", "far"]
    assert list(found["rank"]) == [1, 2]
    assert list(found["opinion"]) == ["approve", "reject"]
    assert found["worst"][0] == ""
    assert found["worst"][1].startswith("SP-12")


def test_of_equal_opinions_the_one_with_fewer_warnings_then_the_nearer_goes_first():
    warned = of_group("warned", "G", at=away(5), eia_no=None)
    near, farther = of_group("near", "G", at=away(10)), of_group("farther", "G", at=away(30))
    assert list(compared(warned, farther, near)["application"]) == ["near", "farther", "warned"]


def test_what_was_withdrawn_goes_last_however_good_it_was():
    gone, bad = of_group("gone", "G", status="withdrawn"), of_group("bad", "G", at=away(300), status="submitted")
    assert list(compared(gone, bad)["application"]) == ["bad", "gone"]


def test_a_row_without_a_place_is_compared_and_has_no_distance():
    found = compared(of_group("nowhere", "G", at=None), of_group("here", "G"))
    assert list(found["application"]) == ["here", "nowhere"]
    assert np.isnan(found["plan_distance_m"][1])
    assert found.geometry[1] is None


def test_a_group_of_one_and_rows_without_a_group_are_not_compared():
    rows = [of_group("alone", "G1"), of_group("free", None), of_group("loose", None)]
    found = compared(*rows)
    assert len(found) == 0
    assert list(found.columns[:-1]) == COLUMNS


def test_groups_keep_apart_and_each_counts_from_one():
    rows = [of_group(f"{g}{n}", g, at=away(10 * n + 5)) for n in (2, 1) for g in ("B", "A")]
    found = compared(*rows)
    assert list(found["application"]) == ["A1", "A2", "B1", "B2"]
    assert list(found["rank"]) == [1, 2, 1, 2]


def test_a_batch_without_the_column_has_no_groups():
    batch = applications({"plan_id": "P0"}, {"plan_id": "P0"}).drop(columns="candidate_group", errors="ignore")
    case = case_of(batch, plan=PLAN)
    assert len(grouped(case)) == 0
    checked = check(case)
    assert list(compare(case, checked, review(case, checked)).columns[:-1]) == COLUMNS


def test_the_way_to_the_nearest_place_is_carried():
    rows = [of_group("a", "G", at=away(10)), of_group("b", "G", at=away(20))]
    found = compared(*rows, shift=pd.Series({"a": 0.0, "c": 5.0}))
    assert found["shift_m"][0] == 0
    assert np.isnan(found["shift_m"][1])


def test_hosts_are_counted_only_where_resources_are_given():
    rows = [of_group("a", "G", at=away(10)), of_group("b", "G", at=away(20))]
    hosts = table(
        "resources", {"resource_id": "R1", "name": "Hall", "status": "usable", "height_m": 28.0, "at": away(30)}
    )
    found = compared(*rows, resources=hosts)
    assert list(found["hosts"]) == [1, 1]
    assert list(found["best_host"]) == ["Hall", "Hall"]
    assert compared(*rows)["hosts"].isna().all()
