"""The opinion of each application, from its findings and the table in data of what a finding leads to."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd

from .case import Case
from .collected import Checked
from .plan_match import partners
from .profile import OPINIONS
from .rules import rule_entries

_BLANKET = {"block": "reject"}
"""A block or an error whose rule names no opinion: a block is a refusal; an error asks for papers."""


def leads_to(case: Case, findings: pd.DataFrame, ruleset: str = "site_plan") -> pd.Series:
    """The opinion that each finding leads to, None where it only stands as a condition."""
    entries = rule_entries(ruleset)
    opinions, warning = {}, {}
    for rule_id, aspect in set(zip(findings["rule"], findings["aspect"])):
        entry = entries[rule_id]["aspects"][aspect]
        opinions[rule_id, aspect] = case.profile.switch(rule_id, aspect, "opinion", entry.get("opinion"))
        warning[rule_id, aspect] = case.profile.switch(
            rule_id, aspect, "warning_leads", entry.get("warning_leads", False)
        )
    keys = list(zip(findings["rule"], findings["aspect"]))
    named = pd.Series([opinions[key] for key in keys], index=findings.index, dtype=object)
    leads = pd.Series([warning[key] for key in keys], index=findings.index, dtype=bool)
    serious = findings["severity"].isin(["block", "error"])
    named = named.where(named.notna(), findings["severity"].map(_BLANKET).fillna("supplement").where(serious))
    return named.where(serious | (leads & (findings["severity"] == "warning")), None)


def can_block(case: Case, ruleset: str = "site_plan") -> set[tuple[str, str]]:
    """The aspects that can block, by the severities now in force."""
    return {
        (rule_id, aspect)
        for rule_id, rule in rule_entries(ruleset).items()
        for aspect, entry in rule["aspects"].items()
        if case.profile.switch(rule_id, aspect, "severity", entry["severity"]) == "block"
    }


def review(case: Case, checked: Checked) -> gpd.GeoDataFrame:
    """The applications with opinion, reasons, counts by severity, and the planned site each belongs to.

    Added columns: opinion, reasons (what led to it, then the conditions), blocks, errors, warnings, not_checked,
    matched_plan, plan_distance_m. `not_checked` counts the aspects that could not be judged for the row: for want of a
    layer, of the row's own attributes, or of a place.
    """
    findings, size = checked.findings, len(case.subject)
    opinion = leads_to(case, findings)
    rank = {name: n for n, name in enumerate(OPINIONS)}
    rows = pd.Series(checked.rows, index=findings.index)
    of_row = rows >= 0
    worst = (
        opinion.map(rank)
        .fillna(rank["approve"])
        .where(of_row)
        .groupby(rows)
        .min()
        .reindex(range(size))
        .fillna(rank["approve"])
    )
    blocking = can_block(case)
    key_blocks = pd.Series(
        [key in blocking for key in zip(findings["rule"], findings["aspect"])], index=findings.index, dtype=bool
    )
    open_block = key_blocks & (findings["severity"] == "not_checked")
    undecided = pd.Series(bool((open_block & ~of_row & findings["feature"].isna()).any()), index=range(size))
    undecided |= open_block.where(of_row, False).groupby(rows).any().reindex(range(size)).fillna(False).astype(bool)
    worst = worst.where(~undecided, np.minimum(worst, rank["undecided"]))
    table = case.subject.copy()
    table["opinion"] = worst.astype(int).map(dict(enumerate(OPINIONS))).to_numpy()
    tally(case, checked, table)
    told = reasons(findings, opinion, rows, rank, size, case.phrase("condition"))
    table["reasons"] = _with_unchecked(case, findings, rows, told)
    partner = case.fact(partners)
    plan = partner["plan"].where(partner["plan"] >= 0)
    table["matched_plan"] = plan.map(case.column("plan_id", "plan")).to_numpy() if "plan" in case.tables else None
    table["plan_distance_m"] = partner["distance_m"].to_numpy()
    return table


def tally(case: Case, checked: Checked, table: pd.DataFrame) -> None:
    """Add blocks, errors, warnings, not_checked to the table: the findings of each row by severity.

    `not_checked` counts what could not be judged for any row and, for a row without a place, all that needs one.
    """
    findings, size = checked.findings, len(case.subject)
    rows = pd.Series(checked.rows, index=findings.index)
    names = {"blocks": "block", "errors": "error", "warnings": "warning", "not_checked": "not_checked"}
    for column, severity in names.items():
        of_row = rows[(rows >= 0) & (findings["severity"] == severity)]
        table[column] = np.bincount(of_row.to_numpy(int), minlength=size)
    everywhere = int(((findings["severity"] == "not_checked") & findings["feature"].isna()).sum())
    table["not_checked"] += everywhere + np.where(case.placed, 0, checked.aspects_of_place)


def reasons(
    findings: pd.DataFrame, opinion: pd.Series, rows: pd.Series, rank: dict[str, int], size: int, condition: str = ""
) -> np.ndarray:
    """Each row's findings as one text: first what led to its opinion, then the conditions, each begun with `condition`."""
    told = findings["severity"].isin(["block", "error", "warning"]) & (rows >= 0)
    order = pd.DataFrame({"row": rows[told], "rank": opinion[told].map(rank).fillna(9), "rule": findings["rule"][told]})
    order = order.sort_values(["row", "rank", "rule"], kind="stable")
    begun = np.where(order["rank"] == 9, condition, "")
    text = (begun + findings["rule"][order.index] + " " + findings["message"][order.index]).tolist()
    row, start = np.unique(order["row"].to_numpy(), return_index=True)
    told_of = np.full(size, "", dtype=object)
    told_of[row] = ["\n".join(text[a:b]) for a, b in zip(start, [*start[1:], len(text)])]
    return told_of


def _with_unchecked(case: Case, findings: pd.DataFrame, rows: pd.Series, told: np.ndarray) -> np.ndarray:
    """The reasons with a last line naming the rules that could not be judged for the row: they are no pass."""
    open_rules = findings[findings["severity"] == "not_checked"]
    for_all = set(open_rules["rule"][open_rules["feature"].isna()])
    of_row = open_rules["rule"][rows[open_rules.index] >= 0].groupby(rows).agg(set).reindex(range(len(told)))
    and_ = case.phrase("and_kinds")
    lists = [and_.join(sorted(for_all | (own if isinstance(own, set) else set()))) for own in of_row]
    lines = [case.phrase("unchecked_rules", rules=rules) if rules else "" for rules in lists]
    return np.array(["\n".join(filter(None, pair)) for pair in zip(told, lines)], dtype=object)
