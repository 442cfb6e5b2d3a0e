"""An algorithm of the provider in the background: its progress, its end on the main thread, stopped when told."""

from __future__ import annotations

from typing import Any, Callable

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsMessageLog,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
)
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..core.errors import N_, Progress
from ..processing.translation import tr
from .background import Work


class Job(QObject):
    """Runs `fengsui:<name>`; then `done(results, fault)`: the results, or None and why (empty when it was stopped).

    Layers in `parameters` are given by source, and opened for the run alone: one of the project's that is removed, or
    goes with the project or with QGIS, would take the thread along. `of_project`: given by their ids in the project, since
    they may be in memory alone; before one of them goes, the run is stopped.
    """

    progressed = pyqtSignal(float)
    """Per cent."""

    def __init__(
        self,
        name: str,
        parameters: dict[str, Any],
        done: Callable[[dict | None, str], None],
        of_project: bool = False,
    ) -> None:
        super().__init__()
        self.name, self._done = name, done
        self.heard = _Heard()
        self.heard.progressChanged.connect(self.progressed)
        self._parameters, self._began = parameters, False
        self._context = QgsProcessingContext()
        self._context.setTransformContext(QgsProject.instance().transformContext())
        if of_project:
            self._context.setProject(QgsProject.instance())
            QgsProject.instance().layersWillBeRemoved.connect(self._let_go)
        self._algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"fengsui:{name}")
        self._prepared = self._algorithm.prepare(parameters, self._context, self.heard)
        self._work = Work(self._process, self._processed)

    @property
    def title(self) -> str:
        """What runs, in the user's language."""
        return self._algorithm.displayName()

    @property
    def told(self) -> list[str]:
        """What the run said for the user: figures and warnings, in order."""
        return self.heard.lines

    def cancel(self) -> None:
        """Stop within a second; `done` is told."""
        self.heard.cancel()

    def drop(self) -> None:
        """Stop, and tell nobody."""
        self._work.drop()
        self.cancel()

    def _let_go(self, ids: list[str]) -> None:
        if any(one in str(self._parameters) for one in ids):
            self.cancel()
            if self._began:
                self._work.wait()

    def _process(self, _: Progress) -> dict | None:
        self._began = True
        if not self._prepared or self.heard.isCanceled():
            return None
        try:
            return self._algorithm.runPrepared(self._parameters, self._context, self.heard)
        except QgsProcessingException as error:
            self.heard.reportError(str(error))
            QgsMessageLog.logMessage(str(error), "Fengsui", Qgis.MessageLevel.Critical)
            return None

    def _processed(self, results: dict | None, bug: str) -> None:
        if results is not None and (results or not self.heard.isCanceled()):  # told to stop too late, it is done
            self._done(self._algorithm.postProcess(self._context, self.heard) or results, "")
        elif self.heard.isCanceled():
            self._done(None, "")
        else:
            faults = [*self.heard.faults, bug] if bug else self.heard.faults
            self._done(None, " ".join(faults) or tr(N_("It failed; QGIS's log of messages says why.")))


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
