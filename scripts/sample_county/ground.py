"""The growing sample: what stands where so far, and the means to add to it at known places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Optional

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry import Point, Polygon
from shapely.ops import unary_union

from . import geo
from .notation import snapped

Place = tuple

TOWNS = {
    "东兴": ((107.9860, 21.5640), 2100, 1650),
    "江平": ((108.1480, 21.6080), 1350, 1000),
    "马路": ((107.9520, 21.6500), 1000, 560),
}
"""Town: centre, radius of its development boundary and of its built-up area, in metres."""
HALF_WIDTHS = {
    "road-expressway": 14,
    "road-interchange": 14,
    "road-national": 6,
    "road-provincial": 6,
    "road-county": 4,
    "road-township": 3.5,
    "road-rural": 3.5,
    "hsr": 6.5,
    "railway": 4,
}

MICRO = {"build_type": "micro", "structure": "pole", "structure_height_m": 9.0, "antenna_height_m": 8.0}
ROOF = {"structure": "roof", "structure_height_m": 6.0, "antenna_height_m": 24.0}
INDOOR = {"build_type": "indoor", "structure": "indoor", "structure_height_m": None, "antenna_height_m": 6.0}


@dataclass
class Ground:
    """Everything made so far. `applications` rows carry `place` (true), `faults` (planned findings) and `sender`."""

    rng: np.random.Generator
    counties: gpd.GeoDataFrame
    townships: gpd.GeoDataFrame
    routes: gpd.GeoDataFrame
    powerlines: gpd.GeoDataFrame
    villages: pd.DataFrame
    applications: list = field(default_factory=list)
    plan: list = field(default_factory=list)
    sites: list = field(default_factory=list)
    zones: list = field(default_factory=list)
    buildings: list = field(default_factory=list)
    resources: list = field(default_factory=list)
    places: list = field(default_factory=list)
    spots: list = field(default_factory=list)

    def township_of(self, place: Place) -> Optional[str]:
        """The name of the township that holds the place."""
        held = self.townships[shapely.intersects_xy(self.townships.geometry.values, *place)]
        return held["name"].iloc[0] if len(held) else None

    def inland(self, margin_m: float) -> Any:
        """The county without a strip along its own and its townships' limits."""
        own = self.townships[self.townships["county"] == "450681"]
        return unary_union([shape.buffer(-margin_m / 105_000) for shape in own.geometry])

    def from_lines(self, place: Place) -> float:
        """Metres to the nearest road, railway or power line."""
        lines = [*self.routes.geometry, *self.powerlines.geometry]
        return min(geo.distance_m(place, line) for line in lines)

    def from_towns(self, place: Place) -> float:
        """Metres to the nearest town's edge, negative inside."""
        return min(geo.metres(place, centre) - radius * 1.2 for centre, radius, _ in TOWNS.values())

    def take(self, near: Place) -> Place:
        """The free spot nearest to a place, taken off the list."""
        best = min(self.spots, key=lambda spot: geo.metres(spot, near))
        self.spots.remove(best)
        return best

    def village_near(self, place: Place) -> pd.Series:
        """The village nearest to a place."""
        apart = [geo.metres(place, at) for at in self.villages["place"]]
        return self.villages.iloc[int(np.argmin(apart))]

    def name_for(self, place: Place, taken: list, suffix: str) -> str:
        """A site name from the nearest village and the direction from it, used by nobody yet."""
        village = self.village_near(place)
        turn = geo.azimuth(village["place"], place) % 360
        way = ("北", "东北", "东", "东南", "南", "西南", "西", "西北")[int((turn + 22.5) // 45) % 8]
        stem = f"{village['township'][:2]}{village['short']}{way}"
        names = {row["site_name"] for row in taken}
        for number in ("", *"二三四五六七八九"):
            if f"{stem}{number}{suffix}" not in names:
                return f"{stem}{number}{suffix}"
        raise ValueError(stem)

    def zone(self, kind: str, shape: Polygon, name: str, **more: Any) -> dict:
        """Add a zone, clipped to land unless it lies at sea."""
        row = {
            "zone_id": f"{kind.upper()[:4]}-{len(self.zones) + 1:03d}", "name": name, "kind": kind, "county": "450681",
            "regime": None, "document": "示例文号", "surface_m": None, **more, "geometry": shape,
        }  # fmt: skip
        self.zones.append(row)
        return row

    def apply(
        self,
        key: str,
        place: Optional[Place],
        sender: str,
        faults: Sequence[tuple] = (),
        plan: Any = None,
        notation: str = "",
        **own: Any,
    ) -> dict:
        """Add an application at a place, snapped to how its sender writes it, and its planned site.

        faults: (rule, aspect, why). plan: None for a planned site like the application 8 to 35 m away, False for none,
        a dict to differ from that (`offset` = azimuth, metres). `own` columns override the defaults of a ground tower.
        """
        n = len(self.applications) + 1
        place = snapped(place, notation or sender)
        town = self.from_towns(place) < 0
        row = {
            "key": key, "place": place, "sender": sender, "notation": notation or sender, "build_type": "macro",
            "structure": "ground_tower", "structure_height_m": 35.0, "antenna_height_m": 33.0, "scene": "rural",
            "township": self.township_of(place), "operators": ("mobile", "telecom;unicom",
            "telecom;mobile;unicom")[n % 3],
            "year": 2026, "status": "submitted", "submitted_on": f"2026-{3 + n // 28:02d}-{1 + n % 28:02d}",
            "round": "2026年第一批", "allowed_deviation_m": None, "candidate_group": None, "share_reason": None,
            "approvals": None, "eia_no": f"2026450681000{n:05d}", "ground_elevation_m": float(5 + (n * 37) % 60),
            "crs": "CGCS2000", "lon_text": None, "lat_text": None, "site_id": None,
        }  # fmt: skip
        row.update(own)
        row.setdefault("site_name", self.name_for(place, self.applications, "站"))
        row["faults"] = [tuple(fault) for fault in faults]
        if row["structure"] == "ground_tower" and row["lon_text"] is None:
            row["faults"].append(
                ("SP-20", "inside", "落地塔在城镇开发边界内")
                if town
                else ("SP-20", "outside", "落地塔在城镇开发边界外")
            )
        if plan is not False:
            row["plan"] = self.planned(place, row, **(plan or {}))
        self.applications.append(row)
        return row

    def planned(
        self, place: Place, like: dict, offset: Optional[tuple] = None, stated: bool = True, **own: Any
    ) -> dict:
        """A planned site beside a place, with the application's columns unless `own` says otherwise."""
        turn, far = offset or (float(self.rng.uniform(0, 360)), float(self.rng.uniform(8, 35)))
        at = tuple(round(v, 7) for v in geo.move(place, turn, far))
        row = {key: like[key] for key in ("build_type", "structure", "scene", "year", "township", "operators")}
        row.update(
            plan_id=f"DX5G{len(self.plan) + 1:04d}", site_name=like["site_name"].replace("站", "规划站"),
            status="planned",
            allowed_deviation_m=None, antenna_height_m=like["antenna_height_m"], place=at, stated=stated,
        )  # fmt: skip
        row.update(own)
        self.plan.append(row)
        return row

    def site(self, place: Place, name: str, **own: Any) -> dict:
        """Add an existing site."""
        n = len(self.sites) + 1
        row = {
            "site_id": f"45068120190{n:07d}", "site_name": name, "plan_id": None, "build_type": "macro",
            "structure": "ground_tower",
            "scene": "rural", "structure_height_m": 40.0, "technologies": "4G;5G" if n % 3 else "4G",
            "operators": ("mobile", "telecom;unicom", "telecom;mobile;unicom")[n % 3],
            "bands": "700;2600" if n % 2 else "2100;3500",
            "spare": "0", "status": "on_air", "on_air": f"{2018 + n % 9}-{1 + n % 12:02d}-15", "country": "CN",
            "radius_m": None,
            "place": tuple(round(v, 7) for v in place),
        }  # fmt: skip
        row.update(own)
        self.sites.append(row)
        return row

    def building(self, shape: Polygon, kind: str, height_m: float, name: Optional[str] = None) -> None:
        """Add a building."""
        row = {
            "building_id": f"JZ{len(self.buildings) + 1:04d}",
            "name": name,
            "kind": kind,
            "height_m": round(height_m, 1),
        }
        self.buildings.append({**row, "floors": max(1, round(height_m / 3)), "geometry": shape})

    def resource(self, place: Place, name: str, **own: Any) -> dict:
        """Add an opened resource."""
        n = len(self.resources) + 1
        row = {
            "resource_id": f"KF{n:03d}", "name": name, "category": "building", "owner": f"示例单位{n:02d}",
            "owner_class": "government",
            "address": f"{self.township_of(place) or ''}（示例地址）", "mode": "free", "fee": None, "batch": "第一批",
            "published_on": "2026-04-20", "document": "东工信示例〔2026〕1号", "status": "published",
            "surveyed_on": None,
            "site_id": None, "poles": None, "height_m": 15.0, "floors": 5, "township": self.township_of(place),
            "place_grade": "surveyed",
            "place": tuple(round(v, 7) for v in place),
        }  # fmt: skip
        row.update(own)
        self.resources.append(row)
        return row

    def anchors(self) -> list:
        """Places of all macro sites applied for, planned or standing."""
        rows = [*self.applications, *self.plan, *self.sites]
        return [row["place"] for row in rows if row["build_type"] == "macro"]


def near(place: Place, rows: list, radius_m: float) -> bool:
    """Whether any row's place is within the radius."""
    return any(geo.metres(place, row["place"]) <= radius_m for row in rows)


def point_rows(rows: list, leave: tuple = ()) -> gpd.GeoDataFrame:
    """Rows with `place` as a point layer."""
    frame = pd.DataFrame([{k: v for k, v in row.items() if k not in ("place", *leave)} for row in rows])
    return gpd.GeoDataFrame(frame, geometry=[Point(row["place"]) for row in rows], crs="EPSG:4490")
