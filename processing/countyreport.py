"""The report on a county, from its workspace, as HTML, workbook and PDF."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..core.checks.profile import load_profile
from ..core.errors import N_, CoreError, Progress
from ..core.report.contents import read_contents
from ..core.report.county import Wanted, county_report
from ..core.report.html import write_html
from ..core.report.workbook import write_workbook
from .base import Algorithm
from .parameters import file_output
from .record import plugin_version
from .report_inputs import border_input, county_input, day_input, language_input, public_input, review_input, year_input
from .report_pdf import write_pdf
from .rule_inputs import profile_input
from .translation import language, tr
from .workspaces import open_place, workspace_input

WRITERS = (("HTML", write_html), ("XLSX", write_workbook), ("PDF", write_pdf))


class CountyReport(Algorithm):
    NAME = "countyreport"
    TITLE = N_("County report")
    GROUP = N_("Reports")
    HELP = N_(
        "Draws up what the workspace holds: targets with verdicts and what they rest on, progress against the task, figures "
        "of the register, gaps with maps, opinions, findings, what could not be computed and why, what changed since the "
        "run before, and the run record. The HTML needs no network and prints; the XLSX has every row; the PDF is the HTML "
        "on paper. Nothing is computed anew: run the checks first and keep their results in the workspace."
    )

    def inputs(self) -> Iterator[Any]:
        yield workspace_input()
        yield county_input()
        yield year_input()
        yield public_input()
        yield language_input()
        yield day_input()
        yield review_input()
        yield border_input()
        yield profile_input()
        yield file_output(
            "HTML", N_("Report (HTML)"), N_("Web page (*.html)"), help=N_("One file that needs no network and prints.")
        )
        yield file_output(
            "XLSX",
            N_("Report (workbook)"),
            N_("Workbook (*.xlsx)"),
            optional=True,
            help=N_("A sheet per subject, every row, numbers as numbers."),
        )
        yield file_output(
            "PDF", N_("Report (PDF)"), N_("PDF (*.pdf)"), optional=True, help=N_("The report on A4 pages.")
        )

    def compute(self, values: dict[str, Any], progress: Progress) -> dict[str, Any]:
        profile = load_profile(values["PROFILE"] or "national")
        wanted = Wanted(
            language=values["LANGUAGE"] or language(),
            year=values["YEAR"],
            date=values["DATE"] or dt.date.today(),
            plugin=plugin_version(),
            review_number=values["REVIEW_NUMBER"] or "",
            border_lines=values["BORDER_LINES"],
        )
        contents = read_contents(
            open_place(values["WORKSPACE"]),
            values["COUNTY"] or "",
            values["PUBLIC"],
            int(profile["public_decimals"]),
            lambda done: progress(0.3 * done),
        )
        report = county_report(contents, wanted, profile, lambda done: progress(0.3 + 0.3 * done))
        for name, write in WRITERS:
            if values[name]:
                _write(write, report, values[name])
                progress(0.6 + 0.13 * (1 + [n for n, _ in WRITERS].index(name)))
        if values["PUBLIC"]:
            text = N_("Public version: {left_out} rows left out (border bodies).")
            self.say(tr(text, left_out=contents.left_out))
        self.note(profile=profile.title, public=bool(values["PUBLIC"]), language=wanted.language)
        return {}


def _write(write: Any, report: Any, path: str) -> None:
    try:
        write(report, Path(path))
    except OSError as error:
        text = N_("The file '{file}' cannot be written: {why}. Close it if it is open, or choose another folder.")
        raise CoreError(text, file=path, why=error.strerror or str(error)) from error
