"""The jobs of check_coverage.py by the tools a user would have instead: drawn circles of 64 segments in a plane.

Each yields (job, seconds scaled to the whole, answer scaled to the whole, share of the data that was run): seconds of the
processor, which other work on the machine changes less than the clock's. `parts` says of what would take hours which part to
run (10: every tenth; 0: none).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import geopandas as gpd
import shapely
from qgis.core import QgsFeature, QgsFeatureSink, QgsGeometry, QgsProcessingContext, QgsVectorLayer

METRES = "EPSG:4544"  # CGCS2000, central meridian 105°: what a user would choose here
QUARTER = 16
Answer = Iterator[tuple[str, float, float, float]]


def in_metres(data: dict[str, Any], name: str, part: int = 1) -> gpd.GeoDataFrame:
    return data[name].iloc[::part].to_crs(METRES)


def sites(data: dict[str, Any]) -> gpd.GeoDataFrame:
    discs = data["discs"]
    points = gpd.points_from_xy(discs["lon"], discs["lat"], crs=data["roads"].crs)
    return gpd.GeoDataFrame({"r": discs["radius_m"]}, geometry=points).to_crs(METRES)


def layer(frame: gpd.GeoDataFrame, kind: str) -> QgsVectorLayer:
    """An indexed memory layer with the radius `r` where there is one: the fastest start a native run can have."""
    made = QgsVectorLayer(f"{kind}?crs={METRES}&field=n:integer&field=r:double&index=yes", kind, "memory")
    radius = frame["r"].tolist() if "r" in frame else [0.0] * len(frame)
    features = []
    for number, (wkb, r) in enumerate(zip(frame.geometry.to_wkb(), radius)):
        feature, geometry = QgsFeature(made.fields()), QgsGeometry()
        geometry.fromWkb(wkb)
        feature.setGeometry(geometry)
        feature.setAttributes([number, r])
        features.append(feature)
    made.dataProvider().addFeatures(features, QgsFeatureSink.FastInsert)
    return made


def native(algorithm: str, **given: Any) -> QgsVectorLayer:
    import processing

    context = QgsProcessingContext()
    return processing.run(f"native:{algorithm}", {"OUTPUT": "memory:", **given}, context=context)["OUTPUT"]


def buffers(data: dict[str, Any], dissolve: bool) -> tuple[QgsVectorLayer, float]:
    """The discs drawn and indexed, and the seconds that took."""
    from qgis.core import QgsProperty

    spots = layer(sites(data), "Point")
    start = time.process_time()
    made = native("buffer", INPUT=spots, DISTANCE=QgsProperty.fromField("r"), SEGMENTS=QUARTER, DISSOLVE=dissolve)
    made.dataProvider().createSpatialIndex()
    return made, time.process_time() - start


def expert_jobs(data: dict[str, Any], parts: dict[str, int]) -> Answer:
    """QGIS's algorithms as an expert chains them: buffers indexed, not dissolved. Areas can't be had that way."""
    drawn, buffered = buffers(data, dissolve=False)
    yield "lines", *native_lines(data, parts["expert lines"], drawn, buffered)
    yield "points", *native_points(data, 1, drawn, buffered)


def by_hand_jobs(data: dict[str, Any], parts: dict[str, int]) -> Answer:
    """QGIS's algorithms as most people chain them: buffers dissolved first."""
    drawn, buffered = buffers(data, dissolve=True)
    if parts["lines by hand"]:
        yield "lines", *native_lines(data, parts["lines by hand"], drawn, buffered)
    yield "points", *native_points(data, parts["points by hand"], drawn, buffered)
    for job, name in (("areas", "counties"), ("sea", "sea")):
        part = parts[f"{job} by hand"]
        areas = layer(in_metres(data, name, part), "MultiPolygon")
        start = time.process_time()
        open_ = native("difference", INPUT=areas, OVERLAY=drawn)
        seconds = time.process_time() - start
        yield job, buffered + seconds * part, (size(areas, "area") - size(open_, "area")) / 1e6 * part, 1 / part


def native_lines(data: dict[str, Any], part: int, drawn: QgsVectorLayer, buffered: float) -> tuple[float, float, float]:
    counties, roads = (
        layer(in_metres(data, "counties"), "MultiPolygon"),
        layer(in_metres(data, "roads", part), "LineString"),
    )
    start = time.process_time()
    gaps = native("difference", INPUT=roads, OVERLAY=drawn)
    native("intersection", INPUT=gaps, OVERLAY=counties, INPUT_FIELDS=[], OVERLAY_FIELDS=["n"])
    seconds = time.process_time() - start
    return buffered + seconds * part, (size(roads, "length") - size(gaps, "length")) / 1000 * part, 1 / part


def native_points(
    data: dict[str, Any], part: int, drawn: QgsVectorLayer, buffered: float
) -> tuple[float, float, float]:
    places = layer(in_metres(data, "places", part), "Point")
    start = time.process_time()
    held = native("extractbylocation", INPUT=places, PREDICATE=[0], INTERSECT=drawn)
    return buffered + (time.process_time() - start) * part, held.featureCount() * part, 1 / part


def size(made: QgsVectorLayer, of: str) -> float:
    return sum(getattr(feature.geometry(), of)() for feature in made.getFeatures())


def geopandas_jobs(data: dict[str, Any], parts: dict[str, int]) -> Answer:
    """Plain geopandas: one union of buffers, then difference and overlay."""
    start = time.process_time()
    spots = sites(data)
    union = shapely.union_all(spots.geometry.buffer(spots["r"], QUARTER).to_numpy())
    united = time.process_time() - start
    # a road or a place against one union of a province takes a tenth of a second and more
    part = parts["geopandas"]
    counties, roads, places = (
        in_metres(data, "counties"),
        in_metres(data, "roads", part),
        in_metres(data, "places", part),
    )
    start = time.process_time()
    gaps = roads.set_geometry(roads.geometry.difference(union))
    gpd.overlay(gaps[~gaps.geometry.is_empty], counties, how="intersection", keep_geom_type=False)
    seconds = time.process_time() - start
    yield "lines", united + seconds * part, (roads.length.sum() - gaps.length.sum()) / 1000 * part, 1 / part
    start = time.process_time()
    held = int(places.within(union).sum())
    yield "points", united + (time.process_time() - start) * part, held * part, 1 / part
    for job, name in (("areas", "counties"), ("sea", "sea")):
        areas = in_metres(data, name)
        start = time.process_time()
        open_ = areas.geometry.difference(union).area.sum()
        yield job, united + time.process_time() - start, (areas.area.sum() - open_) / 1e6, 1.0
