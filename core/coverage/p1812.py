"""One path by the whole of ITU-R P.1812-6: diffraction as our maps have it, and beside it what ducts and the troposphere carry.

Maps and gaps rest on diffraction in half of the time (`diffraction`). The whole recommendation tells of one path how much
less it loses in the few hours of a year in which layers of air guide it, and how much troposcatter caps the loss.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Union

import numpy as np

from ..errors import N_, CoreError
from .ducting import ducting, normal, rare_time, time_share, troposcatter
from .profile_losses import Along, checked, profile_losses
from .scan import fit_weights

SEA, COAST, INLAND = 1, 3, 4
"""Radio-climatic zones (P.1812 table 3), one for each point of a profile."""
REFRACTION_N_PER_KM, SURFACE_N = 45.0, 340.0
"""Assumed where no map of the atmosphere is at hand: loss of refractivity in the lowest kilometre, and at sea level."""
RARE_EARTH_KM = 3 * 6371.0
"""The effective earth exceeded in a few per cent of the time (P.1812 eq. 7)."""


@dataclass(frozen=True)
class BasicLoss:
    """Every intermediate of one path, by P.1812's symbols with the unit behind; losses in dB."""

    ae_km: float
    b0_pct: float
    """Time in which the air's lowest 100 m bend more than 100 N-units per km."""
    w: float
    """Share of the path over the sea."""
    dtm_km: float
    """The longest stretch over land, coast included."""
    dlm_km: float
    """… and inland alone."""
    dlt_km: float
    """From the transmitter to its horizon."""
    dlr_km: float
    theta_t_mrad: float
    theta_r_mrad: float
    theta_mrad: float
    hst_m: float
    """The straight line that fits the profile, at the transmitter."""
    hsr_m: float
    hte_m: float
    """The antenna above it, or above the ground where that is lower."""
    hre_m: float
    hm_m: float
    """How far the ground stands above it between the horizons."""
    fi: float
    fj: float
    fk: float
    lbfs_db: float
    """Free space."""
    lb0p_db: float
    """… not exceeded in p % of the time, by multipath and focusing."""
    lb0b_db: float
    """… in b0 %."""
    lbulla_db: float
    """Bullington's construction on the profile, with the median earth; `_b` with that of b0 %."""
    lbulls_db: float
    ldsph_db: float
    lbulla_b_db: float
    lbulls_b_db: float
    ldsph_b_db: float
    ld50_db: float
    ldb_db: float
    ldp_db: float
    lbd50_db: float
    lbd_db: float
    lminb0p_db: float
    lba_db: float
    """Ducts and reflection from layers."""
    lminbap_db: float
    lbda_db: float
    lbam_db: float
    lbs_db: float
    """Troposcatter."""
    lbc_db: float
    """All of it, in half of the places."""
    lb_db: float
    """… in `places_pct` of them."""


def basic_loss(
    distances_km: Along,
    heights_m: Along,
    clutter_m: Along,
    mhz: float,
    tx_m: float,
    rx_m: float,
    time_pct: float = 50.0,
    vertical: bool = True,
    zones: Union[Sequence[int], np.ndarray, int] = INLAND,
    latitude: float = 30.0,
    refraction_n_per_km: float = REFRACTION_N_PER_KM,
    surface_n: float = SURFACE_N,
    tx_coast_km: float = 500.0,
    rx_coast_km: float = 500.0,
    places_pct: float = 50.0,
    places_sigma_db: float = 0.0,
    kind: type = np.float64,
) -> BasicLoss:
    """The loss not exceeded in `time_pct` (1 to 50) of the time and `places_pct` (1 to 99) of the places, with all that leads to it.

    The profile as `profile_losses` takes it; `zones`: SEA, COAST or INLAND of each point, or of all; `tx_coast_km`,
    `rx_coast_km`: from the ends to the coast (500 where it is far; an end at sea has none). A receiver at sea has the same loss
    in all places (P.1812 on location variability). CoreError where the points are no profile, a zone is none or a share is
    beyond what P.1812 speaks for.
    """
    d, h, clutter = checked(distances_km, heights_m, clutter_m)
    if not 1 <= time_pct <= 50 or not 1 <= places_pct <= 99:
        raise CoreError(N_("P.1812 speaks for 1 to 50 % of the time and 1 to 99 % of the places."))
    whole, ghz, lift = float(d[-1]), mhz / 1000, 157 / (157 - refraction_n_per_km)
    zone = np.asarray(zones)
    if zone.shape not in ((), d.shape) or not np.isin(zone, (SEA, COAST, INLAND)).all():
        raise CoreError(
            N_("A profile's zones are 1 (sea), 3 (coast) or 4 (inland): one for each point, or one for all.")
        )
    zone = np.broadcast_to(zone, d.shape)
    ae = 6371.0 * lift
    w = _length(d, zone == SEA).sum() / whole
    dtm, dlm = _longest(d, zone != SEA), _longest(d, zone == INLAND)
    b0, tau = rare_time(dtm, dlm, latitude)

    hts, hrs = float(h[0] + tx_m), float(h[-1] + rx_m)
    first, last, theta_t, theta_r = _horizons(d, h, hts, hrs, ghz, ae)
    dlt, dlr = float(d[first]), float(whole - d[last])
    theta = 1000 * whole / ae + theta_t + theta_r
    v1, v2 = (float(weights @ h) for weights in fit_weights(d / whole))
    hst, hsr = 2 * v1 - v2, v2 - v1
    tx_foot, rx_foot = min(hst, float(h[0])), min(hsr, float(h[-1]))
    hte, hre = hts - tx_foot, hrs - rx_foot
    over_foot = h - (tx_foot + (rx_foot - tx_foot) / whole * d)
    hm = float(over_foot[min(first, last) : max(first, last) + 1].max())

    fi = time_share(time_pct, b0)
    fj = 1 - 0.5 * (1 + math.tanh(3 * 0.8 * (theta - 0.3) / 0.3))
    fk = 1 - 0.5 * (1 + math.tanh(3 * 0.5 * (whole - 20) / 20))

    lbfs = 92.4 + 20 * math.log10(ghz) + 20 * math.log10(math.hypot(whole, (hts - hrs) / 1000))
    focus = 2.6 * (1 - math.exp(-0.1 * (dlt + dlr)))
    lb0p, lb0b = (lbfs + focus * math.log10(share / 50) for share in (time_pct, b0))
    half, rare = (
        profile_losses(d, h, clutter, mhz, tx_m, rx_m, vertical, w, earth_km, kind) for earth_km in (ae, RARE_EARTH_KM)
    )
    ld50, ldb = half.diffraction_db, rare.diffraction_db
    ldp = ld50 + (ldb - ld50) * fi
    lbd50, lbd = lbfs + ld50, lb0p + ldp
    lminb0p = lb0p + (1 - w) * ldp
    if time_pct >= b0:
        lminb0p = lbd50 + (lb0b + (1 - w) * ldp - lbd50) * fi

    lba = ducting(
        ghz, whole, w, ae, b0, tau, time_pct, (dlt, dlr), (theta_t, theta_r), (hts, hrs), (hte, hre), hm,
        (0 if zone[0] == SEA else tx_coast_km, 0 if zone[-1] == SEA else rx_coast_km),
    )  # fmt: skip
    lminbap = 2.5 * float(np.logaddexp(lba / 2.5, lb0p / 2.5))
    lbda = lbd if lminbap > lbd else lminbap + (lbd - lminbap) * fk
    lbam = lbda + (lminb0p - lbda) * fj
    lbs = troposcatter(ghz, whole, theta, surface_n, time_pct)
    lbc = -5 * math.log10(10 ** (-0.2 * lbs) + 10 ** (-0.2 * lbam))
    by_place = 0.0 if zone[-1] == SEA else -normal(places_pct / 100) * places_sigma_db
    lb = max(lb0p, lbc + by_place)
    return BasicLoss(
        ae, b0, w, dtm, dlm, dlt, dlr, theta_t, theta_r, theta, hst, hsr, hte, hre, hm, fi, fj, fk, lbfs, lb0p, lb0b,
        half.bullington_db, half.smooth_bullington_db, half.spherical_db,
        rare.bullington_db, rare.smooth_bullington_db, rare.spherical_db,
        ld50, ldb, ldp, lbd50, lbd, lminb0p, lba, lminbap, lbda, lbam, lbs, lbc, lb,
    )  # fmt: skip


def _length(d: np.ndarray, which: np.ndarray) -> np.ndarray:
    """The length for which each of some points stands: to the middles between it and its neighbours."""
    edges = np.concatenate([d[:1], (d[1:] + d[:-1]) / 2, d[-1:]])
    return np.where(which, np.diff(edges), 0.0)


def _longest(d: np.ndarray, which: np.ndarray) -> float:
    """The longest stretch of such points without a break."""
    lengths = _length(d, which)
    stretch = np.cumsum(np.diff(which.astype(int), prepend=0) != 0)
    return float(np.bincount(stretch, lengths).max())


def _horizons(
    d: np.ndarray, h: np.ndarray, hts: float, hrs: float, ghz: float, ae: float
) -> tuple[int, int, float, float]:
    """Points and angles (mrad) of both horizons; with sight of the point nearest to the ray (P.1812 eq. 76 to 84)."""
    whole, x, y = float(d[-1]), d[1:-1], h[1:-1]
    from_tx = 1000 * np.arctan((y - hts) / (1000 * x) - x / (2 * ae))
    across = 1000 * math.atan((hrs - hts) / (1000 * whole) - whole / (2 * ae))
    if from_tx.max() > across:
        back = 1000 * np.arctan((y - hrs) / (1000 * (whole - x)) - (whole - x) / (2 * ae))
        first, last = int(from_tx.argmax()), len(x) - 1 - int(back[::-1].argmax())
        return first + 1, last + 1, float(from_tx[first]), float(back[last])
    over = y + 500 * x * (whole - x) / ae - (hts * (whole - x) + hrs * x) / whole
    worst = 1 + int((over * np.sqrt(0.002 * whole * ghz / (0.2998 * x * (whole - x)))).argmax())
    return worst, worst, across, 1000 * math.atan((hts - hrs) / (1000 * whole) - whole / (2 * ae))
