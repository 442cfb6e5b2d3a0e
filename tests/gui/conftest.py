"""The real QGIS window, walked through by a file of steps; what was seen comes back as a report."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "build" / "gui"


@pytest.fixture(scope="session")
def walk(tmp_path_factory):
    """walk(name, steps, **environment): the report of a walk of a file of steps; its pictures go to build/gui."""
    if not shutil.which("Xvfb") or not shutil.which("qgis"):
        pytest.skip("needs qgis and Xvfb")
    PICTURES.mkdir(parents=True, exist_ok=True)

    def run(name: str, steps: str = "site_card_steps.py", **environment: str) -> dict:
        folder = tmp_path_factory.mktemp("walk")
        report = folder / "report.json"
        given = {"WINDOW_SECONDS": "600", "REPORT": str(report), "PICTURES": str(PICTURES), "WALK": name, **environment}
        kept = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
        script = [shutil.which("bash"), ROOT / "scripts" / "window.sh", Path(__file__).with_name(steps)]
        run = subprocess.run(script, env={**kept, **given}, capture_output=True, text=True, timeout=660, check=False)
        assert report.exists(), run.stderr[-3000:]
        seen = json.loads(report.read_text("utf-8"))
        assert "error" not in seen, seen["error"]
        return seen

    return run
