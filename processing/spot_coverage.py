"""Coverage, coast and border at one place after another: layers read once, judged as `findgaps` judges a place."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsVectorLayer

from ..core import metric
from ..core.checks.profile import load_profile
from ..core.errors import N_, Progress
from ..core.gaps.assess import Question, assess
from ..core.gaps.demand import read_demand
from ..core.schema import standard_table
from .findgaps import FindGaps
from .frames import read_frame
from .gap_supply import demand_supply, measured_by
from .snapshot import Snapshot, detach
from .translation import language, tr

TECHNOLOGIES = ("5G", "4G")
SUPPLY = ("sites", "cells", "measurements", "claimed")
LINES = ("border", "coast")
FARTHEST_M = 100_000.0
"""A border or coast farther away is not looked for: so far distances hold to 0.01 %."""


class SpotCoverage:
    """Opened on the main thread, asked on any. `layers`: of SUPPLY and LINES, as far as there are any."""

    def __init__(self, layers: dict[str, QgsVectorLayer], context: QgsProcessingContext, profile: str = "") -> None:
        self.algorithm = FindGaps()
        self.algorithm.initAlgorithm()
        self.algorithm.feedback = QgsProcessingFeedback(False)
        nobody = QgsVectorLayer("Point?crs=EPSG:4490&field=place_id:string", "places", "memory")
        given = {"DEMAND": nobody} | {name.upper(): layers[name] for name in SUPPLY if name in layers}
        parameters = {**given, "TECHNOLOGY": "each", "PROFILE": profile or "national"}
        self.algorithm.prepareAlgorithm(parameters, context, self.algorithm.feedback)
        detach(self.algorithm, given)
        self._lines = {name: Snapshot(layers[name]) for name in LINES if name in layers}
        self._shapes: dict[str, gpd.GeoSeries] = {}
        self._given = bool({"sites", "measurements"} & set(layers))
        self._question: Question | None = None

    def read(self, progress: Progress) -> None:
        if self._question is not None:
            return
        values = self.algorithm._read(progress)
        profile = load_profile(values["PROFILE"] or "national")
        reach = demand_supply(self.algorithm, values, ["land"], profile)
        measured = measured_by(self.algorithm, values.get("MEASUREMENTS"), profile, dt.date.today())[0]
        self._shapes = {
            name: gpd.GeoSeries(metric.to_degrees(read_frame(lines, name, progress), name).geometry)
            for name, lines in self._lines.items()
        }
        self._question = Question(
            reach, profile, TECHNOLOGIES, "any", "radius", language(), measured, values.get("CLAIMED")
        )

    def here(self, lon: float, lat: float, progress: Progress, beyond: bool = False) -> list[dict[str, Any]]:
        """A row per technology: technology, state, serving_site, evidence. Nothing where no site and no sample was given.

        `beyond` the counties that were given there are other sites than these: what none of these reaches is no gap.
        """
        self.read(progress)
        if not self._given:
            return []
        place = gpd.GeoDataFrame({"place_id": ["HERE"]}, geometry=[shapely.Point(lon, lat)], crs=metric.DEGREES)
        demand = read_demand(standard_table(place, "places", "HERE"), "places")
        question = self._question
        if beyond:
            question = replace(question, supply=replace(question.supply, partial=True))
        found = assess(demand, question, progress).assessed
        rows = pd.DataFrame(found)[["technology", "state", "serving_site", "evidence"]]
        if beyond:
            text = tr(N_("It lies in none of the counties given: other sites than these may serve it."))
            rows.loc[rows["state"] == "unknown", "evidence"] = text
        return rows.to_dict("records")

    def away(self, lon: float, lat: float) -> dict[str, float | None]:
        """Metres to border and coast, for those that were given; None where they are farther than 100 km."""
        point = gpd.GeoSeries([shapely.Point(lon, lat)], crs=metric.DEGREES)
        near = {
            name: metric.distance_to(point, shapes, FARTHEST_M)["distance_m"] for name, shapes in self._shapes.items()
        }
        return {name: float(metres.min()) if len(metres) else None for name, metres in near.items()}
