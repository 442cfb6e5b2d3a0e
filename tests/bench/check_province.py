"""A province checked by Fengsui and by QGIS's native algorithms on the same data in one run, as ratios.

Run by `make bench`. Prints; asserts nothing about time.
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
from province import province  # noqa: E402
from qgis.core import QgsApplication, QgsFeature, QgsGeometry, QgsProcessingContext, QgsVectorLayer  # noqa: E402

from fengsui.core import metric  # noqa: E402
from fengsui.core.checks.case import Case  # noqa: E402
from fengsui.core.checks.engine import check  # noqa: E402
from fengsui.core.checks.opinion import review  # noqa: E402
from fengsui.core.checks.profile import load_profile  # noqa: E402
from fengsui.core.intake.shift import wgs84_from_bd09, wgs84_from_gcj02  # noqa: E402
from fengsui.core.register.matching import match  # noqa: E402
from fengsui.core.schema import standard_table  # noqa: E402

METRES = "EPSG:4544"  # CGCS2000, central meridian 105°: what a user would choose for such a province


def timed(call: Callable[[], Any]) -> tuple[Any, float]:
    start = time.perf_counter()
    result = call()
    return result, time.perf_counter() - start


def layer(frame: gpd.GeoDataFrame, kind: str) -> QgsVectorLayer:
    """The geometries as an indexed memory layer in metres: the fastest start a native run can have."""
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


def native_joins(tables: dict[str, gpd.GeoDataFrame]) -> Callable[[], dict[str, int]]:
    """The four joins behind SP-12, SP-15/16, SP-18 to 24 and SP-11, as a user would chain them."""
    from processing.core.Processing import Processing

    import processing

    Processing.initialize()
    context = QgsProcessingContext()
    applications, plan, sites, zones = (layer(tables[n], k) for n, k in (("applications", "Point"), ("plan", "Point"), ("sites", "Point"), ("zones", "Polygon")))  # fmt: skip

    def run(algorithm: str, **given: Any) -> QgsVectorLayer:
        return processing.run(f"native:{algorithm}", {"OUTPUT": "memory:", **given}, context=context)["OUTPUT"]

    def nearest(to: QgsVectorLayer, within_m: float) -> int:
        joined = run("joinbynearest", INPUT=applications, INPUT_2=to, FIELDS_TO_COPY=["n"], DISCARD_NONMATCHING=True, PREFIX="b_", NEIGHBORS=1, MAX_DISTANCE=within_m)  # fmt: skip
        return len({feature["n"] for feature in joined.getFeatures()})

    def joins() -> dict[str, int]:
        near = run("buffer", INPUT=applications, DISTANCE=30, SEGMENTS=16, DISSOLVE=False)
        pairs = run("joinattributesbylocation", INPUT=applications, JOIN=near, PREDICATE=[0], JOIN_FIELDS=["n"], METHOD=0, DISCARD_NONMATCHING=True, PREFIX="b_")  # fmt: skip
        inside = run("extractbylocation", INPUT=applications, PREDICATE=[6], INTERSECT=zones)
        return {
            "plan within 200 m": nearest(plan, 200),
            "site within 500 m": nearest(sites, 500),
            "in a zone": inside.featureCount(),
            "twice within 30 m": len({f["n"] for f in pairs.getFeatures() if f["n"] != f["b_n"]}),
        }

    return joins


def core_joins(tables: dict[str, gpd.GeoDataFrame]) -> dict[str, int]:
    """The same four joins on the ellipsoid."""
    applied = tables["applications"].geometry
    twice = metric.within(applied, applied, 30.0)
    return {
        "plan within 200 m": int((metric.nearest(applied, tables["plan"].geometry)["distance_m"] <= 200).sum()),
        "site within 500 m": metric.within(applied, tables["sites"].geometry, 500.0)["point"].nunique(),
        "in a zone": metric.inside(applied, tables["zones"].geometry)["point"].nunique(),
        "twice within 30 m": twice[twice["point"] != twice["target"]]["point"].nunique(),
    }


def whole_check(tables: dict[str, gpd.GeoDataFrame]) -> tuple[int, int, int]:
    undo = {"GCJ-02": wgs84_from_gcj02, "BD-09": wgs84_from_bd09}
    case = Case(
        tables["applications"], "applications", tables, load_profile(), language="zh", undo_shifts=undo, match=match
    )
    checked = check(case)
    return checked.aspects, len(checked.findings), len(review(case, checked))


def main() -> None:
    size = [int(n) for n in os.environ.get("BENCH_SIZE", "20000 20000 150000 900").split()]
    tables, made = timed(lambda: {k: standard_table(f, k, k) for k, f in province(*size).items()})
    print("A province: {:,} applications, {:,} planned, {:,} sites, {:,} zones (made in {:.1f} s).".format(*size, made))
    application = QgsApplication([], False)
    application.initQgis()
    joins = native_joins(tables)
    native, native_s = timed(joins)
    core, core_s = timed(lambda: core_joins(tables))
    cpu = time.process_time()
    (aspects, findings, rows), check_s = timed(lambda: whole_check(tables))
    cpu = time.process_time() - cpu
    for name in native:
        print(f"  {name:20} native {native[name]:>7,}   Fengsui {core[name]:>7,}")
    print(f"four joins, QGIS native   {native_s:7.2f} s")
    print(f"four joins, Fengsui       {core_s:7.2f} s   {native_s / core_s:5.1f} times as fast, on the ellipsoid")
    print(
        f"the whole check, Fengsui  {check_s:7.2f} s   {native_s / check_s:5.1f} times as fast as the native joins alone"
    )
    print(f"  {aspects} checks, {findings:,} findings, {rows:,} opinions; {cpu:.1f} s of processor time")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")
    application.exitQgis()


if __name__ == "__main__":
    main()
