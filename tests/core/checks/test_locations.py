"""Where a site may stand: every place of an area passes the engine's rules, areas are exact, the nearest place is nearest."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyproj
import pytest
import shapely
from random_county import RAILS, ROADS, ZONES, County
from site_tables import applications, away, block, case_of, metres, north_south, plan, sites, square, table, zones

from fengsui.core.checks.bands import registered_bands
from fengsui.core.checks.engine import check
from fengsui.core.checks.locations import find_locations
from fengsui.core.ellipsoid import from_local, to_local

LATITUDES = {"south": (109.5, 18.3), "far west": (75.5, 39.5), "far north": (122.4, 53.2)}
KINDS = [*ZONES, *ROADS, *RAILS]


def tables_of(county):
    names = (
        ("counties", county.counties), ("townships", county.townships), ("zones", county.zones), ("routes", county.routes),
        ("powerlines", county.lines), ("buildings", county.buildings), ("resources", county.resources),
        ("sites", county.sites),
    )  # fmt: skip
    return {name: table(name, *rows) for name, rows in names}


def open_rows(county):
    """The county's applications with most of what shuts a whole circle out taken away, so that areas are left."""
    for n, row in enumerate(county.applications):
        row.update(township=None, share_reason="业主不同意" if n % 4 else None)
        row["status"] = "submitted"
    return applications(*county.applications)


def places_in(areas, random, count):
    """Places inside the areas and just within their edges: row, degrees."""
    rows, places = [], []
    for n in np.flatnonzero(areas["area_m2"].to_numpy() > 0.5):
        shape = areas.geometry.iloc[n]
        west, south, east, north = shape.bounds
        tried = shapely.points(random.uniform((west, south), (east, north), (count * 4, 2)))
        inner = tried[shapely.contains_properly(shape, tried)][:count]
        ring = shapely.boundary(shape)
        on = shapely.line_interpolate_point(shapely.get_parts(ring)[0], random.uniform(0, 1, count), normalized=True)
        corners = shapely.points(
            shapely.get_coordinates(ring)[random.integers(0, shapely.get_num_coordinates(ring), count)]
        )
        found = np.r_[inner, on, corners]
        rows.append(np.full(len(found), n))
        places.append(found)
    return np.concatenate(rows), np.concatenate(places)


def moved_findings(case, rows, places):
    """What the engine finds against each row moved alone to a place, of the aspects of place."""
    serious = []
    for turn in range(pd.Series(rows).value_counts().max()):
        now = pd.Series(rows).groupby(rows).cumcount().to_numpy() == turn
        subject = case.subject.copy()
        geometry = subject.geometry.to_numpy().copy()
        geometry[rows[now]] = places[now]
        at = case.moved(subject.set_geometry(geometry, crs=subject.crs).geometry, np.zeros(len(subject)))
        findings = check(at).findings
        of_place = [key in registered_bands() or key == ("SP-12", "deviation") for key in zip(findings["rule"], findings["aspect"])]  # fmt: skip
        hit = findings[np.array(of_place) & findings["severity"].isin(["block", "error"])]
        hit = hit[hit["feature"].isin(case.ids.iloc[rows[now]])]
        serious += list(zip(hit["rule"], hit["aspect"], hit["feature"], hit["measured"], hit["limit"]))
    return serious


@pytest.mark.parametrize(
    "place", [pytest.param(place, marks=pytest.mark.slow) for place in ("far west", "south", "far north")]
)
def test_no_place_of_an_area_fails_the_engine(place):
    county = County(LATITUDES[place], seed=11 + len(place))
    case = case_of(open_rows(county), plan=plan(*county.plan), complete=KINDS, **tables_of(county))
    areas = find_locations(case).areas
    rows, places = places_in(areas, np.random.default_rng(5), 4)
    assert len(np.unique(rows)) > 40
    assert moved_findings(case, rows, places) == []


def test_the_nearest_place_as_written_passes_the_engine():
    county = County(LATITUDES["south"], seed=29)
    case = case_of(open_rows(county), plan=plan(*county.plan), complete=KINDS, **tables_of(county))
    found = find_locations(case).points
    nearest = found[found["kind"] == "nearest"]
    position = pd.Series(np.arange(len(case.ids)), index=case.ids)
    rows = position[nearest["site"]].to_numpy()
    written = shapely.points(nearest[["lon", "lat"]].to_numpy(float))
    assert len(rows) > 40
    assert moved_findings(case, rows, written) == []


def laea(at):
    frame = pyproj.Transformer.from_crs(
        "EPSG:4490", f"+proj=laea +lat_0={at[1]} +lon_0={at[0]} +ellps=GRS80 +units=m", always_xy=True
    )
    return lambda shape: shapely.transform(shape, lambda xy: np.column_stack(frame.transform(*xy.T)))


def test_areas_are_exact_to_a_thousandth():
    here = (108.35, 21.77)
    farm, road, wire = block(25), north_south(40, 270.0), north_south(70, 90.0)
    near = away(60, 180)
    case = case_of(
        plan({"at": here, "scene": "rural", "allowed_deviation_m": 120.0}, {"at": near, "scene": "rural"}), "plan",
        zones=zones("farmland", farm), routes=table("routes", {"route_id": "G", "kind": "road-expressway", "at": road}),
        powerlines=table("powerlines", {"line_id": "L", "voltage_kv": 220.0, "at": wire}),
    )  # fmt: skip
    found = find_locations(case)
    flat = laea(here)
    left = flat(shapely.Point(here)).buffer(120, 64)
    expected = {
        "SP-18": flat(farm.segmentize(1e-4)).buffer(10, 64), "SP-21": flat(road.segmentize(1e-4)).buffer(44, 64),
        "SP-23": flat(wire.segmentize(1e-4)).buffer(15, 64), "SP-11": flat(shapely.Point(near)).buffer(30, 64),
    }  # fmt: skip
    own = found.excluded[found.excluded["site"] == "P0"].set_index("rule")
    circle = left.area
    for rule, shape in expected.items():
        assert own.loc[rule, "area_m2"] == pytest.approx(shape.intersection(flat(shapely.Point(here)).buffer(120, 64)).area, rel=1e-3)  # fmt: skip
        left = left.difference(shape)
    first = found.areas.iloc[0]
    assert first["area_m2"] == pytest.approx(left.area, rel=1e-3)
    assert flat(first.geometry.segmentize(1e-4)).symmetric_difference(left).area < 1e-3 * left.area
    assert first["share"] == pytest.approx(left.area / circle, abs=1e-3)


def test_the_nearest_place_is_nearest():
    case = case_of(
        applications({"at": away(80), "plan_id": "P0", "scene": "rural"}), plan=plan({"scene": "rural"}),
        zones=zones("farmland", block(60)),
    )  # fmt: skip
    nearest = find_locations(case).points.iloc[0]
    assert nearest["shift_m"] == pytest.approx(30.15, abs=0.2)
    assert nearest["bearing_deg"] == pytest.approx(270, abs=0.5)
    assert nearest["plan_distance_m"] == pytest.approx(49.85, abs=0.2)
    assert nearest["lon"] == round(nearest["lon"], 6)
    assert metres((nearest["lon"], nearest["lat"]), away(80)) == pytest.approx(nearest["shift_m"], abs=1e-6)


def test_its_own_place_is_kept_where_it_passes():
    found = find_locations(case_of(applications({"at": away(30), "plan_id": "P0"}), plan=plan({})))
    assert found.points.iloc[0]["shift_m"] == 0
    assert found.points.iloc[0]["in_area"]
    assert found.areas["share"].iloc[0] == pytest.approx(1)


def test_where_nothing_passes_a_change_of_the_plan_is_filled_in():
    found = find_locations(
        case_of(applications({"at": away(5), "plan_id": "P0"}), plan=plan({}), zones=zones("farmland", square(500)))
    )
    assert found.areas["area_m2"].iloc[0] == 0
    assert found.areas.geometry.iloc[0].is_empty
    assert "SP-18" in found.areas["shut_out"].iloc[0]
    request = found.requests.iloc[0]
    assert request["reason_class"] == "land is protected"
    assert "100 %" in request["reason"]
    assert request["proof_file"] is None
    assert (request["lon"], request["lat"]) == pytest.approx((108.35, 21.77))


def test_a_reason_for_not_sharing_opens_a_place():
    found = find_locations(
        case_of(applications({"plan_id": "P0", "scene": "urban"}), plan=plan({}), sites=sites({"at": away(20)}))
    )
    assert found.areas["area_m2"].iloc[0] == 0
    kinds = dict(zip(found.points["kind"], found.points["shift_m"]))
    assert kinds["with_reason"] == 0
    assert "host" in kinds


def test_a_missing_layer_shuts_nothing_out_and_is_named():
    area = find_locations(case_of(applications({}), language="zh")).areas.iloc[0]
    assert area["share"] == pytest.approx(1)
    assert "永久基本农田" in area["unchecked"]
    assert "电力线" in area["unchecked"]
    assert "未提供规划" in area["centre"]


def test_what_cannot_be_judged_is_not_passed():
    line = table("powerlines", {"line_id": "L", "at": north_south(0)})
    found = find_locations(case_of(applications({"plan_id": "P0"}), plan=plan({}), powerlines=line))
    assert found.areas["unjudged_m2"].iloc[0] > 3000
    assert set(found.excluded["state"]) == {"unjudged"}
    assert found.areas["share"].iloc[0] < 0.6


def test_a_place_nearer_to_another_planned_site_is_left_out_but_for_a_row_that_names_its_own():
    rows = applications({"at": away(2)}, {"at": away(3), "plan_id": "P0", "site_name": "别"}, candidate_group="D")
    found = find_locations(case_of(rows, plan=plan({}, {"at": away(40)})))
    share = found.areas["share"].to_numpy()
    assert share[1] == pytest.approx(1)
    assert share[0] < 0.8
    assert set(found.excluded["rule"]) == {"SP-12"}


def test_warnings_are_conditions_and_shut_out_when_strict():
    rows = applications({"plan_id": "P0"})
    given = {"plan": plan({}), "zones": zones("forest", square(500))}
    found = find_locations(case_of(rows, **given))
    assert found.areas["share"].iloc[0] == pytest.approx(1)
    assert "SP-24" in found.points["conditions"].iloc[0]
    assert find_locations(case_of(rows, **given), strict=True).areas["area_m2"].iloc[0] == 0


def test_a_changed_profile_changes_both():
    road = table("routes", {"route_id": "G", "kind": "road-county", "at": north_south(10)})
    rows, given = applications({"plan_id": "P0"}), {"plan": plan({}), "routes": road}
    usual = find_locations(case_of(rows, **given)).areas["area_m2"].iloc[0]
    wider = (
        find_locations(case_of(rows, values={"road_control_m": {"road-county": 25}}, **given)).areas["area_m2"].iloc[0]
    )
    off = find_locations(case_of(rows, rules={"SP-21": {"enabled": False}}, **given)).areas["share"].iloc[0]
    assert wider < usual - 1000
    assert off == pytest.approx(1)


def test_some_rows_only_and_rows_without_a_place():
    rows = applications({}, {"at": None}, {"at": away(5000)})
    found = find_locations(case_of(rows), rows=np.array([2, 1]))
    assert list(found.areas["site"]) == ["A2", "A1"]
    assert found.areas["share"].tolist() == pytest.approx([1, np.nan], nan_ok=True)
    assert "no place" in found.areas["unchecked"].iloc[1]
    assert len(find_locations(case_of(rows), rows=np.array([], int)).areas) == 0


def test_the_local_frame_goes_there_and_back():
    random = np.random.default_rng(2)
    for at in LATITUDES.values():
        origin, plane = np.tile([at], (500, 1)), random.normal(0, 1500, (500, 2))
        degrees = from_local(plane, origin)
        assert np.abs(to_local(degrees, origin) - plane).max() < 1e-6
        far = np.hypot(*plane.T) < 2000
        geodesic = np.array([metres(at, there) for there in degrees[far]])
        assert np.abs(geodesic - np.hypot(*plane[far].T)).max() < 1e-4


@pytest.mark.slow
def test_the_answer_of_a_check_does_not_depend_on_the_margin():
    county = County(LATITUDES["south"], seed=4)
    given = {"plan": plan(*county.plan), "complete": KINDS, **tables_of(county)}
    rows = applications(*county.applications)
    plain = check(case_of(rows, **given)).findings
    wide = case_of(rows, **given)
    wide.margin_m = np.full(len(rows), 200.0)
    pd.testing.assert_frame_equal(
        pd.DataFrame(plain.drop(columns="geometry")), pd.DataFrame(check(wide).findings.drop(columns="geometry"))
    )
