"""The register as files: with all columns, last period's, the three columns that counties publish, and the manifest."""

# ruff: noqa: E501 - tables, one thing a line
from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import yaml
from openpyxl.styles import Alignment, Font
from shapely.geometry import Point

from . import register_check
from .layers import NOTE
from .register import DATE, PREVIOUS_DATE, SEED, Register, figures, owner_of
from .register_faults import VANISHED
from .senders import save

COLUMNS = Path(__file__).resolve().parent.parent.parent / "resources" / "columns"
ORDER = (
    "resource_id", "name", "category", "owner", "owner_class", "address", "mode", "fee", "batch", "published_on", "document", "status", "surveyed_on", "site_id",
    "poles", "height_m", "floors", "township", "place_grade", "contact",
)  # fmt: skip
FORMS = (
    "广西壮族自治区防城港市东兴市{t}{n}",
    "东兴市{t}{n}楼顶",
    "{t}{n}",
    "防城港东兴市{t}{n}办公楼",
    "东兴{t}{n}",
    "东兴市{t}{n}（示例）",
    "{t}{n}天台",
    "东兴市{n}",
)
VAGUE = (
    ("东兴市马路镇", "马路镇人民政府", "马路镇", "township"), ("江平镇路灯杆（30根）", "江平镇人民政府", "江平镇", "township"), ("东兴市东兴镇旧车站对面", "东兴镇示例公司", "东兴镇", "township"),
    ("详见附件", "东兴市示例单位", None, "none"), ("东兴市阳光小区3栋楼顶", "示例物业公司", None, "none"), ("防城区示例镇政府", "防城区示例镇人民政府", None, "none"),
)  # fmt: skip


def _headers() -> dict:
    tables = yaml.safe_load((COLUMNS / "tables.yaml").read_text("utf-8"))
    return {name: column["zh"] for name, column in tables["resources"]["columns"].items()}


def _word(row: dict, column: str, lists: dict) -> Any:
    codes = {
        "category": "resource_category",
        "owner_class": "owner_class",
        "mode": "open_mode",
        "status": "resource_status",
        "place_grade": "place_grade",
    }
    value = row[column]
    return lists[codes[column]][value]["zh"] if value and column in codes else value


def _records(rows: list) -> list:
    lists = yaml.safe_load((COLUMNS / "codes.yaml").read_text("utf-8"))
    headers = _headers()
    return [{headers[c]: _word(row, c, lists) for c in ORDER} for row in rows]


def layers(register: Register) -> dict:
    """Layers `gazetteer` and `register` for sample.gpkg."""
    names = pd.DataFrame([{k: v for k, v in row.items() if k != "place"} for row in register.entries])
    names = gpd.GeoDataFrame(names, geometry=[Point(row["place"]) for row in register.entries], crs="EPSG:4490")
    places = [Point(row["place"]) if row["place"] else None for row in register.rows]
    rows = gpd.GeoDataFrame(_records(register.rows), geometry=places, crs="EPSG:4490")
    return {"gazetteer": (names, "point", NOTE), "register": (rows, "point", NOTE)}


def _sheet(title: str, headers: list, rows: list, target: Path, note: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "开放目录"
    sheet.append([title])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(headers))
    sheet.cell(1, 1).font, sheet.cell(1, 1).alignment = Font(bold=True, size=14), Alignment(horizontal="center")
    sheet.append(headers)
    for row in rows:
        sheet.append(row)
    sheet.append([note])
    save(book, target)


def workbook(rows: list, when: str, target: Path) -> None:
    """A register with all columns, decimal degrees; places that are not known stay empty."""
    headers = [*_records(rows[:1])[0], "经度", "纬度", "坐标系"]
    lines = []
    for row, record in zip(rows, _records(rows)):
        place = row["place"] or (None, None)
        values = [dt.date.fromisoformat(v) if h.endswith("日期") and v else v for h, v in record.items()]
        lines.append([*values, *place, "CGCS2000" if row["place"] else None])
    _sheet(
        f"东兴市公共资源开放目录（截至{when}，示例数据，虚构）",
        headers,
        lines,
        target,
        "注：本表为示例，单位、地址、编号均为虚构。",
    )


def published(register: Register, target: Path) -> list:
    """The three columns as counties publish them. Returns what each row means: row, entry, township, grade."""
    rng = np.random.default_rng(SEED)
    houses = [
        e
        for e in register.entries
        if e["kind"] == "building" and e["name"] not in ("阳光小区1栋", "阳光小区3栋", "建设路12号")
    ]
    villages = [e for e in register.entries if e["kind"] == "village"]
    lines, told = [], []
    for n, k in enumerate(rng.permutation(len(houses))[:48]):
        entry = houses[k]
        name, owner = entry["name"].removeprefix(entry["township"]), owner_of(entry)
        form = FORMS[n % len(FORMS)]
        bare = "{t}" not in form
        lines.append((form.format(t=entry["township"], n=entry["name"] if bare else name), owner))
        told.append({"entry": entry["name"], "township": entry["township"], "grade": "building"})
    for k in rng.permutation(len(villages))[:6]:
        entry = villages[k]
        lines.append((f"东兴市{entry['township']}{entry['name']}路灯杆（8根）", f"{entry['township']}人民政府"))
        told.append({"entry": entry["name"], "township": entry["township"], "grade": "street"})
    for address, owner, township, grade in VAGUE:
        lines.append((address, owner))
        told.append({"entry": township, "township": township, "grade": grade})
    order = rng.permutation(len(lines))
    rows = [[n, *lines[k]] for n, k in enumerate(order, 1)]
    title = "东兴市第一批公共资源开放目录（示例数据，虚构）"
    _sheet(title, ["序号", "基站地址", "物业所属单位"], rows, target, "注：本表为示例，单位、地址均为虚构。")
    return [{"row": n, **told[k]} for n, k in enumerate(order, 1)]


def planted(register: Register) -> list:
    """The planted findings from the construction alone."""
    rows = [
        {"rule": rule, "severity": severity, "feature": row["resource_id"], "why": why}
        for row in register.rows for rule, severity, why in row["faults"]
    ]  # fmt: skip
    why = "上期有、本期无、又未撤回"
    rows.append({"rule": "OR-06", "severity": "error", "feature": VANISHED, "why": why})
    why = "全表：本期处数不等于上期＋新增－撤回，少1处"
    rows.append({"rule": "OR-06", "severity": "error", "feature": None, "why": why})
    return sorted(rows, key=lambda row: (row["rule"], row["feature"] or ""))


def differences(register: Register) -> list:
    """What the plain check finds and was not planted, and the other way round."""
    want = {(r["rule"], r["severity"], r["feature"]): 1 for r in planted(register)}
    found = register_check.findings(register)
    name = {row["resource_id"]: row["name"] for row in register.rows}
    told = [f"not planted: {key} {name.get(key[2])}" for key, n in found.items() if n != want.get(key, 0)]
    return told + [f"not found: {key} {name.get(key[2])}" for key in want if key not in found]


def manifest(register: Register, rows: list, target: Path) -> None:
    """The manifest: findings, what needs the plan, readings, counts, and what the published rows mean."""
    every = planted(register)
    content = {
        "about": "Planted faults of the made-up register, layer `register` and register.xlsx / 示例开放目录预设问题清单（虚构）",
        "date": DATE, "previous_date": PREVIOUS_DATE,
        "needs": "SITES, COUNTIES, TOWNSHIPS, ZONES of sample.gpkg; PREVIOUS register_previous.xlsx",
        "findings": [row for row in every if row["rule"] != "OR-13"],
        "against_plan": {
            "OR-11": {"severity": "info", "without_open_host": register_check.without_host(register)},
            "OR-13": [row for row in every if row["rule"] == "OR-13"],
        },
        "clean": sorted(row["resource_id"] for row in register.rows if not row["faults"]),
        "duplicates": sorted(sorted(r["resource_id"] for r in register.rows if r.get("pair") == pair) for pair in ("name", "place")),
        "counts": figures(register), "readings": register_check.READINGS, "published": rows,
    }  # fmt: skip
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=200)
    target.write_text(text, encoding="utf-8", newline="\n")
