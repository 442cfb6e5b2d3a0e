"""KML, KMZ, ovkml and ovkmz written here: tags per object, folders, tables in descriptions, and traps."""

from __future__ import annotations

import zipfile

import pytest

from fengsui.core.errors import CoreError
from fengsui.core.intake.importing import import_table
from fengsui.core.intake.kml_text import described

BODY = """<Document><name>全部</name>
<Folder><name>宏站</name>
  <Placemark><name>江平1</name><OvCoordType>GCJ02</OvCoordType><OvAttr><OvIcon>3</OvIcon></OvAttr>
    <description><![CDATA[<table><tr><th>申请编号</th><td>K1</td></tr><tr><td>挂高：</td><td>35米</td></tr></table>]]>
    </description><Point><coordinates>116.41024449916938,39.91640428150164,0</coordinates></Point></Placemark>
  <Placemark><name>江平2</name><OvCoordType>CGCS2000</OvCoordType>
    <ExtendedData><Data name="申请编号"><value>K2</value></Data>
    <SchemaData><SimpleData name="所属乡镇">江平镇</SimpleData></SchemaData></ExtendedData>
    <Point><coordinates>
      108.2001,21.70012
    </coordinates></Point></Placemark>
</Folder>
<Folder><name>微站</name>
  <Placemark><name>路线</name><LineString><coordinates>108,21 109,22</coordinates></LineString></Placemark>
  <Placemark><name>坏点</name><Point><coordinates>不详</coordinates></Point></Placemark>
  <Placemark><name>院子</name><Polygon><outerBoundaryIs><LinearRing><coordinates>
    108,21 108.2,21 108.2,21.2 108,21.2 108,21</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>
</Folder></Document>"""


def kml(path, body=BODY, head='<?xml version="1.0" encoding="UTF-8"?>', encoding="utf-8"):
    text = f'{head}<kml xmlns="http://www.opengis.net/kml/2.2">{body}</kml>'
    if path.suffix in (".kmz", ".ovkmz"):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("files/icon.png", b"")
            archive.writestr("doc.kml", text.encode(encoding))
    else:
        path.write_bytes(text.encode(encoding))
    return str(path)


@pytest.mark.parametrize("name", ["a.ovkml", "a.ovkmz", "a.kml", "a.kmz"])
def test_placemarks_are_rows_and_each_keeps_its_own_tag(tmp_path, name):
    result = import_table(kml(tmp_path / name), "applications")
    table = result.table
    assert result.rows == len(table) == 5
    assert table["site_name"].tolist() == ["江平1", "江平2", "路线", "坏点", "院子"]
    assert table["sheet"].tolist() == ["宏站", "宏站", "微站", "微站", "微站"]
    assert table["row"].tolist() == [1, 2, 3, 4, 5]
    assert table["application_id"].tolist()[:2] == ["K1", "K2"]
    assert table["antenna_height_m"][0] == 35
    assert table["township"][1] == "江平镇"
    assert table["crs_declared"].tolist()[:2] == ["GCJ-02", "EPSG:4490"]
    # wandergis/coordtransform, README: WGS 84 (116.404, 39.915) is GCJ-02 (116.41024449916938, 39.91640428150164)
    assert (table.geometry[0].x, table.geometry[0].y) == pytest.approx((116.404, 39.915), abs=1e-7)
    assert (table.geometry[1].x, table.geometry[1].y) == (108.2001, 21.70012)
    assert table["lon_raw"].tolist()[:2] == ["116.41024449916938", "108.2001"]
    assert table["decimals"][1] == 5
    assert table.geometry.isna().tolist() == [False, False, True, True, False]
    assert table["coordinates"][3] == "不详"


def test_one_folder_is_a_sheet(tmp_path):
    assert import_table(kml(tmp_path / "a.ovkml"), "applications", sheet="宏站").rows == 2
    with pytest.raises(CoreError, match="宏站, 微站"):
        import_table(kml(tmp_path / "a.ovkml"), "applications", sheet="杆站")


def test_plain_kml_is_wgs84_by_its_format_but_ovkml_without_a_tag_is_unknown(tmp_path):
    body = "<Placemark><name>甲</name><Point><coordinates>108.1,21.6</coordinates></Point></Placemark>"
    plain = import_table(kml(tmp_path / "a.kml", body), "applications")
    assert plain.table["crs_declared"].tolist() == ["EPSG:4326"]
    assert plain.table["sheet"].tolist() == ["a"]
    assert import_table(kml(tmp_path / "a.ovkml", body), "applications").table["crs_declared"].tolist() == ["unknown"]


def test_areas_and_lines_keep_their_shape_and_are_moved_as_a_whole(tmp_path):
    body = (
        "<Folder><name>z</name><Placemark><name>甲</name><OvCoordType>GCJ02</OvCoordType><MultiGeometry><Polygon>"
        "<outerBoundaryIs><LinearRing><coordinates>108,21 108.2,21 108.2,21.2 108,21.2 108,21</coordinates>"
        "</LinearRing>"
        "</outerBoundaryIs><innerBoundaryIs><LinearRing><coordinates>108.05,21.05 108.1,21.05 108.1,21.1 108.05,21.05"
        "</coordinates></LinearRing></innerBoundaryIs></Polygon></MultiGeometry></Placemark></Folder>"
    )
    zone = import_table(kml(tmp_path / "a.ovkml", body), "zones").table
    shape = zone.geometry[0]
    assert shape.geom_type == "Polygon"
    assert len(shape.interiors) == 1
    assert 100 < (108 - shape.bounds[0]) * 103_900 < 700
    assert zone["name"].tolist() == ["甲"]


def test_a_layer_of_areas_keeps_the_points_among_them_as_text(tmp_path):
    point = "<Placemark><name>{}</name><Point><coordinates>108.5,21.5</coordinates></Point></Placemark>"
    ring = "<coordinates>108,21 108.2,21 108.2,21.2 108,21</coordinates>"
    area = f"<Placemark><name>{{}}</name><Polygon><outerBoundaryIs>{ring}</outerBoundaryIs></Polygon></Placemark>"
    body = area.format("甲") + point.format("乙") + area.format("丙")
    result = import_table(kml(tmp_path / "a.kml", body), "zones")
    assert result.table.geometry.geom_type.tolist() == ["Polygon", None, "Polygon"]
    assert result.table["geometry_text"].tolist() == [None, "POINT (108.5 21.5)", None]
    assert result.table["name"].tolist() == ["甲", "乙", "丙"]
    assert any("1 shapes" in said for said in result.evidence)


@pytest.mark.parametrize(
    ("head", "encoding"),
    [('<?xml version="1.0" encoding="GB2312"?>', "gb18030"), ("", "utf-8-sig"), ('<?xml version="1.0"?>', "utf-16")],
    ids=["declared GB2312", "no declaration", "utf-16"],
)
def test_encodings(tmp_path, head, encoding):
    assert import_table(kml(tmp_path / "a.kml", head=head, encoding=encoding), "applications").rows == 5


def test_prefixes_without_a_namespace_are_read(tmp_path):
    body = (
        "<gx:Tour/><Placemark><name>甲</name><gx:x>1</gx:x><Point><coordinates>108,21</coordinates></Point></Placemark>"
    )
    assert import_table(kml(tmp_path / "a.kml", body), "applications").rows == 1


BOMB = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi"))


@pytest.mark.parametrize(
    ("head", "body", "match"),
    [
        (
            f'<!DOCTYPE kml [<!ENTITY a "aaaaaaaaaa">{BOMB}]>',
            "<Placemark><name>&i;</name></Placemark>",
            "declares entities",
        ),
        ('<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "<name>&x;</name>", "declares entities"),
        ('<!DOCTYPE kml SYSTEM "http://localhost/x.dtd">', "", "declares entities"),
        ("", "<Folder>" * 5000 + "</Folder>" * 5000, "nests without end"),
        ("", "<Placemark>" + "<a/>" * 600_000 + "</Placemark>", "too many parts"),
        ("", "<Placemark><name>&undefined;</name></Placemark>", "line 1: the XML is broken"),
        ("", "<Placemark>\n<name>a</Placemark>", "line 2: the XML is broken"),
        ("", "<Document/>", "no placemarks"),
    ],
    ids=["entity bomb", "external entity", "external dtd", "depth", "parts", "entity", "broken", "empty"],
)
def test_traps_are_refused(tmp_path, head, body, match):
    with pytest.raises(CoreError, match=match):
        import_table(kml(tmp_path / "a.kml", body, head), "applications")


@pytest.mark.parametrize("part", ["../doc.kml", "/etc/doc.kml", "..\\..\\doc.kml", "C:/doc.kml"])
def test_archives_that_point_outside_are_refused(tmp_path, part):
    with zipfile.ZipFile(tmp_path / "a.kmz", "w") as archive:
        archive.writestr("doc.kml", "<kml/>")
        info = zipfile.ZipInfo("x")
        info.filename = part
        archive.writestr(info, b"")
    with pytest.raises(CoreError, match="points outside"):
        import_table(str(tmp_path / "a.kmz"), "applications")


def test_a_kmz_bomb_is_refused_before_it_is_unpacked(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.kmz", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("doc.kml", b"<kml>" + b" " * 30_000_000)
    with pytest.raises(CoreError, match="30 MB"):
        import_table(str(tmp_path / "a.kmz"), "applications")


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("<table><tr><td>编号</td><td>K1</td></tr><tr><td>高</td><td></td></tr></table>", {"编号": "K1"}),
        ("编号：K1\n挂高: 35", {"编号": "K1", "挂高": "35"}),
        ("编号=K1<br>挂高=35<br/>", {"编号": "K1", "挂高": "35"}),
        ("在村口，路边：第二棵树", {"在村口，路边": "第二棵树"}),
        ("这是一句话。\n编号：K1", {}),
        ("<b>粗</b>", {}),
        ("", {}),
    ],
)
def test_descriptions_are_columns_where_they_are_pairs(text, pairs):
    assert described(text) == pairs
