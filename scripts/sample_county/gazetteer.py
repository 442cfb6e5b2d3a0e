"""A gazetteer as a county has it: townships, villages, hamlets, streets, estates, buildings. Village names are real, all else made up."""

# ruff: noqa: E501 - tables, one thing a line
from __future__ import annotations

import math

import shapely
from shapely.geometry import Point

from . import geo
from .ground import TOWNS, Ground

TOWNSHIPS = {"东兴镇": "城关镇", "江平镇": "江平公社;横江乡", "马路镇": "马路公社;那勤乡"}
"""Former names: a renamed one and merged ones, all but the communes invented."""
FORMER_VILLAGES = {
    "竹山村": "竹山大队;古榕村", "河洲村": "红星大队", "班埃村": "东风村", "巫头村": "巫岛村", "澫尾村": "万尾村;沥尾村;\ue08b尾村",
    "平丰村": "丰收大队", "中山社区": "中山街居委会", "兴桂社区": "兴桂林场", "冲榄村": "边卫村", "吒祖村": "咤祖村",
}  # fmt: skip
HAMLETS = {
    "竹山村": ("新村", "榕树下"), "潭吉村": ("新村", "旧屋地"), "平丰村": ("新村", "大岭"), "江龙村": ("大岭",), "黄竹村": ("沙坪",), "大桥村": ("沙坪", "那超"),
    "河洲村": ("罗浮",), "交东村": ("那丽",), "北联村": ("竹排江",), "楠木山村": ("尾岭",),
}  # fmt: skip
SHARED = (
    "{t}人民政府|{t}政府",
    "{t}卫生院",
    "{t}中心幼儿园",
    "{t}文化站|{t}综合文化站",
    "{t}敬老院",
    "{s}派出所|东兴市公安局{s}派出所;{t}派出所",
    "{s}供电所|{t}供电所",
    "{s}农贸市场|{t}农贸市场;{s}市场",
)
TOWN_BUILDINGS = {
    "东兴镇": (
        "东兴市人民政府|东兴市政府", "东兴市第一小学|东兴市一小", "东兴市第二小学|东兴市二小", "东兴市第三小学|东兴镇中心小学", "东兴中学|东兴市中学", "东兴市第一幼儿园",
        "东兴市人民医院", "东兴市中医医院", "东兴市妇幼保健院", "东兴市教育局", "东兴市工业和信息化局|东兴市工信局", "东兴市自然资源局|东兴市国土资源局", "东兴市图书馆",
        "东兴市体育馆", "东兴供电局|东兴市供电局", "东兴汽车站|东兴市汽车站;东兴客运站", "金海湾酒店", "国宾大酒店", "万通大厦", "侨批大厦", "北仑市场",
    ),
    "江平镇": (
        "江平镇中心小学", "江平中学|江平镇初级中学", "江平汽车站|江平镇汽车站", "金海岸酒店", "京岛宾馆", "江平镇粮所", "江平镇邮政支局", "江平镇第二幼儿园", "海产品交易市场",
    ),
    "马路镇": ("马路镇中心小学", "马路中学|马路镇初级中学", "马路镇粮所", "桂园宾馆", "马路镇林业站", "马路镇兽医站"),
}  # fmt: skip
ESTATES = {
    "东兴镇": {"碧海花园": ("1栋", "2栋", "3栋", "5栋", "12栋"), "阳光小区": ("1栋", "2栋", "3栋"), "和谐家园": ("1号楼", "2号楼", "5号楼")},
    "江平镇": {"金滩花园": ("1号楼", "2号楼", "3号楼"), "阳光小区": ("1栋", "3栋")},
    "马路镇": {"桂香苑": ("A栋", "B栋")},
}  # fmt: skip
STREETS = {
    "东兴镇": {"建设路": (8, 12, 36), "解放路": (1, 25, 101), "新华路": (18,), "兴东路": (6, 66), "教育路": (3,)},
    "江平镇": {"建设路": (12, 20), "兴江路": (5, 58), "金滩路": (9,), "沿海大道": ()},
    "马路镇": {"振兴街": (7, 21), "府前路": (2,)},
}  # fmt: skip
ROADS = ("G228", "G219", "S325", "X241", "X243", "Y105")
SCHOOLS, CLINICS = slice(7, 30), slice(7, 34, 2)


def rows(ground: Ground) -> list:
    """Rows of name, kind, township, also (former and other names, joined by ;), place; names repeat across townships."""
    out = [_row(name, "township", name, also, TOWNS[name[:2]][0]) for name, also in TOWNSHIPS.items()]
    out += _villages(ground)
    for township in TOWNSHIPS:
        out += _town(township)
    out += _roads(ground)
    shapes = ground.townships.set_index("name").geometry
    for row in out:
        if not shapes[row["township"]].contains(Point(row["place"])):
            raise ValueError(f"{row['name']} lies outside {row['township']}")
    names = [(row["name"], row["township"]) for row in out]
    if len(set(names)) < len(names):
        raise ValueError("two rows of one name in one township")
    return out


def _row(name: str, kind: str, township: str, also: str, place: tuple) -> dict:
    return {
        "name": name, "kind": kind, "township": township, "also": also or None,
        "place": (round(place[0], 6), round(place[1], 6)),
    }  # fmt: skip


def village_name(listed: str) -> str:
    """The name people use for a village of the list: without 委会, with a letter that every font has."""
    name = listed.replace("居委会", "").replace("村村委会", "村").replace("村委会", "村")
    return name.replace("\ue08b尾", "澫尾")


def _villages(ground: Ground) -> list:
    out = []
    for n, village in ground.villages.iterrows():
        name, township, at = village_name(village["name"]), village["township"], village["place"]
        reach = 120 + 9 * (n % 12)
        community = name.endswith("社区")
        office = f"{name}{'居' if community else '村'}委会"
        other = f"{name}居民委员会" if community else f"{name[:-1]}村委会;{name}民委员会"
        out.append(_row(name, "village", township, FORMER_VILLAGES.get(name), at))
        out.append(_row(office, "building", township, other, _in(ground, township, at, 30 + n, reach)))
        if n in range(50)[SCHOOLS]:
            out.append(_row(f"{name}小学", "building", township, None, _in(ground, township, at, 140 + n, reach)))
        if n in range(50)[CLINICS]:
            out.append(_row(f"{name}卫生室", "building", township, None, _in(ground, township, at, 260 + n, reach)))
        for k, hamlet in enumerate(HAMLETS.get(name, ())):
            place = _in(ground, township, at, 75 + 150 * k + n, 600 + 90 * k)
            out.append(_row(hamlet, "hamlet", township, None, place))
    return out


def _in(ground: Ground, township: str, centre: tuple, turn: float, reach: float) -> tuple:
    """A place around the centre that stays in the township."""
    shape = ground.townships.set_index("name").geometry[township]
    tries = ((turn + step, reach * part) for part in (1, 0.6, 0.3) for step in range(0, 360, 45))
    return next(p for p in (geo.move(centre, *t) for t in tries) if shape.contains(Point(p)))


def _town(township: str) -> list:
    short, centre = township[:2], TOWNS[township[:2]][0]
    entries = [text.format(t=township, s=short) for text in SHARED] + list(TOWN_BUILDINGS[township])
    out, spots = [], _spiral(centre)
    for entry in entries:
        name, _, also = entry.partition("|")
        out.append(_row(name, "building", township, also, next(spots)))
    for estate, numbers in ESTATES[township].items():
        at = next(spots)
        out.append(_row(estate, "estate", township, None, at))
        out += [
            _row(estate + number, "building", township, None, geo.move(at, 72 * k, 58))
            for k, number in enumerate(numbers)
        ]
    for street, numbers in STREETS[township].items():
        at = next(spots)
        out.append(_row(street, "street", township, None, at))
        out += [
            _row(
                f"{street}{number}号",
                "building",
                township,
                None,
                geo.move(at, 60 if number % 2 else 240, 25 + 3.0 * number),
            )
            for number in numbers
        ]
    return out


def _spiral(centre: tuple):
    """Places around a centre, some 180 m apart."""
    n = 0
    while True:
        n += 1
        yield geo.move(centre, 137.508 * n, 105 * math.sqrt(n))


def _roads(ground: Ground) -> list:
    """A highway as its one row per township: the middle of its course there."""
    shapes = ground.townships.set_index("name").geometry
    out = []
    for route in ground.routes.itertuples():
        for township in TOWNSHIPS:
            inside = route.geometry.intersection(shapes[township])
            if route.route_id in ROADS and inside.length * 105_000 > 1000:
                longest = max(shapely.get_parts(inside), key=lambda part: part.length)
                middle = longest.interpolate(0.5, normalized=True)
                out.append(_row(route.name, "road", township, route.route_id, (middle.x, middle.y)))
    return out
