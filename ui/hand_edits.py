"""Edits on the map, noted in the workspace: what rests on the table is older than it from then on."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import Any

from qgis.core import QgsMapLayer, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QObject

from ..core.errors import N_, Progress
from ..core.targets.wording import listed
from ..core.workspace.edited import note_edit
from ..processing.translation import language, tr
from ..processing.workspaces import open_place
from .background import Work
from .current_workspace import CurrentWorkspace
from .workspace_layers import table_of, title

_COMMITTED = (
    "committedFeaturesAdded", "committedFeaturesRemoved", "committedAttributeValuesChanges",
    "committedGeometriesChanges", "committedAttributesAdded", "committedAttributesDeleted",
)  # fmt: skip
"""What a save tells where it changed anything: the layer's id first."""


class HandEdits(QObject):
    """Watches the project's layers; those that are no table of the workspace are of no concern."""

    def __init__(self, iface: Any, current: CurrentWorkspace) -> None:
        super().__init__()
        self.iface, self.current = iface, current
        self._links: dict[str, list[tuple[Any, Any]]] = {}
        self._changed: set[str] = set()
        self._unnoted: dict[str, set[str]] = {}
        """By workspace the tables whose edit could not be noted yet."""
        self._works: set[Work] = set()
        project = QgsProject.instance()
        project.layersAdded.connect(self._watch)
        project.layersWillBeRemoved.connect(self._let_go)
        current.began.connect(self._tell_unsaved)
        self._watch(list(project.mapLayers().values()))

    def stop(self) -> None:
        project = QgsProject.instance()
        project.layersAdded.disconnect(self._watch)
        project.layersWillBeRemoved.disconnect(self._let_go)
        self.current.began.disconnect(self._tell_unsaved)
        self._let_go(list(self._links))
        for work in self._works:
            work.drop()

    def _watch(self, layers: list[QgsMapLayer]) -> None:
        for layer in layers:
            if isinstance(layer, QgsVectorLayer) and layer.id() not in self._links:
                links = [(getattr(layer, name), self._committed) for name in _COMMITTED]
                links.append((layer.afterCommitChanges, partial(self._saved, layer.id())))
                for signal, slot in links:
                    signal.connect(slot)
                self._links[layer.id()] = links

    def _let_go(self, ids: list[str]) -> None:
        for links in [self._links.pop(one) for one in ids if one in self._links]:
            for signal, slot in links:
                with suppress(TypeError, RuntimeError):  # the layer is gone, and its connections with it
                    signal.disconnect(slot)

    def _committed(self, layer_id: str, *_: Any) -> None:
        self._changed.add(layer_id)

    def _saved(self, layer_id: str) -> None:
        layer, place = QgsProject.instance().mapLayer(layer_id), self.current.place
        if layer_id not in self._changed or layer is None or not place:
            self._changed.discard(layer_id)
            return
        self._changed.discard(layer_id)
        table = table_of(layer, place)
        if table:
            self._note(place, table)

    def _tell_unsaved(self) -> None:
        layers = [one for one in QgsProject.instance().mapLayers().values() if isinstance(one, QgsVectorLayer)]
        tables = {table_of(layer, self.current.place) for layer in layers if layer.isModified()} - {""}
        if tables:
            text = N_("What was edited in {tables} and is not saved does not count in this run.")
            names = listed([title(table) for table in sorted(tables)], language())
            self.iface.messageBar().pushWarning(tr(N_("Workspace")), tr(text, tables=names))

    def _note(self, place: str, table: str) -> None:
        edited = self._unnoted.setdefault(place, set())
        edited.add(table)
        names = sorted(edited)

        def note(_: Progress) -> int:
            return note_edit(open_place(place), names)

        def noted(run: int | None, fault: str) -> None:
            self._works.discard(work)
            if run is None:
                text = N_("The edit of {table} is saved, but the workspace could not note it: {fault}")
                said = tr(text, table=title(table), fault=fault)
                self.iface.messageBar().pushWarning(tr(N_("Workspace")), said)
                return
            self._unnoted[place].difference_update(names)
            if place == self.current.place:
                self.current.tell(run)

        work = Work(note, noted, writes=True)
        self._works.add(work)
