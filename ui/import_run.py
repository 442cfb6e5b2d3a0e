"""The import itself, in the background: the table put aside, the algorithm run, the table put back if wished."""

from __future__ import annotations

from typing import Any, Callable

import pandas as pd
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..core.errors import N_, CoreError
from ..core.workspace.undo import digest, former, put_back
from ..core.workspace.workspace import read
from ..processing.translation import sentence, tr
from ..processing.workspaces import open_place
from .background import Work
from .current_workspace import CurrentWorkspace
from .import_reading import Wish
from .jobs import Job
from .workspace_layers import edited_tables, shown, title

SAID = N_("Imported into '{table}': {added} added, {updated} brought up to date, {kept} left, {removed} gone.")


class ImportRun(QObject):
    """`ended(fault, said)`: what is wrong, or what was done; both empty when it was stopped."""

    progressed = pyqtSignal(float)
    ended = pyqtSignal(str, str)

    def __init__(self, current: CurrentWorkspace) -> None:
        super().__init__()
        self.current = current
        self._under_way: Job | Work | None = None
        self._can_stop = False

    @property
    def busy(self) -> bool:
        return self._under_way is not None

    @property
    def undoable(self) -> str:
        """The table whose last import can be taken back, also by a dialog opened later; empty where there is none."""
        last = self.current.to_undo
        return last[1] if last is not None and last[0] == self.current.place and not self.busy else ""

    def start(self, path: str, wish: Wish, into: str) -> None:
        """Keep the file's records in the workspace's table."""
        if self._edited(wish.place, wish.table):
            return

        def put_aside(was: pd.DataFrame | None, fault: str) -> None:
            if fault:
                self._end(fault, "")
                return
            try:
                job = self.current.run(
                    "importtable", lambda results, why: self._kept(wish, was, results, why),
                    FILE=path, KIND=wish.kind, SHEET=wish.sheet, DATUM=wish.datum, MAPPING=wish.mapping or None,
                    INTO=into, TABLE=wish.table,
                )  # fmt: skip
            except CoreError as error:
                self._end(sentence(error), "")
                return
            job.progressed.connect(self.progressed)
            self._under_way = job

        self._work(lambda: former(open_place(wish.place), wish.table), put_aside, can_stop=True)

    def undo(self) -> None:
        """Put the table back as it was before the last import."""
        if self.current.to_undo is None:
            return
        place, table, was, left = self.current.to_undo
        if self._edited(place, table):
            return

        def back(run: int | None, fault: str) -> None:
            if run is not None:
                self.current.to_undo = None
                if place == self.current.place:
                    self.current.tell(run)
            self._end(fault, tr(N_("The import was taken back: the table is as it was.")))

        self._work(lambda: put_back(open_place(place), table, was, left), back, writes=True)

    def cancel(self) -> None:
        """Stop within a second; nothing is half written. What is written already is not called stopped."""
        if isinstance(self._under_way, Job):
            self._under_way.cancel()
        elif self._under_way is not None and self._can_stop:
            self._under_way.drop()
            self._end("", "")

    def drop(self) -> None:
        """Stop, and tell whoever listens here no more; what cannot be stopped ends, and the workspace's layers show it."""
        self.blockSignals(True)
        if self._under_way is not None and (isinstance(self._under_way, Job) or self._can_stop):
            self._under_way.drop()

    def _edited(self, place: str, table: str) -> bool:
        """Whether the table is being edited on the map, which is said: its edits would be saved into other rows, or none."""
        edited = table in edited_tables(place)
        if edited:
            text = N_(
                "'{table}' is being edited on the map. Save or discard the edits, end the editing, and try again."
            )
            self._end(tr(text, table=title(table)), "")
        return edited

    def _kept(self, wish: Wish, was: pd.DataFrame | None, results: dict | None, fault: str) -> None:
        if results is None:
            self._end(fault, "")
            return
        counts = {name.lower(): int(results[name]) for name in ("ADDED", "UPDATED", "KEPT", "REMOVED")}
        said = tr(SAID, table=wish.table, **counts)
        shown(wish.place, wish.table)

        def left(found: str | None, why: str) -> None:
            if found:
                self.current.to_undo = wish.place, wish.table, was, found
            self._end(why, said)

        self._work(lambda: digest(read(open_place(wish.place), wish.table)), left)

    def _end(self, fault: str, said: str) -> None:
        self._under_way = None
        self.ended.emit(fault, "" if fault else said)

    def _work(
        self, work: Callable[[], Any], done: Callable[[Any, str], None], can_stop: bool = False, writes: bool = False
    ) -> None:
        self._can_stop = can_stop
        self._under_way = Work(lambda _: work(), done, writes=writes)
