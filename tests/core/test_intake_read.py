"""Files of every kind and in every state: read exactly, or refused with one sentence that names the file."""

from __future__ import annotations

import random
import zipfile

import openpyxl
import pytest

from fengsui.core.errors import CoreError
from fengsui.core.intake import read as read_module
from fengsui.core.intake import read_archive, read_text, read_workbook
from fengsui.core.intake.encoding import decode
from fengsui.core.intake.importing import import_table
from fengsui.core.intake.read_text import separator_of

TABLE = "申请编号,站点名称,经度,纬度,备注\nA1,峒中,107.50347,21.83611,雨\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def written(path, data):
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return str(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_text_is_read_in_the_encoding_that_its_bytes_prove(tmp_path, encoding):
    table = import_table(written(tmp_path / "a.csv", TABLE.encode(encoding)), "applications").table
    assert table.loc[0, ["application_id", "site_name", "lon_raw", "备注"]].tolist() == [
        "A1",
        "峒中",
        "107.50347",
        "雨",
    ]


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        (TABLE, ","),
        (TABLE.replace(",", "\t"), "\t"),
        (TABLE.replace(",", "|"), "|"),
        ("某县申请表\n编号;经度;纬度\nA1;107,503;21,836\nA2;107,504;21,837\n", ";"),
        ("编号,地址\nA1,北仑大道1号；东侧\nA2,江平；西侧\n", ","),
        ('编号\t说明\nA1\t"一,二,三,四"\nA2\t五,六,七,八\n', "\t"),
        ("编号 经度 纬度\nA1 107.5 21.8\n", " "),
        ("编号\nA1\n", ","),
    ],
    ids=["comma", "tab", "bar", "decimal commas", "semicolons in text", "commas in text", "blanks", "one column"],
)
def test_the_separator_is_the_one_that_cuts_every_line_alike(text, separator):
    assert separator_of(text) == separator


def test_quoted_cells_may_hold_separators_and_line_ends(tmp_path):
    path = written(tmp_path / "a.csv", '申请编号,站点名称,挂高\nA1,"第一行\n第二行,""楼""","44,5m"\n\nA2,乙,30\n')
    result = import_table(path, "applications")
    assert result.table["site_name"].tolist() == ['第一行\n第二行,"楼"', "乙"]
    assert result.table["antenna_height_m"].tolist() == [44.5, 30]
    assert result.table["row"].tolist() == [2, 4]
    assert result.rejected["row"].tolist() == [3]


def test_decimal_commas_between_semicolons(tmp_path):
    table = import_table(written(tmp_path / "a.txt", "申请编号;经度;纬度\nA1;107,5123;21,8123\n"), "applications").table
    assert (table.geometry[0].x, table.geometry[0].y) == (107.5123, 21.8123)


@pytest.mark.parametrize(
    ("name", "data", "match"),
    [
        ("a.csv", b"", "is empty"),
        ("a.xlsx", b"", "is empty"),
        ("a.csv", b"\xef\xbb\xbf\r\n \r\n", "is empty"),
        ("a.csv", TABLE.splitlines()[0], "sheet 'a', row 1: a header, but no records"),
        ("a.csv", "1,2,3\n4,5,6\n", "申请编号 / Application number"),
        ("a.csv", b"a,b\n1,\0\0\0\n", "line 2: there are NUL bytes"),
        ("a.csv", "编号,名称\n".encode("gb18030") + b"\xff\xff\n", "line 2: the text cannot be read as GB18030"),
        ("a.csv", TABLE.encode() * 5 + b"\xe4\xb8,\n", "line 11: the text cannot be read as UTF-8"),
        ("a.csv", '申请编号,站点名称\nA1,甲\nA2,"乙\nA3,丙\n', "line 3: a quotation mark opens here"),
        ("a.csv", '申请编号,站点名称\nA1,"甲\n' + "x,y\n" * 50_000, "line 2: field larger"),
        ("a.csv", b"a" * 3_000_000, "line 1: the line is longer than 1000000"),
        ("a.csv", "申请编号" + "," * 3000 + "\n", "row 1: more than 2000 columns"),
        ("a.xlsx", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "a PNG picture"),
        ("a.xls", b"%PDF-1.7", "a PDF document"),
        ("a.xlsx", TABLE, "no xlsx file"),
        ("a.gpkg", TABLE, "no gpkg file"),
        ("a.xls", "<html><table><tr><td>申请编号</td></tr></table></html>", "a web page"),
        (
            "a.xls",
            '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "XML of a kind",
        ),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        ("a.xls", OLE + "Workbook".encode("utf-16-le"), "damaged|old Excel"),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le"), "without a sheet"),
        ("a.gpkg", b"SQLite format 3\0" + b"\0" * 200, "damaged"),
        ("a.geojson", '{"type":"FeatureCollection","features":[', "damaged"),
        ("a.geojson", '{"type":"FeatureCollection","features":[]}', "no sheet with anything"),
        ("a.shp", b"\0\0\x27\x0a" + b"\0" * 96, "lacks its part 'a.shx'"),
        ("a.zip", b"PK\x05\x06" + b"\0" * 18, "unpack it"),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else None,
)
def test_a_bad_file_gives_one_sentence_with_its_name(tmp_path, name, data, match):
    with pytest.raises(CoreError, match=match) as raised:
        import_table(written(tmp_path / name, data), "applications")
    assert f"'{name}'" in str(raised.value)
    assert str(tmp_path) not in str(raised.value)


def test_no_file_and_a_folder(tmp_path):
    with pytest.raises(CoreError, match=r"'gone.csv' cannot be opened"):
        import_table(str(tmp_path / "gone.csv"), "plan")
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(CoreError, match=r"'folder.csv' is a folder"):
        import_table(str(tmp_path / "folder.csv"), "plan")


def test_too_much_text_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "a.csv"
    with path.open("wb") as stream:
        stream.write(TABLE.encode())
        stream.truncate(200_000_000)
    with pytest.raises(CoreError, match="200 MB; text is read up to 100 MB"):
        import_table(str(path), "applications")


def sheet_file(tmp_path, rows=(("申请编号", "站点名称"), ("A1", "甲"))):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


def repacked(path, change, compression=zipfile.ZIP_DEFLATED):
    parts = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            parts[name] = archive.read(name)
    change(parts)
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return str(path)


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("change", "match"),
    [
        (lambda p: p.update({SHEET: b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + p[SHEET]}), "declares entities"),
        (lambda p: p.update({SHEET: p[SHEET].decode().encode("utf-16")}), "declares entities"),
        (lambda p: p.pop(SHEET), "damaged"),
        (lambda p: p.update({SHEET: p[SHEET][:-40]}), "damaged"),
        (lambda p: p.update({SHEET: p[SHEET].replace(b'r="2"', b'r="9999999999"')}), "damaged"),
        (lambda p: p.update({"../../etc/x": b""}), "points outside"),
        (lambda p: p.update({"x": b"\0" * 30_000_000}), "30 MB"),
        (lambda p: p.update({f"{n}": b"" for n in range(6000)}), "6010 parts|60.. parts"),
        (lambda p: p.pop("xl/workbook.xml"), "damaged"),
    ],
    ids=["dtd", "utf-16", "no sheet", "cut xml", "row bomb", "traversal", "zip bomb", "members", "no workbook"],
)
def test_a_workbook_made_to_harm_or_broken_is_refused(tmp_path, change, match):
    with pytest.raises(CoreError, match=match):
        import_table(repacked(sheet_file(tmp_path), change), "applications")


def test_an_empty_sheet_is_named(tmp_path):
    with pytest.raises(CoreError, match="sheets: Sheet"):
        import_table(str(sheet_file(tmp_path, rows=())), "applications")


def test_a_wrong_dimension_in_the_file_loses_no_row(tmp_path):
    path = sheet_file(tmp_path, [("申请编号", "站点名称"), ("A1", "甲"), ("A2", "乙")])
    repacked(path, lambda p: p.update({SHEET: p[SHEET].replace(b"A1:B3", b"A1:A1")}))
    assert import_table(str(path), "applications").table["site_name"].tolist() == ["甲", "乙"]


def test_numbers_are_exact(tmp_path):
    path = sheet_file(tmp_path, [("申请编号", "站点名称", "经度", "纬度"), (100200300400500, 12.5, 108.10321, 21.5)])
    row = import_table(str(path), "applications").table.iloc[0]
    assert (row["application_id"], row["site_name"], row["lon_raw"]) == ("100200300400500", "12.5", "108.10321")


def test_a_formula_whose_value_is_empty_text_is_an_empty_cell(tmp_path):
    path = sheet_file(tmp_path, [("申请编号", "站点名称"), ("A1", "=A9"), ("A2", "=A9")])

    def as_excel_writes_it(parts):
        assert b'<c r="B2"><f>' in parts[SHEET]
        parts[SHEET] = parts[SHEET].replace(b'<c r="B2"><f>', b'<c r="B2" t="str"><f>')

    result = import_table(repacked(path, as_excel_writes_it), "applications")
    assert any("row 3: 1 formulas" in said for said in result.evidence)
    assert result.table["site_name_raw"].tolist() == [None, "=A9"]


def test_codes_shown_with_leading_zeros_keep_them(tmp_path):
    book = openpyxl.Workbook()
    for row in [("申请编号", "站点名称", "挂高"), (123, "甲", 30), ("007", "乙", 31.5)]:
        book.active.append(row)
    book.active["A2"].number_format = "00000"
    book.active["C2"].number_format = "0.00"
    book.save(tmp_path / "a.xlsx")
    table = import_table(str(tmp_path / "a.xlsx"), "applications").table
    assert table["application_id"].tolist() == ["00123", "007"]
    assert table["antenna_height_m"].tolist() == [30, 31.5]


@pytest.mark.parametrize("kind", ["xlsx", "csv", "kml", "geojson", "gpkg"])
def test_damaged_files_never_give_anything_but_a_core_error(tmp_path, kind):
    """Cut anywhere, bytes changed at random: read as what is left, or refused."""
    source = {
        "xlsx": lambda: sheet_file(tmp_path).read_bytes(),
        "csv": lambda: TABLE.encode("gb18030") * 20,
        "kml": lambda: ("<kml><Document><Folder><name>甲</name>" + "<Placemark><name>A</name><Point><coordinates>"
                        "108.1,21.6</coordinates></Point></Placemark>" * 5 + "</Folder></Document></kml>").encode(),
        "geojson": lambda: b'{"type":"FeatureCollection","features":[' + b",".join([b'{"type":"Feature","properties":'
                        b'{"plan_id":"1"},"geometry":{"type":"Point","coordinates":[108.1,21.6]}}'] * 5) + b"]}",
        "gpkg": lambda: _gpkg(tmp_path),
    }[kind]()  # fmt: skip
    chance = random.Random(kind)
    for number in range(60):
        data = bytearray(source)
        if number % 2:
            del data[chance.randrange(len(data)) :]
        for _ in range(chance.choice((0, 1, 5, 50))):
            if data:
                data[chance.randrange(len(data))] = chance.randrange(256)
        path = tmp_path / f"{number}.{kind}"
        path.write_bytes(data)
        try:
            result = import_table(str(path), "applications")
        except CoreError:
            continue
        assert result.rows == len(result.table) + len(result.rejected)


def _gpkg(tmp_path):
    from osgeo import ogr

    path = str(tmp_path / "whole.gpkg")
    source = ogr.GetDriverByName("GPKG").CreateDataSource(path)
    layer = source.CreateLayer("plan", None, ogr.wkbPoint)
    layer.CreateField(ogr.FieldDefn("plan_id", ogr.OFTString))
    for number in range(20):
        feature = ogr.Feature(layer.GetLayerDefn())
        feature["plan_id"] = str(number)
        feature.SetGeometry(ogr.CreateGeometryFromWkt("POINT (108.1 21.6)"))
        layer.CreateFeature(feature)
    layer = source = None
    with open(path, "rb") as stream:
        return stream.read()


def test_a_swelling_archive_is_measured_by_ratio_too(tmp_path, monkeypatch):
    monkeypatch.setattr(read_archive, "SMALL_BYTES", 1_000_000)
    with pytest.raises(CoreError, match="more than a table needs"):
        import_table(repacked(sheet_file(tmp_path), lambda p: p.update({"x": b"\0" * 5_000_000})), "applications")


def test_an_archive_is_measured_as_a_whole(tmp_path, monkeypatch):
    path = str(sheet_file(tmp_path))
    monkeypatch.setattr(read_archive, "MAX_TOTAL_BYTES", 1000)
    with pytest.raises(CoreError, match="more than a table needs"):
        import_table(path, "applications")
    monkeypatch.undo()
    monkeypatch.setattr(read_workbook, "MAX_CELLS", 3)
    with pytest.raises(CoreError, match="sheet 'Sheet', row 2: more than 3 cells"):
        import_table(path, "applications")


def test_limits_are_said(tmp_path, monkeypatch):
    monkeypatch.setattr(read_text, "MAX_ROWS", 1)
    with pytest.raises(CoreError, match="row 2: more than"):
        import_table(written(tmp_path / "a.csv", TABLE), "applications")
    monkeypatch.setattr(read_module, "MAX_FILE_BYTES", 10)
    with pytest.raises(CoreError, match="files are read up to"):
        import_table(written(tmp_path / "a.csv", TABLE), "applications")


def test_utf8_beyond_doubt_is_not_taken_for_gb18030():
    with pytest.raises(CoreError, match="line 3"):
        decode(("甲乙丙丁戊己庚辛壬癸" * 3 + "\n").encode() * 2 + b"\xe7\x94,\n", "a.csv")
