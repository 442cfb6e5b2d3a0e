"""What the opinions say of an adjustment, and candidates of one demand, through the toolbox on the sample."""

from __future__ import annotations

import geopandas as gpd
import openpyxl
import pandas as pd
import pytest
from qgis.core import QgsVectorLayer
from sample_layers import everything, layer_of, of_site, rows_of

import processing
from fengsui.core.report.opinions import write_opinions


@pytest.fixture(scope="module")
def nearest(applied, sample, tmp_path_factory):
    points = str(tmp_path_factory.mktemp("places") / "points.gpkg")
    settings = {"SITES": applied, **everything(sample), "AREAS": "TEMPORARY_OUTPUT", "POINTS": points}
    processing.run("fengsui:findlocations", settings)
    return [row for row in rows_of(QgsVectorLayer(points, "points", "ogr")) if row["kind"] == "nearest"]


@pytest.fixture(scope="module")
def opinions(applied, sample, tmp_path_factory):
    folder = tmp_path_factory.mktemp("opinions")
    given = {**everything(sample), "SITES": layer_of(sample, "sites")}
    given.pop("EXISTING")
    outputs = {name: str(folder / f"{name.lower()}.gpkg") for name in ("FINDINGS", "REVIEWED", "COMPARED")}
    result = processing.run("fengsui:checkapplications", {"APPLICATIONS": applied, **given, **outputs})
    return {name: rows_of(QgsVectorLayer(result[name], name, "ogr")) for name in outputs}


def test_an_approval_with_adjustment_names_the_place(opinions, nearest):
    adjusted = [row for row in opinions["REVIEWED"] if row["opinion"] == "approve_adjusted"]
    assert len(adjusted) >= 5
    assert all(row["suggestion"] for row in adjusted)
    for row in adjusted:
        (place,) = of_site(nearest, row["application_id"])
        if row["suggested_lon"] is None:  # moving is no cure: its own place passes, what is at fault is the type
            assert (place["shift_m"], row["shift_m"]) == (0, None)
            continue
        assert row["suggested_lon"] == pytest.approx(place["lon"])
        assert row["shift_m"] == pytest.approx(place["shift_m"], abs=0.001)
    assert any(row["shift_m"] and "Move" in row["suggestion"] for row in adjusted)
    rest = [row for row in opinions["REVIEWED"] if row["opinion"] != "approve_adjusted"]
    assert all(not row["suggestion"] and row["suggested_lon"] is None for row in rest)


def test_main_and_backup_stand_side_by_side(opinions):
    assert {row["candidate_group"] for row in opinions["COMPARED"]} == {"HX-01"}
    assert [row["rank"] for row in opinions["COMPARED"]] == [1, 2]
    assert opinions["COMPARED"][0]["shift_m"] == 0


def test_the_workbook_shows_the_adjustment(applied, opinions, tmp_path):
    reviewed, findings = (pd.DataFrame(opinions[name]).drop(columns="geometry") for name in ("REVIEWED", "FINDINGS"))
    reviewed = gpd.GeoDataFrame(reviewed, geometry=[None] * len(reviewed), crs="EPSG:4490")
    write_opinions(tmp_path / "opinions.xlsx", reviewed, findings, {}, "zh")
    sheet = openpyxl.load_workbook(tmp_path / "opinions.xlsx")["意见"]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    header = next(row for row in cells if "调整建议" in row)
    column = header.index("调整建议")
    assert {"建议移动（m）", "建议经度", "建议纬度"} <= set(header)
    assert any(str(row[column]).startswith("Move ") for row in cells)
