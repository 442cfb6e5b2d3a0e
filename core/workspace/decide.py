"""Decisions on findings: who, when and why, every one kept, none lost between two people."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ..errors import N_, CoreError
from .session import Session, frame_of
from .statements import insert, select, update
from .tables import STATES
from .workspace import DECISIONS, Workspace, now

_SHOWN = ["rule", "aspect", "feature", "other", "label"]
STATE_WORDS = {"open": N_("open"), "fixed": N_("fixed"), "excepted": N_("excepted"), "verified": N_("verified")}


class Conflict(CoreError):
    """Somebody else decided, or a check ran, since these findings were read. Nothing was written.

    `standing`: the decisions that stand now (columns of `decisions`), for the user to look at and decide again.
    """

    def __init__(self, text: str, standing: pd.DataFrame, **values: Any) -> None:
        super().__init__(text, **values)
        self.standing = standing


def decide(workspace: Workspace, findings: pd.DataFrame, state: str, who: str, reason: str = "") -> pd.DataFrame:
    """Give findings a state; the decisions as they stand afterwards.

    findings: rows of `read(workspace, "findings")` or of `decisions`, as the user saw them. state: open (takes a
    decision back), fixed, excepted (needs a reason), verified (confirms what is fixed or excepted, by someone else).
    All are decided or, on a Conflict, none: a row whose version is no more what was read was decided by another.
    """
    rows = findings.drop_duplicates(["checked_by", "key"]).sort_values(["checked_by", "key"])  # one order: no deadlock
    who, reason = who.strip(), reason.strip()
    _must_be_sensible(rows, state, who, reason)
    at = now()
    with workspace.backing.writing() as session:
        session.lock(shared=True)
        must_be_as_seen(session, rows)
        taken = [_taken(row, state, who, reason, at) for row in rows.to_dict("records")]
        settle(session, taken, taken)
        return standing(session, taken)


def settle(session: Session, taken: list[dict[str, Any]], log: list[dict[str, Any]]) -> None:
    """Let decisions stand, each following the version before it, and log them; Conflict where one was decided since."""
    late = [row for row in taken if not _written(session, row)]
    if late:
        raise _conflict(standing(session, late), late)
    session.many(insert("decision_log", DECISIONS), [[row[name] for name in DECISIONS] for row in log])
    if session.has("findings"):
        sql = (
            "UPDATE findings SET state = ?, verifies = ?, reason = ?, who = ?, decided_at = ?, version = ?, "
            "former_state = NULL, former_reason = NULL, former_who = NULL, former_decided_at = NULL "
            "WHERE checked_by = ? AND key = ?"
        )
        names = ("state", "verifies", "reason", "who", "decided_at", "version", "checked_by", "key")
        session.many(sql, [[row[name] for name in names] for row in taken])


def decisions(workspace: Workspace) -> pd.DataFrame:
    """The last decision on each finding that was ever decided, also of those that are gone."""
    with workspace.backing.reading() as session:
        return frame_of(session.rows(select(DECISIONS, "decisions", "ORDER BY fid")), DECISIONS)


def decision_log(workspace: Workspace) -> pd.DataFrame:
    """Every decision ever taken, in order."""
    with workspace.backing.reading() as session:
        return frame_of(session.rows(select(DECISIONS, "decision_log", "ORDER BY fid")), DECISIONS)


def _must_be_sensible(rows: pd.DataFrame, state: str, who: str, reason: str) -> None:
    if state not in STATES:
        text = N_("There is no state '{state}'. Known: {known}.")
        raise CoreError(text, state=state, known=", ".join(STATES))
    if not who:
        raise CoreError(N_("A decision needs the name of who takes it."))
    if state == "excepted" and not reason:
        raise CoreError(N_("An exception needs a reason."))
    if state == "verified":
        if not rows["state"].isin(["fixed", "excepted"]).all():
            raise CoreError(N_("Only what is fixed or excepted can be verified."))
        if (rows["who"].astype(str).str.casefold() == who.casefold()).any():
            raise CoreError(N_("Somebody else must verify: {who} took the decision."), who=who)


def _taken(row: dict[str, Any], state: str, who: str, reason: str, at: str) -> dict[str, Any]:
    """The decision as a row; one that verifies keeps the reason that it confirms."""
    kept = row.get("reason") if state == "verified" and not reason else reason
    return {
        **{name: row[name] if isinstance(row.get(name), str) else None for name in (*_SHOWN, "checked_by", "key")},
        "state": state,
        "verifies": row["state"] if state == "verified" else None,
        "reason": kept if isinstance(kept, str) and kept else None,
        "who": who,
        "decided_at": at,
        "fingerprint": row["fingerprint"],
        "run": int(row["run"]),
        "version": int(row["version"]) + 1,
    }


def must_be_as_seen(session: Session, rows: pd.DataFrame) -> None:
    """Conflict where a check ran since and found something else."""
    if not session.has("findings") or "change" not in rows.columns:
        return
    changed = []
    for row in rows[["checked_by", "key", "fingerprint", "label"]].to_dict("records"):
        sql = "SELECT fingerprint FROM findings WHERE checked_by = ? AND key = ?"
        found = session.rows(sql, row["checked_by"], row["key"])
        if not found or found[0][0] != row["fingerprint"]:
            changed.append(row)
    if changed:
        text = N_("{count} findings were checked again since you read them, '{label}' first. Look again, then decide.")
        raise Conflict(
            text, standing(session, changed), count=len(changed), label=changed[0]["label"] or changed[0]["key"]
        )


def _written(session: Session, row: dict[str, Any]) -> bool:
    """Whether the decision could be written: nobody decided since the version that it follows."""
    if row["version"] == 1:
        sql = insert("decisions", DECISIONS, "ON CONFLICT (checked_by, key) DO NOTHING")
        return session.run(sql, *(row[name] for name in DECISIONS)) == 1
    names = ["state", "verifies", "reason", "who", "decided_at", "fingerprint", "run", "version"]
    sql = update("decisions", names, "checked_by = ? AND key = ? AND version = ?")
    place = (row["checked_by"], row["key"], row["version"] - 1)
    return session.run(sql, *(row[name] for name in names), *place) == 1


def standing(session: Session, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """The decisions on these findings as they stand now."""
    sql = select(DECISIONS, "decisions", "WHERE checked_by = ? AND key = ?")
    found = [row for one in rows for row in session.rows(sql, one["checked_by"], one["key"])]
    return frame_of(found, DECISIONS)


def _conflict(standing: pd.DataFrame, late: list[dict[str, Any]]) -> Conflict:
    first = standing.iloc[0] if len(standing) else pd.Series(late[0])
    return Conflict(
        N_(
            "{who} decided on '{label}' ({rule}) on {when}: {state}. {count} of your findings were decided by others since "
            "you read them; yours were not written. Look again, then decide."
        ),
        standing,
        who=first["who"],
        label=first["label"] or first["feature"] or first["key"],
        rule=first["rule"],
        when=str(first["decided_at"])[:16].replace("T", " "),
        state=CoreError(STATE_WORDS[first["state"]]),
        count=len(late),
    )
