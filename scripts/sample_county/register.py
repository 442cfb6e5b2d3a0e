"""The register of opened resources: clean rows on the gazetteer's buildings, last period's register, counts."""

# ruff: noqa: E501 - tables, one thing a line
from __future__ import annotations

from collections import Counter
from typing import Optional

import numpy as np

from . import gazetteer, geo, register_faults
from .ground import Ground

SEED = 20261101
DATE, PREVIOUS_DATE = "2026-11-01", "2026-05-31"
BATCHES = {
    "第一批": ("2025-12-18", "东工信示例〔2025〕9号", "2026-03-16"), "第二批": ("2026-04-20", "东工信示例〔2026〕1号", "2026-07-08"),
    "第三批": ("2026-09-10", "东工信示例〔2026〕6号", None),
}  # fmt: skip
"""Batch: published on, document, surveyed on."""
CLASSES = {
    "居委会": "village", "村委会": "village", "人民政府": "government", "局": "government", "供电所": "power", "供电局": "power", "汽车站": "traffic", "市场": "public_service",
    "粮所": "state_enterprise", "邮政支局": "state_enterprise", "酒店": "commercial", "宾馆": "commercial", "大厦": "commercial", "栋": "residential", "号楼": "residential", "号": "commercial",
}  # fmt: skip
"""Owner class by how a name ends, the longest ending first; all others are institutions."""
MODES = {
    "commercial": ("paid", "年租金示例8000元"), "power": ("paid", "每杆每年示例100元"), "road": ("paid", "示例价每年2000元"), "industrial": ("paid", "年租金示例6000元"),
    "traffic": ("negotiable", None), "residential": ("negotiable", None), "state_enterprise": ("negotiable", None), "rail": ("negotiable", None),
}  # fmt: skip
STATUSES = (
    "published",
    "usable",
    "published",
    "signed",
    "published",
    "proposed",
    "unusable",
    "published",
    "signed",
    "usable",
    "published",
    "refused",
    "withdrawn",
)
POLES = (
    ("{v}路灯杆", "lamp_pole", "municipal", "东兴市示例市政管理处", 12, 8.0), ("{v}道路监控杆", "camera_pole", "traffic", "东兴市示例交通安全中心", 4, 7.0),
    ("{v}电力杆塔", "power_pole", "power", "广西示例电网公司", 9, 15.0), ("{v}公路门架", "gantry", "road", "示例公路养护中心", 2, 7.5),
    ("{v}护林瞭望塔", "watchtower", "government", "东兴市示例林业局", None, 24.0), ("{v}段铁路槽道", "duct", "rail", "示例铁路公司", None, None),
    ("{v}示例厂房", "building", "industrial", "东兴示例实业公司", None, 12.0),
)  # fmt: skip
SHARED_WITH = 300
"""Nothing but what is meant to stands within this many metres of a planned or applied site."""


class Register:
    """Rows of this period and the last, as they are built; a row's faults are (rule, severity, why)."""

    def __init__(self, ground: Ground) -> None:
        self.ground, self.rng = ground, np.random.default_rng(SEED)
        self.rows: list = []
        self.previous: list = []
        self.entries = gazetteer.rows(ground)
        placed = [row["place"] for row in (*ground.plan, *ground.applications) if row["place"]]
        self.demands = [tuple(place) for place in placed]
        self.zones = [z["geometry"] for z in ground.zones if z["kind"] in ("heritage", "heritage-control", "military")]

    def free(self, place: tuple) -> bool:
        """Whether a place is away from demands, other rows, heritage and military zones."""
        return (
            all(geo.metres(place, other) > SHARED_WITH for other in self.demands)
            and all(geo.metres(place, row["place"]) > 60 for row in self.rows if row["place"])
            and all(geo.distance_m(place, zone) > 60 for zone in self.zones)
        )

    def spot(self, number: int, turn: float = 60) -> tuple:
        """A free place near the village of this number, in its township."""
        village = self.ground.villages.iloc[number]
        for reach in (420, 360, 480, 540, 300, 620):
            for step in range(0, 360, 30):
                place = geo.move(village["place"], turn + step, reach)
                if self.ground.township_of(place) == village["township"] and self.free(place):
                    return place
        raise ValueError(f"no free place near {village['name']}")

    def add(self, name: str, place: Optional[tuple], faults: tuple = (), before: Optional[dict] = None, **own) -> dict:
        """Add a row: published in the second batch unless `own` says otherwise. `before`: how last period's row differs."""
        batch = own.get("batch", "第二批")
        status = own.get("status", "published")
        on, document, surveyed = BATCHES.get(batch, (None, None, None))
        if status not in ("usable", "unusable", "signed", "built", "refused"):
            surveyed = None
        town = self.ground.township_of(place) if place else None
        row = {
            "name": name, "category": "building", "owner": f"{name}（示例单位）", "owner_class": "institution",
            "address": f"东兴市{town or ''}{name}", "mode": "free", "fee": None, "batch": batch, "published_on": on, "document": document,
            "status": status, "surveyed_on": surveyed, "site_id": None, "poles": None, "height_m": None, "floors": None,
            "township": town, "place_grade": "surveyed" if place else None, "contact": "示例联络处",
        }  # fmt: skip
        row.update(
            own, place=place and (round(place[0], 6), round(place[1], 6)), faults=list(faults), before=before or {}
        )
        self.rows.append(row)
        return row

    def last_period(self) -> None:
        """Last period's register: rows of the first two batches as they stood, and one that has vanished since."""
        for row in self.rows:
            if row["status"] == "proposed" or row["batch"] == "第三批":
                continue
            then = {**row, "site_id": None, "faults": []}
            surveyed = row["surveyed_on"]
            if surveyed is None or surveyed > PREVIOUS_DATE:
                then.update(status="published", surveyed_on=None)
            else:
                then["status"] = {"signed": "usable", "built": "signed", "refused": "published"}.get(
                    row["status"], row["status"]
                )
            then.update(row["before"])
            self.previous.append(then)

    def number(self) -> None:
        """Give the rows their numbers in a drawn order, and their faults the numbers."""
        order = self.rng.permutation(len(self.rows))
        self.rows = [self.rows[n] for n in order]
        for n, row in enumerate(self.rows, 1):
            row["resource_id"] = f"DXKF{n:04d}"


def build(ground: Ground) -> Register:
    """The register with its planted faults, numbered, and last period's."""
    register = Register(ground)
    register_faults.plant(register)
    _buildings(register, 74)
    _poles(register, 18)
    register.number()
    register.last_period()
    register_faults.vanish(register)
    return register


def _buildings(register: Register, count: int) -> None:
    entries = [e for e in register.entries if e["kind"] == "building" and "派出所" not in e["name"]]
    for n in register.rng.permutation(len(entries)):
        entry = entries[n]
        if len([r for r in register.rows if not r["faults"]]) >= count or not register.free(entry["place"]):
            continue
        name, owner_class = entry["name"], owner_class_of(entry["name"])
        k = len(register.rows)
        status = STATUSES[k % len(STATUSES)]
        batch = "第四批（拟）" if status == "proposed" else ("第一批", "第二批", "第二批", "第三批")[k % 4]
        if batch == "第三批" and status != "published":
            batch = "第二批"
        mode, fee = MODES.get(owner_class, ("free", None))
        floors = int(register.rng.integers(2, 5 if owner_class == "village" else 11))
        register.add(
            name, entry["place"], batch=batch, status=status, owner=owner_of(entry), owner_class=owner_class, mode=mode,
            fee=fee, floors=floors, height_m=None if k % 5 == 0 else floors * 3 + 1.5, address=official(entry),
            **({"surveyed_on": "2026-08-20"} if status == "refused" else {}),
        )  # fmt: skip


def _poles(register: Register, count: int) -> None:
    villages = register.ground.villages
    done = 0
    for n in register.rng.permutation(len(villages)):
        village = villages.iloc[n]
        name = gazetteer.village_name(village["name"])
        place = geo.move(village["place"], 200 + 7.0 * n, 330)
        inside = register.ground.township_of(place) == village["township"]
        if done == count or not inside or not register.free(place):
            continue
        stem, category, owner_class, owner, poles, height = POLES[done % len(POLES)]
        mode, fee = MODES.get(owner_class, ("free", None))
        status = ("published", "usable", "published", "signed")[done % 4]
        register.add(
            stem.format(v=name), place, category=category, owner_class=owner_class, owner=owner, poles=poles, height_m=height,
            mode=mode, fee=fee, status=status, batch=("第一批", "第二批")[done % 2], address=f"东兴市{village['township']}{name}",
        )  # fmt: skip
        done += 1


def owner_class_of(name: str) -> str:
    """The owner class that a building's name tells."""
    ends = sorted(CLASSES, key=len, reverse=True)
    return next((CLASSES[end] for end in ends if name.endswith(end)), "institution")


def owner_of(entry: dict) -> str:
    """The body that holds a building of the gazetteer."""
    name, township = entry["name"], entry["township"]
    kind = owner_class_of(name)
    if kind == "residential":
        return f"{township}示例业主委员会"
    if kind == "commercial" and name.endswith("号"):
        return f"{township}示例商贸公司"
    return name.replace("村村委会", "村村民委员会").replace("社区居委会", "社区居民委员会")


def official(entry: dict) -> str:
    """The full address, the township named once."""
    name = entry["name"].removeprefix(entry["township"])
    return f"广西壮族自治区防城港市东兴市{entry['township']}{name}"


def counted(rows: list) -> list:
    """Rows that count as 处: neither proposed nor withdrawn, planted duplicates once."""
    out, pairs = [], set()
    for row in rows:
        pair = row.get("pair")
        if row["status"] in ("proposed", "withdrawn") or pair in pairs:
            continue
        if pair:
            pairs.add(pair)
        out.append(row)
    return out


def figures(register: Register) -> dict:
    """The counts of this period and how they follow from the last."""
    now, then = counted(register.rows), counted(register.previous)
    before = {row["resource_id"] for row in register.previous}
    stood = {row["resource_id"] for row in then}
    standing = {row["resource_id"] for row in register.rows}
    return {
        "rows": len(register.rows), "by_status": _count(register.rows, "status"), "by_owner_class": _count(register.rows, "owner_class"),
        "counted": len(now), "counted_by_owner_class": _count(now, "owner_class"), "counted_by_township": _count(now, "township"),
        "poles": sum(row["poles"] or 0 for row in now), "opened": sum(row["status"] in ("published", "usable", "signed") for row in now),
        "without_place": sum(row["place"] is None for row in register.rows),
        "previous": {"rows": len(register.previous), "counted": len(then), "by_status": _count(register.previous, "status")},
        "new": sum(row["resource_id"] not in before for row in now),
        "withdrawn": sum(row["status"] == "withdrawn" and row["resource_id"] in stood for row in register.rows),
        "vanished": sum(row["resource_id"] not in standing for row in then),
    }  # fmt: skip


def _count(rows: list, column: str) -> dict:
    return dict(sorted(Counter(row[column] or "" for row in rows).items()))
