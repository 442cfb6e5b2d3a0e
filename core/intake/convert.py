"""Any layer from one coordinate system into another, web maps' offsets included, vertex by vertex."""

from __future__ import annotations

import warnings
from typing import Callable

import geopandas as gpd
import numpy as np
import shapely
from pyproj import CRS

from ..errors import N_, CoreError, Progress, no_progress
from ..metric import DEGREES
from . import shift
from .sentence import Sentence
from .systems import BD09, BEIJING54, GCJ02, SAID, XIAN80, datum_of, is_code, is_projected, system

_CHUNK = 20_000
_TRUE = {GCJ02: shift.wgs84_from_gcj02, BD09: shift.wgs84_from_bd09}
_SHOWN = {GCJ02: shift.gcj02_from_wgs84, BD09: shift.bd09_from_wgs84}


def convert(
    frame: gpd.GeoDataFrame, source: str, target: str, name: str, progress: Progress = no_progress
) -> gpd.GeoDataFrame:
    """The layer with every vertex moved from `source` to `target`; columns, index and kinds of geometry stay.

    source, target: wgs84, cgcs2000, gcj02, bd09, a word for one of them, or a code such as EPSG:4526. `source` is what
    the numbers really are, whatever the layer's label; the label only leads from metres to degrees, unless `source` is
    itself a system of metres. The result is labelled EPSG:4490 (GCJ-02 and BD-09, which have no code, too), or with
    the code given as `target`. CoreError when a system is unknown or secret, or when the numbers are not what is said.
    """
    source_name, target_name = system(source), system(target)
    if datum_of(target_name) in (BEIJING54, XIAN80):
        text = N_("Nobody can convert to {system} exactly without its parameters, which are secret.")
        raise CoreError(text, system=Sentence(SAID[datum_of(target_name)]))
    degrees = _in_degrees(frame, source_name, name)
    shapes = degrees.geometry.to_numpy().copy()
    steps = [step for step in (_TRUE.get(source_name), _SHOWN.get(target_name)) if step is not None]
    for start in range(0, len(shapes) if steps else 0, _CHUNK):
        part = slice(start, start + _CHUNK)
        for step in steps:
            shapes[part] = shapely.transform(shapes[part], _columns(step))
        progress(min(1.0, (start + _CHUNK) / len(shapes)))
    moved = degrees.set_geometry(gpd.GeoSeries(shapes, index=frame.index, crs=DEGREES))
    if is_code(target) and CRS(target_name) != CRS(DEGREES):
        moved = _to_crs(moved, target_name)
    moved.attrs = dict(frame.attrs)
    return moved


def label(target: str) -> str:
    """How a layer in this system is called: 'GCJ-02', 'CGCS2000', 'EPSG:4526'."""
    name = system(target)
    return SAID.get(name, name)


def _columns(step: Callable) -> Callable[[np.ndarray], np.ndarray]:
    return lambda xy: np.column_stack(step(xy[:, 0], xy[:, 1]))


def _in_degrees(frame: gpd.GeoDataFrame, source: str, name: str) -> gpd.GeoDataFrame:
    """The layer's numbers as longitudes and latitudes, still shifted where the source is."""
    own = frame.crs
    if source.startswith("EPSG:") and (own is None or is_projected(source) or not own.is_projected):
        own = CRS(source)  # what the numbers are is said, whatever the label
    elif own is None:
        own = CRS(DEGREES)
    bounds = shapely.bounds(frame.geometry.to_numpy())
    bounds = bounds[np.isfinite(bounds).all(axis=1)]
    far = (np.abs(bounds) > [360, 90, 360, 90]).any(axis=1)
    if not own.is_projected and far.sum() > 0.5 * len(bounds):  # a swapped row or two are no reason to refuse the rest
        text = N_("Layer '{layer}' holds {x}, {y}, which are no degrees. Say its zone in FROM, such as EPSG:4526.")
        raise CoreError(text, layer=name, x=round(bounds[far][0, 0], 1), y=round(bounds[far][0, 1], 1))
    return _to_crs(frame.set_crs(own, allow_override=True), DEGREES)


def _to_crs(frame: gpd.GeoDataFrame, target: str) -> gpd.GeoDataFrame:
    if {frame.crs.to_epsg(), CRS(target).to_epsg()} <= {4490, 4326}:
        return frame.set_crs(target, allow_override=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return frame.to_crs(target)
