"""The chooser: which layer is which table, which kinds are complete, which profile; kept in the project."""

from __future__ import annotations

from qgis.core import QgsProject
from qgis.PyQt.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QWidget

from ..core.errors import N_
from ..processing.project_layers import choosable, kind_word
from ..processing.site_reading import TABLES
from ..processing.translation import language, tr
from .watched_layers import NONE, WatchedLayers


class LayerChooser(QDialog):
    def __init__(self, watched: WatchedLayers, parent: QWidget) -> None:
        super().__init__(parent)
        self.watched = watched
        self.setWindowTitle(tr(N_("Layers of the site card")))
        form = QFormLayout(self)
        note = QLabel(
            tr(N_("Each table is found by its name or columns. Choose where several fit, or another is meant."))
        )
        note.setWordWrap(True)
        form.addRow(note)
        layers = list(QgsProject.instance().mapLayers().values())
        self.boxes: dict[str, QComboBox] = {}
        for kind in TABLES:
            box = QComboBox()
            box.setAccessibleName(kind_word(kind, language()))
            box.addItem(self._found(kind), "")
            box.addItem(tr(N_("None")), NONE)
            for layer in sorted(choosable(layers, kind), key=lambda layer: layer.name()):
                box.addItem(layer.name(), layer.id())
            box.setCurrentIndex(max(0, box.findData(watched.choice(kind))))
            form.addRow(box.accessibleName(), box)
            self.boxes[kind] = box
        self.complete = QLineEdit(watched.complete())
        self.complete.setToolTip(
            tr(
                N_(
                    "Kinds of zones and roads, by commas, of which the layers given hold all there are, or of which there "
                    "are none. A kind that is neither in a layer nor named here counts as not checked, never as passed."
                )
            )
        )
        form.addRow(tr(N_("Kinds that are complete")), self.complete)
        self.profile = QLineEdit(watched.profile())
        self.profile.setPlaceholderText("national")
        self.profile.setToolTip(tr(N_("Name of a shipped profile of limits, or a county's own YAML file.")))
        form.addRow(tr(N_("Profile")), self.profile)
        keys = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        keys.accepted.connect(self.accept)
        keys.rejected.connect(self.reject)
        form.addRow(keys)

    def accept(self) -> None:
        choices = {kind: box.currentData() or "" for kind, box in self.boxes.items()}
        super().accept()
        self.watched.choose(choices, self.complete.text().strip(), self.profile.text().strip())

    def _found(self, kind: str) -> str:
        """What is taken where the user chooses nothing."""
        if self.watched.choice(kind):
            return tr(N_("Automatic"))
        if kind in self.watched.unclear:
            return tr(N_("Automatic: several fit, choose one"))
        names = ", ".join(layer.name() for layer in self.watched.tables.get(kind, []))
        return tr(N_("Automatic: {layer}"), layer=names or tr(N_("none found")))
