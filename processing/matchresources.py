"""For every planned or applied site the hosts nearby, ranked, and the answer: share, visit or build."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..core.checks.profile import load_profile
from ..core.errors import N_, Progress
from ..core.register.matching import match
from ..core.schema import table_kind
from .base import Algorithm
from .parameters import number_input, sink, table_input
from .rule_inputs import as_sites, profile_input
from .translation import language, tr


class MatchResources(Algorithm):
    NAME = "matchresources"
    TITLE = N_("Match opened resources")
    GROUP = N_("Opened resources")
    HELP = N_(
        "Lists for every planned or applied site the opened resources within its allowed deviation and the existing sites "
        "within sharing distance, ranked, with why each fits or not. The answer is share where one fits, visit where one "
        "may fit and something about it is unknown, build where none does."
    )
    OUTPUT_STYLES = {"OUTPUT": "answers", "MATCHES": "matches"}
    KEEPS = {"OUTPUT": "answers", "MATCHES": "matches"}

    def inputs(self) -> Iterator[Any]:
        yield table_input(
            "SITES", N_("Planned or applied sites"), None, help=N_("A site plan or a batch of applications.")
        )
        yield table_input(
            "RESOURCES",
            N_("Opened resources"),
            "resources",
            help=N_("The register, placed; uncertainty_m is carried along."),
        )
        yield table_input(
            "EXISTING",
            N_("Existing sites"),
            "sites",
            optional=True,
            help=N_("Sites in the network, with spare platforms."),
        )
        yield number_input(
            "RADIUS",
            N_("Radius (m)"),
            minimum=0,
            optional=True,
            help=N_("One radius for all instead of each site's allowed deviation and the profile's sharing distance."),
        )
        yield profile_input()
        yield sink("OUTPUT", N_("Share or build"), "point", help=N_("The sites, each with its answer and why."))
        yield sink(
            "MATCHES",
            N_("Candidates"),
            "point",
            optional=True,
            shown=True,
            help=N_("Every candidate of every site, ranked."),
        )

    def compute(self, values: dict[str, Any], progress: Progress) -> dict[str, Any]:
        sites, kind = as_sites(self, values["SITES"])
        id_column = table_kind(kind).id_column or ""
        profile = load_profile(values["PROFILE"] or "national")
        self.note(profile=profile.title)
        answers, matches = match(
            sites, id_column, values["RESOURCES"], values["EXISTING"], profile, values["RADIUS"], language(), progress
        )
        size = answers["answer"].value_counts()
        text = N_("{share} sites can share, {visit} need a visit first, {build} must be built.")
        self.say(tr(text, **{answer: int(size.get(answer, 0)) for answer in ("share", "visit", "build")}))
        return {"OUTPUT": answers, "MATCHES": matches}
