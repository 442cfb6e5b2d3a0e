"""The site card in the real window: clicked, typed, copied, made into a row, undone, gone without a trace."""

from __future__ import annotations

import pytest
from pyproj import Geod

GEOD = Geod(ellps="GRS80")


@pytest.fixture(scope="module")
def seen(walk):
    return walk("whole_walk", FENGSUI_LOCALE="zh_CN")


def test_it_is_idle_until_opened_and_says_what_to_add(seen):
    assert seen["idle"]
    assert "示例县" in seen["empty"]


def test_the_sample_comes_in_one_click(seen):
    assert {"plan", "sites", "resources", "counties", "townships", "zones", "applications"} <= set(seen["tables"])
    assert seen["unclear"] == []


def test_a_click_on_the_map_is_answered_and_the_newest_alone(seen):
    assert GEOD.inv(*seen["spot"], 108.1124, 21.5843)[2] < 10  # a pixel of this map is 5 m
    assert "东兴市 · 江平镇" in seen["facts"]
    assert "DX5G0014" in seen["facts"]
    assert any(branch.startswith("通过") for branch in seen["tree"])
    assert seen["newest"]
    assert "距边境" in seen["facts"]
    assert "5G覆盖" in seen["facts"]


def test_everything_the_keyboard_reaches_has_a_name(seen):
    assert seen["nameless"] == []


def test_place_and_card_are_copied(seen):
    assert seen["copied_place"] == "{:.6f}, {:.6f}".format(*seen["spot"])
    assert seen["copied_card"].startswith("选址速查")
    assert "CGCS2000" in seen["copied_card"]
    assert "SP-13" in seen["copied_card"]


def test_five_notations_and_datums_are_one_place(seen):
    for lon, lat, facts in seen["typed"]:
        assert GEOD.inv(lon, lat, 108.10321, 21.58214)[2] < 1
        assert "DX5G0012" in facts
    assert "GCJ-02" in seen["typed"][2][2]
    assert "76" in seen["fault"]


def test_a_row_is_made_and_undone(seen):
    assert seen["row"] == {
        "plan_id": "DX5G0012",
        "build_type": "micro",
        "township": "江平镇",
        "lon_raw": seen["row"]["lon_raw"],
        "crs_declared": "CGCS2000",
    }
    assert float(seen["row"]["lon_raw"]) == pytest.approx(108.10321, abs=1e-5)
    assert seen["added_and_undone"] == [1, 0, True]


def test_two_layers_that_fit_are_asked_about(seen):
    assert seen["unclear_now"] == ["plan"]
    assert "图层" in seen["asks_which"]
    assert seen["offers"].count("规划站") == 2
    assert seen["chosen"]


def test_it_stops_when_told(seen):
    assert seen["stopped"] == ["已停止。", True]


def test_unloading_leaves_nothing_and_loading_brings_it_back(seen):
    assert seen["left"] == {"dialogs": [], "docks": [], "actions": [], "on the map": 0, "tool": "QgsMapToolPan"}
    assert seen["datum_kept"] == "cgcs2000"
    assert seen["place_kept"]


def test_it_hides_in_a_project_that_has_nothing_for_it(seen):
    assert seen["hidden_elsewhere"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "theme", "factor"),
    [("en", "dark", "1"), ("en", "light", "1.25"), ("zh", "dark", "1.25"), ("zh", "light", "2"), ("en", "dark", "2")],
)
def test_both_languages_and_themes_scaled(walk, sample_workspace, language, theme, factor):
    locale = {"en": "en_US", "zh": "zh_CN"}[language]
    look = {"dark": "Night Mapping", "light": "default"}[theme]
    picture = f"site_card_{language}_{theme}_{factor}"
    seen = walk(
        "pictured_walk",
        FENGSUI_LOCALE=locale,
        THEME=look,
        QT_SCALE_FACTOR=factor,
        WORKSPACE=sample_workspace,
        PICTURE=picture,
    )
    assert {"en": "southwest", "zh": "西南"}[language] in seen["facts"]
    assert seen["tree"][0] == {"en": "Error 2", "zh": "错误 2"}[language]
