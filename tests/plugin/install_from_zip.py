"""Run by the desktop (`qgis --code`) in test_zip: installs the zip through the plugin manager, unloads it, loads it again."""

from __future__ import annotations

import json
import os
import sys
import traceback
from pathlib import Path

import qgis.utils
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QTimer


def algorithms() -> int:
    provider = QgsApplication.processingRegistry().providerById("fengsui")
    return len(provider.algorithms()) if provider else 0


def carried() -> bool:
    return any(Path(entry).name == "vendor" and "fengsui" in entry for entry in sys.path)


def install() -> None:
    told: dict[str, object] = {}
    try:
        import pyplugin_installer

        pyplugin_installer.instance().installFromZipFile(os.environ["ZIP"])
        told["installed"] = (algorithms(), carried())
        qgis.utils.unloadPlugin("fengsui")
        told["unloaded"] = (algorithms(), carried())
        qgis.utils.loadPlugin("fengsui")
        qgis.utils.startPlugin("fengsui")
        told["again"] = (algorithms(), carried())
    except BaseException:  # noqa: BLE001 - a dialog would stand there until the test gives up
        told["error"] = traceback.format_exc()
    Path(os.environ["TOLD"]).write_text(json.dumps(told), encoding="utf-8")
    os._exit(0)


QTimer.singleShot(1000, install)
