"""What a rule looks at: the rows to judge, the other tables, the profile, and facts that several rules share."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, Callable, Optional, Union

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .. import metric
from ..errors import Progress, no_progress
from ..schema import table_kind, word_of
from .profile import Profile
from .rows import OPENED, as_points, at_home, by_word, empty_column, papers, usable, with_shapes, without_shapes
from .rules import phrase

Undo = Callable[[np.ndarray, np.ndarray], "tuple[np.ndarray, np.ndarray]"]
Match = Callable[..., "tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]"]


class Case:
    """One table of applications, planned sites or opened resources under check.

    `subject` and `tables` are standardised tables (`schema.standard_table`) in EPSG:4490; `tables` may hold plan,
    sites, resources, previous (the register before this one), counties, townships, zones, routes, powerlines,
    buildings; one that is missing or empty counts as not given. `complete` names kinds whose absence is a fact.
    `undo_shifts` maps a datum's name to the function that gives back unshifted degrees. `date` is the day on which the
    table is judged, today when not given. `match` is the function of core/register that ranks hosts: rooms of core do
    not import each other, so the caller hands it in. `margin_m` (per row) is how much farther the bands of the rules
    look than their limits (core/checks/bands); no finding depends on it.
    """

    def __init__(
        self,
        subject: gpd.GeoDataFrame,
        kind: str,
        tables: Mapping[str, Optional[gpd.GeoDataFrame]],
        profile: Profile,
        complete: Iterable[str] = (),
        language: str = "en",
        undo_shifts: Optional[Mapping[str, Undo]] = None,
        progress: Progress = no_progress,
        date: Optional[dt.date] = None,
        match: Optional[Match] = None,
        margin_m: Union[float, np.ndarray] = 0.0,
    ) -> None:
        self._ask(subject, kind)
        given = {name: table for name, table in tables.items() if table is not None}
        self.lost = {name: without_shapes(name, table) for name, table in given.items()}
        usable = {name: with_shapes(name, table) for name, table in given.items()}
        self.tables = {name: table.reset_index(drop=True) for name, table in usable.items() if len(table)}
        self.profile, self.language = profile, language
        self.done, self._report = 0.0, progress
        self.complete = frozenset(complete)
        self.date = date or dt.date.today()
        self.undo_shifts = dict(undo_shifts or {})
        self.match = match
        self.margin_m = np.broadcast_to(np.asarray(margin_m, float), (len(self.subject),))
        self.searched, self.falls = False, True
        self._others: Optional[gpd.GeoSeries] = None
        self._points: dict[str, gpd.GeoSeries] = {}
        self._xy: dict[str, np.ndarray] = {}
        self._trees: dict[str, shapely.STRtree] = {}
        self._columns: dict[tuple[str, Optional[str]], pd.Series] = {}
        self.kept: dict[Any, Any] = {}
        self._facts: dict[Callable[[Case], Any], Any] = {}

    def _ask(self, subject: gpd.GeoDataFrame, kind: str) -> None:
        self.subject, self.kind = subject.reset_index(drop=True), kind
        self.id_column = table_kind(kind).id_column or ""
        self.name = str(subject.attrs.get("name", kind))
        self.source = str(subject.attrs.get("source", self.name))

    def moved(
        self, places: gpd.GeoSeries, margin_m: np.ndarray, tables: Optional[dict[str, gpd.GeoDataFrame]] = None
    ) -> Case:
        """The same rows, each looked at as if it alone stood at its place in `places` (None: not looked at).

        As obstacles for each other they stay where they are. `tables` are those near the places, where they were cut.
        Rejected and withdrawn rows are judged too, since they are asked about.
        """
        twin = self._copied(self.tables if tables is None else tables)
        twin.__dict__["points"] = usable(places)
        twin.margin_m, twin.searched, twin.falls, twin._others = margin_m, True, True, self.others
        return twin

    def about(self, subject: gpd.GeoDataFrame, kind: str) -> Case:
        """Another table under check against the same layers, which are not read again: for one site at a time."""
        twin = self._copied(self.tables)
        twin._ask(subject, kind)
        twin.margin_m, twin._others = np.zeros(len(subject)), None
        twin._columns = {key: column for key, column in self._columns.items() if key[1] is not None}
        return twin

    def _copied(self, tables: dict[str, gpd.GeoDataFrame]) -> Case:
        twin = copy.copy(self)
        for name in _CACHED:
            twin.__dict__.pop(name, None)
        twin._facts = {}
        if tables is not self.tables:
            twin.tables, twin._points, twin._xy, twin._trees, twin.kept = tables, {}, {}, {}, {}
            twin._columns = {key: column for key, column in self._columns.items() if key[1] is None}
        return twin

    def tree_of(self, table: str) -> shapely.STRtree:
        """The tree of another table's shapes, kept."""
        if table not in self._trees:
            self._trees[table] = shapely.STRtree(self.tables[table].geometry.to_numpy())
        return self._trees[table]

    def progress(self, _within_rule: float = 0.0) -> None:
        """Say how far the check is; long steps of one rule call it too, so that a cancel takes effect."""
        self._report(self.done)

    def fact(self, find: Callable[[Case], Any]) -> Any:
        """What `find` says of this case; worked out once, since several rules share it."""
        if find not in self._facts:
            self._facts[find] = find(self)
        return self._facts[find]

    def of_tables(self, find: Callable[[Case], Any]) -> Any:
        """What `find` says of the other tables alone: worked out once for every subject that is held against them."""
        if find not in self.kept:
            self.kept[find] = find(self)
        return self.kept[find]

    def column(self, name: str, table: Optional[str] = None) -> pd.Series:
        """A column of the subject (or of another table), empty where the table does not have it. Not to be changed."""
        frame = self.subject if table is None else self.tables[table]
        if name in frame.columns:
            return frame[name]
        if (name, table) not in self._columns:
            kind = self.kind if table is None else "resources" if table == "previous" else table
            self._columns[name, table] = empty_column(kind, name, frame.index)
        return self._columns[name, table]

    def has(self, column: str) -> bool:
        return column in self.subject.columns

    @cached_property
    def ids(self) -> pd.Series:
        """The rows' own ids as text; the row number in the layer where a row has none."""
        ids = self.column(self.id_column)
        return ids.where(ids.notna(), [f"#{n + 1}" for n in range(len(ids))])

    @cached_property
    def labels(self) -> pd.Series:
        return self.column("name" if "name" in table_kind(self.kind).columns else "site_name").fillna("")

    @cached_property
    def points(self) -> gpd.GeoSeries:
        """The rows' places, None where a row has none or an impossible one (SP-01, SP-02 report those)."""
        return usable(as_points(self.subject, self.name))

    @property
    def others(self) -> gpd.GeoSeries:
        """Where the rows stand as obstacles for each other."""
        return self.points if self._others is None else self._others

    @cached_property
    def xy(self) -> np.ndarray:
        return metric.coordinates(self.points)

    @cached_property
    def placed(self) -> np.ndarray:
        return np.isfinite(self.xy).all(axis=1)

    @cached_property
    def uncertainty(self) -> np.ndarray:
        """How far in metres each place may be off: what the row says, else what its grade stands for; 0 where it has neither."""
        if "uncertainty_m" not in table_kind(self.kind).columns:
            return np.zeros(len(self.subject))
        by_grade = self.column("place_grade").map(self.profile["grade_uncertainty_m"]).astype(float).fillna(0.0)
        return self.column("uncertainty_m").astype(float).clip(lower=0).fillna(by_grade).to_numpy()

    @cached_property
    def live(self) -> np.ndarray:
        """Rows that still stand: neither rejected nor withdrawn, planned sites not cancelled."""
        return ~self.column("status").isin(["rejected", "withdrawn", "cancelled"]).to_numpy()

    @cached_property
    def judged(self) -> np.ndarray:
        """Rows to be judged against others that stand: the live ones; every row that a place is sought for."""
        return self.live | self.searched

    def points_of(self, table: str) -> gpd.GeoSeries:
        """The places of another table's rows as points."""
        if table not in self._points:
            self._points[table] = as_points(self.tables[table], str(self.tables[table].attrs.get("name", table)))
        return self._points[table]

    def xy_of(self, table: str) -> np.ndarray:
        """Longitude and latitude of another table's rows, NaN where a row has none."""
        if table not in self._xy:
            self._xy[table] = metric.coordinates(self.points_of(table))
        return self._xy[table]

    def by_scene(self, key: str, scenes: pd.Series) -> tuple[np.ndarray, np.ndarray]:
        """The least and the most that a limit by scene can be for each row: equal where the scene is known."""
        return by_word(self.profile[key], scenes)

    def phrase(self, name: str, **values: Any) -> str:
        return phrase(name, self.language, **values)

    def words(self, codelist: str, codes: pd.Series) -> pd.Series:
        """Codes said in the user's language."""
        words = codes.astype(object).map(lambda code: word_of(codelist, code, self.language), na_action="ignore")
        return words.astype(object).fillna("?")

    def field(self, column: str) -> str:
        """What a column is called in the user's language."""
        entry = table_kind(self.kind).columns[column]
        return entry.zh if self.language == "zh" else entry.en

    @property
    def in_network(self) -> np.ndarray:
        """Existing sites that count: not planned or removed, and not of another country."""
        return self.of_tables(_in_network)  # type: ignore[no-any-return]

    def standing(self, table: str) -> np.ndarray:
        """Rows of another table that can be shared or stand in the way: sites in the network, resources that are open."""
        if table == "sites":
            return self.in_network
        if table == "plan":
            return (self.column("status", table) != "cancelled").to_numpy()
        return self.column("status", table).isin(OPENED).to_numpy()

    @cached_property
    def heights(self) -> pd.Series:
        """Height of the structure; of the antenna where the structure's is not given."""
        return self.column("structure_height_m").astype(float).fillna(self.column("antenna_height_m").astype(float))

    @cached_property
    def approvals(self) -> pd.Series:
        """The regimes for which each row names a paper (`heritage=文号;airport=文号`), as frozensets of zone codes."""
        return self.column("approvals").map(lambda text: papers(text) if isinstance(text, str) else frozenset())


def _in_network(case: Case) -> np.ndarray:
    home = at_home(case.column("country", "sites"))
    return np.asarray(home & ~case.column("status", "sites").isin(["planned", "removed"]))


_CACHED = tuple(name for name, entry in vars(Case).items() if isinstance(entry, cached_property))
