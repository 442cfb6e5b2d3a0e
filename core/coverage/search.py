"""Transmitters looked up around places, ring by ring outwards and the likeliest first, until no other can be better."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from ..ellipsoid import to_local
from ..errors import Cancelled, Progress
from ..metric import GEOD
from .air import PATH_COLUMNS, Air
from .formulas import free_space
from .paths import Ends, path_diffraction
from .spherical import spherical_loss

_ROUNDS = (3, 8, 20, 50, 150, 500)
_PATHS = 20_000  # between looks whether the user has stopped
_LOOK_S = 0.3
_SLACK_DB = 0.05  # the bound counts with distances in a plane, off by less than 0.1 %


@dataclass
class Best:
    """The best transmitter so far of each place."""

    margin: np.ndarray
    row: np.ndarray
    metres: np.ndarray
    open: np.ndarray

    def take(self, point: np.ndarray, row: np.ndarray, margin: np.ndarray, metres: np.ndarray) -> None:
        self.open[point[np.isnan(margin)]] = True
        order = np.lexsort((margin, point))
        order = order[~np.isnan(margin[order])]
        at = point[order]
        ends = np.flatnonzero(np.r_[at[1:] != at[:-1], True][: len(at)])
        at, order = at[ends], order[ends]
        better = margin[order] > self.margin[at]
        at, order = at[better], order[better]
        self.margin[at], self.row[at], self.metres[at] = margin[order], row[order], metres[order]

    def put(self, rows: np.ndarray, part: Best) -> None:
        self.margin[rows], self.row[rows], self.metres[rows], self.open[rows] = (
            part.margin,
            part.row,
            part.metres,
            part.open,
        )


def nothing(count: int) -> Best:
    return Best(np.full(count, -np.inf), np.full(count, -1), np.full(count, np.nan), np.zeros(count, bool))


def side_by_side(search: Search, parts: list[np.ndarray], progress: Progress) -> Iterator[Best]:
    """What is served of each part, in their order; on a few cores at once, since numpy lets go of the interpreter."""
    pool = ThreadPoolExecutor(min(4, os.cpu_count() or 1))
    try:
        done = 0
        futures = [pool.submit(search.serve, part) for part in parts]
        for part, future in zip(parts, futures):
            while wait([future], _LOOK_S).not_done:
                progress(done)
            done += len(part)
            yield future.result()
            progress(done)
    finally:  # also when the user stops
        search.stopped.set()
        pool.shutdown(cancel_futures=True)


def _rings(sites: np.ndarray, far_m: float) -> list[float]:
    """Radii that double, the first with about eight sites inside."""
    corner = to_local(sites.max(axis=0)[None, :], sites.min(axis=0)[None, :])[0]
    density = len(sites) / max(abs(corner[0] * corner[1]), 1e6)
    first = min(max(np.sqrt(8 / np.pi / density), 500.0), far_m)
    doubled = first * 2.0 ** np.arange(np.ceil(np.log2(far_m / first)) + 1)
    return [*doubled[doubled < far_m].tolist(), far_m * 1.001]


class Search:
    """Transmitters made ready to be looked up, site by site."""

    def __init__(self, xy: np.ndarray, table: pd.DataFrame, air: Air, stop: np.ndarray, sure: bool) -> None:
        self.xy, self.air, self.stop, self.sure = xy, air, stop, sure
        self.stopped = threading.Event()
        self.value = {c: table[c].to_numpy(float) for c in (*PATH_COLUMNS, "reach_m", "azimuth_deg", "told_ground_m")}
        lonlat = table[["lon", "lat"]].to_numpy(float)
        self.sites, self.site = np.unique(lonlat, axis=0, return_inverse=True)
        alike = np.column_stack([self.site, *(self.value[c] for c in ("mhz", "mast_m", "clutter_m"))])
        self.path = np.unique(alike, axis=0, return_inverse=True)[1]
        order = np.argsort(self.site, kind="stable")
        self.rows, count = order, np.bincount(self.site)
        self.first, self.count = np.cumsum(count) - count, count
        self.far = np.zeros(len(count))
        np.maximum.at(self.far, self.site, self.value["reach_m"])
        self.rings = _rings(self.sites, float(self.far.max()))
        self.tx, self.rx = (None if air.ground is None else air.ground.cells(places) for places in (self.sites, xy))

    def serve(self, part: np.ndarray) -> Best:
        """The best transmitter of the places `part`, ring by ring outwards from each."""
        best = nothing(len(part))
        inner = 0.0
        for outer in self.rings:
            active = np.flatnonzero(~self._done(best) & (self._most(inner) > best.margin))
            if len(active):
                point, row, bound = self._pairs(part[active], inner, outer)
                self._ring(part, active[point], row, bound, best)
            inner = outer
        return best

    def _done(self, best: Best) -> np.ndarray:
        return (best.row >= 0) & (best.margin >= self.stop[np.maximum(best.row, 0)])

    def _most(self, metres: float) -> float:
        """The greatest margin that any transmitter can leave from this distance on."""
        value = self.value["allowed_db"] - free_space(np.maximum(metres, 10.0), self.value["mhz"])
        return float(np.max(value)) + _SLACK_DB

    def _ring(self, part: np.ndarray, point: np.ndarray, row: np.ndarray, bound: np.ndarray, best: Best) -> None:
        """Compute the paths of a ring's pairs, the likeliest of each place first, while its place needs more."""
        order = np.lexsort((-bound, point))
        point, row, bound = point[order], row[order], bound[order]
        rank = np.arange(len(point)) - np.searchsorted(point, point)
        last = int(rank.max()) + 1 if len(rank) else 0
        low = 0
        for high in (*_ROUNDS, last):
            now = np.flatnonzero((rank >= low) & (rank < high) & (bound > best.margin[point]))
            now = now[~self._done(best)[point[now]]]
            low = high
            for some in np.array_split(now, -(-len(now) // _PATHS)) if len(now) else []:
                if self.stopped.is_set():
                    raise Cancelled
                value, metres = self._margins(part[point[some]], row[some])
                best.take(point[some], row[some], value, metres)

    def _pairs(self, part: np.ndarray, inner: float, outer: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Places (positions in `part`) and rows of a ring, with the most that free space and the beam leave of a margin;
        of rows that share a path the strongest."""
        origin = self.xy[part].mean(axis=0)
        here, there = (to_local(p, np.broadcast_to(origin, p.shape)) for p in (self.xy[part], self.sites))
        tree = shapely.STRtree(shapely.points(here))
        site, point = tree.query(
            shapely.points(there), predicate="dwithin", distance=np.minimum(self.far * 1.001, outer)
        )
        apart = here[point] - there[site]
        beyond = (apart**2).sum(axis=1) > inner**2 if inner else np.ones(len(site), bool)
        site, point, apart = site[beyond], point[beyond], apart[beyond]
        count = self.count[site]
        at = np.repeat(np.arange(len(site)), count)
        row = self.rows[self.first[site][at] + np.arange(len(at)) - np.repeat(np.cumsum(count) - count, count)]
        point, apart = point[at], apart[at]
        metres = np.hypot(*apart.T)
        keep = metres <= self.value["reach_m"][row] * 1.0005
        point, row, apart, metres = point[keep], row[keep], apart[keep], np.maximum(metres[keep], 10.0)
        bound = self.value["allowed_db"][row] - free_space(metres, self.value["mhz"][row]) + _SLACK_DB
        bound -= self._beam_db(row, np.degrees(np.arctan2(apart[:, 0], apart[:, 1])))
        order = np.lexsort((-bound, self.path[row], point))
        point, row, bound = point[order], row[order], bound[order]
        single = np.r_[True, (point[1:] != point[:-1]) | (self.path[row[1:]] != self.path[row[:-1]])][: len(point)]
        return point[single], row[single], bound[single]

    def _beam_db(self, row: np.ndarray, bearing_deg: np.ndarray) -> np.ndarray:
        """What a cell radiates less aside of where it looks (3GPP TR 38.901 table 7.3-1); nothing where that is not told."""
        aside = (bearing_deg - self.value["azimuth_deg"][row] + 180) % 360 - 180
        return np.nan_to_num(np.minimum(12 * (aside / self.air.beam_deg) ** 2, self.air.back_db))

    def _margins(self, place: np.ndarray, row: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Margins in dB (NaN where the ground is not known) and geodesic distances."""
        site = self.sites[self.site[row]]
        bearing, _, metres = GEOD.inv(site[:, 0], site[:, 1], self.xy[place, 0], self.xy[place, 1])
        metres = np.asarray(metres, float)
        value = {name: values[row] for name, values in self.value.items()}
        loss = self._loss(place, row, metres, value)
        return value["allowed_db"] - loss - self._beam_db(row, np.asarray(bearing, float)), metres

    def _loss(self, place: np.ndarray, row: np.ndarray, metres: np.ndarray, value: dict[str, np.ndarray]) -> np.ndarray:
        rx_m = np.full(len(row), self.air.receiver_m)
        if self.air.ground is None or self.tx is None or self.rx is None:
            unknown = 0.0 if self.sure else self.air.unknown_ground_m
            foot = np.where(np.isfinite(value["told_ground_m"]), value["told_ground_m"], unknown)
            top = np.maximum(value["mast_m"] + foot, 1.0)
            km = np.maximum(metres, 10.0) / 1000
            bent = spherical_loss(km, top, rx_m, value["mhz"], 1.0)
            return free_space(np.hypot(np.maximum(metres, 10.0), top - rx_m), value["mhz"]) + bent
        tx, rx = self.tx[self.site[row]], self.rx[place]
        clutter = value["clutter_m"] if value["clutter_m"].any() else None
        ends = Ends(tx, rx, value["mast_m"], rx_m, metres, value["mhz"], clutter)
        found = path_diffraction(self.air.ground, ends)
        rise = self.air.ground.heights_of(tx) + value["mast_m"] - self.air.ground.heights_of(rx) - rx_m
        return free_space(np.hypot(np.maximum(metres, 10.0), rise), value["mhz"]) + found.total
