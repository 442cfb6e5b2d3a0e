"""Two small files apart from the batch, each wrong as a whole: in GCJ-02; degrees-minutes-seconds as decimals."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
from shapely.geometry import Point

from . import geo
from .ground import Ground
from .notation import dms
from .senders import save

SHIFTED, AS_DECIMAL = "batch_shifted_gcj02.xlsx", "batch_dms_as_decimal.csv"


def shifted_rows(ground: Ground) -> list:
    """14 places where the shift leaves the named township, and 10 beside planned sites whose number they state."""
    rows: list = []
    own = ground.townships[ground.townships["county"] == "450681"]
    for _, township in own.iterrows():
        rim = township.geometry.intersection(township.geometry.boundary.buffer(600 / 105_000))
        leaves = lambda place, shape=township.geometry: not shape.contains(Point(geo.to_gcj02(place)))  # noqa: E731
        places = geo.spots(ground.rng, rim, 500, [], 5 if len(rows) < 10 else 4, leaves)
        rows += [{"place": place, "township": township["name"], "plan_id": None} for place in places]
    later = [plan for plan in ground.plan if plan["year"] == 2027] + [
        plan for plan in ground.plan if plan["status"] == "built"
    ]
    for n, plan in enumerate(later[:10]):
        rows.append(
            {
                "place": geo.move(plan["place"], 36.0 * n, 4.0 + n),
                "township": plan["township"],
                "plan_id": plan["plan_id"],
            }
        )
    return [{**row, "code": f"SY-2026-{n:02d}", "site_name": f"示例外业点{n:02d}"} for n, row in enumerate(rows, 1)]


def write_shifted(rows: list, target: Path) -> None:
    """The rows in GCJ-02, and nothing said about it."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "外业坐标"
    sheet.append(["外业采集坐标（示例数据，虚构；未注明坐标系）"])
    sheet.append(["站点编号", "站点名称", "规划编号", "乡镇", "经度", "纬度", "建设类型", "铁塔类型", "运营商", "年份"])
    for row in rows:
        x, y = geo.to_gcj02(row["place"])
        named = [row["code"], row["site_name"], row["plan_id"], row["township"]]
        sheet.append([*named, round(x, 7), round(y, 7), "微站", "路灯杆", "中国移动", 2026])
    save(book, target)


def as_decimal_rows(ground: Ground) -> list:
    """12 places well inside their townships."""
    places = ground.spots[:12]
    return [
        {
            "place": place,
            "township": ground.township_of(place),
            "code": f"DF-2026-{n:02d}",
            "site_name": f"示例度分秒点{n:02d}",
        }
        for n, place in enumerate(places, 1)
    ]


def write_as_decimal(rows: list, target: Path) -> None:
    """Each coordinate typed as degrees.minutes-seconds: 108°01′23.45″ as 108.012345."""
    with target.open("w", encoding="utf-8-sig", newline="") as stream:
        out = csv.writer(stream, lineterminator="\r\n")
        out.writerow(
            ["申请编号", "站点名称", "所属乡镇", "经度", "纬度", "坐标系", "建设类型", "杆塔类型", "运营商", "年份"]
        )
        for row in rows:
            typed = []
            for value in row["place"]:
                degrees, minutes, seconds = dms(value, "   ").split()
                typed.append(f"{degrees}.{minutes}{seconds.replace('.', '')}")
            named = [row["code"], row["site_name"], row["township"]]
            out.writerow([*named, *typed, "CGCS2000", "微站", "路灯杆", "中国移动", 2026])


def separate(shifted: list, as_decimal: list) -> list:
    """What the manifest says of the two files."""
    return [
        {
            "file": SHIFTED, "rows": len(shifted), "datum_found": "gcj02", "read_as": "cgcs2000", "rule": "SP-04",
            "aspect": "shift",
            "severity": "warning", "features": [row["code"] for row in shifted if row["plan_id"]],
            "why": "整批为GCJ-02而未注明：自动导入由乡镇判明；若按CGCS2000读入，有规划编号的各行报SP-04",
        },
        {
            "file": AS_DECIMAL, "rows": len(as_decimal), "datum_found": "cgcs2000", "read_as": "auto", "rule": "SP-05",
            "aspect": "dms",
            "severity": "warning", "features": [row["code"] for row in as_decimal],
            "why": "整批度分秒写成小数，如108.012345即108°01′23.45″",
        },
    ]  # fmt: skip
