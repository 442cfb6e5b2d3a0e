"""A workspace opened without holding up the window: an upgrade or a slow server takes its time on a thread."""

from __future__ import annotations

from typing import Any, Callable

from qgis.core import QgsApplication

from ..core.errors import N_, CoreError, Progress
from ..processing.translation import sentence, tr
from ..processing.workspaces import open_place
from .background import Work
from .current_workspace import CurrentWorkspace


def open_in_background(current: CurrentWorkspace, place: str, done: Callable[[str], None]) -> Work:
    """Opens the workspace, then takes it for this project; `done(fault)`, empty when all went well."""

    def open_it(progress: Progress) -> None:
        open_place(place)
        progress(1.0)

    def opened(_: Any, fault: str) -> None:
        try:
            if not fault:
                current.open(place)
        except CoreError as error:
            fault = sentence(error)
        done(fault)

    work = Work(tr(N_("Open workspace")), open_it, opened)
    QgsApplication.taskManager().addTask(work)
    return work
