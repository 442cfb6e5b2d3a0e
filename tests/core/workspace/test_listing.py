"""The list of findings: filters, live counts and orders against plain Python; gone ones; decisions shown."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from shapely import Point
from workspace_tables import RECORD, findings

from fengsui.core.workspace.decide import decide
from fengsui.core.workspace.listing import FACETS, SEVERITIES, Listing, decided, placed, read_findings, unchecked
from fengsui.core.workspace.workspace import compare, store

CHOICES = [
    ({}, ""),
    ({"severity": {"block", "error"}}, ""),
    ({"severity": {"info"}, "state": {"open"}, "change": {"gone", "new"}}, ""),
    ({"rule": {"SP-1", "SP-3"}, "checked_by": {"checkplan"}}, "站1"),
    ({"state": {"verified"}}, "没有的字"),
]


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    draw = np.random.default_rng(7)
    size = 400
    columns = {
        "rule": [f"SP-{n}" for n in draw.integers(1, 6, size)],
        "severity": draw.choice([*SEVERITIES], size),
        "checked_by": draw.choice(["checkapplications", "checkplan"], size),
        "layer": draw.choice(["applications", "plan", None], size),
        "state": draw.choice(["open", "fixed", "excepted", "verified"], size),
        "change": draw.choice(["new", "still", "changed", "gone"], size),
        "feature": [f"A{n}" for n in range(size)],
        "label": draw.choice(["站1", "站2", "Zebra", "apple", None], size),
        "message": "距规划站", "other": None, "who": None, "reason": None,
        "measured": np.where(draw.random(size) < 0.3, np.nan, draw.integers(0, 9, size)),
    }  # fmt: skip
    return pd.DataFrame(columns)


def fits(row: dict, chosen: dict, text: str, without: str = "") -> bool:
    """What a filter means, said plainly."""
    for facet in FACETS:
        words = chosen.get(facet)
        if facet == without:
            continue
        if facet == "change" and not words and row["change"] == "gone":
            return False
        if words and row[facet] not in words:
            return False
    said = " ".join(str(row[name]) for name in ("rule", "feature", "label", "message") if row[name])
    return text.lower() in said.lower()


@pytest.mark.parametrize(("chosen", "text"), CHOICES)
def test_filters_and_counts_are_what_they_mean(table, chosen, text):
    listing, rows = Listing(table), table.to_dict("records")
    assert listing.matching(chosen, text).tolist() == [fits(row, chosen, text) for row in rows]
    for facet, counts in listing.counts(chosen, text).items():
        shown = [row for row in rows if fits(row, chosen, text, without=facet)]
        for word, count in counts.items():
            assert count == sum((row[facet] or "") == word for row in shown), (facet, word)


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("column", ["severity", "state", "label", "measured"])
def test_orders_are_by_meaning_stable_and_empty_last(table, column, descending):
    listing = Listing(table)
    shown = listing.matching({"change": {"new", "still"}})
    rows = listing.ordered(shown).tolist()  # what ties stays worst first
    order = {
        word: n
        for n, word in enumerate({"severity": SEVERITIES}.get(column, ("open", "fixed", "excepted", "verified")))
    }

    def key(position: int):
        cell = table[column].iloc[position]
        return order.get(cell, cell.casefold() if isinstance(cell, str) else cell)

    filled = [r for r in rows if pd.notna(table[column].iloc[r])]
    empty = [r for r in rows if pd.isna(table[column].iloc[r])]
    expected = sorted(filled, key=key, reverse=False)
    if descending:  # ties stay as they stand
        expected = sorted(filled, key=key, reverse=True)
    assert listing.ordered(shown, column, descending).tolist() == expected + empty


def test_an_empty_table_is_no_fault(workspace):
    table, last = read_findings(workspace)
    listing = Listing(table)
    assert listing.matching({}, "x").tolist() == []
    assert (len(last), len(unchecked(table))) == (0, 0)


def test_new_still_gone_and_what_could_not_be_checked(workspace):
    open_rule = findings([None], severity="not_checked", message="缺图层", measured=np.nan)
    store(workspace, "findings", pd.concat([findings(["A1", "A2", "A3"]), open_rule]), RECORD)
    store(workspace, "findings", findings(["B1"], severity="block"), {**RECORD, "algorithm": "fengsui:checkplan"})
    store(workspace, "findings", pd.concat([findings(["A4", "A2"]), open_rule]), RECORD)
    table, last = read_findings(workspace)
    changes = {str(feature): change for feature, change in zip(table["feature"], table["change"])}
    assert changes == {"B1": "new", "A2": "still", "A4": "new", "None": "still", "A1": "gone", "A3": "gone"}
    compared = compare(workspace, checked_by="checkapplications").gone
    gone = table.loc[table["change"] == "gone", ["key", "message"]]
    assert sorted(gone.values.tolist()) == sorted(compared[["key", "message"]].values.tolist())
    assert dict(zip(last["checked_by"], last["run"])) == {"checkapplications": 3, "checkplan": 2}
    assert unchecked(table)["message"].tolist() == ["缺图层"]
    store(workspace, "findings", findings(["A4"]), RECORD, ["A4"])
    again, _ = read_findings(workspace)
    assert dict(zip(again["feature"], again["change"]))["A2"] == "still"


def test_decisions_are_shown_without_reading_all_again(workspace):
    store(workspace, "findings", findings(), RECORD)
    table, _ = read_findings(workspace)
    standing = decide(workspace, table[table["feature"] == "A2"], "excepted", "王工", "已获批复")
    shown, (read_again, _) = decided(table, standing), read_findings(workspace)
    columns = ["feature", "state", "reason", "who", "decided_at", "version", "former_state"]
    assert (
        shown[columns].astype(object).fillna("").values.tolist()
        == read_again[columns].astype(object).fillna("").values.tolist()
    )


def test_places_are_those_that_were_stored(workspace):
    with_one_gone = findings(["A1", "A2", "A3"])
    with_one_gone.geometry = [Point(108.1, 21.5), Point(108.2, 21.6), None]
    store(workspace, "findings", with_one_gone, RECORD)
    store(workspace, "findings", with_one_gone[with_one_gone["feature"] != "A2"], RECORD)
    shown = placed(read_findings(workspace)[0]).set_index("feature").geometry
    assert shown.crs == "EPSG:4490"
    assert shown["A1"] == Point(108.1, 21.5)
    assert shown[["A2", "A3"]].isna().all()  # the history keeps no places
    assert placed(read_findings(workspace)[0].iloc[:0]).empty


def test_the_worst_stands_first_then_rule_and_name(workspace):
    table = findings(["A1", "A2", "A3", "A4", "A5"])
    table["severity"] = ["info", "block", "warning", "block", "block"]
    table["rule"], table["label"] = ["SP-01", "SP-09", "SP-02", "SP-03", "SP-09"], ["a", "z", "b", "c", "y"]
    store(workspace, "findings", table, RECORD)
    stored, _ = read_findings(workspace)
    listing = Listing(stored)
    assert stored["feature"].iloc[listing.ordered(listing.matching({}))].tolist() == ["A4", "A5", "A2", "A3", "A1"]
