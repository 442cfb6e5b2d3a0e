"""demo_terrain.py PICTURE.png: the sample county's 5G by the models radius, terrain and sea, side by side on one page."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from map_page import (
    HEAD,
    MARGIN,
    PAGE,
    add_map,
    add_text,
    in_language_of_user,
    new_page,
    save,
    say,
    true_to_length,
)
from qgis.core import (
    QgsApplication,
    QgsCoordinateTransform,
    QgsHillshadeRenderer,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)

import processing
from fengsui.processing.provider import FengsuiProvider
from fengsui.processing.styles import apply_style

SAMPLE = Path(__file__).resolve().parent.parent / "resources" / "sample"
GAP = 3
TITLE = ("示例县5G覆盖：三种模型", "Sample county, 5G by three models")
# model, surface, Chinese and English caption
MAPS = (
    ("radius", "land", ("半径：不看地形", "radius: blind to the ground")),
    ("terrain", "land", ("地形：沿剖面绕射（裸地）", "terrain: diffraction over bare ground")),
    ("sea", "sea", ("海面：球面绕射与接入格式", "sea: curved earth, random-access format")),
)
KEY = (
    "蓝色：确定覆盖（概率≥90%）；斜线：未知；其余：不及。海上超过14.5公里因接入格式未知而为未知。DEM、站址均为虚构。",
    "blue: covered for sure (90 %); hatched: unknown; the rest: out of reach. Beyond 14.5 km at sea unknown for want of the "
    "format. DEM and sites are made up.",
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
    extent = counties.extent()
    extent.scale(1.1)
    extent.setYMinimum(extent.yMinimum() - 0.2)
    crs = true_to_length(extent.center().x(), extent.center().y())
    project.setCrs(crs)
    box = QgsCoordinateTransform(counties.crs(), crs, project).transformBoundingBox(extent)
    layout = new_page(say(TITLE))
    width = (PAGE[0] - 2 * MARGIN - 2 * GAP) / 3
    with tempfile.TemporaryDirectory() as folder:
        for number, (model, surface, words) in enumerate(MAPS):
            coverage = drawn(model, surface, Path(folder))
            left = MARGIN + number * (width + GAP)
            add_text(layout, say(words), (left, HEAD, width, 7), 10, bold=True)
            frame = (left, HEAD + 8, width, 118)
            layers = [sites, counties, coverage, hills]
            project.addMapLayers([coverage])
            add_map(layout, layers, crs, box, frame)
        add_text(layout, say(KEY), (MARGIN, HEAD + 130, PAGE[0] - 2 * MARGIN, 10), 8.5)
        save(layout, target)
    QgsApplication.processingRegistry().removeProvider(provider)


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
