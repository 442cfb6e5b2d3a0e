"""The files as people send them: a workbook, a csv of GB18030, an ovkml of mixed tags."""

# ruff: noqa: E501 - tables, one thing a line
from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from pathlib import Path
from typing import Any, Optional
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.styles import Alignment, Font

from .notation import written

STAMP = dt.datetime(2026, 11, 21)
WORDS = {
    "build_type": {"macro": "宏站", "micro": "微站", "indoor": "室分"},
    "structure": {"ground_tower": "角钢塔", "roof": "楼顶", "pole": "路灯杆", "indoor": "室内"},
    "scene": {"dense_urban": "密集城区", "urban": "一般城区", "suburban": "郊区", "rural": "农村"},
    "status": {"submitted": "已提交", "withdrawn": "撤回"},
    "operators": {"mobile": "中国移动", "telecom;unicom": "电信、联通", "telecom;mobile;unicom": "三家"},
}
FIRST = {
    "申请编号": "code", "站点名称": "site_name", "规划站号": "plan_id", "建设类型": "build_type", "铁塔类型": "structure",
    "塔高(米)": "structure_height_m", "天线挂高(m)": "antenna_height_m", "所属乡镇": "township", "经度": "lon", "纬度": "lat",
    "坐标系": "crs", "运营商": "operators", "年份": "year", "场景": "scene", "允许偏离半径(米)": "allowed_deviation_m",
    "候选组": "candidate_group", "不共享理由": "share_reason", "批准文件": "approvals", "环评备案号": "eia_no", "状态": "status",
    "提交日期": "submitted_on",
}  # fmt: skip
SECOND = {
    "站址名称": "site_name", "项目编号": "code", "纬度": "lat", "经度": "lon", "坐标系统": "crs", "乡镇街道": "township",
    "站型": "build_type", "塔型": "structure", "杆塔高度": "structure_height_m", "挂高": "antenna_height_m", "地面高程": "ground_elevation_m",
    "覆盖场景": "scene", "需求运营商": "operators", "规划编号": "plan_id", "建设年份": "year", "允许偏离": "allowed_deviation_m",
    "未共享原因": "share_reason", "批文": "approvals", "环评备案编号": "eia_no", "申请状态": "status", "申请日期": "submitted_on",
}  # fmt: skip
FIELD = {
    "站点编号": "code", "基站名称": "site_name", "东经": "lon", "北纬": "lat", "坐标系": "crs", "乡镇": "township", "规划编号": "plan_id",
    "基站类型": "build_type", "塔桅类型": "structure", "塔高": "structure_height_m", "天线高度": "antenna_height_m", "使用运营商": "operators",
    "年度": "year", "场景划分": "scene", "审批文件": "approvals", "备案号": "eia_no", "审核状态": "status", "申报日期": "submitted_on", "说明": "share_reason",
}  # fmt: skip
MAPPED = {"说明": "share_reason"}
"""The one header of the field team's csv that no synonym knows: it stands in the saved mapping."""


def give_codes(rows: list) -> None:
    """Own numbers per sender: 18 digits in the workbook, others short; the planted faults among them."""
    counts: dict = {}
    for row in rows:
        sender = row["sender"]
        n = counts[sender] = counts.get(sender, 0) + 1
        kind = row.get("code")
        if sender in ("decimal", "dms"):
            batch = "01" if sender == "decimal" else "02"
            row["code"] = f"4506812026{batch}{n:04d}{11 + n * 7 % 80:02d}"
            row["code"] = {"rounded": f"4506812026{batch}{n:03d}000", "scientific": "4.50681E+17"}.get(
                kind, row["code"]
            )
        else:
            row["code"] = f"DX-2026-{n:03d}" if sender == "field" else f"OV{n:03d}"
        if kind == "same":
            first = next((other for other in rows if other is not row and other.get("twin_code")), None)
            row["twin_code"] = True
            row["code"] = first["code"] if first else row["code"]


def plan_number(row: dict) -> Optional[str]:
    """The plan number that the sender states."""
    if "plan_text" in row:
        return row["plan_text"]
    return row["plan"]["plan_id"] if row.get("plan") and row["plan"]["stated"] else None


def cell(row: dict, column: str, style: str) -> Any:
    """A value as this sender types it."""
    if column in ("lon", "lat"):
        return written(row)[column == "lat"] or None
    value = plan_number(row) if column == "plan_id" else row[column]
    if value is None:
        return None
    if column in WORDS:
        word = WORDS[column].get(value, value)
        return "移动、星网" if "星网" in value else word
    if column.endswith("_m"):
        comma = f"{value:g}".replace(".", ",")
        return {"decimal": f"{comma}m", "dms": value, "field": f"{value:g}米"}.get(style, f"{value:g}")
    if column == "submitted_on":
        day = dt.date.fromisoformat(value)
        return {"decimal": day, "dms": f"{day:%Y/%m/%d}", "field": f"{day.year}.{day.month}.{day.day}"}.get(
            style, value
        )
    return value


def workbook(rows: list, target: Path) -> None:
    """Two sheets with title rows, headers in different order, units in brackets or in a row, totals, notes; a ghost sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    titles = (
        "东兴市2026年第一批通信基站站址申请表（示例数据，虚构）",
        "填报单位：示例铁塔公司　　坐标系：CGCS2000　　填报日期：2026年5月",
    )
    for name, sender, columns in (("宏站及微站", "decimal", FIRST), ("补充申请", "dms", SECOND)):
        sheet = book.create_sheet(name)
        headers = (["序号"] if sender == "decimal" else []) + list(columns)
        for n, title in enumerate(titles, 1):
            sheet.append([title])
            sheet.merge_cells(start_row=n, start_column=1, end_row=n, end_column=len(headers))
            sheet.cell(n, 1).font, sheet.cell(n, 1).alignment = (
                Font(bold=True, size=14 - 2 * n),
                Alignment(horizontal="center"),
            )
        sheet.append(headers)
        if sender == "dms":
            units = {
                "structure_height_m": "米",
                "antenna_height_m": "米",
                "ground_elevation_m": "米",
                "allowed_deviation_m": "米",
                "lon": "°′″",
                "lat": "°′″",
            }
            sheet.append([units.get(column) for column in columns.values()])
        mine = [row for row in rows if row["sender"] == sender]
        for n, row in enumerate(mine, 1):
            values = [cell(row, column, sender) for column in columns.values()]
            if sender == "decimal":
                values = [n, *values]
                if row["notation"] == "decimal" and row["lon_text"] is None:
                    at = headers.index("经度")
                    values[at : at + 2] = [float(v) for v in values[at : at + 2]]
            sheet.append(values)
            if sender == "decimal" and n == 20:
                sheet.append([])
                sheet.append(headers)
        sheet.append(["合计", f"{len(mine)}个"] if sender == "decimal" else ["合计", len(mine)])
        sheet.append(["注：本表为示例，站名、坐标、编号均为虚构。"])
    book.create_sheet("Sheet3")
    save(book, target)


def save(book: openpyxl.Workbook, target: Path) -> None:
    """Save with fixed dates, inside the parts and of the parts, so that one content gives one file."""
    book.properties.created = book.properties.modified = STAMP
    book.properties.creator = "Fengsui sample"
    raw = io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as clean:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2026-11-21T00:00:00Z", data)
            part = zipfile.ZipInfo(name, (2026, 11, 21, 0, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            clean.writestr(part, data)


def field_csv(rows: list, target: Path) -> None:
    """A csv in GB18030, as a Chinese spreadsheet saves it: a title, commas, 东经 and 北纬 in degrees, minutes, seconds, a total."""
    mine = [row for row in rows if row["sender"] == "field"]
    with target.open("w", encoding="gb18030", newline="") as stream:
        out = csv.writer(stream, lineterminator="\r\n")
        out.writerow(["外业勘察站址申请（示例数据，虚构）"] + [""] * (len(FIELD) - 1))
        out.writerow(FIELD)
        for row in mine:
            out.writerow(["" if v is None else v for v in (cell(row, column, "field") for column in FIELD.values())])
        out.writerow(["合计", f"{len(mine)}个"] + [""] * (len(FIELD) - 2))


def ovkml(rows: list, target: Path) -> None:
    """奥维's ovkml: each placemark with its own tag; attributes as extended data, or as lines of the description."""
    marks = []
    for n, row in enumerate(r for r in rows if r["sender"] == "ovital"):
        pairs = [
            (key, cell(row, column, "ovital"))
            for key, column in FIRST.items()
            if column not in ("lon", "lat", "crs", "site_name")
        ]
        pairs = [(key, value) for key, value in pairs if value is not None]
        if n % 2:
            lines = "\n".join(f"{key}：{value}" for key, value in pairs)
            body = f"<description>{escape(lines)}</description>"
        else:
            data = "".join(f'<Data name="{escape(k)}"><value>{escape(str(v))}</value></Data>' for k, v in pairs)
            body = f"<ExtendedData>{data}</ExtendedData>"
        lon, lat = written(row)
        marks.append(
            f"<Placemark><name>{escape(row['site_name'])}</name>{body}<OvCoordType>{row['crs']}</OvCoordType>"
            f"<Point><coordinates>{lon},{lat},0</coordinates></Point></Placemark>"
        )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
    name = "<name>奥维标签（示例数据，虚构）</name><Folder><name>站址申请</name>\n"
    target.write_text(head + name + "\n".join(marks) + "\n</Folder></Document></kml>\n", encoding="utf-8", newline="\n")
