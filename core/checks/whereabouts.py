"""SP-04, 05, 07, 08: whether the place is where the row says it is."""

from __future__ import annotations

import re

import geopandas as gpd
import numpy as np
import pandas as pd

from .. import metric
from .case import Case, same_name
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


@rule("SP-07", "outside")
def inside_county(case: Case) -> pd.DataFrame:
    """Rows farther outside every county than the line's own error."""
    found = case.fact(_outside)
    limit = case.profile["county_boundary_m"]
    far = found[~(found["distance_m"] <= limit)]
    text = [
        case.phrase("far_metres", distance=d) if np.isfinite(d) else case.phrase("far_beyond")
        for d in far["distance_m"]
    ]
    return offenders(far.index, measured=far["distance_m"], limit=0.0, unit="m", far=text)


@rule("SP-07", "boundary")
def near_county_line(case: Case) -> pd.DataFrame:
    """Rows outside every county by no more than the line's own error."""
    found = case.fact(_outside)
    limit = case.profile["county_boundary_m"]
    near = found[found["distance_m"] <= limit]
    return offenders(near.index, measured=near["distance_m"], limit=limit, unit="m")


def _outside(case: Case) -> pd.DataFrame:
    counties = case.tables["counties"].geometry
    rows = np.flatnonzero(case.placed)
    held = metric.inside(case.points[rows], counties)["point"].unique()
    rows = np.delete(rows, held)
    near = metric.distance_to(case.points[rows], counties, _SEARCH_M).drop_duplicates("point").set_index("point")
    return pd.DataFrame({"distance_m": near["distance_m"].reindex(range(len(rows))).to_numpy()}, index=rows)


@rule("SP-08", "township")
def in_named_township(case: Case) -> pd.DataFrame:
    """Rows that lie in another township than the one they name; a place on the line between two counts for both."""
    named = case.column("township")
    rows = case.subject.index[case.placed & named.notna().to_numpy()]
    hit = rows[~_in_named(case, case.points[rows], named[rows]).to_numpy()]
    held = _townships_held(case, case.points[hit])
    shown = held.groupby(level=0).agg(case.phrase("and_kinds").join).reindex(hit).fillna(case.phrase("nowhere"))
    return offenders(hit, named=named[hit], actual=shown)


def _townships_held(case: Case, points: gpd.GeoSeries) -> pd.Series:
    """The names of the townships that hold each point: one row for each, indexed as the points."""
    names = case.column("name", "townships").fillna("?").astype(str).to_numpy()
    pairs = metric.inside(points, case.tables["townships"].geometry)
    return pd.Series(names[pairs["target"]], index=points.index[pairs["point"]], dtype=object)


def _in_named(case: Case, points: gpd.GeoSeries, named: pd.Series) -> pd.Series:
    """Whether each point lies in a township of the name that its row gives."""
    held = _townships_held(case, points)
    pairs = pd.DataFrame({"named": named.reindex(held.index), "held": held})
    each = pairs.drop_duplicates()
    meet = [bool(township_forms(n) & township_forms(h)) for n, h in zip(each["named"], each["held"])]
    pairs["meet"] = pd.MultiIndex.from_frame(pairs[["named", "held"]]).map(
        dict(zip(zip(each["named"], each["held"]), meet))
    )
    return pairs["meet"].groupby(level=0).any().reindex(points.index).fillna(False).astype(bool)


_FORMS: dict[str, frozenset[str]] = {}
_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|"
    "仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺"
)
_SUFFIX = re.compile(rf"(?:街道办事处|街道办|办事处|街道|(?:(?:{_PEOPLES})族)+(?:自治)?乡|民族乡|镇|乡|苏木)$")
_COUNTY = re.compile(r"^.{2,}?[省市县区旗](?=.{2,})")


def township_forms(name: object) -> frozenset[str]:
    """The forms under which a township may be written: with and without 镇, 乡, 街道, and a county before it."""
    text = re.sub(r"\s+", "", str(name))
    if text not in _FORMS:
        spellings, rest = {text}, text
        while _COUNTY.match(rest):
            rest = _COUNTY.sub("", rest, count=1)
            spellings.add(rest)
        _FORMS[text] = frozenset(_SUFFIX.sub("", s) or s for s in spellings)
    return _FORMS[text]
