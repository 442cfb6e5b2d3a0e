"""An officer's afternoon in the real window: a raw batch of applications becomes opinions with decisions taken."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "sample"
MINUTES = 10
pytestmark = pytest.mark.slow  # each part of the walk has a fast test of its own


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("office") / "县 局"
    made.mkdir()
    return made


@pytest.fixture(scope="module")
def seen(walk, folder):
    return walk("walk", "office_steps.py", FENGSUI_LOCALE="zh_CN", FOLDER=str(folder), SAMPLE=str(SAMPLE))


def test_more_than_fifty_raw_applications_are_imported_and_judged(seen):
    assert seen["applications"] >= 50
    assert seen["import"].startswith(f"导入 {seen['applications']} 行")
    assert sum(seen["opinions"].values()) == seen["applications"]
    assert set(seen["opinions"]) <= {"reject", "supplement", "undecided", "approve_adjusted", "approve"}


def test_an_exception_is_kept_with_its_reason_and_an_application_put_right_passes(seen):
    assert seen["kept"] == ["excepted", "已按县局会议纪要〔2026〕8号同意", "王工"]
    assert not seen["still_wrong"]


def test_the_opinion_table_is_written(seen, folder):
    with zipfile.ZipFile(folder / "审查意见表.xlsx") as book:
        assert book.testzip() is None


def test_it_takes_a_person_less_than_ten_minutes(seen):
    assert sum(seconds for _, _, seconds in seen["steps"]) < MINUTES * 60
    assert len(seen["steps"]) >= 10
