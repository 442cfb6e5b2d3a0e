"""Styles for layers that arrive on the map: resources/styles/<name>.qml, said in the user's language."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsEditorWidgetSetup,
    QgsLayerMetadata,
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingLayerPostProcessorInterface,
    QgsVectorLayer,
)

from .words import code_words, column_title, say_label

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "styles"
_waiting: dict[str, _Dresser] = {}  # QGIS keeps no reference to a post-processor: without this it is collected


def apply_style(layer: QgsVectorLayer, style: str) -> None:
    """Dress `layer` in resources/styles/<style>.qml; legend, column titles and codes in the user's language.

    `style` is the name of an output (findings, reviewed, extents) or of a kind of table (plan, sites, zones, …);
    without a style of that name only the words are put on.
    """
    path = FOLDER / f"{style}.qml"
    if path.exists():
        message, loaded = layer.loadNamedStyle(str(path))
        if not loaded:
            raise ValueError(f"{path.name}: {message}")
        _say_legend(layer)
    kind = "applications" if style == "reviewed" else style
    for index, field in enumerate(layer.fields()):
        title = column_title(field.name(), kind)
        if title:
            layer.setFieldAlias(index, title)
        words = code_words(field.name(), kind)
        if words:
            pairs = [{word: code} for code, word in words.items()]
            layer.setEditorWidgetSetup(index, QgsEditorWidgetSetup("ValueMap", {"map": pairs}))
    layer.triggerRepaint()


def dress_on_load(context: QgsProcessingContext, destination: str, style: str | None, record: str) -> None:
    """Have the output at `destination` styled and described when the dialog adds it to the project."""
    if context.willLoadLayerOnCompletion(destination):
        dresser = _waiting[destination] = _Dresser(destination, style, record)
        context.layerToLoadOnCompletionDetails(destination).setPostProcessor(dresser)


def _say_legend(layer: QgsVectorLayer) -> None:
    renderer = layer.renderer().clone()
    if renderer.type() == "categorizedSymbol":
        for index, category in enumerate(renderer.categories()):
            renderer.updateCategoryLabel(index, say_label(category.label()))
    elif renderer.type() == "RuleRenderer":
        for rule in renderer.rootRule().descendants():
            rule.setLabel(say_label(rule.label()))
    layer.setRenderer(renderer)


class _Dresser(QgsProcessingLayerPostProcessorInterface):
    def __init__(self, destination: str, style: str | None, record: str) -> None:
        super().__init__()
        self.destination, self.style, self.record = destination, style, record

    def postProcessLayer(self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: object) -> None:
        if isinstance(layer, QgsVectorLayer):
            apply_style(layer, self.style or "")
        elif self.style:
            layer.loadNamedStyle(str(FOLDER / f"{self.style}.qml"))
        metadata = QgsLayerMetadata(layer.metadata())
        metadata.setAbstract(self.record)
        layer.setMetadata(metadata)
        _waiting.pop(self.destination, None)
