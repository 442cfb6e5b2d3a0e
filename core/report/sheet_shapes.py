"""What is drawn on the map of an application's sheet: the circle of deviation, and lines to what a distance is told of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .. import metric
from ..schema import table_kinds
from .sheets import Heading
from .wording import number_text

QUARTER = 32  # segments per quarter of a circle
NEAR_DEG = 3.0
COUNTRY_LON, COUNTRY_LAT = (73, 136), (3, 54)  # as rule SP-02 has them
DISTANT_M = 20_000.0
"""No distance is drawn to what lies farther: it would be off the sheet."""


def mappable(sheets: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The sheets, without the place of those that lie nowhere near the others (axes swapped): they have no map."""
    x, y = sheets.geometry.x, sheets.geometry.y
    inside = x.between(*COUNTRY_LON) & y.between(*COUNTRY_LAT)
    x, y = x.where(inside), y.where(inside)
    far = ~((x - x.median()).abs().lt(NEAR_DEG) & (y - y.median()).abs().lt(NEAR_DEG))
    return sheets.set_geometry(sheets.geometry.where(~far, None))


def circles(sheets: gpd.GeoDataFrame, plan: Optional[gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
    """The circle of allowed deviation around the planned site of each application, in EPSG:4490."""
    if plan is None or plan.empty:
        return gpd.GeoDataFrame({"sheet": []}, geometry=[], crs=metric.DEGREES)
    own = plan.drop_duplicates("plan_id").set_index("plan_id")
    at = sheets["matched_plan"].map(own.geometry)
    radius = sheets["allowed_m"]
    known = (at.notna() & radius.gt(0)).to_numpy()
    discs = _discs(np.array(at[known].tolist(), dtype=object), radius[known].to_numpy(float))
    return gpd.GeoDataFrame({"sheet": sheets["sheet"][known].to_numpy()}, geometry=discs, crs=metric.DEGREES)


def distances(
    sheets: gpd.GeoDataFrame, findings: Optional[pd.DataFrame], layers: Mapping[str, gpd.GeoDataFrame], language: str
) -> gpd.GeoDataFrame:
    """Lines from each application to its planned site and to what its findings measure a distance to: sheet, label.

    `layers`: kind of table -> layer whose id a finding's `other` may be (plan, sites, routes, zones, powerlines …).
    """
    found = []
    number = sheets.set_index("application_id")
    placed = ~(sheets.geometry.isna() | sheets.geometry.is_empty)
    pairs = [
        pd.DataFrame({"sheet": sheets["sheet"], "kind": "plan", "other": sheets["matched_plan"], "label": None})[
            placed.to_numpy()
        ]
    ]
    if findings is not None and len(findings) and "other" in findings:
        table = findings[(findings["unit"] == "m") & findings["other"].notna() & findings["measured"].notna()]
        table = table[table["feature"].isin(number.index)]
        metres = pd.to_numeric(table["measured"])
        heading = Heading("m", "m", decimals=1)
        sheet = table["feature"].map(number["sheet"].groupby(level=0).first())
        labels = [f"{number_text(m, heading, language)} m" for m in metres]
        told = pd.DataFrame({"sheet": sheet, "kind": None, "other": table["other"], "label": labels})
        pairs.append(told[(metres > 0).to_numpy()])
    wanted = pd.concat(pairs, ignore_index=True)
    points = sheets.set_index("sheet").geometry
    for kind, layer in layers.items():
        identity = table_kinds()[kind].id_column if kind in table_kinds() else None
        if identity is None or layer is None or identity not in layer:
            continue
        of_kind = wanted[(wanted["kind"] == kind) | wanted["kind"].isna()]
        shapes = layer.drop_duplicates(identity).set_index(identity).geometry
        mine = of_kind[of_kind["other"].isin(shapes.index)]
        if len(mine):
            ends = np.array(shapes.loc[mine["other"]].tolist(), dtype=object)
            starts = np.array(points.loc[mine["sheet"]].tolist(), dtype=object)
            found.append(mine.assign(geometry=_shortest(starts, ends)))
    if not found:
        return gpd.GeoDataFrame({"sheet": [], "label": []}, geometry=[], crs=metric.DEGREES)
    lines = gpd.GeoDataFrame(pd.concat(found, ignore_index=True), geometry="geometry", crs=metric.DEGREES)
    lines = lines[~(lines.geometry.isna() | lines.geometry.is_empty)]
    metres = _lengths(lines.geometry.to_numpy())
    label = lines["label"].where(lines["label"].notna(), [f"{m:.1f} m" for m in metres])
    lines = lines.assign(label=label)[(metres > 0.5) & (metres < DISTANT_M)]
    return lines.drop_duplicates(["sheet", "label"])[["sheet", "label", "geometry"]].reset_index(drop=True)


def _shortest(starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Lines from points to the nearest place of shapes, in degrees stretched so that both axes are metres alike."""
    flat = np.cos(np.radians(shapely.get_y(starts)))
    flat = float(np.nanmean(flat)) if len(flat) else 1.0

    def squeezed(shapes: np.ndarray, by: float) -> np.ndarray:
        return shapely.transform(shapes, lambda xy: xy * [by, 1.0])

    return squeezed(shapely.shortest_line(squeezed(starts, flat), squeezed(ends, flat)), 1 / flat)


def _lengths(lines: np.ndarray) -> np.ndarray:
    if not len(lines):
        return np.zeros(0)
    ends = [shapely.get_coordinates(shapely.get_point(lines, n)) for n in (0, -1)]
    return metric.geodesic_m(*ends)


def _discs(points: np.ndarray, radius_m: np.ndarray) -> np.ndarray:
    """Circles on the ground as rings of points."""
    if not len(points):
        return np.zeros(0, dtype=object)
    angle = np.linspace(0, 2 * np.pi, 4 * QUARTER + 1)
    x, y = shapely.get_x(points), shapely.get_y(points)
    metres = 111_320.0
    dx = np.outer(radius_m / (metres * np.cos(np.radians(y))), np.cos(angle))
    dy = np.outer(radius_m / metres, np.sin(angle))
    return shapely.polygons(np.stack([x[:, None] + dx, y[:, None] + dy], axis=-1))
