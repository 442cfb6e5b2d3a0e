"""Targets by the model terrain: the made-up sample county through checktargets, and what a plan would close behind a wall."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from handmade import layer, rows_of
from qgis.core import QgsProcessingException, QgsProcessingFeedback

sys.path.insert(0, str(Path(__file__).parents[1] / "core" / "coverage"))
from ground_data import write_dem

VILLAGE = "bb-2027-village-5g"
LON, LAT, M_LON = 108.1, 21.5, 103_700.0


class Log(QgsProcessingFeedback):
    def __init__(self):
        super().__init__()
        self.lines = []

    def pushWarning(self, text):
        self.lines.append(text)


def run(name, **given):
    import processing

    return processing.run(f"fengsui:{name}", given)


def of(sample, name):
    return f"{sample / 'sample.gpkg'}|layername={name}"


def targets(**given):
    return {
        (r["county"], r["target"]): r
        for r in rows_of(run("checktargets", TARGETS="TEMPORARY_OUTPUT", **given)["TARGETS"])
    }


@pytest.fixture(scope="module")
def terrain(qgis_app, sample):
    supply = {name.upper(): of(sample, name) for name in ("sites", "cells", "counties")}
    return {**supply, "MODEL": "terrain", "DEM": str(sample / "dem.tif"), "DATE": "2026-11-21"}


@pytest.mark.slow
def test_the_sample_county_by_terrain_says_so_and_differs_from_circles(sample, terrain):
    places, county = of(sample, "places"), terrain["COUNTIES"]
    at_once = targets(DEMAND=[places], YEAR=2027, **terrain)
    found = run("findgaps", DEMAND=places, TECHNOLOGY="each", ASSESSED="TEMPORARY_OUTPUT", **terrain)["ASSESSED"]
    assert {row["by_model"] for row in rows_of(found)} == {"terrain", None}
    in_two = targets(COUNTIES=county, ASSESSED=[found], SITES=terrain["SITES"], YEAR=2027, DATE=terrain["DATE"])
    assert at_once == in_two
    row = at_once["东兴市", VILLAGE]
    assert "terrain model" in row["basis"]
    plain = targets(DEMAND=[places], YEAR=2027, **{**terrain, "MODEL": "radius", "DEM": None})["东兴市", VILLAGE]
    assert "model" not in plain["basis"].replace("modelled", "")
    assert row["denominator"] == plain["denominator"]
    assert (row["numerator"], row["unknown"]) != (plain["numerator"], plain["unknown"])


def test_heights_that_are_missing_are_asked_for(sample, terrain):
    given = {**terrain, "DEM": None, "TARGETS": "TEMPORARY_OUTPUT"}
    with pytest.raises(QgsProcessingException, match="give a DEM"):
        run("checktargets", DEMAND=[of(sample, "places")], **given)


def test_a_model_without_demand_is_told_to_do_nothing(sample, terrain):
    import processing

    log = Log()
    processing.run("fengsui:checktargets", {**terrain, "TARGETS": "TEMPORARY_OUTPUT"}, feedback=log)
    assert any("MODEL is for DEMAND alone" in line for line in log.lines)


@pytest.fixture
def behind_a_wall(qgis_app, tmp_path):
    """A village 1.5 km east of where a site is planned, a wall of 250 m between; another as far to the west."""
    heights = np.full((400, 400), 10.0)
    column = round((800 / M_LON + 0.2) / 0.001)
    heights[:, column - 2 : column + 3] = 250
    dem = write_dem(tmp_path / "wall.tif", heights, LON - 0.2, LAT + 0.2, 0.001)
    county = "Polygon ((108 21, 109 21, 109 22, 108 22, 108 21))"
    places = [(f"V{n}", f"{n}村", "行政村", f"Point ({LON + n * 1500 / M_LON} {LAT})") for n in (-1, 1)]
    planned = ("P", "macro", "rural", 2026, "mobile", "planned", 35.0, f"Point ({LON} {LAT})")
    far = ("S", "5G", "mobile", "700", "on_air", "rural", 35.0, f"Point ({LON} {LAT + 0.15})")
    sites = "site_id:string technologies:string operators:string bands:string status:string scene:string antenna_height_m:double"
    plan = "plan_id:string build_type:string scene:string year:integer operators:string status:string antenna_height_m:double"
    return {
        "COUNTIES": layer(
            "Polygon", "counties", "code:string name:string group:string", ("450681", "东兴市", "both", county)
        ),
        "DEMAND": [layer("Point", "villages", "编号:string 名称:string 类型:string", *places)],
        "SITES": layer("Point", "sites", sites, far),
        "PLAN": layer("Point", "plan", plan, planned),
        "DEM": dem,
        "MODEL": "terrain",
    }


def test_a_plan_closes_what_its_signal_reaches_not_what_lies_in_its_circle(behind_a_wall, qgis_app):
    samples = layer(
        "Point", "samples", "time:string network:string operator:string rsrp_dbm:double",
        *((f"2026-10-01 1{k}:00:00", "5G", "mobile", -120.0, f"Point ({LON + n * 1500 / M_LON + k * 3e-4} {LAT})")
          for n in (-1, 1) for k in range(4)),
    )  # fmt: skip
    given = {**behind_a_wall, "MEASUREMENTS": samples, "FINDINGS": "TEMPORARY_OUTPUT", "TARGETS": "TEMPORARY_OUTPUT"}
    rows = {r["target"]: r for r in rows_of(run("checkplan", **given)["TARGETS"])}
    found = rows[VILLAGE]
    assert (found["numerator"], found["denominator"]) == (0, 2)
    assert found["value_if_built"] == 50
    assert (
        "measured 1; modelled 1; by the terrain model" in found["basis_if_built"]
    )  # the gap behind the wall stays measured
