"""Targets now, and as they would stand if all that is planned were built: what `checkplan` tells beside its findings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pandas as pd

from ..core.checks.profile import load_profile
from ..core.coverage.supply import plan_as_sites
from ..core.errors import N_, CoreError, Progress
from ..core.gaps.built import if_built
from ..core.targets.check import check_targets
from ..core.targets.if_built import beside
from ..core.targets.registry import load_targets
from .base import Algorithm
from .demand_targets import (
    assessed_demands,
    bounds_of,
    demand_inputs,
    part_of,
    read_demands,
    technologies_asked,
)
from .gap_supply import demand_supply, measured_by, surfaces_of
from .parameters import Input, Sink, Table, number_input, sink, table_input
from .translation import language, tr


def planned_target_inputs() -> Iterator[Table | Input]:
    """DEMAND, CELLS, MEASUREMENTS, MODEL, DEM, STATISTICS and YEAR, all for the sink TARGETS."""
    yield from demand_inputs()
    yield table_input(
        "STATISTICS",
        N_("Statistics"),
        "statistics",
        optional=True,
        help=N_("County, indicator, period, value, source: what no layer can give."),
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
    demands = read_demands(algorithm, values)
    reached = values if demands else {**values, "MODEL": "radius"}  # no path leads to nothing
    reach = demand_supply(
        algorithm, reached, surfaces_of(demands) or ["land"], profile, bounds_of(demands) if demands else None
    )
    measured, _ = measured_by(algorithm, values.get("MEASUREMENTS"), profile, date)
    registry = load_targets()
    technologies = technologies_asked(registry, year)
    tables, sites = [], _with_planned(values, profile, year)
    cases = ((reach, measured, values.get("SITES"), date), (*if_built(reach, measured, year), sites, _end(year, date)))
    for number, (supply, samples, stations, day) in enumerate(cases):
        rising = part_of(progress, number, len(cases))
        found = assessed_demands(demands, values, profile, technologies, supply, samples, rising)
        judged = check_targets(
            values["COUNTIES"],
            [one.assessed for one in found],
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
        tables.append(judged.targets[judged.targets["year"] == year].reset_index(drop=True))
    count = int((plan_as_sites(values["PLAN"], profile)["planned_year"] <= year).sum())
    algorithm.say(
        tr(
            N_("Targets of {year}: {count} planned sites of this year and before count as built."),
            year=year,
            count=count,
        )
    )
    return beside(tables[0], tables[1], registry, year, count, measured is not None, language())


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
