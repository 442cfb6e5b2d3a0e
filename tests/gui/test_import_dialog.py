"""Start page, workspaces and import in the real window: made, opened, imported, taken back; what cannot be is said."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import yaml

STEPS = "import_steps.py"
SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "sample"
MANIFEST = yaml.safe_load((SAMPLE / "manifest.yaml").read_text("utf-8"))["files"]


@pytest.fixture(scope="module")
def seen(walk, tmp_path_factory):
    folder = tmp_path_factory.mktemp("import") / "东兴 市局"
    folder.mkdir()
    return walk("whole_walk", STEPS, FENGSUI_LOCALE="zh_CN", FOLDER=str(folder), SAMPLE=str(SAMPLE))


def test_a_project_without_a_workspace_shows_the_ways_in(seen):
    assert seen["before"] == ["打开示例县", "新建工作区……", "打开工作区……", "导入数据……"]
    assert seen["last_hidden"]
    assert seen["place"].endswith("/东兴 市局/东兴市.gpkg")
    assert seen["page_says"] == "已打开“东兴市”。"


def test_every_record_of_the_manifest_is_imported(seen):
    assert [entry[0] for entry in seen["files"]] == list(MANIFEST)
    total = 0
    for name, go, counts, _, rows, message in seen["files"]:
        total += MANIFEST[name]
        assert go.startswith(f"导入 {MANIFEST[name]} 行")
        assert counts.startswith(f"新增 {MANIFEST[name]} · 更新 0")
        assert rows == total
        assert f"新增 {MANIFEST[name]} 行" in message
    assert "其中 2 行无坐标" in seen["files"][0][1]
    assert seen["locked"]


def test_the_file_is_shown_as_it_is(seen):
    assert "GB18030" in seen["read_as"]
    assert "不是 UTF-8" in seen["read_as"]
    assert {1, 2} <= set(map(int, seen["greyed"]))


def test_an_import_can_be_undone_in_a_dialog_opened_later(seen):
    message, enabled = seen["reopened"]
    assert "applications" in message or "申请" in message
    assert "撤销" in message
    assert enabled


def test_an_import_is_undone(seen):
    rows, message, again = seen["undone"]
    assert rows == MANIFEST["applications_2026_batch1.xlsx"] + MANIFEST["applications_field.csv"]
    assert "已撤销" in message
    assert not again
    assert len(seen["runs"]) == 4


def test_a_senders_columns_are_used_again(seen):
    assert seen["chosen"] == "share_reason"
    sender, column, counts = seen["sender_again"]
    assert (sender, column) == ("示例外业队", "share_reason")
    assert counts == "新增 0 · 更新 16 · 保留 61 · 移除 0"
    assert seen["replacing"] == "新增 0 · 更新 16 · 保留 0 · 移除 61"


def test_it_stops_when_told(seen):
    assert seen["stopped"] == ["已停止。", 77]


def test_a_column_that_may_be_several_is_asked_about_and_chosen_by_a_click(seen):
    message, doubtful, may_go = seen["ambiguous"]
    assert "规划经度" in message
    assert doubtful == ["规划经度", "勘察经度", "建设类型"]
    assert not may_go
    assert seen["settled"] == ["", "lon_raw", True]


def test_the_datum_is_chosen_with_the_points_before_and_after(seen):
    assert "无法证明" in seen["undecided"]
    assert 450 < seen["moves_m"] < 560
    assert "24 个点移动" in seen["moved"]


def test_what_was_no_record_is_saved_with_reasons(seen):
    assert seen["rejected"][0] == "工作表,行,原文,原因"
    assert len(seen["rejected"]) == 8
    assert any("合计" in line for line in seen["rejected"])


def test_a_bad_file_is_one_sentence(seen):
    message, may_go, rows = seen["bad_file"]
    assert "PNG" in message
    assert not may_go
    assert rows == 0


def test_a_workspace_that_cannot_be_written_or_opened_is_said(seen):
    assert "只读" in seen["read_only"][0]
    assert "只读" in seen["read_only_shown"]
    fault, shown, visible = seen["gone"]
    assert "抄本.gpkg" in fault
    assert (shown, visible) == (fault, True)
    assert "99" in seen["newer"]
    assert seen["last"] == "打开上次的“抄本”"


def test_everything_the_keyboard_reaches_has_a_name(seen):
    assert seen["nameless"] == []


def test_unloading_leaves_nothing(seen):
    assert seen["left"] == {"dialogs": [], "docks": [], "actions": [], "on the map": 0}


@pytest.mark.slow
def test_a_workspace_on_a_server_is_made_filled_and_opened_from_the_dialogs(walk, tmp_path):
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "core" / "workspace"))
    from postgres_server import PORT, Server, programs

    if programs() is None:
        pytest.skip("needs PostgreSQL and PostGIS: bash scripts/setup.sh servers")
    with Server() as server:
        given = {"SERVER": str(server.folder), "PORT": str(PORT), "FOLDER": str(tmp_path), "SAMPLE": str(SAMPLE)}
        seen = walk("server_walk", STEPS, FENGSUI_LOCALE="zh_CN", **given)
    assert seen["offered"] == ["市局"]
    assert seen["rows"] == MANIFEST["applications_field.csv"]
    assert seen["schemas"] == ["东兴市"]
    assert "没有的" in seen["absent"]
    assert seen["again"] == [seen["made"], seen["rows"]]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "theme", "factor"),
    [("zh", "light", "1"), ("en", "dark", "1"), ("en", "light", "1.25"), ("zh", "dark", "1.25"), ("zh", "light", "2")],
)
def test_both_languages_and_themes_scaled(walk, sample_workspace, tmp_path, language, theme, factor):
    locale = {"en": "en_US", "zh": "zh_CN"}[language]
    look = {"dark": "Night Mapping", "light": "default"}[theme]
    seen = walk(
        "pictured_walk", STEPS, FENGSUI_LOCALE=locale, THEME=look, QT_SCALE_FACTOR=factor, WORKSPACE=sample_workspace,
        PICTURE=f"{language}_{theme}_{factor}", FOLDER=str(tmp_path), SAMPLE=str(SAMPLE),
    )  # fmt: skip
    assert seen["page"] == {"en": "Import data …", "zh": "导入数据……"}[language]
    assert "24" in seen["moved"]
    assert seen["fits"]
