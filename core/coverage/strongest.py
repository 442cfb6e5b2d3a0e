"""The transmitter that serves each place best, by the path between them: the likeliest first, stop when one suffices."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..errors import Progress, no_progress
from .air import Air, asked
from .formulas import probability
from .search import Search, nothing, side_by_side

_AT_ONCE = 8_000
_HAIR_DB = 1e-9


def strongest(
    xy: np.ndarray,
    transmitters: pd.DataFrame,
    air: Air,
    sure: bool = True,
    best: bool = False,
    progress: Progress = no_progress,
) -> pd.DataFrame:
    """One row per place (degrees, (n, 2)): `row` (position of the transmitter, -1 where none is near enough), `margin_db`
    (its median signal over the threshold), `probability`, `distance_m`, `open` (some path's ground is not known), and `holds`
    (the profile's probability of being covered is reached; not `sure`: it may be covered, or that is open).

    `transmitters`: rows of `supply` by a path model, out of doors. `sure`: by what is sure of each, those of which a
    needed thing is not told left out; else by the most that each may be. A place is done when a transmitter covers it (or, not
    sure, when one may); with `best` when no other can be stronger.
    """
    table = asked(transmitters, sure)
    stop = np.inf if best else table["sigma_db"].to_numpy() * (air.covered_sigmas if sure else air.gap_sigmas)
    best_of = nothing(len(xy))
    known = np.flatnonzero(np.isfinite(xy).all(axis=1))
    known = known[np.lexsort((xy[known, 0], np.floor(xy[known, 1] * 20)))]  # neighbours share their part of the ground
    if len(table) and len(known):
        search = Search(xy, table, air, np.broadcast_to(stop, (len(table),)), sure)
        parts = np.array_split(known, -(-len(known) // _AT_ONCE))
        for part, served in zip(parts, side_by_side(search, parts, lambda done: progress(done / len(known)))):
            best_of.put(part, served)
    found = pd.DataFrame(
        {"row": best_of.row, "margin_db": best_of.margin, "distance_m": best_of.metres, "open": best_of.open}
    )
    margin = np.where(found["row"] >= 0, found["margin_db"], np.nan)
    held = table.iloc[np.maximum(found["row"], 0)] if len(table) else None
    sigma = np.full(len(xy), np.nan) if held is None else held["sigma_db"].to_numpy(float)
    holds = margin >= air.covered_sigmas * sigma - _HAIR_DB if sure else margin > air.gap_sigmas * sigma + _HAIR_DB
    own = np.r_[transmitters.index.get_indexer(table.index), -1]
    return found.assign(
        row=own[found["row"]],
        margin_db=margin,
        probability=np.where(found["row"] >= 0, probability(margin, sigma), np.nan),
        holds=holds | (found["open"].to_numpy() & (not sure)),
    )


def rsrp_dbm(transmitters: pd.DataFrame, found: pd.DataFrame) -> np.ndarray:
    """The median level that `strongest` found, NaN where no transmitter is near enough."""
    level = transmitters["threshold_dbm"].to_numpy(float) + transmitters["uplink_db"].to_numpy(float)
    return np.r_[level, np.nan][found["row"].to_numpy(int)] + found["margin_db"].to_numpy(float)
