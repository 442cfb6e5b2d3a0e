"""Edits on the map, noted in the workspace: what rests on the table is older than it from then on."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import Any

from qgis.core import QgsApplication, QgsMapLayer, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QObject

from ..core.errors import N_, Progress
from ..core.workspace.edited import note_edit
from ..core.workspace.workspace import tables
from ..processing.translation import tr
from ..processing.workspaces import layer_source, open_place
from .background import Work
from .current_workspace import CurrentWorkspace
from .workspace_layers import origin


class HandEdits(QObject):
    """Watches the project's layers; those that are no table of the workspace are of no concern."""

    def __init__(self, iface: Any, current: CurrentWorkspace) -> None:
        super().__init__()
        self.iface, self.current = iface, current
        self._links: dict[str, tuple[QgsVectorLayer, Any]] = {}
        project = QgsProject.instance()
        project.layersAdded.connect(self._watch)
        project.layersWillBeRemoved.connect(self._let_go)
        self._watch(list(project.mapLayers().values()))

    def stop(self) -> None:
        project = QgsProject.instance()
        project.layersAdded.disconnect(self._watch)
        project.layersWillBeRemoved.disconnect(self._let_go)
        self._let_go(list(self._links))

    def _watch(self, layers: list[QgsMapLayer]) -> None:
        for layer in layers:
            if isinstance(layer, QgsVectorLayer) and layer.id() not in self._links:
                slot = partial(self._saved, layer.id())
                layer.afterCommitChanges.connect(slot)
                self._links[layer.id()] = layer, slot

    def _let_go(self, ids: list[str]) -> None:
        for layer, slot in [self._links.pop(one) for one in ids if one in self._links]:
            with suppress(TypeError, RuntimeError):  # the layer is gone, and its connections with it
                layer.afterCommitChanges.disconnect(slot)

    def _saved(self, layer_id: str) -> None:
        place = self.current.place
        layer = QgsProject.instance().mapLayer(layer_id)
        if not place or layer is None:
            return

        edited = origin(layer.source(), layer.providerType())

        def work(_: Progress) -> int:
            workspace = open_place(place)
            table = edited[-1]
            ours = table in tables(workspace) and origin(*layer_source(place, table)) == edited
            return note_edit(workspace, table) if ours else 0

        def noted(run: int | None, fault: str) -> None:
            if fault:
                self.iface.messageBar().pushWarning(tr(N_("Workspace")), fault)
            elif run and place == self.current.place:
                self.current.tell(run)

        QgsApplication.taskManager().addTask(Work(tr(N_("Workspace")), work, noted))
