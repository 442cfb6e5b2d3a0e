"""Cells as people type them, read as text, numbers, dates, flags and codes; vectorised."""

from __future__ import annotations

from typing import Callable

import numpy as np
import pandas as pd

CodeReader = Callable[[object], "tuple[list[str], list[str]]"]
_MANY = 1000
_TRUE = {"1", "是", "有", "y", "yes", "true", "√", "t", "已", "通", "已通"}
_FALSE = {"0", "否", "无", "n", "no", "false", "×", "x", "f", "未", "不通", "未通"}


def read_values(values: pd.Series, type_name: str, codes: CodeReader) -> tuple[pd.Series, pd.Series]:
    """A column read as its type, and which cells were filled but could not be read (they become empty).

    Text, code and codes are object with None for empty, numbers float64, integers Int64, dates datetime64[ns] at
    midnight, flags boolean. Words that a code list does not know stay as typed, so that a rule can name them.
    """
    if len(values) > _MANY and values.dtype == object and pd.api.types.infer_dtype(values, skipna=True) == "string":
        place, words = pd.factorize(values)  # every word is read once: senders repeat themselves
        if len(words) < len(values) / 2:
            known, bad = read_values(pd.Series([*words, None], dtype=object), type_name, codes)
            return known.take(place).set_axis(values.index), bad.take(place).set_axis(values.index)
    if type_name in ("text", "code", "codes"):
        text = read_text(values)
        if type_name != "text":
            text = _read_codes(text, codes, several=type_name == "codes")
        return text, pd.Series(False, index=values.index)
    reader = {"number": read_numbers, "integer": read_integers, "date": read_dates, "flag": read_flags}[type_name]
    read = reader(values)
    return read, read.isna() & read_text(values).notna()


def read_text(values: pd.Series) -> pd.Series:
    """Cells as trimmed text, None where empty; whole floats without '.0', so that codes of 18 digits stay codes."""
    if values.dtype.kind in "iub" or str(values.dtype) in ("Int64", "Int32", "boolean"):
        return (
            values.astype(object)
            .map(lambda v: None if v is pd.NA else str(v), na_action="ignore")
            .where(values.notna(), None)
        )
    if values.dtype.kind == "f":
        whole = values.notna() & np.isfinite(values) & (values == np.floor(values))
        text = values.astype(object)
        text[whole] = [f"{v:.0f}" for v in values[whole]]
        text[~whole & values.notna()] = [repr(float(v)) for v in values[~whole & values.notna()]]
        return text.where(values.notna(), None)
    if values.dtype.kind == "M":
        return values.dt.strftime("%Y-%m-%d").astype(object).where(values.notna(), None)
    text = values.astype(object).map(_cell_text, na_action="ignore")
    return text.where(text.notna() & (text != ""), None)


def _cell_text(value: object) -> str:
    if isinstance(value, float) and np.isfinite(value) and value == np.floor(value):
        return f"{value:.0f}"
    return str(value).replace("\u3000", " ").strip()


def read_numbers(values: pd.Series) -> pd.Series:
    """Numbers as float64: full-width digits, a unit behind the number, decimal comma ('44,5m'), thousands commas."""
    if values.dtype.kind in "iuf" or str(values.dtype) in ("Int64", "Int32", "Float64"):
        return values.astype("float64")
    text = read_text(values).astype("string").str.normalize("NFKC").str.replace(r"\s+", "", regex=True)
    text = text.str.replace(r"^(?:约|≈|~|[≥≤><])", "", regex=True).str.replace("−", "-", regex=False)
    text = text.str.replace(
        r"^([+-]?\d{1,3}(?:,\d{3})+)(?=$|\.|[^\d,])", lambda m: m.group(1).replace(",", ""), regex=True
    )
    text = text.str.replace(r"^([+-]?\d+),(\d+)", r"\1.\2", regex=True)
    number = text.str.extract(
        r"^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(?:m|米|公尺|kv|千伏|mhz|兆赫|dbm|db|mbps|°|度|层|户|人|个|座|处|台|根|%)?$",
        expand=False,
        flags=2,
    )
    return pd.to_numeric(number, errors="coerce").astype("float64")


def read_integers(values: pd.Series) -> pd.Series:
    """Whole numbers as Int64; a year may be written 2026年 or stand in a date."""
    if values.dtype.kind == "M":
        return values.dt.year.astype("Int64")
    numbers = read_numbers(values)
    if values.dtype == object:
        years = (
            read_text(values)
            .astype("string")
            .str.normalize("NFKC")
            .str.extract(r"^(\d{4})(?:年|[-/.年]\d{1,2}.*)", expand=False)
        )
        numbers = numbers.fillna(pd.to_numeric(years, errors="coerce").astype("float64"))
    whole = numbers.notna() & np.isfinite(numbers) & (numbers == np.floor(numbers))
    return numbers.where(whole).astype("Int64")


def read_dates(values: pd.Series) -> pd.Series:
    """Dates as datetime64[ns] at midnight: ISO, 2026/3/1, 2026.3.1, 2026年3月1日, 20260301, 2026-03, spreadsheet serials."""
    if values.dtype.kind == "M":
        zoneless = values.dt.tz_localize(None) if getattr(values.dt, "tz", None) is not None else values
        return zoneless.dt.normalize()
    text = read_text(values).astype("string").str.normalize("NFKC")
    parts = text.str.extract(r"^\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*(?:[-/.月]\s*(\d{1,2}))?")
    packed = text.str.extract(r"^\s*((?:19|20)\d{2})(\d{2})(\d{2})\s*$")
    parts = parts.where(parts[0].notna(), packed)
    numbers = parts.apply(pd.to_numeric, errors="coerce")
    numbers.columns = ["year", "month", "day"]
    numbers["day"] = numbers["day"].fillna(1).where(numbers["month"].notna())
    dates = pd.to_datetime(numbers.astype("float64"), errors="coerce")
    serial = pd.to_numeric(text, errors="coerce").astype("float64")
    serial = serial.where((serial > 20000) & (serial < 80000) & dates.isna())
    days = pd.to_timedelta(np.floor(serial.dropna()), unit="D")
    return dates.fillna((pd.Timestamp("1899-12-30") + days).reindex(values.index))


def read_flags(values: pd.Series) -> pd.Series:
    """Yes or no as boolean with NA."""
    if str(values.dtype) in ("bool", "boolean"):
        return values.astype("boolean")
    text = read_text(values).astype("string").str.normalize("NFKC").str.casefold()
    flags = pd.Series(pd.NA, index=values.index, dtype="boolean")
    flags[text.isin(_TRUE).fillna(False)] = True
    flags[text.isin(_FALSE).fillna(False)] = False
    return flags


def _read_codes(text: pd.Series, codes: CodeReader, several: bool) -> pd.Series:
    read = {}
    for word in text.dropna().unique():
        known, unknown = codes(word)
        if several:
            read[word] = ";".join(known + unknown)
        else:
            read[word] = known[0] if len(known) == 1 and not unknown else word
    return text.map(read).where(text.notna(), None)


def spare_platforms(spare: pd.Series) -> pd.Series:
    """Spare platforms as numbers; a word for yes counts as one, for no as none; NaN where unknown."""
    codes, words = pd.factorize(spare)
    words = pd.Series(words)
    numbers = read_numbers(words).fillna(read_flags(words).astype("Float64").astype(float)).to_numpy()
    return pd.Series(np.where(codes < 0, np.nan, numbers[codes] if len(numbers) else np.nan), index=spare.index)
