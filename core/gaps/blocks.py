"""Areas laid flat: cut into blocks, each in an equal-area frame of its own, all side by side in one plane."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..ellipsoid import metres_per_degree
from .earth import earth_centred
from .shapes import polygonal

BLOCK_M = 80_000.0
_EDGE_DEG = 0.02
"""Edges drawn longer than this are cut, since what is straight in degrees bends on the ground."""


@dataclass(frozen=True)
class Blocks:
    """Blocks of areas. A frame keeps areas to 1e-6 and lengths to 2e-5 within its block."""

    area: np.ndarray
    """Position of the area that each block is cut from."""
    shape: np.ndarray
    """The blocks in degrees."""
    place: np.ndarray
    """Their middles, earth-centred (n, 3)."""
    east: np.ndarray
    north: np.ndarray

    def take(self, rows: np.ndarray) -> Blocks:
        return Blocks(self.area[rows], self.shape[rows], self.place[rows], self.east[rows], self.north[rows])

    def flat(self, lonlat: np.ndarray, block: np.ndarray) -> np.ndarray:
        """Degrees as metres from the middle of a block (Lambert's azimuthal frame: as far out as the chord is long)."""
        away = earth_centred(lonlat) - self.place[block]
        x, y = (away * self.east[block]).sum(axis=1), (away * self.north[block]).sum(axis=1)
        level = np.hypot(x, y)
        stretch = np.sqrt((away**2).sum(axis=1)) / np.where(level > 0, level, 1)
        return np.column_stack([x * stretch, y * stretch])

    def degrees(self, xy: np.ndarray, block: np.ndarray) -> np.ndarray:
        """What `flat` undoes, to a millimetre: two rounds of Newton from the scale at the middle."""
        middle = self.middle[block]
        east, north = metres_per_degree(middle[:, 1])
        lonlat = middle + xy / np.column_stack([east, north])
        for _ in range(4):
            off = xy - self.flat(lonlat, block)
            east, north = metres_per_degree(lonlat[:, 1])
            turn = np.radians(lonlat[:, 0] - middle[:, 0]) * np.sin(np.radians(lonlat[:, 1]))
            lonlat = lonlat + np.column_stack(
                [
                    (off[:, 0] * np.cos(turn) + off[:, 1] * np.sin(turn)) / east,
                    (off[:, 1] * np.cos(turn) - off[:, 0] * np.sin(turn)) / north,
                ]
            )
        return lonlat

    @property
    def middle(self) -> np.ndarray:
        """Degrees of the middles (n, 2)."""
        bounds = shapely.bounds(self.shape)
        return (bounds[:, :2] + bounds[:, 2:]) / 2


def blocks_of(areas: np.ndarray) -> Blocks:
    """Cut areas (degrees, EPSG:4490) into blocks not wider than 80 km; missing and empty ones have none."""
    shape = polygonal(areas)
    area = np.flatnonzero(~shapely.is_empty(shape))
    shape = shape[area]
    low, high = np.hsplit(shapely.bounds(shape).reshape(-1, 4), 2)
    east, north = metres_per_degree((low[:, 1] + high[:, 1]) / 2)
    size = (high - low) * np.column_stack([east, north])
    cells = np.maximum(np.ceil(size / BLOCK_M), 1).astype(np.int64)
    count = cells.prod(axis=1)
    row = np.repeat(np.arange(len(area)), count)
    cell = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    column_row = np.column_stack([cell % cells[row, 0], cell // cells[row, 0]])
    step = (high - low) / cells
    corner = low[row] + column_row * step[row]
    cut = count[row] > 1
    pieces = shape[row]
    frame = shapely.box(corner[cut, 0], corner[cut, 1], *(corner[cut] + step[row[cut]]).T)
    pieces[cut] = polygonal(shapely.intersection(shapely.segmentize(pieces[cut], _EDGE_DEG), frame))
    full = ~shapely.is_empty(pieces)
    pieces, area = shapely.segmentize(pieces[full], _EDGE_DEG), area[row[full]]
    bounds = shapely.bounds(pieces).reshape(-1, 4)
    middle = (bounds[:, :2] + bounds[:, 2:]) / 2
    lon, lat = np.radians(middle).T
    nil = np.zeros(len(lon))
    across = np.column_stack([-np.sin(lon), np.cos(lon), nil])
    up = np.column_stack([-np.sin(lat) * np.cos(lon), -np.sin(lat) * np.sin(lon), np.cos(lat)])
    return Blocks(area, pieces, earth_centred(middle), across, up)
