"""One finding in full: clause, values, data, suggestion, decisions; as HTML in the colours of the window."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from qgis.PyQt.QtGui import QPalette

from ..core.errors import N_
from ..processing.translation import tr
from .findings_words import by_text, check_word, filled, moment, rule_titles, value_text, word_of
from .signs import colour

OTHER, FEATURE = "other", "feature"
"""What the links of the panel ask for: the form of the one or the other."""


def detail_html(row: Mapping[str, Any], palette: QPalette) -> str:
    """A row for each thing known; all text escaped, since names come from files."""
    text = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.Text)
    muted = f"color: rgba({text.red()},{text.green()},{text.blue()},0.7)"
    shade = colour(row["severity"], palette).name()
    title = f"{row['rule']} {rule_titles().get(row['rule'], '')}"
    head = f'<p><b style="color: {shade}">{word_of("severity", row["severity"])}</b> <b>{escape(title)}</b></p>'
    lines = "".join(
        f'<tr><td width="24%" style="{muted}">{escape(label)}</td><td>{said}</td></tr>' for label, said in _lines(row)
    )
    return f'{head}<table width="100%" cellspacing="0" cellpadding="2">{lines}</table>'


def _lines(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    value = value_text(row.get("measured"), row.get("limit"), row.get("unit"))
    lines = [
        (tr(N_("Feature")), _feature(row)),
        (tr(N_("Other feature")), _link(OTHER, row.get("other"))),
        (tr(N_("Message")), _plain(row.get("message"))),
        (tr(N_("Measured / limit")), escape(value)),
        (tr(N_("Suggestion")), _plain(row.get("suggestion"))),
        (tr(N_("Clause")), _plain(row.get("clause"))),
        (tr(N_("Data it rests on")), _plain(row.get("data"))),
        (tr(N_("Check")), escape(f"{check_word(row['checked_by'])} · {word_of('change', row['change'])}")),
        (tr(N_("State")), _decision(row, "") if row["change"] != "gone" else ""),
        (tr(N_("Earlier decision")), _decision(row, "former_")),
    ]
    return [(label, said) for label, said in lines if said]


def _feature(row: Mapping[str, Any]) -> str:
    label, own = row.get("label"), row.get("feature")
    named = f"{escape(str(label))} " if filled(label) else ""
    return named + _link(FEATURE, own) if filled(own) else named


def _link(what: str, own: Any) -> str:
    return f'<a href="{what}">{escape(str(own))}</a>' if filled(own) else ""


def _plain(text: Any) -> str:
    return escape(str(text)).replace("\n", "<br>") if filled(text) else ""


def _decision(row: Mapping[str, Any], prefix: str) -> str:
    state = row.get(f"{prefix}state")
    if not filled(state):
        return ""
    by = by_text({"who": row.get(f"{prefix}who"), "decided_at": row.get(f"{prefix}decided_at")})
    said = [word_of("state", state), by if prefix else by or moment(None), str(row.get(f"{prefix}reason") or "")]
    return escape(" · ".join(part for part in said if part))
