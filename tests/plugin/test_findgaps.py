"""Gaps of the sample county, and of layers as people hand them in."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsProcessingException, QgsVectorLayer

import processing

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "sample" / "sample.gpkg"
STATES = {"covered_model", "gap_model", "unknown", "covered_measured", "gap_measured", "claimed"}


def layer(name):
    return f"{SAMPLE}|layername={name}"


def run(tmp_path, **given):
    outputs = {name: str(tmp_path / f"{name}.gpkg") for name in ("ASSESSED", "GAPS", "SUMMARY", "FINDINGS")}
    found = processing.run("fengsui:findgaps", {**given, **outputs})
    return {name: rows(found[name]) for name in outputs}


def rows(path):
    read = QgsVectorLayer(path, "read")
    names = [field.name() for field in read.fields()]
    return [dict(zip(names, feature.attributes())) for feature in read.getFeatures()]


def memory(geometry, fields, *features):
    made = QgsVectorLayer(f"{geometry}?crs=EPSG:4490{''.join(f'&field={f}' for f in fields)}", "made", "memory")
    made.dataProvider().addFeatures([_feature(made, wkt, values) for wkt, values in features])
    return made


def _feature(made, wkt, values):
    feature = QgsFeature(made.fields())
    feature.setAttributes(list(values))
    feature.setGeometry(QgsGeometry.fromWkt(wkt))
    return feature


def test_the_samples_places(qgis_app, tmp_path):
    found = run(
        tmp_path,
        DEMAND=layer("places"),
        SITES=layer("sites"),
        PLAN=layer("plan"),
        COUNTIES=layer("counties"),
        TOWNSHIPS=layer("townships"),
        TECHNOLOGY="each",
    )
    count = QgsVectorLayer(layer("places"), "places").featureCount()
    assert len(found["ASSESSED"]) == 2 * count
    assert {r["state"] for r in found["ASSESSED"]} <= STATES
    assert all(r["evidence"] for r in found["ASSESSED"])
    assert {r["technology"] for r in found["SUMMARY"]} == {"4G", "5G"}
    open_items = [r for r in found["ASSESSED"] if not r["state"].startswith("covered")]
    assert len(found["GAPS"]) == len(open_items)
    total = sum(r["total"] for r in found["SUMMARY"])
    assert total == 2 * count
    assert sum(r["covered"] + r["gap"] + r["unknown"] for r in found["SUMMARY"]) == total


def test_the_samples_roads(qgis_app, tmp_path):
    given = {
        "DEMAND": layer("routes"),
        "SITES": layer("sites"),
        "COUNTIES": layer("counties"),
        "PLACES": layer("places"),
    }
    found = run(tmp_path, MODEL="formula", **given)
    assert {r["unit"] for r in found["ASSESSED"]} == {"m"}
    left = sum(r["total"] - r["covered"] for r in found["ASSESSED"])
    assert sum(r["length_m"] for r in found["GAPS"]) == pytest.approx(left, abs=1)
    assert all(r["to_m"] > r["from_m"] for r in found["GAPS"])
    assert any(str(r["group"]).startswith("near ") for r in found["GAPS"])


def test_without_sites_all_is_unknown(qgis_app, tmp_path):
    found = run(tmp_path, DEMAND=layer("routes"))
    assert {r["state"] for r in found["ASSESSED"] if r["total"]} == {"unknown"}
    assert not any(r["share"] for r in found["ASSESSED"])
    assert {r["gap"] for r in found["SUMMARY"]} == {0.0}


def test_a_sea_zone_by_its_kind_and_chinese_headers(qgis_app, tmp_path):
    area = "Polygon((108 21, 108.05 21, 108.05 21.05, 108 21.05, 108 21))"
    zones = memory("Polygon", ["区域编号:string", "类别:string"], (area, ["Z1", "内海"]))
    found = run(tmp_path, DEMAND=zones, SITES=layer("sites"))
    (zone,) = found["ASSESSED"]
    assert (zone["unit"], zone["kind"], zone["zone_id"]) == ("m2", "sea-internal", "Z1")
    assert zone["total"] == pytest.approx(28.75e6, rel=0.01)
    assert not zone["state"]


def test_measurements_and_claims(qgis_app, tmp_path):
    places = memory(
        "Point",
        ["place_id:string", "kind:string"],
        *((f"Point({x} 21.5)", [name, "school"]) for name, x in (("bad", 108.0), ("said", 108.1), ("none", 108.2))),
    )
    fields = ["time:string", "network:string", "operator:string", "rsrp_dbm:double"]
    samples = memory(
        "Point",
        fields,
        *((f"Point({108 + n * 3e-4} 21.5)", [f"2026-05-01 10:0{n}:00", "5G", "mobile", -120.0]) for n in range(4)),
    )
    claim = memory(
        "Polygon",
        ["operator:string"],
        ("Polygon((108.09 21.4, 108.11 21.4, 108.11 21.6, 108.09 21.6, 108.09 21.4))", ["移动"]),
    )
    found = run(tmp_path, DEMAND=places, MEASUREMENTS=samples, CLAIMED=claim, DATE="2026-06-01")
    assert {r["place_id"]: r["state"] for r in found["ASSESSED"]} == {
        "bad": "gap_measured",
        "said": "claimed",
        "none": "unknown",
    }


def test_areas_that_nobody_can_tell_are_asked_about(qgis_app, tmp_path):
    plain = memory("Polygon", ["code:string"], ("Polygon((108 21, 108.1 21, 108.1 21.1, 108 21))", ["1"]))
    with pytest.raises(QgsProcessingException, match="places or zones"):
        run(tmp_path, DEMAND=plain)


def test_an_operator_that_is_none_is_refused(qgis_app, tmp_path):
    with pytest.raises(QgsProcessingException, match="no operator"):
        run(tmp_path, DEMAND=layer("routes"), OPERATOR="nobody")


def test_complete_takes_kinds_of_places_and_refuses_other_words(qgis_app, tmp_path):
    found = run(tmp_path, DEMAND=layer("places"), COMPLETE="物流枢纽, metro")
    assert not any(r["rule"] == "CG-11" and r["aspect"] == "station" for r in found["FINDINGS"])
    with pytest.raises(QgsProcessingException, match="no kind"):
        run(tmp_path, DEMAND=layer("places"), COMPLETE="moon base")


def test_candidates_are_tasks_with_road_gaps_by_segment(qgis_app, tmp_path):
    road = memory(
        "LineString", ["route_id:string", "kind:string"], ("LineString(108 21.5, 108.1 21.5)", ["R", "road-national"])
    )
    sites = memory(
        "Point",
        ["site_id:string", "technologies:string", "operators:string", "status:string", "radius_m:double"],
        ("Point(108.05 21.5)", ["S", "5G", "mobile", "on_air", 1000.0]),
    )
    candidates = str(tmp_path / "candidates.gpkg")
    run(tmp_path, DEMAND=road, SITES=sites, CANDIDATES=candidates)
    first, second = sorted(rows(candidates), key=lambda row: row["from_m"])
    assert (first["start_lon"], first["start_lat"], second["end_lon"]) == pytest.approx((108, 21.5, 108.1))
    assert first["from_m"] == 0
    assert second["from_m"] - first["to_m"] == pytest.approx(2000, abs=1)
    assert {first["nearest_site"], second["nearest_site"]} == {"S"}
    assert {first["rank"], second["rank"]} == {1, 2}
    with pytest.raises(QgsProcessingException, match="OPERATOR"):
        run(tmp_path, DEMAND=road, SITES=sites, CANDIDATES=candidates, OPERATOR="each")


def test_tunnels_of_another_layer_are_told(qgis_app, tmp_path):
    fields = ["route_id:string", "kind:string"]
    road = memory("LineString", fields, ("LineString(108 21.5, 108.1 21.5)", ["R", "road-national"]))
    tunnel = memory("LineString", fields, ("LineString(108.04 21.5, 108.05 21.5)", ["T", "tunnel"]))
    found = run(tmp_path, DEMAND=road, TUNNELS=tunnel)["FINDINGS"]
    assert [r["feature"] for r in found if (r["rule"], r["aspect"]) == ("CG-11", "tunnel")] == ["R"]
    found = run(tmp_path, DEMAND=road)["FINDINGS"]
    assert {r["severity"] for r in found if (r["rule"], r["aspect"]) == ("CG-11", "tunnel")} == {"not_checked"}


def test_a_drive_test_along_a_road(qgis_app, tmp_path):
    road = memory(
        "LineString", ["route_id:string", "kind:string"], ("LineString(108 21.5, 108.02 21.5)", ["R", "road-national"])
    )
    fields = ["time:string", "network:string", "operator:string", "rsrp_dbm:double"]
    drive = memory(
        "Point",
        fields,
        *(
            (
                f"Point({108 + n * 4e-4} 21.5)",
                [f"2026-05-01 10:{n // 6:02}:{10 * (n % 6):02}", "5G", "mobile", -90.0 if n < 20 else -120.0],
            )
            for n in range(30)
        ),
    )
    found = run(tmp_path, DEMAND=road, MEASUREMENTS=drive, DATE="2026-06-01", PLACES=layer("places"))
    (whole,) = found["ASSESSED"]
    assert whole["total"] == pytest.approx(2072.4, abs=1)
    assert 700 <= whole["covered_measured"] <= 950
    assert whole["covered"] == whole["covered_measured"]
    assert {g["state"] for g in found["GAPS"]} == {"gap_measured", "unknown"}
    assert whole["state"] == "gap_measured"
