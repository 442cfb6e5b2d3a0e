"""Applications beside lines and in zones: each at a place chosen so that its findings are known before any check runs.

A call of `apply` names the faults it plants as (rule, aspect, why); what no call names must not be found.
"""

from __future__ import annotations

from typing import Any

from shapely.geometry import Point
from shapely.ops import nearest_points

from . import geo
from .ground import HALF_WIDTHS, MICRO, ROOF, Ground, near


def roadside(ground: Ground, line_id: str, edge_m: float) -> tuple:
    """A place this far from the edge of a road, railway or line, away from everything else."""
    table, key = (ground.powerlines, "line_id") if line_id.startswith("DL") else (ground.routes, "route_id")
    row = table[table[key] == line_id].iloc[0]
    half = 0.0
    if key == "route_id":
        half = row["half_width_m"] if row["half_width_m"] == row["half_width_m"] else HALF_WIDTHS[row["kind"]]
    others = [g for g in (*ground.routes.geometry, *ground.powerlines.geometry) if g is not row.geometry]
    inland = ground.inland(250)
    for share in (n / 60 for n in (*range(33, 55, 2), *range(31, 6, -2))):
        for side in (1, -1):
            place = geo.beside(row.geometry, share, edge_m + half, side)
            if (
                inland.contains(Point(place))
                and abs(geo.distance_m(place, row.geometry) - edge_m - half) < 0.3
                and ground.from_towns(place) > 300
                and not near(place, ground.applications, 1650)
                and min(geo.distance_m(place, other) for other in others if not other.equals(row.geometry)) > 220
            ):
                return place
    raise ValueError(f"no free place beside {line_id}")


def beside_lines(ground: Ground) -> None:
    """Too near to roads, railways and power lines, and just far enough."""
    road, rail, power = (lambda line, m: roadside(ground, line, m) for _ in range(3))
    ground.apply(
        "road-control",
        road("G228", 14.0),
        "decimal",
        [("SP-21", "control", "距国道用地边缘14米，限20米；杆高9米，不及14米")],
        **MICRO,
    )
    ground.apply(
        "road-fall", road("S325", 25.0), "decimal", [("SP-21", "fall", "塔高35米，距省道用地边缘25米；控制区15米外")]
    )
    both = [("SP-21", "control", "距高速用地边缘24米，限30米"), ("SP-21", "fall", "塔高35米大于24米")]
    ground.apply("expressway", road("S40", 24.0), "ovital", both)
    close = [("SP-22", "control", "郊区距高铁线路边缘9米，限12米"), ("SP-22", "near", "30米内须征求铁路意见")]
    ground.apply("rail-control", rail("HSR1", 9.0), "dms", close, scene="suburban", **MICRO)
    ground.apply(
        "rail-fall",
        rail("HSR1", 34.0),
        "decimal",
        [("SP-22", "fall", "塔高44.5米，距中心线40.5米减3.1米")],
        structure_height_m=44.5,
        antenna_height_m=42.5,
    )
    ground.apply(
        "rail-near", rail("HSR1", 26.0), "field", [("SP-22", "near", "距高铁线路边缘26米")], scene="suburban", **MICRO
    )
    ground.apply(
        "line-clearance",
        power("DL110-1", 7.0),
        "dms",
        [("SP-23", "clearance", "距110千伏线路7米，限10米")],
        **{**ROOF, "build_type": "micro"},
    )
    ground.apply("line-fall", power("DL220-1", 42.0), "field", [("SP-23", "fall", "塔高35米加15米，距220千伏线路42米")])
    ground.apply("line-voltage", power("DL-X", 30.0), "decimal", [("SP-23", "voltage", "30米处线路无电压等级")])
    ground.apply("clean-road", road("G228", 24.0), "dms", **ROOF)
    ground.apply("clean-line", power("DL10-2", 18.0), "decimal", **MICRO)
    ground.apply("clean-village-road", road("X243", 13.0), "field", **MICRO)


def in_zones(ground: Ground) -> None:
    """On farmland, in red lines and special regimes, without and with their papers."""
    rng = ground.rng

    def blob(place: tuple, radius: float) -> Any:
        return geo.blob(rng, place, radius)

    def strip(place: tuple, gap_m: float, turn: float) -> Any:
        """A field whose straight edge runs by the place at this distance."""
        return geo.block(geo.move(place, turn, gap_m + 160), 420, 320, turn)

    spot = ground.take((108.08, 21.60))
    row = ground.apply("farmland-inside", spot, "ovital", [("SP-18", "farmland", "塔基在永久基本农田内")], crs="GCJ02")
    ground.zone("farmland", blob(row["place"], 260), "示例农田一")
    row = ground.apply(
        "farmland-edge", ground.take((108.11, 21.59)), "decimal", [("SP-18", "farmland", "距农田6米，占地半径10米")]
    )
    ground.zone("farmland", strip(row["place"], 6.0, 70), "示例农田二")
    row = ground.apply("clean-farmland", ground.take((108.02, 21.60)), "dms", share_reason="附近无可用站址")
    ground.zone("farmland", strip(row["place"], 14.0, 200), "示例农田三")

    row = ground.apply(
        "redline-core", ground.take((107.985, 21.725)), "decimal", [("SP-19", "redline-core", "在红线核心区内")]
    )
    core = blob(row["place"], 280)
    ground.zone("redline-core", core, "示例红线核心区")
    ground.zone("redline", blob(row["place"], 620).difference(core), "示例红线外围")
    row = ground.apply(
        "redline", ground.take((108.02, 21.715)), "decimal", [("SP-19", "redline", "红线内（核心区外），无认定意见")]
    )
    ground.zone("redline", blob(row["place"], 420), "示例红线二")
    row = ground.apply(
        "clean-redline",
        ground.take((107.95, 21.715)),
        "field",
        approvals="redline=东政示例〔2026〕7号",
        share_reason="山区无可共享站址",
    )
    ground.zone("redline", blob(row["place"], 420), "示例红线三")

    plain = [
        ("heritage", (107.93, 21.60), 90, "dms", "示例烽火台遗址"),
        ("heritage-control", (107.945, 21.595), 160, "dms", "示例古炮台建控地带"),
        ("nature-reserve", (107.93, 21.69), 520, "ovital", "示例自然保护区"),
        ("water-source", (108.00, 21.675), 430, "field", "示例水源保护区"),
        ("flood", (108.135, 21.60), 260, "decimal", "示例行洪区"),
        ("airport", (108.10, 21.67), 1250, "ovital", "示例机场净空区"),
        ("military", (107.905, 21.63), 300, "decimal", "示例管理区"),
    ]
    for kind, whereabouts, radius, sender, name in plain:
        place = ground.take(whereabouts)
        more = {"surface_m": 60.0} if kind == "airport" else {}
        row = ground.apply(f"zone-{kind}", place, sender, [("SP-24", kind, f"在{name}内，无批准文号")])
        zone = ground.zone(kind, blob(row["place"], radius), name, **more)
        if kind == "airport":
            turn = next(t for t in range(0, 360, 15) if ground.from_lines(geo.move(row["place"], t, 600)) > 220)
            ground.apply(
                "clean-airport",
                geo.move(row["place"], turn, 600),
                "dms",
                approvals="airport=民航示例函〔2026〕3号",
                **MICRO,
            )
            assert zone["geometry"].contains(Point(ground.applications[-1]["place"]))
    row = ground.apply(
        "clean-heritage", ground.take((107.955, 21.61)), "decimal", approvals="heritage=文物示例字〔2026〕9号", **ROOF
    )
    ground.zone("heritage", blob(row["place"], 80), "示例碉楼")
    both = [("SP-24", "scenic", "在示例风景区内，无批准文号"), ("SP-24", "forest", "在示例林地内，无使用林地手续")]
    row = ground.apply("scenic-forest", ground.take((108.06, 21.70)), "ovital", both, crs="WGS84")
    ground.zone("scenic", blob(row["place"], 500), "示例风景区")
    ground.zone("forest", blob(row["place"], 700), "示例林地一")

    row = ground.apply(
        "fuel-inside",
        ground.take((108.13, 21.635)),
        "decimal",
        [("SP-24", "fuel-station", "在加油站用地内")],
        **{**ROOF, "build_type": "micro", "antenna_height_m": 9.0},
    )
    ground.zone("fuel-station", geo.block(row["place"], 60, 44, 20), "示例加油站一")
    row = ground.apply(
        "fuel-near",
        ground.take((107.94, 21.64)),
        "field",
        [("SP-24", "fuel-station", "距加油站32米，控制距离未定，50米内提醒")],
    )
    turn = 110
    ground.zone("fuel-station", geo.block(geo.move(row["place"], turn, 32 + 20), 60, 40, turn), "示例加油站二")
    shore = nearest_points(ground.counties.geometry.iloc[0].boundary, Point(108.118, 21.534))[0].coords[0]
    inland = geo.azimuth(shore, (108.117, 21.545))
    row = ground.apply(
        "sea-use", geo.move(shore, inland, 90), "decimal", [("SP-24", "sea-use", "在示例用海区内，无用海手续")], **MICRO
    )
    ground.zone("sea-use", geo.block(geo.move(row["place"], inland + 180, 350), 900, 980, inland), "示例用海区一")
