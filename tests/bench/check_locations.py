"""Where 20,000 sites of a province may stand, and one site on its own: time and memory, beside QGIS's native algorithms.

Run by `make bench`. Prints; asserts nothing about time. BENCH_LOCATIONS: sites, existing sites, zones, km of routes, km of lines.
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
import shapely  # noqa: E402
from province import CRS, EAST, NORTH, SOUTH, WEST, province  # noqa: E402

from fengsui.core.checks.case import Case  # noqa: E402
from fengsui.core.checks.locations import find_locations  # noqa: E402
from fengsui.core.checks.profile import load_profile  # noqa: E402
from fengsui.core.register.matching import match  # noqa: E402
from fengsui.core.schema import standard_table  # noqa: E402

METRES = "EPSG:4544"
SAMPLE = 200


def timed(call: Callable[[], Any]) -> tuple[Any, float]:
    start = time.perf_counter()
    result = call()
    return result, time.perf_counter() - start


def ways(rng: np.random.Generator, km: float, step_m: float) -> np.ndarray:
    """Lines of 10 km that wander through the province, with a corner every so many metres."""
    count, steps = int(km // 10), int(10_000 // step_m)
    turn = rng.uniform(0, 2 * np.pi, (count, 1)) + np.cumsum(rng.normal(0, 0.1, (count, steps)), axis=1)
    path = np.stack([np.cumsum(np.cos(turn), axis=1) / 102_000, np.cumsum(np.sin(turn), axis=1) / 110_800], axis=2)
    start = np.column_stack([rng.uniform(WEST, EAST, count), rng.uniform(SOUTH, NORTH, count)])
    return shapely.linestrings(start[:, None, :] + path * step_m)


def obstacles(routes_km: float, lines_km: float) -> dict[str, gpd.GeoDataFrame]:
    rng = np.random.default_rng(11)
    routes, lines = ways(rng, routes_km, 40), ways(rng, lines_km, 300)
    kinds = ["road-rural", "road-township", "road-county", "road-provincial", "road-national", "road-expressway", "railway", "hsr"]  # fmt: skip
    weight = [0.35, 0.25, 0.18, 0.08, 0.05, 0.04, 0.03, 0.02]
    route = {"route_id": np.char.mod("G%05d", np.arange(len(routes))), "kind": rng.choice(kinds, len(routes), p=weight)}
    volts = rng.choice([10.0, 110.0, 220.0, 500.0, np.nan], len(lines), p=[0.5, 0.25, 0.15, 0.08, 0.02])
    line = {"line_id": np.char.mod("L%04d", np.arange(len(lines))), "voltage_kv": volts}
    return {
        "routes": gpd.GeoDataFrame(route, geometry=routes, crs=CRS),
        "powerlines": gpd.GeoDataFrame(line, geometry=lines, crs=CRS),
    }


def natively(tables: dict[str, gpd.GeoDataFrame]) -> tuple[Callable[[], int], Any]:
    """What a user would chain for a sample of sites: circles, buffers of what is near, dissolve, difference."""
    from qgis.core import QgsApplication, QgsFeature, QgsGeometry, QgsProcessingContext, QgsVectorLayer

    application = QgsApplication([], False)
    application.initQgis()
    from processing.core.Processing import Processing

    import processing

    Processing.initialize()
    context = QgsProcessingContext()

    def layer(frame: gpd.GeoDataFrame, kind: str) -> QgsVectorLayer:
        made = QgsVectorLayer(f"{kind}?crs={METRES}&field=n:integer&index=yes", kind, "memory")
        features = []
        for number, wkb in enumerate(frame.geometry.to_crs(METRES).to_wkb()):
            feature, geometry = QgsFeature(made.fields()), QgsGeometry()
            geometry.fromWkb(wkb)
            feature.setGeometry(geometry)
            feature.setAttribute(0, number)
            features.append(feature)
        made.dataProvider().addFeatures(features)
        return made

    def run(algorithm: str, **given: Any) -> QgsVectorLayer:
        return processing.run(f"native:{algorithm}", {"OUTPUT": "memory:", **given}, context=context)["OUTPUT"]

    layers = [
        (layer(tables["plan"].iloc[:SAMPLE], "Point"), 200),
        (layer(tables["routes"], "LineString"), 34),
        (layer(tables["powerlines"], "LineString"), 10),
        (layer(tables["zones"], "Polygon"), 10),
        (layer(tables["sites"], "Point"), 300),
    ]

    def chain() -> int:
        left = run("buffer", INPUT=layers[0][0], DISTANCE=layers[0][1], SEGMENTS=64, DISSOLVE=False)
        reach = run("buffer", INPUT=layers[0][0], DISTANCE=600, SEGMENTS=8, DISSOLVE=False)
        for source, width in layers[1:]:
            near = run("extractbylocation", INPUT=source, PREDICATE=[0], INTERSECT=reach)
            wide = run("buffer", INPUT=near, DISTANCE=width, SEGMENTS=64, DISSOLVE=False)
            left = run("difference", INPUT=left, OVERLAY=run("dissolve", INPUT=wide))
        return int(left.featureCount())

    return chain, application


def main() -> None:
    given = os.environ.get("BENCH_LOCATIONS", "20000 150000 900 60000 5000").split()
    count, sites, zones, routes_km, lines_km = (int(n) for n in given)
    made = {**province(count, count, sites, zones), **obstacles(routes_km, lines_km)}
    tables = {name: standard_table(frame, name, name) for name, frame in made.items()}
    del made
    print(f"{count:,} applications and planned sites, {sites:,} sites, {zones} zones, {routes_km:,} km of roads and rails, {lines_km:,} km of lines")  # fmt: skip
    case = Case(tables["applications"], "applications", tables, load_profile(), language="zh", match=match)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    cpu = time.process_time()
    found, whole = timed(lambda: find_locations(case))
    cpu = time.process_time() - cpu
    print(f"all sites, Fengsui        {whole:7.1f} s   ({cpu:.1f} s of processor time)")
    print(f"  {(found.areas['area_m2'] > 0).sum():,} have a place, {len(found.excluded):,} exclusions, {len(found.points):,} points, {len(found.requests):,} requests")  # fmt: skip
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"peak memory               {peak:7.2f} GB  ({before:.2f} GB before the search)")
    for name, table in (("plan", case.tables["plan"]), ("applications", case.subject)):
        clicked(case, name, table)
    if "NATIVE" in os.environ or len(sys.argv) > 1:
        chain, application = natively(tables)
        times = []
        for call in (chain, lambda: find_locations(case, rows=np.arange(SAMPLE))):
            start = time.process_time()
            times.append((*timed(call), time.process_time() - start))
        (left, native, busy), (_, ours, own) = times
        print(f"{SAMPLE} sites, QGIS native   {native:7.1f} s   ({busy:.1f} s of processor time) buffers, dissolve, difference; {left} areas, no points, no reasons")  # fmt: skip
        print(f"{SAMPLE} sites, Fengsui       {ours:7.1f} s   ({own:.1f} s of processor time) QGIS native takes {busy / own:,.0f} times as much")  # fmt: skip
        print(f"all {count:,} sites, native  {busy * count / SAMPLE:7,.0f} s   of processor time (extrapolated), {busy * count / SAMPLE / cpu:,.0f} times as much")  # fmt: skip
        application.exitQgis()


def clicked(case: Case, kind: str, table: gpd.GeoDataFrame) -> None:
    """Times of one site after another, 30 different ones, the layers held by one case."""
    wall, cpu = [], []
    for n in range(31):
        start = time.process_time()
        wall.append(timed(lambda: find_locations(case.about(table.iloc[[n]], kind)))[1] * 1000)  # noqa: B023
        cpu.append((time.process_time() - start) * 1000)
    usual, busy = pd.Series(wall[1:]), pd.Series(cpu[1:])
    print(f"one of {kind:18s}{usual.median():7.0f} ms   (slowest {usual.max():.0f}, first click {wall[0]:.0f}; processor {busy.median():.0f}, most {busy.max():.0f})")  # fmt: skip


if __name__ == "__main__":
    main()
