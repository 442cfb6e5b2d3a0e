"""What stands around the applications: towns, zones, existing and further planned sites."""

from __future__ import annotations

import shapely
from shapely.geometry import Point

from . import geo
from .ground import TOWNS, Ground


def towns(ground: Ground) -> list:
    """Development boundaries and built-up areas, and the macro sites in them; east 江平 is left without."""
    land = ground.counties.geometry.iloc[0]
    free: list = []
    for name, (centre, boundary_m, built_m) in TOWNS.items():
        ground.zone(
            "urban-boundary",
            geo.blob(ground.rng, centre, boundary_m, 0.08, 36).intersection(land),
            f"{name}城镇开发边界（示例）",
        )
        built = geo.blob(ground.rng, centre, built_m, 0.10, 30).intersection(land)
        ground.zone("built-up", built, f"{name}建成区（示例）")
        own = {"scene": "urban", "structure": "roof", "structure_height_m": 6.0, "spare": "0", "antenna_height_m": 25.0}
        if name == "东兴":
            for step_n in range(-3, 4):
                for step_e in range(-3, 4):
                    place = geo.move(geo.move(centre, 90, step_e * 980 + (step_n % 2) * 490), 0, step_n * 850)
                    place = geo.move(place, float(ground.rng.uniform(0, 360)), float(ground.rng.uniform(0, 40)))
                    if geo.metres(place, centre) < boundary_m + 350 and land.contains(Point(place)):
                        ground.site(place, f"东兴城区示例站{len(ground.sites) + 1:02d}", **own)
        else:
            place = geo.move(centre, 265, 620) if name == "江平" else centre
            ground.site(place, f"{name}镇区示例站", **own)
        inner = geo.blob(ground.rng, centre, boundary_m * 0.62, 0.0, 36).intersection(land.buffer(-250 / 105_000))
        macros = [row["place"] for row in ground.sites]
        if name == "东兴":
            free = geo.spots(ground.rng, inner, 330, macros, 12, lambda p: ground.from_lines(p) > 90)
    return free


def zones(ground: Ground) -> None:
    """Fields, woods and fish farms that no application or planned site is near to."""
    land = ground.counties.geometry.iloc[0]
    inland = ground.inland(150)
    places = [row["place"] for row in (*ground.applications, *ground.plan)]
    held = shapely.points(places)

    def clear(shape, margin_m: float) -> bool:
        return shapely.distance(shape, held).min() * 103_000 > margin_m

    def add(kind: str, count: int, area, least: float, most: float, name: str) -> None:
        made = 0
        for place in geo.spots(ground.rng, area, least * 1.3, [], 400):
            shape = geo.blob(ground.rng, place, float(ground.rng.uniform(least, most)))
            shape = shape.difference(land) if kind == "sea-use" else shape.intersection(land)
            if shape.geom_type == "Polygon" and made < count and clear(shape, 70) and ground.from_towns(place) > most:
                made += 1
                ground.zone(kind, shape, f"{name}{made}")

    add("farmland", 24, inland, 220, 520, "示例农田片")
    hills = inland.intersection(shapely.box(107.89, 21.66, 108.12, 21.75))
    add("forest", 9, hills, 350, 900, "示例林地片")
    sea = shapely.box(108.03, 21.495, 108.19, 21.535).difference(land.buffer(200 / 105_000))
    border_sea = shapely.Polygon(
        [(108.06, 21.535), (108.095, 21.495), (108.19, 21.495), (108.19, 21.515), (108.11, 21.530)]
    )
    add("sea-use", 3, sea.intersection(border_sea), 500, 800, "示例养殖用海")


def sites_and_plan(ground: Ground) -> None:
    """Existing sites in the country, the plan of later years, what is built, cancelled, or waits since last year."""
    rng, inland = ground.rng, ground.inland(300)
    taken = ground.anchors()
    alone = geo.spots(rng, inland, 1060, taken, 56, lambda p: ground.from_towns(p) > 300 and ground.from_lines(p) > 60)
    rural, later = alone[:-12], alone[-12:]
    for n, place in enumerate(rural):
        name = ground.name_for(place, ground.sites, "存量站")
        site = ground.site(
            place, name, spare=("0", "1", "2", "无", None)[n % 5], status="removed" if n % 17 == 16 else "on_air"
        )
        if n % 7 == 3:
            like = {**site, "year": 2025, "township": ground.township_of(place), "antenna_height_m": 38.0}
            plan = ground.planned(site["place"], like, offset=(40, 6.0), status="built")
            site["plan_id"], plan["site_name"] = plan["plan_id"], site["site_name"].replace("存量站", "规划站")
            site["on_air"] = f"2025-{1 + n % 12:02d}-20"
    for n, place in enumerate(later):
        name = ground.name_for(place, [*ground.sites, *ground.plan], "规划站")
        like = {
            "build_type": "macro",
            "structure": "ground_tower",
            "scene": "rural",
            "year": 2027 if n < 7 else 2025,
            "township": ground.township_of(place),
            "operators": "mobile" if n % 2 else "telecom;unicom",
            "site_name": name,
            "antenna_height_m": 35.0,
        }
        row = ground.planned(place, like, offset=(0, 0.0), status="planned" if n < 10 else "cancelled")
        row["unapplied"] = 7 <= n < 10
    beside = next(row for row in ground.applications if row["key"] == "clean-unstated")
    like = {**beside, "site_name": "马路示例调出规划站", "township": beside["township"]}
    ground.planned(geo.move(beside["place"], 15, 5), like, offset=(0, 0.0), status="cancelled")
    for n in range(9):
        centre = TOWNS["东兴"][0]
        place = geo.move(centre, 40.0 * n, 500 + 90 * n)
        if ground.counties.geometry.iloc[0].contains(Point(place)):
            ground.site(
                place,
                f"东兴城区示例微站{n + 1}",
                build_type="micro",
                structure="pole",
                scene="urban",
                structure_height_m=8.0,
                spare="0",
            )
