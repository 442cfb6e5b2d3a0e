"""The words and codes by which people name a coordinate system, as one name each."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Optional

from pyproj import CRS
from pyproj.exceptions import CRSError

from ..errors import N_, CoreError
from ..schema import plain

CGCS2000, WGS84, GCJ02, BD09 = "EPSG:4490", "EPSG:4326", "GCJ-02", "BD-09"
BEIJING54, XIAN80 = "EPSG:4214", "EPSG:4610"
SAID = {
    CGCS2000: "CGCS2000",
    WGS84: "WGS 84",
    GCJ02: "GCJ-02",
    BD09: "BD-09",
    BEIJING54: N_("Beijing 1954"),
    XIAN80: N_("Xi'an 1980"),
}
FOUND = {CGCS2000: "cgcs2000", WGS84: "wgs84", GCJ02: "gcj02", BD09: "bd09"}

_FAMILIES = (
    (r"gcj|火星|高德|腾讯|amap|国测局|marsgeodetic", GCJ02),
    (r"bd0?9|百度|baidu|bdll", BD09),
    (r"北京(?:19)?54|beijing(?:19)?54|bj54|54北京|1954", BEIJING54),
    (r"西安(?:19)?80|xi.?an(?:19)?80|xa80|80西安|1980", XIAN80),
    (r"cgcs|国家2000|2000国家|大地2000|国家大地2000|2000坐标|^2000$|chinageodetic|奥维无偏", CGCS2000),
    (r"wgs|gps", WGS84),
)
# EPSG numbers of the national zones: number of the zone (3 degrees: 25-45, 6 degrees: 13-23) added to these
_ZONED = {CGCS2000: (4488, 4478), BEIJING54: (2376, 21400), XIAN80: (2324, 2314)}
_MERIDIANS = {CGCS2000: 4509, BEIJING54: 2397, XIAN80: 2345}  # without prefix, by a third of the central meridian
_CHINESE = r"CGCS2000|China Geodetic Coordinate System 2000|Xian 1980|Beijing 1954|WGS 84"
_NUMBER = r"(1[3-9]|2[0-35-9]|3\d|4[0-5])"
_ZONE = rf"(?<!\d)(?:zone|第)?{_NUMBER}(?:号?带|n?$|(?=[a-z(]))|zone{_NUMBER}(?!\d)"
_DEGREE = r"(7[58]|8[147]|9[0369]|10[258]|1[12][1470369]|13[025])"
_MERIDIAN = rf"(?:中央经线|中央子午线|中央经度|centralmeridian|cm|l0=?)[为是:=]?{_DEGREE}(?!\d)"


@lru_cache(maxsize=4096)
def named_system(word: str) -> Optional[str]:
    """The system that a word, a tag or a code names ('EPSG:4490', 'GCJ-02', 'BD-09', 'EPSG:4526', …), else None.

    Zones without a datum are CGCS2000's; Beijing 1954 and Xi'an 1980 are named, whatever can be made of them.
    """
    text = plain(word)
    code = re.search(r"epsg(\d{4,6})", text) or re.fullmatch(r"(\d{4,6})", text)
    if code and code.group(1) not in ("1954", "1980", "2000"):
        return _known_code(int(code.group(1)), alone=text.isdigit())
    family = next((name for pattern, name in _FAMILIES if re.search(pattern, text)), None)
    utm = re.search(r"utm\D{0,6}(4[3-9]|5[0-3])", text)
    if utm:
        return f"EPSG:{32600 + int(utm.group(1))}"
    if family in (GCJ02, BD09):
        return family
    datum = family if family in _ZONED else CGCS2000
    rest = re.sub(r"(?:3|三|6|六)度(?:分?带|带)|[36]degree|cgcs2000|国家2000|2000国家|19(?:54|80)", " ", text)
    meridian = re.search(_MERIDIAN, rest)
    if meridian and int(meridian.group(1)) % 3 == 0:
        return code_of_meridian(int(meridian.group(1)), datum)
    zone = re.search(_ZONE, rest)
    if zone and family != WGS84 and (family or "带" in text or "zone" in text):
        return code_of_zone(int(zone.group(1) or zone.group(2)), datum)
    return family


def system(word: str) -> str:
    """Like `named_system`, for a parameter: CoreError when the word names none."""
    found = named_system(word)
    if found is None:
        raise CoreError(
            N_("'{word}' names no coordinate system. Give wgs84, cgcs2000, gcj02, bd09 or a code such as EPSG:4526."),
            word=word,
        )
    return found


def is_code(word: str) -> bool:
    """Whether a word is a code, not a name: its layer then carries that code."""
    return bool(re.fullmatch(r"(?:epsg)?\d{4,6}", plain(word))) and plain(word) != "2000"


def code_of_zone(zone: int, datum: str = CGCS2000) -> str:
    """The system of a zone (25 to 45: 3 degrees wide, 13 to 23: 6), whose eastings carry its number in front."""
    return f"EPSG:{_ZONED.get(datum, _ZONED[CGCS2000])[zone < 24] + zone}"


def code_of_meridian(meridian: int, datum: str = CGCS2000) -> str:
    """The 3-degree system of a central meridian, eastings without a zone number."""
    return f"EPSG:{_MERIDIANS.get(datum, _MERIDIANS[CGCS2000]) + meridian // 3}"


def _known_code(code: int, alone: bool) -> Optional[str]:
    """The code as a name where it is one of degrees or metres; a number alone only where it is one used in China."""
    try:
        crs = CRS.from_epsg(code)
    except CRSError:
        return None
    if not (crs.is_geographic or crs.is_projected) or (alone and not re.search(_CHINESE, crs.name)):
        return None
    return f"EPSG:{code}"


@lru_cache(maxsize=256)
def is_projected(name: str) -> bool:
    """Whether numbers of this system are metres."""
    return name.startswith("EPSG:") and CRS.from_user_input(name).is_projected


@lru_cache(maxsize=256)
def datum_of(name: str) -> str:
    """The datum behind a system as a geographic code (EPSG:4490, EPSG:4610 …); GCJ-02 and BD-09 are their own."""
    if not name.startswith("EPSG:"):
        return name
    geographic = CRS.from_user_input(name).geodetic_crs
    code = geographic.to_epsg() if geographic is not None else None
    return f"EPSG:{code}" if code else CGCS2000
