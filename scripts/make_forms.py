"""make_forms.py: the shipped forms, drawn from resources/forms/forms.yaml; run it when that changes, commit what it writes."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import yaml
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

FORMS = Path(__file__).resolve().parent.parent / "resources" / "forms"
SHEETS = {  # columns of the workbooks: what can be read on A4
    "opinions": [
        "application_id", "site_name", "township", "build_type", "operators", "plan_id", "plan_distance_m", "opinion", "rule",
        "measured", "limit", "unit", "clause", "reasons",
    ],
    "ledger": [
        "application_id", "site_name", "township", "operators", "year", "plan_id", "status", "submitted_on", "decided_on",
        "opinion", "open_findings", "excepted", "fixed", "last_decision",
    ],
    "gaps": [
        "county", "name", "kind", "technology", "state", "from_km", "to_km", "start_lon", "start_lat", "end_lon", "end_lat",
        "length_m", "area_km2", "people", "planned_year", "why",
    ],
    "progress": ["area", "level", "year", "task", "planned", "applied", "approved", "built", "rate", "built_source"],
}  # fmt: skip
DOCUMENTS = {  # columns of the forms that also come as a document: what fits a page
    "opinions": ["application_id", "site_name", "township", "opinion", "rule", "measured", "limit", "unit", "reasons"],
    "progress": ["area", "year", "task", "planned", "applied", "approved", "built", "rate"],
}
HEAD = {
    "zh": "{{county}}　　{{date}}　　{{data_to}}　　{{edition}}",
    "en": "{{county}}   {{date}}   {{data_to}}   {{edition}}",
}
NUMBER = {"zh": "序号", "en": "No."}
TOTALS = {
    "opinions": {
        "zh": "共 {{applications}} 件：同意 {{approve}}，调整后同意 {{approve_adjusted}}，补正 {{supplement}}，"
        "待定 {{undecided}}，不同意 {{reject}}",
        "en": "{{applications}} in all: approved {{approve}}, with adjustment {{approve_adjusted}}, "
        "to supplement {{supplement}}, undecided {{undecided}}, rejected {{reject}}",
    },
    "ledger": {"zh": "共 {{applications}} 件", "en": "{{applications}} applications"},
    "gaps": {
        "zh": "道路缺口按路段列出起止里程和起止坐标",
        "en": "Gaps on roads are listed by segment, with start and end",
    },
    "progress": {
        "zh": "任务 {{task}} 个，建成 {{built}} 个，完成率 {{rate}}%；累计开放公共资源 {{opened}} 处",
        "en": "Task {{task}}, built {{built}}, rate {{rate}} %; public resources opened {{opened}}",
    },
}
SIGNED = {
    "zh": "审查人：　　　　　　　　复核人：　　　　　　　　单位（盖章）：",
    "en": "Checked by:                     Reviewed by:                     Office (seal):",
}
RUN = {
    "zh": "运行记录：{{sample}} {{profile}}　{{crs}}　{{plugin}}",
    "en": "Run record: {{sample}} {{profile}}   {{crs}}   {{plugin}}",
}
THIN = Border(*(Side(style="thin", color="808080"),) * 4)


def workbook(name: str, form: dict, language: str) -> Workbook:
    """A form with title, line of dates, head, one row to repeat, totals, signatures, run record."""
    book = Workbook()
    sheet = book.active
    sheet.title = form["file"][language][:31]
    columns = {column: form["columns"][column] for column in SHEETS[name]}
    last = get_column_letter(len(columns) + 1)
    font = "宋体" if language == "zh" else "Calibri"
    for row, text, size, side in ((1, form["title"][language], 18, "center"), (2, HEAD[language], 10, "left")):
        sheet.merge_cells(f"A{row}:{last}{row}")
        cell = sheet.cell(row, 1, text)
        cell.font, cell.alignment = (
            Font(name=font, size=size, bold=row == 1),
            Alignment(horizontal=side, vertical="center"),
        )
    sheet.row_dimensions[1].height = sheet.row_dimensions[3].height = 32
    for number, (column, entry) in enumerate(
        [("number", {language: NUMBER[language], "width": 6}), *columns.items()], 1
    ):
        head, body = sheet.cell(3, number, entry[language]), sheet.cell(4, number, f"{{{{{column}}}}}")
        head.font = Font(name=font, size=10, bold=True)
        head.fill = PatternFill("solid", fgColor="DDE4E9")
        head.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        body.font = Font(name=font, size=10)
        numeric = "decimals" in entry or column == "number"
        body.alignment = Alignment(horizontal="right" if numeric else "left", vertical="top", wrap_text=True)
        if entry.get("fixed") and entry.get("decimals"):
            body.number_format = f"0.{'0' * entry['decimals']}"
        head.border = body.border = THIN
        sheet.column_dimensions[get_column_letter(number)].width = entry["width"]
    for row, text in ((5, TOTALS[name][language]), (6, SIGNED[language]), (7, RUN[language])):
        sheet.merge_cells(f"A{row}:{last}{row}")
        cell = sheet.cell(row, 1, text)
        cell.font, cell.alignment = Font(name=font, size=10 if row < 7 else 9), Alignment(vertical="center")
        sheet.row_dimensions[row].height = 24 if row < 7 else 16
    sheet.freeze_panes = "D4"
    sheet.auto_filter.ref = f"A3:{last}4"
    sheet.print_title_rows = "3:3"
    sheet.print_area = f"A1:{last}7"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页" if language == "zh" else "page &P of &N"
    return book


def document(name: str, form: dict, language: str, path: Path) -> None:
    """The form as a Word document, A4 landscape."""
    columns = {column: form["columns"][column] for column in DOCUMENTS[name]}
    whole = sum(entry["width"] for entry in columns.values())
    widths = [round(14700 * entry["width"] / whole) for entry in columns.values()]
    shade = '<w:shd w:val="clear" w:fill="DDE4E9"/>'

    def cells(texts: list[str], bold: bool) -> str:
        return "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade if bold else ""}</w:tcPr>{paragraph(text, 18, bold)}</w:tc>'
            for text, width in zip(texts, widths)
        )

    head = f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells([e[language] for e in columns.values()], True)}</w:tr>"
    body = f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells([f'{{{{{c}}}}}' for c in columns], False)}</w:tr>"
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    table = (
        f'<w:tbl><w:tblPr><w:tblW w:w="14700" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>"
    )
    parts = [
        paragraph(form["title"][language], 36, True, "center"),
        paragraph(HEAD[language], 20),
        table,
        paragraph(TOTALS[name][language], 20),
        paragraph(SIGNED[language], 20),
        paragraph(RUN[language], 16),
    ]
    section = (
        '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
        '<w:pgMar w:top="1000" w:right="1060" w:bottom="1000" w:left="1060" w:header="600" w:footer="600" w:gutter="0"/></w:sectPr>'
    )
    namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    start = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    files = {
        "[Content_Types].xml": start
        + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        'ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": start
        + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"{start}<w:document {namespace}><w:body>{''.join(parts)}{section}</w:body></w:document>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in files.items():
            archive.writestr(zipfile.ZipInfo(part, (2026, 1, 1, 0, 0, 0)), content)


def paragraph(text: str, half_points: int, bold: bool = False, side: str = "left") -> str:
    look = f'{"<w:b/>" if bold else ""}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    fonts = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体"/>'
    return (
        f'<w:p><w:pPr><w:spacing w:before="40" w:after="40"/><w:jc w:val="{side}"/></w:pPr><w:r><w:rPr>{fonts}{look}</w:rPr>'
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def main() -> None:
    forms = yaml.safe_load((FORMS / "forms.yaml").read_text("utf-8"))["forms"]
    for language in ("zh", "en"):
        (FORMS / language).mkdir(exist_ok=True)
        for name, form in forms.items():
            workbook(name, form, language).save(FORMS / language / f"{name}.xlsx")
            if name in DOCUMENTS:
                document(name, form, language, FORMS / language / f"{name}.docx")


if __name__ == "__main__":
    main()
