"""Lines under discs: covered metres and stretches by chainage, without drawing a disc."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..errors import Progress, no_progress
from .discs import half_deg, usable
from .earth import chord_m, earth_centred
from .intervals import TOUCH_M, merged, nothing, stretches
from .polylines import Polylines, measure
from .spheres import spans


@dataclass(frozen=True)
class Covered:
    """`total_m` and `covered_m` per line, `intervals` the covered stretches [line, from_m, to_m]."""

    total_m: np.ndarray
    covered_m: np.ndarray
    intervals: pd.DataFrame


def cover_lines(lines: gpd.GeoSeries, discs: pd.DataFrame, progress: Progress = no_progress) -> Covered:
    """Metres of lines within the union of discs.

    Lines in EPSG:4490, straight in degrees between vertices; `discs` has `lon`, `lat` (degrees) and `radius_m` (along the
    ground; NaN and 0 cover nothing). Lengths are geodesic. A line of several parts has one running chainage.
    """
    return cover_measured(measure(lines), discs, progress)


def cover_measured(polylines: Polylines, discs: pd.DataFrame, progress: Progress = no_progress) -> Covered:
    """`cover_lines` for lines that are measured already."""
    discs = discs.iloc[usable(discs)]
    lonlat, radius = discs[["lon", "lat"]].to_numpy(float), discs["radius_m"].to_numpy(float)
    pieces = polylines.pieces
    if not len(pieces.first) or not len(radius):
        return Covered(polylines.total_m, np.zeros(len(polylines.total_m)), nothing())
    progress(0.0)
    half = half_deg(lonlat, radius)
    pairs = pieces.near(lonlat - half, lonlat + half)
    centre, chord = earth_centred(lonlat), chord_m(radius, lonlat[:, 1])
    segment, from_share, to_share = spans(pieces, polylines.place, centre, chord, pairs, progress)
    begin, end = polylines.start[segment[0]], polylines.start[segment[1]]
    along = polylines.chainage
    start_m = along[begin] + from_share * (along[begin + 1] - along[begin])
    end_m = along[end] + to_share * (along[end + 1] - along[end])
    end_m = np.where(to_share == 1, along[end + 1], end_m)
    intervals = stretches(*merged(polylines.line[begin], start_m, end_m))
    covered = np.bincount(intervals["line"], intervals["to_m"] - intervals["from_m"], len(polylines.total_m))
    return Covered(polylines.total_m, covered, intervals)


def substrings(lines: gpd.GeoSeries, intervals: pd.DataFrame) -> np.ndarray:
    """The geometries of stretches [line, from_m, to_m] of lines, in the order of the table.

    A stretch that runs over several parts of its line comes back in several parts.
    """
    return cut_measured(measure(lines), intervals)


def place_at(polylines: Polylines, line: np.ndarray, metre: np.ndarray) -> np.ndarray:
    """Degrees (n, 2) of the places at a chainage of lines; at the end of a part, on the part that ends there."""
    room = np.cumsum(polylines.total_m + 1) - polylines.total_m
    vertex = np.searchsorted(polylines.chainage + room[polylines.line], metre + room[line], "left")
    low, high = np.searchsorted(polylines.line, line, "left") + 1, np.searchsorted(polylines.line, line, "right") - 1
    return _on_segment(polylines, np.clip(vertex, low, high), metre)


def cut_measured(polylines: Polylines, intervals: pd.DataFrame) -> np.ndarray:
    """`substrings` for lines that are measured already."""
    if not len(intervals):
        return np.array([], object)
    line, from_m, to_m = (intervals[c].to_numpy() for c in ("line", "from_m", "to_m"))
    room = np.cumsum(polylines.total_m + 1) - polylines.total_m
    key = polylines.chainage + room[polylines.line]
    low = np.searchsorted(polylines.line, line, "left") + 1
    high = np.searchsorted(polylines.line, line, "right") - 1
    first = np.clip(np.searchsorted(key, from_m + room[line] + TOUCH_M, "right"), low, high)
    last = np.clip(np.searchsorted(key, to_m + room[line] - TOUCH_M, "left"), first, high)
    inner = last - first
    count = inner + 2
    end = np.cumsum(count)
    row = np.repeat(np.arange(len(line)), count)
    vertex = np.arange(end[-1]) - np.repeat(end - count, count) + np.repeat(first - 1, count)
    xy = polylines.lonlat[vertex]
    xy[end - count], xy[end - 1] = _on_segment(polylines, first, from_m), _on_segment(polylines, last, to_m)
    jump = np.ones(len(polylines.lonlat), bool)
    jump[polylines.start + 1] = False
    # the first vertex of each stretch begins a part, and so does one that no segment leads to
    begins = jump[vertex]
    begins[end - count], begins[end - 1] = True, False
    part = np.cumsum(begins) - 1
    parts = shapely.linestrings(xy, indices=part)
    owner = row[begins]
    single = np.bincount(owner, minlength=len(line)) == 1
    found = np.empty(len(line), object)
    found[single] = parts[single[owner]]
    if not single.all():
        several = ~single[owner]
        rows, index = np.unique(owner[several], return_inverse=True)
        found[rows] = shapely.multilinestrings(parts[several], indices=index)
    return found


def _on_segment(polylines: Polylines, vertex: np.ndarray, metre: np.ndarray) -> np.ndarray:
    """Places at a chainage, on the segment that ends at `vertex`."""
    before, after = polylines.chainage[vertex - 1], polylines.chainage[vertex]
    share = np.clip((metre - before) / np.where(after > before, after - before, 1), 0, 1)
    xy = polylines.lonlat[vertex - 1] + share[:, None] * (polylines.lonlat[vertex] - polylines.lonlat[vertex - 1])
    return np.where((share == 1)[:, None], polylines.lonlat[vertex], xy)
