"""Maps by the models that follow the path: per technology and operator on a grid, as areas and as a raster file."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from ..core.coverage.given import FLAGS, LACKS
from ..core.coverage.mapped import codes
from ..core.coverage.raster import SignalRaster, areas_of, grid_over, signal_raster, write_raster
from ..core.coverage.swept import swept_raster
from ..core.ellipsoid import area_m2
from ..core.errors import N_, CoreError, Progress
from ..core.metric import DEGREES
from .base import Algorithm
from .path_model import PathModel
from .translation import tr

COLUMNS = ("technology", "operator", "state", "distance", "transmitters", "area_m2", "lacks", "flags", "geometry")


METHODS = ("paths", "sweeps")
SWEPT = N_(
    "Cells have the loss of the nearest point of rays around each transmitter (sweeps), not of their own path: a few dB from it "
    "where the ground is rough, none on the whole."
)


def path_maps(
    algorithm: Algorithm,
    values: dict[str, Any],
    rows: pd.DataFrame,
    profile: Any,
    surface: str,
    operators: list[str],
    progress: Progress,
) -> gpd.GeoDataFrame:
    """COVERAGE as `map_coverage` gives it, with the distance from the site over the sea; writes RASTER where it is wanted."""
    path = PathModel(algorithm, values, profile, [surface])
    rows = rows[(rows["setting"] == "outdoor").to_numpy()].reset_index(drop=True)
    if values.get("RASTER") and len(operators) != 1:
        raise CoreError(N_("RASTER shows one operator: set OPERATOR to any, or to one operator."))
    if not len(rows):
        return gpd.GeoDataFrame(columns=list(COLUMNS), geometry="geometry", crs=DEGREES)
    bounds = _reached(rows)
    path.read([rows], bounds)
    rows = path.take(rows, surface == "sea")
    grid = grid_over(_within(bounds, path, surface == "sea"), float(profile["raster_cell_m"][surface]))
    rings = tuple(1e3 * float(km) for km in profile["sea_rings_km"].values()) if surface == "sea" else ()
    technologies = [t for t in ("4G", "5G") if (rows["technology"].isna() | (rows["technology"] == t)).any()]
    chosen = [(t, o) for t in technologies for o in operators]
    algorithm.say(
        tr(N_("{count} million cells for each technology and operator."), count=f"{grid.columns * grid.rows / 1e6:.2f}")
    )
    wanted = values.get("TECHNOLOGY") or ("5G" if "5G" in technologies else technologies[0])
    air = path.air[surface == "sea"]
    swept = values.get("METHOD") == "sweeps" and air.ground is not None
    if swept:
        algorithm.say(tr(SWEPT))
    found = []
    for number, (technology, operator) in enumerate(chosen):
        own = _own(rows, technology, operator)
        share = lambda done, n=number: progress((n + done) / len(chosen))  # noqa: E731
        raster = swept_raster(own, air, air.ground, grid, share) if swept else signal_raster(own, air, grid, share)
        if values.get("RASTER") and technology == wanted:
            note = f"{technology}, {operator}; {path.model}{path.assumptions}{'; sweeps' if swept else ''}"
            _write(values["RASTER"], raster, own, note)
        found.append(_areas(raster, own, technology, operator, rings))
    return pd.concat(found, ignore_index=True)


def _own(rows: pd.DataFrame, technology: str, operator: str) -> pd.DataFrame:
    """The transmitters of a technology and an operator; of those that do not tell theirs only what may be counts."""
    of = rows["technology"].isna() | (rows["technology"] == technology)
    if operator != "any":
        of &= rows["operator"].isna() | (rows["operator"] == operator)
    own = rows[of.to_numpy()].reset_index(drop=True)
    sure = own["technology"].notna() & ((operator == "any") | own["operator"].notna())
    return own.assign(reach_m=own["reach_m"].where(sure, 0.0))


def _reached(rows: pd.DataFrame) -> tuple[float, float, float, float]:
    """A box in degrees around all that may be reached."""
    lon, lat, reach = (rows[name].to_numpy(float) for name in ("lon", "lat", "possible_m"))
    high = reach / 110_500
    wide = high / np.cos(np.radians(np.clip(np.abs(lat) + high, 0, 89)))
    return float((lon - wide).min()), float((lat - high).min()), float((lon + wide).max()), float((lat + high).max())


def _within(bounds: tuple[float, float, float, float], path: PathModel, sea: bool) -> tuple[float, float, float, float]:
    """On land no farther than the heights reach."""
    if sea or path.ground is None:
        return bounds
    west, south, east, north = path.ground.bounds
    return max(bounds[0], west), max(bounds[1], south), min(bounds[2], east), min(bounds[3], north)


def _write(file: str, raster: SignalRaster, own: pd.DataFrame, note: str) -> None:
    names = own["site_name"].where(own["site_name"].notna(), own["site_id"]).astype(str)
    place, titles = pd.factorize(names)
    server = np.append(place, -1)[raster.server]
    columns = (raster.rsrp_dbm, raster.probability, server, raster.distance_m, raster.covered, raster.possible)
    write_raster(SignalRaster(raster.grid, *columns), list(titles), file, note)


def _areas(
    raster: SignalRaster, own: pd.DataFrame, technology: str, operator: str, rings: tuple[float, ...]
) -> gpd.GeoDataFrame:
    areas = areas_of(raster, rings)
    edges = [0.0, *rings]
    words = ["", *(f"{a / 1e3:g}-{b / 1e3:g} km" for a, b in zip(edges, rings)), f">{edges[-1] / 1e3:g} km"]
    sure = (own["reach_m"] > 0).to_numpy()
    told = {"covered_model": sure, "unknown": (own["possible_m"] > own["reach_m"]).to_numpy()}
    for name, order in (("lacks", LACKS), ("flags", FLAGS)):
        areas[name] = [codes(own[name][told[state]], order) for state in areas["state"]]
    areas["technology"], areas["operator"] = technology, operator
    areas["transmitters"] = [int(sure.sum()) if state == "covered_model" else len(own) for state in areas["state"]]
    areas["distance"] = [words[ring] for ring in areas["ring"]]
    areas["area_m2"] = area_m2(areas.geometry) if len(areas) else np.zeros(0)
    return areas[list(COLUMNS)]
