"""The sheets of a job printed: runs in a process of its own, a part of the sheets after the other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsLayerTreeLayer,
    QgsLayoutExporter,
    QgsLayoutFrame,
    QgsLayoutItem,
    QgsLayoutItemAttributeTable,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutObject,
    QgsLegendRenderer,
    QgsLegendStyle,
    QgsMapLayerLegendUtils,
    QgsPrintLayout,
    QgsProject,
    QgsProperty,
    QgsReadWriteContext,
    QgsRectangle,
    QgsRenderContext,
    QgsSettings,
    QgsVectorLayer,
)
from qgis.PyQt.QtXml import QDomDocument

from ..core.report.sheet_rows import wrapped
from .sheet_symbols import dressed
from .translation import install_translator

SEVERAL = ("zones", "routes", "buildings")
"""Layers of several symbols: these keep their title in the legend."""
OF_MAP = ("map", "locator", "scale", "scale_bar", "legend")
LEGEND = 21
"""Characters of half width of a label in the legend of the shipped layout."""
ON_SHEET = "\"sheet\" = attribute(@atlas_feature, 'sheet')"


def print_parts(job: str, *parts: str) -> None:
    """Print the parts of the job that have these numbers."""
    folder = Path(job)
    facts = json.loads((folder / "job.json").read_text("utf-8"))
    application = QgsApplication([], True)
    application.initQgis()
    settings = QgsSettings()
    settings.setValue("locale/overrideFlag", True)
    settings.setValue("locale/userLocale", "zh-Hans" if facts["language"] == "zh" else "en_US")
    translator = install_translator()
    try:
        _print(folder, facts, list(map(int, parts)))
    finally:
        QgsProject.instance().clear()
        del translator
        application.exitQgis()


def _print(folder: Path, facts: dict[str, Any], parts: list[int]) -> None:
    layout = _opened(folder, facts)
    atlas = layout.atlas()
    for number in parts:
        target = folder / f"part_{number:05}.pdf"
        first, last = facts["parts"][number]
        atlas.setFilterFeatures(True)
        atlas.setFilterExpression(f'"sheet" >= {first} AND "sheet" <= {last}')
        atlas.updateFeatures()
        fresh = target.with_suffix(".new")
        result, why = QgsLayoutExporter.exportToPdf(atlas, str(fresh), _settings())
        if result != QgsLayoutExporter.ExportResult.Success:
            raise SystemExit(why or f"part {number} could not be written")
        fresh.replace(target)


def _settings() -> QgsLayoutExporter.PdfExportSettings:
    settings = QgsLayoutExporter.PdfExportSettings()
    settings.dpi = 200
    settings.appendGeoreference = settings.exportMetadata = False  # both written by another program over the file
    always = getattr(Qgis, "TextRenderFormat", None)
    settings.textRenderFormat = always.AlwaysText if always else QgsRenderContext.TextFormatAlwaysText
    return settings


def _opened(folder: Path, facts: dict[str, Any]) -> QgsPrintLayout:
    """The layout with the job's layers on its maps and its words in place."""
    project = QgsProject.instance()
    crs = QgsCoordinateReferenceSystem.fromProj(facts["crs"])
    project.setCrs(crs)
    layers = {}
    for name, title in facts["layers"].items():
        layer = QgsVectorLayer(f"{folder / 'job.gpkg'}|layername={name}", title, "ogr")
        if layer.isValid():
            layers[name] = dressed(layer, name, ON_SHEET, facts["border_lines"])
    project.addMapLayers([*layers.values()])
    document = QDomDocument()
    document.setContent((folder / "layout.qpt").read_text("utf-8"))
    layout = QgsPrintLayout(project)
    layout.loadFromTemplate(document, QgsReadWriteContext())
    _put_maps(layout, layers, crs, facts)
    _put_table(layout, layers["rules"])
    _put_legend(layout, layers, facts)
    atlas = layout.atlas()
    atlas.setEnabled(True)
    atlas.setCoverageLayer(layers["here"])
    atlas.setSortFeatures(True)
    atlas.setSortExpression('"sheet"')
    return layout


def _put_maps(layout: QgsPrintLayout, layers: dict, crs: QgsCoordinateReferenceSystem, facts: dict[str, Any]) -> None:
    maps = {item.id(): item for item in layout.items() if isinstance(item, QgsLayoutItemMap)}
    drawn = [layers[name] for name in facts["drawn"] if name in layers]
    outline = [layers[name] for name in facts["located"] if name in layers]
    for name, shown in (("map", drawn), ("locator", outline)):
        item = maps.get(name)
        if item is None:
            continue
        item.setCrs(crs)
        item.setLayers(shown)
        item.setKeepLayerSet(True)
    nowhere = QgsProperty.fromExpression("is_empty_or_null(@atlas_geometry)")
    for item in layout.items():
        if isinstance(item, QgsLayoutItem) and item.id() in OF_MAP:  # without a place there is nothing to show
            item.dataDefinedProperties().setProperty(QgsLayoutObject.DataDefinedProperty.ExcludeFromExports, nowhere)
    if "map" in maps:
        maps["map"].setAtlasDriven(True)
        maps["map"].setAtlasScalingMode(QgsLayoutItemMap.AtlasScalingMode.Fixed)
        box = maps["map"].rect()
        half = QgsRectangle(0, 0, box.width() * facts["scale"] / 1000, box.height() * facts["scale"] / 1000)
        maps["map"].setExtent(half)
        maps["map"].setScale(facts["scale"])
    if "locator" in maps:
        transform = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4490"), crs, QgsProject.instance())
        whole = transform.transformBoundingBox(QgsRectangle(*facts["extent"]))
        maps["locator"].setExtent(_shaped(whole, maps["locator"].rect().width() / maps["locator"].rect().height()))
        if "map" in maps:
            maps["locator"].overview().setLinkedMap(maps["map"])


def _shaped(extent: QgsRectangle, ratio: float) -> QgsRectangle:
    """The extent made wider or higher to this shape: that of the frame, which it would change otherwise."""
    width, height = max(extent.width(), extent.height() * ratio), max(extent.height(), extent.width() / ratio)
    return QgsRectangle.fromCenterAndSize(extent.center(), width, height)


def _put_table(layout: QgsPrintLayout, rules: QgsVectorLayer) -> None:
    for frame in [item for item in layout.items() if isinstance(item, QgsLayoutFrame)]:
        table = frame.multiFrame()
        if isinstance(table, QgsLayoutItemAttributeTable):
            columns = table.columns()
            table.setVectorLayer(rules)
            table.setColumns(columns)  # a new layer brings its own
            table.setFilterFeatures(True)
            table.setFeatureFilter(ON_SHEET)
            table.refreshAttributes()


def _put_legend(layout: QgsPrintLayout, layers: dict, facts: dict[str, Any]) -> None:
    for item in layout.items():
        if isinstance(item, QgsLayoutItemLegend):
            item.setAutoUpdateModel(False)
            item.setWrapString("\n")
            tree = item.model().rootGroup()
            tree.removeAllChildren()
            for name in facts["drawn"]:
                if name in layers:
                    node = tree.addLayer(layers[name])
                    _wrap_labels(node, layers[name])
                    if name not in SEVERAL:
                        QgsLegendRenderer.setNodeLegendStyle(node, QgsLegendStyle.Style.Hidden)
            item.setLegendFilterByMapEnabled(True)


def _wrap_labels(node: QgsLayerTreeLayer, layer: QgsVectorLayer) -> None:
    """Long labels of the legend in two lines: what is wider than its column is cut."""
    for number, item in enumerate(layer.renderer().legendSymbolItems() if layer.renderer() else ()):
        told = wrapped(item.label(), LEGEND)
        if told != item.label():
            QgsMapLayerLegendUtils.setLegendNodeUserLabel(node, number, told)
