"""The algorithm `pathprofile`: the path from the site that serves a place to that place, drawn, with every part of its loss."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..core.checks.profile import load_profile
from ..core.coverage.bands import bands
from ..core.coverage.path_profile import as_text, at_most, is_exact, path_profile
from ..core.coverage.profile_svg import profile_svg
from ..core.coverage.strongest import rsrp_dbm, strongest
from ..core.coverage.supply import SURFACES
from ..core.errors import N_, CoreError, Progress
from ..core.gaps.reasons import FAR, WORDS
from ..core.gaps.states import in_words
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

BANDS = tuple(name.partition("_")[0] for name in bands())


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
        yield choice_input(
            "BAND", N_("Band (MHz)"), BANDS, optional=True, help=N_("Of the signal; whichever serves best when empty.")
        )
        yield operator_input()
        yield choice_input("SURFACE", N_("Surface"), SURFACES, default="land", help=N_("What the place lies on."))
        yield profile_input()
        yield file_output(
            "OUTPUT", N_("Drawing"), N_("Drawings (*.svg)"), help=N_("An SVG file: any browser shows it.")
        )
        yield file_output(
            "FIGURES",
            N_("Figures"),
            N_("Figures (*.json)"),
            optional=True,
            help=N_("A JSON file: every figure, what it rests on, and the points of the path, to draw it elsewhere."),
        )
        yield text_output("SITE_NAME", N_("Site"))
        yield number_output("DISTANCE_M", N_("Distance (m)"))
        yield number_output("LOSS_DB", N_("Path loss (dB)"))
        yield number_output("DIFFRACTION_DB", N_("Diffraction (dB)"))
        yield number_output("RSRP_DBM", N_("Level (dBm)"))
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
        surely, air = path.take(own, surface == "sea"), path.air[surface == "sea"]
        own = surely
        found = strongest(place[None, :], own, air, best=True, progress=progress).iloc[0]
        sure = int(found["row"]) >= 0
        if not sure:
            own = at_most(surely)
            found = strongest(place[None, :], own, air, best=True, progress=progress).iloc[0]
        if int(found["row"]) < 0:
            raise CoreError(N_("No site reaches so far, or its path crosses unknown ground."))
        row = own.iloc[[int(found["row"])]]
        laid = path_profile(row, place, air)
        name = str(row["site_name"].iloc[0] or row["site_id"].iloc[0])
        exact = sure or is_exact(surely.iloc[[int(found["row"])]])
        lacks = "" if sure else _not_told(row, laid.distance_m, float(profile["prach_unknown_m"]))
        if not exact:
            text = N_("Of '{site}' not all is told ({lacks}): the figures are the most that it may be.")
            self.warn(tr(text, site=name, lacks=lacks))
        level = float(rsrp_dbm(own, found.to_frame().T)[0]) if exact else None  # else of which band is open
        there = f"{place[0]:.5f}, {place[1]:.5f}"
        Path(values["OUTPUT"]).write_text(profile_svg(laid, name, there, language()), "utf-8")
        if values.get("FIGURES"):
            facts = {
                **_facts(row.iloc[0], name, surface),
                "sure": sure,
                "exact": exact,
                "lacks": lacks,
                "place": place.tolist(),
                "rsrp_dbm": level,
                "receiver_m": air.receiver_m,
                "limits": dict(profile["coverage_probability"]),
                "rests_on": profile.title + path.assumptions,
            }
            Path(values["FIGURES"]).write_text(as_text(laid, facts), "utf-8")
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
            "DIFFRACTION_DB": laid.edge_db + laid.round_db,
            "RSRP_DBM": level,
            "MARGIN_DB": laid.margin_db,
            "PROBABILITY": laid.probability,
        }

    def _chosen(self, rows: pd.DataFrame, values: dict[str, Any]) -> pd.DataFrame:
        """Outdoor transmitters of the technology, the operator and the site that are asked for."""
        keep = (rows["technology"] == (values["TECHNOLOGY"] or "5G")) & (rows["setting"] == "outdoor")
        operator = wanted_operators(values.get("OPERATOR"), rows)[:1]
        if operator and operator != ["any"]:
            keep &= rows["operator"] == operator[0]
        if values.get("BAND"):
            keep &= rows["band_mhz"] == float(values["BAND"])
        site = (values.get("SITE") or "").strip()
        if site:
            keep &= (rows["site_id"].astype(str) == site) | (rows["site_name"].astype(str) == site)
        if not keep.any():
            text = N_(
                "No transmitter is such: look at SITE, TECHNOLOGY, BAND and OPERATOR. Of sites with several bands only cells tell "
                "whose is which."
            )
            raise CoreError(text)
        return rows[keep.to_numpy()].reset_index(drop=True)


def _not_told(row: pd.DataFrame, distance_m: float, far_m: float) -> str:
    """What keeps it from being sure that a transmitter reaches so far, in words."""
    far, told = f"{far_m / 1000:g}", []
    asked = set(WORDS) - ({FAR} if distance_m <= far_m else set())
    for part in ("lacks", "flags"):
        codes = row[part].map(lambda text: ";".join(word for word in str(text).split(";") if word in asked))
        if codes.iloc[0]:
            told.append(in_words(codes, part, language(), far=far).iloc[0])
    return ("；" if language() == "zh" else "; ").join(told)


def _facts(row: pd.Series, name: str, surface: str) -> dict[str, Any]:
    """What is known of the transmitter, as plain words and numbers."""
    azimuth = float(row["azimuth_deg"])
    return {
        "site_id": str(row["site_id"] or ""),
        "site_name": name,
        "site": [float(row["lon"]), float(row["lat"])],
        "technology": row["technology"],
        "operator": row["operator"],
        "mhz": float(row["mhz"]),
        "mast_m": float(row["mast_m"]),
        "azimuth_deg": None if np.isnan(azimuth) else azimuth,
        "sigma_db": float(row["sigma_db"]),
        "surface": surface,
        "flags": row["flags"],
    }
