"""What the targets dock shows, read from the workspace on a thread: results, and the layers that they rest on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import pandas as pd

from ..core.errors import Progress
from ..core.targets.failing import failing
from ..core.targets.registry import Registry
from ..core.workspace.edited import EDITED
from ..core.workspace.outdated import newer_than
from ..core.workspace.tables import kind_of
from ..core.workspace.viewed import viewed
from ..core.workspace.workspace import Workspace, read, runs, tables


@dataclass(frozen=True)
class Held:
    """`targets` None where none were computed yet. `newer`: tables stored after them. `facts`: of the run that made them."""

    counties: pd.DataFrame | None
    targets: pd.DataFrame | None
    shortfalls: pd.DataFrame | None
    snapshots: pd.DataFrame | None
    newer: list[str]
    facts: dict[str, Any]
    computable: bool


def read_held(workspace: Workspace, progress: Progress) -> Held:
    """The results of checktargets; all None in a workspace that has none."""
    held = set(tables(workspace))

    def table(name: str, share: float) -> pd.DataFrame | None:
        progress(share)
        return read(workspace, name) if name in held else None

    told = runs(workspace)
    mine = told[told["tables"].str.split(";").map(lambda names: "targets" in names) & (told["algorithm"] != EDITED)]
    record = json.loads(mine["record"].iloc[0] or "{}") if len(mine) else {}
    facts = {**record, "profile": mine["profile"].iloc[0]} if len(mine) else {}
    return Held(
        table("counties", 0.0),
        table("targets", 0.1),
        table("shortfalls", 0.5),
        table("snapshots", 0.8),
        newer_than(told, "targets"),
        facts,
        "counties" in held,
    )


@dataclass(frozen=True)
class Layers:
    """ASSESSED and GAPS of findgaps, by the names of their tables."""

    assessed: dict[str, gpd.GeoDataFrame]
    gaps: dict[str, gpd.GeoDataFrame]


def read_layers(workspace: Workspace, progress: Progress) -> Layers:
    names = [name for name in tables(workspace) if kind_of(name) in ("assessed", "gaps")]
    found: dict[str, dict[str, gpd.GeoDataFrame]] = {"assessed": {}, "gaps": {}}
    for number, name in enumerate(names):
        progress(number / len(names))
        found[kind_of(name)][name] = read(workspace, name)
    return Layers(found["assessed"], found["gaps"])


def read_failing(
    workspace: Workspace,
    held: Held,
    layers: Layers | None,
    registry: Registry,
    county: str,
    target: str,
    progress: Progress,
) -> tuple[Layers, gpd.GeoDataFrame, dict[str, str]]:
    """The layers (read once), the units that fail the target in the county, and which of them were looked at."""
    layers = layers or read_layers(workspace, lambda share: progress(0.8 * share))
    table = held.shortfalls
    if table is None or held.counties is None:
        rows = pd.DataFrame(columns=["county", "target", "demand", "label", "kind", "state", "reason"])
    else:
        rows = table[(table["county"] == county) & (table["target"] == target)]
    entry = next((one for one in registry.targets if one.id == target), None)
    counties = held.counties if held.counties is not None else pd.DataFrame()
    units = failing(rows, entry, list(layers.assessed.values()), list(layers.gaps.values()), counties)
    progress(0.9)
    return layers, units, viewed(workspace, county, target)
