"""Forms: placeholders however a program cut them, rows repeated with all that hangs on them, harm refused."""

from __future__ import annotations

import random
import re
import zipfile

import openpyxl
import pandas as pd
import pytest
from small_county import FORMULA, NASTY
from templates import document, runs, workbook, zip_bomb

from fengsui.core.errors import CoreError
from fengsui.core.report.fill_docx import fill_docx
from fengsui.core.report.fill_xlsx import fill_xlsx
from fengsui.core.report.form_tables import FORMS, vocabulary
from fengsui.core.report.moved_rows import Inserted, moved_formula, moved_range
from fengsui.core.report.placeholders import PLACEHOLDER, FormTable, Vocabulary, spread
from fengsui.core.schema import RESOURCES


@pytest.fixture
def words(report_of):
    """The vocabulary of the small county, for the form of opinions."""

    def of(form="opinions", **chosen):
        contents, wanted, report = report_of(**chosen)
        return vocabulary(contents, report, wanted, form)

    return of


def filled(tmp_path, vocabulary):
    fill_xlsx(workbook(tmp_path / "模板.xlsx"), tmp_path / "填好.xlsx", vocabulary)
    return openpyxl.load_workbook(tmp_path / "填好.xlsx")


def test_a_row_is_repeated_for_each_application(tmp_path, words):
    book = filled(tmp_path, words(named="东兴市"))
    sheet = book["意见 表"]
    assert sheet["A1"].value == "东兴市审查意见（2026年11月28日）"
    assert [[cell.value for cell in row[:3]] for row in sheet["A4:C6"]] == [[1, NASTY, 31.8], [2, FORMULA, None], [3, "边防派出所旁", None]]
    assert sheet["A7"].value == "合计"
    assert book["封面"]["B3"].value == "东兴市"  # the named cell


def test_formatting_formulas_and_ranges_move_along(tmp_path, words):
    book = filled(tmp_path, words())
    sheet = book["意见 表"]
    assert [sheet[f"D{n}"].value for n in (4, 5, 6)] == ["=C4*2", "=C5*2", "=C6*2"]
    assert sheet["C7"].value == "=SUM(C4:C6)"
    assert sheet["D7"].value == '=COUNTA(B4:B6)&"C4 处"'  # a text in a formula is no reference
    assert book["封面"]["B2"].value == "='意见 表'!C7"
    assert {str(r) for r in sheet.merged_cells.ranges} == {"A1:E1", "E4:F4", "E5:F5", "E6:F6", "A8:E8"}
    assert sheet.auto_filter.ref == "A3:E6"
    assert "$A$1:$F$8" in str(sheet.print_area)
    assert str(sheet.print_title_rows).replace("$", "") == "3:3"
    assert [str(rule.sqref) for rule in sheet.conditional_formatting] == ["C4:C6"]
    assert str(sheet.data_validations.dataValidation[0].sqref) == "F4:F6"
    for n in (4, 5, 6):
        assert sheet[f"B{n}"].fill.fgColor.rgb == "00FFEEAA"
        assert sheet[f"C{n}"].number_format == "0.0"
    assert (sheet["A1"].font.bold, sheet["A1"].font.size) == (True, 18)


def test_what_starts_like_a_formula_stays_text_when_edited(tmp_path, words):
    cell = filled(tmp_path, words())["意见 表"]["B5"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (FORMULA, "s", True)
    assert cell.fill.fgColor.rgb == "00FFEEAA"


def test_an_unknown_placeholder_stays_and_is_told_with_its_place(tmp_path, words):
    vocabulary = words()
    sheet = filled(tmp_path, vocabulary)["意见 表"]
    assert sheet["E4"].value == "意见：不同意；{{nonsense}}"
    assert vocabulary.unknown == [("nonsense", "意见 表!E4")]


def test_no_rows_leave_one_empty_row(tmp_path, report_of):
    from fengsui.core.workspace.workspace import create_workspace

    contents, wanted, report = report_of(workspace=create_workspace(str(tmp_path / "空.gpkg")))
    sheet = filled(tmp_path, vocabulary(contents, report, wanted, "opinions"))["意见 表"]
    assert [sheet["B4"].value, sheet["A5"].value] == [None, "合计"]


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("A4", "A4"),
        ("A5+$B$6", "A7+$B$8"),
        ("SUM(A4:B4)", "SUM(A4:B6)"),
        ("SUM(A1:A9)", "SUM(A1:A11)"),
        ("'表 一'!A5&Other!A5", "'表 一'!A7&Other!A5"),
        ('"A5"&A5', '"A5"&A7'),
        ("LOG10(A5)", "LOG10(A7)"),
        ("A5_name", "A5_name"),
        ("\x015\x02", "5"),
    ],
)
def test_references_below_repeated_rows_move(formula, moved):
    assert moved_formula(formula, "表 一", {"表 一": [Inserted(4, 2)], "Other": []}) == moved


def test_ranges_move_through_several_repeated_rows():
    assert moved_range("A2:C9 E3", [Inserted(2, 3), Inserted(9, 1)]) == "A2:C13 E6"


def plain_words():
    table = FormTable({}, pd.DataFrame({"name": ["甲"]}), {"name": "name"})
    return Vocabulary({"county": "东兴市"}, {"t": table})


@pytest.mark.parametrize("seed", range(40))
def test_a_placeholder_is_found_however_its_text_is_cut(seed):
    chosen = random.Random(seed)
    text = "县：{{county}}，{{ county }}{{x}}尾"
    cuts = sorted(chosen.sample(range(1, len(text)), chosen.randint(0, 12)))
    pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)])]
    fill = plain_words().filler("here")
    assert "".join(spread(pieces, fill)) == PLACEHOLDER.sub(fill, text) == "县：东兴市，东兴市{{x}}尾"


def document_text(path):
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        xml = archive.read("word/document.xml").decode()
        assert archive.read("word/media/stamp.bin").decode() == "印章"
    return xml


def test_a_document_is_filled_across_runs_and_its_row_repeated(tmp_path, words):
    row = f"<w:tr><w:tc>{runs('{{', 'opinions.站点', '名称}}')}</w:tc><w:tc>{runs('{{plan_distance_m}} 米')}</w:tc></w:tr>"
    body = f"{runs('报：{{co', 'unty}}', '局')}<w:tbl><w:tr><w:tc>{runs('站点')}</w:tc></w:tr>{row}</w:tbl>{runs('{{什么}}')}"
    vocabulary = words(named="东兴市")
    fill_docx(document(tmp_path / "t.docx", body), tmp_path / "o.docx", vocabulary)
    xml = document_text(tmp_path / "o.docx")
    assert 'mc:Ignorable="w14"' in xml
    assert "xmlns:w14=" in xml  # else Word calls the file damaged
    assert xml.count("<w:tr>") == 4
    text = re.sub(r"<[^>]+>", "", xml.replace("<w:br />", "\n").replace("</w:p>", "|")).strip()
    assert text == (
        "报：东兴市局|站点|&lt;script&gt;alert(\"x\")&lt;/script&gt; &amp; 'q'\n𠀀🗼|31.8 米|"
        '=HYPERLINK("http://example.org")| 米|边防派出所旁| 米|{{什么}}|'
    )
    assert vocabulary.unknown == [("什么", "document.xml, paragraph 9")]
    assert xml.count("w14:paraId") == 5  # a copied row has none: an id stands once


def test_a_value_that_looks_like_a_placeholder_is_none(tmp_path):
    vocabulary = plain_words()
    vocabulary.tables["t"].rows["name"] = "{{county}}"
    body = f"<w:tbl><w:tr><w:tc>{runs('{{t.name}}')}</w:tc></w:tr></w:tbl>"
    fill_docx(document(tmp_path / "t.docx", body), tmp_path / "o.docx", vocabulary)
    assert "{{county}}" in document_text(tmp_path / "o.docx")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_shipped_form_has_no_unknown_placeholder(tmp_path, words, form, language):
    vocabulary = words(form, language=language)
    for template in sorted((RESOURCES / "forms" / language).glob(f"{form}.*")):
        output = tmp_path / template.name
        (fill_xlsx if template.suffix == ".xlsx" else fill_docx)(template, output, vocabulary)
        with zipfile.ZipFile(output) as archive:
            part = "xl/worksheets/sheet1.xml" if template.suffix == ".xlsx" else "word/document.xml"
            assert b"{{" not in archive.read(part)
    assert vocabulary.unknown == []


def test_the_task_list_has_a_row_per_task_with_start_and_end(words):
    rows = words("gaps").tables["gaps"].rows
    assert len(rows) == 3
    road = rows[rows["name"] == "国道G228"].iloc[0]
    assert (road["from_km"], road["to_km"], road["end_lon"], road["end_lat"]) == (1.2, 6.8, 108.05, 21.65)


def test_the_opinion_table_names_the_worst_rule_with_its_value_limit_and_clause(words):
    first = words().tables["opinions"].rows.iloc[0]
    assert (first["rule"], first["measured"], first["limit"], first["unit"], first["clause"]) == ("SP-18", 6, 10, "米", "第三十五条")


def test_progress_is_told_as_a_reply_tells_it(words):
    vocabulary = words("progress", named="东兴市")
    assert [vocabulary.words[w] for w in ("任务数", "建成数", "完成率")] == [699, 366, 52.36]


def macro(path):
    return document(path, runs("x"), **{"word/vbaProject.bin": "x"})


def entity(path):
    return document(path, "", **{"word/document.xml": '<!DOCTYPE d [<!ENTITY a "aaaa">]><w:document xmlns:w="w">&a;</w:document>'})


def broken(path):
    return document(path, "<w:p>")


def cut_off(path):
    path.write_bytes(b"PK\x03\x04 not a zip")
    return path


def outside(path):
    return document(path, runs("x"), **{"../evil.xml": "x"})


@pytest.mark.parametrize(
    ("made", "said"),
    [(macro, "macros"), (entity, "entities"), (broken, "damaged"), (cut_off, "damaged"), (outside, "outside"), (zip_bomb, "refused")],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_a_harmful_template_is_refused_and_leaves_the_former_output(tmp_path, made, said):
    output = tmp_path / "o.docx"
    output.write_text("former")
    with pytest.raises(CoreError, match=said):
        fill_docx(made(tmp_path / "t.docx"), output, plain_words())
    assert output.read_text() == "former"
