"""demo_map.py COUNTY.gpkg MAP.png: the findings of a batch by severity, drawn with QGIS's print layout."""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path

from map_layers import open_layers
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFillSymbol,
    QgsLayoutExporter,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemScaleBar,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLegendStyle,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
    QgsSettings,
    QgsSingleSymbolRenderer,
    QgsUnitTypes,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QFont

from fengsui.processing.translation import install_translator, language

PAGE = (297, 210)  # A4, mm
MARGIN, HEAD, FOOT, SIDE = 8, 17, 14, 62
DPI = 200
OUTSIDE, INK, FRAME = QColor("#E9EEF1"), QColor("#1F2A33"), QColor("#5E5A52")
LAND = "#FCFAF5"
FONT = "Noto Sans CJK SC"
# what a map of findings needs; the rest would hide it
DRAWN = ["findings", "plan", "routes", "zones", "townships", "coast", "border", "counties"]
WORDS = {
    "title": ("示例县：基站站址申请核查结果", "Sample county: site applications checked"),
    "legend": ("图例", "Legend"),
    "notice": (
        "示例数据，部分为虚构；示意图，不作划界依据",
        "sample data, partly made up; illustrative, no boundary claim",
    ),
    "credit": (
        "海岸线 GSHHG、边境线 WDB II（LGPL）；地名 GeoNames（CC BY 4.0）",
        "coastline GSHHG, border WDB II (LGPL); names GeoNames (CC BY 4.0)",
    ),
}


def main(source: Path, target: Path) -> None:
    word = {name: words[0 if language() == "zh" else 1] for name, words in WORDS.items()}
    layers = {name: layer for name, layer in open_layers(source).items() if name in DRAWN}
    project = QgsProject.instance()
    project.addMapLayers(list(layers.values()))
    extent = layers["counties"].extent()
    extent.scale(1.05)
    centre = extent.center()
    # true lengths around the county, so that the scale bar is right
    crs = QgsCoordinateReferenceSystem.fromProj(
        f"+proj=tmerc +lon_0={centre.x():.4f} +lat_0={centre.y():.4f} +ellps=GRS80 +units=m +type=crs"
    )
    project.setCrs(crs)
    transform = QgsCoordinateTransform(layers["counties"].crs(), crs, project)
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.pageCollection().pages()[0].setPageSize("A4", layout.pageCollection().pages()[0].Orientation.Landscape)
    layout.renderContext().setDpi(DPI)
    land = paper(layers["counties"])
    drawn = add_map(layout, [*layers.values(), land], crs, transform.transformBoundingBox(extent))
    add_text(layout, word["title"], (MARGIN, 5, 165, 10), 17, bold=True)
    counted = add_text(layout, counts(layers["findings"]), (PAGE[0] - MARGIN - 115, 6, 115, 9), 11)
    counted.setHAlign(Qt.AlignmentFlag.AlignRight)
    add_legend(layout, drawn, word["legend"])
    add_scale_bar(layout, drawn)
    other = WORDS["notice"][1 if language() == "zh" else 0]  # the notice stands in both languages
    add_text(layout, f"{word['notice']} / {other}", (MARGIN, PAGE[1] - FOOT + 1, 215, 5.5), 9, bold=True)
    add_text(layout, word["credit"], (MARGIN, PAGE[1] - FOOT + 7, 215, 5), 8)
    # not exportToImage, which has GDAL write a place into the PNG and complain
    if not QgsLayoutExporter(layout).renderPageToImage(0, dpi=DPI).save(str(target), "PNG"):
        raise SystemExit(f"the map could not be written to {target}")
    project.clear()


def paper(counties: QgsVectorLayer) -> QgsVectorLayer:
    """The counties once more as the land that everything lies on; not in the project, so not in the legend."""
    land = counties.clone()
    land.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple({"color": LAND, "outline_style": "no"})))
    land.setLabelsEnabled(False)
    return land


def counts(findings: QgsVectorLayer) -> str:
    """How many findings of each severity, in the words of the legend."""
    severity = findings.fields().indexOf("severity")
    found = Counter(feature[severity] for feature in findings.getFeatures())
    words = [(category.label(), found[category.value()]) for category in findings.renderer().categories()]
    return " · ".join(f"{word} {count}" for word, count in words if count)


def place(item: QgsLayoutItem, box: tuple[float, float, float, float]) -> None:
    item.attemptMove(QgsLayoutPoint(box[0], box[1]))
    item.attemptResize(QgsLayoutSize(box[2], box[3]))


def add_map(layout: QgsPrintLayout, layers: list, crs: QgsCoordinateReferenceSystem, extent: QgsRectangle):
    item = QgsLayoutItemMap(layout)
    layout.addLayoutItem(item)
    item.setBackgroundColor(OUTSIDE)
    item.setFrameEnabled(True)
    item.setFrameStrokeColor(FRAME)
    item.setCrs(crs)
    item.setLayers(layers)
    item.setKeepLayerSet(True)
    frame = (MARGIN, HEAD, PAGE[0] - 3 * MARGIN - SIDE, PAGE[1] - HEAD - FOOT)
    place(item, frame)
    item.setExtent(extent)  # gives the frame the shape of the extent, so that it needs its own back
    place(item, frame)
    item.zoomToExtent(extent)
    return item


def add_legend(layout: QgsPrintLayout, linked: QgsLayoutItemMap, title: str) -> None:
    legend = QgsLayoutItemLegend(layout)
    layout.addLayoutItem(legend)
    legend.setLinkedMap(linked)
    legend.setLegendFilterByMapEnabled(True)
    legend.setTitle(title)
    for style, size, bold in (
        (QgsLegendStyle.Style.Title, 11, True),
        (QgsLegendStyle.Style.Subgroup, 9, True),
        (QgsLegendStyle.Style.SymbolLabel, 8, False),
    ):
        legend.setStyleFont(style, font(size, bold))
    legend.rstyle(QgsLegendStyle.Style.Subgroup).setMargin(QgsLegendStyle.Side.Top, 2.5)
    legend.rstyle(QgsLegendStyle.Style.Symbol).setMargin(QgsLegendStyle.Side.Top, 1.1)
    legend.setBoxSpace(0)
    legend.setSymbolWidth(6)
    legend.setSymbolHeight(3)
    legend.setFontColor(INK)
    place(legend, (PAGE[0] - MARGIN - SIDE, HEAD, SIDE, 100))
    legend.adjustBoxSize()


def add_scale_bar(layout: QgsPrintLayout, linked: QgsLayoutItemMap) -> None:
    bar = QgsLayoutItemScaleBar(layout)
    layout.addLayoutItem(bar)
    bar.setLinkedMap(linked)
    bar.applyDefaultSize(QgsUnitTypes.DistanceUnit.DistanceKilometers)
    bar.setStyle("Single Box")
    bar.setNumberOfSegmentsLeft(0)
    bar.setFont(font(8.5))
    bar.setHeight(2)
    bar.setBackgroundEnabled(True)
    bar.update()
    corner = (MARGIN + linked.rect().width() - 2, HEAD + linked.rect().height() - 2)
    bar.setReferencePoint(QgsLayoutItem.ReferencePoint.LowerRight)
    bar.attemptMove(QgsLayoutPoint(*corner))


def add_text(
    layout: QgsPrintLayout, text: str, box: tuple[float, float, float, float], size: float, bold: bool = False
):
    label = QgsLayoutItemLabel(layout)
    label.setText(text)
    label.setFont(font(size, bold))
    label.setFontColor(INK)
    label.setVAlign(Qt.AlignmentFlag.AlignVCenter)
    layout.addLayoutItem(label)
    place(label, box)
    return label


def font(size: float, bold: bool = False) -> QFont:
    chosen = QFont(FONT)
    chosen.setPointSizeF(size)
    chosen.setBold(bold)
    return chosen


if __name__ == "__main__":
    application = QgsApplication([], True)
    application.initQgis()
    # without a window the profile's locale is not read
    QgsSettings().setValue("locale/overrideFlag", True)
    QgsSettings().setValue("locale/userLocale", os.environ["FENGSUI_LOCALE"])
    translator = install_translator()
    main(Path(sys.argv[1]), Path(sys.argv[2]))
    application.exitQgis()
