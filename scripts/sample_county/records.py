"""Applications whose record is at fault: coordinates, codes, missing fields, places outside."""

from __future__ import annotations

from shapely.geometry import Point
from shapely.ops import nearest_points

from . import geo
from .ground import Ground
from .notation import dms


def coordinates(ground: Ground) -> None:
    """Coordinates that are missing, unreadable, swapped, out of range, undeclared, coarse."""
    spot = ground.take((108.10, 21.62))
    ground.apply("empty", spot, "decimal", [("SP-01", "coordinate", "经纬度为空")], lon_text="", lat_text="")
    spot = ground.take((108.06, 21.62))
    unreadable = [("SP-01", "coordinate", "经度“113°80′”分大于59")]
    ground.apply("unreadable", spot, "dms", unreadable, lon_text="113°80′12.5″", lat_text=dms(spot[1]))
    spot = ground.take((107.99, 21.66))
    text = {"lon_text": f"{spot[1]:.6f}", "lat_text": f"{spot[0]:.6f}"}
    ground.apply("swap", spot, "decimal", [("SP-02", "swap", "经纬度填反")], **text)
    spot = ground.take((107.96, 21.67))
    missing_digit = {"lon_text": "10.964218", "lat_text": f"{spot[1]:.6f}"}
    ground.apply("range", spot, "decimal", [("SP-02", "range", "经度少一位，10.96不在我国范围")], **missing_digit)
    ground.apply(
        "undeclared",
        ground.take((107.95, 21.66)),
        "field",
        [("SP-03", "declared", "坐标系填“不详”")],
        crs="不详",
        plan={"stated": False},
    )
    ground.apply(
        "coarse", ground.take((108.14, 21.65)), "decimal", [("SP-06", "coarse", "坐标只有3位小数")], notation="coarse"
    )
    ground.apply("few", ground.take((108.12, 21.66)), "decimal", [("SP-06", "few", "坐标只有4位小数")], notation="few")


def outside(ground: Ground) -> None:
    """Off the coast, 120 m and 1.5 km; and in another township than named."""
    county = ground.counties.geometry.iloc[0]
    every = list(ground.counties.geometry)

    def off_coast(toward: tuple, distance_m: float) -> tuple:
        shore = nearest_points(county.boundary, Point(toward))[0].coords[0]
        at = toward
        for _ in range(30):  # the coast winds: step until the nearest land is this far
            gap = min(geo.distance_m(at, shape) for shape in every)
            if abs(gap - distance_m) < 0.05:
                return at
            at = geo.move(at, geo.azimuth(shore, toward), distance_m - gap)
        raise ValueError("no such place off the coast")

    nowhere = ("SP-08", "township", "点位不在任何乡镇面内")
    jetty = off_coast((108.1062, 21.5300), 120.0)
    ground.apply(
        "boundary",
        jetty,
        "decimal",
        [("SP-07", "boundary", "在县界（海岸）外120米"), nowhere],
        township="江平镇",
        site_name="江平示例码头站",
        plan={"offset": (350, 20.0)},
    )
    afar = off_coast((108.0980, 21.5180), 1500.0)
    ground.apply(
        "outside",
        afar,
        "field",
        [("SP-07", "outside", "在县界（海岸）外1500米"), nowhere],
        township="江平镇",
        site_name="江平示例渔排站",
    )
    ground.apply(
        "township",
        ground.take((108.08, 21.64)),
        "dms",
        [("SP-08", "township", "填马路镇，实在江平镇")],
        township="马路镇",
        plan={"township": "江平镇"},
    )


def fields_and_codes(ground: Ground) -> None:
    """Missing and unknown entries; codes repeated, rounded, lost. Codes themselves are given out by the sender."""
    ground.apply(
        "missing",
        ground.take((107.93, 21.62)),
        "decimal",
        [("SP-09", "missing", "年份、运营商未填")],
        year=None,
        operators=None,
        plan={"year": 2026, "operators": "mobile"},
    )
    ground.apply(
        "unknown-word",
        ground.take((108.00, 21.62)),
        "dms",
        [("SP-09", "code", "运营商“星网”不在字典内")],
        operators="mobile;星网",
        plan={"operators": "mobile"},
    )
    twice = ("SP-10", "duplicate", "申请编号在表内出现2次")
    ground.apply("code-a", ground.take((108.05, 21.69)), "dms", [twice], code="same")
    ground.apply("code-b", ground.take((107.97, 21.68)), "dms", [twice], code="same")
    for n, whereabouts in enumerate(((108.17, 21.62), (108.06, 21.60), (107.94, 21.73), (108.13, 21.69))):
        rounded = [("SP-10", "rounded", "18位编号以000结尾，共4个，疑被电子表格舍入")]
        ground.apply(f"rounded-{n + 1}", ground.take(whereabouts), "decimal", rounded, code="rounded")
    ground.apply(
        "scientific",
        ground.take((108.00, 21.70)),
        "decimal",
        [("SP-10", "scientific", "编号成科学计数法")],
        code="scientific",
    )
