"""The planted faults as a file: what the check of the three files must find, no more and no less."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import yaml

from . import locations
from .ground import Ground

FILES = {
    "decimal": "applications_2026_batch1.xlsx",
    "dms": "applications_2026_batch1.xlsx",
    "field": "applications_field.csv",
    "ovital": "applications_ovital.ovkml",
}
BLOCK = {"SP-01", "SP-02", "SP-03", "SP-18"}
SEVERITY = {
    "SP-06/few": "warning", "SP-07/boundary": "warning", "SP-10/scientific": "block", "SP-13/unapplied": "info",
    "SP-14/type": "warning",
    "SP-16/spacing": "warning", "SP-17/hole": "info", "SP-19/redline-core": "block", "SP-19/redline": "warning",
    "SP-20/outside": "warning",
    "SP-20/inside": "info", "SP-21/fall": "warning", "SP-22/fall": "warning", "SP-22/near": "warning",
    "SP-23/fall": "warning",
    "SP-23/voltage": "warning", "SP-24/heritage-control": "warning", "SP-24/forest": "warning",
    "SP-24/sea-use": "warning",
    "SP-25/school": "warning", "SP-25/eia": "warning",
}  # fmt: skip
NOT_CHECKED = [
    {"rule": "SP-24", "aspect": "grassland", "feature": None, "why": "数据中没有草地图层，也未声明已齐全"},
]


def severity(rule: str, aspect: str, key: str = "") -> str:
    """As table A has it; a place 32 m from a fuel station is a warning while the distance is unset."""
    if key == "fuel-near":
        return "warning"
    return "block" if rule in BLOCK else SEVERITY.get(f"{rule}/{aspect}", "error")


def planted(ground: Ground) -> list:
    """The planted findings, from the construction alone."""
    rows = []
    for row in ground.applications:
        file, key = FILES[row["sender"]], row["key"]
        rows += [
            _entry(*fault[:2], severity(*fault[:2], key), row["code"], file, key, fault[2]) for fault in row["faults"]
        ]
    waiting = [plan["plan_id"] for plan in ground.plan if plan.get("unapplied")]
    why = "2025年规划站，无申请、未建"
    rows += [_entry("SP-13", "unapplied", "info", plan_id, "sample.gpkg", "unapplied", why) for plan_id in waiting]
    hole = next(z for z in ground.zones if z["kind"] == "built-up" and z["name"].startswith("江平"))
    rows.append(_entry("SP-17", "hole", "info", hole["zone_id"], "sample.gpkg", "hole", "江平建成区东侧750米内无宏站"))
    return sorted(rows, key=lambda r: (r["rule"], r["aspect"], r["feature"]))


def _entry(rule: str, aspect: str, severity: str, feature: str, file: str, case: str, why: str) -> dict:
    return {
        "rule": rule, "aspect": aspect, "severity": severity, "feature": feature, "file": file, "case": case,
        "why": why,
    }  # fmt: skip


def differences(ground: Ground, found: Counter) -> list:
    """What was found and not planted, and the other way round, with the case."""
    want = Counter((r["rule"], r["aspect"], r["feature"]) for r in planted(ground))
    case = {row["code"]: row["key"] for row in ground.applications}
    told = [f"not planted: {key} {case.get(key[2], '')}" for key in sorted((found - want).elements())]
    return told + [f"not found: {key} {case.get(key[2], '')}" for key in sorted((want - found).elements())]


def write(ground: Ground, counts: dict, separate: list, target: Path) -> None:
    """The manifest: rows per file, findings, clean applications, what can't be checked, the files apart."""
    clean = [r["code"] for r in ground.applications if not [f for f in r["faults"] if f[0] != "SP-20"]]
    content = {
        "about": "Planted faults of the made-up sample county / 示例县预设问题清单（虚构）",
        "files": counts, "findings": planted(ground), "clean": sorted(clean), "not_checked": NOT_CHECKED,
        "locations": locations.expected(ground), "separate": separate,
    }  # fmt: skip
    target.write_text(
        yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=200), encoding="utf-8", newline="\n"
    )
