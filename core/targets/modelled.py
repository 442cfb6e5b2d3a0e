"""Which model of coverage a figure rests on, told where it is another than the plain radius."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from .verdict import Figure
from .wording import listed, phrases, say

if TYPE_CHECKING:
    from .compute import Given

PLAIN = "radius"


def say_models(figures: list[Figure], given: Given, rows: pd.DataFrame) -> None:
    """Add to the basis of each area's figure the models that its items rest on. `rows`: by item, with `area`."""
    told = given.items.models
    if not set(told["model"]) - {PLAIN}:
        return
    models = told.join(rows["area"], on="item", how="inner").drop_duplicates(["area", "model"])
    for area, names in models.groupby("area")["model"]:
        figure, names = figures[int(area)], sorted(names)
        if figure.basis and names != [PLAIN]:
            words = [say(f"model_{name}", given.language) for name in names if f"model_{name}" in phrases()]
            figure.basis.append(say("by_model", given.language, models=listed(words or names, given.language)))
