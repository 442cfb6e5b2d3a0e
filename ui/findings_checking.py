"""The checks run from the findings dock, one after the other: all rows, or only those that changed."""

from __future__ import annotations

import json
from typing import Callable

import pandas as pd
from qgis.core import QgsProject
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QMenu

from ..core.errors import N_, CoreError, Progress
from ..core.workspace.changed import Changed
from ..processing.rechecking import SUBJECTS, what_changed
from ..processing.translation import sentence, tr
from .background import Work
from .current_workspace import CurrentWorkspace
from .findings_words import check_word
from .jobs import Job
from .watched_layers import SCOPE

NEEDS = {"checkapplications": ("applications", "plan"), "checkplan": ("plan",), "checkregister": ("resources",)}
"""The tables without which a check cannot run."""


class Checking(QObject):
    """Runs checks on the workspace in the background."""

    progressed = pyqtSignal(str, float)
    """What runs, in per cent."""
    ended = pyqtSignal(list, str)
    """(check, number of rows checked anew or 0 for all) of each that was done; what went wrong, empty when nothing did."""

    def __init__(self, current: CurrentWorkspace) -> None:
        super().__init__()
        self.current = current
        self.job: Job | None = None
        self.work: Work | None = None
        self._waiting: list[tuple[str, list[str]]] = []
        self._done: list[tuple[str, int]] = []

    @property
    def running(self) -> bool:
        return self.job is not None or self.work is not None

    @staticmethod
    def offer(menu: QMenu, tables: list[str], run: Callable[[list[str]], None]) -> None:
        """The checks that the workspace has the tables for."""
        menu.clear()
        names = possible(tables)
        for name in names:
            action = menu.addAction(tr(N_("Check: {what}"), what=check_word(name)))
            action.triggered.connect(lambda _, name=name: run([name]))
        if len(names) > 1:
            menu.addAction(tr(N_("Check all of these"))).triggered.connect(lambda _: run(names))
        if not names:
            menu.addAction(tr(N_("Import applications, plan or register first"))).setEnabled(False)

    def check(self, names: list[str], last: pd.DataFrame) -> None:
        """Check everything by these checks."""
        self._begin([(name, []) for name in names], last)

    def recheck(self, names: list[str], last: pd.DataFrame, nothing: Callable[[], None]) -> None:
        """Check what changed since these checks ran: some rows, or everything where other tables or limits changed too."""
        place, limits = self.current.place, {name: self._limits(name, last) for name in names}

        def look(progress: Progress) -> dict[str, Changed | None]:
            return {name: what_changed(name, place, *limits[name], progress) for name in names}

        def looked(found: dict[str, Changed | None] | None, fault: str) -> None:
            self.work = None
            if found is None:
                self.ended.emit([], fault)
                return
            plans = []
            for name, change in found.items():
                if change is None or change.elsewhere or any("," in row for row in change.rows):
                    plans.append((name, []))
                elif change.rows:
                    plans.append((name, change.rows))
            if plans:
                self._begin(plans, last)
            else:
                self.current.began.emit()  # an edit that is not saved is no change yet
                nothing()

        self.work = Work(look, looked)
        self.progressed.emit(tr(N_("Looking what changed")), 0.0)

    def cancel(self) -> None:
        self._waiting = []
        if self.job is not None:
            self.job.cancel()
        if self.work is not None:
            self.work.drop()
            self.work = None
            self.ended.emit([], "")

    def stop(self) -> None:
        """End what runs, and tell nobody."""
        self._waiting = []
        if self.work is not None:
            self.work.drop()
        if self.job is not None:
            self.job.drop()
        self.work = self.job = None

    def _begin(self, plans: list[tuple[str, list[str]]], last: pd.DataFrame) -> None:
        self._waiting, self._done, self._last = plans, [], last
        self._next()

    def _next(self) -> None:
        if not self._waiting:
            self.ended.emit(self._done, "")
            return
        name, rows = self._waiting.pop(0)
        profile, complete = self._limits(name, self._last)
        given = {"PROFILE": profile or None, "COMPLETE": complete or None, "ONLY": ",".join(rows) or None}

        def done(results: dict | None, fault: str) -> None:
            self.job = None
            if results is None:
                self._waiting = []
                self.ended.emit(self._done, fault or tr(N_("Stopped.")))
                return
            self._done.append((name, len(rows)))
            self._next()

        try:
            self.job = self.current.run(name, done, **given)
        except CoreError as error:
            self._waiting = []
            self.ended.emit(self._done, sentence(error))
            return
        self.job.progressed.connect(lambda share: self.progressed.emit(check_word(name), share))
        self.progressed.emit(check_word(name), 0.0)

    @staticmethod
    def _limits(name: str, last: pd.DataFrame) -> tuple[str, str]:
        """PROFILE and COMPLETE: as the project has them, else as the check's last run had."""
        records = last.loc[last["checked_by"] == name, "record"]
        before = json.loads(records.iloc[0]).get("parameters", {}) if len(records) else {}
        project = QgsProject.instance()
        kept = [project.readEntry(SCOPE, entry, "")[0] for entry in ("profile", "complete")]
        return kept[0] or before.get("PROFILE", ""), kept[1] or before.get("COMPLETE", "")


def possible(tables: list[str]) -> list[str]:
    """The checks for which a workspace has what they need."""
    return [name for name in SUBJECTS if set(NEEDS[name]) <= set(tables)]
