"""The findings dock in the real window: checked, filtered, walked, decided, checked anew, closed, opened again, verified."""

from __future__ import annotations

import csv
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

STEPS = "findings_steps.py"
REASON = "已获县局批复〔2026〕12号"
TESTS = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("核查")


@pytest.fixture(scope="module")
def seen(walk, folder):
    project = str(folder / "县.qgz")
    return walk("first_walk", STEPS, FENGSUI_LOCALE="zh_CN", FOLDER=str(folder), PROJECT=project)


@pytest.fixture(scope="module")
def again(walk, folder, seen):
    return walk("second_walk", STEPS, FENGSUI_LOCALE="zh_CN", PROJECT=str(folder / "县.qgz"), KEY=seen["key"])


def test_it_is_idle_until_opened_and_shows_the_way_in(seen):
    assert seen["idle"]
    assert seen["start_page"] == 1


def test_the_sample_is_checked_from_the_dock(seen):
    assert "尚未核查" in seen["unchecked_yet"]
    assert seen["offered"] == ["核查：站址申请", "核查：站址规划", "核查：名录", "以上全部核查"]
    assert f"新增 {seen['stored']}" in seen["said"]
    assert "未核查 1 条规则" in seen["counts"]
    assert seen["rows"] == seen["stored"] > 100


def test_everything_the_keyboard_reaches_has_a_name(seen):
    assert seen["nameless"] == []


def test_filters_count_live_and_an_empty_list_says_how_to_clear_it(seen):
    shown, errors = seen["errors"]
    assert shown == errors
    assert f"错误 ({errors})" in seen["severities"]
    counted = [int(text.rpartition("(")[2].rstrip(")")) for text in seen["rules"]]
    assert sum(counted) == errors
    assert seen["nothing_fits"][0] == 1
    assert "没有符合" in seen["nothing_fits"][1]
    assert seen["nothing_fits"][2]
    assert seen["cleared"]


def test_a_finding_is_gone_to_told_in_full_and_its_feature_selected(seen):
    assert seen["panned"] == [True, True]
    for words in ("江平吒祖东站", "412 / 200 m", "移到允许偏离范围内", "plan (", "DX5G0042"):
        assert words in seen["detail"]
    assert (seen["next"], seen["previous"]) == (1, 0)
    assert seen["selected"] == [True, 1]
    assert seen["form"]


def test_an_exception_needs_a_reason_and_keeps_who(seen):
    assert seen["ok_without_reason"] is False
    assert seen["excepted"]["state"] == "excepted"
    assert (seen["excepted"]["reason"], seen["excepted"]["who"]) == (REASON, "王工")
    assert "须由他人复核" in seen["own_not_verified"]


def test_several_are_decided_after_a_look_and_taken_back(seen):
    assert "2 条" in seen["asked"][0]
    assert seen["fixed_two"] == 2
    assert seen["undone"][:2] == [0, False]


def test_only_what_changed_is_checked_anew_and_the_decision_stays(seen):
    assert "没有改动" in seen["nothing_changed"]
    assert seen["only"] == seen["edited"]
    assert "复核 1 行；新增 1" in seen["rechecked"]
    assert [change["rule"] for change in seen["changes"]] == ["SP-09"]
    run, kept = seen["after_recheck"]
    assert run > 2
    assert kept["state"] == "excepted"
    assert kept["reason"] == REASON


def test_what_is_shown_is_written_to_files(seen, folder):
    with open(folder / "导出.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == seen["stored"] + 1
    assert {row["理由"] for row in rows} == {"", REASON}
    assert (folder / "导出.xlsx").stat().st_size > 10_000
    assert (folder / "导出.gpkg").read_bytes()[:6] == b"SQLite"


def test_a_run_stops_within_a_second(seen):
    assert seen["stopped"][0] == "已停止。"
    assert seen["stopped"][1] < 5  # under a second where nobody else uses the machine


def test_unloading_leaves_nothing_and_loading_brings_it_back(seen):
    assert seen["left"] == {"dialogs": [], "docks": [], "actions": [], "on the map": 0}
    assert seen["back"]
    assert seen["hidden_elsewhere"]


def test_another_qgis_has_the_decision_and_somebody_else_verifies(again):
    assert again["still_there"]["state"] == "excepted"
    assert (again["still_there"]["reason"], again["still_there"]["who"]) == (REASON, "王工")
    assert (again["verified"]["state"], again["verified"]["who"], again["verified"]["reason"]) == (
        "verified",
        "李工",
        REASON,
    )
    assert "已复核 · 李工" in again["detail"]


@pytest.fixture(scope="module")
def big(qgis_app, folder) -> str:
    """A workspace with 50,000 findings of a second run."""
    import numpy as np

    sys.path.insert(0, str(TESTS / "core" / "workspace"))
    from workspace_tables import RECORD, findings

    from fengsui.core.workspace.workspace import create_workspace, store

    draw = np.random.default_rng(1)
    table = findings([f"4506812026{n:08d}" for n in range(50_000)], measured=draw.random(50_000) * 500)
    table["rule"] = [f"SP-{n:02d}" for n in draw.integers(1, 26, 50_000)]
    table["severity"] = draw.choice(["block", "error", "warning", "info"], 50_000, p=[0.02, 0.2, 0.6, 0.18])
    workspace = create_workspace(str(folder / "大.gpkg"), "大")
    store(workspace, "findings", table.iloc[:49_900], RECORD)
    store(workspace, "findings", table, RECORD)
    return workspace.place


@pytest.mark.slow
def test_fifty_thousand_findings(walk, big):
    seen = walk("many_walk", STEPS, FENGSUI_LOCALE="zh_CN", WORKSPACE=big)
    print({name: value for name, value in seen.items() if name.endswith("ms")})
    assert seen["rows"] == 50_000


@pytest.mark.slow
def test_two_qgis_on_one_server_lose_no_decision(walk, qgis_app, tmp_path):
    sys.path.insert(0, str(TESTS / "core" / "workspace"))
    from postgres_server import Server, programs
    from workspace_tables import RECORD, findings

    from fengsui.core.workspace.decide import decision_log
    from fengsui.core.workspace.workspace import create_workspace, read, store

    if programs() is None:
        pytest.skip("needs PostgreSQL and PostGIS: bash scripts/setup.sh servers")
    with Server() as server:
        workspace = create_workspace(server.new_schema(), "两人")
        store(workspace, "findings", findings([f"A{n}" for n in range(12)]), RECORD)
        go, people = tmp_path / "go", ("王工", "李工")
        with ThreadPoolExecutor(2) as pool:
            walks = {
                who: pool.submit(
                    walk, "someone_walk", STEPS, FENGSUI_LOCALE="zh_CN", WORKSPACE=workspace.place, WHO=who,
                    READY=str(tmp_path / who), GO=str(go),
                )
                for who in people
            }  # fmt: skip
            until = time.monotonic() + 120
            while not all((tmp_path / who).exists() for who in people) and time.monotonic() < until:
                time.sleep(0.1)
            go.touch()
            told = {who: walk.result()["told"] for who, walk in walks.items()}
        log, found = decision_log(workspace), read(workspace, "findings")
    assert set(found["state"]) == {"excepted"}
    assert dict(zip(found["key"], found["who"])) == log.groupby("key")["who"].last().to_dict()
    written = {who: sum("已标为" in text for text in texts) for who, texts in told.items()}
    assert written == {who: int((log["who"] == who).sum()) for who in people}  # all that was called written is kept
    refused = {who: [text for text in texts if "已标为" not in text] for who, texts in told.items()}
    assert all(other in text for who, other in zip(people, people[::-1]) for text in refused[who])
    for _, versions in log.groupby("key")["version"]:
        assert versions.tolist() == list(range(1, len(versions) + 1))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "theme", "factor"),
    [("zh", "dark", "1"), ("en", "light", "1"), ("en", "dark", "1.25"), ("zh", "light", "1.25"), ("zh", "light", "2")],
)
def test_both_languages_and_themes_scaled(walk, sample_workspace, language, theme, factor):
    locale = {"en": "en_US", "zh": "zh_CN"}[language]
    look = {"dark": "Night Mapping", "light": "default"}[theme]
    picture = f"findings_{language}_{theme}_{factor}"
    seen = walk(
        "pictured_walk",
        STEPS,
        FENGSUI_LOCALE=locale,
        THEME=look,
        QT_SCALE_FACTOR=factor,
        WORKSPACE=sample_workspace,
        PICTURE=picture,
    )
    assert {"en": "Block", "zh": "阻断"}[language] in seen["counts"]
    assert seen["nameless"] == []
