"""What a path profile is drawn from: the project's layers of sites and of heights, and what else the project says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qgis.core import (
    QgsBilinearRasterResampler,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeatureRequest,
    QgsHillshadeRenderer,
    QgsPointXY,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.gui import QgsMapCanvas

from ..core import schema
from ..core.errors import N_, CoreError
from ..core.workspace.workspace import tables
from ..processing.loadsample import SAMPLE
from ..processing.project_layers import by_table_name, recognised
from ..processing.translation import tr
from ..processing.workspace_inputs import uri
from ..processing.workspaces import open_place
from .site_card_tool import DEGREES, transform
from .workspace_layers import layer_of

_NEAR_PIXELS = 9


@dataclass(frozen=True)
class Site:
    """`word` is what the algorithm finds it by: its number, else its name. Longitude and latitude in CGCS2000."""

    word: str
    name: str
    lon: float
    lat: float


def sites_layer(place: str) -> QgsVectorLayer | None:
    """The layer of sites that is most likely meant: the workspace's, else the first of the project."""
    own = layer_of(place, "sites") if place else None
    found = recognised(QgsProject.instance().mapLayers().values()).get("sites", [])
    return own or (found[0] if found else None)


def heights_layer() -> QgsRasterLayer | None:
    """The first raster of the project that may be heights: a file with one band."""
    for layer in QgsProject.instance().mapLayers().values():
        if isinstance(layer, QgsRasterLayer) and layer.providerType() == "gdal" and layer.bandCount() == 1:
            return layer
    return None


def sample_heights() -> QgsRasterLayer:
    """The sample county's heights, put at the bottom of the map as shaded hills."""
    layer = QgsRasterLayer(str(SAMPLE / "dem.tif"), tr(N_("Heights (made up)")))
    renderer = QgsHillshadeRenderer(layer.dataProvider(), 1, 315, 45)
    renderer.setZFactor(1 / 40_000)  # cells in degrees, heights in metres
    layer.setRenderer(renderer)
    layer.resampleFilter().setZoomedInResampler(QgsBilinearRasterResampler())
    project = QgsProject.instance()
    project.addMapLayer(layer, False)
    project.layerTreeRoot().addLayer(layer)
    return layer


def cells_of(layer: QgsVectorLayer, place: str) -> str | None:
    """The cells that belong to a layer of sites: the workspace's to its own, else a layer of the project of that name."""
    try:
        if place and layer_of(place, "sites") is layer and "cells" in tables(open_place(place)):
            return uri(place, "cells")
    except CoreError:  # the workspace is gone: the dock that opened it says so
        return None
    found = by_table_name(QgsProject.instance().mapLayers().values(), ["cells"])
    return found["cells"].id() if "cells" in found else None


def site_near(layer: QgsVectorLayer, canvas: QgsMapCanvas, lon: float, lat: float) -> Site | None:
    """The site that a click at a place means: the nearest within a few pixels."""
    project = QgsProject.instance()
    to_layer = QgsCoordinateTransform(canvas.mapSettings().destinationCrs(), layer.crs(), project)
    try:
        middle = transform(canvas, inverse=True).transform(QgsPointXY(lon, lat))
        reach = _NEAR_PIXELS * canvas.mapUnitsPerPixel()
        box = QgsRectangle(middle.x() - reach, middle.y() - reach, middle.x() + reach, middle.y() + reach)
        request = QgsFeatureRequest().setFilterRect(to_layer.transformBoundingBox(box))
        here = to_layer.transform(middle)
    except QgsCsException:  # beyond what the map's system can show
        return None
    found = [feature for feature in layer.getFeatures(request) if feature.hasGeometry()]
    if not found:
        return None
    nearest = min(found, key=lambda feature: feature.geometry().centroid().asPoint().sqrDist(here))
    return _site(layer, nearest)


def _site(layer: QgsVectorLayer, feature: Any) -> Site | None:
    try:
        columns = schema.match_columns([field.name() for field in layer.fields()], "sites")
    except CoreError:  # of several columns that may be the same one the algorithm says what to do
        return None
    told = {column: feature[header] for header, column in columns.items() if column in ("site_id", "site_name")}
    number, name = (str(told[column]) if told.get(column) else "" for column in ("site_id", "site_name"))
    if not (number or name):
        return None
    degrees = QgsCoordinateTransform(layer.crs(), QgsCoordinateReferenceSystem(DEGREES), QgsProject.instance())
    point = degrees.transform(feature.geometry().centroid().asPoint())
    return Site(number or name, name or number, point.x(), point.y())
