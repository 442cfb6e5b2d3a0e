"""demo_terrain.py PICTURE.png: the sample county's 5G by the models radius, terrain and sea, side by side on one page."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from map_page import (
    FOOT,
    HEAD,
    MARGIN,
    PAGE,
    add_map,
    add_scale_bar,
    add_swatch,
    add_text,
    in_language_of_user,
    new_page,
    save,
    true_to_length,
)
from qgis.core import (
    QgsApplication,
    QgsCoordinateTransform,
    QgsHillshadeRenderer,
    QgsPrintLayout,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)

import processing
from fengsui.processing.provider import FengsuiProvider
from fengsui.processing.styles import apply_style

SAMPLE = Path(__file__).resolve().parent.parent / "resources" / "sample"
GAP, TALL, KEY_HEIGHT = 3, 78, 13  # mm: between maps, a map, the key
TITLE = "示例县5G覆盖的三种模型  Sample county, 5G by three models"
MADE_UP = "站址、高程均为虚构  sites and heights are made up"
# model, surface, Chinese and English caption
MAPS = (
    ("radius", "land", ("半径：不看地形", "radius: blind to the ground")),
    ("terrain", "land", ("地形：沿剖面绕射（裸地）", "terrain: diffraction over bare ground")),
    ("sea", "sea", ("海面：球面绕射与接入格式", "sea: curved earth, random-access format")),
)
KEY = (
    ("covered_model", "确定覆盖（概率≥90%）  covered for sure (90 %)"),
    ("unknown", "未知（海上14.5公里外缺接入格式）  unknown (at sea: no format beyond 14.5 km)"),
    ("", "▲ 站址 site   — 县界 county   其余：不及 rest: out of reach"),
)


def main(target: Path) -> None:
    from processing.core.Processing import Processing

    Processing.initialize()
    provider = FengsuiProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    project = QgsProject.instance()
    counties = QgsVectorLayer(f"{SAMPLE / 'sample.gpkg'}|layername=counties", "counties", "ogr")
    apply_style(counties, "counties")
    counties.setLabelsEnabled(False)
    sites = QgsVectorLayer(f"{SAMPLE / 'sample.gpkg'}|layername=sites", "sites", "ogr")
    apply_style(sites, "sites")
    sites.setLabelsEnabled(False)
    hills = QgsRasterLayer(str(SAMPLE / "dem.tif"), "dem")
    hills.setRenderer(QgsHillshadeRenderer(hills.dataProvider(), 1, 315, 45))
    hills.renderer().setZFactor(1 / 40_000)  # cells in degrees, heights in metres
    ground, extent = hills.extent(), counties.extent()
    extent.scale(1.04)
    extent.setYMinimum(ground.yMinimum())
    crs = true_to_length(extent.center().x(), extent.center().y())
    project.setCrs(crs)
    box = QgsCoordinateTransform(counties.crs(), crs, project).transformBoundingBox(extent)
    width = (PAGE[0] - 2 * MARGIN - 2 * GAP) / 3
    top = HEAD + 7
    layout = new_page(TITLE, top + TALL + KEY_HEIGHT + FOOT)
    add_text(layout, MADE_UP, (PAGE[0] - MARGIN - 92, 7, 92, 8), 10, bold=True)
    with tempfile.TemporaryDirectory() as folder:
        for number, (model, surface, words) in enumerate(MAPS):
            coverage = drawn(model, surface, Path(folder))
            left = MARGIN + number * (width + GAP)
            add_text(layout, "  ".join(words), (left, HEAD, width, 6), 8, bold=True)
            project.addMapLayers([coverage])
            page = add_map(layout, [sites, counties, coverage, hills], crs, box, (left, top, width, TALL))
            if number == 0:
                add_scale_bar(layout, page)
        _key(layout, coverage, top + TALL + 3)
        save(layout, target)
    QgsApplication.processingRegistry().removeProvider(provider)


def _key(layout: QgsPrintLayout, coverage: QgsVectorLayer, down: float) -> None:
    """A swatch and its words for each state, side by side."""
    symbols = {category.value(): category.symbol().clone() for category in coverage.renderer().categories()}
    left = float(MARGIN)
    for (state, words), room in zip(KEY, (65, 112, 84)):
        if state:
            add_swatch(layout, symbols[state], (left, down + 1, 8, 4.5))
            left += 10
        add_text(layout, words, (left, down, room, 6.5), 8)
        left += room


def drawn(model: str, surface: str, folder: Path) -> QgsVectorLayer:
    """Coverage by one model, styled."""
    profile = folder / "coarse.yaml"  # a picture needs no cells of 90 m
    profile.write_text(
        "name: demo\nversion: '1'\nvalues: {raster_cell_m: {land: 300, sea: 600}, path_reach_m: {sea: 30000}}\n"
    )
    given = {
        "PROFILE": str(profile),
        "SITES": f"{SAMPLE / 'sample.gpkg'}|layername=sites",
        "CELLS": f"{SAMPLE / 'sample.gpkg'}|layername=cells",
        "MODEL": model,
        "SURFACE": surface,
        "TECHNOLOGY": "5G",
        "COVERAGE": str(folder / f"{model}.gpkg"),
    }
    if model != "radius":
        given["DEM"] = str(SAMPLE / "dem.tif")
    layer = QgsVectorLayer(processing.run("fengsui:estimatecoverage", given)["COVERAGE"], model, "ogr")
    apply_style(layer, "coverage")
    return layer


if __name__ == "__main__":
    in_language_of_user(lambda: main(Path(sys.argv[1])))
