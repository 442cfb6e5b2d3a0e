"""Applications checked against plan, sites, zones and clearances, with an opinion for each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import geopandas as gpd
import numpy as np

from ..core.checks.adjustments import adjustable, nearest_places, places_for, suggest
from ..core.checks.candidates import compare, grouped
from ..core.checks.case import Case
from ..core.checks.collected import Checked
from ..core.checks.engine import check
from ..core.checks.opinion import review
from ..core.errors import N_, Progress
from .base import Algorithm
from .parameters import sink, table_input
from .rechecking import SEEN, known, only_ids, only_input, part_of, told_anew, what_was_seen
from .rule_inputs import finding_counts, finding_sinks, site_case, site_inputs, summary


class CheckApplications(Algorithm):
    NAME = "checkapplications"
    TITLE = N_("Check applications")
    GROUP = N_("Site plan")
    HELP = N_(
        "Checks every application by the rules SP-01 to SP-25: data and coordinates, county and township, the site plan, "
        "sharing, spacing, zones, clearances, neighbours. Gives the findings, and for each application an opinion with "
        "its reasons. What could not be checked is listed as such and is never a pass."
    )
    OUTPUT_STYLES = {"FINDINGS": "findings", "REVIEWED": "reviewed", "EXTENTS": "extents", "COMPARED": "compared"}
    KEEPS = {
        "FINDINGS": "findings",
        "REVIEWED": "reviewed",
        "EXTENTS": "extents",
        "COMPARED": "compared",
        SEEN: "seen_checkapplications",
    }

    def inputs(self) -> Iterator[Any]:
        yield table_input(
            "APPLICATIONS", N_("Applications"), "applications", help=N_("The batch, as importtable writes it.")
        )
        yield table_input(
            "PLAN", N_("Site plan"), "plan", help=N_("Planned sites with plan_id, build_type, scene, year.")
        )
        yield table_input(
            "SITES",
            N_("Existing sites"),
            "sites",
            optional=True,
            help=N_("Sites in the network, with spare platforms."),
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
        yield only_input()
        yield from finding_sinks()
        yield sink(
            "REVIEWED",
            N_("Opinions"),
            "point",
            optional=True,
            shown=True,
            help=N_(
                "The applications with opinion, reasons, counts, the planned site each belongs to, and for an approval "
                "with adjustment the nearest place that passes."
            ),
        )
        yield sink(
            "COMPARED",
            N_("Candidates compared"),
            "point",
            optional=True,
            help=N_("Main and backup candidates of one demand (the same candidate group), the best first."),
        )
        yield from finding_counts()

    def compute(self, values: dict[str, Any], progress: Progress) -> dict[str, Any]:
        case, only = site_case(self, "APPLICATIONS", values, progress), only_ids(values)
        known(self, case, only)
        checked = check(case)
        part = part_of(checked, only)
        found = summary(self, case, part)
        anew = told_anew(self, case, checked, only)
        results = {**found, "FINDINGS": part.findings, "EXTENTS": part.extents, **self._judged(case, checked, anew)}
        return {**results, **what_was_seen(self, values, progress)}

    def kept_features(self, values: dict[str, Any]) -> list[str] | None:
        return only_ids(values)

    def _judged(self, case: Case, checked: Checked, anew: np.ndarray) -> dict[str, gpd.GeoDataFrame]:
        """The opinions of the rows told anew, with what an adjustment would be, and the candidates compared, as far as wanted."""
        reviewed = review(case, checked)
        asked = reviewed.assign(opinion=reviewed["opinion"].where(anew))
        wanted = [("REVIEWED", adjustable(asked)), ("COMPARED", grouped(case))]
        rows = np.unique(np.concatenate([rows for name, rows in wanted if self.wants(name)] or [[]])).astype(int)
        places = places_for(case, rows)
        judged = {"REVIEWED": suggest(case, checked, asked, places)[anew].reset_index(drop=True)}
        if self.wants("COMPARED"):
            judged["COMPARED"] = compare(case, checked, reviewed, nearest_places(places)["shift_m"])
        return judged
