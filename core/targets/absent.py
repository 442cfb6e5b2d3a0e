"""What is said of kinds that no layer holds: a figure of nothing, or of some of the kinds alone, proves nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .assessed import _kind_code
from .choosing import Chosen
from .wording import kind_word, listed, say

if TYPE_CHECKING:
    import pandas as pd

    from .compute import Computed, Given


def say_absent(found: Computed, chosen: Chosen, given: Given) -> None:
    """Say of the areas without any item why: no layer, none listed there, or told that there are none."""
    words = listed([kind_word(kind, given.language) for kind in chosen.kinds], given.language)
    words = words or say("any_places", given.language)
    told = bool(chosen.kinds) and {kind.partition("@")[0] for kind in chosen.kinds} <= given.complete
    for area, figures in enumerate(found.figures):
        for figure in figures:
            if figure.denominator:
                continue
            figure.found, figure.value = False, None
            if told:
                found.absent.add(area)
            elif not any(figure.missing):
                figure.missing += chosen.missing or [say("none_listed", given.language, kinds=words)]


def say_partial(found: Computed, rows: pd.DataFrame, chosen: Chosen, given: Given, share: bool) -> None:
    """A share of some of the kinds alone proves nothing of the others, unless COMPLETE says that there are none."""
    kinds = given.items.table[["area", "kind"]]
    for area, figures in enumerate(found.figures):
        there = set(kinds.loc[kinds["area"] == area, "kind"])
        gone = [kind for kind in chosen.kinds if _kind_code(kind.partition("@")[0]) not in there | given.complete]
        for figure in figures:
            if share and gone and figure.found:
                words = listed([kind_word(kind, given.language) for kind in gone], given.language)
                figure.partial = True
                figure.missing.append(say("none_listed", given.language, kinds=words))
            if share and figure.found and given.items.sea_outside and any(k.startswith("sea-") for k in chosen.kinds):
                figure.partial = True
                figure.missing.append(say("sea_no_county", given.language, count=given.items.sea_outside))
            unsure = chosen.unsure.intersection(rows.index[rows["area"] == area])
            if len(unsure) and chosen.why_unsure:
                why = say(chosen.why_unsure, given.language)
                figure.missing.append(say("unsure_lines", given.language, count=len(unsure), why=why))
