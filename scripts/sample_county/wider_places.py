"""More to be covered: the other kinds of the 2027 targets, indoor points, gaps in the lists, and a few sites for them."""

from __future__ import annotations

from typing import Optional

from . import geo
from .ground import INDOOR, TOWNS, Ground

OWN = "450681"
HALL = geo.move(TOWNS["东兴"][0], 205, 820)
BODIES = [
    ("frontier-inspection", "示例边防检查站", (107.9700, 21.5475), None), ("logistics-hub", "示例物流枢纽", (108.0300, 21.5905), None),
    ("distribution-centre", "示例商品集散中心", (108.1300, 21.6155), None), ("border-new-village", "示例抵边新村", (107.9300, 21.6030), 36),
    ("farm-seat", "示例林场驻地", (108.0550, 21.7120), None), ("settlement-20", "示例聚居区四（12户）", (108.0400, 21.6300), 12),
    ("settlement-20", "示例聚居区五（户数不详）", (108.1650, 21.6400), None), ("duty-post", "示例执勤点三", (107.9010, 21.6160), None),
]  # fmt: skip
HALL_POINTS = [
    ("government-hall", "办事大厅", 0),
    ("government-counter", "业务窗口", 25),
    ("government-intake", "受理点", 40),
]
HOSPITAL = geo.move(TOWNS["东兴"][0], 60, 640)
HOSPITAL_POINTS = [("outpatient", "门诊区", 10), ("inpatient", "住院部", 45)]
NEIGHBOUR = {
    "site_name": "防城示例站（邻县）",
    "radius_m": 3000.0,
    "technologies": "4G;5G",
    "operators": "mobile",
    "bands": "700",
}
FOREIGN = {
    "site_name": "境外示例站（不计）",
    "radius_m": 4000.0,
    "technologies": "4G;5G",
    "operators": None,
    "bands": "700",
    "country": "VN",
}


def widen(ground: Ground) -> None:
    """Add places and sites; nothing that stands already moves."""
    flags(ground.places)
    for kind, name, place, households in BODIES:
        place_row(ground, kind, name, place, households=households)
    hall = place_row(ground, "gov", "示例政务中心", HALL)
    for kind, word, apart in HALL_POINTS:
        place_row(ground, kind, f"示例政务中心{word}", geo.move(HALL, 90, apart), hall, "indoor")
    hospital = place_row(ground, "medical", "示例医院（关键点位不全）", HOSPITAL)
    for kind, word, apart in HOSPITAL_POINTS:
        place_row(ground, kind, f"示例医院{word}", geo.move(HOSPITAL, 90, apart), hospital, "indoor")
    inside = {**INDOOR, "scene": "urban", "operators": "mobile", "technologies": "4G;5G", "bands": "2600"}
    ground.site(geo.move(HALL, 270, 15), "示例政务中心室分", **inside)
    ground.site(
        (108.2300, 21.6900),
        **{"name": NEIGHBOUR["site_name"], **{k: v for k, v in NEIGHBOUR.items() if k != "site_name"}},
    )
    ground.site(
        (107.8848, 21.5960), **{"name": FOREIGN["site_name"], **{k: v for k, v in FOREIGN.items() if k != "site_name"}}
    )


def flags(places: list) -> None:
    """Fibre and gigabit as lists have them: some no, some left blank."""
    by_name = {row["name"]: row for row in places}
    for name, fibre in (("示例聚居区二", None), ("示例聚居区三", "否"), ("示例执勤点二", None)):
        by_name[name]["fibre"] = fibre
    by_name["东兴市区（示例位置）"]["gigabit"] = by_name["江平镇驻地（示例位置）"]["gigabit"] = "是"
    by_name["马路镇驻地（示例位置）"]["gigabit"] = None
    for n, row in enumerate(row for row in places if row["kind"] == "admin-village"):
        row["gigabit"] = None if n % 8 == 5 else row["gigabit"]
        row["fibre"] = None if n in (17, 33) else row["fibre"]


def place_row(
    ground: Ground, kind: str, name: str, place: tuple, parent: Optional[str] = None, setting: str = "outdoor",
    households: Optional[int] = None,
) -> str:  # fmt: skip
    """Add a place and return its id."""
    number = f"SL{sum(row['place_id'].startswith('SL') for row in ground.places) + 1:03d}"
    ground.places.append({
        "place_id": number, "name": name, "kind": kind, "parent_id": parent, "setting": setting, "county": OWN,
        "township": ground.township_of(place), "households": households, "population": None, "fibre": "是",
        "gigabit": "是" if kind in ("logistics-hub", "distribution-centre") else "否",
        "place": tuple(round(v, 6) for v in place),
    })  # fmt: skip
    return number
