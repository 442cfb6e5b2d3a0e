"""Somebody else's coverage set beside what `findgaps` found: agreement, and how far the levels are apart. No state changes."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from ..core.coverage.budget import Budget
from ..core.coverage.crosscheck import LEVEL, Agreement, agreement, file_name, meaning, said, sample_raster
from ..core.coverage.supply import PATH_MODELS
from ..core.errors import N_, Progress
from ..core.gaps.assess import Assessed
from ..core.gaps.demand import Demand
from ..core.gaps.spots import ELSEWHERE, Spots, found_at, spots_of
from ..core.gaps.transmitters import OUTDOOR, Supply, chosen
from .base import Algorithm
from .demand_targets import TECHNOLOGIES
from .translation import tr

COLUMNS = ("technology", "operator", "both", "only_ours", "only_theirs", "neither", "ours_unknown", "no_data", "agreed")
FIGURES = ("compared", "difference_db", "spread_db")


def cross_check(
    algorithm: Algorithm,
    path: str,
    demand: Demand,
    found: Assessed,
    reach: Supply,
    profile: Any,
    model: str,
    progress: Progress,
) -> tuple[gpd.GeoDataFrame, pd.DataFrame]:
    """ASSESSED with other_dbm (of points), other_covers and agrees (shares of an item's places), and AGREEMENT."""
    spots = spots_of(demand, profile["path_step_m"])
    values = sample_raster(path, spots.lonlat, lambda share: progress(0.2 * share))
    kind = meaning(values, path)
    if kind is None:
        algorithm.warn(tr(N_("'{file}' has no data where the demand lies: nothing is compared."), file=file_name(path)))
    assessed = found.assessed.copy()
    for column in ("other_dbm", "other_covers", "agrees"):
        assessed[column] = np.nan
    pairs = assessed[["technology", "operator"]].drop_duplicates().to_numpy(object)
    threshold = dict(zip(TECHNOLOGIES, Budget(profile).threshold))
    rows = []
    for number, (technology, operator) in enumerate(pairs):
        share = lambda done, n=number: progress(0.2 + 0.8 * (n + done) / len(pairs))  # noqa: E731
        theirs = said(values, kind, float(threshold[technology]))
        ours = found_at(spots, demand, found, technology, operator)
        apart = np.full(len(values), np.nan)
        if kind == LEVEL and reach.level is not None:
            apart = _levels(spots, demand, reach, technology, operator, share) - values
        counted = ours != ELSEWHERE
        rows.append((technology, operator, agreement(ours[counted], theirs[counted], apart[counted])))
        mine = ((assessed["technology"] == technology) & (assessed["operator"] == operator)).to_numpy()
        _tell_items(assessed, mine, found.item[mine], spots, counted, ours, theirs, values if kind == LEVEL else None)
        _tell(algorithm, rows[-1], model, kind)
    algorithm.note(crosscheck={"raster": file_name(path), "kind": kind, **{f"{t}_{o}": asdict(a) for t, o, a in rows}})
    return assessed, _table(rows)


def _levels(
    spots: Spots, demand: Demand, reach: Supply, technology: str, operator: str, progress: Progress
) -> np.ndarray:
    """Our level at each place out of doors, in dBm."""
    found = np.full(len(spots.item), np.nan)
    sea, outdoors = demand.sea[spots.item], (demand.setting == OUTDOOR)[spots.item]
    for over_sea in (False, True):
        own = chosen(reach.on(over_sea), technology, operator, OUTDOOR, True)
        at = np.flatnonzero(outdoors & (sea == over_sea))
        if own is not None and len(own) and len(at) and reach.level is not None:
            found[at] = reach.level(spots.lonlat[at], own.reset_index(drop=True), over_sea, progress)
    return found


def _tell_items(
    assessed: gpd.GeoDataFrame,
    mine: np.ndarray,
    item: np.ndarray,
    spots: Spots,
    counted: np.ndarray,
    ours: np.ndarray,
    theirs: np.ndarray,
    level: np.ndarray | None,
) -> None:
    """Write the shares of each item's places into its rows."""
    table = pd.DataFrame({"item": spots.item, "covers": np.where(theirs >= 0, theirs, np.nan)})
    table["agrees"] = np.where((theirs >= 0) & (ours >= 0), ours == theirs, np.nan)
    table["dbm"] = np.nan if level is None else level
    of = table[counted].astype({"agrees": float}).groupby("item").mean().reindex(item)
    assessed.loc[mine, "other_covers"] = of["covers"].to_numpy()
    assessed.loc[mine, "agrees"] = of["agrees"].to_numpy()
    assessed.loc[mine & (assessed["unit"] == "place").to_numpy(), "other_dbm"] = of["dbm"].to_numpy()[
        (assessed["unit"] == "place").to_numpy()[mine]
    ]


def _tell(algorithm: Algorithm, row: tuple[str, str, Agreement], model: str, kind: str | None) -> None:
    technology, operator, found = row
    facts = {name: value for name, value in asdict(found).items() if not name.endswith("_db")}
    text = N_(
        "{technology}, operator {operator}, beside the other model: {both} places both cover, {only_ours} only we, {only_theirs} "
        "only they, {neither} neither; {ours_unknown} are unknown to us, of {no_data} they have no data."
    )
    algorithm.say(tr(text, technology=technology, operator=operator, **facts))
    if found.compared > 1:
        said_db = {"difference": f"{found.difference_db:+.1f}", "spread": f"{found.spread_db:.1f}"}
        text = N_(
            "Our level less theirs: {difference} dB in the mean of {compared} places, with a spread of {spread} dB."
        )
        algorithm.say(tr(text, compared=found.compared, **said_db))
    elif kind == LEVEL and model not in PATH_MODELS:
        algorithm.say(tr(N_("The model {model} tells no level, so that none is compared."), model=model))


def _table(rows: list[tuple[str, str, Agreement]]) -> pd.DataFrame:
    told = [{"technology": t, "operator": o, **asdict(a), "agreed": a.agreed} for t, o, a in rows]
    return pd.DataFrame(told, columns=[*COLUMNS, *FIGURES]).round({"difference_db": 3, "spread_db": 3, "agreed": 6})
