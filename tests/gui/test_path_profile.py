"""The path profile in the real window: a site and a place clicked, the algorithm's own figures, gone without a trace."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="module")
def seen(walk, sample_workspace):
    return walk("whole_walk", "path_steps.py", FENGSUI_LOCALE="zh_CN", WORKSPACE=sample_workspace)


def same(shown, found):
    """The panel's figures are those of the algorithm run through the provider."""
    pairs = (("loss", "LOSS_DB"), ("margin", "MARGIN_DB"), ("distance", "DISTANCE_M"))
    assert {name: shown[name] for name, _ in pairs} == {name: found[output] for name, output in pairs}
    assert shown["site"] == found["SITE_NAME"]


def test_it_is_idle_until_opened_and_says_what_it_needs(seen):
    assert seen["idle"]
    assert seen["empty"][0] == 1
    assert "示例县" in seen["empty"][1]


def test_without_heights_it_says_how_to_get_them(seen):
    assert seen["sites_layer"]
    assert "DEM" in seen["no_heights"][0]
    assert seen["no_heights"][1:] == [True, True]
    assert seen["still_no_heights"] == [seen["no_heights"][0], True, True]


def test_a_click_shows_the_algorithms_own_figures(seen):
    same(seen["strongest"], seen["by_provider"])
    assert f"{seen['by_provider']['LOSS_DB']:.1f} dB" in seen["facts"]
    assert "绕射" in seen["facts"]
    assert "P.1812" in seen["facts"]


def test_a_site_clicked_first_is_where_the_path_begins(seen):
    word, said, number = seen["chosen"]
    assert word == number
    assert "终点" in said
    same(seen["from_site"], seen["from_site_by_provider"])
    assert seen["marks"] > 0


def test_the_drawing_is_read_off_by_keyboard_and_everything_has_a_name(seen):
    at, said, pointed = seen["read_off"]
    assert at == 10
    assert "公里" in said
    assert pointed
    assert seen["nameless"] == []


def test_it_is_copied_and_saved_and_a_fault_is_one_sentence(seen):
    assert seen["copied"].startswith("路径剖面\n")
    assert f"{seen['by_provider']['LOSS_DB']:.1f} dB" in seen["copied"]
    assert min(seen["saved"]) > 3_000
    assert "/nowhere/at/all.png" in seen["not_saved"]
    assert "频段" in seen["fault"] or "BAND" in seen["fault"]


def test_it_stops_when_told(seen):
    assert seen["stopped"] == ["已停止。", True]


def test_heights_that_leave_the_project_take_their_drawing_along(seen):
    assert seen["kept"]
    assert seen["heights_gone"] == [True, True, 0]


def test_unloading_leaves_nothing_and_loading_brings_it_back(seen):
    assert seen["left"] == {"dialogs": [], "docks": [], "actions": [], "on the map": 0, "tool": "QgsMapToolPan"}
    assert seen["restored"] == ["4G", True, 0]
    assert seen["hidden_elsewhere"]


@pytest.mark.slow
@pytest.mark.parametrize(("language", "theme"), [("en", "dark"), ("zh", "light"), ("zh", "dark"), ("en", "light")])
def test_both_languages_and_themes(walk, sample_workspace, language, theme):
    locale = {"en": "en_US", "zh": "zh_CN"}[language]
    look = {"dark": "Night Mapping", "light": "default"}[theme]
    picture = f"path_{language}_{theme}"
    seen = walk(
        "pictured_walk", "path_steps.py", FENGSUI_LOCALE=locale, THEME=look, WORKSPACE=sample_workspace, PICTURE=picture
    )
    assert {"en": "Path loss", "zh": "路径损耗"}[language] in seen["facts"]
