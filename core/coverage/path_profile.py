"""One path laid open: ground, clutter, ray and Fresnel zone along it, and every part of its loss; the engine's own figures."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd

from ..errors import N_, CoreError
from ..metric import geodesic_m
from .air import Air
from .formulas import free_space
from .p1812 import COAST, INLAND, SEA, basic_loss
from .paths import Ends, path_diffraction, points_of, profile_heights
from .spherical import LIGHT, RADIO_EARTH_KM
from .strongest import strongest


@dataclass(frozen=True)
class PathProfile:
    """Arrays along the path, from the site to the place. Heights in m; `bulge_m` is the earth's curve above the chord."""

    along_m: np.ndarray
    ground_m: np.ndarray
    bulge_m: np.ndarray
    clutter_m: float
    ray_m: np.ndarray
    """The straight line between the antennas, over the chord."""
    fresnel_m: np.ndarray
    """Radius of the first Fresnel zone."""
    distance_m: float
    free_space_db: float
    edge_db: float
    """Diffraction by Bullington's construction on the profile."""
    round_db: float
    """What the spherical earth adds to it."""
    beam_db: float
    """What the cell radiates less into this direction."""
    loss_db: float
    """Free space and diffraction."""
    allowed_db: float
    margin_db: float
    probability: float
    rare_db: dict[str, float]
    """By per cent of the time ("10", "1") how much less the path then loses at least than in half of it, by the whole of P.1812;
    empty where that does not speak for the path."""

    @property
    def clearance_m(self) -> np.ndarray:
        """How far the ray passes over the ground and its clutter, which does not stand at the ends; below 0 where it is cut."""
        between = (self.along_m > 0) & (self.along_m < self.distance_m)
        return self.ray_m - self.ground_m - self.bulge_m - np.where(between, self.clutter_m, 0.0)


def as_text(profile: PathProfile, facts: dict[str, Any]) -> str:
    """The profile and what is known beside it (`facts`: words and numbers) as JSON."""
    values = {name: v.tolist() if isinstance(v, np.ndarray) else v for name, v in asdict(profile).items()}
    return json.dumps({"facts": facts, "profile": values}, ensure_ascii=False)


def from_text(text: str) -> tuple[PathProfile, dict[str, Any]]:
    """What `as_text` wrote."""
    found = json.loads(text)
    values = {name: np.array(v) if isinstance(v, list) else v for name, v in found["profile"].items()}
    return PathProfile(**values), found["facts"]


_LEAST_M, _MHZ = 250.0, (30.0, 6000.0)
"""P.1812 §1: the paths that it speaks for."""
_OPEN = ("mhz", "mast_m", "allowed_db", "clutter_m")
"""What may be more than what is sure of a transmitter."""


def is_exact(transmitter: pd.DataFrame) -> bool:
    """Whether one row of supply by a path model tells all that its loss and its margin rest on."""
    row = transmitter.iloc[0]
    return not row["lacks"] and all(np.isclose(row[name], row[f"may_{name}"]) for name in _OPEN)


def at_most(transmitters: pd.DataFrame) -> pd.DataFrame:
    """Rows of supply by a path model with the most that each may be in place of what is sure of it."""
    may = {f"may_{name}": name for name in _OPEN}
    rows = transmitters.drop(columns=[*may.values(), "reach_m"]).rename(columns=may)
    return rows.assign(reach_m=transmitters["possible_m"])


def path_profile(transmitter: pd.DataFrame, lonlat: np.ndarray, air: Air) -> PathProfile:
    """The path from one transmitter (one row of supply by a path model) to a place in degrees (2,).

    CoreError where the place is out of its reach, or the ground of the path is not known.
    """
    place = np.asarray(lonlat, float)[None, :]
    site = transmitter[["lon", "lat"]].to_numpy(float)
    found = strongest(place, transmitter.reset_index(drop=True), air, best=True).iloc[0]
    if air.ground is None:
        raise CoreError(N_("Without heights there is no profile: give a DEM."))
    if bool(found["open"]):
        raise CoreError(N_("The path crosses ground that '{file}' does not have."), file=air.ground.name)
    if int(found["row"]) < 0:
        raise CoreError(N_("The place is farther from the site than its signal can reach."))
    row = transmitter.iloc[0]
    mhz, mast = float(row["mhz"]), float(row["mast_m"])
    metres = geodesic_m(site, place)
    tx, rx = air.ground.cells(site), air.ground.cells(place)
    clutter = np.array([float(row["clutter_m"])])
    ends = Ends(
        tx, rx, np.array([mast]), np.array([air.receiver_m]), metres, np.array([mhz]), clutter if clutter[0] else None
    )
    parts = path_diffraction(air.ground, ends)
    count = int(points_of(air.ground, metres)[0])
    share = np.linspace(0, 1, count)
    ground = profile_heights(air.ground, tx, rx, count)[0].astype(float)
    distance = max(float(metres[0]), 10.0)
    along = share * distance
    top, bottom = ground[0] + mast, ground[-1] + air.receiver_m
    free = float(free_space(np.hypot(distance, top - bottom), mhz))
    loss = free + float(parts.total[0])
    return PathProfile(
        along,
        ground,
        500 / RADIO_EARTH_KM * (along / 1000) * ((distance - along) / 1000),
        float(clutter[0]),
        top + (bottom - top) * share,
        np.sqrt(LIGHT / mhz * along * (distance - along) / distance),
        distance,
        free,
        float(parts.actual[0]),
        float(parts.total[0] - parts.actual[0]),
        float(row["allowed_db"]) - loss - float(found["margin_db"]),
        loss,
        float(row["allowed_db"]),
        float(found["margin_db"]),
        float(found["probability"]),
        rare_gains(along, ground, float(clutter[0]), mhz, mast, air.receiver_m, float(site[0, 1] + place[0, 1]) / 2),
    )


def rare_gains(
    along_m: np.ndarray,
    ground_m: np.ndarray,
    clutter_m: float,
    mhz: float,
    mast_m: float,
    receiver_m: float,
    latitude: float,
) -> dict[str, float]:
    """By per cent of the time, dB that a path then loses less than in half of it; see `PathProfile.rare_db`.

    Points at 0 m are sea; up to 100 m high and within 50 km of it, coast (P.1812 table 3). Ground below 0 m counts as
    land, though a DEM may have the sea's bed there: "at least" must hold in a basin like Turpan too.
    """
    if along_m[-1] < _LEAST_M or not _MHZ[0] <= mhz <= _MHZ[1]:
        return {}
    wet = ground_m == 0
    zones, coasts = np.full(len(along_m), INLAND), (500.0, 500.0)
    if wet.any():
        sea_m = along_m[wet]
        after = np.searchsorted(sea_m, along_m)
        beside = sea_m[np.maximum(after - 1, 0)], sea_m[np.minimum(after, len(sea_m) - 1)]
        shore = np.minimum(*(np.abs(along_m - one) for one in beside))
        zones[(ground_m <= 100) & (shore <= 50_000)] = COAST
        zones[wet] = SEA
        coasts = shore[0] / 1000, shore[-1] / 1000

    def loss(time_pct: float) -> float:
        clutter = np.where(wet, 0.0, clutter_m)
        given = along_m / 1000, ground_m, clutter, mhz, mast_m, receiver_m, time_pct, True, zones, latitude
        return basic_loss(*given, tx_coast_km=coasts[0], rx_coast_km=coasts[1]).lb_db

    half = loss(50)
    return {f"{time:g}": half - loss(time) for time in (10.0, 1.0)}
