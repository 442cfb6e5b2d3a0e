"""The import dialog: a file shown as it is and as it will be, then kept in the workspace, and taken back if wished."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from qgis.core import QgsApplication, QgsSettings
from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QDragEnterEvent, QDropEvent
from qgis.PyQt.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from ..core.errors import N_, CoreError
from ..core.intake.preview import PAIR
from ..core.intake.senders import Sender, known_senders, save_sender
from ..core.report.rejected import write_rejected
from ..processing.translation import sentence, tr
from .background import Work
from .current_workspace import CurrentWorkspace
from .import_form import ImportForm
from .import_reading import FileReading, Shown, Wish
from .import_run import ImportRun
from .import_shown import may_import, show_counts, show_file, show_sheet
from .signs import colour
from .start_page import NEW, OPEN, press

KEY = "fengsui/import"


class ImportDialog(QDialog):
    """Nothing is written before the import button is pressed."""

    def __init__(self, iface: Any, current: CurrentWorkspace, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("FengsuiImportDialog")
        self.setWindowTitle(tr(N_("Import data")))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setAcceptDrops(True)
        self.current = current
        self.senders = Path(QgsApplication.qgisSettingsDirPath()) / "fengsui" / "senders"
        self.reading: FileReading | None = None
        self.shown: Shown | None = None
        self.looking: Work | None = None
        self.wish = _first_wish(current.place)
        self.run = ImportRun(current)
        self.form = form = ImportForm(self)
        QVBoxLayout(self).addWidget(form)
        form.file.setDefaultRoot(QgsSettings().value(f"{KEY}/folder", ""))
        form.file.fileChanged.connect(self.take)
        form.kind.activated.connect(lambda _: self._want(kind=form.kind.currentData(), words=None, sender="", table=""))
        form.sheet.activated.connect(lambda _: self._want(sheet=form.sheet.currentData()))
        form.sender.activated.connect(lambda _: self._as_sender())
        form.datum.activated.connect(lambda _: self._as_datum())
        form.datum.lineEdit().editingFinished.connect(self._as_datum)
        form.table.activated.connect(lambda _: self._want(table=form.table.currentData()))
        form.into.currentIndexChanged.connect(lambda _: self._can())
        form.tabs.currentChanged.connect(lambda _: show_sheet(form, self.shown))
        form.columns.chosen.connect(self.choose_column)
        form.near.toggled.connect(form.map.close_up)
        form.new.clicked.connect(lambda _: press(iface, NEW))
        form.open.clicked.connect(lambda _: press(iface, OPEN))
        form.stop.clicked.connect(lambda _: self.cancel())
        form.go.clicked.connect(lambda _: self.import_it())
        form.undo.clicked.connect(lambda _: self.undo())
        form.save_rejected.clicked.connect(lambda _: self._ask_where())
        form.close_it.clicked.connect(lambda _: self.close())
        self.run.progressed.connect(self._progressed)
        self.run.ended.connect(self._ended)
        current.changed.connect(self._another_workspace)
        last = self.run.undoable
        form.say(
            tr(N_("The last import into '{table}' can still be undone. Choose a file, or drop one here."), table=last)
            if last
            else tr(N_("Choose a file, or drop one here."))
        )
        form.running(False)
        self._can()
        geometry = QgsSettings().value(f"{KEY}/geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            room = self.screen().availableGeometry().size()
            wished = QSize(self.fontMetrics().averageCharWidth() * 170, self.fontMetrics().height() * 46)
            self.resize(wished.boundedTo(room))

    def take(self, path: str) -> None:
        """Read another file; its kind is guessed, and the columns of a known sender are used again."""
        if not path or self.run.busy:
            return
        QgsSettings().setValue(f"{KEY}/folder", str(Path(path).parent))
        self.reading, self.shown = FileReading(path, self.senders), None
        self.form.near.setChecked(False)
        self.form.sender.clearEditText()
        self.wish = _first_wish(self.current.place)
        self._look()

    def choose_column(self, header: str, column: str) -> None:
        """What the user says a column is; whatever he said to be it before is not any more."""
        words = {name: word for name, word in (self.wish.words or {}).items() if word != column or not word}
        self._want(words={**words, header: column})

    def import_it(self) -> None:
        if self.run.busy or not may_import(self.form, self.shown):
            return
        self._keep_sender()
        self._begin(tr(N_("Importing …")))
        self.run.start(self.reading.path, self.wish, self.form.into.currentData())
        self._can()

    def undo(self) -> None:
        if self.run.undoable:
            self._begin(tr(N_("The import is being taken back …")))
            self.run.undo()
            self._can()

    def save_rejected(self, path: str) -> None:
        """Write the rows that were no records, to be sent back."""
        rejected = self.shown.imported.rejected
        rejected = rejected.assign(reason=[tr(reason) for reason in rejected["reason"]])
        words = {"sheet": N_("Sheet"), "row": N_("Row"), "text": N_("Text"), "reason": N_("Reason")}
        titles = {name: tr(word) for name, word in words.items()}
        try:
            write_rejected(Path(path), rejected, titles, tr(N_("not imported")))
        except CoreError as error:
            self._fault(sentence(error))
        else:
            self.form.say(tr(N_("{count} rows saved: {file}"), count=len(rejected), file=path))

    def cancel(self) -> None:
        if self.run.busy:
            self.run.cancel()
        elif self.looking is not None:
            self.looking.drop()
            self.looking = None
            self.form.running(False)
            self.form.say(tr(N_("Stopped.")))

    def done(self, result: int) -> None:
        QgsSettings().setValue(f"{KEY}/geometry", self.saveGeometry())
        if self.looking is not None:
            self.looking.drop()
        self.run.drop()
        self.current.changed.disconnect(self._another_workspace)
        self.form.map.stop()
        super().done(result)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        local = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if local:
            event.acceptProposedAction()
            self.form.file.setFilePath(local[0])

    def _want(self, **changes: Any) -> None:
        self.wish = replace(self.wish, **changes)
        self._look()

    def _as_datum(self) -> None:
        box = self.form.datum
        found = box.findText(box.currentText())
        datum = box.itemData(found) if found >= 0 else box.currentText().strip()
        if datum and datum != self.wish.datum:
            self._want(datum=datum)

    def _as_sender(self) -> None:
        name = self.form.sender.currentText()
        known = next((one for one in known_senders(self.senders, self.wish.kind) if one.name == name), None)
        if known is not None:
            self._want(words=dict(known.columns), sender=name)

    def _another_workspace(self) -> None:
        self.wish = replace(self.wish, place=self.current.place, table="")
        if self.reading is not None:
            self.reading.forget()
            self._look()
        self._can()

    def _look(self) -> None:
        """Look at the file as it is wished now; the newest wish alone is answered."""
        if self.reading is None:
            return
        if self.looking is not None:
            self.looking.drop()
        reading, wish = self.reading, self.wish
        self._begin(tr(N_("Reading …")))
        self.looking = Work(lambda progress: reading.look(wish, progress), self._looked)
        self.looking.progressed.connect(self._progressed)
        self._can()

    def _looked(self, shown: Shown | None, fault: str) -> None:
        self.looking, self.shown = None, shown
        self.form.running(False)
        if shown is not None:
            self.wish = shown.wish
            fault = sentence(shown.fault) if shown.fault else ""
        show_file(self.form, self.reading, shown, self.senders)
        if fault:
            self._fault(fault)
        self._can()

    def _ended(self, fault: str, said: str) -> None:
        self.form.running(False)
        if self.reading is not None:
            self.reading.forget()
        self._look()  # what another import would do now
        if fault:
            self._fault(fault)
        else:
            self.form.say(said or tr(N_("Stopped.")))
        self._can()

    def _can(self) -> None:
        """What can be done now."""
        form, ours, free = self.form, bool(self.current.place), self.looking is None and not self.run.busy
        for widget in (form.no_workspace, form.new, form.open):
            widget.setVisible(not ours)
        for widget in (form.into_label, form.table, form.into, form.counts):
            widget.setVisible(ours)
        show_counts(form, self.shown)
        form.go.setEnabled(free and ours and may_import(form, self.shown))
        form.undo.setEnabled(free and bool(self.run.undoable))
        imported = self.shown.imported if self.shown else None
        form.save_rejected.setEnabled(free and imported is not None and len(imported.rejected) > 0)
        for widget in (form.file, form.kind, form.sender, form.datum, form.column_view, form.table, form.into):
            widget.setEnabled(not self.run.busy)
        form.sheet.setEnabled(not self.run.busy and form.sheet.count() > 0)

    def _begin(self, text: str) -> None:
        self.form.bar.setFormat(text)
        self.form.bar.setValue(0)
        self.form.say("")
        self.form.running(True)

    def _progressed(self, done: float) -> None:
        self.form.bar.setValue(round(done))

    def _fault(self, text: str) -> None:
        self.form.say(text, colour("block", self.palette()).name())

    def _keep_sender(self) -> None:
        """What the columns of a named sender became, for the next file."""
        name = self.form.sender.currentText().strip()
        words = dict(self.wish.words or {})
        for column in (column for sheet in self.shown.sheets for column in sheet.columns):
            if column.becomes not in ("", PAIR, *words.values()):
                words.setdefault(column.name, column.becomes)
        if name and words:
            self.wish = replace(self.wish, sender=name)
            try:
                save_sender(self.senders, Sender(name, self.wish.kind, words))
            except CoreError as error:
                self._fault(sentence(error))

    def _ask_where(self) -> None:
        beside = Path(self.reading.path)
        proposed = str(beside.with_name(f"{beside.stem} {tr(N_('not imported'))}.xlsx"))
        kinds = tr(N_("Workbook (*.xlsx);;Text (*.csv)"))
        path, _ = QFileDialog.getSaveFileName(self, tr(N_("Save what was no record")), proposed, kinds)
        if path:
            self.save_rejected(path)


def _first_wish(place: str) -> Wish:
    return Wish(kind="", sheet="", datum="auto", words=None, sender="", place=place, table="")
