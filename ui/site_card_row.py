"""An application row made from the card, in an edit session that the user saves or undoes."""

from __future__ import annotations

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsVectorDataProvider,
    QgsVectorLayer,
    QgsVectorLayerUtils,
    QgsWkbTypes,
)

from ..core import schema
from ..core.checks.site_card import SiteCard, application_row
from ..core.errors import N_, CoreError
from ..processing.translation import tr
from .site_card_tool import DEGREES


def can_take(layer: QgsVectorLayer | None) -> bool:
    """Whether rows can be added to the layer."""
    if layer is None or layer.readOnly():
        return False
    return bool(layer.dataProvider().capabilities() & QgsVectorDataProvider.Capability.AddFeatures)


def add_application(layer: QgsVectorLayer, card: SiteCard, decimals: int) -> int:
    """Add the site as one step that can be undone; the id of the new feature. Nothing is saved.

    The number of the application is left to the office. CoreError where the layer refuses the row.
    """
    headers = [field.name() for field in layer.fields()]
    matched = schema.match_columns(headers, "applications")
    lon, lat = f"{card.lon:.{decimals}f}", f"{card.lat:.{decimals}f}"
    written = {"lon_raw": lon, "lat_raw": lat, "crs_declared": "CGCS2000", "decimals": decimals}
    row = application_row(card, headers, matched, written)
    point = QgsPointXY(card.lon, card.lat)
    ways = QgsCoordinateTransform(QgsCoordinateReferenceSystem(DEGREES), layer.crs(), QgsProject.instance())
    geometry = QgsGeometry.fromPointXY(ways.transform(point))
    if QgsWkbTypes.isMultiType(layer.wkbType()):
        geometry.convertToMultiType()
    if not layer.isEditable() and not layer.startEditing():
        raise CoreError(N_("Layer '{layer}' cannot be edited."), layer=layer.name())
    fields = layer.fields()
    values = {fields.indexOf(name): fields.field(name).convertCompatible(value) for name, value in row.items()}
    layer.beginEditCommand(tr(N_("Application from the site card")))
    feature = QgsVectorLayerUtils.createFeature(layer, geometry, values)
    if not layer.addFeature(feature):
        layer.destroyEditCommand()
        raise CoreError(N_("Layer '{layer}' refused the row."), layer=layer.name())
    layer.endEditCommand()
    layer.selectByIds([feature.id()])
    return feature.id()
