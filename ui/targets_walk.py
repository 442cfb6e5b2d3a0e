"""The walk through what fails a target: one after another, on the map, marked as seen; kept in the workspace."""

from __future__ import annotations

from typing import Any, Callable

import geopandas as gpd
from qgis.core import QgsSettings

from ..core.errors import N_, CoreError
from ..core.targets.registry import Registry
from ..core.workspace.viewed import mark_viewed
from ..processing.translation import sentence, tr
from ..processing.workspaces import open_place
from .background import Work
from .current_workspace import CurrentWorkspace
from .targets_data import Held, Layers, read_failing
from .targets_form import SWITCHES, TargetsForm
from .targets_map import TargetsMap
from .targets_pickers import KEY
from .targets_units import UnitModel

_ON = {"zoom", "flash"}


class Walk:
    """Works on the form's page of failing units. `fault(text)` tells what went wrong, `path(lon, lat)` draws the path there."""

    def __init__(
        self,
        iface: Any,
        current: CurrentWorkspace,
        registry: Registry,
        form: TargetsForm,
        fault: Callable[[str], None],
        path: Callable[[float, float], None],
    ) -> None:
        self._current, self._registry, self._fault, self._path = current, registry, fault, path
        self.form, self.map, self.model = form, TargetsMap(iface), UnitModel(form)
        self._layers: Layers | None = None
        self.reader: Work | None = None
        self.keeper: Work | None = None
        self._due: list[tuple[str, str, str, dict[str, str], bool]] = []
        """Marks to be kept: workspace, county, target, units in their states, and whether they were looked at."""
        self._of: tuple[str, str] = ("", "")
        self._row: dict[str, Any] | None = None
        self._quiet = False
        form.units.setModel(self.model)
        form.units.selectionModel().currentChanged.connect(self._moved)
        form.units.clicked.connect(lambda _: self.go())
        form.next.clicked.connect(lambda: self.step(1))
        form.previous.clicked.connect(lambda: self.step(-1))
        form.seen.clicked.connect(lambda _: self.toggle_seen())
        form.all.clicked.connect(self.go_all)
        form.path.clicked.connect(self.ask_path)
        for view in (form.targets, form.units):
            view.stepped.connect(self.step)
        form.units.marked.connect(self.toggle_seen)
        settings = QgsSettings()
        for name in SWITCHES:
            form.switches[name].setChecked(settings.value(f"{KEY}/{name}", name in _ON, type=bool))
            form.switches[name].toggled.connect(lambda on, name=name: self._switched(name, on))
        self._say()

    def show(self, held: Held | None, row: dict[str, Any] | None, quiet: bool = False) -> None:
        """Read and list what fails a target; None lists nothing. `quiet`: the map stays as it is until the user walks."""
        self._drop()
        self._quiet = quiet
        self.map.clear()
        self._row = row
        self.model.show(None, {})
        self._of = ("", "") if row is None else (row["county"], row["target"])
        self._say()
        if held is None or row is None:
            return
        try:
            workspace = self._current.workspace
        except CoreError as error:
            self._fault(sentence(error))
            return
        layers, registry, (county, target) = self._layers, self._registry, self._of

        def work(progress: Any) -> Any:
            return read_failing(workspace, held, layers, registry, county, target, progress)

        self.reader = Work(work, self._read)

    def forget(self) -> None:
        """The workspace's layers are others than before."""
        self._layers = None

    def stop(self) -> None:
        self._drop()
        self.map.clear()

    def step(self, way: int) -> None:
        """To the next or the previous, round the end."""
        count = self.model.rowCount()
        if not count:
            return
        now = self.form.units.currentIndex().row()
        at = (now + way) % count if now >= 0 else (0 if way > 0 else count - 1)
        self.form.units.setCurrentIndex(self.model.index(at))
        self.form.units.scrollTo(self.model.index(at))

    def go(self) -> None:
        """The map to where the list stands."""
        row = self.form.units.currentIndex().row()
        if row < 0:
            return
        self._loud()
        switches = {name: button.isChecked() for name, button in self.form.switches.items()}
        shape = self.model.units.geometry.iloc[row]
        there = self.map.go(shape, switches["zoom"], switches["pan"], switches["flash"])
        self._say("" if there else tr(N_("This one has no place on the map.")))

    def go_all(self) -> None:
        self._loud()
        if self.model.rowCount():
            self.map.go_all(self.model.units.geometry)

    def ask_path(self) -> None:
        """The path to where the list stands: to a point inside a stretch or an area."""
        row = self.form.units.currentIndex().row()
        shape = self.model.units.geometry.iloc[row] if row >= 0 else None
        if shape is None or shape.is_empty:
            self._say(tr(N_("This one has no place on the map.")))
            return
        middle = shape.representative_point()
        self._path(middle.x, middle.y)

    def toggle_seen(self) -> None:
        row = self.form.units.currentIndex().row()
        if row < 0:
            return
        looked = not self.model.is_seen(row)
        self._due.append((self._current.place, *self._of, self.model.mark(row, looked), looked))
        self._say()
        if self.keeper is None:
            self._keep()

    def _keep(self) -> None:
        """One write after the other, in the order in which they were made, those that come meanwhile too."""
        due = self._due

        def work(_: Any) -> None:
            while due:
                place, *mark = due[0]
                mark_viewed(open_place(place), *mark)
                del due[0]

        self.keeper = Work(work, self._kept, writes=True)

    def _kept(self, _: None, fault: str) -> None:
        self.keeper = None
        if fault:
            lost, self._due = self._due, []
            here = (self._current.place, *self._of)
            for *where, units, looked in reversed(lost):  # shown as they are kept
                if tuple(where) == here:
                    self.model.put(units, not looked)
            self._say()
            self._fault(fault)
        elif self._due:
            self._keep()

    def _drop(self) -> None:
        reader, self.reader = self.reader, None
        if reader is not None:
            reader.drop()

    def _read(self, found: tuple[Layers, gpd.GeoDataFrame, dict[str, str]] | None, fault: str) -> None:
        self.reader = None
        if found is None:
            self._fault(fault)
            return
        self._layers, units, seen = found
        self.model.show(units, seen)
        self._say()
        if not self._quiet:
            self._show_layers()
            self.go_all()

    def _loud(self) -> None:
        if self._quiet:
            self._quiet = False
            self._show_layers()

    def _show_layers(self) -> None:
        if self._layers is not None and len(self.model.units):
            try:
                self.map.show(
                    self._current.place, self._layers, self.model.units, self.form.switches["only"].isChecked()
                )
            except CoreError as error:
                self._fault(sentence(error))

    def _switched(self, name: str, on: bool) -> None:
        QgsSettings().setValue(f"{KEY}/{name}", on)
        if name == "only":
            self._quiet = False
            self._show_layers()
        else:
            self.go()

    def _moved(self, *_: Any) -> None:
        self.form.seen.setChecked(
            self.form.units.currentIndex().isValid() and self.model.is_seen(self.form.units.currentIndex().row())
        )
        self.form.seen.setEnabled(self.form.units.currentIndex().isValid())
        self.form.path.setEnabled(self.form.units.currentIndex().isValid())
        self.go()

    def _say(self, text: str = "") -> None:
        """How many there are, how many were seen, and what is missing where the target cannot be computed."""
        form, count = self.form, self.model.rowCount()
        form.tabs.setTabText(0, tr(N_("Not passing ({count})"), count=count) if count else tr(N_("Not passing")))
        form.progress.setText(tr(N_("{seen}/{count} seen"), seen=self.model.seen_count(), count=count) if count else "")
        row = form.units.currentIndex().row()
        form.seen.setEnabled(row >= 0)
        form.path.setEnabled(row >= 0)
        form.seen.setChecked(row >= 0 and self.model.is_seen(row))
        for widget in (form.next, form.previous, form.all):
            widget.setEnabled(count > 0)
        missing = self._row is not None and self._row["verdict"] == "not_computed"
        if not text and self._row is None:
            text = tr(N_("Choose a target to see what fails it."))
        elif not text and missing:
            text = tr(N_("Missing: {what}"), what=self._row["missing"] or "—")
        elif not text and not count and self.reader is None:
            text = tr(N_("Nothing fails this target by name: its value is a figure, or all passes."))
        form.lacking.setText(text)
        form.lacking.setVisible(bool(text))
        form.type_in.setVisible(missing)
        form.bring_in.setVisible(missing)
