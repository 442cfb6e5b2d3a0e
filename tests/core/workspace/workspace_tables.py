"""Findings to keep, and programs that work on a workspace beside the test."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

HERE = Path(__file__).parent
PLUGINS = Path(__file__).parents[3] / "build" / "plugins"
RECORD = {"algorithm": "fengsui:checkapplications", "profile": "national 1", "plugin": "0"}


def findings(features=("A1", "A2", "A3"), measured=412.0, **more) -> gpd.GeoDataFrame:
    """One finding of SP-12 for each application; `more`: columns instead."""
    count = len(features)
    table = pd.DataFrame(
        {
            "rule": "SP-12", "aspect": "deviation", "severity": "error", "layer": "applications",
            "feature": list(features), "other": None, "label": [f"站{name}" for name in features],
            "message": "距规划站 412 m", "measured": measured, "limit": 60.0, "unit": "m", "clause": "c", "data": "d",
            "suggestion": "s",
        },
        index=range(count),
    )  # fmt: skip
    points = shapely.points(108.1 + np.arange(count) / 1000, 21.5)
    return gpd.GeoDataFrame(table.assign(**more), geometry=points, crs="EPSG:4490")


def states(table: pd.DataFrame) -> dict[str, str]:
    return dict(zip(table["feature"], table["state"]))


def run_python(*arguments: str, **more) -> subprocess.CompletedProcess:
    """A program of its own with the plugin and these tables at hand."""
    paths = os.pathsep.join([str(HERE), str(PLUGINS)])
    return subprocess.run(
        [sys.executable, *arguments], env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True, **more
    )
