"""Measurements made fit to judge by: what is no sound sample is dropped with its reason, what repeats is one sample."""

from __future__ import annotations

import datetime as dt
from typing import Optional

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .. import metric
from ..ellipsoid import metres_per_degree
from ..errors import N_, CoreError
from ..schema import code_lists
from .bands import TECHNOLOGIES
from .budget import Limits, dbm
from .given import column, numbers
from .times import read_times

REASONS = (
    *("no_time", "unreadable_time", "future", "no_network", "other_network", "no_operator", "other_operator"),
    *("no_rsrp", "rsrp_range", "sinr_range", "no_place", "jump", "too_old", "standing"),
)


def clean(measurements: gpd.GeoDataFrame, profile: Limits, date: dt.date) -> tuple[gpd.GeoDataFrame, pd.DataFrame]:
    """(valid, dropped) of a standard table of measurements in EPSG:4490; every row is in one of them.

    `valid`: row (position in the table), time (Beijing), session, place_id, network, operator, rsrp_dbm, sinr_db, passes
    (signal at the profile's limit), old (older than is to be told, at `date`), samples (how many it stands for), geometry.
    `dropped`: row, reason (of REASONS, the first that applies). Samples of one session, network and operator that stand
    in one square of the profile's size are one sample of their median; those taken for a place (place_id) stay apart.
    """
    spatial = isinstance(measurements, gpd.GeoDataFrame)
    if spatial and (shapely.get_dimensions(measurements.geometry.to_numpy()) > 0).any():
        raise CoreError(N_("The measurements are lines or areas. They must be points: is it the right layer?"))
    table = _read(measurements, profile)
    reason = np.full(len(table), None, object)
    _why_not(table, measurements, profile, date, reason)
    table["row"] = np.arange(len(table))
    sound = table[pd.isna(reason)]
    jumped = _jumps(sound, float(profile["measured_speed_m_s"]))
    reason[sound["row"].to_numpy()[jumped]] = "jump"
    sound = sound[~jumped]
    months = profile["measured_old_months"]
    unused, warned = (pd.Timestamp(date) - pd.DateOffset(months=int(months[name])) for name in ("unused", "warned"))
    stale = (sound["time"] < unused).to_numpy()
    reason[sound["row"].to_numpy()[stale]] = "too_old"
    sound = sound[~stale]
    valid, repeated = _one_of_many(sound, float(profile["measured_bin_m"]))
    reason[repeated] = "standing"
    limit = valid["network"].map({t: dbm(profile["coverage_rsrp_dbm"][t]) for t in TECHNOLOGIES}).astype(float)
    valid["passes"] = (valid["rsrp_dbm"] >= limit).to_numpy()
    valid["old"] = (valid["time"] < warned).to_numpy()
    points = gpd.points_from_xy(valid["lon"].fillna(0), valid["lat"].fillna(0)) if len(valid) else []
    places = gpd.GeoSeries(points, index=valid.index, crs=metric.DEGREES).where(valid["lon"].notna(), None)
    frame = gpd.GeoDataFrame(valid.drop(columns=["lon", "lat"]), geometry=places, crs=metric.DEGREES)
    out = np.flatnonzero(pd.notna(reason))
    return frame.reset_index(drop=True), pd.DataFrame({"row": out, "reason": reason[out]})


def _read(measurements: gpd.GeoDataFrame, profile: Limits) -> pd.DataFrame:
    xy = np.full((len(measurements), 2), np.nan)
    if isinstance(measurements, gpd.GeoDataFrame):
        xy = metric.coordinates(measurements.geometry)
    network, operator = column(measurements, "network"), column(measurements, "operator")
    return pd.DataFrame(
        {
            "time": read_times(column(measurements, "time")).to_numpy(),
            "session": column(measurements, "session").to_numpy(object),
            "place_id": column(measurements, "place_id").to_numpy(object),
            "network": network.where(network.isin(TECHNOLOGIES), None).to_numpy(object),
            "operator": operator.where(operator.isin(list(code_lists()["operator"])), None).to_numpy(object),
            "rsrp_dbm": numbers(measurements, "rsrp_dbm"),
            "sinr_db": numbers(measurements, "sinr_db"),
            "lon": xy[:, 0],
            "lat": xy[:, 1],
        }
    )


def _why_not(
    table: pd.DataFrame, measurements: pd.DataFrame, profile: Limits, date: dt.date, reason: np.ndarray
) -> None:
    """Fill in the first reason that makes a row no sample, by what stands in the row itself."""
    valid = profile["measured_valid"]
    typed = column(measurements, "time")
    blank = typed.isna() | (typed.astype(str).str.strip() == "")
    rsrp, sinr = table["rsrp_dbm"], table["sinr_db"]
    placed = np.isfinite(table["lon"]) & np.isfinite(table["lat"])
    tests = {
        "no_time": blank.to_numpy(),
        "unreadable_time": table["time"].isna(),
        "future": table["time"] >= pd.Timestamp(date) + pd.Timedelta(days=1),
        "no_network": table["network"].isna() & _blank(measurements, "network"),
        "other_network": table["network"].isna(),
        "no_operator": table["operator"].isna() & _blank(measurements, "operator"),
        "other_operator": table["operator"].isna(),
        "no_rsrp": rsrp.isna(),
        "rsrp_range": (rsrp < dbm(valid["rsrp_lowest_dbm"])) | (rsrp > dbm(valid["rsrp_highest_dbm"])),
        "sinr_range": (sinr < -abs(valid["sinr_lowest_db"])) | (sinr > valid["sinr_highest_db"]),
        "no_place": ~placed & table["place_id"].isna(),
    }
    for word, bad in tests.items():
        reason[pd.isna(reason) & np.asarray(bad, bool)] = word


def _blank(measurements: pd.DataFrame, name: str) -> np.ndarray:
    cells = column(measurements, name)
    return (cells.isna() | (cells.astype(str).str.strip() == "")).to_numpy()


def _jumps(table: pd.DataFrame, fastest: float) -> np.ndarray:
    """Samples whose session leapt to them faster than `fastest` m/s. A session is cut where it leaps, and its shortest
    piece goes, until it no longer leaps: a single stray fix goes, what lies on both sides of it stays."""
    bad = np.zeros(len(table), bool)
    use = np.flatnonzero((table["session"].notna() & table["lon"].notna()).to_numpy())
    while len(use):
        part = table.iloc[use]
        session = pd.factorize(part["session"])[0]
        moment = part["time"].to_numpy("datetime64[ns]").astype(np.int64) / 1e9
        order = np.lexsort((use, moment, session))
        use, session, moment = use[order], session[order], moment[order]
        xy = table[["lon", "lat"]].to_numpy(float)[use]
        same = session[1:] == session[:-1]
        apart = np.where(same, metric.geodesic_m(xy[:-1], xy[1:]), 0.0)
        # a log that tells minutes or days only: as long may lie between two samples of the same
        unsaid = np.zeros(session.max() + 1)
        for step in (60.0, 86_400.0):  # both are whole in Beijing time
            unsaid[np.bincount(session, moment % step != 0, len(unsaid)) == 0] = step
        seconds = np.maximum(np.diff(moment), 1e-3) + unsaid[session[1:]]
        seconds = np.where(np.diff(moment) == 0, np.maximum(seconds, 1.0), seconds)
        leap = same & (apart > fastest * seconds)
        if not leap.any():
            break
        piece = np.cumsum(np.r_[True, leap | ~same]) - 1
        size, starts = np.bincount(piece), np.flatnonzero(np.r_[True, leap | ~same])
        of_session = session[starts]
        leaps = np.bincount(of_session, minlength=session.max() + 1) > 1
        ends = np.r_[starts[1:] - 1, len(use) - 1]
        between = np.r_[False, leap][starts] & np.r_[leap, False][ends]
        before, after = np.maximum(starts - 1, 0), np.minimum(ends + 1, len(use) - 1)
        span = np.maximum(moment[after] - moment[before], 1.0) + unsaid[of_session]
        heals = between & (metric.geodesic_m(xy[before], xy[after]) <= fastest * span)
        # of equals goes the one without which there is no leap, then one leapt to and from, then the later
        ranked = np.lexsort((-np.arange(len(size)), ~between, ~heals, size, of_session))
        shortest = ranked[np.r_[True, np.diff(of_session[ranked]) != 0]]
        gone = np.zeros(len(size), bool)
        gone[shortest] = leaps[of_session[shortest]]
        bad[use[gone[piece]]] = True
        use = use[~gone[piece] & leaps[session]]
    return bad


def _one_of_many(table: pd.DataFrame, size_m: float) -> tuple[pd.DataFrame, np.ndarray]:
    """One sample per square and session (a day where there is none), and the rows that went into others."""
    table = table.sort_values(["time", "row"], kind="stable")
    lat = table["lat"].to_numpy(float)
    east, north = metres_per_degree(np.round(np.nan_to_num(lat), 1))
    day = table["time"].dt.strftime("%Y%m%d").to_numpy(object)
    own = table["place_id"].notna().to_numpy()
    keys = pd.DataFrame(
        {
            "session": np.where(table["session"].notna(), table["session"], day),
            "network": table["network"].to_numpy(),
            "operator": table["operator"].to_numpy(),
            "place": table["place_id"].fillna("").astype(str).to_numpy(),
            "moment": np.where(own, table["time"].to_numpy("datetime64[ns]").astype(np.int64), 0),
            "x": np.floor(np.nan_to_num(table["lon"].to_numpy(float)) * east / size_m),
            "y": np.floor(np.nan_to_num(lat) * north / size_m),
        }
    )
    group = keys.groupby(list(keys.columns), sort=False, dropna=False).ngroup().to_numpy()
    values = table[["rsrp_dbm", "sinr_db"]].groupby(group).median()
    first = ~pd.Series(group).duplicated().to_numpy()
    one = table[first].copy()
    one[["rsrp_dbm", "sinr_db"]] = values.loc[group[first]].to_numpy()
    one["samples"] = np.bincount(group, minlength=1)[group[first]] if len(group) else np.zeros(0, int)
    return one.sort_values("row"), table["row"].to_numpy()[~first]


def oldest_used(valid: pd.DataFrame) -> Optional[pd.Timestamp]:
    """The oldest time among the valid samples, None where there are none."""
    return valid["time"].min() if len(valid) else None
