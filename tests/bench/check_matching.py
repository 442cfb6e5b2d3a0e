"""50,000 planned sites against 100,000 opened resources: Fengsui's ranked answer beside QGIS's nearest join, in one run.

Run by `make bench`. Prints; asserts nothing about time.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1] / "build" / "plugins"), str(HERE), "/usr/share/qgis/python/plugins"]

import geopandas as gpd  # noqa: E402
import numpy as np  # noqa: E402
import shapely  # noqa: E402
from check_province import layer, timed  # noqa: E402
from province import province  # noqa: E402
from qgis.core import QgsApplication, QgsProcessingContext  # noqa: E402

from fengsui.core.checks.profile import load_profile  # noqa: E402
from fengsui.core.register.matching import match  # noqa: E402


def register(sites: gpd.GeoDataFrame, count: int, seed: int = 1) -> gpd.GeoDataFrame:
    """Made-up opened resources round the sites."""
    rng = np.random.default_rng(seed)
    xy = shapely.get_coordinates(sites.geometry.to_numpy())[rng.integers(0, len(sites), count)]
    columns = {
        "resource_id": np.char.mod("R%06d", np.arange(count)).astype(object),
        "name": "楼",
        "owner_class": rng.choice(np.array(["government", "institution", "commercial", None], object), count),
        "status": rng.choice(np.array(["published", "usable", "unusable", None], object), count),
        "height_m": rng.uniform(5, 60, count),
        "uncertainty_m": rng.choice([0.0, 20.0, 100.0], count),
    }
    return gpd.GeoDataFrame(columns, geometry=shapely.points(xy + rng.normal(0, 0.003, (count, 2))), crs=sites.crs)


def main() -> None:
    sites = province(applications=10, plan=50_000, sites=10)["plan"].assign(antenna_height_m=30.0)
    resources = register(sites, 100_000)
    application = QgsApplication([], False)
    application.initQgis()
    from processing.core.Processing import Processing

    import processing

    Processing.initialize()
    planned, opened = layer(sites, "Point"), layer(resources, "Point")
    given = {"INPUT": planned, "INPUT_2": opened, "FIELDS_TO_COPY": ["n"], "DISCARD_NONMATCHING": True, "PREFIX": "b_"}
    given |= {"NEIGHBORS": 1, "MAX_DISTANCE": 200, "OUTPUT": "memory:"}
    context = QgsProcessingContext()
    _, native_s = timed(lambda: processing.run("native:joinbynearest", given, context=context))
    cpu = time.process_time()
    (answers, matches), match_s = timed(lambda: match(sites, "plan_id", resources, None, load_profile()))
    cpu = time.process_time() - cpu
    print(f"{len(sites):,} sites, {len(resources):,} opened resources: {answers['answer'].value_counts().to_dict()}")
    print(f"nearest resource only, QGIS native   {native_s:6.2f} s")
    print(f"every candidate ranked, Fengsui      {match_s:6.2f} s   {native_s / match_s:4.1f} times as fast")
    print(f"  {len(matches):,} candidates with reasons; {cpu:.1f} s of processor time")
    application.exitQgis()


if __name__ == "__main__":
    main()
