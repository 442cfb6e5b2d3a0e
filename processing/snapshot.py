"""Layers as they are now, to be read on another thread whatever becomes of them."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureRequest,
    QgsFields,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
)

from .base import Algorithm


class Snapshot:
    """As much of a feature source as `read_frame` reads, independent of the layer from then on."""

    def __init__(self, layer: QgsVectorLayer) -> None:
        self._source = QgsVectorLayerFeatureSource(layer)
        self._count, self._type, self._crs = layer.featureCount(), layer.wkbType(), layer.crs()

    def getFeatures(self, request: QgsFeatureRequest, *_: Any) -> Any:
        return self._source.getFeatures(request)

    def featureCount(self) -> int:
        return self._count

    def fields(self) -> QgsFields:
        return self._source.fields()

    def wkbType(self) -> Any:
        return self._type

    def sourceCrs(self) -> QgsCoordinateReferenceSystem:
        return self._crs


def detach(algorithm: Algorithm, given: dict[str, Any]) -> None:
    """Have a prepared algorithm read from what its layers hold now: one may be edited or removed while a thread reads."""
    for name, layers in given.items():
        opened = algorithm._given[name]
        for one, layer in zip(opened, layers if isinstance(layers, list) else [layers]):
            one.source = Snapshot(layer)
