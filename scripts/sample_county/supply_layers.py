"""Cells, samples, claims, sea zones and statistics as layers of sample.gpkg."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import pandas as pd

from . import cells, drives
from .ground import Ground, point_rows
from .layers import LIST, NOTE

SEA_NOTE = "示例数据，虚构；示意，不代表任何划界主张 / sample data, made up: illustrative, no boundary claim"
STATISTICS = [
    ("东兴市", "双上联光缆占比", "2026-10", 100.0, "示例统计"), ("东兴市", "500M以上用户占比", "2026-10", 31.2, "示例统计"),
    ("东兴市", "500M以上用户占比", "2026-09", 30.4, "示例上级通报"), ("东兴市", "5G用户占比", "2026-10", 58.4, "示例统计"),
    ("东兴市", "5G流量占比", "2026-10", 61.0, "示例统计"),
]  # fmt: skip


class Supplied:
    """What covers the sample county, and what was measured of it."""

    def __init__(self, ground: Ground) -> None:
        self.cells = cells.cells(ground)
        self.samples, self.withheld = drives.measurements(ground, self.cells)
        self.claims, self.zones = cells.claimed(ground), cells.sea_zones()


def layers(supplied: Supplied) -> dict[str, Any]:
    """Layer name -> (frame, shape, description)."""
    statistics = pd.DataFrame(STATISTICS, columns=["county", "indicator", "period", "value", "source"])
    return {
        "cells": (point_rows(supplied.cells), "point", NOTE),
        "measurements": (point_rows(supplied.samples, leave=("fault",)), "point", NOTE),
        "measurements_withheld": (point_rows(supplied.withheld, leave=("fault",)), "point", NOTE),
        "claimed": (gpd.GeoDataFrame(supplied.claims, crs="EPSG:4490"), "polygon", NOTE),
        "sea_zones": (gpd.GeoDataFrame(supplied.zones, crs="EPSG:4490").assign(**LIST), "polygon", SEA_NOTE),
        "statistics": (statistics, "none", NOTE),
    }
