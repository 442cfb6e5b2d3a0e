"""The algorithm `findgaps`: places, routes or sea zones judged against supply, and every gap that remains."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pandas as pd

from ..core import metric
from ..core.checks.coverage_case import CoverageCase, coverage_case
from ..core.checks.coverage_tasks import tasks_of
from ..core.checks.engine import check
from ..core.checks.inputs import complete_kinds
from ..core.checks.profile import load_profile
from ..core.errors import N_, CoreError, Progress
from ..core.gaps.assess import Question, assess
from ..core.gaps.demand import demand_kind, read_demand
from ..core.gaps.transmitters import Supply
from .base import Algorithm
from .crosschecking import cross_check
from .gap_inputs import KINDS, gap_inputs, gap_sinks
from .gap_supply import demand_supply, measured_by, surfaces_of
from .keeping import kept_tables
from .sources import as_kind
from .supply_inputs import wanted_operators
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
    KEEPS = {"ASSESSED": "assessed", "GAPS": "gaps", "SUMMARY": "summary", "FINDINGS": "findings"}

    def inputs(self) -> Iterator[Any]:
        yield from gap_inputs()
        yield from gap_sinks()

    def compute(self, values: dict[str, Any], progress: Progress) -> dict[str, Any]:
        profile = load_profile(values.get("PROFILE") or "national")
        self.note(profile=profile.title)
        kind = demand_kind(values["DEMAND"], str(values["DEMAND"].attrs.get("name", "DEMAND")))
        for name in DEMAND:
            if values.get(name) is not None:
                values[name] = as_kind(values[name], kind, self.warn)
        demand = read_demand(values["DEMAND"], kind, values.get("COUNTIES"))
        for text, facts in demand.told:
            self.warn(tr(text, **facts))
        date = values.get("DATE") or dt.date.today()
        operator = (values.get("OPERATOR") or "any").strip()
        if operator == "each" and self.wants("CANDIDATES"):
            raise CoreError(N_("CANDIDATES lists each task once: set OPERATOR to any, or to one operator."))
        if self.wants("AGREEMENT") and not values.get("CROSSCHECK"):
            raise CoreError(N_("AGREEMENT needs CROSSCHECK: the raster to compare with."))
        complete_kinds(values.get("COMPLETE"), KINDS)
        places = demand.table.geometry.total_bounds
        reach = demand_supply(self, values, surfaces_of([demand]), profile, places)
        measured, dropped = measured_by(self, values.get("MEASUREMENTS"), profile, date)
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
        self.note(checked_by=f"{self.NAME} {kind}")
        rising = 0.8 if values.get("CROSSCHECK") else 0.9
        found = assess(demand, question, lambda share: progress(rising * share))
        family = "_areas" if "area" in demand.family else FAMILIES[kind]
        self.OUTPUT_STYLES = {"ASSESSED": f"assessed{family}", "GAPS": f"gaps{family}", "FINDINGS": "findings"}
        self._summarise(found.summary)
        assessed, compared = found.assessed, None
        if values.get("CROSSCHECK"):
            share = lambda done: progress(0.8 + 0.1 * done)  # noqa: E731
            assessed, compared = cross_check(
                self, values["CROSSCHECK"], demand, found, reach, profile, question.model, share
            )
        results = {
            "ASSESSED": _to_millimetres(assessed),
            "GAPS": found.gaps,
            "SUMMARY": _to_millimetres(found.summary),
        }
        if compared is not None:
            results["AGREEMENT"] = compared
        candidates = self.wants("CANDIDATES") or (self.keeps and operator != "each")
        if self.wants("FINDINGS") or candidates:
            checking = lambda share: progress(0.9 + 0.1 * share)  # noqa: E731
            case = _case(values, kind, profile, found, reach, dropped, date, checking)
            if candidates:
                results["CANDIDATES"] = self._tasks(case)
            if self.wants("FINDINGS"):
                results["FINDINGS"] = check(case, "coverage").findings
        return results

    def kept(self, values: dict[str, Any], results: dict[str, Any]) -> dict[str, pd.DataFrame]:
        frames = {
            table: results[sink]
            for sink, table in {**self.KEEPS, "CANDIDATES": "candidates"}.items()
            if sink in results
        }
        return kept_tables(frames, demand_kind(values["DEMAND"], "DEMAND"))

    def _tasks(self, case: CoverageCase) -> pd.DataFrame:
        """The list for the platform of universal service, and how many gaps are not on it."""
        tasks = case.fact(tasks_of)
        for name, text in (
            ("planned", N_("{count} gaps are no candidates: a planned site of this year or before closes them.")),
            ("short", N_("{count} gaps in roads are no candidates: they are shorter than the profile marks.")),
        ):
            if tasks.attrs[name]:
                self.say(tr(text, count=tasks.attrs[name]))
        return tasks

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


def _tunnels(routes: Any) -> Any:
    """The tunnels of a layer of them: rows of another kind are none."""
    if routes is None:
        return None
    tunnel = pd.Series(True, index=routes.index)
    for name in ("kind", "setting"):
        if name in routes and routes[name].notna().any():
            tunnel &= (routes[name] == "tunnel") | routes[name].isna()
    return routes[tunnel].reset_index(drop=True)


def _case(
    values: dict[str, Any],
    kind: str,
    profile: Any,
    found: Any,
    reach: Supply,
    dropped: Any,
    date: dt.date,
    progress: Progress,
) -> CoverageCase:
    return coverage_case(
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
        tunnels=_tunnels(values.get("TUNNELS")),
        complete=complete_kinds(values.get("COMPLETE"), KINDS),
        language=language(),
        progress=progress,
        date=date,
    )
