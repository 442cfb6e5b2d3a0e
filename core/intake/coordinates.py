"""Coordinates as people type them, read as numbers: every common notation, a whole column at a time."""

from __future__ import annotations

import pandas as pd

from ..errors import N_
from .pairs import LATITUDE, LONGITUDE, plain_signs, split_pair
from .sentence import Sentence

__all__ = ["read_coordinates", "split_pair"]

_LABEL = rf"(?P<label>{LONGITUDE}|{LATITUDE}|[XY])"
_CELL = (
    rf"^(?:{_LABEL}\s*[:=]?\s*)?(?P<sign>[+-])?\s*(?P<body>\d.*?)\s*"
    r"(?P<metres>M|米|公尺)?\s*(?P<letter>东经|西经|北纬|南纬|[EWNS])?$"
)
_NUMBER = r"^(?P<whole>\d+)(?:\.(?P<fraction>\d*))?(?:E(?P<exponent>[+-]?\d+))?°?$"
_SEXAGESIMAL = r"^(?P<deg>\d+)(?:°|[-: ])(?P<min>\d+(?:\.\d+)?)(?:(?:'|[-: ])(?P<sec>\d+(?:\.\d+)?)?[\"']?)?$"
_NOTHING = r"[-/\\.]+|无|N/A|NAN|NONE|NULL"
_THOUSANDS = r"\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}|(?:18[1-9]|19\d|[2-9]\d\d),\d{3}"
_LEAST_METRES = 1e5  # smaller numbers over 180 are neither degrees nor metres of a national zone
_ENOUGH_ROWS = 30  # so many numbers without a last zero: the sender's program drops them


def read_coordinates(lon_text: pd.Series, lat_text: pd.Series) -> pd.DataFrame:
    """Two columns of cells as `x`, `y` (float64), `decimals` (Int64), `form` ('degrees', 'projected', None), `reason`.

    Same index. Reads decimal degrees, degrees-minutes-seconds, decimal minutes, metres of a zone, with letters, full
    width signs, units, decimal commas. x is what the longitude cell holds, unless letters prove that the two cells are
    swapped; nothing else is turned here. `decimals` counts as decimals of a degree (a second is worth 4, a metre 5).
    `reason` is a `Sentence` where there is no coordinate, else None; then x, y, decimals and form are empty.
    """
    lon, lat = _read_cells(lon_text), _read_cells(lat_text)
    reason = pd.Series([None] * len(lon), index=lon.index, dtype=object)
    empty = lon["reason"].isna() & lat["reason"].isna() & lon["value"].isna() & lat["value"].isna()
    reason[empty] = Sentence(N_("no coordinate"))
    for cells, text in ((lon, N_("longitude: {fault}")), (lat, N_("latitude: {fault}"))):
        bare = cells["value"].isna() & cells["reason"].isna()
        cells.loc[bare, "reason"] = Sentence(N_("empty"))
        faulty = cells["reason"].notna() & reason.isna()
        reason[faulty] = [Sentence(text, fault=fault) for fault in cells.loc[faulty, "reason"]]
    swapped = (lon["axis"] == "N") & (lat["axis"] != "N") | (lat["axis"] == "E") & (lon["axis"] != "E")
    _fault(reason, (lon["axis"] == "N") & (lat["axis"] == "N"), N_("both cells are latitudes"))
    _fault(reason, (lon["axis"] == "E") & (lat["axis"] == "E"), N_("both cells are longitudes"))
    _fault(reason, lon["form"].ne(lat["form"]) & reason.isna(), N_("one cell holds degrees, the other metres"))
    read = pd.DataFrame(
        {
            "x": lon["value"].where(~swapped, lat["value"]),
            "y": lat["value"].where(~swapped, lon["value"]),
            "decimals": _shared_decimals(lon["decimals"], lat["decimals"]),
            "form": lon["form"],
        }
    )
    good = reason.isna()
    read["x"], read["y"] = read["x"].where(good), read["y"].where(good)
    read["decimals"] = read["decimals"].where(good, pd.NA)
    read["form"] = read["form"].where(good, None)
    return read.assign(reason=reason.where(~good, None))


def _fault(reason: pd.Series, rows: pd.Series, text: str) -> None:
    reason[rows & reason.isna()] = Sentence(text)


def _shared_decimals(lon: pd.Series, lat: pd.Series) -> pd.Series:
    """The coarser of the two cells; but a number loses its last zeros in a spreadsheet, so then the finer one counts.

    One digit fewer is such a zero where no number of the batch ends in one; two in a batch large enough to tell.
    """
    both = pd.concat([lon, lat], axis=1)
    typed = both.min(axis=1).dropna()
    dropped = not (lon.attrs["zeros"] or lat.attrs["zeros"])
    slack = 0 if not dropped else 1 if len(typed) < _ENOUGH_ROWS else 2
    low, high = both.min(axis=1), both.max(axis=1)
    return high.where(high - low <= slack, low).astype("Int64")


def _read_cells(text: pd.Series) -> pd.DataFrame:
    """Each cell as `value`, `decimals`, `form`, `axis` ('E', 'N' where a letter says) and `reason`; empty: all None.

    `attrs["zeros"]`: whether a number ends in a zero behind its point, which spreadsheets drop.
    """
    raw = text.astype("string").where(text.notna()).str.strip()
    if text.dtype.kind == "f":
        raw = raw.str.replace(r"\.0$", "", regex=True)
    plain = raw.str.fullmatch(r"\d{1,3}\.\d+").eq(True).fillna(False).astype(bool)
    plain &= pd.to_numeric(raw.where(plain)).le(180).fillna(False).astype(bool)
    value = pd.to_numeric(raw.where(plain)).astype("float64")
    cells = pd.DataFrame({"value": value, "decimals": _digits(raw.where(plain)).where(plain)})
    cells["form"] = plain.map({True: "degrees", False: None}).astype(object)
    cells["axis"] = cells["reason"] = pd.Series([None] * len(text), index=text.index, dtype=object)
    zeros = bool((plain & raw.str.endswith("0").eq(True)).any())
    clean = plain_signs(raw[~plain])
    clean = clean[(clean.notna() & (clean != "") & clean.str.fullmatch(_NOTHING).ne(True)).fillna(False)]
    if len(clean):
        read = _read_notations(clean, raw)
        zeros |= read.attrs["zeros"]
        cells.loc[read.index, read.columns] = read
    cells.attrs["zeros"] = zeros
    return cells


def _read_notations(clean: pd.Series, raw: pd.Series) -> pd.DataFrame:
    """Filled cells in plain signs, read by their notation; `raw` for what is said about those that cannot be."""
    parts = clean.str.extract(_CELL)
    body = _plain_number_signs(parts["body"])
    number, angle = body.str.extract(_NUMBER), body.str.extract(_SEXAGESIMAL)
    value = pd.to_numeric(body.where(number["whole"].notna()).str.rstrip("°"), errors="coerce").astype("float64")
    digits = number["fraction"].str.len().fillna(0).astype(float) - _number(number["exponent"]).fillna(0)
    degrees, minutes, seconds = (_number(angle[part]) for part in ("deg", "min", "sec"))
    is_angle = degrees.notna()
    value = value.where(~is_angle, degrees + minutes / 60 + seconds.fillna(0) / 3600)
    fine = (_digits(angle["sec"]) + 4).where(seconds.notna(), _digits(angle["min"]) + 2)
    metres = ~is_angle & (parts["metres"].notna() | (value >= _LEAST_METRES))
    lost = ~is_angle & (digits < 0)
    digits = digits.where(~is_angle, fine) + 5 * metres

    words = parts["label"].fillna("") + " " + parts["letter"].fillna("")
    axis = pd.Series([None] * len(clean), index=clean.index, dtype=object)
    for name, word in (("N", LATITUDE), ("E", LONGITUDE)):
        axis[words.str.contains(rf"^{word} | {word}$").eq(True)] = name
    negative = parts["sign"].eq("-").fillna(False).astype(bool) ^ words.str.contains(r"^[WS西南]|[ ][WS西南]").eq(True)

    reason = pd.Series([None] * len(clean), index=clean.index, dtype=object)
    raw = raw[clean.index]
    _say(reason, minutes >= 60, N_("minutes {value} over 59"), angle["min"])
    _say(reason, seconds >= 60, N_("seconds {value} over 59"), angle["sec"])
    _say(reason, seconds.notna() & (minutes % 1 != 0), N_("'{value}' is no coordinate"), raw)
    _say(reason, value.isna(), N_("'{value}' is no coordinate"), raw)
    _say(reason, lost, N_("'{value}' has lost digits to scientific notation"), raw)
    _say(reason, (value > 180) & (~metres | (value < _LEAST_METRES)), N_("{value} is neither degrees nor metres"), raw)
    _say(reason, metres & (value <= 180), N_("{value} is neither degrees nor metres"), raw)
    _say(reason, ~metres & (axis == "N") & (value > 90), N_("latitude {value} over 90"), raw)

    good = reason.isna()
    form = metres.map({True: "projected", False: "degrees"}).astype(object)
    read = pd.DataFrame({"value": value.where(~negative, -value).where(good), "decimals": digits.where(good)})
    read["form"], read["axis"], read["reason"] = form.where(good, None), axis, reason
    ends = angle["sec"].fillna(angle["min"]).fillna(body.str.rstrip("°"))
    read.attrs["zeros"] = bool((ends.str.contains(r"\.\d*0$").eq(True) & good).any())
    return read


def _number(text: pd.Series) -> pd.Series:
    return pd.to_numeric(text).astype("float64")


def _say(reason: pd.Series, rows: pd.Series, text: str, values: pd.Series) -> None:
    rows = rows.fillna(False).astype(bool) & reason.isna()
    if rows.any():
        reason[rows] = [Sentence(text, value=str(value).strip()[:40]) for value in values[rows.index[rows]]]


def _digits(text: pd.Series) -> pd.Series:
    return text.str.extract(r"\.(\d+)$", expand=False).str.len().fillna(0).astype(float)


def _plain_number_signs(body: pd.Series) -> pd.Series:
    """Decimal points for decimal commas, no commas between thousands, marks without blanks, 113.30.45 as an angle."""
    thousands = body.str.fullmatch(_THOUSANDS).eq(True)
    body = body.where(~thousands, body.str.replace(",", "", regex=False))
    body = body.str.replace(r"(?<=\d),(?=\d)", ".", regex=True)
    body = body.str.replace(r"\"\.(\d+)$", r'.\1"', regex=True)
    return body.str.replace(r"^(\d{1,3})\.(\d{1,2})\.(\d{1,2}(?:\.\d+)?)$", r"\1°\2'\3", regex=True)
