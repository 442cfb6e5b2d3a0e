"""What is planted in the register as time passes and in its surroundings: status, age, sites, plan, zones, privacy."""

# ruff: noqa: E501 - tables, one thing a line
from __future__ import annotations

from typing import TYPE_CHECKING

from . import geo

if TYPE_CHECKING:
    from .register import Register


def course(register: Register) -> None:
    back = "上期为{}，本期退回{}，无理由"
    register.add(
        "松柏村示例会堂",
        register.spot(8),
        [("OR-07", "warning", back.format("已踏勘可用", "已公布"))],
        before={"status": "usable", "surveyed_on": "2026-05-20"},
    )
    register.add(
        "长湖村示例会堂",
        register.spot(10),
        [("OR-07", "warning", back.format("已签约", "已踏勘可用"))],
        status="usable",
        batch="第一批",
        before={"status": "signed", "surveyed_on": "2026-03-16"},
    )
    why = "2025-08-15公布，至2026-11-01逾12个月未踏勘"
    for name, number in (("那漏村示例仓库", 30), ("冲榄村示例仓库", 39), ("楠木山村示例仓库", 9)):
        register.add(
            name,
            register.spot(number),
            [("OR-08", "warning", why)],
            batch="2025年第二批",
            published_on="2025-08-15",
            document="东工信示例〔2025〕5号",
            owner_class="state_enterprise",
            mode="negotiable",
        )
    register.add(
        "班埃村示例仓库",
        register.spot(23),
        batch="2025年第三批",
        published_on="2025-11-20",
        document="东工信示例〔2025〕8号",
        owner_class="state_enterprise",
        mode="negotiable",
    )
    register.add(
        "山心村示例宿舍",
        register.spot(25),
        [("OR-08", "info", "2026-03-01拒绝后逾180天无变化")],
        status="refused",
        batch="第一批",
        surveyed_on="2026-03-01",
        owner_class="residential",
        mode="negotiable",
        before={"status": "refused"},
    )


def built(register: Register) -> None:
    sites = register.ground.sites
    roofs = [site for site in sites if site["structure"] == "roof" and register.free(site["place"])]
    posts = [site for site in sites if site["structure"] == "pole" and register.free(site["place"])]
    built = {
        "status": "built",
        "batch": "第一批",
        "owner_class": "commercial",
        "mode": "paid",
        "fee": "年租金示例8000元",
        "floors": 6,
        "height_m": 19.0,
    }
    pole = {
        **built,
        "category": "lamp_pole",
        "poles": 1,
        "owner": "示例市政管理处",
        "owner_class": "municipal",
        "mode": "free",
        "fee": None,
        "floors": None,
        "height_m": 8.0,
    }
    unknown = "450681209900000001"
    for n, (far, number, why) in enumerate(
        (
            (18, None, ""),
            (35, None, ""),
            (120, None, "已建成，所关联站址在约120米外（楼面限50米）"),
            (20, unknown, "已建成，站址编码在现网表中不存在"),
            (20, "", "已建成而无站址编码"),
        )
    ):
        site = roofs[n]
        faults = [("OR-10", "error", why)] if why else []
        number = site["site_id"] if number is None else number or None
        place = next(p for p in (geo.move(site["place"], turn, far) for turn in range(40, 400, 20)) if register.free(p))
        register.add(
            f"东兴城区示例商住楼{'甲乙丙丁戊'[n]}",
            place,
            faults,
            site_id=number,
            address=f"东兴市东兴镇示例街{n + 1}号",
            **built,
        )
    for n, (far, why) in enumerate(((4, ""), (25, "已建成，所关联站址在约25米外（杆限10米）"))):
        site = posts[n]
        faults = [("OR-10", "error", why)] if why else []
        place = next(p for p in (geo.move(site["place"], turn, far) for turn in range(40, 400, 20)) if register.free(p))
        register.add(
            f"东兴城区示例灯杆{'甲乙'[n]}", place, faults, site_id=site["site_id"], address="东兴市东兴镇示例街", **pole
        )


def beside_plan(register: Register) -> None:
    """Hosts of planned towers of 33 m: two that fit, two too low (OR-13). All other planned sites have none (OR-11)."""
    alone = [
        plan for plan in register.ground.plan
        if plan["scene"] == "rural" and plan["status"] == "planned" and plan["structure"] == "ground_tower" and plan["antenna_height_m"] == 33.0
        and not any(geo.metres(plan["place"], other["place"]) < 900 for other in register.ground.plan if other is not plan)
        and all(geo.distance_m(plan["place"], zone) > 400 for zone in register.zones)
    ]  # fmt: skip
    for n, (height, floors) in enumerate(((34.5, 11), (None, 10), (9.0, 3), (None, 4))):
        plan = alone[n]
        low = height == 9.0 or floors == 4
        why = f"高{height or floors * 3}米，规划站{plan['plan_id']}天线挂高33米"
        place = next(
            p
            for p in (geo.move(plan["place"], turn, 55) for turn in range(45, 405, 30))
            if register.ground.township_of(p) == plan["township"]
        )
        register.add(
            f"{plan['township']}示例办公楼{'甲乙丙丁'[n]}", place, [("OR-13", "warning", why)] if low else [], owner=f"{plan['township']}示例开发公司{'甲乙丙丁'[n]}", owner_class="state_enterprise",
            mode="negotiable", height_m=height, floors=floors, status=("published", "usable", "published", "usable")[n],
        )  # fmt: skip


def secret(register: Register) -> None:
    for kind, name, far, why in (
        ("heritage", "大田村示例望楼", 45, "在文物保护范围内，不得公布"),
        ("military", "冲榄村示例仓棚", 150, "在军事设施保护区内，不得公布"),
    ):
        zone = next(z for z in register.ground.zones if z["kind"] == kind)
        centre = (zone["geometry"].centroid.x, zone["geometry"].centroid.y)
        place = next(
            p
            for p in (geo.move(centre, turn, far) for turn in range(30, 390, 30))
            if geo.distance_m(p, zone["geometry"]) == 0
        )
        register.add(
            name,
            place,
            [("OR-12", "block", why)],
            status="proposed",
            batch="第四批（拟）",
            owner="东兴市示例文化公司",
            owner_class="state_enterprise",
            mode="negotiable",
            floors=2,
        )
    register.add(
        "江平镇示例农技站",
        register.spot(28),
        [("OR-15", "block", "地址中有电话号码")],
        address="东兴市江平镇示例农技站（联系电话13800000000）",
    )
    register.add(
        "马路镇示例兽医站",
        register.spot(35),
        [("OR-15", "block", "地址中有联系人姓名")],
        address="东兴市马路镇示例兽医站（联系人：张某某）",
    )
    register.add(
        "示例边境检查站办公楼",
        register.spot(1),
        [("OR-15", "block", "边境机构，公开版应去除")],
        owner_class="government",
        owner="示例边境检查站",
    )
