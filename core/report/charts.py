"""The charts of the county report: bars and lines in SVG, readable without colour."""

from __future__ import annotations

import pandas as pd

from .sections import Picture
from .svg import INK, LINE, SOFT, Drawing, shortened, ticks
from .wording import code_words, layout, say

WIDTH, ROW, BAR = 860, 26, 14
LABEL, RIGHT = 300, 150
MOST = 40  # bars on one page


def target_chart(targets: pd.DataFrame, language: str, several: bool) -> list[Picture]:
    """Value of each target that is a share, against what is required."""
    if targets.empty:
        return []
    shares = targets[targets["unit"].astype(str).str.startswith("%") & targets["value"].notna()].head(MOST)
    if shares.empty:
        return []
    colours, words = layout()["colours"], code_words("verdict", language)
    rows = len(shares)
    alt = say("charts targets_alt", language, count=rows)
    draw = Drawing(WIDTH, 34 + rows * ROW + 8, alt)
    left, span = LABEL, WIDTH - LABEL - RIGHT
    for tick in (0, 25, 50, 75, 100):
        x = left + span * tick / 100
        draw.line(x, 24, x, 30 + rows * ROW, LINE, 0.7)
        draw.words(x, 17, f"{tick} %", 11, "middle", SOFT)
    for number, row in enumerate(shares.itertuples()):
        y = 34 + number * ROW
        year = "" if pd.isna(row.year) else f"{int(row.year)} "
        text = f"{row.county} {year}{row.subject}" if several else f"{year}{row.subject}"
        draw.words(left - 8, y + BAR - 2, shortened(text, 12, LABEL - 12), 12, "end")
        draw.box(left, y, span, BAR, "#EEF1F3")
        draw.box(left, y, span * min(float(row.value), 100) / 100, BAR, colours.get(row.verdict, SOFT))
        if pd.notna(row.target_value):
            x = left + span * min(float(row.target_value), 100) / 100
            draw.line(x, y - 4, x, y + BAR + 4, INK, 2)
        draw.words(left + span + 8, y + BAR - 2, f"{float(row.value):.1f} %  {words.get(row.verdict, '')}", 12)
    return [Picture(draw.text(), say("charts targets", language), alt, draw.width, draw.height)]


def progress_chart(progress: pd.DataFrame, language: str) -> list[Picture]:
    """Built against the task, a pair of bars for each county and year that has a task."""
    if progress.empty:
        return []
    rows = progress[(progress["level"] == "county") & progress["task"].notna()]
    rows = rows if len(rows) else progress[progress["task"].notna()]
    rows = rows.head(MOST // 2)
    if rows.empty:
        return []
    alt = say("charts progress_alt", language, count=len(rows))
    height = 2 * ROW
    draw = Drawing(WIDTH, 12 + len(rows) * height, alt)
    top = ticks(float(rows[["task", "built"]].astype(float).max().max()))[-1]
    span = WIDTH - LABEL - RIGHT
    areas = code_words("area", language)
    for number, row in enumerate(rows.itertuples()):
        y = 8 + number * height
        draw.words(LABEL - 8, y + BAR + 4, f"{areas.get(row.area, row.area)} {int(row.year)}", 12, "end")
        task, built = float(row.task), 0.0 if pd.isna(row.built) else float(row.built)
        draw.box(LABEL, y, span * task / top, BAR, "#FFFFFF", stroke=SOFT, stroke_width=1)
        draw.words(LABEL + span * task / top + 6, y + BAR - 2, f"{say('charts task', language)} {task:g}", 12)
        draw.box(LABEL, y + BAR + 2, span * built / top, BAR, "#0072B2")
        rate = "" if pd.isna(row.rate) else f"  {float(row.rate):.2f} %"
        told = "–" if pd.isna(row.built) else f"{built:g}"
        draw.words(LABEL + span * built / top + 6, y + 2 * BAR, f"{say('charts built', language)} {told}{rate}", 12)
    return [Picture(draw.text(), say("charts progress", language), alt, draw.width, draw.height)]


def summary_chart(summary: pd.DataFrame, language: str, several: bool) -> list[Picture]:
    """Covered, unknown and gap of each kind as one bar of 100 %."""
    rows = summary[summary["total"] > 0].head(MOST) if len(summary) else summary
    if rows.empty:
        return []
    colours, kinds = layout()["colours"], code_words("kind", language)
    alt = say("charts summary_alt", language, count=len(rows))
    draw = Drawing(WIDTH, 34 + len(rows) * ROW + 4, alt)
    span = WIDTH - LABEL - 90
    x = float(LABEL)
    for part in ("covered", "unknown", "gap"):
        _share_box(draw, part, x, 6, 22, BAR, colours)
        word = say(f"charts {part}", language)
        draw.words(x + 28, 6 + BAR - 2, word, 12)
        x += 60 + 13 * len(word) * (1 if language == "zh" else 0.6)
    for number, row in enumerate(rows.itertuples()):
        y = 34 + number * ROW
        text = (
            f"{row.county} {row.technology} {kinds.get(row.kind, row.kind)}"
            if several
            else f"{row.technology} {kinds.get(row.kind, row.kind)}"
        )
        draw.words(LABEL - 8, y + BAR - 2, shortened(text, 12, LABEL - 12), 12, "end")
        x = float(LABEL)
        for part in ("covered", "unknown", "gap"):
            width = span * float(getattr(row, part)) / float(row.total)
            _share_box(draw, part, x, y, width, BAR, colours)
            x += width
        told = "–" if pd.isna(row.share) else f"{float(row.share):.1f} %"
        draw.words(LABEL + span + 8, y + BAR - 2, told, 12)
    return [Picture(draw.text(), say("charts summary", language), alt, draw.width, draw.height)]


def _share_box(draw: Drawing, part: str, x: float, y: float, width: float, height: float, colours: dict) -> None:
    if part == "gap":
        draw.hatched(x, y, width, height, colours["gap_measured"])
    elif part == "unknown":
        draw.box(x, y, width, height, "#E2E2E2", stroke=colours["unknown"], stroke_width=1, stroke_dasharray="2 2")
    else:
        draw.box(x, y, width, height, colours["covered_measured"])


def register_chart(monthly: pd.DataFrame, language: str) -> list[Picture]:
    """The places opened so far, month by month."""
    rows = monthly[monthly["opened"].notna()] if len(monthly) else monthly
    if len(rows) < 2:
        return []
    alt = say("charts register_alt", language, count=len(rows))
    lines = {"": [(float(n), float(opened)) for n, opened in enumerate(rows["opened"])]}
    names = [str(period) for period in rows["period"]]
    return [_line_picture(lines, names, say("charts register", language), alt, "")]


def trend_chart(trend: pd.DataFrame, language: str) -> list[Picture]:
    """The value of each target that has more than one snapshot, by day."""
    if trend.empty:
        return []
    counts = trend.groupby(["county", "target"])["date"].nunique()
    kept = trend.set_index(["county", "target"]).loc[counts.index[counts > 1]].reset_index()
    kept = kept[kept["value"].notna()]
    if kept.empty:
        return []
    days = sorted(kept["date"].unique())
    first = days[0]
    lines = {
        f"{group['subject'].iloc[0]}": [
            ((day - first).days, float(value)) for day, value in zip(group["date"], group["value"])
        ]
        for _, group in list(kept.groupby(["county", "target"]))[:8]
    }
    alt = say("charts trend_alt", language, count=len(lines))
    names = [day.isoformat() for day in days]
    return [_line_picture(lines, names, say("charts trend", language), alt, " %", [(d - first).days for d in days])]


_DASHES = ("", "6 3", "2 2", "8 3 2 3", "1 3", "10 4", "4 4", "12 3 3 3")
_LINES = ("#0072B2", "#D55E00", "#009E73", "#7B3294", "#5B7083", "#E69F00", "#B00020", "#56B4E9")


def _line_picture(
    lines: dict[str, list[tuple[float, float]]],
    names: list[str],
    caption: str,
    alt: str,
    unit: str,
    at: list[float] | None = None,
) -> Picture:
    height, left, right = 260, 60, 20 if list(lines) == [""] else 320
    draw = Drawing(WIDTH, height, alt)
    at = at if at is not None else list(map(float, range(len(names))))
    last = max(at) or 1.0
    scale = ticks(max(value for points in lines.values() for _, value in points))
    span, rise = WIDTH - left - right, height - 50

    def x_of(place: float) -> float:
        return left + span * place / last

    def y_of(value: float) -> float:
        return 14 + rise * (1 - value / scale[-1])

    for tick in scale:
        draw.line(left, y_of(tick), left + span, y_of(tick), LINE, 0.7)
        draw.words(left - 8, y_of(tick) + 4, f"{tick:g}{unit}", 11, "end", SOFT)
    every = max(1, -(-len(names) // 8))
    for place, name in list(zip(at, names))[::every]:
        draw.words(x_of(place), height - 16, name, 11, "middle", SOFT)
    for number, (name, points) in enumerate(lines.items()):
        colour, dashes = _LINES[number % 8], _DASHES[number % 8]
        drawn = " ".join(f"{x_of(x):.1f},{y_of(y):.1f}" for x, y in points)
        draw.add("polyline", points=drawn, fill="none", stroke=colour, stroke_width=2, stroke_dasharray=dashes or None)
        if name:
            y, more = 20 + 20 * number, {"stroke_dasharray": dashes} if dashes else {}
            draw.line(left + span + 14, y, left + span + 44, y, colour, 2, **more)
            draw.words(left + span + 50, 24 + 20 * number, shortened(name, 12, right - 60), 12)
    return Picture(draw.text(), caption, alt, draw.width, draw.height)
