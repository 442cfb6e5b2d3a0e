"""A path's profile as a drawing in SVG: ground on the curved earth, clutter, ray, first Fresnel zone, loss and its parts."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import numpy as np

from ..schema import read_resource
from .path_profile import PathProfile

WIDTH, HEIGHT = 860, 400
_LEFT, _RIGHT, _TOP, _BOTTOM = 66, 20, 104, 330
_FONT = "font-family='Noto Sans CJK SC,Microsoft YaHei,sans-serif'"
THEMES = {
    "light": {
        "page": "#ffffff",
        "ink": "#222222",
        "grid": "#dddddd",
        "ground": "#b9a98c",
        "tree": "#7fae7a",
        "ray": "#0072b2",
    },
    "dark": {
        "page": "#2b2b2b",
        "ink": "#eeeeee",
        "grid": "#4a4a4a",
        "ground": "#8c7d62",
        "tree": "#5b8a57",
        "ray": "#56b4e9",
    },
}


def profile_svg(profile: PathProfile, site: str, place: str, language: str = "en", theme: str = "light") -> str:
    """The drawing as text. `site` and `place`: what the ends are called."""
    words = {name: entry[language] for name, entry in read_resource("coverage", "profile_words.yaml").items()}
    colour = THEMES[theme]
    base, ray = profile.ground_m + profile.bulge_m, profile.ray_m
    zone = profile.fresnel_m
    tall = base + np.where((profile.along_m > 0) & (profile.along_m < profile.distance_m), profile.clutter_m, 0.0)
    low = float(min(base.min(), (ray - zone).min()))
    high = float(max(tall.max(), (ray + zone).max()))
    steps = _ticks(low, high)
    low, high = min(low, steps[0]), max(high, steps[-1])

    def x(metres: Any) -> Any:
        return _LEFT + metres / profile.distance_m * (WIDTH - _LEFT - _RIGHT)

    def y(metres: Any) -> Any:
        return _BOTTOM - (metres - low) / max(high - low, 1.0) * (_BOTTOM - _TOP)

    def points(heights: np.ndarray) -> str:
        return " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x(profile.along_m), y(heights)))

    def band(upper: np.ndarray, lower: np.ndarray) -> str:
        back = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x(profile.along_m)[::-1], y(lower)[::-1]))
        return f"{points(upper)} {back}"

    floor = np.full(len(base), low)
    lines = [
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{WIDTH}' height='{HEIGHT}' viewBox='0 0 {WIDTH} {HEIGHT}' {_FONT}>",
        f"<rect width='{WIDTH}' height='{HEIGHT}' fill='{colour['page']}'/>",
        *_text(
            colour,
            [
                (_LEFT, 26, 16, f"{site} → {place}"),
                (_LEFT, 48, 12, _losses(profile, words)),
                (_LEFT, 66, 12, _verdict(profile, words)),
            ],
        ),
    ]
    for step in steps:
        lines.append(
            f"<line x1='{_LEFT}' x2='{WIDTH - _RIGHT}' y1='{y(step):.1f}' y2='{y(step):.1f}' stroke='{colour['grid']}'/>"
        )
        lines += _text(colour, [(_LEFT - 8, float(y(step)) + 4, 11, f"{step:g}")], "end")
    if profile.clutter_m:
        lines.append(f"<polygon points='{band(tall, base)}' fill='{colour['tree']}'/>")
    lines += [
        f"<polygon points='{band(ray + zone, ray - zone)}' fill='{colour['ray']}' fill-opacity='0.16'/>",
        f"<polygon points='{band(base, floor)}' fill='{colour['ground']}'/>",
        f"<polyline points='{points(ray)}' fill='none' stroke='{colour['ray']}' stroke-width='1.6'/>",
    ]
    for at, ground, top in ((0.0, base[0], ray[0]), (profile.distance_m, base[-1], ray[-1])):
        lines.append(
            f"<line x1='{x(at):.1f}' x2='{x(at):.1f}' y1='{y(ground):.1f}' y2='{y(top):.1f}' stroke='{colour['ink']}' stroke-width='2.5'/>"
        )
    for step in _ticks(0.0, profile.distance_m / 1000):
        if step * 1000 <= profile.distance_m:
            lines += _text(colour, [(float(x(step * 1000)), _BOTTOM + 18, 11, f"{step:g}")], "middle")
    lines += _text(colour, [(WIDTH / 2, _BOTTOM + 38, 12, words["along"])], "middle")
    lines += _text(colour, [(_LEFT, HEIGHT - 10, 11, words["legend"])])
    lines += _text(colour, [(12, _TOP - 12, 11, words["height"])])
    return "\n".join([*lines, "</svg>"])


def _losses(profile: PathProfile, words: dict[str, str]) -> str:
    parts = profile.parts
    return words["losses"].format(
        loss=f"{profile.loss_db:.1f}",
        free=f"{profile.free_space_db:.1f}",
        edge=f"{parts.actual[0]:.1f}",
        round=f"{parts.total[0] - parts.actual[0]:.1f}",
        beam=f"{profile.beam_db + 0.0:.1f}",
        km=f"{profile.distance_m / 1000:.2f}",
    )


def _verdict(profile: PathProfile, words: dict[str, str]) -> str:
    return words["verdict"].format(
        allowed=f"{profile.allowed_db:.1f}",
        margin=f"{profile.margin_db:.1f}",
        chance=f"{100 * profile.probability:.0f}",
    )


def _text(colour: dict[str, str], lines: Sequence[tuple[float, float, int, str]], anchor: str = "start") -> list[str]:
    return [
        f"<text x='{x:.1f}' y='{y:.1f}' font-size='{size}' fill='{colour['ink']}' text-anchor='{anchor}'>{escape(text)}</text>"
        for x, y, size, text in lines
    ]


def _ticks(low: float, high: float) -> list[float]:
    """Four to nine round numbers that hold a range."""
    rough = max(high - low, 1e-6) / 6
    size = 10.0 ** np.floor(np.log10(rough))
    step = float(size * next(f for f in (1, 2, 5, 10) if f * size >= rough))
    return [float(f"{v:.6g}") for v in np.arange(np.floor(low / step), np.ceil(high / step) + 1) * step]
