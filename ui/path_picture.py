"""The path profile saved as a picture, PNG or SVG, with its titles."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsSettings
from qgis.PyQt.QtWidgets import QFileDialog, QWidget

from ..core.errors import N_, CoreError
from ..processing.translation import tr
from .path_plot import PathPlot

KEY = "fengsui/path"
_NOT_SAVED = N_("'{file}' was not saved: {why}")


def ask_where(parent: QWidget) -> str:
    """The file that the user names, in the folder of the last time; empty when he names none."""
    folder = QgsSettings().value(f"{KEY}/folder", str(Path.home()))
    kinds = tr(N_("Pictures (*.png);;Drawings (*.svg)"))
    path, _ = QFileDialog.getSaveFileName(parent, tr(N_("Save picture")), f"{folder}/path.png", kinds)
    if path:
        QgsSettings().setValue(f"{KEY}/folder", str(Path(path).parent))
    return path


def write_picture(plot: PathPlot, path: str) -> None:
    """Write what is drawn; CoreError where the file cannot be written."""
    try:
        if path.lower().endswith(".svg"):
            Path(path).write_text(plot.svg(), "utf-8")
        elif not plot.picture().save(path):
            raise CoreError(_NOT_SAVED, file=path, why=tr(N_("QGIS cannot write such a file there.")))
    except OSError as error:
        raise CoreError(_NOT_SAVED, file=path, why=error.strerror or str(error)) from error
