"""Only what changed checked anew: which rows those are, and what of a run's results then takes the former one's place."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

import numpy as np
import pandas as pd

from ..core.checks.case import Case
from ..core.checks.collected import Checked
from ..core.checks.inputs import complete_kinds
from ..core.checks.profile import load_profile
from ..core.errors import N_, CoreError, Progress, no_progress
from ..core.schema import table_kind
from ..core.workspace.changed import Changed, changed, last_seen, partners, seen, seen_table
from ..core.workspace.workspace import read, tables
from .base import Algorithm
from .parameters import Input, Table, text_input
from .rule_inputs import TABLES
from .sources import as_kind
from .workspace_inputs import algorithm, parameters
from .workspaces import open_place

SUBJECTS = {"checkapplications": "APPLICATIONS", "checkplan": "PLAN", "checkregister": "RESOURCES"}
"""The checks that can look at some rows alone, and the table that each is about."""
SEEN = "SEEN"
"""What a check gives beside its sinks, for the workspace alone."""


def only_input() -> Input:
    return text_input(
        "ONLY",
        N_("Only these"),
        optional=True,
        help=N_(
            "Ids, by commas: only the findings on these rows, and on pairs with them, are given and, in a workspace, "
            "replaced; what was found of others stays. Rows are still held against all others. Findings on other tables "
            "(planned sites not applied for, holes in the net) wait for the next check of everything."
        ),
    )


def only_ids(values: dict[str, Any]) -> list[str] | None:
    """The ids that alone are to be checked anew; None for all."""
    ids = [part.strip() for part in re.split(r"[,，;；\n]", values.get("ONLY") or "")]
    return list(dict.fromkeys(part for part in ids if part)) or None


def known(check: Algorithm, case: Case, only: list[str] | None) -> None:
    """CoreError where an id is in no row, or where nothing is kept yet of which a part could be replaced."""
    if only is None:
        return
    there = set(case.ids.astype(str))
    if check.workspace is not None:
        if seen_table(check.name()) not in tables(check.workspace):
            text = N_(
                "The workspace holds no earlier run of this check. Check everything once, then only what changed."
            )
            raise CoreError(text)
        there |= set(last_seen(check.workspace, check.name())["feature"])  # rows that are gone
    strangers = [one for one in only if one not in there]
    if strangers:
        text = N_("Layer '{layer}' has no row with {id}: {ids}.")
        raise CoreError(text, layer=case.name, id=case.id_column, ids=", ".join(strangers[:5]))


def part_of(checked: Checked, only: list[str] | None) -> Checked:
    """What was found of these ids and of pairs with them."""
    if only is None:
        return checked
    of, over = _on(checked.findings, only), _on(checked.extents, only)
    findings, extents = checked.findings[of].reset_index(drop=True), checked.extents[over].reset_index(drop=True)
    return Checked(findings, extents, checked.rows[of], checked.aspects, checked.aspects_of_place)


def _on(table: pd.DataFrame, only: list[str]) -> np.ndarray:
    return (table["feature"].isin(only) | table["other"].isin(only)).to_numpy()


def told_anew(check: Algorithm, case: Case, checked: Checked, only: list[str] | None) -> np.ndarray:
    """Which rows of the subject get a new opinion: these, and those that share a finding with them, now or before."""
    if only is None:
        return np.ones(len(case.subject), dtype=bool)
    pairs = checked.findings.loc[_on(checked.findings, only), ["feature", "other"]]
    mates = {*only, *pairs["feature"].dropna(), *pairs["other"].dropna()}
    if check.workspace is not None:
        mates.update(partners(check.workspace, check.name(), only))
    return case.ids.astype(str).isin(mates).to_numpy()


def what_was_seen(check: Algorithm, values: dict[str, Any], progress: Progress) -> dict[str, pd.DataFrame]:
    """The digests of what this run looked at, of the rows checked anew alone where there are such; nothing without workspace."""
    if not check.keeps:
        return {}
    subject = SUBJECTS[check.name()].lower()
    given = {name.lower(): values[name] for name in _names(check) if values.get(name) is not None}
    marks = _marks(given, subject, values.get("PROFILE"), values.get("COMPLETE"), lambda _: progress(1.0))
    only = only_ids(values)
    return {SEEN: marks if only is None else marks[(marks["layer"] == subject) & marks["feature"].isin(only)]}


def what_changed(
    name: str, place: str, profile: str = "", complete: str = "", progress: Progress = no_progress
) -> Changed | None:
    """What is other in a workspace than a check last saw it; None where the check never kept a run there."""
    workspace = open_place(place)
    if seen_table(name) not in tables(workspace):
        return None
    check, subject = algorithm(name), SUBJECTS[name].lower()
    items = {item.name: item for item in check.declared if isinstance(item, Table)}
    given, found = {}, [word for word in parameters(name, place) if word in _names(check)]
    for number, word in enumerate(found):
        progress(0.7 * number / len(found))
        frame = read(workspace, word.lower())
        frame.attrs["name"] = word.lower()
        given[word.lower()] = as_kind(frame, items[word].kind, _quietly)
    return changed(last_seen(workspace, name), _marks(given, subject, profile, complete, progress), subject)


def _names(check: Algorithm) -> list[str]:
    """The tables that the rules of a check look at."""
    looked_at = {*TABLES, SUBJECTS[check.name()], "CELLS"}
    return [item.name for item in check.declared if isinstance(item, Table) and item.name in looked_at]


def _marks(
    given: dict[str, pd.DataFrame], subject: str, profile: str | None, complete: str | None, progress: Progress
) -> pd.DataFrame:
    limits = load_profile(profile or "national")
    text = json.dumps([limits.title, limits.values, limits.rules], sort_keys=True, default=str)
    facts = {
        "PROFILE": hashlib.sha256(text.encode()).hexdigest()[:16],
        "COMPLETE": ";".join(sorted(complete_kinds(complete))),
    }
    return seen(given, subject, table_kind(subject).id_column or "", facts, progress)


def _quietly(_: str) -> None:
    """What is to be told of a layer was told when it was checked."""
