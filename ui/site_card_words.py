"""The site card in words: its lines as label and text, for the window and for copying."""

from __future__ import annotations

import math
from typing import Any

from ..core.checks.site_card import SiteCard
from ..core.errors import N_
from ..processing.translation import language, tr
from ..processing.words import FITS, SEVERITIES, STATES

SAID = {**SEVERITIES, "passed": N_("Passed")}
SHORT = {"block": "✖", "error": "▲", "warning": "◆", "not_checked": "?", "info": "•", "passed": "●"}
DATUMS = {
    "cgcs2000": "CGCS2000",
    "wgs84": "WGS 84",
    "gcj02": N_("GCJ-02 (Amap, Tencent)"),
    "bd09": N_("BD-09 (Baidu)"),
}
_SHOWN = 3


def degrees(lon: float, lat: float, as_angles: bool = False) -> str:
    """A place as people write it: decimal degrees, or degrees, minutes and seconds."""
    if not as_angles:
        return f"{lon:.6f}, {lat:.6f}"
    return f"{_angle(lon, 'E', 'W')} {_angle(lat, 'N', 'S')}"


def lines(card: SiteCard) -> list[tuple[str, str, str]]:
    """Label, text and severity ('' for a plain fact) of each line of the card."""
    said = [(tr(N_("Place")), _place(card), ""), *_away(card), *_plan(card), *_hosts(card)]
    if "zones" in card.looked:
        zones = _several([f"{zone['kind']}{_in_brackets(zone['name'])}" for zone in card.zones], len(card.zones))
        said.append((tr(N_("Zones")), zones or tr(N_("in none of the zones given")), ""))
    else:
        said.append((tr(N_("Zones")), _no_layer(), "not_checked"))
    said += _coverage(card)
    said.append((tr(N_("Nearest place that passes")), _nearest(card), "passed" if card.nearest else "error"))
    return said


def counts(card: SiteCard) -> list[tuple[str, int]]:
    """Severity and number of lines, worst first; the empty ones left out but for those passed."""
    found = card.counts()
    order = ("block", "error", "warning", "not_checked", "info", "passed")
    return [(severity, found[severity]) for severity in order if found[severity] or severity == "passed"]


def whole(card: SiteCard, notes: list[str]) -> str:
    """The card as plain text."""
    title, here = tr(N_("Site card")), tr(N_("A site here"))
    text = [f"{title}  {degrees(card.lon, card.lat)}  CGCS2000"]
    text += [f"{label}{_colon()}{said}" for label, said, _ in lines(card)]
    summed = _comma().join(f"{tr(SAID[severity])} {count}" for severity, count in counts(card))
    text += ["", f"{here}{_colon()}{summed}"]
    for line in card.rules:
        if line["severity"] != "passed":
            text.append(f"{SHORT[line['severity']]} {line['rule']} {line['title']}{_colon()}{line['message']}")
    passed = [f"{line['rule']} {line['title']}" for line in card.rules if line["severity"] == "passed"]
    text.append(f"{SHORT['passed']} {tr(SAID['passed'])}{_colon()}{_listed(list(dict.fromkeys(passed)))}")
    papers = tr(N_("Judged by the papers of an application: {count}"), count=len(card.papers))
    text.append(f"{papers}{_comma()}{_listed(card.papers)}")
    return "\n".join(text + [note for note in notes if note])


def _place(card: SiteCard) -> str:
    missing = {
        "county": tr(N_("in no county given")) if "counties" in card.looked else tr(N_("no layer of counties")),
        "township": tr(N_("in no township given")) if "townships" in card.looked else tr(N_("no layer of townships")),
    }
    return " · ".join(getattr(card, name) or missing[name] for name in ("county", "township"))


def _away(card: SiteCard) -> list[tuple[str, str, str]]:
    """How far border and coast are, as far as their lines were given."""
    told = {"border": (N_("border {km} km away"), N_("border farther than 100 km")),
            "coast": (N_("coast {km} km away"), N_("coast farther than 100 km"))}  # fmt: skip
    parts = []
    for name, metres in card.away_m.items():
        near, far = told[name]
        parts.append(tr(far) if metres is None else tr(near, km=f"{metres / 1e3:.1f}"))
    return [(tr(N_("Distances")), _comma().join(parts), "")] if parts else []


def _coverage(card: SiteCard) -> list[tuple[str, str, str]]:
    """A line for each technology: its state and what that rests on."""
    if not card.coverage:
        return [(tr(N_("Coverage")), tr(N_("not checked: no layer of sites or of measurements")), "not_checked")]
    sign = {
        "covered_measured": "●",
        "covered_model": "◐",
        "gap_measured": "✖",
        "gap_model": "◇",
        "claimed": "○",
        "unknown": "?",
    }
    colon = _colon()
    return [
        (
            tr(N_("Coverage {technology}"), technology=row["technology"]),
            f"{sign[row['state']]} {tr(STATES[row['state']])}{colon}{row['evidence']}",
            _SHADE.get(row["state"], ""),
        )
        for row in card.coverage
    ]


_SHADE = {"gap_measured": "error", "gap_model": "warning", "claimed": "not_checked", "unknown": "not_checked"}


def _plan(card: SiteCard) -> list[tuple[str, str, str]]:
    label, plan = tr(N_("Planned site")), card.plan
    if plan is None:
        return [(label, tr(N_("no planned site")) if "plan" in card.looked else _no_layer(), "not_checked")]
    name = _comma().join(str(x) for x in (plan["plan_id"], plan["site_name"], plan["build_type"]) if _filled(x))
    if plan["distance_m"] < 0.5:
        text, away = tr(N_("{plan}: right here"), plan=name), 0.0
    else:
        away = plan["distance_m"]
        text = tr(N_("{plan}: {distance} m to the {way}"), plan=name, distance=f"{away:,.0f}", way=plan["way"])
    text += _comma() + tr(_ALLOWED[plan["within"], plan["allowed_m"] is None], allowed=f"{plan['allowed_m'] or 0:g}")
    return [(label, text, {True: "passed", False: "error", None: "not_checked"}[plan["within"]])]


_ALLOWED = {  # within, and whether the scene leaves the limit open
    (True, False): N_("within the allowed {allowed} m"),
    (False, False): N_("more than the allowed {allowed} m"),
    (True, True): N_("within the allowed deviation of every scene"),
    (False, True): N_("more than the allowed deviation of every scene"),
    (None, True): N_("its scene is not known, so the allowed deviation is open"),
}


def _hosts(card: SiteCard) -> list[tuple[str, str, str]]:
    said = []
    for kind, table, label, none in (
        ("existing", "sites", N_("Existing sites with room"), N_("none near enough to share")),
        ("resource", "resources", N_("Opened resources"), N_("none inside the allowed deviation")),
    ):
        if table not in card.looked:
            said.append((tr(label), _no_layer(), "not_checked"))
            continue
        hosts = [host for host in card.hosts if host["kind"] == kind]
        named = [
            tr(
                N_("{host} {distance} m ({fits})"),
                host=host["label"] if _filled(host["label"]) else host["candidate"],
                distance=f"{host['distance_m']:,.0f}",
                fits=tr(FITS[host["fits"]]),
            )
            for host in hosts
        ]
        said.append((tr(label), _several(named, len(hosts)) or tr(none), ""))
    return said


def _nearest(card: SiteCard) -> str:
    place = card.nearest
    if place is None:
        if not card.shut_out:
            return tr(N_("not found"))
        return tr(N_("none within the allowed deviation: {why}"), why=card.shut_out)
    if place["stays"]:
        text = tr(N_("here"))
    else:
        shift = f"{place['shift_m']:.1f}" if place["shift_m"] < 10 else f"{place['shift_m']:,.0f}"
        text = tr(
            N_("{shift} m to the {way} (bearing {bearing}°), at {place}"),
            shift=shift,
            way=place["way"],
            bearing=f"{place['bearing_deg']:.0f}",
            place=degrees(place["lon"], place["lat"]),
        )
    if place["conditions"]:
        conditions = _listed(place["conditions"].split("\n"))
        text = tr(N_("{place}; conditions there: {conditions}"), place=text, conditions=conditions)
    return text


def _no_layer() -> str:
    return tr(N_("not checked: no such layer"))


def _several(texts: list[str], total: int) -> str:
    more = tr(N_(" and {count} more"), count=total - _SHOWN) if total > _SHOWN else ""
    return _listed(texts[:_SHOWN]) + more


def _listed(texts: list[str]) -> str:
    return ("；" if language() == "zh" else "; ").join(texts)


def _comma() -> str:
    return "，" if language() == "zh" else ", "


def _colon() -> str:
    return "：" if language() == "zh" else ": "


def _in_brackets(name: str) -> str:
    return (f"（{name}）" if language() == "zh" else f" ({name})") if name else ""


def _filled(value: Any) -> bool:
    return value is not None and value == value and value != ""


def _angle(value: float, plus: str, minus: str) -> str:
    tenths = round(abs(value) * 36_000)  # of a second: 59.96 must not become 60.0
    whole_, rest = divmod(tenths, 36_000)
    minutes, seconds = divmod(rest, 600)
    return f"{whole_}°{minutes:02d}′{math.floor(seconds / 10):02d}.{seconds % 10}″{plus if value >= 0 else minus}"
