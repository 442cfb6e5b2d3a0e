"""Layers to GeoDataFrames and back: the only place where the two meet."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Callable

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsProcessingFeatureSource,
    QgsWkbTypes,
)

from ..core.errors import N_, CoreError, Progress, no_progress
from ..core.metric import DEGREES
from .field_types import from_series, to_series

BATCH = 2000
WKB_TYPES = {
    "point": QgsWkbTypes.Type.Point,
    "multipoint": QgsWkbTypes.Type.MultiPoint,
    "line": QgsWkbTypes.Type.MultiLineString,
    "polygon": QgsWkbTypes.Type.MultiPolygon,
    "none": QgsWkbTypes.Type.NoGeometry,
}
_FAMILY = {0: "point", 4: "point", 1: "line", 2: "line", 5: "line", 3: "polygon", 6: "polygon"}  # by shapely type id
_LAYER_FAMILY = {
    QgsWkbTypes.GeometryType.PointGeometry: "point",
    QgsWkbTypes.GeometryType.LineGeometry: "line",
    QgsWkbTypes.GeometryType.PolygonGeometry: "polygon",
}
_PART = {"point": 0, "line": 1, "polygon": 3}
_MULTI = {"point": shapely.multipoints, "line": shapely.multilinestrings, "polygon": shapely.multipolygons}
_RESERVED = {"fid": "source_fid", "geom": "source_geom"}  # GeoPackage keeps these for itself


def read_frame(
    source: QgsProcessingFeatureSource, name: str, progress: Progress = no_progress, key: Sequence[str] = ()
) -> pd.DataFrame:
    """Every feature of `source` as a GeoDataFrame in the layer's own CRS (a DataFrame for a table without geometry).

    `key`: the columns to order the rows by; without, they are as the source gives them. Geometries are flat and
    straight; invalid ones stay as they are, one that cannot be read becomes None.
    `attrs`: name, geometry (the layer's family), broken (how many geometries became None).
    """
    request = QgsFeatureRequest().setInvalidGeometryCheck(QgsFeatureRequest.InvalidGeometryCheck.GeometryNoCheck)
    unchecked = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks
    spatial = source.wkbType() != QgsWkbTypes.Type.NoGeometry
    total = max(source.featureCount(), 1)
    rows, shapes = [], []
    for number, feature in enumerate(source.getFeatures(request, unchecked)):
        if number % BATCH == 0:
            progress(min(number / total, 1.0))
        rows.append(feature.attributes())
        if spatial:
            shapes.append(_flat_wkb(feature))
    fields = source.fields()
    columns = list(zip(*rows)) if rows else [()] * fields.count()
    names = _unique([field.name() for field in fields])
    series = {label: to_series(values, field.type()) for label, field, values in zip(names, fields, columns)}
    frame = pd.DataFrame(series, index=pd.RangeIndex(len(rows)))
    if spatial:
        wkb = np.empty(len(shapes), dtype=object)
        wkb[:] = shapes
        geometry = shapely.from_wkb(wkb, on_invalid="ignore")
        label = "geometry" if "geometry" not in frame else "_geometry"
        frame = gpd.GeoDataFrame(frame.assign(**{label: geometry}), geometry=label, crs=_frame_crs(source.sourceCrs()))
        frame.attrs["broken"] = int(sum(shape is not None for shape in shapes) - (geometry != None).sum())  # noqa: E711
        frame.attrs["geometry"] = _LAYER_FAMILY.get(QgsWkbTypes.geometryType(source.wkbType()), "any")
    if key:
        frame = frame.sort_values(list(key), kind="stable", ignore_index=True)
    frame.attrs["name"] = name
    return frame


def write_frame(
    frame: pd.DataFrame,
    geometry: str,
    open_sink: Callable[[QgsFields, Any, QgsCoordinateReferenceSystem], QgsFeatureSink],
    name: str,
    progress: Progress = no_progress,
) -> int:
    """Write `frame` to the sink that `open_sink(fields, wkb_type, crs)` gives; the number of features written.

    `geometry`: point, line, polygon, none, or any (the one family that the rows have). Lines and areas are always
    written as multi types, points where a row has several. Raises CoreError when the rows mix families or a
    feature is refused.
    """
    shapes, wkb_type = _one_type(frame, geometry, name)
    labels = [label for label in frame.columns if not isinstance(frame[label].dtype, gpd.array.GeometryDtype)]
    fields, columns = QgsFields(), []
    for label, written in zip(labels, _unique([_RESERVED.get(str(x).lower(), str(x)) for x in labels])):
        field_type, values = from_series(frame[label])
        fields.append(QgsField(written, field_type))
        columns.append(values)
    flat = wkb_type == WKB_TYPES["none"]
    crs = QgsCoordinateReferenceSystem() if flat else _layer_crs(getattr(frame, "crs", CRS(DEGREES)))
    sink = open_sink(fields, wkb_type, crs)
    multi = QgsWkbTypes.isMultiType(wkb_type)
    rows = zip(*columns) if columns else (() for _ in range(len(frame)))
    batch = []
    for number, (row, shape) in enumerate(zip(rows, shapes)):
        feature = QgsFeature(fields)
        feature.setAttributes(list(row))
        if shape is not None:
            qgs_geometry = QgsGeometry()
            qgs_geometry.fromWkb(shape)
            if multi:
                qgs_geometry.convertToMultiType()
            feature.setGeometry(qgs_geometry)
        batch.append(feature)
        if len(batch) == BATCH:
            _add(sink, batch, name)
            batch = []
            progress((number + 1) / len(frame))
    _add(sink, batch, name)
    if not sink.flushBuffer():
        raise _refused(sink, name)
    return len(frame)


def _flat_wkb(feature: QgsFeature) -> bytes | None:
    geometry = feature.geometry()
    if geometry.isNull():
        return None
    wkb_type = geometry.wkbType()
    if not _is_plain(wkb_type):
        if QgsWkbTypes.isCurvedType(wkb_type):
            geometry.convertToStraightSegment()
        part = geometry.get()
        part.dropZValue()
        part.dropMValue()
    return geometry.asWkb().data()


@cache
def _is_plain(wkb_type: Any) -> bool:
    return not (QgsWkbTypes.hasZ(wkb_type) or QgsWkbTypes.hasM(wkb_type) or QgsWkbTypes.isCurvedType(wkb_type))


def _frame_crs(crs: QgsCoordinateReferenceSystem) -> CRS | None:
    if not crs.isValid():
        return None
    if ":" in crs.authid() and not crs.authid().startswith("USER:"):
        try:
            return CRS.from_user_input(crs.authid())
        except CRSError:
            pass  # an authority that only QGIS knows: its definition says the same
    return CRS.from_wkt(crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED))


def _layer_crs(crs: CRS | None) -> QgsCoordinateReferenceSystem:
    if crs is None:
        return QgsCoordinateReferenceSystem()
    authority = crs.to_authority()
    known = QgsCoordinateReferenceSystem(":".join(authority)) if authority else QgsCoordinateReferenceSystem()
    return known if known.isValid() else QgsCoordinateReferenceSystem.fromWkt(crs.to_wkt())


def _one_type(frame: pd.DataFrame, geometry: str, name: str) -> tuple[list[bytes | None], Any]:
    """WKB per row (None where there is none) and the one type that holds them all."""
    if geometry == "none" or not isinstance(frame, gpd.GeoDataFrame):
        return [None] * len(frame), WKB_TYPES["none" if geometry in ("none", "any") else geometry]
    shapes = frame.geometry.to_numpy().copy()
    shapes[shapely.is_empty(shapes)] = None
    kinds = shapely.get_type_id(shapes)
    families = {_FAMILY[kind] for kind in set(kinds.tolist()) & set(_FAMILY)}
    if geometry == "any":
        collected = {_FAMILY.get(kind) for kind in shapely.get_type_id(shapely.get_parts(shapes[kinds == 7])).tolist()}
        order = [family for family in ("polygon", "line", "point") if family in (families or collected)]
        geometry = order[0] if order else frame.attrs.get("geometry", "point")
        geometry = geometry if geometry in _PART else "point"
    if families - {geometry}:
        text = N_("{name} would hold {kinds} in one layer; a layer holds one kind. Split them by kind first.")
        raise CoreError(text, name=name, kinds=" + ".join(sorted(families | {geometry})))
    for row in np.flatnonzero(kinds == 7):  # what make_valid and overlay leave behind
        parts = shapely.get_parts(shapely.get_parts(shapes[row]))
        parts = parts[shapely.get_type_id(parts) == _PART[geometry]]
        shapes[row] = _MULTI[geometry](parts) if len(parts) else None
    several = geometry == "point" and np.isin(shapely.get_type_id(shapes), (4,)).any()
    return list(shapely.to_wkb(shapes)), WKB_TYPES["multipoint" if several else geometry]


def _unique(names: list[str]) -> list[str]:
    """Names that differ in more than case, as GeoPackage wants them: the later of two gets a number."""
    taken: set[str] = set()
    result = []
    for name in names:
        candidate, number = name, 2
        while candidate.lower() in taken:
            candidate, number = f"{name}_{number}", number + 1
        taken.add(candidate.lower())
        result.append(candidate)
    return result


def _add(sink: QgsFeatureSink, batch: list[QgsFeature], name: str) -> None:
    if batch and not sink.addFeatures(batch, QgsFeatureSink.Flag.FastInsert):
        raise _refused(sink, name)


def _refused(sink: QgsFeatureSink, name: str) -> CoreError:
    return CoreError(N_("{name} could not be written: {reason}"), name=name, reason=sink.lastError() or "?")
