"""The rules as plain loops, written from their text. Distances between points are geodesics; those to lines and
areas are measured in a plane laid around each application."""

from __future__ import annotations

import numpy as np
import pyproj
import shapely
from random_county import ERRORS, RAILS, ROADS, SCENES, WARNINGS
from site_tables import GEOD

HAIR = 5e-4
DEVIATION = dict(zip(SCENES, (50, 50, 100, 200)))
SHARE = dict(zip(SCENES, (150, 200, 300, 500)))
NORM = dict(zip(SCENES, (300, 500, 800, 1600)))


class Judge:
    """The rules' text as loops. `said` holds (rule/aspect, feature) -> (severity, measured); `shaky` what lies at a limit."""

    def __init__(self, county):
        self.c, self.said, self.shaky, self.now = county, {}, set(), None
        self.cut = [
            shapely.segmentize(np.array([row["at"] for row in rows], object), 0.001)
            for rows in (county.zones, county.routes, county.lines, county.buildings, county.counties)
        ]
        self.matched = [self.partner(a) for a in county.applications]
        for n, application in enumerate(county.applications):
            self.judge(n, application)
        self.claims()

    def less(self, measured, limit, equal=False):
        if measured > 0 and abs(measured - limit) <= HAIR * limit:
            self.shaky.add(self.now)
        return measured <= limit if equal else measured < limit

    def say(self, severity, measured=None):
        self.said[self.now] = (severity, measured)

    def about(self, aspect, n):
        self.now = (aspect, f"A{n}")

    def apart(self, a, b):
        return GEOD.inv(*a["at"], *b["at"])[2]

    def partner(self, application):
        standing = [p for p in self.c.plan if p["status"] != "cancelled"]
        named = [p for p in standing if p["plan_id"] == application["plan_id"]]
        found = min(named or standing, key=lambda p: self.apart(application, p))
        limit = application["allowed_deviation_m"] or found["allowed_deviation_m"]
        scene = application["scene"] or found["scene"]
        low, high = (limit, limit) if limit else (DEVIATION[scene],) * 2 if scene else (50, 200)
        return found, bool(named), self.apart(application, found), low, high

    def taken(self, n):
        found, explicit, distance, low, _ = self.matched[n]
        return found if explicit or self.less(distance, low, equal=True) else None

    def to_shapes(self, application, which):
        """Distance of the application to every shape near it, in a plane around it."""
        x, y = application["at"]
        shapes = self.cut[which]
        near = np.flatnonzero(shapely.intersects(shapes, shapely.box(x - 0.03, y - 0.02, x + 0.03, y + 0.02)))
        plane = pyproj.Proj(proj="aeqd", lon_0=x, lat_0=y, ellps="GRS80")
        flat = shapely.transform(shapes[near], lambda xy: np.column_stack(plane(xy[:, 0], xy[:, 1])))
        return list(zip(near, shapely.distance(flat, shapely.Point(0, 0))))

    def judge(self, n, a):
        zones, routes, lines, houses, counties = (self.to_shapes(a, which) for which in range(5))
        self.plan_rules(n, a)
        self.sharing(n, a)
        self.spacing(n, a)
        self.place_rules(n, a, counties)
        self.zone_rules(n, a, [(self.c.zones[z], d) for z, d in zones])
        self.fall_rules(n, a, [(self.c.routes[r], d) for r, d in routes], [(self.c.lines[i], d) for i, d in lines])
        self.house_rules(n, a, [(self.c.buildings[b], d) for b, d in houses])

    def place_rules(self, n, a, counties):
        self.about("SP-07/boundary", n)
        distance = min((d for _, d in counties), default=np.inf)
        if distance > 0:
            near = self.less(distance, 200, equal=True)
            self.about("SP-07/boundary" if near else "SP-07/outside", n)
            self.say("warning" if near else "error", distance if np.isfinite(distance) else None)
        self.about("SP-08/township", n)
        held = {t["name"][0] for t in self.c.townships if t["at"].covers(shapely.Point(a["at"]))}
        if a["township"] and a["township"][0] not in held:
            self.say("error")

    def plan_rules(self, n, a):
        live = a["status"] not in ("rejected", "withdrawn")
        for m, b in enumerate(self.c.applications):
            if (
                m == n
                or not live
                or b["status"] in ("rejected", "withdrawn")
                or (a["candidate_group"] and a["candidate_group"] == b["candidate_group"])
            ):
                continue
            distance, limit = self.apart(a, b), 10 if "micro" in (a["build_type"], b["build_type"]) else 30
            self.about("SP-11/place", n)
            if self.less(distance, limit):
                self.nearest("error", distance)
                continue
            self.about("SP-11/name", n)
            if a["site_name"] == b["site_name"] and self.less(distance, 300):
                self.nearest("error", distance)
        _found, _, distance, low, high = self.matched[n]
        self.about("SP-12/deviation", n)
        if not self.less(distance, high, equal=True):
            self.say("error", distance)
        elif not self.less(distance, low, equal=True):
            self.say("not_checked", distance)
        self.about("SP-14/type", n)
        partner = self.taken(n)
        if partner:
            own, planned = a["build_type"], partner["build_type"]
            if own == "macro" and planned == "micro":
                self.about("SP-14/macro-for-micro", n)
                self.say("error")
                return
            differs = any(a[k] and partner[k] and a[k] != partner[k] for k in ("build_type", "structure"))
            if differs:
                self.say("warning")
            elif not own or not planned or (partner["structure"] and not a["structure"]):
                self.say("not_checked")
            if (not own or not planned) and own in (None, "macro") and planned in (None, "micro"):
                self.about("SP-14/macro-for-micro", n)
                self.say("not_checked")

    def nearest(self, severity, distance):
        if self.now not in self.said or distance < self.said[self.now][1]:
            self.say(severity, distance)

    def in_network(self):
        return [x for x in self.c.sites if x["status"] not in ("removed", "planned") and x["country"] != "越南"]

    def scene(self, n):
        partner = self.taken(n)
        return self.c.applications[n]["scene"] or (partner and partner["scene"])

    def sharing(self, n, a):
        if a["status"] in ("rejected", "withdrawn") or a["share_reason"] or a["site_id"]:
            return
        new = a["structure"] == "ground_tower" or a["build_type"] == "macro"
        if not new and a["structure"] and a["build_type"]:
            return
        self.about("SP-15/site", n)
        scene = self.scene(n)
        low, high = (SHARE[scene],) * 2 if scene else (50, 500)
        able = [self.apart(a, x) for x in self.in_network() if x["spare"] not in ("0", "无")]
        distance = min(able)
        if self.less(distance, high, equal=True):
            self.say("error" if new and self.less(distance, low, equal=True) else "not_checked", distance)
        self.about("SP-15/resource", n)
        _, _, _, low, high = self.matched[n]
        fits, may = [], []
        for r in self.c.resources:
            height = r["height_m"] or (r["floors"] and 3 * r["floors"])
            if not (height and a["antenna_height_m"] and abs(height - a["antenna_height_m"]) > 10):
                if r["status"] in ("published", "usable", "signed"):
                    fits.append(self.apart(a, r))
                elif not r["status"]:
                    may.append(self.apart(a, r))
        if self.less(min(fits), high, equal=True):
            self.say("error" if new and self.less(min(fits), low, equal=True) else "not_checked", min(fits))
        elif may and self.less(min(may), high, equal=True):
            self.say("not_checked", min(may))

    def spacing(self, n, a):
        self.about("SP-16/spacing", n)
        if a["status"] in ("rejected", "withdrawn") or a["build_type"] == "micro":
            return
        partner, scene = self.taken(n), self.scene(n)
        low, high = (0.6 * NORM[scene],) * 2 if scene else (180, 960)
        sure, maybe = [], []
        for other in [*(p for p in self.c.plan if p["status"] != "cancelled" and p is not partner), *self.in_network()]:
            distance = self.apart(a, other)
            if "site_id" in other and (
                other["site_id"] == a["site_id"]
                or (a["plan_id"] and other["plan_id"] == a["plan_id"])
                or self.less(distance, 50, equal=True)
            ):
                continue
            if other["build_type"] == "micro" or not self.less(distance, high):
                continue
            own, theirs = (set((ops or "").split(";")) - {""} for ops in (a["operators"], other["operators"]))
            if own and theirs and not own & theirs:
                continue
            certain = own and theirs and a["build_type"] and other["build_type"] and self.less(distance, low)
            (sure if certain else maybe).append(distance)
        if sure:
            self.say("warning", min(sure))
        elif maybe:
            self.say("not_checked", min(maybe))

    def zone_rules(self, n, a, zones):
        papers = {part.partition("=")[0] for part in (a["approvals"] or "").replace("；", ";").split(";")}
        core = False
        for aspect, kind, severity in (
            ("SP-18", "farmland", "block"),
            ("SP-19", "redline-core", "block"),
            ("SP-19", "redline", "warning"),
        ):
            self.about(f"{aspect}/{kind}", n)
            distance = min((d for z, d in zones if z["kind"] == kind), default=np.inf)
            reach = {"ground_tower": 10, None: 10}.get(a["structure"], 0)
            if not self.less(distance, reach, equal=True) or (kind == "redline" and ("redline" in papers or core)):
                continue
            certain = distance == 0 or a["structure"]
            core |= kind == "redline-core" and bool(certain)
            self.say(severity if certain else "not_checked", distance)
        inside = any(z["kind"] == "urban-boundary" and d == 0 for z, d in zones)
        if a["structure"] in ("ground_tower", None):
            self.about("SP-20/inside" if inside and a["structure"] else "SP-20/outside", n)
            self.say("not_checked" if not a["structure"] else "info" if inside else "warning")
        for kind in ERRORS + WARNINGS:
            self.about(f"SP-24/{kind}", n)
            if kind not in papers and any(z["kind"] == kind and d == 0 for z, d in zones):
                self.say("error" if kind in ERRORS else "warning", 0.0)
        self.about("SP-24/fuel-station", n)
        distance = min((d for z, d in zones if z["kind"] == "fuel-station"), default=np.inf)
        if self.less(distance, 50):
            self.say("error" if distance == 0 else "warning", distance)

    def falls(self, a, pairs):
        """pairs: (distance shown, room below which a height falls on it); the worst that breaks."""
        height = a["structure_height_m"] or a["antenna_height_m"]
        standing = a["structure"] in ("ground_tower", "pole")
        broken = [(shown, room) for shown, room in pairs if self.less(room, height or 100)]
        if not broken or not (standing or a["structure"] is None):
            return None
        if standing and height:
            return broken
        self.say("not_checked", min(shown for shown, _ in broken))
        return None

    def fall_rules(self, n, a, routes, lines):
        routes = [(r, d) for r, d in routes if r["setting"] != "tunnel"]
        height = a["structure_height_m"] or a["antenna_height_m"]

        def edge(r, d, half):
            own = r["half_width_m"] if r["half_width_m"] is not None else half
            return max(d - (own if r["at"].geom_type == "LineString" else 0), 0)

        self.about("SP-21/control", n)
        roads = [(edge(r, d, ROADS[r["kind"]][1]), ROADS[r["kind"]][0]) for r, d in routes if r["kind"] in ROADS]
        over = [(limit - e, e) for e, limit in roads if self.less(e, limit)]
        if over:
            self.say("error", max(over)[1])
        self.about("SP-21/fall", n)
        broken = self.falls(a, [(e, e) for e, _ in roads])
        if broken:
            self.say("warning", min(broken)[0])
        rails = [(edge(r, d, RAILS[r["kind"]][1]), d, RAILS[r["kind"]][0]) for r, d in routes if r["kind"] in RAILS]
        scene = self.scene(n)
        self.about("SP-22/control", n)
        limits = [(e, *((by[SCENES.index(scene)],) * 2 if scene else (min(by), max(by)))) for e, _, by in rails]
        sure = [(low - e, e) for e, low, _ in limits if self.less(e, low)]
        maybe = [(high - e, e) for e, _, high in limits if self.less(e, high)]
        if sure or maybe:
            self.say("error" if sure else "not_checked", max(sure or maybe)[1])
        self.about("SP-22/near", n)
        if rails and self.less(min(rails)[0], 30):
            self.say("warning", min(rails)[0])
        self.about("SP-22/fall", n)
        broken = self.falls(a, [(e, d - 3.1) for e, d, _ in rails])
        if broken:
            self.say("warning", height)
        wires = []
        for line, d in lines:
            kv, e = line["voltage_kv"], max(d - (line["half_width_m"] or 0), 0)
            wires.append((e, kv and (0 if kv < 1 else 5 if kv <= 10 else 10 if kv <= 110 else 15 if kv <= 330 else 20)))
        self.about("SP-23/clearance", n)
        over = [(limit - e, e) for e, limit in wires if limit is not None and self.less(e, limit)]
        if over:
            self.say("error", max(over)[1])
        self.about("SP-23/fall", n)
        broken = self.falls(a, [(e, e - limit) for e, limit in wires if limit is not None])
        if broken:
            self.say("warning", min(broken, key=lambda pair: pair[1])[0])
        self.about("SP-23/voltage", n)
        bare = [e for e, limit in wires if limit is None]
        if bare and self.less(min(bare), (height or 0) + 20):
            self.say("warning", min(bare))

    def house_rules(self, n, a, houses):
        self.about("SP-25/taller", n)
        near = [(b, d) for b, d in houses if self.less(d, 30, equal=True) and b["kind"] != "office"]
        high = [
            b["height_m"]
            for b, _ in near
            if b["kind"] and b["height_m"] and a["antenna_height_m"] and b["height_m"] > a["antenna_height_m"]
        ]
        open_ = [
            d
            for b, d in near
            if not b["height_m"] or not a["antenna_height_m"] or (b["height_m"] > a["antenna_height_m"])
        ]
        if high:
            self.say("error", max(high))
        elif open_:
            self.say("not_checked", min(open_))
        self.about("SP-25/school", n)
        near = [(b["kind"], d) for b, d in houses if self.less(d, 50, equal=True)]
        schools = [d for kind, d in near if kind in ("school", "kindergarten")]
        if schools or any(kind is None for kind, _ in near):
            self.say("warning" if schools else "not_checked", min(schools or [d for kind, d in near if kind is None]))
        self.about("SP-25/eia", n)
        if not a["eia_no"]:
            self.say("warning")

    def claims(self):
        claims = {}
        for n, a in enumerate(self.c.applications):
            self.about("SP-13/second", n)
            partner = self.taken(n)
            if partner and a["status"] not in ("rejected", "withdrawn"):
                order = (a["status"] != "approved", a["submitted_on"] or "9", n)
                claims.setdefault(partner["plan_id"], []).append((order, a["candidate_group"] or f"row {n}", n))
        for rows in claims.values():
            first = min(rows)[1]
            for _, demand, n in rows:
                if demand != first:
                    self.about("SP-13/second", n)
                    self.say("error")
        built = {x["plan_id"] for x in self.c.sites}
        for p in self.c.plan:
            if (
                p["year"] < 2026
                and p["status"] not in ("built", "cancelled")
                and p["plan_id"] not in claims
                and p["plan_id"] not in built
            ):
                self.now = ("SP-13/unapplied", p["plan_id"])
                self.say("info", p["year"])
