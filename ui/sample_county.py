"""The sample county in one click: a workspace in the user's profile, taken for this project."""

from __future__ import annotations

from pathlib import Path
from typing import Callable

from qgis.core import QgsApplication

from ..core.errors import CoreError
from ..processing.translation import sentence
from .current_workspace import CurrentWorkspace
from .jobs import Job


def load_sample(current: CurrentWorkspace, done: Callable[[str], None]) -> Job:
    """Runs `loadsample` in the background, then opens what it made; `done(message)`, the message empty when all went well."""
    folder = Path(QgsApplication.qgisSettingsDirPath()) / "fengsui"
    folder.mkdir(parents=True, exist_ok=True)

    def loaded(results: dict | None, fault: str) -> None:
        try:
            if results is not None:
                current.open(results["WORKSPACE"])
        except CoreError as error:
            fault = sentence(error)
        done(fault)

    return Job("loadsample", {"FOLDER": str(folder)}, loaded)
