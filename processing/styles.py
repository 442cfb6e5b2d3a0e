"""Styles for outputs when they arrive on the map: resources/styles/<name>.qml, words in the user's language."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsLayerMetadata, QgsProcessingContext, QgsProcessingLayerPostProcessorInterface, QgsVectorLayer

from .translation import tr

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "styles"
_waiting: dict[str, _Dresser] = {}  # QGIS keeps no reference to a post-processor: without this it is collected


def apply_style(layer: QgsVectorLayer, style: str) -> None:
    """Load resources/styles/<style>.qml on `layer` and put its labels into the user's language."""
    message, loaded = layer.loadNamedStyle(str(FOLDER / f"{style}.qml"))
    if not loaded:
        raise ValueError(f"{style}.qml: {message}")
    renderer = layer.renderer()
    if renderer is None:
        return
    if renderer.type() == "categorizedSymbol":
        for index, category in enumerate(renderer.categories()):
            renderer.updateCategoryLabel(index, tr(category.label()))
    elif renderer.type() == "RuleRenderer":
        for rule in renderer.rootRule().descendants():
            rule.setLabel(tr(rule.label()))
    layer.triggerRepaint()


def dress_on_load(context: QgsProcessingContext, destination: str, style: str | None, record: str) -> None:
    """Have the output at `destination` styled and described when the dialog adds it to the project."""
    if context.willLoadLayerOnCompletion(destination):
        dresser = _waiting[destination] = _Dresser(destination, style, record)
        context.layerToLoadOnCompletionDetails(destination).setPostProcessor(dresser)


class _Dresser(QgsProcessingLayerPostProcessorInterface):
    def __init__(self, destination: str, style: str | None, record: str) -> None:
        super().__init__()
        self.destination, self.style, self.record = destination, style, record

    def postProcessLayer(self, layer: QgsVectorLayer, context: QgsProcessingContext, feedback: object) -> None:  # noqa: N802
        if self.style:
            apply_style(layer, self.style)
        metadata = QgsLayerMetadata(layer.metadata())
        metadata.setAbstract(self.record)
        layer.setMetadata(metadata)
        _waiting.pop(self.destination, None)
