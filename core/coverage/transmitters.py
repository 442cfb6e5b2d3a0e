"""Who transmits what, and where: cells before the lists on a site, and only what is on air, ours, and has a place."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Optional

import geopandas as gpd
import numpy as np
import pandas as pd

from .. import metric
from ..schema import code_lists
from .bands import masks
from .budget import SCENES
from .cells import from_cells
from .given import (
    ALL_SCENES,
    ALL_TECHNOLOGIES,
    FLAG,
    LACK,
    codes_in,
    column,
    inside,
    numbers,
    technologies_of,
    with_bands,
)

HOME = {"", "cn", "chn", "china", "prc", "156", "中国", "中华人民共和国", "中国大陆", "国内", "我国", "本国"}


@dataclass
class Transmitters:
    """One row per site or cell and technology (`rows`), the operators of each as a list, and how many sites were left out and why."""

    rows: pd.DataFrame
    operators: list[tuple[Optional[str], ...]]  # by rows["operators"]
    left_out: dict[str, int]


def transmitters(
    sites: gpd.GeoDataFrame,
    cells: Optional[pd.DataFrame],
    sector_gap_deg: float,
    border: Optional[gpd.GeoSeries] = None,
    date: Optional[dt.date] = None,
    directions: bool = False,
) -> Transmitters:
    """Rows with site (position in `sites`, -1: a cell of no site), lon, lat, sets of technologies, bands and scenes as bits
    (several bits: not told which), mhz, height_m, eirp, micro, setting, prach, radius_m, lacks, flags, operators; with
    `directions` also azimuth, where there are cells."""
    count, why, unsure = _counted(sites, border, date)
    base = _of_sites(sites, unsure)
    tables = []
    if cells is None:
        tables.append(_from_lists(sites, base, count))
    else:
        own, has_cells = from_cells(sites, base, cells, count, border, sector_gap_deg, why, directions)
        listed = _from_lists(sites, base, count & ~has_cells)
        listed["lacks"] |= LACK["cells"]
        tables += [own, listed]
    rows = pd.concat([t for t in tables if len(t)] or tables[:1], ignore_index=True)
    place, lists = pd.factorize(rows["operators"])
    rows["operators"] = place
    operators: list[tuple[Optional[str], ...]] = [codes_in(text, "operator") or (None,) for text in lists]
    operators.append((None,))  # where the cell is empty: place is -1
    untold = np.array([several == (None,) for several in operators])[place]
    rows["lacks"] = (
        rows["lacks"]
        | np.where(untold, LACK["operator"], 0)
        | np.where(rows["technologies"] == ALL_TECHNOLOGIES, LACK["technology"], 0)
    )
    return Transmitters(rows, operators, {word: n for word, n in why.items() if n})


def _counted(
    sites: gpd.GeoDataFrame, border: Optional[gpd.GeoSeries], date: Optional[dt.date]
) -> tuple[np.ndarray, dict[str, int], np.ndarray]:
    """Which sites count, how many do not by reason, and which have a status that nobody knows."""
    status = column(sites, "status")
    known = status.isna() | status.isin(list(code_lists()["site_status"]))
    reasons = {
        "no_position": ~np.isfinite(metric.coordinates(sites.geometry)).all(axis=1),
        "not_on_air": (known & status.notna() & (status != "on_air")).to_numpy(),
        "not_yet_on_air": np.zeros(len(sites), bool),
        "foreign": ~_at_home(column(sites, "country")),
        "beyond_border": ~inside(sites.geometry, border),
    }
    if date is not None and "on_air" in sites.columns:
        since = pd.to_datetime(sites["on_air"], errors="coerce")
        reasons["not_yet_on_air"] = (since > pd.Timestamp(date)).to_numpy()
    left = np.ones(len(sites), bool)
    why = {}
    for word, out in reasons.items():
        why[word] = int((out & left).sum())
        left &= ~out
    untold = (
        status.isna() & bool(status.notna().any()) & column(sites, "on_air").isna()
    )  # a list that tells it of others
    return left, why, (~known | untold).to_numpy()


def _at_home(country: pd.Series) -> np.ndarray:
    place, words = pd.factorize(country)
    return np.array([str(word).strip().casefold() in HOME for word in words] + [True])[place]


def _of_sites(sites: gpd.GeoDataFrame, unsure: np.ndarray) -> pd.DataFrame:
    """What a site says of itself, by its position."""
    xy = metric.coordinates(sites.geometry)
    height = numbers(sites, "antenna_height_m")
    structure = numbers(sites, "structure_height_m")
    stands = column(sites, "structure").isin(["ground_tower", "pole"]).to_numpy()
    borrowed = ~(height > 0) & (structure > 0) & stands
    build, indoor = column(sites, "build_type"), column(sites, "structure")
    place, scenes = pd.factorize(column(sites, "scene"))
    bits = np.array([1 << SCENES.index(s) if s in SCENES else ALL_SCENES for s in scenes] + [ALL_SCENES])
    band_flag = column(sites, "band_assumed").fillna(False).astype(bool).to_numpy()
    flags = np.where(borrowed, FLAG["height_from_structure"], 0) | np.where(band_flag, FLAG["band_assumed"], 0)
    return pd.DataFrame(
        {
            "site": np.arange(len(sites)),
            "lon": xy[:, 0],
            "lat": xy[:, 1],
            "scenes": bits[place],
            "height_m": np.where(height > 0, height, np.where(borrowed, structure, np.nan)),
            "micro": (build == "micro").to_numpy(),
            "setting": np.where(((build == "indoor") | (indoor == "indoor")).to_numpy(), "indoor", "outdoor"),
            "radius_m": np.where(numbers(sites, "radius_m") > 0, numbers(sites, "radius_m"), np.nan),
            "ground_m": numbers(sites, "ground_elevation_m"),
            "mhz": np.nan,
            "eirp": np.nan,
            "prach": None,
            "every_band": False,
            "lacks": np.where(unsure, LACK["status"], 0),
            "flags": flags,
        }
    )


def _from_lists(sites: gpd.GeoDataFrame, base: pd.DataFrame, count: np.ndarray) -> pd.DataFrame:
    """One row per site and technology by the lists on the site. All its bands are used only where one operator has one technology."""
    place, lists = pd.factorize(column(sites, "technologies"))
    sets = np.array([technologies_of(text) for text in lists] + [ALL_TECHNOLOGIES], dtype=np.int64)[place]
    told = np.append([bool(codes_in(text, "technology")) for text in lists], False).astype(bool)[place]
    lone = np.array([len(codes_in(text, "technology")) == 1 for text in lists] + [False])[place]  # 2G has bands as well
    first = np.where(told, sets & 1, np.where(count, ALL_TECHNOLOGIES, 0))
    second = np.where(told, sets & 2, 0)
    parts = []
    for chosen in (first, second):
        take = np.flatnonzero(count & (chosen > 0))
        parts.append(base.iloc[take].assign(technologies=chosen[take]))
    rows = pd.concat(parts, ignore_index=True).sort_values("site", kind="stable", ignore_index=True)
    at = rows["site"].to_numpy()
    rows["operators"] = column(sites, "operators").to_numpy(object)[at]
    named = column(sites, "operators").fillna("").astype(str).str.contains("[;；,，、]", regex=True).to_numpy()[at]
    rows["every_band"] = rows["operators"].notna().to_numpy() & ~named & lone[at]
    return with_bands(rows, masks(column(sites, "bands"))[at])
