"""SP-07, 08 and OR-03: whether the place is where the row says it is."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .. import metric
from ..townships import township_forms
from .bands import Bands, keeps_off
from .case import Case
from .rules import offenders, rule

_SEARCH_M = 50_000.0


def _beyond(case: Case, table: str, limit_m: float, rows: np.ndarray) -> list[Bands]:
    """These rows fail where they are farther than the limit from every shape of the table."""
    point, target = case.tree_of(table).query(metric.boxes(case.xy[rows], case.margin_m[rows] + limit_m))
    pairs = pd.DataFrame({"point": rows[point], "target": target, "fails_m": float(limit_m)})
    return [Bands(pairs, table, beyond=True, rows=rows)]


@keeps_off("SP-07", "outside")
def _far_outside(case: Case) -> list[Bands]:
    return _beyond(case, "counties", case.profile["county_boundary_m"], np.flatnonzero(case.placed))


@keeps_off("SP-07", "boundary")
def _at_boundary(case: Case) -> list[Bands]:
    band = _beyond(case, "counties", 0.0, np.flatnonzero(case.placed))[0]
    return [replace(band, apart=_far_outside(case))]


@keeps_off("SP-08", "township")
def _other_township(case: Case) -> list[Bands]:
    named = case.column("township")
    band = _beyond(case, "townships", 0.0, np.flatnonzero(case.placed & named.notna().to_numpy()))[0]
    held = pd.Series(_township_names(case)[band.pairs["target"]], index=band.pairs["point"], dtype=object)
    return [replace(band, pairs=band.pairs[_meets(held, named).to_numpy()])]


@rule("SP-07", "outside")
@rule("OR-03", "outside")
def inside_county(case: Case) -> pd.DataFrame:
    """Rows farther outside every county than the line's own error; open where the uncertainty of the place decides."""
    found = case.fact(_outside)
    limit = case.profile["county_boundary_m"]
    far = found[~(found["low"] <= limit)]
    text = [
        case.phrase("far_metres", distance=d) if np.isfinite(d) else case.phrase("far_beyond")
        for d in far["distance_m"]
    ]
    unsure = found[(found["low"] <= limit) & ~(found["high"] <= limit)]
    return pd.concat(
        [
            offenders(far.index, measured=far["distance_m"], limit=float(limit), unit="m", far=text),
            unsure_place(case, unsure.index, unsure["distance_m"]),
        ]
    )


@rule("SP-07", "boundary")
@rule("OR-03", "boundary")
def near_county_line(case: Case) -> pd.DataFrame:
    """Rows outside every county by no more than the line's own error."""
    found = case.fact(_outside)
    if not len(found):
        return offenders()
    limit = case.profile["county_boundary_m"]
    near = found[found["high"] <= limit]
    sure = (near["distance_m"] > 0) & (near["low"] >= 0)
    return pd.concat(
        [
            offenders(near.index[sure], measured=near["distance_m"][sure], limit=limit, unit="m"),
            unsure_place(case, near.index[~sure], near["distance_m"][~sure]),
        ]
    )


def unsure_place(case: Case, rows: pd.Index, measured: pd.Series) -> pd.DataFrame:
    """Rows that can't be judged because their place is not certain enough."""
    return offenders(
        rows, measured=measured, unit="m", unchecked="place_unsure", uncertainty=case.uncertainty[np.asarray(rows, int)]
    )


def _outside(case: Case) -> pd.DataFrame:
    """Rows that lie or may lie outside every county: distance_m (0 inside), the least and the most it may be."""
    counties = case.tables["counties"].geometry
    rows = np.flatnonzero(case.placed)
    held = metric.inside(case.points[rows], counties)["point"].unique()
    within, rows = rows[held], np.delete(rows, held)
    if not len(rows) and not case.uncertainty[within].any():
        return pd.DataFrame({"distance_m": [], "low": [], "high": []}, index=pd.Index([], dtype=int))
    # no farther than the nearest corner of a county line: what lies beyond need not be read
    corners = gpd.GeoSeries(shapely.points(shapely.get_coordinates(counties.to_numpy())), crs=metric.degrees())
    reach = metric.nearest(case.points[rows], corners)["distance_m"].to_numpy(float) + 0.01
    near = metric.distance_to(case.points[rows], counties, np.fmin(reach, _SEARCH_M), case.progress)
    near = near.drop_duplicates("point").set_index("point")
    table = pd.DataFrame({"distance_m": near["distance_m"].reindex(range(len(rows))).to_numpy()}, index=rows)
    table["distance_m"] = table["distance_m"].clip(lower=1e-6)  # on the line for the tree's eye, yet not inside
    doubt = case.uncertainty[rows]
    far = table["distance_m"].fillna(_SEARCH_M)
    table["low"], table["high"] = far - doubt, far + doubt
    within = within[case.uncertainty[within] > 0]
    edge = shapely.boundary(shapely.union_all(shapely.make_valid(counties.to_numpy()))) if len(within) else None
    depth = edge_distances(case, within, gpd.GeoSeries([edge], crs=metric.degrees()))
    depth = depth.drop_duplicates("row").set_index("row")["distance_m"]
    inner = pd.DataFrame(
        {"distance_m": 0.0, "low": 0.0, "high": case.uncertainty[depth.index] - depth}, index=depth.index
    )
    return pd.concat([table, inner[inner["high"] > 0]])


def edge_distances(case: Case, rows: np.ndarray, edges: gpd.GeoSeries) -> pd.DataFrame:
    """Edges not farther from a row than its uncertainty: row, target, distance_m; each place is measured once."""
    spots = pd.DataFrame({"x": case.xy[rows, 0], "y": case.xy[rows, 1], "doubt": case.uncertainty[rows]})
    once = spots.drop_duplicates(ignore_index=True)
    points = gpd.GeoSeries.from_xy(once["x"], once["y"], crs=metric.degrees())
    pairs = metric.distance_to(points, edges, once["doubt"].to_numpy(), case.progress)
    spots = spots.assign(row=rows).merge(once.assign(point=once.index), on=["x", "y", "doubt"])
    return spots.merge(pairs, on="point")[["row", "target", "distance_m"]].sort_values(["row", "distance_m"])


@rule("SP-08", "township")
@rule("OR-03", "township")
def in_named_township(case: Case) -> pd.DataFrame:
    """Rows that lie in another township than the one they name; a place on the line between two counts for both.

    Open where the line of the named township passes within the uncertainty of the place.
    """
    named = case.column("township")
    rows = case.subject.index[case.placed & named.notna().to_numpy()]
    hit = rows[~in_named(case, case.points[rows], named[rows]).to_numpy()]
    doubtful = rows[case.uncertainty[rows] > 0].to_numpy()
    lines = gpd.GeoSeries(shapely.boundary(case.tables["townships"].geometry.to_numpy()), crs=metric.degrees())
    near = edge_distances(case, doubtful, lines)
    held = pd.Series(_township_names(case)[near["target"]], index=near["row"], dtype=object)
    near = near[_meets(held, named).to_numpy()].drop_duplicates("row").set_index("row")["distance_m"]
    hit = hit.difference(near.index)
    held = _townships_held(case, case.points[hit])
    shown = held.groupby(level=0).agg(case.phrase("and_kinds").join).reindex(hit).fillna(case.phrase("nowhere"))
    return pd.concat([offenders(hit, named=named[hit], actual=shown), unsure_place(case, near.index, near)])


def _township_names(case: Case) -> np.ndarray:
    return case.column("name", "townships").fillna("?").astype(str).to_numpy()


def _townships_held(case: Case, points: gpd.GeoSeries) -> pd.Series:
    """The names of the townships that hold each point: one row for each, indexed as the points."""
    pairs = metric.inside(points, case.tables["townships"].geometry)
    return pd.Series(_township_names(case)[pairs["target"]], index=points.index[pairs["point"]], dtype=object)


def _meets(held: pd.Series, named: pd.Series) -> pd.Series:
    """Whether each township held is the one that its row names."""
    pairs = pd.DataFrame({"named": named.reindex(held.index), "held": held})
    each = pairs.drop_duplicates()
    meet = [bool(township_forms(n) & township_forms(h)) for n, h in zip(each["named"], each["held"])]
    return pd.Series(
        pd.MultiIndex.from_frame(pairs[["named", "held"]]).map(dict(zip(zip(each["named"], each["held"]), meet))),
        index=held.index,
        dtype=object,
    ).astype(bool)


def in_named(case: Case, points: gpd.GeoSeries, named: pd.Series) -> pd.Series:
    """Whether each point lies in a township of the name that its row gives."""
    meet = _meets(_townships_held(case, points), named)
    return meet.groupby(level=0).any().reindex(points.index).fillna(False).astype(bool)
