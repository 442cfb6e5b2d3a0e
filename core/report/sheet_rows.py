"""What stands on an application's sheet: its facts in words, and the rows of its rule table."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any, Optional

import geopandas as gpd
import numpy as np
import pandas as pd

from .. import metric
from ..schema import read_resource
from .opinions import SEVERITIES
from .public import public_table
from .sheets import Heading
from .wording import layout, number_text, opinions_layout, spoken

MESSAGE, CLAUSE = 50, 33  # characters of half width per line of these columns of the shipped layout
LINES, ROW = 22.0, 0.55  # of the rule table: lines in all, and what a row takes beside its lines
FACT = 48  # characters of half width of a fact of the shipped layout, beside its head
_NEVER_FIRST = "，。；：、！？）》”’,.;:)"


@cache
def words() -> Mapping[str, Any]:
    """resources/reports/sheets.yaml."""
    return read_resource("reports", "sheets.yaml")


def say(key: str, language: str, /, **facts: Any) -> str:
    entry = words()
    for part in key.split():
        entry = entry[part]
    return str(entry[language]).format(**facts)


def sheet_table(
    reviewed: gpd.GeoDataFrame,
    plan: Optional[gpd.GeoDataFrame],
    by_scene: Mapping[str, float],
    language: str,
    public: bool = False,
    coarse_decimals: int = 3,
) -> tuple[gpd.GeoDataFrame, int]:
    """One row per application, in order: `sheet` (1, 2, …) and its facts as texts; and how many the public is not shown.

    The allowed deviation is the application's own, else its planned site's, else that of its scene (`by_scene`, metres).

    Points in EPSG:4490; an application without a place has an empty one, and says so.
    """
    hidden = 0
    table = reviewed
    if public:
        table, hidden = public_table(reviewed, "reviewed", coarse_decimals)
    table = gpd.GeoDataFrame(table.reset_index(drop=True))
    decimals = coarse_decimals if public else 6
    said = {name: spoken(table[name], name, language) if name in table else _none(table) for name in _SPOKEN}
    text = {name: said[name].fillna("") for name in said}
    allowed = _allowed(table, plan, by_scene)
    joint = "、" if language == "zh" else ", "
    rows = {
        "sheet": np.arange(1, len(table) + 1),
        "application_id": _text(table, "application_id"),
        "site_name": [one_line(name, FACT) for name in _text(table, "site_name")],
        "township": [one_line(name, FACT) for name in _text(table, "township")],
        "build": [joint.join(filter(None, pair)) for pair in zip(text["build_type"], text["structure"])],
        "heights": _heights(table, language),
        "operators": text["operators"],
        "place": _places(table, decimals, language),
        "plan": _plans(table, allowed, language),
        "opinion": text["opinion"],
        "colour": table["opinion"].map(layout()["colours"]).fillna("#5B6B77") if "opinion" in table else "#5B6B77",
        "suggestion": _text(table, "suggestion"),
        "counted": _counts(table, language),
        "found": _found(table),
        "matched_plan": _text(table, "matched_plan"),
        "allowed_m": allowed,
    }
    return gpd.GeoDataFrame(rows, geometry=table.geometry.to_numpy(), crs=metric.DEGREES), hidden


_SPOKEN = ("build_type", "structure", "operators", "opinion")


def rule_table(
    findings: Optional[pd.DataFrame], sheets: pd.DataFrame, language: str, public: bool, decimals: int
) -> pd.DataFrame:
    """The rows of the rule tables: sheet, rule, severity, message, measured, limit, clause as texts, and colour.

    Worst first, as many as a sheet has room for; the last says how many more there are. An application with nothing says so.
    """
    columns = ["sheet", "rule", "severity", "message", "measured", "limit", "clause", "colour"]
    if findings is None or findings.empty:
        return _with_nothing(pd.DataFrame(columns=columns), sheets, language, findings is not None)
    table = pd.DataFrame(findings.drop(columns="geometry", errors="ignore"))
    if public:
        table = public_table(table, "findings", decimals)[0]
    number = dict(zip(sheets["application_id"], sheets["sheet"]))
    table = table.assign(sheet=table["feature"].map(number), order=table["severity"].map(SEVERITIES.index))
    table = table[table["sheet"].notna()].sort_values(["sheet", "order", "rule"], kind="stable")
    unit = spoken(table["unit"], "unit", language).fillna("") if "unit" in table else ""
    rows = pd.DataFrame(
        {
            "sheet": table["sheet"].astype(int),
            "rule": table["rule"],
            "severity": spoken(table["severity"], "severity", language),
            "message": [wrapped(text, MESSAGE) for text in _text(table, "message")],
            "measured": _with_unit(table, "measured", unit, language),
            "limit": _with_unit(table, "limit", unit, language),
            "clause": [wrapped(text, CLAUSE) for text in _text(table, "clause")],
            "colour": table["severity"].map(opinions_layout()["tints"]),
        }
    )
    return _with_nothing(_cut(rows, language), sheets, language, True)


def one_line(text: str, width: int) -> str:
    """The text in one line of at most so many characters of half width: what a label cannot hold is cut above and below."""
    line = " ".join(text.split())
    if _width(line) <= width:
        return line
    while _width(line) > width - 2:
        line = line[:-1]
    return f"{line}…"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def wrapped(text: str, width: int) -> str:
    """The text in lines of so many characters of half width: a layout's table breaks between words alone."""
    lines = []
    for paragraph in text.split("\n"):
        line, taken = "", 0
        for letter in paragraph:
            size = 2 if unicodedata.east_asian_width(letter) in "WF" else 1
            if taken + size > width and letter not in _NEVER_FIRST:
                head, blank, tail = line.rpartition(" ")
                keep = blank and len(tail) < 12 and size == 1
                lines.append(head if keep else line)
                line = tail if keep else ""
                taken = _width(line)
            line, taken = line + letter, taken + size
        lines.append(line)
    return "\n".join(lines)


def _cut(rows: pd.DataFrame, language: str) -> pd.DataFrame:
    """As many rows of each sheet as fit, and one that tells of the rest."""
    lines = [ROW + max(m.count("\n"), c.count("\n")) + 1 for m, c in zip(rows["message"], rows["clause"])]
    rows = rows.assign(lines=lines)
    total = rows.groupby("sheet")["lines"].cumsum()
    whole = rows.groupby("sheet")["lines"].transform("sum")
    fits = total <= np.where(whole <= LINES, LINES, LINES - 1 - ROW)
    rest = (~fits).groupby(rows["sheet"]).sum()
    more = pd.DataFrame(
        {"sheet": rest.index[rest > 0], "message": [say("more", language, count=n) for n in rest[rest > 0]]}
    )
    return pd.concat([rows[fits].drop(columns="lines"), more], ignore_index=True).sort_values("sheet", kind="stable")


def _with_nothing(rows: pd.DataFrame, sheets: pd.DataFrame, language: str, given: bool) -> pd.DataFrame:
    """With a row for each sheet that has none: nothing was found, or what the review counted is not listed here."""
    clean = sheets[~sheets["sheet"].isin(rows["sheet"])]
    told = pd.DataFrame({"sheet": clean["sheet"], "message": say("nothing", language)})
    nothing = clean["found"].eq(0) | (clean["found"].isna() & given)
    told["message"] = told["message"].where(nothing, say("not_listed", language))
    texts = [name for name in rows.columns if name != "sheet"]
    whole = pd.concat([rows, told], ignore_index=True)
    whole[texts] = whole[texts].fillna("")
    return whole.sort_values("sheet", kind="stable").reset_index(drop=True)


def _places(table: gpd.GeoDataFrame, decimals: int, language: str) -> list[str]:
    lost = (table.geometry.isna() | table.geometry.is_empty).to_numpy()
    none = say("place_none", language)
    return [
        none if gone else f"{x:.{decimals}f}, {y:.{decimals}f}"
        for gone, x, y in zip(lost, table.geometry.x, table.geometry.y)
    ]


def _allowed(table: pd.DataFrame, plan: Optional[pd.DataFrame], by_scene: Mapping[str, float]) -> pd.Series:
    allowed = _number(table, "allowed_deviation_m")
    if plan is not None and {"plan_id", "allowed_deviation_m"} <= set(plan.columns):
        own = plan.drop_duplicates("plan_id").set_index("plan_id")["allowed_deviation_m"]
        allowed = allowed.fillna(pd.to_numeric(_text(table, "matched_plan").map(own), errors="coerce"))
    return allowed.fillna(_text(table, "scene").map(dict(by_scene)).astype(float))


def _plans(table: pd.DataFrame, allowed: pd.Series, language: str) -> list[str]:
    told = []
    for plan, away, most in zip(_text(table, "matched_plan"), _number(table, "plan_distance_m"), allowed):
        key = "plan_none" if not plan or np.isnan(away) else "plan_near" if np.isnan(most) else "plan_told"
        told.append(say(key, language, plan=plan, distance=f"{away:.1f}", allowed=f"{most:g}"))
    return told


def _heights(table: pd.DataFrame, language: str) -> list[str]:
    pairs = zip(_number(table, "structure_height_m"), _number(table, "antenna_height_m"))
    told = (("–" if np.isnan(a) else f"{a:g}", "–" if np.isnan(b) else f"{b:g}") for a, b in pairs)
    return [say("heights_told", language, structure=a, antenna=b) for a, b in told]


def _counts(table: pd.DataFrame, language: str) -> list[str]:
    """How many findings of each severity a review has; empty where it does not say."""
    names = ("blocks", "errors", "warnings", "not_checked")
    if not set(names) <= set(table.columns):
        return [""] * len(table)
    figures = table[list(names)].fillna(0).astype(int).to_dict("records")
    return [say("counted", language, **row) for row in figures]


def _found(table: pd.DataFrame) -> pd.Series:
    """How many findings a review says an application has; NaN where it does not say."""
    return sum((_number(table, name) for name in ("blocks", "errors", "warnings")), pd.Series(0.0, index=table.index))


def _with_unit(table: pd.DataFrame, column: str, unit: Any, language: str) -> list[str]:
    units = [unit] * len(table) if isinstance(unit, str) else list(unit)
    heading = Heading(column, column, decimals=2)
    return [
        f"{number_text(n, heading, language)} {u}".strip() if pd.notna(n) else ""
        for n, u in zip(_number(table, column), units)
    ]


def _number(table: pd.DataFrame, column: str) -> pd.Series:
    if column not in table:
        return pd.Series(np.nan, index=table.index)
    return pd.to_numeric(table[column], errors="coerce").astype(float)


def _text(table: pd.DataFrame, column: str) -> pd.Series:
    return (
        table[column].astype(object).where(table[column].notna(), "").astype(str)
        if column in table
        else _none(table).fillna("")
    )


def _none(table: pd.DataFrame) -> pd.Series:
    return pd.Series(None, index=table.index, dtype=object)
