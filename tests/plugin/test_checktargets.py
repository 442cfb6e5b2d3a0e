"""Targets judged from layers: the table of each county, shortfalls, figures by kind, own targets, both languages."""

from __future__ import annotations

import pytest
from qgis.core import NULL, QgsFeature, QgsGeometry, QgsProcessingException, QgsSettings, QgsVectorLayer

COUNTY = "Polygon ((108 21, 109 21, 109 22, 108 22, 108 21))"
NEXT = "Polygon ((109 21, 110 21, 110 22, 109 22, 109 21))"


def layer(geometry: str, name: str, fields: str, *rows: tuple) -> QgsVectorLayer:
    """A memory layer; fields as 'name:type name:type', rows with WKT last where there is a geometry."""
    columns = "&".join(f"field={field}" for field in fields.split())
    made = QgsVectorLayer(
        f"{geometry}?crs=EPSG:4490&{columns}" if geometry != "None" else f"None?{columns}", name, "memory"
    )
    features = []
    for row in rows:
        feature = QgsFeature(made.fields())
        feature.setAttributes(list(row[: made.fields().count()]))
        if geometry != "None":
            feature.setGeometry(QgsGeometry.fromWkt(row[-1]))
        features.append(feature)
    made.dataProvider().addFeatures(features)
    return made


def rows_of(output) -> list[dict]:
    names = output.fields().names()
    return [{n: None if v == NULL else v for n, v in zip(names, row.attributes())} for row in output.getFeatures()]


@pytest.fixture(scope="module")
def counties(qgis_app) -> QgsVectorLayer:
    rows = [("450681", "东兴市", "边境且沿海", COUNTY), ("450122", "武鸣县", "无", NEXT)]
    return layer("Polygon", "counties", "代码:string 名称:string 类别:string", *rows)


def villages(technology: str, *states: str) -> QgsVectorLayer:
    fields = "place_id:string name:string kind:string county:string technology:string operator:string state:string unit:string total:double"
    rows = [
        (f"V{n}", f"{n}村", "admin-village", "东兴市", technology, "any", s, "place", 1.0, "Point (108.5 21.5)")
        for n, s in enumerate(states)
    ]
    return layer("Point", f"assessed {technology}", fields, *rows)


def check(counties, **given) -> dict:
    import processing

    sinks = dict.fromkeys(("TARGETS", "SHORTFALLS", "PARTS"), "TEMPORARY_OUTPUT")
    return processing.run("fengsui:checktargets", {"COUNTIES": counties, **sinks, **given})


def of(run: dict, target: str, county: str = "东兴市") -> dict:
    (one,) = [row for row in rows_of(run["TARGETS"]) if (row["target"], row["county"]) == (target, county)]
    return one


def test_layers_become_a_table_of_targets(counties):
    run = check(
        counties,
        ASSESSED=[villages("5G", *["covered_model"] * 19, "gap_model"), villages("4G", *["covered_measured"] * 20)],
    )
    village = of(run, "bb-2027-village-5g")
    assert (village["value"], village["verdict"], village["basis"]) == (95, "met", "modelled 20")
    assert of(run, "bb-2025-village-broadband")["verdict"] == "met"
    assert of(run, "bb-2027-village-5g", "武鸣县")["verdict"] == "not_applicable"
    rows = rows_of(run["TARGETS"])
    assert len({(row["county"], row["target"]) for row in rows}) == 2 * 171
    assert run["MET"] == sum(row["verdict"] == "met" for row in rows)
    assert run["NOT_COMPUTED"] == sum(row["verdict"] == "not_computed" for row in rows)
    short = [row for row in rows_of(run["SHORTFALLS"]) if row["target"] == "bb-2027-village-5g"]
    assert [(row["demand"], row["label"], row["kind"], row["state"]) for row in short] == [
        ("V19", "19村", "admin-village", "gap_model")
    ]
    assert any(row["target"] == "bb-2027-village-5g" and row["denominator"] == 20 for row in rows_of(run["PARTS"]))


def test_counties_alone_give_rows_and_no_nought(counties):
    rows = [row for row in rows_of(check(counties)["TARGETS"]) if row["verdict"] == "not_computed"]
    assert rows
    assert all(row["value"] is None and row["missing"] for row in rows)


def test_statistics_tasks_year_and_documents(qgis_app):
    area = layer("None", "cities", "code:string name:string group:string", ("440200", "韶关市", "none"))
    typed = layer(
        "None", "statistics", "县:string 指标:string 时期:string 数值:double 来源:string",
        ("韶关市", "500M以上用户占比", "2023-05", 20.53, "市工信局"), ("韶关市", "500M以上用户占比", "2023Q1", 19.4, "省通报"),
    )  # fmt: skip
    tasks = layer(
        "None", "tasks", "county:string year:integer task:double built_reported:double", ("韶关市", 2023, 699, 366)
    )
    run = check(area, STATISTICS=typed, TASKS=tasks, YEAR=2023, DOCUMENTS="157号")
    assert of(run, "sg-2023h1-rate", "韶关市")["value"] == 52.36
    lines = [r for r in rows_of(run["TARGETS"]) if r["target"] == "sg-500m-standard"]
    assert sorted((r["source"], r["value"], r["shortfall"]) for r in lines) == [
        ("市工信局", 20.53, 4.47),
        ("省通报", 19.4, 5.6),
    ]
    due = {(r["target"], r["due"]) for r in rows_of(run["TARGETS"])}
    assert ("sg-siteplan", "earlier") in due
    assert ("sg-2023-task", "due") in due


def test_a_county_gives_its_own_targets_and_profile(counties, tmp_path):
    own = tmp_path / "ours.yaml"
    own.write_text(
        "records:\n  - {id: our-villages, zh: 本县行政村通5G, en: Our villages with 5G, year: 2026, unit: '%', comparator: '>', "
        "value: 95, compute: {class: points, kinds: [admin-village], pass: {all: [5G]}}}\n",
        "utf-8",
    )
    profile = tmp_path / "county.yaml"
    profile.write_text("name: county\nversion: '1'\nvalues: {claimed_counts: 1}\n", "utf-8")
    layers = [villages("5G", *["covered_model"] * 19, "claimed")]
    run = check(counties, ASSESSED=layers, OWN=str(own), PROFILE=str(profile), DOCUMENTS="ours")
    assert {row["target"] for row in rows_of(run["TARGETS"])} == {"our-villages"}
    assert of(run, "our-villages")["verdict"] == "met"
    own.write_text("records:\n  - {id: x}\n", "utf-8")
    with pytest.raises(QgsProcessingException, match="record 'x'"):
        check(counties, OWN=str(own))
    with pytest.raises(QgsProcessingException, match="no document"):
        check(counties, DOCUMENTS="999号")


def test_it_speaks_chinese(counties):
    QgsSettings().setValue("locale/userLocale", "zh-Hans")
    try:
        run = check(counties, ASSESSED=[villages("4G", "covered_model")])
    finally:
        QgsSettings().setValue("locale/userLocale", "en_US")
    village = of(run, "bb-2027-village-5g")
    assert village["subject"] == "行政村通5G"
    assert "只评估了4G，缺5G" in village["missing"]


def test_a_layer_of_findgaps_is_read(counties):
    import processing

    fields = "place_id:string name:string kind:string county:string"
    demand = layer(
        "Point",
        "villages",
        fields,
        ("A", "甲村", "行政村", None, "Point (108.50 21.50)"),
        ("B", "乙村", "行政村", None, "Point (108.90 21.90)"),
    )
    columns = "site_id:string technologies:string operators:string status:string scene:string radius_m:double"
    sites = layer(
        "Point", "sites", columns, ("S1", "4G;5G", "mobile", "on_air", "rural", 2000.0, "Point (108.501 21.501)")
    )
    gaps = processing.run(
        "fengsui:findgaps",
        {"DEMAND": demand, "SITES": sites, "COUNTIES": counties, "TECHNOLOGY": "5G", "ASSESSED": "TEMPORARY_OUTPUT", "GAPS": "TEMPORARY_OUTPUT"},
    )  # fmt: skip
    run = check(counties, ASSESSED=[gaps["ASSESSED"]], GAPS=[gaps["GAPS"]])
    village = of(run, "bb-2027-village-5g")
    assert (village["numerator"], village["denominator"]) == (1, 2)
