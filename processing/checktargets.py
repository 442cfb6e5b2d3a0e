"""Every policy target in every county: verdict, what it rests on, what is missing, and which units fail."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import geopandas as gpd
import pandas as pd

from ..core import metric
from ..core.checks.inputs import complete_kinds
from ..core.checks.profile import load_profile
from ..core.errors import N_, Progress
from ..core.gaps.assess import Assessed
from ..core.schema import plain
from ..core.targets.check import check_targets
from ..core.targets.registry import Registry, load_targets
from ..core.targets.stock import REGISTER, REGISTER_WORDS
from ..core.targets.trend import snapshot
from .base import Algorithm
from .demand_targets import assessed_demands, bounds_of, demand_inputs, read_demands, technologies_asked
from .gap_inputs import KINDS
from .gap_supply import demand_supply, measured_by, surfaces_of
from .parameters import date_input, file_input, number_input, number_output, sink, table_input, text_input
from .rule_inputs import profile_input
from .translation import language, tr


class CheckTargets(Algorithm):
    NAME = "checktargets"
    TITLE = N_("Check targets")
    GROUP = N_("Targets")
    HELP = N_(
        "Judges every target of the policy documents in every county, from the assessed layers of findgaps (or from DEMAND, "
        "which it then judges by MODEL itself), the register, the sites, the tasks and typed-in statistics. met: holds even if "
        "all that is unknown fails; not_met: fails even if all that is unknown passes; not_computed: says what is unknown or "
        "missing; no_threshold: the text gives no number and the profile none; not_applicable: the target does not speak to "
        "this county, or its number is national; reported: a stated result. Numerators and denominators are "
        "places, km or km². Statistics of several sources stay on lines of their own."
    )
    OUTPUT_STYLES = {"TARGETS": "targets", "SHORTFALLS": "shortfalls", "PARTS": "target_parts"}
    KEEPS = {"TARGETS": "targets", "SHORTFALLS": "shortfalls", "PARTS": "parts"}

    def inputs(self) -> Iterator[Any]:
        yield table_input(
            "COUNTIES",
            N_("Counties"),
            "counties",
            help=N_(
                "Counties with code, name and group (border, coast, both, none); border regiments and cities may stand "
                "among them as rows of their own."
            ),
        )
        yield table_input(
            "ASSESSED",
            N_("Assessed layers"),
            None,
            optional=True,
            apart=True,
            help=N_("ASSESSED of findgaps: places, routes and sea zones, for 4G and for 5G."),
        )
        yield table_input(
            "RESOURCES",
            N_("Opened resources"),
            "resources",
            optional=True,
            help=N_("The register, to count places (处)."),
        )
        yield table_input(
            "SITES",
            N_("Existing sites"),
            "sites",
            optional=True,
            help=N_("Sites with technologies and the date on_air."),
        )
        yield table_input(
            "STATISTICS",
            N_("Statistics"),
            "statistics",
            optional=True,
            help=N_("County, indicator, period, value, source: what no layer can give."),
        )
        yield table_input(
            "TASKS",
            N_("Tasks"),
            "tasks",
            optional=True,
            help=N_("County, year, task and built_reported, one row each."),
        )
        yield number_input(
            "YEAR",
            N_("Year"),
            integer=True,
            optional=True,
            minimum=1900,
            maximum=2200,
            help=N_("Only targets due in this year, with those due earlier marked as such; all when empty."),
        )
        yield text_input(
            "DOCUMENTS",
            N_("Documents"),
            default="",
            optional=True,
            help=N_("Documents by number or id, by commas (263号, 257号); all when empty."),
        )
        yield profile_input()
        yield table_input(
            "GAPS",
            N_("Gaps"),
            None,
            optional=True,
            apart=True,
            help=N_("GAPS of findgaps: for the longest gap, and for what 4G and 5G cover together."),
        )
        yield file_input(
            "OWN",
            N_("Own targets"),
            N_("Targets (*.yaml *.yml)"),
            optional=True,
            help=N_("A YAML file with the county's own targets; docs/targets.md says how to write it."),
        )
        yield text_input(
            "COMPLETE",
            N_("Kinds that are complete"),
            default="",
            optional=True,
            help=N_(
                "Kinds of places and routes, by commas, of which the layers hold all there are, or of which there are none; "
                "resources for the register."
            ),
        )
        yield from demand_inputs()
        yield date_input("DATE", N_("Date"), help=N_("The day for which is judged; today when not given."))
        yield sink(
            "TARGETS", N_("Targets"), "none", help=N_("One row per county and target, and per source of a statistic.")
        )
        yield sink(
            "SHORTFALLS",
            N_("Shortfalls"),
            "none",
            optional=True,
            help=N_("Each unit that fails or is not known, and why."),
        )
        yield sink(
            "PARTS",
            N_("Figures by kind"),
            "none",
            optional=True,
            help=N_("Numerator and denominator of each kind in a target."),
        )
        yield number_output("MET", N_("Met"))
        yield number_output("NOT_MET", N_("Not met"))
        yield number_output("NOT_COMPUTED", N_("Not computed"))

    def compute(self, values: dict[str, Any], progress: Progress) -> dict[str, Any]:
        profile = load_profile(values["PROFILE"] or "national")
        date = values["DATE"] or dt.date.today()
        registry = load_targets([values["OWN"]] if values["OWN"] else [])
        self.note(profile=profile.title, date=date.isoformat(), targets=len(registry.targets))
        judged = self._judged(values, profile, registry, date, lambda share: progress(0.9 * share))
        found = check_targets(
            values["COUNTIES"],
            [*(_in_degrees(frame) for frame in values["ASSESSED"] or ()), *(one.assessed for one in judged)],
            values["RESOURCES"],
            values["SITES"],
            values["STATISTICS"],
            values["TASKS"],
            values["YEAR"],
            _words(values["DOCUMENTS"]),
            profile=profile,
            language=language(),
            date=date,
            gaps=_one([*(_in_degrees(frame) for frame in values["GAPS"] or ()), *(one.gaps for one in judged)]),
            complete=_complete(values["COMPLETE"]),
            registry=registry,
            progress=(lambda share: progress(0.9 + 0.1 * share)) if judged else progress,
        )
        for text in found.told:
            self.warn(text)
        size = found.targets["verdict"].value_counts()
        counts = {name: int(size.get(name.lower(), 0)) for name in ("MET", "NOT_MET", "NOT_COMPUTED")}
        self.say(
            tr(
                N_("{rows} rows with profile {profile}: {met} met, {not_met} not met, {not_computed} not computed."),
                rows=len(found.targets),
                profile=profile.title,
                met=counts["MET"],
                not_met=counts["NOT_MET"],
                not_computed=counts["NOT_COMPUTED"],
            )
        )
        self._day, self._profile = date, profile.title
        return {"TARGETS": found.targets, "SHORTFALLS": found.shortfalls, "PARTS": found.parts, **counts}

    def _judged(
        self, values: dict[str, Any], profile: Any, registry: Registry, date: dt.date, progress: Progress
    ) -> list[Assessed]:
        """DEMAND judged by MODEL as findgaps does it."""
        demands = read_demands(self, values)
        if not demands:
            if (values["MODEL"] or "radius") != "radius":
                text = N_(
                    "MODEL is for DEMAND alone: layers given as ASSESSED keep the model that they were judged by."
                )
                self.warn(tr(text))
            return []
        reach = demand_supply(self, values, surfaces_of(demands), profile, bounds_of(demands))
        measured, _ = measured_by(self, values.get("MEASUREMENTS"), profile, date)
        technologies = technologies_asked(registry)
        return assessed_demands(demands, values, profile, technologies, reach, measured, progress)

    def kept(self, values: dict[str, Any], results: dict[str, Any]) -> dict[str, pd.DataFrame]:
        """The figures of this day too: what the trend is drawn from."""
        return {**super().kept(values, results), "snapshots": snapshot(results["TARGETS"], self._day, self._profile)}


def _one(frames: list[pd.DataFrame]) -> pd.DataFrame | None:
    return pd.concat(frames, ignore_index=True) if frames else None


def _in_degrees(frame: pd.DataFrame) -> pd.DataFrame:
    spatial = isinstance(frame, gpd.GeoDataFrame) and frame.crs is not None
    return metric.to_degrees(frame, frame.attrs.get("name", "ASSESSED")) if spatial else frame


def _complete(text: str | None) -> frozenset[str]:
    """The kinds that COMPLETE names, and the register where it names that."""
    words = _words(text)
    register = [word for word in words if plain(word) in REGISTER_WORDS]
    kinds = complete_kinds(",".join(word for word in words if word not in register), KINDS)
    return kinds | {REGISTER} if register else kinds


def _words(text: str | None) -> list[str]:
    return [word for word in re.split(r"[,，;；、]\s*", text or "") if word.strip()]
