"""Cells as transmitters: each operator's 4G and 5G its own, with its height, power, direction and setting."""

from __future__ import annotations

from typing import Any, Optional

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .. import metric
from .azimuths import sector_flags
from .bands import band_of, frequency, masks
from .given import ALL_SCENES, FLAG, INDOOR, column, inside, numbers, technology_bits, with_bands


def from_cells(
    sites: gpd.GeoDataFrame,
    base: pd.DataFrame,
    cells: pd.DataFrame,
    count: np.ndarray,
    border: Optional[gpd.GeoSeries],
    sector_gap_deg: float,
    why: dict[str, int],
    directions: bool = False,
) -> tuple[pd.DataFrame, np.ndarray]:
    """One row per different cell of a site that counts, and which sites have cells at all. `directions`: cells that look
    another way are different."""
    ids = column(sites, "site_id").astype(object).where(column(sites, "site_id").notna(), None)
    by_id = pd.Series(np.arange(len(sites)), index=ids.astype(str).to_numpy())
    by_id = by_id[ids.notna().to_numpy()]
    by_id = by_id[~by_id.index.duplicated()]
    at = by_id.reindex(column(cells, "site_id").astype(str)).fillna(-1).to_numpy(int)
    has_cells = np.zeros(len(sites), bool)
    has_cells[at[at >= 0]] = True
    xy = np.full((len(cells), 2), np.nan)
    if isinstance(cells, gpd.GeoDataFrame):
        points = gpd.GeoSeries(np.where(shapely.get_type_id(cells.geometry.to_numpy()) == 0, cells.geometry, None))
        xy = metric.coordinates(points)
        at_home = inside(points, border)
    placed = np.isfinite(xy).all(axis=1)
    alone = (at < 0) & placed
    alone_here = alone & at_home if alone.any() else alone
    technology = technology_bits(column(cells, "technology"))
    why["cell_without_site"] = int(((at < 0) & ~placed).sum())
    keep = ((at >= 0) & count[at] if len(sites) else np.zeros(len(cells), bool)) | alone_here
    take = np.flatnonzero(keep & (technology > 0))
    position = at[take]
    rows = base.reindex(position).reset_index(drop=True)  # -1: no site, nothing of it known
    return _cell_rows(
        rows, cells.iloc[take], position, xy[take], technology[take], sector_gap_deg, directions
    ), has_cells


def _cell_rows(
    rows: pd.DataFrame,
    cells: pd.DataFrame,
    position: np.ndarray,
    xy: np.ndarray,
    technology: np.ndarray,
    gap: float,
    directions: bool,
) -> pd.DataFrame:
    lone, placed = position < 0, np.isfinite(xy).all(axis=1)
    if lone.any():  # a cell of no site that we know: it has only what it says itself
        fresh: dict[str, Any] = {"scenes": ALL_SCENES, "height_m": np.nan, "micro": False, "setting": "outdoor"}
        fresh |= {"radius_m": np.nan, "ground_m": np.nan, "lacks": 0, "flags": 0}
        for name, value in fresh.items():
            rows[name] = rows[name].where(~lone, value)
    rows = rows.astype({"scenes": int, "lacks": int, "flags": int, "micro": bool})
    rows["site"] = position
    rows["lon"], rows["lat"] = (np.where(placed, xy[:, i], rows[name]) for i, name in enumerate(("lon", "lat")))
    height = numbers(cells, "antenna_height_m")
    borrowed = np.where(height > 0, ~FLAG["height_from_structure"], -1)
    rows["flags"] &= borrowed
    rows["height_m"] = np.where(height > 0, height, rows["height_m"])
    setting = column(cells, "setting").to_numpy(object)
    rows["setting"] = np.where(np.isin(setting.astype(str), (*INDOOR, "outdoor")), setting, rows["setting"])
    rows["eirp"], rows["prach"] = numbers(cells, "eirp_dbm_re"), column(cells, "prach_format").to_numpy(object)
    rows["technologies"], rows["every_band"] = technology, False
    rows["operators"] = column(cells, "operator").to_numpy(object)
    typed = column(cells, "band_mhz")
    if "band_mhz_raw" in cells.columns:  # n78 is no number: the table's reader kept the text
        typed = typed.astype(object).where(typed.notna(), cells["band_mhz_raw"])
    place, words = pd.factorize(typed.to_numpy(object))
    told = [frequency(word) for word in words]
    rows["mhz"] = np.array([m if m and band_of(m) is not None else np.nan for m in told] + [np.nan], float)[place]
    rows = with_bands(rows, masks(typed))
    rows["azimuth"] = numbers(cells, "azimuth_deg")
    rows["flags"] |= sector_flags(rows, gap, FLAG["azimuth_missing"], FLAG["sector"])
    if not directions:
        rows = rows.drop(columns="azimuth")
    return rows.drop_duplicates(ignore_index=True)
