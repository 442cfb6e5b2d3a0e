"""Rasters of heights for the tests, written with GDAL."""

from __future__ import annotations

import numpy as np
from osgeo import gdal, osr


def write_dem(
    path, heights, west, north, cell, epsg=4490, void=None, unit=None, kind=gdal.GDT_Float32, scale=None, offset=None
):
    """A GeoTIFF; rows from the north, `cell` in the unit of the system; epsg None leaves it without one."""
    rows, columns = heights.shape
    raster = gdal.GetDriverByName("GTiff").Create(str(path), columns, rows, 1, kind)
    raster.SetGeoTransform((west, cell, 0, north, 0, -cell))
    if epsg:
        system = osr.SpatialReference()
        system.ImportFromEPSG(epsg)
        raster.SetProjection(system.ExportToWkt())
    band = raster.GetRasterBand(1)
    if void is not None:
        band.SetNoDataValue(void)
    if unit:
        band.SetUnitType(unit)
    if scale is not None:
        band.SetScale(scale)
    if offset is not None:
        band.SetOffset(offset)
    band.WriteArray(np.asarray(heights))
    raster.FlushCache()
    return str(path)
