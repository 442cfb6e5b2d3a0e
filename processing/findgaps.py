"""The algorithm `findgaps`: places, routes or sea zones judged against supply, and every gap that remains."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pandas as pd

from ..core import metric
from ..core.checks.coverage_case import coverage_case
from ..core.checks.engine import check
from ..core.checks.profile import load_profile
from ..core.checks.rules import rule_entries
from ..core.coverage.judged import judge_points, judge_segments
from ..core.coverage.measured import clean
from ..core.coverage.supply import margin_db, plan_as_sites, supply, village_rule
from ..core.errors import N_, Progress
from ..core.gaps.assess import Question, assess
from ..core.gaps.demand import Demand, demand_kind, read_demand
from ..core.gaps.transmitters import Measured, Supply
from .base import Algorithm
from .gap_inputs import complete_places, gap_inputs, gap_sinks
from .parameters import Table
from .sources import read_table
from .supply_inputs import border_of, supplied, wanted_operators
from .translation import language, tr

DEMAND = ("DEMAND", "PREVIOUS")
FAMILIES = {"places": "", "routes": "_lines", "zones": "_areas"}


class FindGaps(Algorithm):
    NAME = "findgaps"
    TITLE = N_("Find coverage gaps")
    GROUP = N_("Coverage")
    HELP = N_(
        "Judges places, routes or sea zones against sites, samples and claimed areas: covered or a gap, by measurement or by "
        "the model, only claimed, or unknown. What cannot be told is unknown, never a pass and never a gap. Gives each item "
        "with what its state rests on, every gap with its place or chainage, and a summary per county and kind."
    )
    OUTPUT_STYLES = {"ASSESSED": "assessed", "GAPS": "gaps", "FINDINGS": "findings"}

    def inputs(self) -> Iterator[Any]:
        yield from gap_inputs()
        yield from gap_sinks()

    def compute(self, values: dict[str, Any], progress: Progress) -> dict[str, Any]:
        profile = load_profile(values.get("PROFILE") or "national")
        self.note(profile=profile.title)
        kind = demand_kind(values["DEMAND"], str(values["DEMAND"].attrs.get("name", "DEMAND")))
        for name in DEMAND:
            if values.get(name) is not None:
                values[name] = self._as(kind, name, progress)
        demand = read_demand(values["DEMAND"], kind, values.get("COUNTIES"))
        for text, facts in demand.told:
            self.warn(tr(text, **facts))
        date = values.get("DATE") or dt.date.today()
        reach = self._supply(values, demand, profile)
        measured, dropped = self._measured(values.get("MEASUREMENTS"), profile, date)
        operator = (values.get("OPERATOR") or "any").strip()
        question = Question(
            reach,
            profile,
            ("4G", "5G") if values["TECHNOLOGY"] == "each" else (values["TECHNOLOGY"] or "5G",),
            operator if operator in ("any", "each") else wanted_operators(operator, None)[0],
            values["MODEL"] or "radius",
            language(),
            measured,
            values.get("CLAIMED"),
            values.get("COUNTIES"),
            values.get("PLACES"),
            values.get("TOWNSHIPS"),
        )
        found = assess(demand, question, progress)
        family = "_areas" if "area" in demand.family else FAMILIES[kind]
        self.OUTPUT_STYLES = {"ASSESSED": f"assessed{family}", "GAPS": f"gaps{family}", "FINDINGS": "findings"}
        self._summarise(found.summary)
        results = {
            "ASSESSED": _to_millimetres(found.assessed),
            "GAPS": found.gaps,
            "SUMMARY": _to_millimetres(found.summary),
        }
        if self.wants("FINDINGS"):
            results["FINDINGS"] = _findings(values, kind, profile, found, reach, dropped, date)
        return results

    def _as(self, kind: str, name: str, progress: Progress) -> Any:
        """The layer of an input read as the kind that the demand turned out to be."""
        item = next(i for i in self.declared if isinstance(i, Table) and i.name == name)
        return read_table(replace(item, kind=kind), self._given[name], progress, self.warn)

    def _supply(self, values: dict[str, Any], demand: Demand, profile: Any) -> Supply:
        """Transmitters of the sites and of the plan, over land and over the sea where the demand has either."""
        surfaces = [name for name, there in (("land", ~demand.sea), ("sea", demand.sea)) if there.any()]
        now: dict[str, Any] = {}
        soon: dict[str, Any] = {}
        for surface in surfaces:
            if values.get("SITES") is not None:
                now[surface] = supplied(self, values, surface)
            if values.get("PLAN") is not None:
                soon[surface] = self._planned(values, surface, profile)
        village = village_rule(now["land"], profile) if "land" in now else None
        formula = values["MODEL"] == "formula"
        return Supply(
            now.get("land"), now.get("sea"), soon.get("land"), soon.get("sea"), village, margin_db if formula else None
        )

    def _planned(self, values: dict[str, Any], surface: str, profile: Any) -> pd.DataFrame:
        sites = plan_as_sites(values["PLAN"], profile)
        border = border_of(values.get("BORDER"))
        rows = supply(sites, None, profile, values["MODEL"] or "radius", surface, border=border)
        undated = int(sites["planned_year"].isna().sum())
        if undated:
            self.warn(tr(N_("{count} planned sites have no year: they close no gap."), count=undated))
        return rows

    def _measured(self, samples: Any, profile: Any, date: dt.date) -> tuple[Measured | None, pd.DataFrame | None]:
        """Judging functions over the samples that hold, and what was not used of them and why."""
        if samples is None:
            return None, None
        valid, dropped = clean(samples, profile, date)
        self.say(
            tr(
                N_("{valid} samples are used, {dropped} of {count} rows are not."),
                valid=len(valid),
                dropped=len(dropped),
                count=len(samples),
            )
        )
        words = rule_entries("coverage")["CG-03"]["reasons"]
        for reason, count in dropped["reason"].value_counts().items():
            self.say(f"- {words[reason][language()] if reason in words else reason}: {count}")
        if len(valid):
            self.note(measured_from=str(valid["time"].min())[:10], measured_to=str(valid["time"].max())[:10])

        def points(shapes: Any, ids: Any, settings: Any, technology: str, operator: str) -> pd.DataFrame:
            names, inside = pd.Series(ids, dtype=object), pd.Series(settings, dtype=object)
            return judge_points(shapes, names, valid, technology, operator, profile, inside)

        def segments(lines: Any, technology: str, operator: str) -> pd.DataFrame:
            return judge_segments(lines, valid, technology, operator, profile)

        return Measured(valid, points, segments), dropped

    def _summarise(self, summary: pd.DataFrame) -> None:
        units = {"place": (1, N_("{count} items")), "m": (1e3, N_("{count} km")), "m2": (1e6, N_("{count} km²"))}
        figures = summary.groupby(["technology", "operator", "unit"], sort=False)[
            ["total", "covered", "gap", "unknown"]
        ].sum()
        for (technology, operator, unit), row in figures.iterrows():
            scale, text = units[unit]
            said = {name: f"{value / scale:,.{0 if unit == 'place' else 1}f}" for name, value in row.items()}
            self.say(
                tr(
                    N_(
                        "{technology}, operator {operator}: {total} in all, {covered} covered, {gap} a gap, {unknown} unknown."
                    ),
                    technology=technology,
                    operator=operator,
                    **{**said, "total": tr(text, count=said["total"])},
                )
            )


def _in_degrees(border: Any) -> Any:
    return None if border is None else metric.to_degrees(border, str(border.attrs.get("name", "BORDER")))


def _to_millimetres(table: Any) -> Any:
    figures = ("total", "covered", "covered_measured", "claimed", "gap", "unknown")
    return table.round({**{c: 3 for c in figures if c in table}, "share": 6})


def _findings(
    values: dict[str, Any], kind: str, profile: Any, found: Any, reach: Supply, dropped: Any, date: dt.date
) -> Any:
    case = coverage_case(
        values["DEMAND"],
        kind,
        profile,
        assessed=found.assessed,
        gaps=found.gaps,
        measurements=values.get("MEASUREMENTS"),
        dropped=dropped,
        doubles=found.doubles,
        supply=reach.sea,
        previous=values.get("PREVIOUS"),
        sites=values.get("SITES"),
        plan=values.get("PLAN"),
        counties=values.get("COUNTIES"),
        townships=values.get("TOWNSHIPS"),
        border=_in_degrees(values.get("BORDER")),
        complete=complete_places(values.get("COMPLETE")),
        language=language(),
        date=date,
    )
    return check(case, "coverage").findings
