"""The findings dock: what the checks found in the workspace, walked through, decided on, checked anew, handed on."""

from __future__ import annotations

from typing import Any

import pandas as pd
from qgis.core import QgsSettings
from qgis.PyQt.QtCore import QEvent, Qt, QTimer
from qgis.PyQt.QtGui import QCloseEvent, QKeySequence
from qgis.PyQt.QtWidgets import QDockWidget

try:
    from qgis.PyQt.QtGui import QShortcut
except ImportError:  # Qt 5
    from qgis.PyQt.QtWidgets import QShortcut

from ..core.errors import N_, Progress
from ..core.workspace.listing import Listing, read_findings
from ..core.workspace.workspace import tables
from ..processing.translation import tr
from ..processing.workspaces import open_place
from . import dock_place
from .background import Work
from .current_workspace import CurrentWorkspace
from .findings_checking import Checking, possible
from .findings_deciding import Deciding
from .findings_export import Export
from .findings_form import FindingsForm
from .findings_list import FindingsList
from .findings_place import FindingsOnMap
from .findings_words import filled, ran_text, rule_titles
from .signs import colour
from .start_page import StartPage

KEY = "fengsui/findings"
SWITCHES = {"pan": True, "zoom": True, "flash": True}


class FindingsDock(QDockWidget):
    """`wanted`: whether the user has it open; it hides in projects without a workspace and comes back with one."""

    def __init__(self, iface: Any, current: CurrentWorkspace) -> None:
        super().__init__(tr(N_("Findings")), iface.mainWindow())
        self.setObjectName("FengsuiFindingsDock")
        self.iface, self.current = iface, current
        self.wanted = self.opened_empty = False
        self.reading: Work | None = None
        self._shown = QTimer(self, singleShot=True, interval=50)  # what follows when the list is on the screen
        self._shown.timeout.connect(self._make_searchable)
        self._ran: list[tuple[str, int]] = []
        self.start_page = StartPage(iface, current)
        self.form = form = FindingsForm(self.start_page, self)
        self.setWidget(form)
        self.list, self.map = FindingsList(form), FindingsOnMap(iface)
        self.deciding, self.checking = Deciding(self.list, current), Checking(current)
        self.export = Export(self.list)
        self._wire(form)
        self.toggleViewAction().triggered.connect(lambda shown: self.open() if shown else None)

    def _wire(self, form: FindingsForm) -> None:
        settings = QgsSettings()
        for name, default in SWITCHES.items():
            switch = getattr(form, name)
            switch.setChecked(settings.value(f"{KEY}/{name}", default, type=bool))
            switch.toggled.connect(lambda on, name=name: QgsSettings().setValue(f"{KEY}/{name}", on))
        if (columns := settings.value(f"{KEY}/columns")) is not None:
            form.view.horizontalHeader().restoreState(columns)
            form.view.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        form.check.menu().aboutToShow.connect(
            lambda: self.checking.offer(form.check.menu(), self.map.tables, self.check)
        )
        form.recheck.clicked.connect(self.recheck)
        form.again.clicked.connect(self.read_again)
        form.export.clicked.connect(self.export.ask)
        form.stop.clicked.connect(self.cancel)
        form.detail.anchorClicked.connect(lambda link: self.open_form(link.toString()))
        form.open_form.clicked.connect(lambda: self.open_form("feature"))
        form.select.clicked.connect(self.select)
        form.before.clicked.connect(lambda: self.list.step(-1))
        form.next.clicked.connect(lambda: self.list.step(1))
        form.view.doubleClicked.connect(lambda _: self.open_form("feature"))
        for button, state in (
            (form.except_, "excepted"),
            (form.fix, "fixed"),
            (form.verify, "verified"),
            (form.reopen, "open"),
        ):
            button.clicked.connect(lambda _, state=state: self.deciding.decide(state))
        self.list.went.connect(self._went)
        self.list.chosen.connect(self._offer)
        self.checking.progressed.connect(form.running)
        self.checking.ended.connect(self._checked)
        keys = {
            "N": form.next.click, "P": form.before.click, "R": form.recheck.click,
            "E": form.except_.click, "F": form.fix.click, "V": form.verify.click,
        }  # fmt: skip
        for key, slot in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        for worker in (self.deciding, self.export):
            worker.said.connect(form.say)
            worker.failed.connect(self._refused)
        self._offer()

    def start(self, wanted: bool) -> None:
        """Idle until the user opens it, if he had not."""
        self.wanted = wanted
        self.current.changed.connect(self._workspace_changed)
        self.current.stored.connect(self._stored)
        if wanted:
            self._workspace_changed()

    def stop(self) -> None:
        """End what runs and let go of everything."""
        self.current.changed.disconnect(self._workspace_changed)
        self.current.stored.disconnect(self._stored)
        self.start_page.stop()
        self.checking.stop()
        self.deciding.drop()
        self.export.drop()
        self._shown.stop()
        if self.reading is not None:
            self.reading.drop()
        QgsSettings().setValue(f"{KEY}/columns", self.form.view.horizontalHeader().saveState())

    def open(self) -> None:
        self.wanted = True
        dock_place.want(KEY, True)
        self.opened_empty = not self.current.place
        self.show()
        self.raise_()
        self._workspace_changed()

    def read(self) -> None:
        """Read the findings in the background; what was current stays so."""
        if self.reading is not None:
            self.reading.drop()
        place = self.current.place

        def work(progress: Progress) -> tuple[Listing, pd.DataFrame, list[str]]:
            workspace = open_place(place)
            table, last = read_findings(workspace)
            progress(0.7)
            rule_titles()  # read now, not when the first finding is looked at
            return Listing(table), last, tables(workspace)

        self.reading = Work(work, lambda result, fault: self._read(place, result, fault))

    def read_again(self) -> None:
        """As the user asks: what was wrong before need not be so any more."""
        self.form.say("")
        self.read()

    def check(self, names: list[str]) -> None:
        self.form.say("")
        self.checking.check(names, self.list.last)

    def recheck(self) -> None:
        """Check what changed since the last run of each check that ran."""
        ran = set(self.list.last["checked_by"]) if len(self.list.last) else set()
        names = [name for name in possible(self.map.tables) if name in ran]
        if self.checking.running or not self.current.place:
            return
        if not names:
            self.form.say(tr(N_("Nothing was checked in this workspace yet. Run a check with the button above.")))
            return
        self.form.say("")
        self.checking.recheck(names, self.list.last, self._nothing_changed)

    def cancel(self) -> None:
        self.checking.cancel()

    def open_form(self, which: str) -> None:
        row = self.list.current()
        if row is None or not filled(row.get(which)):
            return
        kind = str(row.get("layer") or "") if which == "feature" else ""
        if not self.map.open_form(kind, str(row[which])):
            self._fault(tr(N_("The workspace has no row with the id '{id}'."), id=row[which]))

    def select(self) -> None:
        """Select the features of the selected findings in their layers."""
        found = self.map.select(self.list.selected().to_dict("records"))
        self.form.say(tr(N_("{count} features selected in their layers."), count=found))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.wanted = False
        dock_place.want(KEY, False)
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.list.dress()

    def _workspace_changed(self) -> None:
        if not self.wanted:
            return
        place = self.current.place
        self.form.show_empty(not place)
        self.opened_empty = self.opened_empty and not place
        self.setVisible(bool(place) or self.opened_empty or bool(self.current.fault))
        if place != self.map.place:
            self.checking.stop()
            self.deciding.forget()
            self.list.wait()
        self.map.place = place
        self.form.running("")
        if place:
            self.read()

    def _stored(self, names: list[str]) -> None:
        if not self.wanted or self.checking.running:
            return
        if "findings" in names or self.map.tables != tables(self.current.workspace):  # another table, another check
            self.read()

    def _read(self, place: str, result: tuple | None, fault: str) -> None:
        self.reading = None
        if place != self.current.place:
            return
        if result is None:
            self._fault(fault)
            return
        listing, last, self.map.tables = result
        self.list.take(listing, last)
        self._shown.start()
        if self._ran:
            self.form.say("\n".join(ran_text(check, listing.table, only) for check, only in self._ran))
            self._ran = []

    def _make_searchable(self) -> None:
        listing = self.list.listing
        if self.reading is None and listing is not None:
            self.reading = Work(lambda _: listing.prepare_search(), self._searchable)

    def _searchable(self, _: None, fault: str) -> None:
        self.reading = None
        if fault:
            self._fault(fault)

    def _checked(self, done: list[tuple[str, int]], fault: str) -> None:
        self.form.running("")
        self._ran = [] if fault else done
        if fault:
            self._fault(fault)
        if done:
            self.read()

    def _nothing_changed(self) -> None:
        self.form.running("")
        self.form.say(tr(N_("Nothing has changed since the last check.")))

    def _refused(self, fault: str, outdated: bool) -> None:
        self._fault(fault)
        if outdated:
            self.read()

    def _went(self, row: dict[str, Any]) -> None:
        """Show it on the map as the user wants it."""
        pan, zoom, flash = (getattr(self.form, name).isChecked() for name in SWITCHES)
        if (pan or zoom or flash) and not self.map.show(row, pan, zoom, flash):
            self.form.say(tr(N_("This finding has no place on the map.")))
        else:
            self.form.say("")

    def _offer(self) -> None:
        row = self.list.current()
        self.form.can(decide=len(self.list.selected()) > 0, placed=row is not None and filled(row.get("feature")))

    def _fault(self, text: str) -> None:
        self.form.say(text, colour("block", self.palette()).name())
