"""Random tables around a place, for the comparison of the rules with plain loops."""

from __future__ import annotations

import numpy as np
import shapely
from shapely.geometry import LineString, MultiPolygon, Polygon
from site_tables import GEOD

SCENES = ["dense_urban", "urban", "suburban", "rural"]
ROADS = {
    "road-expressway": (30, 14),
    "road-interchange": (50, 14),
    "road-national": (20, 6),
    "road-provincial": (15, 6),
    "road-county": (10, 4),
    "road-township": (5, 3.5),
    "road-rural": (10, 3.5),
}
RAILS = {"hsr": ((10, 10, 12, 20), 6.5), "railway": ((8, 8, 10, 15), 4)}
ERRORS = ["heritage", "scenic", "nature-reserve", "water-source", "flood", "airport", "military"]
WARNINGS = ["heritage-control", "forest", "grassland", "sea-use"]
ZONES = ["farmland", "redline", "redline-core", "urban-boundary", "fuel-station", *ERRORS, *WARNINGS]


class County:
    """Random tables around a place."""

    def __init__(self, middle, seed):
        self.random, self.middle = np.random.default_rng(seed), middle
        self.plan = [self.planned(n) for n in range(150)]
        self.sites = [self.site(n) for n in range(300)]
        self.zones = [self.zone(n) for n in range(60)]
        self.routes = [self.route(n) for n in range(80)]
        self.lines = [self.wire(n) for n in range(40)]
        self.applications = [self.application(n) for n in range(200)]
        self.resources = [self.resource(n) for n in range(60)]
        self.buildings = [self.building(n) for n in range(150)]
        self.counties = [{"name": "甲县", "at": self.blob(self.middle, 5500)}]
        self.townships = [
            {"name": f"{name}镇", "at": self.blob(self.near(self.middle, 3500), 3000)} for name in "甲乙丙"
        ]

    def pick(self, *words, none=0.08):
        return None if self.random.random() < none else words[self.random.integers(len(words))]

    def near(self, place, spread):
        return GEOD.fwd(*place, self.random.uniform(0, 360), abs(self.random.normal(0, spread)))[:2]

    def anywhere(self):
        return self.near(self.middle, 3000)

    def operators(self):
        return self.pick("mobile", "telecom;unicom", "unicom", "mobile;unicom", "broadnet")

    def planned(self, n):
        return {
            "plan_id": f"P{n}",
            "site_name": f"规{n}",
            "at": self.anywhere(),
            "build_type": self.pick("macro", "macro", "micro"),
            "structure": self.pick("ground_tower", "roof", none=0.4),
            "scene": self.pick(*SCENES),
            "year": int(self.random.integers(2023, 2028)),
            "status": self.pick("planned", "built", "cancelled"),
            "operators": self.operators(),
            "allowed_deviation_m": self.pick(40.0, 120.0, none=0.8),
        }

    def site(self, n):
        at = self.near(self.plan[self.random.integers(150)]["at"], 200) if n % 2 else self.anywhere()
        return {
            "site_id": f"X{n}",
            "site_name": f"现{n}",
            "at": at,
            "build_type": self.pick("macro", "macro", "micro"),
            "operators": self.operators(),
            "spare": self.pick("0", "1", "2", "无", "有"),
            "status": self.pick("on_air", "on_air", "removed", "planned"),
            "country": self.pick("CN", "越南", none=0.9),
            "plan_id": self.pick(f"P{n}", none=0.7),
        }

    def blob(self, middle, radius):
        corners = sorted(self.random.uniform(0, 360, self.random.integers(5, 12)))
        return Polygon([GEOD.fwd(*middle, a, radius * self.random.uniform(0.5, 1))[:2] for a in corners]).buffer(0)

    def zone(self, n):
        middle, radius = self.anywhere(), self.random.uniform(80, 900)
        shape = self.blob(middle, radius)
        if n % 3 == 0:
            shape = shape.difference(self.blob(self.near(middle, 30), radius / 3))
        if n % 5 == 0:
            shape = shapely.union_all([shape, self.blob(self.near(middle, 3000), radius)])
        return {
            "zone_id": f"Z{n}",
            "kind": ZONES[n % len(ZONES)],
            "at": MultiPolygon([shape]) if n % 7 == 0 and shape.geom_type == "Polygon" else shape,
        }

    def line(self):
        places = [self.anywhere()]
        for _ in range(self.random.integers(1, 5)):
            places.append(self.near(places[-1], 1500))
        return LineString(places)

    def route(self, n):
        kind = [*ROADS, *RAILS, "metro"][n % 10]
        shape = self.blob(self.anywhere(), 100) if n % 11 == 0 else self.line()
        return {
            "route_id": f"G{n}",
            "kind": kind,
            "at": shape,
            "half_width_m": self.pick(5.0, 12.0, none=0.5),
            "setting": self.pick("outdoor", "outdoor", "tunnel", none=0.5),
        }

    def wire(self, n):
        return {
            "line_id": f"L{n}",
            "at": self.line(),
            "voltage_kv": self.pick(0.4, 10.0, 35.0, 220.0, 500.0, 1000.0, none=0.2),
            "half_width_m": self.pick(6.0, none=0.7),
        }

    def beside_something(self):
        shape = [*self.routes, *self.lines, *self.zones][self.random.integers(180)]["at"]
        edge = shape if shape.geom_type == "LineString" else shape.boundary
        return self.near(edge.interpolate(self.random.random(), normalized=True).coords[0], 40)

    def application(self, n):
        at = (
            self.near(self.plan[self.random.integers(150)]["at"], 90)
            if n % 3 == 0
            else self.beside_something()
            if n % 3 == 1
            else self.anywhere()
        )
        return {
            "application_id": f"A{n}",
            "site_name": f"站{n // 2}",
            "at": at,
            "plan_id": self.pick(f"P{self.random.integers(170)}", none=0.6),
            "status": self.pick("submitted", "approved", "rejected", "withdrawn"),
            "submitted_on": self.pick("2026-01-02", "2026-02-03", "2026-03-04"),
            "build_type": self.pick("macro", "macro", "micro"),
            "structure": self.pick("ground_tower", "pole", "roof"),
            "structure_height_m": self.pick(15.0, 30.0, 50.0, none=0.3),
            "antenna_height_m": self.pick(12.0, 28.0),
            "township": self.pick("甲镇", "乙", "丙镇"),
            "operators": self.operators(),
            "year": 2026,
            "scene": self.pick(*SCENES, none=0.2),
            "allowed_deviation_m": self.pick(60.0, 150.0, none=0.7),
            "candidate_group": self.pick(f"D{n % 40}", none=0.8),
            "share_reason": self.pick("业主不同意", none=0.8),
            "approvals": self.pick("heritage=1;forest=2", "redline=3；airport=4", none=0.6),
            "eia_no": self.pick("1", none=0.2),
            "site_id": self.pick(f"X{n}", none=0.9),
        }

    def resource(self, n):
        return {
            "resource_id": f"R{n}",
            "at": self.near(self.applications[self.random.integers(200)]["at"], 120),
            "status": self.pick("published", "usable", "signed", "refused"),
            "height_m": self.pick(10.0, 30.0, none=0.5),
            "floors": self.pick(4.0, 9.0, none=0.5),
        }

    def building(self, n):
        shape = self.blob(self.near(self.applications[self.random.integers(200)]["at"], 40), self.random.uniform(4, 20))
        return {
            "building_id": f"B{n}",
            "at": shape,
            "kind": self.pick("housing", "school", "kindergarten", "clinic", "office"),
            "height_m": self.pick(9.0, 24.0, 60.0),
        }
