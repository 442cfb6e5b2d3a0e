"""The workspace that the project works with: opened, remembered in the project, and what is run on it."""

from __future__ import annotations

from typing import Any, Callable

import pandas as pd
from qgis.core import QgsProject, QgsSettings
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..core.errors import CoreError
from ..core.workspace.workspace import Workspace, runs, tables
from ..processing.translation import sentence
from ..processing.workspace_inputs import parameters
from ..processing.workspaces import open_place
from .jobs import Job
from .watched_layers import SCOPE, WORKSPACE
from .workspace_layers import refresh, show_inputs

LAST = "fengsui/workspace/last"


class CurrentWorkspace(QObject):
    """`place`: what a parameter WORKSPACE takes, empty in a project that is not ours.

    `fault`: why the project's workspace cannot be opened; `notes`: what is to be known of where it lies.
    """

    changed = pyqtSignal()
    """Another workspace than before, or none."""
    began = pyqtSignal()
    """A run on its tables begins, or found that there is nothing to run: it reads what is saved."""
    stored = pyqtSignal(list)
    """A run kept results: the names of their tables."""

    def __init__(self) -> None:
        super().__init__()
        self.place, self.fault = "", ""
        self.notes: list[str] = []
        self.to_undo: tuple[str, str, pd.DataFrame | None, str] | None = None
        """The last import: the workspace, the table, what it was before, and the digest of what the import left."""
        project = QgsProject.instance()
        project.readProject.connect(self._look)
        project.cleared.connect(self._look)

    def stop(self) -> None:
        project = QgsProject.instance()
        project.readProject.disconnect(self._look)
        project.cleared.disconnect(self._look)

    def look(self) -> None:
        """Take the workspace that the project names; `fault` says why it cannot be opened."""
        project = QgsProject.instance()
        place = project.readPath(project.readEntry(SCOPE, WORKSPACE, "")[0])
        self.place, self.fault, self.notes = place, "", []
        try:
            if place:
                self._take_notes(open_place(place))
        except CoreError as error:
            self.place, self.fault = "", sentence(error)
        self.changed.emit()

    def open(self, place: str) -> None:
        """Take a workspace for this project and put its inputs on the map. CoreError where it cannot be opened."""
        workspace = open_place(place)
        held = tables(workspace)
        project = QgsProject.instance()
        show_inputs(place, held)
        project.writeEntry(SCOPE, WORKSPACE, project.writePath(place))
        QgsSettings().setValue(LAST, place)
        self.place, self.fault = place, ""
        self._take_notes(workspace)
        self.changed.emit()

    @property
    def workspace(self) -> Workspace:
        """The workspace, opened; CoreError where it is gone."""
        return open_place(self.place)

    @property
    def last(self) -> str:
        """The workspace that was opened last, in whatever project."""
        return QgsSettings().value(LAST, "")

    def run(self, name: str, done: Callable[[dict | None, str], None], **given: Any) -> Job:
        """Run an algorithm on the workspace's tables and keep its results there; see `workspace_inputs.parameters`.

        CoreError where the workspace cannot be read.
        """
        place = self.place

        def kept(results: dict | None, fault: str) -> None:
            try:
                if results is not None and "RUN" in results and place == self.place:
                    self.tell(int(results["RUN"]))
            except CoreError as error:  # gone since it was written: whoever waits is told
                results, fault = None, sentence(error)
            done(results, fault)

        job = Job(name, parameters(name, place, **given), kept)
        self.began.emit()
        return job

    def tell(self, run: int) -> None:
        """Let everybody know that a run kept results."""
        table = runs(self.workspace)
        names = [name for text in table.loc[table["run"] == run, "tables"] for name in text.split(";")]
        refresh(self.place, names)
        self.stored.emit(names)

    def _take_notes(self, workspace: Workspace) -> None:
        self.notes = [sentence(note) for note in workspace.notes]

    def _look(self, *_: Any) -> None:
        self.look()
