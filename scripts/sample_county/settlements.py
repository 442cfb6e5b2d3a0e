"""Where people are: villages, houses, opened resources, border bodies; all at made-up places."""

# ruff: noqa: E501 - tables, one thing a line
from __future__ import annotations

import numpy as np
import pandas as pd
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
            rows.append(
                {
                    "code": str(village["code"]),
                    "name": village["name"],
                    "short": short,
                    "township": township["name"],
                    "place": tuple(round(v, 6) for v in place),
                }
            )
    return pd.DataFrame(rows)


def buildings(ground: Ground, count: int) -> None:
    """Houses around villages and in towns, none near an application, none on a road."""
    rng = ground.rng
    land = ground.counties.geometry.iloc[0]
    kinds = ["housing"] * 15 + ["commerce", "office", "industry", "clinic", "school", "kindergarten", "other"]
    centres = [(place, 260) for place in ground.villages["place"]] + [
        (centre, 1100) for centre, _, _ in TOWNS.values()
    ] * 4
    while len(ground.buildings) < count:
        centre, spread = centres[len(ground.buildings) % len(centres)]
        for _ in range(200):
            place = geo.move(centre, float(rng.uniform(0, 360)), float(spread * np.sqrt(rng.uniform(0.02, 1))))
            width, depth = float(rng.uniform(9, 26)), float(rng.uniform(8, 16))
            kind = kinds[int(rng.integers(len(kinds)))]
            height = float(rng.choice([3.5, 6.5, 9.5, 12.5, 18.5] if spread < 500 else [9.5, 15.5, 21.5, 36.5]))
            clear = (
                not near(place, ground.applications, 90)
                and ground.from_lines(place) > 28
                and land.contains(Point(place))
            )
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
        builds = [
            row for row in ground.applications if row["build_type"] == "macro" or row["structure"] == "ground_tower"
        ]
        if (
            near(place, builds, 420)
            or near(place, ground.resources, 60)
            or not ground.counties.geometry.iloc[0].contains(Point(place))
        ):
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
        for kind, word, turn in (
            ("village-committee", "村委会", 30),
            ("school", "小学", 140),
            ("clinic", "卫生室", 260),
        ):
            ground.places.append({
                "place_id": f"{village['code']}-{kind[:2]}", "name": f"{village['short']}{word}（示例）", "kind": kind, "parent_id": village["code"],
                "setting": "outdoor", "county": "450681", "township": village["township"], "households": None, "population": None,
                "fibre": "是", "gigabit": "否", "place": tuple(round(v, 6) for v in geo.move(village["place"], turn + n, 120 + 9 * n)),
            })  # fmt: skip
