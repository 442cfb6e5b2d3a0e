"""What a workspace holds: the tables of the algorithms, and its own."""

from __future__ import annotations

import re
import unicodedata

from ..errors import N_, CoreError
from ..schema import table_kinds

VERSION = 2
"""Of the layout of the workspace's own tables. Raise it with a step in upgrade.py, never without."""

RESULTS = (
    "findings", "reviewed", "extents", "compared", "areas", "points", "excluded", "requests", "progress", "matches", "answers",
    "counted", "coverage", "assessed", "gaps", "summary", "targets", "shortfalls", "parts", "ranked", "snapshots", "candidates", "seen",
)  # fmt: skip
REFERENCE = ("coast", "islands", "border", "claimed")
"""Outlines and operators' polygons, which are no kind of table and which coverage needs."""

LONGEST = 50
STATES = ("open", "fixed", "excepted", "verified")

OWN = {
    "workspace": "word TEXT NOT NULL UNIQUE, value TEXT",
    "runs": (
        "algorithm TEXT NOT NULL, checked_by TEXT NOT NULL, profile TEXT NOT NULL, stored_at TEXT NOT NULL, "
        "tables TEXT NOT NULL, record TEXT NOT NULL"
    ),
    "decisions": (
        "checked_by TEXT NOT NULL, key TEXT NOT NULL, rule TEXT, aspect TEXT, feature TEXT, other TEXT, label TEXT, "
        "state TEXT NOT NULL, verifies TEXT, reason TEXT, who TEXT NOT NULL, decided_at TEXT NOT NULL, "
        "fingerprint TEXT NOT NULL, run INTEGER NOT NULL, version INTEGER NOT NULL, UNIQUE (checked_by, key)"
    ),
    "decision_log": (
        "checked_by TEXT NOT NULL, key TEXT NOT NULL, rule TEXT, aspect TEXT, feature TEXT, other TEXT, label TEXT, "
        "state TEXT NOT NULL, verifies TEXT, reason TEXT, who TEXT NOT NULL, decided_at TEXT NOT NULL, "
        "fingerprint TEXT NOT NULL, run INTEGER NOT NULL, version INTEGER NOT NULL"
    ),
    "finding_history": (
        "checked_by TEXT NOT NULL, key TEXT NOT NULL, fingerprint TEXT NOT NULL, first_run INTEGER NOT NULL, "
        "last_run INTEGER NOT NULL, rule TEXT, aspect TEXT, severity TEXT, feature TEXT, other TEXT, label TEXT, "
        "message TEXT"
    ),
    "viewed": (
        "county TEXT NOT NULL, target TEXT NOT NULL, unit TEXT NOT NULL, state TEXT NOT NULL, viewed_at TEXT NOT NULL, "
        "UNIQUE (county, target, unit)"
    ),
}
"""The workspace's own tables, in the SQL that SQLite and PostgreSQL share; each also has a number `fid`."""

INDEXES = {
    "findings": ("checked_by", "key"),
    "finding_history": ("checked_by", "last_run"),
    "decision_log": ("checked_by", "key"),
}
REPLACED_BY = {"snapshots": ("date", "county", "target", "source")}
"""Tables that grow by day: a row takes the place of the one with the same values here; all others are replaced as a whole."""

PARTS = {
    "reviewed": ("application_id",), "reviewed_register": ("resource_id",), "extents": ("feature", "other"),
    "extents_plan": ("feature", "other"), "seen_checkapplications": ("feature",), "seen_checkplan": ("feature",),
    "seen_checkregister": ("feature",),
}  # fmt: skip
"""Tables of which a run that looked at some features alone replaces their rows only, and by which columns they are known."""

NUMBERS = {
    "findings": ("measured", "limit"),
    "snapshots": ("value", "numerator", "denominator", "unknown", "target_value"),
}
"""What is a number in tables that keep rows of several runs: a run in which a column is empty must not settle its type."""


def table_name(kind: str, of: str = "") -> str:
    """The name of a table: what it is, and of what where there are several (`assessed`, 'routes 5G': assessed_routes_5g)."""
    text = unicodedata.normalize("NFKC", of).lower()
    suffix = "_".join(re.findall(r"\w+", text.replace("_", " ")))
    while len(f"{kind}_{suffix}".encode()) > LONGEST:  # bytes: PostgreSQL counts them
        suffix = suffix[:-1]
    return checked_name(f"{kind}_{suffix}" if suffix else kind)


def kind_of(table: str) -> str:
    """What a table is: the kind, result or outline that its name begins with; '' when it is none."""
    known = (*table_kinds(), *RESULTS, *REFERENCE)
    found = [name for name in known if table == name or table.startswith(f"{name}_")]
    return max(found, key=len, default="")


def checked_name(table: str) -> str:
    """The name itself; CoreError where it is no table of a workspace, or one that only the workspace writes."""
    if table in OWN or not kind_of(table) or not re.fullmatch(r"\w+", table) or len(table.encode()) > LONGEST:
        text = N_("A workspace has no table '{table}'. It holds: {known}; a name may go on with _ and a word.")
        raise CoreError(text, table=table, known=", ".join((*table_kinds(), *RESULTS, *REFERENCE)))
    return table
