"""Applications against their neighbours, what could be shared, and the plan; those in towns."""

from __future__ import annotations

from . import geo
from .ground import INDOOR, MICRO, ROOF, Ground


def neighbours_and_sharing(ground: Ground) -> None:
    """Taller houses, schools; sites and opened resources that could be shared; spacing."""
    row = ground.apply(
        "taller", ground.take((108.15, 21.63)), "dms", [("SP-25", "taller", "22米处住宅高36米，天线挂高24米")], **ROOF
    )
    ground.building(geo.block(geo.move(row["place"], 30, 22 + 8), 14, 16, 30), "housing", 36.0, "示例住宅楼")
    row = ground.apply("school", ground.take((107.965, 21.63)), "field", [("SP-25", "school", "距小学40米，限50米")])
    ground.building(geo.block(geo.move(row["place"], 300, 40 + 10), 40, 20, 300), "school", 12.0, "示例小学")
    ground.apply("eia", ground.take((108.04, 21.64)), "decimal", [("SP-25", "eia", "未填环评备案号")], eia_no=None)

    ways = (45, 135, 225, 315)
    row = ground.apply(
        "share-site",
        ground.take((108.07, 21.67)),
        "decimal",
        [("SP-15", "site", "320米处现网站剩余2个平台，未写理由")],
        operators="mobile",
    )
    ground.site(geo.move(row["place"], ways[0], 320), "示例存量站甲", spare="2", operators="telecom;unicom")
    row = ground.apply(
        "clean-share-reason",
        ground.take((108.09, 21.69)),
        "decimal",
        operators="mobile",
        share_reason="存量站承重不足，见鉴定报告",
    )
    ground.site(geo.move(row["place"], ways[1], 300), "示例存量站乙", spare="1", operators="telecom;unicom")
    row = ground.apply("clean-share-full", ground.take((108.02, 21.69)), "ovital", operators="mobile")
    ground.site(geo.move(row["place"], ways[2], 300), "示例存量站丙", spare="0", operators="telecom;unicom")
    row = ground.apply(
        "share-resource",
        ground.take((107.98, 21.65)),
        "dms",
        [("SP-15", "resource", "90米处已公布开放资源高30米，挂高33米")],
    )
    ground.resource(geo.move(row["place"], 250, 90), "示例镇文化中心", height_m=30.0, floors=10)
    row = ground.apply("clean-resource", ground.take((108.00, 21.64)), "dms")
    ground.resource(geo.move(row["place"], 20, 110), "示例村委会办公楼", height_m=9.0, floors=3)
    ground.resource(
        geo.move(row["place"], 140, 120), "示例粮站仓库", height_m=32.0, status="unusable", surveyed_on="2026-05-06"
    )
    row = ground.apply(
        "spacing",
        ground.take((108.04, 21.62)),
        "field",
        [("SP-16", "spacing", "700米处同运营商宏站，限960米")],
        operators="mobile",
    )
    ground.site(geo.move(row["place"], ways[3], 700), "示例存量站丁", operators="mobile;unicom")
    row = ground.apply("clean-spacing", ground.take((107.92, 21.66)), "ovital", operators="mobile", crs="GCJ02")
    ground.site(geo.move(row["place"], ways[0], 700), "示例存量站戊", operators="telecom;unicom")


def against_plan(ground: Ground) -> None:
    """Far from the planned site, twice for one site, another type than planned."""
    away = [("SP-12", "deviation", "规划编号正确，但相距412米，农村限200米")]
    ground.apply("plan-412", ground.take((108.16, 21.66)), "decimal", away, plan={"offset": (160, 412.0)})
    ground.apply(
        "no-plan",
        ground.take((108.14, 21.68)),
        "ovital",
        [("SP-12", "deviation", "未填规划编号，1公里内无规划站")],
        plan=False,
        crs="GCJ02",
    )
    ground.apply(
        "clean-own-deviation",
        ground.take((107.90, 21.64)),
        "dms",
        plan={"offset": (35, 260.0)},
        allowed_deviation_m=300.0,
    )
    ground.apply(
        "clean-unknown-plan", ground.take((107.97, 21.70)), "field", plan={"stated": False}, plan_text="DX5G9999"
    )
    ground.apply("clean-unstated", ground.take((108.06, 21.65)), "ovital", plan={"stated": False}, crs="WGS84")

    first = ground.apply("clean-first", ground.take((107.99, 21.61)), "decimal", submitted_on="2026-03-02")
    second = [("SP-13", "second", "同一规划站已由先提交的申请使用，非同一候选组")]
    ground.apply(
        "second",
        geo.move(first["place"], 80, 100),
        "field",
        second,
        plan=False,
        plan_text=first["plan"]["plan_id"],
        submitted_on="2026-04-20",
    )
    main = ground.apply(
        "clean-main", ground.take((108.03, 21.66)), "decimal", candidate_group="HX-01", plan={"offset": (10, 30.0)}
    )
    ground.apply(
        "clean-backup",
        geo.move(main["place"], 200, 80),
        "decimal",
        plan=False,
        plan_text=main["plan"]["plan_id"],
        candidate_group="HX-01",
    )
    live = ground.apply("clean-live", ground.take((108.17, 21.64)), "dms")
    ground.apply(
        "clean-withdrawn",
        geo.move(live["place"], 90, 5),
        "dms",
        plan=False,
        plan_text=live["plan"]["plan_id"],
        status="withdrawn",
    )

    twice = ("SP-11", "place", "两申请相距18米，限30米")
    one = ground.apply(
        "twice-a", ground.take((107.94, 21.70)), "decimal", [twice], submitted_on="2026-03-05", operators="mobile"
    )
    also = [twice, ("SP-13", "second", "最近的规划站在允许偏离内，已被占用")]
    ground.apply(
        "twice-b",
        geo.move(one["place"], 250, 18),
        "field",
        also,
        plan=False,
        submitted_on="2026-04-25",
        operators="telecom;unicom",
    )
    same = ("SP-11", "name", "同名，相距250米，限300米")
    one = ground.apply("name-a", ground.take((108.12, 21.61)), "dms", [same], site_name="江平交东示例站")
    ground.apply("name-b", geo.move(one["place"], 40, 250), "ovital", [same], site_name="江平交东示例基站", **MICRO)


def in_town(ground: Ground, places: list) -> None:
    """Inside towns: small cells, indoor systems, roofs; changes of type against the plan."""
    urban = {"scene": "urban"}
    take = iter(places)
    ground.apply(
        "macro-for-micro",
        next(take),
        "decimal",
        [("SP-14", "macro-for-micro", "规划微站，申请宏站")],
        plan={"build_type": "micro"},
        **ROOF,
        **urban,
    )
    ground.apply(
        "type",
        next(take),
        "dms",
        [("SP-14", "type", "规划落地塔，申请楼面站")],
        plan={"structure": "ground_tower"},
        **ROOF,
        **urban,
    )
    ground.apply("clean-town-tower", next(take), "decimal", **urban)
    ground.apply("clean-roof", next(take), "dms", **ROOF, **urban)
    for n, sender in enumerate(("decimal", "dms", "field", "ovital")):
        ground.apply(f"clean-micro-{n + 1}", next(take), sender, **MICRO, **urban)
    ground.apply("clean-indoor-1", next(take), "decimal", **INDOOR, **urban)
    ground.apply("clean-indoor-2", next(take), "field", **INDOOR, **urban)
    ground.apply("clean-dense", next(take), "field", **{**MICRO, "scene": "dense_urban"})
