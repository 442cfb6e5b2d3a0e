"""The targets dock: how far the county is from each target, what fails it, its course, and a site to try."""

from __future__ import annotations

from typing import Any

import pandas as pd
from qgis.core import QgsSettings
from qgis.PyQt.QtCore import QEvent, pyqtSignal
from qgis.PyQt.QtGui import QCloseEvent
from qgis.PyQt.QtWidgets import QDockWidget

from ..core.checks.profile import load_profile
from ..core.errors import N_, CoreError
from ..core.targets.course import course
from ..core.targets.entered import word_for
from ..core.targets.registry import load_targets
from ..core.targets.shown import counts
from ..core.targets.wording import listed
from ..processing.translation import language, sentence, tr
from . import dock_place
from .background import Work
from .current_workspace import CurrentWorkspace
from .signs import colour
from .start_page import IMPORT, StartPage, press
from .statistics_dialog import StatisticsDialog
from .targets_data import Held, read_held
from .targets_form import TargetsForm
from .targets_heights import Heights
from .targets_list import ROW, TargetModel
from .targets_pickers import KEY, Pickers
from .targets_run import TargetsRun
from .targets_trial_tab import TrialTab
from .targets_walk import Walk
from .targets_words import verdict_word
from .workspace_layers import title

FAILING, COURSE, TRIAL = range(3)


class TargetsDock(QDockWidget):
    """`wanted`: whether the user has it open; it hides in projects without a workspace and comes back with them."""

    path_asked = pyqtSignal(float, float)
    """Draw the path to a place, longitude and latitude in CGCS2000."""

    def __init__(self, iface: Any, current: CurrentWorkspace) -> None:
        super().__init__(tr(N_("County targets")), iface.mainWindow())
        self.setObjectName("FengsuiTargetsDock")
        self.iface, self.current, self.registry = iface, current, load_targets()
        self.wanted = self.opened_empty = self._restoring = False
        self.held: Held | None = None
        self.reader: Work | None = None
        self.run: TargetsRun | None = None
        self._wished = QgsSettings().value(f"{KEY}/target", "")
        height_m = float(load_profile()["trial_antenna_height_m"])
        self.start_page = StartPage(iface, current)
        self.form = form = TargetsForm(self.start_page, height_m, self)
        self.setWidget(form)
        self.model = TargetModel(self.registry, form)
        form.targets.setModel(self.model)
        self.pickers = Pickers(form, self.registry, self._filter)
        self.walk = Walk(iface, current, self.registry, form, self.fault, self.path_asked.emit)
        self.trial = TrialTab(iface, current, form.trial, self._settings)
        form.compute.clicked.connect(lambda: self.compute())
        form.cancel.clicked.connect(self.cancel)
        form.statistics.clicked.connect(lambda: self.type_statistics())
        form.type_in.clicked.connect(self.type_missing)
        form.bring_in.clicked.connect(self.import_data)
        self.heights = Heights(form)
        form.targets.selectionModel().currentChanged.connect(self._chosen)
        form.tabs.currentChanged.connect(self._turned)
        self.toggleViewAction().triggered.connect(self._toggled)

    def start(self, wanted: bool) -> None:
        """Look at the project only where the user had the dock open; else it stays idle until he opens it."""
        self.wanted = wanted
        self.current.changed.connect(self._changed)
        self.current.stored.connect(self._stored)
        if wanted and self.current.place:
            self._changed()

    def stop(self) -> None:
        """End what runs, give the layers their filters back, take the marks off the map."""
        self.current.changed.disconnect(self._changed)
        self.current.stored.disconnect(self._stored)
        self._drop()
        self.walk.stop()
        self.trial.stop()
        self.start_page.stop()

    def open(self) -> None:
        self._want(True)
        self.opened_empty = not self.current.place
        self.show()
        self.raise_()
        self._changed()

    def compute(self, with_gaps: bool = True) -> None:
        """Search the gaps of every demand and judge the targets, or judge alone; results go into the workspace."""
        if self.run is not None or not self.current.place:
            return
        model, dem = self.heights.asked()
        if with_gaps and self.heights.lacking:
            self.fault(
                tr(
                    N_(
                        "The model needs a raster of heights (DEM): add one to the project and choose it beside Heights."
                    )
                )
            )
            return
        self.form.say("")
        self.form.running(True)
        date = self.form.date.date().toString("yyyy-MM-dd")
        self.run = run = TargetsRun(self.current, model, dem, date, with_gaps, self._computed)
        run.progressed.connect(self._progress)
        run.start()

    def cancel(self) -> None:
        if self.run is not None:
            self.run.cancel()

    def type_statistics(self, first: dict[str, Any] | None = None) -> None:
        """The statistics of the workspace to type into; the targets are judged anew when they were stored."""
        if self.held is None or self.held.counties is None:
            self.fault(tr(N_("The workspace has no counties yet: import them first.")))
            return
        names = [str(name) for name in self.held.counties["name"].dropna()]
        try:
            dialog = StatisticsDialog(self.current, self.registry, names, lambda: self.compute(False), first, self)
        except CoreError as error:
            self.fault(sentence(error))
            return
        dialog.exec()
        dialog.deleteLater()

    def type_missing(self) -> None:
        """A row for the figure that the chosen target lacks."""
        row = self._row()
        target = next((one for one in self.registry.targets if row and one.id == row["target"]), None)
        if row is not None and target is not None:
            self.type_statistics({"county": row["county"], "indicator": word_for(target, language())})

    def import_data(self) -> None:
        """The import of a table, kept in this workspace."""
        press(self.iface, IMPORT)

    def fault(self, text: str) -> None:
        self.form.say(text, colour("error", self.palette()).name())

    def closeEvent(self, event: QCloseEvent) -> None:
        self._want(False)
        self.form.tabs.setCurrentIndex(FAILING)
        self.walk.map.clear()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and self.held is not None:
            self._say_held()

    def _settings(self) -> tuple[str, str, str]:
        facts = self.held.facts if self.held is not None else {}
        profile = str((facts.get("parameters") or {}).get("PROFILE") or "national")
        return self.pickers.county, self.heights.of_discs, profile

    def _want(self, wanted: bool) -> None:
        self.wanted = wanted
        dock_place.want(KEY, wanted)

    def _toggled(self, shown_: bool) -> None:
        if shown_:
            self.open()

    def _changed(self) -> None:
        """Another workspace, or none."""
        self._drop()
        self.walk.forget()
        self.walk.show(None, None)
        self.trial.forget()
        self.held = None
        ours = bool(self.current.place)
        self.heights.take()
        self.form.setCurrentIndex(0 if ours else 1)
        self.opened_empty = self.opened_empty and not ours
        if self.wanted:
            self.setVisible(ours or bool(self.current.fault) or self.opened_empty)
        if ours and self.wanted:
            self._load()

    def _stored(self, names: list[str]) -> None:
        if not self.wanted or (self.run is not None and "targets" not in names):
            return
        self.walk.forget()
        self.trial.forget()
        self._load()

    def _load(self) -> None:
        self._drop_reader()
        try:
            workspace = self.current.workspace
        except CoreError as error:
            self.fault(sentence(error))
            return
        self.reader = Work(lambda progress: read_held(workspace, progress), self._read)

    def _read(self, held: Held | None, fault: str) -> None:
        self.reader = None
        if held is None:
            self.fault(fault)
            return
        self.held = held
        self.pickers.fill(held.targets)
        self._filter()
        if self.form.tabs.currentIndex() == TRIAL:
            self.trial.enter()

    def _filter(self, *_: Any) -> None:
        """Show the rows that the pickers leave, the same target chosen as before."""
        if self.held is None:
            return
        form, targets = self.form, self.held.targets
        if targets is None:
            self.walk.show(None, None)
            self._say_held()
            return
        rows = self.pickers.rows(targets)
        before = self._wished
        self.model.show(rows)
        told = [f"{verdict_word(verdict)} {count}" for verdict, count in counts(targets, self.pickers.county, rows)]
        form.counts.setText(" · ".join(told))
        self._say_held()
        at = self.model.position(before)
        if at >= 0:
            self._restoring = True
            form.targets.setCurrentIndex(self.model.index(at))
            self._restoring = False
            form.targets.scrollTo(self.model.index(at))
        else:
            self.walk.show(None, None)
            self.form.trend.show_course(None, None)

    def _say_held(self) -> None:
        """Of when the results are, and whether they are older than what they rest on."""
        form, held = self.form, self.held
        form.compute.setText(tr(N_("Compute")) if held.targets is None else tr(N_("Compute anew")))
        form.compute.setEnabled(held.computable and self.run is None)
        if not held.computable:
            form.say(tr(N_("The workspace has no counties yet: import them first.")))
            return
        if held.targets is None:
            form.counts.setText("")
            self.model.show(pd.DataFrame())
            form.say(tr(N_("No targets computed yet. Compute judges every target of the documents in every county.")))
            return
        facts = held.facts
        said = tr(
            N_("As of {day}, profile {profile}"), day=facts.get("date") or "?", profile=facts.get("profile") or "?"
        )
        if held.newer:
            names = listed([title(name) for name in held.newer[:4]], language()) + (" …" if len(held.newer) > 4 else "")
            text = N_("{said}. Newer than these results: {names}. Compute anew.")
            form.say(tr(text, said=said, names=names), colour("warning", self.palette()).name())
        else:
            form.say(said)

    def _row(self) -> dict[str, Any] | None:
        index = self.form.targets.currentIndex()
        return index.data(ROW) if index.isValid() else None

    def _chosen(self, *_: Any) -> None:
        row = self._row()
        if row is None:
            return
        self._wished = row["target"]
        QgsSettings().setValue(f"{KEY}/target", self._wished)
        self.walk.show(self.held, row, quiet=self._restoring)
        self._show_course(row)

    def _show_course(self, row: dict[str, Any]) -> None:
        snapshots = self.held.snapshots if self.held is not None else None
        told = None
        if snapshots is not None:
            source = row["source"] if isinstance(row["source"], str) else ""
            told = course(snapshots, self.registry, row["county"], row["target"], source)
        self.form.trend.show_course(told, row)

    def _turned(self, tab: int) -> None:
        if tab == TRIAL and self.current.place:
            self.trial.enter()
        else:
            self.trial.leave()

    def _progress(self, per_cent: float, said: str) -> None:
        self.form.bar.setValue(round(per_cent))
        self.form.step.setText(said)

    def _computed(self, fault: str | None) -> None:
        self.run = None
        self.form.running(False)
        if fault is None:
            self.form.say(tr(N_("Stopped. What was computed before it was stopped is kept.")))
        elif fault:
            self.fault(fault)
        else:
            self.walk.forget()
            self.trial.forget()
            self._load()

    def _drop(self) -> None:
        self._drop_reader()
        if self.run is not None:
            self.run.drop()
            self.run = None
            self.form.running(False)

    def _drop_reader(self) -> None:
        reader, self.reader = self.reader, None
        if reader is not None:
            reader.drop()
