"""Forms with the habits of those who draw them up: sums over one row, rules, lists, names of empty cells, full-width braces."""

from __future__ import annotations

import re
import zipfile

import openpyxl
import pandas as pd
import pytest
from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from small_county import reviewed

from fengsui.core.errors import CoreError
from fengsui.core.report.fill_docx import fill_docx
from fengsui.core.report.fill_xlsx import fill_xlsx
from fengsui.core.report.form_tables import vocabulary
from fengsui.core.report.placeholders import FormTable, Vocabulary
from fengsui.core.report.sheets import Heading
from fengsui.core.schema import plain
from fengsui.core.workspace.workspace import create_workspace, store

CELL, OF_SHEET = r"(?=\$?B\$?\d)", "'月 报'!"
RED = PatternFill("solid", bgColor="FF0000")


def named(book, name, place):
    defined = DefinedName(name, attr_text=place)
    if hasattr(book.defined_names, "append"):  # openpyxl before 3.1
        book.defined_names.append(defined)
    else:
        book.defined_names[name] = defined


def rewrite(path, changed):
    """The first sheet's XML as another program would have written it."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    first = "xl/worksheets/sheet1.xml"
    parts[first] = changed(parts[first].decode()).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


@pytest.fixture
def words():
    """A county, and a table of three rows with a name and metres."""
    rows = pd.DataFrame({"name": ["甲", "乙", "丙"], "length_m": [5.0, 20.0, 30.0]})
    headings = {"name": Heading("name", "名称"), "length_m": Heading("length_m", "米", decimals=1)}
    return Vocabulary(
        dict.fromkeys(("county", "县", "区县", "全县"), "榕县"),
        {"gaps": FormTable(headings, rows, {plain(name): name for name in rows})},
    )


@pytest.fixture
def filled(tmp_path, words):
    """Call with a function that draws up the sheet: the workbook filled, opened again."""

    def fill(draw, changed=None):
        book = Workbook()
        book.active.title = "月 报"
        book.active["A4"], book.active["B4"] = "{{gaps.name}}", "{{gaps.length_m}}"
        draw(book)
        book.save(tmp_path / "t.xlsx")
        if changed:
            rewrite(tmp_path / "t.xlsx", changed)
        fill_xlsx(tmp_path / "t.xlsx", tmp_path / "o.xlsx", words)
        return openpyxl.load_workbook(tmp_path / "o.xlsx")

    return fill


@pytest.mark.parametrize(
    ("formula", "rows"),
    [
        ("SUM(B4:C4)", ["SUM(B4:C4)", "SUM(B5:C5)", "SUM(B6:C6)"]),
        ("SUM(B$4:B4)", ["SUM(B$4:B4)", "SUM(B$4:B5)", "SUM(B$4:B6)"]),
        ("B4/B$5", ["B4/B$7", "B5/B$7", "B6/B$7"]),
        ('IF(A4="","空","A4纸")', ['IF(A4="","空","A4纸")', 'IF(A5="","空","A4纸")', 'IF(A6="","空","A4纸")']),
    ],
)
def test_a_formula_of_a_repeated_row_looks_at_its_own_row(filled, formula, rows):
    def draw(book):
        book.active["D4"] = f"={formula}"

    sheet = filled(draw)["月 报"]
    assert [sheet[f"D{n}"].value for n in (4, 5, 6)] == [f"={row}" for row in rows]


@pytest.mark.parametrize(
    ("total", "moved"),
    [
        ("SUM(B4)", "SUM(B4:B6)"),
        ("SUM($B$4)", "SUM($B$4:$B$6)"),
        ('COUNTIF(B4,">10")', 'COUNTIF(B4:B6,">10")'),
        ("SUBTOTAL(9,B4)", "SUBTOTAL(9,B4:B6)"),
        ("SUM(B2)", "SUM(B2)"),
        ("B4", "B4"),
        ("ROUND(B4,1)", "ROUND(B4,1)"),
    ],
)
def test_a_total_over_the_one_row_is_over_all_its_copies(filled, total, moved):
    def draw(book):
        book.active["B5"] = f"={total}"
        book.create_sheet("封面")["A1"] = f"={re.sub(CELL, OF_SHEET, total, count=1)}"

    book = filled(draw)
    assert book["月 报"]["B7"].value == f"={moved}"
    assert book["封面"]["A1"].value == f"={re.sub(CELL, OF_SHEET, moved, count=1)}"


def test_rules_and_lists_below_repeated_rows_look_where_they_looked(filled):
    def draw(book):
        sheet = book.active
        sheet.conditional_formatting.add("B4", FormulaRule(formula=["SUM(B4:C4)>$B$5"], fill=RED))
        sheet.conditional_formatting.add("A7", FormulaRule(formula=["A7>$B$5"], fill=RED))
        choice = DataValidation(type="list", formula1="$J$8:$J$9")
        choice.add("A7")
        sheet.add_data_validation(choice)

    sheet = filled(draw)["月 报"]
    rules = {str(one.sqref): one.rules[0].formula for one in sheet.conditional_formatting}
    assert rules == {"B4:B6": ["SUM(B4:C4)>$B$7"], "A9": ["A9>$B$7"]}
    (choice,) = sheet.data_validations.dataValidation
    assert (str(choice.sqref), choice.formula1) == ("A9", "$J$10:$J$11")


def test_the_braces_of_a_chinese_keyboard_are_braces(filled):
    def draw(book):
        book.active["A1"], book.active["A2"] = "｛｛county｝｝通报", "{{ county ｝}、{{无此词｝｝"

    sheet = filled(draw)["月 报"]
    assert (sheet["A1"].value, sheet["A2"].value) == ("榕县通报", "榕县、{{无此词｝｝")


def test_headers_and_footers_are_filled_as_far_as_they_have_room(filled, words):
    words.words = {"county": "榕&县", "run": "长" * 300}

    def draw(book):
        book.active.oddHeader.center.text = "{{county}}审查"
        book.active.oddFooter.left.text = "{{run}}{{nobody}}"

    sheet = filled(draw)["月 报"]
    assert sheet.oddHeader.center.text == "榕&&县审查"
    assert sheet.oddFooter.left.text.endswith("长…{{nobody}}")
    assert len(sheet.oddFooter.left.text) < 255
    assert words.unknown == [("nobody", "月 报, oddFooter")]


def test_a_named_cell_that_is_empty_is_filled(filled):
    def draw(book):
        cover = book.create_sheet("封 面")
        cover["A2"], cover["E9"] = "县：", "尾"
        cover.merge_cells("B4:D5")
        for name, cells in (("county", "$C$9"), ("县", "$B$2"), ("区县", "$B$4:$D$5"), ("全县", "$A$7:$C$7")):
            named(book, name, f"'封 面'!{cells}")

    sheet = filled(draw)["封 面"]
    assert [[cell.value for cell in row if cell.value] for row in sheet.iter_rows(values_only=False)][1] == [
        "县：",
        "榕县",
    ]
    assert (sheet["C9"].value, sheet["E9"].value, sheet["B4"].value, sheet["A7"].value) == ("榕县", "尾", "榕县", None)


def test_what_reads_a_filled_cell_is_computed_when_the_form_is_opened(tmp_path, words):
    book = Workbook()
    book.active["A1"], book.active["B1"] = "{{county}}", "=LEN(A1)"
    book.calculation.fullCalcOnLoad = False
    book.save(tmp_path / "t.xlsx")
    fill_xlsx(tmp_path / "t.xlsx", tmp_path / "o.xlsx", words)
    assert openpyxl.load_workbook(tmp_path / "o.xlsx").calculation.fullCalcOnLoad


def test_formulas_that_cells_share_are_each_row_s_own(filled, tmp_path):
    def draw(book):
        for cell, formula in {"D4": "B4*2", "E4": "C4*2", "F5": "B3", "F6": "B4", "F7": "B5"}.items():
            book.active[cell] = f"={formula}"

    def shared(xml):
        for formula, element in {
            "B4*2": '<f t="shared" ref="D4:E4" si="0">B4*2</f>',
            "C4*2": '<f t="shared" si="0"/>',
            "B3": '<f t="shared" ref="F5:F7" si="1">B3</f>',
            "B4": '<f t="shared" si="1"/>',
            "B5": '<f t="shared" si="1"/>',
        }.items():
            xml = re.sub(rf"<f>{re.escape(formula)}</f>", element, xml)
        return xml

    sheet = filled(draw, shared)["月 报"]
    assert [sheet[f"{c}{n}"].value for n in (4, 5, 6) for c in "DE"] == [
        "=B4*2",
        "=C4*2",
        "=B5*2",
        "=C5*2",
        "=B6*2",
        "=C6*2",
    ]
    assert [sheet[f"F{n}"].value for n in (7, 8, 9)] == ["=B3", "=B4", "=B7"]


def test_the_text_of_a_box_is_filled_over_its_runs(tmp_path, words):
    box = '<xdr:wsDr xmlns:xdr="x" xmlns:a="a"><xdr:sp><xdr:txBody><a:p><a:r><a:t>{{cou</a:t></a:r><a:r><a:t>nty}}章</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:wsDr>'
    Workbook().save(tmp_path / "t.xlsx")
    with zipfile.ZipFile(tmp_path / "t.xlsx", "a") as archive:
        archive.writestr("xl/drawings/drawing1.xml", box)
    fill_xlsx(tmp_path / "t.xlsx", tmp_path / "o.xlsx", words)
    filled_box = zipfile.ZipFile(tmp_path / "o.xlsx").read("xl/drawings/drawing1.xml").decode()
    assert re.findall("<a:t>(.*?)</a:t>", filled_box) == ["榕县", "章"]


def test_counts_of_what_was_never_checked_are_empty(tmp_path, report_of):
    workspace = create_workspace(str(tmp_path / "空.gpkg"))
    contents, wanted, report = report_of(workspace=workspace)
    said = vocabulary(contents, report, wanted, "opinions").words
    assert [said[name] for name in ("applications", "approve", "reject", "gaps")] == [None] * 4
    store(workspace, "applications", reviewed()[["application_id", "site_name", "geometry"]], {})
    contents, wanted, report = report_of(workspace=workspace)
    said = vocabulary(contents, report, wanted, "ledger").words
    assert (said["applications"], said["approve"]) == (3, None)


@pytest.mark.parametrize(("fill", "ending"), [(fill_xlsx, "xlsx"), (fill_docx, "docx")])
def test_a_template_of_another_kind_than_its_name_says_is_told(tmp_path, words, fill, ending):
    with zipfile.ZipFile(tmp_path / f"t.{ending}", "w") as archive:
        archive.writestr("content.xml", "<x/>")
    with pytest.raises(CoreError, match=f"no {ending} inside"):
        fill(tmp_path / f"t.{ending}", tmp_path / f"o.{ending}", words)
