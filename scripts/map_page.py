"""A page of maps drawn with QGIS's print layout: frame, legend, scale bar, text, the notice in both languages."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsFillSymbol,
    QgsLayoutExporter,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemScaleBar,
    QgsLayoutItemShape,
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
MARGIN, HEAD, FOOT = 8, 17, 14
DPI = 200
OUTSIDE, INK, FRAME = QColor("#E9EEF1"), QColor("#1F2A33"), QColor("#5E5A52")
LAND = "#FCFAF5"
FONT = "Noto Sans CJK SC"
NOTICE = (
    "示例数据，部分为虚构；示意图，不作划界依据",
    "sample data, partly made up; illustrative, no boundary claim",
)
CREDIT = (
    "海岸线 GSHHG、边境线 WDB II（LGPL）；地名 GeoNames（CC BY 4.0）",
    "coastline GSHHG, border WDB II (LGPL); names GeoNames (CC BY 4.0)",
)
Box = tuple  # left, top, width, height in mm


def say(words: tuple[str, str]) -> str:
    """The Chinese or the English of a pair."""
    return words[0 if language() == "zh" else 1]


def in_language_of_user(draw: Callable[[], None]) -> None:
    """Draw with a QGIS that speaks FENGSUI_LOCALE."""
    application = QgsApplication([], True)
    application.initQgis()
    # without a window the profile's locale is not read
    QgsSettings().setValue("locale/overrideFlag", True)
    QgsSettings().setValue("locale/userLocale", os.environ["FENGSUI_LOCALE"])
    translator = install_translator()
    draw()
    del translator
    application.exitQgis()


def true_to_length(lon: float, lat: float) -> QgsCoordinateReferenceSystem:
    """Metres around a place, so that the scale bar is right there."""
    return QgsCoordinateReferenceSystem.fromProj(
        f"+proj=tmerc +lon_0={lon:.4f} +lat_0={lat:.4f} +ellps=GRS80 +units=m +type=crs"
    )


def new_page(title: str, height: float = PAGE[1]) -> QgsPrintLayout:
    """A page as wide as A4 is long, with title, notice and credits; an A4 page in landscape unless `height` (mm) says else."""
    layout = QgsPrintLayout(QgsProject.instance())
    layout.initializeDefaults()
    layout.pageCollection().pages()[0].setPageSize(QgsLayoutSize(PAGE[0], height))
    layout.renderContext().setDpi(DPI)
    add_text(layout, title, (MARGIN, 5, PAGE[0] - 2 * MARGIN - 92, 10), 17, bold=True)
    both = NOTICE if language() == "zh" else NOTICE[::-1]  # the notice stands in both languages
    add_text(layout, " / ".join(both), (MARGIN, height - FOOT + 1, 215, 5.5), 9, bold=True)
    add_text(layout, say(CREDIT), (MARGIN, height - FOOT + 7, 215, 5), 8)
    return layout


def save(layout: QgsPrintLayout, target: Path) -> None:
    """Write the page as a PNG; not by exportToImage, which has GDAL write a place into the PNG and complain."""
    if not QgsLayoutExporter(layout).renderPageToImage(0, dpi=DPI).save(str(target), "PNG"):
        raise SystemExit(f"the map could not be written to {target}")
    QgsProject.instance().clear()


def paper(counties: QgsVectorLayer) -> QgsVectorLayer:
    """The counties once more as the land that everything lies on; not in the project, so not in the legend."""
    land = counties.clone()
    land.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple({"color": LAND, "outline_style": "no"})))
    land.setLabelsEnabled(False)
    return land


def place(item: QgsLayoutItem, box: Box) -> None:
    item.attemptMove(QgsLayoutPoint(box[0], box[1]))
    item.attemptResize(QgsLayoutSize(box[2], box[3]))


def add_map(
    layout: QgsPrintLayout, layers: list, crs: QgsCoordinateReferenceSystem, extent: QgsRectangle, box: Box
) -> QgsLayoutItemMap:
    item = QgsLayoutItemMap(layout)
    layout.addLayoutItem(item)
    item.setBackgroundColor(OUTSIDE)
    item.setFrameEnabled(True)
    item.setFrameStrokeColor(FRAME)
    item.setCrs(crs)
    item.setLayers(layers)
    item.setKeepLayerSet(True)
    place(item, box)
    item.setExtent(extent)  # gives the frame the shape of the extent, so that it needs its own back
    place(item, box)
    item.zoomToExtent(extent)
    return item


def add_legend(
    layout: QgsPrintLayout, linked: QgsLayoutItemMap, title: str, box: Box, columns: int = 1, left_out: Sequence = ()
) -> QgsLayoutItemLegend:
    """What the linked map shows; `left_out`: layers of the map that need no words."""
    legend = QgsLayoutItemLegend(layout)
    layout.addLayoutItem(legend)
    legend.setLinkedMap(linked)
    if left_out:
        legend.setAutoUpdateModel(False)
        for layer in left_out:
            legend.model().rootGroup().removeLayer(layer)
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
    legend.setColumnCount(columns)
    legend.setColumnSpace(7)
    place(legend, box)
    legend.adjustBoxSize()
    return legend


def add_scale_bar(layout: QgsPrintLayout, linked: QgsLayoutItemMap, metres: bool = False) -> None:
    """In the lower right corner of the map."""
    units = QgsUnitTypes.DistanceUnit
    bar = QgsLayoutItemScaleBar(layout)
    layout.addLayoutItem(bar)
    bar.setLinkedMap(linked)
    bar.applyDefaultSize(units.DistanceMeters if metres else units.DistanceKilometers)
    bar.setStyle("Single Box")
    bar.setNumberOfSegmentsLeft(0)
    bar.setFont(font(7.5 if metres else 8.5))
    bar.setHeight(1.3 if metres else 2)
    bar.setBoxContentSpace(0.6 if metres else 1)
    bar.setBackgroundEnabled(True)
    bar.update()
    bar.attemptResize(QgsLayoutSize(1, 1))  # as small as its content
    corner = linked.pos().x() + linked.rect().width() - 2, linked.pos().y() + linked.rect().height() - 2
    bar.setReferencePoint(QgsLayoutItem.ReferencePoint.LowerRight)
    bar.attemptMove(QgsLayoutPoint(*corner))


def add_swatch(layout: QgsPrintLayout, symbol: QgsFillSymbol, box: Box) -> None:
    """A patch filled as areas on the map are."""
    shape = QgsLayoutItemShape(layout)
    shape.setShapeType(QgsLayoutItemShape.Shape.Rectangle)
    shape.setSymbol(symbol.clone())
    layout.addLayoutItem(shape)
    place(shape, box)


def add_text(layout: QgsPrintLayout, text: str, box: Box, size: float, bold: bool = False) -> QgsLayoutItemLabel:
    label = QgsLayoutItemLabel(layout)
    label.setText(text)
    label.setFont(font(size, bold))
    label.setFontColor(INK)
    label.setVAlign(Qt.AlignmentFlag.AlignVCenter)
    label.setHAlign(Qt.AlignmentFlag.AlignLeft)
    layout.addLayoutItem(label)
    place(label, box)
    return label


def font(size: float, bold: bool = False) -> QFont:
    chosen = QFont(FONT)
    chosen.setPointSizeF(size)
    chosen.setBold(bold)
    return chosen
