"""Templates as an office makes them: a workbook by openpyxl, a document by hand with Word's habits."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def workbook(path: Path) -> Path:
    """Title, a row to repeat with a formula and merged cells, a total below, a name, filters, rules, a second sheet."""
    book = Workbook()
    sheet = book.active
    sheet.title = "意见 表"
    sheet["A1"] = "{{县}}审查意见（{{date}}）"
    sheet["A1"].font = Font(bold=True, size=18)
    sheet.merge_cells("A1:E1")
    for column, head in enumerate(["序号", "站点", "距离", "两倍", "备注"], start=1):
        sheet.cell(3, column, head)
    sheet["A4"], sheet["B4"], sheet["C4"], sheet["D4"] = "{{序号}}", "{{站点名称}}", "{{plan_distance_m}}", "=C4*2"
    sheet["E4"] = "意见：{{意见}}；{{nonsense}}"
    sheet["B4"].fill = PatternFill("solid", fgColor="FFEEAA")
    sheet["C4"].number_format = "0.0"
    sheet.merge_cells("E4:F4")
    sheet["A5"], sheet["C5"], sheet["D5"] = "合计", "=SUM(C4:C4)", '=COUNTA(B4:B4)&"C4 处"'
    sheet["A6"] = "审查人："
    sheet.merge_cells("A6:E6")
    sheet.auto_filter.ref = "A3:E4"
    sheet.print_area = "A1:F6"
    sheet.print_title_rows = "3:3"
    sheet.conditional_formatting.add("C4:C4", CellIsRule(operator="greaterThan", formula=["20"], font=Font(color="FF0000")))
    choice = DataValidation(type="list", formula1='"是,否"')
    choice.add("F4")
    sheet.add_data_validation(choice)
    other = book.create_sheet("封面")
    other["B2"] = "='意见 表'!C5"
    other["B3"] = "空"
    name = DefinedName("county", attr_text="'封面'!$B$3")
    if hasattr(book.defined_names, "append"):  # openpyxl before 3.1
        book.defined_names.append(name)
    else:
        book.defined_names["county"] = name
    book.save(path)
    return path


def document(path: Path, body: str, **parts: str) -> Path:
    """A document with this body; namespaces and an attribute as Word writes them."""
    head = (
        f'<w:document xmlns:w="{WORD}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14">'
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"{head}<w:body>{body}</w:body></w:document>",
        "word/media/stamp.bin": "印章",
        **parts,
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def runs(*pieces: str) -> str:
    """A paragraph whose text Word has cut into runs of different looks."""
    looks = ("<w:b/>", "", "<w:i/>")
    told = "".join(f"<w:r><w:rPr>{looks[n % 3]}</w:rPr><w:t>{piece}</w:t></w:r>" for n, piece in enumerate(pieces))
    return f'<w:p w14:paraId="1A2B3C{len(pieces):02}">{told}</w:p>'


def zip_bomb(path: Path) -> Path:
    inner = io.BytesIO(b"\0" * 40_000_000).getvalue()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(20):
            archive.writestr(f"word/part{n}.xml", inner)
    return path
