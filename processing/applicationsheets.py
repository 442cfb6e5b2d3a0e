"""One A4 sheet per application: map, planned site and circle, distances, rules, opinion, run record; as PDF."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from ..core.checks.profile import Profile, load_profile
from ..core.errors import N_, CoreError, Progress
from ..core.report.placeholders import PLACEHOLDER
from ..core.report.public import public_table
from ..core.report.sheet_rows import rule_table, say, sheet_table, words
from ..core.report.sheet_shapes import circles, distances, mappable
from ..core.report.wording import day, layout
from ..core.schema import RESOURCES
from .base import Algorithm
from .loadsample import ABOUT
from .parameters import file_input, file_output, number_input, number_output, table_input, text_input
from .record import plugin_version
from .report_inputs import border_input, language_input, public_input, review_input
from .rule_inputs import profile_input
from .sheet_job import CONTEXT, filled, job_facts, prepared, printed
from .translation import language, tr

LAYOUT = RESOURCES / "layouts" / "application_sheet.qpt"
AREAS = ("counties", "townships")


class ApplicationSheets(Algorithm):
    NAME = "applicationsheets"
    TITLE = N_("Application sheets")
    GROUP = N_("Reports")
    HELP = N_(
        "Prints a sheet per application: map at a set scale with locator, nearest planned site and circle of deviation, zones "
        "and distances, the rules with measured value, limit and clause, the opinion and the run record. Prints in processes "
        "of its own, so the window goes on working. A run that was cancelled goes on where it stopped when it is started "
        "again with the same PDF and inputs. LAYOUT takes a template edited in QGIS (a copy of the shipped one)."
    )

    def inputs(self) -> Iterator[Any]:
        yield table_input(
            "REVIEWED",
            N_("Opinions"),
            None,
            help=N_("The applications with opinions, as checkapplications writes them."),
        )
        yield table_input(
            "FINDINGS",
            N_("Findings"),
            None,
            optional=True,
            help=N_("The findings of the same run, for the rule tables."),
        )
        for name, text, kind in (
            ("PLAN", N_("Site plan"), "plan"),
            ("SITES", N_("Existing sites"), "sites"),
            ("RESOURCES", N_("Opened resources"), "resources"),
            ("ZONES", N_("Zones"), "zones"),
            ("ROUTES", N_("Roads and railways"), "routes"),
            ("POWERLINES", N_("Power lines"), "powerlines"),
            ("BUILDINGS", N_("Buildings"), "buildings"),
            ("COUNTIES", N_("Counties"), "counties"),
            ("TOWNSHIPS", N_("Townships"), "townships"),
        ):
            yield table_input(name, text, kind, optional=True, multiple=name == "ZONES", help=N_("Drawn on the maps."))
        yield file_input(
            "LAYOUT",
            N_("Layout"),
            N_("Layout template (*.qpt)"),
            optional=True,
            help=N_("A template of your own; docs/reports.md says which items it needs. The shipped one when empty."),
        )
        yield public_input()
        yield number_input(
            "SCALE",
            N_("Scale of the map (1 to)"),
            2500,
            minimum=200,
            maximum=500000,
            integer=True,
            help=N_("2500 is 1:2500."),
        )
        yield text_input("TITLE", N_("Title"), optional=True, help=N_("What stands above each sheet."))
        yield review_input()
        yield border_input()
        yield language_input()
        yield profile_input()
        yield file_output("PDF", N_("Sheets (PDF)"), N_("PDF (*.pdf)"), help=N_("All sheets in one file."))
        yield number_output("SHEETS", N_("Sheets"))

    def compute(self, values: dict[str, Any], progress: Progress) -> dict[str, Any]:
        spoken, profile = values["LANGUAGE"] or language(), load_profile(values["PROFILE"] or "national")
        decimals, public = int(profile["public_decimals"]), bool(values["PUBLIC"])
        reviewed = values["REVIEWED"]
        needed = [name for name in ("application_id", "opinion") if name not in reviewed.columns]
        if needed or not isinstance(reviewed, gpd.GeoDataFrame):
            text = N_("'{layer}' is no layer of opinions: it lacks {columns}. Take REVIEWED of checkapplications.")
            raise CoreError(text, layer=reviewed.attrs.get("name", "REVIEWED"), columns=", ".join(needed) or "geometry")
        plan, by_scene = values["PLAN"], profile["allowed_deviation_m"]
        sheets, hidden = sheet_table(reviewed, plan, by_scene, spoken, public, decimals)
        if sheets.empty:
            raise CoreError(N_("There is no application to print a sheet of."))
        sheets = mappable(sheets)
        findings = values["FINDINGS"]
        given = {name: values[name.upper()] for name in CONTEXT if values[name.upper()] is not None}
        measured_to = {"applications": reviewed, **given}
        lines = {name: frame for name, frame in measured_to.items() if not public and name not in AREAS}
        drawn = {name: _shown(frame, name, public, decimals) for name, frame in given.items()}
        frames: dict[str, pd.DataFrame] = {
            "here": sheets,
            "others": sheets[["sheet", "geometry"]],
            "rules": rule_table(findings, sheets, spoken, public, decimals),
            "circle": circles(sheets, drawn.get("plan")),
            "distances": distances(sheets, findings, lines, spoken),
            **drawn,
        }
        progress(0.05)
        facts = job_facts(frames, spoken, values["SCALE"], values["BORDER_LINES"])
        template = filled(Path(values["LAYOUT"] or LAYOUT), self._words(values, len(sheets), spoken, public, profile))
        for name in dict.fromkeys(PLACEHOLDER.findall(template)):
            place = Path(values["LAYOUT"] or LAYOUT).name
            self.warn(
                tr(N_("{place}: the placeholder {{{{{name}}}}} means nothing and stays."), place=place, name=name)
            )
        folder, done = prepared(Path(values["PDF"]), template, frames, facts)
        if done:
            text = N_("Goes on with the run that was stopped: {done} of {count} parts are there.")
            self.say(tr(text, done=done, count=len(facts["parts"])))
        count = printed(folder, Path(values["PDF"]), lambda part: progress(0.1 + 0.9 * part))
        if hidden:
            text = N_("Public version: {left_out} rows left out (border bodies).")
            self.say(tr(text, left_out=hidden))
        self.note(profile=profile.title, public=public, sheets=count)
        return {"SHEETS": count}

    def _words(self, values: dict, count: int, spoken: str, public: bool, profile: Profile) -> dict[str, str]:
        """What {{name}} in the layout becomes."""
        number = (values["REVIEW_NUMBER"] or "").strip()
        lines = "border_note" if values["BORDER_LINES"] else "no_border"
        review = (
            layout()["review_number"][spoken].format(number=number) if number else layout()["review_missing"][spoken]
        )
        metres = f"{111_320 * 10 ** -int(profile['public_decimals']):.0f}"
        given = [values[name.upper()] for name in CONTEXT if values[name.upper()] is not None]
        made_up = any("note" in frame.columns and frame["note"].eq(ABOUT).any() for frame in given)
        told = [say(lines, spoken), review, layout()["sample"][spoken] if made_up else ""]
        heads = {**words()["heads"], **words()["columns"]}
        return {
            **{name: entry[spoken] for name, entry in heads.items()},
            "title": values["TITLE"] or words()["title"][spoken],
            "edition": layout()["edition"]["public" if public else "internal"][spoken].format(metres=metres),
            "page": words()["page"][spoken].format(count=count),
            "scale_number": str(int(values["SCALE"])),
            "note": " · ".join(filter(None, told)),
            "run": self._run(spoken, profile.title),
        }

    def _run(self, spoken: str, profile: str) -> str:
        told = [
            f"{layer.facts().get('layer')} ({', '.join(str(v) for k, v in layer.facts().items() if k in ('crs', 'written') and v)})"
            for name, given in self._given.items()
            if isinstance(given, list)
            for layer in given
            if hasattr(layer, "facts")
        ]
        parts = [
            layout()["printed"][spoken].format(date=day(dt.date.today(), spoken)),
            layout()["profile"][spoken].format(profile=profile),
            layout()["crs"][spoken].format(crs="CGCS2000 (EPSG:4490)"),
            layout()["plugin"][spoken].format(version=plugin_version()),
            "; ".join(told),
        ]
        return "　".join(parts) if spoken == "zh" else "   ".join(parts)


def _shown(frame: gpd.GeoDataFrame, name: str, public: bool, decimals: int) -> gpd.GeoDataFrame:
    """A layer to draw on, in the public version without border bodies and exact places."""
    return public_table(frame, name, decimals)[0] if public else frame
