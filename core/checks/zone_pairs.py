"""Zones of a kind and the rows near them: pairs, hits and bands."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from .. import metric
from .bands import Bands, bands
from .case import Case


def of_kind(case: Case, kind: str) -> gpd.GeoDataFrame:
    """The zones of a kind, empty where there are none (the engine has made sure that this is a fact)."""
    zones = case.tables.get("zones")
    if zones is None or "kind" not in zones.columns:
        return gpd.GeoDataFrame({"zone_id": [], "name": []}, geometry=[], crs=metric.degrees())
    return zones[(zones["kind"] == kind).to_numpy()].reset_index(drop=True)


def shapes_of_kind(case: Case, kind: str) -> gpd.GeoSeries:
    """The shapes of the zones of a kind."""
    zones = case.tables.get("zones")
    shapes = np.array([], dtype=object) if zones is None else zones.geometry.to_numpy()[_rows_of_kind(case, kind)]
    return gpd.GeoSeries(shapes, crs=metric.degrees())


def _rows_of_kind(case: Case, kind: str) -> np.ndarray:
    return np.flatnonzero((case.column("kind", "zones") == kind).to_numpy())


def _names(zones: gpd.GeoDataFrame, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Id and label of zones: each stands in for the other where it is missing."""
    blank = pd.Series(None, index=zones.index, dtype=object)
    ids, names = (zones[c] if c in zones.columns else blank for c in ("zone_id", "name"))
    return ids.fillna(names).fillna("?").to_numpy()[rows], names.fillna(ids).fillna("").to_numpy()[rows]


def pairs_of_kind(case: Case, kind: str, reach_m: np.ndarray) -> pd.DataFrame:
    """Rows and zones of a kind within `reach_m` and the case's margin: point, target, distance_m, lon, lat."""
    rows = np.flatnonzero(case.placed)
    reach = (reach_m + case.margin_m)[rows]
    pairs = metric.distance_to(case.points[rows], shapes_of_kind(case, kind), reach, case.progress)
    return pairs.assign(point=rows[pairs["point"]])


def hits(case: Case, kind: str, reach_m: np.ndarray) -> pd.DataFrame:
    """The nearest zone of a kind within `reach_m` of each row (0: inside or on the edge).

    Indexed by row: distance_m, other, other_label, lon, lat and `zone`, its position among those of the kind.
    """
    zones = of_kind(case, kind)
    pairs = pairs_of_kind(case, kind, reach_m)
    pairs = pairs[pairs["distance_m"].to_numpy() <= reach_m[pairs["point"]]].drop_duplicates("point")
    ids, names = _names(zones, pairs["target"].to_numpy())
    return pd.DataFrame(
        {
            "distance_m": pairs["distance_m"].to_numpy(), "zone": pairs["target"].to_numpy(), "other": ids, "other_label": names,
            "lon": pairs["lon"].to_numpy(), "lat": pairs["lat"].to_numpy(),
        },
        index=pairs["point"].to_numpy(),
    )  # fmt: skip


def zone_bands(case: Case, kind: str, fails_m: np.ndarray, unsure_m: Any = np.nan, **more: Any) -> list[Bands]:
    """Bands around the zones of a kind: so many metres for each row, NaN where they do not keep it off."""
    most = np.fmax(fails_m, unsure_m)
    pairs = pairs_of_kind(case, kind, np.nan_to_num(most))
    pairs = pairs[np.isfinite(most[pairs["point"]])]
    if "zones" in case.tables:
        pairs["target"] = _rows_of_kind(case, kind)[pairs["target"]]
    limits = (np.broadcast_to(limit, len(fails_m))[pairs["point"]] for limit in (fails_m, unsure_m))
    return bands("zones", pairs, *limits, **more)
