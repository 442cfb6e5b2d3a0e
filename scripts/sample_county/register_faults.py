"""What is planted in the register: one clear case, or more, of each rule OR-01 to OR-15."""

# ruff: noqa: E501 - tables, one thing a line
from __future__ import annotations

from typing import TYPE_CHECKING

from . import geo, register_course

if TYPE_CHECKING:
    from .register import Register

VANISHED = "DXKF9001"


def plant(register: Register) -> None:
    """All rows at fault, and the clean ones that come within a hair of it."""
    _record(register)
    _place(register)
    _twice(register)
    _duty(register)
    register_course.course(register)
    register_course.built(register)
    register_course.beside_plan(register)
    register_course.secret(register)


def _record(register: Register) -> None:
    register.add("江龙村文化活动室", register.spot(18), [("OR-01", "error", "物业所属单位为空")], owner=None)
    register.add("黄竹村便民服务点", register.spot(26), [("OR-01", "error", "类别为空")], category=None)
    for name, township in (
        ("江平镇示例旧粮仓", "江平镇"),
        ("马路镇示例旧供销社", "马路镇"),
        ("东兴镇示例旧礼堂", "东兴镇"),
    ):
        register.add(
            name,
            None,
            [("OR-02", "warning", "只有地址，无坐标；仍计数")],
            township=township,
            owner_class="state_enterprise",
            mode="negotiable",
            address=f"东兴市{name}",
        )
    for name, category, number in (("大田村示例路灯杆", "lamp_pole", 12), ("交东村示例监控杆", "camera_pole", 24)):
        register.add(
            name,
            register.spot(number),
            [("OR-06", "error", "杆类资源未填杆数")],
            category=category,
            owner="示例市政管理处",
            owner_class="municipal",
            poles=None,
            height_m=8.0,
        )
    register.add(
        "平丰村示例卫生所",
        register.spot(36),
        [("OR-09", "error", "已公布而无公布文件（文号或网址）")],
        document=None,
    )
    register.add(
        "竹围村示例敬老院",
        register.spot(37),
        [("OR-09", "error", "已公布而无公布文件（文号或网址）")],
        document=None,
    )


def _place(register: Register) -> None:
    county = register.ground.counties.geometry
    start = (108.1300, 21.5330)
    at, near, far = start, None, None
    for step in range(1, 900):
        at = geo.move(start, 180, 10.0 * step)
        gap = min(geo.distance_m(at, shape) for shape in county)
        if near is None and 110 < gap < 150 and register.free(at):
            near = at
        if 1400 < gap < 1600 and register.free(at):
            far = at
            break
    if near is None or far is None:
        raise ValueError("no such places off the coast")
    register.add(
        "江平镇示例栈桥灯杆",
        near,
        [("OR-03", "warning", "在县界（海岸）外一百余米，不足200米")],
        category="lamp_pole",
        poles=3,
        owner="示例市政管理处",
        owner_class="municipal",
        address="东兴市江平镇示例栈桥",
        township=None,
        place_grade="surveyed",
    )
    register.add(
        "江平镇示例渔排",
        far,
        [("OR-03", "error", "在县界外约1.5千米")],
        category="other",
        owner="江平镇示例渔业公司",
        owner_class="commercial",
        mode="paid",
        address="东兴市江平镇示例渔排",
        township=None,
    )
    register.add(
        "吒祖村示例文化站",
        register.spot(19),
        [("OR-03", "error", "填马路镇，实在江平镇")],
        township="马路镇",
        address="东兴市吒祖村示例文化站",
    )


def _twice(register: Register) -> None:
    hall = {
        "owner": "马路镇大旺村村民委员会",
        "owner_class": "village",
        "floors": 2,
        "pair": "name",
        "address": "东兴市马路镇大旺村",
    }
    why = "同名同单位，登记两次，只计一处"
    first = register.spot(38)
    register.add("大旺村老年活动中心", first, [("OR-04", "error", why)], **hall)
    register.add("大旺村老年活动中心", geo.move(first, 100, 90), [("OR-04", "error", why)], **hall)
    first = register.spot(21, 200)
    office = {"owner_class": "government", "floors": 4, "pair": "place", "address": "东兴市江平镇便民服务中心"}
    why = "相距12米、名称相近，登记两次，只计一处"
    register.add("江平镇示例便民服务中心", first, [("OR-04", "error", why)], owner="江平镇人民政府", **office)
    register.add(
        "江平镇示例便民服务中心楼",
        geo.move(first, 45, 12),
        [("OR-04", "error", why)],
        owner="东兴市江平镇人民政府",
        **office,
    )
    near = register.spot(29, 120)
    register.add(
        "思勒村示例篮球场",
        near,
        category="site",
        owner="江平镇思勒村村民委员会",
        owner_class="village",
        address="东兴市江平镇思勒村",
    )
    register.add(
        "思勒村戏台",
        geo.move(near, 10, 15),
        owner="思勒村示例文艺队",
        owner_class="village",
        address="东兴市江平镇思勒村",
        floors=2,
    )


def _duty(register: Register) -> None:
    why = "机关、事业单位应免费开放，却填有偿"
    register.add(
        "马路镇示例税务所", register.spot(32), [("OR-05", "error", why)], owner_class="government", mode="paid"
    )
    register.add("横隘村示例学校", register.spot(22), [("OR-05", "error", why)], owner_class="institution", mode="paid")
    why = "应免费开放的单位记有收费，列入进场难清单"
    register.add(
        "江那村示例医务室",
        register.spot(13),
        [("OR-14", "warning", why)],
        owner_class="institution",
        fee="进场费示例2000元",
    )
    register.add(
        "北联村示例法庭",
        register.spot(41),
        [("OR-14", "warning", why)],
        owner_class="government",
        fee="年租金示例5000元",
    )


def vanish(register: Register) -> None:
    """A row of last period that is neither here nor withdrawn: the sum no longer follows."""
    like = next(row for row in register.previous if row["status"] == "published" and row["batch"] == "第一批")
    place = geo.move(like["place"], 10, 800)
    register.previous.append({
        **like, "resource_id": VANISHED, "name": "河洲村示例晒场", "owner": "东兴镇河洲村村民委员会", "owner_class": "village", "mode": "free", "fee": None, "category": "site",
        "address": "东兴市东兴镇河洲村", "poles": None, "place": tuple(round(v, 6) for v in place), "township": register.ground.township_of(place), "pair": None,
    })  # fmt: skip
