"""What measurements say of points and of stretches of lines: covered_measured, gap_measured, or nothing."""

from __future__ import annotations

from typing import Optional

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .. import metric
from .budget import Limits

COVERED, GAP = "covered_measured", "gap_measured"
SAID = ("samples", "passing", "share", "sessions", "newest", "old", "state")


def judge_points(
    points: gpd.GeoSeries,
    place_ids: Optional[pd.Series],
    valid: gpd.GeoDataFrame,
    technology: str,
    operator: str,
    profile: Limits,
    settings: Optional[pd.Series] = None,
) -> pd.DataFrame:
    """One row per point (SAID: samples, passing, share, sessions, newest, old, state), by `clean`'s samples of one technology.

    A sample speaks for a point that lies within the profile's distance, for an area that it lies in, or for the item whose
    place_id it carries. An item indoors,
    underground or in a tunnel (`settings`) is spoken for by its own place_id only. `operator` is a code, or `any`: covered
    by one operator is covered; a gap only where every operator measured in this technology has its own measured gap.
    """
    use = valid[(valid["network"] == technology).to_numpy()].reset_index(drop=True)
    if operator == "any":
        return _best(points, place_ids, use, technology, profile, settings)
    use = use[(use["operator"] == operator).to_numpy()].reset_index(drop=True)
    shapes = points.reset_index(drop=True)
    area = shapely.get_dimensions(shapes.to_numpy()) == 2
    near = metric.within(shapes.where(~area), use.geometry, float(profile["measured_distance_m"]))
    held = metric.inside(use.geometry, shapes.where(area)).set_axis(["target", "point"], axis=1)
    pairs = pd.concat([near[["point", "target"]], held[["point", "target"]]], ignore_index=True)
    if settings is not None:
        outdoors = (settings.isna() | (settings == "outdoor")).to_numpy()
        pairs = pairs[outdoors[pairs["point"]]]
    if place_ids is not None:
        pairs = pd.concat([pairs, _by_place(place_ids, use)]).drop_duplicates()
    enough = int(profile["measured_samples"])
    return _said(pairs["point"].to_numpy(), use.iloc[pairs["target"]], len(points), enough, profile)


def _best(
    points: gpd.GeoSeries,
    place_ids: Optional[pd.Series],
    use: gpd.GeoDataFrame,
    technology: str,
    profile: Limits,
    settings: Optional[pd.Series],
) -> pd.DataFrame:
    operators = sorted(use["operator"].unique())
    said = [judge_points(points, place_ids, use, technology, o, profile, settings) for o in operators]
    if not said:
        return _said(np.zeros(0, int), use, len(points), 1, profile)
    rank = np.array([np.select([s["state"] == COVERED, s["state"] == GAP], [2, 0], 1) for s in said])
    most = np.array([s["samples"].to_numpy() for s in said])
    chosen = np.lexsort((most, rank), axis=0)[-1]
    whole = pd.concat(said, keys=range(len(said)))
    return whole.loc[list(zip(chosen, range(len(points))))].reset_index(drop=True) if len(points) else said[0]


def _by_place(place_ids: pd.Series, use: pd.DataFrame) -> pd.DataFrame:
    ids = pd.DataFrame({"point": np.arange(len(place_ids)), "id": place_ids.to_numpy(object)}).dropna()
    named = pd.DataFrame({"target": np.arange(len(use)), "id": use["place_id"].to_numpy(object)}).dropna()
    pairs = ids.astype({"id": str}).merge(named.astype({"id": str}), on="id")
    return pairs[["point", "target"]].astype(int)


def _said(of: np.ndarray, samples: pd.DataFrame, count: int, enough: int, profile: Limits) -> pd.DataFrame:
    """Count the samples of each item (`of`: its position) and judge where there are enough."""
    number = np.bincount(of, minlength=count)
    passing = np.bincount(of, samples["passes"].to_numpy(float), minlength=count).astype(int)
    share = np.divide(passing, number, out=np.full(count, np.nan), where=number > 0)
    newest = np.full(count, np.datetime64("NaT", "ns"))
    order = np.argsort(samples["time"].to_numpy("datetime64[ns]"), kind="stable")
    newest[of[order]] = samples["time"].to_numpy("datetime64[ns]")[order]
    session = samples["session"].where(samples["session"].notna(), samples["time"].dt.strftime("%Y%m%d"))
    tried = pd.DataFrame({"of": of, "session": session.to_numpy()}).drop_duplicates()
    sessions = np.bincount(tried["of"].to_numpy(int), minlength=count)
    fresh = np.bincount(of, ~samples["old"].to_numpy(bool), minlength=count) > 0
    met = share >= float(profile["measured_share"]) - 1e-9
    state = np.full(count, None, object)
    state[(number >= enough) & met] = COVERED
    state[(number >= enough) & ~met & (sessions >= int(profile["measured_gap_sessions"]))] = GAP
    columns = (number, passing, share, sessions, newest, (number > 0) & ~fresh, state)
    return pd.DataFrame(dict(zip(SAID, columns)))


def judge_segments(
    lines: gpd.GeoSeries,
    valid: gpd.GeoDataFrame,
    technology: str,
    operator: str,
    profile: Limits,
    segment_m: float = 100.0,
) -> pd.DataFrame:
    """The stretches of `segment_m` that have samples of one technology and operator (`any`: of any) beside them: line
    (position), from_m, to_m (geodesic, from the line's start, its parts one after the other), and SAID."""
    use = valid[(valid["network"] == technology).to_numpy()]
    if operator != "any":
        use = use[(use["operator"] == operator).to_numpy()]
    use = use[use.geometry.notna().to_numpy()].reset_index(drop=True)
    within = float(profile["measured_road_m"])
    stretches = _stretches(lines.reset_index(drop=True), use.geometry, within, segment_m)
    pieces = gpd.GeoSeries(stretches.pop("geometry"), crs=metric.DEGREES)
    pairs = metric.distance_to(use.geometry, pieces, within)
    pairs["line"] = stretches["line"].to_numpy()[pairs["target"]]
    pairs = pairs.sort_values(["point", "distance_m", "target"], kind="stable").drop_duplicates(["point", "line"])
    said = _said(
        pairs["target"].to_numpy(int),
        use.iloc[pairs["point"]],
        len(stretches),
        int(profile["measured_segment_samples"]),
        profile,
    )
    found = pd.concat([stretches.reset_index(drop=True), said], axis=1)
    return found[found["samples"] > 0].reset_index(drop=True)


def _stretches(lines: gpd.GeoSeries, samples: gpd.GeoSeries, within_m: float, segment_m: float) -> pd.DataFrame:
    """The lines that have a sample near, cut at every `segment_m`: line, from_m, to_m, geometry."""
    boxes = metric.boxes(metric.coordinates(samples), within_m)
    shapes = lines.to_numpy()
    hit = np.unique(shapely.STRtree(boxes).query(shapes)[0]) if len(boxes) else np.zeros(0, int)
    parts, owner = shapely.get_parts(shapes[hit], return_index=True)
    xy, part = shapely.get_coordinates(parts, return_index=True)
    if not len(xy):
        none = np.zeros(0)
        return pd.DataFrame({"line": none.astype(int), "from_m": none, "to_m": none, "geometry": none.astype(object)})
    same = part[1:] == part[:-1]
    length = np.where(same, metric.geodesic_m(xy[:-1], xy[1:]), 0.0)
    line = owner[part]
    along = np.r_[0.0, np.cumsum(length)]
    along -= along[np.flatnonzero(np.r_[True, line[1:] != line[:-1]])][line]
    first = np.flatnonzero(same & (length > 0))
    start, end = along[first], along[first] + length[first]
    low = np.floor(start / segment_m + 1e-9)
    count = np.maximum(np.ceil(end / segment_m - 1e-9) - low, 1).astype(int)
    at = np.repeat(first, count)
    number = np.repeat(low, count) + np.arange(len(at)) - np.repeat(np.cumsum(count) - count, count)
    begin = np.maximum(number * segment_m, along[at])
    finish = np.minimum((number + 1) * segment_m, along[at] + length[at])
    ends = [(to - along[at]) / length[at] for to in (begin, finish)]
    places = [xy[at] + share[:, None] * (xy[at + 1] - xy[at]) for share in ends]
    table = pd.DataFrame({"line": line[at], "number": number, "from_m": begin, "to_m": finish})
    bits = shapely.linestrings(np.stack(places, axis=1))
    groups = table.groupby(["line", "number"], sort=True)
    of = groups.ngroup().to_numpy()
    order = np.argsort(of, kind="stable")
    joined = shapely.multilinestrings(bits[order], indices=of[order])
    pieces = groups.agg(from_m=("from_m", "min"), to_m=("to_m", "max")).reset_index()
    pieces["line"] = hit[pieces["line"].to_numpy(int)]
    return pieces.drop(columns="number").assign(geometry=joined)
