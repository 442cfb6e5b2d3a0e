"""SP-04, 05, 07, 08 and OR-03: whether the place is where the row says it is."""

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
from .rows import same_name
from .rules import offenders, rule

_SEARCH_M = 50_000.0


def batches(case: Case) -> pd.Series:
    """The batch of each row: its sheet where the table tells, else the whole table."""
    return case.column("sheet").fillna("").astype(str)


def twins(case: Case) -> pd.DataFrame:
    """Rows whose place is known otherwise: columns lon, lat, twin, indexed by row.

    A twin is the existing site of the same code, else the only one of the same name, else the planned site of the
    same number.
    """
    found = []
    if "sites" in case.tables:
        xy = case.xy_of("sites")
        known = pd.DataFrame(
            {
                "lon": xy[:, 0],
                "lat": xy[:, 1],
                "twin": case.column("site_name", "sites").fillna(case.column("site_id", "sites")),
            }
        )
        for own, theirs in (
            (case.column("site_id"), case.column("site_id", "sites")),
            (case.column("application_id"), case.column("site_id", "sites")),
            (same_name(case.column("site_name")), same_name(case.column("site_name", "sites"))),
        ):
            found.append(_looked_up(own, theirs, known))
    if "plan" in case.tables:
        xy = case.xy_of("plan")
        known = pd.DataFrame(
            {
                "lon": xy[:, 0],
                "lat": xy[:, 1],
                "twin": case.column("site_name", "plan").fillna(case.column("plan_id", "plan")),
            }
        )
        found.append(_looked_up(case.column("plan_id"), case.column("plan_id", "plan"), known))
    if not found:
        return pd.DataFrame({"lon": [], "lat": [], "twin": []})
    every = pd.concat(found)
    every = every[np.isfinite(every["lon"].astype(float)) & case.placed[every.index]]
    return every[~every.index.duplicated()]


def _looked_up(own: pd.Series, theirs: pd.Series, known: pd.DataFrame) -> pd.DataFrame:
    usable = theirs.notna() & ~theirs.duplicated(keep=False)
    table = known[usable].set_axis(theirs[usable].astype(str), axis=0)
    keys = own.dropna().astype(str)
    keys = keys[keys.isin(table.index)]
    return table.loc[keys].set_axis(keys.index, axis=0)


@rule("SP-04", "shift")
def not_shifted(case: Case) -> pd.DataFrame:
    """Batches whose offset from known places vanishes once a datum shift is undone; the rows that are off are listed."""
    known = twins(case)
    rows = known.index.to_numpy()
    here, there = case.xy[rows], known[["lon", "lat"]].to_numpy(float)
    table = pd.DataFrame(
        {"batch": batches(case)[rows].to_numpy(), "offset": metric.geodesic_m(here, there)}, index=rows
    )
    before = table.groupby("batch")["offset"].transform("median")
    count = table.groupby("batch")["offset"].transform("size")
    best = pd.DataFrame({"after": np.inf, "system": ""}, index=rows)
    for system, undo in case.undo_shifts.items():
        table["undone"] = metric.geodesic_m(np.column_stack(undo(here[:, 0], here[:, 1])), there)
        after = table.groupby("batch")["undone"].transform("median")
        best = best.where(best["after"] <= after, pd.DataFrame({"after": after, "system": system}))
    limit = case.profile["shift_from_m"]
    shifted = (before > limit) & (best["after"] < case.profile["shift_to_m"]) & (table["offset"] > limit)
    hit = table.index[shifted]
    return offenders(
        hit, measured=table["offset"][hit], limit=limit, unit="m", twin=known["twin"][hit], count=count[hit],
        before=before[hit], after=best["after"][hit], system=best["system"][hit],
    )  # fmt: skip


@rule("SP-05", "dms")
def not_dms(case: Case) -> pd.DataFrame:
    """Degrees.minutes-seconds typed as a decimal: nearly all rows read so, and the row lies in the township it names only then."""
    typed = pd.DataFrame({axis: pd.to_numeric(case.column(f"{axis}_raw"), errors="coerce") for axis in ("lon", "lat")})
    typed = typed.fillna(pd.DataFrame(np.round(case.xy, 8), columns=["lon", "lat"]))[case.placed]
    degrees = np.floor(typed)
    minutes = np.floor(((typed - degrees) * 100).round(7))
    seconds = ((typed - degrees) * 1e4 - minutes * 100).round(5)
    reads = ((minutes < 60) & (seconds < 60)).all(axis=1)
    share = reads.groupby(batches(case)[reads.index]).transform("mean")
    rows = reads.index[reads & (share >= case.profile["dms_share"])]
    as_dms = (degrees + minutes / 60 + seconds / 3600).loc[rows]
    named = case.column("township")[rows].dropna()
    rows = named.index
    then = gpd.GeoSeries.from_xy(as_dms["lon"][rows], as_dms["lat"][rows], index=rows)
    hit = rows[(~_in_named(case, case.points[rows], named) & _in_named(case, then, named)).to_numpy()]
    return offenders(
        hit, x=typed["lon"][hit], y=typed["lat"][hit], township=named[hit],
        dms_x=as_dms["lon"][hit].round(6), dms_y=as_dms["lat"][hit].round(6),
    )  # fmt: skip


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
    hit = rows[~_in_named(case, case.points[rows], named[rows]).to_numpy()]
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


def _in_named(case: Case, points: gpd.GeoSeries, named: pd.Series) -> pd.Series:
    """Whether each point lies in a township of the name that its row gives."""
    meet = _meets(_townships_held(case, points), named)
    return meet.groupby(level=0).any().reindex(points.index).fillna(False).astype(bool)
