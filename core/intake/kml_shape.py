"""The shape of a placemark, from its elements."""

from __future__ import annotations

import re
from typing import Any, Optional

import numpy as np
import shapely

_LINES = {"LineString", "LinearRing"}


class Element:
    """An element of a placemark: tag without prefix, attributes, text, children."""

    __slots__ = ("attributes", "children", "tag", "text")

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag, self.attributes, self.text = tag, attributes, ""
        self.children: list[Element] = []

    def find(self, tag: str) -> list[Element]:
        """All elements of this tag below, in the order of the file."""
        found, waiting = [], list(reversed(self.children))
        while waiting:
            element = waiting.pop()
            if element.tag == tag:
                found.append(element)
            waiting.extend(reversed(element.children))
        return found


def shape_of(mark: Element) -> tuple[Any, Any]:
    """The placemark's geometry, and its coordinates as they are written where it is a point or unreadable."""
    shapes: list[Any] = []
    text: Any = None
    waiting = list(reversed(mark.children))
    while waiting:
        element = waiting.pop()
        if element.tag == "Point" or element.tag in _LINES:
            written = " ".join(part.text for part in element.find("coordinates"))
            xy = _positions(written)
            if xy is None or len(xy) < (1 if element.tag == "Point" else 2):
                text = text or written.strip() or None
                continue
            if element.tag == "Point":
                text = tuple(written.split()[0].split(",")[:2])
                shapes.append(shapely.Point(xy[0]))
            else:
                shapes.append(shapely.LineString(xy))
        elif element.tag == "Polygon":
            outer = [ring for side in element.find("outerBoundaryIs") for ring in _rings(side)]
            inner = [ring for side in element.find("innerBoundaryIs") for ring in _rings(side)]
            shapes.extend([shapely.Polygon(outer[0], inner)] if outer else [])
        elif element.tag == "Track":
            xy = _positions(" ".join(",".join(coord.text.split()) for coord in element.find("coord")))
            shapes.extend([shapely.LineString(xy)] if xy is not None and len(xy) > 1 else [])
        else:
            waiting.extend(reversed(element.children))
    if not shapes:
        return None, text
    return (shapes[0] if len(shapes) == 1 else _together(shapes)), text


def _together(shapes: list[Any]) -> Any:
    kinds = {int(shapely.get_type_id(shape)) for shape in shapes}
    makers = {0: shapely.MultiPoint, 1: shapely.MultiLineString, 3: shapely.MultiPolygon}
    return makers[kinds.pop()](shapes) if len(kinds) == 1 else shapely.GeometryCollection(shapes)


def _rings(side: Element) -> list[np.ndarray]:
    rings = [_positions(part.text) for part in side.find("coordinates")]
    return [ring for ring in rings if ring is not None and len(ring) >= 4]


def _positions(text: str) -> Optional[np.ndarray]:
    """Longitudes and latitudes, shape (n, 2); None where the text is none."""
    parts = [position.split(",") for position in re.sub(r"\s*,\s*", ",", text).split()]
    try:
        xy = np.array([(float(part[0]), float(part[1])) for part in parts])
    except (ValueError, IndexError):
        return None
    return xy if len(xy) and np.isfinite(xy).all() else None
