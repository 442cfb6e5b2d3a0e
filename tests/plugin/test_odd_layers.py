"""findgaps and checktargets on small layers as people hand them in: every choice, odd systems, cut names, gaps in columns."""

from __future__ import annotations

import pytest
from handmade import layer, rows_of
from qgis.core import QgsSettings, QgsVectorFileWriter, QgsVectorLayer

import processing

COUNTY = "Polygon ((108 21, 109 21, 109 22, 108 22, 108 21))"
TARGET = "bb-2027-village-5g"
SITE = "site_id:string technologies:string operators:string bands:string status:string scene:string build_type:string antenna_height_m:double"
NEAR, FAR = "Point (108.101 21.5)", "Point (108.6 21.5)"


@pytest.fixture
def counties(qgis_app):
    return layer("Polygon", "counties", "code:string name:string group:string", ("450681", "东兴市", "both", COUNTY))


@pytest.fixture
def villages(qgis_app):
    rows = (("A", "甲村", "admin-village", NEAR), ("B", "乙村", "admin-village", FAR))
    return layer("Point", "villages", "place_id:string name:string kind:string", *rows)


@pytest.fixture
def sites(qgis_app):
    return layer(
        "Point", "sites", SITE,
        ("S1", "4G;5G", "mobile", "700;900", "on_air", "rural", "macro", 35.0, "Point (108.1 21.5)"),
        ("S2", "4G", "telecom", "800", "on_air", "rural", "macro", 35.0, "Point (108.1 21.5)"),
    )  # fmt: skip


def find(demand, **given):
    sinks = dict.fromkeys(("ASSESSED", "GAPS", "SUMMARY", "FINDINGS", "CANDIDATES"), "TEMPORARY_OUTPUT")
    if given.get("OPERATOR") == "each":
        del sinks["CANDIDATES"]
    return processing.run("fengsui:findgaps", {"DEMAND": demand, **sinks, **given})


def states(run) -> dict:
    return {(r["place_id"], r["technology"], r["operator"]): r["state"] for r in rows_of(run["ASSESSED"])}


def target(counties, *runs, name=TARGET):
    given = {"ASSESSED": [run["ASSESSED"] for run in runs], "GAPS": [run["GAPS"] for run in runs]}
    found = processing.run("fengsui:checktargets", {"COUNTIES": counties, "TARGETS": "TEMPORARY_OUTPUT", **given})
    (one,) = [row for row in rows_of(found["TARGETS"]) if row["target"] == name]
    return one


@pytest.mark.parametrize("model", ["radius", pytest.param("formula", marks=pytest.mark.slow)])
def test_every_technology_and_operator(counties, villages, sites, model):
    given = {"SITES": sites, "COUNTIES": counties, "MODEL": model, "TECHNOLOGY": "each"}
    either = find(villages, OPERATOR="any", **given)
    both = ("covered_model", "gap_model")
    assert states(either) == {(p, t, "any"): s for t in ("4G", "5G") for p, s in zip("AB", both)}
    assert (target(counties, either)["numerator"], target(counties, either)["denominator"]) == (1, 2)
    one = states(find(villages, OPERATOR="each", **given))
    assert {key for key, state in one.items() if state == "covered_model"} == {
        ("A", "4G", "mobile"),
        ("A", "5G", "mobile"),
        ("A", "4G", "telecom"),
    }
    telecom = find(villages, OPERATOR="电信", **given)
    assert {key[2] for key in states(telecom)} == {"telecom"}
    assert (
        target(counties, telecom)["verdict"] == "not_computed"
    )  # that one operator has none says nothing of the others
    assert target(counties, find(villages, OPERATOR="mobile", **given))["numerator"] == 1


def test_without_sites_nothing_is_known_and_nothing_fails(counties, villages):
    run = find(villages, COUNTIES=counties, TECHNOLOGY="each")
    assert set(states(run).values()) == {"unknown"}
    assert rows_of(run["CANDIDATES"]) == []
    found = target(counties, run)
    assert (found["value"], found["unknown"], found["verdict"]) == (None, 2, "not_computed")


def test_an_empty_demand(counties, sites):
    empty = layer("Point", "villages", "place_id:string name:string kind:string")
    run = find(empty, SITES=sites, COUNTIES=counties, TECHNOLOGY="each")
    assert rows_of(run["ASSESSED"]) == rows_of(run["GAPS"]) == rows_of(run["CANDIDATES"]) == []
    assert target(counties, run)["verdict"] == "not_computed"


def test_without_counties_the_targets_find_them_by_place(counties, villages, sites):
    run = find(villages, SITES=sites)
    assert {row["county"] for row in rows_of(run["ASSESSED"])} == {None}
    assert target(counties, run)["denominator"] == 2


def test_layers_in_mercator_are_the_same_layers(counties, villages, sites):
    turned = {
        name: processing.run("native:reprojectlayer", {"INPUT": given, "TARGET_CRS": "EPSG:3857", "OUTPUT": "memory:"})["OUTPUT"]
        for name, given in (("DEMAND", villages), ("SITES", sites), ("COUNTIES", counties))
    }  # fmt: skip
    plain, other = find(villages, SITES=sites, COUNTIES=counties), find(turned.pop("DEMAND"), **turned)
    assert states(other) == states(plain)
    assert other["ASSESSED"].crs().authid() == "EPSG:4490"
    assert target(turned["COUNTIES"], other)["numerator"] == 1


def test_a_shapefile_cuts_names_at_ten_bytes(counties, tmp_path, qgis_app):
    fields = "site_id:string technologies:string operators:string status:string antenna_height_m:double bands:string scene:string"
    made = layer("Point", "sites", fields, ("S1", "5G", "mobile", "on_air", 35.0, "700", "rural", "Point (108.1 21.5)"))
    rows = (("A", "甲村", "行政村", 120, NEAR), ("B", "乙村", "行政村", 30, FAR))
    demand = layer("Point", "villages", "place_id:string 行政村名称:string 类型:string households:integer", *rows)
    files = [shapefile(one, tmp_path) for one in (made, demand)]
    assert "technologi" in files[0].fields().names()
    run = find(files[1], SITES=files[0], COUNTIES=counties, MODEL="formula")
    assert states(run) == {("A", "5G", "any"): "covered_model", ("B", "5G", "any"): "gap_model"}
    written = shapefile(run["ASSESSED"], tmp_path, "assessed")
    assert target(counties, {"ASSESSED": written, "GAPS": shapefile(run["GAPS"], tmp_path, "gaps")})["denominator"] == 2


def shapefile(given: QgsVectorLayer, folder, name: str | None = None) -> QgsVectorLayer:
    path = str(folder / f"{name or given.name()}.shp")
    QgsVectorFileWriter.writeAsVectorFormat(given, path, "UTF-8", given.crs(), "ESRI Shapefile")
    return QgsVectorLayer(path, name or given.name())


def test_cells_that_name_no_operator_cover_somebody(counties, villages, sites):
    cells = layer(
        "None", "cells", "cell_id:string site_id:string technology:string band_mhz:double antenna_height_m:double",
        ("C1", "S1", "5G", 700.0, 35.0), ("C2", "S2", "4G", 800.0, 35.0),
    )  # fmt: skip
    given = {"SITES": sites, "CELLS": cells, "COUNTIES": counties}
    assert states(find(villages, **given)) == {("A", "5G", "any"): "covered_model", ("B", "5G", "any"): "gap_model"}
    mobile = states(find(villages, OPERATOR="mobile", **given))
    assert mobile == {("A", "5G", "mobile"): "unknown", ("B", "5G", "mobile"): "gap_model"}


def test_a_demand_of_the_plan_alone_has_its_year(counties, villages):
    fields = "plan_id:string build_type:string scene:string year:integer operators:string status:string radius_m:double"
    plan = layer("Point", "plan", fields, ("P", "macro", "rural", 2027, "mobile", "planned", 1000.0, FAR))
    years = {row["place_id"]: row["planned_year"] for row in rows_of(find(villages, PLAN=plan)["ASSESSED"])}
    assert years == {"A": None, "B": 2027}


def test_both_speak_chinese(counties, villages, sites):
    QgsSettings().setValue("locale/userLocale", "zh-Hans")
    try:
        run = find(villages, SITES=sites, COUNTIES=counties)
        found = target(counties, run)
    finally:
        QgsSettings().setValue("locale/userLocale", "en_US")
    assert all("半径模型" in row["evidence"] or "规划半径" in row["evidence"] for row in rows_of(run["ASSESSED"]))
    assert found["basis"] == "模型2"
    assert "优先" in str(rows_of(run["CANDIDATES"])) or "最近" in str(rows_of(run["CANDIDATES"]))
