"""Decisions on the findings that are selected: taken in the background, shown at once, taken back when wanted."""

from __future__ import annotations

from typing import Any, Callable

import pandas as pd
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..core.errors import N_, Progress
from ..core.workspace.decide import Conflict, decide
from ..core.workspace.listing import Listing, decided
from ..core.workspace.take_back import take_back
from ..core.workspace.workspace import Workspace
from ..processing.translation import sentence, tr
from ..processing.workspaces import open_place
from .background import Work
from .current_workspace import CurrentWorkspace
from .findings_asked import Asked, ask_who, who
from .findings_list import FindingsList
from .findings_words import word_of


class Deciding(QObject):
    """`said(text)`: what was done. `failed(text, outdated)`: why not, and whether the list is no more what stands."""

    said = pyqtSignal(str)
    failed = pyqtSignal(str, bool)

    def __init__(self, shown: FindingsList, current: CurrentWorkspace) -> None:
        super().__init__(shown)
        self.list, self.current, self.form = shown, current, shown.form
        self.work: Work | None = None
        self.undoable: set[tuple[str, str]] = set()
        self.form.undo.clicked.connect(self.take_back)
        self.form.who.clicked.connect(self.ask_who)
        self.say_who()

    def decide(self, state: str) -> None:
        """Give the selected findings a state; an exception, or several at once, are asked about first."""
        rows = self.list.selected()
        if not len(rows) or self.work is not None:
            return
        name = who() or self.ask_who()
        if not name:
            return
        reason = ""
        if state == "excepted" or len(rows) > 1:
            asked = Asked(state, rows, self.form)
            taken, reason = asked.exec(), asked.text
            asked.deleteLater()
            if not taken:
                return
        text = tr(N_("{count} findings: {state}."), count=len(rows), state=word_of("state", state))
        self._start(rows, lambda workspace: decide(workspace, rows, state, name, reason), text, undoable=True)

    def take_back(self) -> None:
        """Undo the last decision."""
        table = self.list.listing.table
        keys = pd.MultiIndex.from_frame(table[["checked_by", "key"]])
        rows = table[keys.isin(list(self.undoable)) & (table["change"] != "gone").to_numpy()]
        if not len(rows) or self.work is not None:
            return
        name = who()
        text = tr(N_("Taken back on {count} findings."), count=len(rows))
        self._start(rows, lambda workspace: take_back(workspace, rows, name), text, undoable=False)

    def forget(self) -> None:
        """Another workspace: nothing can be taken back there."""
        self.drop()
        self._may_undo(set())

    def drop(self) -> None:
        work, self.work = self.work, None
        if work is not None:
            work.drop()

    def ask_who(self) -> str:
        name = ask_who(self.form)
        self.say_who()
        return name

    def say_who(self) -> None:
        name = who()
        self.form.who.setText(tr(N_("Decides: {name}"), name=name) if name else tr(N_("Who decides …")))

    def _start(self, rows: pd.DataFrame, taken: Callable[[Workspace], pd.DataFrame], text: str, undoable: bool) -> None:
        table, place = self.list.listing.table, self.current.place

        def work(progress: Progress) -> Any:
            try:
                standing = taken(open_place(place))
            except Conflict as conflict:
                return conflict
            return Listing(decided(table, standing))

        def done(result: Any, fault: str) -> None:
            self.work = None
            if isinstance(result, Conflict):
                self._may_undo(set())
                self.failed.emit(sentence(result), True)
            elif result is None:
                self.failed.emit(fault, False)
            else:
                self._may_undo(set(zip(rows["checked_by"], rows["key"])) if undoable else set())
                self.list.take(result, self.list.last)
                self.said.emit(text)

        self.work = Work(work, done, writes=True)

    def _may_undo(self, keys: set[tuple[str, str]]) -> None:
        self.undoable = keys
        self.form.undo.setEnabled(bool(keys))
