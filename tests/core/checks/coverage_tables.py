"""Small demands with what a search for gaps would have found, for the checks of CG-01 to CG-15."""

from __future__ import annotations

import datetime as dt

import geopandas as gpd
import pandas as pd
from shapely.geometry import LineString
from site_tables import EAST, HERE, away, profile, table

from fengsui.core.checks.coverage_case import coverage_case
from fengsui.core.checks.engine import check
from fengsui.core.checks.rules import rule_entries

TODAY = dt.date(2026, 11, 21)
LISTED = {"listed_on": "2026-06-01", "list_source": "县民政局"}
CODE = "450681101{:03}"


def villages(*rows, **shared):
    """Villages without a fault but for what is given; the ids are codes of 12 digits, ending in 200, 201, …"""
    numbered = [
        {"place_id": CODE.format(200 + n), "name": f"村{'甲乙丙丁戊己庚辛'[n % 8]}", "kind": "admin-village", **row}
        for n, row in enumerate(rows)
    ]
    return table("places", *numbered, **{**LISTED, "township": "江平镇", "county": "东兴市", **shared})


def places(*rows, **shared):
    """Places P0, P1, …"""
    numbered = [{"place_id": f"P{n}", "name": f"地{n}", **row} for n, row in enumerate(rows)]
    return table("places", *numbered, **{**LISTED, **shared})


def with_points(village="V", *kinds):
    """A village V and its key points V-0, V-1, …"""
    points = [{"place_id": f"{village}-{n}", "kind": kind, "parent_id": village} for n, kind in enumerate(kinds)]
    return places({"place_id": village, "kind": "admin-village", "name": "甲村"}, *points)


def straight(from_m, to_m, beside=0.0):
    """A line eastwards from and to so many metres, so far north of HERE."""
    start = away(beside, 0.0) if beside else HERE
    return LineString([away(m, EAST, start) for m in (from_m, (from_m + to_m) / 2, to_m)])


def routes(*rows, **shared):
    """Roads W0, W1, … of 10 km."""
    numbered = [{"route_id": f"W{n}", "name": f"路{n}", "at": straight(0, 10_000), **row} for n, row in enumerate(rows)]
    return table("routes", *numbered, **{"kind": "road-national", **LISTED, **shared})


def assessed(*rows, **shared):
    """Rows of ASSESSED: (id, state) or mappings."""
    data = [dict(zip(("place_id", "state"), row)) if isinstance(row, tuple) else row for row in rows]
    return pd.DataFrame([{"technology": "5G", "operator": "any", **shared, **row} for row in data])


def of_routes(*rows, **shared):
    """Rows of ASSESSED of routes: (id, covered, unknown) of 10 km, in metres, or mappings."""
    names = ("route_id", "covered", "unknown")
    data = [dict(zip(names, row)) if isinstance(row, tuple) else row for row in rows]
    common = {"technology": "5G", "operator": "any", "unit": "m", "total": 10_000.0, "unknown": 0.0, **shared}
    return pd.DataFrame([{**common, **row} for row in data])


def gaps(*rows, **shared):
    """Rows of GAPS with `at`."""
    common = {"technology": "5G", "operator": "any", "state": "gap_model", "kind": "admin-village", **shared}
    data = [{**common, **{k: v for k, v in row.items() if k != "at"}} for row in rows]
    shapes = gpd.GeoSeries([row.get("at") for row in rows], crs="EPSG:4490")
    return gpd.GeoDataFrame(pd.DataFrame(data, index=range(len(rows))), geometry=shapes)


def log(*rows, **shared):
    """Samples of today without a fault."""
    good = {
        "time": "2026-11-20 10:00:00",
        "network": "5G",
        "operator": "mobile",
        "rsrp_dbm": -90,
        "sinr_db": 10,
        "session": "甲",
    }
    return table("measurements", *rows, **{**good, **shared})


def dropped(*rows):
    return pd.DataFrame(rows, columns=["row", "reason"])


def case_of(demand, kind="places", values=None, rules=None, language="en", date=TODAY, **given):
    return coverage_case(demand, kind, profile(rules, **(values or {})), language=language, date=date, **given)


def run(aspect, demand, kind="places", **given):
    """The findings of one aspect ('CG-09/run') or of all aspects of a rule ('CG-09')."""
    rule, _, part = aspect.partition("/")
    off = {
        f"{rule_id}/{name}": {"enabled": False}
        for rule_id, entry in rule_entries("coverage").items()
        for name in entry["aspects"]
        if rule_id != rule or (part and name != part)
    }
    return check(case_of(demand, kind, rules=off, **given), "coverage").findings
