"""How the layers of an application's sheet look: what concerns this sheet stands out, the rest keeps its style."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsFillSymbol,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsRuleBasedRenderer,
    QgsSingleSymbolRenderer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsUnitTypes,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
    QgsWkbTypes,
)
from qgis.PyQt.QtGui import QColor, QFont

from .styles import FOLDER, apply_style

FONT = "Noto Sans CJK SC"
OWN = {
    "here": (QgsMarkerSymbol, {"name": "star", "color": "#B00020", "outline_color": "#FFFFFF", "size": "4.6"}),
    "circle": (QgsFillSymbol, {"color": "0,114,178,20", "outline_color": "#0072B2", "outline_width": "0.45", "outline_style": "dash"}),
    "distances": (QgsLineSymbol, {"line_color": "#1F2A33", "line_width": "0.35"}),
}  # fmt: skip
OUTLINES = {
    "counties": {"color": "#FCFAF5", "outline_color": "#7A7267", "outline_width": "0.3"},
    "townships": {"style": "no", "outline_color": "#9AA5AC", "outline_width": "0.2", "outline_style": "dash"},
}
"""Without border lines counties are land and nothing else."""


def dressed(layer: QgsVectorLayer, name: str, on_sheet: str, border_lines: bool) -> QgsVectorLayer:
    """The layer in its symbols; those that belong to one sheet are drawn on that sheet alone (`on_sheet`)."""
    if name in OWN:
        kind, look = OWN[name]
        layer.setRenderer(_on_this_sheet(kind.createSimple(look), layer, on_sheet))
        if name == "distances":
            label(layer, f'CASE WHEN {on_sheet} THEN "label" END', line=True)
    elif name == "others":
        look = {"name": "circle", "color": "#FFFFFF", "outline_color": "#B00020", "size": "1.8"}
        layer.setRenderer(QgsSingleSymbolRenderer(QgsMarkerSymbol.createSimple(look)))
    elif name in OUTLINES:
        look = dict(OUTLINES[name])
        if not border_lines:
            look["outline_style"] = "no"
        layer.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple(look)))
    elif (FOLDER / f"{name}.qml").exists():
        apply_style(layer, name)
    if name in ("plan", "sites"):
        identity = "plan_id" if name == "plan" else "site_name"
        label(layer, f'"{identity}"')
    return layer


def _on_this_sheet(symbol: Any, layer: QgsVectorLayer, on_sheet: str) -> QgsRuleBasedRenderer:
    root = QgsRuleBasedRenderer.Rule(None)
    root.appendChild(QgsRuleBasedRenderer.Rule(symbol, 0, 0, on_sheet, layer.name()))
    return QgsRuleBasedRenderer(root)


def label(layer: QgsVectorLayer, expression: str, line: bool = False) -> None:
    """Label a layer, with a halo so that it stays readable on everything."""
    settings = QgsPalLayerSettings()
    settings.fieldName, settings.isExpression = expression, True
    look = QgsTextFormat()
    look.setFont(QFont(FONT))
    look.setSize(7.5)
    look.setSizeUnit(QgsUnitTypes.RenderUnit.RenderPoints)
    look.setColor(QColor("#1F2A33"))
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    halo.setSize(0.7)
    look.setBuffer(halo)
    settings.setFormat(look)
    if line:  # beside the middle of it: a line of a few millimetres has no room along it
        settings.geometryGenerator, settings.geometryGeneratorEnabled = "centroid($geometry)", True
        settings.geometryGeneratorType = QgsWkbTypes.GeometryType.PointGeometry
        settings.displayAll = True
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)
