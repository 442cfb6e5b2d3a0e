"""What changed in the inputs since a check last saw them: digests of rows, kept with the run that read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..errors import Progress, no_progress
from .columns import written
from .session import frame_of
from .workspace import Workspace, read

COLUMNS = ["layer", "feature", "digest"]
OF_FILES = ("fid", "source_fid", "layer_name")
"""Columns that say from which row of which file a row came, not what it is."""


@dataclass(frozen=True)
class Changed:
    """Since a check's last run: `rows`, ids of its own table that are other than they were, new or gone; `elsewhere`,
    what else is not what it was (names of tables, PROFILE, COMPLETE), or rows without ids: then all must be checked."""

    rows: list[str]
    elsewhere: list[str]


def seen_table(check: str) -> str:
    """The table that holds what a check saw."""
    return f"seen_{check}"


def digests(frame: pd.DataFrame, progress: Progress = no_progress) -> pd.Series:
    """A digest (uint64) of each row's filled cells and place (to 7 decimals), whatever the order and types of columns.

    An empty cell counts as a column that is not there; numbers count by value to 9 digits, not by type.
    """
    total = np.zeros(len(frame), dtype="uint64")
    kept = frame.drop(columns=[name for name in OF_FILES if name in frame.columns])
    for column in written(kept):
        progress(1.0)
        total += _hashed(column.name.lower(), [_text(value) for value in column.values])
    if isinstance(frame, gpd.GeoDataFrame) and frame._geometry_column_name in frame.columns:
        shapes = shapely.normalize(shapely.force_2d(frame.geometry.to_numpy().copy()))
        shapes[shapely.is_empty(shapes)] = None
        total += _hashed("geometry", list(shapely.to_wkt(shapes, rounding_precision=7)))
    return pd.Series(total, index=frame.index)


def _text(value: object) -> str:
    if value is None or value == "":
        return ""
    return f"{value:.9g}" if isinstance(value, (int, float)) else str(value)


def _hashed(name: str, texts: Sequence[object]) -> np.ndarray:
    """Of each cell with its column's name; 0 where it is empty."""
    cells = np.array([f"{name}={text}" if text else "" for text in texts], dtype=object)
    return np.where(cells == "", 0, pd.util.hash_array(cells, categorize=False)).astype("uint64")


def seen(
    tables: Mapping[str, pd.DataFrame],
    subject: str,
    id_column: str,
    facts: Mapping[str, str] | None = None,
    progress: Progress = no_progress,
) -> pd.DataFrame:
    """What a check looks at, as the rows of its table `seen_…`: COLUMNS, all text.

    tables: standard tables by name. Of `subject` each id has a row (rows without one: `#` and their number), of every other
    table the whole has one, with an empty feature; so has each of the `facts` (name -> text: the profile, for one).
    """
    rows: list[tuple[str, str, str]] = []
    for name, frame in tables.items():
        marks = digests(frame, progress)
        if name == subject:
            ids = own_ids(frame, id_column)
            together = marks.groupby(ids.to_numpy(), sort=False).sum()
            rows += zip([name] * len(together), together.index, (f"{mark:016x}" for mark in together))
        else:
            rows.append((name, "", f"{len(frame)}:{int(pd.util.hash_array(marks.to_numpy()).sum()):016x}"))
    for name, text in (facts or {}).items():
        rows.append((name, "", text))
    return frame_of(rows, COLUMNS)


def own_ids(frame: pd.DataFrame, id_column: str) -> pd.Series:
    """The rows' own ids as text; `#` and the number of the row where it has none."""
    numbers = pd.Series([f"#{n + 1}" for n in range(len(frame))], index=frame.index, dtype=object)
    if id_column not in frame.columns:
        return numbers
    ids = frame[id_column]
    return ids.astype(object).where(ids.notna(), numbers).astype(str)


def changed(before: pd.DataFrame, now: pd.DataFrame, subject: str) -> Changed:
    """Compare what a check saw (both as `seen` gives them)."""
    was, now_is = (table.set_index(["layer", "feature"])["digest"] for table in (before, now))
    both = pd.concat([was.rename("was"), now_is.rename("is")], axis=1)
    other = both[both["was"].fillna("") != both["is"].fillna("")].index.to_frame(index=False)
    own = other["layer"] == subject
    nameless = own & other["feature"].str.startswith("#")
    elsewhere = [*other.loc[~own, "layer"], *([subject] if nameless.any() else [])]
    return Changed(other.loc[own & ~nameless, "feature"].tolist(), elsewhere)


def last_seen(workspace: Workspace, check: str) -> pd.DataFrame:
    """What a check saw last, its parts that were checked anew since included. CoreError where it never ran."""
    table = read(workspace, seen_table(check))
    return table.assign(feature=table["feature"].fillna(""))


def partners(workspace: Workspace, check: str, features: Sequence[str]) -> list[str]:
    """The ids that share a finding of a check with one of these."""
    given = set(features)
    with workspace.backing.reading() as session:
        if not session.has("findings"):
            return []
        sql = "SELECT feature, other FROM findings WHERE checked_by = ? AND feature IS NOT NULL AND other IS NOT NULL"
        pairs = session.rows(sql, check)
    return sorted({mate for pair in pairs if given & set(pair) for mate in pair} - given)
