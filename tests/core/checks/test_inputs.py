"""What is made ready for a check: kinds of layers, COMPLETE, operators from cells."""

from __future__ import annotations

import pandas as pd
import pytest
from site_tables import sites, square, table

from fengsui.core.checks.inputs import complete_kinds, kind_words, operators_from_cells, with_kinds
from fengsui.core.errors import CoreError
from fengsui.core.schema import standard_table


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (None, set()),
        ("", set()),
        (" ", set()),
        ("farmland", {"farmland"}),
        ("farmland, redline-core；heritage、hsr", {"farmland", "redline-core", "heritage", "hsr"}),
        ("永久基本农田，高铁", {"farmland", "hsr"}),
        ("FARMLAND,,", {"farmland"}),
        ("Permanent basic farmland", {"farmland"}),
        ("road-national", {"road-national"}),
    ],
)
def test_complete_is_read_in_both_languages(text, kinds):
    assert complete_kinds(text) == kinds


def test_a_kind_that_nobody_knows_is_refused():
    with pytest.raises(CoreError) as refused:
        complete_kinds("farmland,好地")
    assert "好地" in str(refused.value)


def test_complete_takes_kinds_of_places_where_the_demand_is_places():
    lists = ("place", "route", "zone")
    assert complete_kinds("物流枢纽, metro, 内海", lists) >= {"logistics-hub", "metro", "sea-internal"}
    with pytest.raises(CoreError, match="no kind"):
        complete_kinds("物流枢纽")
    assert kind_words(frozenset({"admin-village", "farmland"}), "zh") == "永久基本农田, 行政村"


def layer(name, **columns):
    areas = table("zones", {"at": square(5), **columns}, {"at": square(6), **columns})
    areas.attrs["name"] = name
    return areas


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("永久基本农田", "farmland"),
        ("防城区永久基本农田2025", "farmland"),
        ("生态保护红线", "redline"),
        ("生态保护红线核心区_2025", "redline-core"),
        ("文物建设控制地带", "heritage-control"),
        ("farmland", "farmland"),
    ],
)
def test_a_layer_without_kinds_is_taken_by_its_name(name, kind):
    found, told = with_kinds(layer(name), "zone")
    assert (set(found["kind"]), len(told)) == ({kind}, 1)


@pytest.mark.parametrize("name", ["图层1", "zones", "永久基本农田和文物保护范围", ""])
def test_a_layer_whose_name_does_not_tell_is_refused(name):
    with pytest.raises(CoreError):
        with_kinds(layer(name), "zone")


def test_words_that_are_not_understood_are_told_and_left_out():
    areas = table(
        "zones",
        {"kind": "farmland", "at": square(5)},
        {"kind": "好地", "at": square(5)},
        {"kind": None, "at": square(5)},
    )
    found, told = with_kinds(areas, "zone")
    assert list(found["kind"]) == ["farmland"]
    assert sorted(values["word"] for _, values in told) == ["", "好地"]
    assert list(areas["kind"].fillna("?")) == ["farmland", "好地", "?"]


def test_each_of_several_layers_is_taken_by_itself():
    areas = pd.concat(
        [layer("farmland").assign(layer_name="永久基本农田"), layer("x", kind="heritage").assign(layer_name="文物")],
        ignore_index=True,
    )
    found, _ = with_kinds(areas, "zone")
    assert list(found["kind"]) == ["farmland", "farmland", "heritage", "heritage"]


def cells(*rows):
    return standard_table(pd.DataFrame(rows), "cells", "cells")


def test_operators_come_from_the_cells():
    given = cells(
        {"site_id": "X0", "operator": "移动"},
        {"site_id": "X0", "operator": "联通"},
        {"site_id": "X0", "operator": "移动"},
        {"site_id": "X9", "operator": "电信"},
        {"site_id": "X1", "operator": None},
    )
    found = operators_from_cells(sites({}, {}, {"site_id": None}), given)
    assert found["operators"].fillna("").tolist() == ["mobile;unicom", "", ""]


def test_cells_or_sites_without_ids_are_refused():
    with pytest.raises(CoreError):
        operators_from_cells(sites({}), cells({"operator": "移动"}))
    with pytest.raises(CoreError):
        operators_from_cells(sites({}).drop(columns="site_id"), cells({"site_id": "X0", "operator": "移动"}))


def test_kinds_are_said_in_the_language_of_the_user():
    assert kind_words(frozenset({"farmland", "hsr"}), "zh") == "永久基本农田, 高速铁路"
    assert "railway" in kind_words(frozenset({"hsr"}), "en").lower()
