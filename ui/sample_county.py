"""The sample county in one click: a workspace in the user's profile, its layers on the map."""

from __future__ import annotations

from pathlib import Path
from typing import Callable

from qgis.core import (
    QgsApplication,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QTimer

from ..core.checks.rules import table_word
from ..processing.loadsample import LoadSample
from ..processing.styles import apply_style
from ..processing.translation import language

SHOWN = (  # top first
    "applications", "sites", "plan", "resources", "powerlines", "buildings", "routes", "zones", "townships", "counties",
)  # fmt: skip


_under_way: set[SampleTask] = set()  # the thread works in what they hold, whoever lets go of them


class SampleTask:
    """Runs `loadsample` in the background, then adds its layers; `done(message)`, the message empty when all went well."""

    def __init__(self, done: Callable[[str], None]) -> None:
        self._done: Callable[[str], None] | None = done
        folder = Path(QgsApplication.qgisSettingsDirPath()) / "fengsui"
        folder.mkdir(parents=True, exist_ok=True)
        self._algorithm = LoadSample().create()
        self._context, self._feedback = QgsProcessingContext(), QgsProcessingFeedback(False)
        parameters = {"FOLDER": str(folder)}
        self.task = QgsProcessingAlgRunnerTask(self._algorithm, parameters, self._context, self._feedback)
        self.task.executed.connect(self._executed)
        _under_way.add(self)
        QgsApplication.taskManager().addTask(self.task)

    def drop(self) -> None:
        self._done = None
        self._feedback.cancel()

    def _executed(self, well: bool, results: dict) -> None:
        QTimer.singleShot(0, lambda: _under_way.discard(self))
        if self._done is None:
            return
        if well:
            show_workspace(results["WORKSPACE"])
        self._done("" if well else self._feedback.textLog().strip() or "?")


def show_workspace(path: str) -> None:
    """Add the tables of a site card to the project, styled, below each other as they are best seen."""
    project = QgsProject.instance()
    fresh = not project.mapLayers()
    for position, table in enumerate(SHOWN):
        layer = QgsVectorLayer(f"{path}|layername={table}", table_word(table, language()), "ogr")
        apply_style(layer, table)
        project.addMapLayer(layer, False)
        project.layerTreeRoot().insertLayer(position, layer)
        if fresh and table == "counties":
            project.setCrs(layer.crs())
