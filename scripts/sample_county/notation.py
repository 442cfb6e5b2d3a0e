"""How the senders write a coordinate, and the place that such writing stands for."""

from __future__ import annotations

from typing import Optional

from .geo import to_gcj02

DIGITS = {"decimal": 6, "field": 2, "dms": 2, "ovital": 8, "coarse": 3, "few": 4}
"""Decimals written: of a degree; of a second for `dms` and `field`."""


def snapped(place: tuple, notation: str) -> tuple:
    """The place that is written: rounded to the notation's digits, its last digit never 0 (spreadsheets drop zeros)."""
    return tuple(_snapped(value, notation) for value in place)


def _snapped(value: float, notation: str) -> float:
    digits = DIGITS[notation]
    unit = 3600 if notation in ("dms", "field") else 1
    whole = round(value * unit * 10**digits)
    whole += whole % 10 == 0
    return whole / 10**digits / unit


def decimal(value: float, notation: str) -> str:
    return f"{value:.{DIGITS[notation]}f}"


def dms(value: float, marks: str = "°′″", width: int = 2) -> str:
    """Degrees, minutes and seconds with two decimals of a second."""
    hundredths = round(value * 360_000)
    degrees, rest = divmod(hundredths, 360_000)
    minutes, rest = divmod(rest, 6_000)
    return f"{degrees}{marks[0]}{minutes:0{width}d}{marks[1]}{rest / 100:05.2f}{marks[2]}"


def ovital(place: tuple, datum: str) -> tuple:
    """The place in an ovkml file that tags it with this datum, as text of 8 decimals."""
    x, y = to_gcj02(place) if datum == "GCJ02" else place
    return f"{x:.8f}", f"{y:.8f}"


def written(row: dict) -> tuple[Optional[str], Optional[str]]:
    """What the sender writes as longitude and latitude of an application."""
    if row["lon_text"] is not None:
        return row["lon_text"], row["lat_text"]
    x, y = row["place"]
    if row["sender"] == "ovital":
        return ovital(row["place"], row["crs"])
    if row["notation"] == "dms":
        return dms(x), dms(y)
    if row["notation"] == "field":
        return "东经" + dms(x, "度分秒"), "北纬" + dms(y, "度分秒")
    return decimal(x, row["notation"]), decimal(y, row["notation"])
