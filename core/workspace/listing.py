"""Findings as a person goes through them: filtered, counted and put in order, at fifty thousand rows too."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from .. import metric
from .history import gone_since
from .life import SHOWN
from .shapes import from_blobs
from .tables import STATES
from .workspace import Workspace, runs, tables

SEVERITIES = ("block", "error", "warning", "info", "not_checked")
CHANGES = ("new", "changed", "still", "gone")
ORDERS = {"severity": SEVERITIES, "state": STATES, "change": CHANGES}
"""Columns that are sorted by what their words mean, the first the worst."""
FACETS = ("severity", "rule", "checked_by", "layer", "state", "change")
_ORDERED_BY = ("label", "rule", "severity")
_SEARCHED = ("rule", "feature", "other", "label", "message", "who", "reason")


def read_findings(workspace: Workspace) -> tuple[pd.DataFrame, pd.DataFrame]:
    """All findings of a workspace as they were stored, and the last run of each check (of `runs`).

    `change` says what each is against the run before the last one of its check; those that are gone since stand at the end,
    `change` gone, with what the history keeps of them. Both are empty where no check ran. Places are blobs, as `place`:
    nobody looks at fifty thousand of them (`placed`).
    """
    ran = runs(workspace)
    last = ran[ran["checked_by"] != ""].drop_duplicates("checked_by").reset_index(drop=True)
    if "findings" not in tables(workspace):
        return pd.DataFrame(columns=[*SHOWN, "checked_by", "key", "state", "change"]), last
    with workspace.backing.reading() as session, _uncollected():
        found = session.read_unplaced("findings")
    newest = found["checked_by"].map(last.set_index("checked_by")["run"])
    found["change"] = found["change"].where(found["run"] == newest, "still")  # not looked at by the last run
    gone = _gone(workspace, last["checked_by"])
    if not gone:
        return found, last
    return pd.concat([found, *gone], ignore_index=True), last


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for cycles meanwhile: it would look through all objects of QGIS again for every few hundred rows read."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def placed(table: pd.DataFrame) -> gpd.GeoDataFrame:
    """Rows of `read_findings` with their places as shapes."""
    blobs = table["place"].where(table["place"].notna(), None) if "place" in table else [None] * len(table)
    shapes = gpd.GeoSeries(from_blobs(list(blobs)), index=table.index, crs=metric.degrees())
    return gpd.GeoDataFrame(table.drop(columns="place", errors="ignore"), geometry=shapes)


def _gone(workspace: Workspace, checks: pd.Series) -> list[pd.DataFrame]:
    with workspace.backing.reading() as session:
        gone = [gone_since(session, check) for check in checks]
    return [part.assign(change="gone", state="open", layer=None) for part in gone if len(part)]


class Listing:
    """A table of findings with what filters and orders of it need, worked out once.

    `words[facet]`: the words that occur, in their order of meaning or by the alphabet.
    """

    def __init__(self, table: pd.DataFrame) -> None:
        self.table = table
        self.codes: dict[str, np.ndarray] = {}
        self.words: dict[str, list[str]] = {}
        for facet in FACETS:
            cells = table[facet] if facet in table else pd.Series(None, index=table.index, dtype=object)
            found, present = pd.factorize(cells.to_numpy(dtype=object))  # -1 where empty
            words = [str(word) for word in present]
            known = [word for word in ORDERS.get(facet, ()) if word in words]
            empty = [""] if (found < 0).any() else []
            self.words[facet] = [*known, *empty, *sorted(set(words) - set(known))]
            at = [self.words[facet].index(word) for word in (*words, *empty)]
            self.codes[facet] = np.array(at, dtype="int16")[found] if len(table) else np.zeros(0, dtype="int16")
        self._ranks: dict[str, np.ndarray] = {}
        ranks = [_last_where_empty(self._rank(name)) for name in _ORDERED_BY if name in table]
        self._worst_first = np.lexsort(ranks) if ranks else np.arange(len(table))
        self._found: tuple[str, np.ndarray] = ("", np.ones(len(table), dtype=bool))

    def prepare_search(self) -> None:
        """Put together what is searched, so that the first search is as fast as the next."""
        len(self._text)

    @cached_property
    def _text(self) -> list[str]:
        """What is searched; opening need not wait for it."""
        cells = [self.table[name] for name in _SEARCHED if name in self.table and self.table[name].notna().any()]
        texts = [[""] * len(self.table), *(cell.where(cell.notna(), "").tolist() for cell in cells)]
        return ["\n".join(row).casefold() for row in zip(*texts)]

    def code(self, facet: str, word: str) -> int:
        """The number that stands for a word in `codes`; -1 where no row has it."""
        return self.words[facet].index(word) if word in self.words[facet] else -1

    def matching(self, chosen: Mapping[str, set[str]], text: str = "") -> np.ndarray:
        """Which rows fit: of each facet in `chosen` one of its words, and the text somewhere. What is gone must be chosen."""
        mask = self._with_text(text)
        for facet in FACETS:
            mask = mask & self._of(facet, chosen)
        return mask

    def counts(self, chosen: Mapping[str, set[str]], text: str = "") -> dict[str, dict[str, int]]:
        """How many rows each word of each facet would show: what is chosen in the other facets and the text hold."""
        masks = {facet: self._of(facet, chosen) for facet in FACETS}
        found = {}
        for facet in FACETS:
            mask = self._with_text(text)
            for other in FACETS:
                if other != facet:
                    mask = mask & masks[other]
            sizes = np.bincount(self.codes[facet][mask], minlength=len(self.words[facet]))
            found[facet] = dict(zip(self.words[facet], sizes.tolist()))
        return found

    def ordered(self, shown: np.ndarray, column: str = "", descending: bool = False) -> np.ndarray:
        """Positions in the table of the rows shown (a mask) by a column, empty cells last; what ties, worst first."""
        rows = self._worst_first[shown[self._worst_first]]
        if not column:
            return rows
        keys = _last_where_empty(self._rank(column)[rows])
        return rows[np.argsort(np.where(np.isinf(keys), keys, -keys) if descending else keys, kind="stable")]

    def _of(self, facet: str, chosen: Mapping[str, set[str]]) -> np.ndarray:
        words = chosen.get(facet) or set()
        if not words and facet != "change":
            return np.ones(len(self.table), dtype=bool)
        wanted = [(not words and word != "gone") or word in words for word in self.words[facet]]
        return np.array([*wanted, False], dtype=bool)[self.codes[facet]]

    def _with_text(self, text: str) -> np.ndarray:
        text = text.strip().casefold()
        if self._found[0] != text:
            self._found = (text, np.array([text in row for row in self._text], dtype=bool))
        return self._found[1] if text else np.ones(len(self.table), dtype=bool)

    def _rank(self, column: str) -> np.ndarray:
        if column not in self._ranks:
            cells = self.table[column]
            if column in self.codes:
                rank = np.where(self.codes[column] == self.code(column, ""), -1, self.codes[column])
            elif pd.api.types.is_numeric_dtype(cells):
                rank = cells.rank(method="dense").fillna(-1).to_numpy()
            else:
                text = cells.where(cells.notna(), None).map(
                    lambda cell: str(cell).casefold() or None, na_action="ignore"
                )
                rank = pd.factorize(text, sort=True)[0]
            self._ranks[column] = rank
        return self._ranks[column]


def _last_where_empty(rank: np.ndarray) -> np.ndarray:
    return np.where(rank < 0, np.inf, rank)


def unchecked(table: pd.DataFrame) -> pd.DataFrame:
    """What could not be checked at all (findings of no row): rule, aspect, message, suggestion, checked_by."""
    open_ = table[(table["severity"] == "not_checked") & table["feature"].isna() & (table["change"] != "gone")]
    open_ = open_.sort_values("rule", kind="stable")
    return open_.reindex(columns=["checked_by", "rule", "aspect", "message", "suggestion"]).reset_index(drop=True)


def decided(table: pd.DataFrame, standing: pd.DataFrame) -> pd.DataFrame:
    """The table with decisions that stand now (columns of `decisions`, or rows of findings) in place of what it shows."""
    by_key = standing.drop_duplicates(["checked_by", "key"]).set_index(["checked_by", "key"])
    places = pd.MultiIndex.from_frame(table[["checked_by", "key"]])
    at = by_key.index.get_indexer(places)
    rows = np.flatnonzero((at >= 0) & (table["change"] != "gone").to_numpy())
    result = table.copy()
    names = ["state", "verifies", "reason", "who", "decided_at", "version"]
    former = [f"former_{name}" for name in ("state", "reason", "who", "decided_at")]
    for name in [*names, *former]:
        values: Any = by_key[name].to_numpy()[at[rows]] if name in by_key else None
        column = result[name].to_numpy(dtype=object if name != "version" else None).copy()
        column[rows] = values
        result[name] = column
    return result
