"""A file read once on a thread, then looked at as often as the user changes his mind; nothing is kept anywhere."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

import pandas as pd

from ..core.errors import CoreError, Progress
from ..core.intake.importing import Imported, import_sheets
from ..core.intake.placing import Known
from ..core.intake.preview import Moves, SheetSeen, guess_kind, moves, sheet_seen
from ..core.intake.read import Sheet, read_file
from ..core.intake.senders import Sender, fitting_sender
from ..core.intake.sentence import Sentence
from ..core.workspace.joining import Joined, joined, replaced
from ..core.workspace.tables import kind_of
from ..core.workspace.workspace import read, tables
from ..processing.importtable import ADD, REPLACE
from ..processing.workspaces import open_place


@dataclass(frozen=True)
class Wish:
    """What the user has chosen so far. words: header -> column; None: as the sender saved last whose headers fit."""

    kind: str
    sheet: str
    datum: str
    words: Optional[dict[str, str]]
    sender: str
    place: str
    table: str

    @property
    def mapping(self) -> str:
        """The words as importtable takes them: JSON is YAML, and needs no sign that YAML reads as something else."""
        if not self.words:
            return ""
        given = {"sender": self.sender or None, "columns": self.words}
        return json.dumps(given, ensure_ascii=False).replace("&", "\\u0026")


@dataclass(frozen=True)
class Shown:
    """What the file is with this wish. fault: why it cannot be imported so; joins: replace and add -> what that does;
    held: the workspace's tables of the kind."""

    wish: Wish
    sheets: tuple[SheetSeen, ...]
    imported: Optional[Imported]
    moves: Optional[Moves]
    fault: Optional[CoreError]
    joins: dict[str, Joined | CoreError]
    held: tuple[str, ...]


class FileReading:
    """One file. `look` may be called on a thread again and again: what was read of the file is kept."""

    def __init__(self, path: str, senders: Path) -> None:
        self.path, self.senders = path, senders
        self.name = Path(path).name
        self.sheets: list[Sheet] = []
        self.notes: list[Sentence] = []
        self._known: dict[tuple[str, str], Optional[pd.DataFrame]] = {}

    def look(self, wish: Wish, progress: Progress) -> Shown:
        """The file as this wish has it; an empty kind is guessed. CoreError where it cannot be read at all."""
        if not self.sheets:
            self.sheets, self.notes = read_file(self.path, "", lambda done: progress(0.5 * done))
        progress(0.5)
        wish = self._complete(wish)
        words = wish.words or {}
        seen = tuple(sheet_seen(sheet, wish.kind, words, self.name) for sheet in self._chosen(wish))
        progress(0.6)
        imported, moved, fault = None, None, next((sheet.fault for sheet in seen if sheet.fault), None)
        if fault is None:
            counties, townships = (self._table(wish.place, name) for name in ("counties", "townships"))
            known = Known(wish.datum, counties, townships, None)
            mapping = {"sender": wish.sender or None, "columns": words} if words else None
            sheets = self._chosen(wish)
            try:
                imported = import_sheets(
                    sheets, self.notes, self.name, wish.kind, bool(wish.sheet), mapping, known,
                    lambda done: progress(0.6 + 0.3 * done),
                )  # fmt: skip
                moved = moves(imported.table)
            except CoreError as error:
                fault = error
        joins = self._joins(wish, imported) if imported is not None else {}
        names = tables(open_place(wish.place)) if wish.place else []
        progress(1.0)
        held = tuple(name for name in names if kind_of(name) == wish.kind)
        return Shown(wish, seen, imported, moved, fault, joins, held)

    def _complete(self, wish: Wish) -> Wish:
        kind = wish.kind or guess_kind(self.sheets) or "applications"
        words, sender = wish.words, wish.sender
        if words is None:
            seen = [sheet_seen(sheet, kind, {}, self.name) for sheet in self.sheets]
            there = {column.name for sheet in seen for column in sheet.columns}
            fitting = fitting_sender(self.senders, kind, there) or Sender("", kind, {})
            words, sender = fitting.columns, fitting.name
        table = wish.table if wish.kind else ""
        return Wish(kind, wish.sheet, wish.datum, words, sender, wish.place, table or kind)

    def _chosen(self, wish: Wish) -> list[Sheet]:
        return [sheet for sheet in self.sheets if not wish.sheet or sheet.name == wish.sheet] or self.sheets

    def _joins(self, wish: Wish, imported: Imported) -> dict[str, Joined | CoreError]:
        if not wish.place:
            return {}
        former = self._table(wish.place, wish.table)
        done: dict[str, Joined | CoreError] = {REPLACE: replaced(former, imported.table, wish.kind)}
        try:
            done[ADD] = joined(former, imported.table, wish.kind, wish.table)
        except CoreError as error:
            done[ADD] = error
        return done

    def forget(self) -> None:
        """Read the workspace again: it has changed."""
        self._known = {}

    def _table(self, place: str, table: str) -> Optional[pd.DataFrame]:
        if not place:
            return None
        if (place, table) not in self._known:
            workspace = open_place(place)
            self._known[place, table] = read(workspace, table) if table in tables(workspace) else None
        return self._known[place, table]
