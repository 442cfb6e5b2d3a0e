"""The construction as the layers of sample.gpkg, each labelled as what it is."""

# ruff: noqa: E501 - tables, one thing a line
from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd

from .gpkg import write_layers
from .ground import Ground, point_rows

NOTE = "示例数据，虚构 / sample data, made up"
COUNTY_NOTE = (
    "示例数据，虚构 / sample data, made up: outline illustrative, no boundary claim / 界线仅示意，不代表任何划界主张"
)
PLAN_HEADERS = {
    "plan_id": "规划编号", "site_name": "规划站名", "build_type": "建设类型", "structure": "杆塔类型", "scene": "场景", "year": "规划年份",
    "township": "所属乡镇", "operators": "运营商", "allowed_deviation_m": "允许偏离半径", "antenna_height_m": "天线挂高", "status": "规划状态",
}  # fmt: skip
PLAN_WORDS = {
    "macro": "宏站",
    "micro": "微站",
    "indoor": "室分",
    "ground_tower": "落地塔",
    "roof": "楼面",
    "pole": "杆站",
    "dense_urban": "密集城区",
    "urban": "一般城区",
    "suburban": "郊区",
    "rural": "农村",
    "planned": "规划",
    "built": "已建",
    "cancelled": "取消",
    "mobile": "中国移动",
    "telecom;unicom": "中国电信;中国联通",
    "telecom;mobile;unicom": "三家",
}
LIST = {"listed_on": "2026-10-31", "list_source": "示例名单（虚构）"}
"""When and by whom the lists of what is to be covered were made."""
TASKS = [("450681", 2025, 10, 9), ("450681", 2026, 14, 8), ("450603", 2025, 12, 12), ("450603", 2026, 16, 7)]


def write(ground: Ground, real: dict, target: Path, more: dict) -> None:
    """All layers, `more` made-up ones among them; what is made up carries the column `note` and says so in its description."""
    plan = point_rows(ground.plan, leave=("stated", "unapplied")).replace(PLAN_WORDS)
    plan = plan[[*PLAN_HEADERS, "geometry"]].rename(columns=PLAN_HEADERS)
    tasks = pd.DataFrame(TASKS, columns=["county", "year", "task", "built_reported"]).assign(source="示例任务")
    made_up = {
        "counties": (ground.counties, "polygon", COUNTY_NOTE),
        "townships": (ground.townships, "polygon", COUNTY_NOTE),
        "plan": (plan, "point", NOTE),
        "sites": (point_rows(ground.sites), "point", NOTE),
        "zones": (_frame(ground.zones), "polygon", NOTE),
        "routes": (ground.routes.assign(**LIST), "line", NOTE),
        "powerlines": (ground.powerlines, "line", NOTE),
        "buildings": (_frame(ground.buildings), "polygon", NOTE),
        "resources": (point_rows(ground.resources), "point", NOTE),
        "places": (point_rows(ground.places).assign(**LIST), "point", NOTE),
        "tasks": (tasks, "none", NOTE),
        **more,
    }
    layers = {name: (frame.assign(note=NOTE), kind, note) for name, (frame, kind, note) in made_up.items()}
    for name, kind in (("coast", "line"), ("islands", "polygon"), ("border", "line")):
        frame = real[name]
        layers[name] = (frame, kind, frame["source"].iloc[0])
    write_layers(target, layers)


def _frame(rows: list) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame([{k: v for k, v in row.items() if k != "place"} for row in rows], crs="EPSG:4490")
