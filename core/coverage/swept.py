"""Signals on a grid by sweeps: every transmitter's losses all around it, instead of a path to every cell."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Optional

import numpy as np
import pandas as pd

from ..ellipsoid import metres_per_degree
from ..errors import Cancelled, Progress, no_progress
from .air import Air, asked
from .formulas import free_space, probability
from .ground import Ground
from .raster import Grid, SignalRaster
from .ray_losses import Mast
from .sweep import Sweep, cells_per_metre

_LOOK_S = 0.3
_HAIR_DB = 1e-4  # float32
_NEVER = np.float32(1e9)  # dB or m: an empty cell, without the infinities that no arithmetic gets out of


@dataclass(frozen=True)
class _Cast:
    """One sweep: the antenna that rows of the two tables have in common."""

    lonlat: np.ndarray
    mhz: float
    mast_m: float
    clutter_m: float
    reach_m: float
    aimed: bool
    sure: np.ndarray
    may: np.ndarray


@dataclass(frozen=True)
class _Seen:
    """A window of the grid, and in it distances in m, bearings in degrees (where they count) and losses in dB of a sweep."""

    window: tuple[slice, slice]
    metres: np.ndarray
    bearing: Optional[np.ndarray]
    loss: np.ndarray


def swept_raster(
    transmitters: pd.DataFrame, air: Air, ground: Ground, grid: Grid, progress: Progress = no_progress
) -> SignalRaster:
    """As `signal_raster`, with the loss of the nearest point of the nearest ray for every cell."""
    sure, may = asked(transmitters, True), asked(transmitters, False)
    shape = (grid.rows, grid.columns)
    margin, metres = np.full(shape, -_NEVER, np.float32), np.zeros(shape, np.float32)
    row, may_m = np.full(shape, -1, np.int32), np.full(shape, _NEVER, np.float32)
    casts = _casts(sure, may)
    limit = may["sigma_db"].to_numpy(float) * air.gap_sigmas
    for done, (cast, seen) in enumerate(_side_by_side(casts, air, ground, grid, progress), 1):
        window = seen.window
        for one in cast.sure:
            left, inside = _margin(seen, sure, one, air)
            left -= ~inside * (2 * _NEVER)  # far below: at that size float32 goes by 128
            left = np.fmax(left, -_NEVER)  # not a number beyond a void
            better = left > margin[window]  # by arithmetic from here on: masks take ten times as long
            np.maximum(margin[window], left, out=margin[window])
            metres[window] += better * (seen.metres - metres[window])
            row[window] += better * (np.int32(one) - row[window])
        for one in cast.may:
            left, inside = _margin(seen, may, one, air)
            holds = inside & ~(left <= limit[one] + _HAIR_DB)  # what is not known may be
            np.minimum(may_m[window], seen.metres + ~holds * _NEVER, out=may_m[window])
        progress(done / len(casts))
    own = np.r_[transmitters.index.get_indexer(sure.index), -1]
    sigma = np.r_[sure["sigma_db"].to_numpy(float), np.nan][row]
    level = (transmitters["threshold_dbm"] + transmitters["uplink_db"]).to_numpy(float)
    left = np.where(row >= 0, margin, np.nan).astype(float)
    with np.errstate(invalid="ignore"):
        covered = left >= air.covered_sigmas * sigma - _HAIR_DB
    rsrp = np.r_[level, np.nan][own[row]] + left
    possible = may_m < _NEVER
    metres = np.where(row >= 0, metres, np.where(possible, may_m, np.nan))
    return SignalRaster(grid, rsrp, probability(left, sigma), own[row], metres, covered, covered | possible)


def _casts(sure: pd.DataFrame, may: pd.DataFrame) -> list[_Cast]:
    """Transmitters that a sweep serves, in order of frequency: the table of the smooth earth is made for one at a time."""
    same = ["mhz", "lon", "lat", "mast_m", "clutter_m"]
    both = pd.concat([sure.assign(of=0), may.assign(of=1)])[[*same, "reach_m", "azimuth_deg", "of"]]
    both["at"] = np.r_[np.arange(len(sure)), np.arange(len(may))]
    found = []
    for (mhz, lon, lat, mast, clutter), rows in both.groupby(same, sort=True, dropna=False):
        at = [rows.loc[rows["of"] == of, "at"].to_numpy(int) for of in (0, 1)]
        aimed = bool(rows["azimuth_deg"].notna().any())
        found.append(_Cast(np.array([lon, lat]), mhz, mast, clutter, float(rows["reach_m"].max()), aimed, *at))
    return found


def _side_by_side(
    casts: list[_Cast], air: Air, ground: Ground, grid: Grid, progress: Progress
) -> Iterator[tuple[_Cast, _Seen]]:
    """Sweeps in their order, on a few cores at once and no more of them ahead than there are cores."""
    workers = min(4, os.cpu_count() or 1)
    stopped = threading.Event()
    pool = ThreadPoolExecutor(workers)
    place = np.ascontiguousarray(ground.place(grid.centres()).T.astype(np.float32)).reshape(2, grid.rows, grid.columns)

    def look() -> None:
        if stopped.is_set():
            raise Cancelled

    def work(cast: _Cast) -> _Seen:
        return _seen(cast, air, ground, grid, place, look)

    waiting: deque[Future[_Seen]] = deque()
    rest = iter(casts)
    try:
        for done, cast in enumerate(casts):
            while len(waiting) <= workers and (following := next(rest, None)) is not None:
                waiting.append(pool.submit(work, following))
            future = waiting.popleft()
            while wait([future], _LOOK_S).not_done:
                progress(done / len(casts))
            yield cast, future.result()
    finally:  # also when the user stops
        stopped.set()
        pool.shutdown(cancel_futures=True)


def _seen(cast: _Cast, air: Air, ground: Ground, grid: Grid, place: np.ndarray, look: Callable[[], None]) -> _Seen:
    window = _window(grid, cast)
    mast = Mast(
        ground.place(cast.lonlat[None, :])[0],
        cells_per_metre(ground, cast.lonlat),
        cast.mast_m,
        air.receiver_m,
        cast.mhz,
        cast.clutter_m,
    )
    to_metres = np.linalg.inv(mast.per_metre).astype(np.float32)
    column, row = (place[axis][window] - np.float32(mast.cell[axis]) for axis in (0, 1))
    east, north = (part[0] * column + part[1] * row for part in to_metres)
    metres = np.sqrt(east * east + north * north)
    if np.isnan(ground.at(cast.lonlat[None, :])[0]):
        loss = np.full_like(metres, np.nan)
    else:
        loss = Sweep(ground, mast, cast.reach_m, _cell_m(grid), look).at(east, north)
    near = np.maximum(metres, 10)
    loss += 20 * np.log10(near) + np.float32(free_space(1.0, cast.mhz))
    return _Seen(window, metres, np.degrees(np.arctan2(east, north)) if cast.aimed else None, loss)


def _window(grid: Grid, cast: _Cast) -> tuple[slice, slice]:
    per_lon, per_lat = (float(v[0]) for v in metres_per_degree(cast.lonlat[1:]))
    wide, high = 1.02 * cast.reach_m / (per_lon * grid.dx), 1.02 * cast.reach_m / (per_lat * grid.dy)
    column, row = (cast.lonlat[0] - grid.west) / grid.dx, (grid.north - cast.lonlat[1]) / grid.dy
    columns = (max(int(column - wide), 0), max(min(int(column + wide) + 1, grid.columns), 0))
    rows = (max(int(row - high), 0), max(min(int(row + high) + 1, grid.rows), 0))
    return slice(*rows), slice(*columns)


def _cell_m(grid: Grid) -> float:
    per_lat = metres_per_degree(np.array([grid.north - grid.rows * grid.dy / 2]))[1]
    return float(grid.dy * per_lat[0])


def _margin(seen: _Seen, table: pd.DataFrame, row: int, air: Air) -> tuple[np.ndarray, np.ndarray]:
    """What a row of the table has left in dB in the window, and where it reaches."""
    values = table.iloc[row]
    left = np.float32(values["allowed_db"]) - seen.loss
    if seen.bearing is not None and not np.isnan(values["azimuth_deg"]):
        aside = (seen.bearing - np.float32(values["azimuth_deg"]) + 180) % 360 - 180
        left -= np.minimum(12 * (aside / np.float32(air.beam_deg)) ** 2, np.float32(air.back_db))
    return left, seen.metres <= np.float32(values["reach_m"])
