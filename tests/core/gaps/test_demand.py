"""Which kind of demand a layer holds, and what is made of its rows."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest
from scene import ask, box, frame, line, places, point, transmitters

from fengsui.core.errors import CoreError
from fengsui.core.gaps.demand import demand_kind, read_demand
from fengsui.core.gaps.key_points import key_points, needed_points, point_kinds
from fengsui.core.gaps.states import STATES, demand_rules, words
from fengsui.core.schema import code_lists, standard_table


@pytest.mark.parametrize(
    ("columns", "shape", "kind"),
    [
        ({"name": ["x"]}, point(0), "places"),
        ({"kind": ["road-national"]}, line((0, 0), (9, 0)), "routes"),
        ({"kind": ["sea-internal"]}, box(0, 0, 9, 9), "zones"),
        ({"类别": ["领海"]}, box(0, 0, 9, 9), "zones"),
        ({"kind": ["industrial-park"]}, box(0, 0, 9, 9), "places"),
        ({"类别": ["有人居住海岛"]}, box(0, 0, 9, 9), "places"),
        ({"zone_id": ["x"]}, box(0, 0, 9, 9), "zones"),
        ({"村名": ["x"], "households": [3]}, box(0, 0, 9, 9), "places"),
    ],
)
def test_the_kind_shows_in_shapes_and_words(columns, shape, kind):
    assert demand_kind(frame(pd.DataFrame(columns), [shape]), "layer") == kind


@pytest.mark.parametrize(
    ("columns", "shapes", "said"),
    [
        ({"code": ["x"]}, [box(0, 0, 9, 9)], "cannot be told"),
        ({"kind": ["road-national"]}, [box(0, 0, 9, 9)], "centrelines"),
        ({"kind": ["school", "school"]}, [box(0, 0, 9, 9), point(0)], "mixes"),
    ],
)
def test_what_cannot_be_told_is_asked(columns, shapes, said):
    with pytest.raises(CoreError, match=said):
        demand_kind(frame(pd.DataFrame(columns), shapes), "layer")


def test_a_table_without_shapes_is_told_by_its_columns():
    assert demand_kind(pd.DataFrame({"place_id": ["1"], "kind": ["行政村"]}), "sheet") == "places"
    with pytest.raises(CoreError):
        demand_kind(pd.DataFrame({"a": [1]}), "sheet")


def test_kinds_of_the_other_list_are_understood_in_a_mixed_layer():
    table = frame({"zone_id": ["s", "i", "?"], "类别": ["内海", "有人居住海岛", "月亮"]}, [box(0, 0, 9, 9)] * 3)
    demand = read_demand(standard_table(table, "zones", "sea"), "zones")
    assert list(demand.table["kind"]) == ["sea-internal", "island-inhabited", "月亮"]
    assert any("月亮" in str(facts) for _, facts in demand.told)


def test_missing_ids_get_the_row_and_double_ones_are_told():
    demand = read_demand(
        places(("a", "school", 0, 0, {}), ("a", "school", 1, 0, {}), (None, "school", 2, 0, {})), "places"
    )
    assert list(demand.ids) == ["a", "a", "#3"]
    assert [facts["count"] for _, facts in demand.told] == [1, 2]


def test_settings_come_from_the_row_then_from_the_kind():
    demand = read_demand(
        places(
            ("a", "operating-room", 0, 0, {"setting": None}),
            ("b", "operating-room", 0, 0, {"setting": "outdoor"}),
            ("c", "school", 0, 0, {"setting": None}),
        ),
        "places",
    )
    assert list(demand.setting) == ["indoor", "outdoor", "outdoor"]
    assert list(demand.assumed) == [True, False, False]


def test_counties_by_place_by_word_and_by_nothing():
    counties = frame({"code": ["1"], "name": ["甲县"]}, [box(-9, -9, 9, 9)])
    rows = [("in", 0, None), ("out", 99, "甲县"), ("away", 99, "丙县"), ("none", 99, None)]
    demand = read_demand(places(*((i, "school", x, 0, {"county": c}) for i, x, c in rows)), "places", counties)
    assert list(demand.county) == ["1", "1", "丙县", None]
    assert read_demand(places(("a", "school", 0, 0, {})), "places").county[0] is None


def test_key_points_are_rows_of_their_kinds_whose_parent_is_the_place():
    demand = read_demand(
        places(
            ("T", "township-seat", 0, 0, {}),
            ("V", "admin-village", 0, 0, {"parent_id": "T"}),
            ("W", "admin-village", 0, 0, {"parent_id": "T"}),
            ("s", "school", 0, 0, {"parent_id": "V"}),
            ("h", "settlement-20", 0, 0, {"parent_id": "V"}),
            ("V2", "clinic", 0, 0, {"parent_id": "V2"}),
        ),
        "places",
    )
    found = key_points(demand, "en")
    assert found.pairs[["place", "point"]].values.tolist() == [[1, 3]]
    assert found.own.tolist() == [2]
    assert found.missing.empty


def test_a_place_listed_twice_has_its_points_twice():
    demand = read_demand(
        places(
            ("V", "admin-village", 0, 0, {}),
            ("V", "admin-village", 0, 0, {}),
            ("s", "school", 0, 0, {"parent_id": "V"}),
        ),
        "places",
    )
    assert key_points(demand, "en").pairs["place"].tolist() == [0, 1]


def test_missing_kinds_are_named_in_the_users_language():
    demand = read_demand(places(("M", "metro", 0, 0, {}), ("p", "platform-hall", 0, 0, {"parent_id": "M"})), "places")
    assert key_points(demand, "zh").missing[0] == "检票口、安检区、调度室"
    assert key_points(demand, "en").missing[0] == "Ticket gate, Security check, Control room"


def test_every_kind_of_the_rules_is_a_code_and_every_word_has_two_languages():
    codes = set(code_lists()["place"])
    rules = demand_rules()
    assert point_kinds() <= codes
    assert set(rules["key_points"]) <= codes
    assert set(rules["landmarks"]) <= codes
    assert {k for kinds in rules["settings"].values() for k in kinds} <= codes | set(code_lists()["route"])
    assert set(rules["states"]) == set(STATES)
    assert all(entry["source"] for entry in rules["key_points"].values())
    for part in ("states", "lacks", "flags", "phrases"):
        chinese, english = words("zh", part), words("en", part)
        for name, text in chinese.items():
            assert set(placeholders(text)) == set(placeholders(english[name])), name


def placeholders(text):
    from string import Formatter

    return [name for _, name, _, _ in Formatter().parse(text) if name]


def test_the_eleven_scenes_need_as_many_points_as_the_notice_lists():
    assert {kind: len(points) for kind, points in needed_points().items()} == {
        "gov": 3, "culture": 6, "medical": 5, "university": 7, "hub": 3, "metro": 4, "corridor": 6, "mall": 5,
        "residential": 4, "office": 6, "rural": 6,
    }  # fmt: skip


@pytest.mark.parametrize(("kind", "column"), [("places", "place_id"), ("routes", "route_id"), ("zones", "zone_id")])
def test_an_empty_layer_has_nothing_to_judge(kind, column):
    empty = gpd.GeoDataFrame({column: [], "kind": []}, geometry=[], crs="EPSG:4490")
    supply = transmitters(("T", 0, 1000, {}))
    found = ask(empty, kind, supply)
    assert len(found.assessed) == len(found.gaps) == len(found.summary) == 0


@pytest.mark.parametrize(("kind", "column"), [("places", "place_id"), ("routes", "route_id"), ("zones", "zone_id")])
def test_rows_without_any_shape_are_unknown(kind, column):
    table = gpd.GeoDataFrame({column: ["a"], "kind": ["sea-internal"]}, geometry=[None], crs="EPSG:4490")
    found = ask(table, kind, transmitters(("T", 0, 1000, {})))
    assert found.assessed["covered"].tolist() == [0]
    assert found.assessed["state"][0] in ("unknown", None)
    assert "no place on the map" in found.assessed["evidence"][0]


def test_a_host_at_sea_is_a_place_and_served_like_one():
    demand = read_demand(places(("W", "sea-host", 0, 0, {})), "places")
    assert not demand.sea.any()
    found = ask(demand.table, "places", transmitters(("T", 0, 1000, {})))
    assert found.assessed["state"].tolist() == ["covered_model"]
