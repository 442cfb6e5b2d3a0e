"""The site plan itself checked: codes, places, duplicates, spacing, zones and clearances."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..core.checks.engine import check
from ..core.errors import N_, Progress
from .base import Algorithm
from .parameters import table_input
from .planned_targets import planned_target_inputs, planned_target_sink, planned_targets
from .rechecking import SEEN, known, only_ids, only_input, part_of, what_was_seen
from .rule_inputs import finding_counts, finding_sinks, site_case, site_inputs, summary


class CheckPlan(Algorithm):
    NAME = "checkplan"
    TITLE = N_("Check the site plan")
    GROUP = N_("Site plan")
    HELP = N_(
        "Checks every planned site by the rules that hold for a plan: codes, places, duplicates, spacing, zones, clearances "
        "and neighbours. What could not be checked is listed as such. With DEMAND, tells each target of the year now and as it "
        "would stand if all that is planned were built."
    )
    OUTPUT_STYLES = {"FINDINGS": "findings", "EXTENTS": "extents", "TARGETS": "targets"}
    KEEPS = {"FINDINGS": "findings", "EXTENTS": "extents_plan", SEEN: "seen_checkplan"}

    def inputs(self) -> Iterator[Any]:
        yield table_input(
            "PLAN", N_("Site plan"), "plan", help=N_("Planned sites with plan_id, build_type, scene, year.")
        )
        yield table_input(
            "SITES", N_("Existing sites"), "sites", optional=True, help=N_("Sites in the network, for the spacing.")
        )
        yield from site_inputs()
        yield only_input()
        yield from planned_target_inputs()
        yield from finding_sinks()
        yield planned_target_sink()
        yield from finding_counts()

    def compute(self, values: dict[str, Any], progress: Progress) -> dict[str, Any]:
        whole = self.wants("TARGETS")
        case = site_case(self, "PLAN", values, (lambda share: progress(share / 2)) if whole else progress)
        only = only_ids(values)
        known(self, case, only)
        part = part_of(check(case), only)
        results = {**summary(self, case, part), "FINDINGS": part.findings, "EXTENTS": part.extents}
        results |= what_was_seen(self, values, lambda _: progress(0.5 if whole else 1.0))
        if whole:
            results["TARGETS"] = planned_targets(self, values, lambda share: progress(0.5 + share / 2))
        return results

    def kept_features(self, values: dict[str, Any]) -> list[str] | None:
        return only_ids(values)
