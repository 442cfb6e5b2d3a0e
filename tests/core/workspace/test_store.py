"""Tables come back as they were kept, in a file and on a server."""

from __future__ import annotations

import datetime as dt
import json

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from workspace_tables import RECORD, findings

from fengsui.core.errors import Cancelled, CoreError
from fengsui.core.workspace.listing import placed
from fengsui.core.workspace.tables import table_name
from fengsui.core.workspace.workspace import create_workspace, open_workspace, read, runs, store, store_all, tables

BOX = shapely.box(108, 21, 108.1, 21.1)


def frame() -> gpd.GeoDataFrame:
    columns = {
        "zone_id": ["Z1", None],
        "Zone_ID": ["double", "name"],
        "fid": [7, 8],
        "level": pd.array([2**53 + 1, None], dtype="Int64"),
        "area": [1.5, float("nan")],
        "valid": pd.array([True, None], dtype="boolean"),
        "since": [pd.Timestamp("2026-11-01"), pd.NaT],
        "read_at": [pd.Timestamp("2026-11-01 08:30:01.250"), pd.NaT],
        "批文 %s?": ["文'号\"1", ""],
        "codes": [["farmland", "forest"], None],
    }
    return gpd.GeoDataFrame(columns, geometry=[BOX, None], crs="EPSG:4490")


def test_a_table_comes_back_with_its_types(workspace):
    store(workspace, "zones", frame(), RECORD)
    back = read(workspace, "zones")
    assert back.crs.to_epsg() == 4490
    assert back["zone_id"].tolist() == ["Z1", None]
    assert back["Zone_ID_2"].tolist() == ["double", "name"]
    assert back["source_fid"].tolist() == [7, 8]
    assert back["level"].tolist() == [2**53 + 1, pd.NA]
    assert back["area"].isna().tolist() == [False, True]
    assert back["valid"].tolist() == [True, pd.NA]
    assert back["since"].tolist() == [pd.Timestamp("2026-11-01"), pd.NaT]
    assert back["read_at"].iloc[0] == pd.Timestamp("2026-11-01 08:30:01.250")
    assert back["批文 %s?"].tolist() == ["文'号\"1", ""]
    assert back["codes"].tolist() == ["farmland;forest", None]
    assert back.geometry.iloc[0].equals(BOX)
    assert back.geometry.iloc[1] is None


@pytest.mark.parametrize(
    "shapes",
    [
        [shapely.Point(108, 21), None],
        [shapely.Point(108, 21), shapely.MultiPoint([(108, 21), (108.1, 21)])],
        [shapely.LineString([(108, 21), (109, 22)])],
        [BOX, shapely.Point(108, 21)],
        [shapely.Point(108, 21, 5)],
        [None, shapely.Polygon()],
        [],
    ],
    ids=["points", "multipoints", "lines", "mixed", "with height", "no place", "no row"],
)
def test_every_kind_of_place_is_kept(workspace, shapes):
    store(workspace, "gaps", gpd.GeoDataFrame({"n": range(len(shapes))}, geometry=shapes, crs="EPSG:4490"))
    back = read(workspace, "gaps")
    for former, kept in zip(shapes, back.geometry):
        empty = former is None or former.is_empty
        assert kept is None if empty else kept.equals(shapely.force_2d(former))
    assert len(back) == len(shapes)


def test_the_list_of_findings_reads_what_is_kept(workspace):
    words = ["文'号\"1\\n", "", "两行\n\t字", "😀", "1e5", "null"]
    table = findings([f"A{n}" for n in range(6)], measured=[0.1 + 0.2, 1e-300, -0.0, float("nan"), 2**53 + 2.0, 60.0])
    table["message"] = words
    table["suggestion"] = [None, *words[1:]]
    extra = pd.concat([frame().drop(columns="geometry"), frame().drop(columns="geometry")], ignore_index=True)
    store(workspace, "findings", pd.concat([table, extra], axis=1), RECORD)
    whole = read(workspace, "findings")
    with workspace.backing.reading() as session:
        kept = session.read_unplaced("findings")
    pd.testing.assert_frame_equal(pd.DataFrame(whole.drop(columns="geometry")), kept.drop(columns="place"))
    assert placed(kept).geometry.equals(whole.geometry)
    assert kept["message"].tolist() == words


def test_a_list_that_another_program_wrote_into_is_read_all_the_same(tmp_path):
    workspace = create_workspace(str(tmp_path / "a.gpkg"), "东兴市")
    store(workspace, "findings", findings(), RECORD)
    with workspace.backing.writing() as session:
        session.run("UPDATE findings SET message = x'00ff' WHERE feature = 'A1'")
    with workspace.backing.reading() as session:
        kept = session.read_unplaced("findings")
    assert kept["message"].tolist() == [b"\x00\xff", *["距规划站 412 m"] * 2]
    assert kept["measured"].tolist() == [412.0] * 3


def test_metres_become_degrees(workspace):
    points = gpd.GeoSeries([shapely.Point(108.1, 21.5)], crs="EPSG:4490")
    store(workspace, "sites", gpd.GeoDataFrame(geometry=points.to_crs("EPSG:4545")))
    assert read(workspace, "sites").geometry.iloc[0].distance(points.iloc[0]) < 1e-8


def test_a_layer_without_system_is_refused_and_nothing_is_kept(workspace):
    bare = gpd.GeoDataFrame(geometry=[shapely.Point(500000, 2300000)])
    with pytest.raises(CoreError, match="no coordinate system"):
        store_all(workspace, {"tasks": pd.DataFrame({"year": [2026]}), "sites": bare})
    assert tables(workspace) == []
    assert len(runs(workspace)) == 0


def test_a_table_takes_the_place_of_the_former_with_other_columns(workspace):
    store(workspace, "targets", pd.DataFrame({"county": ["a", "b"], "value": [1.0, 2.0]}))
    store(workspace, "targets", pd.DataFrame({"county": ["c"], "verdict": ["met"]}))
    back = read(workspace, "targets")
    assert back.to_dict("records") == [{"county": "c", "verdict": "met"}]


def test_snapshots_grow_and_a_day_is_replaced(workspace):
    def snapshot(day: str, value: float) -> pd.DataFrame:
        row = {"date": pd.Timestamp(day), "county": "东兴市", "target": "T1", "source": "", "value": value}
        return pd.DataFrame([row])

    for day, value in (("2026-10-01", 80.0), ("2026-11-01", 85.0), ("2026-11-01", 86.0)):
        store(workspace, "snapshots", snapshot(day, value))
    back = read(workspace, "snapshots")
    assert list(zip(back["date"].dt.day, back["date"].dt.month, back["value"])) == [(1, 10, 80.0), (1, 11, 86.0)]


def test_the_run_record_stands_beside_the_results(workspace):
    text = json.dumps({**RECORD, "parameters": {"YEAR": 2026}})
    number = store_all(workspace, {"findings": findings(), "reviewed": findings()}, text)
    row = runs(workspace).iloc[0]
    assert (row["run"], row["checked_by"], row["profile"]) == (number, "checkapplications", "national 1")
    assert row["tables"] == "findings;reviewed"
    assert row["record"] == text
    assert dt.datetime.fromisoformat(row["stored_at"]).tzinfo


def test_several_results_of_one_sort_stand_side_by_side(workspace):
    name = table_name("assessed", "公路 5G")
    assert name == "assessed_公路_5g"
    store(workspace, name, findings())
    store(workspace, "assessed", findings())
    assert tables(workspace) == [name, "assessed"]


@pytest.mark.parametrize("name", ["runs", "decisions", "nonsense", 'zones"; DROP', "ZONES x", "assessed_" + "长" * 40])
def test_other_names_are_refused(workspace, name):
    with pytest.raises(CoreError, match="no table"):
        store(workspace, name, findings())


def test_a_table_that_is_not_there_yet_is_said(workspace):
    with pytest.raises(CoreError, match="has no table 'targets' yet"):
        read(workspace, "targets")


def test_a_cancelled_write_leaves_what_was(workspace):
    store(workspace, "findings", findings(), RECORD)

    def stop(done: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        store(workspace, "findings", findings(["B1"]), RECORD, progress=stop)
    assert read(workspace, "findings")["feature"].tolist() == ["A1", "A2", "A3"]
    assert len(runs(workspace)) == 1


def test_a_workspace_is_found_again(workspace):
    again = open_workspace(workspace.place)
    assert (again.title, again.sample, again.notes) == ("东兴市", False, [])


def test_a_second_one_of_the_name_is_refused(workspace, place):
    store(workspace, "findings", findings(), RECORD)
    with pytest.raises(CoreError, match="already"):
        create_workspace(place, "another")
    assert len(read(workspace, "findings")) == 3
