"""demo_locations.py COUNTY.gpkg PICTURE.png: where three applications of the sample may stand, three maps on a page."""

from __future__ import annotations

import sys
from pathlib import Path

import yaml
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
    in_language_of_user,
    new_page,
    paper,
    save,
    say,
    true_to_length,
)
from qgis.core import (
    NULL,
    QgsCoordinateTransform,
    QgsFeature,
    QgsFeatureRequest,
    QgsFillSymbol,
    QgsGeometry,
    QgsLayoutItemLegend,
    QgsMapLayerLegendUtils,
    QgsPalLayerSettings,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsRenderContext,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtCore import Qt

from fengsui.processing.styles import apply_style

SAMPLE = Path(__file__).resolve().parent.parent / "resources" / "sample" / "manifest.yaml"
GAP, WORDS_ABOVE, MAP_HEIGHT, WORDS_BELOW = 4, 12, 98, 21  # mm
AROUND = 1.14  # how much wider than its circle a map is
# top first; the rest would hide it
DRAWN = ["locations", "requests", "opinions", "plan", "circles", "areas", "excluded", "routes", "powerlines"]
APPLIED = ("申请站", "Applied sites")
TITLE = ("示例县：站址可以立在哪里", "Sample county: where a site may stand")
LEGEND = ("图例", "Legend")
CIRCLE = ("允许偏离范围", "Allowed deviation")
PART = ("可用 {share}，最近处{shift}", "{share} passes, nearest {shift}")
HERE = ("即申请位置", "is the applied place")
MOVE = ("距申请位置 {m:.0f} m，方位 {way:.0f}°", "{m:.0f} m from the applied one, at {way:.0f}°")
NONE = ("无可用位置，已生成规划调整申请", "nothing passes: a plan change is filled in")
SHUT = ("不可用：{why}", "Shut out: {why}")
HOST = ("可共享：{label}，距规划站 {m:.0f} m", "To share: {label}, {m:.0f} m from the planned site")
OPEN = ("未核查：{what}", "Not checked: {what}")


def main(source: Path, target: Path) -> None:
    opened = open_layers(source)
    project = QgsProject.instance()
    sites = [entry["feature"] for entry in yaml.safe_load(SAMPLE.read_text("utf-8"))["locations"]]
    areas = [rows(opened["areas"], "site", site)[0] for site in sites]
    opened["circles"] = circles(areas)
    apply_style(opened["opinions"], "applications")  # what was applied for, whatever its opinion
    opened["opinions"].setName(say(APPLIED))
    layers = {name: opened[name] for name in DRAWN}
    for name in ("opinions", "requests", "plan"):
        keep_clear(layers[name])  # each map is headed by its site's name
    project.addMapLayers(list(layers.values()))
    layout = new_page(say(TITLE))
    width = (PAGE[0] - 2 * MARGIN - GAP * (len(areas) - 1)) / len(areas)
    shown = [*layers.values(), paper(opened["counties"])]
    drawn = []
    for n, area in enumerate(areas):
        left, top = MARGIN + n * (width + GAP), HEAD
        add_text(layout, area["site_name"], (left, top, width, 5.5), 11, bold=True)
        add_text(layout, headline(area, layers["locations"]), (left, top + 5.5, width, 5.5), 9.5)
        crs = true_to_length(area["lon"], area["lat"])
        half = AROUND * area["radius_m"]
        extent = QgsRectangle(-half, -half, half, half)
        drawn.append(add_map(layout, shown, crs, extent, (left, top + WORDS_ABOVE, width, MAP_HEIGHT)))
        add_scale_bar(layout, drawn[-1], metres=True)
        below = (left, top + WORDS_ABOVE + MAP_HEIGHT + 1.5, width, WORDS_BELOW)
        told = add_text(layout, facts(area, layers["locations"]), below, 8)
        told.setVAlign(Qt.AlignmentFlag.AlignTop)
    top = HEAD + WORDS_ABOVE + MAP_HEIGHT + WORDS_BELOW + 3
    box = (MARGIN, top, PAGE[0] - 2 * MARGIN, PAGE[1] - FOOT - top)
    legend = add_legend(layout, drawn[0], say(LEGEND), box, columns=4)
    only_what_is_seen(legend, drawn)
    save(layout, target)


def rows(layer: QgsVectorLayer, column: str, value: str) -> list[dict]:
    """The rows of a layer that hold this value."""
    request = QgsFeatureRequest().setFilterExpression(f"\"{column}\" = '{value}'")
    return [
        {name: None if v == NULL else v for name, v in zip(layer.fields().names(), feature.attributes())}
        for feature in layer.getFeatures(request)
    ]


def keep_clear(layer: QgsVectorLayer) -> None:
    """Draw the layer without labels, and no other label on its signs."""
    settings = QgsPalLayerSettings()
    settings.drawLabels = False
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


def circles(areas: list[dict]) -> QgsVectorLayer:
    """The outline of each deviation circle, drawn in metres and brought back to degrees."""
    layer = QgsVectorLayer("Polygon?crs=EPSG:4490", say(CIRCLE), "memory")
    for area in areas:
        crs = true_to_length(area["lon"], area["lat"])
        ring = QgsGeometry.fromPointXY(QgsPointXY(0, 0)).buffer(area["radius_m"], 64)
        # the frame lies on the rounded centre: move the ring to the true one
        project = QgsProject.instance()
        there = QgsCoordinateTransform(layer.crs(), crs, project)
        centre = there.transform(QgsPointXY(area["lon"], area["lat"]))
        ring.translate(centre.x(), centre.y())
        ring.transform(QgsCoordinateTransform(crs, layer.crs(), project))
        feature = QgsFeature()
        feature.setGeometry(ring)
        layer.dataProvider().addFeature(feature)
    look = {"style": "no", "outline_color": "#1F2A33", "outline_width": "0.35", "outline_style": "dash"}
    layer.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple(look)))
    return layer


def headline(area: dict, points: QgsVectorLayer) -> str:
    """What was found, in a line."""
    nearest = [row for row in rows(points, "site", area["site"]) if row["kind"] == "nearest"]
    if not nearest:
        return say(NONE)
    shift = nearest[0]["shift_m"]
    where = say(MOVE).format(m=shift, way=nearest[0]["bearing_deg"]) if shift else say(HERE)
    return say(PART).format(share=f"{100 * area['share']:.1f} %", shift=where)


def facts(area: dict, points: QgsVectorLayer) -> str:
    """Why, below the map."""
    hosts = [row for row in rows(points, "site", area["site"]) if row["kind"] == "host" and row["fits"] == "yes"]
    lines = [say(SHUT).format(why=area["shut_out"])] if area["shut_out"] else []
    lines += [say(HOST).format(label=host["label"], m=host["plan_distance_m"]) for host in hosts[:1]]
    lines += [say(OPEN).format(what=area["unchecked"])] if area["unchecked"] else []
    return "\n".join(lines)


def only_what_is_seen(legend: QgsLayoutItemLegend, maps: list) -> None:
    """Keep of the legend what one of the maps shows: QGIS filters by one map only."""
    legend.setLegendFilterByMapEnabled(False)
    legend.setAutoUpdateModel(False)
    root = legend.model().rootGroup()
    for node in root.findLayers():
        layer = node.layer()
        seen = {key for item in maps for key in keys(layer, item)}
        order = [n for n, item in enumerate(layer.renderer().legendSymbolItems()) if item.ruleKey() in seen]
        if order:
            QgsMapLayerLegendUtils.setLegendNodeOrder(node, order)
            legend.model().refreshLayerLegend(node)
        else:
            root.removeLayer(layer)
    legend.adjustBoxSize()


def keys(layer: QgsVectorLayer, item) -> set[str]:
    """The legend entries that a layer's features within a map have."""
    view = QgsCoordinateTransform(item.crs(), layer.crs(), QgsProject.instance()).transformBoundingBox(item.extent())
    renderer, context = layer.renderer().clone(), QgsRenderContext()
    context.expressionContext().appendScope(layer.createExpressionContextScope())
    renderer.startRender(context, layer.fields())
    found = set()
    for feature in layer.getFeatures(QgsFeatureRequest(view)):
        context.expressionContext().setFeature(feature)
        found |= set(renderer.legendKeysForFeature(feature, context))
    renderer.stopRender(context)
    return found


if __name__ == "__main__":
    in_language_of_user(lambda: main(Path(sys.argv[1]), Path(sys.argv[2])))
