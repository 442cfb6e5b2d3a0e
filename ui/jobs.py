"""An algorithm of the provider in the background: its progress, its end on the main thread, stopped when told."""

from __future__ import annotations

from typing import Any, Callable

from qgis.core import (
    QgsApplication,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
)
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..core.errors import N_
from ..processing.translation import tr

_under_way: set[Job] = set()  # the thread works in what they hold, whoever lets go of them


class Job(QObject):
    """Runs `fengsui:<name>`; then `done(results, fault)`: the results, or None and why (empty when it was stopped).

    Layers in `parameters` are given by source or id, never as objects: one that is removed would take the thread along.
    """

    progressed = pyqtSignal(float)
    """Per cent."""

    def __init__(self, name: str, parameters: dict[str, Any], done: Callable[[dict | None, str], None]) -> None:
        super().__init__()
        self.name, self._done = name, done
        self.heard = _Heard()
        self.heard.progressChanged.connect(self.progressed)
        self._context = QgsProcessingContext()
        self._context.setProject(QgsProject.instance())
        self._algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"fengsui:{name}")
        self.task = QgsProcessingAlgRunnerTask(self._algorithm, parameters, self._context, self.heard)
        self.task.executed.connect(self._executed)
        _under_way.add(self)
        QgsApplication.taskManager().addTask(self.task)

    @property
    def title(self) -> str:
        """What runs, in the user's language."""
        return self._algorithm.displayName()

    @property
    def told(self) -> list[str]:
        """What the run said for the user: figures and warnings, in order."""
        return self.heard.lines

    def cancel(self) -> None:
        """Stop within a second; `done` is told. Not by the task's own cancel: see `background.Work.drop`."""
        self.heard.cancel()

    def drop(self) -> None:
        """Stop, and tell nobody."""
        self._done = _nobody
        self.cancel()

    def _executed(self, well: bool, results: dict) -> None:
        QTimer.singleShot(0, lambda: _under_way.discard(self))
        if self.heard.isCanceled():
            self._done(None, "")
        elif well:
            self._done(results, "")
        else:
            self._done(None, " ".join(self.heard.faults) or tr(N_("It failed; QGIS's log of messages says why.")))


class _Heard(QgsProcessingFeedback):
    def __init__(self) -> None:
        super().__init__(False)
        self.lines: list[str] = []
        self.faults: list[str] = []

    def pushInfo(self, text: str) -> None:
        self.lines.append(text)

    def pushWarning(self, text: str) -> None:
        self.lines.append(text)

    def reportError(self, text: str, fatalError: bool = False) -> None:
        self.faults.append(text)


def _nobody(results: dict | None, fault: str) -> None:
    pass
