"""What stands around the applications: towns, zones, existing and further planned sites, houses, resources, villages."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely
from shapely.geometry import Point

from . import geo
from .county import JINGDAO
from .ground import TOWNS, Ground, near

_OWNERS = (
    ("{t}人民政府办公楼", "government", "building", 18.0), ("{v}村委会办公楼", "village", "building", 9.0),
    ("{v}小学教学楼", "institution", "building", 15.0), ("{t}卫生院门诊楼", "institution", "building", 21.0),
    ("{t}文化站", "public_service", "building", 12.0), ("{v}路灯杆（12根）", "municipal", "lamp_pole", 8.0),
    ("{v}道路监控杆（4根）", "traffic", "camera_pole", 7.0), ("{t}供电所电力杆", "power", "power_pole", 12.0),
    ("{v}护林瞭望塔", "government", "watchtower", 18.0), ("{t}国有粮库", "state_enterprise", "building", 14.0),
    ("{v}文化广场用地", "village", "site", None), ("{t}公路养护站", "road", "building", 10.0),
)  # fmt: skip
_STATUSES = ("published", "published", "usable", "signed", "proposed", "unusable", "refused", "published", "withdrawn")


def villages(townships, names: pd.DataFrame, rng: np.random.Generator, hubs: dict) -> pd.DataFrame:
    """Villages of the public list at made-up places in their township; town communities near its hub."""
    rows: list = []
    for _, township in townships[townships["county"] == "450681"].iterrows():
        inland = township.geometry.buffer(-350 / 105_000)
        hub = hubs[township["code"]]
        for _, village in names[names["township"].astype(str) == township["code"]].iterrows():
            town = "社区" in village["name"]
            area = inland.intersection(Point(hub).buffer(0.012)) if town else inland
            taken = [row["place"] for row in rows]
            place = geo.spots(rng, area, 300 if town else 1150, taken, 1)[0]
            short = village["name"].split("村")[0].split("社区")[0]
            rows.append({"code": str(village["code"]), "name": village["name"], "short": short, "township": township["name"], "place": tuple(round(v, 6) for v in place)})
    return pd.DataFrame(rows)


def towns(ground: Ground) -> list:
    """Development boundaries and built-up areas, and the macro sites in them; the east of 江平 is left without (a hole)."""
    land = ground.counties.geometry.iloc[0]
    free: list = []
    for name, (centre, boundary_m, built_m) in TOWNS.items():
        ground.zone("urban-boundary", geo.blob(ground.rng, centre, boundary_m, 0.08, 36).intersection(land), f"{name}城镇开发边界（示例）")
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
    border_sea = shapely.Polygon([(108.06, 21.535), (108.095, 21.495), (108.19, 21.495), (108.19, 21.515), (108.11, 21.530)])
    add("sea-use", 3, sea.intersection(border_sea), 500, 800, "示例养殖用海")


def sites_and_plan(ground: Ground) -> None:
    """Existing sites in the country, the plan of later years, what is built, cancelled, or waits since last year."""
    rng, inland = ground.rng, ground.inland(300)
    taken = ground.anchors()
    alone = geo.spots(rng, inland, 1060, taken, 56, lambda p: ground.from_towns(p) > 300 and ground.from_lines(p) > 60)
    rural, later = alone[:-12], alone[-12:]
    for n, place in enumerate(rural):
        name = ground.name_for(place, ground.sites, "存量站")
        site = ground.site(place, name, spare=("0", "1", "2", "无", None)[n % 5], status="removed" if n % 17 == 16 else "on_air")
        if n % 7 == 3:
            like = {**site, "year": 2025, "township": ground.township_of(place), "antenna_height_m": 38.0}
            plan = ground.planned(site["place"], like, offset=(40, 6.0), status="built")
            site["plan_id"], plan["site_name"] = plan["plan_id"], site["site_name"].replace("存量站", "规划站")
            site["on_air"] = f"2025-{1 + n % 12:02d}-20"
    for n, place in enumerate(later):
        name = ground.name_for(place, [*ground.sites, *ground.plan], "规划站")
        like = {"build_type": "macro", "structure": "ground_tower", "scene": "rural", "year": 2027 if n < 7 else 2025, "township": ground.township_of(place), "operators": "mobile" if n % 2 else "telecom;unicom", "site_name": name, "antenna_height_m": 35.0}
        row = ground.planned(place, like, offset=(0, 0.0), status="planned" if n < 10 else "cancelled")
        row["unapplied"] = 7 <= n < 10
    beside = next(row for row in ground.applications if row["key"] == "clean-unstated")
    like = {**beside, "site_name": "马路示例调出规划站", "township": beside["township"]}
    ground.planned(geo.move(beside["place"], 15, 5), like, offset=(0, 0.0), status="cancelled")
    for n in range(9):
        centre = TOWNS["东兴"][0]
        place = geo.move(centre, 40.0 * n, 500 + 90 * n)
        if ground.counties.geometry.iloc[0].contains(Point(place)):
            ground.site(place, f"东兴城区示例微站{n + 1}", build_type="micro", structure="pole", scene="urban", structure_height_m=8.0, spare="0")


def buildings(ground: Ground, count: int) -> None:
    """Houses around villages and in towns, none near an application, none on a road."""
    rng = ground.rng
    land = ground.counties.geometry.iloc[0]
    kinds = ["housing"] * 15 + ["commerce", "office", "industry", "clinic", "school", "kindergarten", "other"]
    centres = [(place, 260) for place in ground.villages["place"]] + [(centre, 1100) for centre, _, _ in TOWNS.values()] * 4
    while len(ground.buildings) < count:
        centre, spread = centres[len(ground.buildings) % len(centres)]
        for _ in range(200):
            place = geo.move(centre, float(rng.uniform(0, 360)), float(spread * np.sqrt(rng.uniform(0.02, 1))))
            width, depth = float(rng.uniform(9, 26)), float(rng.uniform(8, 16))
            kind = kinds[int(rng.integers(len(kinds)))]
            height = float(rng.choice([3.5, 6.5, 9.5, 12.5, 18.5] if spread < 500 else [9.5, 15.5, 21.5, 36.5]))
            clear = not near(place, ground.applications, 90) and ground.from_lines(place) > 28 and land.contains(Point(place))
            if clear and not any(geo.metres(place, b["place"]) < 34 for b in ground.buildings if "place" in b):
                ground.building(geo.block(place, width, depth, float(rng.uniform(0, 90))), kind, height)
                ground.buildings[-1]["place"] = place
                break
        else:
            raise ValueError("no room for a house")


def resources(ground: Ground, count: int) -> None:
    """Opened places near villages, none within reach of a tower that asks for sharing."""
    rng = ground.rng
    tries = 0
    while len(ground.resources) < count:
        tries += 1
        village = ground.villages.iloc[int(rng.integers(len(ground.villages)))]
        place = geo.move(village["place"], float(rng.uniform(0, 360)), float(rng.uniform(20, 250)))
        builds = [row for row in ground.applications if row["build_type"] == "macro" or row["structure"] == "ground_tower"]
        if near(place, builds, 420) or near(place, ground.resources, 60) or not ground.counties.geometry.iloc[0].contains(Point(place)):
            continue
        n = len(ground.resources)
        stem, owner, category, height = _OWNERS[n % len(_OWNERS)]
        name = stem.format(t=village["township"], v=village["short"]) + "（示例）"
        if any(row["name"] == name for row in ground.resources):
            name = name.replace("（示例）", "二（示例）")
        status = _STATUSES[n % len(_STATUSES)]
        ground.resource(
            place, name, owner_class=owner, category=category, height_m=height, floors=None if category != "building" else round((height or 9) / 3),
            owner=f"{village['short']}示例单位{n:02d}", status=status, mode=("free", "free", "negotiable", "paid")[n % 4] if owner in ("power", "traffic", "road", "state_enterprise") else "free",
            batch="第一批" if n < 25 else "第二批", published_on=None if status == "proposed" else ("2026-04-20" if n < 25 else "2026-09-10"),
            document=None if status == "proposed" else "东工信示例〔2026〕1号", poles={"lamp_pole": 12, "camera_pole": 4}.get(category),
            surveyed_on="2026-06-15" if status in ("usable", "unusable", "signed", "refused") else None,
        )  # fmt: skip


def places(ground: Ground) -> None:
    """Villages, seats, made-up border posts, a port of entry and the inhabited island."""
    rng = ground.rng
    for n, village in ground.villages.iterrows():
        ground.places.append({
            "place_id": village["code"], "name": village["name"].replace("村委会", "").replace("居委会", ""), "kind": "admin-village", "parent_id": None,
            "setting": "outdoor", "county": "450681", "township": village["township"], "households": int(rng.integers(120, 900)),
            "population": int(rng.integers(500, 3800)), "fibre": "是", "gigabit": "是" if n % 3 else "否", "place": village["place"],
        })  # fmt: skip
    made_up = [
        ("county-seat", "东兴市区（示例位置）", TOWNS["东兴"][0]), ("township-seat", "江平镇驻地（示例位置）", TOWNS["江平"][0]), ("township-seat", "马路镇驻地（示例位置）", TOWNS["马路"][0]),
        ("port-of-entry", "示例口岸", (107.9735, 21.5445)), ("border-market", "示例互市贸易点", (107.9790, 21.5455)), ("border-channel", "示例边民通道", (107.9440, 21.5720)),
        ("border-police", "示例边境派出所", (107.9380, 21.5860)), ("duty-post", "示例执勤点一", (107.8880, 21.6250)), ("duty-post", "示例执勤点二", (107.9180, 21.5990)),
        ("border-checkpoint", "示例边境检查站", (107.9560, 21.5660)), ("island-inhabited", "示例有人岛", JINGDAO), ("industrial-park", "示例跨境合作园区", (108.0150, 21.5850)),
        ("settlement-20", "示例聚居区一", (108.0700, 21.6350)), ("settlement-20", "示例聚居区二", (107.9900, 21.7050)), ("settlement-20", "示例聚居区三", (107.9100, 21.6750)),
    ]  # fmt: skip
    for n, (kind, name, place) in enumerate(made_up):
        ground.places.append({
            "place_id": f"SL{n + 1:03d}", "name": name, "kind": kind, "parent_id": None, "setting": "outdoor", "county": "450681",
            "township": ground.township_of(place), "households": 40 + n if "settlement" in kind or "island" in kind else None,
            "population": None, "fibre": "是", "gigabit": "否", "place": place,
        })  # fmt: skip
    for n, village in ground.villages.iloc[:12].iterrows():
        for kind, word, turn in (("village-committee", "村委会", 30), ("school", "小学", 140), ("clinic", "卫生室", 260)):
            ground.places.append({
                "place_id": f"{village['code']}-{kind[:2]}", "name": f"{village['short']}{word}（示例）", "kind": kind, "parent_id": village["code"],
                "setting": "outdoor", "county": "450681", "township": village["township"], "households": None, "population": None,
                "fibre": "是", "gigabit": "否", "place": tuple(round(v, 6) for v in geo.move(village["place"], turn + n, 120 + 9 * n)),
            })  # fmt: skip
