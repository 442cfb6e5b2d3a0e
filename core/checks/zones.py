"""SP-18, 19, 20, 24: zones that shut a site out, or that ask for a paper."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Callable

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .. import metric
from ..ellipsoid import area_m2, discs
from ..schema import word_of
from .bands import Bands, keeps_off, only
from .case import Case
from .rows import by_word
from .rules import offenders, rule
from .zone_pairs import hits, of_kind, shapes_of_kind, zone_bands

_SPECIAL = (
    "heritage", "heritage-control", "scenic", "nature-reserve", "water-source", "flood", "airport", "military", "forest",
    "grassland", "sea-use",
)  # fmt: skip


def _footprint_bands(case: Case, kind: str, asked: Any = True) -> list[Bands]:
    low, high = by_word(case.profile["footprint_m"], case.column("structure"))
    return zone_bands(case, kind, only(low, asked), only(high, asked & (low < high)))


def _paperless(case: Case, kind: str) -> np.ndarray:
    return ~case.approvals.map(lambda papers: kind in papers).to_numpy(bool)


@keeps_off("SP-18", "farmland")
def _farmland_bands(case: Case) -> list[Bands]:
    return _footprint_bands(case, "farmland")


@keeps_off("SP-19", "redline-core")
def _core_bands(case: Case) -> list[Bands]:
    return _footprint_bands(case, "redline-core")


@keeps_off("SP-19", "redline")
def _redline_bands(case: Case) -> list[Bands]:
    core = _footprint_bands(case, "redline-core")
    return [replace(band, apart=core) for band in _footprint_bands(case, "redline", _paperless(case, "redline"))]


@keeps_off("SP-20", "outside")
def _boundary_bands(case: Case) -> list[Bands]:
    structure = case.column("structure")
    rows = np.flatnonzero(case.placed & (structure == "ground_tower").to_numpy())
    untold = np.flatnonzero(case.placed & structure.isna().to_numpy())
    pairs = zone_bands(case, "urban-boundary", np.zeros(len(case.subject)))[0].pairs
    return [
        Bands(pairs[pairs["point"].isin(rows)], "zones", beyond=True, rows=rows),
        Bands(pairs.iloc[:0], "zones", beyond=True, rows=untold, unsure=True),
    ]


@keeps_off("SP-20", "inside")
def _town_bands(case: Case) -> list[Bands]:
    return zone_bands(case, "urban-boundary", only(0.0, case.column("structure") == "ground_tower"))


@keeps_off("SP-24", "fuel-station")
def _fuel_bands(case: Case) -> list[Bands]:
    limit, asked = case.profile["fuel_station_m"], _paperless(case, "fuel-station")
    if limit is not None:
        return zone_bands(case, "fuel-station", only(limit, asked))
    reminder = only(case.profile["fuel_station_warning_m"], asked)
    inside = zone_bands(case, "fuel-station", only(0.0, asked))
    return inside + zone_bands(case, "fuel-station", reminder, severity="warning")


def _footprint_hits(case: Case, kind: str) -> pd.DataFrame:
    """Rows whose footprint meets a zone of the kind, with what overlaps; unchecked where only the structure could tell."""
    low, high = by_word(case.profile["footprint_m"], case.column("structure"))
    found = hits(case, kind, high)
    rows = found.index.to_numpy()
    unsure = found["distance_m"].to_numpy() > low[rows]
    extent = np.full(len(rows), None, dtype=object)
    wide = np.flatnonzero(low[rows] > 0)
    footprints = discs(case.xy[rows[wide]], low[rows[wide]])
    zones = shapely.make_valid(of_kind(case, kind).geometry.to_numpy())
    extent[wide] = _shared(footprints, zones, found["zone"].to_numpy()[wide])
    area = area_m2(gpd.GeoSeries(extent, crs=metric.degrees()))
    table = offenders(
        rows, measured=found["distance_m"], limit=low[rows], unit="m", other=found["other"], other_label=found["other_label"],
        area=[case.phrase("overlap", area=a) if a > 0 else "" for a in area],
    )  # fmt: skip
    table["extent"] = np.where(area > 0, extent, None)
    table["unchecked"] = np.where(unsure, "no_value", None)
    table["fields"] = case.field("structure")
    return table


def _shared(footprints: np.ndarray, zones: np.ndarray, zone: np.ndarray) -> np.ndarray:
    """What each footprint shares with its zone. Most lie within it, which a zone of many corners tells at once."""
    holder, held = shapely.STRtree(footprints).query(zones, predicate="contains")
    crossing = np.ones(len(footprints), bool)
    crossing[held[zone[held] == holder]] = False
    shared = footprints.copy()
    shared[crossing] = shapely.intersection(footprints[crossing], zones[zone[crossing]])
    return shared


@rule("SP-18", "farmland")
def off_farmland(case: Case) -> pd.DataFrame:
    """Rows whose footprint touches permanent basic farmland."""
    return _footprint_hits(case, "farmland")


@rule("SP-19", "redline-core")
def outside_core(case: Case) -> pd.DataFrame:
    """Rows whose footprint touches the core zone of the ecological red line."""
    return _footprint_hits(case, "redline-core")


@rule("SP-19", "redline")
def red_line_with_opinion(case: Case) -> pd.DataFrame:
    """Rows within the red line outside its core that name no opinion; in the core there is nothing to allow."""
    core = _footprint_hits(case, "redline-core")
    found = _without_paper(case, _footprint_hits(case, "redline"), "redline")
    return found[~found.index.isin(core.index[core["unchecked"].isna()])]


def _without_paper(case: Case, found: pd.DataFrame, kind: str) -> pd.DataFrame:
    held = case.approvals[found.index].map(lambda papers: kind in papers).astype(bool)
    return found[~held]


def _towers_by_boundary(case: Case) -> pd.DataFrame:
    """Ground towers: whether each lies within the urban development boundary."""
    structure = case.column("structure")
    rows = np.flatnonzero(case.placed & ((structure == "ground_tower") | structure.isna()).to_numpy())
    held = metric.inside(case.points[rows], shapes_of_kind(case, "urban-boundary"))["point"].unique()
    return pd.DataFrame(
        {"inside": np.isin(np.arange(len(rows)), held), "untold": structure.isna().to_numpy()[rows]}, index=rows
    )


@rule("SP-20", "outside")
def small_plot_outside(case: Case) -> pd.DataFrame:
    """Ground towers outside the urban development boundary."""
    table = case.fact(_towers_by_boundary)
    hit = table.index[~table["inside"] & ~table["untold"]]
    untold = table.index[table["untold"]]
    return pd.concat([offenders(hit), offenders(untold, unchecked="no_attribute", fields=case.field("structure"))])


@rule("SP-20", "inside")
def tower_inside(case: Case) -> pd.DataFrame:
    """Ground towers inside the urban development boundary."""
    table = case.fact(_towers_by_boundary)
    return offenders(table.index[table["inside"] & ~table["untold"]])


def _special_regime(kind: str) -> Callable[[Case], pd.DataFrame]:
    def needs_paper(case: Case) -> pd.DataFrame:
        found = _without_paper(case, hits(case, kind, np.zeros(len(case.subject))), kind)
        return offenders(
            found.index, measured=found["distance_m"], unit="m", other=found["other"], other_label=found["other_label"],
            kind=word_of("zone", kind, case.language), key=kind, note=_notes(case, kind, found),
        )  # fmt: skip

    needs_paper.__doc__ = f"Rows inside a zone of kind {kind} that name no paper for it."
    return needs_paper


def _notes(case: Case, kind: str, found: pd.DataFrame) -> list[str]:
    """For an airport: the tower's top against the limit surface of the zone, or the advice to consult."""
    if kind != "airport":
        return [""] * len(found)
    zones = of_kind(case, kind)
    surface = zones["surface_m"] if "surface_m" in zones.columns else pd.Series(np.nan, index=zones.index)
    limit = surface.astype(float).to_numpy()[found["zone"]]
    top = (case.column("ground_elevation_m").astype(float) + case.heights)[found.index].to_numpy()
    return [
        case.phrase("airport_top", top=t, surface=s)
        if np.isfinite(t) and np.isfinite(s)
        else case.phrase("airport_consult")
        for t, s in zip(top, limit)
    ]


def _special_bands(kind: str) -> Callable[[Case], list[Bands]]:
    return lambda case: zone_bands(case, kind, only(0.0, _paperless(case, kind)))


for _kind in _SPECIAL:
    rule("SP-24", _kind)(_special_regime(_kind))
    keeps_off("SP-24", _kind)(_special_bands(_kind))


@rule("SP-24", "fuel-station")
def away_from_fuel(case: Case) -> pd.DataFrame:
    """Rows nearer to a fuel station than the control distance; while that is unset, inside is an error and 50 m a warning."""
    limit, reminder = case.profile["fuel_station_m"], case.profile["fuel_station_warning_m"]
    reach = limit if limit is not None else reminder
    found = _without_paper(case, hits(case, "fuel-station", np.full(len(case.subject), float(reach))), "fuel-station")
    found = found[(found["distance_m"] < reach) | (found["distance_m"] == 0)]
    warned = (found["distance_m"] > 0) & (limit is None)
    return offenders(
        found.index, measured=found["distance_m"], limit=float(reach), unit="m", other=found["other"],
        other_label=found["other_label"], severity=np.where(warned, "warning", None),
        kind=word_of("zone", "fuel-station", case.language), key="fuel-station",
        note=np.where(warned, case.phrase("fuel_unset"), ""),
    )  # fmt: skip
