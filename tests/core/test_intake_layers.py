"""Shapefiles, GeoPackages, GeoJSON and old workbooks, written here with GDAL."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from osgeo import ogr, osr

from fengsui.core.errors import CoreError
from fengsui.core.intake.importing import import_table

FIELDS = ["站点名称", "application_id", "所属乡镇", "antenna_height_m"]
ROW = ["峒中站", "450602000000000001", "江平镇", 30.5]
# EPSG:4545 is CGCS2000 / 3-degree Gauss-Kruger CM 108E, easting 500000 at the meridian
POINT = "POINT (500000 2390000)"


@pytest.fixture(autouse=True, params=[None, ""], ids=["alone", "in QGIS"])
def gdal_settings(request):
    """QGIS tells GDAL to leave the text of shapefiles as it is; what is read must not depend on it."""
    from osgeo import gdal

    former = gdal.GetConfigOption("SHAPE_ENCODING")
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    gdal.SetConfigOption("SHAPE_ENCODING", request.param)
    yield
    gdal.SetConfigOption("SHAPE_ENCODING", former)
    gdal.PopErrorHandler()


def layer_file(path, rows=((ROW, POINT),), epsg=4545, fields=FIELDS, encoding="UTF-8", driver=None, name=None):
    from osgeo import gdal

    reading = gdal.GetConfigOption("SHAPE_ENCODING")
    gdal.SetConfigOption("SHAPE_ENCODING", None)
    kinds = {".shp": "ESRI Shapefile", ".gpkg": "GPKG", ".geojson": "GeoJSON"}
    source = ogr.GetDriverByName(driver or kinds[path.suffix]).CreateDataSource(str(path))
    add_layer(source, name or path.stem, rows, epsg, fields, [f"ENCODING={encoding}"] if path.suffix == ".shp" else [])
    source = None
    gdal.SetConfigOption("SHAPE_ENCODING", reading)
    return str(path)


def add_layer(source, name, rows, epsg, fields=FIELDS, options=(), kind=ogr.wkbUnknown):
    reference = None
    if epsg:
        reference = osr.SpatialReference()
        reference.ImportFromEPSG(epsg)
        reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    layer = source.CreateLayer(name, reference, kind, list(options))
    for n, field in enumerate(fields):
        number = rows and isinstance(rows[0][0][n], float)
        definition = ogr.FieldDefn(field, ogr.OFTReal if number else ogr.OFTString)
        definition.SetWidth(24 if number else 40)
        definition.SetPrecision(8 if number else 0)
        layer.CreateField(definition)
    for values, wkt in rows:
        feature = ogr.Feature(layer.GetLayerDefn())
        for n, value in enumerate(values):
            if value is not None:
                feature.SetField(n, value)
        if wkt:
            feature.SetGeometry(ogr.CreateGeometryFromWkt(wkt))
        layer.CreateFeature(feature)


def imported(path, kind="applications", **options):
    result = import_table(str(path), kind, **options)
    assert result.rows == len(result.table) + len(result.rejected)
    return result


@pytest.mark.parametrize("cpg", ["kept", "removed", "UTF-8", "936", "GBK"])
@pytest.mark.parametrize("encoding", ["UTF-8", "CP936"])
def test_shapefiles_are_read_in_their_encoding_with_names_cut_to_ten_bytes(tmp_path, encoding, cpg):
    path = layer_file(tmp_path / "申请.shp", encoding=encoding)
    if cpg != "kept":
        (tmp_path / "申请.cpg").unlink()
    if cpg not in ("kept", "removed"):
        (tmp_path / "申请.cpg").write_text(cpg, "ascii")
    result = imported(path)
    row = result.table.iloc[0]
    assert row[["site_name", "application_id", "township", "antenna_height_m"]].tolist() == ROW
    assert row["geometry"].x == pytest.approx(108, abs=1e-9)
    assert row["crs_declared"] == "EPSG:4545"
    assert any("4545" in said for said in result.evidence)
    assert any("cpg" in said for said in result.evidence) is (
        cpg != "kept" and (cpg == "removed" or (cpg == "UTF-8") != (encoding == "UTF-8"))
    )


def test_a_field_that_cuts_a_character_in_half_does_not_change_the_encoding(tmp_path):
    path = layer_file(tmp_path / "a.shp", [(["站" * 30, "A1", "江平镇", 1.0], POINT)])
    (tmp_path / "a.cpg").unlink()
    whole = ("站" * 30).encode()
    data = (tmp_path / "a.dbf").read_bytes()
    assert whole in data
    (tmp_path / "a.dbf").write_bytes(data.replace(whole, whole[:-2] + b"  "))
    result = imported(path)
    assert result.table["site_name"][0] == "站" * 29
    assert result.table["township"][0] == "江平镇"


def test_a_shapefile_without_parts_says_which(tmp_path):
    path = layer_file(tmp_path / "a.shp")
    os.remove(tmp_path / "a.dbf")
    with pytest.raises(CoreError, match=r"'a.dbf'"):
        imported(path)
    os.remove(tmp_path / "a.shx")
    with pytest.raises(CoreError, match=r"'a.shx'"):
        imported(path)


def test_a_shapefile_cut_off_is_refused(tmp_path):
    path = layer_file(tmp_path / "a.shp", [(ROW, POINT)] * 50)
    data = (tmp_path / "a.dbf").read_bytes()
    (tmp_path / "a.dbf").write_bytes(data[: len(data) // 2])
    with pytest.raises(CoreError, match=r"a\.shp"):
        imported(path)


def test_without_a_prj_the_numbers_decide_and_are_kept(tmp_path):
    zoned = layer_file(tmp_path / "zoned.shp", [(ROW, "POINT (36500000 2390000)")], epsg=None)
    table = imported(zoned).table
    assert table.geometry[0].x == pytest.approx(108, abs=1e-9)  # zone 36: central meridian 108 E
    bare = layer_file(tmp_path / "bare.shp", epsg=None)
    table = imported(bare).table
    assert table.geometry.isna().all()
    assert table.loc[0, ["lon_raw", "lat_raw", "crs_declared"]].tolist() == ["500000.0", "2390000.0", "unknown"]
    assert imported(bare, datum="EPSG:4545").table.geometry[0].x == pytest.approx(108, abs=1e-9)


def test_a_damaged_prj_is_read_or_passed_over(tmp_path):
    path = layer_file(tmp_path / "a.shp")
    data = (tmp_path / "a.prj").read_bytes()
    for damage in (b"\xff\xfe", b"", data[:50], data.replace(b"CGCS", b"\xb9\xfa\xbc\xd2")):
        (tmp_path / "a.prj").write_bytes(damage)
        assert imported(path).rows == 1


def test_null_and_invalid_geometries_are_kept(tmp_path):
    bow = "POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))"
    rows = [
        (["甲"], None),
        (["乙"], bow),
        (["丙"], "POLYGON EMPTY"),
        (["丁"], "MULTIPOLYGON (((108 21, 109 21, 109 22, 108 21)))"),
    ]
    result = imported(layer_file(tmp_path / "z.gpkg", rows, 4326, ["名称"]), "zones")
    assert result.table["name"].tolist() == ["甲", "乙", "丙", "丁"]
    assert result.table.geometry.isna().tolist() == [True, False, True, False]
    assert not any("no places" in said for said in result.evidence)


def test_rows_of_a_layer_without_anything_in_them_are_blank(tmp_path):
    result = imported(layer_file(tmp_path / "a.shp", [(ROW, POINT), ([None] * 4, None), ([None] * 4, POINT)]))
    assert result.rejected[["row", "reason"]].values.tolist() == [[2, "blank row"]]
    assert len(result.table) == 2


def test_layers_of_a_geopackage_are_sheets(tmp_path):
    path = tmp_path / "a.gpkg"
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    add_layer(source, "宏站", [(ROW, POINT)], 4545)
    add_layer(source, "微站", [(ROW, "POINT (108.5 21.5)")], 4490)
    add_layer(
        source,
        "表",
        [(["甲", "A9", "108.25", "21.5"], None)],
        None,
        ["站名", "申请编号", "经度", "纬度"],
        kind=ogr.wkbNone,
    )
    add_layer(source, "别的", [(["x"], None)], None, ["foo"], kind=ogr.wkbNone)
    add_layer(source, "空", [], 4490)
    source = None
    result = imported(path)
    assert result.table["sheet"].tolist() == ["宏站", "微站", "表"]
    assert result.table.geometry.x.tolist() == pytest.approx([108, 108.5, 108.25], abs=1e-9)
    assert result.datum_found == "mixed"
    assert any("'别的'" in said for said in result.evidence)
    assert any("'空'" in said for said in result.evidence)
    assert imported(path, sheet="微站").rows == 1


def test_the_geometry_of_the_file_wins_over_its_coordinate_columns(tmp_path):
    fields = ["申请编号", "站点名称", "经度", "纬度"]
    rows = [(["A1", "甲", "1.5", "2.5"], "POINT (108.5 21.5)"), (["A2", "乙", "108.25", "21.25"], None)]
    table = imported(layer_file(tmp_path / "a.gpkg", rows, 4490, fields)).table
    assert table.geometry.x.tolist() == [108.5, 108.25]
    assert table["lon_raw"].tolist() == ["1.5", "108.25"]


def test_the_datum_given_by_the_user_counts_for_layers_too(tmp_path):
    # wandergis/coordtransform, README: WGS 84 (116.404, 39.915) is GCJ-02 (116.41024449916938, 39.91640428150164)
    path = layer_file(tmp_path / "a.geojson", [(ROW, "POINT (116.41024449916938 39.91640428150164)")], 4326)
    assert imported(path).table.geometry[0].x == pytest.approx(116.410244, abs=1e-6)
    moved = imported(path, datum="gcj02")
    assert (moved.table.geometry[0].x, moved.table.geometry[0].y) == pytest.approx((116.404, 39.915), abs=1e-7)
    assert moved.datum_found == "gcj02"


def test_geojson_is_wgs84_unless_it_says_otherwise(tmp_path):
    feature = {"type": "Feature", "properties": {"plan_id": 7, "标签": ["a", "b"], "高": None},
               "geometry": {"type": "Point", "coordinates": [500000, 2390000]}}  # fmt: skip
    collection = {"type": "FeatureCollection", "features": [feature]}
    collection["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4545"}}
    (tmp_path / "a.geojson").write_text(json.dumps(collection), "utf-8")
    table = imported(tmp_path / "a.geojson", "plan").table
    assert table.geometry[0].x == pytest.approx(108, abs=1e-9)
    assert table["plan_id"].tolist() == ["7"]


def test_areas_become_points_for_a_kind_of_points_and_lines_do_not(tmp_path):
    rows = [
        (["甲"], "POLYGON ((108 21, 108.2 21, 108.2 21.2, 108 21.2, 108 21))"),
        (["乙"], "LINESTRING (108 21, 109 22)"),
    ]
    result = imported(layer_file(tmp_path / "a.gpkg", rows, 4490, ["资源名称"]), "resources")
    assert (result.table.geometry[0].x, result.table.geometry[0].y) == pytest.approx((108.1, 21.1))
    assert result.table.geometry[1] is None
    assert any("1 areas" in said for said in result.evidence)
    assert any("1 lines" in said for said in result.evidence)


def test_an_old_datum_is_said_to_be_inexact(tmp_path):
    result = imported(layer_file(tmp_path / "a.shp", [(ROW, "POINT (500000 2390000)")], 2381))  # Xian 1980 / CM 108E
    assert any("cannot be turned into CGCS2000 exactly" in said for said in result.evidence)
    assert result.table.geometry[0].x == pytest.approx(108, abs=0.002)


def test_infinite_numbers_are_unreadable_and_a_field_called_fid_or_crs_is_a_field(tmp_path):
    rows = [(["A1", np.inf, "7", "x"], POINT)]
    result = imported(
        layer_file(tmp_path / "a.gpkg", rows, 4545, ["plan_id", "antenna_height_m", "FID_1", "crs"]), "plan"
    )
    assert pd.isna(result.table["antenna_height_m"][0])
    assert result.table["antenna_height_m_raw"][0] == "inf"
    assert result.table["FID_1"][0] == "7"


def test_importing_what_was_imported_changes_nothing_but_sheet_and_row(tmp_path):
    fields = ["application_id", "lon_raw", "lat_raw", "crs_declared", "sheet", "row"]
    rows = [(["A1", "116.4", "39.9", "GCJ-02", "宏站", "17"], "POINT (108.5 21.5)")]
    table = imported(layer_file(tmp_path / "a.gpkg", rows, 4490, fields)).table
    assert table.loc[0, ["application_id", "sheet", "row", "sheet_source"]].tolist() == ["A1", "a", 1, "宏站"]
    assert table.geometry[0].x == 108.5


def test_a_table_of_a_shapefile_alone_is_read(tmp_path):
    layer_file(tmp_path / "a.shp", [(["东兴市", "699"], POINT)], fields=["县", "任务数"], encoding="CP936")
    os.rename(tmp_path / "a.dbf", tmp_path / "b.dbf")
    assert imported(tmp_path / "b.dbf", "tasks").table.loc[0, ["county", "task"]].tolist() == ["东兴市", 699]


def test_an_old_workbook_is_read_as_it_stands(tmp_path):
    """tests/data/old.xls, written with xlwt: title, header, record, blank row, record, total; an empty sheet."""
    old = Path(__file__).parent.parent / "data" / "old.xls"
    shutil.copy(old, tmp_path / "renamed.xlsx")
    for path in (old, tmp_path / "renamed.xlsx"):
        result = imported(path)
        assert result.table["application_id"].tolist() == ["450602000000000001", "100200300400", "12345678901"]
        assert result.table["lon_raw"].tolist() == ["108.123456", "108°07′21″", "108.1234567"]
        assert result.table["row"].tolist() == [3, 5, 2]
        assert result.table["submitted_on"].tolist()[:2] == [pd.Timestamp(2026, 3, 1), pd.Timestamp(2026, 3, 2)]
        assert result.rejected["reason"].tolist() == ["blank row", "a total"]
