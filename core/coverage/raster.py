"""Signals on a grid: which transmitter is the strongest in every cell, how strong, and whether another may be enough."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..ellipsoid import metres_per_degree
from ..errors import N_, CoreError, Progress, no_progress
from ..metric import DEGREES
from .air import Air
from .raising import gdal_raises
from .strongest import rsrp_dbm, strongest

_MOST_CELLS = 12_000_000
NO_DATA = -9999.0
STATES = {1: "covered_model", 2: "unknown"}


@dataclass(frozen=True)
class Grid:
    """Cells in EPSG:4490, rows from the north, near squares of the same size on the ground in its middle."""

    west: float
    north: float
    dx: float
    dy: float
    columns: int
    rows: int

    def centres(self) -> np.ndarray:
        """Degrees (rows * columns, 2) of the cells' middles."""
        lon = self.west + (np.arange(self.columns) + 0.5) * self.dx
        lat = self.north - (np.arange(self.rows) + 0.5) * self.dy
        return np.column_stack([np.tile(lon, self.rows), np.repeat(lat, self.columns)])


@dataclass(frozen=True)
class SignalRaster:
    """By row and column: rsrp_dbm (NaN where no signal is told), probability, server (position of the transmitter, -1),
    distance_m (to it; where there is none, to one that may be enough), covered (that probability is the profile's or more),
    and possible (covered, or another transmitter may be enough)."""

    grid: Grid
    rsrp_dbm: np.ndarray
    probability: np.ndarray
    server: np.ndarray
    distance_m: np.ndarray
    covered: np.ndarray
    possible: np.ndarray


def grid_over(bounds: tuple[float, float, float, float], cell_m: float) -> Grid:
    """A grid over a box in degrees."""
    west, south, east, north = bounds
    per_lon, per_lat = metres_per_degree(np.array([(south + north) / 2]))
    dx, dy = cell_m / float(per_lon[0]), cell_m / float(per_lat[0])
    columns, rows = (max(int(np.ceil(size)), 1) for size in ((east - west) / dx, (north - south) / dy))
    if columns * rows > _MOST_CELLS:
        text = N_("The raster would have {count} million cells of {cell} m: set a larger raster_cell_m in the profile.")
        raise CoreError(text, count=f"{columns * rows / 1e6:.0f}", cell=f"{cell_m:g}")
    return Grid(west, north, dx, dy, columns, rows)


def signal_raster(transmitters: pd.DataFrame, air: Air, grid: Grid, progress: Progress = no_progress) -> SignalRaster:
    """The strongest of `transmitters` (rows of supply by a path model, out of doors) in every cell, by its middle."""
    xy = grid.centres()
    found = strongest(xy, transmitters, air, best=True, progress=lambda share: progress(0.6 * share))
    covered = found["holds"].to_numpy(bool)
    rest = np.flatnonzero(~covered)
    may = strongest(xy[rest], transmitters, air, sure=False, progress=lambda share: progress(0.6 + 0.4 * share))
    possible = covered.copy()
    possible[rest] = may["holds"].to_numpy(bool)
    server, metres = found["row"].to_numpy(int), found["distance_m"].to_numpy(float).copy()
    metres[rest] = np.where(server[rest] >= 0, metres[rest], may["distance_m"])
    shape = (grid.rows, grid.columns)
    columns = (rsrp_dbm(transmitters, found), found["probability"], server, metres, covered, possible)
    return SignalRaster(grid, *(np.asarray(column).reshape(shape) for column in columns))


@gdal_raises()
def write_raster(raster: SignalRaster, names: list[str], path: str, note: str) -> None:
    """A GeoTIFF in EPSG:4490: RSRP in dBm, the number of the best server in `names` (0: none), the probability."""
    from osgeo import gdal, osr

    grid = raster.grid
    driver = gdal.GetDriverByName("GTiff")
    options = ["COMPRESS=DEFLATE", "TILED=YES"]
    file = driver.Create(path, grid.columns, grid.rows, 3, gdal.GDT_Float32, options)
    if file is None:
        raise CoreError(
            N_("'{file}' can't be written. Is the folder there, and is it open elsewhere?"), file=Path(path).name
        )
    file.SetGeoTransform((grid.west, grid.dx, 0.0, grid.north, 0.0, -grid.dy))
    system = osr.SpatialReference()
    system.ImportFromEPSG(int(DEGREES.partition(":")[2]))
    file.SetProjection(system.ExportToWkt())
    file.SetMetadataItem("TIFFTAG_IMAGEDESCRIPTION", note)
    bands = (("RSRP (dBm)", raster.rsrp_dbm), ("best server", raster.server + 1.0), ("probability", raster.probability))
    for number, (title, values) in enumerate(bands, 1):
        band = file.GetRasterBand(number)
        band.SetDescription(title)
        band.SetNoDataValue(NO_DATA)
        band.WriteArray(np.where(np.isfinite(values), values, NO_DATA).astype(np.float32))
    file.GetRasterBand(2).SetCategoryNames(["", *names])
    file.FlushCache()


def areas_of(raster: SignalRaster, rings_m: tuple[float, ...] = ()) -> gpd.GeoDataFrame:
    """The cells that are covered, and those that may be but are not surely, as polygons: state, ring (1, 2, … by the distance
    to the server, 0 without rings)."""
    state = np.where(raster.covered, 1, np.where(raster.possible, 2, 0))
    far = np.where(np.isfinite(raster.distance_m), raster.distance_m, np.inf)
    ring = np.searchsorted(np.asarray(rings_m, float), far, "left") + 1 if rings_m else np.zeros(state.shape, int)
    codes, shapes = _polygons(raster.grid, np.where(state > 0, state * 100 + ring, 0))
    found = []
    for code in np.unique(codes):
        whole = shapely.make_valid(shapely.multipolygons(shapes[codes == code]))
        found.append({"state": STATES[code // 100], "ring": int(code % 100), "geometry": whole})
    return gpd.GeoDataFrame(found, columns=["state", "ring", "geometry"], geometry="geometry", crs=DEGREES)


def _polygons(grid: Grid, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Neighbouring cells of one code above 0 as polygons: codes and shapes."""
    from osgeo import gdal, ogr

    raster = gdal.GetDriverByName("MEM").Create("", grid.columns, grid.rows, 1, gdal.GDT_Int32)
    raster.SetGeoTransform((grid.west, grid.dx, 0.0, grid.north, 0.0, -grid.dy))
    band = raster.GetRasterBand(1)
    band.WriteArray(codes.astype(np.int32))
    source = ogr.GetDriverByName("Memory").CreateDataSource("")
    layer = source.CreateLayer("", None, ogr.wkbPolygon)
    layer.CreateField(ogr.FieldDefn("code", ogr.OFTInteger))
    gdal.Polygonize(band, band, layer, 0)  # the band masks itself: 0 makes no polygon
    rows = [(feature.GetField(0), bytes(feature.GetGeometryRef().ExportToWkb())) for feature in layer]
    return np.array([code for code, _ in rows], int), shapely.from_wkb(np.array([wkb for _, wkb in rows], object))
