"""The commands of the Makefile: JSON and nothing else on standard output, the user's language."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def bash(*command: str, **environment: str) -> subprocess.CompletedProcess:
    kept = {name: value for name, value in os.environ.items() if name not in ("LC_ALL", "LC_MESSAGES", "LANG")}
    return subprocess.run(
        ["bash", *command],
        cwd=ROOT,
        env={**kept, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(
    ("environment", "locale"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh-Hans"),
        ({"LANG": "zh_TW.UTF-8"}, "zh-Hant"),
        ({"LANG": "de_DE.UTF-8"}, "de_DE"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "zh_CN"}, "zh-Hans"),
        ({"LANG": "de_DE.UTF-8", "FENGSUI_LOCALE": "zh-Hans"}, "zh-Hans"),
        ({"LANG": "C.UTF-8"}, "en_US"),
        ({}, "en_US"),
    ],
    ids=str,
)
def test_the_language_is_the_users_own(environment, locale):
    assert bash("-c", ". scripts/environment.sh; qgis_locale", **environment).stdout.strip() == locale


def test_process_prints_json_in_the_users_language():
    done = bash("scripts/process.sh", "help", "fengsui:checkapplications", FENGSUI_LOCALE="zh-Hans")
    assert done.returncode == 0, done.stderr
    names = {entry["description"] for entry in json.loads(done.stdout)["parameters"].values()}
    assert "站址规划" in names


def test_process_fails_loudly(tmp_path):
    done = bash("scripts/process.sh", "run", "fengsui:checkapplications", f"--APPLICATIONS={tmp_path}/没有.gpkg")
    assert done.returncode != 0
    assert done.stderr


def test_chinese_arguments_survive(tmp_path):
    table = tmp_path / "表 格.csv"
    table.write_text("名称,x,y\n某站,108.1,21.6\n", encoding="utf-8")
    done = bash(
        "scripts/process.sh",
        *("run", "native:createpointslayerfromtable", f"--INPUT={table}", "--XFIELD=x", "--YFIELD=y"),
        *("--TARGET_CRS=EPSG:4490", f"--OUTPUT={tmp_path}/结 果.gpkg"),
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "结 果.gpkg").exists()
