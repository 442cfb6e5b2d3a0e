"""Planned, applied, approved and built sites per area and year, against the task."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from ..core.checks.plan_progress import plan_progress
from ..core.errors import N_, Progress
from .base import Algorithm
from .parameters import date_input, sink, table_input


class PlanProgress(Algorithm):
    NAME = "planprogress"
    TITLE = N_("Progress of the plan")
    GROUP = N_("Site plan")
    HELP = N_(
        "Counts planned, applied, approved and built sites per county, township and year, and the rate of the task reached. "
        "Built are 5G sites on air from 1 January to the date; where no sites are given, what the task table reports."
    )
    KEEPS = {"OUTPUT": "progress"}

    def inputs(self) -> Iterator[Any]:
        yield table_input(
            "PLAN", N_("Site plan"), "plan", help=N_("Planned sites with plan_id, build_type, scene, year.")
        )
        yield table_input(
            "SITES",
            N_("Existing sites"),
            "sites",
            optional=True,
            help=N_("Sites with technologies and the date on_air."),
        )
        yield table_input(
            "APPLICATIONS", N_("Applications"), "applications", optional=True, help=N_("With year and status.")
        )
        yield table_input(
            "TASKS",
            N_("Tasks"),
            "tasks",
            optional=True,
            help=N_("County, year, task and built_reported, one row each."),
        )
        yield table_input("COUNTIES", N_("Counties"), "counties", optional=True, help=N_("To count by county."))
        yield table_input("TOWNSHIPS", N_("Townships"), "townships", optional=True, help=N_("To count by township."))
        yield date_input("DATE", N_("Date"), help=N_("Up to when sites count as built; today when not given."))
        yield sink("OUTPUT", N_("Progress of the plan"), "none", help=N_("One row per area and year; rate in %."))

    def compute(self, values: dict[str, Any], progress: Progress) -> dict[str, Any]:
        table = plan_progress(
            values["PLAN"],
            values["DATE"] or dt.date.today(),
            values["SITES"],
            values["APPLICATIONS"],
            values["TASKS"],
            values["COUNTIES"],
            values["TOWNSHIPS"],
        )
        return {"OUTPUT": table}
