"""The algorithm `pathprofile`: the path from the site that serves a place to that place, drawn, with every part of its loss."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..core.checks.profile import load_profile
from ..core.coverage.path_profile import path_profile
from ..core.coverage.profile_svg import profile_svg
from ..core.coverage.strongest import strongest
from ..core.coverage.supply import SURFACES
from ..core.errors import N_, CoreError, Progress
from .base import Algorithm
from .parameters import (
    choice_input,
    file_output,
    number_output,
    point_input,
    raster_input,
    table_input,
    text_input,
    text_output,
)
from .path_model import PathModel
from .rule_inputs import profile_input
from .supply_inputs import operator_input, supplied, wanted_operators
from .translation import language, tr


class PathProfileOfPlace(Algorithm):
    NAME = "pathprofile"
    TITLE = N_("Draw the path to a place")
    GROUP = N_("Coverage")
    HELP = N_(
        "Draws the ground between a place that you click on the map and the site that serves it best by the model terrain: the ray, "
        "the first Fresnel zone, clutter, and the loss with its parts, as findgaps counts it."
    )

    def inputs(self) -> Iterator[Any]:
        yield point_input("PLACE", N_("Place"), help=N_("Click it on the map, or type longitude and latitude."))
        yield table_input("SITES", N_("Sites"), "sites", help=N_("Sites on air, with antenna height and bands."))
        yield table_input(
            "CELLS",
            N_("Cells"),
            "cells",
            optional=True,
            help=N_(
                "Where given, who has which technology and band is told by the cells, not by the lists on the site."
            ),
        )
        yield raster_input("DEM", N_("Heights (DEM)"), help=N_("A raster of heights in metres."))
        yield text_input(
            "SITE", N_("Site (its number or name)"), optional=True, help=N_("The one that serves best when empty.")
        )
        yield choice_input("TECHNOLOGY", N_("Technology"), ("4G", "5G"), default="5G", help=N_("Of the signal."))
        yield operator_input()
        yield choice_input("SURFACE", N_("Surface"), SURFACES, default="land", help=N_("What the place lies on."))
        yield profile_input()
        yield file_output(
            "OUTPUT", N_("Drawing"), N_("Drawings (*.svg)"), help=N_("An SVG file: any browser shows it.")
        )
        yield text_output("SITE_NAME", N_("Site"))
        yield number_output("DISTANCE_M", N_("Distance (m)"))
        yield number_output("LOSS_DB", N_("Path loss (dB)"))
        yield number_output("MARGIN_DB", N_("Margin (dB)"))
        yield number_output("PROBABILITY", N_("Probability"))

    def compute(self, values: dict[str, Any], progress: Progress) -> dict[str, Any]:
        values = {**values, "MODEL": "terrain"}
        surface = values["SURFACE"] or "land"
        profile = load_profile(values.get("PROFILE") or "national")
        rows = supplied(self, values, surface)
        place = np.array(values["PLACE"], float)
        own = self._chosen(rows, values)
        path = PathModel(self, values, profile, [surface])
        path.read([own], (*place, *place))
        own, air = path.take(own), path.air[surface == "sea"]
        found = strongest(place[None, :], own, air, best=True, progress=progress).iloc[0]
        if int(found["row"]) < 0:
            raise CoreError(
                N_("No site of which all that is needed is told reaches so far, or its path crosses unknown ground.")
            )
        row = own.iloc[[int(found["row"])]]
        laid = path_profile(row, place, air)
        name = str(row["site_name"].iloc[0] or row["site_id"].iloc[0])
        there = f"{place[0]:.5f}, {place[1]:.5f}"
        Path(values["OUTPUT"]).write_text(profile_svg(laid, name, there, language()), "utf-8")
        self.say(
            tr(
                N_("'{site}' is {distance} m away: path loss {loss} dB, margin {margin} dB, probability {chance} %."),
                site=name,
                distance=f"{laid.distance_m:.0f}",
                loss=f"{laid.loss_db:.1f}",
                margin=f"{laid.margin_db:.1f}",
                chance=f"{100 * laid.probability:.0f}",
            )
        )
        return {
            "SITE_NAME": name,
            "DISTANCE_M": laid.distance_m,
            "LOSS_DB": laid.loss_db,
            "MARGIN_DB": laid.margin_db,
            "PROBABILITY": laid.probability,
        }

    def _chosen(self, rows: pd.DataFrame, values: dict[str, Any]) -> pd.DataFrame:
        """Outdoor transmitters of the technology, the operator and the site that are asked for."""
        keep = (rows["technology"] == (values["TECHNOLOGY"] or "5G")) & (rows["setting"] == "outdoor")
        operator = wanted_operators(values.get("OPERATOR"), rows)[:1]
        if operator and operator != ["any"]:
            keep &= rows["operator"] == operator[0]
        site = (values.get("SITE") or "").strip()
        if site:
            keep &= (rows["site_id"].astype(str) == site) | (rows["site_name"].astype(str) == site)
        if not keep.any():
            raise CoreError(N_("No transmitter is such: look at SITE, TECHNOLOGY and OPERATOR."))
        return rows[keep.to_numpy()].reset_index(drop=True)
