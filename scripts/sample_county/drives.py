"""Drive tests and spot tests as they come back from the field, with their faults; and drives withheld for scoring."""

# ruff: noqa: E501 - tables, one thing a line
from __future__ import annotations

import datetime as dt

import numpy as np

from . import geo
from .ground import Ground
from .radio import Air
from .wider_routes import TUNNELS, at, chainage

SEED, FIRST_M, TODAY = 2027, 31.0, "2026-11-21"
# session, road, operator, start, metres between samples, from and to (km)
DRIVES = [
    ("LC-G219-YD", "G219", "mobile", "2026-09-08 09:00:00", 60.0, 0.0, 21.0), ("LC-G219-DX", "G219", "telecom", "2026-09-08 09:00:00", 60.0, 0.0, 21.0),
    ("LC-G228-YD", "G228", "mobile", "2026-09-10 14:30:00", 60.0, 0.0, 11.0), ("LC-Y106-DX", "Y106", "telecom", "2025-08-20 10:00:00", 90.0, 0.0, 4.0),
    ("LC-X241-YD", "X241", "mobile", "2024-05-17 10:00:00", 90.0, 0.0, 3.0),
]  # fmt: skip
WITHHELD = [
    ("YL-S325-YD", "S325", "mobile", "2026-10-12 09:00:00", 80.0, 0.0, 20.0), ("YL-S325-DX", "S325", "telecom", "2026-10-12 09:00:00", 80.0, 0.0, 20.0),
    ("YL-X241-YD", "X241", "mobile", "2026-10-13 09:00:00", 80.0, 0.0, 20.0), ("YL-X241-DX", "X241", "telecom", "2026-10-13 09:00:00", 80.0, 0.0, 20.0),
    ("YL-G228-DX", "G228", "telecom", "2026-10-14 09:00:00", 80.0, 0.0, 24.0),
]  # fmt: skip
SPOTS, SPOT_SAMPLES, FAILING = (0, 2, 3, 5, 8, 10), 4, 3
"""Villages (by number) whose key points were tested, and the one whose clinic fails for every operator."""
STANDING = 12


def air_of(ground: Ground, cells: list) -> dict:
    """What each operator's 5G sends on the day."""
    sites = {site["site_id"]: site for site in ground.sites}
    senders: dict = {}
    for cell in cells:
        site = sites.get(cell["site_id"])
        if site and cell["technology"] == "5G" and cell["setting"] == "outdoor" and on_air(site):
            senders.setdefault(cell["operator"], []).append(
                (cell["place"], cell["band_mhz"], site["build_type"] == "micro")
            )
    return {operator: Air(operator, list(dict.fromkeys(rows))) for operator, rows in senders.items()}


def on_air(site: dict) -> bool:
    return site["status"] == "on_air" and site["country"] == "CN" and str(site["on_air"]) <= TODAY


def drive(ground: Ground, air: dict, drives: list, rng: np.random.Generator) -> list:
    """Samples along roads, one every few seconds, up to 12 m beside the line; none in tunnels, where there is no fix."""
    lines, rows = dict(zip(ground.routes["route_id"], ground.routes.geometry)), []
    for session, road, operator, start, step, first, last in drives:
        line = lines[road]
        moment = dt.datetime.fromisoformat(start)
        for metre in np.arange(first * 1000 + FIRST_M, min(last * 1000, chainage(line)[-1] - 5), step):
            moment += dt.timedelta(seconds=5)
            if any(road == of and a - 60 < metre < b + 60 for of, a, b in TUNNELS.values()):
                continue
            here, ahead = at(line, metre), at(line, metre + 4)
            place = geo.move(here, geo.azimuth(here, ahead) + 90, float(rng.uniform(-12, 12)))
            rows.append(_row(moment, session, None, operator, place, air[operator].rsrp(place) + rng.normal(0, 1.5)))
    return rows


def spots(ground: Ground, air: dict, rng: np.random.Generator) -> list:
    """Some samples at each key point of some villages, and at a counter indoors."""
    villages = [row for row in ground.places if row["kind"] == "admin-village"]
    rows: list = []
    for number in SPOTS:
        points = [row for row in ground.places if row["parent_id"] == villages[number]["place_id"]]
        for turn, point in enumerate(points):
            fails = number == FAILING and point["kind"] == "clinic"
            for operator in ("mobile", "telecom", "unicom") if fails else ("mobile", "telecom"):
                moment = dt.datetime(2026, 9, 15 + number, 10, 15 * turn)
                for _ in range(SPOT_SAMPLES):
                    place = geo.move(point["place"], float(rng.uniform(0, 360)), float(rng.uniform(3, 25)))
                    level = (-113.0 if fails else air[operator].rsrp(point["place"])) + rng.normal(0, 1)
                    rows.append(_row(moment, f"DC-{operator}-{number:02d}", point["place_id"], operator, place, level))
                    moment += dt.timedelta(seconds=40)
    counter = next(row for row in ground.places if row["kind"] == "government-counter")
    for n in range(SPOT_SAMPLES):
        moment = dt.datetime(2026, 9, 22, 15, n)
        rows.append(_row(moment, "DC-SN", counter["place_id"], "mobile", counter["place"], -111.0 - n))
    return rows


def _row(moment: dt.datetime, session: str, place_id, operator: str, place: tuple, level: float) -> dict:
    level = min(max(level, -138.0), -45.0)
    return {
        "time": moment.strftime("%Y-%m-%d %H:%M:%S"), "session": session, "place_id": place_id, "network": "5G",
        "operator": operator, "rsrp_dbm": round(level, 1), "sinr_db": round(min(max((level + 118) * 0.6, -12), 28), 1),
        "place": tuple(round(v, 6) for v in place), "fault": None,
    }  # fmt: skip


def spoil(rows: list, rng: np.random.Generator) -> None:
    """Faults as logs have them; `fault` says which (left out of the file)."""
    first = [n for n, row in enumerate(rows) if row["session"] == DRIVES[0][0]]
    for n, (column, value, fault) in zip(
        first[20::37],
        [("time", "2026-13-40 25:61", "unreadable_time"), ("time", None, "no_time"), ("rsrp_dbm", -150.0, "rsrp_range"),
         ("rsrp_dbm", 0.0, "rsrp_range"), ("sinr_db", 55.0, "sinr_range"), ("operator", None, "no_operator"),
         ("network", None, "no_network"), ("time", "2027-01-05 09:00:00", "future"), ("rsrp_dbm", None, "no_rsrp")],
    ):  # fmt: skip
        rows[n][column], rows[n]["fault"] = value, fault
    second = [n for n, row in enumerate(rows) if row["session"] == DRIVES[1][0]]
    for n in second[60:200:70]:
        rows[n]["place"] = tuple(round(v, 6) for v in geo.move(rows[n]["place"], 45, 4200))
        rows[n]["fault"] = "jump"
    for row in rows:
        if row["session"] == DRIVES[4][0]:
            row["fault"] = "too_old"
    third = [n for n, row in enumerate(rows) if row["session"] == DRIVES[2][0]]
    still = rows[third[50]]
    moment = dt.datetime.fromisoformat(still["time"])
    for n in range(STANDING):
        again = _row(
            moment, still["session"], None, still["operator"], still["place"], still["rsrp_dbm"] + rng.normal(0, 1)
        )
        again["time"] = (moment + dt.timedelta(milliseconds=300 * (n + 1))).strftime("%Y-%m-%d %H:%M:%S")
        again["fault"] = "standing"
        rows.insert(third[50] + 1 + n, again)


def measurements(ground: Ground, cells: list) -> tuple:
    """(samples, withheld samples)."""
    rng = np.random.default_rng(SEED)
    air = air_of(ground, cells)
    rows = [*drive(ground, air, DRIVES, rng), *spots(ground, air, rng)]
    spoil(rows, rng)
    return rows, drive(ground, air, WITHHELD, rng)
