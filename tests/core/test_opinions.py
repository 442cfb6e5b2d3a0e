"""The workbook of opinions: what stands in it, how it prints, and that no cell runs what a sender wrote."""

from __future__ import annotations

import geopandas
import openpyxl
import pandas as pd
import pytest
from shapely.geometry import Point

from fengsui.core.report.opinions import write_opinions


def reviewed(**changed):
    row = {
        "application_id": "450681000000000017",
        "site_name": "江平码头",
        "operators": "telecom;unicom",
        "build_type": "macro",
        "opinion": "reject",
        "reasons": "占用永久基本农田 212 m²",
        "plan_distance_m": 38.25,
        "blocks": 1,
        **changed,
    }
    return geopandas.GeoDataFrame([row], geometry=[Point(108.123456, 21.6)], crs=4490)


def findings(*severities):
    rows = [
        {"rule": f"SP-{n:02}", "severity": severity, "feature": "A", "message": "m", "measured": 1.5, "limit": None}
        for n, severity in enumerate(severities, start=1)
    ]
    columns = ["rule", "severity", "feature", "message", "measured", "limit"]
    return geopandas.GeoDataFrame(pd.DataFrame(rows, columns=columns), geometry=[None] * len(rows), crs=4490)


def written(tmp_path, *tables, language="zh"):
    path = tmp_path / "意见.xlsx"
    write_opinions(path, *tables, {"profile": "guangxi 1", "rows_read ZONES": 3}, language)
    return openpyxl.load_workbook(path)


def rows(sheet):
    header, *body = sheet.values
    return [dict(zip(header, row)) for row in body]


def test_an_application_is_one_row_in_words(tmp_path):
    book = written(tmp_path, reviewed(), findings("error"))
    assert book.sheetnames == ["意见", "核查结果", "运行记录"]
    (row,) = rows(book["意见"])
    assert row["申请编号"] == "450681000000000017"
    assert (row["意见"], row["运营商"], row["建设类型"]) == ("不同意", "中国电信、中国联通", "宏站")
    assert (row["距规划站（m）"], row["阻断"], row["经度"]) == (38.2, 1, 108.123456)


def test_the_run_is_recorded_in_words(tmp_path):
    lines = rows(written(tmp_path, reviewed(), findings())["运行记录"])
    assert lines == [{"项目": "参数配置", "内容": "guangxi 1"}, {"项目": "读入行数 ZONES", "内容": "3"}]


def test_english_has_the_same_rows(tmp_path):
    book = written(tmp_path, reviewed(), findings("error"), language="en")
    assert book.sheetnames == ["Opinions", "Findings", "Run record"]
    assert rows(book["Opinions"])[0]["Opinion"] == "Reject"


def test_findings_stand_worst_first(tmp_path):
    book = written(tmp_path, reviewed(), findings("not_checked", "warning", "block", "error"))
    assert [row["级别"] for row in rows(book["核查结果"])] == ["阻断", "错误", "提醒", "未核查"]


def test_no_findings_leaves_a_header(tmp_path):
    assert rows(written(tmp_path, reviewed(), findings())["核查结果"]) == []


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\x01="], ids=repr)
def test_a_formula_stays_text(tmp_path, start):
    book = written(tmp_path, reviewed(site_name=start + 'HYPERLINK("http://example.org")'), findings())
    cell = next(cell for cell in book["意见"][2] if "HYPERLINK" in str(cell.value))
    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_it_prints_on_wide_pages_under_its_header(tmp_path):
    sheet = written(tmp_path, reviewed(), findings("error"))["意见"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref.startswith("A1:")


def test_a_failed_write_leaves_the_former_file(tmp_path, monkeypatch):
    written(tmp_path, reviewed(), findings())
    before = (tmp_path / "意见.xlsx").read_bytes()
    monkeypatch.setattr(openpyxl.Workbook, "save", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        write_opinions(tmp_path / "意见.xlsx", reviewed(), findings(), {})
    assert (tmp_path / "意见.xlsx").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["意见.xlsx"]
