"""A county's workspace, in a GeoPackage or a PostGIS schema: inputs, results, findings with decisions, runs."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Callable, Optional, Union

import geopandas as gpd
import pandas as pd

from .. import metric
from ..errors import N_, CoreError, Progress, no_progress
from .geopackage import GeoPackage
from .history import Compared, compare_runs, remember
from .life import keyed, with_life
from .postgis import PostGIS, is_address
from .session import Backing, Session, frame_of
from .statements import delete, insert, select
from .tables import INDEXES, NUMBERS, OWN, PARTS, REPLACED_BY, VERSION, checked_name
from .upgrade import brought_up

RUNS = ["run", "algorithm", "checked_by", "profile", "stored_at", "tables", "record"]
DECISIONS = [
    "checked_by", "key", "rule", "aspect", "feature", "other", "label", "state", "verifies", "reason", "who",
    "decided_at", "fingerprint", "run", "version",
]  # fmt: skip


Revision = Callable[[Optional[pd.DataFrame]], Optional[pd.DataFrame]]
"""What makes a table of the former one, in EPSG:4490; None: there is none."""


@dataclass(frozen=True)
class Workspace:
    """An open workspace. `place`: the file, or the address of the schema without its password; nothing stays open."""

    backing: Backing
    title: str
    sample: bool

    @property
    def place(self) -> str:
        return self.backing.place

    @property
    def notes(self) -> list[CoreError]:
        """What the user should know of where it lies: a network drive, for one."""
        return self.backing.notes


def backing_of(place: str, password: Optional[str] = None) -> Backing:
    """The file or the schema that a place names."""
    return PostGIS(place, password) if is_address(place) else GeoPackage(place)


def create_workspace(place: str, title: str = "", sample: bool = False, password: Optional[str] = None) -> Workspace:
    """A new, empty workspace at a path that ends in .gpkg, or in a schema (`postgresql://user@host/db?schema=name`).

    `sample` marks made-up data. CoreError where there is something of this name, or it may not be written.
    """
    backing = backing_of(place, password)
    if isinstance(backing, GeoPackage) and backing.path.suffix.lower() != ".gpkg":
        raise CoreError(N_("The file of a workspace ends in .gpkg: '{file}' does not."), file=place)
    if isinstance(backing, GeoPackage) and backing.exists():
        raise CoreError(N_("There is already a file '{file}'."), file=place)
    with backing.making() as session:
        for table, columns in OWN.items():
            session.make_own(table, columns)
            if table in INDEXES:
                session.run(f"CREATE INDEX {table}_of ON {table} ({', '.join(INDEXES[table])})")
        words = {"version": str(VERSION), "title": title, "sample": str(int(sample)), "created_at": now()}
        session.many("INSERT INTO workspace (word, value) VALUES (?, ?)", list(words.items()))
    return Workspace(backing, title, sample)


def open_workspace(place: str, password: Optional[str] = None) -> Workspace:
    """The workspace at a path or in a schema; one of an older version is brought up to date first (`upgrade.py`).

    CoreError where there is none, or it was made by a newer version.
    """
    backing = backing_of(place, password)
    words = brought_up(backing)
    return Workspace(backing, words.get("title") or "", words.get("sample") == "1")


def store(
    workspace: Workspace,
    table: str,
    frame: pd.DataFrame,
    record: Union[str, Mapping[str, Any]] = "",
    features: Optional[Sequence[str]] = None,
    progress: Progress = no_progress,
) -> int:
    """Keep one table of a run; see `store_all`."""
    return store_all(workspace, {table: frame}, record, features, progress)


def store_all(
    workspace: Workspace,
    frames: Mapping[str, Union[pd.DataFrame, Revision]],
    record: Union[str, Mapping[str, Any]] = "",
    features: Optional[Sequence[str]] = None,
    progress: Progress = no_progress,
    after: Optional[int] = None,
) -> int:
    """Keep the tables of a run and its record, all or nothing; the number of the run.

    A table takes the place of the former one of its name; a revision is asked for it once nobody else can write.
    `findings` takes the place of the former findings of the same check (the record's `checked_by`, else its algorithm);
    decisions are kept and apply as long as a finding is what it was.
    `features`: the ids that alone were checked anew: only findings on them (or with them as the other one) are replaced,
    and of the tables in PARTS only their rows and those that the frame brings. `snapshots` replaces the same day, county,
    target and source.
    Frames may be in any CRS and are kept in EPSG:4490. `after`: the run that last stored any of these tables (`last_run`)
    when they were read, for what a person edited. CoreError where somebody else stored one since, or nothing could be
    written: then nothing was.
    """
    for table in frames:
        checked_name(table)
    facts, text = _record(record)
    check = facts.get("checked_by") or str(facts.get("algorithm", "")).split(":")[-1]
    checked_by = str(check) if "findings" in frames else ""
    ready = {
        table: frame if callable(frame) else _settled(_in_degrees(frame, table), table)
        for table, frame in frames.items()
    }
    profile = str(facts.get("profile") or "")
    with workspace.backing.writing() as session:
        session.lock()
        if after is not None and _last_run(session, frames) != after:
            text = N_("Somebody else stored '{table}' since you read it. Nothing was written: open it again.")
            raise CoreError(text, table=", ".join(frames))
        run = note_run(session, str(facts.get("algorithm", "")), list(frames), checked_by, profile, text)
        for number, (table, frame) in enumerate(ready.items()):

            def share(done: float, number: int = number) -> None:
                progress((number + done) / len(ready))

            if callable(frame):
                frame = frame(session.read(table) if session.has(table) else None)
            if frame is None:
                session.drop(table)
            elif table == "findings":
                _store_findings(session, frame, checked_by, profile, run, features, share)
            elif table in REPLACED_BY and session.has(table):
                _replace_rows(session, table, frame, share)
            elif features is not None and table in PARTS and session.has(table):
                _replace_parts(session, table, frame, features, share)
            else:
                session.put(table, frame, share)
    return run


def note_run(
    session: Session, algorithm: str, names: Sequence[str], checked_by: str = "", profile: str = "", record: str = ""
) -> int:
    """A line of `runs` for tables that are written now; its number."""
    columns = ["algorithm", "checked_by", "profile", "stored_at", "tables", "record"]
    session.run(insert("runs", columns), algorithm, checked_by, profile, now(), ";".join(names), record)
    return int(session.rows("SELECT max(fid) FROM runs")[0][0])


def _store_findings(
    session: Session, frame: pd.DataFrame, checked_by: str, profile: str, run: int, features: Any, progress: Progress
) -> None:
    table = keyed(frame, checked_by, profile)
    known = session.rows(select(DECISIONS, "decisions", "WHERE checked_by = ?"), checked_by)
    table = with_life(table, frame_of(known, DECISIONS), run)
    table["change"] = remember(session, table, checked_by, run, features)
    if session.has("findings"):
        if features is None:
            session.run("DELETE FROM findings WHERE checked_by = ?", checked_by)
        else:
            gone = [(checked_by, str(feature), str(feature)) for feature in features]
            session.many("DELETE FROM findings WHERE checked_by = ? AND (feature = ? OR other = ?)", gone)
    session.add("findings", table, progress)


def _replace_rows(session: Session, table: str, frame: pd.DataFrame, progress: Progress) -> None:
    names = [name for name in REPLACED_BY[table] if name in frame.columns]
    keys = frame[names].drop_duplicates()
    for name in names:
        if str(keys[name].dtype).startswith("datetime"):
            keys[name] = keys[name].dt.strftime("%Y-%m-%d")
    match = " AND ".join(f"{name} = ?" if name == "date" else f"coalesce({name}, '') = ?" for name in names)
    rows = keys.astype(object).where(keys.notna(), "").to_numpy().tolist()
    session.many(delete(table, match), rows)
    session.add(table, frame, progress)


def _replace_parts(
    session: Session, table: str, frame: pd.DataFrame, features: Sequence[str], progress: Progress
) -> None:
    names = PARTS[table]
    brought = frame[names[0]].dropna().astype(str) if len(names) == 1 else ()  # a row may be in two pairs
    ids = {*map(str, features), *brought}
    where = " OR ".join(f"{name} = ?" for name in names)
    session.many(delete(table, where), [[one] * len(names) for one in sorted(ids)])
    session.add(table, frame, progress)


def read(workspace: Workspace, table: str) -> pd.DataFrame:
    """A table as it was stored: a GeoDataFrame in EPSG:4490, or a DataFrame. CoreError where it is not there yet.

    `findings` has the findings of all checks, each with its state, the decision behind it and, where that no longer
    holds, the former one (`life.LIFE`).
    """
    with workspace.backing.reading() as session:
        if not session.has(checked_name(table)):
            text = N_("The workspace '{name}' has no table '{table}' yet.")
            raise CoreError(text, name=workspace.backing.name, table=table)
        return session.read(table)


def tables(workspace: Workspace) -> list[str]:
    """The names of the tables with inputs and results, in the order in which they came."""
    with workspace.backing.reading() as session:
        return [name for name in session.tables() if name not in OWN and name != "workspace"]


def runs(workspace: Workspace) -> pd.DataFrame:
    """The runs whose results were stored, the last first: run, algorithm, checked_by, profile, stored_at, tables, record."""
    sql = "SELECT fid, algorithm, checked_by, profile, stored_at, tables, record FROM runs ORDER BY fid DESC"
    with workspace.backing.reading() as session:
        return frame_of(session.rows(sql), RUNS)


def last_run(workspace: Workspace, table: str) -> int:
    """The number of the run that last stored a table; 0 where none did."""
    with workspace.backing.reading() as session:
        return _last_run(session, [table])


def compare(
    workspace: Workspace, run: Optional[int] = None, former: Optional[int] = None, checked_by: str = ""
) -> Compared:
    """What is new, gone and still there between two runs of a check; by default its last two.

    `checked_by`: the name of the algorithm, where the last run of any will not do.
    """
    with workspace.backing.reading() as session:
        return compare_runs(session, run, former, checked_by)


def now() -> str:
    """This moment as ISO text with its zone, to the second."""
    return dt.datetime.now().astimezone().isoformat(timespec="seconds")


def _last_run(session: Session, names: Iterable[str]) -> int:
    wanted = set(names)
    stored = session.rows("SELECT fid, tables FROM runs ORDER BY fid DESC")
    return next((int(run) for run, text in stored if wanted & set(text.split(";"))), 0)


def _record(record: Union[str, Mapping[str, Any]]) -> tuple[Mapping[str, Any], str]:
    if isinstance(record, str):
        return (json.loads(record) if record else {}), record or "{}"
    return record, json.dumps(dict(record), ensure_ascii=False, default=str)


def _in_degrees(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    if not isinstance(frame, gpd.GeoDataFrame) or frame._geometry_column_name not in frame.columns:
        return frame
    return frame if metric.degrees() == frame.crs else metric.to_degrees(frame, table)


def _settled(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """The frame with the types that its rows have in every run, where rows of several runs stand together."""
    if table not in NUMBERS:
        return frame
    numbers = {n: pd.to_numeric(frame[n], errors="coerce").astype("float64") for n in NUMBERS[table] if n in frame}
    empty = [name for name in frame.columns if name not in numbers and frame[name].isna().all()]
    places = frame._geometry_column_name if isinstance(frame, gpd.GeoDataFrame) else None
    words = {name: pd.Series(None, index=frame.index, dtype=object) for name in empty if name not in (places, "date")}
    return frame.assign(**numbers, **words)
