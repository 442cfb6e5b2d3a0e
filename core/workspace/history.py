"""Which findings each run had: kept as spans of runs, so that two runs can be compared long after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Optional

import pandas as pd

from ..errors import N_, CoreError
from .life import SHOWN
from .session import Session, frame_of
from .statements import insert, select

_COLUMNS = ["checked_by", "key", "fingerprint", "first_run", "last_run", *SHOWN]


@dataclass(frozen=True)
class Compared:
    """Findings of two runs of one check, a row for each key: new, gone (as the former run had it) and still there.

    `still` has `changed`: whether measured value, place, limit, severity or profile are not what they were.
    """

    run: int
    former: int
    new: pd.DataFrame
    gone: pd.DataFrame
    still: pd.DataFrame


def remember(
    session: Session, findings: pd.DataFrame, checked_by: str, run: int, features: Optional[Sequence[str]]
) -> pd.Series:
    """Keep what a run found; for each finding whether it is new, still there or changed since the run before.

    `features`: the only ones that were looked at; what was known of others stays as it is.
    """
    earlier = session.rows("SELECT max(fid) FROM runs WHERE checked_by = ? AND fid < ?", checked_by, run)[0][0]
    sql = "SELECT fid, key, fingerprint, feature, other FROM finding_history WHERE checked_by = ? AND last_run = ?"
    known = frame_of(session.rows(sql, checked_by, earlier or 0), ["fid", "key", "fingerprint", "feature", "other"])
    now = findings.drop_duplicates("key")
    before = known.set_index("key")["fingerprint"]
    same = now["key"].map(before) == now["fingerprint"]
    looked_at = pd.Series(True, index=known.index)
    if features is not None:
        looked_at = known["feature"].isin(features) | known["other"].isin(features)
    over = looked_at & ~known["key"].isin(now.loc[same, "key"])
    session.run(
        "UPDATE finding_history SET last_run = ? WHERE checked_by = ? AND last_run = ?", run, checked_by, earlier or 0
    )
    session.many(
        "UPDATE finding_history SET last_run = ? WHERE fid = ?", [(earlier, int(f)) for f in known.loc[over, "fid"]]
    )
    fresh = now[~same].assign(first_run=run, last_run=run)
    rows = zip(*(_cells(fresh, name) for name in _COLUMNS))
    session.many(insert("finding_history", _COLUMNS), list(rows))
    had = findings["key"].isin(before.index)
    unchanged = findings["key"].map(before) == findings["fingerprint"]
    change = pd.Series("new", index=findings.index, dtype=object)
    return change.mask(had, "changed").mask(had & unchanged, "still")


def compare_runs(session: Session, run: Optional[int], former: Optional[int], checked_by: str) -> Compared:
    """See `workspace.compare`."""
    runs = session.rows("SELECT fid, checked_by FROM runs WHERE checked_by <> '' ORDER BY fid")
    of_run = dict(runs)
    if run is None:
        run = max((number for number, check in runs if checked_by in ("", check)), default=None)
    if run is None or run not in of_run:
        raise CoreError(N_("There is no such run with findings in the workspace."))
    if former is None:
        former = max((number for number, check in runs if check == of_run[run] and number < run), default=None)
    if former is None:
        raise CoreError(N_("There is no earlier run of this check to compare with."))
    if of_run.get(former) != of_run[run]:
        raise CoreError(N_("The two runs are not runs of one check: they cannot be compared."))
    then, now = (_present(session, of_run[run], number) for number in (former, run))
    still = now[now["key"].isin(then["key"])].reset_index(drop=True)
    still["changed"] = still["key"].map(then.set_index("key")["fingerprint"]) != still["fingerprint"]
    new = now[~now["key"].isin(then["key"])].reset_index(drop=True)
    gone = then[~then["key"].isin(now["key"])].reset_index(drop=True)
    return Compared(run, former, new, gone, still)


def gone_since(session: Session, checked_by: str) -> pd.DataFrame:
    """The findings of the run before the last one of a check that the last one has no more; as `Compared.gone`, but at once."""
    ran = session.rows("SELECT fid FROM runs WHERE checked_by = ? ORDER BY fid DESC LIMIT 2", checked_by)
    names = ["checked_by", "key", "fingerprint", *SHOWN]
    if len(ran) < 2:
        return frame_of([], names)
    (run,), (former,) = ran
    ended = (
        "WHERE checked_by = ? AND first_run <= ? AND last_run >= ? AND last_run < ? AND key NOT IN "
        "(SELECT key FROM finding_history WHERE checked_by = ? AND first_run <= ? AND last_run >= ?) ORDER BY fid"
    )
    values = (checked_by, former, former, run, checked_by, run, run)
    return frame_of(session.rows(select(names, "finding_history", ended), *values), names)


def _present(session: Session, checked_by: str, run: int) -> pd.DataFrame:
    names = ["checked_by", "key", "fingerprint", *SHOWN]
    sql = select(names, "finding_history", "WHERE checked_by = ? AND first_run <= ? AND last_run >= ? ORDER BY fid")
    return frame_of(session.rows(sql, checked_by, run, run), names)


def _cells(frame: pd.DataFrame, name: str) -> list[Any]:
    if name not in frame.columns:
        return [None] * len(frame)
    column = frame[name]
    return column.astype(object).where(column.notna(), None).tolist()
