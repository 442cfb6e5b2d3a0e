"""CG-09, 10 and the tunnels of CG-11: roads and railways metre by metre."""

from __future__ import annotations

from typing import Optional

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .. import metric
from .coverage_case import CoverageCase, coverage_rule
from .coverage_states import GAPS
from .coverage_units import line_metres
from .rules import offenders

_TOUCH_M = 1.0


def gap_runs(gaps: pd.DataFrame, states: Optional[tuple[str, ...]] = None) -> pd.DataFrame:
    """The parts of lines joined to unbroken stretches: what `gaps` holds, with from_m, to_m, length_m of the whole stretch.

    Parts of one item, technology and operator that touch (at a county's border, where the state changes) are one run;
    each run keeps the other columns of its longest part, whose position is `part`. `states`: only parts of these.
    """
    table = pd.DataFrame(gaps).reset_index(drop=True)
    for name in ("technology", "operator"):
        table[name] = table[name].fillna("") if name in table.columns else ""
    table["part"] = np.arange(len(table))
    table = table[table["from_m"].notna() & table["to_m"].notna()]
    if states is not None:
        table = table[table["state"].isin(states)]
    key = ["demand", "technology", "operator"]
    table = table.sort_values([*key, "from_m"], kind="stable")
    reach = table.groupby(key)["to_m"].cummax().groupby([table[k] for k in key]).shift()
    run = (reach.isna() | (table["from_m"] > reach + _TOUCH_M)).cumsum()
    ends = table.groupby(run).agg(from_m=("from_m", "min"), to_m=("to_m", "max"))
    size = (table["from_m"] - table["to_m"]).rename("size")
    longest = table.assign(run=run, size=size).sort_values(["run", "size"], kind="stable").drop_duplicates("run")
    rest = longest.drop(columns=["from_m", "to_m", "size"]).set_index("run")
    return rest.join(ends).assign(length_m=ends["to_m"] - ends["from_m"]).reset_index(drop=True)


def with_ends(runs: pd.DataFrame, parts: gpd.GeoDataFrame) -> pd.DataFrame:
    """Runs of `gap_runs(parts)` with start_lon, start_lat, end_lon, end_lat: the places at from_m and at to_m."""
    xy, owner = shapely.get_coordinates(parts.geometry.to_numpy(), return_index=True)
    table = pd.DataFrame(parts[["demand"]])
    for name in ("technology", "operator"):
        table[name] = parts[name].fillna("") if name in parts.columns else ""
    key = list(table.columns)
    count = np.bincount(owner, minlength=len(parts))
    first, known = np.cumsum(count) - count, count > 0
    for name, at, place in (("start", "from_m", first), ("end", "to_m", first + count - 1)):
        place = np.where(known[:, None], xy[np.clip(place, 0, len(xy) - 1)], np.nan) if len(xy) else np.nan
        table[[at, f"{name}_lon", f"{name}_lat"]] = np.column_stack([parts[at].to_numpy(float), place])
        runs = runs.merge(
            table[[*key, at, f"{name}_lon", f"{name}_lat"]].drop_duplicates([*key, at]), on=[*key, at], how="left"
        )
    return runs


@coverage_rule("CG-09", "share")
def road_continuous(case: CoverageCase) -> pd.DataFrame:
    """Routes (by county and technology) whose covered share can no longer reach the limit; open where the unknown part decides."""
    judged = case.judged[case.judged["total"] > 0]
    limit = 100 * float(case.profile["line_share"])
    covered = 100 * judged["covered"] / judged["total"]
    unknown = 100 * judged["unknown"].fillna(0) / judged["total"]
    hit = judged[covered < limit]
    covered, unknown = covered[hit.index], unknown[hit.index]
    found = offenders(
        hit["row"], measured=covered.to_numpy(), limit=limit, unit="%", covered=covered.to_numpy(), unknown=unknown.to_numpy(),
        technology=case.technologies(hit), county=case.counties(hit),
        km=1e-3 * hit["covered"].to_numpy(), total_km=1e-3 * hit["total"].to_numpy(),
    )  # fmt: skip
    found["unchecked"] = np.where(covered + unknown < limit, None, "undecided_share")
    return pd.concat([found, case.not_assessed(np.arange(len(case.subject)))])


@coverage_rule("CG-09", "untested")
def road_known(case: CoverageCase) -> pd.DataFrame:
    """Routes with a length of which nothing is known: shown apart, neither covered nor a gap."""
    judged = case.judged[case.judged["unknown"] > 0]
    return offenders(
        judged["row"], measured=judged["unknown"].to_numpy(), limit=0.0, unit="m", technology=case.technologies(judged),
        share=100 * (judged["unknown"] / judged["total"]).to_numpy(), county=case.counties(judged),
    )  # fmt: skip


@coverage_rule("CG-09", "run")
def no_long_gap(case: CoverageCase) -> pd.DataFrame:
    """Unbroken gaps as long as the profile marks, with their chainage."""
    if not len(case.tables["gaps"]):
        return offenders()
    runs = gap_runs(case.tables["gaps"], GAPS)
    least = float(case.profile["gap_run_m"])
    runs["row"] = case.rows_of(runs["demand"])
    runs = runs[(runs["length_m"] >= least) & (runs["row"] >= 0)]
    place = _middle(case, runs["row"].to_numpy(), runs["from_m"].to_numpy(float), runs["to_m"].to_numpy(float))
    return offenders(
        runs["row"], measured=runs["length_m"].to_numpy(float), limit=least, unit="m", technology=case.technologies(runs),
        from_m=runs["from_m"].to_numpy(float), to_m=runs["to_m"].to_numpy(float), lon=place[:, 0], lat=place[:, 1],
    )  # fmt: skip


def _middle(case: CoverageCase, rows: np.ndarray, from_m: np.ndarray, to_m: np.ndarray) -> np.ndarray:
    """Roughly the middle of stretches of lines (by the share of their length), to put a finding on the map."""
    lines = shapely.line_merge(case.subject.geometry.to_numpy()[rows])
    single = shapely.get_type_id(lines) == 1
    total = line_metres(case.subject.geometry)[rows]
    share = np.clip((from_m + to_m) / 2 / np.where(total > 0, total, 1), 0, 1)
    points = shapely.line_interpolate_point(np.where(single, lines, None), share, normalized=True)
    return metric.coordinates(gpd.GeoSeries(points))


@coverage_rule("CG-10", "double")
def nothing_counted_twice(case: CoverageCase) -> pd.DataFrame:
    """Stretches that run along another record, which keeps the length: parallel carriageways, concurrent routes."""
    table = case.tables["doubles"]
    if not len(table):
        return offenders()
    by_position = "line" in table.columns
    row = pd.to_numeric(table["line"]).astype(int).to_numpy() if by_position else case.rows_of(table["route"])
    start, end = (pd.to_numeric(table[name]).to_numpy(float) for name in ("from_m", "to_m"))
    keeper = table["keeper"]
    if pd.api.types.is_integer_dtype(keeper) and by_position:
        other = case.ids.to_numpy()[keeper.to_numpy(int)]
        label = case.labels.to_numpy()[keeper.to_numpy(int)]
    else:
        other, at = keeper.to_numpy(), case.rows_of(keeper)
        label = np.where(at >= 0, case.labels.to_numpy()[at], "")
    place = _middle(case, np.maximum(row, 0), start, end)
    found = offenders(
        row, measured=end - start, unit="m", from_m=start, to_m=end, other=other, other_label=label,
        lon=place[:, 0], lat=place[:, 1],
    )  # fmt: skip
    return found[row >= 0]


@coverage_rule("CG-10", "border")
def each_metre_once(case: CoverageCase) -> pd.DataFrame:
    """Routes whose lengths in all counties add up to more than the route is long: cut or listed twice."""
    judged = case.judged
    sums = judged.groupby(["row", "technology", "operator"], dropna=False)["total"].sum().groupby("row").max()
    own = line_metres(case.subject.geometry)[sums.index]
    over = sums.to_numpy() > own * (1 + float(case.profile["length_tolerance"])) + _TOUCH_M
    hit = sums.index[over]
    repeated = hit.to_series().isin(judged["row"][judged.duplicated(["row", "county", "technology", "operator"])])
    twice = repeated.map({True: case.phrase("part_repeated"), False: ""}).to_numpy()
    found = offenders(hit, measured=sums[hit].to_numpy() / 1e3, limit=own[over] / 1e3, unit="km", note=twice)
    return pd.concat([found, case.not_assessed(np.arange(len(case.subject)))])


@coverage_rule("CG-11", "tunnel")
def no_route_through_a_tunnel(case: CoverageCase) -> pd.DataFrame:
    """Routes without the setting tunnel that run along a tunnel's line, or over its point.

    Beside a tunnel of the demand itself the run leaves that stretch to the tunnel (a warning); one that is known only from
    elsewhere is judged as outdoors.
    """
    own = np.flatnonzero(_is_tunnel(case))
    shapes, names = case.subject.geometry.to_numpy()[own], case.labels.to_numpy()[own]
    if "tunnels" in case.tables:
        shapes = np.append(shapes, case.tables["tunnels"].geometry.to_numpy())
        names = np.append(names, case.column("name", "tunnels").fillna("").astype(str).to_numpy())
    parts, owner = shapely.get_parts(
        np.where(shapely.get_dimensions(shapes) == 1, shapely.line_merge(shapes), shapes), return_index=True
    )
    thin = np.isin(shapely.get_dimensions(parts), [0, 1])
    parts, owner = parts[thin], owner[thin]
    if not len(parts):
        return case.none_of(["tunnel"], "route")
    open_air = np.flatnonzero(~_is_tunnel(case) & (case.column("setting") != "underground").to_numpy())
    samples, part = _samples(parts)
    near = metric.distance_to(
        gpd.GeoSeries(samples, crs=metric.DEGREES), case.subject.geometry.iloc[open_air],
        float(case.profile["tunnel_along_m"]), case.progress,
    )  # fmt: skip
    pairs = near.assign(part=part[near["point"]]).groupby(["target", "part"]).size().rename("near").reset_index()
    pairs = pairs[pairs["near"] >= float(case.profile["tunnel_along_share"]) * np.bincount(part)[pairs["part"]]]
    at = pairs["part"].to_numpy(int)
    xy = metric.coordinates(gpd.GeoSeries(samples))[np.searchsorted(part, at) + np.bincount(part)[at] // 2]
    length, listed = line_metres(gpd.GeoSeries(parts))[at], owner[at] < len(own)
    return offenders(
        open_air[pairs["target"].to_numpy(int)], measured=np.where(length > 0, length, np.nan), unit="m", lon=xy[:, 0], lat=xy[:, 1],
        other=names[owner[at]], other_label=names[owner[at]], severity=np.where(listed, "warning", None),
        note=np.where(listed, case.phrase("tunnel_cut"), case.phrase("tunnel_outdoors")),
    )  # fmt: skip


def _samples(parts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Eleven places along each line, a point as it is; and the position of the part that each belongs to, in order."""
    points = shapely.get_dimensions(parts) == 0
    part = np.repeat(np.arange(len(parts)), np.where(points, 1, 11))
    share = (np.arange(len(part)) - np.searchsorted(part, part)) / 10
    lines = np.where(points, None, parts)[part]
    return np.where(points[part], parts[part], shapely.line_interpolate_point(lines, share, normalized=True)), part


def _is_tunnel(case: CoverageCase) -> np.ndarray:
    return ((case.column("kind") == "tunnel") | (case.column("setting") == "tunnel")).to_numpy()


@coverage_rule("CG-11", "setting")
def tunnel_has_its_setting(case: CoverageCase) -> pd.DataFrame:
    """Tunnels whose setting says outdoors, or that a model outdoors covers; metro lines that do not say where they run."""
    kind, setting = case.column("kind"), case.column("setting")
    wrong = np.flatnonzero((kind == "tunnel") & (setting == "outdoor"))
    untold = np.flatnonzero((kind == "metro") & setting.isna())
    return pd.concat([offenders(wrong), offenders(untold, unchecked="no_attribute", fields=case.field("setting"))])
