"""One terrain profile by ITU-R P.1812's names: every intermediate figure of its diffraction, to be held beside other programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Union

import numpy as np

from ..errors import N_, CoreError
from .diffraction import losses
from .formulas import free_space
from .scan import Points, scan
from .spherical import RADIO_EARTH_KM

Along = Union[Sequence[float], np.ndarray]


@dataclass(frozen=True)
class ProfileLosses:
    """Losses in dB, heights in m above the sea; P.1812's sign of each behind it."""

    free_space_db: float
    """Over the slant distance. P.1812's Lbfs is 0.0478 dB less: its eq. 8 rounds 92.4478 to 92.4."""
    bullington_db: float
    """Lbulla: on the profile."""
    smooth_bullington_db: float
    """Lbulls: on the smooth surface."""
    spherical_db: float
    """Ldsph: on a spherical earth."""
    diffraction_db: float
    """Ld: Ld50 with the median earth, Ldb with `earth_km` = 3 x 6371."""
    tx_top_m: float
    """hts: the transmitter's antenna."""
    rx_top_m: float
    """hrs."""
    tx_smooth_m: float
    """hstd: the smooth surface for diffraction at the transmitter."""
    rx_smooth_m: float
    """hsrd."""


def profile_losses(
    distances_km: Along,
    heights_m: Along,
    clutter_m: Along,
    mhz: float,
    tx_m: float,
    rx_m: float,
    vertical: bool = True,
    sea_share: float = 0.0,
    earth_km: float = RADIO_EARTH_KM,
    kind: type = np.float64,
) -> ProfileLosses:
    """The losses along one profile, given by its points from the transmitter (distance 0) to the receiver: ground above the sea,
    what stands on it (not counted at the ends), antennas above their ground; `kind`: numpy.float32 or numpy.float64.

    `sea_share`: of the path over the sea (P.1812's omega). CoreError where the points are no profile.
    """
    d, ground, clutter = checked(distances_km, heights_m, clutter_m)
    km = d[-1:]
    share = d / d[-1]
    heights = ground[None].astype(kind)
    found = scan(heights, Points(share, heights.dtype), km, tx_m, rx_m, clutter[None].astype(kind), earth_km)
    parts = losses(found, share, km, mhz, sea_share, earth_km, vertical)
    rise = float(found.tx_top_m[0] - found.rx_top_m[0])
    return ProfileLosses(
        float(free_space(np.hypot(1000 * km[0], rise), mhz)),
        *(float(part[0]) for part in (parts.actual, parts.smooth, parts.spherical, parts.total)),
        *(float(v[0]) for v in (found.tx_top_m, found.rx_top_m, found.tx_foot_m, found.rx_foot_m)),
    )


def checked(distances_km: Along, heights_m: Along, clutter_m: Along) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The points of a profile as arrays; CoreError where they are none."""
    d, heights, clutter = (np.asarray(v, float) for v in (distances_km, heights_m, clutter_m))
    if len(d) < 3 or not len(d) == len(heights) == len(clutter):
        raise CoreError(
            N_("A profile needs three points or more, each with a distance, a height and a clutter height.")
        )
    if d[0] != 0 or not (np.diff(d) > 0).all():
        raise CoreError(N_("The distances of a profile must begin at 0 and grow from point to point."))
    if not (np.isfinite(heights).all() and np.isfinite(clutter).all()):
        raise CoreError(N_("A profile needs a height at every point."))
    return d, heights, clutter
