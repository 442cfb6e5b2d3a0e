"""What a profile says of power, thresholds and sureness, as arrays by technology and band."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np

from .bands import TECHNOLOGIES, bands
from .formulas import point_margin


class Limits(Protocol):
    """A profile, or a mapping that holds its values."""

    def __getitem__(self, key: str) -> Any: ...


SCENES = ("dense_urban", "urban", "suburban", "rural")
_SURROUNDINGS = {"dense_urban": "large", "urban": "urban", "suburban": "suburban", "rural": "open"}
_HATA_BELOW_MHZ = 1500


def dbm(value: float) -> float:
    """A signal level: below zero, also where it was given without its sign."""
    return -abs(value)


def eirp_of(budget: Mapping[str, float]) -> float:
    """EIRP per resource element in dBm from a carrier's power, its resource blocks, gain and losses."""
    per_element = budget["carrier_dbm"] - 10 * np.log10(12 * budget["resource_blocks"])
    return float(per_element + budget["gain_dbi"] - budget["losses_db"])


class Budget:
    """Arrays of one profile: eirp [technology, band], threshold [technology], uplink deficit [band], margins."""

    def __init__(self, profile: Limits) -> None:
        self.profile = profile
        names = list(bands())
        self.eirp = np.array([[eirp_of(profile["link_budget"][t][b]) for b in names] for t in TECHNOLOGIES])
        self.threshold = np.array([dbm(profile["coverage_rsrp_dbm"][t]) for t in TECHNOLOGIES])
        self.deficit = np.array([profile["uplink_deficit_db"][b] for b in names], float)
        valid = profile["eirp_valid_dbm"]
        self.eirp_valid = (valid["lowest"], valid["highest"])
        wanted = profile["coverage_probability"]
        self.covered_sigmas, self.gap_sigmas = point_margin(wanted["covered"]), point_margin(wanted["gap"])
        self.radius = np.array(
            [[profile["planning_radius_m"][b][scene] for scene in (*SCENES, "sea")] for b in names], float
        )

    def formula(self, scene: int, mhz: float) -> str:
        """The formula for a scene (position in SCENES) and band: Hata below 1.5 GHz, RMa or UMa without sight above."""
        if mhz < _HATA_BELOW_MHZ:
            return "hata_" + _SURROUNDINGS[self.profile["hata_scene"][SCENES[scene]]]
        return "rma_nlos" if SCENES[scene] == "rural" else "uma_nlos"

    def sigma(self, formula: str) -> float:
        """Shadowing and the formula's own error together."""
        shadow = self.profile["shadow_sigma_db"]["hata" if formula.startswith("hata") else formula]
        return float(np.hypot(shadow, self.profile["model_sigma_db"]))
