"""What all paths have in common, and the transmitters as a path model asks for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

import numpy as np
import pandas as pd

from .budget import Limits
from .formulas import point_margin
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
    flags = transmitters["flags"].where(
        ~lost, [";".join(filter(None, (f, "no_ground"))) for f in transmitters["flags"]]
    )
    return transmitters.assign(
        flags=flags,
        covered_m=transmitters["covered_m"].where(~lost, 0.0),
        reach_m=transmitters["reach_m"].where(~lost, 0.0),
    )


def asked(transmitters: pd.DataFrame, sure: bool) -> pd.DataFrame:
    """The columns PATH_COLUMNS, with `reach_m` how far each is looked at; those that reach nowhere left out."""
    reach = transmitters["reach_m" if sure else "possible_m"]
    named = {} if sure else {f"may_{c}": c for c in PATH_COLUMNS}
    table = transmitters.drop(columns=["reach_m", *named.values()]).rename(columns=named).assign(reach_m=reach)
    return table[(reach > 0).to_numpy()]
