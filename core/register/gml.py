"""GML rows through GDAL, from a file that is already here: no schema and no link in it is followed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple, Optional

from ..errors import N_, CoreError
from .answers import root_facts, service_refusal

_OPTIONS = ["DOWNLOAD_SCHEMA=NO", "EXPOSE_GML_ID=YES"]


class Rows(NamedTuple):
    rows: list[dict[str, Any]]
    crs: Optional[str]
    total: Optional[int]  # as the document says, not as counted


def rows_of_xml(path: Path, copy: Path, host: str) -> Optional[Rows]:
    """The rows of a WFS answer; None for KML, which the intake reads itself; CoreError for other XML.

    copy: a path ending in .gml where GDAL may leave its notes.
    """
    data = path.read_bytes()
    facts = root_facts(data, host)
    if facts.get("root") == "kml":
        return None
    if not facts.get("root", "").endswith("FeatureCollection"):
        raise service_refusal(data, host)
    copy.write_bytes(data)
    total = facts.get("numberMatched", "")
    return Rows(*rows_of_gml(copy, host), int(total) if total.isdigit() else None)


def rows_of_gml(path: Path, host: str) -> tuple[list[dict[str, Any]], Optional[str]]:
    """The features of the one layer in the file, longitude first whatever its axis order, and the code of its CRS.

    The caller has made sure that the file is well formed and declares no entities.
    """
    from osgeo import gdal

    path.with_suffix(".gfs").unlink(missing_ok=True)  # GDAL's notes on an earlier page would hide columns of this one
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    former = gdal.GetConfigOption("GML_SKIP_RESOLVE_ELEMS")
    gdal.SetConfigOption("GML_SKIP_RESOLVE_ELEMS", "ALL")
    try:
        source = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_READONLY, ["GML"], _OPTIONS)
        if source is None:
            raise RuntimeError
        layers = [source.GetLayer(number) for number in range(source.GetLayerCount())]
        layers = [layer for layer in layers if layer.GetFeatureCount()]
        if len(layers) > 1:
            text = N_("The service has several layers; add one to the address as &typeNames=…: {layers}.")
            raise CoreError(text, layers=", ".join(layer.GetName() for layer in layers))
        if not layers:
            return [], None
        reference = layers[0].GetSpatialRef()
        code = reference.GetAuthorityCode(None) if reference else None
        return [_row(feature) for feature in layers[0]], f"EPSG:{code}" if code else None
    except RuntimeError:  # also where another plugin switched GDAL's exceptions on
        raise CoreError(N_("{host} gave GML that cannot be read."), host=host) from None
    finally:
        gdal.SetConfigOption("GML_SKIP_RESOLVE_ELEMS", former)
        gdal.PopErrorHandler()


def _row(feature: Any) -> dict[str, Any]:
    found = json.loads(feature.ExportToJson())
    properties = found.get("properties") or {}
    name = properties.pop("gml_id", None) or properties.pop("fid", None)
    row = {"type": "Feature", "properties": properties, "geometry": _shape(feature.GetGeometryRef())}
    return {**row, "id": name} if isinstance(name, (str, int)) else row


def _shape(geometry: Any) -> Optional[dict[str, Any]]:
    if geometry is None:
        return None
    if geometry.HasCurveGeometry():
        geometry = geometry.GetLinearGeometry()
    return json.loads(geometry.ExportToJson())
