"""The sentences of the targets dock: verdicts, lacks, figures, places that fail."""

from __future__ import annotations

import math
from html import escape
from typing import Any

from ..core.errors import N_
from ..core.targets.shown import KM, KM2, OWN, PLACE, POINTS
from ..core.targets.wording import kind_word
from ..processing.translation import language, tr
from ..processing.words import STATES, VERDICTS

_LACKS = {
    PLACE: N_("{number} short"),
    KM: N_("{number} km short"),
    KM2: N_("{number} km² short"),
    POINTS: N_("{number} points short"),
}
_GAINS = {PLACE: N_("{number} places"), KM: N_("{number} km"), KM2: N_("{number} km²")}
_STATES = {**STATES, "gap_listed": N_("Listed as missing"), "unassessed": N_("Not assessed")}


def number(value: float, digits: int = 1) -> str:
    """A figure without false digits: 28, 66.7, 1,234."""
    whole = abs(value - round(value)) < 0.5 * 10**-digits
    return f"{value:,.0f}" if whole else f"{value:,.{digits}f}"


def verdict_word(verdict: str) -> str:
    return tr(VERDICTS[verdict])


def state_word(state: str) -> str:
    return tr(_STATES.get(state, state))


def value_text(row: dict[str, Any], name: str = "value") -> str:
    """66.7 %, 120 Mbps; a dash where it is not known."""
    value = row.get(name)
    if value is None or math.isnan(value):
        return "—"
    unit = str(row["unit"])
    if unit.startswith("%"):
        return f"{number(value)} %"
    words = {"yes/no", "有无", "rule", "规则", "plan", "规划", "date", "日期", "count", "lines"}
    return number(value) if unit in words else f"{number(value)} {unit}"


def lack_text(row: dict[str, Any]) -> str:
    """12 short, 12.4 km short; empty where nothing is lacking or it is not known."""
    lacking, unit = row["lacking"], row["lacking_unit"]
    if not unit or math.isnan(lacking):
        return ""
    if unit == OWN:
        return tr(N_("{number} {unit} short"), number=number(lacking, 2), unit=row["unit"])
    return tr(_LACKS[unit], number=number(lacking, 0 if unit == PLACE else 1))


def gain_text(gained: float, unit: str) -> str:
    """+3 places, +1.0 km."""
    if not unit or math.isnan(gained):
        return ""
    said = tr(_GAINS[unit], number=number(abs(gained), 0 if unit == PLACE else 2))
    return f"{'+' if gained >= 0 else '−'}{said}"


def basis_text(row: dict[str, Any]) -> str:
    """What it rests on, and how much is unknown; of what cannot be computed what is missing."""
    if row["verdict"] == "not_computed":
        return tr(N_("Missing: {what}"), what=row["missing"] or "—")
    parts = [str(row["basis"] or "")]
    unknown = row["unknown"]
    if unknown and not math.isnan(unknown):
        parts.append(tr(N_("unknown {number}"), number=number(unknown)))
    return " · ".join(part.replace("；", " · ").replace("; ", " · ") for part in parts if part)


def clause_text(row: dict[str, Any]) -> str:
    """263号 一(三) · 2027."""
    year = row.get("year")
    due = "" if year is None or math.isnan(year) else tr(N_("by {year}"), year=int(year))
    return " · ".join(part for part in (f"{row['number']} {row['clause'] or ''}".strip(), due) if part)


def target_sentence(row: dict[str, Any]) -> str:
    """A row as one sentence, for the tool tip and for who cannot see it."""
    limit = "" if math.isnan(row["target_value"]) else tr(N_("target {value}"), value=value_text(row, "target_value"))
    told = [verdict_word(row["verdict"]), value_text(row), limit, lack_text(row), basis_text(row), clause_text(row)]
    return f"{row['subject']}: " + ", ".join(part for part in told if part)


def target_tip(row: dict[str, Any], title: str) -> str:
    """All that is known of a target; names come from files and are escaped."""
    lines = [f"<b>{escape(str(row['subject']))}</b>", escape(f"{title} {row['clause'] or ''}")]
    figures = [row["numerator"], row["denominator"]]
    if not any(math.isnan(figure) for figure in figures):
        lines.append(
            escape(tr(N_("{part} of {whole}"), part=number(figures[0], 2), whole=number(figures[1], 2)))
            + f" = {escape(value_text(row))}"
        )
    lines += [escape(str(row[name])) for name in ("basis", "missing", "note") if row[name]]
    return "<qt>" + "<br>".join(lines) + "</qt>"


def unit_text(unit: dict[str, Any]) -> str:
    """What a failing place or stretch is called."""
    name = str(unit["label"] or unit["demand"])
    if unit["unit"] == "m":
        return f"{name}  K{unit['from_m'] / 1e3:.2f}–K{unit['to_m'] / 1e3:.2f}"
    return name


def unit_reason(unit: dict[str, Any]) -> str:
    """What it is, why it fails, how much of it."""
    parts = [kind_word(str(unit["kind"]), language()), state_word(str(unit["state"]))]
    if unit["unit"] == "m":
        parts.append(tr(_GAINS[KM], number=number(unit["size"] / 1e3, 2)))
    elif unit["unit"] == "m2":
        parts.append(tr(_GAINS[KM2], number=number(unit["size"] / 1e6, 2)))
    if unit["near"]:
        parts.append(str(unit["near"]))
    if unit["reason"]:
        parts.append(str(unit["reason"]))
    year = unit["planned_year"]
    if year is not None and not math.isnan(year):
        parts.append(tr(N_("a planned site of {year} closes it"), year=int(year)))
    return " · ".join(parts)
