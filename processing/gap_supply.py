"""What demand is judged by, made ready once: transmitters over land and sea, now and planned, and samples."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import pandas as pd

from ..core.checks.rules import rule_entries
from ..core.coverage.judged import judge_points, judge_segments
from ..core.coverage.measured import clean
from ..core.coverage.supply import margin_db, plan_as_sites, supply, village_rule
from ..core.errors import N_
from ..core.gaps.demand import Demand
from ..core.gaps.transmitters import Measured, Supply
from .base import Algorithm
from .path_model import path_model
from .supply_inputs import border_of, supplied
from .translation import language, tr


def surfaces_of(demands: Iterable[Demand]) -> list[str]:
    """land and sea, whichever the demands have."""
    sea = [one for demand in demands for one in set(demand.sea.tolist())]
    return [name for name, there in (("land", False in sea), ("sea", True in sea)) if there]


def demand_supply(
    algorithm: Algorithm, values: dict[str, Any], surfaces: list[str], profile: Any, places: Any = None
) -> Supply:
    """Transmitters of SITES (and CELLS) and of PLAN, with what does not count told in the log. `places`: the demand's bounds
    in degrees, for a model that follows the path."""
    now: dict[str, Any] = {}
    soon: dict[str, Any] = {}
    border = border_of(values.get("BORDER"))
    planned = None if values.get("PLAN") is None else plan_as_sites(values["PLAN"], profile)
    path = path_model(algorithm, values, profile, surfaces)
    undated = 0 if planned is None else int(planned["planned_year"].isna().sum())
    if undated:
        algorithm.warn(tr(N_("{count} planned sites have no year: they close no gap."), count=undated))
    for surface in surfaces:
        if values.get("SITES") is not None:
            now[surface] = supplied(algorithm, values, surface)
        if planned is not None:
            soon[surface] = supply(planned, None, profile, values["MODEL"] or "radius", surface, border=border)
    village = village_rule(now["land"], profile) if "land" in now else None
    formula = values["MODEL"] == "formula"
    tables = [now.get("land"), now.get("sea"), soon.get("land"), soon.get("sea")]
    if path is None:
        return Supply(*tables, village, margin_db if formula else None)
    path.read([table for table in tables if table is not None], tuple(places))
    land, sea = (
        [None if table is None else path.take(table, over_sea) for table in tables[over_sea::2]]
        for over_sea in (False, True)
    )
    tables = [land[0], sea[0], land[1], sea[1]]
    if tables[0] is not None and values.get("MEASUREMENTS") is not None:
        path.compare(tables[0], clean(values["MEASUREMENTS"], profile, values.get("DATE") or dt.date.today())[0])
    return Supply(*tables, village, None, path.signal, path.level, path.steps_m, path.assumptions)


def measured_by(
    algorithm: Algorithm, samples: Any, profile: Any, date: dt.date
) -> tuple[Measured | None, pd.DataFrame | None]:
    """Judging functions over the samples that hold, and what was not used of them and why; None without samples."""
    if samples is None:
        return None, None
    valid, dropped = clean(samples, profile, date)
    algorithm.say(
        tr(
            N_("{valid} samples are used, {dropped} of {count} rows are not."),
            valid=len(valid),
            dropped=len(dropped),
            count=len(samples),
        )
    )
    words = rule_entries("coverage")["CG-03"]["reasons"]
    for reason, count in dropped["reason"].value_counts().items():
        algorithm.say(f"- {words[reason][language()] if reason in words else reason}: {count}")
    if len(valid):
        algorithm.note(measured_from=str(valid["time"].min())[:10], measured_to=str(valid["time"].max())[:10])

    def points(shapes: Any, ids: Any, settings: Any, technology: str, operator: str) -> pd.DataFrame:
        names, inside = pd.Series(ids, dtype=object), pd.Series(settings, dtype=object)
        return judge_points(shapes, names, valid, technology, operator, profile, inside)

    def segments(lines: Any, technology: str, operator: str) -> pd.DataFrame:
        return judge_segments(lines, valid, technology, operator, profile)

    return Measured(valid, points, segments), dropped
