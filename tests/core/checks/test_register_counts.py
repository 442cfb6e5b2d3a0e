"""OR-04, 06, 07, and what counts as a place (处)."""

from __future__ import annotations

import numpy as np
import pytest
from register_tables import bare, case_of, messages, register, run
from site_tables import NORTH, away, hits, unsure

from fengsui.core.checks.register_counts import counted_rows, pole_total
from fengsui.core.registered import groups, similar


def test_same_name_and_owner_is_one_place_wherever_it_is():
    rows = register(
        {"name": "甲楼"},
        {"name": " 甲 楼", "owner": "甲局", "at": away(5_000)},
        {"name": "甲楼", "owner": "乙局", "at": away(900)},
        {"name": "甲楼", "owner": "甲局", "at": None},
    )
    found = run("OR-04/owner", rows)
    assert hits(found, "error") == ["R0", "R1", "R3"]
    assert list(found["other"]) == ["R1", "R0", "R0"]
    assert set(found["measured"]) == {3.0}


def test_withdrawn_rows_are_no_duplicates():
    twice = {"name": "甲楼", "owner": "甲局"}
    assert run("OR-04/owner", register(twice, {**twice, "status": "withdrawn"})).empty


def test_where_there_is_no_name_the_address_stands_for_it():
    row = {"address": "江平街1号", "owner": "甲局"}
    assert hits(run("OR-04/owner", bare({"resource_id": "1", **row}, {"resource_id": "2", **row}))) == ["1", "2"]


def test_a_name_that_only_says_the_category_names_nothing():
    row = {"name": "路灯杆", "owner": "市政处"}
    assert run("OR-04", register({**row, "at": away(0)}, {**row, "at": away(15)})).empty


def test_what_cannot_be_compared_is_said():
    rows = register({"owner": None}, {"name": None, "address": None}, {})
    assert unsure(run("OR-04/owner", rows)) == ["R0", "R1"]


@pytest.mark.parametrize(("apart", "told"), [(19.9, True), (20.1, False)])
def test_like_names_nearer_than_20_m(apart, told):
    rows = register({"name": "江平镇政府办公楼"}, {"name": "江平镇政府办公大楼", "at": away(apart)})
    found = run("OR-04/place", rows)
    assert hits(found, "error") == (["R0", "R1"] if told else [])
    if told:
        assert list(found["other"]) == ["R1", "R0"]
        assert found["measured"].tolist() == pytest.approx([apart] * 2, abs=0.01)


@pytest.mark.parametrize(
    ("a", "b", "alike"),
    [
        ("江平镇政府办公楼", "江平镇政府办公大楼", True), ("甲楼", "乙楼", False), ("一号楼", "1号楼", True), ("1号楼", "2号楼", False),
        ("灯杆001", "灯杆002", False), ("ABCDE", "ABCDX", True), ("ABCD", "ABCX", False), ("江平中学", "江平小学", False),
    ],
)  # fmt: skip
def test_like_names(a, b, alike):
    rows = register({"name": a}, {"name": b, "at": away(5)})
    assert bool(hits(run("OR-04/place", rows))) is alike


def test_the_likeness_is_exact_and_numbers_must_agree():
    left, right = (
        np.array(["ABCDE", "ABCDE", None, "ABCDE", "EDCBA"], object),
        np.array(["ABCDE", "ABCXY", "A", None, "ABCDE"], object),
    )
    assert similar(left, right, 0.8).tolist() == [True, False, False, False, False]
    assert similar(left[:0], right[:0], 0.8).tolist() == []


def test_an_uncertain_place_leaves_the_pair_open():
    near = {"name": "江平镇政府办公楼"}, {"name": "江平镇政府办公大楼", "at": away(15)}
    sure = register({**near[0], "uncertainty_m": 4}, near[1])
    assert hits(run("OR-04/place", sure)) == ["R0", "R1"]
    open_pair = register({**near[0], "uncertainty_m": 6}, near[1])
    assert unsure(run("OR-04/place", open_pair)) == ["R0", "R1"]
    apart = register({**near[0], "uncertainty_m": 30}, {**near[1], "at": away(60)})
    assert run("OR-04/place", apart).empty


def test_a_place_too_uncertain_is_not_compared_and_said():
    rows = register({"uncertainty_m": 101}, {"place_grade": "street"}, {"place_grade": "building", "at": away(900)})
    found = run("OR-04/place", rows)
    assert unsure(found) == ["R0", "R1"]
    assert "too much to be compared" in messages(found)[0]


def test_places_count_duplicates_once_and_what_was_never_opened_not_at_all():
    twice = {"name": "甲楼", "owner": "甲局"}
    rows = register(
        twice,
        twice,
        {"name": "丙厅一"},
        {"name": "丙厅甲一", "at": away(300)},
        {"status": "proposed", "at": away(900)},
        {"status": "withdrawn"},
        {"status": "refused"},
        {"status": None},
        {"at": None},
    )
    assert case_of(rows).fact(counted_rows).tolist() == [True, False, True, True, False, False, True, True, True]


def test_a_proposed_duplicate_does_not_take_the_place_of_an_opened_one():
    twice = {"name": "甲楼", "owner": "甲局"}
    assert case_of(register({**twice, "status": "proposed"}, twice)).fact(counted_rows).tolist() == [False, True]


def test_groups_join_chains():
    import pandas as pd

    pairs = pd.DataFrame({"point": [3, 1], "target": [1, 2]})
    keys = pd.Series([None, None, None, None, "k", None, "k"], dtype=object)
    assert groups(7, pairs, keys).tolist() == [0, 1, 1, 1, 4, 5, 4]


@pytest.mark.parametrize("category", ["lamp_pole", "power_pole", "signal_pole", "gantry", "camera_pole"])
def test_poles_say_how_many(category):
    rows = register(
        {"poles": None}, {"poles": 3}, {"poles": 0}, {"poles": None, "status": "withdrawn"}, category=category
    )
    assert hits(run("OR-06/poles", rows), "error") == ["R0", "R2"]


def test_buildings_need_no_poles_and_theirs_are_not_summed():
    rows = register(
        {"poles": 5}, {"category": "lamp_pole", "poles": 4}, {"category": "lamp_pole", "poles": 7, "status": "proposed"}
    )
    assert run("OR-06/poles", rows).empty
    assert pole_total(case_of(rows)) == 4
    assert unsure(run("OR-06/poles", bare({"name": "甲"}))) == [None]


def test_rows_that_vanished_are_named_and_the_total_is_told():
    before = register({}, {}, {"name": "没了", "at": away(70, NORTH)}, {"status": "withdrawn"})
    now = register({}, {}, {"resource_id": "N1"})
    found = run("OR-06/vanished", now, previous=before)
    assert hits(found, "error") == ["R2"]
    assert list(found["layer"]) == ["previous"]
    assert not found.geometry.is_empty.any()
    total = run("OR-06/total", now, previous=before)
    assert messages(total) == ["This register counts 3; previous 3 + new 1 - withdrawn 0 = 4."]


def test_the_totals_add_up_with_new_and_withdrawn_rows():
    before = register({}, {}, {}, {"status": "proposed"})
    now = register({}, {"status": "withdrawn"}, {}, {}, {"resource_id": "N1"})
    assert run("OR-06", now, previous=before).empty


def test_a_new_row_that_is_a_duplicate_is_not_new():
    now = register(
        {"resource_id": "N0", "name": "甲楼", "owner": "甲局"}, {"resource_id": "R0", "name": "甲楼", "owner": "甲局"}
    )
    assert run("OR-06", now, previous=register({})).empty


def test_numbers_are_compared_as_people_write_them():
    assert run("OR-06", register({"resource_id": "ＤＸ01"}), previous=register({"resource_id": " dx01"})).empty


def test_without_numbers_the_registers_cannot_be_compared():
    found = run("OR-06", register({"resource_id": None}), previous=register({"resource_id": None}))
    assert hits(found) == []
    assert len(unsure(found)) == 2
    assert unsure(run("OR-06/total", register({}))) == [None]


def test_a_step_back_needs_a_reason():
    before = register(
        {"status": "signed"},
        {"status": "signed"},
        {"status": "published"},
        {"status": "usable"},
        {"status": "withdrawn"},
    )
    now = register(
        {"status": "usable"},
        {"status": "usable", "status_reason": "业主改主意"},
        {"status": "usable"},
        {"status": "refused"},
        {"status": "published"},
    )
    found = run("OR-07", now, previous=before)
    assert hits(found, "warning") == ["R0"]
    assert messages(found) == ["The status went back from 'Signed' to 'Surveyed, usable' without a reason."]


def test_a_withdrawal_is_no_step_back():
    assert run("OR-07", register({"status": "withdrawn"}), previous=register({"status": "built"})).empty


def test_a_status_missing_on_either_side_is_open():
    assert unsure(run("OR-07", register({"status": None}, {}), previous=register({}, {"status": None}))) == ["R0", "R1"]
    assert unsure(run("OR-07", register({}))) == [None]


def test_rows_without_a_number_on_either_side_leave_the_order_open():
    assert unsure(run("OR-07", register({}), previous=register({"resource_id": None}))) == [None]
    assert unsure(run("OR-07", register({"resource_id": None}), previous=register({}))) == [None]


def test_a_step_back_is_named_beside_rows_without_a_number():
    rows = register({"status": "usable"}, {"resource_id": None})
    found = run("OR-07", rows, previous=register({"status": "signed"}))
    assert hits(found, "warning") == ["R0"]
    assert unsure(found) == [None]
    assert set(found["layer"]) == {"resources"}
