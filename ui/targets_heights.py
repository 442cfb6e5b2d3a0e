"""The model of coverage that the targets dock computes with, and the raster of heights where the model needs one."""

from __future__ import annotations

from qgis.core import QgsProject, QgsSettings

from ..core.coverage.supply import DISC_MODELS, PATH_MODELS
from .path_layers import heights_layer
from .targets_form import TargetsForm
from .targets_pickers import KEY
from .watched_layers import SCOPE

_ENTRY = "targets/dem"


class Heights:
    """Works on the form's pickers of model and DEM: the model is the user's, the DEM the project's."""

    def __init__(self, form: TargetsForm) -> None:
        self._form = form
        form.model.setCurrentIndex(max(0, form.model.findData(QgsSettings().value(f"{KEY}/model", DISC_MODELS[0]))))
        form.model.currentIndexChanged.connect(self._picked)
        form.dem.activated.connect(self._chosen)
        self._show()

    def take(self) -> None:
        """The raster chosen in this project, else the likeliest."""
        project = QgsProject.instance()
        self._form.dem.setLayer(project.mapLayer(project.readEntry(SCOPE, _ENTRY, "")[0]) or heights_layer())

    def asked(self) -> tuple[str, str | None]:
        """The model, and the source of the raster where it follows the path."""
        layer = self._form.dem.currentLayer() if self._follows else None
        return self._form.model.currentData(), layer.source() if layer else None

    @property
    def lacking(self) -> bool:
        return self._follows and self._form.dem.currentLayer() is None

    @property
    def of_discs(self) -> str:
        """The model for a site on trial, which is a disc: the formula in place of those that follow the path."""
        model = self._form.model.currentData()
        return model if model in DISC_MODELS else DISC_MODELS[-1]

    @property
    def _follows(self) -> bool:
        return self._form.model.currentData() in PATH_MODELS

    def _picked(self, _: int) -> None:
        QgsSettings().setValue(f"{KEY}/model", self._form.model.currentData())
        if self._follows and self._form.dem.currentLayer() is None:
            self.take()
        self._show()

    def _chosen(self, _: int) -> None:
        layer = self._form.dem.currentLayer()
        QgsProject.instance().writeEntry(SCOPE, _ENTRY, layer.id() if layer else "")

    def _show(self) -> None:
        self._form.heights.setVisible(self._follows)
