"""Small tables for the checks: rows at exact geodesic distances, one aspect run at a time."""

from __future__ import annotations

import copy
import dataclasses
from functools import cache

import geopandas as gpd
import pandas as pd
from pyproj import Geod
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from fengsui.core.checks.case import Case
from fengsui.core.checks.engine import check
from fengsui.core.checks.profile import load_profile
from fengsui.core.checks.rules import rule_entries
from fengsui.core.register.matching import match
from fengsui.core.schema import standard_table

GEOD = Geod(a=6378137.0, f=1 / 298.257222101)
HERE = (108.35, 21.77)
EAST, NORTH = 90.0, 0.0
GOOD = {
    "build_type": "macro",
    "structure": "ground_tower",
    "year": 2026,
    "township": "甲镇",
    "operators": "mobile",
    "scene": "urban",
    "decimals": 6,
    "eia_no": "2026-1",
    "structure_height_m": 30.0,
    "antenna_height_m": 28.0,
}


def away(metres, azimuth=EAST, of=HERE):
    """The place so many metres from another."""
    return GEOD.fwd(*of, azimuth, metres)[:2]


def metres(a, b):
    return GEOD.inv(*a, *b)[2]


def square(half_m, at=HERE):
    """A square of four corners around a place."""
    (x1, _), (_, y1) = away(half_m, EAST, at), away(half_m, NORTH, at)
    dx, dy = x1 - at[0], y1 - at[1]
    return Polygon([(at[0] + sx * dx, at[1] + sy * dy) for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1))])


def block(distance_m, size_m=200):
    """A block of land whose western edge is so far east of HERE."""
    west, east = away(distance_m)[0], away(distance_m + size_m)[0]
    return Polygon([(west, HERE[1] - 0.001), (east, HERE[1] - 0.001), (east, HERE[1] + 0.001), (west, HERE[1] + 0.001)])


def north_south(distance_m, azimuth=EAST):
    """A line along the meridian that passes so far from HERE."""
    lon = away(distance_m, azimuth)[0]
    return LineString([(lon, HERE[1] - 0.01), (lon, HERE[1] + 0.01)])


_READ = {}


def table(of, *rows, **shared):
    """A standard table of this kind: `at` of a row is lon and lat, a geometry, or None. Equal columns are read once."""
    data = [{**shared, **{k: v for k, v in row.items() if k != "at"}} for row in rows]
    columns = []
    for name in dict.fromkeys(name for row in data for name in row):
        values = [row.get(name) for row in data]
        key = (of, name, repr(values))
        if key not in _READ:
            _READ[key] = standard_table(pd.DataFrame({name: values}), of, of)
        columns.append(_READ[key])
    places = [row.get("at", HERE) for row in rows]
    shapes = [at if at is None or isinstance(at, BaseGeometry) else Point(at) for at in places]
    whole = pd.concat(columns, axis=1) if columns else pd.DataFrame(index=range(len(rows)))
    made = gpd.GeoDataFrame(whole, geometry=gpd.GeoSeries(shapes, index=whole.index, crs="EPSG:4490"))
    made.attrs = {"name": of}
    return made


def applications(*rows, **shared):
    numbered = [
        {"application_id": f"A{n}", "site_name": f"站{'甲乙丙丁戊己庚辛壬癸'[n % 10]}{n}", **row}
        for n, row in enumerate(rows)
    ]
    return table("applications", *numbered, **{**GOOD, **shared})


def plan(*rows, **shared):
    numbered = [{"plan_id": f"P{n}", "site_name": f"规划{n}", **row} for n, row in enumerate(rows)]
    return table("plan", *numbered, **{**GOOD, **shared})


def sites(*rows, **shared):
    defaults = {"build_type": "macro", "operators": "mobile", "spare": "1", "status": "on_air"}
    return table(
        "sites",
        *[{"site_id": f"X{n}", "site_name": f"现网{n}", **row} for n, row in enumerate(rows)],
        **{**defaults, **shared},
    )


def zones(kind, *shapes, **shared):
    return table("zones", *[{"zone_id": f"Z{n}", "at": shape} for n, shape in enumerate(shapes)], kind=kind, **shared)


@cache
def national():
    return load_profile()


def profile(rules=None, **values):
    """The national profile with some values and rules changed."""
    changed = copy.deepcopy(national().values)
    for key, value in values.items():
        old = changed[key]["value"]
        changed[key]["value"] = {**old, **value} if isinstance(value, dict) else value
    return dataclasses.replace(national(), values=changed, rules=rules or {})


def case_of(subject, kind="applications", values=None, rules=None, complete=(), language="en", undo=None, **tables):
    return Case(subject, kind, tables, profile(rules, **(values or {})), complete, language, undo, match=match)


def run(aspect, subject, kind="applications", **given):
    """The findings of one aspect ('SP-11/place') or of all aspects of a rule ('SP-11'); the others are switched off."""
    rule, _, part = aspect.partition("/")
    off = {}
    for rule_id, entry in rule_entries("site_plan").items():
        for name in entry["aspects"]:
            if rule_id != rule or (part and name != part):
                off[f"{rule_id}/{name}"] = {"enabled": False}
    for key, change in (given.pop("rules", None) or {}).items():
        off.setdefault(key, {}).update(change)
    return check(case_of(subject, kind, rules=off, **given)).findings


def hits(findings, *severities):
    """The features found, of given severities (all but not_checked where none is given), in order."""
    wanted = findings["severity"].isin(severities) if severities else findings["severity"] != "not_checked"
    return sorted(findings.loc[wanted, "feature"])


def unsure(findings):
    """The features that could not be judged; None stands for the whole table."""
    return sorted(findings.loc[findings["severity"] == "not_checked", "feature"], key=str)
