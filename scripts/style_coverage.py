"""The styles of what findgaps gives: states of points, lines and areas; told by shape and dash as well as by colour."""

from __future__ import annotations

from qgis.core import QgsSymbol
from qgis.PyQt.QtGui import QColor
from style_symbols import categorized, fill, line, marker

STATES = [  # value, label, marker, colour (None: hollow), size, dash, width, pattern; the worst last, drawn on top
    ("covered_measured", "Covered, measured", "square", "#0072B2", 2.8, "solid", 1.1, "solid"),
    ("covered_model", "Covered by the model", "circle", "#56B4E9", 2.4, "solid", 0.9, "light"),
    ("claimed", "Claimed only", "diamond", None, 3.4, "dash dot", 0.9, "level"),
    ("unknown", "Unknown", "circle", None, 3.0, "dot", 0.9, "hatched"),
    ("gap_model", "Gap by the model", "triangle", "#E69F00", 3.6, "dash", 1.3, "hatched back"),
    ("gap_measured", "Gap, measured", "cross_fill", "#D55E00", 4.2, "solid", 1.5, "crossed"),
]
GREY, BLUE = "#8A8A8A", "#0072B2"


def coverage_styles() -> dict[str, tuple]:
    """Name: geometry, renderer, label; of assessed items and of gaps, each as points, lines and areas."""
    styles = {}
    for name, states in (("assessed", STATES), ("gaps", STATES[2:])):
        text = ("name", 8, "#222222", 50_000) if name == "gaps" else None
        for suffix, geometry, draw in (
            ("", "Point", point),
            ("_lines", "LineString", stretch),
            ("_areas", "Polygon", area),
        ):
            symbols: list[tuple[str, str, QgsSymbol]] = [(row[0], row[1], draw(row)) for row in states]
            styles[f"{name}{suffix}"] = (geometry, categorized("state", symbols, not suffix), text)
    return styles


def point(row: tuple) -> QgsSymbol:
    sign = marker(row[2], row[3], row[4])
    if row[0] == "claimed":  # an outline: nothing stands behind it
        sign.symbolLayer(0).setStrokeColor(QColor(BLUE))
    if row[2] == "cross_fill":
        sign.setAngle(45)
    return sign


def colour(row: tuple) -> str:
    return row[3] or (BLUE if row[0] == "claimed" else GREY)


def stretch(row: tuple) -> QgsSymbol:
    return line(colour(row), row[6], row[5], "#ffffff")


def area(row: tuple) -> QgsSymbol:
    return fill(colour(row), row[7], 0.3)
