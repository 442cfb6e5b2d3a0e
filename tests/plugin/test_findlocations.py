"""Where sites may stand, from the toolbox: the sample's three known sites, files as people have them, both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from qgis.core import QgsSettings, QgsVectorLayer
from sample_layers import everything, layer_of, of_site, rows_of, where

import processing


@pytest.fixture
def chinese(qgis_app):
    from fengsui.processing.translation import install_translator, remove_translator

    QgsSettings().setValue("locale/userLocale", "zh-Hans")
    translator = install_translator()
    yield
    remove_translator(translator)
    QgsSettings().setValue("locale/userLocale", "en_US")


@pytest.fixture(scope="module")
def found(applied, sample: Path, tmp_path_factory):
    return where(tmp_path_factory.mktemp("found"), applied, **everything(sample))


@pytest.fixture(scope="module")
def known(sample: Path) -> dict:
    manifest = yaml.safe_load((sample / "manifest.yaml").read_text("utf-8"))
    return {entry["case"]: entry for entry in manifest["locations"]}


@pytest.mark.parametrize("case", ["one-corner", "nowhere", "share-resource"])
def test_the_sample_sites_have_the_places_they_were_built_with(found, known, case):
    entry = known[case]
    (area,) = of_site(found["AREAS"], entry["feature"])
    assert area["share"] == pytest.approx(entry["share"], abs=0.001)
    assert (area["geometry"] is None) == (entry["passes"] == "none")
    shut = [row for row in of_site(found["EXCLUDED"], entry["feature"]) if row["state"] == "shut"]
    assert {row["rule"] for row in shut} == set(entry["rules"])
    assert all(0 < row["share"] <= 1 for row in shut)
    nearest = [row for row in of_site(found["POINTS"], entry["feature"]) if row["kind"] == "nearest"]
    assert len(nearest) == (entry["passes"] != "none")
    requests = of_site(found["REQUESTS"], entry["feature"])
    assert len(requests) == (entry["passes"] == "none")


def test_nothing_alone_shuts_the_nowhere_site_out_and_together_they_do(found, known):
    site = known["nowhere"]["feature"]
    shut = [row for row in of_site(found["EXCLUDED"], site) if row["state"] == "shut"]
    assert all(row["share"] < 1 for row in shut)
    (area,) = of_site(found["AREAS"], site)
    assert "100 %" in area["shut_out"]
    (request,) = of_site(found["REQUESTS"], site)
    assert request["plan_id"]
    assert request["township"]
    assert request["reason"]
    assert request["complaints"] is None


def test_the_host_inside_is_named(found, known):
    entry = known["share-resource"]
    hosts = [row for row in of_site(found["POINTS"], entry["feature"]) if row["kind"] == "host"]
    assert [row["candidate"] for row in hosts if row["fits"] == "yes"] == [entry["host"]]


def test_the_numbers_add_up(found):
    assert found["SITES_READ"] == len(found["AREAS"]) == 88
    assert (
        found["SITES_READ"]
        == found["SITES_PASSING"] + found["SITES_NONE"] + found["SITES_UNJUDGED"] + found["SITES_UNPLACED"]
    )
    assert found["SITES_NONE"] == len(found["REQUESTS"])
    assert found["SITES_PASSING"] == sum(row["geometry"] is not None for row in found["AREAS"])
    assert f"{found['SITES_READ']} sites" in found["log"]


def test_the_missing_grassland_is_named_in_every_row(found):
    assert all("grassland" in row["unchecked"].lower() for row in found["AREAS"])
    assert found["SITES_UNCHECKED"] == found["SITES_READ"]
    assert "rassland" in found["log"]


@pytest.mark.slow  # core/checks/test_locations.py asks the same of the engine
def test_the_nearest_place_passes_when_it_is_applied_for(found, applied, sample, tmp_path):
    """The printed coordinates, put back into the batch in place of the applied ones, raise no block or error of place."""
    from qgis.core import QgsGeometry, QgsPointXY, edit

    moved = str(tmp_path / "moved.gpkg")
    processing.run("native:savefeatures", {"INPUT": applied, "OUTPUT": moved})
    layer = QgsVectorLayer(moved, "moved", "ogr")
    nearest = {row["site"]: row for row in found["POINTS"] if row["kind"] == "nearest"}
    codes = [feature["application_id"] for feature in layer.getFeatures()]
    once = {code for code in nearest if codes.count(code) == 1 and nearest[code]["shift_m"] > 0}
    assert len(once) > 10
    failing = []
    for code in sorted(once)[:4]:  # one at a time: the others stay where they are
        with edit(layer):
            for feature in layer.getFeatures(f"\"application_id\" = '{code}'"):
                place = QgsPointXY(nearest[code]["lon"], nearest[code]["lat"])
                was = feature.geometry()
                layer.changeGeometry(feature.id(), QgsGeometry.fromPointXY(place))
                changed = feature.id()
        given = {**everything(sample), "SITES": layer_of(sample, "sites")}
        given.pop("EXISTING")
        checked = processing.run(
            "fengsui:checkapplications", {"APPLICATIONS": moved, **given, "FINDINGS": "TEMPORARY_OUTPUT"}
        )
        failing += [
            (code, row["rule"], row["aspect"])
            for row in rows_of(checked["FINDINGS"])
            if row["feature"] == code and row["severity"] in ("block", "error") and row["rule"] >= "SP-15"
        ]
        with edit(layer):
            layer.changeGeometry(changed, was)
    assert failing == []


def test_without_layers_every_row_names_what_is_unchecked(applied, sample, tmp_path):
    bare = where(tmp_path, applied)
    assert bare["SITES_UNCHECKED"] == bare["SITES_READ"] == len(bare["AREAS"]) == 88
    for rows in ("AREAS", "POINTS", "REQUESTS"):
        assert all(row["unchecked"] for row in bare[rows])
    for word in ("permanent basic farmland", "railway", "power lines", "plan", "buildings"):
        assert word in bare["AREAS"][0]["unchecked"].lower()


def test_without_a_plan_the_circle_lies_round_the_applied_place_and_says_so(applied, sample, tmp_path):
    bare = where(tmp_path, applied)
    centres = {row["centre"] for row in bare["AREAS"] if row["lon"] is not None}
    assert all("applied" in centre for centre in centres)


def test_a_plan_is_searched_like_a_batch(sample, tmp_path):
    given = everything(sample)
    given.pop("PLAN")
    found = where(tmp_path, layer_of(sample, "plan"), **given)
    planned = QgsVectorLayer(layer_of(sample, "plan"), "plan", "ogr").featureCount()
    assert found["SITES_READ"] == planned == len(found["AREAS"])
    assert found["SITES_PASSING"] > planned / 2


def test_strict_leaves_out_places_with_warnings(applied, found, sample, tmp_path):
    strict = where(tmp_path, applied, STRICT=True, **everything(sample))
    areas = {
        n: (loose["area_m2"] or 0, tight["area_m2"] or 0)
        for n, (loose, tight) in enumerate(zip(found["AREAS"], strict["AREAS"]))
    }
    assert all(tight <= loose + 1 for loose, tight in areas.values())
    assert any(tight < loose - 1 for loose, tight in areas.values())


def test_lines_instead_of_points_are_refused_in_words(sample, tmp_path):
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match="must hold points"):
        where(tmp_path, layer_of(sample, "routes"))


def test_in_chinese_all_words_are_chinese(chinese, applied, sample, tmp_path, known):
    said = where(tmp_path, applied, **everything(sample))
    (area,) = of_site(said["AREAS"], known["nowhere"]["feature"])
    assert "永久基本农田" in area["shut_out"]
    assert "草地" in area["unchecked"]
    (request,) = of_site(said["REQUESTS"], known["nowhere"]["feature"])
    assert "农田" in request["reason"] + request["evidence"]
    assert "没有" in said["log"]
