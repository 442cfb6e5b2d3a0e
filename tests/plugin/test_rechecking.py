"""Only what changed checked anew: the same findings as a check of everything, and nothing of others touched."""

from __future__ import annotations

import shutil

import pytest
from qgis.core import QgsProcessingException, QgsVectorLayer, edit


def run(name: str, **settings) -> dict:
    import processing

    return processing.run(f"fengsui:{name}", settings)


def check(name: str, place: str, **given) -> dict:
    from fengsui.processing.workspace_inputs import parameters

    return run(name, **parameters(name, place, **given))


def kept(place: str, table: str):
    from fengsui.core.workspace.workspace import read
    from fengsui.processing.workspaces import open_place

    return read(open_place(place), table)


def changed(name: str, place: str, **given):
    from fengsui.processing.rechecking import what_changed

    return what_changed(name, place, **given)


def change(place: str, table: str, where: str, **values) -> None:
    """Edit rows as a person does in QGIS."""
    layer = QgsVectorLayer(f"{place}|layername={table}", table, "ogr")
    with edit(layer):
        for feature in layer.getFeatures(where):
            for column, value in values.items():
                assert layer.changeAttributeValue(feature.id(), layer.fields().indexOf(column), value)


@pytest.fixture(scope="module")
def checked(sample_workspace) -> str:
    place = sample_workspace
    for name in ("checkapplications", "checkplan", "checkregister"):
        check(name, place)
    return place


@pytest.fixture
def county(checked, tmp_path) -> str:
    return str(shutil.copy(checked, tmp_path / "县.gpkg"))


@pytest.mark.parametrize("name", ["checkapplications", "checkplan", "checkregister"])
def test_what_a_check_saw_is_what_lies_there(county, name):
    found = changed(name, county)
    assert (found.rows, found.elsewhere) == ([], [])


def test_a_workspace_without_a_run_has_nothing_to_compare_with(qgis_app, tmp_path):
    place = run("createworkspace", FOLDER=str(tmp_path), NAME="空县")["WORKSPACE"]
    assert changed("checkapplications", place) is None


def test_edited_rows_other_tables_and_limits_are_told(county, tmp_path):
    row = kept(county, "applications")["application_id"].iloc[20]
    change(county, "applications", f"application_id = '{row}'", antenna_height_m=71.0)
    assert changed("checkapplications", county).rows == [row]
    assert changed("checkplan", county).rows == []
    one = kept(county, "sites")["site_id"].iloc[0]
    change(county, "sites", f"site_id = '{one}'", status="planned")
    assert changed("checkapplications", county).elsewhere == ["sites"]
    profile = tmp_path / "county.yaml"
    profile.write_text("rules: {SP-25/eia: {enabled: false}}\n", "utf-8")
    assert changed("checkplan", county, profile=str(profile)).elsewhere == ["sites", "PROFILE"]
    assert changed("checkregister", county, complete="grassland").elsewhere == ["sites", "COMPLETE"]


def comparable(table):
    names = ["rule", "aspect", "severity", "feature", "other", "message", "measured", "limit"]
    rows = table[table["feature"].notna()][names].astype(object)
    return sorted(map(tuple, rows.where(rows.notna(), "").astype(str).values.tolist()))


def test_rows_checked_anew_come_out_as_in_a_check_of_everything(county):
    applications = kept(county, "applications").set_index("application_id")
    pair = kept(county, "findings").query("checked_by == 'checkapplications' and rule == 'SP-11' and aspect == 'place'")
    one, mate = pair[["feature", "other"]].iloc[0]
    assert {one, mate} <= set(applications.index)
    change(
        county, "applications", f"application_id = '{one}'", site_name="改名站", structure_height_m=80.0, plan_id=None
    )
    layer = QgsVectorLayer(f"{county}|layername=applications", "a", "ogr")
    with edit(layer):
        (feature,) = layer.getFeatures(f"application_id = '{one}'")
        shape = feature.geometry()
        shape.translate(0.02, 0)
        layer.changeGeometry(feature.id(), shape)
    assert changed("checkapplications", county).rows == [one]
    before = kept(county, "reviewed").set_index("application_id")
    done = check("checkapplications", county, ONLY=one)
    findings, reviewed = kept(county, "findings"), kept(county, "reviewed").set_index("application_id")
    findings = findings[findings["checked_by"] == "checkapplications"]
    assert changed("checkapplications", county).rows == []
    assert set(findings.loc[(findings["feature"] == one) | (findings["other"] == one), "run"]) == {done["RUN"]}
    others = findings[(findings["feature"] != one) & (findings["other"] != one)]
    assert done["RUN"] not in set(others["run"])
    assert sorted(reviewed.index) == sorted(applications.index)
    assert not {one, mate} & set(findings.loc[findings["feature"].isin([one, mate]), "other"])
    assert reviewed.loc[mate, "errors"] < before.loc[mate, "errors"]  # its pair is gone, and no new finding names it

    extents, compared = kept(county, "extents"), kept(county, "compared")
    check("checkapplications", county)
    whole = kept(county, "findings").query("checked_by == 'checkapplications'")
    assert comparable(findings) == comparable(whole)
    again = kept(county, "reviewed").sort_values(["application_id", "row"]).reset_index()
    reviewed = reviewed.reset_index().sort_values(["application_id", "row"])
    for column in ("opinion", "reasons", "blocks", "errors", "suggestion", "suggested_lon"):
        assert reviewed[column].fillna("").tolist() == again[column].fillna("").tolist(), column
    assert len(extents) == len(kept(county, "extents"))
    assert (
        compared.drop(columns="geometry")
        .fillna("")
        .equals(kept(county, "compared").drop(columns="geometry").fillna(""))
    )


@pytest.mark.slow
def test_a_row_that_is_gone_takes_its_findings_and_opinion_along(county):
    findings = kept(county, "findings").query("checked_by == 'checkapplications'")
    one = findings.loc[findings["layer"] == "applications", "feature"].dropna().iloc[0]
    layer = QgsVectorLayer(f"{county}|layername=applications", "a", "ogr")
    with edit(layer):
        (feature,) = layer.getFeatures(f"application_id = '{one}'")
        layer.deleteFeature(feature.id())
    assert changed("checkapplications", county).rows == [one]
    check("checkapplications", county, ONLY=one)
    left = kept(county, "findings").query("checked_by == 'checkapplications'")
    assert one not in set(left["feature"]) | set(left["other"])
    assert one not in set(kept(county, "reviewed")["application_id"])
    assert changed("checkapplications", county).rows == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "table", "column"), [("checkplan", "plan", "plan_id"), ("checkregister", "resources", "resource_id")]
)
def test_plan_and_register_too(county, name, table, column):
    one = kept(county, table)[column].iloc[3]
    values = {"plan": {"site_name": None}, "resources": {"poles": 3, "owner": None}}[table]
    change(county, table, f"{column} = '{one}'", **values)
    assert changed(name, county).rows == [one]
    done = check(name, county, ONLY=f" {one}，")
    findings = kept(county, "findings").query("checked_by == @name and layer == @table")
    assert set(findings.loc[findings["run"] == done["RUN"], "feature"]) <= {one} | set(
        findings.loc[findings["other"] == one, "feature"]
    )
    assert changed(name, county).rows == []
    check(name, county)
    whole = kept(county, "findings").query("checked_by == @name and layer == @table")
    assert comparable(findings) == comparable(whole)


def test_ids_of_nobody_and_a_part_of_nothing_are_refused(county, tmp_path):
    from fengsui.core.workspace.workspace import store_all
    from fengsui.processing.workspaces import open_place

    with pytest.raises(QgsProcessingException, match="no row with application_id: NOBODY"):
        check("checkapplications", county, ONLY="NOBODY")
    fresh = run("createworkspace", FOLDER=str(tmp_path), NAME="空县")["WORKSPACE"]
    store_all(open_place(fresh), {"plan": kept(county, "plan")})
    one = kept(fresh, "plan")["plan_id"].iloc[0]
    with pytest.raises(QgsProcessingException, match="no earlier run"):
        check("checkplan", fresh, ONLY=one)
    alone = check("checkplan", fresh, ONLY=one, WORKSPACE=None)
    assert "RUN" not in alone


@pytest.mark.slow
def test_rows_on_a_server_are_the_rows_of_a_file(county):
    """What QGIS reads of a schema and what core reads of it have the same digests: else everything would look changed."""
    import sys
    from pathlib import Path

    from fengsui.core.workspace.workspace import create_workspace, store_all, tables
    from fengsui.processing.workspaces import open_place

    sys.path.insert(0, str(Path(__file__).parents[1] / "core" / "workspace"))
    from postgres_server import Server, programs

    if programs() is None:
        pytest.skip("needs PostgreSQL and PostGIS: bash scripts/setup.sh servers")
    with Server() as server:
        place = create_workspace(server.new_schema(), "县").place
        inputs = ("applications", "plan", "sites", "cells", "resources", "counties", "townships", "zones", "routes")
        held = [name for name in tables(open_place(county)) if name in (*inputs, "powerlines", "buildings")]
        store_all(open_place(place), {name: kept(county, name) for name in held})
        check("checkapplications", place)
        found = changed("checkapplications", place)
        assert (found.rows, found.elsewhere) == ([], [])
        one = kept(place, "applications")["application_id"].iloc[5]
        check("checkapplications", place, ONLY=one)
        found = changed("checkapplications", place)
        assert (found.rows, found.elsewhere) == ([], [])
        stood = kept(place, "findings")
        assert len(by_a_dock("checkapplications", place)) == len(stood)
        again = kept(place, "findings")
        assert sorted(again["key"]) == sorted(stood["key"])
        assert set(again["run"]) == {stood["run"].max() + 1}


def by_a_dock(name: str, place: str):
    """The findings after a run as the docks start it: in the background, with the workspace's layers in the project."""
    from qgis.core import QgsProject
    from qgis.PyQt.QtTest import QTest

    from fengsui.ui.current_workspace import CurrentWorkspace

    current, told = CurrentWorkspace(), []
    current.open(place)
    current.run(name, lambda *end: told.append(end))
    for _ in range(3000):
        if told:
            break
        QTest.qWait(20)
    current.stop()
    QgsProject.instance().clear()
    assert told, "it never ended"
    assert told[0][1] == ""
    return kept(place, "findings")
