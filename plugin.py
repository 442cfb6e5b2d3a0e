"""What QGIS starts and stops: the translator, the provider and, in the window, what the user sees."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

from qgis.core import Qgis, QgsApplication, QgsMessageLog

from .core.errors import N_
from .processing.translation import install_translator, remove_translator, tr
from .vendored import detach

NEEDED = (("numpy", ()), ("pandas", ()), ("pyproj", ()), ("yaml", ()), ("shapely", (2, 0)), ("geopandas", (0, 14)))
MISSING = N_(
    "Fengsui needs {libraries}, which this QGIS does not have. Windows: run the QGIS installer again and add "
    "python3-geopandas, or type in the OSGeo4W Shell: python3 -m pip install geopandas. Linux: apt install "
    "python3-geopandas. macOS: in QGIS's own Python, python3 -m pip install geopandas. Then restart QGIS."
)


class FengsuiPlugin:
    def __init__(self, iface: Any) -> None:
        self.iface = iface
        self.translator = install_translator()
        self.provider = None
        self.window = None
        self.told = False

    def initProcessing(self) -> None:
        """Register the provider: all that qgis_process calls."""
        if self.provider is not None:
            return
        missing = missing_libraries()
        if missing:
            self._tell(tr(MISSING, libraries=", ".join(missing)))
            return
        from .processing.provider import FengsuiProvider

        self.provider = FengsuiProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self) -> None:
        self.initProcessing()
        if self.provider is not None and self.iface is not None and self.iface.mainWindow() is not None:
            from .ui.window import Window

            self.window = Window(self.iface)

    def unload(self) -> None:
        """Take back each thing, last first."""
        if self.window is not None:
            self.window.remove()
            self.window = None
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        remove_translator(self.translator)
        self.translator = None
        detach()

    def _tell(self, text: str) -> None:
        if self.told:
            return
        self.told = True
        if self.iface is not None:
            self.iface.messageBar().pushMessage("Fengsui 烽燧", text, Qgis.MessageLevel.Warning, 0)
        else:
            QgsMessageLog.logMessage(text, "Fengsui", Qgis.MessageLevel.Warning)
            if sys.stderr is not None:
                sys.stderr.write(text + "\n")  # qgis_process shows nothing of the log


def missing_libraries() -> list[str]:
    """The libraries that are absent, broken or too old, each with what is asked of it."""
    missing = []
    for name, minimum in NEEDED:
        wanted = f"{name} >= {'.'.join(map(str, minimum))}" if minimum else name
        try:
            version = getattr(import_module(name), "__version__", "0")
        except (ImportError, AttributeError, ValueError):  # the last two: built for another numpy
            missing.append(wanted)
            continue
        if tuple(int(part) for part in version.split(".")[:2] if part.isdigit()) < minimum:
            missing.append(f"{wanted} ({version})")
    return missing
