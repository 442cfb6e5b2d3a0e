"""What a rule looks at: the rows to judge, the other tables, the profile, and facts that several rules share."""

from __future__ import annotations

import copy
import datetime as dt
import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, Callable, Optional, Union

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .. import metric
from ..errors import N_, CoreError, Progress, no_progress
from ..schema import code_lists, code_of, plain, table_kind, word_of
from .profile import Profile
from .rules import phrase

LON_RANGE, LAT_RANGE = (73.0, 136.0), (3.0, 54.0)
OPENED = ("published", "usable", "signed")
"""States in which an opened resource can be had."""
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
        self.subject = subject.reset_index(drop=True)
        self.kind = kind
        self.id_column = table_kind(kind).id_column or ""
        self.name = str(subject.attrs.get("name", kind))
        self.source = str(subject.attrs.get("source", self.name))
        usable = {name: _with_shapes(name, table) for name, table in tables.items() if table is not None}
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
        self.kept: dict[Any, Any] = {}
        self._facts: dict[Callable[[Case], Any], Any] = {}

    def moved(
        self, places: gpd.GeoSeries, margin_m: np.ndarray, tables: Optional[dict[str, gpd.GeoDataFrame]] = None
    ) -> Case:
        """The same rows, each looked at as if it alone stood at its place in `places` (None: not looked at).

        As obstacles for each other they stay where they are. `tables` are those near the places, where they were cut.
        Rejected and withdrawn rows are judged too, since they are asked about.
        """
        twin = self._copied(self.tables if tables is None else tables)
        twin.falls = True
        twin.subject = self.subject.set_geometry(places)
        twin.margin_m, twin.searched, twin._others = margin_m, True, self.others
        return twin

    def about(self, subject: gpd.GeoDataFrame, kind: str) -> Case:
        """Another table under check against the same layers, which are not read again: for one site at a time."""
        twin = self._copied(self.tables)
        twin.subject, twin.kind = subject.reset_index(drop=True), kind
        twin.id_column = table_kind(kind).id_column or ""
        twin.margin_m, twin._others = np.zeros(len(subject)), None
        twin._points, twin._xy, twin._trees, twin.kept = self._points, self._xy, self._trees, self.kept
        return twin

    def _copied(self, tables: dict[str, gpd.GeoDataFrame]) -> Case:
        twin = copy.copy(self)
        for name, entry in type(self).__dict__.items():
            if isinstance(entry, cached_property):
                twin.__dict__.pop(name, None)
        twin.tables, twin._points, twin._xy, twin._trees, twin._facts, twin.kept = tables, {}, {}, {}, {}, {}
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

    def column(self, name: str, table: Optional[str] = None) -> pd.Series:
        """A column of the subject (or of another table), empty where the table does not have it."""
        frame = self.subject if table is None else self.tables[table]
        if name in frame.columns:
            return frame[name]
        kind = table_kind(self.kind if table is None else _KINDS.get(table, table)).columns.get(name)
        numeric = kind is not None and kind.type in ("number", "integer")
        return pd.Series(np.nan if numeric else None, index=frame.index, dtype=float if numeric else object)

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
        geometry = as_points(self.subject, self.name)
        xy = metric.coordinates(geometry)
        usable = in_range(xy[:, 0], xy[:, 1])
        return gpd.GeoSeries(np.where(usable, geometry.to_numpy(), None), crs=metric.degrees())

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

    @cached_property
    def in_network(self) -> np.ndarray:
        """Existing sites that count: not planned or removed, and not of another country."""
        home = at_home(self.column("country", "sites"))
        return (home & ~self.column("status", "sites").isin(["planned", "removed"])).to_numpy()

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
        return (
            self.column("approvals")
            .map(papers, na_action="ignore")
            .map(lambda held: held if isinstance(held, frozenset) else frozenset())
        )


_KINDS = {"previous": "resources"}
_HOME = {"cn", "chn", "china", "中国", "中华人民共和国", "prc", "156", "86", "0086"}


def at_home(country: pd.Series) -> pd.Series:
    """Whether a site stands in this country; one that does not say does."""
    return country.map(lambda name: plain(name) in _HOME, na_action="ignore").fillna(True).astype(bool)


def _with_shapes(name: str, table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The rows that can be checked against: an area or a line without a shape says nothing, and must not count as given."""
    if name not in ("counties", "townships", "zones", "routes", "powerlines", "buildings"):
        return table
    shapes = table.geometry.to_numpy()
    return table[~(shapely.is_missing(shapes) | shapely.is_empty(shapes))]


def papers(text: str) -> frozenset[str]:
    """The zone codes for which a text of `regime=number` pairs holds a number."""
    held = set()
    for part in re.split(r"[;；\n]+|[,，](?=[^,，;；=＝]+[=＝])", text):
        regime, _, number = re.sub("[＝：:]", "=", part).partition("=")
        code = code_of("zone", regime)
        if code and number.strip():
            held.add(code)
    return frozenset(held)


def in_range(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Whether degrees lie within the country's range (SP-02)."""
    with np.errstate(invalid="ignore"):
        return (x >= LON_RANGE[0]) & (x <= LON_RANGE[1]) & (y >= LAT_RANGE[0]) & (y <= LAT_RANGE[1])


def as_points(frame: gpd.GeoDataFrame, name: str) -> gpd.GeoSeries:
    """The places of rows as points; CoreError where a layer of sites holds lines or areas."""
    geometry = frame.geometry.to_numpy()
    empty = shapely.is_missing(geometry) | shapely.is_empty(geometry)
    single = np.where(shapely.get_num_geometries(geometry) == 1, shapely.get_geometry(geometry, 0), geometry)
    if (~empty & (shapely.get_type_id(single) != 0)).any():
        raise CoreError(N_("Layer '{layer}' must hold points, one for each row."), layer=name)
    return gpd.GeoSeries(np.where(empty, None, single), crs=metric.degrees())


def by_word(limits: Mapping[str, float], words: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Least and most of a limit that depends on a word: equal where the word is known."""
    known = words.map(limits).astype(float)
    return known.fillna(min(limits.values())).to_numpy(), known.fillna(max(limits.values())).to_numpy()


def operator_bits(operators: pd.Series) -> np.ndarray:
    """Operators as bits, so that two rows share one where the bits meet; 0 where none is named."""
    bit = {code: 1 << n for n, code in enumerate(c for c in code_lists()["operator"] if ";" not in c)}
    codes, words = pd.factorize(operators)
    bits = np.array([sum(bit.get(c, 0) for c in set(word.split(";"))) for word in words] + [0])
    return bits[codes]


_NOISE = re.compile(r"^(?:中国)?(?:电信|移动|联通|广电|铁塔)(?:公司)?|[45]g|(?:基站|站点|站址|宏站|微站|站)$")


def same_name(names: pd.Series) -> pd.Series:
    """Names in the form in which two names of one place are equal: without operator, generation and the word for a site."""

    def bare(name: str) -> str:
        text = plain(name)
        return _NOISE.sub("", text) or text

    return names.map(bare, na_action="ignore")


def worst(table: pd.DataFrame, by: str = "excess") -> pd.DataFrame:
    """Of several partners of a row (column `point`) the one with the largest excess, indexed by the row."""
    ordered = table.sort_values(["point", by, "target"], ascending=[True, False, True], kind="stable")
    return ordered.drop_duplicates("point").set_index("point")
