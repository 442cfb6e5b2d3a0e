"""Drawing in SVG with plain attributes: what browsers show under a strict policy and Qt prints as vectors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Optional, Union

import numpy as np
import shapely

FONT = "Noto Sans CJK SC, Microsoft YaHei, PingFang SC, Source Han Sans SC, SimHei, sans-serif"
INK, SOFT, LINE = "#1F2A33", "#5B6B77", "#C9CED2"
HATCH = "hatch"
Value = Union[str, float, int]


class Drawing:
    """A picture that grows by shapes; `text()` is the SVG."""

    def __init__(self, width: int, height: int, alt: str) -> None:
        self.width, self.height, self.alt = width, height, alt
        self._parts: list[str] = []

    def add(self, tag: str, content: str = "", /, **attributes: Optional[Value]) -> None:
        """An element; underscores in names of attributes become hyphens."""
        self._parts.append(element(tag, content, **attributes))

    def line(
        self, x1: float, y1: float, x2: float, y2: float, colour: str = LINE, width: float = 1, **more: Value
    ) -> None:
        self.add("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=colour, stroke_width=width, **more)

    def box(self, x: float, y: float, width: float, height: float, fill: str, **more: Value) -> None:
        self.add("rect", x=x, y=y, width=max(width, 0), height=max(height, 0), fill=fill, **more)

    def hatched(self, x: float, y: float, width: float, height: float, colour: str, step: float = 5) -> None:
        """A box hatched at 45°, drawn as lines: Qt knows no patterns."""
        if width <= 0:
            return
        self.box(x, y, width, height, "#FFFFFF", stroke=colour, stroke_width=1)
        starts = np.arange(x - height, x + width, step)
        for start in starts:
            left, right = max(start, x), min(start + height, x + width)
            if right > left:
                self.line(left, y + height - (left - start), right, y + height - (right - start), colour, 1.2)

    def words(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 12,
        anchor: str = "start",
        colour: str = INK,
        bold: bool = False,
    ) -> None:
        weight = "bold" if bold else "normal"  # said, since Qt takes the bold face of a family otherwise
        self.add(
            "text",
            escape(text),
            x=x,
            y=y,
            font_size=size,
            font_family=FONT,
            fill=colour,
            text_anchor=anchor,
            font_weight=weight,
        )

    def text(self) -> str:
        """The whole picture."""
        title = element("title", escape(self.alt))
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" width="{self.width}" '
            f'height="{self.height}" role="img" aria-label="{escape(self.alt)}">{title}{"".join(self._parts)}</svg>'
        )


def element(tag: str, content: str = "", /, **attributes: Optional[Value]) -> str:
    """One element as text; attributes without a value are left out."""
    told = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(_short(value))}"'
        for name, value in attributes.items()
        if value is not None
    )
    return f"<{tag}{told}>{content}</{tag}>" if content else f"<{tag}{told}/>"


def _short(value: Value) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def path_of(shapes: Iterable[shapely.Geometry]) -> str:
    """The `d` of a path through lines and rings; coordinates as they are, to a tenth."""
    parts = shapely.get_parts(np.array(list(shapes), dtype=object))
    rings = [ring for part in parts for ring in _lines_of(part)]
    return "".join(_drawn(shapely.get_coordinates(ring), closed) for ring, closed in rings)


def _lines_of(part: shapely.Geometry) -> list[tuple[shapely.Geometry, bool]]:
    if part.geom_type == "Polygon":
        return [(ring, True) for ring in (part.exterior, *part.interiors)]
    return [(part, False)] if part.geom_type in ("LineString", "LinearRing") else []


def _drawn(points: np.ndarray, closed: bool) -> str:
    if len(points) < 2:
        return ""
    text = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return f"M{text}{'Z' if closed else ''}"


def legible_width(text: str, size: float) -> float:
    """About how wide a text is in px: Chinese characters are square, others half as wide."""
    return sum(1.0 if ord(letter) > 0x2E80 else 0.56 for letter in text) * size


def shortened(text: str, size: float, width: float) -> str:
    """The text, cut with … where it is wider than `width`."""
    if legible_width(text, size) <= width:
        return text
    while text and legible_width(text + "…", size) > width:
        text = text[:-1]
    return text + "…"


def ticks(top: float, count: int = 4) -> Sequence[float]:
    """Round values from 0 to at least `top`."""
    if top <= 0:
        return [0.0, 1.0]
    raw = top / count
    scale = 10.0 ** np.floor(np.log10(raw))
    step = float(next(s * scale for s in (1, 2, 2.5, 5, 10) if s * scale >= raw))
    return [step * n for n in range(int(np.ceil(top / step)) + 1)]
