"""A file before its import: what is shown is what the import then does."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from pyproj import Geod

from fengsui.core.errors import CoreError
from fengsui.core.intake.importing import import_sheets, import_table
from fengsui.core.intake.placing import Known
from fengsui.core.intake.preview import HEADER, PAIR, TITLE, guess_kind, moves, sheet_seen
from fengsui.core.intake.read import read_file
from fengsui.core.intake.senders import Sender, fitting_sender, known_senders, save_sender
from fengsui.core.intake.shift import gcj02_from_wgs84

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "sample"


def seen(path: Path, kind: str, **words: str):
    sheets, _ = read_file(str(path))
    return [sheet_seen(sheet, kind, words, path.name) for sheet in sheets]


@pytest.fixture
def book(tmp_path) -> Path:
    book = openpyxl.Workbook()
    for row in (
        ["某县申请表"],
        ["申请编号", "站点名称", "经纬度", "挂高m左右", "建设类型"],
        ["A1", "甲", "108.1,21.6", "约三十", "宏站"],
        [],
        ["A2", "乙", "108.2,21.6", "35", "怪站"],
        ["合计", None, None, None, None],
    ):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


def test_rows_that_are_no_records_are_named(book):
    sheet = seen(book, "applications")[0]
    assert sheet.skipped == {1: TITLE, 2: HEADER, 4: "blank row", 6: "a total"}
    assert sheet.cells.loc[3].tolist() == ["A1", "甲", "108.1,21.6", "约三十", "宏站"]


def test_columns_and_what_is_doubtful_in_them(book):
    columns = {column.name: column for column in seen(book, "applications", 挂高m左右="antenna_height_m")[0].columns}
    assert {name: column.becomes for name, column in columns.items()} == {
        "申请编号": "application_id",
        "站点名称": "site_name",
        "经纬度": PAIR,
        "挂高m左右": "antenna_height_m",
        "建设类型": "build_type",
    }
    assert columns["申请编号"].doubt is None
    assert columns["挂高m左右"].doubt == "1 of 2 cells cannot be read so"
    assert columns["建设类型"].doubt == "1 of 2 cells cannot be read so"
    assert columns["站点名称"].samples == ("甲", "乙")


def test_a_column_recognised_by_a_part_of_its_name_is_doubtful(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("申请编号,站点名称、别名,经度,纬度\nA1,甲,108.1,21.6\n", "utf-8")
    columns = {column.name: column for column in seen(path, "applications")[0].columns}
    assert columns["站点名称、别名"].becomes == "site_name"
    assert "a part of its name" in columns["站点名称、别名"].doubt
    told = {column.name: column for column in seen(path, "applications", **{"站点名称、别名": "site_name"})[0].columns}
    assert told["站点名称、别名"].doubt is None


def test_an_ambiguity_is_told_and_its_columns_can_be_chosen(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("申请编号,站点名称,规划经度,勘察经度,纬度\nA1,甲,108.1,108.2,21.6\n", "utf-8")
    with pytest.raises(CoreError):
        import_table(str(path), "applications")
    sheet = seen(path, "applications")[0]
    assert sheet.fault is not None
    doubtful = [column.name for column in sheet.columns if column.doubt]
    assert doubtful == ["规划经度", "勘察经度"]
    chosen = seen(path, "applications", 勘察经度="lon_raw")[0]
    assert chosen.fault is None
    assert {c.name: c.becomes for c in chosen.columns}["勘察经度"] == "lon_raw"


def test_a_sheet_of_another_kind_has_no_columns(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("甲,乙\n1,2\n", "utf-8")
    sheet = seen(path, "applications")[0]
    assert (sheet.columns, sheet.skipped, len(sheet.cells)) == ((), {}, 2)


@pytest.mark.parametrize(
    "name", ["applications_2026_batch1.xlsx", "applications_field.csv", "applications_ovital.ovkml"]
)
def test_the_preview_imports_as_the_import_does_and_leaves_the_sheets_alone(name):
    path = str(SAMPLE / name)
    sheets, notes = read_file(path)
    known = Known("auto", None, None, None)
    for _ in range(2):
        shown = import_sheets(sheets, notes, name, "applications", False, "", known)
    done = import_table(path, "applications")
    assert shown.table.equals(done.table)
    assert shown.rejected.equals(done.rejected)
    assert shown.evidence == done.evidence


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("applications_2026_batch1.xlsx", "applications"),
        ("applications_field.csv", "applications"),
        ("register.xlsx", "resources"),
        ("villages.csv", "places"),
    ],
)
def test_the_kind_is_guessed_from_the_columns(name, kind):
    assert guess_kind(read_file(str(SAMPLE / name))[0]) == kind


def test_how_far_points_move(tmp_path):
    path = tmp_path / "a.csv"
    lon, lat = (float(value) for value in gcj02_from_wgs84(108.1, 21.6))
    path.write_text(f"申请编号,站点名称,经度,纬度\nA1,甲,{lon:.8f},{lat:.8f}\nA2,乙,不详,21.6\n", "utf-8")
    moved = moves(import_table(str(path), "applications", datum="gcj02").table)
    assert moved.before.tolist() == [pytest.approx([lon, lat], abs=1e-7)]
    assert moved.after.tolist() == [pytest.approx([108.1, 21.6], abs=1e-6)]
    assert moved.median_m == pytest.approx(Geod(ellps="GRS80").inv(lon, lat, 108.1, 21.6)[2], rel=1e-4)
    assert 300 < moved.median_m < 800
    assert moves(import_table(str(path), "applications", datum="cgcs2000").table).median_m == pytest.approx(0, abs=1e-6)


def test_why_an_encoding_was_chosen(tmp_path):
    for data, said in (
        ("编号,名称\n".encode("gb18030"), "GB18030 (it is not UTF-8, and all of it is valid GB18030)"),
        ("编号,名称\n".encode(), "UTF-8 (all of it is valid UTF-8)"),
        ("编号,名称\n".encode("utf-8-sig"), "UTF-8 (its first bytes say so)"),
        ("编号,名称\n".encode("utf-16"), "UTF-16 (its first bytes say so)"),
    ):
        (tmp_path / "a.csv").write_bytes(data)
        assert said in read_file(str(tmp_path / "a.csv"))[1][0]


def test_a_senders_words_are_used_again_where_his_headers_are(tmp_path):
    field = Sender("外业/一队", "applications", {"说明": "share_reason", "备注": ""})
    save_sender(tmp_path, field)
    save_sender(tmp_path, Sender("别家", "applications", {"点名": "site_name"}))
    assert {s.name for s in known_senders(tmp_path, "applications")} == {"外业/一队", "别家"}
    assert fitting_sender(tmp_path, "applications", ["说明", "备注", "经度"]) == field
    assert fitting_sender(tmp_path, "applications", ["说明", "经度"]) is None
    assert known_senders(tmp_path, "plan") == []
    (tmp_path / "坏.applications.yaml").write_text("- 1\n", "utf-8")
    assert len(known_senders(tmp_path, "applications")) == 2
