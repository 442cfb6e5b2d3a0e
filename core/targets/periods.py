"""Times of statistics as people write them: 2023, 2023Q1, 2023年5月, 2023-06-30, 2023上半年."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Optional

_DAY = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_MONTH = re.compile(r"^(\d{4})[-/.年](\d{1,2})(?:月|$)")
_QUARTER = re.compile(r"^(\d{4})年?[-]?(?:Q([1-4])|第?([一二三四1-4])季度?)", re.IGNORECASE)
_HALF = re.compile(r"^(\d{4})年?[-]?(?:H([12])|(上|下)半年)", re.IGNORECASE)
_YEAR = re.compile(r"^(\d{4})年?(?:底|末|全年)?$")
_PACKED = re.compile(r"^((?:19|20)\d{2})(\d{2})(\d{2})?$")


def period_of(text: object) -> Optional[tuple[dt.date, dt.date]]:
    """First and last day of a period; None where the text names none."""
    if isinstance(text, dt.datetime):
        return text.date(), text.date()
    if isinstance(text, dt.date):
        return text, text
    said = (
        re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(text or ""))).removesuffix(".0")
        if text is not None
        else ""
    )
    said = re.split(r"[T]", said)[0] if re.match(r"^\d{4}-\d{2}-\d{2}T", said) else said
    try:
        return _read(said)
    except ValueError:
        return None


def _read(said: str) -> Optional[tuple[dt.date, dt.date]]:
    match = _DAY.match(said)
    if match:
        day = dt.date(int(match[1]), int(match[2]), int(match[3]))
        return day, day
    match = _QUARTER.match(said)
    if match:
        word = match[2] or match[3]
        return _months(int(match[1]), 3 * ("一二三四".find(word) % 4 if word in "一二三四" else int(word) - 1) + 1, 3)
    match = _HALF.match(said)
    if match:
        return _months(int(match[1]), 1 if (match[2] or match[3]) in ("1", "上") else 7, 6)
    match = _MONTH.match(said)
    if match:
        return _months(int(match[1]), int(match[2]), 1)
    match = _YEAR.match(said)
    if match:
        return _months(int(match[1]), 1, 12)
    match = _PACKED.match(said)
    if match:
        if match[3]:
            day = dt.date(int(match[1]), int(match[2]), int(match[3]))
            return day, day
        return _months(int(match[1]), int(match[2]), 1)
    return None


def _months(year: int, first: int, count: int) -> tuple[dt.date, dt.date]:
    last = first + count - 1
    end = dt.date(year + last // 12, last % 12 + 1, 1) - dt.timedelta(days=1)
    return dt.date(year, first, 1), end
