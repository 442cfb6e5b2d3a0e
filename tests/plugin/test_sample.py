"""The sample county from the files to the opinions: exactly the planted faults come out."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

BATCH = ("applications_2026_batch1.xlsx", "applications_field.csv", "applications_ovital.ovkml")


def layer_of(sample: Path, name: str) -> str:
    return f"{sample / 'sample.gpkg'}|layername={name}"


def import_file(sample: Path, name: str, **more: object) -> dict:
    import processing

    settings = {
        "FILE": str(sample / name),
        "KIND": "applications",
        "COUNTIES": layer_of(sample, "counties"),
        "TOWNSHIPS": layer_of(sample, "townships"),
        "OUTPUT": "TEMPORARY_OUTPUT",
        "REJECTED": "TEMPORARY_OUTPUT",
    }
    return processing.run("fengsui:importtable", {**settings, **more})


@pytest.fixture(scope="module")
def manifest(sample: Path) -> dict:
    return yaml.safe_load((sample / "manifest.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def imported(qgis_app, sample: Path) -> dict:
    mapping = {"applications_field.csv": {"MAPPING": str(sample / "mapping_field_team.yaml")}}
    return {name: import_file(sample, name, **mapping.get(name, {})) for name in BATCH}


def check_batch(applications, sample: Path) -> dict:
    import processing

    tables = ("plan", "sites", "resources", "counties", "townships", "zones", "routes", "powerlines", "buildings")
    settings: dict = {name.upper(): layer_of(sample, name) for name in tables}
    settings["ZONES"] = [settings["ZONES"]]
    return processing.run(
        "fengsui:checkapplications",
        {"APPLICATIONS": applications, **settings, "FINDINGS": "TEMPORARY_OUTPUT", "REVIEWED": "TEMPORARY_OUTPUT"},
    )


@pytest.fixture(scope="module")
def checked(imported: dict, sample: Path) -> dict:
    import processing

    merged = processing.run(
        "native:mergevectorlayers",
        {"LAYERS": [imported[name]["OUTPUT"] for name in BATCH], "CRS": "EPSG:4490", "OUTPUT": "TEMPORARY_OUTPUT"},
    )["OUTPUT"]
    return check_batch(merged, sample)


def rows_of(layer) -> list[dict]:
    from qgis.core import NULL

    names = layer.fields().names()
    return [
        {n: None if v == NULL else v for n, v in zip(names, feature.attributes())} for feature in layer.getFeatures()
    ]


def by_rule(run: dict, rule: str) -> list[dict]:
    return [row for row in rows_of(run["FINDINGS"]) if row["rule"] == rule]


def findings(layer, listed: bool = True) -> Counter:
    rows = [row for row in rows_of(layer) if (row["severity"] != "not_checked") == listed]
    return Counter((row["rule"], row["aspect"], row["severity"], row["feature"]) for row in rows)


@pytest.mark.parametrize("name", BATCH)
def test_every_row_of_a_file_is_accounted_for(imported, manifest, name):
    run = imported[name]
    assert run["ROWS"] == run["ACCEPTED"] + run["REJECTED_COUNT"]
    assert run["ACCEPTED"] == manifest["files"][name] == run["OUTPUT"].featureCount()
    assert run["REJECTED_COUNT"] == run["REJECTED"].featureCount()


def test_a_saved_mapping_names_what_no_synonym_knows(imported):
    assert {row["share_reason"] for row in rows_of(imported["applications_field.csv"]["OUTPUT"])} == {
        None,
        "山区无可共享站址",
    }


def test_exactly_the_planted_faults_are_found(checked, manifest):
    found = findings(checked["FINDINGS"])
    planted = Counter((f["rule"], f["aspect"], f["severity"], f["feature"]) for f in manifest["findings"])
    assert sorted((found - planted).elements()) == []
    assert sorted((planted - found).elements()) == []


def test_what_could_not_be_checked_is_listed_apart(checked, manifest):
    found = findings(checked["FINDINGS"], listed=False)
    told = Counter((n["rule"], n["aspect"], "not_checked", n["feature"]) for n in manifest["not_checked"])
    assert found == told


def test_clean_applications_are_approved(checked, manifest):
    opinions = {row["application_id"]: row["opinion"] for row in rows_of(checked["REVIEWED"])}
    assert len(manifest["clean"]) >= 20
    assert {opinions[code] for code in manifest["clean"]} == {"approve"}
    assert set(opinions.values()) == {"reject", "supplement", "approve_adjusted", "approve"}


def separate(manifest: dict, name: str) -> dict:
    return next(entry for entry in manifest["separate"] if entry["file"] == name)


def test_an_undeclared_shift_is_proved_by_the_named_townships(qgis_app, sample, manifest):
    run = import_file(sample, "batch_shifted_gcj02.xlsx")
    assert run["ROWS"] == run["ACCEPTED"] == separate(manifest, "batch_shifted_gcj02.xlsx")["rows"]
    assert run["DATUM_FOUND"] == "gcj02", run["EVIDENCE"]
    assert not by_rule(check_batch(run["OUTPUT"], sample), "SP-04")


@pytest.mark.parametrize("name", ["batch_shifted_gcj02.xlsx", "batch_dms_as_decimal.csv"])
def test_a_batch_wrong_as_a_whole_is_reported_row_by_row(qgis_app, sample, manifest, name):
    entry = separate(manifest, name)
    run = import_file(sample, name, DATUM=entry["read_as"])
    rows = by_rule(check_batch(run["OUTPUT"], sample), entry["rule"])
    assert sorted(row["feature"] for row in rows) == sorted(entry["features"])
    assert {(row["aspect"], row["severity"]) for row in rows} == {(entry["aspect"], entry["severity"])}
