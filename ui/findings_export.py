"""The findings that are shown, written to a file in the background."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QFileDialog

from ..core.errors import N_
from ..core.report.findings import write_findings
from ..processing.translation import language, tr
from .background import Work
from .findings_list import FindingsList
from .findings_words import rule_titles


class Export(QObject):
    """`said(text)`: what was written. `failed(text, False)`: why not."""

    said = pyqtSignal(str)
    failed = pyqtSignal(str, bool)

    def __init__(self, shown: FindingsList) -> None:
        super().__init__(shown)
        self.list = shown
        self.work: Work | None = None

    def ask(self) -> None:
        """Ask for the file; its ending says the format."""
        count = len(self.list.shown())
        if not count:
            self.said.emit(tr(N_("There is nothing shown to export.")))
            return
        title = tr(N_("Export {count} findings"), count=count)
        formats = tr(N_("Workbook (*.xlsx);;Text for spreadsheets (*.csv);;GeoPackage (*.gpkg)"))
        path, chosen = QFileDialog.getSaveFileName(self.list.form, title, f"{tr(N_('Findings'))}.xlsx", formats)
        if path:
            ending = chosen[chosen.rfind(".") : -1] if chosen.endswith(")") else ""
            self.write(Path(path) if Path(path).suffix else Path(path + ending))

    def write(self, path: Path) -> None:
        shown, titles, spoken = self.list.shown(), rule_titles(), language()

        def written(_: Any, fault: str) -> None:
            self.work = None
            if fault:
                self.failed.emit(fault, False)
            else:
                self.said.emit(tr(N_("{count} findings written to {file}."), count=len(shown), file=str(path)))

        self.drop()
        self.work = Work(lambda _: write_findings(path, shown, titles, spoken), written)

    def drop(self) -> None:
        work, self.work = self.work, None
        if work is not None:
            work.drop()
