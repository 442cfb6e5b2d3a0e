"""The algorithm `estimatecoverage`: where a signal is sure, and where it may be, as a map."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..core.checks.profile import load_profile
from ..core.coverage.mapped import map_coverage
from ..core.coverage.supply import SURFACES
from ..core.errors import N_, Progress
from ..core.gaps.states import in_words
from .base import Algorithm
from .parameters import choice_input, number_output, sink
from .supply_inputs import operator_input, supplied, supply_inputs, wanted_operators
from .translation import language


class EstimateCoverage(Algorithm):
    NAME = "estimatecoverage"
    TITLE = N_("Estimate coverage")
    GROUP = N_("Coverage")
    HELP = N_(
        "Draws where sites cover for sure by a model, and where they may: everything between the two is unknown, not covered "
        "and not a gap. It is planning, not measurement, without terrain. Indoor systems are not drawn."
    )
    OUTPUT_STYLES = {"COVERAGE": "coverage"}
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
                "what else leaves them open."
            ),
        )
        yield number_output("TRANSMITTERS", N_("Transmitters"))

    def compute(self, values: dict[str, Any], progress: Progress) -> dict[str, Any]:
        rows = supplied(self, values, values["SURFACE"] or "land")
        technology = values.get("TECHNOLOGY")
        if technology:
            rows = rows[(rows["technology"].isna() | (rows["technology"] == technology)).to_numpy()]
        coverage = map_coverage(rows, wanted_operators(values.get("OPERATOR"), rows), progress)
        if technology:
            coverage = coverage[(coverage["technology"] == technology).to_numpy()].reset_index(drop=True)
        profile = load_profile(values.get("PROFILE") or "national")
        far = f"{float(profile['prach_unknown_m']) / 1e3:g}"
        for name in ("lacks", "flags"):
            coverage[name] = in_words(coverage[name], name, language(), far=far)
        return {"COVERAGE": coverage, "TRANSMITTERS": len(rows)}
