"""Both coordinates in one cell, taken apart; and the signs that people and their programs use for degrees."""

from __future__ import annotations

import pandas as pd

LONGITUDE = r"(?:东经|西经|经[度°]?|LONGITUDE|LONG|LON|LNG|[EW])"
LATITUDE = r"(?:北纬|南纬|纬[度°]?|LATITUDE|LAT|[NS])"

_SIGNS = str.maketrans(
    {
        **dict.fromkeys("′’‘´`ˊʹ＇", "'"),
        **dict.fromkeys("″”“〃ʺ＂", '"'),
        **dict.fromkeys("º˚⁰∘゜度", "°"),
        **dict.fromkeys("−–—－﹣‐‑‒", "-"),
        "分": "'",
        "秒": '"',
        "。": ".",
    }
)
_LONGEST = 200  # a longer cell is no coordinate, and is not searched for one
_WORDED = r"(\d)\s*D(?:EG)?\s*(\d+)\s*M(?:IN)?\s*(\d+(?:\.\d+)?)\s*S(?:EC)?"
_ANY = rf"(?:{LONGITUDE}|{LATITUDE}|[XY])"
_ANGLE = r"\d+(?:\.\d+)?°(?:\d+(?:[.,]\d+)?(?:'(?:\d+(?:[.,]\d+)?(?:\"(?:\.\d+)?|'')?)?)?)?"
_ONE = rf"[+-]?(?:{_ANGLE}|\d+[-:]\d+[-:]\d+(?:\.\d+)?|\d+\.\d+|\d+)"
_GAP = r"(?:\s*[,;/|、]\s*|\s+)"
_FORMS = (
    rf"^({_ANY}\s*[:=]?\s*{_ONE})(?:{_GAP})?({_ANY}\s*[:=]?\s*{_ONE})$",  # E108.1 N21.5
    rf"^({_ONE}\s*{_ANY})(?:{_GAP})?({_ONE}\s*{_ANY})$",  # 108.1E21.5N
    rf"^([+-]?{_ANGLE})(?:{_GAP})?([+-]?{_ANGLE})$",  # 108°7′21°34′
    rf"^({_ONE}){_GAP}({_ONE})$",  # 108.1,21.5
    r"^(\d+,\d+)(?:\s*[;/|]\s*|\s+)(\d+,\d+)$",  # 108,123 21,567
    r"^(\d+,\d+),\s*(\d+,\d+)$",  # 108,123,21,567
    rf"^(\d+\s\d+\s\d+(?:\.\d+)?){_GAP}(\d+\s\d+\s\d+(?:\.\d+)?)$",  # 108 7 30 21 34 12
    rf"^(\d+\s\d+\.\d+){_GAP}(\d+\s\d+\.\d+)$",  # 108 7.5 21 34.2
    r"^([^;]+);([^;]+)$",
    r"^([^,]+),([^,]+)$",
)


def plain_signs(text: pd.Series) -> pd.Series:
    """Cells in plain signs (string dtype): half-width upper case, ° ' \" for degrees and so on, single blanks."""
    text = text.astype("string").str.strip()
    text = text.where(text.str.len() <= _LONGEST, text.str.slice(0, _LONGEST) + " …")
    text = text.str.translate(_SIGNS).str.normalize("NFKC").str.translate(_SIGNS).str.upper()
    text = text.str.replace("''", '"', regex=False)
    text = text.str.replace(_WORDED, r"\1°\2'\3" + '"', regex=True)
    text = text.str.replace(r"\s*([°'\"])\s*", r"\1", regex=True)
    text = text.str.replace(r"(?<=\d)\s*([-:])\s*(?=\d)", r"\1", regex=True)
    return text.str.replace(r"\s+", " ", regex=True).str.strip()


def split_pair(text: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Cells that hold both coordinates, as two columns of text (string dtype): longitude, latitude.

    Letters say which is which; without them the ranges of China (73 to 136 E, 3 to 54 N); else the first is taken for
    the longitude. What cannot be taken apart stays whole in the first, with an empty second.
    """
    clean = plain_signs(text).str.replace(r"^(?:POINT)?\s*[\[({]\s*(.*?)\s*[\])}]$", r"\1", regex=True)
    first = pd.Series(pd.NA, index=text.index, dtype="string")
    second = first.copy()
    for form in _FORMS:
        open_cells = clean[clean.notna() & first.isna()]
        halves = open_cells.str.extract(form).dropna()
        first.loc[halves.index], second.loc[halves.index] = halves[0].str.strip(), halves[1].str.strip()
    is_lat = [part.str.contains(rf"^{LATITUDE}|{LATITUDE}$").eq(True) for part in (first, second)]
    is_lon = [part.str.contains(rf"^{LONGITUDE}|{LONGITUDE}$").eq(True) for part in (first, second)]
    latitude_first = is_lat[0] | is_lon[1]
    lettered = latitude_first | is_lon[0] | is_lat[1]
    degrees = [pd.to_numeric(part.str.extract(r"^[+-]?(\d+)", expand=False)) for part in (first, second)]
    by_range = degrees[0].between(3, 54) & degrees[1].between(73, 136)
    turned = (latitude_first | (~lettered & by_range)).fillna(False).astype(bool)
    lon, lat = first.where(~turned, second), second.where(~turned, first)
    return lon.fillna(text.astype("string")), lat
