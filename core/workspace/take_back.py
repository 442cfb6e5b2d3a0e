"""A decision taken back by whoever took it: what stood before stands again, and the log keeps both."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ..errors import N_, CoreError
from .decide import must_be_as_seen, settle, standing
from .life import DECIDED, FORMER, with_life
from .session import Session
from .statements import select, update
from .workspace import DECISIONS, Workspace, now


def take_back(workspace: Workspace, findings: pd.DataFrame, who: str) -> pd.DataFrame:
    """Undo the last decision on each of these findings; the rows of `findings` as they stand afterwards.

    findings: rows of `read(workspace, "findings")` as they stand, decided last by `who`. The log says who took back, then
    repeats the decision that stands again, in the name and with the time of whoever took it. All or, on a Conflict (somebody
    decided since, or a check ran), none. CoreError where a decision is another's.
    """
    rows = findings.drop_duplicates(["checked_by", "key"]).sort_values(["checked_by", "key"])
    if (rows["version"] < 1).any() or (rows["who"] != who).any():
        raise CoreError(N_("Only the last decision of one's own can be taken back."))
    at = now()
    with workspace.backing.writing() as session:
        session.lock(shared=True)
        must_be_as_seen(session, rows)
        withdrawn = [_withdrawn(row, who, at) for row in rows.to_dict("records")]
        former = {(row["checked_by"], row["key"]): _former(session, row) for row in withdrawn}
        settle(session, withdrawn, withdrawn)
        again = [{**found, "version": row["version"] + 1} for row in withdrawn if (found := former[_of(row)])]
        settle(session, again, again)
        return _lived(session, rows, standing(session, withdrawn))


def _of(row: dict[str, Any]) -> tuple[str, str]:
    return row["checked_by"], row["key"]


def _withdrawn(row: dict[str, Any], who: str, at: str) -> dict[str, Any]:
    kept = {name: row[name] if isinstance(row.get(name), str) else None for name in DECISIONS}
    decided = {"state": "open", "verifies": None, "reason": None, "who": who, "decided_at": at}
    return {**kept, **decided, "run": int(row["run"]), "version": int(row["version"]) + 1}


def _former(session: Session, row: dict[str, Any]) -> dict[str, Any] | None:
    """The decision before the one that is taken back; None where there was none."""
    sql = select(DECISIONS, "decision_log", "WHERE checked_by = ? AND key = ? AND version = ?")
    found = session.rows(sql, *_of(row), row["version"] - 2)
    return dict(zip(DECISIONS, found[-1])) if found else None


def _lived(session: Session, rows: pd.DataFrame, decided: pd.DataFrame) -> pd.DataFrame:
    """The findings with the states that follow from the decisions that stand now, written so."""
    parts = [
        with_life(part, decided[decided["checked_by"] == check], int(run))
        for (check, run), part in rows.groupby(["checked_by", "run"], sort=False)
    ]
    table = pd.concat(parts)
    names = [*DECIDED, *FORMER]
    sql = update("findings", names, "checked_by = ? AND key = ?")
    cells = table[[*names, "checked_by", "key"]].astype(object)
    session.many(sql, cells.where(cells.notna(), None).to_numpy().tolist())
    return table
