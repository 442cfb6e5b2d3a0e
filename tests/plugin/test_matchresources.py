"""The toolbox's share-or-build answer on the sample county."""

from __future__ import annotations

from pathlib import Path

import processing

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "sample" / "sample.gpkg"


def run(tmp_path, **given):
    outputs = {"OUTPUT": str(tmp_path / "answers.gpkg"), "MATCHES": str(tmp_path / "matches.gpkg")}
    result = processing.run("fengsui:matchresources", {**given, **outputs})
    from qgis.core import QgsVectorLayer

    return {name: QgsVectorLayer(path, name) for name, path in result.items() if name in outputs}


def test_every_planned_site_of_the_sample_gets_an_answer(qgis_app, tmp_path):
    layers = run(
        tmp_path,
        SITES=f"{SAMPLE}|layername=plan",
        RESOURCES=f"{SAMPLE}|layername=resources",
        EXISTING=f"{SAMPLE}|layername=sites",
    )
    answers = [feature["answer"] for feature in layers["OUTPUT"].getFeatures()]
    assert set(answers) == {"share", "visit", "build"}
    listed = {f["site"] for f in layers["MATCHES"].getFeatures() if f["fits"] == "yes"}
    assert len(listed) == answers.count("share")
    ranks = {}
    for feature in layers["MATCHES"].getFeatures():
        ranks.setdefault(feature["site"], []).append(feature["rank"])
    assert all(sorted(held) == list(range(1, len(held) + 1)) for held in ranks.values())


def test_a_radius_of_nothing_leaves_nothing_to_share(qgis_app, tmp_path):
    layers = run(tmp_path, SITES=f"{SAMPLE}|layername=plan", RESOURCES=f"{SAMPLE}|layername=resources", RADIUS=0)
    assert {feature["answer"] for feature in layers["OUTPUT"].getFeatures()} == {"build"}
