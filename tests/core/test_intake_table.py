"""Header finding, columns, and which rows are no records, in workbooks and text files written here."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pandas as pd
import pytest

from fengsui.core.errors import CoreError
from fengsui.core.intake.importing import import_table

HEADER = ["申请编号", "站点名称", "经度", "纬度", "所属乡镇", "挂高"]
FIRST = ["A1", "江平1", 108.12345, 21.61234, "江平镇", 30]


def workbook(path, sheets, merged=()):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for cells in merged:
            sheet.merge_cells(cells)
    book.save(path)
    return str(path)


def imported(path, kind="applications", **options):
    result = import_table(str(path), kind, **options)
    assert result.rows == len(result.table) + len(result.rejected)
    return result


def one_sheet(tmp_path, rows, merged=(), kind="applications", **options):
    return imported(workbook(tmp_path / "b.xlsx", {"一": rows}, merged), kind, **options)


def test_title_rows_are_skipped_and_rows_are_numbered_as_the_user_sees_them(tmp_path):
    rows = [["东兴市2026年基站申请表"], ["填报单位：铁塔公司"], [], HEADER, FIRST, ["A2", *FIRST[1:]]]
    result = one_sheet(tmp_path, rows, ["A1:F1"])
    assert list(result.table["row"]) == [5, 6]
    assert list(result.table["sheet"]) == ["一", "一"]
    assert list(result.table["application_id"]) == ["A1", "A2"]
    assert result.rejected.empty
    assert result.table.crs.to_epsg() == 4490
    assert (result.table.geometry.x[0], result.table.geometry.y[0]) == (108.12345, 21.61234)


def test_a_header_of_two_lines_is_joined_and_its_repetition_is_no_record(tmp_path):
    upper = ["申请编号", "站点名称", "坐标", None, "天线", "所属乡镇"]
    lower = [None, None, "经度", "纬度", "挂高(米)", None]
    whole = ["申请编号", "站点名称", "经度", "纬度", "挂高(米)", "所属乡镇"]
    records = [[f"A{n}", "甲", 108.1, 21.6, 30 + n, "江平镇"] for n in range(3)]
    rows = [["表"], upper, lower, records[0], upper, lower, records[1], whole, records[2]]
    result = one_sheet(tmp_path, rows, ["A2:A3", "C2:D2"])
    assert list(result.table["application_id"]) == ["A0", "A1", "A2"]
    assert list(result.table["antenna_height_m"]) == [30, 31, 32]
    assert list(result.table["lon_raw"]) == ["108.1"] * 3
    assert list(result.rejected["row"]) == [5, 6, 8]
    assert list(result.rejected["reason"]) == ["the header again"] * 3


def test_a_table_of_one_known_column_or_of_names_cut_short(tmp_path):
    (tmp_path / "a.csv").write_text("地名\n江平\n东兴\n", "utf-8")
    assert list(imported(tmp_path / "a.csv", "gazetteer").table["name"]) == ["江平", "东兴"]
    (tmp_path / "b.csv").write_text("applicatio,antenna_he\nA1,30\n", "utf-8")
    table = imported(tmp_path / "b.csv").table
    assert table.loc[0, ["application_id", "antenna_height_m"]].tolist() == ["A1", 30]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ([], "blank row"),
        (["  ", "\u3000"], "blank row"),
        (HEADER, "the header again"),
        (["合计", None, None, None, None, 60], "a total"),
        ([None, "小 计：", None, None, None, 60], "a total"),
        (["Total", None, None, None, None, 60], "a total"),
        (["合计：2个", None, None, None, None, None], "a total"),
        (["填表人：张三", None, None, "审核：李四"], "a note, not a record"),
        (["备注：坐标为CGCS2000"], "a note, not a record"),
        (["二、微站"], "a title between the rows"),
    ],
    ids=lambda value: str(value)[:12],
)
def test_rows_that_are_no_records_are_rejected_with_a_reason(tmp_path, row, reason):
    result = one_sheet(tmp_path, [HEADER, FIRST, row, ["A2", *FIRST[1:]]])
    assert list(result.table["application_id"]) == ["A1", "A2"]
    assert list(result.rejected["reason"]) == [reason]
    assert list(result.rejected["row"]) == [3]
    assert list(result.rejected["sheet"]) == ["一"]


@pytest.mark.parametrize(
    "row",
    [
        ["A9", None, None, None, None, None],
        ["合计村", "站", None, None, None, None],
        ["合计", "站", 108.1, 21.6, None, None],
        ["备注村站", None, "?", "?", None, None],
        [None, None, 108.1, 21.6, None, None],
        [None, "总站", None, None, None, None],
    ],
    ids=["id only", "village 合计村", "a total with a place", "unreadable place", "place only", "name only"],
)
def test_everything_else_is_a_record(tmp_path, row):
    result = one_sheet(tmp_path, [HEADER, FIRST, row])
    assert len(result.table) == 2
    assert result.rejected.empty


def test_units_below_the_header_are_no_record_but_further_down_they_are(tmp_path):
    units = [None, None, "（度）", "°", None, "m"]
    result = one_sheet(tmp_path, [HEADER, units, FIRST, units])
    assert list(result.rejected["row"]) == [2]
    assert list(result.rejected["reason"]) == ["units or filling-in hints below the header"]
    assert list(result.table["row"]) == [3, 4]


def test_blank_rows_behind_the_last_record_are_no_rows(tmp_path):
    (tmp_path / "a.csv").write_text("申请编号,站点名称\nA1,甲\n\n\n , \n", "utf-8")
    assert imported(tmp_path / "a.csv").rows == 1


def test_a_table_begun_anew_loses_its_title_and_header_only(tmp_path):
    rows = [["第一批"], HEADER, FIRST, ["合计", None, None, None, None, 1], ["第二批"], HEADER, ["A2", *FIRST[1:]]]
    result = one_sheet(tmp_path, rows)
    assert list(result.table["application_id"]) == ["A1", "A2"]
    assert list(result.rejected["row"]) == [4, 5, 6]


def test_rows_numbered_beforehand_are_no_records(tmp_path):
    result = one_sheet(tmp_path, [["序号", *HEADER], [1, *FIRST], [2], [3]])
    assert list(result.rejected["reason"]) == ["nothing but a running number"] * 2


def test_merged_cells_are_repeated_in_the_rows_they_span(tmp_path):
    rows = [HEADER, FIRST, ["A2", "乙", 108.2, 21.7, None, 30], ["A3", "丙", 108.2, 21.7, "东兴镇", 30]]
    result = one_sheet(tmp_path, rows, ["E2:E3"])
    assert list(result.table["township"]) == ["江平镇", "江平镇", "东兴镇"]
    assert any("merged" in said for said in result.evidence)


def test_two_columns_of_one_name_are_both_kept(tmp_path):
    result = one_sheet(tmp_path, [[*HEADER, "备注", "备注", "挂高"], [*FIRST, "a", "b", 99]])
    assert result.table.loc[0, ["备注", "备注_2", "挂高_2"]].tolist() == ["a", "b", 99]
    assert result.table["antenna_height_m"][0] == 30
    assert any("备注_2" in said for said in result.evidence)


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        (["经纬度"], ["108.12345,21.61234"]),
        (["经度/纬度"], ["108.12345 21.61234"]),
        (["坐标"], ["东经108.12345°，北纬21.61234°"]),
        (["GPS"], ["108.12345°E 21.61234°N"]),
        (["纬度，经度"], ["21.61234,108.12345"]),
        (["经度（纬度）"], ["108.12345, 21.61234"]),
        (["经纬度", None], [108.12345, 21.61234]),
        (["规划经度", "规划纬度"], [108.12345, 21.61234]),
        (["GPS经度(WGS84)", "GPS纬度(WGS84)"], [108.12345, 21.61234]),
        (["Longitude", "Latitude"], ["108°07'24.42\"", "21°36'44.424\""]),
    ],
    ids=lambda value: str(value[0]),
)
def test_coordinates_under_any_header(tmp_path, header, cell):
    result = one_sheet(tmp_path, [["申请编号", "站点名称", *header], ["A1", "甲", *cell]])
    point = result.table.geometry[0]
    assert (point.x, point.y) == pytest.approx((108.12345, 21.61234), abs=1e-9)


def test_two_sets_of_coordinates_are_asked_about(tmp_path):
    rows = [
        ["申请编号", "站点名称", "规划经度", "规划纬度", "实测经度", "实测纬度"],
        ["A1", "甲", 108.1, 21.6, 108.2, 21.7],
    ]
    with pytest.raises(CoreError, match="规划经度, 实测经度"):
        one_sheet(tmp_path, rows)
    result = one_sheet(tmp_path, rows, mapping="实测经度: lon_raw\n实测纬度: 纬度")
    assert result.table.geometry[0].x == 108.2
    assert result.table["规划经度"][0] == 108.1


@pytest.mark.parametrize(
    ("title", "header", "declared"),
    [
        ("坐标系：GCJ-02", "经度", "GCJ-02"),
        ("说明：GCJ-02、WGS84均可", "经度", "unknown"),
        ("表", "经度(国家2000)", "EPSG:4490"),
    ],
    ids=["title", "a choice decides nothing", "header"],
)
def test_the_datum_that_title_or_header_names_counts_for_all_rows(tmp_path, title, header, declared):
    rows = [[title], ["申请编号", "站点名称", header, "纬度"], ["A1", "甲", 108.1, 21.6]]
    assert list(one_sheet(tmp_path, rows).table["crs_declared"]) == [declared]


def test_a_record_with_an_unreadable_coordinate_is_kept_without_a_place(tmp_path):
    result = one_sheet(tmp_path, [HEADER, FIRST, ["A2", "乙", "113°80′", "不详", "江平镇", 30]])
    assert result.table.geometry.isna().tolist() == [False, True]
    assert result.table.loc[1, ["lon_raw", "lat_raw"]].tolist() == ["113°80′", "不详"]
    assert any("row 3" in said and "80" in said for said in result.evidence)


def test_cells_that_are_not_what_their_column_holds_keep_their_text(tmp_path):
    header = ["申请编号", "站点名称", "提交日期", "挂高", "年份"]
    rows = [header, ["A1", "甲", "三月", "很高", 2026], ["A2", "#REF!", dt.datetime(2026, 3, 1), "44,5m", "2026年"]]
    table = one_sheet(tmp_path, rows).table
    assert table["submitted_on"].isna().tolist() == [True, False]
    assert table["submitted_on"][1] == pd.Timestamp(2026, 3, 1)
    assert table["submitted_on_raw"].tolist() == ["三月", None]
    assert table["antenna_height_m_raw"].tolist() == ["很高", None]
    assert table["antenna_height_m"][1] == 44.5
    assert table["site_name"].tolist() == ["甲", None]
    assert table["site_name_raw"].tolist() == [None, "#REF!"]
    assert table["year"].tolist() == [2026, 2026]


def test_formulas_that_were_never_calculated_are_told_and_kept(tmp_path):
    result = one_sheet(tmp_path, [HEADER, [*FIRST[:5], "=F1+1"], ["A2", "乙", "=C2", 21.6, "江平镇", 30]])
    assert any("2 formulas" in said and "row 2" in said for said in result.evidence)
    assert result.table["antenna_height_m_raw"].tolist() == ["=F1+1", None]
    assert result.table["lon_raw"].tolist() == ["108.12345", "=C2"]
    assert result.table.geometry.isna().tolist() == [False, True]


def test_codes_of_eighteen_digits_stay_what_they_are(tmp_path):
    rows = [["站址编码", "站址名称", "序号"], ["450681500000000123", "甲", 1], ["045068150000000012", "乙", 2]]
    table = one_sheet(tmp_path, rows, kind="sites").table
    assert table["site_id"].tolist() == ["450681500000000123", "045068150000000012"]
    (tmp_path / "c.csv").write_text('站址编码,站址名称\n="045068150000000012",甲\n', "utf-8")
    assert imported(tmp_path / "c.csv", "sites").table["site_id"].tolist() == ["045068150000000012"]


def test_sheets_all_one_hidden_ghost_and_foreign(tmp_path):
    path = workbook(
        tmp_path / "b.xlsx",
        {"宏站": [HEADER, FIRST], "微站": [["站名", "申请编号"], ["乙", "A2"]], "说明": [["填写说明"]], "空": [],
         "藏": [HEADER, FIRST], "_xlnm._FilterDatabase": [HEADER, FIRST]},
    )  # fmt: skip
    book = openpyxl.load_workbook(path)
    book["藏"].sheet_state = "hidden"
    book.save(path)
    every = imported(path)
    assert list(every.table["sheet"]) == ["宏站", "微站"]
    for name in ("说明", "空", "藏", "_xlnm"):
        assert any(f"'{name}" in said for said in every.evidence), name
    assert list(imported(path, sheet="微站").table["site_name"]) == ["乙"]
    assert list(imported(path, sheet="藏").table["sheet"]) == ["藏"]
    with pytest.raises(CoreError, match="宏站, 微站"):
        imported(path, sheet="无")


def test_a_sheet_with_hardly_a_column_of_the_kind_is_left_out_unless_named(tmp_path):
    path = workbook(
        tmp_path / "b.xlsx", {"申请": [[*HEADER, "塔高"], [*FIRST, 30]], "字典": [["场景", "塔型"], ["农村", "角钢塔"]]}
    )
    assert list(imported(path).table["sheet"]) == ["申请"]
    assert list(imported(path, sheet="字典").table["structure"]) == ["ground_tower"]


def test_a_table_without_geometry(tmp_path):
    result = one_sheet(tmp_path, [["任务表"], ["县(市、区)", "年度", "建设任务"], ["东兴市", 2026, 699]], kind="tasks")
    assert not hasattr(result.table, "geometry")
    assert result.table.loc[0, ["county", "year", "task"]].tolist() == ["东兴市", 2026, 699]
    assert result.datum_found == ""


def test_a_register_without_coordinates_has_rows_without_places(tmp_path):
    rows = [["序号", "基站地址", "物业所属单位"], [1, "北仑大道1号", "教育局"]]
    result = one_sheet(tmp_path, rows, kind="resources")
    assert result.table.geometry.isna().all()
    assert result.table.loc[0, ["resource_id", "address", "owner"]].tolist() == ["1", "北仑大道1号", "教育局"]
    assert any("no columns with coordinates" in said for said in result.evidence)


@pytest.mark.parametrize("form", ["text", "file", "sender", "dict"])
def test_a_mapping_names_the_senders_own_headers(tmp_path, form):
    text = "F1: application_id\nF2: 站点名称\nF3: Longitude\nF4: lat_raw\n"
    mapping = {
        "text": text,
        "sender": "sender: 某公司\ncolumns:\n" + "".join(f"  {line}\n" for line in text.splitlines()),
        "dict": {"F1": "application_id", "F2": "site_name", "F3": "lon_raw", "F4": "lat_raw"},
        "file": str(tmp_path / "某公司.yaml"),
    }[form]
    (tmp_path / "某公司.yaml").write_text(text, "utf-8")
    result = one_sheet(tmp_path, [["F1", "F2", "F3", "F4", "F5"], ["A1", "甲", 108.1, 21.6, "x"]], mapping=mapping)
    assert result.table.loc[0, ["application_id", "site_name", "F5"]].tolist() == ["A1", "甲", "x"]
    assert result.table.geometry[0].x == 108.1
    assert any("某公司" in said for said in result.evidence) is (form == "sender")


@pytest.mark.parametrize(
    ("mapping", "match"),
    [
        ("F1: nothing", "no column of applications"),
        ("just words", "header: column"),
        ("[", "line 1"),
        ("a: &x b\nc: *x", "header: column"),
        ("gone.yaml", "gone.yaml"),
        ("甲: site_name\n乙: site_name", "甲, 乙"),
        ("a: {b: c}", "no column"),
    ],
)
def test_a_mapping_that_is_none_is_refused(tmp_path, mapping, match):
    with pytest.raises(CoreError, match=match):
        one_sheet(tmp_path, [HEADER, FIRST], mapping=mapping)


def test_a_mapping_says_which_of_its_headers_are_missing(tmp_path):
    evidence = one_sheet(tmp_path, [HEADER, FIRST], mapping="挂高: antenna_height_m\n塔顶: structure_height_m").evidence
    assert [said for said in evidence if "not in the file" in said] == [
        "The mapping names headers that are not in the file: 塔顶."
    ]


def test_a_mapping_can_leave_a_column_alone(tmp_path):
    result = one_sheet(tmp_path, [HEADER, FIRST], mapping="挂高: ")
    assert "antenna_height_m" not in result.table.columns
    assert "挂高" in result.table.columns or "挂高_source" in result.table.columns
