"""Workbooks and forms opened by another program, LibreOffice: the same values, no repair."""

from __future__ import annotations

import csv
import shutil
import subprocess

import openpyxl
import pytest
from templates import document, runs, workbook

from fengsui.core.report.fill_docx import fill_docx
from fengsui.core.report.fill_xlsx import fill_xlsx
from fengsui.core.report.form_tables import vocabulary
from fengsui.core.report.workbook import write_workbook
from fengsui.core.schema import RESOURCES

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice: bash scripts/setup.sh programs"),
]


def converted(path, kind, folder):
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=120)  # fmt: skip
    return folder


def test_the_reports_workbook_has_equal_values_in_another_program(report_of, tmp_path):
    _, _, report = report_of()
    write_workbook(report, tmp_path / "r.xlsx")
    folder = tmp_path / "again"
    folder.mkdir()
    again = openpyxl.load_workbook(converted(tmp_path / "r.xlsx", "xlsx:Calc MS Excel 2007 XML", folder) / "r.xlsx")
    first = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert again.sheetnames == first.sheetnames
    for sheet in first:
        for row in sheet.iter_rows():
            for cell in row:
                other = again[sheet.title][cell.coordinate].value
                assert other == cell.value, (sheet.title, cell.coordinate)


def test_a_filled_form_computes_there(report_of, tmp_path):
    contents, wanted, report = report_of()
    fill_xlsx(workbook(tmp_path / "t.xlsx"), tmp_path / "o.xlsx", vocabulary(contents, report, wanted, "opinions"))
    kind = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"
    lines = list(csv.reader((converted(tmp_path / "o.xlsx", kind, tmp_path) / "o.csv").open(encoding="utf-8")))
    assert [line[:4] for line in lines[3:7]] == [
        ["1", lines[3][1], "31.8", "63.6"],
        ["2", '=HYPERLINK("http://example.org")', "", "0"],
        ["3", "边防派出所旁", "", "0"],
        ["合计", "", "31.8", "3C4 处"],
    ]


@pytest.mark.parametrize("form", ["opinions", "progress"])
def test_a_filled_document_prints(report_of, tmp_path, form):
    contents, wanted, report = report_of()
    template = RESOURCES / "forms" / "zh" / f"{form}.docx"
    fill_docx(template, tmp_path / "o.docx", vocabulary(contents, report, wanted, form))
    assert (converted(tmp_path / "o.docx", "pdf", tmp_path) / "o.pdf").stat().st_size > 5000


def test_a_document_of_ones_own_opens(report_of, tmp_path):
    contents, wanted, report = report_of(named="东兴市")
    fill_docx(document(tmp_path / "t.docx", runs("报：{{co", "unty}}")), tmp_path / "o.docx", vocabulary(contents, report, wanted))
    text = (converted(tmp_path / "o.docx", "txt:Text (encoded):UTF8", tmp_path) / "o.txt").read_text("utf-8-sig")
    assert text.strip() == "报：东兴市"
