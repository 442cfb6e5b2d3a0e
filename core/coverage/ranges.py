"""How far each transmitter reaches: the least that is sure and the most that could be, over what is not told of it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from .bands import TECHNOLOGIES, bands, centre_mhz
from .budget import SCENES, Budget
from .formulas import VALID, range_m
from .given import FLAG, LACK

Choice = tuple[np.ndarray, int, int, int]


def by_radius(rows: pd.DataFrame, budget: Budget, sea: bool) -> pd.DataFrame:
    """Covered and possible by the radius of the site, else by the profile's circle for band and scene."""
    profile = budget.profile
    keys, place = np.unique(rows["bands"].to_numpy() << 4 | rows["scenes"].to_numpy(), return_inverse=True)
    least, most = np.full(len(keys), np.inf), np.zeros(len(keys))
    nearest, farthest = np.zeros(len(keys), int), np.zeros(len(keys), int)
    for b in range(len(bands())):
        for s in range(len(SCENES)):
            hit = ((keys >> (4 + b)) & 1 == 1) & ((keys >> s) & 1 == 1)
            reach = budget.radius[b, len(SCENES) if sea else s]
            nearest[hit & (reach < least)] = b
            farthest[hit & (reach > most)] = b
            least[hit] = np.minimum(least[hit], reach)
            most[hit] = np.maximum(most[hit], reach)
    every = every_band(rows, sea)
    band = np.where(every, farthest[place], nearest[place])
    micro = np.where(rows["micro"].to_numpy(bool), profile["micro_radius_factor"], 1.0)
    back = np.where(rows["flags"].to_numpy() & FLAG["sector"], profile["sector_back"]["radius_factor"], 1.0)
    own = rows["radius_m"].to_numpy(float)
    told = own > 0
    sure = np.where(told, own, np.where(every, most[place], least[place]) * micro * back)
    could = np.where(told, own, most[place] * micro)
    needless = LACK["height"] | np.where(told, LACK["band"] | LACK["band_owner"] | LACK["scene"], 0)
    if sea:
        needless = needless & ~LACK["height"] | LACK["scene"]  # one radius for all scenes, but a horizon by the height
    return pd.DataFrame(
        {
            "covered_m": sure,
            "possible_m": could,
            "band": band,
            "lacks": lacking(rows) & ~needless,
            "flags": rows["flags"].to_numpy() & ~(0 if sea else FLAG["height_from_structure"]),
            "formula": None,
            "mhz": np.where(np.isfinite(rows["mhz"]), rows["mhz"], centre_mhz()[band]),
            "mast_m": rows["height_m"].to_numpy(float),
            "allowed_db": np.nan,
            "sigma_db": np.nan,
        }
    )


def by_formula(rows: pd.DataFrame, budget: Budget, sea: bool, receiver_m: float) -> pd.DataFrame:
    """Covered where a point has the signal with the profile's probability, possible to where it may still have it."""
    n = len(rows)
    every = every_band(rows, sea)
    found = pd.DataFrame(
        {"covered_m": np.where(every, -1.0, np.inf), "possible_m": np.zeros(n), "band": np.zeros(n, int)}
    )
    found["flags"] = rows["flags"].to_numpy()
    arrays = {name: found[name].to_numpy().copy() for name in found.columns}
    arrays.update({name: np.full(n, np.nan) for name in ("mhz", "mast_m", "allowed_db", "sigma_db")})
    arrays["formula"] = np.full(n, None, object)
    low, high = heights(rows, budget)
    own_eirp = rows["eirp"].to_numpy(float)
    valid = (own_eirp >= budget.eirp_valid[0]) & (own_eirp <= budget.eirp_valid[1])
    arrays["flags"] |= np.where(np.isfinite(own_eirp) & ~valid, FLAG["eirp_implausible"], 0)
    less = np.where(rows["micro"].to_numpy(bool), budget.profile["micro_power_less_db"], 0.0)
    back = np.where(arrays["flags"] & FLAG["sector"], budget.profile["sector_back"]["loss_db"], 0.0)
    for hit, t, b, s in choices(rows, sea):
        mhz = np.where(np.isfinite(rows["mhz"].to_numpy(float)[hit]), rows["mhz"].to_numpy(float)[hit], centre_mhz()[b])
        eirp = np.where(valid[hit], own_eirp[hit], budget.eirp[t, b] - less[hit])
        allowed = eirp - budget.threshold[t] - budget.deficit[b]
        name = "rma_los" if sea else budget.formula(s, float(centre_mhz()[b]))
        sigma = budget.sigma(name)
        surely = allowed - back[hit] - budget.covered_sigmas * sigma
        mast, sure = low[hit], range_m(name, surely, mhz, low[hit], receiver_m)
        if (low[hit] < high[hit]).any():  # a higher mast is farther from a street below it
            other = range_m(name, surely, mhz, high[hit], receiver_m)
            mast, sure = np.where(other < sure, high[hit], mast), np.minimum(sure, other)
        farthest = allowed - budget.gap_sigmas * sigma
        # over the sea nothing is lost beyond free space before the horizon but for the reflection: the most there is
        if sea:
            could = 1000 * 10 ** ((farthest - 32.4478 - 20 * np.log10(mhz)) / 20)
        else:
            could = range_m(name, farthest, mhz, high[hit], receiver_m)
            if (low[hit] < high[hit]).any():
                could = np.maximum(could, range_m(name, farthest, mhz, low[hit], receiver_m))
        better = np.where(every[hit], sure > arrays["covered_m"][hit], sure < arrays["covered_m"][hit])
        at = hit[better]
        least = {"covered_m": sure, "mhz": mhz, "mast_m": mast, "allowed_db": allowed - back[hit]}
        for key, value in least.items():
            arrays[key][at] = value[better]
        arrays["band"][at], arrays["sigma_db"][at], arrays["formula"][at] = b, sigma, name
        arrays["possible_m"][hit] = np.maximum(arrays["possible_m"][hit], could)
    found = pd.DataFrame(arrays)
    found["covered_m"] = np.where(np.isfinite(found["covered_m"]), np.maximum(found["covered_m"], 0), 0.0)
    found["flags"] |= _extrapolated(found, low, high, receiver_m)
    found["flags"] |= np.where(budget.deficit[found["band"]] > 0, FLAG["uplink_limited"], 0)
    found["lacks"] = lacking(rows) & ~(LACK["scene"] if sea else 0)
    return found


def lacking(rows: pd.DataFrame) -> np.ndarray:
    """What is missing of each row, height and scene included, whether or not a model needs it."""
    scenes = rows["scenes"].to_numpy()
    return (
        rows["lacks"].to_numpy()
        | np.where((scenes & (scenes - 1)) != 0, LACK["scene"], 0)
        | np.where(np.isfinite(rows["height_m"].to_numpy(float)), 0, LACK["height"])
    )


def every_band(rows: pd.DataFrame, sea: bool) -> np.ndarray:
    """Rows that use all their bands at once, in a scene that is told: there the best band counts, not the worst."""
    scenes = rows["scenes"].to_numpy()
    return rows["every_band"].to_numpy(bool) & (((scenes & (scenes - 1)) == 0) | sea)


def heights(rows: pd.DataFrame, budget: Budget) -> tuple[np.ndarray, np.ndarray]:
    unknown = budget.profile["antenna_height_unknown_m"]
    height = rows["height_m"].to_numpy(float)
    known = np.isfinite(height)
    return np.where(known, height, unknown["lowest"]), np.where(known, height, unknown["highest"])


def choices(rows: pd.DataFrame, sea: bool) -> Iterator[Choice]:
    """Rows (positions) that may have each technology, band and scene."""
    technologies, held, scenes = (rows[name].to_numpy() for name in ("technologies", "bands", "scenes"))
    for t in range(len(TECHNOLOGIES)):
        of_technology = (technologies >> t) & 1 == 1
        for b in range(len(bands())):
            of_band = of_technology & ((held >> b) & 1 == 1)
            if not of_band.any():
                continue
            for s in range(1 if sea else len(SCENES)):
                hit = np.flatnonzero(of_band if sea else of_band & ((scenes >> s) & 1 == 1))
                if len(hit):
                    yield hit, t, b, s


def _extrapolated(found: pd.DataFrame, low: np.ndarray, high: np.ndarray, receiver_m: float) -> np.ndarray:
    flags = np.zeros(len(found), int)
    for name, (distance, mast, receiver, _) in VALID.items():
        of_name = (found["formula"] == name).to_numpy()
        odd = (low < mast[0]) | (high > mast[1]) | (receiver_m < receiver[0]) | (receiver_m > receiver[1])
        for column, flag in (("covered_m", "extrapolated"), ("possible_m", "possible_extrapolated")):
            reach = found[column].to_numpy()
            out = odd | (reach > distance[1]) | ((reach > 0) & (reach < distance[0]))
            flags |= np.where(of_name & out, FLAG[flag], 0)
    return flags
