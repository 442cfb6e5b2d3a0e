"""demo_gaps.py COUNTY.gpkg PICTURE.png: the sample county's 5G on a map: places, roads and sea by state, with the gaps."""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
from map_layers import open_layers
from map_page import (
    FOOT,
    HEAD,
    MARGIN,
    PAGE,
    add_legend,
    add_map,
    add_scale_bar,
    add_text,
    font,
    in_language_of_user,
    new_page,
    paper,
    save,
    say,
    true_to_length,
)
from qgis.core import (
    QgsCoordinateTransform,
    QgsFillSymbol,
    QgsLineSymbol,
    QgsPalLayerSettings,
    QgsProject,
    QgsSettings,
    QgsSingleSymbolRenderer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtCore import Qt

from fengsui.processing.styles import apply_style

SIDE = 64  # of the legend, mm
OWN, ONLY = "450681", "\"technology\" = '5G'"
TITLE = ("示例县：5G覆盖与缺口", "Sample county: 5G coverage and gaps")
LEGEND = ("图例", "Legend")
# layer, its table, style, filter, Chinese and English name; top first
LAYERS = [
    ("places", "places_assessed", "assessed", f'{ONLY} AND "parent_id" IS NULL', ("地点", "Places")),
    ("gaps", "roads_gaps", "gaps_lines", ONLY, ("道路未覆盖段", "Stretches of road not covered")),
    ("sea", "sea_gaps", "gaps_areas", ONLY, ("海域未覆盖部分", "Parts of the sea not covered")),
]
ROADS = ("道路与铁路", "Roads and railways")
ZONES = ("示例海域（虚构）", "Sea zones (made up)")
BELOW = ["townships", "coast", "border", "counties"]
PLACE = ("个", "in all")
FIGURES = (
    "{what} 共 {total} {unit}\n  覆盖 {covered} · 缺口 {gap} · 未知 {unknown}",
    "{what}: {total} {unit}\n  covered {covered} · gap {gap} · unknown {unknown}",
)
SUMMARIES = {"places": ("地点", "Places"), "roads": ("道路与铁路", "Roads and railways"), "sea": ("海域", "Sea")}


def main(source: Path, target: Path) -> None:
    QgsSettings().setValue("qgis/walForSqlite3", False)  # a layer that closes would take the log from the others
    project = QgsProject.instance()
    opened = open_layers(source)
    layers = [judged(source, *row) for row in LAYERS]
    roads = plain(
        source, "routes", QgsLineSymbol.createSimple({"line_color": "#3F4A52", "line_width": "0.28"}), say(ROADS)
    )
    look = {"style": "no", "outline_color": "#3E7CA6", "outline_width": "0.35", "outline_style": "dash"}
    zones = plain(source, "sea_zones", QgsFillSymbol.createSimple(look), say(ZONES))
    shown = [layers[0], roads, *layers[1:], zones, *(opened[name] for name in BELOW)]
    project.addMapLayers([roads, *shown[4:], *layers])
    land = paper(opened["counties"])
    extent = opened["counties"].extent()
    extent.combineExtentWith(zones.extent())
    extent.scale(1.03)
    centre = extent.center()
    crs = true_to_length(centre.x(), centre.y())
    project.setCrs(crs)
    there = QgsCoordinateTransform(opened["counties"].crs(), crs, project)
    layout = new_page(say(TITLE))
    frame = (MARGIN, HEAD, PAGE[0] - 3 * MARGIN - SIDE, PAGE[1] - HEAD - FOOT)
    drawn = add_map(layout, [*shown, land], crs, there.transformBoundingBox(extent), frame)
    add_legend(layout, drawn, say(LEGEND), (PAGE[0] - MARGIN - SIDE, HEAD, SIDE, 100))
    told = add_text(layout, figures(source, layers[0]), (PAGE[0] - MARGIN - SIDE, PAGE[1] - FOOT - 42, SIDE, 40), 8.5)
    told.setVAlign(Qt.AlignmentFlag.AlignBottom)
    add_scale_bar(layout, drawn)
    save(layout, target)


def judged(source: Path, name: str, table: str, style: str, only: str, words: tuple[str, str]) -> QgsVectorLayer:
    """One of the layers that findgaps wrote, styled."""
    layer = QgsVectorLayer(f"{source}|layername={table}", say(words), "ogr")
    apply_style(layer, style)
    layer.setSubsetString(only)
    if name == "places":
        name_gaps(layer)
    else:
        layer.setLabelsEnabled(False)
    return layer


def name_gaps(layer: QgsVectorLayer) -> None:
    """Names at the places that are not covered, where there is room."""
    settings = QgsPalLayerSettings()
    settings.fieldName = "CASE WHEN \"state\" NOT LIKE 'covered%' THEN replace(\"name\", '（示例）', '') END"
    settings.isExpression = True
    settings.dist, settings.offsetType = 0.1, QgsPalLayerSettings.OffsetType.FromSymbolBounds
    signs = settings.obstacleSettings()
    signs.setFactor(2)
    settings.setObstacleSettings(signs)
    settings.placement = QgsPalLayerSettings.Placement.OrderedPositionsAroundPoint
    shape = QgsTextFormat()
    shape.setFont(font(8))
    shape.setSize(8)
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    halo.setSize(0.8)
    shape.setBuffer(halo)
    settings.setFormat(shape)
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


def plain(source: Path, table: str, symbol, name: str) -> QgsVectorLayer:
    layer = QgsVectorLayer(f"{source}|layername={table}", name, "ogr")
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    return layer


def figures(source: Path, places: QgsVectorLayer) -> str:
    """What is covered in the county, in a few lines."""
    states = [feature["state"] for feature in places.getFeatures() if feature["county"] == OWN]
    counts = {word: sum(state.startswith(word) for state in states) for word in ("covered", "gap")}
    rest = len(states) - sum(counts.values())
    lines = [
        say(FIGURES).format(what=say(SUMMARIES["places"]), total=len(states), unit=say(PLACE), unknown=rest, **counts)
    ]
    for name, scale, unit in (("roads", 1e3, ("公里", "km")), ("sea", 1e6, ("平方公里", "km²"))):
        layer = QgsVectorLayer(f"{source}|layername={name}_summary", name, "ogr")
        rows = pd.DataFrame([f.attributes() for f in layer.getFeatures()], columns=layer.fields().names())
        own = rows[(rows["technology"] == "5G") & (rows["county"] == OWN)]
        told = {c: f"{float(own[c].sum()) / scale:.1f}" for c in ("total", "covered", "gap", "unknown")}
        lines.append(say(FIGURES).format(what=say(SUMMARIES[name]), unit=say(unit), **told))
    return "\n".join(lines)


if __name__ == "__main__":
    in_language_of_user(lambda: main(Path(sys.argv[1]), Path(sys.argv[2])))
