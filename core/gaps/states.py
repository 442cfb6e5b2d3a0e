"""The coverage states in their order, and the words in which they are told."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from ..schema import read_resource, word_of

STATES = ("gap_measured", "gap_model", "unknown", "claimed", "covered_model", "covered_measured")
"""Weakest first: a place has the weakest state of its key points, an item the best state over operators."""
GAP_MEASURED, GAP_MODEL, UNKNOWN, CLAIMED, COVERED_MODEL, COVERED_MEASURED = range(6)
ANY, EACH = "any", "each"
NAMELESS = "?"
"""The operator of transmitters that name none: they cover somebody's phones, nobody knows whose."""


_FOR_CHOICE = np.array([GAP_MODEL, GAP_MEASURED, UNKNOWN, CLAIMED, COVERED_MODEL, COVERED_MEASURED])
"""Of operators that all leave a gap the measured one is shown: it is the surest."""


def for_choice(state: np.ndarray) -> np.ndarray:
    """States as ranks among operators, the best the highest; the same once more gives the states back."""
    return _FOR_CHOICE[np.asarray(state, int)]


@cache
def demand_rules() -> dict[str, Any]:
    """Key points by kind of place, settings by kind, and phrases (resources/rules/demand.yaml)."""
    return read_resource("rules", "demand.yaml")


def words(language: str, part: str = "phrases") -> dict[str, str]:
    """One part of the word list in a language: name -> text."""
    return {name: entry[language] for name, entry in demand_rules()[part].items()}


def state_words(state: np.ndarray) -> np.ndarray:
    """States as numbers (-1: none) by their names, None where there is none."""
    return np.array([*STATES, None], object)[np.asarray(state, int)]


def code_words(codes: pd.Series, codelist: str, language: str) -> pd.Series:
    """Codes as words, each looked up once; what is no code stays as it is."""
    known = {code: word_of(codelist, code, language) for code in codes.dropna().unique()}
    return codes.map(known).where(codes.notna(), None)


def in_words(lists: pd.Series, part: str, language: str, **values: str) -> pd.Series:
    """Lists of codes by ';' in the words of one part of the word list (lacks, flags), each list read once."""
    names, comma = words(language, part), words(language)["comma"]
    said = {
        text: comma.join(names[code].format(**values) for code in str(text).split(";"))
        for text in lists.dropna().unique()
    }
    return lists.map(said).astype(object).where(lists.notna(), None)


def first_that(state: np.ndarray, conditions: list[tuple[np.ndarray, int]]) -> np.ndarray:
    """`state` where no condition holds, else that of the first condition that does."""
    return np.select([held for held, _ in conditions], [value for _, value in conditions], state)


def place_states(
    measured: np.ndarray, covered: np.ndarray, claimed: np.ndarray, possible: np.ndarray, supplied: bool
) -> np.ndarray:
    """States of points, or of stretches: measured first, then the model, then claims; a gap only where no transmitter
    can reach. `measured`: 1 passes, 0 fails, -1 not measured; the others are masks. Without supply all else is unknown.
    """
    rest = np.where(possible | (not supplied), UNKNOWN, GAP_MODEL)
    return first_that(
        rest,
        [
            (measured == 1, COVERED_MEASURED),
            (measured == 0, GAP_MEASURED),
            (covered, COVERED_MODEL),
            (claimed, CLAIMED),
        ],
    )


def extent_state(
    total: np.ndarray,
    covered: np.ndarray,
    covered_measured: np.ndarray,
    claimed: np.ndarray,
    unknown: np.ndarray,
    gap_measured: np.ndarray,
    limit: np.ndarray,
) -> np.ndarray:
    """States of lines and areas by the share that must be covered (NaN: no threshold, so no state, -1).

    `unknown` holds `claimed`. Measured stands in a state only where what was measured alone suffices for it.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        least = limit * total * (1 - 1e-9)
    short = covered + unknown < least
    state = first_that(
        np.full(len(total), UNKNOWN),
        [
            (~(total > 0), UNKNOWN),
            (covered_measured >= least, COVERED_MEASURED),
            (covered >= least, COVERED_MODEL),
            (covered + claimed >= least, CLAIMED),
            (short & (total - gap_measured < least), GAP_MEASURED),
            (short, GAP_MODEL),
        ],
    )
    return np.where(np.isnan(limit), -1, state)
