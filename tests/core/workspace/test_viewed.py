"""What was looked at and which results are older than what they rest on, in both kinds of workspace."""

from __future__ import annotations

import pandas as pd
import pytest
from workspace_tables import RECORD

from fengsui.core.errors import CoreError
from fengsui.core.workspace.outdated import newer_than
from fengsui.core.workspace.viewed import mark_viewed, viewed
from fengsui.core.workspace.workspace import last_run, open_workspace, read, runs, store, store_all

ROW = pd.DataFrame({"a": [1]})


def kept(workspace, *names: str) -> None:
    store_all(workspace, dict.fromkeys(names, ROW), RECORD)


def test_what_was_seen_is_kept_with_its_state_and_taken_back(workspace):
    mark_viewed(workspace, "东兴市", "village", {"V1": "gap_model", "V2": "unknown"})
    mark_viewed(workspace, "防城区", "village", {"V1": "gap_model"})
    again = open_workspace(workspace.place)
    assert viewed(again, "东兴市", "village") == {"V1": "gap_model", "V2": "unknown"}
    mark_viewed(again, "东兴市", "village", {"V2": "gap_measured"})  # looked at once more, as it is now
    mark_viewed(again, "东兴市", "village", {"V1": "gap_model"}, looked=False)
    assert viewed(again, "东兴市", "village") == {"V2": "gap_measured"}
    assert viewed(again, "防城区", "village") == {"V1": "gap_model"}
    assert viewed(again, "东兴市", "road") == {}


def test_inputs_stored_after_the_targets_are_told(workspace):
    assert newer_than(runs(workspace), "targets") == []
    kept(workspace, "sites", "places", "zones", "statistics")
    assert newer_than(runs(workspace), "targets") == []
    kept(workspace, "assessed_places", "gaps_places")
    kept(workspace, "targets", "shortfalls")
    assert newer_than(runs(workspace), "targets") == []
    kept(workspace, "statistics")
    assert newer_than(runs(workspace), "targets") == ["statistics"]
    kept(workspace, "zones", "plan")
    assert newer_than(runs(workspace), "targets") == ["plan", "statistics"]  # zones keep sites off: no demand
    kept(workspace, "targets")
    assert newer_than(runs(workspace), "targets") == []
    kept(workspace, "assessed_places")  # by the toolbox
    assert newer_than(runs(workspace), "targets") == ["assessed_places"]


def test_what_somebody_else_stored_since_is_not_overwritten(workspace):
    store(workspace, "statistics", ROW, RECORD)
    mine = last_run(workspace, "statistics")
    store(workspace, "sites", ROW, RECORD)  # another table is no matter
    store_all(workspace, {"statistics": ROW.assign(a=2)}, RECORD, after=mine)
    with pytest.raises(CoreError, match="Somebody else stored 'statistics'"):
        store_all(workspace, {"statistics": ROW.assign(a=3)}, RECORD, after=mine)
    assert read(workspace, "statistics")["a"].tolist() == [2]
    assert last_run(workspace, "tasks") == 0
