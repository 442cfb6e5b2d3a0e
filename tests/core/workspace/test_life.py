"""A finding keeps its decision from run to run, and opens again when it is not what it was."""

from __future__ import annotations

import pandas as pd
import pytest
import shapely
from workspace_tables import RECORD, findings, states

from fengsui.core.errors import CoreError
from fengsui.core.workspace.decide import Conflict, decide, decision_log, decisions
from fengsui.core.workspace.workspace import compare, open_workspace, read, store

NATIONAL_2 = {**RECORD, "profile": "national 2"}


def of(workspace, *features) -> pd.DataFrame:
    table = read(workspace, "findings")
    return table[table["feature"].isin(features)]


@pytest.fixture
def excepted(workspace):
    """A1 excepted by 王 with a reason; A2 and A3 open."""
    store(workspace, "findings", findings(), RECORD)
    decide(workspace, of(workspace, "A1"), "excepted", "王", "已有批文")
    return workspace


def test_a_finding_begins_open(workspace):
    store(workspace, "findings", findings(), RECORD)
    table = read(workspace, "findings")
    assert states(table) == {"A1": "open", "A2": "open", "A3": "open"}
    assert set(table["change"]) == {"new"}
    assert set(table["version"]) == {0}


def test_a_decision_stands_with_who_when_and_why(excepted):
    row = of(excepted, "A1").iloc[0]
    assert (row["state"], row["reason"], row["who"], row["version"]) == ("excepted", "已有批文", "王", 1)
    assert row["decided_at"][:2] == "20"
    assert states(of(excepted, "A2")) == {"A2": "open"}


def test_a_decision_outlives_runs_row_order_and_closing(excepted):
    store(excepted, "findings", findings().iloc[[2, 0, 1]], RECORD)
    assert states(read(open_workspace(excepted.place), "findings")) == {"A1": "excepted", "A2": "open", "A3": "open"}


@pytest.mark.parametrize(
    ("frame", "record"),
    [
        (findings(measured=[398.0, 412.0, 412.0]), RECORD),
        (findings(limit=[50.0, 60.0, 60.0]), RECORD),
        (findings(), NATIONAL_2),
        (findings().set_geometry(shapely.points([108.10001, 108.101, 108.102], 21.5), crs="EPSG:4490"), RECORD),
        (findings(severity=["block", "error", "error"]), RECORD),
    ],
    ids=["measured", "limit", "profile", "place", "severity"],
)
def test_what_changed_opens_again_and_shows_the_old_reason(excepted, frame, record):
    store(excepted, "findings", frame, record)
    row = of(excepted, "A1").iloc[0]
    assert (row["state"], row["reason"]) == ("open", None)
    assert (row["former_state"], row["former_reason"], row["former_who"]) == ("excepted", "已有批文", "王")
    assert row["change"] == "changed"


@pytest.mark.parametrize(
    "frame",
    [findings(measured=412.0004), findings(message="other words", label="other name", data="other day")],
    ids=["less than a millimetre", "words"],
)
def test_what_says_the_same_stays_decided(excepted, frame):
    store(excepted, "findings", frame, RECORD)
    assert states(of(excepted, "A1")) == {"A1": "excepted"}


def test_a_change_undone_brings_the_decision_back(excepted):
    store(excepted, "findings", findings(measured=398.0), RECORD)
    store(excepted, "findings", findings(), RECORD)
    assert states(of(excepted, "A1")) == {"A1": "excepted"}


def test_fixed_and_found_again_is_open(workspace):
    store(workspace, "findings", findings(), RECORD)
    decide(workspace, of(workspace, "A1"), "fixed", "王")
    assert states(of(workspace, "A1")) == {"A1": "fixed"}
    store(workspace, "findings", findings(), RECORD)
    row = of(workspace, "A1").iloc[0]
    assert (row["state"], row["former_state"], row["former_who"]) == ("open", "fixed", "王")


def test_what_is_gone_can_still_be_verified_by_someone_else(workspace):
    store(workspace, "findings", findings(), RECORD)
    decide(workspace, of(workspace, "A1"), "fixed", "王")
    store(workspace, "findings", findings(["A2", "A3"]), RECORD)
    decide(workspace, decisions(workspace), "verified", "李")
    last = decisions(workspace).iloc[0]
    assert (last["state"], last["verifies"], last["who"], last["version"]) == ("verified", "fixed", "李", 2)


def test_a_verified_exception_keeps_its_reason_and_holds(excepted):
    decide(excepted, of(excepted, "A1"), "verified", "李")
    store(excepted, "findings", findings(), RECORD)
    row = of(excepted, "A1").iloc[0]
    assert (row["state"], row["verifies"], row["reason"], row["who"]) == ("verified", "excepted", "已有批文", "李")


@pytest.mark.parametrize(
    ("feature", "state", "who", "reason", "said"),
    [
        ("A2", "excepted", "王", " ", "needs a reason"),
        ("A2", "fixed", "", "", "needs the name"),
        ("A2", "verified", "李", "", "Only what is fixed or excepted"),
        ("A1", "verified", "王", "", "Somebody else must verify"),
        ("A1", "closed", "王", "", "no state 'closed'"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(excepted, feature, state, who, reason, said):
    with pytest.raises(CoreError, match=said):
        decide(excepted, of(excepted, feature), state, who, reason)
    assert len(decision_log(excepted)) == 1


def test_a_decision_taken_back_is_open_without_a_former_one(excepted):
    decide(excepted, of(excepted, "A1"), "open", "李")
    store(excepted, "findings", findings(), RECORD)
    row = of(excepted, "A1").iloc[0]
    assert (row["state"], row["former_state"], row["version"]) == ("open", None, 2)


def test_the_second_of_two_people_is_told_and_loses_nothing(workspace):
    store(workspace, "findings", findings(), RECORD)
    seen = of(workspace, "A1", "A2")
    decide(workspace, seen[seen["feature"] == "A1"], "excepted", "王", "已有批文")
    with pytest.raises(Conflict, match="王 decided on '站A1'") as told:
        decide(workspace, seen, "fixed", "李")
    assert told.value.standing[["who", "state", "reason"]].to_numpy().tolist() == [["王", "excepted", "已有批文"]]
    assert states(read(workspace, "findings")) == {"A1": "excepted", "A2": "open", "A3": "open"}
    decide(workspace, of(workspace, "A1", "A2"), "fixed", "李")
    assert decision_log(workspace)["who"].tolist() == ["王", "李", "李"]


def test_who_decides_on_what_a_later_run_changed_is_told(workspace):
    store(workspace, "findings", findings(), RECORD)
    seen = of(workspace, "A1")
    store(workspace, "findings", findings(measured=90.0), RECORD)
    with pytest.raises(Conflict, match="checked again"):
        decide(workspace, seen, "excepted", "王", "已有批文")
    assert len(decision_log(workspace)) == 0


def test_findings_of_one_key_are_decided_together(workspace):
    twice = findings(["A1", "A1"], measured=[10.0, 20.0])
    store(workspace, "findings", twice, RECORD)
    decide(workspace, of(workspace, "A1").iloc[:1], "excepted", "王", "x")
    assert read(workspace, "findings")["state"].tolist() == ["excepted", "excepted"]
    store(workspace, "findings", twice.iloc[[1, 0]], RECORD)
    assert read(workspace, "findings")["state"].tolist() == ["excepted", "excepted"]
    store(workspace, "findings", twice.iloc[:1], RECORD)
    assert read(workspace, "findings")["state"].tolist() == ["open"]


def test_ids_with_the_sign_between_them_do_not_meet(workspace):
    store(workspace, "findings", findings(["A|B", "A"], other=["C", "B|C"]), RECORD)
    assert read(workspace, "findings")["key"].nunique() == 2


def test_an_exception_from_one_check_does_not_cover_another(excepted):
    store(excepted, "findings", findings(), {**RECORD, "algorithm": "fengsui:checkplan"})
    table = read(excepted, "findings")
    assert len(table) == 6
    plan = table[table["checked_by"] == "checkplan"]
    assert set(plan["state"]) == {"open"}


def test_checking_some_features_anew_leaves_the_others(excepted):
    store(excepted, "findings", findings(["A2"], measured=70.0), RECORD, features=["A2", "A3"])
    table = read(excepted, "findings")
    assert states(table) == {"A1": "excepted", "A2": "open"}
    found = compare(excepted)
    assert found.new["feature"].tolist() == []
    assert found.gone["feature"].tolist() == ["A3"]
    assert dict(zip(found.still["feature"], found.still["changed"])) == {"A1": False, "A2": True}


def test_runs_are_compared_long_after(workspace):
    first = store(workspace, "findings", findings(["A1", "A2"]), RECORD)
    store(workspace, "findings", findings([]), RECORD)
    store(workspace, "findings", findings(["Z"]), {**RECORD, "algorithm": "fengsui:checkregister"})
    last = store(workspace, "findings", findings(["A2", "A3"]), RECORD)
    found = compare(workspace, last, first)
    assert found.new["feature"].tolist() == ["A3"]
    assert found.gone[["feature", "label", "message"]].to_numpy().tolist() == [["A1", "站A1", "距规划站 412 m"]]
    assert found.still["feature"].tolist() == ["A2"]
    assert compare(workspace).new["feature"].tolist() == ["A2", "A3"]  # the run before had none


@pytest.mark.parametrize(
    ("run", "former", "said"), [(9, None, "no such run"), (1, None, "no earlier"), (2, 1, "one check")]
)
def test_runs_that_cannot_be_compared_are_refused(workspace, run, former, said):
    store(workspace, "findings", findings(), RECORD)
    store(workspace, "findings", findings(), {**RECORD, "algorithm": "fengsui:checkplan"})
    with pytest.raises(CoreError, match=said):
        compare(workspace, run, former)


def test_a_check_without_findings_is_kept_too(workspace):
    store(workspace, "findings", findings([]), RECORD)
    store(workspace, "findings", findings(), RECORD)
    assert states(read(workspace, "findings")) == {"A1": "open", "A2": "open", "A3": "open"}
    assert read(workspace, "findings")["measured"].dtype == "float64"
