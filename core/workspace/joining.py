"""Rows that come to a table of a workspace: known ones brought up to date, new ones added, the others left as they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Optional

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..errors import N_, CoreError
from ..metric import DEGREES
from ..schema import table_kind
from .columns import stored_names, written

KEYS = {"statistics": ("county", "indicator", "period", "source"), "tasks": ("county", "year", "source")}
"""What tells the rows of a kind without ids apart; of the other kinds it is all that the row says."""

ORIGIN = ("file", "sheet", "row")  # where a row was read says nothing of what it is
_WORDS = {"point": N_("points"), "line": N_("lines"), "polygon": N_("areas")}
_FAMILY = {0: "point", 4: "point", 1: "line", 2: "line", 5: "line", 3: "polygon", 6: "polygon"}


@dataclass(frozen=True)
class Joined:
    """table: what the table holds then; and how many rows are new, known and of the file, left as they were, gone.

    columns: those that the former table did not have.
    """

    table: pd.DataFrame
    added: int
    updated: int
    kept: int
    removed: int
    columns: tuple[str, ...] = ()


def replaced(former: Optional[pd.DataFrame], fresh: pd.DataFrame, kind: str) -> Joined:
    """The file in place of the former table; `kept` is 0."""
    if former is None:
        return Joined(fresh, len(fresh), 0, 0, 0)
    known, given = row_keys(former, kind), row_keys(fresh, kind)
    updated = int(given.isin(known).sum())
    return Joined(fresh, len(fresh) - updated, updated, 0, len(former) - updated)


def joined(former: Optional[pd.DataFrame], fresh: pd.DataFrame, kind: str, table: str) -> Joined:
    """The file's rows in the former table, in its order, new ones below.

    A row is known by the id of its kind, else by `KEYS`, else by all that it says; of several rows with one id the
    first is the first again. Of a known row the file's columns hold, also where a cell is empty; columns that the file
    does not have stay. CoreError where the file holds points and the table areas, or the like.
    """
    if former is None:
        return Joined(fresh, len(fresh), 0, 0, 0)
    _must_be_one_family(former, fresh, table)
    fresh = _named_as(fresh, former)
    known, given = row_keys(former, kind), row_keys(fresh, kind)
    updated = given.isin(known)
    index = known.append(given[~updated])
    old, new = former.set_axis(known), fresh.set_axis(given)
    stay = ~known.isin(given)
    place_stays = "geometry" in old and ("geometry" not in new or _says_no_place(new))
    columns = {}
    for name in dict.fromkeys([*old.columns, *new.columns]):
        if name == "geometry":
            continue
        if name in new and name in old:
            columns[name] = pd.concat([_bare(old[name][stay]), _bare(new[name])]).reindex(index)
        elif name in new:
            columns[name] = _bare(new[name]).reindex(index)
        else:
            column = _bare(old[name])
            if name.endswith("_raw") and name[: -len("_raw")] in new:  # the text of a cell that has another value now
                column = column[stay]
            columns[name] = column.reindex(index)
    frame = pd.DataFrame(columns, index=index)
    if "geometry" in old or "geometry" in new:
        places = pd.Series(np.full(len(index), None, dtype=object), index=index)
        for part, rows in ((old, slice(None)), (new, ~updated if place_stays else slice(None))):
            if "geometry" in part:
                shapes = pd.Series(part.geometry.to_numpy(), index=part.index, dtype=object)[rows]
                places[shapes.index] = shapes.to_numpy()
        frame = gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(places.to_numpy(), index=index, crs=DEGREES))
    frame = frame.reset_index(drop=True)
    frame.attrs["geometry"] = fresh.attrs.get("geometry") or former.attrs.get("geometry", "any")
    count = int(updated.sum())
    added_columns = tuple(str(name) for name in new.columns if name not in old and name != "geometry")
    return Joined(frame, len(fresh) - count, count, len(former) - count, 0, added_columns)


def row_keys(frame: pd.DataFrame, kind: str) -> pd.Index:
    """A text for each row by which it is known again; rows that are alike are numbered in their order."""
    known = table_kind(kind)
    names = [known.id_column] if known.id_column else list(KEYS.get(kind, ()))
    key = _text(frame, [name for name in names if name in frame.columns])
    bare = key.str.strip("\x1f").eq("").to_numpy()
    if bare.any():
        whole = [name for name in known.columns if name in frame.columns and name not in ORIGIN]
        key[bare] = "\x1e" + pd.Series(_hashed(frame[bare], whole), index=key.index[bare]).astype(str)
    number = key.groupby(key).cumcount().astype(str)
    return pd.Index(number + "\x1f" + key)


def _text(frame: pd.DataFrame, names: list[str]) -> pd.Series:
    """The cells of a row as one text, alike for a number however it was kept."""
    text = pd.Series("", index=pd.RangeIndex(len(frame)))
    for number, column in enumerate(written(pd.DataFrame(frame[names]))):
        cells = pd.Series(column.values, index=text.index, dtype=object)
        if column.type in ("integer", "number", "flag"):
            cells = cells.map(lambda value: format(float(value), ".15g"), na_action="ignore")
        text = text + ("\x1f" if number else "") + cells.fillna("").astype(str).str.strip()
    return text


def _hashed(frame: pd.DataFrame, names: list[str]) -> np.ndarray:
    """All that the rows say and where they are, as one number each; an empty cell is one whatever its type."""
    total = np.zeros(len(frame), dtype="uint64")
    columns = [frame[name] for name in names]
    if isinstance(frame, gpd.GeoDataFrame):
        columns += [pd.Series(side) for side in np.round(shapely.bounds(frame.geometry.to_numpy()), 8).T]
    for column in columns:
        if pd.api.types.is_datetime64_any_dtype(column.dtype):
            cells: Any = column.astype("int64").to_numpy()
        elif pd.api.types.is_numeric_dtype(column.dtype):
            cells = column.astype("Float64").to_numpy("float64", na_value=np.nan)
        else:
            cells = column.where(column.notna(), "").astype(str).str.strip().to_numpy(object)
        empty = column.isna().to_numpy() | (cells == "" if cells.dtype == object else False)
        hashes = pd.util.hash_array(cells)
        hashes[empty] = 0
        total = total * np.uint64(1_099_511_628_211) + hashes
    return total


def _named_as(fresh: pd.DataFrame, former: pd.DataFrame) -> pd.DataFrame:
    """The file's columns under the names that the table gave them: databases know no case."""
    labels = [name for name in fresh.columns if name != "geometry"]
    there = {str(name).lower(): name for name in former.columns}
    names = {label: there.get(name.lower(), name) for label, name in zip(labels, stored_names(labels))}
    return fresh.rename(columns=names)


def _bare(column: pd.Series) -> pd.Series:
    """Whole numbers and flags as objects where they would become fractions beside an empty cell."""
    return column.astype(object) if column.dtype.kind in "iub" else column


def _says_no_place(frame: pd.DataFrame) -> bool:
    return not {"lon_raw", "lat_raw"} & set(frame.columns) and bool(frame.geometry.isna().all())


def _must_be_one_family(former: pd.DataFrame, fresh: pd.DataFrame, table: str) -> None:
    families = []
    for frame in (former, fresh):
        shapes = frame.geometry.to_numpy() if isinstance(frame, gpd.GeoDataFrame) else []
        families.append({_FAMILY[n] for n in np.unique(shapely.get_type_id(shapes)).tolist() if n in _FAMILY})
    if len(families[0]) == 1 and families[1] and families[0] != families[1]:
        (held,), given = families[0], sorted(families[1])[0]
        text = N_(
            "The table '{table}' holds {held}, the file {given}: a layer holds one of them. Replace the table, or name "
            "another one such as {table}_2."
        )
        raise CoreError(text, table=table, held=CoreError(_WORDS[held]), given=CoreError(_WORDS[given]))
