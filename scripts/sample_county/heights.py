"""A DEM of the sample county's land, made up: hills that rise from the real coast to the north, the sea at 0 m."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
from osgeo import gdal, osr
from shapely import box, contains_xy
from shapely.ops import polygonize, unary_union

FILE = "dem.tif"
NOTE = "示例数据，虚构：高程非实测 / sample data, made up: no surveyed heights"
WEST, SOUTH, EAST, NORTH, STEP = 107.69, 21.39, 108.45, 21.87, 0.00125
SEED = 450682
_PIXEL_IS_AREA = (WEST, STEP, 0.0, NORTH, 0.0, -STEP)


def write(base: dict[str, gpd.GeoDataFrame], path: Path) -> None:
    """The GeoTIFF, heights in whole metres, EPSG:4490."""
    heights = _heights(base)
    driver = gdal.GetDriverByName("GTiff")
    options = ["COMPRESS=DEFLATE", "PREDICTOR=2", "ZLEVEL=9", "TILED=NO"]
    raster = driver.Create(str(path), heights.shape[1], heights.shape[0], 1, gdal.GDT_Int16, options)
    raster.SetGeoTransform(_PIXEL_IS_AREA)
    system = osr.SpatialReference()
    system.ImportFromEPSG(4490)
    raster.SetProjection(system.ExportToWkt())
    raster.SetMetadataItem("TIFFTAG_IMAGEDESCRIPTION", NOTE)
    raster.GetRasterBand(1).WriteArray(heights)
    raster.GetRasterBand(1).SetDescription("height_m")


def _heights(base: dict[str, gpd.GeoDataFrame]) -> np.ndarray:
    lon, lat = np.meshgrid(np.arange(WEST + STEP / 2, EAST, STEP), np.arange(NORTH - STEP / 2, SOUTH, -STEP))
    land = _land(base, lon, lat)
    north, foot = np.clip((lat - 21.53) / (NORTH - 21.53), 0, 1), np.clip((lat - 21.55) / 0.08, 0, 1)
    hills = np.clip(_fractal(lon.shape) + 0.12, 0, None)
    # flat along the shore, ranges of 200 to 700 m inland
    rise = 3 + 25 * north + (60 + 740 * foot + 300 * north) * hills**1.15
    return np.where(land, np.maximum(np.round(rise), 1), 0).astype(np.int16)


def _fractal(shape: tuple[int, int]) -> np.ndarray:
    """Heights between about -1 and 1 with the spectrum of hills, no waves longer than 16 km or shorter than 700 m."""
    rng = np.random.default_rng(SEED)
    row, column = np.meshgrid(np.fft.fftfreq(shape[0]), np.fft.rfftfreq(shape[1]), indexing="ij")
    wave = np.hypot(row, column)
    size = np.maximum(wave, 1 / 120) ** -2.0 * np.exp(-((wave / 0.18) ** 4))
    size[0, 0] = 0
    noise = rng.normal(size=wave.shape) + 1j * rng.normal(size=wave.shape)
    hills = np.fft.irfft2(noise * size, s=shape)
    return hills / np.abs(hills).max()


def _land(base: dict[str, gpd.GeoDataFrame], lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """What lies north of the coast, and the islands."""
    lines = unary_union([*base["coast"].geometry.values])
    frame = box(WEST - 0.005, SOUTH - 0.005, EAST + 0.005, NORTH + 0.002)
    faces = list(polygonize(unary_union([lines.intersection(frame), frame.exterior])))
    mask = np.zeros(lon.shape, bool)
    for face in faces:
        inside = contains_xy(face, lon, lat)
        if face.representative_point().y > 21.60 or inside[0].any():
            mask |= inside
    for island in base["islands"].geometry:
        mask |= contains_xy(island, lon, lat)
    return mask
