"""The facts of a site card as a small table of HTML, in the colours of the window."""

from __future__ import annotations

from html import escape

from qgis.PyQt.QtGui import QPalette

from ..core.checks.site_card import SiteCard
from ..core.errors import N_
from ..processing.translation import tr
from .signs import colour
from .site_card_words import lines


def facts_html(card: SiteCard, notes: list[str], palette: QPalette) -> str:
    """A row for each line of the card; all text escaped, since names come from files."""
    text = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.Text)
    muted = f"color: rgba({text.red()},{text.green()},{text.blue()},0.7)"
    rows = []
    for label, said, severity in [*lines(card), *((tr(N_("Note")), note, "") for note in notes if note)]:
        shade = f"color: {colour(severity, palette).name()}" if severity in ("error", "warning", "not_checked") else ""
        rows.append(
            f'<tr><td width="30%" style="{muted}">{escape(label)}</td><td style="{shade}">{escape(said)}</td></tr>'
        )
    return f'<table width="100%" cellspacing="0" cellpadding="3">{"".join(rows)}</table>'
