"""A workspace opened without holding up the window: an upgrade or a slow server takes its time on a thread."""

from __future__ import annotations

from typing import Any, Callable

from ..core.errors import CoreError, Progress
from ..processing.translation import sentence
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

    return Work(open_it, opened)
