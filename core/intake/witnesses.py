"""What else is known of a batch: the township a row names and the known position of its twin, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..ellipsoid import metres_per_degree
from ..metric import coordinates

_SUFFIX = r"(?:街道办事处|办事处|街道|民族乡|镇|乡|苏木)$"


@dataclass(frozen=True)
class Witnesses:
    """The witnesses of n rows. `named`: pairs (row, area) of positions, several where a name is not unique.

    areas: the townships' polygons; land: every polygon a row may lie in (townships, else counties);
    twin: (n, 2) degrees, NaN where a row has none.
    """

    named: pd.DataFrame
    areas: np.ndarray
    land: np.ndarray
    twin: np.ndarray

    def of(self, rows: np.ndarray) -> Witnesses:
        """Those of some rows (positions), which then count from 0."""
        place = np.full(len(self.twin), -1)
        place[rows] = np.arange(len(rows))
        named = self.named[place[self.named["row"]] >= 0]
        return Witnesses(named.assign(row=place[named["row"]]), self.areas, self.land, self.twin[rows])


def call_witnesses(
    index: pd.Index,
    township: Optional[pd.Series],
    keys: Optional[pd.DataFrame],
    counties: Optional[gpd.GeoDataFrame],
    townships: Optional[gpd.GeoDataFrame],
    twins: Optional[gpd.GeoDataFrame],
) -> Witnesses:
    """The witnesses of the rows of `index` (see `datum.place` for the rest)."""
    named = pd.DataFrame({"row": np.array([], int), "area": np.array([], int)})
    areas = _polygons(townships)
    if township is not None and townships is not None and "name" in townships.columns:
        names = townships.loc[_is_polygon(townships), "name"]
        named = _named_areas(township.reindex(index), names.reset_index(drop=True))
    land = areas if len(areas) else _polygons(counties)
    return Witnesses(named, areas, land, _twin_positions(index, keys, twins))


def _is_polygon(frame: gpd.GeoDataFrame) -> np.ndarray:
    shapes = frame.geometry.to_numpy()
    return (shapely.get_dimensions(shapes) == 2) & ~shapely.is_empty(shapes)


def _polygons(frame: Optional[gpd.GeoDataFrame]) -> np.ndarray:
    if frame is None or not len(frame):
        return np.array([], object)
    shapes = frame.geometry.to_numpy()[_is_polygon(frame)]
    shapes = np.where(shapely.is_valid(shapes), shapes, shapely.make_valid(shapes))
    shapely.prepare(shapes)
    return shapes


def _bare(names: pd.Series) -> pd.Series:
    return names.astype("string").str.normalize("NFKC").str.replace(r"\s+", "", regex=True)


def _named_areas(cells: pd.Series, names: pd.Series) -> pd.DataFrame:
    """Pairs of rows and the areas they name: whole name, else without 镇, 乡, 街道, else the end of the cell."""
    names, cells = _bare(names), _bare(cells).reset_index(drop=True)
    stem = {"whole": names, "stem": names.str.replace(_SUFFIX, "", regex=True)}
    known = names.dropna().loc[lambda n: n != ""]
    inside = "|".join(pd.unique(known.sort_values(key=lambda n: -n.str.len())).astype(str)) if len(known) else None
    escaped = pd.Series(inside.split("|")).map(_escape).str.cat(sep="|") if inside else "(?!)"
    words = {
        "whole": cells,
        "stem": cells.str.replace(_SUFFIX, "", regex=True),
        "inside": cells.where(cells.str.len() <= 60).str.extract(f"({escaped})$", expand=False),
    }
    stem["inside"] = names
    pairs, open_rows = [], cells.fillna("").ne("").astype(bool)
    for step in ("whole", "stem", "inside"):
        left = pd.DataFrame({"row": np.arange(len(cells)), "name": words[step]}).loc[open_rows]
        right = pd.DataFrame({"area": np.arange(len(names)), "name": stem[step]}).dropna()
        found = left.dropna().merge(right[right["name"] != ""], on="name")
        pairs.append(found[["row", "area"]])
        open_rows = open_rows & ~open_rows.index.isin(found["row"])
    return pd.concat(pairs, ignore_index=True).astype(int).sort_values(["row", "area"], ignore_index=True)


def _escape(name: str) -> str:
    return "".join(f"\\{c}" if c in r".^$*+?{}[]\|()-#&~" else c for c in name)


def _twin_positions(index: pd.Index, keys: Optional[pd.DataFrame], twins: Optional[gpd.GeoDataFrame]) -> np.ndarray:
    """Known positions by the first of the shared key columns that names exactly one twin."""
    positions = np.full((len(index), 2), np.nan)
    if keys is None or twins is None or not len(twins):
        return positions
    known = coordinates(twins.geometry.representative_point() if (twins.geom_type != "Point").any() else twins.geometry)
    for column in keys.columns:
        if column in twins.columns:
            theirs = pd.Series(np.arange(len(twins)), index=_key(twins[column]))
            theirs = theirs[theirs.index.notna() & ~theirs.index.duplicated(keep=False)]
            at = theirs.reindex(_key(keys[column].reindex(index))).to_numpy()
            open_rows = np.isnan(positions[:, 0]) & ~np.isnan(at.astype(float))
            positions[open_rows] = known[at[open_rows].astype(int)]
    return positions


def _key(values: pd.Series) -> pd.Index:
    text = values.astype("string").str.normalize("NFKC").str.strip().str.upper().astype(object)
    return pd.Index(text.where(text.notna() & (text != ""), None))


def outside_m(lon: np.ndarray, lat: np.ndarray, witnesses: Witnesses) -> np.ndarray:
    """Metres from each row to the township it names: 0 inside, NaN where it names none."""
    away = np.full(len(lon), np.nan)
    row, area = witnesses.named["row"].to_numpy(), witnesses.named["area"].to_numpy()
    known = np.isfinite(lon[row]) & np.isfinite(lat[row])
    row, area = row[known], area[known]
    shapes = witnesses.areas[area]
    inside = shapely.intersects_xy(shapes, lon[row], lat[row])
    distance = np.zeros(len(row))
    out = np.flatnonzero(~inside)
    if len(out):
        used, back = np.unique(area[out], return_inverse=True)
        bounds = shapely.bounds(witnesses.areas[used])
        scale = np.column_stack(metres_per_degree((bounds[:, 1] + bounds[:, 3]) / 2))
        flat = np.array([shapely.transform(witnesses.areas[a], lambda xy, s=s: xy * s) for a, s in zip(used, scale)])
        points = shapely.points(lon[row[out]] * scale[back, 0], lat[row[out]] * scale[back, 1])
        distance[out] = shapely.distance(flat[back], points)
    nearest = pd.Series(distance).groupby(row).min()
    away[nearest.index.to_numpy(int)] = nearest.to_numpy()
    return away


def offset_m(lon: np.ndarray, lat: np.ndarray, witnesses: Witnesses) -> np.ndarray:
    """Metres east and north from each row to its twin, (n, 2); NaN where it has none."""
    east, north = metres_per_degree(np.clip(np.nan_to_num(witnesses.twin[:, 1]), -89, 89))
    return np.column_stack([(witnesses.twin[:, 0] - lon) * east, (witnesses.twin[:, 1] - lat) * north])


def on_land(lon: np.ndarray, lat: np.ndarray, witnesses: Witnesses) -> np.ndarray:
    """Whether each row lies in any of the given townships or counties."""
    held = np.zeros(len(lon), bool)
    known = np.flatnonzero(np.isfinite(lon) & np.isfinite(lat))
    if len(witnesses.land) and len(known):
        tree = shapely.STRtree(witnesses.land)
        point, _ = tree.query(shapely.points(lon[known], lat[known]), predicate="intersects")
        held[known[np.unique(point)]] = True
    return held
