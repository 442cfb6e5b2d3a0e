"""The targets dock in the real window: computed, walked through, marked, reopened; a site tried; a figure typed in."""

from __future__ import annotations

import shutil

import pytest

VILLAGE = "bb-2027-village-5g"


@pytest.fixture(scope="module")
def seen(walk):
    return walk("whole_walk", "targets_steps.py", FENGSUI_LOCALE="zh_CN")


def test_it_is_idle_until_opened_and_offers_the_sample(seen):
    assert seen["idle"]
    assert seen["empty"]
    assert "尚未计算" in seen["nothing_yet"][0]
    assert seen["nothing_yet"][1] == 0


def test_terrain_asks_for_heights_which_are_hidden_else(seen):
    hidden, shown, said, idle = seen["heights"]
    assert (hidden, shown, idle) == (False, True, True)
    assert "DEM" in said


def test_it_stops_when_told_and_computes_gaps_then_targets(seen):
    said, seconds = seen["stopped"]
    assert "已停止" in said
    assert seconds < 3  # within a second where nobody else uses the machine
    assert seen["steps"][-1] == "第 4 步，共 4 步：目标核查"
    assert seen["held"].startswith("截至 20")
    assert "national" in seen["held"]


def test_a_row_says_verdict_distance_and_what_it_rests_on(seen):
    assert "达标 16 · 未达标 6" in seen["counts"]
    village = next(row for row in seen["rows"] if row.startswith("行政村通5G"))
    for part in ("未达标", "66.7 %", "目标 95 %", "差 12 个", "实测6 · 模型33 · 未知 3", "263号 一(三)"):
        assert part in village
    assert any("差 8.7 公里" in row for row in seen["rows"])
    assert any("不可计算" in row and "缺少：" in row for row in seen["rows"])


def test_the_year_and_the_document_choose_rows(seen):
    assert all("263号" in row for row in seen["rows"])
    assert all("2025 年" in row or "2027 年" in row for row in seen["rows"])


def test_what_fails_is_walked_through_by_key(seen):
    assert len(seen["units"]) == 14
    assert seen["units"][0].startswith("实测缺口")
    for centre, expected in zip(seen["centres"], seen["expected"]):
        assert centre == pytest.approx(expected, abs=1e-6)
    assert seen["at"] == 0
    assert {"assessed_places", "gaps_places"} <= set(seen["layers"])
    assert "K15.11–K18.10" in seen["stretches"][0]
    assert all(text.startswith(("模型缺口", "实测缺口", "仅有申报", "未知")) for text in seen["stretches"])


def test_marks_are_kept_and_found_again_with_the_project(seen):
    assert (seen["progress"], seen["marked"]) == ("0/14 已看", "3/14 已看")
    assert seen["reopened"] == ["3/14 已看", VILLAGE, "东兴市"]
    assert seen["hidden_elsewhere"]
    assert seen["stayed"] == pytest.approx([108.1347, 21.6236], abs=1e-3)  # opening a project moves no map


def test_only_gaps_is_a_filter_that_goes_again(seen):
    assert len(seen["filtered"]) == 2
    assert all("450681100004" in text for text in seen["filtered"])
    assert seen["unfiltered"] == []


def test_a_value_that_cannot_be_computed_says_what_to_add(seen):
    assert "县城和乡镇双上联光缆" in seen["uplink"]


def test_a_site_is_tried_moved_and_tried_again_and_nothing_is_written(seen):
    print("tries_s", [t[0] for t in seen["tries"]])
    first, second, third = (told for _, _, _, told in seen["tries"])
    assert first[VILLAGE] == [28, 31]
    assert second[VILLAGE] == [28, 30]
    assert third[VILLAGE] == [28, 29]
    assert "仅为试算" in seen["told"]
    assert "66.7 % → 73.8 %" in seen["told"]
    assert not [name for name in seen["tables"] if "trial" in name]
    assert seen["tool"] == "QgsMapToolPan"


def test_everything_the_keyboard_reaches_has_a_name(seen):
    assert seen["nameless"] == []


def test_unloading_leaves_nothing(seen):
    assert seen["left"] == {"dialogs": [], "docks": [], "actions": [], "on the map": 0, "filters": []}


@pytest.fixture(scope="module")
def computed(sample_workspace):
    """A workspace of the sample with gaps of its places, targets, and snapshots of three days."""
    import pandas as pd

    import processing
    from fengsui.core.workspace.workspace import read, store
    from fengsui.processing.workspace_inputs import parameters, results, uri
    from fengsui.processing.workspaces import open_place

    place = sample_workspace
    demand = {"DEMAND": uri(place, "places"), "TECHNOLOGY": "5G"}
    processing.run("fengsui:findgaps", parameters("findgaps", place, **demand))
    found = {name.upper(): [uri(place, one) for one in results(place, name)] for name in ("assessed", "gaps")}
    processing.run("fengsui:checktargets", parameters("checktargets", place, **found))
    snapshots = read(open_place(place), "snapshots")
    for day, less in (("2026-03-31", 9.0), ("2026-08-31", 2.0)):
        former = snapshots.assign(date=pd.Timestamp(day), value=(snapshots["value"] - less).clip(lower=0))
        store(open_place(place), "snapshots", former, {"algorithm": "test"})
    return place


@pytest.mark.slow
def test_a_figure_that_is_missing_is_typed_in(walk, computed, tmp_path):
    place = str(shutil.copy(computed, tmp_path / "县.gpkg"))
    seen = walk("statistics_walk", "targets_steps.py", FENGSUI_LOCALE="zh_CN", WORKSPACE=place)
    assert seen["before"][0]
    assert seen["offered"] == ["东兴市", "县城和乡镇双上联光缆", "", "", "%", ""]
    assert "不是数字" in seen["refused"]
    assert seen["after"]["value"] == 100
    assert "示例月报" in seen["after"]["basis"]
    assert seen["after"]["verdict"] != "not_computed"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "theme", "factor"),
    [("en", "light", "1"), ("zh", "dark", "1"), ("en", "dark", "1.25"), ("zh", "light", "2"), ("en", "light", "2")],
)
def test_both_languages_and_themes_scaled(walk, computed, tmp_path, language, theme, factor):
    locale = {"en": "en_US", "zh": "zh_CN"}[language]
    look = {"dark": "Night Mapping", "light": "default"}[theme]
    given = {"FENGSUI_LOCALE": locale, "THEME": look, "QT_SCALE_FACTOR": factor}
    place = str(shutil.copy(computed, tmp_path / "县.gpkg"))
    picture = f"targets_{language}_{theme}_{factor}"
    seen = walk("pictured_walk", "targets_steps.py", WORKSPACE=place, PICTURE=picture, **given)
    assert {"en": "Not met", "zh": "未达标"}[language] in seen["counts"]
    assert {"en": "1/14 seen", "zh": "1/14 已看"}[language] == seen["progress"]
    assert {"en": "Newly covered", "zh": "新增覆盖"}[language] in seen["told"]
    assert {"en": "per month", "zh": "每月"}[language] in seen["course"]


@pytest.mark.slow
def test_targets_by_terrain_say_so_and_lead_to_the_path(walk, computed, tmp_path):
    place = str(shutil.copy(computed, tmp_path / "县.gpkg"))
    seen = walk("terrain_walk", "targets_steps.py", FENGSUI_LOCALE="zh_CN", WORKSPACE=place)
    assert seen["dem"]
    assert any("模型为地形模型" in row for row in seen["rows"])
    assert seen["path"][0] == pytest.approx(seen["unit"], abs=1e-6)
    assert "路径损耗" in seen["path"][1]
