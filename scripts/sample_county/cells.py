"""Cells: which operator has 4G and 5G at which site, on which band; some sites are left without on purpose."""

from __future__ import annotations

from typing import Optional

from . import geo
from .ground import Ground
from .wider_routes import TUNNELS, part

WITHOUT = (33, 47, 58)
"""Sites (by number) of which the operators sent no cells."""
ONLY_FOUR = (37, 55, 67)
"""Sites whose list says 5G where the operators' cells have 4G only."""
SECTORS, ONE_SIDED = range(5, 15), 26
SEA_FORMATS = {"1": (41,)}


def cells(ground: Ground) -> list:
    """One row per operator, technology and sector. Where a site has rows here they are what is on air there."""
    lines = dict(zip(ground.routes["route_id"], ground.routes.geometry))
    rows: list = []
    for number, site in enumerate(ground.sites, 1):
        if number in WITHOUT or not site["operators"]:
            continue
        formats = [f for f, numbers in SEA_FORMATS.items() if number in numbers]
        for operator in (site["operators"] or "").split(";"):
            for technology in site["technologies"].split(";"):
                band = _band(operator, technology, site, number)
                if band is None:
                    continue
                if site["build_type"] == "indoor":
                    turns: tuple = (None,)
                elif number == ONE_SIDED:
                    turns = (90,)
                else:
                    turns = (0, 120, 240) if number in SECTORS else (None,)
                setting = "indoor" if site["build_type"] == "indoor" else "outdoor"
                for turn in turns:
                    height = _height(site, number)
                    rows.append(_row(rows, site["site_id"], operator, technology, band, turn, height, setting, formats))
    # one tunnel has a leaky cable, the other has none
    middle = part(lines["S325-T"], 0, (TUNNELS["S325-T"][2] - TUNNELS["S325-T"][1]) / 2).coords[-1]
    for technology in ("4G", "5G"):
        row = _row(rows, None, "mobile", technology, 2600, None, 4.0, "tunnel", [])
        rows.append({**row, "place": middle})
    by_id = {site["site_id"]: site["place"] for site in ground.sites}
    for row in rows:
        row.setdefault("place", by_id.get(row["site_id"]))
    return rows


def _band(operator: str, technology: str, site: dict, number: int) -> Optional[int]:
    """The band of an operator's technology, None where it has none here: cells know better than the lists on sites."""
    low, urban = "700" in site["bands"], site["scene"] == "urban"
    if technology == "4G":
        return 1800
    if site["build_type"] == "indoor":
        return 2600
    if operator == "mobile":
        return (2600 if number % 24 == 11 else 700) if low or urban or number % 6 == 2 else None
    if number in ONLY_FOUR:
        return None
    return 3500 if number % 8 == 2 else 2100


def _height(site: dict, number: int) -> float:
    own = site.get("antenna_height_m")
    return float(own or {"micro": 7.0, "indoor": 3.0}.get(site["build_type"], 36.0 - number % 3))


def _row(
    rows: list, site_id: Optional[str], operator: str, technology: str, band: int, azimuth: Optional[int],
    height: float, setting: str, formats: list,
) -> dict:  # fmt: skip
    return {
        "cell_id": f"XQ{len(rows) + 1:04d}", "site_id": site_id, "operator": operator, "technology": technology,
        "band_mhz": band, "azimuth_deg": azimuth, "antenna_height_m": height, "eirp_dbm_re": None, "setting": setting,
        "prach_format": formats[0] if formats else None,
    }  # fmt: skip


def claimed(ground: Ground) -> list:
    """What operators say they cover, as they draw it: at the east end, along the border, and over what is covered anyway."""
    return [
        {"claim_id": "SB01", "operator": "telecom", "technology": "5G", "geometry": geo.block((108.1640, 21.6150), 3600, 3000, 10)},
        {"claim_id": "SB02", "operator": "unicom", "technology": "5G", "geometry": geo.block((107.9050, 21.6650), 4200, 5200, 0)},
        {"claim_id": "SB03", "operator": "telecom", "technology": "4G", "geometry": geo.block((107.9850, 21.5650), 6000, 5000, 0)},
    ]  # fmt: skip


def sea_zones() -> list:
    """Two boxes off the coast, made up: where such zones lie is said by the official layer only."""
    boxes = [("HY01", "sea-internal", 21.4650, 21.5050), ("HY02", "sea-territorial", 21.3450, 21.4650)]
    names = {"sea-internal": "示例内海片", "sea-territorial": "示例领海片"}
    return [
        {
            "zone_id": number, "name": f"{names[kind]}（虚构，不代表任何划界主张）", "kind": kind, "county": "450681",
            "document": "示例文号（虚构）", "geometry": geo.Polygon(
                [(108.130, south), (108.210, south), (108.210, north), (108.130, north)]
            ),
        }
        for number, kind, south, north in boxes
    ]  # fmt: skip
