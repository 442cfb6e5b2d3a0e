"""The zip as a user gets it: the same bytes each time, what the plugin site takes, and it works where only it is."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pytest
import yaml
from installed import HERE, Installed

ROOT = Path(__file__).resolve().parents[2]
BATCH = ("applications_2026_batch1.xlsx", "applications_field.csv", "applications_ovital.ovkml")
TABLES = ("plan", "sites", "resources", "counties", "townships", "zones", "routes", "powerlines", "buildings")
CARRIED = ("geopandas", "openpyxl", "et_xmlfile", "packaging")


@pytest.fixture(scope="module")
def builder():
    described = importlib.util.spec_from_file_location("fengsui_zip", ROOT / "scripts" / "zip.py")
    module = importlib.util.module_from_spec(described)
    described.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def package(tmp_path_factory) -> Path:
    target = tmp_path_factory.mktemp("zip") / "fengsui.zip"
    subprocess.run([sys.executable, ROOT / "scripts" / "zip.py", target], check=True)
    return target


@pytest.fixture(scope="module")
def unpacked(package) -> Path:
    with zipfile.ZipFile(package) as archive:
        archive.extractall(package.parent / "unpacked")
    return package.parent / "unpacked"


def test_what_ships_is_the_plugin_and_nothing_of_the_workshop(builder):
    names = builder.committed()
    assert {"__init__.py", "plugin.py", "vendored.py", "metadata.txt", "LICENSE"} <= set(names)
    assert {"resources/sample/sample.gpkg", "resources/icons/fengsui.svg", "docs/targets.md"} <= set(names)
    assert {name.split("/")[0] for name in names if "/" in name} == {"core", "docs", "processing", "resources", "ui"}
    assert not [name for name in names if name.endswith((".png", ".ts", ".sh"))]


def test_the_zip_can_go_to_the_plugin_site(builder):
    assert builder.faults(builder.committed()) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"LICENSE": None}, "LICENSE is missing"),
        ({"metadata.txt": b"[general]\nname=x\n"}, "metadata.txt has no tracker"),
        ({"metadata.txt": b"[general]\nabout=100 % sure\n"}, "metadata.txt: '%' must be followed"),
        ({"metadata.txt": b"[general]\nicon=none.svg\n"}, "the icon none.svg is not in the zip"),
        ({"metadata.txt": b"[general]\ntracker=none\n"}, "metadata.txt: tracker is no https address"),
        ({"core/x.so": b""}, "core/x.so may not be in a plugin"),
        ({"core/__pycache__/x.py": b""}, "core/__pycache__/x.py may not be in a plugin"),
        ({"core/.hidden": b""}, "core/.hidden may not be in a plugin"),
    ],
)
def test_what_the_site_refuses_stops_the_build(builder, change, told):
    files = {name: data for name, data in {**builder.committed(), **change}.items() if data is not None}
    assert any(fault.startswith(told) for fault in builder.faults(files))


def test_carried_libraries_stand_last_and_go_with_the_plugin(tmp_path, monkeypatch):
    from fengsui import vendored

    monkeypatch.setattr(vendored, "FOLDER", tmp_path / "vendor")
    before = [*sys.path]
    vendored.attach()
    assert sys.path == before  # a checkout has none
    (tmp_path / "vendor").mkdir()
    vendored.attach()
    vendored.attach()
    assert sys.path == [*before, str(tmp_path / "vendor")]
    vendored.detach()
    vendored.detach()
    assert sys.path == before


@pytest.mark.slow
def test_the_same_commit_gives_the_same_bytes(package, builder, tmp_path):
    builder.main(tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == package.read_bytes()
    with zipfile.ZipFile(package) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
    assert names == sorted(names)
    assert {name.split("/")[0] for name in names} == {"fengsui"}
    assert "fengsui/resources/i18n/fengsui_zh_CN.qm" in names
    licences = [name for name in names if "dist-info/LICEN" in name]
    assert {name.split("/")[2].split("-")[0] for name in licences} == set(CARRIED)
    assert not [name for name in names if "/tests/" in name or name.endswith("conftest.py")]


def scanned(folder: Path, tool: str, *options: str) -> dict:
    """What a tool of the plugin site's scan says, with the site's own options."""
    command = [Path(sys.executable).parent / tool, *options]
    return json.loads(subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False).stdout)


@pytest.mark.slow
def test_bandit_finds_nothing(unpacked):
    report = scanned(unpacked, "bandit", "-r", ".", "-f", "json", "--quiet", "-ll")
    assert report["errors"] == []
    assert [f"{e['filename']}:{e['line_number']} {e['test_id']}" for e in report["results"]] == []


@pytest.mark.slow
def test_detect_secrets_finds_nothing(unpacked):
    found = scanned(unpacked, "detect-secrets", "scan", "--all-files", "--exclude-files", r"metadata\.txt", ".")
    assert found["plugins_used"]
    assert [
        f"{name}:{e['line_number']} {e['type']}" for name, entries in found["results"].items() for e in entries
    ] == []


def rows_of(path: Path) -> list[dict]:
    from osgeo import ogr

    source = ogr.Open(str(path))
    return [feature.items() for feature in source.GetLayer(0)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("linked", "hidden"),
    [(("shapely", "geopandas"), ()), (("shapely",), CARRIED)],
    ids=["libraries of the system", "libraries of the zip"],
)
def test_the_main_job_runs_from_the_zip_alone(unpacked, tmp_path, linked, hidden):
    qgis = Installed(tmp_path, unpacked, linked, hidden)
    sample = qgis.plugin / "resources" / "sample"
    manifest = yaml.safe_load((sample / "manifest.yaml").read_text("utf-8"))
    given: dict[str, object] = {name.upper(): f"{sample}/sample.gpkg|layername={name}" for name in TABLES}
    areas = {name: given[name] for name in ("COUNTIES", "TOWNSHIPS")}
    mapping = {"applications_field.csv": {"MAPPING": sample / "mapping_field_team.yaml"}}
    imported = []
    for file in BATCH:
        imported.append(tmp_path / f"{file}.gpkg")
        settings = {**areas, **mapping.get(file, {}), "OUTPUT": imported[-1], "REJECTED": tmp_path / f"{file}.no.gpkg"}
        result = qgis.run("fengsui:importtable", FILE=sample / file, KIND="applications", **settings)
        assert result["ACCEPTED"] == manifest["files"][file] == len(rows_of(imported[-1]))
    merged = tmp_path / "applications.gpkg"
    qgis.run("native:mergevectorlayers", LAYERS=imported, CRS="EPSG:4490", OUTPUT=merged)
    findings, reviewed = tmp_path / "findings.gpkg", tmp_path / "reviewed.gpkg"
    qgis.run("fengsui:checkapplications", APPLICATIONS=merged, **given, FINDINGS=findings, REVIEWED=reviewed)

    keys = ("rule", "aspect", "severity", "feature")
    found = Counter(tuple(row[key] for key in keys) for row in rows_of(findings))
    planted = Counter(tuple(entry[key] for key in keys) for entry in manifest["findings"])
    unchecked = Counter((e["rule"], e["aspect"], "not_checked", e["feature"]) for e in manifest["not_checked"])
    assert found == planted + unchecked
    opinions = {row["application_id"]: row["opinion"] for row in rows_of(reviewed)}
    assert {opinions[code] for code in manifest["clean"]} == {"approve"}

    origins = qgis.origins()
    assert origins["fengsui"] == qgis.plugin / "__init__.py"
    for name in CARRIED[:2]:
        assert (qgis.plugin / "vendor" in origins[name].parents) == (name in hidden), origins
    assert not [place for place in origins.values() if ROOT in place.parents]


@pytest.mark.slow
def test_a_workbook_is_written_without_any_library_of_the_system(unpacked, tmp_path):
    qgis = Installed(tmp_path, unpacked, (), CARRIED)
    script = f"""
import sys
sys.path.insert(0, {str(qgis.plugin.parent)!r})
import fengsui.vendored
fengsui.vendored.attach()
import openpyxl
book = openpyxl.Workbook()
book.active.append(["烽燧", 1])
book.save("book.xlsx")
"""
    environment = {**qgis.environment, "OPENPYXL_LXML": "False"}  # some QGIS have no lxml either
    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env=environment, check=True)
    assert zipfile.is_zipfile(tmp_path / "book.xlsx")
    assert all(qgis.plugin / "vendor" in qgis.origins()[name].parents for name in ("openpyxl", "et_xmlfile"))


@pytest.mark.slow
def test_a_qgis_without_pandas_is_told_what_is_missing(unpacked, tmp_path):
    qgis = Installed(tmp_path, unpacked, ("shapely",), (*CARRIED, "pandas"))
    done = qgis.ask("list")
    assert "Fengsui needs pandas" in done.stderr
    assert "fengsui:" not in done.stdout


@pytest.mark.slow
def test_the_plugin_manager_installs_and_removes_it(package, tmp_path):
    """In the window, where no library but those that cannot be carried is there."""
    qgis = Installed(tmp_path, None, ("shapely",), CARRIED)
    qgis.window(HERE / "install_from_zip.py", ZIP=str(package), TOLD=str(tmp_path / "told.json"))
    told = json.loads((tmp_path / "told.json").read_text("utf-8"))
    assert "error" not in told, told["error"]
    assert told["installed"][0] >= 14
    assert told["installed"][1]
    assert told["unloaded"] == [0, False]
    assert told["again"] == told["installed"]
