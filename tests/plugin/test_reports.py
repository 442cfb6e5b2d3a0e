"""countyreport and fillform from the toolbox: what they write, what they refuse, what they say."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import openpyxl
import pytest
from qgis.core import QgsProcessingContext, QgsProcessingException, QgsProcessingFeedback

sys.path.insert(0, str(Path(__file__).parents[1] / "core" / "report"))


class Listening(QgsProcessingFeedback):
    def __init__(self):
        super().__init__()
        self.warnings = []

    def pushWarning(self, text):
        self.warnings.append(text)


def run(name, feedback=None, **settings):
    import processing

    return processing.run(f"fengsui:{name}", settings, context=QgsProcessingContext(), feedback=feedback)


@pytest.fixture(scope="module")
def place(qgis_app, tmp_path_factory):
    from small_county import made

    return made(tmp_path_factory.mktemp("county") / "东兴 市.gpkg").place


@pytest.fixture(scope="module")
def written(place, tmp_path_factory):
    folder = tmp_path_factory.mktemp("报告")
    files = {name: str(folder / f"报告.{name.lower()}") for name in ("HTML", "XLSX", "PDF")}
    return run("countyreport", WORKSPACE=place, COUNTY="东兴市", LANGUAGE="zh", DATE="2026-11-28", **files)


def test_three_files_of_one_report(written):
    page = Path(written["HTML"]).read_text("utf-8")
    assert "东兴市信息通信基础设施建设情况报告" in page
    book = openpyxl.load_workbook(written["XLSX"])
    assert "目标核查" in book.sheetnames
    assert Path(written["PDF"]).read_bytes().startswith(b"%PDF-")


def test_the_pdf_has_pages_with_fonts_inside(written):
    data = Path(written["PDF"]).read_bytes()
    pages = int(re.search(rb"/Type /Pages.*?/Count (\d+)", data, re.DOTALL)[1])
    assert pages > 2
    fonts = re.findall(rb"/Type /FontDescriptor.*?>>", data, re.DOTALL)
    assert fonts
    assert all(b"/FontFile" in font for font in fonts)


def test_a_folder_that_takes_no_file_is_told(place, tmp_path):
    (tmp_path / "taken").write_text("")
    with pytest.raises(QgsProcessingException, match="cannot be written"):
        run("countyreport", WORKSPACE=place, HTML=str(tmp_path / "taken" / "r.html"))


def test_a_workspace_that_is_none_is_told(qgis_app, tmp_path):
    with pytest.raises(QgsProcessingException, match="no workspace"):
        run("countyreport", WORKSPACE=str(tmp_path / "none.gpkg"), HTML=str(tmp_path / "r.html"))


@pytest.mark.parametrize("template", ["ledger", "opinions.docx"])
def test_a_shipped_form_goes_by_its_name(place, tmp_path, template):
    feedback = Listening()
    output = run(
        "fillform", feedback, TEMPLATE=template, WORKSPACE=place, LANGUAGE="zh", OUTPUT=str(tmp_path / "填好.xlsx")
    )["OUTPUT"]
    assert output == str(tmp_path / "填好") + (".docx" if template.endswith("docx") else ".xlsx")
    assert Path(output).stat().st_size > 1000
    assert feedback.warnings == []


def test_unknown_placeholders_are_told_with_their_place(place, tmp_path):
    from templates import workbook

    feedback = Listening()
    template = workbook(tmp_path / "县里的表.xlsx")
    run(
        "fillform",
        feedback,
        TEMPLATE=str(template),
        WORKSPACE=place,
        FORM="opinions",
        LANGUAGE="zh",
        OUTPUT=str(tmp_path / "o.xlsx"),
    )
    assert feedback.warnings == ["意见 表!E4: the placeholder {{nonsense}} means nothing and stays."]


def test_a_name_with_a_dot_is_kept_whole(place, tmp_path):
    output = run("fillform", TEMPLATE="ledger", WORKSPACE=place, OUTPUT=str(tmp_path / "2026.11台账"))["OUTPUT"]
    assert output == str(tmp_path / "2026.11台账.xlsx")


def test_a_template_is_not_written_over(place, tmp_path):
    from templates import workbook

    template = workbook(tmp_path / "表.xlsx")
    was = template.read_bytes()
    with pytest.raises(QgsProcessingException, match="take the place of its template"):
        run("fillform", TEMPLATE=str(template), WORKSPACE=place, FORM="opinions", OUTPUT=str(tmp_path / "表.XLSX"))
    assert template.read_bytes() == was


@pytest.mark.parametrize(("template", "said"), [("no-such.xlsx", "no template"), ("{text}", "no xlsx or docx")])
def test_what_is_no_template_is_told(place, tmp_path, template, said):
    (tmp_path / "t.txt").write_text("x")
    given = template.format(text=tmp_path / "t.txt")
    with pytest.raises(QgsProcessingException, match=said):
        run("fillform", TEMPLATE=given, WORKSPACE=place, OUTPUT=str(tmp_path / "o.xlsx"))
