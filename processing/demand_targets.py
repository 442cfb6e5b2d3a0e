"""Demand judged for the targets: asked for, read and assessed as findgaps does, for the algorithms that tell verdicts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from ..core.coverage.supply import MODELS
from ..core.errors import N_, Progress
from ..core.gaps.assess import Assessed, Question, assess
from ..core.gaps.demand import Demand, demand_kind, read_demand
from ..core.gaps.transmitters import Measured, Supply
from ..core.targets.registry import Registry
from .base import Algorithm
from .parameters import Input, Table, choice_input, table_input
from .path_model import Bounds, dem_input
from .sources import as_kind
from .translation import language, tr

TECHNOLOGIES = ("4G", "5G")


def demand_inputs() -> Iterator[Table | Input]:
    """DEMAND, CELLS, MEASUREMENTS, MODEL and DEM; SITES is asked for by the algorithm itself."""
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
    yield choice_input(
        "MODEL", N_("Model"), MODELS, default="radius", help=N_("Of the coverage of DEMAND, as in findgaps.")
    )
    yield dem_input()


def read_demands(algorithm: Algorithm, values: dict[str, Any]) -> list[Demand]:
    return [_demand(algorithm, frame, values) for frame in values.get("DEMAND") or ()]


def bounds_of(demands: list[Demand]) -> Bounds:
    """The box around them all, in degrees; NaN where nothing has a place."""
    boxes = np.array([demand.table.geometry.total_bounds for demand in demands])
    west, south = np.nanmin(boxes[:, :2], axis=0)
    east, north = np.nanmax(boxes[:, 2:], axis=0)
    return float(west), float(south), float(east), float(north)


def technologies_asked(registry: Registry, year: int | None = None) -> tuple[str, ...]:
    """The technologies that all targets, or those of one year, ask for; 5G where they name none."""
    targets = [target for target in registry.targets if year is None or target.year == year]
    passes = [target.compute.get("pass") or {} for target in targets]
    tokens = {token for one in passes for how in ("any", "all") for token in one.get(how) or ()}
    return tuple(name for name in TECHNOLOGIES if name in tokens) or TECHNOLOGIES[-1:]


def assessed_demands(
    demands: list[Demand],
    values: dict[str, Any],
    profile: Any,
    technologies: tuple[str, ...],
    supply: Supply,
    measured: Measured | None,
    progress: Progress,
) -> list[Assessed]:
    """What findgaps says of each demand."""
    question = Question(
        supply,
        profile,
        technologies,
        model=values["MODEL"] or "radius",
        language=language(),
        measured=measured,
        counties=values["COUNTIES"],
    )
    return [assess(one, question, part_of(progress, n, len(demands))) for n, one in enumerate(demands)]


def part_of(progress: Progress, number: int, count: int) -> Progress:
    """Progress of one of several parts."""
    return lambda share: progress((number + share) / count)


def _demand(algorithm: Algorithm, frame: pd.DataFrame, values: dict[str, Any]) -> Demand:
    kind = demand_kind(frame, str(frame.attrs["name"]))
    demand = read_demand(as_kind(frame, kind, algorithm.warn), kind, values.get("COUNTIES"))
    for text, facts in demand.told:
        algorithm.warn(tr(text, **facts))
    return demand
