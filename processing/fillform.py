"""A county's own form, or one of the shipped ones, filled from the workspace."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..core.checks.profile import load_profile
from ..core.errors import N_, CoreError, Progress
from ..core.report.contents import read_contents
from ..core.report.county import Wanted, county_report
from ..core.report.fill_docx import fill_docx
from ..core.report.fill_xlsx import fill_xlsx
from ..core.report.form_tables import FORMS, vocabulary
from ..core.schema import RESOURCES
from .base import Algorithm
from .parameters import choice_input, file_input, file_output
from .record import plugin_version
from .report_inputs import county_input, day_input, language_input, public_input, year_input
from .rule_inputs import profile_input
from .translation import language, tr
from .workspaces import open_place, workspace_input

FILLERS = {".xlsx": fill_xlsx, ".docx": fill_docx}
SHOWN = 20  # unknown placeholders told one by one


class FillForm(Algorithm):
    NAME = "fillform"
    TITLE = N_("Fill a form")
    GROUP = N_("Reports")
    HELP = N_(
        "Fills an XLSX or DOCX template from the workspace. {{county}} becomes the county; a table row with {{site_name}} is "
        "repeated for each application, with {{gaps.name}} for each gap. Cells that a name of the workbook names are filled "
        "too. Formatting, formulas, pictures and print settings stay; a placeholder that means nothing stays and is told with "
        "its place. docs/reports.md lists the names, in Chinese and English."
    )

    def inputs(self) -> Iterator[Any]:
        template = file_input(
            "TEMPLATE",
            N_("Template"),
            help=N_(
                "Your form, xlsx or docx, or the name of a shipped one: opinions, ledger, gaps, progress; opinions.docx and "
                "progress.docx for a document."
            ),
        )
        template.definition.setFileFilter("")  # the filter of all files refuses a name without a dot
        yield template
        yield workspace_input()
        yield choice_input(
            "FORM",
            N_("Form"),
            FORMS,
            optional=True,
            help=N_(
                "What the rows are when a placeholder names no table. opinions: the opinion table (审查意见表); ledger: 台账; "
                "gaps: the gaps as a task list; progress: monthly progress. For a shipped template not needed."
            ),
        )
        yield public_input()
        yield county_input()
        yield year_input()
        yield language_input()
        yield day_input()
        yield profile_input()
        yield file_output(
            "OUTPUT",
            N_("Filled form"),
            N_("Forms (*.xlsx *.docx)"),
            help=N_("The filled file; its ending becomes that of the template."),
        )

    def compute(self, values: dict[str, Any], progress: Progress) -> dict[str, Any]:
        wanted = Wanted(
            language=values["LANGUAGE"] or language(),
            year=values["YEAR"],
            date=values["DATE"] or dt.date.today(),
            plugin=plugin_version(),
        )
        template, shipped = template_of(values["TEMPLATE"], wanted.language)
        form = values["FORM"] or shipped
        profile = load_profile(values["PROFILE"] or "national")
        contents = read_contents(
            open_place(values["WORKSPACE"]),
            values["COUNTY"] or "",
            values["PUBLIC"],
            int(profile["public_decimals"]),
            lambda done: progress(0.4 * done),
        )
        report = county_report(contents, wanted, profile, lambda done: progress(0.4 + 0.4 * done))
        words = vocabulary(contents, report, wanted, form)
        output = output_of(values["OUTPUT"], template)
        try:
            FILLERS[template.suffix.lower()](template, output, words)
        except OSError as error:
            text = N_("The file '{file}' cannot be written: {why}. Close it if it is open, or choose another folder.")
            raise CoreError(text, file=str(output), why=error.strerror or str(error)) from error
        for name, place in words.unknown[:SHOWN]:
            self.warn(
                tr(N_("{place}: the placeholder {{{{{name}}}}} means nothing and stays."), place=place, name=name)
            )
        if len(words.unknown) > SHOWN:
            self.warn(tr(N_("{count} more placeholders mean nothing and stay."), count=len(words.unknown) - SHOWN))
        self.say(tr(N_("Filled: {file}"), file=str(output)))
        self.note(profile=profile.title, public=bool(values["PUBLIC"]), form=form, unknown=len(words.unknown))
        return {"OUTPUT": str(output)}


def output_of(given: str, template: Path) -> Path:
    """The file to write, with the ending of the template. CoreError where it is the template itself."""
    path = Path(given)
    if path.suffix.lower() in FILLERS:
        path = path.with_suffix("")
    output = path.with_name(path.name + template.suffix.lower())
    if output.exists() and output.samefile(template):
        raise CoreError(
            N_("The filled form would take the place of its template '{file}'. Give another file."), file=template.name
        )
    return output


def template_of(given: str, spoken: str) -> tuple[Path, str]:
    """The template, and the form that it is when it is a shipped one. CoreError where there is none of that kind."""
    path = Path(given)
    if path.name == given and path.stem in FORMS and not path.exists():
        shipped = RESOURCES / "forms" / spoken / path.with_suffix(path.suffix or ".xlsx").name
        if shipped.exists():
            return shipped, path.stem
    if not path.is_file():
        text = N_("There is no template '{file}'. Give an xlsx or docx, or one of: {known}.")
        raise CoreError(text, file=given, known=", ".join(FORMS))
    if path.suffix.lower() not in FILLERS:
        text = N_("'{file}' is no xlsx or docx. Open the template and save it as one of these.")
        raise CoreError(text, file=path.name)
    shipped_form = path.stem if path.parent.parent == RESOURCES / "forms" and path.stem in FORMS else ""
    return path, shipped_form
