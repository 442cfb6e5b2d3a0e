"""The register of opened resources checked: what it is worth, and how many places it really counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..core.checks.engine import check
from ..core.checks.register_counts import counted_rows, pole_total
from ..core.checks.register_review import register_review
from ..core.errors import N_, Progress
from .base import Algorithm
from .parameters import date_input, number_output, sink, table_input
from .rechecking import SEEN, known, only_ids, only_input, part_of, told_anew, what_was_seen
from .rule_inputs import area_inputs, complete_input, finding_counts, profile_input, site_case, summary
from .translation import tr


class CheckRegister(Algorithm):
    """COUNTED is the number of places (处): rows that were opened, duplicates once, proposed and withdrawn ones left out."""

    NAME = "checkregister"
    TITLE = N_("Check the register of resources")
    GROUP = N_("Opened resources")
    HELP = N_(
        "Checks the register of opened public resources by the rules OR-01 to OR-15: columns, places, duplicates, the owner's "
        "duty, the order of status, stale rows, evidence of publication, sites built, heritage and military areas, heights, "
        "fees, and what must not be published. Counts places (处): one for each row that was opened, refused and unusable "
        "ones included; rows of one name and owner, or of like names nearer than 20 m, count once; proposed and withdrawn "
        "rows do not count. Poles are summed apart. What could not be checked is listed as such and is never a pass."
    )
    OUTPUT_STYLES = {"FINDINGS": "findings", "REVIEWED": "resources"}
    KEEPS = {"FINDINGS": "findings", "REVIEWED": "reviewed_register", SEEN: "seen_checkregister"}

    def inputs(self) -> Iterator[Any]:
        yield table_input(
            "RESOURCES",
            N_("Opened resources"),
            "resources",
            help=N_("The register, as importtable or placeaddresses writes it; uncertainty_m is carried along."),
        )
        yield table_input(
            "SITES",
            N_("Existing sites"),
            "sites",
            optional=True,
            help=N_("Sites in the network, by which built resources are proved."),
        )
        yield from area_inputs()
        yield table_input(
            "PREVIOUS",
            N_("Previous register"),
            "resources",
            optional=True,
            help=N_("The version before this one, compared row by row through resource_id."),
        )
        yield profile_input()
        yield table_input(
            "PLAN",
            N_("Site plan"),
            "plan",
            optional=True,
            help=N_("Planned sites: which have no opened resource in reach, and whether heights fit."),
        )
        yield date_input("DATE", N_("Date"), help=N_("The day on which rows are found stale; today when not given."))
        yield complete_input()
        yield only_input()
        yield sink("FINDINGS", N_("Findings"), "point", help=N_("One row per offender and aspect of a rule."))
        yield sink(
            "REVIEWED",
            N_("Register, reviewed"),
            "point",
            optional=True,
            shown=True,
            help=N_("The resources with counted (1 or 0), the numbers of findings by severity, and the reasons."),
        )
        yield number_output("COUNTED", N_("Places counted (处)"))
        yield number_output("POLES", N_("Poles of these"))
        yield from finding_counts()

    def compute(self, values: dict[str, Any], progress: Progress) -> dict[str, Any]:
        case = site_case(self, "RESOURCES", values, progress)
        self.note(date=case.date.isoformat())
        only = only_ids(values)
        known(self, case, only)
        checked = check(case, "register")
        part = part_of(checked, only)
        found = summary(self, case, part)
        counted, poles = int(case.fact(counted_rows).sum()), pole_total(case)
        text = N_("{rows} rows count as {counted} places (处), with {poles} poles, on {date}.")
        self.say(tr(text, rows=len(case.subject), counted=counted, poles=poles, date=case.date.isoformat()))
        reviewed = register_review(case, checked)[told_anew(self, case, checked, only)].reset_index(drop=True)
        results = {**found, "COUNTED": counted, "POLES": poles, "FINDINGS": part.findings, "REVIEWED": reviewed}
        return {**results, **what_was_seen(self, values, progress)}

    def kept_features(self, values: dict[str, Any]) -> list[str] | None:
        return only_ids(values)
