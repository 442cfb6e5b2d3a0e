"""From the three columns that a county publishes to ranked matches on the map, with the toolbox alone."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from qgis.core import QgsProcessingException, QgsVectorLayer

import processing

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "sample"
SAMPLE = FOLDER / "sample.gpkg"


@pytest.fixture(scope="module")
def published(tmp_path_factory, qgis_app):
    folder = tmp_path_factory.mktemp("published")
    register = {"FILE": str(FOLDER / "register_published.xlsx"), "KIND": "resources"}
    register = processing.run("fengsui:importtable", {**register, "OUTPUT": str(folder / "register.gpkg")})
    result = processing.run(
        "fengsui:placeaddresses",
        {
            "RESOURCES": register["OUTPUT"],
            "GAZETTEER": [f"{SAMPLE}|layername=gazetteer"],
            "TOWNSHIPS": f"{SAMPLE}|layername=townships",
            "OUTPUT": str(folder / "placed.gpkg"),
        },
    )
    return result, QgsVectorLayer(result["OUTPUT"], "placed")


def test_every_row_of_the_published_register_is_graded_as_its_manifest_says(published):
    result, layer = published
    rows = yaml.safe_load((FOLDER / "register_manifest.yaml").read_text("utf-8"))["published"]
    rows = {str(row["row"]): row for row in (rows["rows"] if isinstance(rows, dict) else rows)}
    found = {str(feature["resource_id"]): feature for feature in layer.getFeatures()}
    assert found.keys() == rows.keys()
    wrong = {
        number: (row["grade"], found[number]["place_grade"], found[number]["matched_name"], row["entry"])
        for number, row in rows.items()
        if row["grade"] != found[number]["place_grade"]
        or (row["entry"] and row["entry"] != found[number]["matched_name"])
    }
    assert wrong == {}
    size = [row["grade"] for row in rows.values()]
    assert result["UNPLACED"] == size.count("none")
    assert result["PLACED"] == len(size) - size.count("none")
    assert result["BUILDING"] == size.count("building")
    assert result["KEPT"] == 0


def test_places_have_an_uncertainty_and_none_has_no_point(published):
    for feature in published[1].getFeatures():
        placed = feature["place_grade"] != "none"
        assert (not feature.geometry().isEmpty()) == placed
        assert bool(feature["uncertainty_m"]) == placed
        assert feature["place_reason"]


def test_the_placed_register_is_matched_to_the_plan(published, tmp_path):
    result = processing.run(
        "fengsui:matchresources",
        {
            "SITES": f"{SAMPLE}|layername=plan",
            "RESOURCES": published[0]["OUTPUT"],
            "OUTPUT": str(tmp_path / "answers.gpkg"),
            "MATCHES": str(tmp_path / "matches.gpkg"),
        },
    )
    matches = list(QgsVectorLayer(result["MATCHES"], "matches").getFeatures())
    assert matches
    assert {feature["rank"] for feature in matches} >= {1}
    assert all(feature["uncertainty_m"] > 0 for feature in matches)


def test_the_layer_placed_by_hand_stays(qgis_app, tmp_path):
    source = QgsVectorLayer(f"{SAMPLE}|layername=resources", "resources")
    result = processing.run(
        "fengsui:placeaddresses",
        {
            "RESOURCES": source,
            "GAZETTEER": [f"{SAMPLE}|layername=gazetteer", f"{SAMPLE}|layername=places"],
            "OUTPUT": str(tmp_path / "placed.gpkg"),
        },
    )
    before = [feature.geometry().asWkt(6) for feature in source.getFeatures()]
    after = [feature.geometry().asWkt(6) for feature in QgsVectorLayer(result["OUTPUT"], "placed").getFeatures()]
    assert after == before
    assert result["KEPT"] == len(before)


def test_a_register_without_words_is_refused(qgis_app):
    bare = QgsVectorLayer("Point?crs=EPSG:4490&field=number:integer", "bare", "memory")
    parameters = {"RESOURCES": bare, "GAZETTEER": [f"{SAMPLE}|layername=gazetteer"], "OUTPUT": "memory:"}
    with pytest.raises(QgsProcessingException, match="address"):
        processing.run("fengsui:placeaddresses", parameters)
