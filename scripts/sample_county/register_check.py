"""Rules OR-01 to OR-15 again, in plain loops over the register's rows: nothing may come out that was not planted.

It shares no code with the plugin and reads table B literally; what it leaves open stands in `READINGS`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from difflib import SequenceMatcher

from . import geo
from .register import DATE, Register, counted

FREE_DUTY = ("government", "institution")
POLES = ("lamp_pole", "camera_pole", "power_pole", "signal_pole", "gantry")
ORDER = {"proposed": 0, "published": 1, "usable": 2, "unusable": 2, "signed": 3, "built": 4}
DEVIATION = {"dense_urban": 50, "urban": 50, "suburban": 100, "rural": 200}
READINGS = {
    "OR-01": "缺物业所属单位或类别为错误；拟开放行尚无公布日期和文号，不算缺列",
    "OR-02": "有地址而无坐标为提示，仍计数",
    "OR-03": "县界外不足200米为提示，再远为错误；越界两行未填乡镇，故不另报乡镇；陆上填错乡镇为错误",
    "OR-04": "每对两行都报；只计一处。同名同单位，或不足20米且名称相似度不低于0.8"
    "（思勒村两行相距15米而名称不同，不报）；物业所属单位为空的一行无从按单位比较",
    "OR-05": "只种机关、事业单位填有偿；未种“协商”",
    "OR-06": "杆类未填杆数；一行（feature 为其编号）不在本期又未撤回；因而累计＝上期＋新增－撤回不成立，对全表报一条（feature 为空）",
    "OR-07": "与上期比较，状态退回",
    "OR-08": "按2026-11-01：已公布逾12个月未踏勘为提示（2025-11-20公布者不报）；拒绝逾180天无变化为信息",
    "OR-09": "已公布、有日期而公布文件（文号或网址）为空：日期本身不是依据",
    "OR-10": "已建成：无站址编码、编码不存在、楼面超过50米、杆超过10米",
    "OR-11": "需规划表：规划站（状态为规划、现网无同规划编号的站）在允许偏离半径内无已公布、可用或已签约资源；单列于 against_plan",
    "OR-12": "在文物保护范围或军事设施保护区内；建设控制地带未种",
    "OR-13": "需规划表：允许偏离半径内的资源，高度（或层数×3米）与天线挂高相差逾10米；单列于 against_plan",
    "OR-14": "应免费开放的单位费用栏有金额",
    "OR-15": "联系人栏均为机构；地址中有电话、姓名，名称为边境机构；逐行列出，规则可合并为全表一条",
}


def findings(register: Register) -> Counter:
    """(rule, severity, feature) of every finding, counted."""
    found: Counter = Counter()
    before = {row["resource_id"]: row for row in register.previous}
    for row in register.rows:
        for rule, severity in (
            *_record(row), *_where(register, row), *_twice(row, register.rows), *_time(row, before.get(row["resource_id"])),
            *_link(register, row), *_hosts(register, row),
        ):  # fmt: skip
            found[rule, severity, row["resource_id"]] += 1
    now, then = counted(register.rows), counted(register.previous)
    new = [row for row in now if row["resource_id"] not in before]
    withdrawn = [
        r
        for r in register.rows
        if r["status"] == "withdrawn" and before.get(r["resource_id"], r)["status"] != "withdrawn"
    ]
    if len(now) != len(then) + len(new) - len(withdrawn):
        found["OR-06", "error", None] += 1
    here = {row["resource_id"] for row in register.rows}
    for row in then:
        if row["resource_id"] not in here:
            found["OR-06", "error", row["resource_id"]] += 1
    return found


def _record(row: dict) -> list:
    out = []
    if not row["owner"] or not row["category"]:
        out.append(("OR-01", "error"))
    if row["place"] is None:
        out.append(("OR-02", "warning"))
    if row["owner_class"] in FREE_DUTY and row["mode"] == "paid":
        out.append(("OR-05", "error"))
    if row["category"] in POLES and not row["poles"]:
        out.append(("OR-06", "error"))
    if row["status"] == "published" and not (row["document"] and row["published_on"]):
        out.append(("OR-09", "error"))
    if row["owner_class"] in FREE_DUTY and row["fee"]:
        out.append(("OR-14", "warning"))
    text = " ".join(str(row[c] or "") for c in ("name", "owner", "address", "contact"))
    if re.search(r"1\d{10}|0\d{2,3}-\d{7}|联系人：|边境|边防|派出所|执勤", text):
        out.append(("OR-15", "block"))
    return out


def _where(register: Register, row: dict) -> list:
    if row["place"] is None:
        return []
    out = []
    gap = min(geo.distance_m(row["place"], shape) for shape in register.ground.counties.geometry)
    if gap > 0:
        out.append(("OR-03", "warning" if gap <= 200 else "error"))
    if row["township"] and row["township"] != register.ground.township_of(row["place"]):
        out.append(("OR-03", "error"))
    closed = [z["geometry"] for z in register.ground.zones if z["kind"] in ("heritage", "military")]
    if any(geo.distance_m(row["place"], zone) == 0 for zone in closed):
        out.append(("OR-12", "block"))
    return out


def _twice(row: dict, rows: list) -> list:
    for other in rows:
        if other is row:
            continue
        same = row["name"] == other["name"] and row["owner"] == other["owner"]
        close = row["place"] and other["place"] and geo.metres(row["place"], other["place"]) < 20
        if same or (close and SequenceMatcher(None, row["name"], other["name"]).ratio() >= 0.8):
            return [("OR-04", "error")]
    return []


def _time(row: dict, then: dict) -> list:
    out = []
    today = dt.date.fromisoformat(DATE)
    if then and ORDER.get(row["status"], 9) < ORDER.get(then["status"], 0):
        out.append(("OR-07", "warning"))
    published, surveyed = row["published_on"], row["surveyed_on"]
    if (
        row["status"] == "published"
        and published
        and not surveyed
        and published < today.replace(year=today.year - 1).isoformat()
    ):
        out.append(("OR-08", "warning"))
    if row["status"] == "refused" and (today - dt.date.fromisoformat(surveyed or published)).days > 180:
        out.append(("OR-08", "info"))
    return out


def _link(register: Register, row: dict) -> list:
    if row["status"] != "built":
        return []
    site = next((s for s in register.ground.sites if s["site_id"] == row["site_id"]), None)
    limit = 10 if row["category"] in POLES else 50
    return [] if site and geo.metres(site["place"], row["place"]) <= limit else [("OR-10", "error")]


def _reach(plan: dict) -> float:
    return plan["allowed_deviation_m"] or DEVIATION[plan["scene"]]


def _open(row: dict) -> bool:
    return row["status"] in ("published", "usable", "signed") and row["place"] is not None


def _waiting(register: Register) -> list:
    built = {site["plan_id"] for site in register.ground.sites}
    return [p for p in register.ground.plan if p["status"] == "planned" and p["plan_id"] not in built]


def _hosts(register: Register, row: dict) -> list:
    height = row["height_m"] or (row["floors"] or 0) * 3
    near = [p for p in _waiting(register) if _open(row) and geo.metres(p["place"], row["place"]) <= _reach(p)]
    return [("OR-13", "warning")] if height and any(abs(height - p["antenna_height_m"]) > 10 for p in near) else []


def without_host(register: Register) -> list:
    """OR-11: planned sites with no opened resource within their allowed deviation."""
    hosts = [row["place"] for row in register.rows if _open(row)]
    return [p["plan_id"] for p in _waiting(register) if all(geo.metres(p["place"], host) > _reach(p) for host in hosts)]
