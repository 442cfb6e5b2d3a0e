"""Forms with the habits of those who draw them up: sums over one row, rules, lists, names of empty cells, full-width braces."""

from __future__ import annotations

import re

import openpyxl
import pandas as pd
import pytest
from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from fengsui.core.report.fill_xlsx import fill_xlsx
from fengsui.core.report.placeholders import FormTable, Vocabulary
from fengsui.core.report.sheets import Heading

CELL, OF_SHEET = r"(?=\$?B\$?\d)", "'月 报'!"
RED = PatternFill("solid", bgColor="FF0000")


@pytest.fixture
def words():
    """A county, and a table of three rows with a name and metres."""
    rows = pd.DataFrame({"name": ["甲", "乙", "丙"], "length_m": [5.0, 20.0, 30.0]})
    headings = {"name": Heading("name", "名称"), "length_m": Heading("length_m", "米", decimals=1)}
    return Vocabulary({"county": "榕县"}, {"gaps": FormTable(headings, rows, {name: name for name in rows})})


@pytest.fixture
def filled(tmp_path, words):
    """Call with a function that draws up the sheet: the workbook filled, opened again."""

    def fill(draw):
        book = Workbook()
        book.active.title = "月 报"
        book.active["A4"], book.active["B4"] = "{{gaps.name}}", "{{gaps.length_m}}"
        draw(book)
        book.save(tmp_path / "t.xlsx")
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
