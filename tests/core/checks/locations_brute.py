"""Where in its circle a site may stand, from the rules' text: plain loops in a plane around the circle's centre.

Limits come from the profile's YAML, severities from the rules' YAML; nothing of core is used.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyproj
import shapely
import yaml
from random_county import ERRORS, RAILS, ROADS, WARNINGS, ZONES, County

RESOURCES = Path(__file__).parents[3] / "resources"
VALUES = {k: v["value"] for k, v in yaml.safe_load((RESOURCES / "profiles/national.yaml").read_text("utf-8"))["values"].items()}  # fmt: skip
RULES = yaml.safe_load((RESOURCES / "rules/site_plan.yaml").read_text("utf-8"))
REGIMES = (*ERRORS, *WARNINGS)
PLACE_ASPECTS = [
    "SP-07/outside", "SP-07/boundary", "SP-08/township", "SP-11/place", "SP-11/name", "SP-12/deviation", "SP-15/site",
    "SP-15/resource", "SP-16/spacing", "SP-18/farmland", "SP-19/redline-core", "SP-19/redline", "SP-20/outside",
    "SP-20/inside", "SP-21/control", "SP-21/fall", "SP-22/control", "SP-22/fall", "SP-22/near", "SP-23/clearance",
    "SP-23/fall", "SP-23/voltage", *(f"SP-24/{kind}" for kind in (*REGIMES, "fuel-station")), "SP-25/taller",
    "SP-25/school",
]  # fmt: skip
SENSITIVE = ("housing", "school", "clinic", "kindergarten", None)
SEEN_M = 2000.0


def limits(changed=None):
    """The national limits with some changed."""
    values = copy.deepcopy(VALUES)
    for key, value in (changed or {}).items():
        values[key] = merged(values[key], value)
    return values


def merged(old, new):
    return {**old, **{key: merged(old[key], value) for key, value in new.items()}} if isinstance(new, dict) else new


@dataclass
class World:
    """Rows of every table as dictionaries, `at` a place or a shape; a table that is None is not given."""

    kind: str = "applications"
    applications: list = field(default_factory=list)
    plan: list = None
    sites: list = None
    resources: list = None
    zones: list = None
    routes: list = None
    lines: list = None
    buildings: list = None
    counties: list = None
    townships: list = None
    complete: tuple = ()
    values: dict = field(default_factory=dict)
    rules: dict = field(default_factory=dict)
    strict: bool = False

    def __post_init__(self):
        self.limit = limits(self.values)
        self._cut = {}

    def rows(self):
        return self.applications if self.kind == "applications" else self.plan

    def severity(self, aspect):
        """None where switched off or not meant for this table."""
        rule, _, part = aspect.partition("/")
        entry = RULES[rule]["aspects"][part]
        switch = {**self.rules.get(rule, {}), **self.rules.get(aspect, {})}
        if self.kind not in entry["subjects"] or not switch.get("enabled", True):
            return None
        return switch.get("severity", entry["severity"])

    def shuts(self, severity):
        return severity in (("block", "error", "warning") if self.strict else ("block", "error"))

    def near(self, table, centre, plane, far_m):
        """The rows of a table of shapes near a place, with their shapes in the plane; edges are straight in degrees."""
        if table not in self._cut:
            rows = [r for r in getattr(self, table) or () if r["at"] is not None and not r["at"].is_empty]
            shapes = shapely.segmentize(np.array([solid(r["at"]) for r in rows], object), 0.0005)
            self._cut[table] = rows, shapes, shapely.STRtree(shapes)
        rows, shapes, tree = self._cut[table]
        x, y = centre
        dy, dx = far_m / 110_000, far_m / 110_000 / np.cos(np.radians(y))
        found = np.sort(tree.query(shapely.box(x - dx, y - dy, x + dx, y + dy)))
        return [(rows[i], plane.shape(shapes[i])) for i in found]


class Plane:
    """Azimuthal equidistant around a place: within some kilometres distances hold to a millimetre."""

    def __init__(self, centre):
        self.proj = pyproj.Proj(proj="aeqd", lon_0=centre[0], lat_0=centre[1], ellps="GRS80")

    def shape(self, geometry):
        return shapely.transform(geometry, lambda xy: np.column_stack(self.proj(xy[:, 0], xy[:, 1])))

    def point(self, at):
        return shapely.Point(self.proj(*at))

    def back(self, xy):
        return np.column_stack(self.proj(xy[:, 0], xy[:, 1], inverse=True))


@dataclass
class Band:
    """A fault of an aspect: nearer than `fails` to the shape, not judged where nearer than `unsure`.

    `spared`: no fault where nearer than that; `beyond`: the fault is to be farther; `apart`: bands in which the fault
    is not said since another says it.
    """

    aspect: str
    shape: object
    fails: float = 0.0
    unsure: float = 0.0
    spared: float = -1.0
    beyond: bool = False
    severity: str = ""
    apart: list = field(default_factory=list)

    def state(self, points):
        """0 passes, 1 not judged, 2 fails."""
        shapely.prepare(self.shape)
        closer = [shapely.dwithin(self.shape, points, m) if m >= 0 else np.zeros(len(points), bool) for m in (self.fails, self.unsure)]  # fmt: skip
        if self.beyond:
            return np.where(closer[0], 0, 1 if self.unsure else 2)
        state = np.where(closer[0], 2, np.where(closer[1], 1, 0))
        if self.spared >= 0:
            state[shapely.dwithin(self.shape, points, self.spared)] = 0
        for other in self.apart:
            state[other.state(points) == 2] = 0
        return state

    def regions(self, circle):
        """What of the circle fails, and what is not judged."""
        if self.beyond:
            rest = circle.difference(grown(self.shape, self.fails, circle))
            return (EMPTY, rest) if self.unsure else (rest, EMPTY)
        fails, unsure = (grown(self.shape, m, circle) if m >= 0 else EMPTY for m in (self.fails, self.unsure))
        take = [grown(self.shape, self.spared, circle)] if self.spared >= 0 else []
        take += [other.regions(circle)[0] for other in self.apart]
        for shape in take:
            fails, unsure = fails.difference(shape), unsure.difference(shape)
        return fails, unsure.difference(fails)


EMPTY = shapely.Polygon()


def solid(shape):
    """A shape whose every lobe and part is land, however its rings cross."""
    if "Polygon" not in shape.geom_type:
        return shape if shape.length > 0 else shapely.Point(shape.coords[0])  # a line of no length is a spot
    return shapely.union_all(shapely.make_valid(shapely.get_parts(shape)))


def joined(shapes):
    """The land of shapes together; this GEOS falls over a union of some empty ones."""
    parts = shapely.get_parts(np.array(shapes, object))
    return shapely.union_all(parts[shapely.area(parts) > 0]) if len(parts) else EMPTY


def grown(shape, metres, circle):
    """What of the circle is not farther than so many metres from a shape."""
    reach = circle.length / np.pi / 2 + metres + 1
    if "Point" not in shape.geom_type:
        shape = shapely.intersection(shape, shapely.box(-reach, -reach, reach, reach))
    grown = shape.buffer(metres, quad_segs=64) if metres > 0 else shape
    return shapely.intersection(grown, circle)


GEOD = pyproj.Geod(ellps="GRS80")
ANYWHERE = shapely.box(-30_000, -30_000, 30_000, 30_000)


class Site:
    """One row's circle: `centre` (degrees, None where unknown), `radius`, `partner`, and the bands around it.

    A rejected or withdrawn row is asked about as if it stood; as a neighbour of others it counts for nothing.
    """

    def __init__(self, world, n):
        self.w, self.n, self.a = world, n, world.rows()[n]
        self.bands, self.partner, self.explicit, self.lost = [], None, False, False
        a, v = self.a, world.limit
        self.centre = a["at"]
        if world.kind == "applications" and world.plan:
            self.choose()
        p = self.partner or {}
        self.scene = a.get("scene") or p.get("scene")
        by_scene = v["allowed_deviation_m"]
        given = [m for m in (a.get("allowed_deviation_m"), p.get("allowed_deviation_m")) if m is not None]
        self.most = given[0] if given else by_scene.get(self.scene, max(by_scene.values()))
        self.radius = given[0] if given else by_scene.get(self.scene, min(by_scene.values()))
        if self.centre is None or not (73 <= self.centre[0] <= 136 and 3 <= self.centre[1] <= 54):
            self.centre = None
            return
        self.plane = Plane(self.centre)
        self.circle = shapely.Point(0, 0).buffer(self.radius, quad_segs=64)
        self.own = self.plane.point(a["at"]) if a["at"] is not None and abs(a["at"][0]) < 180 else None
        for find in (self.whereabouts, self.twice, self.sharing, self.spacing, self.zones, self.routes, self.wires, self.houses):  # fmt: skip
            find()

    def choose(self):
        every = [p for p in self.w.plan if p.get("status") != "cancelled"]
        number = (self.a.get("plan_id") or "").strip().upper()
        named = [p for p in every if number and p["plan_id"].strip().upper() == number]
        self.explicit, self.lost = bool(named), bool(named) and not any(p["at"] for p in named)
        choice = [p for p in named or every if p["at"] is not None]
        if self.a["at"] is None or abs(self.a["at"][0]) > 180:
            choice = choice if self.explicit else []
            self.partner = choice[0] if choice else None
        elif choice:
            self.partner = min(choice, key=lambda p: apart(self.a, p))
        if self.partner:
            self.centre = self.partner["at"]

    def add(self, aspect, shape, severity=None, **band):
        severity = severity or self.w.severity(aspect)
        made = Band(aspect, shape, severity=severity, **band)
        if self.w.severity(aspect) and self.w.shuts(severity):
            self.bands.append(made)
        return made

    def has_zone(self, kind):
        return kind in self.w.complete or any(z["kind"] == kind for z in self.w.zones or ())

    def near(self, table):
        return self.w.near(table, self.centre, self.plane, SEEN_M + self.radius)

    def whereabouts(self):
        if self.w.counties:
            land = shapely.union_all([s for _, s in self.near("counties")])
            line = self.w.limit["county_boundary_m"]
            self.add("SP-07/outside", land, fails=line, beyond=True)
            self.add("SP-07/boundary", land, fails=line, spared=0)
        if self.w.townships and self.a.get("township"):
            held = [s for t, s in self.near("townships") if t["name"][0] == self.a["township"][0]]
            self.add("SP-08/township", shapely.union_all(held), beyond=True)
        if self.lost:
            self.add("SP-12/deviation", ANYWHERE, fails=-1)
        if self.w.kind == "applications" and self.partner:
            for p in self.w.plan:  # nearer to another planned site the row would belong to that one
                rival = not self.explicit or p["plan_id"] == self.partner["plan_id"]
                if rival and p.get("status") != "cancelled" and p["at"] not in (None, self.centre):
                    self.add("SP-12/deviation", half_plane(self.plane.point(p["at"])))

    def live(self, row):
        return row.get("status") not in ("rejected", "withdrawn", "cancelled")

    def twice(self):
        a, by_type = self.a, self.w.limit["duplicate_place_m"]
        reach = lambda row: by_type.get(row.get("build_type"), max(by_type.values()))  # noqa: E731
        for m, b in enumerate(self.w.rows()):
            one = a.get("candidate_group") and a.get("candidate_group") == b.get("candidate_group")
            if m == self.n or one or b["at"] is None or not self.live(b):
                continue
            if abs(b["at"][0]) > 180 or apart({"at": self.centre}, b) > SEEN_M + self.radius:
                continue
            limit, there = min(reach(a), reach(b)), self.plane.point(b["at"])
            self.add("SP-11/place", there, fails=limit)
            if a["site_name"] and a["site_name"] == b["site_name"]:
                self.add("SP-11/name", there, fails=self.w.limit["duplicate_name_m"], spared=limit)

    def in_network(self):
        return [x for x in self.w.sites or () if x.get("status") not in ("removed", "planned") and x.get("country") in (None, "CN") and x["at"] is not None]  # fmt: skip

    def sharing(self):
        a, v = self.a, self.w.limit
        held = {x.get("site_id") for x in self.w.sites or ()} - {None}
        if a.get("share_reason") or a.get("site_id") in held:
            return
        new = a.get("structure") == "ground_tower" or a.get("build_type") == "macro"
        if not new and a.get("structure") and a.get("build_type"):
            return
        radii = v["share_radius_m"]
        low, high = (radii[self.scene],) * 2 if self.scene in radii else (v["cosite_m"], max(radii.values()))
        for x in self.in_network():
            if x.get("spare") not in ("0", "无"):
                self.add("SP-15/site", self.plane.point(x["at"]), fails=low if new else -1, unsure=high)
        known = a.get("antenna_height_m")
        for r in self.w.resources or ():
            height = r.get("height_m") or (r.get("floors") and r["floors"] * v["host_storey_m"])
            if r["at"] is None or (height and known and abs(height - known) > v["host_height_tolerance_m"]):
                continue
            there = self.plane.point(r["at"])
            if r.get("status") in ("published", "usable", "signed"):
                self.add("SP-15/resource", there, fails=self.radius if new else -1, unsure=self.most)
            elif not r.get("status"):
                self.add("SP-15/resource", there, fails=-1, unsure=self.most)

    def spacing(self):
        a, v = self.a, self.w.limit
        if a.get("build_type") not in ("macro", None):
            return
        norms, factor = v["macro_spacing_m"], v["spacing_small_factor"]
        low, high = (norms.get(self.scene, f(norms.values())) * factor for f in (min, max))
        for other in [*(p for p in self.w.plan or () if self.live(p) and p is not self.partner and p is not a), *self.in_network()]:  # fmt: skip
            host = "site_id" in other
            own, theirs = (set((ops or "").split(";")) - {""} for ops in (a.get("operators"), other.get("operators")))
            if (
                other["at"] is None
                or other.get("build_type") not in ("macro", None)
                or (own and theirs and not own & theirs)
            ):
                continue
            same = a.get("plan_id") and other.get("plan_id") == a["plan_id"]
            if host and (same or (a.get("site_id") and other["site_id"] == a["site_id"])):
                continue
            certain = own and theirs and a.get("build_type") and other.get("build_type")
            self.add("SP-16/spacing", self.plane.point(other["at"]), fails=low if certain else -1, unsure=high, spared=v["cosite_m"] if host else -1)  # fmt: skip

    def zones(self):
        a, feet = self.a, self.w.limit["footprint_m"]
        papers = {part.partition("=")[0] for part in (a.get("approvals") or "").replace("；", ";").split(";")}
        near = self.near("zones") if self.w.zones else []
        low, high = (feet.get(a.get("structure"), f(feet.values())) for f in (min, max))
        core = []
        for aspect in ("SP-18/farmland", "SP-19/redline-core", "SP-19/redline"):
            kind = aspect.partition("/")[2]
            for z, shape in near:
                if z["kind"] != kind or (kind == "redline" and "redline" in papers):
                    continue
                made = self.add(aspect, shape, fails=low, unsure=high, apart=core if kind == "redline" else [])
                if kind == "redline-core":
                    core.append(made)
        if a.get("structure") in ("ground_tower", None) and self.has_zone("urban-boundary"):
            town = shapely.union_all([s for z, s in near if z["kind"] == "urban-boundary"])
            if a.get("structure") is None:
                self.add("SP-20/outside", ANYWHERE, fails=-1)
            else:
                self.add("SP-20/outside", town, beyond=True)
                self.add("SP-20/inside", town)
        for z, shape in near:
            kind = z["kind"]
            if kind in REGIMES and kind not in papers:
                self.add(f"SP-24/{kind}", shape)
            if kind == "fuel-station" and kind not in papers:
                limit = self.w.limit["fuel_station_m"]
                self.add("SP-24/fuel-station", shape, fails=limit or 0)
                if limit is None:
                    self.add(
                        "SP-24/fuel-station", shape, "warning", fails=self.w.limit["fuel_station_warning_m"], spared=0
                    )

    def falling(self):
        """How far a fall reaches and whether that is certain (None where nothing can fall), and the height."""
        a = self.a
        height = a.get("structure_height_m") if a.get("structure_height_m") is not None else a.get("antenna_height_m")
        if a.get("structure") not in ("ground_tower", "pole", None):
            return None, height
        sure = a.get("structure") is not None and height is not None
        return (height if height is not None else self.w.limit["tallest_structure_m"], sure), height

    def fall(self, aspect, shape, more):
        falling = self.falling()[0]
        if falling:
            reach = falling[0] + more
            self.add(aspect, shape, fails=reach if falling[1] else -1, unsure=-1 if falling[1] else reach)

    def routes(self):
        v = self.w.limit
        for r, shape in self.near("routes") if self.w.routes else []:
            kind = r["kind"]
            if r.get("setting") in ("tunnel", "underground") or kind not in {**ROADS, **RAILS}:
                continue
            usual = {**v["road_half_width_m"], **v["rail_half_width_m"]}[kind]
            half = r["half_width_m"] if r.get("half_width_m") is not None else usual
            half = 0 if "Polygon" in shape.geom_type else half
            if kind in ROADS:
                self.control("SP-21/control", shape, half, v["road_control_m"][kind])
                self.fall("SP-21/fall", shape, half)
            else:
                by = v["rail_control_m"][kind]
                low, high = (by.get(self.scene, f(by.values())) for f in (min, max))
                self.control("SP-22/control", shape, half, low, high)
                self.control("SP-22/near", shape, half, v["rail_near_m"])
                self.fall("SP-22/fall", shape, v["rail_fall_margin_m"])

    def control(self, aspect, shape, half, limit, high=0.0):
        """Nearer to the edge than a limit; a limit of 0 is broken by nothing."""
        if limit > 0 or high > 0:
            self.add(aspect, shape, fails=half + limit if limit > 0 else -1, unsure=half + high if high > 0 else 0)

    def wires(self):
        classes = self.w.limit["line_clearance_m"]
        most = max(c["clearance_m"] for c in classes)
        for line, shape in self.near("lines") if self.w.lines else []:
            kv, half = line.get("voltage_kv"), line.get("half_width_m")
            half = self.w.limit["line_half_width_m"] if half is None else half
            if kv is None or not 0 < kv <= classes[-1]["up_to_kv"]:
                self.add("SP-23/clearance", shape, fails=-1, unsure=half + most)
                self.control("SP-23/voltage", shape, half, (self.falling()[1] or 0) + most)
                continue
            clearance = next(c["clearance_m"] for c in classes if kv <= c["up_to_kv"])
            self.control("SP-23/clearance", shape, half, clearance)
            self.fall("SP-23/fall", shape, half + clearance)

    def houses(self):
        own, reach = self.a.get("antenna_height_m"), self.w.limit["taller_building_m"]
        for b, shape in self.near("buildings") if self.w.buildings else []:
            if b.get("kind") in SENSITIVE:
                high = b.get("height_m")
                open_ = high is None or own is None
                if open_ or high > own:
                    sure = not open_ and b.get("kind") is not None
                    self.add("SP-25/taller", shape, fails=reach if sure else -1, unsure=reach)
            if b.get("kind") in ("school", "kindergarten", None):
                near = self.w.limit["school_m"]
                self.add("SP-25/school", shape, fails=near if b.get("kind") else -1, unsure=near)

    def aspects(self, without=()):
        """By aspect what of the circle fails and what is not judged."""
        found = {}
        for band in self.bands:
            if band.aspect.partition("/")[0] in without:
                continue
            fails, unsure = band.regions(self.circle)
            if not (fails.is_empty and unsure.is_empty):
                told = found.setdefault(band.aspect, ([], []))
                told[0].append(fails)
                told[1].append(unsure)
        united = {k: (joined(f), joined(u)) for k, (f, u) in found.items()}
        return {k: (f, u.difference(f)) for k, (f, u) in united.items()}

    def passing(self, without=()):
        return self.circle.difference(joined([shape for pair in self.aspects(without).values() for shape in pair]))

    def states(self, xy):
        """The worst of all bands at places of the plane: 0 passes, 1 not judged, 2 fails; outside the circle 2."""
        points = shapely.points(xy)
        state = np.where(np.hypot(xy[:, 0], xy[:, 1]) <= self.radius, 0, 2)
        for band in self.bands:
            state = np.maximum(state, band.state(points))
        return state

    def grid(self, step=5.0):
        """Places every few metres, off the centre and turned by a bit, so that they run along no edge."""
        side = np.arange(-self.radius + 0.37, self.radius, step)
        xy = np.column_stack([c.ravel() for c in np.meshgrid(side, side)]) @ [[0.96, 0.28], [-0.28, 0.96]]
        return xy[np.hypot(xy[:, 0], xy[:, 1]) < self.radius]


def apart(a, b):
    return GEOD.inv(*a["at"], *b["at"])[2]


def half_plane(other):
    """The places nearer to another point than to the origin, as far as one looks."""
    away = np.hypot(other.x, other.y)
    east, north = np.array([other.x, other.y]) / away, np.array([-other.y, other.x]) / away
    low = east * away / 2
    far = 30_000.0
    return shapely.Polygon([low - north * far, low + north * far, low + north * far + east * far, low - north * far + east * far])  # fmt: skip


class OpenCounty(County):
    """A random county in which most circles keep some land: most rows name their reasons and their township."""

    def application(self, n):
        row = super().application(n)
        row["share_reason"] = "业主不同意" if n % 4 else None
        row["township"] = "甲镇" if n % 5 else row["township"]
        row["allowed_deviation_m"] = self.pick(60.0, 150.0, 250.0, none=0.6)
        return row

    def world(self, kind="applications", **given):
        middle = shapely.Polygon([GEOD.fwd(*self.middle, a, 4800)[:2] for a in range(0, 360, 20)])
        land = self.counties[0]["at"].union(middle)
        towns = [*self.townships, {"name": "甲镇", "at": land}]
        rows = {name: getattr(self, name) for name in ("plan", "sites", "resources", "zones", "routes", "lines", "buildings")}  # fmt: skip
        base = {
            "applications": self.applications,
            "counties": [{"name": "甲县", "at": land}],
            "townships": towns,
            **rows,
        }
        return World(kind, **{**base, "complete": (*ZONES, *ROADS, *RAILS), **given})
