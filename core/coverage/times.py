"""Times of measurements in whatever notation a logger, a spreadsheet or a person left them, as Beijing time."""

from __future__ import annotations

import numpy as np
import pandas as pd

_ZONE = pd.Timedelta(hours=8)
_DATE = r"(?P<y>\d{4})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})\s*日?"
_HALF = r"(?P<half>上午|下午|中午|凌晨|早上|晚上|am|pm)?"
_CLOCK = r"(?P<h>\d{1,2})\s*[:时点]\s*(?P<min>\d{1,2})\s*(?:[:分]\s*(?:(?P<s>\d{1,2})(?:[.,](?P<f>\d{1,9}))?\s*秒?)?)?"
_TAIL = r"(?P<late>am|pm)?\s*(?P<zone>z|utc|gmt|[+-]\d{2}:?\d{2}|[+-]\d{2})?(?:\[[^\]]*\])?"
_WRITTEN = rf"^{_DATE}\s*[t,]?\s*(?:星期.)?\s*(?:{_HALF}\s*{_CLOCK}\s*{_TAIL})?$"
_PACKED = (
    r"^(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})[t_\s-]?"
    r"(?:(?P<h>\d{2})(?P<min>\d{2})(?P<s>\d{2})?(?:[.]?(?P<f>\d{3}))?)?(?P<zone>z)?$"
)
_AFTERNOON, _MORNING = ("下午", "晚上", "中午", "pm"), ("上午", "凌晨", "早上", "am")


def read_times(times: pd.Series) -> pd.Series:
    """Beijing time as datetime64[ns] without zone, NaT where there is none or it cannot be read.

    ISO with or without zone (without: Beijing), 2026/3/5 8:03, 2026年3月5日 下午2时3分, 20260305080300, spreadsheet serials
    (46086.335), seconds or milliseconds since 1970. Day and month in other orders are not guessed.
    """
    if times.dtype.kind == "M":
        zoned = getattr(times.dt, "tz", None) is not None
        plain = times.dt.tz_convert("Asia/Shanghai").dt.tz_localize(None) if zoned else times
        return plain.astype("datetime64[ns]")
    place, words = pd.factorize(times.to_numpy())
    text = pd.Series(words, dtype=object).map(str).astype("string").str.normalize("NFKC").str.strip().str.casefold()
    read = _written(text, _WRITTEN)
    read = read.fillna(_written(text, _PACKED))
    read = read.fillna(_counted(text.where(read.isna())))
    moments = np.append(read.to_numpy("datetime64[ns]"), np.datetime64("NaT", "ns"))
    return pd.Series(moments[place], index=times.index)


def _written(text: pd.Series, pattern: str) -> pd.Series:
    parts = text.str.extract(pattern).reindex(columns=["y", "m", "d", "half", "h", "min", "s", "f", "late", "zone"])
    number = parts[["y", "m", "d", "h", "min", "s"]].apply(pd.to_numeric, errors="coerce").astype("float64")
    number[["h", "min", "s"]] = number[["h", "min", "s"]].fillna(0.0)
    half = parts["half"].fillna(parts["late"])
    late, early = half.isin(_AFTERNOON), half.isin(_MORNING)
    hour = number["h"].mask(late & (number["h"] < 12), number["h"] + 12).mask(early & (number["h"] == 12), 0.0)
    noon = half.eq("中午").fillna(False) & (number["h"] == 11)
    hour = hour.mask(noon, 11.0)
    sound = (hour <= 23) & (number["min"] <= 59) & (number["s"] <= 59)
    days = pd.to_datetime(
        number[["y", "m", "d"]].rename(columns={"y": "year", "m": "month", "d": "day"}), errors="coerce"
    )
    seconds = hour * 3600 + number["min"] * 60 + number["s"]
    fraction = pd.to_numeric("0." + parts["f"].fillna("0"), errors="coerce").astype("float64")
    moment = days + _span(seconds.where(sound), "s") + _span(fraction.round(6), "s")
    return moment + _offset(parts["zone"])


def _offset(zone: pd.Series) -> pd.Series:
    """What takes a time of this zone to Beijing's; nothing where none is written."""
    parts = zone.str.extract(r"^([+-])(\d{2}):?(\d{2})?$")
    hours = pd.to_numeric(parts[1], errors="coerce") + pd.to_numeric(parts[2].fillna("0"), errors="coerce") / 60
    ahead = hours.astype("float64") * parts[0].map({"+": 1.0, "-": -1.0}).astype("float64")
    ahead = ahead.mask(zone.isin(["z", "utc", "gmt"]).fillna(False).astype(bool), 0.0)
    return (_ZONE - _span(ahead, "h")).fillna(pd.Timedelta(0))


def _counted(text: pd.Series) -> pd.Series:
    number = pd.to_numeric(text, errors="coerce").astype("float64")
    days = number.where((number > 20_000) & (number < 80_000))  # spreadsheet days since 1899-12-30
    seconds = number.where((number >= 1e9) & (number < 1e10))
    seconds = seconds.fillna((number / 1e3).where((number >= 1e12) & (number < 1e13)))
    from_days = pd.Timestamp("1899-12-30") + _span(days, "D")
    from_epoch = pd.Timestamp("1970-01-01") + _span(seconds, "s") + _ZONE
    # a serial has about a tenth of a millisecond of rounding: to the second it is right
    return from_days.dt.round("s").fillna(from_epoch)


def _span(numbers: pd.Series, unit: str) -> pd.Series:
    known = numbers.notna() & np.isfinite(numbers)
    return pd.to_timedelta(numbers.where(known, 0.0), unit=unit).where(known)
