"""What assess() is given of supply, and which transmitters count for a technology, an operator and a setting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Callable, Optional

import geopandas as gpd
import numpy as np
import pandas as pd

from ..errors import Progress
from ..schema import code_lists
from .states import ANY, EACH, NAMELESS

OUTDOOR = "outdoor"
Signal = Callable[[np.ndarray, pd.DataFrame, bool, bool, Progress], pd.DataFrame]
"""(places in degrees, transmitters, over the sea, sure) -> holds, row (position, -1: none), distance_m, margin_db,
probability, open (some path's ground is not known); one row per place. `holds`: it is served surely, or may be."""

Level = Callable[[np.ndarray, pd.DataFrame, bool, Progress], np.ndarray]
"""(places in degrees, transmitters, over the sea) -> the strongest median level in dBm, NaN where none reaches."""


@dataclass(frozen=True)
class Supply:
    """Transmitters as core/coverage gives them: one row per transmitter, technology and operator.

    Columns site_id, site_name, operator, technology (None: not told), setting, lon, lat, covered_m, possible_m, reach_m (as
    covered_m, for whoever the operator is), lacks. None: no sites were given. Planned tables need a planned_year.
    `village`: the 4G stations by the official distance rule for villages, None where it is off.
    """

    land: Optional[pd.DataFrame] = None
    sea: Optional[pd.DataFrame] = None
    planned_land: Optional[pd.DataFrame] = None
    planned_sea: Optional[pd.DataFrame] = None
    village: Optional[pd.DataFrame] = None
    margin_db: Optional[Callable[[np.ndarray, pd.DataFrame], np.ndarray]] = None
    signal: Optional[Signal] = None
    """Set by models that follow the path: these judge places out of doors, not discs."""
    level: Optional[Level] = None
    """… and tell the level that they predict."""
    step_m: Mapping[str, float] = field(default_factory=dict)
    """… at the middle of steps of lines (`line`) and of squares of areas (`area`, `sea`)."""
    rests_on: str = ""
    """What such a model assumes, in the user's language; said in the evidence after the profile's name."""
    partial: bool = False
    """Whether there are other transmitters than these: then nothing is a gap by the model."""

    def on(self, sea: bool) -> Optional[pd.DataFrame]:
        """The transmitters on land or over the sea; None where no site was given."""
        table = self.sea if sea else self.land
        return table if table is not None and len(table) else None

    def tells(self, sea: bool) -> bool:
        """Whether what no transmitter reaches is a gap."""
        return self.on(sea) is not None and not self.partial

    def planned(self, sea: bool) -> Optional[pd.DataFrame]:
        """Those of planned sites, None where there is none with a year."""
        table = self.planned_sea if sea else self.planned_land
        return table[table["planned_year"].notna()] if table is not None and len(table) else None


@dataclass(frozen=True)
class Measured:
    """Cleaned samples and the functions that judge items by them, ready but for items, technology and operator."""

    valid: pd.DataFrame
    points: Callable[[gpd.GeoSeries, np.ndarray, np.ndarray, str, str], pd.DataFrame]
    """(points, their ids, their settings, technology, operator) -> samples, share, newest, state; one row per point."""
    segments: Callable[[gpd.GeoSeries, str, str], pd.DataFrame]
    """(lines, technology, operator) -> line, from_m, to_m, state, for what was measured."""


def chosen(
    table: Optional[pd.DataFrame], technology: str, operator: str, setting: str, sure: bool
) -> Optional[pd.DataFrame]:
    """The transmitters that surely (or possibly) serve a technology and an operator in a setting.

    `operator`: a code, ANY (all of them), or NAMELESS (those whose operator is not told).
    """
    if table is None:
        return None
    told = table["technology"].notna().to_numpy()
    keep = (table["technology"] == technology).to_numpy() | (~told & (not sure))
    keep &= _in_setting(table, setting)
    if operator != ANY:
        nameless = table["operator"].isna().to_numpy()
        own = nameless if operator == NAMELESS else (table["operator"] == operator).to_numpy()
        keep &= own if sure else own | nameless
    return table[keep]


def site_names(transmitters: pd.DataFrame) -> np.ndarray:
    """What a transmitter is called: its site's name, else the site's id."""
    names = transmitters["site_name"] if "site_name" in transmitters else transmitters["site_id"]
    return names.where(names.notna(), transmitters["site_id"]).to_numpy(object)


def _in_setting(table: pd.DataFrame, setting: str) -> np.ndarray:
    given = table["setting"].fillna(OUTDOOR).to_numpy(object)
    return given == setting


def discs(table: pd.DataFrame, operator: str, sure: bool) -> pd.DataFrame:
    """Transmitters as discs: lon, lat, radius_m; the index is that of the table.

    For whoever it may be, a transmitter that names no operator reaches as far as it does; for one operator it is not sure.
    """
    radius = "possible_m" if not sure else "reach_m" if operator in (ANY, NAMELESS) else "covered_m"
    columns = {"lon": table["lon"], "lat": table["lat"], "radius_m": table[radius].astype(float)}
    return pd.DataFrame(columns, index=table.index)


def nothing_unsure(table: Optional[pd.DataFrame], technology: str, operator: str) -> bool:
    """Whether every transmitter that may serve surely does as far as it may, so that nothing lies between."""
    if table is None:
        return True
    for setting in table["setting"].fillna(OUTDOOR).unique():
        sure, may = (chosen(table, technology, operator, setting, which) for which in (True, False))
        if sure is None or may is None or len(sure) != len(may):
            return False
        if (discs(sure, operator, True)["radius_m"] < discs(may, operator, False)["radius_m"]).any():
            return False
    return True


def operators_present(
    supply: Supply, measured: Optional[Measured], claimed: Optional[gpd.GeoDataFrame], operator: str
) -> list[str]:
    """The operators to compute: those of supply, samples and claims; the one asked for; all there are where none is told."""
    if operator not in (ANY, EACH):
        return [operator]
    tables = [supply.land, supply.sea, measured.valid if measured else None, claimed]
    columns = [t["operator"] for t in tables if t is not None and len(t) and "operator" in t]
    there = set().union(*(set(c.dropna().unique()) for c in columns)) if columns else set()
    known = [code for code in code_lists()["operator"] if ";" not in code]
    named = [code for code in known if code in there] + sorted(there - set(known))
    if operator == EACH:
        return named or known
    untold = not named or any(c.isna().any() for c in columns)
    return [*named, NAMELESS] if untold else named
