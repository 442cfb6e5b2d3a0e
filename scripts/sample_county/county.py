"""The county, its neighbour and their townships: land between the real coast and border, cut by invented limits."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry import LineString, Point, Polygon, box
from shapely.ops import polygonize, unary_union

LIMIT = [
    (107.840, 21.622), (107.880, 21.634), (107.897, 21.655), (107.902, 21.685), (107.925, 21.706), (107.948, 21.731),
    (107.985, 21.742), (108.022, 21.733), (108.051, 21.741), (108.086, 21.722), (108.112, 21.703), (108.146, 21.694),
    (108.171, 21.668), (108.186, 21.645), (108.193, 21.625), (108.202, 21.600),
]  # fmt: skip
NEIGHBOUR = Polygon(
    [
        (107.822, 21.600),
        (107.815, 21.680),
        (107.826, 21.722),
        (107.815, 21.770),
        (107.866, 21.801),
        (107.925, 21.789),
        (107.985, 21.812),
        (108.060, 21.806),
        (108.120, 21.823),
        (108.190, 21.803),
        (108.262, 21.815),
        (108.310, 21.790),
        (108.331, 21.745),
        (108.338, 21.705),
        (108.345, 21.680),
        (108.345, 21.480),
        (107.900, 21.480),
    ]
)
HUBS = {
    "450681": {
        "450681100": ("东兴镇", [(107.972, 21.556), (107.935, 21.585), (108.015, 21.575), (108.045, 21.556)]),
        "450681101": ("江平镇", [
            (108.150, 21.605), (108.095, 21.585), (108.110, 21.640), (108.150, 21.650), (108.150, 21.535),
            (108.085, 21.560),
        ]),
        "450681102": ("马路镇", [
            (107.950, 21.650), (107.985, 21.690), (108.040, 21.670), (107.915, 21.625), (108.030, 21.715),
        ]),
    },
    "450603": {
        "450603104": ("那良镇", [(107.867, 21.680), (107.850, 21.740)]),
        "450603103": ("那梭镇", [(108.060, 21.775), (108.130, 21.760), (107.980, 21.780)]),
        "450603106": ("江山镇", [(108.275, 21.570), (108.285, 21.640), (108.225, 21.665)]),
        "450603102": ("华石镇", [(108.250, 21.750), (108.300, 21.720)]),
    },
}  # fmt: skip
NAMES = {"450681": "东兴市", "450603": "防城区"}
JINGDAO = (108.155, 21.535)


def land(base: dict) -> tuple:
    """The county and its neighbour as land areas: (450681, 450603), each a polygon or several."""
    coast, border = unary_union(base["coast"].geometry.values), unary_union(base["border"].geometry.values)
    limit = LineString(LIMIT)
    frame = NEIGHBOUR.exterior
    faces = list(polygonize(unary_union([coast, border, limit, frame])))
    inside = [face for face in faces if NEIGHBOUR.contains(face.representative_point())]
    county = _holding(inside, (108.05, 21.62))
    others = [_holding(inside, place) for place in ((108.06, 21.77),)]
    island = next(shape for shape in base["islands"].geometry if shape.contains(Point(JINGDAO)))
    return unary_union([county, island]), unary_union(others)


def _holding(faces: list, place: tuple) -> Polygon:
    return next(face for face in faces if face.contains(Point(place)))


def townships(counties: dict, rng: np.random.Generator) -> gpd.GeoDataFrame:
    """Townships as merged Voronoi cells around made-up hubs, clipped to their county."""
    rows = []
    for county, area in counties.items():
        west, south, east, north = area.bounds
        seeds = shapely.points(rng.uniform((west, south), (east, north), (700, 2)))
        cells = shapely.get_parts(
            shapely.voronoi_polygons(shapely.MultiPoint(seeds), extend_to=box(*area.bounds).buffer(0.1))
        )
        hubs = [(code, Point(place)) for code, (_, places) in HUBS[county].items() for place in places]
        code_of_cell = [min(hubs, key=lambda hub: hub[1].distance(cell.centroid))[0] for cell in cells]
        for code, (name, _) in HUBS[county].items():
            merged = unary_union([c for c, own in zip(cells, code_of_cell) if own == code]).intersection(area)
            rows.append({"code": code, "name": name, "county": county, "geometry": merged})
    return gpd.GeoDataFrame(rows, crs="EPSG:4490")
