"""A decision taken back: what stood before stands again, nothing is lost, and nobody takes back another's."""

from __future__ import annotations

import pytest
from workspace_tables import RECORD, findings, states

from fengsui.core.errors import CoreError
from fengsui.core.workspace.decide import Conflict, decide, decision_log
from fengsui.core.workspace.take_back import take_back
from fengsui.core.workspace.workspace import read, store


@pytest.fixture
def found(workspace):
    store(workspace, "findings", findings(), RECORD)
    return workspace


def of(workspace, *features):
    table = read(workspace, "findings")
    return table[table["feature"].isin(features)]


def test_a_first_decision_taken_back_leaves_it_open(found):
    decide(found, of(found, "A1", "A2"), "excepted", "王工", "已获批复")
    back = take_back(found, of(found, "A1"), "王工")
    assert back["state"].tolist() == ["open"]
    assert states(read(found, "findings")) == {"A1": "open", "A2": "excepted", "A3": "open"}
    store(found, "findings", findings(), RECORD)
    assert states(read(found, "findings")) == {"A1": "open", "A2": "excepted", "A3": "open"}


def test_what_another_had_decided_stands_again_in_his_name(found):
    decide(found, of(found, "A1"), "excepted", "王工", "已获批复")
    before = of(found, "A1").iloc[0]
    decide(found, of(found, "A1"), "verified", "李工")
    take_back(found, of(found, "A1"), "李工")
    now = of(found, "A1").iloc[0]
    assert (
        now[["state", "reason", "who", "decided_at"]].tolist()
        == before[["state", "reason", "who", "decided_at"]].tolist()
    )
    log = decision_log(found)
    assert log["version"].tolist() == [1, 2, 3, 4]
    assert log[["state", "who"]].to_numpy().tolist() == [
        ["excepted", "王工"], ["verified", "李工"], ["open", "李工"], ["excepted", "王工"],
    ]  # fmt: skip
    store(found, "findings", findings(), RECORD)
    assert of(found, "A1")["state"].tolist() == ["excepted"]


def test_a_reopened_finding_shows_its_old_reason_again(found):
    decide(found, of(found, "A1"), "excepted", "王工", "已获批复")
    store(found, "findings", findings(measured=300.0), RECORD)
    before = of(found, "A1").iloc[0]
    assert before["former_reason"] == "已获批复"
    decide(found, of(found, "A1"), "fixed", "李工")
    take_back(found, of(found, "A1"), "李工")
    now = of(found, "A1").iloc[0]
    columns = ["state", "reason", "who", "former_state", "former_reason", "former_who", "former_decided_at"]
    assert now[columns].tolist() == before[columns].tolist()


def test_it_is_refused_where_another_decided_since(found):
    decide(found, of(found, "A1"), "fixed", "王工")
    seen = of(found, "A1")
    decide(found, seen, "verified", "李工")
    with pytest.raises(Conflict, match="李工 decided"):
        take_back(found, seen, "王工")
    with pytest.raises(CoreError, match="one's own"):
        take_back(found, of(found, "A1"), "王工")
    with pytest.raises(CoreError, match="one's own"):
        take_back(found, of(found, "A2"), "王工")
    assert states(read(found, "findings"))["A1"] == "verified"
    assert len(decision_log(found)) == 2


def test_it_is_refused_where_a_check_found_something_else_since(found):
    decide(found, of(found, "A1"), "fixed", "王工")
    seen = of(found, "A1")
    store(found, "findings", findings(measured=300.0), RECORD)
    with pytest.raises(Conflict, match="checked again"):
        take_back(found, seen, "王工")
    assert len(decision_log(found)) == 1
