"""What was seen of a file, put into the import dialog's form."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtWidgets import QComboBox

from ..core.errors import N_
from ..core.intake.importing import COLUMNS_READ
from ..core.intake.senders import known_senders
from ..core.workspace.joining import Joined
from ..processing.translation import sentence, tr
from .import_form import ImportForm
from .import_reading import FileReading, Shown, Wish
from .signs import colour
from .workspace_layers import title

WIDEST = 36  # letters of a column; the whole cell is in its tool tip
SECOND = {"zones": ("zones_sea",), "resources": ("resources_register",)}
"""Second tables of a kind that other algorithms look for by name."""


def show_file(form: ImportForm, reading: FileReading, shown: Shown | None, senders: Path) -> None:
    """The sheet, its columns, the points and the evidence; empty where nothing could be read."""
    wish = shown.wish if shown else None
    if wish is not None:
        _fill(form.kind, None, wish.kind)
        names = [sheet.name for sheet in reading.sheets]
        every = tr(N_("all ({count})"), count=len(names))
        _fill(form.sheet, [(every, ""), *((name, name) for name in names)] if len(names) > 1 else [], wish.sheet)
        known = [(one.name, one.name) for one in known_senders(senders, wish.kind)]
        typed = form.sender.currentText()
        _fill(form.sender, known, wish.sender)
        form.sender.setEditText(wish.sender or typed)
        found = form.datum.findData(wish.datum)
        if found >= 0:
            form.datum.setCurrentIndex(found)
        else:
            form.datum.setEditText(wish.datum)
        show_tables(form, wish, shown.held)
    show_tabs(form, shown)
    notes = [*reading.notes, *(note for one in reading.sheets for note in one.notes)]
    form.read_as.setText("\n".join(sentence(note) for note in notes[:4]))
    form.read_as.setVisible(bool(notes))
    imported = shown.imported if shown else None
    said = [one for one in imported.evidence if one.text != COLUMNS_READ and one not in notes] if imported else []
    form.evidence.setPlainText("\n".join(f"· {sentence(one)}" for one in said))
    moves = shown.moves if shown else None
    form.map.show_moves(moves, wish.place if wish else "")
    form.map.close_up(form.near.isChecked())
    form.moved.setText(_moved(shown))
    undecided = bool(imported and imported.datum_found == "undecided")
    form.moved.setStyleSheet(f"color: {colour('warning', form.palette()).name()}" if undecided else "")


def show_tabs(form: ImportForm, shown: Shown | None) -> None:
    """A tab for each sheet where there are several; the one that was shown stays so."""
    names = [sheet.name for sheet in shown.sheets] if shown else []
    if [form.tabs.tabText(n) for n in range(form.tabs.count())] != names:
        form.tabs.blockSignals(True)
        while form.tabs.count():
            form.tabs.removeTab(0)
        for name in names:
            form.tabs.addTab(name)
        of_kind = [n for n, sheet in enumerate(shown.sheets if shown else ()) if sheet.columns]
        form.tabs.setCurrentIndex(of_kind[0] if of_kind else 0)
        form.tabs.blockSignals(False)
    form.tabs.setVisible(len(names) > 1)
    show_sheet(form, shown)


def show_sheet(form: ImportForm, shown: Shown | None) -> None:
    """The rows and columns of the sheet whose tab is in front."""
    sheet = shown.sheets[max(0, form.tabs.currentIndex())] if shown and shown.sheets else None
    form.rows.show(sheet)
    form.columns.show(sheet, shown.wish.kind if shown else "")
    widest = form.fontMetrics().averageCharWidth() * WIDEST
    for view in (form.file_view, form.column_view):
        view.resizeColumnsToContents()
        for n in range(view.model().columnCount()):
            view.setColumnWidth(n, min(view.columnWidth(n), widest))


def show_tables(form: ImportForm, wish: Wish, held: tuple[str, ...]) -> None:
    """The workspace's tables of the kind, and those that it may get."""
    names = dict.fromkeys([wish.kind, *held, *SECOND.get(wish.kind, ())])
    new = tr(N_("new"))
    word = title(wish.kind)
    words = {name: word if name == word else f"{word} · {name}" for name in names}
    entries = [(text if name in held else f"{text} ({new})", name) for name, text in words.items()]
    _fill(form.table, entries, wish.table)


def show_counts(form: ImportForm, shown: Shown | None) -> None:
    """What the import will do, before it does."""
    done = shown.joins.get(form.into.currentData(), None) if shown else None
    if isinstance(done, Joined):
        text = N_("{added} new, {updated} brought up to date, {kept} left, {removed} gone")
        form.counts.setText(tr(text, added=done.added, updated=done.updated, kept=done.kept, removed=done.removed))
    else:
        form.counts.setText(sentence(done) if done is not None else "")
    imported = shown.imported if shown else None
    if imported is None:
        form.go.setText(tr(N_("Import")))
        form.save_rejected.setText(tr(N_("Save what was no record …")))
        return
    count, bare = len(imported.table), 0
    if "geometry" in imported.table:
        bare = int(imported.table.geometry.isna().sum())
    text = N_("Import {count} rows, {bare} without a place") if bare else N_("Import {count} rows")
    form.go.setText(tr(text, count=count, bare=bare))
    form.save_rejected.setText(tr(N_("Save what was no record ({count}) …"), count=len(imported.rejected)))


def may_import(form: ImportForm, shown: Shown | None) -> bool:
    """Whether what is chosen can be kept."""
    return bool(shown and shown.imported and isinstance(shown.joins.get(form.into.currentData()), Joined))


def _moved(shown: Shown | None) -> str:
    moves = shown.moves if shown else None
    if moves is None or not len(moves.after):
        return tr(N_("No points from coordinates in degrees.")) if shown and shown.imported else ""
    count, median = len(moves.after), moves.median_m
    if shown.imported.datum_found == "undecided":
        return tr(N_("{count} points as they are: nothing proves their system. Choose it at the right."), count=count)
    if median < 0.5:
        return tr(N_("{count} points stay where the file says."), count=count)
    text = N_("{count} points move by {median} m (median): ring before, dot after.")
    return tr(text, count=count, median=f"{median:,.0f}")


def _fill(box: QComboBox, entries: list[tuple[str, str]] | None, chosen: str) -> None:
    if entries is not None:
        box.clear()
        for text, data in entries:
            box.addItem(text, data)
    box.setCurrentIndex(max(0, box.findData(chosen)) if box.count() else -1)
