"""The figures of the register by area, period and owner class, and the register fit to be published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from ..core.checks.profile import load_profile
from ..core.errors import N_, Progress
from ..core.register.progress import MEASURES, public_register, register_progress
from .base import Algorithm
from .parameters import date_input, flag_input, sink, table_input
from .rule_inputs import profile_input
from .translation import tr
from .words import column_title


class RegisterProgress(Algorithm):
    NAME = "registerprogress"
    TITLE = N_("Progress of the register")
    GROUP = N_("Opened resources")
    HELP = N_(
        "Counts the places (处) opened, surveyed, usable, signed, built and withdrawn by the end of every year and month, per "
        "county, township and owner class. Each status counts from its own date (published_on, surveyed_on, signed_on, "
        "built_on, withdrawn_on) and takes in those before it; duplicates count once; opened leaves out what was withdrawn. "
        "A figure whose dates are missing is empty, never 0; undated says in how many places a date is missing. With PUBLIC "
        "the export is fit to be published: only the columns of a public register, without phone numbers, names of people "
        "and bodies that guard the border, with coarse coordinates. The figures are the same."
    )
    OUTPUT_STYLES = {"EXPORT": "resources"}
    KEEPS = {"OUTPUT": "progress_register"}

    def inputs(self) -> Iterator[Any]:
        yield table_input(
            "RESOURCES", N_("Opened resources"), "resources", help=N_("The register, with the dates of its statuses.")
        )
        yield table_input("COUNTIES", N_("Counties"), "counties", optional=True, help=N_("To count by county."))
        yield table_input("TOWNSHIPS", N_("Townships"), "townships", optional=True, help=N_("To count by township."))
        yield date_input("DATE", N_("Date"), help=N_("The last day that counts; today when not given."))
        yield flag_input("PUBLIC", N_("For the public"), help=N_("Make the export fit to be published."))
        yield profile_input()
        yield sink(
            "OUTPUT",
            N_("Progress of the register"),
            "none",
            help=N_("One row per area, period (year and month) and owner class; cumulative at the end of the period."),
        )
        yield sink(
            "EXPORT",
            N_("Register for handing on"),
            "point",
            optional=True,
            help=N_("The register; with PUBLIC its public version, as the column edition says."),
        )

    def compute(self, values: dict[str, Any], progress: Progress) -> dict[str, Any]:
        profile, resources = load_profile(values["PROFILE"] or "national"), values["RESOURCES"]
        date = values["DATE"] or dt.date.today()
        self.note(profile=profile.title, date=date.isoformat(), public=bool(values["PUBLIC"]))
        table = register_progress(resources, date, profile, values["COUNTIES"], values["TOWNSHIPS"], progress)
        whole = table[(table["level"] == "whole") & (table["owner_class"] == "all")].iloc[-1]
        empty = [name for name in MEASURES if whole[[name]].isna().all()]
        if empty:
            text = N_("No dates for: {measures}. These figures are empty, not 0.")
            self.warn(tr(text, measures=", ".join(column_title(name) or name for name in empty)))
        if whole["undated"]:
            self.warn(tr(N_("In {count} places the date of a status is missing."), count=int(whole["undated"])))
        results = {"OUTPUT": table}
        if self.wants("EXPORT"):
            if values["PUBLIC"]:
                results["EXPORT"], left_out = public_register(resources, profile)
                text = N_("Public version: {rows} rows, {left_out} left out (border bodies, proposed, withdrawn).")
                self.say(tr(text, rows=len(results["EXPORT"]), left_out=left_out))
            else:
                results["EXPORT"] = resources.assign(edition="internal")
        return results
