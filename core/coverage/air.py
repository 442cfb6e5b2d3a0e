"""What all paths have in common, and the transmitters as a path model asks for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

import numpy as np
import pandas as pd

from .budget import Limits
from .formulas import horizon_m, point_margin
from .ground import Ground

PATH_COLUMNS = ("mhz", "mast_m", "allowed_db", "clutter_m")
"""What a path model needs of a transmitter; prefixed with may_ the most that it may be."""


@dataclass(frozen=True)
class Air:
    """What all paths have in common. Without `ground` the earth is a smooth sea, and the site's own ground carries its mast."""

    ground: Optional[Ground]
    receiver_m: float
    beam_deg: float
    back_db: float
    covered_sigmas: float
    gap_sigmas: float
    unknown_ground_m: float
    """How high the ground may be under a mast of which it is not told (sea only)."""


def air_of(profile: Limits, ground: Optional[Ground], surface: str) -> Air:
    """The profile's values for paths over `surface` (land, sea)."""
    wanted, beam = profile["coverage_probability"], profile["sector_beam"]
    return Air(
        ground,
        float(profile["receiver_height_m"][surface]),
        float(beam["width_deg"]),
        float(beam["back_db"]),
        point_margin(wanted["covered"]),
        point_margin(wanted["gap"]),
        float(profile["sea_ground_m"]),
    )


def grounded(transmitters: pd.DataFrame, ground: Optional[Ground]) -> pd.DataFrame:
    """The rows of supply; those that stand where the raster has no height cover nothing for sure, and are flagged no_ground."""
    if ground is None:
        return transmitters
    outdoors = (transmitters["setting"] == "outdoor").to_numpy()
    lost = outdoors & np.isnan(ground.at(transmitters[["lon", "lat"]].to_numpy(float)))
    return transmitters.assign(
        flags=_flagged(transmitters["flags"], lost, "no_ground"),
        covered_m=transmitters["covered_m"].where(~lost, 0.0),
        reach_m=transmitters["reach_m"].where(~lost, 0.0),
    )


def to_horizon(transmitters: pd.DataFrame, ground: Optional[Ground]) -> pd.DataFrame:
    """Rows of supply over the sea, sure no farther than the horizon of mast and receiver: from the ground that the site tells,
    else from the raster's; where neither is known from the sea, and flagged ground_unknown."""
    foot, lonlat = transmitters["told_ground_m"].to_numpy(float), transmitters[["lon", "lat"]].to_numpy(float)
    if ground is not None:
        foot = np.where(np.isfinite(foot), foot, ground.at(lonlat))
    mast, receiver = (transmitters[name].to_numpy(float) for name in ("mast_m", "receiver_m"))
    far = horizon_m(mast + np.nan_to_num(foot), receiver)
    open_ = ~np.isfinite(foot) & (transmitters["possible_m"].to_numpy(float) > far)
    return transmitters.assign(
        flags=_flagged(transmitters["flags"], open_, "ground_unknown"),
        covered_m=np.minimum(transmitters["covered_m"], far),
        reach_m=np.minimum(transmitters["reach_m"], far),
    )


def _flagged(flags: pd.Series, rows: np.ndarray, word: str) -> pd.Series:
    return flags.where(~rows, [";".join(filter(None, (said, word))) for said in flags])


def asked(transmitters: pd.DataFrame, sure: bool) -> pd.DataFrame:
    """The columns PATH_COLUMNS, with `reach_m` how far each is looked at; those that reach nowhere left out."""
    reach = transmitters["reach_m" if sure else "possible_m"]
    named = {} if sure else {f"may_{c}": c for c in PATH_COLUMNS}
    table = transmitters.drop(columns=["reach_m", *named.values()]).rename(columns=named).assign(reach_m=reach)
    return table[(reach > 0).to_numpy()]
