"""make_layouts.py: draws resources/layouts/application_sheet.qpt with QGIS; run it by scripts/pyqgis.sh, commit what it writes.

The layout is then an ordinary template: whoever wants another look edits a copy in QGIS's layout window.
"""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsLayoutFrame,
    QgsLayoutItem,
    QgsLayoutItemAttributeTable,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemScaleBar,
    QgsLayoutObject,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLayoutTable,
    QgsLayoutTableColumn,
    QgsLegendStyle,
    QgsPrintLayout,
    QgsProject,
    QgsProperty,
    QgsReadWriteContext,
    QgsTextFormat,
    QgsUnitTypes,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QFont

TARGET = Path(__file__).resolve().parent.parent / "resources" / "layouts" / "application_sheet.qpt"
FONT = "Noto Sans CJK SC"
INK, SOFT, HEAD = QColor("#1F2A33"), QColor("#5B6B77"), QColor("#1F3A4D")
FACTS = [("application_id", "site_name"), ("township", "operators"), ("build", "heights"), ("place", "plan")]
COLUMNS = [("rule", 14), ("severity", 13), ("message", 73), ("measured", 20), ("limit", 20), ("clause", 49)]


def main() -> None:
    layout = QgsPrintLayout(QgsProject.instance())
    layout.initializeDefaults()
    page = layout.pageCollection().pages()[0]
    page.setPageSize("A4", page.Orientation.Portrait)
    label(layout, "title", "{{title}}", (10, 8, 190, 10), 16, bold=True, side=Qt.AlignmentFlag.AlignHCenter)
    label(layout, "edition", "{{edition}}", (10, 18, 140, 5), 8, colour=QColor("#B00020"), bold=True)
    label(layout, "page", "{{page}}", (150, 18, 50, 5), 8, colour=SOFT, side=Qt.AlignmentFlag.AlignRight)
    for row, (left, right) in enumerate(FACTS):
        for name, x, width in ((left, 10, 92), (right, 104, 96)):
            text = f'{{{{{name}}}}}：[% "{name}" %]'
            label(layout, name, text, (x, 24.5 + 6.2 * row, width, 6), 9)
    opinion = label(
        layout, "opinion", '{{opinion}}：[% "opinion" %]', (10, 50.5, 60, 8), 13, bold=True, colour=QColor("white")
    )
    opinion.setBackgroundEnabled(True)
    opinion.setMarginX(3)
    opinion.dataDefinedProperties().setProperty(
        QgsLayoutObject.DataDefinedProperty.BackgroundColor, QgsProperty.fromExpression('"colour"')
    )
    label(layout, "suggestion", '[% "suggestion" %]', (72, 49.5, 128, 9.5), 8, top=True)
    drawn = map_item(layout, "map", (10, 61, 122, 118))
    drawn.setAtlasDriven(True)
    drawn.setAtlasScalingMode(QgsLayoutItemMap.AtlasScalingMode.Fixed)
    locator = map_item(layout, "locator", (135, 61, 65, 56))
    locator.overview().setLinkedMap(drawn)
    bar(layout, drawn)
    label(layout, "scale", "{{scale}} 1:{{scale_number}}", (12, 62, 40, 5), 8, back=True)
    legend(layout, drawn)
    label(layout, "rules", "{{rules}}", (10, 181, 60, 5.5), 10, bold=True, colour=HEAD)
    label(layout, "counted", '[% "counted" %]', (70, 181, 130, 5.5), 8, colour=SOFT, side=Qt.AlignmentFlag.AlignRight)
    table(layout, (10, 187, 190, 86))
    label(layout, "note", "{{note}}", (10, 273.5, 190, 4.5), 7.5, colour=SOFT)
    label(layout, "run", "{{run}}", (10, 278, 190, 11), 7, colour=SOFT, top=True)
    layout.saveAsTemplate(str(TARGET), QgsReadWriteContext())


def place(item: QgsLayoutItem, box: tuple) -> None:
    item.attemptMove(QgsLayoutPoint(box[0], box[1]))
    item.attemptResize(QgsLayoutSize(box[2], box[3]))


def label(
    layout, name, text, box, size, bold=False, colour=INK, side=Qt.AlignmentFlag.AlignLeft, top=False, back=False
):
    item = QgsLayoutItemLabel(layout)
    item.setId(name)
    item.setText(text)
    item.setFont(font(size, bold))
    item.setFontColor(colour)
    item.setHAlign(side)
    item.setVAlign(Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignVCenter)
    if back:
        item.setBackgroundEnabled(True)
    layout.addLayoutItem(item)
    place(item, box)
    return item


def map_item(layout, name, box):
    item = QgsLayoutItemMap(layout)
    item.setId(name)
    layout.addLayoutItem(item)
    item.setBackgroundColor(QColor("#FCFAF5"))
    item.setFrameEnabled(True)
    item.setFrameStrokeColor(QColor("#5E5A52"))
    place(item, box)
    return item


def bar(layout, drawn) -> None:
    item = QgsLayoutItemScaleBar(layout)
    item.setId("scale_bar")
    layout.addLayoutItem(item)
    item.setLinkedMap(drawn)
    item.setStyle("Single Box")
    item.setUnits(QgsUnitTypes.DistanceUnit.DistanceMeters)
    item.setUnitLabel("m")
    item.setNumberOfSegments(2)
    item.setNumberOfSegmentsLeft(0)
    item.setSegmentSizeMode(item.SegmentSizeMode.SegmentSizeFitWidth if hasattr(item, "SegmentSizeMode") else 1)
    item.setMinimumBarWidth(25)
    item.setMaximumBarWidth(45)
    item.setFont(font(7.5))
    item.setHeight(1.4)
    item.setBackgroundEnabled(True)
    place(item, (83, 168, 45, 9))


def legend(layout, drawn) -> None:
    item = QgsLayoutItemLegend(layout)
    item.setId("legend")
    layout.addLayoutItem(item)
    item.setLinkedMap(drawn)
    item.setAutoUpdateModel(False)
    item.setTitle("{{legend}}")
    for style, size, bold in (
        (QgsLegendStyle.Style.Title, 9, True),
        (QgsLegendStyle.Style.Subgroup, 7.5, False),
        (QgsLegendStyle.Style.SymbolLabel, 7, False),
    ):
        item.setStyleFont(style, font(size, bold))
    item.setSymbolWidth(5)
    item.setSymbolHeight(2.6)
    item.setBoxSpace(1)
    item.setColumnCount(2)
    item.setResizeToContents(False)
    place(item, (135, 119, 65, 60))


def table(layout, box) -> None:
    item = QgsLayoutItemAttributeTable.create(layout)
    layout.addMultiFrame(item)
    item.setUseConditionalStyling(False)
    item.setWrapBehavior(QgsLayoutTable.WrapBehavior.WrapText)
    item.setFilterFeatures(True)
    item.setFeatureFilter("\"sheet\" = attribute(@atlas_feature, 'sheet')")
    item.setMaximumNumberOfFeatures(60)
    for setting, size, bold, colour in (
        (item.setHeaderTextFormat, 8, True, QColor("white")),
        (item.setContentTextFormat, 7.5, False, INK),
    ):
        look = QgsTextFormat()
        look.setFont(font(size, bold))
        look.setSize(size)
        look.setSizeUnit(QgsUnitTypes.RenderUnit.RenderPoints)
        look.setColor(colour)
        setting(look)
    item.setCellMargin(0.9)
    item.setGridStrokeWidth(0.2)
    item.setGridColor(QColor("#C9CED2"))
    header = item.cellStyle(QgsLayoutTable.CellStyleGroup.HeaderRow)
    header.enabled, header.cellBackgroundColor = True, HEAD
    item.setCellStyle(QgsLayoutTable.CellStyleGroup.HeaderRow, header)
    columns = []
    for name, width in COLUMNS:
        column = QgsLayoutTableColumn()
        column.setAttribute(name)
        column.setHeading(f"{{{{{name}}}}}")
        column.setWidth(width - 2.0)  # beside the cell's margins
        right = name in ("measured", "limit")
        column.setHAlignment(Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
        column.setVAlignment(Qt.AlignmentFlag.AlignTop)
        columns.append(column)
    item.setColumns(columns)
    frame = QgsLayoutFrame(layout, item)
    frame.setId("rules_table")
    place(frame, box)
    item.addFrame(frame)


def font(size: float, bold: bool = False) -> QFont:
    chosen = QFont(FONT)
    chosen.setPointSizeF(size)
    chosen.setBold(bold)
    return chosen


if __name__ == "__main__":
    application = QgsApplication([], True)
    application.initQgis()
    main()
    QgsProject.instance().clear()
    application.exitQgis()
