"""The models that follow the path, for an algorithm: the DEM asked for and read, and signals judged over it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from ..core.coverage.air import Air, air_of, grounded, to_horizon
from ..core.coverage.calibration import calibrate
from ..core.coverage.ground import Ground, read_ground, told_in_feet
from ..core.coverage.strongest import rsrp_dbm, strongest
from ..core.coverage.supply import PATH_MODELS
from ..core.coverage.water import over_water
from ..core.errors import N_, Cancelled, CoreError, Progress
from ..core.metric import coordinates
from .base import Algorithm
from .parameters import Input, raster_input
from .translation import tr

Bounds = tuple[float, float, float, float]
_DEGREE_M = 111_320.0
GROUND_UNKNOWN = N_("{count} transmitters whose ground height is not told: the radio horizon is not sure.")


def dem_input() -> Input:
    """DEM."""
    return raster_input(
        "DEM",
        N_("Heights (DEM)"),
        optional=True,
        help=N_(
            "A raster of heights in metres, of any coordinate system, for the models terrain (needed) and sea (where land lies "
            "between). It should reach as far as the signals do, beyond the border too: what lies outside is unknown."
        ),
    )


class PathModel:
    """The model, its heights and what it assumes; `tables` are supply by surface (land, sea), made fit by `take`."""

    def __init__(self, algorithm: Algorithm, values: dict[str, Any], profile: Any, surfaces: list[str]) -> None:
        self.algorithm, self.profile, self.surfaces = algorithm, profile, surfaces
        self.model, self.path = values["MODEL"], values.get("DEM")
        if self.path is None and (self.model == "terrain" or "land" in surfaces):
            text = N_("The model {model} needs heights for places on land: give a DEM, or choose radius or formula.")
            raise CoreError(text, model=self.model)
        self.ground: Ground | None = None
        self.air: dict[bool, Air] = {}

    def read(self, tables: list[pd.DataFrame], places: Bounds) -> None:
        """Read the heights that transmitters and the places to be judged (degrees) need."""
        rows = (
            pd.concat(tables, ignore_index=True) if tables else pd.DataFrame({"lon": [], "lat": [], "possible_m": []})
        )
        bounds = _bounds(rows, places)
        surface = bool(self.profile["dem_is_surface"])
        if self.path is not None:
            self.ground = read_ground(self.path, bounds, surface)
            self._doubt(rows)
        sea = self.ground
        if sea is not None and "sea" in self.surfaces:
            sea = over_water(sea, bounds, rows[["lon", "lat"]].to_numpy(float))
        self.air = {False: air_of(self.profile, self.ground, "land"), True: air_of(self.profile, sea, "sea")}

    def _doubt(self, rows: pd.DataFrame) -> None:
        ground = self.ground
        if ground is None or not len(rows):
            return
        if ground.cell_m > float(self.profile["dem_coarse_m"]):
            text = N_(
                "Cells of '{file}' are {metres} m wide: ridges narrower than that are not seen, and coverage comes out too good. "
                "Take heights of 30 to 90 m."
            )
            self.algorithm.warn(tr(text, file=ground.name, metres=round(ground.cell_m)))
        lonlat = rows[["lon", "lat"]].to_numpy(float)
        if told_in_feet(ground, lonlat, rows["told_ground_m"].to_numpy(float)):
            text = N_(
                "The heights of '{file}' are about 3.28 times those that the sites tell of their ground: they are feet. Convert "
                "them to metres."
            )
            raise CoreError(text, file=ground.name)
        sites = rows.drop_duplicates(["lon", "lat"])
        lost = int(np.isnan(ground.at(sites[["lon", "lat"]].to_numpy(float))).sum())
        if lost:
            text = N_("{count} of {total} sites stand where '{file}' has no height: what they reach is unknown.")
            self.algorithm.warn(tr(text, count=lost, total=len(sites), file=ground.name))
        short = int((~_all_around(sites, ground)).sum()) - lost
        if short > 0 and "land" in self.surfaces:
            text = N_("'{file}' ends within reach of {count} sites: places beyond its edge are unknown, not gaps.")
            self.algorithm.warn(tr(text, count=short, file=ground.name))

    def take(self, rows: pd.DataFrame, sea: bool) -> pd.DataFrame:
        """Rows of supply, of which those without ground cover nothing for sure, at sea none beyond its horizon."""
        rows = grounded(rows, self.ground)
        if not sea:
            return rows
        rows = to_horizon(rows, self.ground)
        count = int(rows["flags"].str.contains("ground_unknown").sum())
        if count:
            self.algorithm.warn(tr(GROUND_UNKNOWN, count=count))
        return rows

    def signal(
        self, xy: np.ndarray, transmitters: pd.DataFrame, sea: bool, sure: bool, progress: Progress
    ) -> pd.DataFrame:
        """What core/gaps asks of places."""
        return strongest(xy, transmitters, self.air[sea], sure, progress=self._stoppable(progress))

    def level(self, xy: np.ndarray, transmitters: pd.DataFrame, sea: bool, progress: Progress) -> np.ndarray:
        """The level in dBm of the strongest of what is sure, NaN where nothing reaches."""
        found = strongest(xy, transmitters, self.air[sea], best=True, progress=self._stoppable(progress))
        return rsrp_dbm(transmitters, found)

    def _stoppable(self, progress: Progress) -> Progress:
        """Progress that stops when the user does, also where the caller counts none: one call may take seconds."""

        def told(done: float) -> None:
            if self.algorithm.feedback.isCanceled():
                raise Cancelled
            progress(done)

        return told

    def compare(self, rows: pd.DataFrame, samples: gpd.GeoDataFrame) -> None:
        """Say how far the model is off beside measured levels, per technology, each operator by its own transmitters."""
        if not len(samples):
            return
        xy = coordinates(samples.geometry)
        outdoors = rows[(rows["setting"] == "outdoor").to_numpy()].reset_index(drop=True)
        predicted = np.full(len(samples), np.nan)
        groups = samples.reset_index(drop=True).groupby(["network", "operator"])
        for (technology, operator), at in groups.indices.items():
            own = outdoors[((outdoors["technology"] == technology) & (outdoors["operator"] == operator)).to_numpy()]
            own = own.reset_index(drop=True)
            if len(own):
                predicted[at] = rsrp_dbm(own, strongest(xy[at], own, self.air[False], best=True))
        measured = samples["rsrp_dbm"].to_numpy(float)
        network = samples["network"].to_numpy(object)
        for technology in sorted(set(network)):
            of = network == technology
            found = calibrate(xy[of], predicted[of], measured[of])
            if found is None:
                self.algorithm.say(
                    tr(N_("{technology}: too few samples to compare the model with."), technology=technology)
                )
                continue
            facts = {name: f"{value:.1f}" for name, value in asdict(found).items() if name.endswith("_db")}
            text = N_(
                "{technology}: against {samples} samples in {squares} squares of 100 m the model predicts {offset_db} dB more than "
                "measured ({offset_low_db} to {offset_high_db}, 95 %), with a spread of {sigma_db} dB ({sigma_low_db} to "
                "{sigma_high_db}). To use it, write into the profile under values: path_offset_db: {{{model}: {new}}}, "
                "path_sigma_db: {{{model}: {sigma_db}}}."
            )
            new = f"{found.offset_db + float(self.profile['path_offset_db'][self.model]):.1f}"
            count = {"samples": found.samples, "squares": found.squares, "model": self.model, "new": new}
            self.algorithm.say(tr(text, technology=technology, **facts, **count))
            self.algorithm.note(**{f"calibration_{technology}": asdict(found)})

    @property
    def steps_m(self) -> dict[str, float]:
        return {name: float(metres) for name, metres in self.profile["path_step_m"].items()}

    @property
    def assumptions(self) -> str:
        """What every state by this model rests on, in the user's language."""
        sigma, offset = (float(self.profile[key][self.model]) for key in ("path_sigma_db", "path_offset_db"))
        facts = {"sigma": f"{sigma:g}", "offset": f"{offset:g}"}
        if self.ground is None:
            text = N_("; smooth sea without land or islands, offset {offset} dB, sigma {sigma} dB")
            return tr(text, **facts)
        if self.profile["dem_is_surface"]:
            text = N_("; heights '{file}' taken as tree tops and roofs, offset {offset} dB, sigma {sigma} dB")
        else:
            text = N_(
                "; heights '{file}' taken as bare ground, so optimistic in forest by 10 to 40 dB unless calibrated, offset "
                "{offset} dB, sigma {sigma} dB"
            )
        water = tr(N_(", at sea water where it has no height")) if "sea" in self.surfaces else ""
        return tr(text, file=self.ground.name, **facts) + water


def path_model(algorithm: Algorithm, values: dict[str, Any], profile: Any, surfaces: list[str]) -> PathModel | None:
    """The model where MODEL is one that follows the path, else None."""
    return PathModel(algorithm, values, profile, surfaces) if values.get("MODEL") in PATH_MODELS else None


def _bounds(rows: pd.DataFrame, places: Bounds) -> Bounds:
    """A box around the places and the transmitters that may reach into it."""
    west, south, east, north = places
    if not np.isfinite(places).all():
        return (0.0, 0.0, 0.0, 0.0)
    lon, lat, reach = (rows[name].to_numpy(float) for name in ("lon", "lat", "possible_m"))
    high = reach / _DEGREE_M
    wide = high / np.cos(np.radians(np.clip(np.abs(lat) + high, 0, 89)))
    near = (lon + wide >= west) & (lon - wide <= east) & (lat + high >= south) & (lat - high <= north)
    lon, lat = np.r_[lon[near], west, east], np.r_[lat[near], south, north]
    return float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())


def _all_around(sites: pd.DataFrame, ground: Ground) -> np.ndarray:
    """Sites with the raster all around them as far as they may reach."""
    reach = sites["possible_m"].to_numpy(float) / _DEGREE_M
    lonlat = sites[["lon", "lat"]].to_numpy(float)
    wide = reach / np.cos(np.radians(lonlat[:, 1]))
    inside = np.ones(len(sites), bool)
    for east, north in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        inside &= np.isfinite(ground.cells(lonlat + np.column_stack([east * wide, north * reach]))).all(axis=1)
    return inside
