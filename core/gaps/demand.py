"""What is to be covered: places, routes or sea zones, told apart by their columns, shapes and kinds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Optional

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .. import metric
from ..errors import N_, CoreError
from ..schema import code_lists, code_of, match_columns, plain, table_kind
from .states import demand_rules

LISTS = {"places": "place", "routes": "route", "zones": "zone"}
_FAMILY = {0: "point", 4: "point", 1: "line", 2: "line", 5: "line", 3: "area", 6: "area"}


@dataclass
class Demand:
    """Items to be covered, by position. `table`: the standard table of `kind` (places, routes, zones) in EPSG:4490."""

    table: gpd.GeoDataFrame
    kind: str
    ids: np.ndarray
    """The item's own id, or its row as #3 where it has none."""
    family: np.ndarray
    """point, line, area, or None where there is no geometry."""
    setting: np.ndarray
    assumed: np.ndarray
    """Where the setting is that of the kind, since the row does not say."""
    county: np.ndarray
    """Code (or name) of the county; None where it is not known."""
    told: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    """What the user should know: templates and values."""

    def column(self, name: str) -> pd.Series:
        """A column, empty where the table has none."""
        return self.table[name] if name in self.table else pd.Series(None, index=self.table.index, dtype=object)

    @property
    def sea(self) -> np.ndarray:
        """Which items are sea: they are served over water. A host at sea is a place, and none of them."""
        return self.column("kind").isin([k for k in code_lists()["zone"] if k.startswith("sea-")]).to_numpy()

    @property
    def name(self) -> str:
        return str(self.table.attrs.get("name", self.kind))


def demand_kind(frame: pd.DataFrame, name: str) -> str:
    """places, routes or zones: which kind of table a layer is, as it was handed in.

    Lines are routes and points are places. Areas may be places or zones: the words in their kind column decide, else a
    column that only one of the two has. CoreError where neither does.
    """
    shapes = frame.geometry.to_numpy() if isinstance(frame, gpd.GeoDataFrame) else np.array([], object)
    families = {_FAMILY.get(kind) for kind in np.unique(shapely.get_type_id(shapes)).tolist()} - {None}
    if len(families) > 1:
        raise CoreError(N_("Layer '{layer}' mixes points, lines and areas: split it by shape."), layer=name)
    if families == {"line"}:
        return "routes"
    headers = [str(column) for column in frame.columns if column != getattr(frame, "_geometry_column_name", None)]
    known = {kind: _known_words(frame, headers, kind) for kind in LISTS}
    if families == {"point"}:
        return "places"
    if families == {"area"} and known["routes"] > max(known["places"], known["zones"]):
        raise CoreError(N_("Layer '{layer}' holds roads as areas: give their centrelines."), layer=name)
    votes = {kind: known[kind] for kind in ("places", "zones")}
    if votes["places"] == votes["zones"]:
        votes = {kind: _own_headers(headers, kind) for kind in votes}
    if votes["places"] == votes["zones"]:
        text = N_(
            "It cannot be told whether layer '{layer}' holds places or zones: fill its column kind (admin-village, sea-internal, …)."
        )
        raise CoreError(text, layer=name)
    return max(votes, key=votes.__getitem__)


def _known_words(frame: pd.DataFrame, headers: list[str], kind: str) -> int:
    try:
        found = [h for h, column in match_columns(headers, kind).items() if column == "kind"]
    except CoreError:
        found = []
    if not found or not isinstance(frame[found[0]], pd.Series):
        return 0
    counts = frame[found[0]].dropna().value_counts()
    return int(sum(n for word, n in counts.items() if code_of(LISTS[kind], word)))


def _own_headers(headers: list[str], kind: str) -> int:
    """How many headers are columns of this kind and not of the other; an id by a common word (code) says nothing."""
    other = {"places": "zones", "zones": "places"}[kind]
    own = set(table_kind(kind).columns) - set(table_kind(other).columns)
    name = table_kind(kind).id_column or ""
    words = {plain(word) for word in (name, table_kind(kind).columns[name].zh, table_kind(kind).columns[name].en)}
    try:
        matched = match_columns(headers, kind)
    except CoreError:
        return 0
    return sum(column in own and (column != name or plain(h) in words) for h, column in matched.items())


def read_demand(table: gpd.GeoDataFrame, kind: str, counties: Optional[gpd.GeoDataFrame] = None) -> Demand:
    """A standard table made ready: flat shapes, ids, kinds of any list, settings, counties.

    `counties` (code, name, polygons) says in which county a point lies; elsewhere the item's own column county holds,
    a name turned into the code. Lines and areas get theirs when they are cut.
    """
    table = table.reset_index(drop=True)
    table = table.set_geometry(gpd.GeoSeries(shapely.force_2d(table.geometry.to_numpy()), crs=table.crs))
    shapes = table.geometry.to_numpy()
    lost = ~metric.on_earth(shapes) & ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    shapes = np.where(lost, None, shapes)
    table = table.set_geometry(gpd.GeoSeries(shapes, crs=table.crs)) if lost.any() else table
    missing = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    family = np.array([_FAMILY.get(k) for k in range(-1, 8)], object)[shapely.get_type_id(shapes) + 1]
    family[missing] = None
    points = shapely.get_type_id(shapes) == 4
    if points.any():  # a multipoint stands where its first part does
        shapes[points & ~missing] = shapely.get_geometry(shapes[points & ~missing], 0)
        table = table.set_geometry(gpd.GeoSeries(shapes, crs=table.crs))
    own = table_kind(kind).id_column
    ids = table[own].astype(object) if own in table else pd.Series(None, index=table.index, dtype=object)
    nameless = ids.isna().to_numpy()
    ids = ids.where(~nameless, "#" + pd.Series(np.arange(1, len(table) + 1).astype(str), dtype=object)).to_numpy(object)
    table[own] = ids
    if "kind" in table:
        table["kind"] = _kinds(table["kind"], LISTS[kind])
    demand = Demand(table, kind, ids, family, *_settings(table), np.array([]))
    demand.county = _counties(demand, counties)
    demand.told = _told(demand, nameless, missing & ~lost, lost)
    return demand


def _kinds(kinds: pd.Series, first: str) -> pd.Series:
    """Kinds by code, of whichever list: a layer of sea zones may hold islands."""
    order = [first, *(x for x in LISTS.values() if x != first)]
    words = {word: next((c for c in (code_of(x, word) for x in order) if c), word) for word in kinds.dropna().unique()}
    return kinds.map(words).where(kinds.notna(), None)


def _settings(table: gpd.GeoDataFrame) -> tuple[np.ndarray, np.ndarray]:
    by_kind = {kind: setting for setting, kinds in demand_rules()["settings"].items() for kind in kinds}
    none = pd.Series(None, index=table.index, dtype=object)
    given = table.get("setting", none)
    usual = table["kind"].map(by_kind) if "kind" in table else none
    assumed = given.isna() & usual.notna()
    return given.fillna(usual).fillna("outdoor").to_numpy(object), assumed.to_numpy()


def _counties(demand: Demand, counties: Optional[gpd.GeoDataFrame]) -> np.ndarray:
    own = demand.column("county").where(demand.column("county").notna(), None).to_numpy(object)
    if counties is None or not len(counties):
        return own
    counties = innermost_first(counties)
    labels = county_labels(counties)
    names = counties["name"].to_numpy(object) if "name" in counties else labels
    said = pd.Series(own).map({**dict(zip(names, labels)), **dict(zip(labels, labels))})
    held = metric.inside(demand.table.geometry.where(demand.family == "point"), counties.geometry)
    held["label"] = labels[held["target"]]
    held["own"] = held["label"].to_numpy() == said.to_numpy(object)[held["point"]]  # on a border its own word decides
    held = held.sort_values(["point", "own", "target"], ascending=[True, False, True], kind="stable")
    held = held.drop_duplicates("point")
    found = said.where(said.notna(), own).to_numpy(object)
    found[held["point"]] = held["label"]
    return np.where(pd.isna(found), None, found)


def innermost_first(counties: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Counties from the smallest: where one lies in another (a regiment in its county) what lies in it is its own."""
    order = np.argsort(shapely.area(counties.geometry.to_numpy()), kind="stable")
    return counties.iloc[order].reset_index(drop=True)


def county_labels(counties: gpd.GeoDataFrame) -> np.ndarray:
    """What a county is called in results: its code, else its name."""
    none = pd.Series(None, index=counties.index, dtype=object)
    code, name = (counties[c].astype(object) if c in counties else none for c in ("code", "name"))
    return code.where(code.notna(), name).to_numpy(object)


def _told(
    demand: Demand, nameless: np.ndarray, missing: np.ndarray, lost: np.ndarray
) -> list[tuple[str, dict[str, Any]]]:
    told: list[tuple[str, dict[str, Any]]] = []
    kinds = demand.column("kind")
    strange = kinds[kinds.notna() & ~kinds.isin([c for x in LISTS.values() for c in code_lists()[x]])].unique()
    doubled = pd.Series(demand.ids).duplicated(keep=False).sum()
    for count, text in (
        (nameless.sum(), N_("{layer}: {count} rows have no id and are called by their row number.")),
        (doubled, N_("{layer}: {count} rows share their id with another row; each is judged by itself.")),
        (missing.sum(), N_("{layer}: {count} rows have no place on the map: unknown.")),
        (
            lost.sum(),
            N_("{layer}: {count} rows lie at no longitude and latitude (is the coordinate system right?): unknown."),
        ),
        (kinds.isna().sum(), N_("{layer}: {count} rows have no kind.")),
    ):
        if count:
            told.append((text, {"layer": demand.name, "count": int(count)}))
    if len(strange):
        text = N_("{layer}: no list knows these kinds: {kinds}.")
        told.append((text, {"layer": demand.name, "kinds": ", ".join(map(str, strange[:10]))}))
    return told
