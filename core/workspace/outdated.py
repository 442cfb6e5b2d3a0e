"""Which inputs of a workspace were stored after the results that rest on them."""

from __future__ import annotations

import pandas as pd

from .edited import EDITED
from .tables import REFERENCE, kind_of

RESTS_ON = frozenset(
    {
        *("sites", "cells", "plan", "measurements", "counties", "townships", *REFERENCE),
        *("places", "routes", "zones", "statistics", "tasks", "resources", "assessed", "gaps"),
    }
)
"""What targets are judged by: supply, demand, figures, and what findgaps found."""


def newer_than(runs: pd.DataFrame, result: str) -> list[str]:
    """The tables that a result of checktargets rests on and that were stored or edited after it, the last first.

    `runs`: as `workspace.runs` gives them. Empty where the result is not there yet.
    """
    told = runs.assign(name=runs["tables"].str.split(";")).explode("name")
    made = told[(told["name"] == result) & (told["algorithm"] != EDITED)][
        "run"
    ]  # by hand no result is brought up to date
    if not len(made):
        return []
    last = told.drop_duplicates("name").set_index("name")["run"].astype(int)
    later = [name for name, run in last.items() if run > int(made.iloc[0]) and kind_of(str(name)) in RESTS_ON]
    return [name for name in later if not _no_demand(name)]


def _no_demand(name: str) -> bool:
    """Zones that keep sites off are no demand: the sea zones are."""
    return kind_of(name) == "zones" and not name.startswith("zones_sea")
