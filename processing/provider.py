"""The provider: every algorithm that works, under the id `fengsui`."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from .algorithms import ALGORITHMS

ICON = Path(__file__).resolve().parent.parent / "resources" / "icons" / "fengsui.svg"


class FengsuiProvider(QgsProcessingProvider):
    def id(self) -> str:
        return "fengsui"

    def name(self) -> str:
        return "Fengsui 烽燧"

    def icon(self) -> QIcon:
        return QIcon(str(ICON))

    def svgIconPath(self) -> str:
        return str(ICON)

    def loadAlgorithms(self) -> None:
        for algorithm in ALGORITHMS:
            self.addAlgorithm(algorithm())
