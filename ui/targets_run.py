"""Targets computed anew: gaps of every demand, then the targets; one progress, stopped as one."""

from __future__ import annotations

from typing import Any, Callable

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..core.errors import N_, CoreError
from ..processing.translation import sentence, tr
from ..processing.workspace_inputs import demands, results, uri
from .current_workspace import CurrentWorkspace
from .jobs import Job


class TargetsRun(QObject):
    """`done(fault)` on the main thread, empty when all went well; None where it was stopped."""

    progressed = pyqtSignal(float, str)
    """Per cent of all, and what runs now."""

    def __init__(
        self,
        current: CurrentWorkspace,
        model: str,
        dem: str | None,
        date: str,
        with_gaps: bool,
        done: Callable[[str | None], None],
    ) -> None:
        super().__init__()
        self._current, self._done = current, done
        self._model, self._dem, self._date = model, dem, date
        self._place = current.place
        self.job: Job | None = None
        self._stopped = False
        self._with_gaps = with_gaps
        self._left: list[str] = [""]
        self._count = 1

    def start(self) -> None:
        try:
            tables = [name for names in demands(self._place).values() for name in names] if self._with_gaps else []
        except CoreError as error:  # the workspace is gone
            self._done(sentence(error))
            return
        self._left = [*tables, ""]
        self._count = len(self._left)
        self._next()

    def cancel(self) -> None:
        """Stop; `done(None)` is told."""
        self._stopped = True
        if self.job is not None:
            self.job.cancel()

    def drop(self) -> None:
        """Stop, and tell nobody."""
        self._done = _nobody
        if self.job is not None:
            self.job.drop()
            self.job = None

    def _next(self) -> None:
        table = self._left.pop(0)
        try:
            if self._place != self._current.place:  # another project was opened: this one is left as it is
                self._done(None)
                return
            name, given = self._step(table)
            self.job = self._current.run(name, self._ended, DATE=self._date, **given)
        except CoreError as error:
            self.job = None
            self._done(sentence(error))
            return
        self.job.progressed.connect(self._progress)
        self._progress(0.0)

    def _step(self, table: str) -> tuple[str, dict[str, Any]]:
        place = self._place
        if table:
            return "findgaps", {
                "DEMAND": uri(place, table),
                "TECHNOLOGY": "each",
                "MODEL": self._model,
                "DEM": self._dem,
            }
        found = {
            name.upper(): [uri(place, one) for one in results(place, name)] or None for name in ("assessed", "gaps")
        }
        return "checktargets", {**found, "CELLS": None, "MEASUREMENTS": None}  # they were looked at by findgaps

    def _progress(self, per_cent: float) -> None:
        step = self._count - len(self._left)
        if self.job is not None:
            said = tr(N_("{step} of {count}: {title}"), step=step, count=self._count, title=self.job.title)
            self.progressed.emit((100 * (step - 1) + per_cent) / self._count, said)

    def _ended(self, found: dict | None, fault: str) -> None:
        self.job = None
        if found is None:
            self._done(fault or None)
        elif self._left:
            self._done(None) if self._stopped else self._next()
        else:
            self._done("")


def _nobody(fault: str | None) -> None:
    pass
