"""What a path profile is drawn by: chosen in the form, kept in the project, handed to the algorithm."""

from __future__ import annotations

from typing import Any, Callable

from qgis.core import QgsProject, QgsRasterLayer

from .path_form import PICKS, PathForm
from .path_layers import cells_of, heights_layer, sites_layer
from .watched_layers import SCOPE

LAYERS = ("sites", "dem")


class PathChoices:
    """`picked(name)`: the user chose another `sites`, `dem`, or one of PICKS."""

    def __init__(self, form: PathForm, picked: Callable[[str], None]) -> None:
        self.form, self._told = form, picked
        for name in (*LAYERS, *PICKS):
            getattr(form, name).activated.connect(lambda _, name=name: self._picked(name))

    def take(self, place: str) -> None:
        """What was chosen in this project; of layers else the likeliest. `place`: of the workspace."""
        form, project = self.form, QgsProject.instance()
        form.sites.setLayer(project.mapLayer(_kept("sites")) or sites_layer(place))
        form.dem.setLayer(project.mapLayer(_kept("dem")) or heights_layer())
        for name in PICKS:
            picker = getattr(form, name)
            picker.setCurrentIndex(max(0, picker.findData(_kept(name))))

    def take_heights(self, layer: QgsRasterLayer) -> None:
        self.form.dem.setLayer(layer)
        self._picked("dem")

    def parameters(self, spot: tuple[float, float], site: str, place: str) -> dict[str, Any]:
        """What `pathprofile` is asked: layers by their ids, drawing and figures into temporary files."""
        form = self.form
        layer = form.sites.currentLayer()
        return {
            "PLACE": f"{spot[0]!r},{spot[1]!r} [EPSG:4490]",
            "SITES": layer.id(),
            "CELLS": cells_of(layer, place),
            "DEM": form.dem.currentLayer().id(),
            "SITE": site,
            **{name.upper(): getattr(form, name).currentData() or None for name in PICKS},
            "PROFILE": QgsProject.instance().readEntry(SCOPE, "profile", "")[0] or "national",
            "OUTPUT": "TEMPORARY_OUTPUT",
            "FIGURES": "TEMPORARY_OUTPUT",
        }

    def _picked(self, name: str) -> None:
        widget = getattr(self.form, name)
        layer = widget.currentLayer() if name in LAYERS else None
        value = (layer.id() if layer else "") if name in LAYERS else widget.currentData()
        QgsProject.instance().writeEntry(SCOPE, f"path/{name}", value or "")
        self._told(name)


def _kept(name: str) -> str:
    return QgsProject.instance().readEntry(SCOPE, f"path/{name}", "")[0]
