"""Parallel carriageways and concurrent routes: which stretches are not to be counted a second time (CG-10).

Two stretches are one road where they run side by side: nearer than a distance, in one direction or the opposite one to
within an angle, for longer than an overlap. The longer record keeps the length. Only like is set beside like: a road beside a
road, a railway beside a railway, a tunnel beside a tunnel. The parts of one record are compared with each other too, since
both carriageways may be drawn as one record; a part is never compared with itself, so a loop stays whole. A run that goes on
in another record of the same name is one run.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..ellipsoid import metres_per_degree
from ..errors import Progress, no_progress
from .intervals import TOUCH_M, intersect, merged, nothing, stretches
from .pieces import expand
from .polylines import Polylines, measure

_CHUNK = 100_000


def count_once(
    routes: gpd.GeoDataFrame, distance_m: float, angle_deg: float, overlap_m: float, progress: Progress = no_progress
) -> pd.DataFrame:
    """Stretches that another record counts: [line, from_m, to_m, keeper, keeper_name], in order.

    `routes` in EPSG:4490; `line` and `keeper` are positions, `keeper_name` is the keeper's `name`, else its `route_id`.
    `kind` and `setting` tell like from unlike where they are given. Gaps up to `distance_m` in what runs side by side do
    not end it. Of records of one length the first keeps.
    """
    parts, owner = shapely.get_parts(routes.geometry.to_numpy(), return_index=True)
    polylines = measure(parts)
    progress(0.0)
    total = np.bincount(owner, polylines.total_m, len(routes))
    before = np.cumsum(polylines.total_m) - polylines.total_m
    before -= before[np.searchsorted(owner, owner, "left")]
    rank = np.empty(len(parts), np.int64)
    by = (-np.arange(len(parts)), polylines.total_m, -owner, total[owner])
    rank[np.lexsort(by)] = np.arange(len(parts))
    part, from_m, to_m, keeper = _beside(polylines, rank, _likes(routes)[owner], distance_m, angle_deg, progress)
    # each pair of parts by itself, small gaps closed: `pair` stands for a part and its keeper
    pairs, pair = np.unique(np.column_stack([part, keeper]), axis=0, return_inverse=True)
    pair, from_m, to_m = _closed(pair.reshape(-1), from_m, to_m, distance_m)
    part, keeper = pairs[pair].T
    line, from_m, to_m = owner[part], from_m + before[part], to_m + before[part]
    runs = stretches(*_closed(line, from_m, to_m, distance_m))
    chain = _chains(runs, parts, owner, total, routes, distance_m)
    runs = runs[np.bincount(chain, runs["to_m"] - runs["from_m"])[chain] >= overlap_m]
    held = _by_highest(line, from_m, to_m, rank[keeper], runs)
    record = owner[np.argsort(rank)[held["rank"].to_numpy()]] if len(held) else np.array([], np.int64)
    found = held.drop(columns="rank").assign(keeper=record, keeper_name=_names(routes)[record])
    return _joined(found)


def _chains(
    runs: pd.DataFrame,
    parts: np.ndarray,
    owner: np.ndarray,
    total: np.ndarray,
    routes: gpd.GeoDataFrame,
    near_m: float,
) -> np.ndarray:
    """A number for each run: equal where one goes on in another record of the same name, end to end.

    A road is often drawn as many short records, none of which is as long as the overlap asked for.
    """
    chain = np.arange(len(runs))
    if "name" not in routes or not len(runs):
        return chain
    name = pd.factorize(routes["name"].where(routes["name"] != ""))[0]
    line = runs["line"].to_numpy()
    first, last = np.searchsorted(owner, line, "left"), np.searchsorted(owner, line, "right") - 1
    begins, ends = shapely.get_point(parts[first], 0), shapely.get_point(parts[last], -1)
    at_begin = (runs["from_m"] <= near_m).to_numpy() & (name[line] >= 0)
    at_end = (runs["to_m"].to_numpy() >= total[line] - near_m) & (name[line] >= 0)
    run = np.r_[chain[at_begin], chain[at_end]]
    xy = shapely.get_coordinates(np.r_[begins[at_begin], ends[at_end]]).round(6)
    node = np.unique(np.column_stack([name[line[run]], xy]), axis=0, return_inverse=True)[1].reshape(-1)
    while len(run):
        before = chain.copy()
        least = np.full(len(run), len(chain))
        np.minimum.at(least, node, chain[run])
        np.minimum.at(chain, run, least[node])
        chain = chain[chain]
        if (chain == before).all():
            break
    return chain


def _likes(routes: gpd.GeoDataFrame) -> np.ndarray:
    """A number for each record: equal where two may be one road (road, railway, hsr, metro; and the setting)."""
    words = pd.DataFrame(index=range(len(routes)))
    kind = routes["kind"].to_numpy() if "kind" in routes else ""
    setting = routes["setting"].to_numpy() if "setting" in routes else "outdoor"
    words["family"] = pd.Series(kind, index=words.index, dtype=object).fillna("").astype(str).str.split("-").str[0]
    words["setting"] = pd.Series(setting, index=words.index, dtype=object).fillna("outdoor").astype(str)
    return words.groupby(["family", "setting"], sort=False).ngroup().to_numpy()


def _names(routes: gpd.GeoDataFrame) -> np.ndarray:
    names = pd.Series(None, index=range(len(routes)), dtype=object)
    for column in ("name", "route_id"):
        if column in routes:
            given = pd.Series(routes[column].to_numpy(), index=names.index, dtype=object)
            names = names.where(names.notna() & (names != ""), given)
    return names.to_numpy()


def _beside(
    polylines: Polylines,
    rank: np.ndarray,
    like: np.ndarray,
    distance_m: float,
    angle_deg: float,
    progress: Progress,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Stretches of parts beside parts of a higher rank: part, from, to (metres of the part), the other part."""
    lonlat, start, line = polylines.lonlat, polylines.start, polylines.line
    pieces = polylines.pieces
    own = line[start[pieces.first]]
    north = distance_m / 110_000
    reach = north / np.cos(np.radians(np.abs(pieces.low[:, 1]) + np.abs(pieces.high - pieces.low)[:, 1] + north))
    wide = np.column_stack([reach, np.full(len(reach), north)])
    one, other = pieces.meeting(pieces.low - wide, pieces.high + wide)
    progress(0.0)
    held = (rank[own[other]] > rank[own[one]]) & (like[own[other]] == like[own[one]])
    one, other = one[held], other[held]
    found = []
    for chunk in np.array_split(np.arange(len(one)), len(one) * 16 // _CHUNK + 1):
        at, segment = expand(pieces, one[chunk])
        a, piece = start[segment], other[chunk][at]
        near = _boxes_meet(lonlat, a, pieces.low[piece], pieces.high[piece], wide[one[chunk][at]])
        at, b = expand(pieces, piece[near])
        a, b = a[near][at], start[b]
        low, high = np.minimum(lonlat[b], lonlat[b + 1]), np.maximum(lonlat[b], lonlat[b + 1])
        near = np.flatnonzero(_boxes_meet(lonlat, a, low, high, wide[one[chunk]].max(axis=0, initial=0)))
        a, b = a[near], b[near]
        enter, leave = _side_by_side(lonlat, a, b, distance_m, angle_deg)
        full = leave > enter
        a, b, enter, leave = a[full], b[full], enter[full], leave[full]
        from_m, step = polylines.chainage[a], polylines.chainage[a + 1] - polylines.chainage[a]
        found.append((line[a], from_m + enter * step, from_m + leave * step, line[b]))
        progress(float(chunk[-1] + 1) / len(one) if len(chunk) else 1.0)
    part, begin, end, keeper = (np.concatenate(column) for column in zip(*found))
    return part, begin, end, keeper


def _boxes_meet(lonlat: np.ndarray, a: np.ndarray, low: np.ndarray, high: np.ndarray, wide: np.ndarray) -> np.ndarray:
    from_, to = lonlat[a], lonlat[a + 1]
    return ((np.minimum(from_, to) - wide <= high) & (np.maximum(from_, to) + wide >= low)).all(axis=1)


def _side_by_side(
    lonlat: np.ndarray, a: np.ndarray, b: np.ndarray, distance_m: float, angle_deg: float
) -> tuple[np.ndarray, np.ndarray]:
    """Shares of segments from `a` between which they run beside the segments from `b`; leave <= enter where they do not."""
    scale = np.column_stack(metres_per_degree(lonlat[a, 1]))
    here, along = (lonlat[a] - lonlat[b]) * scale, (lonlat[a + 1] - lonlat[a]) * scale
    other = (lonlat[b + 1] - lonlat[b]) * scale
    length, size = np.hypot(*other.T), np.hypot(*along.T)
    real = (length > 0) & (size > 0)
    unit = other / np.where(length > 0, length, 1)[:, None]
    turn = unit[:, 0] * along[:, 1] - unit[:, 1] * along[:, 0]
    away = unit[:, 0] * here[:, 1] - unit[:, 1] * here[:, 0]
    foot, pace = (unit * here).sum(axis=1), (unit * along).sum(axis=1)
    enter, leave = _between(away, turn, -distance_m, distance_m)
    on, off = _between(foot, pace, 0.0, length)
    enter, leave = np.maximum(np.maximum(enter, on), 0), np.minimum(np.minimum(leave, off), 1)
    return enter, np.where(real & (np.abs(turn) <= size * np.sin(np.radians(angle_deg))), leave, -1.0)


def _between(
    value: np.ndarray, pace: np.ndarray, low: float | np.ndarray, high: float | np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Between which shares `value + share * pace` lies between low and high."""
    still = np.abs(pace) < 1e-9
    safe = np.where(still, 1.0, pace)
    one, other = (low - value) / safe, (high - value) / safe
    held = (value >= low) & (value <= high)
    enter = np.where(still, np.where(held, -np.inf, np.inf), np.minimum(one, other))
    return enter, np.where(still, np.where(held, np.inf, -np.inf), np.maximum(one, other))


def _closed(
    line: np.ndarray, from_m: np.ndarray, to_m: np.ndarray, gap_m: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Union of stretches in which gaps up to `gap_m` are closed."""
    line, from_m, to_m = merged(line, from_m - gap_m / 2, to_m + gap_m / 2)
    return line, from_m + gap_m / 2, to_m - gap_m / 2


def _by_highest(
    line: np.ndarray, from_m: np.ndarray, to_m: np.ndarray, rank: np.ndarray, runs: pd.DataFrame
) -> pd.DataFrame:
    """The runs cut into cells, each with the highest rank of the stretches over it; a closed gap takes the cell before."""
    lines, metres = np.r_[line, line], np.r_[from_m, to_m]
    order = np.lexsort((metres, lines))
    lines, metres = lines[order], metres[order]
    cell = np.flatnonzero((lines[1:] == lines[:-1]) & (metres[1:] - metres[:-1] > TOUCH_M))
    if not len(cell) or not len(runs):
        return nothing().assign(rank=np.array([], np.int64))
    cells = stretches(lines[cell], metres[cell], metres[cell + 1])
    room = (metres.max() + 1) * np.arange(lines.max() + 1)
    key = ((cells["from_m"] + cells["to_m"]) / 2 + room[cells["line"]]).to_numpy()
    first, last = np.searchsorted(key, from_m + room[line]), np.searchsorted(key, to_m + room[line])
    count = last - first
    over = np.arange(count.sum()) + np.repeat(first - np.cumsum(count) + count, count)
    best = np.full(len(cells), -1)
    np.maximum.at(best, over, np.repeat(rank, count))
    cells["rank"] = pd.Series(np.where(best >= 0, best, np.nan)).groupby(cells["line"]).ffill().astype(np.int64)
    return intersect(cells, runs)


def _joined(found: pd.DataFrame) -> pd.DataFrame:
    """Stretches of one line with one keeper that touch become one."""
    same = (found[["line", "keeper"]] == found[["line", "keeper"]].shift()).all(axis=1)
    same &= (found["from_m"] - found["to_m"].shift()).abs() <= TOUCH_M
    group = (~same).cumsum()
    return found.groupby(group.to_numpy(), as_index=False).agg(
        {"line": "first", "from_m": "min", "to_m": "max", "keeper": "first", "keeper_name": "first"}
    )
