"""The project's layers as tables, watched: says when another reading is due."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from qgis.core import QgsMapLayer, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..core.errors import CoreError
from ..core.workspace.workspace import tables
from ..processing.project_layers import by_table_name, recognised
from ..processing.site_reading import TABLES, SiteReading
from ..processing.spot_coverage import LINES, SUPPLY
from ..processing.workspaces import layer_source, open_place

SCOPE = "fengsui"
NONE = "-"
WORKSPACE = "workspace"
_SETTLED_MS = 200  # a project adds its layers one by one


class WatchedLayers(QObject):
    """`changed`: the layers of the project are others than before; `outdated`: what is in them is."""

    changed = pyqtSignal()
    outdated = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.tables: dict[str, list[QgsVectorLayer]] = {}
        self.unclear: dict[str, list[QgsVectorLayer]] = {}
        self._reading: SiteReading | None = None
        self._links: list[tuple[Any, Any]] = []
        self._layer_links: list[tuple[Any, Any]] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLED_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        if self._links:
            return
        project = QgsProject.instance()
        for signal in (project.layersAdded, project.layersRemoved, project.readProject, project.cleared):
            self._link(self._links, signal, self._later)
        self._link(self._links, project.layersWillBeRemoved, self._let_go)
        self.look()

    def stop(self) -> None:
        """Watch nothing any more and hold no layer."""
        self._timer.stop()
        self._let_go()
        self._unlink(self._links)

    def reading(self) -> SiteReading:
        """The layers as they are now, ready to be asked; kept until one of them changes."""
        if self._reading is None:
            self._reading = SiteReading(self.tables, self.complete(), self.profile(), self.evidence())
        return self._reading

    def evidence(self) -> dict[str, QgsVectorLayer]:
        """What coverage and distances are told by: layers of the project, else tables of its workspace."""
        found = {name: layers[0] for name, layers in self.tables.items() if name in SUPPLY}
        wanted = [name for name in (*SUPPLY, *LINES) if name not in found and self.choice(name) != NONE]
        found |= by_table_name(QgsProject.instance().mapLayers().values(), wanted)
        project = QgsProject.instance()
        place = project.readPath(project.readEntry(SCOPE, WORKSPACE, "")[0])
        try:
            held = tables(open_place(place)) if place else []
            for name in (name for name in wanted if name not in found and name in held):
                source, provider = layer_source(place, name, apart=True)
                found[name] = QgsVectorLayer(source, name, provider)
        except CoreError:  # the workspace is gone: the dock that opened it says so
            pass
        return found

    def look(self) -> None:
        """Find which layer is which table, and watch those."""
        self._timer.stop()
        self._let_go()
        layers = list(QgsProject.instance().mapLayers().values())
        found = recognised(layers)
        for kind in TABLES:
            choice = self.choice(kind)
            if choice == NONE:
                found.pop(kind, None)
            elif choice and QgsProject.instance().mapLayer(choice) is not None:
                found[kind] = [QgsProject.instance().mapLayer(choice)]
        self.unclear = {kind: several for kind, several in found.items() if kind != "zones" and len(several) > 1}
        self.tables = {kind: layers for kind, layers in found.items() if kind not in self.unclear}
        for layer in {layer.id(): layer for several in self.tables.values() for layer in several}.values():
            for signal in (layer.dataChanged, layer.layerModified, layer.subsetStringChanged, layer.crsChanged):
                self._link(self._layer_links, signal, self._outdated)
        self.changed.emit()

    def choice(self, kind: str) -> str:
        """The id of the layer that the user chose for a kind, NONE for none, empty where he left it to us."""
        return QgsProject.instance().readEntry(SCOPE, f"layers/{kind}", "")[0]

    def complete(self) -> str:
        return QgsProject.instance().readEntry(SCOPE, "complete", "")[0]

    def profile(self) -> str:
        return QgsProject.instance().readEntry(SCOPE, "profile", "")[0]

    def choose(self, choices: dict[str, str], complete: str, profile: str) -> None:
        """Keep in the project which layers are taken, which kinds are complete, and the profile."""
        project = QgsProject.instance()
        for name, value in {
            **{f"layers/{k}": v for k, v in choices.items()},
            "complete": complete,
            "profile": profile,
        }.items():
            if value:
                project.writeEntry(SCOPE, name, value)
            else:
                project.removeEntry(SCOPE, name)
        self.look()

    def _later(self, *_: Any) -> None:
        self._timer.start()

    def _outdated(self, *_: Any) -> None:
        self._reading = None
        self.outdated.emit()

    def _let_go(self, gone: Any = None) -> None:
        """Forget the reading and the layers: a layer that is removed must not be held."""
        held = {layer.id() for several in self.tables.values() for layer in several} if gone is not None else set()
        if gone is not None and not held & {g.id() if isinstance(g, QgsMapLayer) else g for g in gone}:
            return
        self._unlink(self._layer_links)
        self._reading, self.tables, self.unclear = None, {}, {}

    @staticmethod
    def _link(links: list[tuple[Any, Any]], signal: Any, slot: Any) -> None:
        signal.connect(slot)
        links.append((signal, slot))

    @staticmethod
    def _unlink(links: list[tuple[Any, Any]]) -> None:
        for signal, slot in links:
            with suppress(TypeError, RuntimeError):  # the layer is gone, and its connections with it
                signal.disconnect(slot)
        links.clear()
