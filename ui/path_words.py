"""The path profile in words: its figures as label and text, for the window and for copying."""

from __future__ import annotations

import math
from html import escape
from typing import Any

from qgis.PyQt.QtGui import QPalette

from ..core import schema
from ..core.coverage.path_profile import PathProfile
from ..core.errors import N_
from ..processing.translation import language, tr
from .site_card_words import degrees
from .targets_signs import ink, shade

_CHANCES = {
    "covered_model": N_("● covered by this path"),
    "gap_model": N_("◇ not covered by this path"),
    "unknown": N_("? may be covered or not"),
}
_SURFACES = {"land": N_("land"), "sea": N_("sea")}


def state(profile: PathProfile, facts: dict[str, Any]) -> str:
    """What the probability of this one path says, by the limits of the profile of parameters; covered only where that is sure."""
    if profile.probability >= facts["limits"]["covered"]:
        return "covered_model" if facts["sure"] else "unknown"
    return "gap_model" if profile.probability <= facts["limits"]["gap"] else "unknown"


def lines(profile: PathProfile, facts: dict[str, Any]) -> list[tuple[str, str]]:
    """Label and text of each line."""
    signal = " · ".join(
        [
            facts["technology"],
            f"{facts['mhz']:g} MHz",
            schema.word_of("operator", facts["operator"], language()) if facts["operator"] else tr(N_("any operator")),
        ]
    )
    mast = tr(N_("antenna {height} m"), height=f"{facts['mast_m']:g}")
    if facts["azimuth_deg"] is not None:
        mast += " · " + tr(N_("looks to {azimuth}°"), azimuth=f"{facts['azimuth_deg']:g}")
    loss = tr(
        N_("{loss} dB = free space {free} + diffraction {bent} (ridges {edge}, curved earth {round})"),
        loss=f"{profile.loss_db:.1f}",
        free=f"{profile.free_space_db:.1f}",
        bent=f"{profile.edge_db + profile.round_db:.1f}",
        edge=f"{profile.edge_db:.1f}",
        round=f"{profile.round_db:.1f}",
    )
    if profile.beam_db > 0.05:
        loss += tr(N_("; aside of the beam {beam} dB more"), beam=f"{profile.beam_db:.1f}")
    chance = f"{100 * profile.probability:.0f} %"
    told = [
        (tr(N_("Probability")), f"{chance} · {tr(_CHANCES[state(profile, facts)])}"),
        (tr(N_("Margin")), tr(_MARGIN, margin=f"{profile.margin_db:.1f}", allowed=f"{profile.allowed_db:.1f}")),
        (tr(N_("Path loss")), loss),
        (tr(N_("Distance")), tr(N_("{km} km"), km=f"{profile.distance_m / 1000:.2f}")),
        (tr(N_("Site")), f"{facts['site_name']} · {mast}"),
        (tr(N_("Place")), f"{degrees(*facts['place'])} · {tr(_SURFACES[facts['surface']])}"),
        (tr(N_("Signal")), signal),
    ]
    if facts["rsrp_dbm"] is not None:
        told.append((tr(N_("Signal level")), tr(N_("RSRP {level} dBm, median"), level=f"{facts['rsrp_dbm']:.0f}")))
    ten, one = (math.floor(profile.rare_db.get(share, 0.0)) for share in ("10", "1"))  # "at least": not rounded up
    if one > 0:
        text = N_(
            "at least {ten} dB more in 10 % of the time, {one} dB more in 1 % (ducts and troposcatter, ITU-R P.1812)"
        )
        told.append((tr(N_("Signal at times")), tr(text, ten=f"{ten}", one=f"{one}")))
    if facts["lacks"]:
        text = (
            N_("not told: {lacks}") if facts["exact"] else N_("not told: {lacks}; the figures are the most it may be")
        )
        told.append((tr(N_("Not sure")), tr(text, lacks=facts["lacks"])))
    rests = tr(N_("terrain (ITU-R P.526/P.1812 delta-Bullington), profile {rests}"), rests=facts["rests_on"])
    return [*told, (tr(N_("Rests on")), rests)]


_MARGIN = N_("{margin} dB (allowed loss {allowed} dB)")


def as_html(profile: PathProfile, facts: dict[str, Any], palette: QPalette) -> str:
    """The lines as a table in the colours of the window; all text escaped, since names come from files."""
    said, plain = shade(state(profile, facts), palette).name(), ink(palette)
    muted = f"color: rgba({plain.red()},{plain.green()},{plain.blue()},0.7)"
    rows = [
        f'<tr><td style="{muted}; white-space: nowrap">{escape(label)}&nbsp;&nbsp;</td>'
        f'<td width="100%" style="color: {said if label == tr(N_("Probability")) else plain.name()}">{escape(text)}</td></tr>'
        for label, text in lines(profile, facts)
    ]
    return f'<table width="100%" cellspacing="0" cellpadding="2">{"".join(rows)}</table>'


def as_plain(profile: PathProfile, facts: dict[str, Any]) -> str:
    colon = "：" if language() == "zh" else ": "
    return "\n".join([tr(N_("Path profile")), *(f"{label}{colon}{text}" for label, text in lines(profile, facts))])


def at_point(profile: PathProfile, at: int) -> str:
    """What the profile is at one of its points: how far along, ground, and how far the ray passes over it."""
    zone, clear = float(profile.fresnel_m[at]), float(profile.clearance_m[at])
    text = N_("{km} km: ground {ground} m, ray {clear} m above it")
    if clear < 0:
        text = N_("{km} km: ground {ground} m, ray {clear} m below its top")
    said = tr(
        text, km=f"{profile.along_m[at] / 1000:.2f}", ground=f"{profile.ground_m[at]:.0f}", clear=f"{abs(clear):.0f}"
    )
    if zone >= 1 and clear >= 0:
        said += tr(N_(" = {share} of the radius of the first Fresnel zone"), share=f"{clear / zone:.1f}")
    return said
