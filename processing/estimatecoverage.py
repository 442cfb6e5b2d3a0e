"""The algorithm `estimatecoverage`: where a signal is sure, and where it may be, as a map."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..core.checks.profile import load_profile
from ..core.coverage.mapped import map_coverage
from ..core.coverage.supply import PATH_MODELS, SURFACES
from ..core.errors import N_, Progress
from ..core.gaps.states import in_words
from .base import Algorithm
from .parameters import choice_input, number_output, raster_output, sink
from .path_maps import METHODS, path_maps
from .supply_inputs import operator_input, supplied, supply_inputs, wanted_operators
from .translation import language


class EstimateCoverage(Algorithm):
    NAME = "estimatecoverage"
    TITLE = N_("Estimate coverage")
    GROUP = N_("Coverage")
    HELP = N_(
        "Draws where sites cover for sure by a model, and where they may: everything between the two is unknown, not covered "
        "and not a gap. It is planning, not measurement; only the models terrain and sea see the ground. Indoor systems are "
        "not drawn."
    )
    OUTPUT_STYLES = {"COVERAGE": "coverage", "RASTER": "rsrp"}
    KEEPS = {"COVERAGE": "coverage"}

    def inputs(self) -> Iterator[Any]:
        yield from supply_inputs()
        yield choice_input(
            "SURFACE",
            N_("Surface"),
            SURFACES,
            default="land",
            help=N_("land, or sea: radii over water, ended by the radio horizon and the random-access format."),
        )
        yield choice_input(
            "TECHNOLOGY", N_("Technology"), ("4G", "5G"), optional=True, help=N_("Both when none is chosen.")
        )
        yield operator_input()
        yield sink(
            "COVERAGE",
            N_("Coverage"),
            "polygon",
            help=N_(
                "Per technology and operator: covered, and unknown around it, with what is missing of the transmitters and "
                "what else leaves them open. Over the sea by the models terrain and sea also by distance from the site: 0 to 20, "
                "20 to 40 and 40 to 100 km."
            ),
        )
        yield raster_output(
            "RASTER",
            N_("Signal raster"),
            help=N_(
                "With the models terrain and sea: a GeoTIFF of RSRP in dBm, the number of the strongest transmitter's site and the "
                "probability; of one technology (5G when none is chosen) and one operator (or any)."
            ),
        )
        yield choice_input(
            "METHOD",
            N_("Losses of a map's cells"),
            METHODS,
            default="paths",
            help=N_(
                "With the models terrain and sea: paths, each cell by its own path; or sweeps, each by the nearest point of rays "
                "around every transmitter, many times faster where sites are few. A cell then differs from its own path by as much "
                "as a receiver that moves within a cell of the DEM, and the result says so."
            ),
        )
        yield number_output("TRANSMITTERS", N_("Transmitters"))

    def compute(self, values: dict[str, Any], progress: Progress) -> dict[str, Any]:
        surface = values["SURFACE"] or "land"
        rows = supplied(self, values, surface)
        technology = values.get("TECHNOLOGY")
        if technology:
            rows = rows[(rows["technology"].isna() | (rows["technology"] == technology)).to_numpy()]
        operators = wanted_operators(values.get("OPERATOR"), rows)
        profile = load_profile(values.get("PROFILE") or "national")
        if values["MODEL"] in PATH_MODELS:
            coverage = path_maps(self, values, rows, profile, surface, operators, progress)
        else:
            coverage = map_coverage(rows, operators, progress)
        if technology:
            coverage = coverage[(coverage["technology"] == technology).to_numpy()].reset_index(drop=True)
        far = f"{float(profile['prach_unknown_m']) / 1e3:g}"
        for name in ("lacks", "flags"):
            coverage[name] = in_words(coverage[name], name, language(), far=far)
        return {"COVERAGE": coverage, "TRANSMITTERS": len(rows)}
