"""The sample county's places, roads and sea judged, and its targets: exactly what the manifest has from plain loops."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

TECHNOLOGIES = ("5G", "4G")
DEMANDS = ("places", "routes", "sea_zones")


def layer_of(sample: Path, name: str) -> str:
    return f"{sample / 'sample.gpkg'}|layername={name}"


@pytest.fixture(scope="module")
def wanted(sample: Path) -> dict:
    return yaml.safe_load((sample / "targets_manifest.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def found(qgis_app, sample: Path, wanted: dict, tmp_path_factory) -> dict:
    """findgaps over places, roads and sea, with everything that the sample has."""
    import processing

    folder, runs = tmp_path_factory.mktemp("gaps"), {}
    given = {name.upper(): layer_of(sample, name) for name in ("sites", "cells", "measurements", "claimed", "counties")}
    for demand in DEMANDS:
        sinks = {name: str(folder / f"{demand}_{name}.gpkg") for name in ("ASSESSED", "GAPS", "SUMMARY", "FINDINGS")}
        settings = {"DEMAND": layer_of(sample, demand), "TECHNOLOGY": "each", "DATE": wanted["date"], **given, **sinks}
        runs[demand] = processing.run("fengsui:findgaps", settings)
    return runs


def rows_of(source: str) -> list[dict]:
    from qgis.core import NULL, QgsVectorLayer

    layer = QgsVectorLayer(source, "read", "ogr")
    names = layer.fields().names()
    return [{n: None if v == NULL else v for n, v in zip(names, f.attributes())} for f in layer.getFeatures()]


@pytest.mark.parametrize("technology", TECHNOLOGIES)
def test_every_place_has_the_state_that_the_construction_gives(found, wanted, technology):
    rows = [row for row in rows_of(found["places"]["ASSESSED"]) if row["technology"] == technology]
    states = {row["place_id"]: row["state"] for row in rows}
    want = {place: state for state, places in wanted["places"][technology].items() for place in places}
    assert {p: (states.get(p), s) for p, s in want.items() if states.get(p) != s} == {}
    assert len(rows) == len(want)


@pytest.mark.parametrize("technology", TECHNOLOGIES)
def test_every_road_has_its_metres_in_each_county(found, wanted, technology):
    rows = [row for row in rows_of(found["routes"]["ASSESSED"]) if row["technology"] == technology]
    metres = {(row["route_id"], row["county"]): row for row in rows if row["total"]}
    want = {(row["route"], row["county"]): row for row in wanted["routes_m"][technology]}
    assert set(metres) == set(want)
    for key, row in want.items():
        for name in ("total", "covered", "covered_measured", "claimed", "unknown"):
            assert metres[key][name] == pytest.approx(row[name], abs=1.0), (key, name)


@pytest.mark.parametrize("technology", TECHNOLOGIES)
def test_every_sea_zone_has_its_square_metres(found, wanted, technology):
    rows = [row for row in rows_of(found["sea_zones"]["ASSESSED"]) if row["technology"] == technology]
    for row in rows:
        want = wanted["sea_m2"][technology][row["zone_id"]]
        for name in ("total", "covered", "unknown"):
            assert row[name] == pytest.approx(want[name], rel=1e-4, abs=want["total"] * 1e-4), (row["zone_id"], name)
    assert {row["zone_id"] for row in rows} == set(wanted["sea_m2"][technology])


def test_gaps_hold_every_metre_that_is_not_covered(found, wanted):
    for technology in TECHNOLOGIES:
        gaps = [row for row in rows_of(found["routes"]["GAPS"]) if row["technology"] == technology]
        left = sum(row["total"] - row["covered"] for row in wanted["routes_m"][technology])
        assert sum(row["length_m"] for row in gaps) == pytest.approx(left, abs=20)


def test_what_counts_twice_is_named(found, wanted):
    rows = [row for row in rows_of(found["routes"]["FINDINGS"]) if row["rule"] == "CG-10"]
    doubled = {route for route in wanted["not_counted"] if route in ("G228-L", "S518")}
    assert doubled <= {row["feature"] for row in rows}


@pytest.fixture(scope="module")
def targets(found, sample: Path, wanted: dict, tmp_path_factory) -> dict:
    import processing

    folder = tmp_path_factory.mktemp("targets")
    sinks = {name: str(folder / f"{name}.gpkg") for name in ("TARGETS", "SHORTFALLS", "PARTS")}
    settings = {
        "COUNTIES": layer_of(sample, "counties"), "ASSESSED": [found[d]["ASSESSED"] for d in DEMANDS],
        "GAPS": [found["routes"]["GAPS"]], "STATISTICS": layer_of(sample, "statistics"), "DATE": wanted["date"],
    }  # fmt: skip
    return processing.run("fengsui:checktargets", {**settings, **sinks})


def test_every_target_has_the_verdict_that_follows(targets, wanted):
    rows = {(row["county"], row["target"]): row for row in rows_of(targets["TARGETS"])}
    for target, want in wanted["targets"].items():
        row = rows["东兴市", target]
        assert row["verdict"] == want["verdict"], (target, row)
        for name in ("numerator", "denominator", "unknown"):
            assert row[name] == pytest.approx(want[name], abs=0.02), (target, name)


def test_a_county_of_which_nothing_is_told_passes_nothing(targets, wanted):
    rows = [row for row in rows_of(targets["TARGETS"]) if row["county"] == "防城区"]
    told = {row["target"]: row for row in rows if row["target"] in wanted["targets"]}
    roads = {name for name in told if "road" in name}
    assert {told[name]["verdict"] for name in set(told) - roads} == {"not_computed"}
    assert all(told[name]["missing"] for name in set(told) - roads)


def test_no_other_target_is_met_or_missed(targets, wanted):
    rows = rows_of(targets["TARGETS"])
    judged = {row["target"] for row in rows if row["county"] == "东兴市" and row["verdict"] in ("met", "not_met")}
    assert judged <= set(wanted["targets"])


def test_without_layers_nothing_is_said_to_be_met_or_missed(qgis_app, sample, wanted, tmp_path):
    import processing

    given = {"COUNTIES": layer_of(sample, "counties"), "DATE": wanted["date"]}
    run = processing.run("fengsui:checktargets", {**given, "TARGETS": str(tmp_path / "targets.gpkg")})
    rows = rows_of(run["TARGETS"])
    assert len({row["target"] for row in rows}) == 171
    assert not [row["target"] for row in rows if row["verdict"] in ("met", "not_met")]
    open_rows = [row for row in rows if row["verdict"] == "not_computed"]
    assert {row["value"] for row in open_rows} == {None}
    assert all(row["missing"] for row in open_rows)


def test_without_samples_fibre_and_sea_it_is_unknown_and_says_so(qgis_app, sample, wanted, tmp_path):
    import processing

    bare = processing.run(
        "native:deletecolumn",
        {"INPUT": layer_of(sample, "places"), "COLUMN": ["fibre", "gigabit"], "OUTPUT": str(tmp_path / "bare.gpkg")},
    )["OUTPUT"]
    counties = layer_of(sample, "counties")
    assessed = processing.run(
        "fengsui:findgaps", {"DEMAND": bare, "COUNTIES": counties, "ASSESSED": str(tmp_path / "assessed.gpkg")}
    )["ASSESSED"]
    assert {row["state"] for row in rows_of(assessed)} == {"unknown"}
    given = {"COUNTIES": counties, "ASSESSED": [assessed], "DATE": wanted["date"]}
    run = processing.run("fengsui:checktargets", {**given, "TARGETS": str(tmp_path / "targets.gpkg")})
    told = {row["target"]: row for row in rows_of(run["TARGETS"]) if row["county"] == "东兴市"}
    for target in ("bb-2027-village-5g", "bb-2025-village-broadband", "bb-2027-sea-5g", "bb-2027-border-road-5g"):
        row = told[target]
        assert (row["verdict"], row["value"]) == ("not_computed", None), row
        assert row["missing"], row
