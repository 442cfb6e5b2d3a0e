"""Small worlds around one place, each with something that a search for places may get wrong."""

from __future__ import annotations

import numpy as np
import shapely
from locations_brute import World
from random_county import RAILS, ROADS, ZONES
from shapely.geometry import LineString, MultiLineString, MultiPolygon, Polygon
from site_tables import EAST, GOOD, HERE, NORTH, away, north_south, square

SOUTH, WEST = 180.0, 270.0
ALL = (*ZONES, *ROADS, *RAILS)


def row(n=0, at=HERE, **given):
    return {"application_id": f"A{n}", "site_name": f"站{'甲乙丙丁戊己庚辛'[n % 8]}{n}", "at": at, **GOOD, "allowed_deviation_m": 120.0, **given}  # fmt: skip


def planned(n=0, at=HERE, **given):
    return {"plan_id": f"P{n}", "site_name": f"规划{n}", "at": at, **GOOD, "status": "planned", **given}


def existing(n=0, at=HERE, **given):
    return {"site_id": f"X{n}", "site_name": f"现网{n}", "at": at, "build_type": "macro", "operators": "mobile", "spare": "1", "status": "on_air", **given}  # fmt: skip


def zone(kind, at, n=0):
    return {"zone_id": f"Z{n}", "kind": kind, "at": at}


def road(at, kind="road-national", **given):
    return {"route_id": "G1", "kind": kind, "at": at, "half_width_m": None, "setting": "outdoor", **given}


def wire(at, kv=35.0, **given):
    return {"line_id": "L1", "at": at, "voltage_kv": kv, "half_width_m": None, **given}


def house(at, kind="housing", high=60.0):
    return {"building_id": "B1", "at": at, "kind": kind, "height_m": high}


def box(west, east, south=-400, north=400, at=HERE):
    """A rectangle by metres east and north of a place."""
    x = [away(m, EAST, at)[0] for m in (west, east)]
    y = [away(m, NORTH, at)[1] for m in (south, north)]
    return shapely.box(x[0], y[0], x[1], y[1])


def star(corners, radius_m, at=HERE, rough=0.02):
    """An area of very many corners whose edge is rough."""
    angle = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    reach = radius_m * (1 + rough * np.sin(angle * 97) + 0.02 * rough * np.cos(angle * 5501))
    dx, dy = away(1, EAST, at)[0] - at[0], away(1, NORTH, at)[1] - at[1]
    return Polygon(np.column_stack([at[0] + dx * reach * np.cos(angle), at[1] + dy * reach * np.sin(angle)]))


def bow_tie(at=HERE):
    a, b = box(10, 90, -60, 60, at).bounds[:2], box(10, 90, -60, 60, at).bounds[2:]
    return Polygon([a, b, (b[0], a[1]), (a[0], b[1])])


OWN = {"structure": None, "scene": None, "structure_height_m": None, "antenna_height_m": None, "build_type": None}
FALLS = {f"SP-{n}/fall": {"severity": "error"} for n in (21, 22, 23)}
EAST_60, NORTH_90 = away(60), away(90, NORTH)
LONG = LineString([(HERE[0] - 1.5, HERE[1] + 0.0004), (HERE[0] + 1.5, HERE[1] + 0.0006)])
OVERLAPPING = MultiPolygon([box(-20, 60, -30, 50), box(20, 110, -70, 30)])
REASON = {"share_reason": "业主不同意"}

CASES = {
    "no tables at all": World("applications", [row(), row(1, away(500))]),
    "its plan number, applied elsewhere": World("applications", [row(at=away(300), plan_id="P0")], [planned(), planned(1, away(310))], zones=[zone("farmland", box(20, 400))]),
    "its plan number as typed": World("applications", [row(at=away(300), plan_id=" p０ ".replace("０", "0"))], [planned()]),
    "no number, another planned site near": World("applications", [row(at=away(15), allowed_deviation_m=200.0)], [planned(), planned(1, away(80)), planned(2, away(150, 200.0)), planned(3, away(20, 300.0), status="cancelled")]),
    "a number that the plan lacks": World("applications", [row(at=away(50), plan_id="P77")], [planned(), planned(1, away(130))]),
    "two planned sites in one place": World("applications", [row(at=away(9))], [planned(), planned(1)]),
    "one number twice in the plan": World("applications", [row(at=away(9), plan_id="P0")], [planned(), planned(0, away(90))]),
    "deviation of the plan": World("applications", [row(at=away(9), allowed_deviation_m=None)], [planned(allowed_deviation_m=77.0)]),
    "deviation by the plan's scene": World("applications", [row(at=away(9), allowed_deviation_m=None, scene=None)], [planned(scene="rural")]),
    "deviation by no scene": World("applications", [row(at=away(9), allowed_deviation_m=None, scene=None)], [planned(scene=None)], routes=[road(north_south(60), "railway")]),
    "candidates of one demand": World("applications", [row(candidate_group="D1"), row(1, away(20), candidate_group="D1"), row(2, away(40), candidate_group="D2"), row(3, away(60, NORTH), build_type="micro")]),
    "one name near": World("applications", [row(site_name="同名", allowed_deviation_m=200.0), row(1, away(400), site_name="同名")]),
    "others withdrawn": World("applications", [row(), row(1, away(20), status="withdrawn"), row(2, away(30, NORTH), status="rejected")]),
    "papers held": World("applications", [row(approvals="heritage=文1;forest=文2")], zones=[zone("heritage", box(-50, 10)), zone("scenic", box(40, 70), 1), zone("forest", box(0, 90), 2)], rules={"SP-24/forest": {"severity": "error"}}),
    "structure not known": World("applications", [row(structure=None, **REASON)], zones=[zone("farmland", box(30, 100)), zone("redline-core", box(-300, -40), 1)]),
    "scene not known": World("applications", [row(scene=None, build_type="micro")], sites=[existing(0, away(160))], resources=[{"resource_id": "R0", "at": away(150, SOUTH), "status": "published", "height_m": 28.0}], routes=[road(north_south(70), "railway"), road(north_south(60, WEST), "hsr")]),
    "nothing known of it": World("applications", [row(**OWN, operators=None)], sites=[existing(0, away(160))], routes=[road(north_south(70), "railway"), road(north_south(140, WEST))], buildings=[house(square(9, away(70, NORTH)))], zones=[zone("farmland", box(50, 60))], rules=FALLS),
    "height not known, falls shut out": World("applications", [row(structure_height_m=None, antenna_height_m=None, allowed_deviation_m=200.0)], routes=[road(north_south(180))], lines=[wire(north_south(210, WEST))], rules=FALLS),
    "kind of building not known": World("applications", [row()], buildings=[house(square(9, away(70, NORTH)), None), house(square(9, EAST_60), "housing", None), house(square(9, away(60, SOUTH)), "office")]),
    "buildings as points": World("applications", [row()], buildings=[house(shapely.Point(EAST_60))]),
    "voltage not known": World("applications", [row()], lines=[wire(north_south(50), None), wire(north_south(60, WEST), 9999.0), wire(LONG, 0.4, half_width_m=6.0)]),
    "voltage not known, said to be an error": World("applications", [row()], lines=[wire(north_south(90), None)], rules={"SP-23/voltage": {"severity": "error"}}),
    "classes of voltage": World("applications", [row(allowed_deviation_m=300.0)], lines=[wire(north_south(m, EAST), kv) for m, kv in ((-250 + 70 * n, kv) for n, kv in enumerate((10.0, 10.1, 110.0, 220.0, 330.0, 500.0, 1000.0))) if m > 0] + [wire(north_south(200, WEST), 10.0), wire(north_south(120, WEST), 10.1, half_width_m=8.0)]),
    "on the border of two counties": World("applications", [row()], counties=[{"name": "甲县", "at": box(-5000, 0, -5000, 5000)}, {"name": "乙县", "at": box(0, 40, -5000, 5000)}], townships=[{"name": "甲镇", "at": box(-5000, 0, -5000, 5000)}, {"name": "乙镇", "at": box(0, 5000, -5000, 5000)}]),
    "beyond the county": World("applications", [row(at=away(150), allowed_deviation_m=200.0)], counties=[{"name": "甲县", "at": box(-5000, 0, -5000, 5000)}]),
    "beyond the county, its line shuts out": World("applications", [row(at=away(150), allowed_deviation_m=250.0)], counties=[{"name": "甲县", "at": box(-5000, 0, -5000, 5000)}], rules={"SP-07/boundary": {"severity": "error"}}),
    "a ring beyond the county": World("applications", [row(at=away(150), allowed_deviation_m=250.0)], counties=[{"name": "甲县", "at": box(-5000, 0, -5000, 5000)}], rules={"SP-07/boundary": {"severity": "error"}, "SP-07/outside": {"enabled": False}}),
    "far from every county": World("applications", [row()], counties=[{"name": "甲县", "at": box(-90_000, -60_000)}], townships=[{"name": "甲镇", "at": box(-90_000, -60_000)}]),
    "a township of no such name": World("applications", [row(township="癸镇"), row(1, away(900), township=None)], townships=[{"name": "甲镇", "at": box(-5000, 5000, -5000, 5000)}]),
    "zones with holes, its place in one": World("applications", [row()], zones=[zone("farmland", box(-300, 300).difference(box(-30, 50, -40, 40))), zone("heritage", MultiPolygon([box(0, 9, 0, 9), box(20, 30, 20, 35)]), 1), zone("heritage", box(5, 28, -3, 22), 2)]),
    "a bow-tie": World("applications", [row()], zones=[zone("heritage", bow_tie()), zone("farmland", bow_tie(away(-100)), 1)]),
    "parts that overlap": World("applications", [row()], zones=[zone("heritage", OVERLAPPING)]),
    "slivers": World("applications", [row()], zones=[zone("scenic", box(10, 10.02, -300, 300)), zone("farmland", box(-40, -39.999, -300, 300), 1), zone("flood", Polygon([away(60), away(60), away(90), away(60)]), 2)]),
    "a zone of many corners": World("applications", [row()], zones=[zone("farmland", star(100_000, 3000, away(3000))), zone("redline-core", star(2_000, 40, away(60, WEST), 0.3), 1)]),
    "a zone far wider than the circle": World("applications", [row()], zones=[zone("scenic", Polygon([(HERE[0] - 1.5, HERE[1] + 0.0003), (HERE[0] + 1.5, HERE[1] + 0.0005), (HERE[0], HERE[1] + 1)]))]),
    "a zone all round": World("applications", [row()], zones=[zone("scenic", star(9000, 20_000))]),
    "very long segments": World("applications", [row(structure="roof")], routes=[road(LONG), road(LineString([(HERE[0] + 0.0008, HERE[1] - 2), (HERE[0] + 0.0006, HERE[1] + 2)]), "hsr")], lines=[wire(LineString([(HERE[0] - 1, HERE[1] - 0.9), (HERE[0] + 1, HERE[1] + 0.9)]), 500.0)]),
    "roads as areas": World("applications", [row()], routes=[road(box(50, 65)), road(MultiPolygon([box(-90, -85), box(-70, -60)]), half_width_m=12.0), road(MultiLineString([north_south(110), north_south(112, WEST)]), "road-expressway", half_width_m=0.0)]),
    "in tunnels": World("applications", [row()], routes=[road(north_south(0), setting="tunnel"), road(north_south(20), "hsr", setting="underground"), road(north_south(90), setting=None), road(north_south(70, WEST), "metro"), road(north_south(30), None)]),
    "every kind of road": World("applications", [row(at=HERE, allowed_deviation_m=400.0, structure="pole", structure_height_m=12.0)], routes=[road(north_south(abs(m), EAST if m > 0 else WEST), kind) for m, kind in zip(range(-350, 360, 90), (*ROADS, *RAILS))], rules=FALLS),
    "railways by scene": World("applications", [row(n, away(1000 * n), scene=scene) for n, scene in enumerate(("dense_urban", "urban", "suburban", "village", "rural"))], routes=[road(north_south(1000 * n + 60), kind) for n in range(5) for kind in RAILS]),
    "shapes that are empty": World("applications", [row()], zones=[zone("farmland", None), zone("farmland", Polygon(), 1), zone("heritage", box(20, 90), 2)], routes=[road(None), road(LineString())]),
    "rows without a place": World("applications", [row(at=None, plan_id="P0"), row(1, None), row(2, (200.0, 95.0)), row(3, (37512345.6, 2400000.0), plan_id="P0"), row(4)], [planned(), planned(1, None), planned(2, away(4000))], zones=[zone("farmland", box(20, 400))]),
    "a number whose planned site has no place": World("applications", [row(plan_id="P1")], [planned(0, away(700)), planned(1, None)]),
    "rows in one place": World("applications", [row(), row(1), row(2, away(60))]),
    "radius 5 km": World("applications", [row(allowed_deviation_m=5000.0, at=(122.4, 53.2), plan_id="P0")], [planned(at=(122.4, 53.2))], sites=[existing(n, away(700 * n, 77.0 * n, (122.4, 53.2))) for n in range(1, 7)], zones=[zone("farmland", star(3000, 2500, away(3000, 30.0, (122.4, 53.2)), 0.2))], routes=[road(LineString([away(4000, 200.0, (122.4, 53.2)), away(6000, 100.0, (122.4, 53.2))]), "hsr")], lines=[wire(LineString([(121.4, 53.19), (123.4, 53.19)]), 500.0)]),
    "at a corner of the country": World("applications", [row(at=(135.9999, 53.9999)), row(1, (73.0001, 3.0001))], zones=[zone("heritage", box(30, 500, at=(135.9999, 53.9999)))]),
    "hosts near": World("applications", [row(), row(1, away(3000), **REASON), row(2, away(6000), site_id="X2")], sites=[existing(0, away(210)), existing(1, away(3020)), existing(2, away(6030), spare="0"), existing(3, away(180, SOUTH), spare="0"), existing(4, away(220, NORTH), status="removed"), existing(5, away(170, WEST), country="越南"), existing(6, away(290, NORTH), spare=None)]),
    "opened resources near": World("applications", [row(n, away(2000 * n)) for n in range(4)], resources=[{"resource_id": f"R{n}", "at": away(2000 * n + 150), "status": status, "height_m": high, "floors": floors} for n, (status, high, floors) in enumerate((("usable", None, None), ("refused", 28.0, None), (None, 28.0, None), ("signed", None, 13.0)))]),
    "spacing shuts out": World("applications", [row(plan_id="P0", allowed_deviation_m=200.0), row(1, away(5000), scene="rural", operators=None)], [planned(), planned(1, away(420)), planned(2, away(300, SOUTH), operators="unicom"), planned(3, away(350, NORTH), build_type=None)], sites=[existing(0, away(90, WEST), spare="0"), existing(1, away(5600), spare="0")], rules={"SP-16": {"severity": "error"}}),
    "the boundary of the town shuts out": World("applications", [row(), row(1, away(900), structure=None), row(2, away(1800), structure="roof")], zones=[zone("urban-boundary", box(-60, 40)), zone("urban-boundary", box(38, 60), 1)], rules={"SP-20/outside": {"severity": "error"}}),
    "the inside of the town shuts out": World("applications", [row()], zones=[zone("urban-boundary", box(-60, 40))], rules={"SP-20/inside": {"severity": "error"}}),
    "no town given, said to be complete": World("applications", [row()], complete=ALL, rules={"SP-20/outside": {"severity": "error"}}),
    "red line round its core": World("applications", [row()], zones=[zone("redline", box(-60, 200)), zone("redline-core", box(20, 50), 1)], rules={"SP-19/redline": {"severity": "error"}}),
    "red line, its core switched off": World("applications", [row()], zones=[zone("redline", box(-60, 200)), zone("redline-core", box(20, 50), 1)], rules={"SP-19/redline": {"severity": "error"}, "SP-19/redline-core": {"enabled": False}}),
    "fuel stations, the distance unset": World("applications", [row()], zones=[zone("fuel-station", box(30, 40, -5, 5))]),
    "fuel stations, strictly": World("applications", [row()], zones=[zone("fuel-station", box(30, 40, -5, 5))], strict=True),
    "fuel stations, the distance set": World("applications", [row()], zones=[zone("fuel-station", box(30, 40, -5, 5))], values={"fuel_station_m": 25}),
    "fuel stations only warned of": World("applications", [row()], zones=[zone("fuel-station", box(30, 40, -5, 5))], rules={"SP-24": {"severity": "warning"}}),
    "a plan": World("plan", plan=[planned(0, allowed_deviation_m=150.0), planned(1, away(40)), planned(2, away(900), structure=None), planned(3, away(2000), status="cancelled"), planned(4, None)], zones=[zone("farmland", box(60, 960))], sites=[existing(0, away(20))]),
    "a plan, spacing shuts out": World("plan", plan=[planned(0, allowed_deviation_m=150.0), planned(1, away(400)), planned(2, away(430, NORTH), operators="unicom")], sites=[existing(0, away(300, WEST)), existing(1, away(60, SOUTH), plan_id="P0")], rules={"SP-16": {"severity": "error"}}),
    "places for a name switched off": World("applications", [row(site_name="同名", allowed_deviation_m=400.0), row(1, away(90), site_name="同名")], rules={"SP-11/place": {"enabled": False}}),
    "corners twice, a line of no length": World("applications", [row()], zones=[zone("farmland", Polygon([away(20), away(20), away(90), away(90), away(60, NORTH), away(20)]))], routes=[road(LineString([away(80, SOUTH)] * 3)), road(LineString([away(90, WEST), away(90, WEST), away(110, WEST)]))]),
    "shapes with heights": World("applications", [row()], counties=[{"name": "甲县", "at": shapely.force_3d(box(-5000, 60, -5000, 5000), 9.0)}], zones=[zone("farmland", shapely.force_3d(box(30, 90, 0, 100), 9.0)), zone("heritage", shapely.force_3d(MultiPolygon([box(-90, -60)]), 9.0), 1)], routes=[road(shapely.force_3d(north_south(100, WEST), 9.0))], buildings=[house(shapely.force_3d(square(9, away(60, SOUTH)), 9.0))]),
    "zones that touch": World("applications", [row()], zones=[zone("heritage", box(-60, 0)), zone("heritage", box(0, 60), 1), zone("scenic", box(-60, 60, 60, 90))]),
    "zones as lines and spots": World("applications", [row()], zones=[zone("farmland", north_south(60)), zone("heritage", north_south(20), 1), zone("fuel-station", shapely.Point(away(60, WEST)), 2)], values={"fuel_station_m": 25}),
    "obstacles just beyond the circle": World("applications", [row()], counties=[{"name": "甲县", "at": box(-5000, 5000, -290, 5000)}], sites=[existing(0, away(318, 225.0))], zones=[zone("farmland", box(125, 400)), zone("fuel-station", box(-60, 60, 130, 160), 1)], routes=[road(north_south(141, WEST)), road(LineString([away(300, 100.0), away(125, SOUTH), away(300, 260.0)]), "hsr")], lines=[wire(LineString([away(300, 10.0), away(124, 315.0), away(300, 280.0)]))], buildings=[house(square(9, away(150, 45.0)))], values={"fuel_station_m": 25}),
    "a long line through 5 km": World("applications", [row(at=(122.4, 53.2), allowed_deviation_m=5000.0)], routes=[road(LineString([(121.4, 53.201), (123.4, 53.201)]), "hsr")]),
    "half widths switched": World("applications", [row()], routes=[road(north_south(70)), road(north_south(70, WEST), half_width_m=25.0), road(north_south(60), "hsr", half_width_m=0.0)]),
}  # fmt: skip


def beside(*rules, values=None, strict=False, **tables):
    """Values that change a limit, and a world in which that moves the area of its row."""
    row_ = {**REASON, **tables.pop("own", {})}
    more = tables.pop("more", [])
    raised = {rule: {"severity": "error"} for rule in rules}
    return values, World("applications", [row(**row_), *more], rules=raised, strict=strict, **tables)


SHARES = {"share_reason": None}
NO_HEIGHT = {"structure_height_m": None, "antenna_height_m": None}
SCHOOL, NATIONAL, HSR = house(square(9, away(90)), "school"), road(north_south(90)), road(north_south(90), "hsr")
CHANGES = {
    "duplicate_place_m": beside(values={"macro": 55, "micro": 20, "indoor": 30}, more=[row(1, EAST_60)]),
    "duplicate_name_m": beside(values=230, own={"site_name": "同名"}, more=[row(1, away(250), site_name="同名")]),
    "cosite_m": beside("SP-16", values=90, sites=[existing(0, away(60, WEST), spare="0")]),
    "share_radius_m": beside(values={"urban": 130, "rural": 90}, own=SHARES, sites=[existing(0, away(210))]),
    "host_height_tolerance_m": beside(values=25, own=SHARES, resources=[{"resource_id": "R0", "at": NORTH_90, "status": "usable", "height_m": 10.0}]),
    "host_storey_m": beside(values=4, own=SHARES, resources=[{"resource_id": "R0", "at": NORTH_90, "status": "usable", "floors": 5.0}]),
    "macro_spacing_m": beside("SP-16", values={"urban": 350}, plan=[planned(), planned(1, away(350))], own={"plan_id": "P0"}),
    "spacing_small_factor": beside("SP-16", values=0.9, plan=[planned(), planned(1, away(500))], own={"plan_id": "P0"}),
    "footprint_m": beside(values={"ground_tower": 31, "pole": 5}, zones=[zone("farmland", box(60, 90))]),
    "road_control_m": beside(values={"road-national": 44, "road-county": 0}, routes=[NATIONAL, road(north_south(60, WEST), "road-county")]),
    "road_half_width_m": beside(values={"road-national": 21}, routes=[NATIONAL, road(north_south(60, WEST), half_width_m=9.0)]),
    "rail_control_m": beside(values={"hsr": {"urban": 33}, "railway": {"urban": 3}}, routes=[HSR, road(north_south(60, WEST), "railway")]),
    "rail_half_width_m": beside(values={"hsr": 1}, routes=[HSR]),
    "rail_fall_margin_m": beside("SP-22/fall", values=14, routes=[HSR]),
    "rail_near_m": beside("SP-22/near", values=71, routes=[HSR]),
    "line_clearance_m": beside("SP-23/fall", values=[{"up_to_kv": 20, "clearance_m": 12}, {"up_to_kv": 900, "clearance_m": 41}], lines=[wire(north_south(90)), wire(north_south(60, WEST), 1000.0)]),
    "line_half_width_m": beside(values=7, lines=[wire(north_south(90)), wire(north_south(60, WEST), half_width_m=3.0)]),
    "tallest_structure_m": beside("SP-21/fall", values=61, own=NO_HEIGHT, routes=[road(north_south(150))]),
    "fuel_station_m": beside(values=37, zones=[zone("fuel-station", box(60, 70))]),
    "fuel_station_warning_m": beside(values=81, zones=[zone("fuel-station", box(60, 70))], strict=True),
    "taller_building_m": beside(values=47, buildings=[SCHOOL]),
    "school_m": beside("SP-25/school", values=77, buildings=[SCHOOL]),
    "county_boundary_m": beside(values=60, counties=[{"name": "甲县", "at": box(-5000, -150, -5000, 5000)}]),
    "allowed_deviation_m": beside(values={"urban": 83, "suburban": 40}, own={"allowed_deviation_m": None}),
}  # fmt: skip
