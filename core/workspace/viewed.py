"""Which of the places that fail a target somebody has looked at, kept with the workspace: a walk goes on where it ended."""

from __future__ import annotations

from collections.abc import Mapping

from .statements import delete, insert
from .workspace import Workspace, now

_NAMES = ("county", "target", "unit", "state", "viewed_at")


def viewed(workspace: Workspace, county: str, target: str) -> dict[str, str]:
    """Unit -> the state in which it was looked at: what has changed since is to be looked at again."""
    sql = "SELECT unit, state FROM viewed WHERE county = ? AND target = ?"
    with workspace.backing.reading() as session:
        return dict(session.rows(sql, county, target))


def mark_viewed(workspace: Workspace, county: str, target: str, units: Mapping[str, str], looked: bool = True) -> None:
    """Keep (or take back) that these units were looked at, each in the state that it has now."""
    at = now()
    with workspace.backing.writing() as session:
        session.lock(shared=True)
        session.many(
            delete("viewed", "county = ? AND target = ? AND unit = ?"), [(county, target, unit) for unit in units]
        )
        if looked:
            rows = [(county, target, unit, state, at) for unit, state in units.items()]
            session.many(insert("viewed", _NAMES, "ON CONFLICT (county, target, unit) DO NOTHING"), rows)
