"""Roads, railways and power lines of the sample county: made up, drawn through the real towns' whereabouts."""

# ruff: noqa: E501 - tables, one thing a line
from __future__ import annotations

import geopandas as gpd
import numpy as np

from .geo import wander

ROUTES = [
    ("G228", "国道G228", "road-national", True, 6.0, [(107.9725, 21.5560), (108.0150, 21.5800), (108.0600, 21.5900), (108.1050, 21.6000), (108.1500, 21.6120), (108.1850, 21.6260), (108.2300, 21.6640), (108.3000, 21.7150)]),
    ("G219", "国道G219", "road-national", True, 6.0, [(107.9725, 21.5560), (107.9490, 21.5780), (107.9200, 21.6050), (107.9000, 21.6320), (107.8700, 21.6690), (107.8350, 21.7000)]),
    ("S325", "省道S325", "road-provincial", False, None, [(107.9725, 21.5560), (107.9650, 21.6000), (107.9550, 21.6450), (107.9600, 21.6900), (107.9850, 21.7350), (107.9900, 21.8000)]),
    ("X241", "县道X241", "road-county", False, None, [(108.1400, 21.6110), (108.0900, 21.6420), (108.0300, 21.6560), (107.9560, 21.6480)]),
    ("X243", "县道X243", "road-county", True, 4.0, [(108.1050, 21.6000), (108.0950, 21.5750), (108.0850, 21.5560)]),
    ("Y105", "乡道Y105", "road-township", False, None, [(108.0300, 21.6560), (108.0420, 21.6900), (108.0480, 21.7250)]),
    ("Y106", "乡道Y106", "road-township", False, None, [(107.9560, 21.6480), (107.9300, 21.6560), (107.9080, 21.6600)]),
    ("C201", "村道C201", "road-rural", False, None, [(108.1000, 21.6370), (108.1180, 21.6600), (108.1250, 21.6850)]),
    ("S40", "高速公路S40（示例）", "road-expressway", False, 14.0, [(108.3250, 21.7350), (108.2400, 21.7000), (108.1700, 21.6550), (108.1000, 21.6180), (108.0400, 21.6050), (107.9950, 21.5900)]),
    ("S40-HT", "江平互通（示例）", "road-interchange", False, 14.0, [(108.1000, 21.6180), (108.1020, 21.6130), (108.1030, 21.6080)]),
    ("BF01", "边防公路（示例）", "road-border-defence", True, None, [(107.9000, 21.6320), (107.8905, 21.6180), (107.9120, 21.6010)]),
    ("HSR1", "高速铁路（示例）", "hsr", False, 6.5, [(108.3250, 21.7450), (108.2200, 21.7060), (108.1600, 21.6660), (108.0800, 21.6300), (108.0200, 21.6130), (107.9900, 21.5990)]),
    ("RW1", "货运铁路（示例）", "railway", False, 4.0, [(108.3250, 21.7550), (108.2600, 21.7800), (108.1900, 21.7850)]),
]  # fmt: skip
LINES = [
    ("DL220-1", "220千伏示例线", 220.0, [(108.3000, 21.7780), (108.2000, 21.7230), (108.1250, 21.6700), (108.0000, 21.6420), (107.9620, 21.6180)]),
    ("DL110-1", "110千伏示例线", 110.0, [(108.1250, 21.6700), (108.1420, 21.6400), (108.1480, 21.6220)]),
    ("DL10-1", "10千伏江平示例线", 10.0, [(108.1480, 21.6220), (108.1200, 21.5960), (108.0760, 21.5750)]),
    ("DL10-2", "10千伏马路示例线", 10.0, [(107.9620, 21.6180), (107.9450, 21.6350), (107.9150, 21.6650)]),
    ("DL-X", "无电压记录的示例线", None, [(108.0000, 21.6420), (108.0080, 21.6720), (108.0250, 21.7100)]),
]  # fmt: skip


def routes(rng: np.random.Generator) -> gpd.GeoDataFrame:
    """Road and rail centrelines; some have a half width of their own, the others take the profile's."""
    rows = []
    for route_id, name, kind, border, half, corners in ROUTES:
        sway = 12 if kind in ("hsr", "railway", "road-expressway", "road-interchange") else 70
        rows.append({
            "route_id": route_id, "name": name, "kind": kind, "county": "450681", "border": "是" if border else "否",
            "half_width_m": half, "setting": "室外", "geometry": wander(rng, corners, sway_m=sway),
        })  # fmt: skip
    return gpd.GeoDataFrame(rows, crs="EPSG:4490")


def powerlines(rng: np.random.Generator) -> gpd.GeoDataFrame:
    rows = [
        {"line_id": line_id, "name": name, "voltage_kv": kv, "geometry": wander(rng, corners, step_m=330, sway_m=6)}
        for line_id, name, kv, corners in LINES
    ]
    return gpd.GeoDataFrame(rows, crs="EPSG:4490")
