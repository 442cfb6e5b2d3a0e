"""For every planned or applied site the places of its deviation circle that pass, the nearest of them, the hosts inside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..core.checks.location_requests import shut_everywhere
from ..core.checks.locations import Locations, find_locations
from ..core.errors import N_, Progress
from .base import Algorithm
from .parameters import flag_input, number_output, sink, table_input
from .rule_inputs import as_sites, kinds_taken_as_complete, site_case, site_inputs
from .translation import tr


class FindLocations(Algorithm):
    NAME = "findlocations"
    TITLE = N_("Find locations")
    GROUP = N_("Site plan")
    HELP = N_(
        "For each planned or applied site the part of its deviation circle in which no rule of the site plan that blocks "
        "or is an error finds fault, for its type and height: by the same rules and limits as checking applications. "
        "Gives the nearest place that passes, with shift and bearing, the hosts inside, what shuts out the rest, and a "
        "request to change the plan where no place passes. A layer that is not given shuts nothing out: every row names "
        "what was not checked."
    )
    OUTPUT_STYLES = {"AREAS": "areas", "POINTS": "locations", "EXCLUDED": "excluded", "REQUESTS": "requests"}
    KEEPS = {"AREAS": "areas", "POINTS": "points", "EXCLUDED": "excluded", "REQUESTS": "requests"}

    def inputs(self) -> Iterator[Any]:
        yield table_input(
            "SITES", N_("Planned or applied sites"), None, help=N_("A site plan or a batch of applications.")
        )
        yield table_input(
            "PLAN",
            N_("Site plan"),
            "plan",
            optional=True,
            help=N_(
                "For applications: the circle lies round the planned site that each belongs to. Without it, round the "
                "applied place, and the row says so."
            ),
        )
        yield table_input(
            "EXISTING",
            N_("Existing sites"),
            "sites",
            optional=True,
            help=N_("Sites in the network, with spare platforms: hosts, and the spacing to keep."),
        )
        yield table_input(
            "CELLS",
            N_("Cells"),
            "cells",
            optional=True,
            help=N_("Where given, the operators of a site are those of its cells, not the list on the site."),
        )
        yield table_input(
            "RESOURCES",
            N_("Opened resources"),
            "resources",
            optional=True,
            help=N_("Opened public buildings and poles."),
        )
        yield from site_inputs()
        yield flag_input(
            "STRICT",
            N_("Leave out places with warnings too"),
            help=N_("Otherwise a place with warnings passes, and its warnings stand as conditions."),
        )
        yield sink(
            "AREAS",
            N_("Where it may stand"),
            "polygon",
            help=N_("One row for each site; without a shape where no place passes."),
        )
        yield sink(
            "POINTS",
            N_("Nearest places and hosts"),
            "point",
            optional=True,
            shown=True,
            help=N_("For each site the nearest place that passes, and the hosts inside its circle, ranked."),
        )
        yield sink(
            "EXCLUDED",
            N_("What is shut out"),
            "polygon",
            optional=True,
            help=N_("What each rule takes of each circle, and what could not be judged."),
        )
        yield sink(
            "REQUESTS",
            N_("Requests to change the plan"),
            "point",
            optional=True,
            help=N_("One for each site where no place passes, filled in but for what a person must add."),
        )
        yield number_output("SITES_READ", N_("Sites"))
        yield number_output("SITES_PASSING", N_("Sites with a place that passes"))
        yield number_output("SITES_WHOLE", N_("Sites whose whole circle passes"))
        yield number_output("SITES_NONE", N_("Sites without a place that passes"))
        yield number_output("SITES_UNJUDGED", N_("Sites of which no place could be judged to pass"))
        yield number_output("SITES_UNPLACED", N_("Sites without a circle"))
        yield number_output("SITES_UNCHECKED", N_("Sites not checked by every rule"))

    def compute(self, values: dict[str, Any], progress: Progress) -> dict[str, Any]:
        sites, kind = as_sites(self, values["SITES"])
        given = {**values, "SITES": values["EXISTING"], kind.upper(): sites}
        if kind == "plan" and values["PLAN"] is not None:
            self.warn(tr(N_("The sites are a site plan themselves: the other plan given is not used.")))
        case = site_case(self, kind.upper(), given, progress)
        found = find_locations(case, bool(values["STRICT"]))
        self.note(read_as=kind)
        counts = _counts(found)
        self._tell(found, counts)
        kinds_taken_as_complete(self, case)
        return {
            **counts,
            "AREAS": found.areas,
            "POINTS": found.points,
            "EXCLUDED": found.excluded,
            "REQUESTS": found.requests,
        }

    def _tell(self, found: Locations, counts: dict[str, int]) -> None:
        """How many sites have a place, and what was not checked for how many of them."""
        text = N_(
            "{read} sites: {passing} have a place that passes ({whole} of them the whole circle), {none} have none, "
            "{unplaced} have no circle."
        )
        self.say(tr(text, **{name[6:].lower(): count for name, count in counts.items()}))
        if counts["SITES_UNJUDGED"]:
            text = N_(
                "{count} sites have no place that is known to pass, and some that could not be judged: no change of the "
                "plan is asked for them. The column shut_out says what must be known first."
            )
            self.warn(tr(text, count=counts["SITES_UNJUDGED"]))
        unchecked = found.areas["unchecked"]
        for words, count in unchecked[unchecked.fillna("") != ""].value_counts().head(_TOLD).items():
            self.warn(tr(N_("Not checked for {count} sites: {what}"), count=count, what=words))


_TOLD = 5


def _counts(found: Locations) -> dict[str, int]:
    """Sites by what was found of them, by the names of the outputs."""
    areas = found.areas
    share = areas["share"].astype(float)
    passing, shut = (share > 0).to_numpy(), shut_everywhere(areas)
    placed = share.notna().to_numpy()
    return {
        "SITES_READ": len(areas),
        "SITES_PASSING": int(passing.sum()),
        "SITES_WHOLE": int((share > _WHOLE).sum()),
        "SITES_NONE": int(shut.sum()),
        "SITES_UNJUDGED": int((placed & ~passing & ~shut).sum()),
        "SITES_UNPLACED": int((~placed).sum()),
        "SITES_UNCHECKED": int((areas["unchecked"].fillna("") != "").sum()),
    }


_WHOLE = 0.9999
