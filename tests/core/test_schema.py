"""Headers, cut names, types, units and words of the standard tables."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import Point

from fengsui.core.errors import CoreError
from fengsui.core.schema import (
    code_lists,
    code_of,
    codes_of,
    match_columns,
    standard_table,
    table_kind,
    table_kinds,
    unreadable_cells,
    word_of,
)


def read(kind, **columns):
    return standard_table(pd.DataFrame(columns), kind, kind)


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("application_id", "application_id"),
        ("申请编号", "application_id"),
        ("Application number", "application_id"),
        ("站址编号", "application_id"),
        ("允许偏离半径(米)", "allowed_deviation_m"),
        ("允许偏离半径", "allowed_deviation_m"),
        ("塔高", "structure_height_m"),
        ("塔高（m）", "structure_height_m"),
        ("ANTENNA_HEIGHT_M", "antenna_height_m"),
        ("天线挂高(距地)", "antenna_height_m"),
        ("  所属 乡镇 ", "township"),
        ("环评备案号", "eia_no"),
        ("好看", None),
    ],
)
def test_a_header_of_either_language(header, column):
    assert match_columns([header], "applications").get(header) == column


@pytest.mark.parametrize(
    ("kind", "column"), [(k.name, c.name) for k in table_kinds().values() for c in k.columns.values()]
)
def test_every_column_is_found_by_its_own_words(kind, column):
    entry = table_kind(kind).columns[column]
    for word in (column, entry.zh, entry.en):
        assert match_columns([word], kind)[word] in {column, *same_words(kind, word)}


def same_words(kind, word):
    return {c.name for c in table_kind(kind).columns.values() if word in (c.name, c.zh, c.en, *c.also)}


def test_the_better_header_wins_and_the_other_keeps_its_name():
    assert match_columns(["名称", "站点名称"], "applications") == {"站点名称": "site_name"}
    assert match_columns(["编号", "application_id"], "applications") == {"application_id": "application_id"}
    table = read("applications", 站点名称=["甲"], site_name=["乙"])
    assert list(table["site_name"]) == ["乙"]
    assert len(table.columns) == 2


def cut(word, encoding):
    return word.encode(encoding)[:10].decode(encoding, "ignore")


@pytest.mark.parametrize(
    ("kind", "column"),
    [
        ("applications", "application_id"),
        ("applications", "allowed_deviation_m"),
        ("applications", "candidate_group"),
        ("applications", "submitted_on"),
        ("applications", "share_reason"),
        ("applications", "structure_height_m"),
        ("plan", "allowed_deviation_m"),
        ("routes", "half_width_m"),
        ("powerlines", "voltage_kv"),
        ("sites", "technologies"),
    ],
)
def test_names_cut_to_ten_bytes(kind, column):
    short = cut(column, "utf-8")
    assert match_columns([short], kind) == {short: column}
    assert match_columns([short.upper()], kind) == {short.upper(): column}


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
@pytest.mark.parametrize(("word", "column"), [("允许偏离半径", "allowed_deviation_m"), ("环评备案编号", "eia_no")])
def test_chinese_names_cut_to_ten_bytes(word, column, encoding):
    short = cut(word, encoding)
    assert match_columns([short], "applications") == {short: column}


def test_a_cut_name_that_may_be_two_columns_is_decided_by_content_or_asked():
    short = "structure_"
    assert match_columns([short, "structure"], "applications") == {
        short: "structure_height_m",
        "structure": "structure",
    }
    assert match_columns(["杆塔_1"], "applications", {"杆塔_1": pd.Series(["角钢塔"])}) == {"杆塔_1": "structure"}
    with pytest.raises(CoreError) as asked:
        match_columns(["规划站"], "plan", {"规划站": pd.Series(["甲", "乙"])})
    assert "plan_id" in str(asked.value)
    assert "site_name" in str(asked.value)
    with pytest.raises(CoreError) as asked:
        read("plan", 规划站=["甲"])
    assert "plan" in str(asked.value)


def test_types():
    table = read(
        "applications",
        塔高=["44,5m", "３０米", "约20"],
        年份=["2026年", 2026.0, "2026-03-01"],
        提交日期=["2026年3月1日", "2026/3/1", 46082],
        申请编号=["450681000000000017", " A1 ", None],
        小数=[1, 2, 3],
    )
    assert table["structure_height_m"].tolist() == [44.5, 30, 20]
    assert table["year"].tolist() == [2026] * 3
    assert table["submitted_on"].dt.strftime("%Y-%m-%d").tolist() == ["2026-03-01"] * 3
    assert table["application_id"].fillna("").tolist() == ["450681000000000017", "A1", ""]
    assert str(table["year"].dtype) == "Int64"


def test_numbers_that_are_codes_stay_whole():
    assert read("sites", site_id=[450681000000017.0, np.nan])["site_id"].tolist() == ["450681000000017", None]
    assert read("sites", site_id=[450681000000000017, 5])["site_id"].tolist() == ["450681000000000017", "5"]


def test_words_become_codes_and_unknown_ones_stay():
    table = read(
        "applications",
        建设类型=["宏基站", "Macro site", "大站", None],
        运营商=["移动、联通", "三家", "移动联通", "移动;某某"],
    )
    assert table["build_type"].fillna("").tolist() == ["macro", "macro", "大站", ""]
    assert table["operators"].tolist() == ["mobile;unicom", "telecom;mobile;unicom", "mobile;unicom", "mobile;某某"]


def test_a_cell_that_cannot_be_read_is_kept_beside_the_empty_one():
    table = read("applications", 塔高=["很高", "30", None], 年份=["明年", "2026", ""])
    assert table["structure_height_m"].isna().tolist() == [True, False, True]
    texts = unreadable_cells(table, "applications")
    assert {name: dict(text) for name, text in texts.items() if len(text)} == {
        "structure_height_m": {0: "很高"},
        "year": {0: "明年"},
    }


def test_unknown_columns_stay_and_absent_ones_stay_absent():
    table = read("applications", 申请编号=["A"], 备注=["好"])
    assert list(table.columns) == ["application_id", "备注"]


def test_a_layer_stays_a_layer():
    frame = gpd.GeoDataFrame({"编号": ["1"], "crs": ["x"]}, geometry=[Point(1, 2)], crs=4490)
    table = standard_table(frame, "applications", "批次")
    assert isinstance(table, gpd.GeoDataFrame)
    assert table.attrs["name"] == "批次"
    assert table.geometry.iloc[0].x == 1
    assert list(table["crs_declared"]) == ["x"]


@pytest.mark.parametrize("codelist", code_lists())
def test_every_word_of_a_list_means_one_code(codelist):
    meant = {}
    for code, entry in code_lists()[codelist].items():
        for word in (code, entry["zh"], entry["en"]):
            assert code_of(codelist, word) == code or meant.get(word), word
            meant[word] = code
        assert word_of(codelist, code, "zh") == entry["zh"]
        assert word_of(codelist, code, "en") == entry["en"]
    assert code_of(codelist, "完全不是") is None
    assert word_of(codelist, "nothing", "en") == "nothing"


def test_codes_joined_in_one_cell():
    assert codes_of("operator", "移动+电信/联通") == (["telecom", "mobile", "unicom"], [])
    assert codes_of("operator", "电联") == (["telecom", "unicom"], [])
    assert codes_of("technology", "4G，5G NR") == (["4G", "5G"], [])
    assert codes_of("operator", "某某") == ([], ["某某"])


def test_a_kind_of_table_that_there_is_not():
    with pytest.raises(CoreError):
        table_kind("nothing")


@pytest.mark.parametrize("kind", table_kinds())
def test_an_empty_table_of_every_kind(kind):
    columns = table_kind(kind).columns
    assert len(standard_table(pd.DataFrame(columns=list(columns)), kind, kind)) == 0
    blank = standard_table(pd.DataFrame({name: [None, ""] for name in columns}), kind, kind)
    assert blank[list(columns)].isna().all().all()
