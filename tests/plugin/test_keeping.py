"""Algorithms that keep their results in a workspace: tables, record, decisions; and their inputs taken from one."""

from __future__ import annotations

import shutil

import pytest
from qgis.core import QgsProcessingException


def run(name: str, **settings) -> dict:
    import processing

    return processing.run(f"fengsui:{name}", settings)


@pytest.fixture
def county(loaded_sample, tmp_path) -> str:
    return str(shutil.copy(loaded_sample, tmp_path / "县.gpkg"))


def parameters(name: str, place: str, **given) -> dict:
    from fengsui.processing.workspace_inputs import parameters

    return parameters(name, place, **given)


def kept(place: str, table: str):
    from fengsui.core.workspace.workspace import read
    from fengsui.processing.workspaces import open_place

    return read(open_place(place), table)


def test_a_check_takes_its_layers_from_the_workspace_and_keeps_findings_and_opinions(county):
    done = run("checkapplications", **parameters("checkapplications", county))
    findings, reviewed = kept(county, "findings"), kept(county, "reviewed")
    assert (findings["severity"] == "block").sum() == done["BLOCKS"]
    assert (findings["severity"] == "error").sum() == done["ERRORS"]
    assert set(findings["state"]) == {"open"}
    assert set(findings["run"]) == {done["RUN"]}
    assert len(reviewed) == len(kept(county, "applications"))
    assert reviewed["opinion"].notna().all()


def test_a_decision_outlives_the_next_run(county):
    from fengsui.core.workspace.decide import decide
    from fengsui.processing.workspaces import open_place

    run("checkapplications", **parameters("checkapplications", county))
    one = kept(county, "findings").query("severity == 'error'").head(1)
    decide(open_place(county), one, "excepted", "王工", "已获批复")
    run("checkapplications", **parameters("checkapplications", county))
    again = kept(county, "findings").set_index("key").loc[one["key"].iloc[0]]
    assert (again["state"], again["reason"], again["who"]) == ("excepted", "已获批复", "王工")


def test_gaps_of_each_kind_stand_side_by_side_and_targets_leave_a_snapshot(county):
    from fengsui.processing.workspace_inputs import demands, results, uri

    for tables in demands(county).values():
        for table in tables:
            run("findgaps", **parameters("findgaps", county, DEMAND=uri(county, table), TECHNOLOGY="each"))
    assert results(county, "assessed") == ["assessed_places", "assessed_routes", "assessed_zones"]
    checks = set(kept(county, "findings")["checked_by"])
    assert checks == {"findgaps places", "findgaps routes", "findgaps zones"}
    assessed = [uri(county, table) for table in results(county, "assessed")]
    run("checktargets", **parameters("checktargets", county, ASSESSED=assessed, DATE="2026-11-21"))
    targets, snapshots = kept(county, "targets"), kept(county, "snapshots")
    assert len(snapshots) == (targets["verdict"] != "not_applicable").sum()
    assert snapshots["date"].astype(str).str[:10].unique().tolist() == ["2026-11-21"]


def test_without_a_workspace_nothing_is_kept_and_one_that_is_none_is_said(county, tmp_path):
    given = parameters("planprogress", county, WORKSPACE=None)
    assert "RUN" not in run("planprogress", **given)
    with pytest.raises(QgsProcessingException, match="no workspace"):
        run("planprogress", **{**given, "WORKSPACE": str(tmp_path / "nowhere.gpkg")})


def test_a_workspace_that_takes_no_writes_is_said_before_the_work(county):
    from fengsui.core.workspace.geopackage import GeoPackage

    with GeoPackage(county).writing():  # somebody else writes
        import fengsui.core.workspace.geopackage as backing

        was, backing.WAIT_S = backing.WAIT_S, 0.2
        try:
            with pytest.raises(QgsProcessingException):
                run("planprogress", **parameters("planprogress", county))
        finally:
            backing.WAIT_S = was
