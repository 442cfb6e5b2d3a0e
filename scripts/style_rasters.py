"""The style of the signal raster: classes of RSRP as operators' drive tests bin them, the last bin that of no service."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsColorRampShader,
    QgsMapLayer,
    QgsRasterLayer,
    QgsRasterShader,
    QgsSingleBandPseudoColorRenderer,
)
from qgis.PyQt.QtGui import QColor

# upper edge in dBm, colour, label: told apart without red and green, light where the signal is weak
CLASSES = [
    (-115, "#FDE0C5", "< -115 dBm"),
    (-105, "#F7A35C", "-115 to -105 dBm"),
    (-95, "#9ECAE1", "-105 to -95 dBm"),
    (-85, "#4292C6", "-95 to -85 dBm"),
    (float("inf"), "#084594", "> -85 dBm"),
]


def save_rsrp(raster: Path, style: Path) -> None:
    """Write the style, made on any raster with one band."""
    layer = QgsRasterLayer(str(raster), "rsrp")
    ramp = QgsColorRampShader()
    ramp.setColorRampType(QgsColorRampShader.Type.Discrete)
    ramp.setColorRampItemList([QgsColorRampShader.ColorRampItem(e, QColor(c), t) for e, c, t in CLASSES])
    shader = QgsRasterShader()
    shader.setRasterShaderFunction(ramp)
    layer.setRenderer(QgsSingleBandPseudoColorRenderer(layer.dataProvider(), 1, shader))
    parts = QgsMapLayer.StyleCategory.Symbology
    message, saved = layer.saveNamedStyle(str(style), QgsMapLayer.StyleCategories(parts))
    if not saved:
        raise SystemExit(message)
