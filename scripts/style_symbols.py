"""The signs of the styles: markers, hatches that read over any base map, lines, labels."""

from __future__ import annotations

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFeatureRequest,
    QgsFillSymbol,
    QgsLinePatternFillSymbolLayer,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsRendererCategory,
    QgsRuleBasedRenderer,
    QgsSimpleLineSymbolLayer,
    QgsSimpleMarkerSymbolLayer,
    QgsSymbol,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
    QgsWkbTypes,
)
from qgis.PyQt.QtGui import QColor

FONTS = ["Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "Source Han Sans SC", "Noto Sans", "sans-serif"]
EDGE = "#ffffff"  # a white edge keeps signs apart where they touch
PATTERNS = {  # angles of hatches, opacity of the fill (0 to 255)
    "empty": ((), 0),
    "faint": ((), 45),
    "light": ((), 90),
    "solid": ((), 180),
    "hatched": ((45,), 25),
    "hatched back": ((135,), 25),
    "crossed": ((45, 135), 25),
    "level": ((0,), 25),
    "upright": ((90,), 25),
    "grid": ((0, 90), 25),
}


def marker(shape: str, colour: str | None, size: float, edge: str = EDGE) -> QgsMarkerSymbol:
    hollow = {"color": "255,255,255,200", "outline_color": "#8A8A8A", "outline_width": "0.5"}
    full = {"color": colour, "outline_color": edge, "outline_width": "0.3"}
    return QgsMarkerSymbol.createSimple({"name": shape, "size": str(size), **(full if colour else hollow)})


def site_marker(shape: str, half: str, size: float, fill: str, colour: str) -> QgsMarkerSymbol:
    """`fill`: hollow (planned), half (applied) or full (built)."""
    inside = colour if fill == "full" else "255,255,255,230"
    base = {"name": shape, "size": str(size), "color": inside, "outline_color": colour, "outline_width": "0.4"}
    symbol = QgsMarkerSymbol.createSimple(base)
    if fill == "half":
        layer = QgsSimpleMarkerSymbolLayer.create(
            {"name": half, "size": str(size), "color": colour, "outline_style": "no"}
        )
        symbol.appendSymbolLayer(layer)
    return symbol


def fill(colour: str, pattern: str, width: float = 0.4) -> QgsFillSymbol:
    """An edge with a pattern of PATTERNS inside; hatches in mm, since brushes shrink to grey on paper."""
    angles, alpha = PATTERNS[pattern]
    inside = QColor(colour)
    inside.setAlpha(alpha)
    properties = {"outline_color": colour, "outline_width": str(width), "style": "solid" if alpha else "no"}
    symbol = QgsFillSymbol.createSimple({"color": ",".join(map(str, inside.getRgb())), **properties})
    for angle in angles:
        hatch = QgsLinePatternFillSymbolLayer()
        hatch.setSubSymbol(QgsLineSymbol.createSimple({"color": colour, "width": "0.18"}))
        hatch.setLineAngle(angle)
        hatch.setDistance(1.6)
        symbol.insertSymbolLayer(0, hatch)
    return symbol


def line(colour: str, width: float, dash: str = "solid", casing: str | None = None) -> QgsLineSymbol:
    symbol = QgsLineSymbol.createSimple({"color": colour, "width": str(width), "line_style": dash, "capstyle": "round"})
    if casing:
        symbol.insertSymbolLayer(0, QgsSimpleLineSymbolLayer.create({"color": casing, "width": str(width + 0.6)}))
    return symbol


def categorized(column: str, categories: list[tuple[str, str, QgsSymbol]], order: bool = False):
    rows = [QgsRendererCategory(value, symbol, label) for value, label, symbol in reversed(categories)]
    renderer = QgsCategorizedSymbolRenderer(column, rows)
    if order:
        values = ",".join(f"'{value}'" for value, _, _ in categories)
        clause = QgsFeatureRequest.OrderByClause(f'array_find(array({values}),"{column}")', True)
        renderer.setOrderBy(QgsFeatureRequest.OrderBy([clause]))
        renderer.setOrderByEnabled(True)
    return renderer


def over_any_map(colour: str, angles: tuple[int, ...], alpha: int = 0, dash: str = "solid") -> QgsFillSymbol:
    """Hatches and an edge with a white line under each, so that they read on a dark photo and on a white map alike."""
    inside = QColor(colour)
    inside.setAlpha(alpha)
    symbol = QgsFillSymbol.createSimple(
        {"color": ",".join(map(str, inside.getRgb())), "outline_style": "no", "style": "solid" if alpha else "no"}
    )
    for angle in angles:
        hatch = QgsLinePatternFillSymbolLayer()
        strokes = QgsLineSymbol.createSimple({"color": "255,255,255,150", "width": "0.5"})
        strokes.appendSymbolLayer(QgsSimpleLineSymbolLayer.create({"line_color": colour, "line_width": "0.22"}))
        hatch.setSubSymbol(strokes)
        hatch.setLineAngle(angle)
        hatch.setDistance(2.2)
        symbol.appendSymbolLayer(hatch)
    for edge, width, style in ((EDGE, "1.0", "solid"), (colour, "0.4", dash)):
        symbol.appendSymbolLayer(
            QgsSimpleLineSymbolLayer.create({"line_color": edge, "line_width": width, "line_style": style})
        )
    return symbol


def house(colour: str, size: float) -> QgsMarkerSymbol:
    """A house with an open door."""
    symbol = QgsMarkerSymbol.createSimple(
        {"name": "pentagon", "size": str(size), "color": colour, "outline_color": EDGE}
    )
    door = {"name": "square", "size": str(size * 0.325), "color": EDGE, "outline_style": "no", "offset": "0.2,0.9"}
    symbol.appendSymbolLayer(QgsSimpleMarkerSymbolLayer.create(door))
    return symbol


def crossed_out(colour: str, size: float) -> QgsMarkerSymbol:
    """A white disc with a cross: nothing here."""
    symbol = QgsMarkerSymbol.createSimple(
        {"name": "circle", "size": str(size), "color": EDGE, "outline_color": colour, "outline_width": "0.6"}
    )
    cross = {"name": "cross2", "size": str(size * 0.55), "outline_color": colour, "outline_width": "0.7"}
    symbol.appendSymbolLayer(QgsSimpleMarkerSymbolLayer.create(cross))
    return symbol


def by_rules(rows: list[tuple[str, str, QgsSymbol]]) -> QgsRuleBasedRenderer:
    """A renderer of (filter, label, symbol)."""
    root = QgsRuleBasedRenderer.Rule(None)
    for where, text, symbol in rows:
        rule = QgsRuleBasedRenderer.Rule(symbol)
        rule.setFilterExpression(where)
        rule.setLabel(text)
        root.appendChild(rule)
    return QgsRuleBasedRenderer(root)


def labelled(layer: QgsVectorLayer, column: str, size: float, colour: str, from_scale: int = 0) -> None:
    text = QgsTextFormat()
    font = text.font()
    font.setFamily(FONTS[0])
    text.setFont(font)
    text.setFamilies(FONTS)
    text.setSize(size)
    text.setColor(QColor(colour))
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    halo.setSize(0.8)
    halo.setColor(QColor("#ffffff"))
    text.setBuffer(halo)
    settings = QgsPalLayerSettings()
    settings.fieldName, settings.isExpression = column, '"' in column
    settings.setFormat(text)
    settings.dist = 1.5
    if settings.isExpression and layer.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry:
        settings.placement = QgsPalLayerSettings.Placement.Horizontal  # inside, where the area is widest
        settings.multilineAlign = QgsPalLayerSettings.MultiLineAlign.MultiCenter
    if from_scale:
        settings.scaleVisibility, settings.minimumScale = True, from_scale
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)
