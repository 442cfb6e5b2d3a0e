"""Transmitters for models that follow the path: what each radiates at best and at least, and how far it is looked at."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from .bands import centre_mhz
from .budget import SCENES, Budget
from .formulas import free_space
from .given import FLAG, LACK
from .ranges import choices, every_band, heights, lacking

NEEDED = ("height", "band", "band_owner")
"""What a path can't be computed without: where it is not told, a transmitter covers nothing for sure."""


def by_path(rows: pd.DataFrame, budget: Budget, sea: bool, receiver_m: float, model: str) -> pd.DataFrame:
    """One row per transmitter. `mhz`, `mast_m`, `allowed_db` (the path loss that leaves just the threshold) and `clutter_m`
    are the least that is sure, those with `may_` the most that could be; of several bands in use the one that carries
    farthest counts. `uplink_db`: how much of `allowed_db` the uplink takes. `covered_m`, `possible_m`: how far free space
    alone would carry either, no farther than the profile looks.
    """
    profile = budget.profile
    n = len(rows)
    own = rows["eirp"].to_numpy(float)
    valid = (own >= budget.eirp_valid[0]) & (own <= budget.eirp_valid[1])
    flags = rows["flags"].to_numpy() | np.where(np.isfinite(own) & ~valid, FLAG["eirp_implausible"], 0)
    flags = flags & ~FLAG["sector"]  # each cell counts where it looks
    flags = flags | np.where(valid, 0, FLAG["eirp_assumed"])
    less = np.where(rows["micro"].to_numpy(bool), profile["micro_power_less_db"], 0.0)
    least, most = _Kept(n, every_band(rows, sea)), _Kept(n, np.ones(n, bool))
    for hit, t, b, _ in choices(rows, True):
        told = rows["mhz"].to_numpy(float)[hit]
        mhz = np.where(np.isfinite(told), told, centre_mhz()[b])
        eirp = np.where(valid[hit], own[hit], budget.eirp[t, b] - less[hit])
        allowed = eirp - budget.threshold[t] - budget.deficit[b] - float(profile["path_offset_db"][model])
        for kept in (least, most):
            kept.keep(hit, mhz, allowed)
    bare = sea or bool(profile["dem_is_surface"])
    clutter, may_clutter = _by_scene(rows, profile["clutter_height_m"], bare)
    around, may_around = _by_scene(rows, profile["receiver_clutter_m"], bare)
    least.allowed -= _receiver_loss(around, receiver_m, least.mhz)
    most.allowed -= _receiver_loss(may_around, receiver_m, most.mhz)
    low, high = heights(rows, budget)
    sigma = float(profile["path_sigma_db"][model])
    reach = float(profile["path_reach_m"]["sea" if sea else "land"])
    lacks = lacking(rows) & ~(LACK["scene"] if bare else 0)
    sure = (lacks & sum(LACK[name] for name in NEEDED)) == 0
    band = np.abs(centre_mhz() - np.nan_to_num(least.mhz)[:, None]).argmin(axis=1)
    covered = _free_space_m(least.allowed - budget.covered_sigmas * sigma, least.mhz)
    possible = _free_space_m(most.allowed - budget.gap_sigmas * sigma, most.mhz)
    return pd.DataFrame(
        {
            "covered_m": np.where(sure, np.minimum(covered, reach), 0.0),
            "possible_m": np.minimum(possible, reach),
            "band": band,
            "flags": flags | np.where(budget.deficit[band] > 0, FLAG["uplink_limited"], 0),
            "lacks": lacks,
            "formula": np.full(n, model, object),
            "mhz": least.mhz,
            "mast_m": low,
            "allowed_db": least.allowed,
            "clutter_m": clutter,
            "may_mhz": most.mhz,
            "may_mast_m": high,
            "may_allowed_db": most.allowed,
            "may_clutter_m": may_clutter,
            "sigma_db": np.full(n, sigma),
            "azimuth_deg": rows["azimuth"].to_numpy(float) if "azimuth" in rows else np.full(n, np.nan),
            "uplink_db": budget.deficit[band],
            "told_ground_m": rows["ground_m"].to_numpy(float),
        }
    )


class _Kept:
    """Of the bands each row may have, the one that carries farthest (where `best`), else the one that carries least."""

    def __init__(self, count: int, best: np.ndarray) -> None:
        self.best = best
        self.carries = np.where(best, -np.inf, np.inf)
        self.mhz, self.allowed = np.full(count, np.nan), np.full(count, np.nan)

    def keep(self, hit: np.ndarray, mhz: np.ndarray, allowed: np.ndarray) -> None:
        carries = allowed - 20 * np.log10(mhz)
        now = self.carries[hit]
        better = np.where(self.best[hit], carries > now, carries < now)
        at = hit[better]
        self.carries[at], self.mhz[at], self.allowed[at] = carries[better], mhz[better], allowed[better]


def _by_scene(rows: pd.DataFrame, metres: Mapping[str, float], bare: bool) -> tuple[np.ndarray, np.ndarray]:
    """The greatest and the least value over the scenes that each row may stand in; 0 where nothing is to be added."""
    if bare:
        return np.zeros(len(rows)), np.zeros(len(rows))
    held = (rows["scenes"].to_numpy()[:, None] >> np.arange(len(SCENES))) & 1 == 1
    value = np.array([float(metres[scene]) for scene in SCENES])
    return np.where(held, value, 0.0).max(axis=1), np.where(held, value, np.inf).min(axis=1)


def _free_space_m(loss: np.ndarray, mhz: np.ndarray) -> np.ndarray:
    """Distance at which free space alone loses `loss`."""
    return np.nan_to_num(1000 * 10 ** ((loss - free_space(1000.0, mhz)) / 20))


def _receiver_loss(around_m: np.ndarray, receiver_m: float, mhz: np.ndarray) -> np.ndarray:
    """What a receiver in open country loses below what stands around it (ITU-R P.2108-1 eq. 2b and 2f, up to 3 GHz; P.1812-4 eq.
    64b and 64f)."""
    share = receiver_m / np.maximum(around_m, receiver_m)
    return -(21.8 + 6.2 * np.log10(mhz / 1000)) * np.log10(share)
