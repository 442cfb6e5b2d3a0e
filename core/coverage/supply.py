"""Supply: from sites and cells to discs of what is covered for sure and what could be, per technology and operator."""

from __future__ import annotations

import datetime as dt
from typing import Optional

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .. import metric
from ..errors import N_, CoreError
from .bands import TECHNOLOGIES, bands
from .budget import Budget, Limits
from .formulas import loss_db
from .given import FLAGS, INDOOR, LACK, LACKS, column
from .propagation import by_path
from .ranges import by_formula, by_radius
from .sea import cap_by_format, cap_by_horizon
from .transmitters import transmitters

DISC_MODELS = ("radius", "formula")
PATH_MODELS = ("terrain", "sea")
MODELS = (*DISC_MODELS, *PATH_MODELS)
SURFACES = ("land", "sea")
COLUMNS = (
    *("site_id", "site_name", "operator", "technology", "setting", "band_mhz", "lon", "lat"),
    *("covered_m", "possible_m", "reach_m", "height_m", "lacks", "flags", "threshold_dbm", "planned_year"),
    *("formula", "mhz", "mast_m", "receiver_m", "allowed_db", "sigma_db"),  # what margin_db counts with
)
PATH_COLUMNS = (
    *("clutter_m", "may_mhz", "may_mast_m", "may_allowed_db", "may_clutter_m", "azimuth_deg", "told_ground_m"),
    "uplink_db",
)
"""What the models that follow the path add: core/coverage/propagation.py says what it is."""
VILLAGE_RULE = "village_rule"


def supply(
    sites: gpd.GeoDataFrame,
    cells: Optional[pd.DataFrame],
    profile: Limits,
    model: str = "radius",
    surface: str = "land",
    receiver_m: Optional[float] = None,
    border: Optional[gpd.GeoSeries] = None,
    date: Optional[dt.date] = None,
) -> pd.DataFrame:
    """One row per site or cell, technology and operator that is on air on `date`, ours and inside `border`: COLUMNS, with the
    models terrain and sea PATH_COLUMNS too.

    Tables are standard ones in EPSG:4490. Within `covered_m` an item of the row's setting is covered by the model, beyond
    `possible_m` it is not, between is unknown; both in m along the ground. A transmitter of which something is missing
    (`lacks`, by ';') covers the least that is sure: nothing, where its technology, operator or status is not told.
    `reach_m` is that least for whoever it is. operator and technology are None where not told. What else should be known
    stands in `flags`; `attrs["left_out"]` counts the sites that do not count, by reason. CoreError for an unknown model.
    """
    for given, known in ((model, MODELS), (surface, SURFACES)):
        if given not in known:
            raise CoreError(N_("There is no '{name}'. Known: {known}."), name=given, known=", ".join(known))
    if not isinstance(sites, gpd.GeoDataFrame):
        raise CoreError(N_("The sites are a table without positions. Import them with their coordinates first."))
    shapes = sites.geometry.to_numpy()
    if (shapely.get_dimensions(shapes) > 0).any():
        raise CoreError(N_("The sites are lines or areas. They must be points: is it the right layer?"))
    here = np.where(metric.on_earth(shapes), shapely.get_geometry(shapes, 0), None)
    sites = sites.set_geometry(gpd.GeoSeries(here, index=sites.index, crs=sites.crs))
    sea = surface == "sea"
    receiver_m = float(profile["receiver_height_m"][surface] if receiver_m is None else receiver_m)
    follows = model in PATH_MODELS
    found = transmitters(sites, cells, profile["sector_gap_deg"], border, date, follows)
    rows, budget = found.rows, Budget(profile)
    if follows:
        reach = by_path(rows, budget, sea, receiver_m, model)
    else:
        reach = by_formula(rows, budget, sea, receiver_m) if model == "formula" else by_radius(rows, budget, sea)
    if sea:
        if not follows:  # else by `to_horizon`, which knows the ground; what bends over it is in the loss of the path
            reach = cap_by_horizon(reach, rows, profile, receiver_m)
        rows, reach = _outdoors(rows, reach)
    reach = cap_by_format(reach, rows, profile)
    reach = _indoors(reach, rows, profile)
    discs = _told(sites, rows, reach, found.operators, budget, receiver_m)
    discs.attrs["left_out"] = found.left_out
    return discs


def _outdoors(rows: pd.DataFrame, reach: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    out = (rows["setting"] == "outdoor").to_numpy()
    return rows[out].reset_index(drop=True), reach[out].reset_index(drop=True)


def _indoors(reach: pd.DataFrame, rows: pd.DataFrame, profile: Limits) -> pd.DataFrame:
    """An indoor system reaches its own setting only, and as far as the profile says, whatever its band and power."""
    place, settings = pd.factorize(rows["setting"])
    within = np.array([profile["indoor_reach_m"][s] if s in INDOOR else np.nan for s in settings], float)[place]
    inside = np.isfinite(within)
    needless = LACK["band"] | LACK["band_owner"] | LACK["scene"] | LACK["height"]
    reach = reach.assign(
        covered_m=np.where(inside, within, reach["covered_m"]),
        possible_m=np.where(inside, within, reach["possible_m"]),
        lacks=np.where(inside, reach["lacks"] & ~needless, reach["lacks"]),
        flags=np.where(inside, 0, reach["flags"]),
    )
    reach.loc[inside, ["allowed_db", "sigma_db"]] = np.nan
    reach["formula"] = reach["formula"].where(~inside, None)
    return reach


def _told(
    sites: gpd.GeoDataFrame,
    rows: pd.DataFrame,
    reach: pd.DataFrame,
    operators: list[tuple[Optional[str], ...]],
    budget: Budget,
    receiver_m: float,
) -> pd.DataFrame:
    """The rows once per operator, codes said as words."""
    names = pd.Series([*(column(sites, "site_id")), None], dtype=object).to_numpy()
    titles = pd.Series([*(column(sites, "site_name")), None], dtype=object).to_numpy()
    years = np.append(pd.to_numeric(column(sites, "planned_year"), errors="coerce").to_numpy(float), np.nan)
    at, technologies = rows["site"].to_numpy(int), rows["technologies"].to_numpy(int)
    nobody = LACK["operator"] | LACK["technology"] | LACK["status"] | LACK["cells"]
    lacks = reach["lacks"].to_numpy(int)
    centre = np.array([int(name.partition("_")[0]) for name in bands()], float)
    uncertain = (lacks & (LACK["band"] | LACK["band_owner"])) > 0
    covered = np.minimum(reach["covered_m"], reach["possible_m"]).to_numpy(float)
    known = (lacks & (LACK["status"] | LACK["cells"] | LACK["technology"])) == 0
    one = {
        "site_id": names[at],
        "site_name": titles[at],
        "technology": np.array([None, *TECHNOLOGIES, None], dtype=object)[technologies],
        "setting": rows["setting"].to_numpy(object),
        "band_mhz": np.where(uncertain, np.nan, centre[reach["band"]]),
        "lon": rows["lon"].to_numpy(float),
        "lat": rows["lat"].to_numpy(float),
        "covered_m": np.where(lacks & nobody, 0.0, covered),
        "possible_m": reach["possible_m"].to_numpy(float),
        "reach_m": np.where(known, covered, 0.0),
        "height_m": rows["height_m"].to_numpy(float),
        "lacks": _words(lacks, LACKS),
        "flags": _words(reach["flags"].to_numpy(int), FLAGS),
        "threshold_dbm": np.append(budget.threshold, budget.threshold.min())[np.maximum(technologies, 1) - 1],
        "planned_year": years[at],
        "formula": reach["formula"].to_numpy(object),
        "mhz": reach["mhz"].to_numpy(float),
        "mast_m": reach["mast_m"].to_numpy(float),
        "receiver_m": np.full(len(rows), receiver_m),
        "allowed_db": reach["allowed_db"].to_numpy(float),
        "sigma_db": reach["sigma_db"].to_numpy(float),
    }
    one.update({name: reach[name].to_numpy(float) for name in PATH_COLUMNS if name in reach})
    lists = rows["operators"].to_numpy(int)
    sizes = np.array([len(several) for several in operators], int)
    flat = np.array([word for several in operators for word in several], dtype=object)
    starts = np.cumsum(sizes) - sizes
    count = sizes[lists]
    take = np.repeat(np.arange(len(rows)), count)
    within = np.arange(len(take)) - np.repeat(np.cumsum(count) - count, count)
    one = {name: values[take] for name, values in one.items()}
    one["operator"] = flat[np.repeat(starts[lists], count) + within]
    return pd.DataFrame({name: one[name] for name in (*COLUMNS, *PATH_COLUMNS) if name in one}, copy=False)


def _words(bits: np.ndarray, names: tuple[str, ...]) -> np.ndarray:
    """Sets of bits as their words joined by ';', each different set said once."""
    sets, place = np.unique(bits, return_inverse=True)
    said = [";".join(name for i, name in enumerate(names) if int(s) >> i & 1) for s in sets]
    return np.array([*said, ""], dtype=object)[place]


def margin_db(distance_m: np.ndarray, supply_rows: pd.DataFrame) -> np.ndarray:
    """How many dB the median signal stands above what is asked, at a distance from each row's transmitter; NaN for radius
    and indoor rows. Of a transmitter that lacks something, by what gives the least."""
    distance = np.broadcast_to(np.asarray(distance_m, float), (len(supply_rows),))
    margin = np.full(len(supply_rows), np.nan)
    place, formulas = pd.factorize(supply_rows["formula"])
    for code, name in enumerate(formulas):
        if name in PATH_MODELS:
            continue
        at = np.flatnonzero(place == code)
        allowed, *given = (supply_rows[c].to_numpy(float)[at] for c in ("allowed_db", "mhz", "mast_m", "receiver_m"))
        margin[at] = allowed - loss_db(name, distance[at], *given)
    return margin


def village_rule(supply_rows: pd.DataFrame, profile: Limits) -> pd.DataFrame:
    """The official rule for 4G in administrative villages as discs: a 4G station within 5 km of the committee, whatever the
    model says. No rows where the profile switches it off (0). `flags` is VILLAGE_RULE, for the evidence."""
    within = float(profile["village_4g_rule_m"])
    stations = (supply_rows["technology"] == "4G") | supply_rows["technology"].isna()
    stations &= (supply_rows["setting"] == "outdoor") & (within > 0)
    rows = supply_rows[stations.to_numpy()]
    told = ~rows["lacks"].str.contains("technology|status|cells")
    sure = told & ~rows["lacks"].str.contains("operator")
    return rows.assign(
        covered_m=np.where(sure, within, 0.0),
        possible_m=within,
        reach_m=np.where(told, within, 0.0),
        flags=VILLAGE_RULE,
        formula=None,
        allowed_db=np.nan,
        sigma_db=np.nan,
    )


def plan_as_sites(plan: gpd.GeoDataFrame, profile: Limits) -> gpd.GeoDataFrame:
    """Planned sites (neither built nor cancelled) as sites on air with 5G, the operators they name, and `planned_year`.
    A plan names no band: the profile's for the scene, told by `band_assumed`."""
    still = ~column(plan, "status").isin(["built", "cancelled"])
    sites = plan[still.to_numpy()].copy()
    planned = {scene: mhz for scene, mhz in profile["planned_band_mhz"].items() if mhz > 0}
    band = column(sites, "scene").map(planned)
    sites["site_id"] = column(sites, "plan_id")
    sites["status"], sites["technologies"] = "on_air", "5G"
    sites["planned_year"] = pd.to_numeric(column(sites, "year"), errors="coerce").astype(float)
    sites["bands"] = band.map(lambda mhz: f"{mhz:g}", na_action="ignore").astype(object).where(band.notna(), None)
    sites["band_assumed"] = band.notna()
    return sites
