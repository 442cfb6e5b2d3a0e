"""Workspaces from the toolbox: made, filled with the sample, checked, decided on, opened again; in files and on a server."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pandas as pd
import pytest
import yaml
from qgis.core import QgsFeature, QgsGeometry, QgsProcessingException, QgsProviderRegistry, QgsVectorLayer
from sample_layers import rows_of

sys.path.insert(0, str(Path(__file__).parents[1] / "core" / "workspace"))
LAYERS = ("PLAN", "SITES", "RESOURCES", "COUNTIES", "TOWNSHIPS", "ZONES", "ROUTES", "POWERLINES", "BUILDINGS")


def run(name: str, **settings) -> dict:
    import processing

    return processing.run(f"fengsui:{name}", settings)


def layer(place: str, table: str) -> QgsVectorLayer:
    from fengsui.processing.workspaces import layer_source

    source, provider = layer_source(place, table)
    return QgsVectorLayer(source, table, provider)


@pytest.fixture
def county(loaded_sample, tmp_path) -> str:
    """The sample county's workspace."""
    folder = tmp_path / "县 局"
    folder.mkdir()
    return str(shutil.copy(loaded_sample, folder))


def checked(place: str, folder: Path) -> dict:
    """Findings and opinions of the sample's applications, from the layers of the workspace alone."""
    given = {name: f"{place}|layername={name.lower()}" for name in LAYERS}
    given["ZONES"] = [given["ZONES"]]
    sinks = {name: str(folder / f"{name.lower()}.gpkg") for name in ("FINDINGS", "REVIEWED")}
    return run("checkapplications", APPLICATIONS=f"{place}|layername=applications", **given, **sinks)


def test_a_workspace_is_made_in_a_folder(qgis_app, tmp_path):
    place = run("createworkspace", FOLDER=str(tmp_path), NAME="东兴市")["WORKSPACE"]
    assert Path(place) == tmp_path / "东兴市.gpkg"
    from fengsui.processing.workspaces import open_place

    assert open_place(place).title == "东兴市"


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, "one of the two"),
        ({"FOLDER": "{folder}", "CONNECTION": "x"}, "one of the two"),
        ({"CONNECTION": "nowhere"}, "no PostgreSQL connection 'nowhere'"),
        ({"CONNECTION": "postgresql://u:geheim@h/db"}, "holds a password"),
        ({"FOLDER": "{folder}", "NAME": "a/b"}, "cannot be the name of a file"),
        ({"FOLDER": "{folder}", "NAME": "taken"}, "already a file"),
    ],
    ids=["neither", "both", "unknown connection", "password", "name", "taken"],
)
def test_what_cannot_be_made_is_said(qgis_app, tmp_path, settings, said):
    (tmp_path / "taken.gpkg").write_bytes(b"x")
    given = {name: value.format(folder=tmp_path) for name, value in settings.items()}
    with pytest.raises(QgsProcessingException, match=said):
        run("createworkspace", **given)
    assert [path.name for path in tmp_path.iterdir()] == ["taken.gpkg"]


def test_the_sample_is_labelled_and_complete(county):
    from fengsui.core.schema import table_kinds
    from fengsui.core.workspace.tables import kind_of
    from fengsui.core.workspace.workspace import open_workspace, read, tables

    workspace = open_workspace(county)
    assert workspace.sample
    assert "虚构" in workspace.title
    assert {"applications", "plan", "resources_register", "border"} <= set(tables(workspace))
    for table in tables(workspace):
        made = layer(county, table)
        assert made.isValid(), table
        assert made.featureCount() == len(read(workspace, table)) > 0
        if kind_of(table) in table_kinds():
            assert set(table_kinds()[kind_of(table)].columns) & set(made.fields().names()), table
        if made.isSpatial():
            assert made.crs().authid() == "EPSG:4490"
            assert made.dataProvider().hasSpatialIndex() == made.SpatialIndexPresent


def test_the_workspace_has_every_layer_of_the_sample_as_it_is(county, sample):
    from pandas.testing import assert_frame_equal

    from fengsui.core.workspace.geopackage import GeoPackage
    from fengsui.core.workspace.workspace import open_workspace, read
    from fengsui.processing.loadsample import LAYERS, sample_frames

    with GeoPackage(str(sample / "sample.gpkg")).reading() as session:
        assert set(session.tables()) == set(LAYERS.values())
    for table, frame in sample_frames(lambda done: None).items():
        back = read(open_workspace(county), table)
        assert set(back.columns) == set(frame.columns), table
        frame = frame[list(back.columns)]
        places = [name for name in frame.columns if str(frame[name].dtype) == "geometry"]
        plain = frame.drop(columns=places).astype(object)
        assert_frame_equal(
            pd.DataFrame(back.drop(columns=places)).astype(object).where(back.notna(), None),
            pd.DataFrame(plain).where(plain.notna(), None).reset_index(drop=True),
            check_dtype=False,
        )
        if places:
            assert (
                back.geometry.geom_equals(frame.geometry.reset_index(drop=True)).sum() == frame.geometry.notna().sum()
            )


def test_the_sample_in_a_workspace_shows_exactly_the_planted_faults(county, sample, tmp_path):
    manifest = yaml.safe_load((sample / "manifest.yaml").read_text("utf-8"))
    result = QgsVectorLayer(checked(county, tmp_path)["FINDINGS"], "findings", "ogr")
    found = [row for row in rows_of(result) if row["severity"] != "not_checked"]
    planted = [(f["rule"], f["aspect"], f["severity"], f["feature"]) for f in manifest["findings"]]
    assert sorted((f["rule"], f["aspect"], f["severity"], f["feature"]) for f in found) == sorted(planted)


def test_a_decision_on_the_sample_outlives_closing_loading_and_checking_again(county, tmp_path):
    from fengsui.core.workspace.decide import decide
    from fengsui.core.workspace.workspace import compare, open_workspace, read, runs
    from fengsui.processing.workspaces import keep

    def check_and_store() -> None:
        results = checked(county, tmp_path)
        keep(county, {name.lower(): results[name] for name in ("FINDINGS", "REVIEWED")})

    check_and_store()
    table = read(open_workspace(county), "findings")
    error = table[table["severity"] == "error"].iloc[:1]
    decide(open_workspace(county), error, "excepted", "王", "已有批文")
    assert run("loadsample", FOLDER=str(Path(county).parent))["WORKSPACE"] == county
    check_and_store()
    again = read(open_workspace(county), "findings").set_index("key")
    assert again.loc[error["key"].iloc[0], "reason"] == "已有批文"
    assert (again["state"] == "excepted").sum() == 1
    found = compare(open_workspace(county))
    assert (len(found.new), len(found.gone)) == (0, 0)
    assert not found.still["changed"].any()
    run_row = runs(open_workspace(county)).iloc[0]
    assert (run_row["algorithm"], run_row["checked_by"]) == ("fengsui:checkapplications", "checkapplications")
    assert run_row["profile"]  # the record that the algorithm kept in its output
    assert "source_fid" not in read(open_workspace(county), "reviewed")
    kept = [row["state"] for row in rows_of(layer(county, "findings"))]
    assert kept.count("excepted") == 1  # the layer on the map says so too


def test_a_run_is_stored_while_the_layer_is_on_the_map_and_being_edited(county):
    from fengsui.core.workspace.workspace import open_workspace, read, store

    shown = layer(county, "places")
    count = shown.featureCount()
    assert shown.startEditing()
    feature = QgsFeature(shown.fields())
    feature.setAttribute("name", "新村")
    feature.setGeometry(QgsGeometry.fromWkt("POINT (108.05 21.6)"))
    assert shown.addFeature(feature)
    store(open_workspace(county), "assessed", read(open_workspace(county), "places"))
    assert shown.commitChanges(), shown.commitErrors()
    assert len(read(open_workspace(county), "places")) == count + 1
    assert layer(county, "assessed").featureCount() == count
    within = [row["name"] for row in rows_of(layer(county, "places"))]
    assert "新村" in within
    box = QgsGeometry.fromWkt("POINT (108.05 21.6)").buffer(1e-6, 5).boundingBox()
    assert [f["name"] for f in layer(county, "places").getFeatures(box)] == ["新村"]  # QGIS kept our index up to date


def test_a_layer_on_the_map_shows_the_new_run_after_it_is_reloaded(county):
    from fengsui.core.workspace.workspace import open_workspace, read, store

    places = read(open_workspace(county), "places")
    store(open_workspace(county), "assessed", places)
    shown = layer(county, "assessed")
    assert shown.featureCount() == len(places)
    store(open_workspace(county), "assessed", places.iloc[:7].assign(state="gap_model"))
    shown.dataProvider().reloadData()
    shown.updateFields()
    assert {row["state"] for row in rows_of(shown)} == {"gap_model"}
    assert len(rows_of(shown)) == 7


def test_another_file_of_the_samples_name_is_left(qgis_app, tmp_path):
    run("createworkspace", FOLDER=str(tmp_path), NAME="fengsui_sample")
    with pytest.raises(QgsProcessingException, match="is not the sample"):
        run("loadsample", FOLDER=str(tmp_path))


@pytest.fixture
def connection(qgis_app):
    """A connection saved in QGIS to a server of the tests' own, whose password is in it."""
    from postgres_server import Server, programs

    if programs() is None:
        pytest.skip("needs PostgreSQL and PostGIS: bash scripts/setup.sh servers")
    metadata = QgsProviderRegistry.instance().providerMetadata("postgres")
    with Server() as server:
        uri = f"dbname='postgres' host='{server.folder}' port=54399 user='postgres' password='geheim'"
        kept = {"saveUsername": True, "savePassword": True}
        metadata.saveConnection(metadata.createConnection(uri, kept), "县库 it's")
        yield "县库 it's"
        metadata.deleteConnection("县库 it's")


@pytest.mark.slow
def test_a_workspace_is_made_through_a_saved_connection_without_its_password(connection):
    from workspace_tables import RECORD, findings

    from fengsui.core.workspace.workspace import read, store
    from fengsui.processing.workspaces import open_place

    place = run("createworkspace", CONNECTION=connection, NAME="东兴市")["WORKSPACE"]
    assert "geheim" not in place
    workspace = open_place(place)
    assert "geheim" not in workspace.place
    store(workspace, "findings", findings(), RECORD)
    assert len(read(open_place(place), "findings")) == 3
    shown = layer(place, "findings")
    assert shown.isValid()
    assert shown.featureCount() == 3
    assert shown.crs().authid() == "EPSG:4490"
    assert {row["state"] for row in rows_of(shown)} == {"open"}
    with pytest.raises(QgsProcessingException, match="holds a workspace already"):
        run("createworkspace", CONNECTION=connection, NAME="东兴市")


@pytest.mark.slow
def test_the_schemas_of_a_connection_that_hold_a_workspace_are_listed_and_take_imports(connection, tmp_path):
    from fengsui.core.errors import CoreError
    from fengsui.core.workspace.undo import digest, former, put_back
    from fengsui.core.workspace.workspace import read, tables
    from fengsui.processing.workspaces import open_place, place_name, schemas_with_workspace

    assert schemas_with_workspace(connection) == []
    place = run("createworkspace", CONNECTION=connection, NAME="东兴市")["WORKSPACE"]
    assert schemas_with_workspace(connection) == ["东兴市"]
    assert place_name(place) == f"东兴市 ({connection})"
    for name, text in (("a", "P1,甲,108.1,21.6\nP2,乙,108.2,21.6\n"), ("b", "P2,乙新,108.2,21.6\nP3,丙,108.3,21.6\n")):
        (tmp_path / f"{name}.csv").write_text("规划编号,站点名称,经度,纬度\n" + text, "utf-8")
    given = {"KIND": "plan", "WORKSPACE": place, "OUTPUT": "TEMPORARY_OUTPUT", "INTO": "add"}
    run("importtable", FILE=str(tmp_path / "a.csv"), **given)
    workspace = open_place(place)
    was = former(workspace, "plan")
    done = run("importtable", FILE=str(tmp_path / "b.csv"), **given)
    assert [done[name] for name in ("ADDED", "UPDATED", "KEPT", "REMOVED")] == [1, 1, 1, 0]
    assert read(workspace, "plan")["site_name"].tolist() == ["甲", "乙新", "丙"]
    with pytest.raises(CoreError, match="changed since"):
        put_back(workspace, "plan", was, "another")
    put_back(workspace, "plan", was, digest(read(workspace, "plan")))
    assert digest(read(workspace, "plan")) == digest(was)
    put_back(workspace, "plan", None, digest(was))
    assert "plan" not in tables(workspace)
