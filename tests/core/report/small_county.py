"""A workspace with two counties, two targets, three gaps, three applications, and texts that mean harm."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
from shapely.geometry import LineString, Point, box

from fengsui.core.workspace.workspace import create_workspace, store_all

CRS = "EPSG:4490"
NASTY = '<script>alert("x")</script> & \'q\'\n𠀀🗼'
FORMULA = '=HYPERLINK("http://example.org")'
PHONE, PERSON = "13812345678", "联系人：王小明"
CHECK = {"algorithm": "fengsui:checkapplications", "plugin": "9.9.9", "profile": "national 2026.11", "date": "2026-11-21"}


def counties() -> gpd.GeoDataFrame:
    rows = {"code": ["450681", "450603"], "name": ["东兴市", "防城区"], "group": "both", "population": 1000}
    return gpd.GeoDataFrame(rows, geometry=[box(108, 21.5, 108.2, 21.8), box(108.2, 21.5, 108.4, 21.8)], crs=CRS)


def targets() -> pd.DataFrame:
    rows = [
        # county, target, year, unit, value, c, n, u, threshold, verdict
        ("东兴市", "bb-2025-county-town-5g", 2025, "%", 100.0, 1, 1, 0, 100, "met"),
        ("东兴市", "bb-2027-village-5g", 2027, "%", 66.67, 28, 42, 3, 95, "not_met"),
        ("东兴市", "bb-2027-border-road-5g", 2027, "%（公路里程）", 71.1, 29.2, 41.1, 5.5, 95, "not_met"),
        ("防城区", "bb-2027-village-5g", 2027, "%", None, None, None, None, 95, "not_computed"),
        ("东兴市", "bb-2027-border-org-5g", 2027, "%", 50.0, 1, 2, 0, 95, "not_met"),
    ]
    names = ["county", "target", "year", "unit", "value", "numerator", "denominator", "unknown", "target_value", "verdict"]
    table = pd.DataFrame(rows, columns=names)
    subject = {"bb-2027-border-org-5g": "边境管理及贸易机构通5G"}
    return table.assign(
        document="broadband-border-2023-263", clause="一(三)", comparator=">=", basis="实测1", missing="缺图层", due=None,
        subject=table["target"].map(subject).fillna("文中的话"), note="", shortfall=1.0,
    )  # fmt: skip


def gaps() -> gpd.GeoDataFrame:
    shapes = [Point(108.123456, 21.654321), Point(108.1, 21.6), LineString([(108.0123456, 21.6), (108.05, 21.65)])]
    rows = {
        "demand": ["V1", "D1", "G228"], "name": ["红星村", "示例执勤点", "国道G228"],
        "kind": ["admin-village", "duty-post", "road-national"], "county": "450681", "technology": "5G", "operator": "any",
        "state": ["gap_model", "gap_measured", "gap_model"], "length_m": [None, None, 5600.0], "area_m2": None,
        "from_m": [None, None, 1200.0], "to_m": [None, None, 6800.0], "planned_year": None, "reason": None, "people": [900, None, None],
        "households": None, "group": None,
    }  # fmt: skip
    return gpd.GeoDataFrame(pd.DataFrame(rows), geometry=shapes, crs=CRS)


def reviewed() -> gpd.GeoDataFrame:
    rows = {
        "application_id": ["450681202601000118", "A2", "A3"], "site_name": [NASTY, FORMULA, "边防派出所旁"],
        "township": "江平镇", "operators": "telecom;unicom", "build_type": "macro", "structure": "roof",
        "status": "submitted", "submitted_on": pd.Timestamp("2026-03-02"), "year": 2026, "plan_id": ["P1", "P2", None],
        "matched_plan": ["P1", None, None], "plan_distance_m": [31.818, None, None], "scene": "rural",
        "opinion": ["reject", "approve", "supplement"], "reasons": ["SP-18 占用农田", f"{PERSON}，{PHONE}", "x"],
        "suggestion": ["移至 108.165812, 21.618238", "", ""], "blocks": [1, 0, 0], "errors": 0, "warnings": 0, "not_checked": 1,
        "structure_height_m": 35.0, "antenna_height_m": 33.0,
    }  # fmt: skip
    return gpd.GeoDataFrame(pd.DataFrame(rows), geometry=[Point(108.1, 21.6), Point(108.11, 21.61), Point(108.12, 21.62)], crs=CRS)


def findings(*rules: str) -> gpd.GeoDataFrame:
    rows = [
        {
            "rule": rule, "aspect": "a", "severity": "block" if rule == "SP-18" else "not_checked" if rule == "SP-24" else "error",
            "layer": "applications", "feature": None if rule == "SP-24" else "450681202601000118", "other": None, "label": "站",
            "message": f"{rule} 的问题", "measured": 6.0 if rule == "SP-18" else None, "limit": 10.0, "unit": "m", "clause": "第三十五条",
            "data": "applications", "suggestion": "",
        }
        for rule in rules
    ]  # fmt: skip
    return gpd.GeoDataFrame(pd.DataFrame(rows), geometry=[Point(108.1, 21.6)] * len(rows), crs=CRS)


def progress() -> pd.DataFrame:
    rows = [("all", "whole", 2023, 700, 699, 366, 52.36), ("东兴市", "county", 2023, 700, 699, 366, 52.36), ("防城区", "county", 2023, 1, 9, 9, 100.0)]
    table = pd.DataFrame(rows, columns=["area", "level", "year", "planned", "task", "built", "rate"])
    return table.assign(applied=0, approved=0, built_source="sites")


def made(path):
    """The workspace; the applications were checked twice, so that there is something to compare."""
    workspace = create_workspace(str(path), "测试县", sample=True)
    store_all(workspace, {"counties": counties()}, {"algorithm": "fengsui:importtable"})
    store_all(workspace, {"progress": progress()}, {"algorithm": "fengsui:planprogress", "plugin": "9.9.9"})
    summary = pd.DataFrame({"county": ["450681"], "kind": ["admin-village"], "technology": "5G", "operator": "any", "unit": "place", "total": 42.0, "covered": 28.0, "gap": 11.0, "unknown": 3.0, "share": 28 / 42})  # fmt: skip
    store_all(workspace, {"gaps_places": gaps(), "summary_places": summary}, {"algorithm": "fengsui:findgaps", "profile": "national 2026.11"})
    shortfalls = pd.DataFrame({"county": ["东兴市"], "target": ["bb-2027-village-5g"], "demand": ["V1"], "label": ["红星村"], "kind": ["admin-village"], "state": ["gap_model"], "reason": ["缺学校"]})  # fmt: skip
    store_all(workspace, {"targets": targets(), "shortfalls": shortfalls}, {"algorithm": "fengsui:checktargets", "date": "2026-11-21"})
    for rules in (("SP-12", "SP-24"), ("SP-18", "SP-21", "SP-24")):
        store_all(workspace, {"findings": findings(*rules), "reviewed": reviewed()}, CHECK)
    return workspace
