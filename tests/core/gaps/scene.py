"""A small scene on the equator-free plain around 100°E 25°N, in metres east and north of a corner."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry import LineString, Point, Polygon

from fengsui.core.gaps.assess import Question, assess
from fengsui.core.gaps.demand import read_demand
from fengsui.core.gaps.transmitters import Measured, Supply
from fengsui.core.metric import GEOD

LON, LAT = 100.0, 25.0


class Profile(dict):
    title = "test 1"


PROFILE = Profile(
    line_share=0.95,
    place_area_share=0.95,
    sea_area_share=None,
    gap_run_m=300,
    gap_near_m=5_000,
    double_distance_m=40,
    double_angle_deg=20,
    double_overlap_m=500,
    prach_unknown_m=14_500,
)


def at(x: float, y: float = 0.0) -> tuple[float, float]:
    lon, lat, _ = GEOD.fwd(LON, LAT, 90, x)
    lon, lat, _ = GEOD.fwd(lon, lat, 0, y)
    return lon, lat


def point(x, y=0.0):
    return Point(at(x, y))


def line(*xy):
    """A line through the places, with a vertex every 100 m at most."""
    return shapely.segmentize(LineString([at(*p) for p in xy]), 0.001)


def box(x0, y0, x1, y1):
    return Polygon([at(x0, y0), at(x1, y0), at(x1, y1), at(x0, y1)])


def frame(rows, geometry):
    return gpd.GeoDataFrame(pd.DataFrame(rows), geometry=geometry, crs="EPSG:4490")


def places(*rows):
    """Rows of (id, kind, x, y, more)."""
    data = [{"place_id": i, "name": i, "kind": k, **more} for i, k, _, _, more in rows]
    return frame(data, [None if x is None else point(x, y) for _, _, x, y, _ in rows])


def transmitters(*rows):
    """Rows of (site, x, covered_m, more); 5G of mobile outdoors unless more says otherwise."""
    data = []
    for site, x, covered, more in rows:
        more = dict(more)
        lon, lat = at(x, more.pop("y", 0.0))
        row = {"site_id": site, "site_name": site, "operator": "mobile", "technology": "5G", "setting": "outdoor"}
        row |= {"lon": lon, "lat": lat, "covered_m": float(covered), "possible_m": float(covered), "lacks": ""}
        row |= more
        data.append({"reach_m": row["covered_m"], **row})
    return pd.DataFrame(data).astype({"operator": object, "technology": object})


def ask(table, kind, supply=None, **asked):
    """Assess a table with land supply (a table) or a Supply."""
    supply = supply if isinstance(supply, Supply) else Supply(land=supply)
    demand = read_demand(table, kind, asked.get("counties"))
    return assess(demand, Question(supply, asked.pop("profile", PROFILE), **asked))


def measured(points=None, stretches=None, operators=("mobile",)):
    """Judging functions that say what is given: points {id: state}, stretches [line, from_m, to_m, state]."""

    def judge(geometry, ids, settings, technology, operator):
        found = pd.Series(ids).map((points or {}).get(operator, points or {}) if points else {})
        state = found.where(found.isin(["covered_measured", "gap_measured"]), None).to_numpy(object)
        some = pd.notna(state)
        share = np.where(state == "covered_measured", 1.0, 0.0)
        newest = np.where(some, np.datetime64("2026-05-01", "ns"), np.datetime64("NaT", "ns"))
        return pd.DataFrame(
            {"samples": some * 5, "share": np.where(some, share, np.nan), "newest": newest, "state": state}
        )

    def segments(lines, technology, operator):
        rows = stretches if operator in operators and stretches else []
        return pd.DataFrame(rows, columns=["line", "from_m", "to_m", "state"]).astype({"line": int})

    return Measured(pd.DataFrame({"operator": list(operators)}), judge, segments)


def row(assessed, item, **which):
    table = assessed.assessed
    id_column = next(c for c in ("place_id", "route_id", "zone_id") if c in table)
    found = table[table[id_column] == item]
    for column, value in which.items():
        found = found[found[column] == value]
    assert len(found) == 1, found
    return found.iloc[0]


def states(assessed):
    table = assessed.assessed
    return dict(zip(table["place_id"], table["state"]))
