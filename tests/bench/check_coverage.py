"""Coverage of a county and a province by Fengsui, QGIS's native algorithms, plain geopandas and PostGIS: same data, one run.

Run by `make bench`. Prints; asserts nothing about time. What would take hours is run on a part of the roads or places and
scaled up; such figures are marked ~. Ratios are of processor time. The expert's way in QGIS indexes the buffers and does not
dissolve them. PostGIS takes part where it is installed: a server of its own is started and taken away again.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from pathlib import Path
from typing import Any, Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1] / "build" / "plugins"), str(HERE), "/usr/share/qgis/python/plugins"]

import geopandas as gpd  # noqa: E402
import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
from coverage_data import COUNTY, PROVINCE, coverage_data  # noqa: E402
from coverage_others import by_hand_jobs, expert_jobs, geopandas_jobs  # noqa: E402
from coverage_postgis import postgis_jobs  # noqa: E402
from qgis.core import QgsApplication  # noqa: E402

from fengsui.core.checks.profile import load_profile  # noqa: E402
from fengsui.core.gaps.areas import cover_areas  # noqa: E402
from fengsui.core.gaps.assess import Question, assess  # noqa: E402
from fengsui.core.gaps.borders import cut_measured_by_county  # noqa: E402
from fengsui.core.gaps.demand import read_demand  # noqa: E402
from fengsui.core.gaps.double import count_once  # noqa: E402
from fengsui.core.gaps.intervals import intersect, invert  # noqa: E402
from fengsui.core.gaps.lines import cover_measured, cut_measured  # noqa: E402
from fengsui.core.gaps.points import cover_points  # noqa: E402
from fengsui.core.gaps.polylines import measure  # noqa: E402
from fengsui.core.gaps.transmitters import Supply  # noqa: E402

Tables = dict[str, Any]


def line_gaps(data: Tables) -> float:
    """The roads' gaps cut by county, as geometries with chainage; the kilometres covered."""
    roads = measure(data["roads"].geometry)
    covered = cover_measured(roads, data["discs"])
    counties = cut_measured_by_county(roads, data["counties"].geometry)
    gaps = intersect(counties, invert(covered.intervals, covered.total_m))
    gpd.GeoDataFrame(gaps, geometry=cut_measured(roads, gaps), crs=data["roads"].crs)
    return covered.covered_m.sum() / 1000


def places_covered(data: Tables) -> float:
    return float(cover_points(data["places"].geometry, data["discs"])["covered"].sum())


def area_km2(data: Tables) -> float:
    return cover_areas(data["counties"].geometry, data["discs"])[0].sum() / 1e6


def sea_km2(data: Tables) -> float:
    return cover_areas(data["sea"].geometry, data["discs"])[0].sum() / 1e6


def assessed(data: Tables) -> float:
    """findgaps without reading and writing: places, roads and sea judged with states, evidence and named gaps; kilometres covered."""
    discs = data["discs"]
    names = np.char.add("S", np.arange(len(discs)).astype(str)).astype(object)
    land = pd.DataFrame({"site_id": names, "site_name": names, "operator": "mobile", "technology": "5G", "setting": "outdoor",
                         "lon": discs["lon"], "lat": discs["lat"], "lacks": "", "flags": ""})  # fmt: skip
    for name in ("covered_m", "possible_m", "reach_m"):
        land[name] = discs["radius_m"].astype(float)
    counties = data["counties"].assign(code=np.arange(len(data["counties"])).astype(str))
    question = Question(Supply(land, land), load_profile(), counties=counties)
    covered = 0.0
    for kind, table, word in (
        ("places", "places", "settlement-20"),
        ("routes", "roads", "road-national"),
        ("zones", "sea", "sea-internal"),
    ):
        found = assess(read_demand(data[table].assign(kind=word), kind, counties), question)
        covered += found.assessed["covered"].sum() / 1000 if kind == "routes" else 0.0
    return covered


JOBS: dict[str, Callable[[Tables], float]] = {
    "lines": line_gaps, "points": places_covered, "areas": area_km2, "sea": sea_km2,
}  # fmt: skip


WHOLE = dict.fromkeys(
    ("expert lines", "lines by hand", "points by hand", "areas by hand", "sea by hand", "geopandas", "PostGIS lines"), 1
)
PART = {
    "expert lines": 50, "lines by hand": 0, "points by hand": 20, "areas by hand": 40, "sea by hand": 3,
    "geopandas": 1000, "PostGIS lines": 50,
}  # fmt: skip
TOOLS = {"QGIS expert": expert_jobs, "QGIS by hand": by_hand_jobs, "geopandas": geopandas_jobs, "PostGIS": postgis_jobs}


def timed(job: Callable[[Tables], float], data: Tables, runs: int) -> tuple[float, float, float]:
    """The answer, and the medians of wall and processor time."""
    walls, works = [], []
    for _ in range(runs):
        wall, work = time.perf_counter(), time.process_time()
        answer = job(data)
        walls.append(time.perf_counter() - wall)
        works.append(time.process_time() - work)
    return answer, float(np.median(walls)), float(np.median(works))


def compare(name: str, data: Tables, parts: dict[str, int], runs: int) -> None:
    """One table: every job by every tool, with how many times longer than Fengsui the others take."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    own = {job: timed(call, data, runs) for job, call in JOBS.items()}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    sizes = {table: len(rows) for table, rows in data.items()}
    print(f"\n{name}: {sizes['discs']:,} sites, {sizes['places']:,} places, {sizes['roads']:,} roads, "
          f"{sizes['counties']} counties, {sizes['sea']} sea zones")  # fmt: skip
    for job, (answer, wall, work) in own.items():
        print(f"  {job:7} Fengsui      {wall:9.3f} s  (processor {work:.3f} s)   {answer:14,.1f}")
    print(
        f"  all     Fengsui      {sum(o[1] for o in own.values()):9.3f} s  peak memory {peak:.2f} GB, {before:.2f} of it before"
    )
    answer, wall, work = timed(assessed, data, 1)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"  assess  Fengsui      {wall:9.3f} s  (processor {work:.3f} s)   {answer:14,.1f}  peak memory {peak:.2f} GB"
    )
    wall, work = timed(lambda d: len(count_once(d["roads"], 40, 20, 500)), data, 1)[1:]
    print(f"  (roads counted once: {wall:.2f} s, processor {work:.2f} s)")
    for tool, jobs in TOOLS.items():
        for job, seconds, answer, share in jobs(data, parts):
            ratio = seconds / own[job][2]
            about = "~" if share < 1 else " "
            print(f"  {job:7} {tool:12}{about}{seconds:8.2f} s  {ratio:7.0f} times   {answer:14,.1f}")


def main() -> None:
    QgsApplication.setPrefixPath("/usr", True)
    application = QgsApplication([], False)
    application.initQgis()
    from processing.core.Processing import Processing

    Processing.initialize()
    print(
        "lines: gaps cut by county, km covered; points: places covered; areas: km2 of counties; sea: km2 of zones; ~ scaled up"
    )
    wanted = os.environ.get("BENCH_SIZE", "county province").split()
    if "county" in wanted:
        compare("County", coverage_data(COUNTY), WHOLE, 5)
    if "province" in wanted:
        compare("Province", coverage_data(PROVINCE), PART, 5)
    application.exitQgis()


if __name__ == "__main__":
    main()
