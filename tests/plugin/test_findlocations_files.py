"""Where sites may stand, from files as people have them: shapefiles, sheets, metres, empty layers."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from sample_layers import SINKS, everything, layer_of, of_site, rows_of, where


@pytest.fixture(scope="module")
def corner(applied, sample, tmp_path_factory) -> dict:
    """The circle of the site with one corner left, and the share that it was built with."""
    manifest = yaml.safe_load((sample / "manifest.yaml").read_text("utf-8"))
    entry = next(entry for entry in manifest["locations"] if entry["case"] == "one-corner")
    (area,) = of_site(
        where(tmp_path_factory.mktemp("corner"), applied, **everything(sample))["AREAS"], entry["feature"]
    )
    return {**area, "built": entry["share"]}


def shapefile(folder: Path, rows: list, crs: str = "EPSG:4490", encoding: str = "GB18030") -> str:
    """Planned sites with Chinese headers, as a county keeps them."""
    layer = QgsVectorLayer(
        f"Point?crs={crs}&field=规划编号:string(20)&field=规划站名:string(40)&field=建设类型:string(20)&field=杆塔类型:string(20)"
        "&field=场景:string(20)&field=天线挂高:double&field=规划年份:integer&field=所属乡镇:string(20)",
        "规划",
        "memory",
    )
    features = []
    for n, place in enumerate(rows):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([f"G{n + 1}", f"示例站{n + 1}", "宏站", "落地塔", "农村", 33.0, 2026, "马路镇"])
        if place:
            feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(*place)))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.fileEncoding = "ESRI Shapefile", encoding
    path = str(folder / "规划.shp")
    QgsVectorFileWriter.writeAsVectorFormatV3(layer, path, layer.transformContext(), options)
    return path


@pytest.mark.slow  # how files are read has tests of its own
def test_a_shapefile_with_chinese_headers(sample, tmp_path, corner):
    """The planned site of the corner, from a file of its own, has the corner too."""
    path = shapefile(tmp_path, [(corner["lon"], corner["lat"]), None])
    given = everything(sample)
    given.pop("PLAN")
    (own, unplaced) = where(tmp_path, path, **given)["AREAS"]
    assert own["site"] == "G1"
    assert own["site_name"] == "示例站1"
    assert own["share"] == pytest.approx(corner["built"], abs=0.001)
    assert unplaced["site"] == "G2"
    assert unplaced["geometry"] is None
    assert not unplaced["circle_m2"]
    assert unplaced["unchecked"]


def test_metres_give_the_same_area_as_degrees(sample, tmp_path, corner):
    metres = QgsCoordinateReferenceSystem("EPSG:4545")
    there = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4490"), metres, QgsProject.instance())
    place = there.transform(QgsPointXY(corner["lon"], corner["lat"]))
    path = shapefile(tmp_path, [(place.x(), place.y())], "EPSG:4545")
    given = everything(sample)
    given.pop("PLAN")
    (own,) = where(tmp_path, path, **given)["AREAS"]
    assert own["share"] == pytest.approx(corner["built"], abs=0.001)


def test_an_empty_layer_gives_empty_tables(sample, tmp_path):
    path = shapefile(tmp_path, [])
    given = everything(sample)
    given.pop("PLAN")
    empty = where(tmp_path, path, **given)
    assert empty["SITES_READ"] == 0
    assert all(empty[name] == [] for name in SINKS)


def test_an_empty_layer_of_zones_is_no_layer(applied, sample, tmp_path):
    (tmp_path / "zones.geojson").write_text('{"type": "FeatureCollection", "features": []}', "utf-8")
    row = where(tmp_path, applied, **{**everything(sample), "ZONES": str(tmp_path / "zones.geojson")})["AREAS"][0]
    assert "SP-18" in row["unchecked"]


def test_a_sheet_is_placed_by_its_own_columns(sample, tmp_path, corner):
    sheet = tmp_path / "规划.csv"
    header = "规划编号,规划站名,建设类型,杆塔类型,场景,天线挂高,规划年份,所属乡镇,经度,纬度"
    row = f"G1,示例站,宏站,落地塔,农村,33,2026,马路镇,{corner['lon']:.6f},{corner['lat']:.6f}"
    sheet.write_text(f"{header}\n{row}\n", "utf-8")
    given = everything(sample)
    given.pop("PLAN")
    (own,) = where(tmp_path, str(sheet), **given)["AREAS"]
    assert own["share"] == pytest.approx(corner["built"], abs=0.001)


def test_cells_say_who_is_on_a_site(applied, sample, tmp_path):
    """As for checking applications: only a site with an operator of the row's keeps it at a distance."""
    manifest = yaml.safe_load((sample / "manifest.yaml").read_text("utf-8"))
    row = next(entry["feature"] for entry in manifest["findings"] if entry["rule"] == "SP-16")
    profile = tmp_path / "strict.yaml"
    profile.write_text("rules:\n  SP-16/spacing: {severity: error}\n", "utf-8")
    sites = rows_of(QgsVectorLayer(layer_of(sample, "sites"), "sites", "ogr"))
    cells = tmp_path / "cells.csv"
    lines = [f"C{n},{site['site_id']},broadnet" for n, site in enumerate(sites)]
    cells.write_text("\n".join(["cell_id,site_id,operator", *lines]), "utf-8")
    given = {**everything(sample), "PROFILE": str(profile)}
    by_list = of_site(where(tmp_path, applied, **given)["EXCLUDED"], row)
    by_cells = of_site(where(tmp_path, applied, CELLS=str(cells), **given)["EXCLUDED"], row)
    assert "SP-16" in {part["rule"] for part in by_list}
    assert "SP-16" not in {part["rule"] for part in by_cells}


def test_a_shapefile_that_cuts_texts_says_so(applied, sample, tmp_path):
    import processing

    feedback = QgsProcessingFeedback(False)
    given = {"SITES": layer_of(sample, "plan"), "AREAS": str(tmp_path / "areas.shp")}
    processing.run("fengsui:findlocations", given, feedback=feedback)
    assert "a shapefile keeps 254 bytes of a text. The columns unchecked" in feedback.textLog()
    again = QgsProcessingFeedback(False)
    processing.run("fengsui:findlocations", {**given, "AREAS": str(tmp_path / "areas.gpkg")}, feedback=again)
    assert "254 bytes" not in again.textLog()
