"""What a report is drawn up from: the tables of a workspace, of one county or of all, for the office or the public."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Optional

import geopandas as gpd
import pandas as pd

from ..errors import N_, CoreError, Progress, no_progress
from ..schema import plain
from ..workspace.history import Compared
from ..workspace.tables import RESULTS, kind_of
from ..workspace.workspace import Workspace, compare, read, runs, tables
from .public import public_table

_NEEDED = (
    "counties", "townships", "coast", "islands", "applications", "resources", "findings", "reviewed", "progress", "gaps",
    "summary", "targets", "shortfalls", "snapshots", "candidates",
)  # fmt: skip
_COUNTED = ("resources", "statistics", "tasks")
"""Tables of which reports show sums alone: these are the same in both versions."""


_PARTS = ("new", "gone", "still")


@dataclass(frozen=True)
class Contents:
    """The tables of a workspace by their names, filtered; codes of counties have become names.

    `county`: the name of the one county, '' for all. `left_out`: rows that the public version does not show.
    """

    tables: Mapping[str, pd.DataFrame]
    runs: pd.DataFrame
    title: str
    sample: bool
    county: str
    public: bool
    left_out: int
    compared: tuple[Compared, ...] = field(default=())

    def all_of(self, kind: str) -> list[tuple[str, pd.DataFrame]]:
        """The tables of a kind (`gaps`: gaps, gaps_roads …), as name and table."""
        return [(name, table) for name, table in self.tables.items() if kind_of(name) == kind]

    def joined(self, kind: str, with_column: str = "") -> pd.DataFrame:
        """The rows of all tables of a kind in one table; empty where there is none.

        `with_column`: only of tables that have it (`reviewed` of applications have an opinion, of the register none).
        """
        frames = [frame for _, frame in self.all_of(kind) if len(frame) and with_column in (*frame.columns, "")]
        if not frames:
            return pd.DataFrame()
        spatial = [frame for frame in frames if isinstance(frame, gpd.GeoDataFrame)]
        whole = pd.concat([frame.dropna(axis="columns", how="all") for frame in frames], ignore_index=True)
        names = dict.fromkeys(name for frame in frames for name in frame.columns)
        whole = whole.reindex(columns=list(names))  # a column without any value is still a column
        if spatial and not isinstance(whole, gpd.GeoDataFrame) and "geometry" in whole.columns:
            whole = gpd.GeoDataFrame(whole, geometry="geometry", crs=spatial[0].crs)
        return whole


def read_contents(
    workspace: Workspace,
    county: str = "",
    public: bool = False,
    coarse_decimals: int = 3,
    progress: Progress = no_progress,
) -> Contents:
    """The tables of a workspace that reports use; of one county where it is named by name or code.

    CoreError where the workspace does not know the county.
    """
    frames, left_out = {}, 0
    names = [name for name in tables(workspace) if kind_of(name) in _NEEDED]
    known = read(workspace, "counties") if "counties" in names else pd.DataFrame({"code": [], "name": []})
    code, chosen = _county(known, county)
    townships = read(workspace, "townships") if "townships" in names else pd.DataFrame()
    elsewhere = _townships_elsewhere(townships, code)
    for number, name in enumerate(names):
        progress(number / len(names))
        frame = _of_county(read(workspace, name), kind_of(name), code, chosen, elsewhere)
        if public and kind_of(name) not in _COUNTED:
            frame, hidden = public_table(frame, kind_of(name), coarse_decimals)
            left_out += hidden if kind_of(name) in RESULTS else 0
        frames[name] = _with_names(frame, known) if kind_of(name) not in ("counties", "townships") else frame
    return Contents(
        frames,
        runs(workspace),
        workspace.title,
        workspace.sample,
        chosen,
        public,
        left_out,
        tuple(_two_runs(workspace, frames.get("findings"), coarse_decimals if public else None)),
    )


def facts_of(record: str) -> Mapping[str, Any]:
    """A run record as a mapping; empty where it is none."""
    try:
        facts = json.loads(record or "{}")
    except ValueError:
        return {}
    return facts if isinstance(facts, dict) else {}


def _county(known: pd.DataFrame, county: str) -> tuple[Optional[str], str]:
    if not county.strip():
        return None, str(known["name"].iloc[0]) if len(known) == 1 else ""
    for row in known.itertuples():
        if plain(county) in (plain(row.code), plain(row.name)):
            return str(row.code), str(row.name)
    text = N_("The workspace has no county '{county}'. It has: {known}.")
    raise CoreError(text, county=county, known=", ".join(map(str, known["name"])) or "–")


def _townships_elsewhere(townships: pd.DataFrame, code: Optional[str]) -> frozenset[str]:
    """The names of townships that lie in other counties and in none of this name here."""
    if code is None or not {"name", "county"} <= set(townships.columns):
        return frozenset()
    here = townships["county"].astype(str) == code
    return frozenset(townships.loc[~here, "name"]) - frozenset(townships.loc[here, "name"])


def _of_county(
    frame: pd.DataFrame, kind: str, code: Optional[str], name: str, elsewhere: frozenset[str]
) -> pd.DataFrame:
    """The rows of a county; a row that names neither county nor township stays."""
    if code is None or kind in ("counties", "townships", "coast", "islands"):
        return frame
    if "county" in frame.columns:
        return frame[frame["county"].isna() | frame["county"].astype(str).isin([code, name])].reset_index(drop=True)
    if kind == "progress" and {"area", "level"} <= set(frame.columns):
        mine = (frame["area"] == name) | (frame["level"].eq("township") & ~frame["area"].isin(elsewhere))
        return frame[mine].reset_index(drop=True)
    if "township" in frame.columns:
        return frame[~frame["township"].isin(elsewhere)].reset_index(drop=True)
    return frame


def _with_names(frame: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    if "county" not in frame.columns or known.empty:
        return frame
    named = dict(zip(known["code"].astype(str), known["name"]))
    return frame.assign(county=frame["county"].map(lambda code: named.get(str(code), code), na_action="ignore"))


def _two_runs(
    workspace: Workspace, findings: Optional[pd.DataFrame], coarse_decimals: Optional[int]
) -> Iterable[Compared]:
    """The last two runs of each check, where there are two; with `coarse_decimals` as the public may see them."""
    if findings is None or "checked_by" not in findings.columns:
        return
    kept = runs(workspace)
    for check in sorted(set(findings["checked_by"].dropna())):
        if (kept["checked_by"] == check).sum() > 1:
            found = compare(workspace, checked_by=check)
            if coarse_decimals is not None:
                shown = {part: public_table(getattr(found, part), "findings", coarse_decimals)[0] for part in _PARTS}
                found = replace(found, **shown)
            yield found
