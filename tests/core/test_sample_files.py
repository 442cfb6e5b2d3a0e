"""The sample county as files: small, labelled, credited, and made again the same."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
import yaml
from osgeo import ogr

MADE_UP = {
    "counties",
    "townships",
    "plan",
    "sites",
    "zones",
    "routes",
    "powerlines",
    "buildings",
    "resources",
    "places",
    "tasks",
    "gazetteer",
    "register",
    "cells",
    "measurements",
    "measurements_withheld",
    "claimed",
    "sea_zones",
    "statistics",
}
REAL = {"coast", "islands", "border"}
WRITTEN = (
    "sample.gpkg",
    "applications_2026_batch1.xlsx",
    "applications_field.csv",
    "applications_ovital.ovkml",
    "batch_shifted_gcj02.xlsx",
    "batch_dms_as_decimal.csv",
    "manifest.yaml",
    "register.xlsx",
    "register_previous.xlsx",
    "register_published.xlsx",
    "register_manifest.yaml",
    "targets_manifest.yaml",
)


def layers(path: Path) -> dict:
    """Layer name -> (columns, rows as text, CRS code, description)."""
    source = ogr.Open(str(path))
    told = {}
    for n in range(source.GetLayerCount()):
        layer = source.GetLayer(n)
        definition = layer.GetLayerDefn()
        columns = [definition.GetFieldDefn(k).GetName() for k in range(definition.GetFieldCount())]
        rows = []
        for feature in layer:
            shape = feature.GetGeometryRef()
            rows.append((*feature.items().values(), shape.ExportToWkt() if shape else None))
        crs = layer.GetSpatialRef()
        told[layer.GetName()] = (columns, rows, crs.GetAuthorityCode(None) if crs else None, layer.GetDescription())
        told[layer.GetName()] += (layer.GetMetadataItem("DESCRIPTION"),)
    return told


@pytest.fixture(scope="module")
def county(sample: Path) -> dict:
    return layers(sample / "sample.gpkg")


def test_the_sample_is_small(sample):
    assert sum(file.stat().st_size for file in sample.iterdir()) < 2_000_000


def test_made_up_layers_say_so(county):
    assert set(county) == MADE_UP | REAL
    for name in MADE_UP:
        columns, rows, _, _, description = county[name]
        note = columns.index("note")
        assert rows
        assert {row[note] for row in rows} == {"示例数据，虚构 / sample data, made up"}
        assert "sample data, made up" in description


def test_real_layers_are_credited(county, sample):
    for name in REAL:
        columns, rows, _, _, description = county[name]
        assert {"LGPL" in row[columns.index("source")] for row in rows} == {True}
        assert "LGPL" in description
    text = (sample / "README.md").read_text("utf-8")
    for credit in ("GSHHG", "WDB II", "LGPL", "GeoNames", "CC BY 4.0", "modood", "WTFPL", "no boundary claim"):
        assert credit in text


def test_layers_are_in_cgcs2000(county):
    assert {name: told[2] for name, told in county.items() if told[2] != "4490"} == dict.fromkeys(
        ("tasks", "statistics")
    )


def test_a_kind_is_left_out_and_the_others_are_there(county):
    columns, rows, _, _, _ = county["zones"]
    kinds = {row[columns.index("kind")] for row in rows}
    assert "grassland" not in kinds
    assert kinds >= {
        "farmland",
        "redline-core",
        "redline",
        "urban-boundary",
        "heritage",
        "airport",
        "military",
        "built-up",
    }


def test_every_rule_is_planted_or_told_apart(sample):
    manifest = yaml.safe_load((sample / "manifest.yaml").read_text("utf-8"))
    planted = {entry["rule"] for entry in (*manifest["findings"], *manifest["separate"])}
    assert planted == {f"SP-{n:02d}" for n in range(1, 26)}
    assert not {entry["feature"] for entry in manifest["findings"] if entry["rule"] != "SP-20"} & set(manifest["clean"])


def test_every_register_rule_is_planted(sample):
    manifest = yaml.safe_load((sample / "register_manifest.yaml").read_text("utf-8"))
    planted = {entry["rule"] for entry in manifest["findings"]} | set(manifest["against_plan"])
    assert planted == {f"OR-{n:02d}" for n in range(1, 16)} == set(manifest["readings"])
    named = [entry["feature"] for entry in (*manifest["findings"], *manifest["against_plan"]["OR-13"])]
    named = [feature for feature in named if feature]
    assert len(named) == len(set(named))
    assert not set(named) & set(manifest["clean"])
    counts = manifest["counts"]
    assert len(manifest["clean"]) + len(named) - counts["vanished"] == counts["rows"]
    expected = counts["previous"]["counted"] + counts["new"] - counts["withdrawn"]
    assert counts["counted"] == expected - counts["vanished"]


def cells(path: Path) -> dict:
    """What stands in a workbook: the values and merged ranges of each sheet."""
    book = openpyxl.load_workbook(path)
    return {
        sheet.title: (list(sheet.iter_rows(values_only=True)), sorted(map(str, sheet.merged_cells.ranges)))
        for sheet in book
    }


@pytest.fixture(scope="module")
def again(sample: Path, tmp_path_factory) -> Path:
    """The sample made once more, elsewhere."""
    folder = tmp_path_factory.mktemp("sample")
    for name in ("base.gpkg", "villages.csv"):
        shutil.copy(sample / name, folder)
    script = sample.parent.parent / "scripts" / "make_sample.py"
    subprocess.run([sys.executable, str(script), str(folder)], check=True, timeout=300, capture_output=True)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("name", WRITTEN)
def test_making_it_again_gives_the_same(sample, again, name):
    old, new = sample / name, again / name
    if name.endswith(".gpkg"):
        assert layers(new) == layers(old)
    elif name.endswith(".xlsx"):
        assert cells(new) == cells(old)  # not the bytes: each openpyxl writes its own
    else:
        assert new.read_bytes() == old.read_bytes()
