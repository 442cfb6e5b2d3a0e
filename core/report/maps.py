"""The maps of the county report: sketches in SVG, to see where things are, not to measure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .contents import Contents
from .sections import Picture
from .svg import INK, SOFT, Drawing, path_of
from .wording import code_words, layout, say

WIDTH, TALLEST, MARGIN = 860, 900, 12
KM_PER_DEGREE = 111.32
WATER, LAND, EDGE = "#E9EEF1", "#FCFAF5", "#9AA5AC"
SIGNS = {"gap_measured": "cross", "gap_model": "diamond", "claimed": "ring", "unknown": "dot"}
OPINION_SIGNS = {
    "reject": "cross",
    "supplement": "triangle",
    "undecided": "ring",
    "approve_adjusted": "diamond",
    "approve": "dot",
}


@dataclass(frozen=True)
class _Frame:
    """From degrees to px around a county."""

    west: float
    north: float
    across: float  # px per degree of longitude
    down: float  # px per degree of latitude
    height: int

    def px(self, shapes: np.ndarray) -> np.ndarray:
        """The shapes in px, cut at the edge of the picture, no finer than a px can show."""

        def placed(xy: np.ndarray) -> np.ndarray:
            return np.column_stack(
                [MARGIN + (xy[:, 0] - self.west) * self.across, MARGIN + (self.north - xy[:, 1]) * self.down]
            )

        drawn = shapely.make_valid(shapely.transform(shapes, placed))
        return shapely.simplify(shapely.clip_by_rect(drawn, 0, 0, WIDTH, self.height), 0.4)


def gap_maps(contents: Contents, gaps: gpd.GeoDataFrame, language: str, border_lines: bool, note: str) -> list[Picture]:
    """Where there are gaps, a map for each technology; what is only claimed or unknown is drawn too."""
    pictures = []
    for technology in sorted(set(gaps["technology"].dropna()), reverse=True) if len(gaps) else []:
        mine = gaps[(gaps["technology"] == technology) & ~gaps.geometry.isna() & ~gaps.geometry.is_empty]
        count = int(mine["state"].isin(["gap_measured", "gap_model"]).sum())
        alt = say("charts gaps_alt", language, technology=technology, count=count)
        caption = say("charts gaps", language, technology=technology)
        pictures += _map(contents, mine, "state", SIGNS, caption, alt, language, border_lines, note)
    return pictures


def opinion_map(
    contents: Contents, reviewed: pd.DataFrame, language: str, border_lines: bool, note: str
) -> list[Picture]:
    """The applications by opinion."""
    if not isinstance(reviewed, gpd.GeoDataFrame) or reviewed.empty:
        return []
    placed = reviewed[~reviewed.geometry.isna() & ~reviewed.geometry.is_empty]
    placed = _in_land(contents, placed)
    alt = say("charts opinions_alt", language, count=len(placed))
    return _map(
        contents, placed, "opinion", OPINION_SIGNS, say("charts opinions", language), alt, language, border_lines, note
    )


def _in_land(contents: Contents, placed: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Without points far off (swapped axes, another county): they would make the county a dot."""
    counties = contents.tables.get("counties")
    if counties is None or counties.empty:
        return placed
    west, south, east, north = counties.total_bounds
    x, y = placed.geometry.x, placed.geometry.y
    return placed[x.between(west - 0.2, east + 0.2) & y.between(south - 0.2, north + 0.2)]


def _map(
    contents: Contents, rows: gpd.GeoDataFrame, column: str, signs: Mapping[str, str], caption: str, alt: str, language: str,
    border_lines: bool, note: str,
) -> list[Picture]:  # fmt: skip
    if rows.empty:
        return []
    areas = contents.tables.get("counties")
    own = areas if areas is None or not contents.county else areas[areas["name"] == contents.county]
    frame = _framed(rows if own is None or own.empty else own, rows)
    draw = Drawing(WIDTH, frame.height, alt)
    # without border lines the edge of the land would be one: the coast alone tells land from sea
    draw.box(0, 0, WIDTH, frame.height, WATER if border_lines else LAND)
    _draw_land(draw, contents, frame, border_lines)
    colours, shapes = layout()["colours"], frame.px(rows.geometry.to_numpy())
    codes = rows[column].to_numpy()
    dimensions = shapely.get_dimensions(shapes)
    for code in reversed(list(signs)):
        colour = colours[code]
        of_code = codes == code
        areas_d, lines_d = path_of(shapes[of_code & (dimensions == 2)]), path_of(shapes[of_code & (dimensions == 1)])
        if areas_d:
            draw.add(
                "path", d=areas_d, fill=colour, fill_opacity=0.35, stroke=colour, stroke_width=0.8, fill_rule="evenodd"
            )
        if lines_d:
            draw.add("path", d=lines_d, fill="none", stroke="#FFFFFF", stroke_width=6, stroke_linecap="round")
            dash = {"gap_model": "7 3", "claimed": "1 4", "unknown": "2 3"}.get(code)
            draw.add("path", d=lines_d, fill="none", stroke=colour, stroke_width=3.2, stroke_dasharray=dash)
        for point in shapely.get_coordinates(shapes[of_code & (dimensions == 0)]):
            _sign(draw, signs[code], float(point[0]), float(point[1]), colour)
    _legend(draw, frame, column, [code for code in signs if (codes == code).any()], signs, language)
    _scale_bar(draw, frame, language)
    draw.words(MARGIN, frame.height - 10, note, 11, colour=SOFT)
    return [Picture(draw.text(), caption, alt, WIDTH, frame.height)]


def _framed(area: gpd.GeoDataFrame, rows: gpd.GeoDataFrame) -> _Frame:
    west, south, east, north = area.total_bounds
    box = rows.total_bounds
    west, south = min(west, box[0]), min(south, box[1])
    east, north = max(east, box[2]), max(north, box[3])
    pad = 0.03 * max(east - west, north - south, 0.01)
    west, south, east, north = west - pad, south - pad, east + pad, north + pad
    flat = float(np.cos(np.radians((south + north) / 2)))
    inner = WIDTH - 2 * MARGIN
    across = min(inner / (east - west), (TALLEST - 2 * MARGIN) * flat / (north - south))
    west -= (inner / across - (east - west)) / 2
    return _Frame(west, north, across, across / flat, int((north - south) * across / flat + 2 * MARGIN + 26))


def _draw_land(draw: Drawing, contents: Contents, frame: _Frame, border_lines: bool) -> None:
    """Counties as land; their outlines, which partly are the national border, only where wanted."""
    for name in ("counties", "townships", "islands"):
        table = contents.tables.get(name)
        if table is None or table.empty:
            continue
        outline = path_of(frame.px(table.geometry.to_numpy()))
        if name == "townships":
            if border_lines:
                draw.add("path", d=outline, fill="none", stroke=EDGE, stroke_width=0.6, stroke_dasharray="4 3")
        else:
            stroke = EDGE if border_lines or name == "islands" else None
            draw.add(
                "path", d=outline, fill=LAND, fill_rule="evenodd", stroke=stroke, stroke_width=1 if stroke else None
            )
    coast = contents.tables.get("coast")
    if coast is not None and len(coast):
        draw.add(
            "path", d=path_of(frame.px(coast.geometry.to_numpy())), fill="none", stroke="#3E7CA6", stroke_width=0.9
        )
    townships = contents.tables.get("townships")
    if townships is not None and len(townships):
        places = frame.px(shapely.point_on_surface(townships.geometry.to_numpy()))
        at = np.column_stack([shapely.get_x(places), shapely.get_y(places)])  # NaN off the picture
        shown = (at[:, 0] > 30) & (at[:, 0] < WIDTH - 30) & (at[:, 1] > 20) & (at[:, 1] < frame.height - 30)
        for (x, y), name in zip(at[shown], townships["name"][shown]):
            draw.words(float(x), float(y), str(name), 12, "middle", SOFT)
    draw.add("rect", x=0.5, y=0.5, width=WIDTH - 1, height=frame.height - 1, fill="none", stroke=EDGE, stroke_width=1)


def _sign(draw: Drawing, sign: str, x: float, y: float, colour: str, size: float = 5) -> None:
    s = size
    if sign == "cross":
        for width, ink in ((5.0, "#FFFFFF"), (2.6, colour)):
            draw.add("path", d=f"M{x - s:.1f} {y - s:.1f}L{x + s:.1f} {y + s:.1f}M{x - s:.1f} {y + s:.1f}L{x + s:.1f} {y - s:.1f}", stroke=ink, stroke_width=width, fill="none")  # fmt: skip # noqa: E501
    elif sign == "ring":
        draw.add("circle", cx=x, cy=y, r=s - 0.5, fill="#FFFFFF", stroke=colour, stroke_width=2)
    elif sign == "dot":
        draw.add("circle", cx=x, cy=y, r=s - 1, fill=colour, stroke="#FFFFFF", stroke_width=1)
    else:
        around = (
            [(0, -s), (s, s), (-s, s)] if sign == "triangle" else [(0, -s - 1), (s + 1, 0), (0, s + 1), (-s - 1, 0)]
        )
        points = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in around)
        draw.add("polygon", points=points, fill=colour, stroke="#FFFFFF", stroke_width=1)


def _legend(
    draw: Drawing, frame: _Frame, column: str, codes: list[str], signs: Mapping[str, str], language: str
) -> None:
    words = code_words(column, language)
    height = 20 * len(codes) + 12
    width = 150
    draw.box(MARGIN, MARGIN, width, height, "#FFFFFF", stroke=EDGE, stroke_width=0.8)
    for number, code in enumerate(codes):
        y = MARGIN + 16 + 20 * number
        _sign(draw, signs[code], MARGIN + 16, y, layout()["colours"][code])
        said = words.get(code, code)
        draw.words(MARGIN + 30, y + 4, said[2:] if said[1:2] == " " else said, 12)


def _scale_bar(draw: Drawing, frame: _Frame, language: str) -> None:
    per_km = frame.down / KM_PER_DEGREE
    length = next((km for km in (0.5, 1, 2, 5, 10, 20, 50, 100, 200) if km * per_km > 90), 200)
    right, y = WIDTH - MARGIN - 8, frame.height - 34
    draw.line(right - length * per_km, y, right, y, INK, 2)
    for x in (right - length * per_km, right):
        draw.line(x, y - 4, x, y + 4, INK, 2)
    draw.words(right - length * per_km / 2, y - 7, f"{length:g} {say('charts km', language)}", 11, "middle")
