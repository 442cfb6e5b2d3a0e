"""Targets now, and as they would stand if all that is planned were built: what `checkplan` tells beside its findings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pandas as pd

from ..core.checks.profile import load_profile
from ..core.coverage.supply import DISC_MODELS, plan_as_sites
from ..core.errors import N_, CoreError, Progress
from ..core.gaps.assess import Question, assess
from ..core.gaps.built import if_built
from ..core.gaps.demand import Demand, demand_kind, read_demand
from ..core.targets.check import check_targets
from ..core.targets.if_built import beside
from ..core.targets.registry import load_targets
from .base import Algorithm
from .gap_supply import demand_supply, measured_by, surfaces_of
from .parameters import Input, Sink, Table, choice_input, number_input, sink, table_input
from .sources import as_kind
from .translation import language, tr

TECHNOLOGIES = ("4G", "5G")


def planned_target_inputs() -> Iterator[Table | Input]:
    """DEMAND, CELLS, MEASUREMENTS, STATISTICS, MODEL and YEAR, all for the sink TARGETS."""
    yield table_input(
        "DEMAND",
        N_("Demand, for the targets"),
        None,
        optional=True,
        apart=True,
        help=N_("One or several layers of places, routes or sea zones, as findgaps takes them: what TARGETS counts."),
    )
    yield table_input(
        "CELLS",
        N_("Cells"),
        "cells",
        optional=True,
        help=N_("Where given, who has which technology and band is told by the cells, not by the lists on the site."),
    )
    yield table_input(
        "MEASUREMENTS",
        N_("Measurements"),
        "measurements",
        optional=True,
        help=N_("Drive tests and spot samples, for the targets as they stand now."),
    )
    yield table_input(
        "STATISTICS",
        N_("Statistics"),
        "statistics",
        optional=True,
        help=N_("County, indicator, period, value, source: what no layer can give."),
    )
    yield choice_input(
        "MODEL", N_("Model"), DISC_MODELS, default="radius", help=N_("Of coverage, for the targets; as in findgaps.")
    )
    yield number_input(
        "YEAR",
        N_("Year of the targets"),
        default=2027,
        integer=True,
        minimum=1900,
        maximum=2200,
        help=N_("TARGETS holds the targets due in this year; planned sites of this year and before count as built."),
    )


def planned_target_sink() -> Sink:
    """TARGETS."""
    return sink(
        "TARGETS",
        N_("Targets if all is built"),
        "none",
        optional=True,
        help=N_(
            "Each target due in the year, now and if all planned sites of the year and before were on air: value, verdict, "
            "unknown, shortfall and basis twice. Needs COUNTIES; without SITES what the plan does not reach is unknown."
        ),
    )


def planned_targets(algorithm: Algorithm, values: dict[str, Any], progress: Progress) -> pd.DataFrame:
    """TARGETS of checktargets for the targets due in YEAR, with what they would be if the plan were built."""
    if values.get("COUNTIES") is None:
        raise CoreError(N_("TARGETS needs COUNTIES: targets are judged county by county."))
    profile = load_profile(values.get("PROFILE") or "national")
    year, date = int(values["YEAR"]), dt.date.today()
    demands = [_demand(algorithm, frame, values) for frame in values.get("DEMAND") or ()]
    reach = demand_supply(algorithm, values, surfaces_of(demands) or ["land"], profile)
    measured, _ = measured_by(algorithm, values.get("MEASUREMENTS"), profile, date)
    registry = load_targets()
    passes = [target.compute.get("pass") or {} for target in registry.targets if target.year == year]
    tokens = {token for one in passes for how in ("any", "all") for token in one.get(how) or ()}
    technologies = tuple(name for name in TECHNOLOGIES if name in tokens) or TECHNOLOGIES[-1:]
    tables, sites = [], _with_planned(values, profile, year)
    cases = ((reach, measured, values.get("SITES"), date), (*if_built(reach, measured, year), sites, _end(year, date)))
    for number, (supply, samples, stations, day) in enumerate(cases):
        rising = _part(progress, number, len(cases))
        assessed = _assessed(demands, values, profile, technologies, supply, samples, rising)
        found = check_targets(
            values["COUNTIES"],
            assessed,
            None,
            stations,
            values.get("STATISTICS"),
            None,
            year,
            profile=profile,
            language=language(),
            date=day,
            registry=registry,
        )
        tables.append(found.targets[found.targets["year"] == year].reset_index(drop=True))
    count = int((plan_as_sites(values["PLAN"], profile)["planned_year"] <= year).sum())
    algorithm.say(
        tr(
            N_("Targets of {year}: {count} planned sites of this year and before count as built."),
            year=year,
            count=count,
        )
    )
    return beside(tables[0], tables[1], registry, year, count, measured is not None, language())


def _demand(algorithm: Algorithm, frame: pd.DataFrame, values: dict[str, Any]) -> Demand:
    kind = demand_kind(frame, str(frame.attrs["name"]))
    demand = read_demand(as_kind(frame, kind, algorithm.warn), kind, values.get("COUNTIES"))
    for text, facts in demand.told:
        algorithm.warn(tr(text, **facts))
    return demand


def _assessed(
    demands: list[Demand],
    values: dict[str, Any],
    profile: Any,
    technologies: tuple[str, ...],
    supply: Any,
    measured: Any,
    progress: Progress,
) -> list[pd.DataFrame]:
    question = Question(
        supply,
        profile,
        technologies,
        model=values["MODEL"] or "radius",
        language=language(),
        measured=measured,
        counties=values["COUNTIES"],
    )
    return [assess(one, question, _part(progress, n, len(demands))).assessed for n, one in enumerate(demands)]


def _part(progress: Progress, number: int, count: int) -> Progress:
    return lambda share: progress((number + share) / count)


def _with_planned(values: dict[str, Any], profile: Any, year: int) -> Any:
    """The sites and those planned up to the year, on air at the end of theirs: for targets that count stations."""
    sites = values.get("SITES")
    if sites is None:
        return None
    new = plan_as_sites(values["PLAN"], profile)
    new = new[(new["planned_year"] <= year).to_numpy()]
    ends = pd.to_datetime(new["planned_year"].astype(int).astype(str) + "-12-31")
    columns = [c for c in sites.columns if c in new.columns or c == "on_air"]
    return pd.concat([sites, new.assign(on_air=ends)[columns]], ignore_index=True)


def _end(year: int, date: dt.date) -> dt.date:
    return max(date, dt.date(year, 12, 31))
