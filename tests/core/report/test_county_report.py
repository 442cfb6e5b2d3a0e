"""The county report: figures as the tables have them, nothing unknown made a pass, and what the public may not see."""

from __future__ import annotations

import re

import openpyxl
import pandas as pd
import pytest
from small_county import FORMULA, NASTY, PHONE, reviewed, targets

from fengsui.core.errors import CoreError
from fengsui.core.report.charts import summary_chart
from fengsui.core.report.html import html_of
from fengsui.core.report.workbook import write_workbook
from fengsui.core.workspace.workspace import create_workspace, read, store


def rows(report, name):
    table = report.section(name).table
    return table.astype(object).where(table.notna(), None).to_dict("records")


def test_what_a_target_lacks_is_told_in_units_a_person_acts_on(report_of):
    _, _, report = report_of(year=2027)
    village, road = (next(r for r in rows(report, "targets") if r["target"] == t and r["county"] == "东兴市") for t in ("bb-2027-village-5g", "bb-2027-border-road-5g"))  # fmt: skip
    assert (village["lacking"], village["counted_in"], village["required"]) == (12, "个", "≥ 95")  # ceil(39.9) - 28
    assert road["lacking"] == pytest.approx(0.95 * 41.1 - 29.2)
    assert road["counted_in"] == "公里"


def test_the_year_takes_what_is_due_then_or_before_and_says_so(report_of):
    _, _, report = report_of(year=2025)
    assert {r["target"] for r in rows(report, "targets")} == {
        "bb-2025-county-town-5g",
        "bb-dual-uplink",
    }  # due in no year
    _, _, report = report_of(year=2027)
    assert {r["due"] for r in rows(report, "targets") if r["year"] == 2025} == {"此前到期"}


def test_a_shipped_target_is_worded_in_the_reports_language(report_of):
    for language, subject in (("zh", "行政村通5G"), ("en", "Administrative villages with 5G")):
        _, _, report = report_of(language)
        assert subject in {r["subject"] for r in rows(report, "targets")}


def test_one_county_shows_nothing_of_the_other(report_of):
    for named in ("东兴市", "450681"):
        _, _, report = report_of(named=named)
        assert {r["county"] for r in rows(report, "targets")} == {"东兴市"}
        assert {r["area"] for r in rows(report, "progress")} == {"东兴市"}
        assert report.title.startswith("东兴市")
    with pytest.raises(CoreError, match=r"no county '南宁'.*东兴市, 防城区"):
        report_of(named="南宁")


def test_what_is_absent_or_unchecked_is_listed_and_never_a_zero(report_of):
    _, _, report = report_of()
    told = [(r["part"], r["what"]) for r in rows(report, "unanswered")]
    assert ("工作区", "公共资源开放") in told
    assert ("核查规则", "SP-24 a") in told
    assert ("目标", "行政村通5G") in told
    assert "开放公共资源" not in {r["item"] for r in rows(report, "overview")}


def test_two_runs_are_compared(report_of):
    _, _, report = report_of()
    assert [(r["change"], r["rule"]) for r in rows(report, "changes")] == [
        ("新增", "SP-18"),
        ("新增", "SP-21"),
        ("消失", "SP-12"),
    ]


def test_an_empty_workspace_says_what_to_run(report_of, tmp_path):
    _, _, report = report_of(workspace=create_workspace(str(tmp_path / "空.gpkg")))
    assert [s.name for s in report.sections if len(s.table)] == ["unanswered"]
    page = html_of(report)
    for algorithm in ("checktargets", "planprogress", "findgaps", "checkapplications"):
        assert algorithm in page


def test_metres_stay_metres(report_of):
    _, _, report = report_of()
    assert {(r["measured"], r["unit"]) for r in rows(report, "findings") if r["rule"] == "SP-18"} == {(6.0, "米")}


def cells_of(path):
    return [
        str(cell) for sheet in openpyxl.load_workbook(path) for row in sheet.values for cell in row if cell is not None
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_public_version_holds_no_border_body_no_phone_no_name_no_exact_place(report_of, tmp_path, language):
    _, _, internal = report_of(language)
    contents, _, public = report_of(language, public=True)
    write_workbook(public, tmp_path / "p.xlsx")
    written = html_of(public) + "\n".join(cells_of(tmp_path / "p.xlsx"))
    write_workbook(internal, tmp_path / "i.xlsx")
    before = html_of(internal) + "\n".join(cells_of(tmp_path / "i.xlsx"))
    for secret in ("示例执勤点", "边防派出所旁", "边检站旧址", PHONE, "王小明", "21.618238"):
        assert secret in before
        assert secret not in written
    assert not re.search(r"108\.\d{5}", written)
    assert contents.left_out == 3  # the duty post's gap, the site by the police post, the border bodies' target
    assert ("公开版" if language == "zh" else "Public version") in public.lines[0]
    assert ("内部版" if language == "zh" else "Internal version") in internal.lines[0]


def test_texts_come_through_as_themselves(report_of, tmp_path):
    _, _, report = report_of()
    page = html_of(report)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt; &amp; &#39;q&#39;\n𠀀🗼" in page
    write_workbook(report, tmp_path / "r.xlsx")
    cells = [cell for sheet in openpyxl.load_workbook(tmp_path / "r.xlsx") for row in sheet for cell in row]
    assert NASTY in [cell.value for cell in cells]
    (formula,) = (cell for cell in cells if cell.value == FORMULA)
    assert (formula.data_type, formula.quotePrefix) == ("s", True)


def test_the_workbook_has_numbers_filters_frozen_heads_and_a_sheet_per_subject(report_of, tmp_path):
    _, _, report = report_of()
    write_workbook(report, tmp_path / "r.xlsx")
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert book.sheetnames == [s.title for s in report.sections if s.name == "overview" or len(s.table)]
    head, *body = book["建设进度"].values
    row = dict(zip(head, body[0]))
    assert (row["任务"], row["建成"], row["完成率（%）"]) == (699, 366, 52.36)
    for sheet in book:
        assert sheet.auto_filter.ref
        assert sheet.freeze_panes
        assert sheet.print_title_rows == "$1:$1"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    everything = cells_of(tmp_path / "r.xlsx")
    assert any("示例数据，虚构" in cell for cell in everything)


def test_every_report_says_what_it_rests_on(report_of):
    _, _, report = report_of()
    lines = " ".join(report.lines)
    for said in ("national 2026.11", "2026年11月21日", "EPSG:4490", "9.9.9", "示例数据，虚构"):
        assert said in lines
    assert {r["algorithm"] for r in rows(report, "record")} >= {"fengsui:checktargets", "fengsui:findgaps"}


def test_the_page_asks_for_nothing_and_runs_only_its_own_blocks(report_of):
    import base64
    import hashlib

    _, _, report = report_of()
    page = html_of(report)
    addresses = set(re.findall(r"https?://[^\"' <]+", page)) - {"http://www.w3.org/2000/svg"}
    assert addresses == {"http://example.org&#34;)"}  # the text of a site's name
    for block in ("style", "script"):
        text = re.search(rf"<{block}>(.*?)</{block}>", page, re.DOTALL)[1]
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{block}-src 'sha256-{digest}'" in page
    assert not re.search(r"\sstyle=|\son\w+=", page)


def test_gaps_on_roads_have_start_and_end(report_of):
    _, _, report = report_of()
    road = next(r for r in rows(report, "gaps") if r["demand"] == "G228")
    assert (road["from_km"], road["to_km"], road["length_m"]) == (1.2, 6.8, 5600)
    assert (road["lon"], road["end_lat"]) == (pytest.approx(108.0123456), 21.65)


def test_the_maps_note_their_review_and_claim_no_boundary(report_of):
    _, _, report = report_of()
    for picture in [*report.section("gaps").pictures, *report.section("opinions").pictures]:
        assert "不作划界依据" in picture.svg
        assert "审图号：未填写" in picture.svg


def test_townships_are_named_where_they_lie(county):
    import geopandas as gpd
    from shapely.geometry import box

    from fengsui.core.report.contents import read_contents
    from fengsui.core.report.maps import opinion_map
    from fengsui.core.workspace.workspace import store

    shapes = [box(110, 21.6, 110.1, 21.7), box(108.0, 21.5, 108.02, 21.52), box(108.16, 21.76, 108.2, 21.8)]
    names = {"code": ["1", "2", "3"], "name": ["图外镇", "西南镇", "东北镇"], "county": "450681", "population": 1}
    store(county, "townships", gpd.GeoDataFrame(names, geometry=shapes, crs="EPSG:4490"))
    svg = opinion_map(read_contents(county, "东兴市"), reviewed(), "zh", True, "")[0].svg
    at = {name: (float(x), float(y)) for x, y, name in re.findall(r'<text x="([\d.]+)" y="([\d.]+)"[^>]*>(..镇)', svg)}
    assert set(at) == {"西南镇", "东北镇"}
    assert at["西南镇"][0] < at["东北镇"][0]
    assert at["西南镇"][1] > at["东北镇"][1]


def test_without_border_lines_no_outline_is_drawn(county):
    from fengsui.core.report.contents import read_contents
    from fengsui.core.report.maps import opinion_map

    contents = read_contents(county)
    lined, bare = (opinion_map(contents, reviewed(), "zh", lines, "")[0].svg for lines in (True, False))
    assert 'stroke="#9AA5AC" stroke-width="1"/>' in lined
    outline = re.search(r'<path d="[^"]+" fill="#FCFAF5"[^>]*>', bare)[0]
    assert "stroke" not in outline


@pytest.mark.parametrize("public", [False, True])
def test_register_figures_are_the_same_in_both_versions(county, report_of, public):
    import geopandas as gpd
    from shapely.geometry import Point

    from fengsui.core.workspace.workspace import store

    rows_ = {"resource_id": ["R1", "R2"], "name": ["甲楼", "边防派出所楼"], "status": "published", "published_on": pd.Timestamp("2026-01-05"), "category": "roof", "owner": ["甲局", "乙局"], "owner_class": "government"}  # fmt: skip
    frame = gpd.GeoDataFrame(pd.DataFrame(rows_), geometry=[Point(108.1, 21.6), Point(108.15, 21.7)], crs="EPSG:4490")
    store(county, "resources", frame)
    _, _, report = report_of(public=public)
    whole = rows(report, "register")[0]
    assert (whole["area"], whole["opened"]) == ("合计", 2)


def test_a_share_that_is_not_known_is_no_number_in_the_chart():
    row = {"county": "榕县", "kind": "admin-village", "technology": "5G", "covered": 0.0, "unknown": 1.0, "gap": 0.0}
    (picture,) = summary_chart(pd.DataFrame([{**row, "total": 1.0, "share": float("nan")}]), "zh", False)
    assert "nan" not in picture.svg
    assert "–" in picture.svg


def test_what_was_never_computed_is_told_as_such_and_never_as_none(tmp_path, report_of):
    _, _, report = report_of(workspace=create_workspace(str(tmp_path / "空.gpkg")))
    told = {section.name: section.empty for section in report.sections}
    assert "checktargets" in told["shortfalls"]
    assert "findgaps" in told["gaps"]
    assert told["overview"]


def test_targets_that_could_not_be_computed_are_no_reason_to_say_that_nothing_falls_short(county, report_of):
    table = targets()
    store(county, "targets", table[table["verdict"] == "not_computed"], {"algorithm": "fengsui:checktargets"})
    store(county, "shortfalls", read(county, "shortfalls").iloc[:0], {"algorithm": "fengsui:checktargets"})
    _, _, report = report_of()
    assert report.section("shortfalls").table.empty
    assert "2个目标不可计算" in report.section("shortfalls").empty


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_state_of_what_fails_a_target_is_said_in_words_and_coloured(language):
    """A report for an office said gap_listed."""
    from fengsui.core.report.wording import code_words, layout
    from fengsui.core.targets.failing import RANK

    words = code_words("state", language)
    assert {state for state in RANK if not words.get(state) or words[state] == state} == set()
    assert set(RANK) <= set(layout()["colours"]) & set(layout()["tints"])
