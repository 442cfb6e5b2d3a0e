"""GeoPackages whose bytes depend on their content only."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely
from osgeo import gdal, ogr, osr

gdal.UseExceptions()
ogr.UseExceptions()
KINDS = {"point": ogr.wkbPoint, "line": ogr.wkbLineString, "polygon": ogr.wkbMultiPolygon, "none": ogr.wkbNone}


def write_layers(target: Path, layers: dict) -> None:
    """Write layers (name -> frame, point | line | polygon | none, description) in EPSG:4490."""
    gdal.SetConfigOption("OGR_CURRENT_DATE", "2026-11-21T00:00:00.000Z")
    gdal.SetConfigOption("OGR_SQLITE_PRAGMA", "journal_mode=DELETE")
    target.unlink(missing_ok=True)
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(target), ["VERSION=1.2"])
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(4490)
    crs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    for name, (frame, kind, description) in layers.items():
        options = [f"DESCRIPTION={description}", f"IDENTIFIER={name}"]
        layer = source.CreateLayer(name, crs if kind != "none" else None, KINDS[kind], options)
        columns = [column for column in frame.columns if column != "geometry"]
        for column in columns:
            layer.CreateField(ogr.FieldDefn(column, _field_type(frame[column])))
        layer.StartTransaction()
        for row in frame.to_dict("records"):
            feature = ogr.Feature(layer.GetLayerDefn())
            for column in columns:
                if not _empty(row[column]):
                    feature[column] = row[column]
            if kind != "none" and row["geometry"] is not None:
                shape = ogr.CreateGeometryFromWkb(row["geometry"].wkb)
                feature.SetGeometry(ogr.ForceToMultiPolygon(shape) if kind == "polygon" else shape)
            layer.CreateFeature(feature)
        layer.CommitTransaction()
    source = None


def read_layer(source: Path, layer: str) -> gpd.GeoDataFrame:
    """A layer with its columns, as EPSG:4490 (the real base is in degrees of WGS 84: the same within a metre)."""
    opened = ogr.Open(str(source))
    features = list(opened.GetLayerByName(layer))
    rows = [
        {**feature.items(), "geometry": shapely.from_wkb(bytes(feature.GetGeometryRef().ExportToWkb()))}
        for feature in features
    ]
    return gpd.GeoDataFrame(rows, crs="EPSG:4490")


def _field_type(values: pd.Series) -> int:
    if values.dropna().map(lambda v: isinstance(v, str)).any():
        return ogr.OFTString
    filled = values.dropna()
    if len(filled) and (filled.astype(float) == filled.astype(float).round()).all() and values.dtype.kind in "iuO":
        return ogr.OFTInteger64
    return ogr.OFTReal if len(filled) else ogr.OFTString


def _empty(value: object) -> bool:
    return value is None or (not isinstance(value, str) and pd.isna(value))
