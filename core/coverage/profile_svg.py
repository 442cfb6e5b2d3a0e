"""A path's profile as a drawing in SVG: ground on the curved earth, clutter, ray, first Fresnel zone, loss and its parts."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import numpy as np

from ..schema import read_resource
from .path_profile import PathProfile

SIZE = (860, 400)
_LEFT, _RIGHT, _BELOW = 66, 20, 70
_APART = 20  # between the entries of the legend
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


def plot_box(size: tuple[int, int] = SIZE, titled: bool = True) -> tuple[int, int, int, int]:
    """Where the axes stand in a drawing of this size, in its pixels: left, top, right, bottom."""
    return _LEFT, 104 if titled else 34, size[0] - _RIGHT, size[1] - _BELOW


def profile_svg(
    profile: PathProfile,
    site: str,
    place: str,
    language: str = "en",
    theme: str = "light",
    size: tuple[int, int] = SIZE,
    titled: bool = True,
) -> str:
    """The drawing as text. `site` and `place`: what the ends are called. `titled`: with names and losses above it."""
    words = {name: entry[language] for name, entry in read_resource("coverage", "profile_words.yaml").items()}
    colour = THEMES[theme]
    left, top, right, bottom = plot_box(size, titled)
    base, ray, zone = profile.ground_m + profile.bulge_m, profile.ray_m, profile.fresnel_m
    tall = ray - profile.clearance_m
    steps = _ticks(float(min(base.min(), (ray - zone).min())), float(max(tall.max(), (ray + zone).max())))
    low, high = steps[0], steps[-1]

    def x(metres: Any) -> Any:
        return left + metres / profile.distance_m * (right - left)

    def y(metres: Any) -> Any:
        return bottom - (metres - low) / (high - low) * (bottom - top)

    def points(heights: np.ndarray) -> str:
        return " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x(profile.along_m), y(heights)))

    def band(upper: np.ndarray, lower: np.ndarray) -> str:
        back = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x(profile.along_m)[::-1], y(lower)[::-1]))
        return f"{points(upper)} {back}"

    width, height = size
    lines = [
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}' viewBox='0 0 {width} {height}' {_FONT}>",
        f"<rect width='{width}' height='{height}' fill='{colour['page']}'/>",
    ]
    if titled:
        said = [(26, 16, f"{site} → {place}"), (48, 12, _losses(profile, words)), (66, 12, _verdict(profile, words))]
        lines += _text(colour, [(left, *line) for line in said])
    for step in steps:
        lines.append(
            f"<line x1='{left}' x2='{right}' y1='{y(step):.1f}' y2='{y(step):.1f}' stroke='{colour['grid']}'/>"
        )
        lines += _text(colour, [(left - 8, float(y(step)) + 4, 11, f"{step:g}")], "end")
    if profile.clutter_m:
        lines.append(f"<polygon points='{band(tall, base)}' fill='{colour['tree']}'/>")
    lines += [
        f"<polygon points='{band(ray + zone, ray - zone)}' fill='{colour['ray']}' fill-opacity='0.16'/>",
        f"<polygon points='{band(base, np.full(len(base), low))}' fill='{colour['ground']}'/>",
        f"<polyline points='{points(ray)}' fill='none' stroke='{colour['ray']}' stroke-width='1.6'/>",
    ]
    for at, ground, mast in ((0.0, base[0], ray[0]), (profile.distance_m, base[-1], ray[-1])):
        lines.append(
            f"<line x1='{x(at):.1f}' x2='{x(at):.1f}' y1='{y(ground):.1f}' y2='{y(mast):.1f}' stroke='{colour['ink']}' stroke-width='2.5'/>"
        )
    for step in _ticks(0.0, profile.distance_m / 1000):
        if step * 1000 <= profile.distance_m:
            lines += _text(colour, [(float(x(step * 1000)), bottom + 18, 11, f"{step:g}")], "middle")
    lines += _text(colour, [(right, bottom + 34, 11, words["along"])], "end")
    lines += _text(colour, [(12, top - 14, 11, words["height"])])
    return "\n".join([*lines, *_legend(profile, words, colour, left, size), "</svg>"])


def _legend(
    profile: PathProfile, words: dict[str, str], colour: dict[str, str], left: int, size: tuple[int, int]
) -> list[str]:
    """A swatch and a word for each thing that is drawn, side by side; in two rows from the edge where one is too short."""
    entries = [
        ("ray", 2, 1.0),
        ("zone", 10, 0.3),
        ("earth", 10, 1.0),
        *([("tree", 10, 1.0)] if profile.clutter_m else []),
    ]
    wide = [24 + _APART + sum(11.5 if ord(letter) > 255 else 5.8 for letter in words[name]) for name, *_ in entries]
    narrow = left + sum(wide) - _APART > size[0]
    edge, down = (8.0, size[1] - 22) if narrow else (float(left), size[1] - 14)
    lines, at = [], edge
    for (name, thick, strength), room in zip(entries, wide):
        if narrow and at > edge and at + room - _APART > size[0]:
            at, down = edge, size[1] - 6
        fill = colour[{"zone": "ray", "earth": "ground"}.get(name, name)]
        lines.append(
            f"<rect x='{at:.1f}' y='{down - 4 - thick / 2}' width='18' height='{thick}' fill='{fill}' fill-opacity='{strength}'/>"
        )
        lines += _text(colour, [(at + 24, down, 11, words[name])])
        at += room
    return lines


def _losses(profile: PathProfile, words: dict[str, str]) -> str:
    return words["losses"].format(
        loss=f"{profile.loss_db:.1f}",
        free=f"{profile.free_space_db:.1f}",
        edge=f"{profile.edge_db:.1f}",
        round=f"{profile.round_db:.1f}",
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
