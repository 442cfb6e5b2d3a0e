"""The layers of a county's GeoPackage on a map: order, names, styles. Runs inside QGIS, with or without a window."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsLineSymbol, QgsProviderRegistry, QgsSingleSymbolRenderer, QgsVectorLayer

from fengsui.processing.styles import apply_style
from fengsui.processing.translation import language

COAST = {"line_color": "#3E7CA6", "line_width": "0.3"}
BORDER = {"line_color": "#4A463F", "line_width": "0.5", "line_style": "dash dot"}
# top first: table, Chinese name, English name, style file, or the line's properties
LAYERS = [
    ("findings", "核查结果", "Findings", "findings"),
    ("opinions", "申请与意见", "Applications with opinions", "reviewed"),
    ("compared", "候选比较", "Candidates compared", "compared"),
    ("locations", "最近可用位置与可共享资源", "Nearest places and hosts", "locations"),
    ("requests", "规划调整申请", "Requests to change the plan", "requests"),
    ("sites", "现网站", "Sites on air", "sites"),
    ("plan", "规划站", "Planned sites", "plan"),
    ("resources", "开放公共资源", "Opened public resources", "resources"),
    ("places", "地名", "Places", "places"),
    ("powerlines", "电力线", "Power lines", "powerlines"),
    ("buildings", "建筑", "Buildings", "buildings"),
    ("routes", "道路与铁路", "Roads and railways", "routes"),
    ("areas", "可用范围", "Where it may stand", "areas"),
    ("excluded", "不可用部分", "What is shut out", "excluded"),
    ("extents", "重叠范围", "Overlaps", "extents"),
    ("zones", "管控区", "Zones", "zones"),
    ("townships", "乡镇", "Townships", "townships"),
    ("coast", "海岸线", "Coastline", COAST),
    (
        "border",
        "边境线（示意）",
        "Border (illustrative)",
        BORDER,
    ),
    ("counties", "县", "County", "counties"),
]


def open_layers(path: Path) -> dict[str, QgsVectorLayer]:
    """Open the tables of the GeoPackage that are known here, styled and named in the user's language, top first."""
    connection = QgsProviderRegistry.instance().providerMetadata("ogr").createConnection(str(path), {})
    present = {table.tableName() for table in connection.tables()}
    layers = {}
    for table, chinese, english, style in LAYERS:
        if table not in present:
            continue
        layer = QgsVectorLayer(f"{path}|layername={table}", chinese if language() == "zh" else english, "ogr")
        if isinstance(style, dict):
            layer.setRenderer(QgsSingleSymbolRenderer(QgsLineSymbol.createSimple(style)))
        else:
            apply_style(layer, style)
        layers[table] = layer
    return layers
