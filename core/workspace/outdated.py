"""Which inputs of a workspace were stored after the results that rest on them."""

from __future__ import annotations

import pandas as pd

from .tables import REFERENCE, kind_of

SUPPLY = frozenset({"sites", "cells", "plan", "measurements", "counties", "townships", *REFERENCE})
DEMAND = frozenset({"places", "routes", "zones"})
FIGURES = frozenset({"statistics", "tasks", "resources"})
"""What the targets take as it stands, without another search for gaps."""


def newer_than(runs: pd.DataFrame, result: str) -> list[str]:
    """The tables that a result rests on and that were stored after it, by name; all in the order of `runs`, last first.

    `runs`: as `workspace.runs` gives them. Of targets: supply, demand, figures and what findgaps found. Empty where the
    result is not there yet.
    """
    told = runs.assign(name=runs["tables"].str.split(";")).explode("name").drop_duplicates("name")
    last = dict(zip(told["name"], told["run"].astype(int)))
    if result not in last:
        return []
    kinds = SUPPLY | DEMAND | FIGURES | {"assessed", "gaps"}
    later = [name for name, run in last.items() if run > last[result] and kind_of(str(name)) in kinds]
    return [name for name in later if not _no_demand(name)]


def needs_gaps(names: list[str]) -> bool:
    """Whether gaps must be searched again for these tables, or the targets alone be judged."""
    return any(kind_of(name) in SUPPLY | DEMAND for name in names)


def _no_demand(name: str) -> bool:
    """Zones that keep sites off are no demand: the sea zones are."""
    return kind_of(name) == "zones" and not name.startswith("zones_sea")
