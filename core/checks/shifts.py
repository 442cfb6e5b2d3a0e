"""SP-04 and SP-05: coordinates of another datum, and degrees.minutes-seconds typed as a decimal."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd

from .. import metric
from .case import Case
from .rows import same_name
from .rules import offenders, rule
from .whereabouts import in_named


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
    hit = rows[(~in_named(case, case.points[rows], named) & in_named(case, then, named)).to_numpy()]
    return offenders(
        hit, x=typed["lon"][hit], y=typed["lat"][hit], township=named[hit],
        dms_x=as_dms["lon"][hit].round(6), dms_y=as_dms["lat"][hit].round(6),
    )  # fmt: skip
