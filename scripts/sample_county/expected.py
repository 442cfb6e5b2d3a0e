"""What findgaps must say of the sample's places, in plain loops over the construction: no code of the plugin's core.

The planning radii and limits are the shipped profile's values; everything else follows from how the sample is built.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple, Optional

import yaml
from shapely.geometry import Point

from . import geo
from .drives import on_air
from .ground import Ground

PROFILE = Path(__file__).resolve().parents[2] / "resources" / "profiles" / "national.yaml"
STATES = ["gap_measured", "gap_model", "unknown", "claimed", "covered_model", "covered_measured"]
"""The weakest first."""
BEST = [1, 0, 2, 3, 4, 5]
"""The states of operators from which the best is taken, by rank: of gaps alone the measured one is shown."""
HAS_FIVE_G_ONLY = ("3500",)
KEY_POINTS = {
    "admin-village": None,
    "gov": {"government-hall", "government-counter", "government-intake"},
    "medical": {"outpatient", "infusion-room", "laboratory-counter", "inpatient", "operating-room"},
}
"""Kinds with key points: the ones they must have, None where those that exist are enough."""


def limits() -> dict[str, Any]:
    """The profile's values by key."""
    values = yaml.safe_load(PROFILE.read_text("utf-8"))["values"]
    return {key: entry["value"] for key, entry in values.items()}


class Sender(NamedTuple):
    """What one transmitter reaches of one operator and technology: covered to `sure_m`, out of reach beyond `most_m`."""

    operator: str
    technology: str
    setting: str
    place: tuple
    band: int
    micro: bool
    height_m: float
    prach: Optional[str]
    sure_m: float
    most_m: float


def senders(ground: Ground, cells: list, known: dict) -> list:
    """Of every cell on air, and of the lists of sites without cells, which are sure of nothing."""
    sites = {site["site_id"]: site for site in ground.sites}
    found = []
    for cell in cells:
        site = sites.get(cell["site_id"])
        if site is not None and not on_air(site):
            continue
        micro = site is not None and site["build_type"] == "micro"
        if cell["setting"] != "outdoor":
            sure = most = float(known["indoor_reach_m"][cell["setting"]])
        else:
            most = known["planning_radius_m"][f"{cell['band_mhz']}_mhz"][site["scene"]] * (0.5 if micro else 1.0)
            most = site["radius_m"] or most
            sides = {c["azimuth_deg"] for c in cells if c["site_id"] == cell["site_id"]}
            sure = most * (known["sector_back"]["radius_factor"] if len(sides - {None}) == 1 else 1.0)
        found.append(Sender(cell["operator"], cell["technology"], cell["setting"], cell["place"], cell["band_mhz"], micro,
                            cell["antenna_height_m"], cell["prach_format"], sure, most))  # fmt: skip
    having = {cell["site_id"] for cell in cells}
    for site in ground.sites:
        if site["site_id"] not in having and on_air(site):
            found += _listed(site, known)
    return found


def _listed(site: dict, known: dict) -> list:
    found = []
    for operator in (site["operators"] or "").split(";"):
        for technology in site["technologies"].split(";"):
            bands = [b for b in site["bands"].split(";") if technology == "5G" or b not in HAS_FIVE_G_ONLY]
            most = max(known["planning_radius_m"][f"{band}_mhz"][site["scene"]] for band in bands)
            most = site["radius_m"] or most * (0.5 if site["build_type"] == "micro" else 1.0)
            found.append(Sender(operator, technology, "outdoor", site["place"], int(bands[0]), site["build_type"] == "micro",
                                site["structure_height_m"], None, 0.0, most))  # fmt: skip
    return found


def sound(rows: list) -> list:
    """The samples that hold: without faults, a standing car as one sample of its median."""
    kept = []
    for row in rows:
        if row["fault"] is None:
            again = [
                o
                for o in rows
                if o["fault"] == "standing" and o["session"] == row["session"] and o["place"] == row["place"]
            ]
            levels = [row["rsrp_dbm"], *(o["rsrp_dbm"] for o in again)]
            kept.append({**row, "passes": median(levels) >= -105})
    return kept


def measured(place: tuple, place_id: str, outdoors: bool, samples: list, known: dict) -> Optional[bool]:
    """Whether a point passes by its samples, None where they are too few."""
    near = [
        s for s in samples
        if s["place_id"] == place_id or (outdoors and geo.metres(s["place"], place) <= known["measured_distance_m"])
    ]  # fmt: skip
    if len(near) < known["measured_samples"]:
        return None
    return sum(s["passes"] for s in near) / len(near) >= known["measured_share"]


def point_states(ground: Ground, all_senders: list, samples: list, claims: list, technology: str, known: dict) -> dict:
    """operator -> id -> state number of every place's own point."""
    found: dict = {}
    for operator in sorted({s.operator for s in all_senders}):
        own = [s for s in all_senders if (s.operator, s.technology) == (operator, technology)]
        tested = [s for s in samples if (s["operator"], s["network"]) == (operator, technology)]
        areas = [c["geometry"] for c in claims if (c["operator"], c["technology"]) == (operator, technology)]
        found[operator] = {}
        for row in ground.places:
            outdoors = row["setting"] == "outdoor"
            passes = measured(row["place"], row["place_id"], outdoors, tested, known)
            reach = [(s, geo.metres(s.place, row["place"])) for s in own if s.setting == row["setting"]]
            if passes is not None:
                state = 5 if passes else 0
            elif any(far <= s.sure_m for s, far in reach):
                state = 4
            elif any(area.contains(Point(row["place"])) for area in areas):
                state = 3
            elif not outdoors or any(far <= s.most_m for s, far in reach):
                state = 2
            else:
                state = 1
            found[operator][row["place_id"]] = state
    return found


def place_states(ground: Ground, by_point: dict, all_senders: list, technology: str, known: dict) -> dict:
    """id -> state of every place: one operator, the best, for the weakest of its key points."""
    result = {}
    for row in ground.places:
        children = [p for p in ground.places if p["parent_id"] == row["place_id"]]
        best = -1
        for operator, states in by_point.items():
            if row["kind"] not in KEY_POINTS:
                best = max(best, BEST[states[row["place_id"]]])
                continue
            state = min((states[p["place_id"]] for p in children), default=states[row["place_id"]])
            committee = next((p for p in children if p["kind"] == "village-committee"), row)
            near = [
                s for s in all_senders
                if (s.operator, s.technology, s.setting) == (operator, "4G", "outdoor") and s.sure_m > 0
                and geo.metres(s.place, committee["place"]) <= known["village_4g_rule_m"]
            ]  # fmt: skip
            if technology == "4G" and row["kind"] == "admin-village" and near and 0 < state < 4:
                state = 4
            needed = KEY_POINTS[row["kind"]]
            if needed and needed - {p["kind"] for p in children}:
                state = min(state, 2)
            best = max(best, BEST[state])
        result[row["place_id"]] = STATES[BEST[best]]
    return result


def date() -> dt.date:
    return dt.date(2026, 11, 21)
